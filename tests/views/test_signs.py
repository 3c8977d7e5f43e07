"""Every stance and act has its sign or phrase."""

from __future__ import annotations

import pytest

from sayso.records import Act, Factuality, Stance
from sayso.views import SIGNS, act_words


def test_every_stance_has_its_own_mark_and_its_own_word() -> None:
    assert set(SIGNS) == set(Stance)
    assert len({sign.mark for sign in SIGNS.values()}) == len({sign.word for sign in SIGNS.values()}) == len(Stance)
    assert all(len(sign.mark) == 1 for sign in SIGNS.values())


def test_every_act_has_its_own_phrase() -> None:
    assert len({act_words(act, None) for act in Act}) == len(Act)


@pytest.mark.parametrize(
    ("act", "factuality", "words"),
    [
        (Act.ASSERT, Factuality.CT_PLUS, "says it is so"),
        (Act.ASSERT, Factuality.CT_MINUS, "says it is not so"),
        (Act.ASSESS_LIKELY, Factuality.PR_MINUS, "says it is unlikely"),
        (Act.DENY, Factuality.CT_MINUS, "denies"),
        (Act.CANNOT_CONFIRM, Factuality.UU, "cannot confirm"),
        (Act.PRAISE, Factuality.UU, "does not support"),
        (Act.PROMISE, Factuality.CT_MINUS, "will not do it"),
    ],
)
def test_a_negative_content_is_never_worded_as_a_yes(act: Act, factuality: Factuality, words: str) -> None:
    assert act_words(act, factuality) == words
