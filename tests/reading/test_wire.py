"""Agencies and datelines, as a reader of the page would name them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.lexicon import load_entries
from sayso.reading.furniture import lines_of
from sayso.reading.wire import Wire, agency_of, read_wire

BODY = " The harbour master said that no ship had left the port since the storm, and that none would before noon."


def wire(text: str, **known: object) -> Wire:
    return read_wire(text, lines_of(text), **{"latest_year": 2026, **known})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("opening", "agency", "place", "day"),
    [
        ("LISBON, Oct. 22 (UPI) —", "UPI", "LISBON", (10, 22)),
        ("LISBON (AP) —", "AP", "LISBON", None),
        ("OSLO, May 3 (Reuters) -", "Reuters", "OSLO", (5, 3)),
        ("BEIJING, Jan. 2 (Xinhua) --", "Xinhua", "BEIJING", (1, 2)),
        ("MOSCOW, October 22. /TASS/.", "TASS", "MOSCOW", (10, 22)),
        ("Seoul, Oct. 22 (Yonhap) --", "Yonhap", "Seoul", (10, 22)),
        ("TOKYO, Oct 22, 2024 (Kyodo) -", "Kyodo", "TOKYO", (10, 22)),
        ("Madrid, 4 Feb (EFE).-", "EFE", "Madrid", (2, 4)),
        ("New Delhi, Oct 22 (PTI)", "PTI", "New Delhi", (10, 22)),
        ("TALLAHASSEE, Fla. (AP) –", "AP", "TALLAHASSEE, Fla.", None),
        ("RIO DE JANEIRO, Brazil, Mar 9 (AFP) -", "AFP", "RIO DE JANEIRO, Brazil", (3, 9)),
        ("KUALA LUMPUR, 9 March (Bernama) --", "Bernama", "KUALA LUMPUR", (3, 9)),
        ("GENEVA —", None, "GENEVA", None),
        ("PORT VILA, Sept. 5 -", None, "PORT VILA", (9, 5)),
        ("WASHINGTON (WQQQ) --", None, "WASHINGTON", None),
        ("Vienna –", None, "Vienna", None),
        ("NEW DELHI:", None, "NEW DELHI", None),
        ("(Reuters) -", "Reuters", None, None),
        ("AFP-", "AFP", None, None),
        ("AP —", "AP", None, None),
        ("OSLO (AFP-Jiji) —", "AFP", "OSLO", None),
    ],
)
def test_an_opening_tells_agency_place_and_day(
    opening: str, agency: str | None, place: str | None, day: tuple[int, int] | None
) -> None:
    text = opening + BODY
    found = wire(text, published=date(2024, *(day or (6, 1))))
    assert found.agency == agency
    assert (found.dateline.place if found.dateline else None) == place
    if found.dateline:
        assert found.dateline.span.surface(text) == opening
        on = found.dateline.on
        assert ((on.month, on.day) if on else None) == day
    assert bool(found.evidence) == (agency is not None)


@pytest.mark.parametrize(
    "opening",
    [
        "BREAKING —",
        "FULL TEXT —",
        "UPDATE: 5 p.m. —",
        "Q&A:",
        "January 5 —",
        "North Harbour denies reports of a closure.",
        "The Port of Lisbon -",
        "Mr. Brown -",
        "MAYOR:",
        "Trend -",
        "Reuters reported on Monday that",
        "AFP was told by the harbour master that",
    ],
)
def test_other_openings_are_no_datelines(opening: str) -> None:
    found = wire(opening + BODY)
    assert found.dateline is None
    assert found.agency is None


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("AFP", "AFP"),
        ("© 2024 AFP", "AFP"),
        ("Copyright 2024 The Associated Press. All rights reserved. Do not reprint it without asking.", "AP"),
        ("Source: Xinhua", "Xinhua"),
        ("(Reuters)", "Reuters"),
        ("– dpa", "dpa"),
        ("Reuters Staff", "Reuters"),
        ("By The Associated Press", "AP"),
        ("By Jane Doe, Reuters", "Reuters"),
        ("By JANE DOE Associated Press", "AP"),
        ("By Jane Doe and John Roe | AFP", "AFP"),
        ("Additional reporting by Reuters", None),
        ("With files from The Canadian Press", None),
        ("The Associated Press contributed to this report.", None),
        ("The minister told Reuters", None),
        ("(AP Photo/Jane Doe)", None),
        ("Map", None),
        ("Trend", None),
        ("Exchange", None),
        ("ap", None),
    ],
)
def test_a_line_of_its_own_is_a_credit_or_not(line: str, agency: str | None) -> None:
    assert wire(f"A quiet day at the port\n\n{line}\n\nIt was quiet.{BODY}").agency == agency
    if not line.startswith("By "):
        assert wire(f"A quiet day at the port\n\nIt was quiet.{BODY}\n\n{line}\n\nSource link").agency == agency


@pytest.mark.parametrize(
    ("end", "agency"),
    [
        (" — Reuters", "Reuters"),
        (" (AP)", "AP"),
        (" /AFP", "AFP"),
        (" he told Reuters.", None),
        (" It ended (Map)", None),
    ],
)
def test_a_credit_may_close_the_last_sentence(end: str, agency: str | None) -> None:
    text = f"It was quiet.{BODY}{end}"
    found = wire(text)
    assert found.agency == agency
    assert all(span.surface(text).strip("()/— ") == agency for span in found.evidence)


def test_metadata_name_the_agency_when_the_text_does_not() -> None:
    assert wire("It was quiet." + BODY, byline=("Jane Doe", "Associated Press")) == Wire("AP", (), None)
    assert wire("It was quiet." + BODY, outlet="Reuters").agency == "Reuters"
    assert wire("It was quiet." + BODY, byline=("Reuters", "AFP")).agency is None


def test_the_dateline_outweighs_a_credit() -> None:
    text = f"LISBON (AP) —{BODY}\n\n© 2024 AFP"
    assert wire(text).agency == "AP"


def test_two_credits_are_no_answer() -> None:
    assert wire(f"It was quiet.{BODY}\n\nAFP\n\nReuters").agency is None


def test_a_dateline_below_headline_and_caption_is_found() -> None:
    top = "Ships stay in port\n\nThe Harbour Post - news by the sea\n\nA ship. File Photo by Jo Roe/EPA"
    assert wire(f"{top}\n\nLISBON (AP) —{BODY}").agency == "AP"


@pytest.mark.parametrize(
    ("opening", "published", "expected"),
    [
        ("LISBON, Oct. 22, 2019 (UPI) —", date(2024, 10, 23), (date(2019, 10, 22), "printed")),
        ("LISBON, Oct. 22 (UPI) —", date(2024, 10, 23), (date(2024, 10, 22), "year from publication date")),
        ("LISBON, Dec. 31 (UPI) —", date(2024, 1, 1), (date(2023, 12, 31), "year from publication date")),
        ("LISBON, Jan. 1 (UPI) —", date(2023, 12, 31), (date(2024, 1, 1), "year from publication date")),
        ("LISBON, Feb. 29 (UPI) —", date(2023, 3, 1), (None, "")),
        ("LISBON, Nov. 22 (UPI) —", date(2024, 10, 23), (None, "")),
        ("LISBON, Oct. 22 (UPI) —", None, (None, "")),
    ],
)
def test_the_year_of_a_dateline(opening: str, published: date | None, expected: tuple[date | None, str]) -> None:
    dateline = wire(opening + BODY, published=published).dateline
    assert dateline is not None
    assert (dateline.on, dateline.rule) == expected


WEEK = (
    "LISBON, Oct. 22 (UPI) — The port council met on Tuesday. The harbour master said Monday that no ship had left. "
    "On Sunday the storm came. The port was rebuilt in {year}. {more}"
)


@pytest.mark.parametrize(
    ("year", "more", "latest", "expected"),
    [
        (2022, "", 2026, date(2024, 10, 22)),
        (2024, "", 2024, date(2024, 10, 22)),
        (2022, "", 2023, None),  # 2024 lies beyond the bound
        (2012, "", 2026, None),  # too many years: in each weekday comes round again
        (2022, "It reopens on Thursday.", 2026, None),  # Thursday lies five days before Tuesday, or ahead of it
        (2026, "", 2026, None),
    ],
)
def test_a_year_is_inferred_from_weekdays_only_when_one_fits(
    year: int, more: str, latest: int, expected: date | None
) -> None:
    dateline = wire(WEEK.format(year=year, more=more), latest_year=latest).dateline
    assert dateline is not None
    assert (dateline.on, dateline.rule) == (expected, "year from weekday" if expected else "")


def test_two_weekdays_are_too_few_to_infer_a_year() -> None:
    text = "LISBON, Oct. 22 (UPI) — The council met on Tuesday and again after Monday. The port was rebuilt in 2022."
    dateline = wire(text).dateline
    assert dateline is not None
    assert dateline.on is None


def test_every_agency_is_recognised_in_the_brackets_of_a_dateline() -> None:
    entries = load_entries("agencies.toml", "agency", key="short", required=("name", "country", "source"))
    assert len(entries) >= 40
    for entry in entries:
        for printed in (entry["short"], entry["name"], *entry["aliases"]):
            assert wire(f"LISBON ({printed}) —{BODY}").agency == entry["short"], printed
        assert agency_of(entry["name"], in_brackets=True) == entry["short"]


@settings(max_examples=60)
@given(st.text(alphabet="ABC abc.,()—-/©\n\0", max_size=200))
def test_spans_lie_in_any_text(text: str) -> None:
    found = wire(text)
    for span in found.evidence:
        assert span.end <= len(text)
    if found.dateline:
        assert found.dateline.span.end <= len(text)
