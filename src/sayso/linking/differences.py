"""Two printings of one text word by word: what both have, what one left out, what it has instead.

House style makes no difference, as in `wording`. Every stretch is spans of one of the two articles, marks and all: what
a view shows of it are printed letters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from sayso.linking.rewording import Gap, align
from sayso.linking.wording import Word, read_words
from sayso.spans import Span, Spans, merged, trimmed

__all__ = ["Edit", "Printing", "Stretch", "differences"]

# What parts one printed word from the next; a hyphen does not ("well-known").
BREAK = re.compile(r"[\s–—]")
LAST_BREAK = re.compile(r"[\s–—](?=[^\s–—]*$)")


class Edit(StrEnum):
    """What became of some words on the way from the fuller printing to the other."""

    KEPT = "kept"
    GONE = "gone"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one fate; `spans` are in the fuller printing's article where they are GONE, else in the other's."""

    edit: Edit
    spans: Spans


@dataclass(frozen=True)
class Printing:
    """What stands in `pieces` of an article's text, in text order."""

    text: str
    pieces: Spans

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words, house style folded away."""
        return read_words(self.text, self.pieces)

    @cached_property
    def surface(self) -> tuple[str, ...]:
        """Its letters, piece by piece."""
        return tuple(piece.surface(self.text) for piece in self.pieces)

    @cached_property
    def _printed(self) -> Spans:
        """What is printed in one: "$5m", "don't" and "well-known" are two words each."""
        found: list[Span] = []
        for span in merged(word.span for word in self.words):
            goes_on = found and self._piece(span.start).contains(found[-1])
            if goes_on and not BREAK.search(self.text, found[-1].end, span.start):
                found[-1] = Span(found[-1].start, span.end)
            else:
                found.append(span)
        return tuple(found)

    @cached_property
    def _place(self) -> tuple[int, ...]:
        """For each word the number of the printed one it belongs to."""
        return tuple(bisect_right(self._printed, word.span.start, key=_start) - 1 for word in self.words)

    def parts(self, at: int) -> bool:
        """Whether a cut before the word `at` would part what is printed in one."""
        return 0 < at < len(self.words) and self._place[at - 1] == self._place[at]

    def letters(self, start: int, end: int) -> Spans:
        """Where the words `[start:end]` stand, with the marks that belong to them."""
        places = self._place[start:end]
        whole = Span(self._opening(min(places)), self._closing(max(places)))
        inside = (Span(max(piece.start, whole.start), min(piece.end, whole.end)) for piece in self._within(whole))
        return tuple(trimmed(self.text, span) for span in inside)

    def _within(self, whole: Span) -> Iterator[Span]:
        return (piece for piece in self.pieces if piece.overlaps(whole))

    def _opening(self, place: int) -> int:
        """Where the marks before a printed word begin; those behind the word before it are that one's."""
        start = self._printed[place].start
        piece = self._piece(start)
        before = self._printed[place - 1].end if place else 0
        if before <= piece.start:
            return piece.start
        broken = LAST_BREAK.search(self.text, before, start)
        return broken.end() if broken else start

    def _closing(self, place: int) -> int:
        piece = self._piece(self._printed[place].start)
        is_last = place + 1 == len(self._printed) or self._printed[place + 1].start >= piece.end
        return piece.end if is_last else self._opening(place + 1)

    def _piece(self, offset: int) -> Span:
        return self.pieces[bisect_right(self.pieces, offset, key=_start) - 1]


def _start(span: Span) -> int:
    return span.start


def differences(fuller: Printing, other: Printing) -> tuple[Stretch, ...]:
    """The other printing held against the fuller one; what is gone stands before what is there instead."""
    found: list[Stretch] = []
    at = 0
    for gap in [*_whole_gaps(fuller, other), _end(fuller, other)]:
        if gap.here > at:
            found.append(Stretch(Edit.KEPT, other.letters(at, gap.here)))
        if gap.dropped:
            found.append(Stretch(Edit.GONE, fuller.letters(gap.start, gap.end)))
        if gap.added:
            found.append(Stretch(Edit.ADDED, other.letters(gap.here, gap.here_end)))
        at = gap.here_end
    return tuple(found)


def _end(fuller: Printing, other: Printing) -> Gap:
    ends = len(fuller.words), len(other.words)
    return Gap(ends[0], ends[0], ends[1], ends[1])


def _whole_gaps(fuller: Printing, other: Printing) -> Sequence[Gap]:
    """Where they differ, in whole printed words; differences that then touch are one."""
    gaps: list[Gap] = []
    for gap in align(fuller.words, other.words).gaps:
        whole = _widened(gap, fuller, other)
        if gaps and (whole.start < gaps[-1].end or whole.here < gaps[-1].here_end):
            before = gaps.pop()
            whole = Gap(before.start, whole.end, before.here, whole.here_end)
        gaps.append(whole)
    return gaps


def _widened(gap: Gap, fuller: Printing, other: Printing) -> Gap:
    start, here, end, here_end = gap.start, gap.here, gap.end, gap.here_end
    while min(start, here) and (fuller.parts(start) or other.parts(here)):
        start, here = start - 1, here - 1
    while end < len(fuller.words) and here_end < len(other.words) and (fuller.parts(end) or other.parts(here_end)):
        end, here_end = end + 1, here_end + 1
    return Gap(start, end, here, here_end)
