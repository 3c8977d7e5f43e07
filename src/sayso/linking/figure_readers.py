"""Reading the figures of a sentence by their form: amounts, ordinals, ages, times, days, street numbers, places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import pairwise
from math import inf

from sayso.lexicon import load_entries
from sayso.linking.figure_words import bounds, numbers, scales, word_group
from sayso.linking.figures import find_figures
from sayso.linking.numerals import DoubtfulNumeral, read_numerals
from sayso.linking.terms import is_function_word, stem
from sayso.records import Bound, Figure
from sayso.spans import Span

__all__ = ["Measure", "MeasureKind", "Scope", "read_measures"]

# Code points behind a number in which what is counted is looked for.
CODE_POINTS = 90
# Code points that a number has at least.
MARKS = 1
WORD = re.compile(r"[^\W\d_][\w'’]*(?:-[^\W\d_]+)*")
NAME = r"[A-Z][\w'’-]+"
MONTHS = (
    r"Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
)
WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
HEDGE = r"(?P<hedge>(?:a little |just |shortly )?(?:about|around|before|after|approximately|near|by)\s+)?"
TIME = re.compile(
    rf"{HEDGE}\b(?:(?P<hour>\d{{1,2}})(?::(?P<minute>\d\d))?\s?(?P<half>[ap])\.?m\b|(?P<hour24>\d\d):(?P<minute24>\d\d)(?!\d)|(?P<word>noon|midnight)\b)",
    re.IGNORECASE,
)
DAY = re.compile(
    rf"\b(?:(?P<weekday>{WEEKDAYS})\b(?:,? (?P<part>morning|afternoon|evening|night)\b)?,?\s?)?"
    rf"(?:(?P<month>{MONTHS})(?: (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:))?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month2>{MONTHS}))?"
    r"(?:,? (?P<year>(?:19|20)\d\d)\b)?"
)
AGE_OF = re.compile(
    rf"(?P<then>then-\s?)?(?P<number>\d{{1,3}}|[a-z]+(?:-[a-z]+)?)\s?-?\s?(?P<unit>years?|months?)[\s-]+\s?olds?\b(?P<who>(?:[\s-]+(?:{NAME}|[a-z]+)){{0,4}})",
    re.IGNORECASE,
)
AGE_AFTER_NAME = re.compile(
    rf"(?P<who>{NAME}(?: (?:{NAME}|[A-Z]\.)){{0,3}}(?:,? [JS]r\.?)?), "
    r"(?P<number>\d{1,2})(?=[,;)](?!\d)|\.(?!\d)| of\b)"
)
AGED = re.compile(rf"(?P<who>{NAME}(?: {NAME})*),? (?:aged?|who is) (?P<number>\d{{1,2}})\b(?!,\d)")
AGE_AFTER_NOUN = re.compile(
    r"\b(?P<who>man|woman|boy|girl|son|daughter|brother|sister|mother|father|wife|husband|[a-z]+er), "
    r"(?P<number>\d{1,2}),"
)
TEENS = re.compile(r"\b(?:his|her|their) teens\b")
BLOCK = re.compile(
    rf"(?P<number>\d{{2,5}})[ -]block of (?P<who>(?:[NSEW]\. )?(?:{NAME}|\d+(?:st|nd|rd|th))(?: {NAME})*)"
)
ADDRESS = re.compile(
    rf"\b(?P<number>\d{{1,5}}) (?P<who>(?:North|South|East|West|[NSEW]\.) (?:{NAME})(?: {NAME})*"
    rf"|(?:{NAME} ){{1,3}}(?:Street|St|Avenue|Ave|Road|Rd|Drive|Boulevard|Lane)\b)"
)
ORDINAL = re.compile(
    r"(?<![\w.])(?:(?P<digits>\d{1,3})(?:st|nd|rd|th)|(?:(?P<tens>twenty|thirty|forty|fifty)-)?(?P<word>[a-z]+))(?=[\s-][a-z]|[.,]|$)"
)
PLACE = re.compile(rf"\b(?:in|at|to|off|near|from|outside) (?P<who>{NAME}(?: {NAME})*)")
PAIR = re.compile(r"\ba (?:pair|couple) of\b", re.IGNORECASE)
SHARE = re.compile(
    r"\b(?P<part>\w+)(?: (?:in|out of) (?:every )?(?P<whole>three|four|five|six|seven|eight|nine|ten|\d+)\b"
    r"|/(?P<denominator>\d+)(?= of\b))",
    re.IGNORECASE,
)
TENS_OF = re.compile(r"\b(?P<tens>tens|hundreds|dozens) of (?P<times>thousands|millions)\b", re.IGNORECASE)


class MeasureKind(StrEnum):
    """What sort of figure it is; those of two kinds are never compared."""

    AMOUNT = "amount"
    ORDINAL = "ordinal"
    AGE = "age"
    TIME = "time"
    DAY = "day"
    NUMBER_IN_STREET = "number_in_street"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a figure is of, as far as the words near it tell.

    Attributes:
        outcome: what became of those counted ("killed").
        is_ahead: whether it is planned, ordered or hoped for.
        rate, period, part: per what, of what time, and whether it is a part of another count.
        places: lower-case names after "in", "at" and the like.
        before: stems of the verbs before it, or of the nearest words if there is none.
        local: stems of the words between the figures around it.
        doing: those of them that are verbs by their form.
        complement: stems of the words right behind it.
        whole: concept of what it is a share of ("10 percent of the hens").
        governor: concept of the verb that stands nearest, just before it or behind what is counted.
        beside: stems of its sentence.
        siblings: values of the other figures of its sentence.
    """

    outcome: str | None = None
    is_ahead: bool = False
    rate: str | None = None
    period: str | None = None
    part: str | None = None
    places: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    local: frozenset[str] = frozenset()
    doing: frozenset[str] = frozenset()
    complement: frozenset[str] = frozenset()
    whole: str | None = None
    governor: str | None = None
    beside: frozenset[str] = frozenset()
    siblings: frozenset[tuple[str, float, float, str | None]] = frozenset()


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure.

    Attributes:
        low, high: between what it lies; infinite on an open side. Of a time minutes of the day, of an age years.
        is_rough: whether it says that it is no exact number ("about").
        unit: as figures.py has it; None for a count.
        things: stems of what is counted, the nearest first.
        who: lower-case names or nouns of whom an age, or in which street a number, is.
        fields: of a day, what of weekday, part, month, day and year is printed.
        doubt: the numbers it may mean where its letters do not tell which ("1.5 or 1,500"); "" if they do.
    """

    kind: MeasureKind
    span: Span
    low: float
    high: float
    is_rough: bool = False
    bound: Bound = Bound.EXACT
    unit: str | None = None
    things: tuple[str, ...] = ()
    who: frozenset[str] = frozenset()
    fields: tuple[tuple[str, str], ...] = ()
    doubt: str = ""
    scope: Scope = Scope()


def read_measures(letters: str) -> list[Measure]:
    """The figures of one sentence in its order, without their scope; none overlaps another."""
    taken: list[Measure] = []
    numerals = read_numerals(letters)
    taken += [_doubtful(one) for one in numerals.doubtful]
    letters = numerals.letters
    for read in (_blocks, _ages, _times, _days, _unusual_amounts, _ordinals, _plain_amounts, _places):
        for measure in read(letters):
            clipped = _before_others(measure, taken)
            taken += [clipped] if clipped else []
    return sorted(taken, key=lambda measure: measure.span.start)


def _doubtful(one: DoubtfulNumeral) -> Measure:
    low, high = one.readings
    doubt = f"{low:,g} or {high:,.0f}"
    return Measure(MeasureKind.AMOUNT, one.span, low, high, bound=Bound.RANGE, doubt=doubt)


def _before_others(measure: Measure, taken: list[Measure]) -> Measure | None:
    """A measure up to where the next one begins ("four people Monday"); None if it begins inside another."""
    in_the_way = [other.span for other in taken if other.span.overlaps(measure.span)]
    if not in_the_way:
        return measure
    end = min(span.start for span in in_the_way)
    if end <= measure.span.start or end <= measure.span.start + MARKS:
        return None
    return replace(measure, span=Span(measure.span.start, end))


# ------------------------------------------------------------------------------------------ what is no plain amount


def _blocks(letters: str) -> Iterator[Measure]:
    for pattern in (BLOCK, ADDRESS):
        for match in pattern.finditer(letters):
            number = float(match["number"])
            span = Span(*match.span("number"))
            street = _names(match["who"])
            yield Measure(
                MeasureKind.NUMBER_IN_STREET, span, number, number, who=street - word_group("of streets") or street
            )


def _ages(letters: str) -> Iterator[Measure]:
    for match in AGE_OF.finditer(letters):
        number = _number(match["number"])
        if number is None:
            continue
        years = number / 12 if match["unit"].lower().startswith("month") else number
        period = "then" if match["then"] else None
        whose = match["who"].split(" and ")[0]
        named = _names(whose) or frozenset(stem(word) for word in whose.split() if not is_function_word(word))
        named = named or _names(letters[match.end() : match.end() + 1])
        span = Span(*match.span("number"))
        yield Measure(MeasureKind.AGE, span, years, years, who=named, scope=Scope(period=period))
    for pattern in (AGE_AFTER_NAME, AGED, AGE_AFTER_NOUN):
        for match in pattern.finditer(letters):
            number = float(match["number"])
            who = _names(match["who"]) or frozenset({stem(match["who"])})
            yield Measure(MeasureKind.AGE, Span(*match.span("number")), number, number, who=who)
    for match in TEENS.finditer(letters):
        yield Measure(MeasureKind.AGE, Span(*match.span()), 13, 19, is_rough=True, bound=Bound.RANGE)


def _times(letters: str) -> Iterator[Measure]:
    between = list(TIME.finditer(letters))
    for one, other in pairwise(between):
        if re.fullmatch(r"\.?\s(?:and|to)\s|\s?-\s?", letters[one.end() : other.start()]):
            span = Span(one.start(), other.end())
            yield Measure(MeasureKind.TIME, span, _minutes(one), _minutes(other), bound=Bound.RANGE)
    for match in between:
        minutes = _minutes(match)
        rough = match["hedge"] is not None
        yield Measure(MeasureKind.TIME, Span(*match.span()), minutes, minutes, is_rough=rough)


def _minutes(match: re.Match[str]) -> float:
    if match["word"]:
        return 720.0 if match["word"].lower() == "noon" else 0.0
    if match["hour24"]:
        return 60.0 * int(match["hour24"]) + int(match["minute24"])
    hour = int(match["hour"]) % 12 + (12 if match["half"].lower() == "p" else 0)
    return 60.0 * hour + int(match["minute"] or 0)


def _days(letters: str) -> Iterator[Measure]:
    for match in DAY.finditer(letters):
        month = match["month"] or match["month2"]
        if not (match["weekday"] or (month and month[:3].istitle())) or (
            month == "May" and not match["day"] and not match["day2"]
        ):
            continue
        printed = {
            "weekday": match["weekday"],
            "part": match["part"],
            "month": month and month[:3].lower(),
            "day": match["day"] or match["day2"],
            "year": match["year"],
        }
        fields = tuple((name, value) for name, value in printed.items() if value)
        end = match.start() + len(match[0].rstrip(" ,\u00a0\t\n"))
        yield Measure(MeasureKind.DAY, Span(match.start(), end), 0, 0, fields=fields)


def _ordinals(letters: str) -> Iterator[Measure]:
    for match in ORDINAL.finditer(letters):
        value = float(match["digits"]) if match["digits"] else _ordinal_values().get(match["word"])
        # "The first lady", "at first" count nothing; "the twenty-first" does.
        if value is not None and (value > 1 or match["tens"]):
            value += _number(match["tens"] or "") or 0.0
            things = _things_after(letters, match.end())
            yield Measure(MeasureKind.ORDINAL, Span(*match.span()), value, value, things=things)


def _places(letters: str) -> Iterator[Measure]:
    for match in PLACE.finditer(letters):
        yield Measure(MeasureKind.PLACE, Span(*match.span("who")), 0, 0, who=frozenset({match["who"].lower()}))


# ------------------------------------------------------------------------------------------------------ amounts


def _unusual_amounts(letters: str) -> Iterator[Measure]:
    """Amounts that figures.py does not read, or not so: fractions, "several", "half a dozen", "tens of thousands"."""
    for match in TENS_OF.finditer(letters):
        times = 1e3 if match["times"].lower() == "thousands" else 1e6
        many = {"tens": 10.0, "dozens": 12.0, "hundreds": 100.0}[match["tens"].lower()]
        yield _amount(letters, match, 2 * many * times if many == 10 else many * times, 10 * many * times, Bound.RANGE)
    for match in _several().finditer(letters):
        yield _amount(letters, match, 3.0, 9.0, Bound.RANGE)
    for match in _fractions().finditer(letters):
        value = _fraction_values()[match["part"].lower()]
        bound = bounds().get((match["bound"] or "").strip().lower(), Bound.EXACT)
        low = 0.0 if bound is Bound.AT_MOST else value
        high = inf if bound is Bound.AT_LEAST else value
        yield replace(_amount(letters, match, low, high, bound), unit="%")
    for match in SHARE.finditer(letters):
        part, whole = _number(match["part"]), _number(match["whole"] or match["denominator"])
        if part and whole and part < whole:
            yield replace(_amount(letters, match, 100 * part / whole, 100 * part / whole, Bound.EXACT), unit="%")
    for match in PAIR.finditer(letters):
        yield _amount(letters, match, 2.0, 2.0, Bound.EXACT)


def _amount(letters: str, match: re.Match[str], low: float, high: float, bound: Bound) -> Measure:
    things = _things_after(letters, match.end())
    return Measure(MeasureKind.AMOUNT, Span(*match.span()), low, high, bound is Bound.ABOUT, bound, things=things)


def _plain_amounts(letters: str) -> Iterator[Measure]:
    for figure in find_figures(letters, (Span(0, len(letters)),)):
        yield _scaled(_of_figure(letters, figure))


def _of_figure(letters: str, figure: Figure) -> Measure:
    low = 0.0 if figure.low is None else figure.low
    high = inf if figure.high is None else figure.high
    words = (figure.counted_thing or "").split()
    things = tuple(stem(word) for word in words) if words else ()
    if letters[figure.span.end :].lower().startswith(" or so"):
        return Measure(MeasureKind.AMOUNT, figure.span, low, high, True, Bound.ABOUT, figure.unit, things)
    rough = figure.bound is Bound.ABOUT
    return Measure(MeasureKind.AMOUNT, figure.span, low, high, rough, figure.bound, figure.unit, things)


def _scaled(measure: Measure) -> Measure:
    """The same in the base of its unit: kilometres in metres, weeks in hours; a duration's first noun is its unit."""
    unit = measure.unit or (measure.things[0] if measure.things else None)
    scale = _scales().get(unit or "")
    if scale is None:
        return measure
    base, factor = scale
    things = measure.things if measure.unit else measure.things[1:]
    return replace(measure, low=measure.low * factor, high=measure.high * factor, unit=base, things=things)


def _things_after(letters: str, end: int) -> tuple[str, ...]:
    result: list[str] = []
    for match in WORD.finditer(letters, end, min(len(letters), end + CODE_POINTS)):
        if letters[end : match.start()].strip(" -") or (is_function_word(match[0]) and match[0].lower() != "of"):
            break
        if match[0].lower() != "of":
            result.append(stem(match[0]))
        end = match.end()
    return tuple(result[:4])


def _names(letters: str) -> frozenset[str]:
    words = re.findall(r"[\w'’]+(?:-[\w'’]+)*", letters)
    return frozenset(word.lower() for word in words if word[:1].isupper() or word[:1].isdigit()) - {"jr", "sr"}


# ----------------------------------------------------------------------------------------------------- word lists


def _number(printed: str) -> float | None:
    if printed.isdigit():
        return float(printed)
    values = [numbers().get(word) for word in printed.lower().split("-")]
    return sum(value for value in values if value) if values and all(values) else None


@cache
def _ordinal_values() -> dict[str, float]:
    return {entry["word"]: float(entry["value"]) for entry in load_entries("figure_scopes.toml", "ordinal", key="word")}


@cache
def _fraction_values() -> dict[str, float]:
    return {e["words"]: e["value"] for e in load_entries("figure_scopes.toml", "fraction", key="words")}


@cache
def _fractions() -> re.Pattern[str]:
    words = "|".join(sorted(_fraction_values(), key=len, reverse=True))
    limits = "|".join(sorted(bounds(), key=len, reverse=True))
    pattern = rf"\b(?:(?P<bound>{limits}) )?(?<!\w)(?P<part>{words})(?!\w)(?= (?:of|the|its|their|all)\b|[.,;]|$)"
    return re.compile(pattern, re.IGNORECASE)


@cache
def _several() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(word_group('several')))})\b", re.IGNORECASE)


@cache
def _scales() -> dict[str, tuple[str, float]]:
    """Units and the stems of stretches of time."""
    return scales() | {stem(f"{unit}s"): scale for unit, scale in scales().items() if scale[0] == "hour"}
