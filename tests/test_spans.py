"""Offsets, maps and selectors hold for any text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.spans import Anchoring, OffsetMap, Run, Span, anchor, from_utf16, merged, select, to_utf16, trimmed

TEXTS = st.text(max_size=200)


@st.composite
def text_and_span(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(TEXTS)
    ends = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    return text, Span(*ends)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_reversed_or_negative_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@given(text_and_span())
def test_trimming_loses_only_white_space(given_: tuple[str, Span]) -> None:
    text, span = given_
    assert trimmed(text, span).surface(text) == span.surface(text).strip()
    assert span.contains(trimmed(text, span))


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))))
def test_merging_keeps_every_character_and_leaves_no_overlap(spans: list[Span]) -> None:
    result = merged(spans)
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert covered == {at for span in result for at in range(span.start, span.end)}
    assert all(before.end < after.start for before, after in itertools.pairwise(result))


def test_a_kept_character_maps_there_and_back() -> None:
    page, clean = "<p>Rain fell.</p><p>Then it stopped.</p>", "Rain fell.\n\nThen it stopped."
    kept = OffsetMap((Run(0, 3, 10), Run(12, 20, 16)))
    for offset, letter in enumerate(clean):
        there = kept.to_page(offset)
        if letter == "\n":
            assert there is None
        else:
            assert there is not None
            assert page[there] == letter
            assert kept.to_clean(there) == offset


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(0, 4), "Rain"),
        (Span(5, 16), "fell.</p><p>Then"),
        (Span(8, 12), "l."),
        (Span(10, 12), None),
        (Span(11, 16), "Then"),
        (Span(12, 28), "Then it stopped."),
    ],
)
def test_a_span_maps_to_the_page(span: Span, expected: str | None) -> None:
    page = "<p>Rain fell.</p><p>Then it stopped.</p>"
    there = OffsetMap((Run(0, 3, 10), Run(12, 20, 16))).span_to_page(span)
    assert (there and there.surface(page)) == expected


def test_overlapping_runs_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        OffsetMap((Run(0, 0, 5), Run(4, 9, 2)))


@given(text_and_span())
def test_the_identity_map_changes_nothing(given_: tuple[str, Span]) -> None:
    text, span = given_
    if len(span):
        assert OffsetMap.identity(len(text)).span_to_page(span) == span


@given(TEXTS)
def test_utf16_indexes_go_there_and_back(text: str) -> None:
    for offset in range(len(text) + 1):
        index = to_utf16(text, offset)
        assert index == len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2
        assert from_utf16(text, index) == offset


@given(text_and_span())
def test_a_selector_finds_its_own_letters(given_: tuple[str, Span]) -> None:
    text, span = given_
    expected = (Anchoring.OK, span) if len(span) else (Anchoring.ORPHAN, None)
    assert anchor(select(text, span), text) == expected


def test_a_selector_follows_letters_that_moved() -> None:
    text = "The minister spoke. She denied the report. Rain fell."
    selector = select(text, Span(20, 42))
    assert anchor(selector, "Update: " + text) == (Anchoring.MOVED, Span(28, 50))


@pytest.mark.parametrize(
    "edited",
    [
        "The minister spoke. She denies the report. Rain fell.",
        "",
        "The minister spoke. She denied the report. Rain fell. " * 2 + "x",
    ],
)
def test_a_selector_never_guesses(edited: str) -> None:
    text = "The minister spoke. She denied the report. Rain fell. "
    selector = select(text, Span(20, 42))
    state, span = anchor(selector, " " + edited)
    assert (state, span) == (Anchoring.ORPHAN, None)
