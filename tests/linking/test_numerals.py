"""Numerals of any script, grouping or misprint, written as English has them without moving a letter."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.linking.figures import find_figures
from sayso.linking.measures import find_measures
from sayso.linking.numerals import read_numerals
from sayso.spans import Span


def values_in(text: str) -> list[tuple[str, float | None, float | None, str | None]]:
    found = find_figures(text, (Span(0, len(text)),))
    assert all(figure.surface == figure.span.surface(text) for figure in found)
    return [(figure.surface, figure.low, figure.high, figure.unit) for figure in found]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("١٥٠٠ crates", 1500),
        ("١٬٥٠٠ crates", 1500),
        ("१,५०० crates", 1500),
        ("१,२३,००० crates", 123_000),
        ("１，５００ crates", 1500),
        ("1,23,456 crates", 123_456),
        ("1 500 crates", 1500),
        ("1\u00a0500 crates", 1500),
        ("1\u202f500 crates", 1500),
        ("1'500 crates", 1500),
        ("1’500 crates", 1500),
        ("1 000 000 crates", 1_000_000),
        ("1.500.000 crates", 1_500_000),
        ("12.000 crates", 12_000),
        ("1.500 crates", 1500),
        ("12\u200b,000 crates", 12_000),
        ("1,5 million crates", 1_500_000),
        ("5 lakh crates", 500_000),
        ("3 crore crates", 30_000_000),
        ("2½ million crates", 2_500_000),
        ("½ million crates", 500_000),
        ("one and a half million crates", 1_500_000),
        ("half a million crates", 500_000),
        ("a quarter of a million crates", 250_000),
        ("half a dozen crates", 6),
        ("a dozen crates", 12),
        ("twenty-five crates", 25),
        ("one hundred and five crates", 105),
        ("two hundred fifty crates", 250),
        ("three thousand two hundred crates", 3200),
        ("six hundred thousand crates", 600_000),
    ],
)
def test_a_count_is_read_whatever_the_letters(printed: str, value: float) -> None:
    assert values_in(f"They stored {printed}.") == [(printed, value, value, None)]


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("１２．５ percent", 12.5, "%"),
        ("12,5 percent", 12.5, "%"),
        ("1,50 euros", 1.5, "EUR"),
        ("3 percentage points", 3, "pp"),
        ("1 percentage point", 1, "pp"),
        ("A$5 million", 5e6, "AUD"),
        ("US$5 million", 5e6, "USD"),
        ("¥300 billion", 3e11, "¥"),
        ("300 billion yen", 3e11, "JPY"),
        ("₹500 crore", 5e9, "INR"),
        ("12.000 hectares", 12_000, "ha"),
    ],
)
def test_an_amount_keeps_its_unit(printed: str, value: float, unit: str) -> None:
    assert values_in(f"It came to {printed}.") == [(printed, value, value, unit)]


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("scores of boats", 40),
        ("dozens of boats", 24),
        ("tens of thousands of boats", 20_000),
        ("hundreds of thousands of boats", 200_000),
    ],
)
def test_an_open_number_has_a_low_side_only(text: str, low: float) -> None:
    ((_, found, high, _),) = values_in(f"They saw {text}.")
    assert (found, high) == (low, None)


@pytest.mark.parametrize(
    "text",
    [
        "the nine-eleven attacks",
        "the 9/11 attacks",
        "the 9-11 attacks",
        "the shop is open 24/7",
        "they won 3-1 on penalties",
        "they lost 1-3 at home",
        "a 50-50 chance",
        "the court ruled 4-5 against it",
        "call 555-0134",
        "call +1 212 555 0134 today",
        "call (212) 555-0134",
        "it was minus 5 degrees",
        "it was -5 degrees",
        "in room 101",
        "two-thirds of the crop",
        "three quarters of the crop",
        "1" * 400 + " crates",
        "12,50 crates",
        "in 2019 the mill closed",
        "२०१९",
    ],
)
def test_what_is_no_amount_is_not_read(text: str) -> None:
    assert values_in(text) == []


@pytest.mark.parametrize("text", ["a load of 1.500 kg", "a price of 1.500 euros", "a fund of 1.500 million crowns"])
def test_of_two_readings_none_is_chosen_and_both_are_given(text: str) -> None:
    assert values_in(text) == []
    (measure,) = find_measures(text, (Span(0, len(text)),))
    assert (measure.span.surface(text), measure.doubt) == ("1.500", "1.5 or 1,500")


def test_two_numbers_beside_each_other_are_not_run_together() -> None:
    assert 5500 not in [low for _, low, _, _ in values_in("On May 5 500 people marched.")]
    assert [low for _, low, _, _ in values_in("In room 5 500 people met.")] == [500]


@pytest.mark.parametrize(
    ("text", "low"),
    [("two-thirds of the crop", 66.667), ("1/3 of the crop", 100 / 3), ("one-fifth of the crop", 20), ("½ of it", 50)],
)
def test_a_share_is_measured_in_hundredths(text: str, low: float) -> None:
    (measure,) = find_measures(text, (Span(0, len(text)),))
    assert (measure.low, measure.unit) == (low, "%")


@given(st.text(alphabet="0123456789,.-–/'’%$€ \u00a0\u200b١٢１．abmort\n", max_size=120))
def test_no_letter_moves(text: str) -> None:
    numerals = read_numerals(text)
    assert len(numerals.letters) == len(text)
    assert all(one.readings[0] < one.readings[1] for one in numerals.doubtful)
    values_in(text)


def test_hostile_digits_take_no_long_time() -> None:
    started = time.process_time()
    for text in ("1" * 500_000, "1,1\u200b" * 100_000, "1 000 " * 80_000, "1.500 kg " * 50_000, "1-" * 200_000):
        read_numerals(text)
    assert time.process_time() - started < 20
