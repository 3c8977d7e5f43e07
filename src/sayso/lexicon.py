"""Loads the word lists of data/: TOML files that a journalist can edit.

A list that is empty, malformed or holds one entry twice is refused when it is loaded, never patched up: a cue
that silently counts twice, or not at all, is a wrong cell in somebody's ledger.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from sayso.errors import LexiconError


@cache
def load_entries(
    file: str, table: str, *, key: str, required: tuple[str, ...] = ("source",)
) -> tuple[dict[str, Any], ...]:
    """The entries of one array of tables in a word list, in the order of the file.

    Args:
        file: name in data/, such as "agencies.toml".
        table: name of the array of tables, such as "agency".
        key: the field that no two entries may share (its value, case folded).
        required: further fields every entry must have and not leave empty; "source" says where the entry comes from.

    Raises:
        LexiconError: if the file is missing or not TOML, the table absent or empty, a required field absent or
            empty, or two entries share a key.
    """
    try:
        text = files("sayso").joinpath("data", file).read_text(encoding="utf-8")
        entries = _parsed(text).get(table)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"data/{file}: {error}") from error
    if not isinstance(entries, list) or not entries:
        raise LexiconError(f"data/{file}: no [[{table}]] entries")
    _check(entries, where=f"data/{file} [[{table}]]", key=key, required=required)
    return tuple(entries)


@cache
def _parsed(text: str) -> dict[str, Any]:
    """Once for all the tables of a list: parsing costs more than everything else here."""
    return tomllib.loads(text)


def _check(entries: Iterable[dict[str, Any]], *, where: str, key: str, required: tuple[str, ...]) -> None:
    seen: set[str] = set()
    for entry in entries:
        for name in (key, *required):
            if not entry.get(name):
                raise LexiconError(f"{where}: {entry} lacks {name!r}")
        folded = str(entry[key]).casefold()
        if folded in seen:
            raise LexiconError(f"{where}: {entry[key]!r} stands twice")
        seen.add(folded)
