"""The words of a quotation as they are compared: house style folded away, every word with its place on the page.

Case, accents, curly marks, contractions ("don't", "do not"), spelling ("labour", "labor"), numbers ("2", "two"; "$5m",
"five million dollars"), "%" and "per cent" are style: two printings that differ in nothing else have equal keys.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from sayso.lexicon import load_entries
from sayso.spans import Span, Spans

__all__ = ["Word", "group", "key_of_class", "read_words"]

PRINTED = re.compile(
    r"(?P<left_out>\[\s?(?:\.\s?){3,}\]|\[\s?…\s?\]|(?:\.\s?){3,}|…)"
    r"|(?P<open>\[(?![^\W\d_]{1,2}\][^\W\d_]))|(?P<close>\])"
    r"|(?P<acronym>(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?)"
    r"|(?P<fraction>½|(?<![\w/])\d/\d(?![\w/]))"
    r"|(?P<number>\d+(?:[.,]\d+)*)(?:(?P<ordinal>st|nd|rd|th)|(?P<times>mn|bn|tn|m|k))?(?![^\W_])"
    r"|(?P<numero>\bno\.(?=\s?\d))"
    r"|(?P<mark>US\$|[$€£¥%])"
    r"|(?P<word>(?:\[[^\W\d_]{1,2}\](?=[^\W\d_]))?[^\W_]+(?:['’][^\W_]+)*|['’](?:em|cause|til)\b)"
    r"|(?P<stop>[.!?])|(?P<pause>[,;:–—])",
    re.IGNORECASE,
)
THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
# Digits that a float still tells apart.
EXACT_DIGITS = 15
ENDINGS = (("n't", "not"), ("'ll", "will"), ("'re", "are"), ("'ve", "have"), ("'m", "am"), ("'s", "'s"), ("'d", "'d"))
# -ise and -yse are folded everywhere, "promise" like "organise": only equality is asked. -our only after three letters
# ("labour", not "four").
SPELLING_RULES = (
    (re.compile(r"(?<=\w\w[iy])s(?=(?:e[drs]?|es|ing|ation|ations|ers)$)"), "z"),
    (re.compile(r"(?<=\w\w\w)our(?=(?:s|ed|ing|able|ite|ites|ful|ly|hood|hoods|er|ers|less)?$)"), "or"),
)
NUMBER, UNIT, BOUND = "#", "@", "~"
HALF = "half"
# "US" is no pronoun.
COUNTRY = "u.s."


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a quotation, or one of the words that a contraction stands for.

    Attributes:
        key: what is compared; numbers begin with "#", units with "@", words that bound an amount are "~" and the bound.
        span: where it stands in its article.
        after_gap: whether the print says that words may be left out before it: an ellipsis, or words of the reporter.
        opens: whether it opens a sentence.
        after_pause: whether a mark stands before it.
        is_inserted: whether it stands in square brackets: the editor's word, not the speaker's.
        is_capital: whether it is printed with a capital.
    """

    key: str
    span: Span
    after_gap: bool = False
    opens: bool = False
    after_pause: bool = False
    is_inserted: bool = False
    is_capital: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it is an amount, in figures or letters."""
        return self.key.startswith(NUMBER)

    @property
    def is_bound(self) -> bool:
        """Whether it bounds or blurs the amount behind it."""
        return self.key.startswith(BOUND)

    @property
    def is_unit(self) -> bool:
        """Whether it is a unit of measure or currency."""
        return self.key.startswith(UNIT)


def read_words(text: str, pieces: Spans) -> tuple[Word, ...]:
    """The words of a quotation that stands in `pieces` of a text, marks left out; time is linear in their length."""
    words: list[Word] = []
    for number, piece in enumerate(pieces):
        words.extend(_in_piece(text, piece, after_gap=number > 0))
    return tuple(_with_days(list(_with_amounts(words))))


def _in_piece(text: str, piece: Span, *, after_gap: bool) -> Iterator[Word]:
    gap, opens, pause, inside = after_gap, True, True, False
    for match in PRINTED.finditer(text, piece.start, piece.end):
        kind = match.lastgroup
        if kind in ("open", "close"):
            inside = kind == "open"
        elif kind in ("left_out", "stop", "pause"):
            gap, opens, pause = gap or kind == "left_out", opens or kind == "stop", True
        else:
            for key in _keys(match):
                span = Span(match.start(), match.end())
                yield Word(key, span, gap, opens, pause, inside, match[0].lstrip("[")[:1].isupper())
                gap = opens = pause = False


def _keys(match: re.Match[str]) -> tuple[str, ...]:
    if match["number"]:
        return _figure_keys(match)
    if match["numero"]:
        return ("number",)
    if match["fraction"]:
        return (HALF,) if match[0] in ("½", "1/2") else (f"{NUMBER}{match[0]}",)
    if match["mark"]:
        return (f"{UNIT}{_marks()[match['mark'].casefold()]}",)
    printed = match[0].replace(".", "") if match["acronym"] else match["word"]
    return (COUNTRY,) if printed == "US" else _folded(printed)


def _figure_keys(match: re.Match[str]) -> tuple[str, ...]:
    number = match["number"]
    if THOUSANDS.fullmatch(number) is None or len(number) > EXACT_DIGITS:
        return (f"{NUMBER}{number}",)
    if match["ordinal"]:
        return (f"{NUMBER}{number}th",)
    return _amount_keys(float(number.replace(",", "")) * _multipliers().get((match["times"] or "").casefold(), 1.0))


def _amount_keys(value: float) -> tuple[str, ...]:
    return (f"{NUMBER}{value:.15g}",)


@lru_cache(maxsize=1 << 16)
def _folded(printed: str) -> tuple[str, ...]:
    """The keys that a printed word stands for."""
    word = printed.replace("’", "'").replace("[", "").replace("]", "")
    if not word.isascii():
        word = "".join(mark for mark in unicodedata.normalize("NFKD", word) if not unicodedata.combining(mark))
    word = word.casefold()
    if word in _shorts():
        return _shorts()[word]
    for ending, stands_for in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending):
            return (*_folded(word[: -len(ending)]), stands_for)
    if word in _ordinals():
        return (f"{NUMBER}{_ordinals()[word]}th",)
    if word in _units():
        return (f"{UNIT}{_units()[word]}",)
    word = _spellings().get(word, word)
    for pattern, replacement in SPELLING_RULES:
        word = pattern.sub(replacement, word)
    return (word,)


# ----------------------------------------------------------------------------------------------------- amounts


def _with_amounts(words: Sequence[Word]) -> Iterator[Word]:
    """The words with numbers in letters, multipliers, "per cent" and marks before an amount made one each."""
    at = 0
    while at < len(words):
        word = words[at]
        if word.is_unit and word.key[1:] != "%" and at + 1 < len(words) and words[at + 1].is_number:
            amount, end = _amount(words, at + 1)
            yield replace(amount, after_gap=word.after_gap, opens=word.opens, after_pause=word.after_pause)
            yield replace(word, after_gap=False, opens=False, after_pause=False)
        elif word.key == "per" and at + 1 < len(words) and words[at + 1].key == "cent":
            span = Span(word.span.start, words[at + 1].span.end)
            yield replace(word, key=f"{UNIT}%", span=span)
            end = at + 2
        elif length := _bound_at(words, at):
            kind = _bounds()[_keys_at(words, at, length)]
            yield replace(word, key=f"{BOUND}{kind}", span=Span(word.span.start, words[at + length - 1].span.end))
            end = at + length
        else:
            amount, end = _amount(words, at)
            yield amount
        at = end


def _with_days(words: Sequence[Word]) -> Iterator[Word]:
    """The words with the day of a month one thing: "September 3" and "September 3rd"."""
    months = group("months")
    for at, word in enumerate(words):
        beside = {words[n].key for n in (at - 1, at + 1) if 0 <= n < len(words)}
        is_day = word.is_number and word.key.endswith("th") and not months.isdisjoint(beside)
        yield replace(word, key=word.key[: -len("th")]) if is_day else word


def _bound_at(words: Sequence[Word], at: int) -> int:
    """How many words at `at` bound or blur the amount right behind them ("more than", "about"); 0 where none do."""
    for length in (3, 2, 1):
        if _keys_at(words, at, length) in _bounds() and at + length < len(words):
            amount, _ = _amount(words, at + length)
            return length if amount.is_number or amount.is_unit else 0
    return 0


def _amount(words: Sequence[Word], at: int) -> tuple[Word, int]:
    """The amount in letters or figures that begins at `words[at]` with the place behind it, else the word alone."""
    values, times = _numbers(), _multipliers()
    first = words[at]
    following = words[at + 1].key if at + 1 < len(words) else ""
    if first.key in values and values[first.key] % 10 == 0 and re.fullmatch("#[1-9]th", following):
        value = values[first.key] + int(following[1])
        return replace(first, key=f"{NUMBER}{value:g}th", span=Span(first.span.start, words[at + 1].span.end)), at + 2
    if first.is_number and first.key[1:].replace(".", "").isdigit():
        value = float(first.key[1:])
    elif first.key in values:
        value = values[first.key]
    elif first.key == "a" and following in times and len(following) > 2:
        value = 1.0
    else:
        return first, at + 1
    in_figures, whole, end = first.is_number, 0.0, at + 1
    while end < len(words) and not words[end].after_pause:
        key = words[end].key
        if key == HALF or _keys_at(words, end, 3) == ("and", "a", HALF):
            value += 0.5
            end += 0 if key == HALF else 2
        elif key in times and (len(key) > 2 or in_figures):
            value *= times[key]
            if value >= 1000:
                whole, value = whole + value, 0.0
        elif key in values and not in_figures and _goes_on(value, values[key], words[end - 1].key):
            value += values[key]
        elif key == "and" and words[end - 1].key in times and end + 1 < len(words) and words[end + 1].key in values:
            pass
        else:
            break
        end += 1
    (key,) = _amount_keys(whole + value)
    return replace(first, key=key, span=Span(first.span.start, words[end - 1].span.end)), end


def _keys_at(words: Sequence[Word], at: int, count: int) -> tuple[str, ...]:
    return tuple(word.key for word in words[at : at + count])


def _goes_on(value: float, more: float, before: str) -> bool:
    """Whether a number word adds to the number before it ("twenty five", "hundred and five"), not "two three"."""
    return before in ("and", *_multipliers()) or (value % 100 >= 20 and value % 10 == 0 and more < 10)


# -------------------------------------------------------------------------------------------------------- word lists

FILE = "quotations.toml"


@cache
def group(name: str) -> frozenset[str]:
    """The words of one group of the list, as keys."""
    entries = load_entries(FILE, "group", key="name", required=("words", "source"))
    return frozenset(next(entry["words"] for entry in entries if entry["name"] == name))


@cache
def key_of_class(table: str) -> dict[str, str]:
    """Word -> the class it belongs to, for one table of the list ("scope", "person", "opposite")."""
    entries = load_entries(FILE, table, key="name", required=("words", "source"))
    return {word: entry["name"] for entry in entries for word in entry["words"]}


@cache
def _shorts() -> dict[str, tuple[str, ...]]:
    entries = load_entries(FILE, "short", key="printed", required=("words", "source"))
    return {entry["printed"]: tuple(entry["words"]) for entry in entries}


@cache
def _spellings() -> dict[str, str]:
    entries = load_entries(FILE, "spelling", key="folded", required=("words", "source"))
    return {word: entry["folded"] for entry in entries for word in entry["words"]}


@cache
def _ordinals() -> dict[str, str]:
    return {entry["word"]: entry["value"] for entry in load_entries(FILE, "ordinal", key="word")}


@cache
def _numbers() -> dict[str, float]:
    return {entry["word"]: float(entry["value"]) for entry in load_entries("amounts.toml", "number", key="word")}


@cache
def _multipliers() -> dict[str, float]:
    return {e["word"]: float(e["value"]) for e in load_entries("amounts.toml", "multiplier", key="word")}


@cache
def _bounds() -> dict[tuple[str, ...], str]:
    entries = load_entries("amounts.toml", "bound", key="words", required=("bound", "source"))
    return {tuple(entry["words"].split()): entry["bound"] for entry in entries}


@cache
def _units() -> dict[str, str]:
    entries = load_entries("amounts.toml", "unit", key="words", required=("unit", "source"))
    return {entry["words"]: entry["unit"] for entry in entries if entry["words"].isalpha()}


@cache
def _marks() -> dict[str, str]:
    entries = load_entries("amounts.toml", "currency", key="mark", required=("unit", "source"))
    return {"%": "%"} | {entry["mark"]: entry["unit"] for entry in entries}
