"""Disjoint sets: which things have been found to be one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

__all__ = ["Unions"]

T = TypeVar("T", bound=Hashable)


class Unions(Generic[T]):
    """Disjoint sets of things, each set known by its first member in the order given at the start."""

    def __init__(self, members: Iterable[T]) -> None:
        self._parent = {member: member for member in members}
        self._rank = {member: place for place, member in enumerate(self._parent)}

    def find(self, member: T) -> T:
        """The first member, in the given order, of the set that `member` is in."""
        root = member
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[member] != root:
            self._parent[member], member = root, self._parent[member]
        return root

    def join(self, one: T, other: T) -> None:
        """Make the sets of `one` and `other` one set."""
        first, second = sorted((self.find(one), self.find(other)), key=self._rank.__getitem__)
        self._parent[second] = first

    def sets(self) -> list[list[T]]:
        """All sets, each in the given order, ordered by their first members."""
        result: dict[T, list[T]] = {}
        for member in self._parent:
            result.setdefault(self.find(member), []).append(member)
        return list(result.values())
