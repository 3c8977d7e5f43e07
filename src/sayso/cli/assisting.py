"""`sayso mcp`: the ledger as tools for an assistant."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from sayso.cli.edge import Status
from sayso.cli.options import LedgerOption, file_place, open_to_read
from sayso.errors import ExtraMissing

# Where `sayso serve` shows a ledger unless it is told otherwise.
HOME = "http://127.0.0.1:8642"


def mcp(
    ledger: LedgerOption = None,
    pages: Annotated[
        str, typer.Option("--pages", metavar="URL", help="Where `sayso serve` shows this ledger; links begin with it.")
    ] = HOME,
) -> None:
    """Serve the ledger to an assistant, by the Model Context Protocol.

    On standard input and output: five tools that only read, search, story, claim, ask and who. They give sentences,
    with offsets, speakers, stances and links, and say so where the ledger has no cell. No other machine is asked.
    It ends when its input ends.

    \b
    Examples:
      sayso mcp --ledger desk.db
      sayso mcp --ledger desk.db --pages http://desk.example:8642
    """
    _check_installed()
    from sayso.mcp.server import serve

    place = file_place(ledger)
    open_to_read(place).close()
    try:
        serve(place, pages)
    except KeyboardInterrupt:
        typer.echo("stopped", err=True)
        # A thread still waits for the next line of input, and leaving in good order would wait for it.
        os._exit(Status.DONE)


def _check_installed() -> None:
    try:
        import mcp.types  # noqa: F401
    except ImportError as error:
        raise ExtraMissing(f"`sayso mcp` needs {error.name}: pip install 'sayso[mcp]' brings it") from error
