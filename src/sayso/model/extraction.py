"""From encoder vectors to attributions: windows, labels, arcs, in numpy.

An attribution is a cue, the contents whose likeliest cue it is, and the source that is likeliest for it, or none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from sayso.model.arcs import MAX_PARTNERS, relations, score_arcs, span_vectors
from sayso.model.decoding import chain_of, decode
from sayso.model.labels import ROLES, Floats, Integers, spans_of_labels
from sayso.model.pieces import Pieces
from sayso.model.windows import CONTEXT, WINDOW, Window, windows_over

CLS, SEP = 101, 102
SOURCE, CUE, CONTENT = range(len(ROLES))
# Word pieces in a batch: enough to fill a core, few enough to stay in its cache.
BATCH = 2048


class Encoder(Protocol):
    """Runs the network over a batch of windows."""

    def __call__(self, ids: Integers, features: Integers, lengths: Integers) -> tuple[Floats, Floats]:
        """Vectors [windows, pieces, width] and label scores [windows, pieces, labels] of padded windows."""


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution in word pieces: spans as (first, piece after the last), and how sure each part is, 0 to 1.

    Attributes:
        roles: mean probability of the label role over the pieces of content, cue and source (1 where absent).
        links: probability of the least sure content-cue arc and of the cue-source arc.
    """

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    roles: tuple[float, float, float]
    links: tuple[float, float]


Weights = Mapping[str, Floats]


def find_in_pieces(pieces: Pieces, encoder: Encoder, weights: Weights) -> list[Found]:
    """The attributions of a text, in order of their cues; `weights` are the chain's and both arcs'."""
    if not len(pieces):
        return []
    hidden, emissions = encode_pieces(pieces, encoder)
    return decode_pieces(pieces, hidden, emissions, weights)


def decode_pieces(pieces: Pieces, hidden: Floats, emissions: Floats, weights: Weights) -> list[Found]:
    """The attributions that vectors [pieces, width] and label scores [pieces, labels] stand for."""
    labels, marginals = decode(chain_of(weights), emissions, pieces.blocks)
    spans: list[list[tuple[int, int]]] = [[], [], []]
    for role, start, end in spans_of_labels(labels):
        spans[role].append((start, end))
    sources, cues, contents = (np.array(found, dtype=np.int64).reshape(-1, 2) for found in spans)
    places = np.stack([pieces.sentences, pieces.paragraphs, pieces.quotes], axis=1)
    cue_of, sure_of_cue = _best_partners(_part(weights, "cue_of_content."), contents, cues, hidden, places)
    source_of, sure_of_source = _best_partners(_part(weights, "source_of_cue."), cues, sources, hidden, places)
    role_marginals = np.stack([marginals[:, 1 + 4 * role : 5 + 4 * role].sum(axis=1) for role in range(3)], axis=1)
    result = []
    for number, cue in enumerate(spans[CUE]):
        mine = np.flatnonzero(cue_of == number)
        if not len(mine):
            continue
        source = (spans[SOURCE][source_of[number]],) if source_of[number] >= 0 else ()
        content = tuple(spans[CONTENT][at] for at in mine)
        sure = [
            _mean(role_marginals[:, role], own) for role, own in ((CONTENT, content), (CUE, (cue,)), (SOURCE, source))
        ]
        links = float(sure_of_cue[mine].min()), float(sure_of_source[number])
        result.append(Found(source, (cue,), content, (sure[0], sure[1], sure[2]), links))
    return result


def _part(weights: Weights, prefix: str) -> Weights:
    return {name.removeprefix(prefix): value for name, value in weights.items() if name.startswith(prefix)}


def _mean(values: Floats, spans: tuple[tuple[int, int], ...]) -> float:
    if not spans:
        return 1.0
    return float(np.concatenate([values[start:end] for start, end in spans]).mean())


def _best_partners(
    weights: Weights, anchors: Integers, partners: Integers, hidden: Floats, places: Integers
) -> tuple[Integers, Floats]:
    """The number of each anchor's likeliest partner, -1 for none, and its probability."""
    best = np.full(len(anchors), -1, dtype=np.int64)
    sure = np.ones(len(anchors), dtype=np.float32)
    if not len(anchors) or not len(partners):
        return best, sure
    partner_vectors = span_vectors(hidden, partners)
    for first in range(0, len(anchors), MAX_PARTNERS):
        some = slice(first, first + MAX_PARTNERS)
        low = max(0, int(np.searchsorted(partners[:, 0], anchors[some][0, 0])) - MAX_PARTNERS)
        high = int(np.searchsorted(partners[:, 0], anchors[some][-1, 1])) + MAX_PARTNERS
        related = relations(anchors[some], partners[low:high], places)
        scores = score_arcs(weights, span_vectors(hidden, anchors[some]), partner_vectors[low:high], related)
        column = scores.argmax(axis=1)
        best[some] = np.where(column == scores.shape[1] - 1, -1, column + low)
        sure[some] = np.exp(scores.max(axis=1))
    return best, sure


def encode_pieces(
    pieces: Pieces, encoder: Encoder, *, size: int = WINDOW, context: int = CONTEXT
) -> tuple[Floats, Floats]:
    """Vectors [pieces, width] and label scores [pieces, labels] of a whole text, each from the owning window."""
    windows = windows_over(pieces.blocks, size=size, context=context)
    hidden: Floats | None = None
    emissions: Floats | None = None
    for batch in _batches(windows):
        ids, features, lengths = _inputs(pieces, batch)
        vectors, scores = encoder(ids, features, lengths)
        if hidden is None or emissions is None:
            hidden = np.zeros((len(pieces), vectors.shape[2]), dtype=np.float32)
            emissions = np.zeros((len(pieces), scores.shape[2]), dtype=np.float32)
        for row, window in enumerate(batch):
            own = slice(1 + window.first - window.start, 1 + window.after - window.start)
            hidden[window.first : window.after] = vectors[row, own]
            emissions[window.first : window.after] = scores[row, own]
    if hidden is None or emissions is None:
        raise ValueError("a text without word pieces has no vectors")
    return hidden, emissions


def _batches(windows: list[Window]) -> Iterator[list[Window]]:
    """Windows of like length together."""
    batch: list[Window] = []
    for window in sorted(windows, key=lambda window: window.end - window.start):
        if batch and (len(batch) + 1) * (window.end - window.start + 2) > BATCH:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def _inputs(pieces: Pieces, batch: list[Window]) -> tuple[Integers, Integers, Integers]:
    """Ids and features, with CLS before and SEP behind each window, padded with 0; and lengths."""
    lengths = np.array([window.end - window.start + 2 for window in batch], dtype=np.int64)
    ids = np.zeros((len(batch), int(lengths.max())), dtype=np.int64)
    features = np.zeros_like(ids)
    for row, window in enumerate(batch):
        ids[row, 0], ids[row, lengths[row] - 1] = CLS, SEP
        ids[row, 1 : lengths[row] - 1] = pieces.ids[window.start : window.end]
        features[row, 1 : lengths[row] - 1] = pieces.features[window.start : window.end]
    return ids, features, lengths
