"""Whose text it is: the agency and the dateline of a wire story.

Evidence, surest first: the agency in a dateline ("SEOUL, Oct. 22 (UPI) —"), a credit that stands alone on its line
or closes the last one ("AFP", "© 2024 AFP", "— Reuters"), a byline ("By Jane Doe, Reuters"), then what the page's
metadata say. An agency that is only told something, or helped ("Additional reporting by Reuters"), is none of
these. Two agencies with equal evidence are no answer.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sayso.lexicon import load_entries
from sayso.records import Dateline
from sayso.spans import Span, Spans, trimmed

# Lines from the top in which a dateline or a byline may stand: headline, tagline, captions and share lines precede it.
TOP_LINES = 12
# Lines from the end in which a credit may stand: share lines and links follow it.
LAST_LINES = 8
# Code points of a line that is nothing but a credit or a byline.
MAX_CREDIT = 160
# Code points of a dateline with agency and dash.
MAX_DATELINE = 120
# Code points that must follow a dateline on its line: else it is a heading.
MIN_REPORT = 15
# Code points of an agency's name from which on its case does not matter.
MIN_ANY_CASE = 5
# Days after its dateline that a story may be published and take its year from that.
MAX_WAIT = 200
# Years between the latest year that a text names and the bound: in more, each weekday comes twice.
MAX_YEARS = 6
# Days back that a report names by their weekdays alone when it also names its own day; and how many it must name.
# With dated datelines in PolNeAR and gva train a third of the reports name that many; with fewer named, what is
# taken for today is as often yesterday.
MAX_DAYS_BACK, MIN_WEEKDAYS = 4, 3

MONTHS = {
    name.lower(): number
    for number in range(1, 13)
    for name in (calendar.month_name[number], calendar.month_abbr[number], *(["Sept"] if number == 9 else []))
}
WEEKDAYS = {name: number for number, name in enumerate(calendar.day_name)}

_MONTH = "|".join(sorted((name.capitalize() for name in MONTHS), key=len, reverse=True))
_DAY = (
    rf"(?P<month>(?i:{_MONTH}))\b\.?\s?(?P<dom>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<year>(?:19|20)\d\d))?"
    rf"|(?P<dom2>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month2>(?i:{_MONTH}))\b\.?(?:,?\s(?P<year2>(?:19|20)\d\d))?"
)
# A place: up to five words, each with a capital, but for the small words inside names.
_NAME = r"[A-ZÀ-ÞŁŠŽ](?:[\w'’-]|\.(?=[\w,])){0,24}\.?"
_PLACE = rf"{_NAME}(?:[ /](?:{_NAME}|de|del|la|al|el|of|the|am|an|der|und)){{0,4}}"
DATELINE = re.compile(
    rf"(?:(?P<place>{_PLACE}(?:,\s{_PLACE}){{0,2}}?)(?=[\s,.:(/—–-]))?"
    rf"(?P<dated>[,.]?\s?\(?(?:{_DAY})(?:\s\d{{1,2}}:\d\d)?\)?)?"
    r"(?:[,.]?\s{0,2}[(\[/](?P<credit>[^()\[\]/\n]{2,50})[)\]/])?"
    r"(?P<end>\.?,?\s{0,2}(?:[—–―]|--?-?(?!\w)|:(?=\s))|\.?(?=\s))"
)
OPENING_CREDIT = re.compile(r"(?P<credit>[A-Z][\w ]{1,24}?)\s{0,2}(?:[—–―]|--|-(?=\s)|:(?=\s))")
COPYRIGHT = re.compile(
    r"(?:copyright\b|©|\(c\))[\s©,]{0,4}(?:\(c\)\s)?(?:(?:19|20)\d\d[\s,–-]{0,3}){0,2}", re.IGNORECASE
)
CLOSING = re.compile(
    r"(?:[.!?\"”’')\]]\s{0,2}(?:[—–/-]{1,2}\s?)|[.!?\"”’']\s{0,2}[(\[])"
    r"(?P<credit>[^\W\d_][\w .]{1,24}?)[)\]]?\.?$"
)
BYLINE = re.compile(r"(?:By|BY|by)\s.{2,100}?(?:,|\s[|/•-]|\sof|\sfor|\s)\s?(?P<credit>[^,|/•]{2,40})$")
# Words that a line of credit holds beside the agency's name.
BESIDE = re.compile(
    r"\b(?:the|source|sources|via|by|from|staff|writers?|reporters?|news agency|agency|story|text|copyright|credit|"
    r"all rights reserved|rights reserved|c|report|reporting)\b|(?:19|20)\d\d|[^\w\s]",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?<![\d.,$€£-])(?:19|20)\d\d(?!\d|[.,]\d|%)")
WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b")


# Agencies that were found, each with the span that names it; None where metadata do.
_Found = list[tuple[str, Span | None]]


@dataclass(frozen=True, slots=True)
class Wire:
    """What a text says about where it was filed and by whom.

    Attributes:
        agency: short name; None when there is no evidence, or it points at two.
        evidence: spans of the text that name the agency, in order; empty when only metadata do.
        dateline: the opening place and day, or None.
    """

    agency: str | None
    evidence: Spans
    dateline: Dateline | None


def read_wire(
    text: str,
    lines: Sequence[Span],
    *,
    byline: Iterable[str] = (),
    outlet: str | None = None,
    published: date | None = None,
    latest_year: int,
) -> Wire:
    """Find agency and dateline of a report.

    Args:
        text: the whole text, furniture included.
        lines: its lines that are not blank, trimmed, in order.
        byline, outlet: from the page's metadata.
        published: day of publication, if known; the dateline takes its year from it.
        latest_year: no report is from a later year; bounds what may be inferred from a weekday.
    """
    dateline, in_dateline = _dateline(text, lines[:TOP_LINES], published, latest_year)
    kinds: list[_Found] = [
        in_dateline,
        [*_opening_credits(text, lines[:TOP_LINES]), *_credits(text, lines)],
        _bylines(text, lines[:TOP_LINES]),
        [(agency, None) for name in byline if (agency := agency_of(name))],
        [(agency, None)] if outlet and (agency := agency_of(outlet)) else [],
    ]
    for found in kinds:
        agencies = {agency for agency, _ in found}
        if len(agencies) > 1:
            return Wire(None, (), dateline)
        if agencies:
            agency = agencies.pop()
            spans = {span for kind in kinds for name, span in kind if span and name == agency}
            return Wire(agency, tuple(sorted(spans)), dateline)
    return Wire(None, (), dateline)


@cache
def _prints() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """Printed name -> short name, as printed and in capitals; and the short names that count only in brackets."""
    entries = load_entries("agencies.toml", "agency", key="short", required=("name", "country", "source"))
    exact = {
        printed.rstrip("."): entry["short"]
        for entry in entries
        for printed in (entry["short"], entry["name"], *entry["aliases"])
    }
    weak = frozenset(entry["short"].upper() for entry in entries if entry.get("only_in_brackets"))
    return exact, {printed.upper(): short for printed, short in exact.items()}, weak


def agency_of(printed: str, *, in_brackets: bool = False) -> str | None:
    """Short name of the agency that `printed` names and nothing else, or None.

    Args:
        printed: a credit: "AFP", "The Associated Press", "© 2024 AFP".
        in_brackets: whether it stands in the brackets of a dateline, where short names that are also words count.
    """
    exact, capitals, weak = _prints()
    for name in (printed.strip(" .,"), " ".join(BESIDE.sub(" ", printed).split())):
        short = capitals.get(name.upper())
        # "AP" is an agency, "ap" and "Ap" are not; "Reuters", "reuters" and "REUTERS" all are.
        is_cased = name in exact or name.isupper() or len(name) >= MIN_ANY_CASE
        if short is not None and is_cased and (in_brackets or name.upper() not in weak):
            return short
    return None


def _dateline(
    text: str, lines: Sequence[Span], published: date | None, latest_year: int
) -> tuple[Dateline | None, _Found]:
    for line in lines:
        found = DATELINE.match(text, line.start, min(line.end, line.start + MAX_DATELINE))
        if found is None or line.end - found.end() < MIN_REPORT:
            continue
        credit = found["credit"]
        agency = _bracketed(credit) if credit else None
        place, month = found["place"], found["month"] or found["month2"]
        if not _is_dateline(place, bool(found["dated"]), agency, found["end"]):
            continue
        span = trimmed(text, Span(line.start, found.end()))
        evidence: _Found = [(agency, Span(found.start("credit"), found.end("credit")))] if agency else []
        if place is None and month is None:
            return None, evidence
        on, rule = _day(text, found, published, latest_year) if month else (None, "")
        return Dateline(_place(place) if place else None, on, span, rule), evidence
    return None, []


def _place(printed: str) -> str:
    """A place without the mark behind it; the stop of an abbreviated state ("Calif.") belongs to it."""
    return printed.rstrip(",") if "," in printed.rstrip(",") else printed.rstrip(".,")


def _bracketed(credit: str) -> str | None:
    """The agency in the brackets of a dateline, alone or first of several ("AFP-Jiji", "AP, Reuters")."""
    for part in (credit, *re.split(r"\s?[-–/,]\s?|\sand\s", credit)[:1]):
        agency = agency_of(part, in_brackets=True)
        if agency:
            return agency
    return None


def _is_dateline(place: str | None, is_dated: bool, agency: str | None, end: str) -> bool:
    has_dash = any(mark in end for mark in "—–―-")
    if place is None:
        return agency is not None and (has_dash or is_dated)
    words = place.replace(",", " ").split()
    if " ".join(words).lower().rstrip(".") in _words("no place") or words[0].lower().rstrip(".") in MONTHS:
        return False
    if agency is not None:
        return True
    city = place.partition(",")[0].strip().casefold()
    is_city = city in _words("stands alone") or city in _words("capitals")
    if is_dated:
        return (has_dash or ":" in end) and (is_city or city.upper() == place.partition(",")[0].strip().upper())
    is_capitals = place.partition(",")[0].isupper() and len(city) >= 4 and len(words) <= 5
    return (has_dash and (is_capitals or is_city)) or (":" in end and is_city and is_capitals)


@cache
def _words(group: str) -> frozenset[str]:
    groups = load_entries("datelines.toml", "group", key="name", required=("words", "source"))
    return next(frozenset(word.casefold() for word in entry["words"]) for entry in groups if entry["name"] == group)


def _day(text: str, found: re.Match[str], published: date | None, latest_year: int) -> tuple[date | None, str]:
    """The dateline's day, and the rule by which its year was found; no day where no single year fits."""
    month = MONTHS[(found["month"] or found["month2"]).lower()]
    dom = int(found["dom"] or found["dom2"])
    year = found["year"] or found["year2"]
    if year:
        return _date(int(year), month, dom), "printed"
    if published is not None:
        days = [_date(published.year + step, month, dom) for step in (0, -1, 1)]
        near = [day for day in days if day and -MAX_WAIT <= (day - published).days <= 1]
        return (near[0], "year from publication date") if len(near) == 1 else (None, "")
    year_found = _year_from_weekdays(text, found.end(), month, dom, latest_year)
    return (_date(year_found, month, dom), "year from weekday") if year_found else (None, "")


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year_from_weekdays(text: str, start: int, month: int, day: int, latest_year: int) -> int | None:
    """The one year in which the weekdays that a report names are its own day and the days just before.

    A report names days by weekday only while they are near: the day it was filed and a few before. So the year
    fits when the dateline's own weekday and the one before are named, and every named one lies at most
    `MAX_DAYS_BACK` days back. Years run from the latest that the text names to `latest_year`.
    """
    named = {WEEKDAYS[weekday[0]] for weekday in WEEKDAY.finditer(text, start)}
    years = [int(year[0]) for year in YEAR.finditer(text, start)]
    earliest = max((year for year in years if year <= latest_year), default=None)
    if earliest is None or latest_year - earliest >= MAX_YEARS or len(named) < MIN_WEEKDAYS:
        return None
    fitting = []
    for year in range(earliest, latest_year + 1):
        on = _date(year, month, day)
        if on is None:
            continue
        back = {(on.weekday() - weekday) % 7 for weekday in named}
        if {0, 1} <= back and max(back) <= MAX_DAYS_BACK:
            fitting.append(year)
    return fitting[0] if len(fitting) == 1 else None


def _opening_credits(text: str, lines: Sequence[Span]) -> _Found:
    """ "AFP- ", "AP — ", "Reuters: " at the start of the report."""
    for line in lines:
        found = OPENING_CREDIT.match(text, line.start, min(line.end, line.start + MAX_DATELINE))
        agency = agency_of(found["credit"]) if found else None
        if found and agency and line.end - found.end() >= MIN_REPORT:
            return [(agency, Span(line.start, found.end()))]
    return []


def _credits(text: str, lines: Sequence[Span]) -> _Found:
    """Lines that are nothing but a credit, and credits that close one of the last lines."""
    found: _Found = []
    ends = [*lines[:TOP_LINES], *lines[max(TOP_LINES, len(lines) - LAST_LINES) :]]
    for line in ends:
        if len(line) <= MAX_CREDIT and (agency := _credit_line(line.surface(text))):
            found.append((agency, line))
    for line in lines[-LAST_LINES:]:
        closing = CLOSING.search(text, max(line.start, line.end - MAX_CREDIT), line.end)
        if closing and len(line) > MAX_CREDIT // 2 and (agency := agency_of(closing["credit"])):
            found.append((agency, Span(closing.start("credit"), line.end)))
    return found


def _credit_line(line: str) -> str | None:
    marked = COPYRIGHT.match(line)
    if marked:
        # "© 2024 The Associated Press. All rights reserved. This material may not be published ..."
        owner = re.split(r"[.|]|\s[-–—]\s", line[marked.end() :].strip(), maxsplit=1)[0]
        return agency_of(owner)
    return agency_of(line)


def _bylines(text: str, lines: Sequence[Span]) -> _Found:
    found: _Found = []
    for line in lines:
        byline = BYLINE.match(text, line.start, line.end) if len(line) <= MAX_CREDIT else None
        if byline:
            words = byline["credit"].split()
            for count in range(min(4, len(words)), 0, -1):
                if agency := agency_of(" ".join(words[-count:])):
                    found.append((agency, line))
                    break
    return found
