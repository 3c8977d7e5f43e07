"""When a page was published, and where that stands on it. Runs inside the worker process.

Asked in this order: JSON-LD, meta elements, marked-up dates, the address, the date printed beside the headline,
and at last htmldate's search of the whole page. The first answer wins, but for two corrections. An instant in UTC
names the wrong day for half the world's readers: where the page prints another day beside its headline, that day
is meant, and "on Tuesday" is counted from it. And a first of the month that htmldate made of a month or a year
alone is no date.
"""

from __future__ import annotations

import calendar
import re
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any
from urllib.parse import unquote

from htmldate import find_date
from lxml.etree import iterwalk
from lxml.html import HtmlElement

from sayso.reading.metadata import Metadata
from sayso.records import DateSource

# Days outside these are misread numbers: no news page is older than the web, and no clock decides what is too new.
EARLIEST, LATEST = date(1991, 1, 1), date(2099, 12, 31)

# Names of meta elements that hold the day of publication, surest first.
META_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published",
    "datepublished", "article.published", "published_time", "og:pubdate", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "publish-date", "publish_date", "published_at",
    "publication_date", "publicationdate", "pubdate", "published-date", "publishdate", "published", "publishtime",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "dc:date",
    "date.issued", "article_date_original", "article:post_date", "article.created", "originalpublicationdate",
    "shareaholic:article_published_time", "rnews:datepublished", "citation_publication_date", "citation_date",
    "analyticsattributes.articledate", "og:article:published", "mediator_published_time", "vr:published_time",
    "ptime", "displaydate", "created", "datecreated", "date_created", "content_create_date", "article:date", "date",
    "time",
)  # fmt: skip
LINKED_NAMES = ("datePublished", "dateCreated")

ISO = re.compile(
    r"^\s*(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?:[T\s|,]+(\d{1,2})[:h](\d{1,2})(?::(\d{1,2})(?:[.,]\d{1,9})?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{1,2}:?(?:\d\d)?)?.{0,20})?\s*$",
    re.IGNORECASE,
)
EPOCH = re.compile(r"^\s*(\d{10})(?:\d{3}|\.\d{1,6})?\s*$")
# Time zones that English-language pages print by name (RFC 2822 and what is common beside it), hours from UTC.
ZONES = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "GMT": 0, "UTC": 0}
ENGLISH_INSTANT = re.compile(
    r"^\s*(?:[A-Z][a-z]{2,8},?\s+)?([A-Z][a-z]{2})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})[,\s]+(?:at\s+)?(\d{1,2}):(\d\d)(?::(\d\d))?\s*"
    r"(AM|PM|am|pm|a\.m\.|p\.m\.)?\s*([A-Z]{3}\b|GMT[+-]\d{4})?"
)
URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
URL_LOOSE = re.compile(r"/((?:19|20)\d\d)/(\d{1,2}|[a-z]{3})/(\d{1,2})(?=[/_-]|$)")

# Code points of an address that are looked at; browsers cut them at about as many.
MAX_URL = 2_000
# Text nodes before and behind the headline in which its date is printed; measured on html_dates_mediacloud.
AFTER, BEFORE = 40, 12
# Code points of a text that is a date line rather than a sentence that names a date.
MAX_DATE_LINE = 110
# Long texts behind the headline that may come before its date; behind them the report itself has begun.
STANDFIRSTS = 1
# Minutes: the finest step between two time zones.
ZONE_STEP = 15

# Code points of a text that is but a part of a date ("06", "Dicembre").
MAX_PART = 16
# Where the month comes before the day in numbers (CLDR 44, short date patterns).
MONTH_FIRST_REGIONS = ("US", "PH", "PW", "FM", "MH", "BZ")
# Languages whose months are tried when the page does not name its own, or names it wrongly: those with most news
# pages in html_dates_mediacloud and Common Crawl.
COMMON_LANGUAGES = (
    "en", "es", "fr", "de", "it", "pt", "nl", "ru", "uk", "pl", "tr", "ar", "fa", "ro", "el", "cs", "sk", "sv", "da",
    "nb", "fi", "hu", "bg", "hr", "sr", "sl", "sq", "id", "vi", "he", "hi", "ca", "lt", "lv", "et",
)  # fmt: skip

YEAR = re.compile(r"(?:19|20)\d\d")
NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d)(?![\d/-])")
YEAR_FIRST = re.compile(r"(?<![\d./-])((?:19|20)\d\d)\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)")
EAST_ASIAN = re.compile(r"((?:19|20)\d\d)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s?(?:[-/]|\s)?\s?(?:de\s|of\s|d['’]\s?)?([^\W\d_]{3,14})\.?\s?[-/,]?\s?(?:de[l]?\s)?,?\s?((?:19|20)\d\d)(?!\d)"
)
MONTH_FIRST = re.compile(r"([^\W\d_]{3,14})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s{1,2}((?:19|20)\d\d)(?!\d)")
SHAPES = ((YEAR_FIRST, "y-md"), (EAST_ASIAN, "ymd"), (NUMERIC, "n"), (DAY_FIRST, "dmy"), (MONTH_FIRST, "mdy"))
CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:.h]([0-5]\d)(?::[0-5]\d)?\s?([ap]\.?m\b)?", re.IGNORECASE)
MODIFIED = re.compile(r"updat|modif|edited|actuali|aggiorn|aktuali|mis à jour|обновл|güncel", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printed:
    """A day printed on the page, with its time of day in minutes, if there is one."""

    day: date
    minutes: int | None


def publication_date(page: Metadata, source: str) -> tuple[str, DateSource] | None:
    """The day or instant of publication, in ISO 8601, and where it was found.

    Args:
        page: the parsed page and its address.
        source: the decoded page, to check what htmldate says against.
    """
    stated = _stated(page)
    if stated is None:
        day = _url_day(page.address)
        if day is not None:
            return day.isoformat(), DateSource.URL
    if stated is not None and not stated[0].endswith("+00:00"):
        return stated
    printed = list(_printed(page))
    if stated is not None:
        return _local(stated[0], printed), stated[1]
    if printed:
        return printed[0].day.isoformat(), DateSource.VISIBLE
    return _searched(page, source)


def _stated(page: Metadata) -> tuple[str, DateSource] | None:
    """What JSON-LD, meta elements or marked-up dates say."""
    linked = [page.article.get(name) for name in LINKED_NAMES]
    elsewhere = {entry["datePublished"] for entry in page.linked if isinstance(entry.get("datePublished"), str)}
    if len(elsewhere) == 1:
        linked += elsewhere
    metas = [value for name in META_NAMES for value in page.metas.get(name, [])[:1]]
    videos = [video.get("uploadDate") for video in page.linked if video.get("@type") == "VideoObject"][:1]
    for values, where in (
        (linked, DateSource.JSON_LD),
        (metas, DateSource.META),
        (_marked_up(page), DateSource.META),
        (videos, DateSource.JSON_LD),
    ):
        for value in values:
            moment = read_moment(value, page) if isinstance(value, str | int | float) else None
            if moment is not None:
                return moment, where
    return None


def _marked_up(page: Metadata) -> Iterator[str]:
    """Dates in microdata, and `<time pubdate>`."""
    for element in page.tree.iter("time", "span", "abbr", "div", "p", "meta", "a"):
        is_pubdate = element.tag == "time" and element.get("pubdate") is not None
        if is_pubdate or "datePublished" in (element.get("itemprop") or ""):
            yield element.get("datetime") or element.get("content") or element.get("title") or element.text_content()


def read_moment(value: str | float, page: Metadata) -> str | None:
    """A machine-readable date as an ISO 8601 day or instant; None if it is none, or lies out of reach."""
    text = str(value).strip()[:80]
    found = ISO.match(text)
    with suppress(ValueError, OverflowError):
        if found:
            return _checked(_from_iso(found))
        if epoch := EPOCH.match(text):
            return _checked(datetime.fromtimestamp(int(epoch[1]), UTC))
        if english := ENGLISH_INSTANT.match(text):
            return _checked(_from_english(english))
    with suppress(ValueError, TypeError, IndexError):
        return _checked(parsedate_to_datetime(text))
    printed = read_day(text, page)
    return _checked(printed.day) if printed else None


def _checked(moment: date | datetime | None) -> str | None:
    if moment is None:
        return None
    day = moment.date() if isinstance(moment, datetime) else moment
    return moment.isoformat() if EARLIEST <= day <= LATEST else None


def _from_iso(found: re.Match[str]) -> date | datetime:
    year, month, day = int(found[1]), int(found[3]), int(found[4])
    if found[5] is None:
        return date(year, month, day)
    moment = datetime(year, month, day, int(found[5]), int(found[6]), int(found[7] or 0))
    zone = found[8]
    if not zone:
        return moment
    if zone.upper() in ("Z", "UTC", "GMT"):
        return moment.replace(tzinfo=UTC)
    digits = zone[1:].replace(":", "").ljust(4, "0") if len(zone.replace(":", "")) > 2 else "0" + zone[1:] + "00"
    digits = digits if len(zone[1:].replace(":", "")) != 1 else f"0{zone[1:]}00"
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
    return moment.replace(tzinfo=timezone(-offset if zone[0] == "-" else offset))


def _from_english(found: re.Match[str]) -> datetime | None:
    month = _month(found[1], "en")
    if month is None:
        return None
    hour = int(found[4]) % 12 + 12 * (found[7][0] in "pP") if found[7] else int(found[4])
    moment = datetime(int(found[3]), month, int(found[2]), hour, int(found[5]), int(found[6] or 0))
    zone = found[8] or ""
    if zone in ZONES:
        return moment.replace(tzinfo=timezone(timedelta(hours=ZONES[zone])))
    return moment


def _url_day(url: str | None) -> date | None:
    """A whole date in the address, or None."""
    path = unquote((url or "")[:MAX_URL]).partition("?")[0].lower()
    for pattern in (URL_LOOSE, URL_DAY):
        for found in pattern.finditer(path):
            parts = (found[1], found[2], found[3]) if pattern is URL_LOOSE else (found[1], found[3], found[4])
            month = int(parts[1]) if parts[1].isdigit() else _month(parts[1], "en")
            with suppress(ValueError):
                if month and EARLIEST <= (day := date(int(parts[0]), month, int(parts[2]))) <= LATEST:
                    return day
    return None


def _local(instant: str, days: list[Printed]) -> str:
    """An instant in UTC as the page prints it: in its own zone if the time is printed too, else only the day.

    It stays as it is when the page prints that very day, or none next to it.
    """
    utc = datetime.fromisoformat(instant)
    nearest = [day for day in days if abs((day.day - utc.date()).days) <= 1]
    if not nearest or any(day.day == utc.date() for day in nearest):
        return instant
    printed = nearest[0]
    if printed.minutes is not None:
        local = datetime.combine(printed.day, datetime.min.time()) + timedelta(minutes=printed.minutes)
        behind = local - utc.replace(tzinfo=None)
        steps = round(behind / timedelta(minutes=ZONE_STEP))
        zone = timedelta(minutes=steps * ZONE_STEP)
        if -timedelta(hours=12) <= zone <= timedelta(hours=14):
            moved = utc.astimezone(timezone(zone))
            if moved.date() == printed.day:
                return moved.isoformat()
    return printed.day.isoformat()


def _printed(page: Metadata) -> Iterator[Printed]:
    """Days printed beside the headline: the nearest behind it, then the nearest before it, then those of updates."""
    before, after = _beside_headline(page)
    title = _letters(page.title or "")
    later = []
    for text in [*_joined(after), *_joined(before[::-1])]:
        day = read_day(text, page) if len(text) <= MAX_DATE_LINE else None
        if day is None or _letters(text) in title:
            continue
        if MODIFIED.search(text):
            later.append(day)
        else:
            yield day
    yield from later


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _beside_headline(page: Metadata) -> tuple[list[str], list[str]]:
    """Text nodes, in page order: the last few before the headline, the first few behind it."""
    before: deque[str] = deque(maxlen=BEFORE)
    after: list[str] = []
    long_texts = 0
    for is_behind, text in _texts(page.tree, page.headline):
        if not is_behind:
            before.append(text)
            continue
        after.append(text)
        long_texts += len(text) > MAX_DATE_LINE
        if len(after) >= AFTER or long_texts > STANDFIRSTS:
            break
    return (list(before), after) if after else ([], [])


def _texts(tree: HtmlElement, headline: HtmlElement) -> Iterator[tuple[bool, str]]:
    """Texts outside the headline, in page order, each with whether it stands behind it; a `<time>` gives its value."""
    is_inside = is_behind = False
    for event, element in iterwalk(tree, events=("start", "end")):
        is_start = event == "start"
        if element is headline:
            is_inside, is_behind = is_start, not is_start
        text = element.text if is_start else element.tail
        if is_start and (not isinstance(element.tag, str) or element.tag in ("script", "style", "noscript")):
            continue
        if is_start and element.tag == "time" and YEAR.search(element.get("datetime") or ""):
            text = element.get("datetime")
        text = (text or "").strip()
        if text and not is_inside:
            yield is_behind, text


def _joined(texts: list[str]) -> Iterator[str]:
    """Each text, and, where it is but a part of a date, with the two that follow."""
    for number, text in enumerate(texts):
        yield text
        if len(text) <= MAX_PART and not YEAR.search(text):
            yield " ".join(texts[number : number + 3])


def read_day(text: str, page: Metadata) -> Printed | None:
    """The first whole date in a short text, read by the language and day order of its page; None if there is none."""
    for pattern, order in (
        (YEAR_FIRST, "y-md"),
        (EAST_ASIAN, "ymd"),
        (NUMERIC, "n"),
        (DAY_FIRST, "dmy"),
        (MONTH_FIRST, "mdy"),
    ):
        for found in pattern.finditer(text):
            parts = _parts(found, order, page)
            with suppress(ValueError):
                if parts is not None and EARLIEST <= (day := date(*parts)) <= LATEST:
                    return Printed(day, _minutes(text[: found.start()] + " " + text[found.end() :]))
    return None


def _parts(found: re.Match[str], order: str, page: Metadata) -> tuple[int, int, int] | None:
    """Year, month and day of a date that was found; None where its order or its month cannot be told."""
    if order == "y-md":
        return int(found[1]), int(found[3]), int(found[4])
    if order == "ymd":
        return int(found[1]), int(found[2]), int(found[3])
    if order == "n":
        return _numeric(int(found[1]), found[2], int(found[3]), int(found[4]), page)
    day, name = (found[1], found[2]) if order == "dmy" else (found[2], found[1])
    month = _month(name, page.language)
    return (int(found[3]), month, int(day)) if month else None


def _numeric(first: int, mark: str, second: int, year: int, page: Metadata) -> tuple[int, int, int] | None:
    """06.09.2021 is the 6th of September; 06/09/2021 only where days come first, and without a region nobody knows."""
    if first > 12 or first == second:
        return year, second, first
    if second > 12:
        return year, first, second
    if mark != "." and page.region in MONTH_FIRST_REGIONS:
        return year, first, second
    if mark != "." and page.region is None and page.language in (None, "en"):
        return None
    return year, second, first


def _minutes(text: str) -> int | None:
    found = CLOCK.search(text)
    if found is None:
        return None
    hour = int(found[1])
    if found[3]:
        hour = hour % 12 + (12 if found[3][0] in "pP" else 0)
    return hour * 60 + int(found[2])


@cache
def _month(name: str, language: str | None) -> int | None:
    """Number of a month by its printed name or abbreviation: in the page's language, else in any that is common."""
    lowered = name.lower()
    for number in range(1, 13):
        full = calendar.month_name[number].lower()
        if lowered == full or (full.startswith(lowered) and len(lowered) in (3, 4)):
            return number
    for languages in ([language] if language in COMMON_LANGUAGES else [], list(COMMON_LANGUAGES)):
        found = _parser(tuple(languages)).get_date_data(f"15 {name} 2015").date_obj if languages else None
        if found is not None and (found.year, found.day) == (2015, 15):
            return int(found.month)
    return None


@cache
def _parser(languages: tuple[str, ...]) -> Any:
    from dateparser.date import DateDataParser

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY"}
    return DateDataParser(languages=list(languages), settings=settings)


def _searched(page: Metadata, source: str) -> tuple[str, DateSource] | None:
    """What htmldate finds anywhere on the page, if it is a whole date."""
    found = find_date(
        page.tree, original_date=True, url=page.address, min_date=EARLIEST.isoformat(), max_date=LATEST.isoformat()
    )
    if found is None:
        return None
    day = date.fromisoformat(found)
    return (found, DateSource.VISIBLE) if day.day != 1 or _is_whole(day, source) else None


def _is_whole(day: date, source: str) -> bool:
    """Whether the page prints this first of a month, rather than only the month or the year."""
    year, month = day.year, day.month
    shapes = (
        rf"(?<!\d){year}\W{{0,2}}0?{month}\W{{0,2}}0?1(?!\d)",
        rf"(?<!\d)0?1\W0?{month}\W{year}",
        rf"(?<!\d)0?{month}\W0?1\W{year}",
        rf"(?<!\d)0?1(?:st|er|º|°|\.)?\s(?:de\s)?[^\W\d_]{{3,14}}\.?,?\s(?:de\s)?{year}",
        rf"[^\W\d_]{{3,14}}\.?\s0?1(?:st)?,?\s{{1,2}}{year}",
    )
    return any(re.search(shape, source) for shape in shapes)
