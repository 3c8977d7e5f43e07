"""From encoder vectors to attributions and mentions: windows, labels, arcs, in numpy.

An attribution is a cue, the contents whose likeliest cue it is, and the source that is likeliest for it, or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from sayso.model.arcs import MAX_PARTNERS, Weights, product, project, relations, score_arcs, score_none, span_vectors
from sayso.model.decoding import chain_of, decode
from sayso.model.labels import ROLES, Floats, Integers, mentions_of_labels, spans_of_labels
from sayso.model.pieces import Pieces
from sayso.model.windows import windows_over

CLS, SEP = 101, 102
SOURCE, CUE, CONTENT = range(len(ROLES))
# A further piece of a content stays only if its cue is likelier than all else together. Measured on held-out articles
# of PolNeAR train: F1 of content and source 71.0 -> 71.4; a wrong piece spoils the right one.
LEAST_SURE_PIECE = 0.5
# Windows whose vectors are held in memory together: 12 MB.
WINDOWS_AT_ONCE = 64


class Encoder(Protocol):
    """Runs the network over a window.

    One at a time: the vectors of a window fit a core's cache, and a batch of them takes 1.4 times as long.
    """

    def __call__(self, ids: Integers, features: Integers) -> tuple[Floats, Floats]:
        """Vectors [pieces, width] and label scores [pieces, labels] of a window."""


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


@dataclass(frozen=True, slots=True)
class FoundMention:
    """A mention in word pieces: its kind's number, first piece, piece after the last, and how sure it is, 0 to 1."""

    kind: int
    first: int
    after: int
    sure: float


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


def find_in_pieces(pieces: Pieces, encoder: Encoder, weights: Weights) -> tuple[list[Found], list[FoundMention]]:
    """The attributions of a text, in order of their cues, and its mentions; `weights` are those of all heads.

    Vectors are kept for the ends of spans only, so memory does not grow with a text that says little.
    """
    windows = windows_over(pieces.blocks)
    parts: list[Labelled] = []
    mentions: list[FoundMention] = []
    for at in range(0, len(windows), WINDOWS_AT_ONCE):
        first, hidden, emissions = encode_windows(pieces, windows[at : at + WINDOWS_AT_ONCE], encoder)
        parts.append(label_pieces(pieces, first, hidden, emissions, weights))
        mentions += find_mentions(pieces, first, hidden, weights)
    return (link_spans(pieces, _joined(parts), weights) if parts else []), mentions


def find_mentions(pieces: Pieces, first: int, hidden: Floats, weights: Weights) -> list[FoundMention]:
    """The mentions in a run of whole blocks that begins with piece `first`; none goes past its block's end.

    Args:
        hidden: vectors [pieces, width] of the run.
    """
    scores = product(hidden, weights["mention.weight"].T) + weights["mention.bias"]
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    found = []
    labels = scores.argmax(axis=1)
    block_starts = pieces.blocks[(pieces.blocks >= first) & (pieces.blocks < first + len(hidden))] - first
    for kind, start, end in mentions_of_labels(labels, block_starts):
        sure = shares[start:end, 1 + 2 * kind : 3 + 2 * kind].sum(axis=1).mean()
        found.append(FoundMention(kind, first + start, first + end, float(sure)))
    return found


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


def encode_windows(pieces: Pieces, windows: Sequence[tuple[int, int]], encoder: Encoder) -> tuple[int, Floats, Floats]:
    """The first piece of these windows, and vectors and label scores of all their pieces."""
    vectors, scores = zip(*(_encode(pieces, first, after, encoder) for first, after in windows), strict=True)
    return windows[0][0], np.concatenate(vectors), np.concatenate(scores)


def _encode(pieces: Pieces, first: int, after: int, encoder: Encoder) -> tuple[Floats, Floats]:
    ids = np.concatenate([[CLS], pieces.ids[first:after], [SEP]])
    features = np.concatenate([[0], pieces.features[first:after], [0]])
    vectors, scores = encoder(ids, features)
    return vectors[1:-1], scores[1:-1]
