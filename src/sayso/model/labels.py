"""The labels a tagger gives to word pieces, and the spans that runs of labels stand for.

Roles are told apart piece by piece: the first of a span is B, the last E, those between I, a span of one piece
is S, and whatever has no role is O (Ramshaw & Marcus 1995, in the BIOES variant). Of all label sequences only
those are allowed in which every span that opens also closes with the same role.
"""

from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt

from sayso.records import MentionKind

ROLES = ("source", "cue", "content")
LABELS = ("O", *(f"{part}-{role}" for role in ROLES for part in "BIES"))
MENTIONS = tuple(MentionKind)
MENTION_LABELS = ("O", *(f"{part}-{kind}" for kind in MENTIONS for part in "BI"))
# How a text stands to a claim, and how two propositions stand to one another: what the pair scorer's heads tell apart.
STANCES = ("for", "against", "observing", "unrelated")
RELATIONS = ("same", "contradicts", "narrower_or_broader", "unrelated")
# As good as impossible, and still finite, so that sums of it stay numbers in half precision.
FORBIDDEN = -1e4

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]


def label_of(role: str, part: str) -> int:
    """The number of the label `part` ("B", "I", "E" or "S") of a role."""
    return 1 + 4 * ROLES.index(role) + "BIES".index(part)


def allowed_transitions() -> npt.NDArray[np.bool_]:
    """Which label may follow which: [before, after]."""
    allowed = np.zeros((len(LABELS), len(LABELS)), dtype=bool)
    for before, name in enumerate(LABELS):
        for after, follower in enumerate(LABELS):
            if name[0] in "BI":
                allowed[before, after] = follower[0] in "IE" and follower[1:] == name[1:]
            else:
                allowed[before, after] = follower[0] in "OBS"
    return allowed


def may_begin() -> npt.NDArray[np.bool_]:
    """Which labels may stand first in a block."""
    return np.array([name[0] in "OBS" for name in LABELS])


def may_end() -> npt.NDArray[np.bool_]:
    """Which labels may stand last in a block."""
    return np.array([name[0] in "OES" for name in LABELS])


def labels_of_spans(length: int, spans: list[tuple[int, int, int]]) -> Integers:
    """Labels of `length` pieces from disjoint (role number, first piece, piece after the last)."""
    labels = np.zeros(length, dtype=np.int64)
    for role, start, end in spans:
        base = 1 + 4 * role
        labels[start:end] = base + 1
        labels[start], labels[end - 1] = base, base + 2
        if end - start == 1:
            labels[start] = base + 3
    return labels


def spans_of_labels(labels: Integers) -> list[tuple[int, int, int]]:
    """The (role number, first piece, piece after the last) of an allowed label sequence, in order."""
    spans = []
    start = 0
    for at in np.flatnonzero(labels):
        role, part = divmod(int(labels[at]) - 1, 4)
        if part in (0, 3):
            start = int(at)
        if part in (2, 3):
            spans.append((role, start, int(at) + 1))
    return spans


def mention_labels_of_spans(length: int, spans: list[tuple[int, int, int]]) -> Integers:
    """Mention labels of `length` pieces from disjoint (kind number, first piece, piece after the last)."""
    labels = np.zeros(length, dtype=np.int64)
    for kind, start, end in spans:
        labels[start:end] = 2 + 2 * kind
        labels[start] = 1 + 2 * kind
    return labels


def mentions_of_labels(labels: Integers, breaks: Integers) -> list[tuple[int, int, int]]:
    """The (kind number, first piece, piece after the last) of mention labels, in order.

    An I begins a mention where no piece of its kind stands before it, and at `breaks`, which no mention reaches across.
    """
    kinds = np.where(labels > 0, (labels - 1) // 2, -1)
    begins = (labels % 2 == 1) | (np.diff(kinds, prepend=-1) != 0)
    begins[breaks] = True
    edges = [*np.flatnonzero(begins).tolist(), len(labels)]
    return [(int(kinds[start]), start, end) for start, end in itertools.pairwise(edges) if kinds[start] >= 0]
