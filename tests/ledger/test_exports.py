"""Exports have the fixed field names of the exchange format."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from sayso import formats
from sayso.ledger import KINDS, Extent, Ledger
from sayso.records import Claim, Correction, CorrectionKind, Problem, ProblemKind
from tests.ledger import made

FIELDS = {
    "articles": "id origin sha256 url outlet agency byline title dateline published_at published_from language "
    "story reprint_of relation how evidence",
    "statements": "article id form source cue content act factuality presupposed speaker reason via said_on "
    "confidence refers_to author speaker_by",
    "stories": "id title articles",
    "reprints": "article of relation how evidence shared",
    "quotations": "id speaker forms",
    "claims": "id story gloss gloss_statement gloss_spans gloss_by origins articles positions related",
    "positions": "claim story statement article speaker name stance said_from said_to gloss kind sector role "
    "institution act factuality words content confidence outlet published_at url speaker_by stance_by",
    "figures": "claim story statement article speaker name stance said_from said_to span surface low high bound unit "
    "counted_thing as_of",
    "corrections": "number kind articles others undoes author at statements against value speaker_kind role",
    "problems": "origin kind reason at",
}


def test_every_kind_has_its_fields_here() -> None:
    assert tuple(FIELDS) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_the_fields_are_fixed(ferry: Ledger, kind: str) -> None:
    ferry.add_problem(Problem("x.html", ProblemKind.EMPTY, "no bytes"))
    ferry.add_correction(
        Correction(CorrectionKind.ONE_STORY, ("wire", "late"), (), None, "Ada", "2025-05-07T12:00:00Z")
    )
    rows = list(ferry.export(kind))
    assert rows
    for row in rows:
        assert " ".join(row) == FIELDS[kind]
        assert json.loads(formats.dumps(row)) == row


def row(ledger: Ledger, kind: str, **wanted: str) -> Mapping[str, object]:
    return next(row for row in ledger.export(kind) if all(row[name] == value for name, value in wanted.items()))


def test_an_article_tells_its_story_and_whose_text_it_is(ferry: Ledger) -> None:
    copy, own = row(ferry, "articles", id="copy"), row(ferry, "articles", id="wire")
    assert (copy["story"], copy["reprint_of"], copy["relation"], copy["how"], copy["evidence"]) == (
        "ferry-1", "wire", "wholly_derived", "abridged", ["credit line: Fjordpress"]
    )  # fmt: skip
    assert (own["story"], own["reprint_of"], own["relation"], own["evidence"]) == ("ferry-1", None, None, [])


def test_an_article_that_was_not_linked_has_no_story(ledger: Ledger) -> None:
    ledger.add(made.late(), made.page(made.late()))
    assert row(ledger, "articles", id="late")["story"] is None


def test_statements_name_the_speaker_across_articles(ferry: Ledger) -> None:
    told = row(ferry, "statements", id="copy.2")
    assert told["article"] == "copy"
    assert (told["speaker"]["id"], told["speaker"]["name"]) == ("ingrid-saetre", "Ingrid Sætre")  # type: ignore[index]


def test_claims_hold_their_positions_in_order(ferry: Ledger) -> None:
    claim = row(ferry, "claims", id="crates-claim")
    assert [(one["statement"], one["stance"]) for one in claim["positions"]] == [  # type: ignore[union-attr]
        ("wire.1", "supports"),
        ("wire.2", "denies"),
    ]


def test_a_position_is_a_flat_row_with_its_words(ferry: Ledger) -> None:
    for told in ferry.export("positions"):
        text = ferry.article(told["article"]).text
        assert told["words"] == " ".join(text[start:end] for start, end in told["content"]) != ""
    wanted = [(one.id, each.statement, each.stance.value) for one in claims(ferry) for each in one.positions]
    assert [(told["claim"], told["statement"], told["stance"]) for told in ferry.export("positions")] == wanted


def test_a_figure_is_a_flat_row_of_its_article(ferry: Ledger) -> None:
    for told in ferry.export("figures"):
        start, end = told["span"]
        assert ferry.article(told["article"]).text[start:end] == told["surface"]


def claims(ledger: Ledger) -> tuple[Claim, ...]:
    return ledger.claims_listed(Extent(500))


def test_an_unknown_kind_is_refused_at_once(ferry: Ledger) -> None:
    with pytest.raises(ValueError, match="nothing to export is called 'rows'; there is articles, statements"):
        ferry.export("rows")
