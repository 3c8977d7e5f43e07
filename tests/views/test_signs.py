"""Every stance and act has its sign or phrase."""

from __future__ import annotations

import pytest

from sayso.records import Act, Stance
from sayso.views import SIGNS, act_words, in_words


def test_every_stance_has_its_own_mark_and_its_own_word() -> None:
    assert set(SIGNS) == set(Stance)
    assert len({sign.mark for sign in SIGNS.values()}) == len({sign.word for sign in SIGNS.values()}) == len(Stance)
    assert all(len(sign.mark) == 1 for sign in SIGNS.values())


def test_every_act_has_its_own_phrase() -> None:
    assert len({act_words(act) for act in Act}) == len(Act)


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [(1, "origin", "1 origin"), (2, "page", "2 pages"), (0, "story", "0 stories"), (12000, "claim", "12,000 claims")],
)
def test_a_count_agrees_with_its_noun(number: int, noun: str, words: str) -> None:
    assert in_words(number, noun) == words
