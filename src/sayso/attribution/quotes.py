"""Quotation marks paired: which stretches of a text stand in quotes.

Marks of every style are read: “ ” „ « » " `` '' and, where that is safe, ‘ ’ and '. A straight mark opens or closes
by what stands beside it. Apostrophes, inches, feet and decades are no marks. A quote may run over paragraphs: each
opens anew and only the last closes. A mark that is never closed reaches to the end of its paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.segments import Segments
from sayso.spans import Span, Spans, trimmed

MARK = re.compile("[“”„«»\"‘’']|``")
SINGLE_MARKS = frozenset("‘’'")
# What may stand right before an opening mark, besides white space and the start of the paragraph.
BEFORE_OPENING = frozenset("([{—–-/…‘'“\"")
DECADE_OR_ELISION = re.compile(r"[‘’'](?:\d\ds?\b|(?:em|til|tis|twas|cause|bout|n|round)\b)", re.IGNORECASE)
# Words. A stretch between single marks that ends without a comma or full stop is taken for a quote only up to this
# length; PolNeAR train has hardly any longer one that is not two apostrophes.
MOST_WORDS_BETWEEN_SINGLE_MARKS = 12


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch in quotation marks.

    Attributes:
        pieces: one span a paragraph, marks included, trimmed, in order.
        closed: whether its last mark was printed.
        single: whether it stands in single marks.
    """

    pieces: Spans
    closed: bool
    single: bool = False

    @property
    def start(self) -> int:
        """Offset of its first mark."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Offset behind its last mark."""
        return self.pieces[-1].end


class QuoteIndex:
    """The quotes of a text, to be asked by place."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self.quotes = quotes
        self.pieces = [piece for quote in quotes for piece in quote.pieces]
        self.owner = [index for index, quote in enumerate(quotes) for _ in quote.pieces]

    def overlapping(self, span: Span) -> range:
        """Indices of the pieces that share a letter with `span`."""
        first = bisect_right(self.pieces, span.start, key=lambda piece: piece.end)
        last = bisect_left(self.pieces, span.end, key=lambda piece: piece.start)
        return range(first, max(first, last))


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark with the way it faces by its neighbours: it may open, close, do both or neither."""

    start: int
    end: int
    text: str
    may_open: bool
    may_close: bool


def find_quotes(segments: Segments) -> tuple[Quote, ...]:
    """The outermost quotes of a text, in order and disjoint; what is quoted inside a quote is part of it."""
    quotes: list[Quote] = []
    running: list[Span] = []  # the pieces of a quote that was left open at the end of the paragraph before
    for paragraph in segments.paragraphs:
        found = _in_paragraph(segments.text, paragraph, runs_on=bool(running))
        goes_on = bool(running) and bool(found) and found[0].start == paragraph.start
        if running and not goes_on:
            quotes.append(Quote(tuple(running), closed=False))
            running = []
        for quote in found:
            if goes_on and quote is found[0]:
                running.extend(quote.pieces)
                if quote.closed:
                    quotes.append(Quote(tuple(running), closed=True))
                    running = []
            elif quote.closed:
                quotes.append(quote)
            else:
                running = list(quote.pieces)
    return (*quotes, Quote(tuple(running), closed=False)) if running else tuple(quotes)


def _in_paragraph(text: str, paragraph: Span, *, runs_on: bool) -> list[Quote]:
    """The quotes of one paragraph; `runs_on`: whether one was left open at the end of the paragraph before."""
    marks = list(_marks(text, paragraph))
    doubles = [mark for mark in marks if mark.text not in SINGLE_MARKS]
    quotes = _double_quotes(text, paragraph, doubles, runs_on=runs_on)
    singles = [mark for mark in marks if mark.text in SINGLE_MARKS]
    return sorted([*quotes, *_single_quotes(text, singles, quotes)], key=lambda quote: quote.start)


def _marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    skip = -1
    for match in MARK.finditer(text, paragraph.start, paragraph.end):
        start, end, mark = match.start(), match.end(), match[0]
        if start < skip:
            continue
        doubled = mark in "'’‘" and text.startswith(mark, end) and end < paragraph.end
        if doubled and not text.startswith(mark, end + 1):
            end, mark = end + 1, "''"  # two single marks print one double
            skip = end
        before = text[start - 1] if start > paragraph.start else " "
        after = text[end] if end < paragraph.end else " "
        opens = (before.isspace() or before in BEFORE_OPENING) and not after.isspace()
        closes = not before.isspace() and not (after.isalnum() and before not in ".,!?…")
        if mark in '"' and before.isdigit() and not after.isspace() and after.isalnum():
            continue
        yield _Mark(start, end, mark, opens, closes)


def _double_quotes(text: str, paragraph: Span, marks: Sequence[_Mark], *, runs_on: bool) -> list[Quote]:
    quotes: list[Quote] = []
    opened: _Mark | None = None
    depth = 0
    nests = _is_balanced(marks)
    for mark in marks:
        if opened is None:
            if _opens(mark, text, paragraph):
                opened, depth = mark, 1
            elif runs_on and not quotes and mark.may_close:
                quotes.append(Quote((Span(paragraph.start, mark.end),), closed=True))
        elif _closes(mark, opened):
            depth -= 1
            if depth == 0:
                if mark.start > opened.end:
                    quotes.append(Quote((Span(opened.start, mark.end),), closed=True))
                opened = None
        elif mark.text in "“„" and mark.may_open:
            if nests:
                depth += 1
            else:
                opened = mark
    if opened is not None:
        rest = trimmed(text, Span(opened.start, paragraph.end))
        if len(rest) > opened.end - opened.start:
            quotes.append(Quote((rest,), closed=False))
    return quotes


def _is_balanced(marks: Sequence[_Mark]) -> bool:
    """Whether every “ has its ”, so that one inside another is nested rather than the first left open."""
    return sum(mark.text == "“" for mark in marks) <= sum(mark.text == "”" for mark in marks)


def _opens(mark: _Mark, text: str, paragraph: Span) -> bool:
    if mark.text in {"“", "„", "«", "``"}:
        return mark.may_open or not mark.may_close
    if mark.text in {'"', "''"}:
        if mark.text == '"' and mark.start > paragraph.start and text[mark.start - 1].isdigit():
            return False
        return mark.may_open
    return mark.may_open and not mark.may_close


def _closes(mark: _Mark, opened: _Mark) -> bool:
    if opened.text == "„":
        return mark.text in {"“", "”"}
    if opened.text in {"«", "»"}:
        return mark.text in {"«", "»"} and mark.text != opened.text
    if mark.text == "“":
        return mark.may_close and not mark.may_open  # a wrong key, as in “Here,“ she said
    if mark.text in {'"', "''"}:
        return mark.may_close or not mark.may_open
    return mark.text == "”"


def _single_quotes(text: str, marks: Sequence[_Mark], doubles: Sequence[Quote]) -> Iterator[Quote]:
    at, covered = 0, 0
    while at < len(marks):
        mark = marks[at]
        at += 1
        while covered < len(doubles) and doubles[covered].end <= mark.start:
            covered += 1
        if covered < len(doubles) and doubles[covered].start <= mark.start:
            continue
        if mark.text == "’" or not mark.may_open or DECADE_OR_ELISION.match(text, mark.start):
            continue
        limit = doubles[covered].start if covered < len(doubles) else len(text)
        closing = _closing_single(text, marks, at, limit)
        if closing is not None:
            yield Quote((Span(mark.start, marks[closing].end),), closed=True, single=True)
            at = closing + 1


def _closing_single(text: str, marks: Sequence[_Mark], at: int, limit: int) -> int | None:
    """Index of the mark that closes the single quote opened right before `at`; None when none does safely."""
    opened = marks[at - 1]
    best = None
    for index in range(at, min(len(marks), at + 2 * MOST_WORDS_BETWEEN_SINGLE_MARKS)):
        mark = marks[index]
        if mark.start >= limit or mark.text == "‘" or (mark.may_open and not mark.may_close):
            break
        if not mark.may_close or mark.text == "‘":
            continue
        if text[mark.start - 1] in ",.!?…":
            return index
        within = text.count(" ", opened.end, mark.start) + 1
        if best is None and within <= MOST_WORDS_BETWEEN_SINGLE_MARKS:
            best = index
    return best
