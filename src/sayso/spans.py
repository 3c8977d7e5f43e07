"""Positions in texts: spans, the map from a cleaned text to its page, and W3C selectors.

Every offset in sayso counts Unicode code points of one named text, from 0. Browsers count UTF-16 units;
convert at the edge with `to_utf16` and `from_utf16`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

# Code points of context on each side of a quoted selector: enough to tell two equal sentences of one article
# apart, short enough to stay readable in an export.
SELECTOR_CONTEXT = 32


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open pair of code-point offsets; `text[start:end]` is its surface.

    Raises:
        ValueError: if `start` is negative or lies behind `end`.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def surface(self, text: str) -> str:
        """The letters this span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether every character of `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        """The same stretch, `by` code points further on."""
        return Span(self.start + by, self.end + by)


Spans = tuple[Span, ...]


def trimmed(text: str, span: Span) -> Span:
    """`span` without the white space at its edges; empty at its start if nothing else is in it."""
    start, end = span.start, span.end
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)


def merged(spans: Iterable[Span]) -> Spans:
    """The spans in order, with those that touch or overlap made one."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of `length` code points that stands unchanged in the clean text and in the page text."""

    clean: int
    page: int
    length: int


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where each kept character of a cleaned text stood in the text of its page.

    Runs are in order and disjoint on both sides. A character in no run was put in by the cleaning (a line
    break between paragraphs, say) and maps to nothing.
    """

    runs: tuple[Run, ...]

    def __post_init__(self) -> None:
        for before, after in zip(self.runs, self.runs[1:], strict=False):
            if before.clean + before.length > after.clean or before.page + before.length > after.page:
                raise ValueError("runs of an offset map overlap or are out of order")

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """The map of a text that was kept letter for letter."""
        return cls((Run(0, 0, length),) if length else ())

    def to_page(self, offset: int) -> int | None:
        """The page offset of the clean character at `offset`; None if the page does not have it."""
        at = bisect_right(self.runs, offset, key=lambda run: run.clean) - 1
        if at < 0 or offset >= self.runs[at].clean + self.runs[at].length:
            return None
        return self.runs[at].page + offset - self.runs[at].clean

    def to_clean(self, offset: int) -> int | None:
        """The clean offset of the page character at `offset`; None if it was not kept."""
        at = bisect_right(self.runs, offset, key=lambda run: run.page) - 1
        if at < 0 or offset >= self.runs[at].page + self.runs[at].length:
            return None
        return self.runs[at].clean + offset - self.runs[at].page

    def span_to_page(self, span: Span) -> Span | None:
        """The page span from the first to the last kept character of `span`; None if none was kept."""
        first = bisect_right(self.runs, span.start, key=lambda run: run.clean + run.length)
        last = bisect_left(self.runs, span.end, key=lambda run: run.clean) - 1
        if last < first:
            return None
        head, tail = self.runs[first], self.runs[last]
        return Span(
            head.page + max(0, span.start - head.clean),
            tail.page + min(tail.length, span.end - tail.clean),
        )


def to_utf16(text: str, offset: int) -> int:
    """The UTF-16 index (as JavaScript counts) of the code-point `offset` into `text`."""
    return offset + sum(ord(letter) > 0xFFFF for letter in text[:offset])


def from_utf16(text: str, index: int) -> int:
    """The code-point offset of a UTF-16 `index`; one inside a surrogate pair goes to that pair's start."""
    units = 0
    for offset, letter in enumerate(text):
        units += 2 if ord(letter) > 0xFFFF else 1
        if units > index:
            return offset
    return len(text)


class Anchoring(StrEnum):
    """What became of a selector when the text was looked at again."""

    OK = "ok"
    MOVED = "moved"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Selector:
    """A W3C Web Annotation TextPositionSelector and TextQuoteSelector in one."""

    span: Span
    exact: str
    prefix: str
    suffix: str


def select(text: str, span: Span) -> Selector:
    """Describe `span` of `text` so that it can be found again after the text was edited."""
    return Selector(
        span,
        span.surface(text),
        text[max(0, span.start - SELECTOR_CONTEXT) : span.start],
        text[span.end : span.end + SELECTOR_CONTEXT],
    )


def anchor(selector: Selector, text: str) -> tuple[Anchoring, Span | None]:
    """Find a selector in `text`, which may have changed since.

    Returns:
        `ok` and the span when the letters stand where they stood; `moved` and the new span when they and their
        context on both sides are found at exactly one other place; else `orphan` and None. It never guesses.
    """
    if not selector.exact:
        return Anchoring.ORPHAN, None
    if selector.span.surface(text) == selector.exact:
        return Anchoring.OK, selector.span
    needle = selector.prefix + selector.exact + selector.suffix
    first = text.find(needle)
    if first < 0 or text.find(needle, first + 1) >= 0:
        return Anchoring.ORPHAN, None
    start = first + len(selector.prefix)
    return Anchoring.MOVED, Span(start, start + len(selector.exact))
