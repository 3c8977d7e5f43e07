"""When it was said: the day beside the cue, counted from the dateline or the publication date."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.records import Anchor, Dateline, SaidOn
from sayso.resolution import resolve
from sayso.spans import Span
from tests.resolution.markup import article, read


def said_on(marked: str, *, published: str | None = "2024-10-22", dateline: Dateline | None = None) -> SaidOn | None:
    """The last statement's day; 22 October 2024 was a Tuesday."""
    text, attributions = read(marked)
    return resolve(*article(text, published=published, on=dateline), attributions)[-1].said_on


@pytest.mark.parametrize(
    ("marked", "start", "end"),
    [
        ("{S Hale} {C said} Monday {T that the dam had burst}.", "2024-10-21", "2024-10-21"),
        ("{S Hale} {C said} on Tuesday {T the dam had burst}.", "2024-10-22", "2024-10-22"),
        ("On Sunday evening, {S Hale} {C said} {T the dam had burst}.", "2024-10-20", "2024-10-20"),
        ("{S Hale} {C said} last week {T that the dam had burst}.", "2024-10-14", "2024-10-20"),
        ("{S Hale} {C said} in a speech late on Friday {T that the dam had burst}.", "2024-10-18", "2024-10-18"),
        ("In June {S Hale} {C said} {T the dam would burst}.", "2024-06-01", "2024-06-30"),
        ("{T “It burst,”} {S Hale} {C said} on Oct. 19.", "2024-10-19", "2024-10-19"),
        ("{T “It burst,”} {S Hale} {C said} today.", "2024-10-22", "2024-10-22"),
        ("Hale, who told the press on Saturday that {S he} {C could not confirm} {T it}.", "2024-10-19", "2024-10-19"),
        # Another cue of the same speaker in the sentence has the day.
        ("{S Hale} {C refused to confirm} {T it}, {S2 Hale} {C2 saying} Monday {T2 it was late}.", "2024-10-21", None),
    ],
)
def test_the_day_beside_the_cue(marked: str, start: str, end: str | None) -> None:
    found = said_on(marked)
    assert found is not None
    assert found.start.isoformat() == start
    assert found.end.isoformat() == (end or start)
    assert found.anchor is Anchor.PUBLISHED
    text, _ = read(marked)
    assert found.span is not None
    assert found.span.surface(text)


@pytest.mark.parametrize(
    "marked",
    [
        # A day inside the content is when it happened, not when it was said.
        "{S Hale} {C said} {T the dam had burst on Monday}.",
        "{S Hale} {C said} {T that on Monday the dam had burst}.",
        # A day of another clause, or a bound.
        "{S Hale}, who was freed on Monday, {C said} {T the dam had burst}.",
        "Since the flood in March, {S Hale} {C has denied} {T it}.",
        "{S Hale} {C said} {T it burst}; the search goes on until Friday.",
        "{S Hale} {C said} {T the dam had burst}.",
        # One end of a stretch, another thing's day, an aside, a clause that lies ahead or that another clause holds.
        "Between 2019 and 2021 {S Hale} {C denied} {T it}.",
        "{S Hale} {C said} {T it burst}, referring to the Oct. 2 flood.",
        "{T “It burst,”} {C said} {S Hale}, an adviser to the losing side in 2019.",
        "The dam burst on Monday, and {S officials} {C have denied} {T a leak}.",
        "The talks, which end on Tuesday, {C cover} {T a new dam}.",
        "Hale is likely to appear on Tuesday to hear {S lawyers} {C argue} {T that it burst}.",
        "Neighbours, who were mystified that so many left last week, {C say} {T it burst}.",
        "{S Hale}’s dam — it was built in 2019 — {C is said} {T to have burst}.",
    ],
)
def test_no_day_beside_the_cue_is_no_day(marked: str) -> None:
    assert said_on(marked) is None


def test_a_source_far_away_does_not_move_the_day() -> None:
    far = "It rained on Sunday. " * 20
    found = said_on("{C Denied} on Monday was {T the breach}. " + far + "So {S Hale}.")
    assert found is not None
    assert found.start == date(2024, 10, 21)


def test_without_an_anchor_there_is_no_day() -> None:
    assert said_on("{S Hale} {C said} Monday {T no}.", published=None) is None
    assert said_on("{S Hale} {C said} Monday {T no}.", published="undated") is None


def test_the_dateline_goes_before_the_publication_date_and_is_no_day_itself() -> None:
    dateline = Dateline("OSLO", date(2024, 10, 18), Span(0, 13), "printed")
    monday = said_on("OSLO, Oct. 18 — {S Hale} {C said} Monday {T no}.", dateline=dateline)
    assert monday is not None
    assert (monday.start, monday.anchor) == (date(2024, 10, 14), Anchor.DATELINE)
    assert said_on("OSLO, Oct. 18 — {S Hale} {C said} {T no}.", dateline=dateline) is None
