"""Days: is a printed day found, and is it the day that people wrote beside it (MEANTIME and GUM Wikinews).

Gold are the time expressions that name a day, a week, a weekend, a month or a year. Each is counted from the date line
that the article itself prints, which is not scored; where there is none, from the day the set gives. Gold that
contradicts its own letters is passed over: a "Wednesday" that fell on a Thursday, a "this week" of another week.

An answer is right if it is gold's range, or the part of it on this side or that side of the article's day ("this year"
in March); wide if it holds gold's range and more ("last Monday" read both ways); else wrong. None is neither.

    python -m benchmarks.quality.days               figures
    python -m benchmarks.quality.days --errors 50   and expressions of the training parts that were missed or wrong
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from benchmarks.quality.measurement import Measurement, data_folder
from benchmarks.quality.mentions import gum_text, places_of
from sayso.dates import MONTHS, WEEKDAYS, find_days
from sayso.records import DateRange
from sayso.resolution.timing import happened_on
from sayso.spans import Span

SETS = ("meantime_wikinews", "gum_wikinews")
FILES = {"dev": ("dev.jsonl",), "train": ("train.jsonl", "train.jsonl.gz")}
DATE_LINE = re.compile(r"(?:[A-Z][a-z]+day, )?([A-Z][a-z]+ \d{1,2}, \d{4})")
WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b", re.I)
MONTH = re.compile(rf"\b({'|'.join(MONTHS)}|jan|feb|aug|sept?|oct|nov|dec)\b", re.I)
DAY_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
RELATIVE = re.compile(r"\b(today|yesterday|tomorrow|tonight|ago|last|this|next|past|previous|weekend|now)\b", re.I)
Row = dict[str, Any]


class Kind(StrEnum):
    """How an expression names its days."""

    WEEKDAY = "weekdays"
    FULL_DATE = "full_dates"
    MONTH = "months"
    RELATIVE = "relative"
    YEAR = "years"


@dataclass(frozen=True, slots=True)
class GoldDay:
    """A time expression in its sentence, the day of its article, and the days it names."""

    name: str
    part: str
    text: str
    span: Span
    sentence: Span
    anchor: date
    days: DateRange

    @property
    def printed(self) -> str:
        return self.span.surface(self.text)

    @property
    def kind(self) -> Kind | None:
        """By the words printed, a day of the month before a weekday; None for what the story dates ("16:08 UTC")."""
        printed = self.printed
        if MONTH.search(printed):
            return Kind.FULL_DATE if DAY_NUMBER.search(printed) else Kind.MONTH
        if WEEKDAY.search(printed):
            return Kind.WEEKDAY
        if RELATIVE.search(printed):
            return Kind.RELATIVE
        return Kind.YEAR if re.search(r"\b\d{4}$", printed) else None


def days_of(value: str) -> DateRange | None:
    """The days of an ISO value: a day (a time of day is cut off), a week, a month or a year; None for others."""
    value = value.partition("T")[0]
    if week := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return DateRange(monday, monday + timedelta(days=6))
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value)
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if not month:
        return DateRange(date(year, 1, 1), date(year, 12, 31))
    return DateRange(date(year, month, day or 1), date(year, month, day or monthrange(year, month)[1]))


def contradicts(printed: str, anchor: date, days: DateRange) -> bool:
    """Whether the days that gold gives cannot be those of the words printed."""
    length = (days.end - days.start).days + 1
    weekday, month, year = WEEKDAY.search(printed), MONTH.search(printed), re.search(r"\b\d{4}\b", printed)
    this_week = re.search(r"\b(last|this|next) week$", printed, re.I)
    shift = {"last": -7, "this": 0, "next": 7}[this_week[1].lower()] if this_week else 0
    return bool(
        (weekday and (length > 1 or WEEKDAYS[days.start.weekday()] != weekday[1].lower()))
        or (month and length < 32 and not MONTHS[days.start.month - 1].startswith(month[1].lower()[:3]))
        or (year and str(days.start.year) != year[0])
        or (this_week and (length != 7 or not days.start <= anchor + timedelta(days=shift) <= days.end))
        or (length == 7 and not this_week)
    )


def _day_in(line: str) -> date | None:
    found = DATE_LINE.fullmatch(line.strip())
    return datetime.strptime(found[1], "%B %d, %Y").date() if found else None


def meantime_days(row: Row, part: str) -> Iterator[GoldDay]:
    """The time expressions of a MEANTIME article, which prints its date in the second line."""
    text, tokens = row["text"], row["tokens"]
    lines = text.split("\n")
    anchor = next((day for line in lines[:3] if (day := _day_in(line))), None)
    ends: dict[int, Span] = {}
    for start, end, sentence in tokens:
        ends[sentence] = Span(ends[sentence].start if sentence in ends else start, end)
    for mention in row["mentions"]:
        days = days_of(mention.get("value") or "") if mention["type"] == "TIMEX3" else None
        if not (days and anchor and mention["tok"]):
            continue
        first, last = mention["tok"][0], mention["tok"][-1]
        span = Span(tokens[first][0], tokens[last][1])
        if mention.get("functionInDocument") != "CREATION_TIME" and _day_in(span.surface(text)) != anchor:
            name = f"{row['doc_id']}/{span.start}"
            yield GoldDay(name, part, text, span, ends[tokens[first][2]], anchor, days)


def gum_days(row: Row, part: str) -> Iterator[GoldDay]:
    """The time expressions of a GUM article; most print their date below the title."""
    text = gum_text(row)
    places = places_of(text, row["tokens"])
    lines = [Span(line.start(), line.end()) for line in re.finditer(r"[^\n]+", text)]
    printed = (_day_in(line.surface(text)) for line in lines[:4])
    anchor = next((day for day in printed if day), date.fromisoformat(row["dateCreated"]))
    for mark in row["dates"]:
        span = Span(places[mark["tok"][0]].start, places[mark["tok"][1]].end)
        days = _gum_value(mark)
        is_part = any(other["tok"][1] + 1 == mark["tok"][0] for other in row["dates"])  # "March 11 [this year]"
        if days and span.end > span.start and not is_part and _day_in(span.surface(text)) != anchor:
            sentence = next(line for line in lines if line.start <= span.start < line.end)
            yield GoldDay(f"{row['doc_id']}/{span.start}", part, text, span, sentence, anchor, days)


def _gum_value(mark: Row) -> DateRange | None:
    ends = [mark.get(end, "") for end in ("from", "to")]
    if all(re.fullmatch(r"\d{4}-\d\d-\d\d", end) for end in ends):
        return DateRange(*map(date.fromisoformat, ends))
    return days_of(mark.get("when", ""))


def read_gold(data: Path) -> Iterator[GoldDay]:
    """Every scored expression of both sets that does not contradict itself."""
    for name, days_in in zip(SETS, (meantime_days, gum_days), strict=True):
        for part, files in FILES.items():
            for path in (data / name / file for file in files):
                if not path.exists():
                    continue
                content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
                for line in content.splitlines():
                    golds = days_in(json.loads(line), part)
                    yield from (
                        gold for gold in golds if gold.kind and not contradicts(gold.printed, gold.anchor, gold.days)
                    )


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold expression, the phrase found at its place, and the days it was resolved to."""

    gold: GoldDay
    phrase: Span | None
    days: DateRange | None

    @property
    def is_right(self) -> bool:
        if self.days is None:
            return False
        gold, anchor = self.gold.days, self.gold.anchor
        parts = [gold]
        if gold.start <= anchor <= gold.end:
            parts += [DateRange(gold.start, anchor), DateRange(anchor, gold.end)]
        return self.days in parts

    @property
    def is_wrong(self) -> bool:
        """A range that neither is gold's nor holds it."""
        held = self.days and self.days.start <= self.gold.days.start and self.gold.days.end <= self.days.end
        return self.days is not None and not self.is_right and not held


def judge(data: Path) -> Iterator[Judged]:
    """Every gold expression, as the program takes it."""
    for gold in read_gold(data):
        shared = {
            min(span.end, gold.span.end) - max(span.start, gold.span.start): span
            for span in find_days(gold.text, gold.sentence)
            if span.overlaps(gold.span)
        }
        phrase = shared[max(shared)] if shared else None
        if phrase and phrase.surface(gold.text).lower().startswith("since "):
            phrase = Span(phrase.start + len("since "), phrase.end)
        yield Judged(gold, phrase, phrase and happened_on(gold.text, gold.sentence, phrase, gold.anchor))


def measure(data: Path) -> Measurement | None:
    """Shares of expressions found, right and wrong; None where neither set is there."""
    if not any((data / name).exists() for name in SETS):
        return None
    judged = list(judge(data))
    figures = _shares("", judged)
    for kind in Kind:
        figures |= _shares(f"{kind}_", [one for one in judged if one.gold.kind is kind])
    items = {one.gold.name: one.is_right for one in judged}
    described = {one.gold.name: f"{one.gold.printed} ({one.gold.days.start})" for one in judged}
    return Measurement(figures, items, described)


def _shares(name: str, judged: Sequence[Judged]) -> dict[str, float]:
    count = len(judged) or 1
    return {
        f"{name}found": sum(one.phrase is not None for one in judged) / count,
        f"{name}right": sum(one.is_right for one in judged) / count,
        f"{name}wrong_max": sum(one.is_wrong for one in judged) / count,
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    options = parser.parse_args()
    measurement = measure(data_folder())
    if measurement is None:
        print("days: neither set is there; skipped")
        return
    for name, value in measurement.figures.items():
        print(f"  {name:30} {value:.3f}")
    judged = list(judge(data_folder())) if options.errors else []
    for kind in Kind:
        print(f"  {kind}: {sum(one.gold.kind is kind for one in judged)} expressions")
    wrong = [one for one in judged if one.gold.part == "train" and not one.is_right]
    for one in sorted(wrong, key=lambda one: (one.gold.kind, not one.is_wrong))[: options.errors]:
        _show(one)


def _show(one: Judged) -> None:
    gold = one.gold
    before = Span(max(gold.sentence.start, gold.span.start - 80), gold.span.start).surface(gold.text)
    after = Span(gold.span.end, min(gold.sentence.end, gold.span.end + 50)).surface(gold.text)
    found = one.phrase and one.phrase.surface(gold.text)
    print(f"{'WRONG' if one.is_wrong else 'none ' if one.days is None else 'wide '} {gold.anchor:%a %F} {gold.kind}")
    print(f"    {before}[[{gold.printed}]]{after}".replace("\n", "/"))
    answer = one.days and f"{one.days.start}/{one.days.end}"
    print(f"    gold {gold.days.start}/{gold.days.end}; found {found!r}: {answer}")


if __name__ == "__main__":
    main()
