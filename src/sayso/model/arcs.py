"""Which cue belongs to a content and which source to a cue: scores of pairs of spans, in numpy.

A pair is scored from the encoder's vectors at both spans' first and last pieces and from how the two stand to
one another: distance and order, spans of the kind in between, sentences, paragraphs, quotation marks. A further
score says that there is no partner ("none"), which for a source is an answer: the text names none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.model.labels import Floats, Integers

# Upper bounds, in word pieces, of the distance classes; the last class is open.
DISTANCES = np.array([0, 1, 2, 3, 5, 8, 13, 20, 35, 60])
N_DISTANCE = 2 * (len(DISTANCES) + 1)
N_RANK = 8
N_SENTENCE = 7
N_PARAGRAPH = 5
N_QUOTE = 16
N_RELATIONS = N_DISTANCE + N_RANK + N_SENTENCE + N_PARAGRAPH + N_QUOTE
# Partners looked at for each span: the nearest so many, on either side.
MAX_PARTNERS = 12
# Multiplications in one matrix product; see `product`.
MAX_PRODUCT = 2**18

Weights = Mapping[str, Floats]


def relations(anchors: Integers, partners: Integers, places: Integers) -> Integers:
    """How each anchor stands to each partner, as five numbers below `N_RELATIONS`.

    Args:
        anchors: [n, 2] first piece and piece after the last.
        partners: [m, 2], in order.
        places: [pieces, 3] sentence, paragraph and quotation state of each piece.

    Returns:
        [n, m, 5]: distance and order, rank, sentences apart, paragraphs apart, quotation states.
    """
    before = partners[None, :, 1] <= anchors[:, None, 0]
    gap = np.where(before, anchors[:, None, 0] - partners[None, :, 1], partners[None, :, 0] - anchors[:, None, 1])
    distance = np.searchsorted(DISTANCES, np.maximum(gap, 0)) + np.where(before, 0, len(DISTANCES) + 1)
    rank = _ranks(before)
    anchor_places, partner_places = places[anchors[:, 0]], places[partners[:, 0]]
    apart = partner_places[None, :, :2] - anchor_places[:, None, :2]
    sentence = np.clip(apart[..., 0], -3, 3) + 3
    paragraph = np.clip(apart[..., 1], -2, 2) + 2
    quote = 4 * anchor_places[:, None, 2] + partner_places[None, :, 2]
    columns = (distance, rank, sentence, paragraph, quote)
    sizes = (N_DISTANCE, N_RANK, N_SENTENCE, N_PARAGRAPH)
    offsets = np.cumsum((0, *sizes))
    result: Integers = np.stack([column + offset for column, offset in zip(columns, offsets, strict=True)], axis=-1)
    return result


def _ranks(before: npt.NDArray[np.bool_]) -> Integers:
    """0..3 for the nearest, second, ... partner before the anchor; 4..7 for those after it."""
    n_before = before.sum(axis=1, keepdims=True)
    column = np.arange(before.shape[1])[None, :]
    behind = 4 + np.minimum(np.maximum(column - n_before, 0), 3)
    return np.asarray(np.where(before, np.minimum(n_before - 1 - column, 3), behind), dtype=np.int64)


def span_vectors(hidden: Floats, spans: Integers) -> Floats:
    """[n, 2 * width]: the encoder's vectors at each span's first and last piece."""
    return np.concatenate([hidden[spans[:, 0]], hidden[spans[:, 1] - 1]], axis=1)


@dataclass(frozen=True)
class Projected:
    """Spans as one side of an arc sees them: what goes into the hidden layer [n, hidden] and the product [n, dots]."""

    hidden: Floats
    dots: Floats

    def __getitem__(self, some: slice) -> Projected:
        return Projected(self.hidden[some], self.dots[some])


def project(weights: Weights, side: str, vectors: Floats) -> Projected:
    """Project span vectors [n, 2 * width] for a side, "anchor" or "partner"."""
    return Projected(product(vectors, weights[side]), product(vectors, weights[f"{side}_dot"]))


def score_none(weights: Weights, anchors: Floats) -> Floats:
    """How well "no partner" suits each span vector: [n]."""
    return np.asarray(anchors @ weights["none"] + weights["none_bias"], dtype=np.float32)


def product(vectors: Floats, matrix: Floats) -> Floats:
    """`vectors @ matrix`, a few rows at a time.

    OpenBLAS starts threads from 2**18 multiplications on. At these sizes they spin longer than they work: the time
    of a whole reading fell by a third without them.
    """
    rows = max(1, MAX_PRODUCT // matrix.size)
    result = np.empty((len(vectors), matrix.shape[1]), dtype=np.float32)
    for first in range(0, len(vectors), rows):
        result[first : first + rows] = vectors[first : first + rows] @ matrix
    return result


def score_arcs(weights: Weights, anchors: Projected, partners: Projected, none: Floats, related: Integers) -> Floats:
    """Log-probabilities of each partner, and of none in the last column: [n, m + 1].

    Args:
        weights: `anchor`, `partner` [2 * width, hidden], `relation` [N_RELATIONS, hidden], `bias` [hidden],
            `out` [hidden], `anchor_dot`, `partner_dot` [2 * width, dots], `none` [2 * width], `none_bias` [1].
        anchors, partners: from `project`.
        none: from `score_none`.
        related: from `relations`.
    """
    hidden = anchors.hidden[:, None] + partners.hidden[None]
    hidden = hidden + weights["relation"][related].sum(axis=2) + weights["bias"]
    dots = anchors.dots @ partners.dots.T
    scores = np.maximum(hidden, 0) @ weights["out"] + dots / np.sqrt(anchors.dots.shape[1])
    table = np.concatenate([scores, none[:, None]], axis=1)
    shifted = table - table.max(axis=1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result
