from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.windows import windows_over


@given(st.lists(st.integers(1, 60), min_size=1, max_size=60), st.integers(64, 120), st.integers(0, 20))
def test_each_piece_is_owned_once_and_windows_keep_their_size(lengths: list[int], size: int, context: int) -> None:
    blocks = np.cumsum([0, *lengths])
    windows = windows_over(blocks, size=size, context=context)
    owned = [at for window in windows for at in range(window.first, window.after)]
    assert owned == list(range(blocks[-1]))
    for window in windows:
        assert 0 <= window.start <= window.first < window.after <= window.end <= blocks[-1]
        assert window.end - window.start <= size


def test_inner_windows_are_read_with_context_on_both_sides() -> None:
    windows = windows_over(np.arange(0, 1001, 50), size=250, context=30)
    assert all(window.first - window.start == 30 for window in windows[1:])
    assert all(window.end - window.after == 30 for window in windows[:-1])
