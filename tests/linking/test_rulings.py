"""Corrections of stories by the article: the later of two counts, and what is undone does not."""

from __future__ import annotations

import pytest

from sayso.linking.rulings import Rulings, standing
from sayso.records import Correction, CorrectionKind

ONE, NOT_ONE, UNDO = CorrectionKind.ONE_STORY, CorrectionKind.NOT_ONE_STORY, CorrectionKind.UNDO


def entry(kind: CorrectionKind, articles: str = "", others: str = "", undoes: int | None = None) -> Correction:
    return Correction(kind, tuple(articles), tuple(others), undoes, "Ada Quill", "2025-05-07T12:00:00+00:00")


def rulings(*entries: Correction) -> Rulings:
    return Rulings(dict(enumerate(entries, start=1)))


@pytest.mark.parametrize(
    ("entries", "together", "apart"),
    [
        ([], "", ""),
        ([entry(ONE, "abc")], "bc", ""),
        ([entry(NOT_ONE, "ab", "cd")], "", "cd"),
        ([entry(NOT_ONE, "cd", "ab")], "", "cd"),
        ([entry(ONE, "abc"), entry(NOT_ONE, "a", "b")], "c", "b"),
        ([entry(NOT_ONE, "a", "bc"), entry(ONE, "ab")], "b", "c"),
        ([entry(ONE, "bc"), entry(NOT_ONE, "b", "c")], "", ""),
        ([entry(ONE, "abc"), entry(UNDO, undoes=1)], "", ""),
        ([entry(ONE, "abc"), entry(UNDO, undoes=1), entry(UNDO, undoes=2)], "bc", ""),
    ],
)
def test_what_counts_for_an_article(entries: list[Correction], together: str, apart: str) -> None:
    assert rulings(*entries).of("a") == (frozenset(together), frozenset(apart))


def test_what_is_undone_no_longer_stands() -> None:
    made = {3: entry(ONE, "ab"), 5: entry(NOT_ONE, "a", "c"), 8: entry(UNDO, undoes=3)}
    assert standing(made) == (made[5],)
