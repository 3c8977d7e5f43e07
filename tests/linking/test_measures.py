"""Measures: figures of every sort, each with what it is a figure of."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.linking.measures import MeasureKind, find_measures
from sayso.spans import Span

AMOUNT, ORDINAL, AGE, TIME, DAY, STREET, PLACE = MeasureKind


def found_in(text: str):
    return find_measures(text, (Span(0, len(text)),))


@pytest.mark.parametrize(
    ("text", "kind", "surface", "low", "high"),
    [
        ("they hold 12.000 sacks", AMOUNT, "12.000 sacks", 12000, 12000),
        ("a loan of 1,5 million crowns", AMOUNT, "1,5 million crowns", 1.5e6, 1.5e6),
        ("half a dozen boats sank", AMOUNT, "half a dozen boats sank", 6, 6),
        ("half of the boats sank", AMOUNT, "half", 50, 50),
        ("more than half of the boats sank", AMOUNT, "more than half", 50, inf),
        ("one in four homes is empty", AMOUNT, "one in four", 25, 25),
        ("several guards fled", AMOUNT, "several", 3, 9),
        ("tens of thousands of fans came", AMOUNT, "tens of thousands", 20_000, 100_000),
        ("the pipe is 3 km long", AMOUNT, "3 km", 3000, 3000),
        ("it took two days", AMOUNT, "two days", 48, 48),
        ("it was a 13th raid", ORDINAL, "13th", 13, 13),
        ("it was their twenty-first raid", ORDINAL, "twenty-first", 21, 21),
        ("Ana Brool, 61, fell", AGE, "61", 61, 61),
        ("a six-month-old child", AGE, "six", 0.5, 0.5),
        ("shortly before 6:30 p.m.", TIME, "shortly before 6:30 p.m", 1110, 1110),
        ("between 9 p.m. and 10 p.m.", TIME, "9 p.m. and 10 p.m", 1260, 1320),
        ("the 800 block of Oak Street", STREET, "800", 800, 800),
        ("it stood at 74 Oak Hill Road", STREET, "74", 74, 74),
        ("it opened in Velm", PLACE, "Velm", 0, 0),
    ],
)
def test_a_figure_is_read_with_its_value(text: str, kind: MeasureKind, surface: str, low: float, high: float) -> None:
    (measure,) = found_in(text)
    assert (measure.kind, measure.span.surface(text)) == (kind, surface)
    assert (measure.low, measure.high) == (pytest.approx(low), pytest.approx(high))


def test_a_day_keeps_what_is_printed_of_it() -> None:
    (day,) = found_in("it opened on Sunday morning, March 4, 2018")
    assert dict(day.fields) == {"weekday": "Sunday", "part": "morning", "month": "mar", "day": "4", "year": "2018"}


def test_what_became_of_those_counted_is_told_by_the_nearest_word() -> None:
    killed, injured = found_in("Two dockers were killed and five dockers were injured.")
    assert (killed.scope.outcome, injured.scope.outcome) == ("killed", "hurt")


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("12,000 men are to be sent", "is_ahead", True),
        ("12,000 men were sent", "is_ahead", False),
        ("it makes 500 engines a day", "rate", "day"),
        ("by noon 30 ballots were counted", "period", "noon"),
        ("three of the guests fell ill", "part", "part"),
        ("10 percent of the hens died", "whole", "hen"),
        ("30 barns stand in Velm", "places", frozenset({"velm"})),
    ],
)
def test_the_words_near_tell_the_scope(text: str, field: str, value: object) -> None:
    assert getattr(found_in(text)[0].scope, field) == value


@given(st.text(alphabet="0123456789,.-–%$€ abmortynINSV\n", max_size=120))
def test_measures_lie_in_the_content_in_order_and_apart(text: str) -> None:
    at = 0
    for measure in found_in(text):
        assert at <= measure.span.start < measure.span.end <= len(text)
        assert measure.low <= measure.high or measure.kind is TIME
        at = measure.span.end
