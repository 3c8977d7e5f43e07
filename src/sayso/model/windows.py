"""Windows over a text's blocks: what the encoder reads at once.

A window is a run of whole blocks. Labels are decided block by block and links over the whole text, so no attribution
ends where a window does.
"""

from __future__ import annotations

from sayso.model.labels import Integers

# Word pieces; windows in training hold 160. Content+source F1 on 50 held-out articles and on dev, and microseconds a
# piece, with weights 0.1.0: 75.2, 74.0 and 96; windows of 254 without context 74.5, 73.5 and 107; windows of 254 that
# read 32 pieces more on either side 74.7, 74.5 and 152. So context costs half the time again and brings no more than
# chance.
WINDOW = 126


def windows_over(blocks: Integers, *, size: int = WINDOW) -> list[tuple[int, int]]:
    """The windows that together hold every piece once, as (first piece, piece after the last).

    Args:
        blocks: first piece of each block, and the number of pieces at the end.
        size: pieces in a window at most; a longer block (`pieces.MAX_BLOCK` at most) has a window of its own.
    """
    windows: list[tuple[int, int]] = []
    for first, after in zip(blocks[:-1].tolist(), blocks[1:].tolist(), strict=True):
        if windows and after - windows[-1][0] <= size:
            windows[-1] = (windows[-1][0], after)
        else:
            windows.append((first, after))
    return windows
