"""Units: sentences with their quotes folded into one item."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.attribution.quotes import find_quotes
from sayso.attribution.units import LONGEST_UNIT, QUOTE, Unit, cut_units
from sayso.segments import segment


def units(text: str) -> tuple[Unit, ...]:
    segments = segment(text)
    return cut_units(segments, find_quotes(segments))


def test_a_quote_is_one_item_and_holds_its_sentences_together() -> None:
    (unit,) = units("“We left. It was late,” she said.")
    assert unit.words == (QUOTE, "she", "said", ".")
    assert unit.printed[0] == "W,"


def test_a_dateline_is_no_part_of_its_sentence() -> None:
    assert units("PORTO, May 3 (XPA) — The dam leaks.")[0].words[:3] == ("the", "dam", "leaks")
    assert units("XPA- The dam leaks.")[0].words[:3] == ("the", "dam", "leaks")
    assert units("NATO Secretary-General Ines Corte left.")[0].words[0] == "nato"


def test_a_row_without_an_end_is_cut() -> None:
    assert {len(unit) for unit in units("dam " * (LONGEST_UNIT * 2))} == {LONGEST_UNIT}


@given(st.text(max_size=200))
def test_items_are_in_order_and_inside_the_text(text: str) -> None:
    for unit in units(text):
        assert len(unit) > 0
        places = list(zip(unit.starts, unit.ends, strict=True))
        assert all(0 <= start < end <= len(text) for start, end in places)
        assert all(before[1] <= after[0] for before, after in pairwise(places))
