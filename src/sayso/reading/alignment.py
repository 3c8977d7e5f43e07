"""Finds the letters of a cleaned text in the HTML they came from.

Both sides are compared without white space, since cleaning rewraps lines. A paragraph is looked for as a whole,
from the place where the last one was found; one that was cut or mended on the way is looked for in pieces. That
is greedy and, for letters kept in order, complete. What is not found maps to nothing.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from html import unescape
from itertools import accumulate

from sayso.spans import OffsetMap, Run

# Letters in a row that identify a place in a page: shorter strings stand by accident elsewhere ("said on Tuesday").
PIECE = 24
# Letters of the page in which a piece shorter than that may be looked for: the next few lines.
NEARBY = 400
# Letters of the page that may be searched in all, so that thousands of paragraphs which the page lacks cost no more
# than a second; a page of our labelled sets needs less than a fiftieth.
MAX_SEARCHED = 200_000_000

# Places in a paragraph at which it is looked for when it is not there as a whole.
PROBES = 8

MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
WORD = re.compile(r"\S+")
UNSEEN = re.compile(r"<(script|style|noscript|template|svg)\b", re.IGNORECASE)


# Place in the paragraph, place among the page's letters, length.
_Block = tuple[int, int, int]


class _Letters:
    """The letters of a page that are neither markup nor white space, and where each stood."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.offsets = array("L")

    def add(self, source: str, start: int, end: int) -> None:
        for word in WORD.finditer(source, start, end):
            self.pieces.append(word[0])
            self.offsets.extend(range(word.start(), word.end()))

    def add_entity(self, letters: str, at: int) -> None:
        for letter in letters:
            if not letter.isspace():
                self.pieces.append(letter)
                self.offsets.append(at)


def align(clean: str, source: str) -> OffsetMap:
    """Map each letter of `clean` to the same letter in the decoded page `source`, as far as it is found.

    Letters that the page writes as entities ("&rdquo;") are not the same letters, so they map to nothing.
    """
    page = _letters(source)
    page_text = "".join(page.pieces)
    runs = _Runs(clean, source, page.offsets)
    cursor, searched = 0, 0
    for paragraph in re.finditer(r"\S[^\n]*", clean):
        words = [(word.start(), word[0]) for word in WORD.finditer(clean, paragraph.start(), paragraph.end())]
        wanted = "".join(word for _, word in words)
        blocks, cursor, cost = _find(wanted, page_text, cursor)
        runs.add(words, blocks)
        searched += cost
        if searched > MAX_SEARCHED:
            break
    return OffsetMap(tuple(runs.found))


def _letters(source: str) -> _Letters:
    """One pass over the page; an unclosed comment, script or tag swallows the rest, as in a browser."""
    letters, at = _Letters(), 0
    while found := MARKUP.search(source, at):
        letters.add(source, at, found.start())
        if found[0] == "<":
            at = _behind_markup(source, found.start())
        else:
            letters.add_entity(unescape(found[0]), found.start())
            at = found.end()
    letters.add(source, at, len(source))
    return letters


def _behind_markup(source: str, at: int) -> int:
    if source.startswith("<!--", at):
        end = source.find("-->", at + 4)
        return len(source) if end < 0 else end + 3
    unseen = UNSEEN.match(source, at)
    if unseen:
        closing = re.compile(rf"</{unseen[1]}", re.IGNORECASE).search(source, unseen.end())
        at = closing.start() if closing else len(source)
    end = source.find(">", at)
    return len(source) if end < 0 else end + 1


def _find(wanted: str, page: str, cursor: int) -> tuple[list[_Block], int, int]:
    """The blocks `wanted` shares with `page` behind the cursor, the new cursor, and the letters searched."""
    limit = len(page) if len(wanted) >= PIECE else min(len(page), cursor + NEARBY)
    whole = page.find(wanted, cursor, limit)
    if whole >= 0:
        return [(0, whole, len(wanted))], whole + len(wanted), whole - cursor
    cost, at = limit - cursor, 0
    blocks: list[_Block] = []
    while at < len(wanted):
        length = min(PIECE, len(wanted) - at)
        limit = len(page) if length == PIECE and not blocks else min(len(page), cursor + NEARBY)
        place = page.find(wanted[at : at + length], cursor, limit)
        cost += (limit if place < 0 else place) - cursor
        if place < 0:
            at += max(1, length // 2) if blocks else max(PIECE, len(wanted) // PROBES)
            continue
        length = _common(wanted, at, page, place)
        blocks.append((at, place, length))
        at, cursor = at + length, place + length
    return blocks, cursor, cost


def _common(one: str, at: int, other: str, place: int) -> int:
    """How many letters the two share from these places on."""
    longest = min(len(one) - at, len(other) - place)
    low, step = 0, PIECE
    while low < longest:
        step = min(step, longest - low)
        if one[at + low : at + low + step] == other[place + low : place + low + step]:
            low, step = low + step, step * 2
        elif step == 1:
            break
        else:
            step //= 2
    return low


class _Runs:
    """Runs of an offset map as they are found, each as long as it can be."""

    def __init__(self, clean: str, source: str, offsets: array[int]) -> None:
        self.clean, self.source, self.offsets = clean, source, offsets
        self.found: list[Run] = []

    def add(self, words: list[tuple[int, str]], blocks: list[_Block]) -> None:
        """Add what the blocks of one paragraph cover; `words` are its words and where each stands."""
        starts = list(accumulate((len(word) for _, word in words), initial=0))
        for at, place, size in blocks:
            while size:
                index = bisect_right(starts, at) - 1
                clean, word = words[index]
                inside = at - starts[index]
                step = min(size, len(word) - inside)
                self._add_word(clean + inside, word[inside : inside + step], self.offsets[place : place + step])
                at, place, size = at + step, place + step, size - step

    def _add_word(self, clean: int, letters: str, offsets: array[int]) -> None:
        if self.source.startswith(letters, offsets[0]):
            self._append(clean, offsets[0], len(letters))
            return
        for number, (letter, offset) in enumerate(zip(letters, offsets, strict=True)):
            if self.source[offset] == letter and (number == 0 or offset > offsets[number - 1]):
                self._append(clean + number, offset, 1)

    def _append(self, clean: int, page: int, length: int) -> None:
        """Add a run, joined to the one before where only the same letter stands between the two."""
        if self.found:
            last = self.found[-1]
            between = clean - last.clean - last.length
            if between == page - last.page - last.length and (
                between == 0 or (between == 1 and self.clean[clean - 1] == self.source[page - 1])
            ):
                self.found[-1] = Run(last.clean, last.page, clean + length - last.clean)
                return
        self.found.append(Run(clean, page, length))
