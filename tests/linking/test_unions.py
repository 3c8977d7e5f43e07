"""Disjoint sets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.linking.unions import Unions


def test_sets_and_their_members_keep_the_given_order() -> None:
    unions = Unions("dcba")
    unions.join("a", "c")
    assert unions.sets() == [["d"], ["c", "a"], ["b"]]
    assert unions.find("a") == "c"


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20))
def test_the_order_of_joining_never_matters(pairs: list[tuple[int, int]]) -> None:
    one, other = Unions(range(10)), Unions(range(10))
    for left, right in pairs:
        one.join(left, right)
    for left, right in sorted(pairs, reverse=True):
        other.join(right, left)
    assert one.sets() == other.sets()
