"""From encoder vectors to attributions: windows, labels, arcs, in numpy.

An attribution is a cue, the contents whose likeliest cue it is, and the source that is likeliest for it, or none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from sayso.model.arcs import MAX_PARTNERS, Weights, project, relations, score_arcs, score_none, span_vectors
from sayso.model.decoding import chain_of, decode
from sayso.model.labels import ROLES, Floats, Integers, spans_of_labels
from sayso.model.pieces import Pieces
from sayso.model.windows import Window, windows_over

CLS, SEP = 101, 102
SOURCE, CUE, CONTENT = range(len(ROLES))
# Word pieces in a batch: enough to fill a core, few enough to stay in its cache.
BATCH = 2048
# A further piece of a content stays only if its cue is likelier than all else together. Measured on held-out articles
# of PolNeAR train: F1 of content and source 71.0 -> 71.4; a wrong piece spoils the right one.
LEAST_SURE_PIECE = 0.5
# Windows whose vectors are held in memory together: 25 MB.
WINDOWS_AT_ONCE = 64


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


@dataclass(frozen=True)
class Labelled:
    """Spans that labels stand for, in text order.

    Attributes:
        roles: [n] role numbers.
        bounds: [n, 2] first piece and piece after the last.
        vectors: [n, 2 * width] the encoder's vectors at the first and the last piece.
        sure: [n] mean probability of the role over the span's pieces.
    """

    roles: Integers
    bounds: Integers
    vectors: Floats
    sure: Floats

    def of(self, role: int) -> Labelled:
        """The spans of one role."""
        mine = self.roles == role
        return Labelled(self.roles[mine], self.bounds[mine], self.vectors[mine], self.sure[mine])


def find_in_pieces(pieces: Pieces, encoder: Encoder, weights: Weights) -> list[Found]:
    """The attributions of a text, in order of their cues; `weights` are the chain's and both arcs'.

    Vectors are kept for the ends of spans only, so memory does not grow with a text that says little.
    """
    windows = windows_over(pieces.blocks)
    parts = [
        label_pieces(pieces, *encode_windows(pieces, windows[at : at + WINDOWS_AT_ONCE], encoder), weights)
        for at in range(0, len(windows), WINDOWS_AT_ONCE)
    ]
    return link_spans(pieces, _joined(parts), weights) if parts else []


def label_pieces(pieces: Pieces, first: int, hidden: Floats, emissions: Floats, weights: Weights) -> Labelled:
    """The spans in a run of whole blocks.

    Args:
        first: the piece that the run begins with.
        hidden, emissions: vectors [pieces, width] and label scores [pieces, labels] of the run.
    """
    bounds = pieces.blocks[(pieces.blocks >= first) & (pieces.blocks <= first + len(hidden))] - first
    labels, marginals = decode(chain_of(weights), emissions, bounds)
    found = np.array(spans_of_labels(labels), dtype=np.int64).reshape(-1, 3)
    roles, spans = found[:, 0], found[:, 1:]
    by_role = [marginals[:, 1 + 4 * role : 5 + 4 * role].sum(axis=1) for role in range(len(ROLES))]
    sure = [by_role[role][start:end].mean() for role, start, end in found.tolist()]
    return Labelled(roles, spans + first, span_vectors(hidden, spans), np.array(sure, dtype=np.float32))


def _joined(parts: list[Labelled]) -> Labelled:
    columns = ("roles", "bounds", "vectors", "sure")
    return Labelled(*(np.concatenate([getattr(part, column) for part in parts]) for column in columns))


def link_spans(pieces: Pieces, spans: Labelled, weights: Weights) -> list[Found]:
    """The attributions that the spans of a text make up, in order of their cues."""
    sources, cues, contents = (spans.of(role) for role in (SOURCE, CUE, CONTENT))
    places = np.stack([pieces.sentences, pieces.paragraphs, pieces.quotes], axis=1)
    cue_of, sure_of_cue = _best_partners(_part(weights, "cue_of_content."), contents, cues, places)
    cue_of = _without_doubtful(cue_of, sure_of_cue)
    source_of, sure_of_source = _best_partners(_part(weights, "source_of_cue."), cues, sources, places)
    result = []
    for number in sorted(set(cue_of.tolist()) - {-1}):
        mine = np.flatnonzero(cue_of == number)
        source = source_of[number : number + 1][source_of[number : number + 1] >= 0]
        lengths = contents.bounds[mine, 1] - contents.bounds[mine, 0]
        sure_of_roles = (
            float(np.average(contents.sure[mine], weights=lengths)),
            float(cues.sure[number]),
            float(sources.sure[source].mean()) if len(source) else 1.0,
        )
        result.append(
            Found(
                source=_pairs(sources.bounds[source]),
                cue=_pairs(cues.bounds[number : number + 1]),
                content=_pairs(contents.bounds[mine]),
                roles=sure_of_roles,
                links=(float(sure_of_cue[mine].min()), float(sure_of_source[number])),
            )
        )
    return result


def _without_doubtful(cue_of: Integers, sure: Floats) -> Integers:
    """The contents' cues, with -1 for a content that is doubtful while its cue has a surer one."""
    surest: dict[int, float] = {}
    for cue, chance in zip(cue_of.tolist(), sure.tolist(), strict=True):
        surest[cue] = max(chance, surest.get(cue, 0.0))
    top = np.array([surest[cue] for cue in cue_of.tolist()])
    return np.where((sure < LEAST_SURE_PIECE) & (sure < top), -1, cue_of)


def _pairs(bounds: Integers) -> tuple[tuple[int, int], ...]:
    return tuple((int(start), int(end)) for start, end in bounds)


def _part(weights: Weights, prefix: str) -> Weights:
    return {name.removeprefix(prefix): value for name, value in weights.items() if name.startswith(prefix)}


def _best_partners(
    weights: Weights, anchors: Labelled, partners: Labelled, places: Integers
) -> tuple[Integers, Floats]:
    """The number of each anchor's likeliest partner, -1 for none, and its probability."""
    best = np.full(len(anchors.bounds), -1, dtype=np.int64)
    sure = np.ones(len(best), dtype=np.float32)
    if not len(partners.bounds):
        return best, sure
    from_anchors, none = project(weights, "anchor", anchors.vectors), score_none(weights, anchors.vectors)
    from_partners = project(weights, "partner", partners.vectors)
    for first in range(0, len(best), MAX_PARTNERS):
        some = slice(first, first + MAX_PARTNERS)
        bounds, starts = anchors.bounds[some], partners.bounds[:, 0]
        low = max(0, int(np.searchsorted(starts, bounds[0, 0])) - MAX_PARTNERS)
        near = slice(low, int(np.searchsorted(starts, bounds[-1, 1])) + MAX_PARTNERS)
        related = relations(bounds, partners.bounds[near], places)
        scores = score_arcs(weights, from_anchors[some], from_partners[near], none[some], related)
        column = scores.argmax(axis=1)
        best[some] = np.where(column == scores.shape[1] - 1, -1, column + low)
        sure[some] = np.exp(scores.max(axis=1))
    return best, sure


def encode_windows(pieces: Pieces, windows: list[Window], encoder: Encoder) -> tuple[int, Floats, Floats]:
    """The first piece that these windows own, and vectors and label scores of all that they own."""
    first, after = windows[0].first, windows[-1].after
    hidden: Floats | None = None
    emissions: Floats | None = None
    for batch in _batches(windows):
        vectors, scores = encoder(*_inputs(pieces, batch))
        if hidden is None or emissions is None:
            hidden = np.zeros((after - first, vectors.shape[2]), dtype=np.float32)
            emissions = np.zeros((after - first, scores.shape[2]), dtype=np.float32)
        for row, window in enumerate(batch):
            own = slice(1 + window.first - window.start, 1 + window.after - window.start)
            hidden[window.first - first : window.after - first] = vectors[row, own]
            emissions[window.first - first : window.after - first] = scores[row, own]
    if hidden is None or emissions is None:
        raise ValueError("no windows to encode")
    return first, hidden, emissions


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
