"""A printed day and the day it is counted from."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.dates import Tense, find_days, resolve_day, year_for
from sayso.spans import Span

FRIDAY = date(2023, 3, 17)
TUESDAY = date(2024, 10, 22)


@pytest.mark.parametrize(
    ("phrase", "anchor", "start", "end"),
    [
        # A weekday lies behind; the anchor's own weekday is the anchor's day.
        ("Friday", FRIDAY, "2023-03-17", "2023-03-17"),
        ("on Tuesday", FRIDAY, "2023-03-14", "2023-03-14"),
        ("on Saturday", FRIDAY, "2023-03-11", "2023-03-11"),
        ("Sunday evening", TUESDAY, "2024-10-20", "2024-10-20"),
        ("late Monday", TUESDAY, "2024-10-21", "2024-10-21"),
        ("late on Monday", TUESDAY, "2024-10-21", "2024-10-21"),
        ("early on Monday morning", TUESDAY, "2024-10-21", "2024-10-21"),
        ("Monday morning local time", TUESDAY, "2024-10-21", "2024-10-21"),
        ("earlier on Tuesday", TUESDAY, "2024-10-22", "2024-10-22"),
        # "Last Monday" is read both ways while this week's Monday lies behind.
        ("last Monday", TUESDAY, "2024-10-14", "2024-10-21"),
        ("last Friday", TUESDAY, "2024-10-18", "2024-10-18"),
        ("Wednesday last week", TUESDAY, "2024-10-16", "2024-10-16"),
        ("Wednesday of last week", TUESDAY, "2024-10-16", "2024-10-16"),
        ("today", TUESDAY, "2024-10-22", "2024-10-22"),
        ("this morning", TUESDAY, "2024-10-22", "2024-10-22"),
        ("yesterday", TUESDAY, "2024-10-21", "2024-10-21"),
        ("yesterday evening", TUESDAY, "2024-10-21", "2024-10-21"),
        ("last night", TUESDAY, "2024-10-21", "2024-10-21"),
        ("overnight", TUESDAY, "2024-10-21", "2024-10-22"),
        ("last week", TUESDAY, "2024-10-14", "2024-10-20"),
        ("early last week", TUESDAY, "2024-10-14", "2024-10-20"),
        ("earlier this week", TUESDAY, "2024-10-21", "2024-10-22"),
        ("this week", FRIDAY, "2023-03-13", "2023-03-17"),
        ("over the weekend", TUESDAY, "2024-10-19", "2024-10-20"),
        ("last month", TUESDAY, "2024-09-01", "2024-09-30"),
        ("last month", date(2024, 1, 5), "2023-12-01", "2023-12-31"),
        ("last year", TUESDAY, "2023-01-01", "2023-12-31"),
        ("earlier this year", TUESDAY, "2024-01-01", "2024-10-22"),
        ("three days ago", TUESDAY, "2024-10-19", "2024-10-19"),
        ("two weeks ago", TUESDAY, "2024-10-05", "2024-10-11"),
        ("a month ago", TUESDAY, "2024-09-01", "2024-09-30"),
        ("in June", TUESDAY, "2024-06-01", "2024-06-30"),
        ("in December", TUESDAY, "2023-12-01", "2023-12-31"),
        ("in October", TUESDAY, "2024-10-01", "2024-10-22"),
        ("last December", TUESDAY, "2023-12-01", "2023-12-31"),
        ("September last year", TUESDAY, "2023-09-01", "2023-09-30"),
        ("in September of last year", TUESDAY, "2023-09-01", "2023-09-30"),
        ("since August last year", TUESDAY, "2023-08-01", "2024-10-22"),
        ("since Monday", TUESDAY, "2024-10-21", "2024-10-22"),
        ("February 2022", TUESDAY, "2022-02-01", "2022-02-28"),
        ("in 2022", TUESDAY, "2022-01-01", "2022-12-31"),
        ("Oct. 22", TUESDAY, "2024-10-22", "2024-10-22"),
        ("Dec. 23", date(2024, 1, 5), "2023-12-23", "2023-12-23"),
        ("22 October 2024", date(2025, 1, 1), "2024-10-22", "2024-10-22"),
        ("the 22nd of October", TUESDAY, "2024-10-22", "2024-10-22"),
        ("Tuesday, Oct. 22", date(2024, 10, 20), "2024-10-22", "2024-10-22"),
        ("Oct. 20-22", TUESDAY, "2024-10-20", "2024-10-22"),
        ("Feb. 29", date(2024, 5, 1), "2024-02-29", "2024-02-29"),
        ("2024-10-22", FRIDAY, "2024-10-22", "2024-10-22"),
        ("Oct. 2nd", TUESDAY, "2024-10-02", "2024-10-02"),
        ("Monday 21 October 2024", TUESDAY, "2024-10-21", "2024-10-21"),
        ("May 3 last year", TUESDAY, "2023-05-03", "2023-05-03"),
        ("the 13th", TUESDAY, "2024-10-13", "2024-10-13"),
        ("the 30th", TUESDAY, "2024-09-30", "2024-09-30"),
        ("the 5th of last month", TUESDAY, "2024-09-05", "2024-09-05"),
        ("late 2022", TUESDAY, "2022-01-01", "2022-12-31"),
        ("mid-August", TUESDAY, "2024-08-01", "2024-08-31"),
        ("fifteen years ago", TUESDAY, "2009-01-01", "2009-12-31"),
        ("throughout the weekend", TUESDAY, "2024-10-19", "2024-10-20"),
    ],
)
def test_a_phrase_in_the_past_tense_lies_behind_its_anchor(phrase: str, anchor: date, start: str, end: str) -> None:
    found = resolve_day(phrase, anchor, tense=Tense.PAST)
    assert found is not None
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("on Friday", "2024-10-25", "2024-10-25"),
        ("Tuesday", "2024-10-22", "2024-10-22"),
        ("next Monday", "2024-10-28", "2024-10-28"),
        ("next Friday", "2024-10-25", "2024-11-01"),
        ("tomorrow morning", "2024-10-23", "2024-10-23"),
        ("later this week", "2024-10-22", "2024-10-27"),
        ("next week", "2024-10-28", "2024-11-03"),
        ("in January", "2025-01-01", "2025-01-31"),
        ("Jan. 5", "2025-01-05", "2025-01-05"),
        ("this weekend", "2024-10-26", "2024-10-27"),
    ],
)
def test_a_phrase_in_the_future_tense_lies_ahead(phrase: str, start: str, end: str) -> None:
    found = resolve_day(phrase, TUESDAY, tense=Tense.FUTURE)
    assert found is not None
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    "phrase",
    [
        "last June",
        "Oct. 23",
        "the next Monday",
        "the last year",
        "by Friday",
        "recently",
        "the sun",
        "mayor",
        "Feb. 30",
        "Monday, Oct. 22, 2024",
        "since never",
        "1",
    ],
)
def test_what_names_no_day_or_too_many_is_declined(phrase: str) -> None:
    assert resolve_day(phrase, TUESDAY, tense=Tense.PAST) is None


def test_a_blank_phrase_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="blank"):
        resolve_day(" ", TUESDAY, tense=Tense.PAST)


@pytest.mark.parametrize(
    ("month", "day", "weekday", "around", "year"),
    [
        (10, 22, None, date(2024, 10, 23), 2024),
        (12, 31, None, date(2025, 1, 1), 2024),
        (1, 1, None, date(2024, 12, 31), 2025),
        (10, 22, 1, date(2025, 6, 1), 2024),
        (10, 22, 0, date(2025, 6, 1), None),
        (2, 29, None, date(2023, 1, 1), 2024),
        (2, 30, None, date(2023, 1, 1), None),
    ],
)
def test_a_missing_year_is_the_one_that_fits(
    month: int, day: int, weekday: int | None, around: date, year: int | None
) -> None:
    assert year_for(month, day, weekday=weekday, around=around) == year


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("He said on Sunday evening that it may march in May.", ["Sunday evening", "May"]),
        ("Since August last year, and on Oct. 22, 2024,", ["Since August last year", "Oct. 22, 2024"]),
        ("Last week the Sun. sat on Monday, Oct. 21", ["Last week", "Monday, Oct. 21"]),
        (
            "two days ago or earlier this week or at the weekend",
            ["two days ago", "earlier this week", "at the weekend"],
        ),
        ("Mondays, todays, the Octoberfest", []),
        ("Wednesday of last week", ["Wednesday of last week"]),
        ("On Monday, 3 June 2024 and the 4th of July,", ["Monday, 3 June 2024", "the 4th of July"]),
        (
            "from 2009 to 2011, in late 2012 (2013) in 2014, with 2015 homes",
            ["2009", "2011", "late 2012", "2013", "2014"],
        ),
        ("Theresa May marched in May and on the 13th, on the 13th floor", ["May", "the 13th"]),
        ("on Super Tuesday, not on Tuesday", ["Tuesday"]),
    ],
)
def test_day_phrases_are_found_in_running_text(text: str, phrases: list[str]) -> None:
    assert [span.surface(text) for span in find_days(text, Span(0, len(text)))] == phrases


DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
WEEKDAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@given(DAYS, st.integers(0, 6))
def test_a_weekday_behind_is_that_weekday_within_the_last_seven_days(anchor: date, weekday: int) -> None:
    found = resolve_day(WEEKDAY_NAMES[weekday], anchor, tense=Tense.PAST)
    assert found is not None
    assert found.start == found.end
    assert found.start.weekday() == weekday
    assert timedelta(0) <= anchor - found.start < timedelta(days=7)


@given(DAYS, DAYS)
def test_a_full_date_ignores_the_anchor(day: date, anchor: date) -> None:
    for phrase in (day.isoformat(), f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%b} {day.year}"):
        found = resolve_day(phrase, anchor, tense=Tense.PAST)
        if day.year in range(1900, 2100):
            assert found is not None
            assert (found.start, found.end) == (day, day)


@given(st.text(min_size=1, max_size=60), DAYS, st.sampled_from(Tense))
def test_any_text_is_a_range_or_none(phrase: str, anchor: date, tense: Tense) -> None:
    found = resolve_day(f"on {phrase}", anchor, tense=tense)
    assert found is None or found.start <= found.end


def test_the_first_and_last_years_of_the_calendar_are_declined_not_raised() -> None:
    assert resolve_day("last year", date(1, 1, 1), tense=Tense.PAST) is None
    assert resolve_day("tomorrow", date(9999, 12, 31), tense=Tense.FUTURE) is None
