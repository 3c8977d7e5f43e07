"""A ledger with one made-up story in it, and a way to run commands as a user does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sayso.cli.app import app
from sayso.ledger import Ledger
from sayso.records import (
    Bound,
    Claim,
    Correction,
    CorrectionKind,
    Entity,
    Figure,
    Findings,
    Links,
    Page,
    Problem,
    ProblemKind,
    Quotation,
    QuotationForm,
    Rewording,
    Speaker,
    Statement,
)
from sayso.spans import Span
from tests.ledger.linked import put_links
from tests.views.made import ARTICLES, CREW, DAHL, HOLM, NAVY, REPRINTS, STATEMENTS, STORY, UNION

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command in an empty folder, without colours, 100 columns wide."""
    monkeypatch.chdir(tmp_path)
    for name in ("SAYSO_LEDGER", "SAYSO_DEBUG", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str, **more: Any) -> Result:
        return CliRunner().invoke(app, list(arguments), prog_name="sayso", **more)

    return run


@pytest.fixture(scope="session")
def made_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story of the trawler, and one problem, in a ledger."""
    path = tmp_path_factory.mktemp("ledger") / "made.db"
    with Ledger.open(path) as ledger:
        for article in ARTICLES:
            own = tuple(local(each) for each in STATEMENTS if each.id.startswith(f"{article.id}."))
            page = Page(article.origin, article.text.encode(), "text/plain", id=article.id)
            ledger.add(Findings(article, own), page)
        ledger.add_problem(Problem("reports/empty.txt", ProblemKind.EMPTY, "the file is empty"))
        entities = tuple(map(entity, (UNION, NAVY, HOLM, CREW, DAHL)))
        links = Links(REPRINTS, (STORY.story,), entities, tuple(map(with_figure, STORY.claims)), (quotation(),))
        put_links(ledger, links)
        at = "2025-05-07T12:00:00+00:00"
        ledger.add_correction(Correction(CorrectionKind.ONE_STORY, ("a1", "a2"), (), None, "Ada", at))
    return path


def with_figure(claim: Claim) -> Claim:
    """The claim about the cost with the figure that is in it; any other as it is."""
    surface = "at least 40,000 crowns"
    if surface not in claim.gloss:
        return claim
    start = ARTICLES[3].text.index(surface)
    figure = Figure(Span(start, start + len(surface)), surface, 40_000.0, None, Bound.AT_LEAST, "crowns")
    return replace(claim, positions=tuple(replace(each, figures=(figure,)) for each in claim.positions))


def quotation() -> Quotation:
    """The first statements of two articles, as if they were one utterance."""
    first = {each.id.split(".")[0]: each for each in reversed(STATEMENTS)}
    forms = [QuotationForm(id, first[id].id, first[id].content, Rewording.IDENTICAL) for id in sorted(first)[:2]]
    return Quotation("q@1", None, tuple(forms))


def local(statement: Statement) -> Statement:
    """The same statement with its speaker as one article knows it."""
    if statement.speaker is None:
        return statement
    article = statement.id.split(".")[0]
    return replace(statement, speaker=replace(statement.speaker, id=f"{article}.{statement.speaker.id}"))


def entity(speaker: Speaker) -> Entity:
    """One identity for a speaker of several articles."""
    members = dict.fromkeys(
        f"{each.id.split('.')[0]}.{speaker.id}"
        for each in STATEMENTS
        if each.speaker is not None and each.speaker.id == speaker.id
    )
    return Entity(
        speaker.id,
        speaker.name,
        speaker.kind,
        speaker.sector,
        speaker.role,
        speaker.institution,
        tuple(members),
        "same name",
    )
