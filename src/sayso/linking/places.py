"""States under their many names: "Pyongyang", "the DPRK" and "North Korean" all speak of North Korea.

Reports of one happening vary these names for style; comparing them by letters would keep one thing apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sayso.lexicon import load_entries
from sayso.names import fold

__all__ = ["STATE", "STATE_WORDS", "institution_key", "names_of", "state_at"]

INSTITUTIONS = "institutions.toml"
# Words of the longest name of a state.
STATE_WORDS = 6
# What the key of a state begins with; no word of a text does.
STATE = "state:"
SMALL = frozenset({"the", "a", "an"})


def state_at(words: Sequence[str], at: int) -> tuple[str, int] | None:
    """The state that is named from `words[at]` on, with the number of words that name it; None if none is.

    Args:
        words: words as printed, in order; a name must have a capital.
    """
    if not words[at][:1].isupper():
        return None
    for names in _states().get(fold(words[at]), ()):
        following = words[at : at + len(names[0])]
        if len(following) == len(names[0]) and all(
            word[:1].isupper() and fold(word) == name for word, name in zip(following, names[0], strict=True)
        ):
            return names[1], len(following)
    return None


def names_of(state: str) -> tuple[str, ...]:
    """All names that `state_at` knows a state by, in lower case without accents, sorted."""
    return tuple(sorted(" ".join(words) for names in _states().values() for words, named in names if named == state))


@cache
def _states() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word, folded -> names that begin with it, longest first, with the state."""
    result: dict[str, dict[tuple[str, ...], str]] = {}
    countries = load_entries(INSTITUTIONS, "country", key="name")
    metonyms = [
        entry
        for entry in load_entries(INSTITUTIONS, "institution", key="name")
        if entry["kind"] == "metonym" and entry.get("country")
    ]
    for entry in countries:
        names = [entry["name"], *entry.get("aliases", ()), *entry.get("capitals", ()), *entry.get("nationality", ())]
        _add(result, names, entry["name"])
    for entry in metonyms:
        _add(result, [entry["name"], *entry.get("aliases", ())], entry["country"])
    return {first: sorted(names.items(), key=lambda item: (-len(item[0]), item[0])) for first, names in result.items()}


def _add(result: dict[str, dict[tuple[str, ...], str]], names: Sequence[str], state: str) -> None:
    for name in names:
        words = tuple(fold(word) for word in name.replace("-", " ").split())
        if words and words[0] not in SMALL:
            result.setdefault(words[0], {}).setdefault(words, f"{STATE}{fold(state)}")


def institution_key(name: str) -> str:
    """`name` without articles, case and accents; of a known alias the institution's first name."""
    folded = " ".join(word for word in fold(name).split() if word not in SMALL)
    return _aliases().get(folded, folded)


@cache
def _aliases() -> dict[str, str]:
    result: dict[str, str] = {}
    for table in ("country", "institution"):
        for entry in load_entries(INSTITUTIONS, table, key="name"):
            for alias in (entry["name"], *entry.get("aliases", ()), *entry.get("capitals", ())):
                result.setdefault(fold(alias), fold(entry["name"]))
    return result
