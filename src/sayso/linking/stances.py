"""Stances: how a statement stands to a claim, derived from act, factuality and polarity, never set by hand.

A denial read as an assertion would be the worst of all errors, so where the signs contradict one another the
statement is recorded as mentioning the claim, no more.
"""

from __future__ import annotations

from sayso.linking.propositions import OWN_WORDS, REFUSALS, Manner, Proposition
from sayso.records import Act, Factuality, Stance

__all__ = ["stance_of"]

SAYING = frozenset({Act.ASSERT, Act.ACKNOWLEDGE, Act.ASSESS_LIKELY, Act.ASSESS_POSSIBLE, Act.PREDICT})
PLAIN: dict[Act, Stance] = {
    Act.CANNOT_CONFIRM: Stance.NONCOMMITTAL,
    Act.DECLINES_TO_CONFIRM: Stance.NONCOMMITTAL,
    Act.DOES_NOT_DENY: Stance.NONCOMMITTAL,
    Act.NO_RESPONSE: Stance.NONCOMMITTAL,
    Act.SUPPOSE: Stance.CONDITIONAL,
    Act.QUESTION: Stance.QUESTIONS,
    Act.RETRACT: Stance.MENTIONS,
}
# Whatever the act was taken for: words that put a thing in this manner do not assert it.
BY_MANNER: dict[Manner, Stance] = {
    Manner.REPORTED: Stance.MENTIONS,
    Manner.UNSURE: Stance.NONCOMMITTAL,
    Manner.SUPPOSED: Stance.CONDITIONAL,
    Manner.ASKED: Stance.QUESTIONS,
}
POSITIVE = frozenset({Factuality.CT_PLUS, Factuality.PR_PLUS, Factuality.PS_PLUS})
NEGATIVE = frozenset({Factuality.CT_MINUS, Factuality.PR_MINUS, Factuality.PS_MINUS})


def stance_of(proposition: Proposition, *, claim_is_negative: bool) -> Stance:
    """How the statement of a proposition stands to the claim that the proposition belongs to.

    Args:
        proposition: of the statement in question.
        claim_is_negative: whether the claim's gloss says that something is not so.
    """
    act = proposition.statement.act
    if act in PLAIN:
        return PLAIN[act]
    if act in SAYING and proposition.manner in BY_MANNER:
        return BY_MANNER[proposition.manner]
    if act in SAYING:
        sign = _sign_of_saying(proposition)
    elif act in REFUSALS:
        sign = _sign_of_refusing(proposition)
    else:
        sign = int(proposition.statement.presupposed and not proposition.is_negated)
    if claim_is_negative:
        sign = -sign
    return {1: Stance.SUPPORTS, -1: Stance.DENIES, 0: Stance.MENTIONS}[sign]


def _sign_of_saying(proposition: Proposition) -> int:
    """1: it says that the thing is so; -1: that it is not; 0: cannot be told."""
    factuality = proposition.statement.factuality
    if factuality in NEGATIVE and proposition.n_siblings == 1:
        return -1
    if factuality in POSITIVE or factuality in NEGATIVE:
        return -1 if proposition.is_negated else 1 if factuality in POSITIVE else 0
    return 0


def _sign_of_refusing(proposition: Proposition) -> int:
    """A refusal of a plain proposition denies it.

    So does a negation in the speaker's own words ("We have not sent anyone"). A refusal, told by the reporter, of a
    negated proposition ("denied that it had not paid") is not turned into a "yes".
    """
    if not proposition.is_negated or proposition.statement.form in OWN_WORDS or not proposition.is_refusal_told:
        return -1
    return 0
