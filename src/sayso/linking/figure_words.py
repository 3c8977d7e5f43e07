"""The word lists of figures: numbers in letters, multipliers, bounds, units, currencies, and the words of scopes."""

from __future__ import annotations

from functools import cache

from sayso.lexicon import load_entries
from sayso.records import Bound

__all__ = ["bounds", "currencies", "multipliers", "numbers", "scales", "units", "word_group"]


@cache
def numbers() -> dict[str, float]:
    """Number in letters -> its value."""
    return {entry["word"]: float(entry["value"]) for entry in load_entries("amounts.toml", "number", key="word")}


@cache
def multipliers() -> dict[str, float]:
    """Word or letter behind a number -> what it multiplies by."""
    return {entry["word"]: float(entry["value"]) for entry in load_entries("amounts.toml", "multiplier", key="word")}


@cache
def bounds() -> dict[str, Bound]:
    """Phrase before a number -> how it limits it; longest first, so "no more than" is found before "more than"."""
    entries = load_entries("amounts.toml", "bound", key="words", required=("bound", "source"))
    return {e["words"]: Bound(e["bound"]) for e in sorted(entries, key=lambda e: (-len(e["words"]), e["words"]))}


@cache
def units() -> dict[str, str]:
    """Words behind a number -> the unit; longest first."""
    entries = load_entries("amounts.toml", "unit", key="words", required=("unit", "source"))
    return {e["words"]: e["unit"] for e in sorted(entries, key=lambda e: (-len(e["words"]), e["words"]))}


@cache
def currencies() -> dict[str, str]:
    """Mark before a number -> the currency."""
    entries = load_entries("amounts.toml", "currency", key="mark", required=("unit", "source"))
    return {entry["mark"]: entry["unit"] for entry in entries}


@cache
def scales() -> dict[str, tuple[str, float]]:
    """Unit -> the base that figures of it are compared in, and how many of the base one is."""
    entries = load_entries("figure_scopes.toml", "scale", key="unit", required=("base", "factor", "source"))
    return {entry["unit"]: (entry["base"], float(entry["factor"])) for entry in entries}


@cache
def word_group(name: str) -> frozenset[str]:
    """A list of data/figure_scopes.toml, in lower case."""
    entries = load_entries("figure_scopes.toml", "group", key="name", required=("words", "source"))
    return next(frozenset(entry["words"]) for entry in entries if entry["name"] == name)
