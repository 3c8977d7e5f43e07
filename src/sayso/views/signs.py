"""A sign and a word for each stance, a phrase for each act. Never a colour alone: a tenth of readers would miss it."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.records import NEGATIVE, Act, Factuality, Stance


@dataclass(frozen=True, slots=True)
class Sign:
    """How one stance is shown.

    Attributes:
        mark: one letter wide.
        word: what the mark says: "+ supports".
        name: for style sheets and legends: "supports".
    """

    mark: str
    word: str
    name: str

    def __str__(self) -> str:
        return f"{self.mark} {self.word}"


# In the order in which a reader asks: who says yes, who says no, who will not say, and then the rest.
SIGNS: dict[Stance, Sign] = {
    Stance.SUPPORTS: Sign("+", "supports", "supports"),
    Stance.DENIES: Sign("\u2212", "denies", "denies"),
    Stance.NONCOMMITTAL: Sign("\u25cb", "not confirmed", "noncommittal"),
    Stance.CONDITIONAL: Sign("?", "if true", "conditional"),
    Stance.QUESTIONS: Sign("\u203d", "asks whether", "questions"),
    Stance.MENTIONS: Sign("~", "mentions", "mentions"),
}
STANCE_ORDER = {stance: number for number, stance in enumerate(SIGNS)}

ACT_WORDS: dict[Act, str] = {
    Act.ASSERT: "says it is so",
    Act.ACKNOWLEDGE: "confirms",
    Act.ASSESS_LIKELY: "says it is likely",
    Act.ASSESS_POSSIBLE: "says it is possible",
    Act.PREDICT: "expects it",
    Act.DENY: "denies",
    Act.DISPUTE: "disputes",
    Act.CANNOT_CONFIRM: "cannot confirm",
    Act.DECLINES_TO_CONFIRM: "will not confirm",
    Act.DOES_NOT_DENY: "does not deny",
    Act.NO_RESPONSE: "did not reply",
    Act.SUPPOSE: "supposes",
    Act.QUESTION: "asks whether",
    Act.RETRACT: "takes it back",
    Act.DEMAND: "demands",
    Act.PROMISE: "promises",
    Act.THREATEN: "threatens",
    Act.CONDEMN: "condemns",
    Act.PRAISE: "praises",
}


# A speaker who asserts that something is not so: the act is an assertion, its content is negative.
NEGATIVE_WORDS: dict[Act, str] = {
    Act.ASSERT: "says it is not so",
    Act.ACKNOWLEDGE: "confirms it is not so",
    Act.ASSESS_LIKELY: "says it is unlikely",
    Act.ASSESS_POSSIBLE: "says it is possibly not so",
    Act.PREDICT: "expects it not to be",
}
# A deed refused or not undertaken, an attitude or a wish that is not held.
UNHELD_WORDS: dict[Act, str] = {
    Act.DEMAND: "does not demand it",
    Act.PROMISE: "will not do it",
    Act.THREATEN: "does not threaten",
    Act.CONDEMN: "does not condemn",
    Act.PRAISE: "does not support",
}
UNHELD = frozenset({Factuality.UU, Factuality.CT_MINUS})


def act_words(act: Act, factuality: Factuality | None) -> str:
    """What the speaker does, as a verb phrase: "will not confirm", "says it is not so"."""
    if factuality in UNHELD and act in UNHELD_WORDS:
        return UNHELD_WORDS[act]
    if factuality in NEGATIVE and act in NEGATIVE_WORDS:
        return NEGATIVE_WORDS[act]
    return ACT_WORDS[act]
