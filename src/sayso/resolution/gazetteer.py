"""The institutions, states and capitals that sayso knows by name, ready to be looked up word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sayso.lexicon import load_entries
from sayso.names import fold, is_acronym, is_possessive
from sayso.records import Sector, SpeakerKind

INSTITUTIONS = "institutions.toml"


class Sort(StrEnum):
    """What a known name names."""

    COUNTRY = "country"
    CAPITAL = "capital"
    NATIONALITY = "nationality"
    INSTITUTION = "institution"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Institution:
    """A known name.

    Attributes:
        name: the entry's own name, whichever alias was printed; of a capital or nationality the country's.
        sort: what the name names.
        country: the country it belongs to; None for international and for unclear ones.
    """

    name: str
    sort: Sort
    kind: SpeakerKind
    sector: Sector
    country: str | None

    @property
    def is_place(self) -> bool:
        """Whether it is a country, its capital or a region, which speaks for its government."""
        return self.sort in (Sort.COUNTRY, Sort.CAPITAL, Sort.REGION)


@dataclass(frozen=True, slots=True)
class _Known:
    words: tuple[str, ...]
    has_possessive: bool
    is_acronym: bool
    institution: Institution


def find_institution(words: Sequence[str], folded: Sequence[str], at: int) -> tuple[Institution, int] | None:
    """The longest known name that begins at `words[at]`.

    Args:
        words: as printed; every word of a name must have a capital, an acronym all of them ("WHO" is not "Who").
        folded: the same words, folded for comparison.

    Returns:
        The institution and its number of words; None when no name begins there.
    """
    for known in _index().get(folded[at], ()):
        length = len(known.words)
        if tuple(folded[at : at + length]) != known.words:
            continue
        if not known.has_possessive and any(is_possessive(word) for word in words[at : at + length - 1]):
            continue
        if known.is_acronym:
            if is_acronym(words[at].split("'")[0].split("\u2019")[0]):
                return known.institution, length
        elif all(
            not word[0].islower() or fold(word) in ("of", "the", "and", "for") for word in words[at : at + length]
        ):
            return known.institution, length
    return None


@cache
def head_sectors() -> dict[str, Sector]:
    """Nouns that end an organisation's name, folded -> the sector each tells."""
    entries = load_entries(INSTITUTIONS, "head", key="name", required=("sector", "source"))
    return {fold(entry["name"]): Sector(entry["sector"]) for entry in entries}


@cache
def document_nouns() -> frozenset[str]:
    """Nouns for what is written and can be quoted, folded, singular and plural."""
    names = [fold(entry["name"]) for entry in load_entries(INSTITUTIONS, "document", key="name")]
    return frozenset(names) | frozenset(_plural(name) for name in names)


def head_sector(word: str) -> Sector | None:
    """The sector that the folded noun tells, in the singular or plural; None when it is no organisation."""
    sectors = head_sectors()
    return sectors.get(word) or sectors.get(word.removesuffix("s")) or sectors.get(word.removesuffix("ies") + "y")


@cache
def _index() -> dict[str, tuple[_Known, ...]]:
    index: dict[str, list[_Known]] = {}
    for printed, institution in (*_states(), *_institutions()):
        folded = tuple(fold(word) for word in printed.split())
        index.setdefault(folded[0], []).append(_Known(folded, "'s " in printed, is_acronym(printed), institution))
    return {first: tuple(sorted(known, key=lambda one: -len(one.words))) for first, known in index.items()}


def _states() -> list[tuple[str, Institution]]:
    result = []
    for entry in load_entries(INSTITUTIONS, "country", key="name"):
        for sort, names in (
            (Sort.COUNTRY, [entry["name"], *entry.get("aliases", ())]),
            (Sort.CAPITAL, entry.get("capitals", ())),
            (Sort.NATIONALITY, entry.get("nationality", ())),
        ):
            state = Institution(entry["name"], sort, SpeakerKind.METONYM, Sector.GOVERNMENT, entry["name"])
            result += [(name, state) for name in names]
    for entry in load_entries(INSTITUTIONS, "place", key="name"):
        region = Institution(entry["name"], Sort.REGION, SpeakerKind.METONYM, Sector.GOVERNMENT, None)
        result.append((entry["name"], region))
    return result


def _institutions() -> list[tuple[str, Institution]]:
    result = []
    for entry in load_entries(INSTITUTIONS, "institution", key="name", required=("kind", "sector", "source")):
        institution = Institution(
            entry["name"],
            Sort.INSTITUTION,
            SpeakerKind(entry["kind"]),
            Sector(entry["sector"]),
            entry.get("country"),
        )
        result += [(name, institution) for name in (entry["name"], *entry.get("aliases", ()))]
    return result


def _plural(noun: str) -> str:
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
