"""Stances: how a statement stands to a claim, derived from act, factuality and polarity, never set by hand.

A denial read as an assertion would be the worst of all errors, so where the signs contradict one another the
statement is recorded as mentioning the claim, no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.linking.pairs import PairScorer
from sayso.linking.propositions import OWN_WORDS, REFUSALS, Clause, Manner, Proposition, attribution_of
from sayso.records import NEGATIVE, SAYING, Act, Article, Factuality, Stance

__all__ = ["may_name", "stance_of", "supported"]

# The scorer's chance from which what was only known to mention a claim supports it. On the half dev of
# benchmarks/quality/claims .5 and .85 are as good.
SURE = 0.7
# Share of the words of the shorter of two statements from which they are put in much the same words.
MUCH = 0.4

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
# Who condemns or praises a thing may take it for granted.
JUDGING = frozenset({Act.CONDEMN, Act.PRAISE})
# What is asked for, promised or praised is backed by somebody else who does the same. Not so what is condemned: who
# condemns a plan does not support "the plan".
OFF_AXIS = frozenset({Act.DEMAND, Act.PROMISE, Act.THREATEN, Act.PRAISE})
# Of such acts: "has not called for it" is Uu, "did not promise it" CT-.
UNDENIED = frozenset({None, Factuality.CT_PLUS})
POSITIVE = frozenset({Factuality.CT_PLUS, Factuality.PR_PLUS, Factuality.PS_PLUS})


def stance_of(proposition: Proposition, claim: Proposition) -> Stance:
    """How the statement of a proposition stands to the claim that the proposition belongs to.

    Args:
        proposition: of the statement in question.
        claim: the proposition whose words stand for the claim; it may be the same one.
    """
    clause = _clause_about(proposition, claim)
    is_negated = clause.is_negated
    act = proposition.statement.act
    if act in PLAIN:
        return PLAIN[act]
    if _does_the_same(proposition, claim, clause):
        return Stance.SUPPORTS
    if act in SAYING and _says_both(proposition, claim):
        return Stance.MENTIONS
    if act in SAYING and clause.manner in BY_MANNER:
        return BY_MANNER[clause.manner]
    if act in SAYING and _is_said_alike(proposition, claim):
        return Stance.SUPPORTS if proposition.statement.factuality in POSITIVE | NEGATIVE else Stance.MENTIONS
    if act in SAYING:
        sign = _sign_of_saying(proposition, clause)
    elif act in REFUSALS:
        sign = _sign_of_refusing(proposition, is_negated)
    else:
        sign = int(proposition.statement.presupposed and not is_negated)
    if act in SAYING and sign > 0 and proposition.is_prospective and not claim.is_prospective:
        return Stance.MENTIONS  # what sending them would mean does not say that they were sent
    if claim.is_negated:
        sign = -sign
    if act in SAYING and sign < 0 and proposition is not claim and _is_likely_the_same(proposition, claim):
        return Stance.MENTIONS
    return {1: Stance.SUPPORTS, -1: Stance.DENIES, 0: Stance.MENTIONS}[sign]


def may_name(proposition: Proposition, *, is_negated: bool) -> bool:
    """Whether a claim may be called by a proposition's words: whether these alone say it, and not its opposite.

    A denial's content says what it denies. A "no" that stands outside the words ("it is not so that") would be lost.

    Args:
        is_negated: whether the claim says that something is not so.
    """
    statement = proposition.statement
    is_undone = statement.act in SAYING and statement.factuality in NEGATIVE and not proposition.is_negated
    return proposition.speaks_for_itself and proposition.is_negated == is_negated and not is_undone


def supported(
    group: Sequence[Proposition], claim: Proposition, article_of: Mapping[str, Article], scorer: PairScorer
) -> set[int]:
    """Places in a group of those that support its claim in words that the rules do not see through.

    Only what its speaker puts forward is asked about: a denial, a doubt and what others are said to say keep the stance
    that the rules give them.

    Args:
        group: propositions of which `stance_of` says no more than that they mention the claim.
        article_of: by id, of all in the group.
    """
    asked = [at for at, one in enumerate(group) if _may_support(one, claim)]
    claimed = " ".join(claim.words)
    pairs = [(claimed, attribution_of(group[at], article_of[group[at].article].text)) for at in asked]
    return {at for at, chances in zip(asked, scorer.stances(pairs), strict=True) if chances.supports >= SURE}


def _may_support(proposition: Proposition, claim: Proposition) -> bool:
    """Whether nothing in a proposition or in the claim denies, leaves open, or looks ahead to what is claimed."""
    statement = proposition.statement
    is_denied = (
        claim.is_negated or statement.factuality in NEGATIVE or any(one.is_negated for one in proposition.clauses)
    )
    is_open = any(one.manner in BY_MANNER for one in proposition.clauses)
    is_ahead = proposition.is_prospective and not claim.is_prospective
    return statement.act in SAYING | JUDGING and not (is_denied or is_open or is_ahead)


def _does_the_same(proposition: Proposition, claim: Proposition, clause: Clause) -> bool:
    """Whether the claim is no plain assertion itself, and the proposition puts it in the same way.

    Both ask for it, promise or praise it ("wants a new deal", "called for a new deal"), or both say it under a
    condition ("if the river rises, the town will flood"). Never where either has a "no" anywhere, in its words or in
    what is done with them ("has not called for a new deal", "if it rises, the town will not flood").
    """
    if any(one.is_negated for each in (proposition, claim) for one in each.clauses):
        return False
    own, claimed = proposition.statement, claim.statement
    if own.act in OFF_AXIS:
        return own.act is claimed.act and {own.factuality, claimed.factuality} <= UNDENIED
    is_conditional = clause.manner is claim.main.manner is Manner.SUPPOSED
    return own.act in SAYING and is_conditional and NEGATIVE.isdisjoint({own.factuality, claimed.factuality})


def _is_said_alike(one: Proposition, other: Proposition) -> bool:
    """Whether both are the same printed words, read alike: a negation in them is part of what both say."""
    return one.words == other.words and one.statement.factuality is other.statement.factuality


def _is_likely_the_same(proposition: Proposition, claim: Proposition) -> bool:
    """Whether a sign unlike the claim's most often belongs to what else is said.

    So it is where one speaker says both, in several clauses, or where the claim has several and much the same words:
    of such pairs in the labelled stories (training/meanings) fewer than one in ten contradict; of the rest, a third.
    """
    if proposition.speaker_name and proposition.speaker_name == claim.speaker_name:
        return not len(proposition.clauses) == len(claim.clauses) == proposition.n_siblings == 1
    words, claimed = ({word.lower() for word in each.words} for each in (proposition, claim))
    return len(claim.clauses) > 1 and len(words & claimed) >= MUCH * min(len(words), len(claimed))


def _clause_about(proposition: Proposition, claim: Proposition) -> Clause:
    """The clause that speaks of the claim: its sign counts, not that of what else the sentence says."""
    if proposition is claim:
        return proposition.main
    at = max(range(len(proposition.clauses)), key=lambda at: (_overlap(proposition.clauses[at], claim), -at))
    return proposition.clauses[at] if _overlap(proposition.clauses[at], claim) else proposition.main


def _says_both(proposition: Proposition, claim: Proposition) -> bool:
    """Whether it affirms one thing and denies another, and in its words nothing tells which of them the claim is."""
    signs = {clause.is_negated for clause in proposition.clauses}
    return proposition is not claim and len(signs) > 1 and not any(_overlap(one, claim) for one in proposition.clauses)


def _overlap(clause: Clause, claim: Proposition) -> float:
    return sum(claim.concepts[concept] for concept in clause.concepts & claim.main.concepts)


def _sign_of_saying(proposition: Proposition, about: Clause) -> int:
    """1: it says that the thing is so; -1: that it is not; 0: cannot be told."""
    factuality = proposition.statement.factuality
    if factuality in POSITIVE:
        return (-1 if about.is_plainly_negated else 0) if about.is_negated else 1
    if factuality not in NEGATIVE:
        return 0
    has_other_negation = any(clause.is_negated for clause in proposition.clauses)
    is_of_this = about.is_plainly_negated or (proposition.n_siblings == 1 and not has_other_negation)
    return -1 if is_of_this else 0


def _sign_of_refusing(proposition: Proposition, is_negated: bool) -> int:
    """A refusal of a plain proposition denies it.

    So does a negation in the speaker's own words ("We have not sent anyone"). A refusal, told by the reporter, of a
    negated proposition ("denied that it had not paid") is not turned into a "yes"; that of a thing ("rejected the
    deal", "excluded them from the tariffs") denies nothing.
    """
    if proposition.is_refusal_of_a_thing:
        return 0
    if not is_negated or proposition.statement.form in OWN_WORDS or not proposition.is_refusal_told:
        return -1
    return 0
