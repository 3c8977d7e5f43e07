"""Sentences made ready for the rules: rows of words in which every quote is one item.

A unit is a sentence, or several that one quote holds together: “We left. It was late,” she said. Rules look at its
words in lower case and at their places; the letters stay in the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.attribution.quotes import Quote
from sayso.cues import grammar
from sayso.segments import Segments, Token
from sayso.spans import Span

# Stands for a whole quote among the words of a unit; no word of a text looks like it.
QUOTE = "\u201c\u201d"
# Items. The longest sentence of PolNeAR train has 190; rules look over a whole unit for each cue, so that a text
# without sentence ends must be cut somewhere for them to stay linear.
LONGEST_UNIT = 400
# Items. Place, state, day and agency with their marks.
LONGEST_DATELINE = 18
APOSTROPHES = frozenset("'’‘")
DASHES = frozenset("—–-―‒−")


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of words and marks, each quote folded into one item.

    Attributes:
        words: in lower case; `QUOTE` for a quote.
        starts, ends: where each stands in the text.
        printed: as printed; for a quote its first letter and its last letter or mark inside the quotation marks.
        quotes: for a quote its index in the quotes of the text, else -1.
        paragraph: index of the paragraph.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    printed: tuple[str, ...]
    quotes: tuple[int, ...]
    paragraph: int

    def __len__(self) -> int:
        return len(self.words)

    def span(self, start: int, end: int) -> Span:
        """The letters of the items from `start` up to, not with, `end`."""
        return Span(self.starts[start], self.ends[end - 1])

    def word(self, at: int) -> str:
        """The item at `at`, "" outside the unit."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def is_name(self, at: int) -> bool:
        """Whether the item is printed with a capital and is not just the first word of the sentence."""
        if not 0 <= at < len(self.words) or self.quotes[at] >= 0 or not self.printed[at][:1].isupper():
            return False
        return at > 0 or self.words[at] not in _closed_class()

    def is_utterance(self, at: int) -> bool:
        """Whether the item is a quote that is a sentence of its own: a capital first, a mark of its own last."""
        return (
            0 <= at < len(self.words)
            and self.quotes[at] >= 0
            and self.printed[at][:1].isupper()
            and self.printed[at][-1:] in ",.!?…"
        )

    def is_word(self, at: int) -> bool:
        """Whether the item is a word, not a mark or a quote."""
        return 0 <= at < len(self.words) and self.quotes[at] < 0 and self.printed[at][:1].isalnum()


@cache
def _closed_class() -> frozenset[str]:
    groups = ("determiner", "preposition", "coordinator", "subordinator", "question word", "adverb", "subject pronoun")
    return frozenset().union(*(grammar(group) for group in groups))


def is_adverb(word: str) -> bool:
    """Whether `word` (lower case) may stand between a subject and its verb without ending either."""
    if word.endswith("ly") and len(word) > 4:
        return word not in grammar("not an adverb")
    return word in grammar("adverb")


def cut_units(segments: Segments, quotes: Sequence[Quote]) -> tuple[Unit, ...]:
    """The units of a text, in order; quotes as `find_quotes` gives them."""
    pieces = [(piece, index) for index, quote in enumerate(quotes) for piece in quote.pieces]
    starts = [piece.start for piece, _ in pieces]
    whole = (
        _unit(segments, span, paragraph, pieces, starts) for paragraph, span in _stretches(segments, pieces, starts)
    )
    return tuple(part for unit in whole for part in _parts(unit))


def _parts(unit: Unit) -> Iterator[Unit]:
    """The unit itself, or a row without an end cut into units of bounded length."""
    if 0 < len(unit) <= LONGEST_UNIT:
        yield unit
        return
    for start in range(0, len(unit), LONGEST_UNIT):
        end = start + LONGEST_UNIT
        yield Unit(
            unit.words[start:end],
            unit.starts[start:end],
            unit.ends[start:end],
            unit.printed[start:end],
            unit.quotes[start:end],
            unit.paragraph,
        )


def _stretches(
    segments: Segments, pieces: Sequence[tuple[Span, int]], starts: Sequence[int]
) -> Iterator[tuple[int, Span]]:
    """Sentences, those joined that have a quote across the gap between them, with their paragraph."""
    paragraph = 0
    held: Span | None = None
    for sentence in segments.sentences:
        while sentence.start >= segments.paragraphs[paragraph].end:
            paragraph += 1
        if (
            held is not None
            and held.start >= segments.paragraphs[paragraph].start
            and _inside(pieces, starts, sentence.start)
        ):
            held = Span(held.start, sentence.end)
            continue
        if held is not None:
            yield _paragraph_of(segments, paragraph, held), held
        held = sentence
    if held is not None:
        yield _paragraph_of(segments, paragraph, held), held


def _paragraph_of(segments: Segments, paragraph: int, span: Span) -> int:
    while span.start < segments.paragraphs[paragraph].start:
        paragraph -= 1
    return paragraph


def _inside(pieces: Sequence[tuple[Span, int]], starts: Sequence[int], offset: int) -> bool:
    """Whether a quote began before `offset` and goes on at it."""
    at = bisect_right(starts, offset - 1) - 1
    return at >= 0 and pieces[at][0].end > offset


def _unit(
    segments: Segments, span: Span, paragraph: int, pieces: Sequence[tuple[Span, int]], starts: Sequence[int]
) -> Unit:
    words: list[str] = []
    printed: list[str] = []
    places: list[tuple[int, int]] = []
    quotes: list[int] = []
    at = max(0, bisect_right(starts, span.start) - 1)
    quoted_until = -1
    for token in segments.tokens_in(span):
        start = token.span.start
        if start < quoted_until:
            continue
        while at < len(pieces) and pieces[at][0].end <= start:
            at += 1
        if at < len(pieces) and pieces[at][0].start <= start:
            piece, index = pieces[at]
            quoted_until = min(piece.end, span.end)
            words.append(QUOTE)
            printed.append(_first_letter(segments.text, piece) + _last_letter(segments.text, quoted_until))
            places.append((piece.start, quoted_until))
            quotes.append(index)
            continue
        words.append(_lowered(token))
        printed.append(token.text)
        places.append((start, token.span.end))
        quotes.append(-1)
    first = 0
    if span.start == segments.paragraphs[paragraph].start:
        first = _behind_dateline(words, printed, places)
    return Unit(
        tuple(words[first:]),
        tuple(start for start, _ in places[first:]),
        tuple(end for _, end in places[first:]),
        tuple(printed[first:]),
        tuple(quotes[first:]),
        paragraph,
    )


def _behind_dateline(words: Sequence[str], printed: Sequence[str], places: Sequence[tuple[int, int]]) -> int:
    """How many items a dateline takes up: "PORTO, May 3 (UPI) -", "AFP -"; 0 without one."""
    shouted = False
    for at, word in enumerate(words[:LONGEST_DATELINE]):
        letters = printed[at]
        if word == "-":
            spaced = 0 < at < len(words) - 1 and places[at + 1][0] - places[at - 1][1] > 1
            return at + 1 if shouted and (spaced or letters == "—") and at + 1 < len(words) else 0
        if not (letters[:1].isupper() or letters[:1].isdigit() or word in {",", ".", "(", ")", "/", "&"}):
            return 0
        shouted = shouted or (len(letters) > 2 and letters.isupper())
    return 0


def _first_letter(text: str, piece: Span) -> str:
    """The letter or digit a quote begins with, its marks left out; "" when none is near."""
    return next((letter for letter in text[piece.start : piece.start + 5] if letter.isalnum()), "")


def _last_letter(text: str, end: int) -> str:
    return text[max(0, end - 4) : end].rstrip("”\"'’»“")[-1:]


def _lowered(token: Token) -> str:
    text = token.text
    if text in APOSTROPHES:
        return "'"
    return "-" if text in DASHES else text.lower()
