"""Meanings that a ledger keeps, so that no statement is read for its meaning twice.

A meaning depends on a text and on the weights alone: its key is made of both, so that no row is ever wrong, and a
reader with other weights finds none of them. Rows are packed (`linking.pairs`), 384 bytes each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b

import numpy as np
from sqlalchemy import Connection, insert, select

from sayso.ledger.queries import batched
from sayso.ledger.schema import meanings
from sayso.linking.pairs import Meanings, PairScorer, RelationChances, StanceChances, packed, unpacked

__all__ = ["Remembering", "find", "keep"]

Rows = Mapping[int, bytes]


def find(connection: Connection, keys: Sequence[int]) -> dict[int, bytes]:
    """Those of some meanings that are kept, by their keys."""
    found: dict[int, bytes] = {}
    for some in batched(keys):
        for row in connection.execute(select(meanings).where(meanings.c.key.in_(some))):
            found[row.key] = row.steps
    return found


def keep(connection: Connection, rows: Rows) -> None:
    """Write meanings; those that are kept already stay."""
    table_rows = [{"key": key, "steps": steps} for key, steps in sorted(rows.items())]
    for some in batched(table_rows):
        connection.execute(insert(meanings).prefix_with("OR IGNORE", dialect="sqlite"), some)


class Remembering:
    """A scorer that takes the meanings that are kept from where they are kept.

    Args:
        scorer: which reads the others.
        find: rows by key.
        keep: what is done with rows that are new; None: nothing.
    """

    def __init__(
        self,
        scorer: PairScorer,
        find: Callable[[Sequence[int]], Rows],
        keep: Callable[[Rows], None] | None = None,
    ) -> None:
        self._scorer, self._find, self._keep = scorer, find, keep

    @property
    def name(self) -> str:
        """Name and version of the weights."""
        return self._scorer.name

    def meanings(self, texts: Sequence[str]) -> Meanings:
        """As the scorer gives them; to a hundredth where its own are not in steps."""
        keys = [self._key(text) for text in texts]
        steps = dict(self._find(sorted(set(keys))))
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in steps}
        if new:
            read = {
                key: row.tobytes() for key, row in zip(new, packed(self._scorer.meanings([*new.values()])), strict=True)
            }
            steps |= read
            if self._keep:
                self._keep(read)
        return unpacked(np.stack([np.frombuffer(steps[key], dtype=np.int8) for key in keys]))

    def relations(self, pairs: Sequence[tuple[str, str]]) -> tuple[RelationChances, ...]:
        """As the scorer gives them."""
        return self._scorer.relations(pairs)

    def stances(self, pairs: Sequence[tuple[str, str]]) -> tuple[StanceChances, ...]:
        """As the scorer gives them."""
        return self._scorer.stances(pairs)

    def _key(self, text: str) -> int:
        letters = f"{self.name}\0{text}".encode("utf-8", "surrogatepass")
        return int.from_bytes(blake2b(letters, digest_size=8).digest(), signed=True)
