"""Numerals as English prints them, whatever the page has: other scripts' digits, foreign grouping, misprints.

No letter moves: a numeral is written anew in as many letters ("1 500" becomes "01500"), so every offset still holds.
What is no amount (a match's score, a telephone number, "24/7") or can be read in two ways ("1.500 kg") is blanked out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from unicodedata import decimal

from sayso.linking.figure_words import multipliers, scales, units, word_group
from sayso.spans import Span

__all__ = ["DoubtfulNumeral", "Numerals", "read_numerals"]

# Stands for each letter of a numeral that is not read.
BLANK = "#"
# Digits beyond which a number is no amount in the news, nor exact as a float.
MOST_DIGITS = 15
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
SPACES = "\u00a0\u2007\u2009\u202f"
APOSTROPHES = "'\u2019"
# Arabic and full-width separators, as English has them.
SEPARATORS = str.maketrans({"\u066b": ".", "\u066c": ",", "\uff0c": ",", "\uff0e": "."})
FOREIGN = re.compile(r"[^\x00-\x7f]")
DIGIT = re.compile(r"[0-9]")
TOO_LONG = re.compile(rf"\d(?:[\d,.{SPACES}]*\d)?")
WITH_ZERO_WIDTH = re.compile(rf"\d[\d,.{ZERO_WIDTH}]*[{ZERO_WIDTH}][\d,.{ZERO_WIDTH}]*\d")
GROUP = r"(?<![\w.,/:#+-])\d{1,3}"
# A group of three must not be followed by more of the number.
END = r"(?![\w]|[.,:/]\d|-\d+-)"
BY_THIN_MARKS = re.compile(rf"{GROUP}(?:[{SPACES}{APOSTROPHES}]\d{{3}})+(?:\.\d+)?{END}")
# An ordinary space may also part two numbers ("on May 5 500 people"): only behind a word that is no name or label.
BY_SPACES = re.compile(r"(?P<before>(?:^|[a-z]{2,}\s|[(\"“]))(?P<number>[1-9]\d{0,2}(?: \d{3})+)(?=\s[a-z%€£$]|%)")
# Of "5 000" nothing else can be meant.
BY_SPACES_ROUND = re.compile(r"(?<![\w.,/:#+-])(?<!\d )[1-9]\d{0,2}(?: \d{3})*? 000(?! ?\d)")
BY_POINTS = re.compile(rf"(?<![\w.,/:#+-])[1-9]\d{{0,2}}(?:\.\d{{3}})+{END}")
INDIAN = re.compile(rf"{GROUP}(?<!\d{{3}})(?:,\d\d)+,\d{{3}}(?:\.\d+)?{END}")
DECIMAL_COMMA = re.compile(rf"(?<![\w.,/:#+-])\d{{1,3}},\d{{1,2}}{END}")
PHONE = re.compile(r"(?<![\w.,])(?:\+\d[\d ()-]{6,18}\d|\(?\d{3}\)?[ -]\d{3}[ -]\d{4}|\d{3}-\d{4})(?![\w-])")
RATIO = re.compile(r"(?<![\w.,/-])\d{1,3}/\d{1,4}(?:/\d{2,4})?(?![\w/])")
SHARE = re.compile(r"[1-9]/(?:[2-9]|10)\s+of\b")
SCORE = re.compile(r"(?<![\w.,/$€£-])(?P<one>\d{1,3})[-\u2013](?P<other>\d{1,3})(?![\w%]|[.,]\d|[-\u2013]\d)")
WORD = re.compile(r"[^\W\d_]+")
NEAR = 24


@dataclass(frozen=True, slots=True)
class DoubtfulNumeral:
    """A numeral that can be read in two ways; both are given, the smaller first."""

    span: Span
    readings: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Numerals:
    """A text with its numerals as English has them.

    Attributes:
        letters: as many as the text has.
        doubtful: what was blanked out because nothing tells which of two numbers is meant.
    """

    letters: str
    doubtful: tuple[DoubtfulNumeral, ...] = ()


def read_numerals(text: str) -> Numerals:
    """Write the numerals of `text` as English has them; time is linear in its length."""
    letters = FOREIGN.sub(_plain_letter, text) if not text.isascii() else text
    if DIGIT.search(letters) is None:
        return Numerals(letters)
    letters = TOO_LONG.sub(lambda match: _blank(match) if _n_digits(match[0]) > MOST_DIGITS else match[0], letters)
    letters = WITH_ZERO_WIDTH.sub(_padded, letters)
    for pattern in (PHONE, _names_made_of_numbers()):
        letters = pattern.sub(_blank, letters)
    letters = RATIO.sub(_blank_unless_share, letters)
    letters = SCORE.sub(_without_score, letters)
    for pattern in (BY_THIN_MARKS, BY_SPACES_ROUND, INDIAN):
        letters = pattern.sub(_padded, letters)
    letters = BY_SPACES.sub(_spaced, letters)
    letters = DECIMAL_COMMA.sub(_decimal, letters)
    doubtful: list[DoubtfulNumeral] = []
    letters = BY_POINTS.sub(_by_points(doubtful), letters)
    return Numerals(letters, tuple(doubtful))


def _plain_letter(match: re.Match[str]) -> str:
    value = decimal(match[0], None)
    return match[0].translate(SEPARATORS) if value is None else str(value)


def _n_digits(printed: str) -> int:
    return sum(letter.isdigit() for letter in printed)


def _blank(match: re.Match[str]) -> str:
    return BLANK * len(match[0])


def _blank_unless_share(match: re.Match[str]) -> str:
    return match[0] if SHARE.match(match.string, match.start()) else _blank(match)


def _padded(match: re.Match[str]) -> str:
    """The digits alone, behind as many noughts as separators were taken out."""
    digits = re.sub(r"[^\d.]", "", match[0])
    is_number = _n_digits(digits) <= MOST_DIGITS and digits.count(".") < 2
    return _filled(digits, len(match[0])) if is_number else _blank(match)


def _filled(digits: str, length: int) -> str:
    return "0" * (length - len(digits)) + digits


def _spaced(match: re.Match[str]) -> str:
    word = match["before"].strip().lower()
    if word in word_group("labels before a number"):
        return match[0]
    return match["before"] + _filled(match["number"].replace(" ", ""), len(match["number"]))


def _without_score(match: re.Match[str]) -> str:
    """Blank a match's score, a count of votes, a season: no range, since it does not rise, or so named."""
    near = WORD.findall(match.string[max(0, match.start() - NEAR) : match.start()])[-3:]
    near += WORD.findall(match.string[match.end() : match.end() + NEAR])[:1]
    is_named = not word_group("words of a score").isdisjoint(word.lower() for word in near)
    return _blank(match) if is_named or int(match["one"]) >= int(match["other"]) else match[0]


def _decimal(match: re.Match[str]) -> str:
    """ "1,5 million", "12,5 percent": a decimal comma only before what is measured or multiplied."""
    return match[0].replace(",", ".") if _is_measured(match) else _blank(match)


def _by_points(doubtful: list[DoubtfulNumeral]) -> Callable[[re.Match[str]], str]:
    def written(match: re.Match[str]) -> str:
        digits = match[0].replace(".", "")
        # No newspaper prints three decimal noughts: "12.000 hectares" are twelve thousand, "1.500 kg" may be either.
        is_round = digits.endswith("000") and not _is_multiplied(match)
        is_whole = is_round or (_is_counted(match) and not _is_measured(match))
        if match[0].count(".") == 1 and not is_whole:
            doubtful.append(DoubtfulNumeral(Span(*match.span()), (float(match[0]), float(digits))))
            return _blank(match)
        return _filled(digits, len(match[0]))

    return written


def _following(match: re.Match[str]) -> str:
    return match.string[match.end() : match.end() + NEAR].lstrip(" \u00a0-").lower()


def _is_measured(match: re.Match[str]) -> bool:
    """Whether a unit, a currency or a multiplier stands beside a numeral: of it there are fractions."""
    if match.string[max(0, match.start() - 1) : match.start()] in ("$", "€", "£", "¥", "₹", "₩"):
        return True
    following = _following(match)
    word = WORD.match(following)
    return following.startswith("%") or (word is not None and word[0] in _measures())


def _is_multiplied(match: re.Match[str]) -> bool:
    word = WORD.match(_following(match))
    return word is not None and word[0] in multipliers()


def _is_counted(match: re.Match[str]) -> bool:
    """Whether what is counted comes in whole ones: a plural noun, and no rate or average."""
    word = WORD.match(_following(match))
    before = match.string[max(0, match.start() - NEAR) : match.start()].lower()
    if word is None or "average" in before:
        return False
    is_plural = word[0].endswith("s") or word[0] in word_group("people")
    return is_plural and not re.match(r"\w+\s+(?:per|a|an|each|every)\b", _following(match))


@cache
def _measures() -> frozenset[str]:
    """Words behind a numeral of whose things there are fractions: units, currencies, multipliers, stretches of time."""
    words = frozenset(phrase.split()[-1] for phrase in units()) | frozenset(multipliers())
    durations = frozenset(scales()) | frozenset(f"{unit}s" for unit in scales())
    return words | durations | word_group("measured in parts")


@cache
def _names_made_of_numbers() -> re.Pattern[str]:
    names = "|".join(sorted(word_group("names made of numbers"), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{names})(?![\w-])", re.IGNORECASE)
