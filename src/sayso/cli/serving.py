"""`sayso serve`: the ledger as web pages and REST."""

from __future__ import annotations

import errno
import gc
import os
import socket
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import typer

from sayso.cli.edge import UsageError
from sayso.cli.entering import AUTHOR_VARIABLE
from sayso.cli.options import TOKEN_VARIABLE, LedgerOption, file_place, open_to_read
from sayso.errors import CannotServe, ExtraMissing

PORT = 8642
LOOPBACK = "127.0.0.1"
# Letters. A token that can be tried out is none.
SHORTEST_TOKEN = 16
# Whole seconds; what a browser still loads when the server is stopped.
GRACE_S = 3
# Records that are made before Python looks for those that point at each other and at nothing else: a few pages' worth.
MADE_BEFORE_CLEARING = 20_000


def serve(
    ledger: LedgerOption = None,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, metavar="N", help="0 takes any that is free.")
    ] = PORT,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Listen there; others than loopback need a token.")
    ] = LOOPBACK,
    token: Annotated[
        str | None,
        typer.Option(
            "--token",
            metavar="TOKEN",
            help=f"Ask everybody for it; {SHORTEST_TOKEN} letters or more, or ${TOKEN_VARIABLE}.",
            show_default=False,
        ),
    ] = None,
    author: Annotated[
        str | None,
        typer.Option(
            "--author",
            metavar="NAME",
            help=f"Whose word corrections are, or ${AUTHOR_VARIABLE}; else the pages ask.",
            show_default=False,
        ),
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Take no corrections.")] = False,
) -> None:
    """Serve the ledger as web pages, and as REST under /api/v1.

    On this machine alone unless told otherwise; nothing is written but the corrections that are entered in its pages,
    and another sayso may read into the ledger meanwhile. Pages need no script and ask nothing of other machines.
    Ctrl-C ends it.

    \b
    Examples:
      sayso serve
      sayso serve --ledger desk.db --port 9000
      sayso serve --read-only
      SAYSO_TOKEN=$(openssl rand -hex 16) sayso serve --host 0.0.0.0
    """
    shown = token or os.environ.get(TOKEN_VARIABLE) or ""
    _check_installed()
    _check_token(host, shown)
    known = _author(author)
    file = file_place(ledger)
    with open_to_read(file) as opened:
        n_stories = opened.counts()["stories"]
    listening = _listen(host, port)
    place = _address(host, listening.getsockname()[1])
    told = "1 story" if n_stories == 1 else f"{n_stories:,} stories"
    key = f"?token={shown}" if shown else ""
    typer.echo(f"{file}: {told} at {place}{key} (Ctrl-C ends it)", err=True)
    _run(file, host, shown, listening, author=known, read_only=read_only)


def _check_installed() -> None:
    try:
        import fastapi  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as error:
        raise ExtraMissing(f"`sayso serve` needs {error.name}: pip install 'sayso[web]' brings it") from error


def _check_token(host: str, token: str) -> None:
    from sayso.web.settings import is_loopback

    if token and len(token) < SHORTEST_TOKEN:
        raise UsageError(f"the token is too short to be safe; take {SHORTEST_TOKEN} letters or more")
    if not token and not is_loopback(host):
        raise UsageError(f"{host} can be reached from other machines; give a --token, or leave --host out")


def _author(given: str | None) -> str:
    from sayso.errors import NoCorrection
    from sayso.ingest.entries import checked_name

    name = given if given is not None else os.environ.get(AUTHOR_VARIABLE) or ""
    try:
        return checked_name(name) if name else ""
    except NoCorrection as error:
        raise UsageError(f"--author: {error}") from None


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
        # What is accepted takes it over. Else the end of an answer waits for a browser to confirm its beginning,
        # and the browser waits 40 ms for more before it does.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening
    except socket.gaierror as error:
        raise CannotServe(f"{host} is no address of this machine; --host takes a number such as {LOOPBACK}") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotServe(f"port {port} is taken; choose another with --port, or 0 for any that is free") from error
        raise CannotServe(f"cannot listen on {host}, port {port}: {error.strerror or error}") from error


def _address(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _run(place: str, host: str, token: str, listening: socket.socket, *, author: str, read_only: bool) -> None:
    import uvicorn

    from sayso.web.app import make_app
    from sayso.web.settings import Settings

    names = (socket.gethostname().lower(), socket.getfqdn().lower()) if token else ()
    app = make_app(Settings(place, host, token, names, _programs(), author, read_only))
    options = uvicorn.Config(
        app,
        log_level="warning",
        # Addresses hold what people look for, and once the token.
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_S,
    )
    # What was loaded stays; to look through it again and again for what can be let go costs a tenth of each page.
    gc.collect()
    gc.freeze()
    gc.set_threshold(MADE_BEFORE_CLEARING)
    try:
        uvicorn.Server(options).run(sockets=[listening])
    except KeyboardInterrupt:
        typer.echo("stopped", err=True)


def _programs() -> tuple[str, ...]:
    """The parts of sayso that are installed, with their versions."""
    found = []
    for name in ("sayso", "sayso-model-en"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return tuple(found)
