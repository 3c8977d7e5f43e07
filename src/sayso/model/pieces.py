"""A text as word pieces with their places, and what the letters show that an uncased vocabulary does not.

Blocks are what is decoded on its own: a paragraph, or a part of one where it is long. In PolNeAR no source, cue or
content crosses a paragraph but one in 62,000.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from tokenizers import Encoding, Tokenizer

from sayso.model.labels import Integers
from sayso.segments import Segments
from sayso.spans import Span

# Word pieces. A longer paragraph is cut at a sentence's end. The longest of 99 % of PolNeAR's paragraphs have fewer.
MAX_BLOCK = 200
# Code points read at once: bounds the memory a text of one endless line takes.
MAX_STRETCH = 20_000
# Stretches whose encodings, a few hundred bytes a piece, are in memory together.
STRETCHES_AT_ONCE = 16

LOWER, TITLE, UPPER, MIXED, DIGITS, MARK = range(6)
OUTSIDE, INSIDE, OPENING, CLOSING = range(4)
N_FEATURES = 6 * 4 * 2

QUOTATION_MARK = re.compile("[\"\u201c\u201d\u201e\u00ab\u00bb]|``|''")
OPENERS = frozenset("\u201c\u201e\u00ab") | {"``"}
CLOSERS = frozenset("\u201d\u00bb")


@dataclass(frozen=True)
class Pieces:
    """The word pieces of a text, in order; all arrays but `blocks` have one entry a piece.

    Attributes:
        ids: number in the vocabulary.
        starts, ends: code-point offsets into the text.
        shapes: letter case of the word it belongs to.
        quotes: whether it stands inside, outside or on double quotation marks.
        features: shape, quotation and "first in its paragraph" as one number below `N_FEATURES`.
        sentences, paragraphs: index of the sentence and of the paragraph.
        blocks: index of each block's first piece, and the number of pieces at the end.
    """

    ids: Integers
    starts: Integers
    ends: Integers
    quotes: Integers
    features: Integers
    sentences: Integers
    paragraphs: Integers
    blocks: Integers

    def __len__(self) -> int:
        return len(self.ids)


def cut_into_pieces(segments: Segments, tokenizer: Tokenizer) -> Pieces:
    """Cut the paragraphs of a text into word pieces; what lies outside paragraphs has none."""
    stretches = [
        (number, stretch)
        for number, paragraph in enumerate(segments.paragraphs)
        for stretch in _stretches(segments.text, paragraph)
    ]
    columns: list[list[Integers]] = [[], [], [], []]
    for first in range(0, len(stretches), STRETCHES_AT_ONCE):
        some = stretches[first : first + STRETCHES_AT_ONCE]
        texts = [span.surface(segments.text) for _, span in some]
        encodings = tokenizer.encode_batch(texts, add_special_tokens=False)
        for (number, span), encoding in zip(some, encodings, strict=True):
            offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2) + span.start
            columns[0].append(np.array(encoding.ids, dtype=np.int64))
            columns[1].append(offsets)
            columns[2].append(np.array(_shapes(segments.text, span.start, encoding), dtype=np.int64))
            columns[3].append(np.full(len(offsets), number, dtype=np.int64))
    if not stretches:
        return _put_together(segments, *(np.zeros(0, dtype=np.int64) for _ in range(5)))
    ids, offsets, shapes, paragraphs = (np.concatenate(column) for column in columns)
    return _put_together(segments, ids, offsets[:, 0], offsets[:, 1], shapes, paragraphs)


def _put_together(
    segments: Segments, ids: Integers, starts: Integers, ends: Integers, shapes: Integers, paragraphs: Integers
) -> Pieces:
    is_first = np.diff(paragraphs, prepend=-1) != 0
    quotes = quotation_states(segments, starts)
    sentence_starts = np.array([span.start for span in segments.sentences], dtype=np.int64)
    sentences = np.maximum(np.searchsorted(sentence_starts, starts, side="right") - 1, 0)
    return Pieces(
        ids=ids,
        starts=starts,
        ends=ends,
        quotes=quotes,
        features=shapes + 6 * quotes + 24 * is_first,
        sentences=sentences,
        paragraphs=paragraphs,
        blocks=_blocks(paragraphs, sentences),
    )


def _stretches(text: str, paragraph: Span) -> Iterator[Span]:
    """The paragraph, or parts of it cut at white space where it is longer than `MAX_STRETCH`."""
    start = paragraph.start
    while paragraph.end - start > MAX_STRETCH:
        limit = start + MAX_STRETCH
        space = max(text.rfind(" ", start + MAX_STRETCH // 2, limit), text.rfind("\n", start + MAX_STRETCH // 2, limit))
        end = space if space > start else limit
        yield Span(start, end)
        start = end
    yield Span(start, paragraph.end)


def _shapes(text: str, offset: int, encoding: Encoding) -> list[int]:
    """Letter case of each piece, taken from the whole word that it is part of."""
    offsets, words = encoding.offsets, encoding.word_ids
    result: list[int] = []
    at = 0
    while at < len(words):
        end = at + 1
        while end < len(words) and words[end] == words[at]:
            end += 1
        shape = shape_of(text[offset + offsets[at][0] : offset + offsets[end - 1][1]])
        result += [shape] * (end - at)
        at = end
    return result


def shape_of(word: str) -> int:
    """The letter case of a word: one of LOWER, TITLE, UPPER, MIXED, DIGITS, MARK."""
    if word.islower():
        return LOWER
    if not word[:1].isalnum():
        return MARK
    if word[:1].isdigit():
        return DIGITS
    if word[:1].isupper() and (len(word) == 1 or word[1:].islower()):
        return TITLE
    return UPPER if word.isupper() else MIXED


def quotation_states(segments: Segments, starts: Integers) -> Integers:
    """How each piece stands to double quotation marks: OUTSIDE, INSIDE, OPENING or CLOSING.

    A mark that shows no direction opens when none is open in its paragraph, else it closes. What is opened and
    never closed lasts to the paragraph's end.
    """
    states = np.zeros(len(starts), dtype=np.int64)
    ends = [paragraph.end for paragraph in segments.paragraphs]
    opened: int | None = None
    current = -1
    for match in QUOTATION_MARK.finditer(segments.text):
        number = bisect_right(ends, match.start())
        if number != current:
            if opened is not None:
                states[opened : np.searchsorted(starts, ends[current])] = INSIDE
            opened, current = None, number
        if number == len(ends):
            break
        if match.start() < segments.paragraphs[number].start:
            continue
        first, after = np.searchsorted(starts, (match.start(), match.end()))
        opens = match[0] in OPENERS or (match[0] not in CLOSERS and opened is None)
        if opens:
            opened = after if opened is None else opened
        elif opened is not None:
            states[opened:first] = INSIDE
            opened = None
        states[first:after] = OPENING if opens else CLOSING
    if opened is not None and current < len(ends):
        states[opened : np.searchsorted(starts, ends[current])] = INSIDE
    return states


def _blocks(paragraphs: Integers, sentences: Integers) -> Integers:
    """First piece of each block, and the number of pieces."""
    bounds = [int(at) for at in np.flatnonzero(np.diff(paragraphs, prepend=-1))] + [len(paragraphs)]
    result: list[int] = []
    for start, end in itertools.pairwise(bounds):
        at = start
        while end - at > MAX_BLOCK:
            result.append(at)
            breaks = np.flatnonzero(np.diff(sentences[at : at + MAX_BLOCK + 1]))
            at += int(breaks[-1]) + 1 if len(breaks) else MAX_BLOCK
        result.append(at)
    return np.array([*result, len(paragraphs)] if len(paragraphs) else [0], dtype=np.int64)
