"""A ledger behind `sayso serve` answers as its file does, reads only, and fails in one way."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import LedgerError, NoQuestion, NotInLedger
from sayso.ledger import KINDS, Extent, Ledger, Sought
from sayso.records import Answer, Correction, CorrectionKind, Problem, ProblemKind, Speaker
from tests.cli.conftest import Run, made_ledger, run
from tests.ledger import made
from tests.web.served import served

__all__ = ["made_ledger", "run"]

TOKEN = "a-token-of-some-length"  # noqa: S105
QUESTION = "A navy cutter rammed the trawler Marit"


@pytest.fixture(scope="module")
def address(made_ledger: Path) -> Iterator[str]:
    with served(made_ledger) as address:
        yield address


@pytest.fixture
def remote(address: str) -> Iterator[Ledger]:
    with Ledger.open(address) as ledger:
        yield ledger


@pytest.fixture
def local(made_ledger: Path) -> Iterator[Ledger]:
    with Ledger.open(made_ledger, read_only=True) as ledger:
        yield ledger


def plain(value: Any) -> Any:
    """A record less what REST does not tell: mentions of speakers, and the id of a claim that answers a question."""
    if isinstance(value, Speaker):
        return replace(value, mentions=())
    if isinstance(value, Answer):
        value = replace(value, claim=replace(value.claim, id=""))
    if isinstance(value, tuple | list):
        return tuple(map(plain, value))
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if hasattr(value, "__dataclass_fields__") and hasattr(value, "__slots__") and not isinstance(value, type):
        own = [name for name, field in value.__dataclass_fields__.items() if field.compare]
        return (type(value).__name__, *(plain(getattr(value, name)) for name in own))
    return value


READS: dict[str, Callable[[Ledger], Any]] = {
    "stories": lambda ledger: ledger.stories(),
    "stories, some": lambda ledger: ledger.stories(limit=1, offset=0),
    "stories sought": lambda ledger: ledger.stories_sought(
        Sought(words="cutter", speaker="navy of vastland"), Extent(9)
    ),
    "stories not found": lambda ledger: ledger.stories_sought(Sought(since="2031-01-01"), Extent(9)),
    "story": lambda ledger: ledger.story("s"),
    "stories of": lambda ledger: ledger.stories_of(["a1", "none"]),
    "claim": lambda ledger: ledger.claim("c1"),
    "claims": lambda ledger: ledger.claims_listed(Extent(1, 1), story="s1"),
    "claims of": lambda ledger: ledger.claims_listed(Extent(9), speaker="navy"),
    "ask": lambda ledger: ledger.ask(QUESTION),
    "ask one story": lambda ledger: ledger.ask(QUESTION, story="s1"),
    "ask in vain": lambda ledger: ledger.ask("The giraffe escaped from the zoo"),
    "who": lambda ledger: ledger.who("Navy of Vastland"),
    "speaker": lambda ledger: ledger.speaker("union"),
    "speakers": lambda ledger: ledger.speakers_listed(Extent(2, 1)),
    "speakers called": lambda ledger: ledger.speakers_listed(Extent(9), name="navy"),
    "entities": lambda ledger: ledger.entities(),
    "article": lambda ledger: ledger.article("a3"),
    "article ids": lambda ledger: ledger.article_ids(),
    "articles": lambda ledger: ledger.articles_listed(Extent(2), story="s1"),
    "articles of ids": lambda ledger: ledger.articles_listed(Extent(9), ids=["a4", "a1"]),
    "findings": lambda ledger: ledger.findings(["a4", "a1"]),
    "statement": lambda ledger: ledger.statement("a4.1"),
    "statements": lambda ledger: ledger.statements_in("a1"),
    "search": lambda ledger: ledger.search('"navy cutter"', limit=2),
    "search for nothing": lambda ledger: ledger.search(" "),
    "search for a lot": lambda ledger: ledger.search("marit", limit=100_000),
    "quotations": lambda ledger: ledger.quotations(),
    "quotation": lambda ledger: ledger.quotation("q@1"),
    "quotations in": lambda ledger: ledger.quotations_in("a1"),
    "quotations listed": lambda ledger: ledger.quotations_listed(Extent(9), story="s1"),
    "reprints": lambda ledger: ledger.reprints(),
    "reprints in": lambda ledger: ledger.reprints_in("s1"),
    "reprints in none": lambda ledger: ledger.reprints_in("none"),
    "reprints among": lambda ledger: ledger.reprints_among(["a2", "a4"]),
    "problems": lambda ledger: ledger.problems(),
    "problems listed": lambda ledger: ledger.problems_listed(Extent(1)),
    "corrections": lambda ledger: ledger.corrections(),
    "counts": lambda ledger: ledger.counts(),
    "programs": lambda ledger: ledger.programs(),
    "shown": lambda ledger: ledger.counts() and ledger._repr_html_().partition("<tbody>")[2],
}


@pytest.mark.parametrize("name", READS)
def test_answers_are_those_of_the_file(local: Ledger, remote: Ledger, name: str) -> None:
    assert plain(READS[name](remote)) == plain(READS[name](local))


@pytest.mark.parametrize("kind", KINDS)
def test_tables_are_those_of_the_file(local: Ledger, remote: Ledger, kind: str) -> None:
    assert list(remote.export(kind)) == list(local.export(kind)) != []
    assert remote.table(kind).to_arrow().equals(local.table(kind).to_arrow())


def test_speakers_keep_their_mentions_in_findings(local: Ledger, remote: Ledger) -> None:
    assert remote.findings(["a1"]) == local.findings(["a1"])


@pytest.mark.parametrize(
    "ask",
    [
        lambda ledger: ledger.story("nothing"),
        lambda ledger: ledger.story(""),
        lambda ledger: ledger.claim("c"),
        lambda ledger: ledger.claim("../../export/claims"),
        lambda ledger: ledger.article("\ud800"),
        lambda ledger: ledger.speaker("nobody"),
        lambda ledger: ledger.quotation("none?x=1#y"),
        lambda ledger: ledger.who("Nobody Atall"),
        lambda ledger: ledger.statement("a1.99"),
        lambda ledger: ledger.statement("nothing"),
        lambda ledger: ledger.findings(["a"]),
        lambda ledger: ledger.ask(QUESTION, story="nothing"),
    ],
)
def test_what_is_not_there_is_not_in_the_ledger(remote: Ledger, ask: Callable[[Ledger], object]) -> None:
    with pytest.raises(NotInLedger):
        ask(remote)


def test_what_is_no_question_is_none_here_either(remote: Ledger) -> None:
    with pytest.raises(NoQuestion):
        remote.ask("hm")


def test_an_unknown_kind_is_refused_at_once(remote: Ledger) -> None:
    with pytest.raises(ValueError, match="nothing to export is called 'rows'"):
        remote.export("rows")


FERRY = made.late()
WRITES: list[Callable[[Ledger], object]] = [
    lambda ledger: ledger.add(FERRY, made.page(FERRY)),
    lambda ledger: ledger.add_problem(Problem("x", ProblemKind.EMPTY, "")),
    lambda ledger: ledger.mark_stale(["a1"]),
    lambda ledger: ledger.add_correction(Correction(CorrectionKind.UNDO, (), (), 1, "Ada", "2025-05-07T12:00:00Z")),
    lambda ledger: ledger.batch().__enter__(),
    lambda ledger: ledger.shelf().__enter__(),
]


@pytest.mark.parametrize("write", WRITES)
def test_writing_is_refused_in_a_sentence(remote: Ledger, write: Callable[[Ledger], object]) -> None:
    assert remote.read_only
    with pytest.raises(LedgerError, match="read over the network cannot be written"):
        write(remote)


def test_what_only_the_file_tells_is_said_so(remote: Ledger) -> None:
    for ask in (lambda: remote.page_content("a1"), lambda: remote.made_by("a1"), remote.unlinked):
        with pytest.raises(LedgerError, match="only the machine that holds the ledger"):
            ask()


def test_lists_longer_than_a_request_come_whole(remote: Ledger, monkeypatch: pytest.MonkeyPatch, local: Ledger) -> None:
    monkeypatch.setattr("sayso.ledger.server.ROWS", 2)
    monkeypatch.setattr("sayso.ledger.remote.LONGEST_QUERY", 12)
    assert remote.entities() == local.entities()
    assert remote.speakers_listed(Extent(3, 1)) == local.speakers_listed(Extent(3, 1))
    assert plain(remote.speaker("navy")) == plain(local.speaker("navy"))


# ------------------------------------------------------------------------------------------------------ tokens, faults


@pytest.mark.parametrize("way", ["argument", "address"])
def test_a_token_is_shown_and_told_to_nobody(made_ledger: Path, way: str) -> None:
    with served(made_ledger, TOKEN) as address:
        opened = Ledger.open(address, token=TOKEN) if way == "argument" else Ledger.open(f"{address}/?token={TOKEN}")
        with opened as ledger:
            assert ledger.counts()["articles"] == 4
            assert TOKEN not in f"{ledger!r} {ledger.place} {ledger._repr_html_()}"
        for wrong in ("", "another-token-of-length"):
            with pytest.raises(LedgerError, match="asks for its token"):
                Ledger.open(address, token=wrong)


def test_nobody_there_is_one_error() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    with pytest.raises(LedgerError, match=f"http://127.0.0.1:{port}: the server cannot be asked"):
        Ledger.open(f"http://127.0.0.1:{port}")


@pytest.mark.parametrize("address", ["http://", "http://[", "http://127.0.0.1:99999", "http://\x00"])
def test_what_is_no_address_is_one_error(address: str) -> None:
    with pytest.raises(LedgerError):
        Ledger.open(address)


def test_a_server_that_is_silent_is_given_up() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        started = time.monotonic()
        with pytest.raises(LedgerError, match="did not answer in time"):
            Ledger.open(f"http://127.0.0.1:{silent.getsockname()[1]}", wait_s=0.2)
        assert time.monotonic() - started < 5


@contextmanager
def answering(status: int, body: bytes) -> Iterator[str]:
    """The address of a server that answers everything alike."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


FAULT = {"error": {"status": 500, "kind": "fault", "message": "this is a fault in sayso"}}


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (200, b"<html>hello</html>", "no server of sayso answers there"),
        (404, b"<html>hello</html>", "no server of sayso answers there"),
        (
            404,
            b'{"error": {"kind": "not_found", "message": "there is nothing"}}',
            "no server of this sayso answers there",
        ),
        (302, b"", "no server of sayso answers there"),
        (200, b"[]", "another version of sayso answers there"),
        (200, b'{"counts": {"articles": "many"}}', "another version of sayso answers there"),
        (500, b"[1]", "status 500"),
        (500, json.dumps(FAULT).encode(), "this is a fault in sayso"),
    ],
)
def test_whoever_else_answers_is_one_error(status: int, body: bytes, told: str) -> None:
    with answering(status, body) as address, pytest.raises(LedgerError, match=told):
        Ledger.open(address)


def test_no_proxy_learns_what_is_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with Ledger.open(address) as ledger:
        assert ledger.counts()["stories"] == 1


# ------------------------------------------------------------------------------------------------------- on the screen


@pytest.mark.parametrize(
    "command", [("stories",), ("story", "s1"), ("claim", "c1"), ("who", "navy of vastland"), ("search", "cutter")]
)
def test_commands_that_look_take_an_address(
    run: Run, made_ledger: Path, address: str, command: tuple[str, ...]
) -> None:
    wanted = run(*command, "--ledger", str(made_ledger))
    told = run(*command, "--ledger", address)
    assert (told.exit_code, told.stdout) == (0, wanted.stdout)


@pytest.mark.parametrize("command", ["serve", "mcp"])
def test_commands_that_serve_do_not(run: Run, address: str, command: str) -> None:
    done = run(command, "--ledger", address)
    assert done.exit_code == 2
    assert "give the path of a file" in done.stderr
