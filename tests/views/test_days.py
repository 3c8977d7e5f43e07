"""Days as a reader wants them."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.views.days import day_of, days_label, instant_label


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        (date(2024, 10, 21), date(2024, 10, 21), "21 Oct 2024"),
        (date(2024, 10, 21), date(2024, 10, 23), "21\u201323 Oct 2024"),
        (date(2024, 9, 30), date(2024, 10, 2), "30 Sep \u2013 2 Oct 2024"),
        (date(2023, 12, 31), date(2024, 1, 1), "31 Dec 2023 \u2013 1 Jan 2024"),
        (None, None, ""),
        (date(2024, 1, 1), None, "1 Jan 2024"),
        (None, date(2024, 1, 1), "1 Jan 2024"),
    ],
)
def test_a_range_says_month_and_year_once(start: date | None, end: date | None, label: str) -> None:
    assert days_label(start, end) == label


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2024-10-22", date(2024, 10, 22)),
        ("2024-10-22T23:59:00-05:00", date(2024, 10, 22)),
        ("2024-10-22T23:59:00Z", date(2024, 10, 22)),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_the_day_of_an_instant_is_the_one_printed_in_it(instant: str | None, day: date | None) -> None:
    assert day_of(instant) == day


@pytest.mark.parametrize(
    ("instant", "label"),
    [
        ("2024-10-21", "21 Oct 2024"),
        ("2024-10-21T06:05:09+00:00", "21 Oct 2024 06:05"),
        ("2024-10-21T06:05:09Z", "21 Oct 2024 06:05"),
        ("2024-10-21T06:05:09.5+02:00", "21 Oct 2024 06:05 +02:00"),
        ("2024-13-01", "2024-13-01"),
        ("soon", "soon"),
    ],
)
def test_an_instant_is_told_to_the_minute(instant: str, label: str) -> None:
    assert instant_label(instant) == label
