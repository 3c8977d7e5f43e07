"""Words of a text read one or a few at a time: known institution, role, courtesy title, capitalised word, other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from sayso.dates import MONTHS, WEEKDAYS
from sayso.lexicon import load_entries
from sayso.names import (
    LONGEST_ROLE,
    WORD,
    Role,
    fold,
    is_abbreviated_title,
    is_acronym,
    is_given_name,
    is_given_word,
    is_honorific,
    is_namesake,
    is_particle,
    is_possessive,
    is_suffix,
    may_begin_role,
    role_at,
    without_possessive,
)
from sayso.records import MentionKind
from sayso.resolution.gazetteer import Institution, find_institution
from sayso.spans import Span

NUMBER_WORDS = tuple(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
)
DAY_NAMES = frozenset((*MONTHS, *WEEKDAYS))
# Read as a month where a figure follows: "Sept. 11", but "Jan Weber".
SHORT_MONTHS = frozenset({*(month[:3] for month in MONTHS), "sept"})
# A lawmaker's party and place: "R-Texas", "D-N.Y.".
PARTY_AND_PLACE = re.compile(r"[RDI]-[A-Z]\w*")
# "Then-Secretary", "ex-president".
EARLIER = re.compile(r"^(?:then|ex|former|now)-(?=\w)")
# Letters of a word from which on an ending is taken for one: "compares", not "Reed" or "Banks".
LEAST_LETTERS = 6
FIGURE = re.compile(r"\.?\s+\d")
# Words in capitals from which on a stretch without a lower-case letter is a wire's, not an acronym or a cry.
LEAST_CAPITALS = 4


class UnitKind(StrEnum):
    """What a unit is."""

    INSTITUTION = "institution"
    ROLE = "role"
    HONORIFIC = "honorific"
    CAPITAL = "capital"
    OTHER = "other"


class Unit(NamedTuple):
    """One or a few words read as one.

    Attributes:
        start, end: in the text, without a possessive ending.
        folded: its words for comparison.
        gap: the text between the unit before and this one, from the start of the stretch for the first.
        is_possessive: whether "'s" follows its words.
        is_acronym: whether it is one word, printed in capitals.
        seen: what kind of mention a learned tagger takes it for; None where there is none, or it is not sure.
    """

    kind: UnitKind
    start: int
    end: int
    folded: str
    gap: str
    is_possessive: bool = False
    is_capitalised: bool = False
    is_acronym: bool = False
    institution: Institution | None = None
    role: Role | None = None
    seen: MentionKind | None = None

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    @property
    def is_joined(self) -> bool:
        """Whether nothing but white space parts it from the unit before."""
        return self.gap == " " or not self.gap.strip()


class _Word(NamedTuple):
    start: int
    end: int
    printed: str
    folded: str


# An article's sentences and sources are read by several rooms in turn: so many readings are kept.
READINGS_KEPT = 512
WORDS_KEPT = 1 << 14
# What `Unit` and `_Word` would do, without looking for defaults: most of the time goes into making them.
_new = tuple.__new__
PLAIN = (False, False, False, None, None, None)


@lru_cache(maxsize=READINGS_KEPT)
def read_units(text: str, span: Span) -> tuple[Unit, ...]:
    """The units of one stretch of `text` (a sentence or a source), in order."""
    words = _words_of(text, span)
    printed, folded = [word[2] for word in words], [word[3] for word in words]
    units: list[Unit] = []
    at, end = 0, span.start
    shouted = _is_shouted(text, span, len(words))
    behind_capital = False
    while at < len(words):
        first = words[at]
        is_plain = _is_plain(first[2]) and not (behind_capital and first[2][-1] == "s")
        if is_plain or (shouted and _is_common_among_capitals(folded, at)):
            units.append(_new(Unit, (UnitKind.OTHER, first[0], first[1], first[3], text[end : first[0]], *PLAIN)))
            at, end, behind_capital = at + 1, first[1], False
            continue
        kind, length, institution, role = _read(text, words, printed, folded, at, units)
        last = words[at + length - 1]
        bare = without_possessive(last.printed)
        is_plural_possessive = bare.endswith("s") and text[last.end : last.end + 2] in ("' ", "\u2019 ")
        is_short = length == 1 and is_acronym(bare) and not shouted
        owns = bare != last.printed or is_plural_possessive
        row = (kind, first.start, last.start + len(bare), " ".join(folded[at : at + length]), text[end : first.start])
        units.append(_new(Unit, (*row, owns, _has_capital(first.printed), is_short, institution, role, None)))
        at, end, behind_capital = at + length, last.end, kind is UnitKind.CAPITAL
    return tuple(units)


@lru_cache(maxsize=WORDS_KEPT)
def _is_plain(printed: str) -> bool:
    """Whether it is an ordinary word in lower case, as three in four are: no role, no part of a name."""
    if not printed[0].islower() or not printed.isalpha():
        return False
    return not (may_begin_role(fold(printed)) or is_particle(printed) or is_suffix(printed))


def _is_shouted(text: str, span: Span, words: int) -> bool:
    """Whether all letters of a stretch are capitals, so that a capital tells nothing."""
    return words >= LEAST_CAPITALS and text[span.start : span.end].isupper()


def _is_common_among_capitals(folded: Sequence[str], at: int) -> bool:
    """Whether a word in a stretch of capitals is an ordinary one, and begins neither a role nor a name."""
    word = folded[at]
    if may_begin_role(word) or is_particle(word) or is_honorific(word):
        return False
    if is_given_name(word) and at + 1 < len(folded) and not is_common_word(folded[at + 1]):
        return False
    return is_function_word(word) or is_common_word(word)


def is_common_word(folded: str) -> bool:
    """Whether the folded word is one that print gives no capital: "footage", "praises", "given"."""
    known = _common_words()
    return all(part in known or _without_ending(part) in known for part in folded.split("-") if part)


def _without_ending(word: str) -> str:
    """A noun without its plural, a verb without its person or tense, where enough letters are left."""
    return re.sub(r"(?:s|ed|ing)$", "", word) if len(word) >= LEAST_LETTERS else word


@cache
def _common_words() -> frozenset[str]:
    text = files("sayso").joinpath("data", "common_words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


def is_function_word(folded: str) -> bool:
    """Whether the folded word says nothing alone: an article, pronoun, auxiliary, number, month."""
    return folded in _function_words() or folded in DAY_NAMES or folded in NUMBER_WORDS


@cache
def _function_words() -> frozenset[str]:
    groups = load_entries("function_words.toml", "group", key="name", required=("words", "source"))
    return frozenset(fold(word) for group in groups for word in group["words"])


def _words_of(text: str, span: Span) -> list[_Word]:
    result = []
    for match in WORD.finditer(text, span.start, span.end):
        start, end = match.span()
        printed = match[0]
        has_stop = text[end : end + 1] == "." and end < span.end and printed[0].isupper()
        if has_stop and (len(printed) == 1 or is_abbreviated_title(printed)):
            end, printed = end + 1, printed + "."
        result.append(_new(_Word, (start, end, printed, fold(printed))))
    return result


_Reading = tuple[UnitKind, int, Institution | None, Role | None]


def _read(
    text: str, words: Sequence[_Word], printed: Sequence[str], folded: Sequence[str], at: int, before: Sequence[Unit]
) -> _Reading:
    word = words[at]
    capital = _has_capital(word.printed)
    if capital and (_is_party_and_place(word.printed) or _is_short_month(text, word)):
        return UnitKind.OTHER, 1, None, None
    goes_on = bool(before) and before[-1].kind is UnitKind.CAPITAL and text[before[-1].end : word.start] == " "
    if capital and not (goes_on and is_namesake(word.printed)):
        known = find_institution(printed, folded, at)
        is_family = known is not None and known[1] == 1 and _is_behind_name(text, word, before)
        is_name = is_family or (known is not None and _is_first_of_name(text, words, at, known[1]))
        if known and not is_name and _is_on_a_line(text, words, at, known[1]):
            return UnitKind.INSTITUTION, known[1], known[0], None
    role = role_at(folded, at) or _earlier_role(folded, at)
    if role and _is_unbroken(text, words, at, role[1]) and not (goes_on and capital and is_namesake(word.printed)):
        return UnitKind.ROLE, role[1], None, role[0]
    following = words[at + 1].printed if at + 1 < len(words) else ""
    if capital and is_honorific(word.printed) and _has_capital(following):
        return UnitKind.HONORIFIC, 1, None, None
    if goes_on and is_particle(word.printed) and _has_capital(following):
        return UnitKind.CAPITAL, 1, None, None
    if capital and is_function_word(word.folded) and _is_given_before_family(text, words, at):
        return UnitKind.CAPITAL, 1, None, None
    if capital and (goes_on or not is_function_word(word.folded)):
        return (UnitKind.OTHER if _is_day(word.folded, before, goes_on) else UnitKind.CAPITAL), 1, None, None
    if is_suffix(word.printed) and before and before[-1].kind is UnitKind.CAPITAL:
        return UnitKind.CAPITAL, 1, None, None
    return UnitKind.OTHER, 1, None, None


def _is_given_before_family(text: str, words: Sequence[_Word], at: int) -> bool:
    """Whether a function word is a given name here: "Per Holm said", "met Will Smith"; not "Per Reuters, it rained"
    nor "Will Germany act?"."""
    if words[at].folded in DAY_NAMES or not is_given_word(words[at].folded) or at + 1 >= len(words):
        return False
    family = words[at + 1]
    is_joined = text[words[at].end : family.start] == " " and _has_capital(family.printed)
    if not is_joined or is_function_word(family.folded):
        return False
    return at > 0 or (text[family.end : family.end + 1] == " " and text[words[-1].end : words[-1].end + 1] != "?")


def _is_behind_name(text: str, word: _Word, before: Sequence[Unit]) -> bool:
    """Whether a courtesy title or a given name stands right before a word: "Mr. Guardian", "Ada Guardian"."""
    if not before or text[before[-1].end : word.start] != " ":
        return False
    last = before[-1]
    return last.kind is UnitKind.HONORIFIC or (last.kind is UnitKind.CAPITAL and is_given_name(last.folded))


def _earlier_role(folded: Sequence[str], at: int) -> tuple[Role, int] | None:
    """The role behind "then-" or "ex-"."""
    if "-" not in folded[at]:
        return None
    bare = EARLIER.sub("", folded[at])
    return role_at([bare, *folded[at + 1 : at + LONGEST_ROLE]], 0) if bare != folded[at] else None


def _is_party_and_place(printed: str) -> bool:
    return printed[1:2] == "-" and PARTY_AND_PLACE.fullmatch(printed) is not None


def _is_short_month(text: str, word: _Word) -> bool:
    return word.folded in SHORT_MONTHS and bool(FIGURE.match(text, word.end))


def _is_day(folded: str, before: Sequence[Unit], goes_on: bool) -> bool:
    """Months and weekdays are none, but after a given name they are family names: "Theresa May"."""
    return folded in DAY_NAMES and not (goes_on and is_given_name(before[-1].folded))


def _has_capital(word: str) -> bool:
    if not word:
        return False
    if word[0].isupper() or unicodedata.category(word[0]) == "Lo":  # scripts that have no capitals
        return True
    particle, hyphen, rest = word.partition("-")
    return bool(hyphen and rest and rest[0].isupper() and (is_particle(particle) or particle.isdigit()))


def _is_unbroken(text: str, words: Sequence[_Word], at: int, length: int) -> bool:
    possessive = any(is_possessive(word.printed) for word in words[at : at + length - 1])
    return not possessive and _is_on_a_line(text, words, at, length)


def _is_on_a_line(text: str, words: Sequence[_Word], at: int, length: int) -> bool:
    """Whether nothing but white space and hyphens parts the words."""
    return all(
        not text[left.end : right.start].strip(" -\u00a0\n")
        for left, right in zip(words[at : at + length - 1], words[at + 1 : at + length], strict=True)
    )


def _is_first_of_name(text: str, words: Sequence[_Word], at: int, length: int) -> bool:
    """Whether a state's name is a given name here: "Jordan Hale", "Chad Ortiz"."""
    if length > 1 or at + 1 >= len(words) or not (is_given_name(words[at].printed) or is_namesake(words[at].printed)):
        return False
    following = words[at + 1]
    return (
        text[words[at].end : following.start] == " "
        and following.printed[0].isupper()
        and not is_possessive(words[at].printed)
        and role_at([following.folded], 0) is None
    )
