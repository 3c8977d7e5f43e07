"""Where sentences and paragraphs end."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.segments import segment, tokenize
from sayso.spans import Span

SENTENCES = [
    ("The dam held. It rained.", ["The dam held.", "It rained."]),
    ("Sen. Ann Roe spoke to the U.N. Security Council.", ["Sen. Ann Roe spoke to the U.N. Security Council."]),
    ("It met on Oct. 22 at 5 p.m. The vote failed.", ["It met on Oct. 22 at 5 p.m.", "The vote failed."]),
    ("J. B. Hale runs Hale Corp. in Ohio.", ["J. B. Hale runs Hale Corp. in Ohio."]),
    ("“We lost.” He left.", ["“We lost.”", "He left."]),
    ("“We lost,” he said. “We will win.”", ["“We lost,” he said.", "“We will win.”"]),
    ("“Really?” she asked. No one spoke.", ["“Really?” she asked.", "No one spoke."]),
    ("He asked why... and left.", ["He asked why... and left."]),
    ("It cost $3.5 million. Twelve fell ill.", ["It cost $3.5 million.", "Twelve fell ill."]),
    ("The mayor said no. Corte would not say.", ["The mayor said no.", "Corte would not say."]),
    ("He lives at No. 5 Mill Lane.", ["He lives at No. 5 Mill Lane."]),
    ("Who knew? Nobody did! They left.", ["Who knew?", "Nobody did!", "They left."]),
    ("Prices rose 3 percent.\n\nWages fell.", ["Prices rose 3 percent.", "Wages fell."]),
    ("", []),
    (" \n\t\n ", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert [span.surface(text) for span in segment(text).sentences] == expected


def test_a_line_broken_in_mid_sentence_is_joined() -> None:
    text = "The envoy said the two governments would go on with what he called a lawful trade in timber\n\nand grain."
    assert len(segment(text).sentences) == 1


def test_a_short_line_without_an_end_mark_is_a_paragraph_of_its_own() -> None:
    text = "Rain stops play\n\nthe umpires said so."
    assert len(segment(text).paragraphs) == 2


def test_wrapped_lines_form_one_paragraph() -> None:
    text = (
        "The harbour master said on Monday that the ferry\nhad left the quay with its ramp\ndown, and that nobody on\n"
        "board had noticed.\n\nThe company\nhas not replied."
    )
    assert len(segment(text).paragraphs) == 2


@given(st.text(max_size=300))
def test_segments_are_in_order_disjoint_and_lose_no_visible_letter(text: str) -> None:
    segments = segment(text)
    for spans in (segments.paragraphs, segments.sentences):
        assert all(before.end <= after.start for before, after in itertools.pairwise(spans))
        assert all(span.surface(text) == span.surface(text).strip() != "" for span in spans)
        covered = {at for span in spans for at in range(span.start, span.end)}
        assert {at for at, letter in enumerate(text) if not letter.isspace()} <= covered


@given(st.text(alphabet="ab.\n “”", max_size=80), st.data())
def test_furniture_is_outside_every_sentence(text: str, data: st.DataObject) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    cut = Span(start, data.draw(st.integers(start + 1, len(text))))
    assert not any(sentence.overlaps(cut) for sentence in segment(text, (cut,)).sentences)


@given(st.text(max_size=200), st.data())
def test_tokens_are_found_by_place(text: str, data: st.DataObject) -> None:
    segments = segment(text)
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    expected = [token for token in tokenize(text) if token.span.overlaps(span)]
    assert list(segments.tokens_in(span)) == expected


@pytest.mark.parametrize("unit", ["word ", "x.", "“", "a.b. ", "\n\n", "No. 5, ", "Mr. ", "\0", "\u202e"])
def test_a_long_text_of_one_thing_is_cut_without_loss(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert sum(len(sentence.surface(text).split()) for sentence in segment(text).sentences) == len(text.split())


# Pieces that, repeated, made earlier versions take hours.
REPEATED = [".", "…", "?!", '.""""', ". ", "a\n  ", "\n", "U.N. ", ".))"]


@pytest.mark.parametrize("piece", REPEATED)
def test_a_long_run_of_one_piece_takes_no_longer_than_its_length_asks(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = time.process_time()
    segment(text)
    assert time.process_time() - start < 2


def test_many_lines_of_furniture_are_left_out_in_linear_time() -> None:
    text = "Share\n\n" * 80_000
    furniture = tuple(Span(start, start + 5) for start in range(0, len(text), 7))
    start = time.process_time()
    assert segment(text, furniture).sentences == ()
    assert time.process_time() - start < 4
