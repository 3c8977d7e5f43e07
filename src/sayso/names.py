"""Printed names of people and organisations: their parts, and whether two of them may be one.

A name is only ever compared, never looked up in the world: "may be one" says that nothing in the letters speaks
against it. Who of an article's people is meant is decided in `resolution`, who across articles in `linking`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from sayso.errors import LexiconError
from sayso.lexicon import load_entries

HONORIFICS = "honorifics.toml"
GIVEN_NAMES = "given_names.tsv"
# A word of a name: letters and digits with inner marks, a row of initials, or an initial with its full stop.
# Scripts from Devanagari to Burmese are taken with the vowel signs that `\w` leaves out.
LETTERS = r"(?:[^\W_]++|[\u0900-\u0963\u0966-\u109f]++)++"
WORD = re.compile(rf"(?:[^\W\d_]\.){{1,4}}(?!\w)|{LETTERS}(?:[-'\u2019&]{LETTERS})*")
POSSESSIVE = re.compile(r"(?:['\u2019][sS]|(?<=s)['\u2019])$")
# "Tanaka-san"; behind a family name only, since "Yong-chan" is a given name.
COURTESY_ENDING = re.compile(r"(?<=\w)-(?:san|sama|sensei|ssi|ji)$")
# Longer printed roles than "special envoy of state" are read by their last words.
LONGEST_ROLE = 4
# "Spokesman Ada Hale": such a title is the office's, whoever holds it.
OFFICE_ENDING = "man"
# Words an acronym leaves out.
SMALL_WORDS = frozenset({"of", "the", "and", "for", "on", "in", "to", "de", "la", "du", "des", "&"})


class Gender(StrEnum):
    """What a name, title or pronoun tells about the person, for agreement with "he" and "she" only."""

    MALE = "m"
    FEMALE = "f"


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is or does, as a word list knows it.

    Attributes:
        name: singular, lower case ("foreign minister").
        sector: a value of `records.Sector`, or "" where the word alone tells none.
        is_plural: whether it was printed in the plural.
        is_unnamed: people who are rarely named: sources, witnesses.
        fits: further roles that this one may stand for ("the envoy" for an ambassador).
        is_epithet: whether it may stand for somebody whom a text calls so nowhere else ("the billionaire").
    """

    name: str
    gender: Gender | None
    sector: str
    is_plural: bool
    is_unnamed: bool
    fits: frozenset[str]
    is_epithet: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in parts, each as printed; absent parts are "" or empty.

    Attributes:
        printed: the whole, without a possessive ending.
        words: given and family names in printed order, particles included.
        title: what stands before the name besides a courtesy title ("Defense Secretary").
        is_family_first: whether the first word is likely the family name (Chinese, Korean, Vietnamese).
    """

    printed: str
    honorific: str
    title: str
    words: tuple[str, ...]
    suffix: str
    is_family_first: bool

    @property
    def family(self) -> str:
        """The family name with its particles; of a mononym the name itself."""
        if self.is_family_first:
            return self.words[0]
        return " ".join(self.words[_family_at(self.words) :])

    @property
    def given(self) -> tuple[str, ...]:
        """The given names and initials; empty for a mononym."""
        return self.words[1:] if self.is_family_first else self.words[: _family_at(self.words)]

    @property
    def initials(self) -> str:
        """First letters of the given names."""
        return "".join(word[0] for word in self.given)

    @property
    def plain(self) -> str:
        """Given and family name and suffix, without title and courtesy."""
        return " ".join([*self.words, self.suffix]).strip()

    @property
    def gender(self) -> Gender | None:
        """What the courtesy title, else the title, else the given name tells; None where they tell nothing.

        A given name goes before a title in "-man", which women hold too.
        """
        if self.honorific and fold(self.honorific) in _honorifics():
            told = _honorifics()[fold(self.honorific)]
            if told:
                return told
        role = find_role(self.title.split()) if self.title else None
        by_given = self._gender_of_given()
        if role and role.gender:
            return by_given or role.gender if role.name.endswith(OFFICE_ENDING) else role.gender
        return by_given

    def _gender_of_given(self) -> Gender | None:
        if not self.given or self.is_family_first:
            return None
        given = fold(self.given[0])
        return _given_genders().get(given) or _genders_of_the_world().get(given)


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """`text` for comparison only, never for offsets: no case, accents, full stops or possessive ending."""
    if not text.isascii():
        text = text.replace("\u2019", "'")
        text = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    if "'" in text:
        text = POSSESSIVE.sub("", text)
    return text.replace(".", "").casefold()


@lru_cache(maxsize=1 << 12)
def parse_name(printed: str) -> Name:
    """Part a printed personal name: "Sen. Robert F. Casey Jr.'s", "Kim Jong Un", "ANGELA MERKEL".

    Returns:
        A name whose `words` are empty when only titles are printed.
    """
    printed = POSSESSIVE.sub("", " ".join(printed.split())).strip(" ,;:")
    words = [word for word in re.split(r"[\s,]+", printed) if word]
    suffix = words.pop() if len(words) > 1 and is_suffix(words[-1]) else ""
    start = _title_length(words)
    title, honorific = words[:start], ""
    if title and is_honorific(title[-1]):
        honorific = title.pop()
    elif title and is_honorific(title[0]):
        honorific = title.pop(0)
    longest = 2 if len(words) - start > 1 and printed.isupper() else 3
    name = tuple(_calmed(word, longest) for word in words[start:])
    if len(name) == 1:
        name = (COURTESY_ENDING.sub("", name[0]),)
    return Name(printed, honorific, " ".join(title), name, suffix, _is_family_first(name))


def may_be_one(first: Name | str, second: Name | str) -> bool:
    """Whether two printed names of people may mean one person, as far as the letters tell.

    Titles never decide, courtesy titles of unlike gender and unlike suffixes do. A mononym fits a family name, or
    a given name. Initials fit names that begin with them, short forms fit their full names.
    """
    one = first if isinstance(first, Name) else parse_name(first)
    two = second if isinstance(second, Name) else parse_name(second)
    if not one.words or not two.words:
        return False
    genders = {_honorifics().get(fold(name.honorific)) for name in (one, two)} - {None}
    if len(genders) > 1 or (one.suffix and two.suffix and fold(one.suffix) != fold(two.suffix)):
        return False
    if len(one.words) == 1 or len(two.words) == 1:
        short, full = (one, two) if len(one.words) == 1 else (two, one)
        return fold(short.words[0]) in _ways_to_call(full)
    if _folded(one.words) == _folded(two.words) or _is_family_alone(one, two) or _is_family_alone(two, one):
        return True
    return _same_family(one, two) and _given_agree(_folded(one.given), _folded(two.given))


def person_key(name: Name) -> str:
    """First given name, family name and suffix, folded, short forms as full ones: the same for most ways to print one
    full name. "" for a mononym."""
    if not name.given:
        return ""
    given = fold(name.given[0])
    return " ".join(filter(None, (_nicknames().get(given, given), fold(name.family), fold(name.suffix))))


def acronym_of(name: str) -> str:
    """The capitals that stand for an organisation's name: "NIS" for "National Intelligence Service"."""
    words = [word for word in re.split(r"[\s-]+", name) if word and fold(word) not in SMALL_WORDS]
    return "".join(word[0] for word in words if word[0].isalnum()).upper()


def without_possessive(word: str) -> str:
    """A printed word without "'s", or the mark behind a plural."""
    return POSSESSIVE.sub("", word) if "'" in word or "\u2019" in word else word


def is_possessive(word: str) -> bool:
    """Whether a printed word ends in "'s"."""
    return word.endswith(("'s", "\u2019s", "'S", "\u2019S"))


def is_acronym(word: str) -> bool:
    """Whether `word` is printed as an acronym: two to six capitals or digits, with or without full stops."""
    if not word.isupper():
        return False
    letters = word.replace(".", "").replace("&", "")
    return 2 <= len(letters) <= 6 and letters.isalnum()


def fits_acronym(acronym: str, name: str) -> bool:
    """Whether `acronym` ("N.I.S.") is made of the initials of `name`, with or without its small words."""
    letters = acronym.replace(".", "").upper()
    every = "".join(word[0] for word in re.split(r"[\s-]+", name) if word).upper()
    return len(letters) > 1 and letters in (acronym_of(name), every)


def is_misprint_of_acronym(acronym: str, name: str) -> bool:
    """Whether `acronym` has the initials of `name` in another order, three letters at least."""
    letters = acronym.replace(".", "").upper()
    return len(letters) > 2 and letters != acronym_of(name) and sorted(letters) == sorted(acronym_of(name))


def find_role(words: Sequence[str]) -> Role | None:
    """The role that a row of words ends with, by its longest entry: "foreign minister" in "Iran's foreign minister"."""
    folded = [fold(word) for word in words[-LONGEST_ROLE:]]
    for start in range(len(folded)):
        role = _roles().get(" ".join(folded[start:]))
        if role:
            return role
    return None


def role_at(words: Sequence[str], at: int) -> tuple[Role, int] | None:
    """The longest role that begins at `words[at]`, with its number of words; None when none begins there."""
    for rest, role in _roles_by_first().get(fold(words[at]), ()):
        if all(fold(word) == known for word, known in zip(words[at + 1 : at + 1 + len(rest)], rest, strict=False)) and (
            at + 1 + len(rest) <= len(words)
        ):
            return role, 1 + len(rest)
    return None


def may_begin_role(folded: str) -> bool:
    """Whether a folded word is the first of any role."""
    return folded in _roles_by_first()


def is_honorific(word: str) -> bool:
    """Whether `word` is a courtesy title."""
    return fold(word) in _honorifics()


def is_particle(word: str) -> bool:
    """Whether `word` may stand in lower case inside a name ("van", "bin")."""
    return fold(word) in _words("particle")


def is_suffix(word: str) -> bool:
    """Whether `word` may follow a family name ("Jr.")."""
    return fold(word) in _words("suffix")


def is_given_name(word: str) -> bool:
    """Whether `word` is a frequent given name."""
    return fold(word) in _given_genders() or fold(word) in _nicknames()


def is_given_word(word: str) -> bool:
    """Whether `word` is a given name, among them those that are words too."""
    return is_given_name(word) or fold(word) in _given_words()


def _entries(table: str, *required: str) -> tuple[dict[str, Any], ...]:
    return load_entries(HONORIFICS, table, key="name", required=(*required, "source"))


@cache
def _honorifics() -> dict[str, Gender | None]:
    return {
        fold(entry["name"]): Gender(entry["gender"]) if "gender" in entry else None for entry in _entries("honorific")
    }


@cache
def _roles() -> dict[str, Role]:
    result: dict[str, Role] = {}
    for entry in _entries("role"):
        gender = Gender(entry["gender"]) if "gender" in entry else None
        known = entry.get("unnamed", False), frozenset(entry.get("fits", ())), entry.get("epithet", False)
        single = Role(entry["name"], gender, entry.get("sector", ""), False, *known)
        several = Role(entry["name"], gender, entry.get("sector", ""), True, *known)
        result.setdefault(fold(entry["name"]), single)
        for short in entry.get("short", ()):
            result.setdefault(fold(short), single)
        result.setdefault(fold(entry.get("plural") or _plural(entry["name"])), several)
    return result


@cache
def _roles_by_first() -> dict[str, tuple[tuple[tuple[str, ...], Role], ...]]:
    index: dict[str, list[tuple[tuple[str, ...], Role]]] = {}
    for printed, role in _roles().items():
        first, *rest = printed.split()
        index.setdefault(first, []).append((tuple(rest), role))
    return {first: tuple(sorted(roles, key=lambda entry: -len(entry[0]))) for first, roles in index.items()}


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(fold(entry["name"]) for entry in _entries(table))


@cache
def _genders_of_the_world() -> dict[str, Gender]:
    """Given names, rare ones and those of other languages too; no sign that a word is a name at all."""
    text = files("sayso").joinpath("data", GIVEN_NAMES).read_text(encoding="utf-8")
    try:
        rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
        known = {name: Gender(gender) for name, gender in rows}
    except ValueError as error:
        raise LexiconError(f"data/{GIVEN_NAMES}: {error}; make it again with training/given_names.py") from error
    return known | {fold(entry["name"]): Gender(entry["gender"]) for entry in _entries("given_word", "gender")}


@cache
def _given_genders() -> dict[str, Gender]:
    return {fold(entry["name"]): Gender(entry["gender"]) for entry in _entries("given", "gender")}


@cache
def _given_words() -> frozenset[str]:
    return frozenset(fold(entry["name"]) for entry in _entries("given_word", "gender"))


@cache
def _nicknames() -> dict[str, str]:
    return {fold(entry["name"]): fold(entry["full"]) for entry in _entries("nickname", "full")}


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"


def _title_length(words: Sequence[str]) -> int:
    """How many words stand before the name: up to the last title that is followed by a name."""
    end = at = 0
    while at < len(words) - 1:
        role = role_at(words[: len(words) - 1], at)
        if role and (at == end or not is_namesake(words[at])):
            at = end = at + role[1]
        elif is_honorific(words[at]) and at == end:
            at = end = at + 1
        else:
            at += 1
    return end


def _calmed(word: str, longest: int) -> str:
    """A word printed all in capitals, as names in transcripts are; initials and those of so many letters stay."""
    return word.title() if len(word) > longest and word.isupper() and "." not in word else word


def _is_family_first(words: Sequence[str]) -> bool:
    if not 2 <= len(words) <= 3 or fold(words[0]) not in _words("family") or is_given_name(words[-1]):
        return False
    if len(words) == 3:
        return len(words[1]) > 1 and "." not in words[1]
    left, _, right = words[1].partition("-")
    return bool(left and right and right[0].islower()) or fold(words[1]) not in _words("family")


def _family_at(words: Sequence[str]) -> int:
    at = max(len(words) - 1, 0)
    while at > 0 and is_particle(words[at - 1]) and len(words[at - 1].rstrip(".")) > 1:
        if at == 1 and not words[0][0].islower():
            break  # "Ben Carter", "Van Morris"
        at -= 1
    return at


def _folded(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(fold(word) for word in words)


def _ways_to_call(name: Name) -> frozenset[str]:
    """Every single word that may stand for the whole name; a family-first reading never closes the other one."""
    if len(name.words) == 1:
        return frozenset({fold(name.words[0])})
    ends = {name.words[-1], name.family.split()[-1], name.family}
    if fold(name.words[0]) in _words("family") or len(name.words[0].rstrip(".")) > 1:
        ends.add(name.words[0])
    hyphened = {part for part in name.words[-1].split("-") if len(part) > 3}
    return frozenset(fold(word) for word in ends | hyphened)


def _is_family_alone(short: Name, full: Name) -> bool:
    """Whether a name is the family name of another with its particles: "De Marsh" for "Ada de Marsh"."""
    return " " in full.family and " ".join(_folded(short.words)) == fold(full.family)


def _same_family(one: Name, two: Name) -> bool:
    return fold(one.family) == fold(two.family) or fold(one.words[-1]) == fold(two.words[-1])


def _given_agree(one: Sequence[str], two: Sequence[str]) -> bool:
    if not one or not two:
        return True
    if not _words_agree(one[0], two[0]):
        return False
    return all(_words_agree(left, right) for left, right in zip(one[1:], two[1:], strict=False))


def _words_agree(one: str, two: str) -> bool:
    if one == two or (min(len(one), len(two)) == 1 and one[0] == two[0]):
        return True
    if len(one) == 2 and len(two) == 2:
        return False
    return _nicknames().get(one, one) == _nicknames().get(two, two)


def is_namesake(word: str) -> bool:
    """Whether a role is also a family or given name ("King", "Dean"), so that inside a name it is a name."""
    return fold(word) in _words("namesake")


def has_courtesy_ending(word: str) -> bool:
    """Whether a courtesy follows a name behind a hyphen: "Tanaka-san"."""
    return COURTESY_ENDING.search(word) is not None


def is_abbreviated_title(word: str) -> bool:
    """Whether `word`, printed without its full stop, is a short title ("Sen", "Mr", "Jr")."""
    return fold(word) in _abbreviations()


@cache
def _abbreviations() -> frozenset[str]:
    titles = [entry["name"] for table in ("honorific", "suffix") for entry in _entries(table)]
    shorts = [short for entry in _entries("role") for short in entry.get("short", ())]
    return frozenset(fold(word) for title in (*titles, *shorts) for word in title.split() if word.endswith("."))
