from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.windows import windows_over


@given(st.lists(st.integers(1, 60), min_size=1, max_size=60), st.integers(64, 120))
def test_each_piece_is_in_one_window_and_windows_are_whole_blocks(lengths: list[int], size: int) -> None:
    blocks = np.cumsum([0, *lengths])
    windows = windows_over(blocks, size=size)
    assert [at for first, after in windows for at in range(first, after)] == list(range(blocks[-1]))
    for first, after in windows:
        assert {first, after} <= set(blocks.tolist())
        assert after - first <= size


def test_a_block_longer_than_a_window_has_one_of_its_own() -> None:
    assert windows_over(np.array([0, 5, 30, 35]), size=10) == [(0, 5), (5, 30), (30, 35)]
