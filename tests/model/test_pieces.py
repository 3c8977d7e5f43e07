from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model.pieces import (
    CLOSING,
    DIGITS,
    INSIDE,
    LOWER,
    MARK,
    MAX_BLOCK,
    MIXED,
    OPENING,
    OUTSIDE,
    TITLE,
    UPPER,
    cut_into_pieces,
    shape_of,
)
from sayso.segments import segment
from tests.model.small import small_tokenizer

TOKENIZER = small_tokenizer()


@pytest.mark.parametrize(
    ("word", "shape"),
    [("mayor", LOWER), ("Mayor", TITLE), ("A", TITLE), ("UN", UPPER), ("McKay", MIXED), ("2016", DIGITS), ("“", MARK)],
)
def test_letter_case_of_a_word(word: str, shape: int) -> None:
    assert shape_of(word) == shape


def quotes_of(text: str) -> dict[str, int]:
    pieces = cut_into_pieces(segment(text), TOKENIZER)
    return {
        f"{text[start:end]}@{start}": int(state)
        for start, end, state in zip(pieces.starts, pieces.ends, pieces.quotes, strict=True)
    }


@pytest.mark.parametrize(("left", "right"), [("“", "”"), ('"', '"'), ("''", "''"), ("``", "''"), ("«", "»")])
def test_pieces_know_whether_they_stand_in_quotation_marks(left: str, right: str) -> None:
    text = f"{left}it is safe,{right} she said."
    states = list(quotes_of(text).values())
    marks, inside = len(left), 4
    assert states[:marks] == [OPENING] * marks
    assert states[marks : marks + inside] == [INSIDE] * inside
    assert states[marks + inside : marks + inside + len(right)] == [CLOSING] * len(right)
    assert set(states[marks + inside + len(right) :]) == {OUTSIDE}


def test_a_quote_that_never_closes_ends_with_its_paragraph() -> None:
    states = quotes_of('The mayor said "it is safe\n\nThe police deny it.')
    assert states["safe@22"] == INSIDE
    assert states["police@32"] == OUTSIDE


@given(st.text(st.sampled_from("aB9 .\n\"“”'é\u0130\u00ad\0😀中"), max_size=400))
def test_pieces_stay_in_their_text_and_in_order(text: str) -> None:
    segments = segment(text)
    pieces = cut_into_pieces(segments, TOKENIZER)
    assert (pieces.starts < pieces.ends).all()
    assert (np.diff(pieces.starts) >= 0).all()
    assert (pieces.ends <= len(text)).all()
    assert pieces.blocks[0] == 0
    assert pieces.blocks[-1] == len(pieces)
    for start, paragraph in zip(pieces.starts, pieces.paragraphs, strict=True):
        assert segments.paragraphs[paragraph].start <= start < segments.paragraphs[paragraph].end


@settings(max_examples=20)
@given(st.lists(st.integers(1, 90), min_size=1, max_size=20))
def test_blocks_are_bounded_and_never_cross_a_paragraph(sizes: list[int]) -> None:
    text = " ".join("She " + "said " * size + "it." for size in sizes)
    pieces = cut_into_pieces(segment(f"{text}\n\n{text}"), TOKENIZER)
    lengths = np.diff(pieces.blocks)
    assert (lengths > 0).all()
    assert (lengths <= MAX_BLOCK).all()
    for start, end in zip(pieces.blocks, pieces.blocks[1:], strict=False):
        assert len(set(pieces.paragraphs[start:end])) == 1


def seconds_for(text: str) -> float:
    segments = segment(text)
    began = time.process_time()
    cut_into_pieces(segments, TOKENIZER)
    return time.process_time() - began


@pytest.mark.parametrize("unit", ["word ", '"', "a", "said. ", "\0"])
def test_time_grows_in_a_straight_line(unit: str) -> None:
    small, large = 20_000 // len(unit), 160_000 // len(unit)
    assert seconds_for(unit * large) < 40 * max(seconds_for(unit * small), 0.01)
