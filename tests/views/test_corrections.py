"""Entries of the list of corrections, in words."""

from __future__ import annotations

import pytest

from sayso.records import Correction, CorrectionKind, Excerpt, Stance
from sayso.spans import Span
from sayso.views.corrections import HEADINGS, MOST_NAMED, articles_named, build_entry
from tests.views.made import ARTICLES

KNOWN = {article.id: article for article in ARTICLES}
AT = "2025-05-07T12:00:00+00:00"


def entry(kind: CorrectionKind, **more: object) -> Correction:
    return Correction(kind, more.pop("articles", ()), more.pop("others", ()), None, "Ada", AT, **more)  # type: ignore[arg-type]


def test_every_kind_has_a_heading() -> None:
    assert HEADINGS.keys() == set(CorrectionKind)


def test_a_statement_is_shown_by_its_letters_and_an_article_by_its_title() -> None:
    said = Excerpt("a1", Span(0, 12))
    made = build_entry(1, entry(CorrectionKind.STANCE, statements=(said,), value="denies"), KNOWN)
    assert made.stance is Stance.DENIES
    assert KNOWN["a1"].text[:12].strip() in made.named[0].words
    assert build_entry(2, entry(CorrectionKind.ONE_STORY, articles=("a1", "a2")), KNOWN).named[0].words == (
        KNOWN["a1"].title or ""
    )


def test_the_first_of_many_are_named_and_all_are_counted() -> None:
    many = tuple(f"a{number}" for number in range(1, 40))
    correction = entry(CorrectionKind.NOT_ONE_STORY, articles=many, others=("zz",))
    made = build_entry(1, correction, KNOWN, undone_by=5)
    assert articles_named(correction) == (*many[:MOST_NAMED], "zz")
    assert (len(made.named), made.n_named, made.undone_by) == (MOST_NAMED, 39, 5)
    assert (made.against[0].article, made.against[0].id) == (None, "zz")


@pytest.mark.parametrize(
    ("value", "role", "shown"),
    [("Ida Holm", "mayor", "Ida Holm, mayor"), (None, None, "nobody who can be told"), ("a\u202eb", None, "ab")],
)
def test_whose_words_they_are_is_said(value: str | None, role: str | None, shown: str) -> None:
    said = (Excerpt("a1", Span(0, 12)),)
    assert build_entry(1, entry(CorrectionKind.SPEAKER, statements=said, value=value, role=role), KNOWN).value == shown
