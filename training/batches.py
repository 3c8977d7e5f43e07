"""Windows and batches of prepared articles.

A window is a run of whole blocks; where windows begin changes from epoch to epoch, so that every block is seen
with context on either side. All randomness comes from the generator that is handed in.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from sayso.model.arcs import relations
from sayso.model.labels import ROLES

CLS, SEP, MASK_ID = 101, 102, 103
STRAIGHT, STRAIGHT_SINGLE = 1000, 1005
LEFT, RIGHT, RIGHT_SINGLE = 1523, 1524, 1521
SOURCE, CUE, CONTENT = range(len(ROLES))
# Share of windows whose quotation marks are printed the other way, and of pieces hidden, against learning the
# habits of seven publishers.
RESTYLED, HIDDEN = 0.3, 0.03
MAX_DISTRACTORS = 12


@dataclass(frozen=True)
class Window:
    """Pieces `start` to `end` of all articles' pieces; bounds of its blocks, and its gold rows (window offsets)."""

    start: int
    end: int
    blocks: tuple[tuple[int, int], ...]
    rows: np.ndarray


def windows_of(data: Mapping[str, np.ndarray], article: int, size: int, first: int) -> Iterator[Window]:
    """The windows of an article: whole blocks, at most `first` pieces in the first one, `size` in the others."""
    (base, block_base, row_base), (_, block_end, row_end) = data["bounds"][article], data["bounds"][article + 1]
    bounds = data["blocks"][block_base:block_end] + base
    rows = data["rows"][row_base:row_end].astype(np.int64)
    blocks: list[tuple[int, int]] = []
    limit = first
    for start, end in itertools.pairwise(bounds):
        if blocks and end - blocks[0][0] > limit:
            yield _window(blocks, rows, base)
            blocks, limit = [], size
        blocks.append((int(start), int(end)))
    if blocks:
        yield _window(blocks, rows, base)


def _window(blocks: list[tuple[int, int]], rows: np.ndarray, base: int) -> Window:
    start, end = blocks[0][0], blocks[-1][1]
    spans = rows[:, 1:3] + base - start
    inside = (spans[:, 0] >= 0) & (spans[:, 1] <= end - start)
    renumbered = np.where(inside, np.cumsum(inside) - 1, -2)
    partners = np.where(rows[:, 3] >= 0, renumbered[np.maximum(rows[:, 3], 0)], -1)
    kept = np.stack([rows[:, 0], spans[:, 0], spans[:, 1], partners], axis=1)[inside]
    return Window(start, end, tuple((a - start, b - start) for a, b in blocks), kept)


def batches_of(windows: list[Window], budget: int, chance: np.random.Generator) -> list[list[Window]]:
    """Windows of like length together, about `budget` pieces a batch; batches in random order."""
    order = sorted(chance.permutation(len(windows)), key=lambda at: windows[at].end - windows[at].start)
    batches: list[list[Window]] = [[]]
    for at in order:
        length = windows[at].end - windows[at].start + 2
        if batches[-1] and (len(batches[-1]) + 1) * length > budget:
            batches.append([])
        batches[-1].append(windows[at])
    return [batches[at] for at in chance.permutation(len(batches))]


def inputs_of(
    data: Mapping[str, np.ndarray], batch: list[Window], chance: np.random.Generator | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ids and features [windows, pieces], with CLS before and SEP behind each window, and lengths.

    With `chance`, some windows change the style of their quotation marks and some pieces are hidden.
    """
    lengths = np.array([window.end - window.start + 2 for window in batch])
    ids = np.zeros((len(batch), lengths.max()), dtype=np.int64)
    features = np.zeros_like(ids)
    for row, window in enumerate(batch):
        own = data["ids"][window.start : window.end].astype(np.int64)
        own_features = data["features"][window.start : window.end]
        if chance is not None:
            own = _varied(own, data["places"][window.start : window.end, 2], chance)
        ids[row, : lengths[row]] = [CLS, *own, SEP]
        features[row, 1 : lengths[row] - 1] = own_features
    return ids, features, lengths


def _varied(ids: np.ndarray, quotes: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    if chance.random() < RESTYLED:
        if (ids == LEFT).any():
            ids = np.where((ids == LEFT) | (ids == RIGHT), STRAIGHT, ids)
            ids = np.where(ids == RIGHT_SINGLE, STRAIGHT_SINGLE, ids)
        else:
            ids = np.where((ids == STRAIGHT) & (quotes == 2), LEFT, np.where(ids == STRAIGHT, RIGHT, ids))
            ids = np.where(ids == STRAIGHT_SINGLE, RIGHT_SINGLE, ids)
    return np.where(chance.random(len(ids)) < HIDDEN, MASK_ID, ids)


def gold_arcs(
    window: Window, guesses: list[tuple[int, int, int]], anchor_role: int, places: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray] | None:
    """What the arcs from one role are to learn in a window.

    Args:
        guesses: spans the network finds now, (role, first, after); those beside gold are distractors: wrong
            partners, and wrong contents whose right cue is none.
        places: [pieces, 3] of the window.

    Returns:
        Anchors [n, 2], partners [m, 2], relations [n, m, 5], and the right column (m: none) of each anchor;
        None when there is nothing to learn.
    """
    rows = window.rows
    partner_role = CUE if anchor_role == CONTENT else SOURCE
    wanted = (rows[:, 0] == anchor_role) & (rows[:, 3] != -2)
    gold_partners = np.flatnonzero(rows[:, 0] == partner_role)
    spans = [tuple(span) for span in rows[gold_partners, 1:3]] + _beside(rows, guesses, partner_role)
    anchors = [tuple(span) for span in rows[wanted, 1:3]]
    n_gold = len(anchors)
    if anchor_role == CONTENT:
        anchors += _beside(rows, guesses, CONTENT)
    if not anchors or not spans:
        return None
    order = sorted(range(len(spans)), key=lambda at: spans[at])
    column = {int(gold_partners[at]): order.index(at) for at in range(len(gold_partners))}
    right = [column.get(int(partner), len(spans)) for partner in rows[wanted, 3]]
    right += [len(spans)] * (len(anchors) - n_gold)
    anchor_array = np.array(anchors, dtype=np.int64)
    partner_array = np.array([spans[at] for at in order], dtype=np.int64)
    return anchor_array, partner_array, relations(anchor_array, partner_array, places), np.array(right)


def _beside(rows: np.ndarray, guesses: list[tuple[int, int, int]], role: int) -> list[tuple[int, int]]:
    """Guessed spans of a role that overlap no gold span of it."""
    gold = rows[rows[:, 0] == role]
    found = [
        (start, end)
        for guess, start, end in guesses
        if guess == role and not ((gold[:, 1] < end) & (start < gold[:, 2])).any()
    ]
    return found[:MAX_DISTRACTORS]
