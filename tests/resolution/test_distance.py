"""How the article's own writer keeps away from what somebody says."""

from __future__ import annotations

import pytest

from sayso.records import Act, Factuality
from sayso.resolution.distance import distances_of, without_distance
from sayso.segments import segment
from tests.resolution.markup import read

BESIDE = [
    ("{S Hale} {C falsely claimed} {T that the dam had burst}.", "falsely", Act.DISPUTE, Factuality.CT_MINUS),
    ("{S Hale} {C claimed} falsely {T that the dam had burst}.", "falsely", Act.DISPUTE, Factuality.CT_MINUS),
    ("{S Hale} {C baselessly blamed} {T the army}.", "baselessly", Act.DISPUTE, Factuality.PR_MINUS),
    ("{S Hale} {C said}, without proof, {T that it burst}.", "without proof", Act.CANNOT_CONFIRM, Factuality.UU),
    (
        "{T It burst}, {S Hale} {C said}, without giving evidence.",
        "without giving evidence",
        Act.CANNOT_CONFIRM,
        Factuality.UU,
    ),
    ("{S Hale} {C denied} {T the alleged theft of boats}.", "alleged", Act.DECLINES_TO_CONFIRM, Factuality.UU),
    ("{S Hale} {C said} {T the so-called Guard had left}.", "so-called", Act.DECLINES_TO_CONFIRM, Factuality.UU),
]


@pytest.mark.parametrize(("marked", "words", "act", "factuality"), BESIDE)
def test_the_writers_words_are_kept(marked: str, words: str, act: Act, factuality: Factuality) -> None:
    text, attributions = read(marked)
    found = distances_of(segment(text), attributions[:1])[0]
    assert found is not None
    assert (found.span.surface(text), found.act, found.factuality) == (words, act, factuality)


@pytest.mark.parametrize(
    "marked",
    [
        "{S Hale} {C said} {T the dam had burst}.",
        # The speaker's own words.
        "{S Hale} {C said}: {T “The alleged thief is free.”}",
        "{S Hale} {C said} {T he had been falsely accused}.",
        "{S Hale} {C said} {T they acted without proof}.",
        # In another sentence.
        "He was falsely accused. {S Hale} {C said} {T the dam had burst}.",
        "{T It burst}.",
    ],
)
def test_where_the_writer_says_nothing_there_is_none(marked: str) -> None:
    text, attributions = read(marked)
    assert distances_of(segment(text), attributions[:1]) == [None]


def test_the_writers_words_are_cut_from_the_edge_of_a_content() -> None:
    text, attributions = read("{S Hale} {C claimed} {T without evidence, that the dam had burst}.")
    segments = segment(text)
    cut = without_distance(segments, attributions[0])
    assert [span.surface(text) for span in cut.content] == ["that the dam had burst"]
    found = distances_of(segments, [cut])[0]
    assert found is not None
    assert found.span.surface(text) == "without evidence"


def test_a_content_of_nothing_else_is_left_alone() -> None:
    text, attributions = read("{S Hale} {C acted} {T without evidence}.")
    assert without_distance(segment(text), attributions[0]) == attributions[0]
