"""Figures: the amounts inside a content, with their bounds, units and what they count.

Ages, dates, years and clock times are no figures, nor are numbers that are part of a name (F-16, Article 5).
Whether two figures conflict is not decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from sayso.linking.figure_words import bounds, currencies, multipliers, numbers, units, word_group
from sayso.linking.numerals import read_numerals
from sayso.linking.terms import is_function_word
from sayso.records import Bound, Figure
from sayso.spans import Span, Spans

__all__ = ["find_figures"]

# Words after an amount that may name what it counts.
COUNTED_WORDS = 4
# A content longer than this many code points is searched no further.
LONGEST_CONTENT = 20_000
YEARS = range(1900, 2101)

DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
PARTS = {"half": 0.5, "quarter": 0.25}
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
MONTH_BEFORE = re.compile(rf"\b{MONTH}\s+(?:\d{{1,2}},?\s+)?$")
MONTH_AFTER = re.compile(rf"(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}(?!\w)")
CLOCK_AFTER = re.compile(r":\d\d|\s*[ap]\.?m\b|\s*o'clock|\s+(?:GMT|UTC|EST|EDT)\b")
AGE_AFTER = re.compile(r"[\s-]+years?[\s-]+olds?\b|-(?:year|month|week|day)-old|s\b|(?:st|nd|rd|th)\b")
AGE_BEFORE = re.compile(r"\b(?:aged?|ages)\s+$|[A-Z][\w.'’-]*,\s+$")
NAME_BEFORE = re.compile(r"\b(?:[A-Z][\w’'.]*|No\.?)\s+$")
LAST_WORD = re.compile(r"([^\W\d_]+)\.?\s+$")
NEXT_WORD = re.compile(r"[\s-]*(?:\(\w+\)\s*)?([^\W\d_][\w’'-]*)")
JOINED = re.compile(r"\s*(?:-|–|—)\s*|\s+(?:to|and|or)\s+")


@dataclass(frozen=True, slots=True)
class _Amount:
    """One number as printed, with its currency mark and multiplier inside the span."""

    span: Span
    value: float
    unit: str | None
    is_open: bool  # "thousands": at least so many


def find_figures(text: str, content: Spans) -> tuple[Figure, ...]:
    """The amounts in some pieces of a text.

    Args:
        text: the article's text.
        content: the pieces to look into; an amount that crosses their edge is left out.

    Returns:
        Figures in text order. For "at least 40" `low` is 40 and `high` None; for "10 to 15" the bound is RANGE; for
        "thousands" the low side is two thousand.
    """
    return tuple(figure for piece in content for figure in _figures_of(text, piece))


def _figures_of(text: str, piece: Span) -> list[Figure]:
    piece = Span(piece.start, min(piece.end, piece.start + LONGEST_CONTENT))
    printed = piece.surface(text)
    letters = read_numerals(printed).letters
    if letters == printed:
        return _figures_in(text, piece)
    found = _figures_in(text[: piece.start] + letters + text[piece.end :], piece)
    return [replace(figure, surface=figure.span.surface(text)) for figure in found]


def _figures_in(text: str, piece: Span) -> list[Figure]:
    amounts = [amount for amount in _amounts(text, piece) if _counts_something(text, amount, piece)]
    result: list[Figure] = []
    taken = piece.start
    for at, amount in enumerate(amounts):
        if amount.span.start < taken:
            continue
        following = amounts[at + 1] if at + 1 < len(amounts) else None
        figure = _range(text, amount, following, piece) if following else None
        figure = figure or _figure(text, amount, Span(taken, piece.end))
        taken = figure.span.end
        result.append(figure)
    return result


# ------------------------------------------------------------------------------------------------- the number


def _amounts(text: str, piece: Span) -> list[_Amount]:
    result = []
    for match in _amount_pattern().finditer(text, piece.start, piece.end):
        value = _value(match)
        if value is None:
            continue
        mark = (match["mark"] or "").replace(" ", "").lower()
        is_open = match["plural"] is not None
        result.append(_Amount(Span(match.start(), match.end()), value, currencies().get(mark), is_open))
    return result


@cache
def _amount_pattern() -> re.Pattern[str]:
    marks = "|".join(sorted(map(re.escape, currencies()), key=len, reverse=True))
    times = "|".join(sorted(multipliers(), key=len, reverse=True))
    plurals = r"(?:dozens|scores|hundreds|thousands|millions|billions|trillions)(?:\sof\s(?:thousands|millions)\b)?"
    plurals = rf"{plurals}|tens\sof\s(?:thousands|millions)"
    return re.compile(
        rf"(?<![\w.,/:#])(?<![^\W\d]-)(?<!(?<![\w)])[-\u2212])(?:(?P<mark>{marks})\s?)?"
        rf"(?:(?P<digits>{DIGITS})(?P<vulgar>[{''.join(VULGAR)}])?|(?P<alone>[{''.join(VULGAR)}])(?=\s(?:{times})\b)"
        rf"|(?P<words>{_in_letters()})|(?P<plural>{plurals})"
        rf"|(?P<article>(?:half\s|(?:a\s)?quarter\sof\s)?an?)(?=\s(?:{times})\b))"
        rf"(?P<half>\sand\sa\s(?:half|quarter)\b)?"
        rf"(?:[\s-]?(?P<times>(?:{times})(?:\s(?:hundred|thousand|million))?)\b)?(?![\w]|[.,:/]\d|-\d+-|{_no_count()})",
        re.IGNORECASE,
    )


@cache
def _in_letters() -> str:
    """A number in letters: "twenty-five", "two hundred and five", "three thousand two hundred"."""
    values = numbers()
    tens = "|".join(word for word, value in values.items() if value >= 20)
    ones = "|".join(word for word, value in values.items() if value < 10)
    small = rf"(?:(?:{tens})[\s-](?:{ones})|{'|'.join(values)})\b(?!-(?:{'|'.join(values)})\b)"
    below_thousand = rf"(?:{small})(?:[\s-]hundred\b(?:\s(?:and\s)?(?:{small}))?)?"
    large = r"[\s-](?:thousand|million|billion|trillion)\b"
    return rf"{below_thousand}(?:{large}(?:\s(?:and\s)?{below_thousand})?)*"


@cache
def _no_count() -> str:
    """What makes a share or a list of a number in letters: "two-thirds", "three quarters", "nine-eleven"."""
    parts = "|".join(sorted(word_group("parts of one"), key=len, reverse=True))
    return rf"[\s-](?:{parts})\b|-(?:{'|'.join(numbers())})\b"


def _value(match: re.Match[str]) -> float | None:
    times = 1.0
    for word in (match["times"] or "").lower().split():
        times *= multipliers()[word]
    added = 0.0 if match["half"] is None else PARTS[match["half"].split()[-1].lower()]
    if match["digits"]:
        return (float(match["digits"].replace(",", "")) + VULGAR.get(match["vulgar"] or "", 0.0) + added) * times
    if match["alone"]:
        return VULGAR[match["alone"]] * times
    if match["words"]:
        return (_number_in_letters(match["words"]) + added) * times
    if match["plural"]:
        first, *rest = match["plural"].lower().split(" of ")
        many = 20.0 if first == "tens" else 2.0 * multipliers()[first[:-1]]
        return many * (multipliers()[rest[0][:-1]] if rest else 1.0) * times
    part = next((part for word, part in PARTS.items() if word in match["article"].lower()), 1.0)
    return part * times if match["times"] else None


def _number_in_letters(printed: str) -> float:
    total = group = 0.0
    for word in re.split(r"[\s-]+", printed.lower()):
        if word in numbers():
            group += numbers()[word]
        elif word == "hundred":
            group *= 100
        elif word != "and":
            total += group * multipliers()[word]
            group = 0.0
    return total + group


def _counts_something(text: str, amount: _Amount, piece: Span) -> bool:
    """Whether the number is an amount, not a date, an age, a time, or a part of a name."""
    before = text[max(piece.start, amount.span.start - 40) : amount.span.start]
    after = text[amount.span.end : min(piece.end, amount.span.end + 40)]
    surface = amount.span.surface(text)
    if amount.unit or amount.is_open:
        return True
    if (last := LAST_WORD.search(before)) and last[1].lower() in word_group("labels before a number"):
        return False
    if MONTH_BEFORE.search(before) or MONTH_AFTER.match(after) or CLOCK_AFTER.match(after) or AGE_AFTER.match(after):
        return False
    if surface.isdigit() and len(surface) == 4 and int(surface) in YEARS and not _unit_after(after):
        return False
    if AGE_BEFORE.search(before) and (not after.strip() or after.lstrip()[0] in ",.;)"):
        return False
    following = NEXT_WORD.match(after)
    names_on = following is None or following[1][0].isupper() or is_function_word(following[1])
    if NAME_BEFORE.search(before) and names_on and not _unit_after(after):
        return _opens_sentence(before)
    if surface.lower() == "one":
        return following is not None and not is_function_word(following[1])
    return True


def _opens_sentence(before: str) -> bool:
    """Whether the capital before a number may be due to the opening of a sentence ("Some 40 …")."""
    word = before.split()[-1]
    return is_function_word(word) or word.lower() in {phrase.split()[-1] for phrase in bounds()}


# ------------------------------------------------------------------------------------- bounds, units, what is counted


def _figure(text: str, amount: _Amount, within: Span) -> Figure:
    start, bound = _bound_before(text, amount.span.start, within.start)
    end, unit = _with_unit(text, amount, within.end)
    if text[end : min(end + 10, within.end)].lower().startswith((" or more", " or so")):
        bound = Bound.AT_LEAST if text[end : end + 8].lower() == " or more" else Bound.ABOUT
        end += 8 if bound is Bound.AT_LEAST else 6
    if amount.is_open and bound in (Bound.EXACT, Bound.ABOUT):
        bound = Bound.AT_LEAST
    low = None if bound is Bound.AT_MOST else amount.value
    high = None if bound is Bound.AT_LEAST else amount.value
    thing, first_word_end = _counted(text, end, within.end)
    span = Span(start, first_word_end if thing and unit is None else end)
    return Figure(span, span.surface(text), low, high, bound, unit, thing)


def _range(text: str, first: _Amount, second: _Amount, piece: Span) -> Figure | None:
    """The figure that two amounts make together ("10 to 15", "between 10 and 15"), or None."""
    between = text[first.span.end : second.span.start]
    word = between.strip().lower()
    opening = text[max(piece.start, first.span.start - 8) : first.span.start].lower()
    if JOINED.fullmatch(between) is None or (word == "and" and opening != "between "):
        return None
    low = first.value
    if second.value >= 1000 > low and second.span.surface(text).rstrip()[-1].isalpha():
        low = _same_scale(first, second, text)
    if low >= second.value:
        return None
    start = first.span.start - len("between ") if opening == "between " else first.span.start
    end, unit = _with_unit(text, second, piece.end)
    unit = unit or first.unit
    thing, first_word_end = _counted(text, end, piece.end)
    span = Span(start, first_word_end if thing and unit is None else end)
    return Figure(span, span.surface(text), low, second.value, Bound.RANGE, unit, thing)


def _same_scale(first: _Amount, second: _Amount, text: str) -> float:
    """The first of two amounts that share the multiplier printed after the second ("2 to 3 million")."""
    last = second.span.surface(text).split()[-1].lower()
    return first.value * multipliers().get(last, 1.0)


def _bound_before(text: str, start: int, least: int) -> tuple[int, Bound]:
    before = text[max(least, start - 24) : start].lower()
    if len(before) != start - max(least, start - 24):
        return start, Bound.EXACT  # lower-casing changed the length: rare letters, no bound words of ours
    for phrase, bound in bounds().items():
        if before.endswith(phrase + " ") and not before[: -len(phrase) - 1][-1:].isalnum():
            return start - len(phrase) - 1, bound
    return start, Bound.EXACT


def _with_unit(text: str, amount: _Amount, limit: int) -> tuple[int, str | None]:
    found = _unit_after(text[amount.span.end : min(limit, amount.span.end + 24)])
    if found:
        return amount.span.end + found[0], found[1]
    return amount.span.end, amount.unit


def _unit_after(after: str) -> tuple[int, str] | None:
    """Length and unit of the unit word that `after` opens with."""
    space = len(after) - len(after.lstrip(" \u00a0-"))
    rest = after[space:].lower()
    for words, unit in units().items():
        if rest.startswith(words) and (words == "%" or not rest[len(words) :][:1].isalnum()):
            return space + len(words), unit
    return None


def _counted(text: str, start: int, limit: int) -> tuple[str | None, int]:
    """The head words of what is counted, as printed, and where its first stretch of words ends."""
    words: list[str] = []
    at = first_end = start
    is_of = False
    while len(words) < COUNTED_WORDS:
        match = NEXT_WORD.match(text, at, limit)
        if match is None or (gap := text[at : match.start(1)]).strip(" -\u00a0") or "\n" in gap:
            break
        word = match[1]
        if word.lower() == "of" and not is_of:
            is_of = True
        elif is_function_word(word):
            break
        words.append(word)
        at = match.end()
        if not is_of:
            first_end = at
    while words and is_function_word(words[-1]):
        words.pop()
    if words and words[0].lower() == "of":
        return " ".join(words[1:]) or None, first_end
    return (" ".join(words) or None), first_end
