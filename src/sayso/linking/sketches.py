"""Sketches of texts: MinHash signatures and their band keys.

Two articles that share much of their wording get signatures that agree in many places, and with high chance one
band key in common, so that copies are found by key instead of by comparing everything with everything.
Signatures are stored for years: every number here derives from constants in this file, through hash functions of
our own, never from a library's or Python's. Changing one makes stored sketches worthless; `VERSION` says which.

Broder, "On the resemblance and containment of documents", 1997; Leskovec, Rajaraman & Ullman, "Mining of Massive
Datasets", chapter 3 (bands and rows).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sayso.spans import Spans

__all__ = [
    "BANDS",
    "PERMUTATIONS",
    "SHINGLE_WORDS",
    "VERSION",
    "Sketch",
    "Words",
    "resemblance",
    "shingle",
    "sketch",
    "sketch_of",
]

VERSION = 1
PERMUTATIONS = 128
# 16 bands of 8 rows: a pair that shares half of its shingles has a band in common with chance .06, three
# quarters .81, nine tenths 1.00. Partial copies are found by other means (reprints.py).
BANDS = 16
ROWS = PERMUTATIONS // BANDS
# Words: long enough that phrases of the trade ("told reporters on Tuesday that") seldom coincide.
SHINGLE_WORDS = 5
# Shingles hashed at a time: 128 x 4096 x 4 bytes stay inside a processor's second-level cache.
BATCH = 4096
# Letters of one word that count, each by its place; a longer run of letters is no word of a language.
LONGEST_WORD = 64
# Code points below this have their case folded; above it stand scripts without case, each letter its own.
CASED_BELOW = 0x3000

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
SEED = 0x5A45_5350_4F4E_5321
LETTER_BASE = 0x0000_0100_0000_01B3
SHINGLE_BASE = 0xD6E8_FEB8_6659_FD93
BAND_BASE = 0xA076_1D64_78BD_642F

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a text to find its copies.

    Attributes:
        signature: 128 little-endian unsigned 32-bit numbers; empty for a text without words.
        bands: 16 keys as signed 64-bit numbers (what SQLite holds), one a band, different bands never alike; empty
            for a text without words, so that empty pages do not meet in one bucket.
    """

    signature: bytes
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of a text as hashes, in order, with the code-point offsets where they start and end."""

    hashes: Hashes
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.hashes)

    @classmethod
    def of(cls, text: str) -> Words:
        """Cut `text` into runs of letters and digits, case folded; apostrophes and hyphens part words.

        Curly and straight marks, case and white space make no difference. Time is linear in the text's length.
        """
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        folded = np.where(codes < CASED_BELOW, _folding()[np.minimum(codes, CASED_BELOW - 1)], codes).astype(np.uint64)
        is_word = np.zeros(len(codes) + 2, np.int8)
        is_word[1:-1] = folded != 0
        edges = np.diff(is_word)
        starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
        if not len(starts):
            return cls(np.empty(0, np.uint64), starts, ends)
        places = np.arange(len(codes)) - np.repeat(
            np.append(0, starts), np.diff(np.append(np.append(0, starts), len(codes)))
        )
        weighted = folded * _powers(LETTER_BASE, LONGEST_WORD)[np.minimum(places, LONGEST_WORD - 1)]
        return cls(_mixed(np.add.reduceat(weighted, starts) + (ends - starts).astype(np.uint64)), starts, ends)

    def outside(self, spans: Spans) -> Words:
        """The words that share no character with `spans`."""
        keep = np.ones(len(self), bool)
        for span in spans:
            first = int(np.searchsorted(self.ends, span.start, side="right"))
            keep[first : int(np.searchsorted(self.starts, span.end))] = False
        return Words(self.hashes[keep], self.starts[keep], self.ends[keep])


def shingle(words: Hashes) -> Hashes:
    """Hashes of every run of five words, in order; a shorter text is one shingle, an empty one none."""
    n = len(words)
    if n == 0:
        return words
    width = min(SHINGLE_WORDS, n)
    powers = _powers(SHINGLE_BASE, SHINGLE_WORDS)
    total = np.zeros(n - width + 1, np.uint64)
    for place in range(width):
        total += words[place : n - width + 1 + place] * powers[place]
    return _mixed(total + np.uint64(width))


def sketch(text: str, furniture: Spans = ()) -> Sketch:
    """Describe `text`, less its furniture, for finding copies of it."""
    return sketch_of(shingle(Words.of(text).outside(furniture).hashes))


def sketch_of(shingles: Hashes) -> Sketch:
    """Describe a text by its shingles, in any order."""
    if not len(shingles):
        return Sketch(b"", ())
    narrow = (shingles >> np.uint64(32)).astype(np.uint32)
    factors, addends = _permutations()
    signature = np.full(PERMUTATIONS, 0xFFFF_FFFF, np.uint32)
    for start in range(0, len(narrow), BATCH):
        values = factors[:, None] * narrow[None, start : start + BATCH]
        values += addends[:, None]
        np.minimum(signature, values.min(axis=1), out=signature)
    return Sketch(signature.astype("<u4").tobytes(), _band_keys(signature))


def resemblance(one: Sketch, other: Sketch) -> float:
    """Estimated share of shingles that two texts have in common (Jaccard), 0 to 1; standard error at most .045."""
    if not one.signature or not other.signature:
        return 0.0
    agreeing = np.frombuffer(one.signature, "<u4") == np.frombuffer(other.signature, "<u4")
    return float(agreeing.mean())


def _band_keys(signature: NDArray[np.uint32]) -> tuple[int, ...]:
    rows = signature.reshape(BANDS, ROWS).astype(np.uint64)
    total = (_mixed(rows + GOLDEN) * _powers(BAND_BASE, ROWS)[None, :]).sum(axis=1, dtype=np.uint64)
    keys = _mixed(total + np.arange(BANDS, dtype=np.uint64) * GOLDEN)
    return tuple(keys.view(np.int64).tolist())


def _mixed(values: Hashes) -> Hashes:
    """Spread differences over all bits: the finalizer of splitmix64 (Steele, Lea & Flood 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


@cache
def _powers(base: int, count: int) -> Hashes:
    return np.array([pow(base, exponent, 1 << 64) for exponent in range(count)], np.uint64)


@cache
def _permutations() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    numbers = _mixed(np.uint64(SEED) + np.arange(1, 2 * PERMUTATIONS + 1, dtype=np.uint64) * GOLDEN)
    narrow = (numbers >> np.uint64(32)).astype(np.uint32)
    return narrow[:PERMUTATIONS] | np.uint32(1), narrow[PERMUTATIONS:]


@cache
def _folding() -> NDArray[np.uint32]:
    """Code point -> itself in lower case if it is a letter or digit, else 0."""
    table = np.zeros(CASED_BELOW, np.uint32)
    for code in range(CASED_BELOW):
        letter = chr(code)
        if letter.isalnum():
            lower = letter.lower()
            table[code] = ord(lower) if len(lower) == 1 else code
    return table
