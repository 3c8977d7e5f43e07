"""Windows over a text's blocks: what the encoder reads at once.

Every block is owned by one window, which may read more than it owns. Labels are decided block by block and links over
the whole text, from the vectors of owned pieces, so no attribution ends where a window does.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.labels import Integers

# Word pieces. Training windows hold 254. F1 of content and source on PolNeAR dev and words a CPU-second, all told: with
# 32 of context on each side 74.5 and 3,000, without context 73.3 and 3,700; windows of 160 without context 73.3 and
# 4,100. Held-out articles of train show no difference beyond chance.
WINDOW, CONTEXT = 254, 32


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `start` to `end` are read, `first` to `after` are owned."""

    start: int
    end: int
    first: int
    after: int


def windows_over(blocks: Integers, *, size: int = WINDOW, context: int = CONTEXT) -> list[Window]:
    """Windows that own every piece once.

    Args:
        blocks: first piece of each block, and the number of pieces at the end.
        size: pieces in a window at most; a longer block (`pieces.MAX_BLOCK` at most) has a window of its own.
        context: pieces read before and after the owned ones, where there are so many.
    """
    n_pieces, room = int(blocks[-1]), size - 2 * context
    owned: list[tuple[int, int]] = []
    for first, after in zip(blocks[:-1].tolist(), blocks[1:].tolist(), strict=True):
        if owned and after - owned[-1][0] <= room:
            owned[-1] = (owned[-1][0], after)
        else:
            owned.append((first, after))
    return [_with_context(first, after, n_pieces, size=size, context=context) for first, after in owned]


def _with_context(first: int, after: int, n_pieces: int, *, size: int, context: int) -> Window:
    spare = max(0, size - (after - first))
    behind = min(context, first, (spare + 1) // 2)
    ahead = min(context, n_pieces - after, spare - behind)
    return Window(first - behind, after + ahead, first, after)
