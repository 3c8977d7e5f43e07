"""What people's corrections say of single articles: with which others each is one story, and with which it is not."""

from __future__ import annotations

from collections.abc import Mapping

from sayso.records import Correction, CorrectionKind

__all__ = ["Rulings", "standing", "undone"]


def undone(corrections: Mapping[int, Correction]) -> frozenset[int]:
    """The numbers of the entries that count no more; undoing an undoing makes what it undid count again."""
    found: set[int] = set()
    for number in sorted(corrections, reverse=True):
        undoes = corrections[number].undoes
        if undoes is not None and number not in found:
            found.add(undoes)
    return frozenset(found)


def standing(corrections: Mapping[int, Correction]) -> tuple[Correction, ...]:
    """The corrections that still count, in the order of their numbers."""
    gone = undone(corrections)
    return tuple(
        corrections[number]
        for number in sorted(corrections)
        if number not in gone and corrections[number].kind is not CorrectionKind.UNDO
    )


class Rulings:
    """Corrections by the article; of two that speak of the same pair the later one counts."""

    def __init__(self, corrections: Mapping[int, Correction]) -> None:
        self._standing = standing(corrections)

    def of(self, article: str) -> tuple[frozenset[str], frozenset[str]]:
        """Ids of the articles with which this one is one story, and of those with which it is not."""
        together: set[str] = set()
        apart: set[str] = set()
        for entry in self._standing:
            if entry.kind is CorrectionKind.ONE_STORY and article in entry.articles:
                together |= set(entry.articles)
                apart -= set(entry.articles)
            elif entry.kind is CorrectionKind.NOT_ONE_STORY:
                others = (entry.others if article in entry.articles else ()) or (
                    entry.articles if article in entry.others else ()
                )
                apart |= set(others)
                together -= set(others)
        return frozenset(together - {article}), frozenset(apart - {article})
