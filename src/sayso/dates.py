"""A printed date, and the day it is counted from, to a range of days; no clock is ever asked.

Why not a date library: dateparser reads a bare weekday as the one before "now" and shifts phrases it half
understands (its issue 508). A ledger would rather have no day than a wrong one, so this is a small table of
English phrases, each with the days it can mean, and None for everything else.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from enum import StrEnum

from sayso.cues import grammar
from sayso.records import DateRange
from sayso.spans import Span

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
NUMBERS |= {"eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20}
NUMBERS |= {"a": 1, "an": 1, "couple of": 2, "a couple of": 2}
# Years on each side of a known day in which a weekday and a day of the month meet at most once (they meet again
# after five, six or eleven years).
YEARS_AROUND = 2
# A day printed without a year lies in the year of the page (AP Stylebook, "dates"), or no further than this from it,
# as in the weeks about New Year.
YEARLESS = timedelta(days=183)
# Code points before a day that hold the word before it.
LEADING = 20
# Days on each side of "three weeks ago": printed weeks are rounded.
WEEKS_SLACK = timedelta(days=3)
SHIFTS = {"last": -1, "this": 0, "next": 1}
DAY = timedelta(days=1)
WEEK = timedelta(days=7)

_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|" + "|".join(MONTHS) + r")\.?"
_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = r"(?P<weekday>" + "|".join(WEEKDAYS) + r"|mon|tues?|wed|thur?s?|fri|sat|sun)\.?"
# Alone, a short weekday is as good as a word: "sat", "the Sun".
_WHOLE_WEEKDAY = r"(?P<weekday>" + "|".join(WEEKDAYS) + r")"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_PART = r"(?:(?:early|late|later|earlier|mid)[ -])?(?:(?:on|in) )?(?:the )?"
_HOURS = r"(?:(?:,)? (?:early|late|morning|afternoon|evening|night|noon|midday|at noon|local time|at midnight))*"
_AGO = rf"(?P<count>\d{{1,2}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"


class Tense(StrEnum):
    """Of the clause that a day phrase stands in."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


def year_for(month: int, day: int, *, weekday: int | None, around: date) -> int | None:
    """The one year that makes a whole date of a month and a day.

    Args:
        weekday: as printed beside the day, Monday 0; None when none is printed.
        around: a day near which the date must lie, such as the day the page was published.

    Returns:
        Without a weekday the year that brings the date nearest to `around`; with one, the year within two years
        of `around` in which the day falls on it; None when no year fits.
    """
    fitting = [
        made
        for year in range(around.year - YEARS_AROUND, around.year + YEARS_AROUND + 1)
        if (made := _date(year, month, day)) and weekday in (None, made.weekday())
    ]
    return min(fitting, key=lambda made: abs(made - around)).year if fitting else None


def resolve_day(phrase: str, anchor: date, *, tense: Tense) -> DateRange | None:
    """Turn a day phrase such as "on Tuesday" into the dates it can mean.

    Args:
        phrase: surface text, as printed; English only.
        anchor: the dateline's date, else the publication date, in the article's own time zone.
        tense: of the clause the phrase stands in; it decides whether a bare weekday lies behind or ahead.

    Returns:
        A closed range of dates, one day wide when the phrase is exact; None when it names no day, or when
        what it names could be a year apart ("last June" in October). Weeks run from Monday to Sunday.

    Raises:
        ValueError: if `phrase` is blank.
    """
    if not phrase.strip():
        raise ValueError("a blank phrase names no day")
    plain = _plain(phrase)
    if since := re.fullmatch(r"(?:ever )?since (.+)", plain):
        begun = resolve_day(since[1], anchor, tense=Tense.PAST)
        return DateRange(begun.start, anchor) if begun and begun.start <= anchor else None
    for pattern, rule in _RULES:
        if match := pattern.fullmatch(plain):
            try:
                return rule(match, anchor, tense)
            except (OverflowError, ValueError):  # before the year 1 or after 9999
                return None
    return None


def find_days(text: str, span: Span) -> Iterator[Span]:
    """The day phrases inside a stretch of `text`, in order; each is one that `resolve_day` may know.

    A preposition before the phrase belongs to it only where it changes what is meant ("since August"). "Super Tuesday"
    is a name and no phrase.
    """
    if not _SIGN.search(text, span.start, span.end):
        return
    for match in _PHRASE.finditer(text, span.start, span.end):
        leading = text[max(0, match.start() - LEADING) : match.start()].split()[-1:]
        if not (leading and match["weekday"] and leading[0].lower() in grammar("weekday's first name")):
            yield Span(match.start(), match.end())


def _plain(text: str) -> str:
    text = text.casefold().replace("\u2019s", "").replace("'s", "").replace("\u2013", "-")
    return " ".join(re.sub(r"\s*,\s*|\s+of\s+(?=last|next|this)", " ", text).split()).strip(" .,;:()[]\u2014-")


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(match: re.Match[str]) -> int:
    return next(at for at, name in enumerate(MONTHS, 1) if name.startswith(match["month"][:3]))


def _weekday(match: re.Match[str]) -> int:
    return next(at for at, name in enumerate(WEEKDAYS) if name.startswith(match["weekday"][:3]))


def _on(day: date | None) -> DateRange | None:
    return None if day is None else DateRange(day, day)


def _whole_month(year: int, month: int) -> DateRange:
    return DateRange(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _whole_year(year: int) -> DateRange:
    return DateRange(date(year, 1, 1), date(year, 12, 31))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _clipped(span: DateRange, anchor: date, tense: Tense, position: str | None) -> DateRange:
    """The part of a running week, month or year that lies behind or ahead of its anchor."""
    if position == "earlier" or (position is None and tense is Tense.PAST):
        return DateRange(min(span.start, anchor - DAY) if position else span.start, min(span.end, anchor))
    if position == "later" or (position is None and tense is Tense.FUTURE):
        return DateRange(max(span.start, anchor), span.end)
    return span


def _by_weekday(match: re.Match[str], anchor: date, tense: Tense) -> DateRange | None:
    """A bare weekday; the anchor's own weekday means the anchor's day, as agencies print it."""
    back = (anchor.weekday() - _weekday(match)) % 7
    return _on(anchor - back * DAY if tense is Tense.PAST else anchor + (-back % 7) * DAY)


def _by_last_weekday(match: re.Match[str], anchor: date, tense: Tense) -> DateRange | None:
    """ "Last Tuesday" on a Friday is read both ways: three days back and ten."""
    nearest = anchor - ((anchor.weekday() - _weekday(match) - 1) % 7 + 1) * DAY
    return DateRange(nearest - WEEK if nearest >= _monday(anchor) else nearest, nearest)


def _by_next_weekday(match: re.Match[str], anchor: date, tense: Tense) -> DateRange | None:
    nearest = anchor + ((_weekday(match) - anchor.weekday() - 1) % 7 + 1) * DAY
    return DateRange(nearest, nearest + WEEK if nearest < _monday(anchor) + WEEK else nearest)


def _by_weekday_of_week(match: re.Match[str], anchor: date, tense: Tense) -> DateRange | None:
    shift = SHIFTS[match["which"]]
    return _on(_monday(anchor) + shift * WEEK + _weekday(match) * DAY)


def _by_unit(match: re.Match[str], anchor: date, tense: Tense) -> DateRange | None:
    shift = SHIFTS[match["which"]]
    if match["unit"] == "week":
        found = DateRange(_monday(anchor) + shift * WEEK, _monday(anchor) + shift * WEEK + 6 * DAY)
    elif match["unit"] == "month":
        month = anchor.year * 12 + anchor.month - 1 + shift
        found = _whole_month(month // 12, month % 12 + 1)
    else:
        found = _whole_year(anchor.year + shift)
    return found if shift else _clipped(found, anchor, tense, match["position"])


def _by_weekend(match: re.Match[str], anchor: date, tense: Tense) -> DateRange | None:
    saturday = _monday(anchor) + 5 * DAY
    if match["which"] == "next" or (match["which"] == "this" and tense is not Tense.PAST):
        return DateRange(saturday, saturday + DAY) if match["which"] == "this" else None
    if tense is Tense.PAST and (match["which"] == "last" or saturday > anchor):
        saturday -= WEEK
    return DateRange(saturday, saturday + DAY)


def _by_ago(match: re.Match[str], anchor: date, tense: Tense) -> DateRange | None:
    count = NUMBERS.get(match["count"]) or int(match["count"])
    if match["unit"] == "day":
        return _on(anchor - count * DAY)
    if match["unit"] == "week":
        middle = anchor - count * WEEK
        return DateRange(middle - WEEKS_SLACK, middle + WEEKS_SLACK)
    if match["unit"] == "month":
        month = anchor.year * 12 + anchor.month - 1 - count
        return _whole_month(month // 12, month % 12 + 1)
    return _whole_year(anchor.year - count)


def _by_past(match: re.Match[str], anchor: date, tense: Tense) -> DateRange | None:
    count = NUMBERS.get(match["count"] or "one") or int(match["count"])
    days = {"day": 1, "week": 7, "month": 31, "year": 366}[match["unit"]]
    return DateRange(anchor - count * days * DAY, anchor)


def _by_month_day(match: re.Match[str], anchor: date, tense: Tense) -> DateRange | None:
    month, day = _month(match), int(match["day"] or match["day_first"])
    weekday = _weekday(match) if match["weekday"] else None
    if match["year"]:
        made = _date(int(match["year"]), month, day)
        return _on(made) if made and weekday in (None, made.weekday()) else None
    if match["which"]:
        return _on(_date(anchor.year + SHIFTS[match["which"]], month, day))
    if weekday is not None:
        year = year_for(month, day, weekday=weekday, around=anchor)
        return _on(_date(year, month, day)) if year else None
    return _on(_yearless(month, day, anchor, tense))


def _yearless(month: int, day: int, anchor: date, tense: Tense) -> date | None:
    """The day behind or ahead; None when it would have been printed with its year ("Oct. 23" of a past October)."""
    for year in (anchor.year, anchor.year - 1 if tense is Tense.PAST else anchor.year + 1):
        made = _date(year, month, day)
        if made and (made <= anchor if tense is Tense.PAST else made >= anchor):
            return made if year == anchor.year or abs(made - anchor) <= YEARLESS else None
    return None


def _by_days(match: re.Match[str], anchor: date, tense: Tense) -> DateRange | None:
    """ "Oct. 20-22"."""
    month, first, last = _month(match), int(match["day"]), int(match["last"])
    year = int(match["year"]) if match["year"] else year_for(month, first, weekday=None, around=anchor)
    start, end = (_date(year, month, first), _date(year, month, last)) if year else (None, None)
    return DateRange(start, end) if start and end and start <= end else None


def _by_month(match: re.Match[str], anchor: date, tense: Tense) -> DateRange | None:
    month = _month(match)
    if match["year"]:
        return _whole_month(int(match["year"]), month)
    if match["which"]:
        return _whole_month(anchor.year + SHIFTS[match["which"]], month)
    if tense is Tense.PAST:
        return _clipped(_whole_month(anchor.year - (month > anchor.month), month), anchor, tense, None)
    return _clipped(_whole_month(anchor.year + (month < anchor.month), month), anchor, Tense.FUTURE, None)


def _by_last_month_name(match: re.Match[str], anchor: date, tense: Tense) -> DateRange | None:
    """ "Last June" in October may be four months back or sixteen: declined."""
    month = _month(match)
    return _whole_month(anchor.year - 1, month) if month >= anchor.month else None


def _by_number(match: re.Match[str], anchor: date, tense: Tense) -> DateRange | None:
    """ "On the 13th": of the month that is running, or of the one before or after it."""
    shift = SHIFTS.get(match["which"] or "")
    shifts = (shift,) if shift is not None else (0, -1 if tense is Tense.PAST else 1)
    for months in shifts:
        month = anchor.year * 12 + anchor.month - 1 + months
        made = _date(month // 12, month % 12 + 1, int(match["day"]))
        if made and (shift is not None or (made <= anchor if tense is Tense.PAST else made >= anchor)):
            return _on(made)
    return None


def _declined(match: re.Match[str], anchor: date, tense: Tense) -> DateRange | None:
    """ "The next Tuesday" is counted from another day, "the last year" is a year of the calendar or of days."""
    return None


def _by_iso(match: re.Match[str], anchor: date, tense: Tense) -> DateRange | None:
    return _on(_date(int(match[1]), int(match[2]), int(match[3])))


def _by_year(match: re.Match[str], anchor: date, tense: Tense) -> DateRange | None:
    return _whole_year(int(match["year"]))


_Rule = Callable[[re.Match[str], date, Tense], DateRange | None]

_WHICH = r"(?P<which>last|this|next)"
_RULES: tuple[tuple[re.Pattern[str], _Rule], ...] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (
            r"(?:(?:early|late|later|earlier) )?(?:today|tonight|this (?:morning|afternoon|evening))",
            lambda match, anchor, tense: _on(anchor),
        ),
        (
            rf"(?:(?:early|late|earlier) )?(?:yesterday|last night){_HOURS}",
            lambda match, anchor, tense: _on(anchor - DAY),
        ),
        (rf"the (?:last|next|following|same|previous) (?:week|month|year|weekend|{_WHOLE_WEEKDAY}{_HOURS})", _declined),
        (rf"(?:on )?the {_NUMBER}(?: {_WHICH} month)?", _by_number),
        (r"the day before yesterday", lambda match, anchor, tense: _on(anchor - 2 * DAY)),
        (rf"(?:early |late )?tomorrow{_HOURS}", lambda match, anchor, tense: _on(anchor + DAY)),
        (r"the day after tomorrow", lambda match, anchor, tense: _on(anchor + 2 * DAY)),
        (r"overnight", lambda match, anchor, tense: DateRange(anchor - DAY, anchor)),
        (rf"{_PART}(?:this )?{_WHOLE_WEEKDAY}{_HOURS}", _by_weekday),
        (rf"{_PART}(?:last|this past|past) {_WHOLE_WEEKDAY}{_HOURS}", _by_last_weekday),
        (rf"{_PART}next {_WHOLE_WEEKDAY}{_HOURS}", _by_next_weekday),
        (rf"{_PART}{_WHOLE_WEEKDAY}{_HOURS} {_WHICH} week", _by_weekday_of_week),
        (rf"{_PART}{_WHICH} week {_WHOLE_WEEKDAY}{_HOURS}", _by_weekday_of_week),
        (
            r"(?:(?P<position>earlier|later) |early |late )?(?:in |during )?"
            r"(?P<which>last|this|next) (?P<unit>week|month|year)",
            _by_unit,
        ),
        (r"(?:over |at |on |during |throughout )?(?P<which>the|this|last|next) weekend", _by_weekend),
        (rf"(?:about |some |nearly |almost )?{_AGO} (?P<unit>day|week|month|year)s? (?:ago|earlier)", _by_ago),
        (
            rf"(?:in |over |during |for )?(?:the|this) (?:past|last) (?:{_AGO} )?(?P<unit>day|week|month|year)s?",
            _by_past,
        ),
        (
            rf"{_PART}(?:{_WEEKDAY} )?(?:the )?(?:(?P<day_first>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?)?{_MONTH}"
            rf"(?(day_first)| (?:the )?{_NUMBER})(?: {_YEAR}| {_WHICH} year)?{_HOURS}",
            _by_month_day,
        ),
        (rf"{_PART}{_MONTH} {_NUMBER} ?(?:-|to|and|through) ?(?P<last>\d{{1,2}})(?: {_YEAR})?", _by_days),
        (rf"{_PART}{_MONTH}(?: {_YEAR}| {_WHICH} year)?", _by_month),
        (rf"{_PART}last {_MONTH}", _by_last_month_name),
        (r"(?:on )?(\d{4})-(\d\d)-(\d\d)", _by_iso),
        (rf"(?:in )?(?:(?:early|late|mid)[ -](?:in )?)?{_YEAR}", _by_year),
    )
)

# Where a phrase may begin and end in running text. Months and weekdays count only with a capital, since "may",
# "march" and "sat" are words; short forms only before a number. May and March alone are people and rallies too, and
# a number of four figures is anything: they count only behind a preposition of time.
_IN_TIME = "|".join(
    rf"(?<=\b{word} )"
    for word in ("in", "In", "since", "Since", "by", "By", "until", "from", "From", "between", "during", "last", "next")
)
_PERIOD = r"(?:(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater)(?: in)? |[Mm]id-)"
_CAPS_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SURE_MONTH = r"(?:January|February|April|June|July|August|September|October|November|December)"
_CAPS_MONTH = rf"(?:{_SURE_MONTH}|March|May|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.?(?= \d))"
_TIME = r"(?: (?:morning|afternoon|evening|night))?(?: local time)?"
_DAY_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?(?!\d)"
_IN_YEAR = r"(?:,? (?:19|20)\d\d(?!\d)|,? (?:of )?(?:last|this|next) year)"
_MONTH_AND_DAY = rf"(?:{_CAPS_MONTH} {_DAY_NUMBER}|(?:the )?{_DAY_NUMBER}(?: of)? {_CAPS_MONTH})"
# What every phrase holds; asked first, since most stretches hold none and the phrases take five times as long.
_SIGN = re.compile(
    r"day|(?:19|20)\d\d|\d(?:st|nd|rd|th)|week|month|year|night|morrow|morning|noon|evening|Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec"
)
_PHRASE = re.compile(
    rf"\b(?=[\dA-FJL-OSTWYac-fil-osty])(?:(?:[Ss]ince )?(?:"
    rf"(?:(?:[Ll]ast |[Tt]his |(?:[Tt]he )?[Nn]ext |[Tt]he (?:following|same|previous) )(?:past )?)?"
    rf"(?P<weekday>{_CAPS_DAY}){_TIME}"
    rf"(?: (?:of )?(?:last|this|next) week|,? {_MONTH_AND_DAY}{_IN_YEAR}?)?"
    rf"|{_CAPS_MONTH} {_DAY_NUMBER}(?:[-\u2013]\d{{1,2}}(?!\d))?{_IN_YEAR}?"
    rf"|{_MONTH_AND_DAY}{_IN_YEAR}?"
    rf"|{_PERIOD}?(?:(?:[Ll]ast|[Nn]ext) )?(?:{_SURE_MONTH}{_IN_YEAR}?|{_CAPS_MONTH}{_IN_YEAR})"
    rf"|(?:{_PERIOD}|{_IN_TIME})(?:May|March)\b(?! [A-Z])"
    rf"|[Tt]he {_DAY_NUMBER} of (?:last|this|next) month|(?<=\b[Oo]n )the \d{{1,2}}(?:st|nd|rd|th)(?=[,.;])"
    rf"|{_PERIOD}?(?:in )?(?:[Ll]ast|[Tt]his|[Nn]ext) (?:week|month|year)(?:end)?\b"
    rf"|[Tt]he (?:last|next|following|same|previous) (?:week|month|year)(?:end)?\b"
    rf"|(?:[Oo]ver|[Aa]t|[Oo]n|[Dd]uring|[Tt]hroughout) the weekend"
    rf"|(?:[Ee]arlier |[Ll]ater )?[Tt]oday|[Tt]onight|[Yy]esterday{_TIME}|[Tt]omorrow{_TIME}|[Oo]vernight"
    rf"|[Ll]ast night|[Tt]his (?:morning|afternoon|evening)"
    rf"|(?i:{_AGO.replace('(?P<count>', '(?:')}) (?:day|week|month|year)s? ago"
    rf"|(?:{_PERIOD}|{_IN_TIME}|(?<=\d\d\d\d to )|(?<=\d\d\d\d and ))(?:19|20)\d\d(?![\d,%-]\d|%)"
    rf"|(?<=\()(?:19|20)\d\d(?=\))"
    rf"))(?!\w)"
)
