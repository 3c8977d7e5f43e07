"""Servers of made-up ledgers, asked without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.ledger import Ledger
from sayso.records import Article, Findings, Links, Page, Problem, ProblemKind, Speaker, Statement
from sayso.web.app import make_app
from sayso.web.settings import Settings
from tests.cli.conftest import entity, local, made_ledger, quotation
from tests.ledger.linked import put_links
from tests.views.made import ARTICLES, CREW, DAHL, HOLM, NAVY, REPRINTS, STATEMENTS, STORY, UNION

__all__ = ["made_ledger"]

HOME = "http://127.0.0.1:8642"
# What nobody may ever see run, followed or reordered.
SCRIPT = '<script>alert(1)</script><img src=x onerror="alert(2)">'
REORDERED = "safe \u202egnp.exe"

Serve = Callable[..., TestClient]


@dataclass(frozen=True)
class Ids:
    """Something of each kind that is in the made-up ledger."""

    story: str
    claim: str
    speaker: str
    article: str
    quotation: str


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start a server for a ledger; keywords are its settings."""
    started: list[TestClient] = []

    def serve(ledger: Path, *, home: str = HOME, **settings: object) -> TestClient:
        app = make_app(Settings(str(ledger), **settings))  # type: ignore[arg-type]
        client = TestClient(app, base_url=home, raise_server_exceptions=False, follow_redirects=False)
        started.append(client.__enter__())
        return started[-1]

    yield serve
    for client in started:
        client.__exit__(None, None, None)


@pytest.fixture
def client(serve: Serve, made_ledger: Path) -> TestClient:
    """A server of the story of the trawler."""
    return serve(made_ledger)


@pytest.fixture(scope="session")
def ids(made_ledger: Path) -> Ids:
    """Of the story of the trawler."""
    with Ledger.open(made_ledger, read_only=True) as ledger:
        story = ledger.stories()[0].id
        claim = max(ledger.story(story).claims, key=lambda claim: len(claim.positions)).id
        speaker = next(each.id for each in ledger.entities() if each.name == NAVY.name)
        return Ids(story, claim, speaker, "a1", ledger.quotations()[0].id)


@pytest.fixture(scope="session")
def hostile_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same story, told by somebody who wants a page of ours to do as they say."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    with Ledger.open(path) as ledger:
        for article in ARTICLES:
            own = tuple(_hostile_statement(each) for each in STATEMENTS if each.id.startswith(f"{article.id}."))
            made = _hostile_article(article)
            page = Page(made.origin, made.text.encode(), "text/plain", id=made.id)
            ledger.add(Findings(made, own), page)
        ledger.add_problem(Problem(SCRIPT, ProblemKind.EMPTY, REORDERED))
        entities = tuple(replace(entity(each), name=SCRIPT) for each in (UNION, NAVY, HOLM, CREW, DAHL))
        story = replace(STORY.story, title=SCRIPT)
        claims = tuple(replace(claim, gloss=f"{REORDERED} {SCRIPT}") for claim in STORY.claims)
        put_links(ledger, Links(REPRINTS, (story,), entities, claims, (quotation(),)))
    return path


def _hostile_article(article: Article) -> Article:
    # Behind the text: statements point into it, so its letters stay where they are.
    text = f"{article.text}\n\n{SCRIPT} {REORDERED}"
    return replace(
        article, text=text, title=SCRIPT, outlet=SCRIPT, byline=(SCRIPT, REORDERED), url="javascript:alert(3)"
    )


def _hostile_statement(statement: Statement) -> Statement:
    said = local(statement)
    speaker: Speaker | None = said.speaker and replace(said.speaker, name=SCRIPT, role=SCRIPT)
    return replace(said, speaker=speaker, reason=REORDERED)
