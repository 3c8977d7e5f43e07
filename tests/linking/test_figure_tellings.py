"""Figures as told: an update, a plan, a denial or a bound is no conflict; two voices on one day may be in one."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.linking.figure_tellings import FigureBearing, FigureTelling, Telling, bearing, tellings_of
from sayso.records import (
    Act,
    Anchor,
    Article,
    Factuality,
    Form,
    Position,
    SaidOn,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
)
from sayso.spans import Span

POLICE = Speaker("police", "harbour police", SpeakerKind.NAMED_ORG)
CLINIC = Speaker("clinic", "Tarn clinic", SpeakerKind.NAMED_ORG)
SPOKESMAN = Speaker("spokesman", "Ivo Brant", SpeakerKind.NAMED_PERSON, institution="Tarn clinic")


def told(
    text: str,
    speaker: Speaker | None = POLICE,
    day: int | None = 3,
    act: Act = Act.ASSERT,
    stance: Stance = Stance.SUPPORTS,
    factuality: Factuality = Factuality.CT_PLUS,
    id: str = "",
) -> tuple[Telling, ...]:
    on = SaidOn(date(2025, 3, day), date(2025, 3, day), Anchor.DATELINE, "weekday") if day else None
    content = (Span(0, len(text)),)
    id = id or f"{text}{speaker}{day}"
    statement = Statement(
        id, Form.INDIRECT, (), (), content, act, factuality, False, speaker, "" if speaker else "two", (), on, 0.9
    )
    article = Article(id="a", origin="a.txt", sha256="0" * 64, text=text)
    return tellings_of(article, statement, Position(id, "a", speaker, stance, act, factuality, on))


def between(one: tuple[Telling, ...], other: tuple[Telling, ...]) -> FigureTelling | None:
    (later,), (earlier,) = one, other
    return bearing(later, earlier)


def test_two_voices_on_one_day_conflict() -> None:
    assert between(told("12 sailors drowned", CLINIC), told("10 sailors drowned")) == FigureTelling(
        FigureBearing.DIFFERS_IN_QUANTITY, is_conflict=True
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (told("12 sailors drowned", CLINIC, day=4), told("10 sailors drowned")),
        (told("12 sailors drowned", CLINIC, day=None), told("10 sailors drowned")),
        (told("12 sailors drowned", None), told("10 sailors drowned")),
        (told("12 sailors drowned", id="later"), told("10 sailors drowned")),
        (told("12 sailors drowned", SPOKESMAN), told("10 sailors drowned", CLINIC)),
    ],
    ids=["another day", "day not known", "speaker not known", "the same speaker", "one body"],
)
def test_unlike_figures_are_told_apart_without_a_conflict(one: tuple[Telling, ...], other: tuple[Telling, ...]) -> None:
    assert between(one, other) == FigureTelling(FigureBearing.DIFFERS_IN_QUANTITY)


def test_a_speakers_later_figure_updates_the_earlier() -> None:
    assert between(told("12 sailors drowned", day=5), told("10 sailors drowned")) == FigureTelling(
        FigureBearing.UPDATES
    )


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("12 sailors drowned", "at least 10 sailors drowned", FigureBearing.COMPATIBLE),
        ("twelve sailors drowned", "12 sailors drowned", FigureBearing.AGREES),
        ("the fair opened on May 7", "the fair opened on May 17", FigureBearing.DIFFERS_IN_TIME),
    ],
)
def test_what_may_both_be_true_is_no_conflict(one: str, other: str, relation: FigureBearing) -> None:
    found = between(told(one, CLINIC), told(other))
    assert found is not None
    assert found.relation is relation


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (told("12,000 soldiers are to be sent", CLINIC), told("1,500 soldiers have been sent")),
        (told("it sends 12,000 soldiers", CLINIC, act=Act.PROMISE), told("it sends 1,500 soldiers")),
        (told("12 sailors drowned", CLINIC), told("10 sailors were injured")),
        (
            told("12 sailors drowned", CLINIC, act=Act.DENY, stance=Stance.DENIES, factuality=Factuality.CT_MINUS),
            told("10 sailors drowned"),
        ),
        (told("12 sailors drowned", CLINIC, factuality=Factuality.PS_PLUS), told("10 sailors drowned")),
    ],
    ids=["planned", "promised", "other outcome", "denied", "merely possible"],
)
def test_figures_of_unlike_things_are_not_compared(one: tuple[Telling, ...], other: tuple[Telling, ...]) -> None:
    assert between(one, other) is None


def test_two_figures_of_one_statement_are_not_compared() -> None:
    one, other = told("it lasted from Thursday to Saturday")
    assert bearing(one, other) is None


@pytest.mark.parametrize(
    "text",
    ["Ana Brool, 61, fell", "they won 3-1", "call 555-0134 now", "the nine-eleven attacks", "Aye", "open 24/7", ""],
)
def test_ages_scores_and_telephone_numbers_are_no_figures(text: str) -> None:
    assert told(text) == ()


def test_a_company_is_no_place_and_a_place_agrees_with_itself() -> None:
    assert told("nobody at Corvane knew") == ()
    assert between(told("it opened in Velm", CLINIC), told("it opened in Velm")) == FigureTelling(FigureBearing.AGREES)
    assert between(told("it opened in Velm", CLINIC), told("it opened in Tarn")) is None


def test_thousands_of_numbers_are_cut_short() -> None:
    assert len(told("they counted " + ", ".join(f"{number} crates" for number in range(5000)))) <= 20
