"""Every stance and act has its sign or phrase."""

from __future__ import annotations

from sayso.records import Act, Stance
from sayso.views import SIGNS, act_words


def test_every_stance_has_its_own_mark_and_its_own_word() -> None:
    assert set(SIGNS) == set(Stance)
    assert len({sign.mark for sign in SIGNS.values()}) == len({sign.word for sign in SIGNS.values()}) == len(Stance)
    assert all(len(sign.mark) == 1 for sign in SIGNS.values())


def test_every_act_has_its_own_phrase() -> None:
    assert len({act_words(act) for act in Act}) == len(Act)
