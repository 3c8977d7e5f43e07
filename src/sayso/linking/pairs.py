"""What a learned scorer says of texts and of pairs of them, and what it must do to be handed in.

A scorer is handed in, never imported: an ONNX session in `sayso.model` satisfies the protocol, tests use a stand-in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["Meanings", "PackedMeanings", "PairScorer", "RelationChances", "StanceChances", "packed", "unpacked"]

Meanings = NDArray[np.float32]
# Meanings [texts, width] in whole steps, the largest of each 127 to either side: a quarter of the room.
PackedMeanings = NDArray[np.int8]
STEPS = 127


def packed(meanings: Meanings) -> PackedMeanings:
    """Meanings in steps; packing what was unpacked gives the very same steps."""
    largest = np.abs(meanings).max(axis=1, keepdims=True)
    return np.rint(meanings * (STEPS / np.where(largest > 0, largest, 1))).astype(np.int8)


def unpacked(steps: PackedMeanings) -> Meanings:
    """Unit vectors of packed meanings."""
    vectors: Meanings = steps.astype(np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(lengths > 0, lengths, 1)
    return vectors


@dataclass(frozen=True, slots=True)
class StanceChances:
    """How a text stands to a claim: four chances, 1 together.

    Attributes:
        supports: it says that the claim is so.
        denies: it says that it is not so.
        noncommittal: it tells of the claim and takes no side.
        mentions: it is about something else, or about no more than the same people.
    """

    supports: float
    denies: float
    noncommittal: float
    mentions: float


@dataclass(frozen=True, slots=True)
class RelationChances:
    """How two propositions stand to one another: four chances, 1 together.

    Attributes:
        same: both say the same.
        contradicts: they cannot both be so: one is the other's denial, or counts otherwise.
        narrower_or_broader: one says what the other says, and more.
        unrelated: they say different things.
    """

    same: float
    contradicts: float
    narrower_or_broader: float
    unrelated: float


class PairScorer(Protocol):
    """Weighs texts and pairs of texts by learned weights."""

    @property
    def name(self) -> str:
        """Name and version of the weights, recorded with every row that rests on them."""
        ...

    def meanings(self, texts: Sequence[str]) -> Meanings:
        """Where the meanings of texts lie: the nearer two of them, the likelier both are about one claim.

        Returns:
            Unit vectors [texts, width] in the order of `texts`, such as `unpacked` makes; a text's vector does not
            depend on the others. A text and its denial lie near one another: both are about the same claim.
        """
        ...

    def relations(self, pairs: Sequence[tuple[str, str]]) -> tuple[RelationChances, ...]:
        """How the propositions of each pair stand to one another.

        Returns:
            In the order of `pairs`. A pair's chances do not depend on the others, nor on which of its two texts
            stands first.
        """
        ...

    def stances(self, pairs: Sequence[tuple[str, str]]) -> tuple[StanceChances, ...]:
        """How the second text of each pair stands to the first, the claim.

        Returns:
            In the order of `pairs`. A pair's chances do not depend on the others.
        """
        ...
