"""What a speaker can do with a content, and what each act makes of it: the tables of docs/taxonomy.md section 2."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.records import Act, Factuality
from sayso.spans import Spans

BY_ACT: dict[Act, Factuality | None] = {
    Act.ASSERT: Factuality.CT_PLUS,
    Act.ACKNOWLEDGE: Factuality.CT_PLUS,
    Act.ASSESS_LIKELY: Factuality.PR_PLUS,
    Act.ASSESS_POSSIBLE: Factuality.PS_PLUS,
    Act.PREDICT: Factuality.PR_PLUS,
    Act.DENY: Factuality.CT_MINUS,
    Act.DISPUTE: Factuality.PR_MINUS,
    Act.CANNOT_CONFIRM: Factuality.UU,
    Act.DECLINES_TO_CONFIRM: Factuality.UU,
    Act.DOES_NOT_DENY: Factuality.UU,
    Act.SUPPOSE: Factuality.UU,
    Act.QUESTION: Factuality.UU,
    Act.RETRACT: Factuality.UU,
}
NEGATED = {
    Factuality.CT_PLUS: Factuality.CT_MINUS,
    Factuality.PR_PLUS: Factuality.PR_MINUS,
    Factuality.PS_PLUS: Factuality.PS_MINUS,
}
ANSWERING = frozenset(
    {
        Act.DENY,
        Act.DISPUTE,
        Act.CANNOT_CONFIRM,
        Act.DECLINES_TO_CONFIRM,
        Act.DOES_NOT_DENY,
        Act.ACKNOWLEDGE,
        Act.SUPPOSE,
        Act.QUESTION,
        Act.NO_RESPONSE,
    }
)
# How sure the readings are; no corpus with these labels is at hand, so they only rank: plain cue, content read too,
# cue not in the lexicon.
TRUST_CUE = 1.0
TRUST_CONTENT = 0.9
TRUST_UNKNOWN_CUE = 0.6


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a speaker does by a statement.

    Attributes:
        factuality: of the proposition in the content, as `records.Factuality`; None for acts off the truth axis.
        refers_to: of an answer the spans of what it is about; empty where the article does not print it.
        points_back: whether it is about something said before ("the claims", "it").
    """

    act: Act
    factuality: Factuality | None
    presupposed: bool = False
    refers_to: Spans = ()
    points_back: bool = False
    trust: float = TRUST_CUE
