"""Whom a sentence is about: the people and pronouns that stand as its subjects outside quotation marks.

A pronoun goes on from the subject before it far more often than from any other name (Grosz, Joshi & Weinstein 1995).
Subjects are told by what stands around a name, never by a parse: where the signs are missing there is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from sayso.cues import grammar
from sayso.names import Gender, is_suffix
from sayso.resolution.mentions import DETERMINERS, belongs_to_title
from sayso.resolution.units import Unit, UnitKind, read_units
from sayso.spans import Span

PRONOUN_GENDERS = {
    "he": Gender.MALE,
    "his": Gender.MALE,
    "him": Gender.MALE,
    "she": Gender.FEMALE,
    "her": Gender.FEMALE,
}
SUBJECT_PRONOUNS = frozenset({"he", "she"})
# Units of an insertion between a subject and its verb: "Hale, a former mayor of Oslo, said".
INSERTED_UNITS = 16
# Code points of a sentence in which subjects are looked for, and before it for the quotation marks left open.
MOST_READ = 1200
CLOSED_INSIDE = re.compile(r"(?:\u201d|\"|'')\s+\w")


class Standing(StrEnum):
    """What a name or pronoun is in its clause."""

    MAIN = "subject of a main clause"
    BELOW = "subject of a clause that a conjunction, a relative or a question word opens"
    ASIDE = "behind a preposition"
    OWNER = "possessive"
    ELSE = "object or unclear"
    QUOTED = "between quotation marks"


class Party(NamedTuple):
    """A name, or "he", "his", "him", "she" or "her"; `gender` is the pronoun's, None for a name."""

    at: int
    gender: Gender | None
    standing: Standing


def read_parties(text: str, sentence: Span, paragraph: Span) -> tuple[Party, ...]:
    """The names and the pronouns of a sentence, in order."""
    is_long = sentence.end - sentence.start > MOST_READ
    units = read_units(text, Span(sentence.start, sentence.start + MOST_READ) if is_long else sentence)
    found: list[Party] = []
    for at, unit in enumerate(units):
        is_name = unit.kind is UnitKind.CAPITAL and not (at and _goes_on(units, at))
        gender = PRONOUN_GENDERS.get(unit.folded.partition("'")[0])
        if gender or is_name:
            quoted = is_quoted(text, paragraph, unit.start)
            found.append(Party(unit.start, gender, Standing.QUOTED if quoted else _standing(units, at)))
    return tuple(found)


def _standing(units: Sequence[Unit], at: int) -> Standing:
    pronoun = units[at].folded.partition("'")[0]
    is_pronoun = pronoun in SUBJECT_PRONOUNS
    if pronoun in PRONOUN_GENDERS and not is_pronoun:
        return Standing.ELSE if pronoun == "him" else Standing.OWNER
    first, last = (at, at) if is_pronoun else (_first_of_title(units, at), _last_of_name(units, at))
    if units[last].is_possessive and not is_pronoun:
        return Standing.OWNER
    if first and units[first].is_joined and units[first - 1].folded in grammar("preposition") and not is_pronoun:
        is_topic = first > 1 and [unit.folded for unit in units[first - 2 : first]] == ["as", "for"]
        return Standing.MAIN if is_topic else Standing.ASIDE
    opens = _opens_clause(units, first)
    if opens is None or not (is_pronoun or _has_verb(units, last, begins=first == 0)):
        return Standing.ELSE
    return Standing.MAIN if opens else Standing.BELOW


def is_quoted(text: str, paragraph: Span, at: int) -> bool:
    """Whether an offset lies between quotation marks of its paragraph."""
    before = text[max(paragraph.start, at - MOST_READ) : at]
    curly = before.rfind("\u201c") > before.rfind("\u201d")
    return curly or before.count('"') % 2 == 1 or before.count("''") % 2 == 1


def is_all_quoted(text: str, sentence: Span, paragraph: Span) -> bool:
    """Whether a sentence begins and ends between quotation marks, and none of them closes inside it."""
    inside = (sentence.start + 1, max(sentence.start + 1, sentence.end - 2))
    if not all(is_quoted(text, paragraph, at) for at in inside):
        return False
    return CLOSED_INSIDE.search(text, sentence.start + 1, max(sentence.start + 1, sentence.end - 1)) is None


def _goes_on(units: Sequence[Unit], at: int) -> bool:
    return units[at].is_joined and units[at - 1].kind is UnitKind.CAPITAL and not units[at - 1].is_possessive


def _first_of_title(units: Sequence[Unit], at: int) -> int:
    """Index of the first unit of the noun phrase that ends in a name: "an angry", "the Senate leader"."""
    first = at
    while first and units[first].is_joined:
        before = units[first - 1]
        if not (before.kind is UnitKind.HONORIFIC or belongs_to_title(before)) or before.is_possessive:
            break
        first -= 1
    for words in (1, 2):
        if first >= words and all(unit.is_joined for unit in units[first - words + 1 : first + 1]):
            is_phrase = units[first - words].folded in DETERMINERS
            if is_phrase and all(unit.kind is UnitKind.OTHER for unit in units[first - words : first]):
                return first - words
    return first


def _last_of_name(units: Sequence[Unit], at: int) -> int:
    last = at
    while last + 1 < len(units) and units[last + 1].kind is UnitKind.CAPITAL and not units[last].is_possessive:
        suffix = is_suffix(units[last + 1].folded) and units[last + 1].gap.strip() == ","
        if not (units[last + 1].is_joined or suffix):
            break
        last += 1
    return last


def _opens_clause(units: Sequence[Unit], first: int) -> bool | None:
    """True if a main clause can begin there, False for one below it, None if no clause does."""
    if first == 0:
        return True
    before, gap = units[first - 1], units[first].gap
    if before.folded in grammar("coordinator"):
        named = first > 1 and units[first - 2].kind is UnitKind.CAPITAL and units[first - 1].is_joined
        return None if named else True
    if before.folded in grammar("subordinator") | grammar("relative") | grammar("question word"):
        return False
    if not units[first].is_joined:
        return True if any(mark in gap for mark in ",;:\u2014\u2013\u201d\"'-") else None
    is_adverb = before.folded in grammar("adverb") | grammar("time") or before.folded.endswith("ly")
    return True if is_adverb and before.kind is UnitKind.OTHER else None


def _has_verb(units: Sequence[Unit], last: int, *, begins: bool) -> bool:
    """Whether a verb follows a name, at once or behind an insertion; any word may be one if the name begins all."""
    at = last + 1
    if units[last].is_possessive or at >= len(units):
        return False
    gap = units[at].gap.strip()
    if gap:
        if gap[0] not in ",(\u2014\u2013-":
            return False
        closing = ")" if gap.startswith("(") else gap[0]
        limit = min(len(units), at + INSERTED_UNITS)
        at = next((index for index in range(at + 1, limit) if closing in units[index].gap), len(units))
    while at < len(units) and units[at].kind is UnitKind.OTHER and _is_adverb(units[at].folded):
        at += 1
    return at < len(units) and (_is_finite(units[at]) or (begins and _may_be_verb(units[at])))


def _is_adverb(word: str) -> bool:
    return word in grammar("adverb") or (word.endswith("ly") and word not in grammar("not an adverb"))


def _is_finite(unit: Unit) -> bool:
    """Whether the unit has the shape of a verb in a tense."""
    word = unit.folded.partition("'")[0]
    if not _may_be_verb(unit):
        return False
    if word in grammar("auxiliary") | grammar("modal") | grammar("have") | grammar("irregular past"):
        return True
    return word.endswith(("ed", "s")) and not word.endswith(("ss", "ous"))


def _may_be_verb(unit: Unit) -> bool:
    word = unit.folded.partition("'")[0]
    closed = grammar("preposition") | grammar("coordinator") | grammar("relative") | grammar("determiner")
    return unit.kind is UnitKind.OTHER and not unit.is_capitalised and word not in closed
