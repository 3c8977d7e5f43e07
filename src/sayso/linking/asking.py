"""Asking: what a story says on a claim in the asker's own words.

The question is read as a proposition like any statement's. A proposition of the story is about it when it names what
the question names; an answer ("denied the report") is about what the claim is about that it was gathered into. Stances
are those to the question, not to the claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sayso.errors import NoQuestion
from sayso.linking.claims import claim_on, propositions_in
from sayso.linking.concepts import concept_of, printed_as
from sayso.linking.propositions import Proposition, propositions_of, with_one_name
from sayso.linking.terms import is_verb_form
from sayso.records import Act, Article, Claim, Factuality, Findings, Form, Reprint, Stance, Statement, Story
from sayso.spans import Span

__all__ = ["LONGEST_QUESTION", "answer", "lookups", "read_question"]

# Code points of a question: a claim is a sentence, and those of news are shorter.
LONGEST_QUESTION = 500
# Things named in a question by which articles are looked up, the most telling.
MOST_LOOKED_UP = 6
# Share of what the question names, by weight, that a proposition must name to be about it.
NAMED = 0.7
# Words behind which a verb stands in its plain form.
BEFORE_VERBS = frozenset({"to", "will", "would", "did", "does", "do", "can", "could", "may", "might", "must", "should"})
# What of a stored claim's assertions must be about the question, so that its answers are too.
MOSTLY = 0.5


def read_question(words: str) -> Proposition:
    """A claim in somebody's own words, or a question whether it is so, as a proposition.

    Raises:
        NoQuestion: if there is nothing in it that could be affirmed or denied; the message says what to do.
    """
    text = " ".join(words.split()).rstrip("?!. ")
    if not text:
        raise NoQuestion('nothing is asked; give a claim, such as: sayso ask "the ferry was overloaded"')
    if len(text) > LONGEST_QUESTION:
        raise NoQuestion(f"a claim is one sentence of {LONGEST_QUESTION} letters at most; this has {len(text):,}")
    said = Statement(
        id="question", form=Form.INDIRECT, source=(), cue=(), content=(Span(0, len(text)),), act=Act.ASSERT,
        factuality=Factuality.CT_PLUS, presupposed=False, speaker=None, reason="asked", via=(), said_on=None,
        confidence=1.0,
    )  # fmt: skip
    read = propositions_of(Article(id="question", origin="question", sha256="", text=text), said)
    if not read:
        raise NoQuestion(f"{text!r} holds no words that reports could share")
    if len(read) > 1:
        raise NoQuestion("ask one claim at a time: this is more than one sentence")
    if len(read[0].concepts) < 2 or not read[0].telling:
        raise NoQuestion(
            f"{text!r} says nothing that could be affirmed or denied; `sayso search` finds words, `sayso who` speakers"
        )
    return read[0]


def lookups(question: Proposition) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """By which words the articles that may be about a question are found.

    Returns:
        Sets of which an article must meet one; in each set, for each of several things that the question names, the
        words by which reports name it. A word that ends in an asterisk stands for all that begin with it.
    """
    telling = sorted(question.concepts, key=lambda concept: (-question.concepts[concept], concept))[:MOST_LOOKED_UP]
    printed = {concept: printed_as(concept, question.words) for concept in telling}
    total = sum(question.concepts.values())
    without = [one for one in telling if total - question.concepts[one] >= NAMED * total and len(telling) > 2]
    kept = [[one for one in telling if one != left] for left in without] or [telling]
    return tuple(tuple(printed[one] for one in some) for some in kept)


def answer(
    question: Proposition,
    story: Story,
    findings: Sequence[Findings],
    claims: Iterable[Claim],
    reprints: Iterable[Reprint],
) -> Claim | None:
    """What the statements of a story say on a question.

    Args:
        findings: of the story's articles; speakers have the ids of their entities.
        claims: that were gathered from them.
        reprints: among them.

    Returns:
        Positions with their stances to the question; None if nobody says anything on it.
    """
    asked, *told = with_one_name([question, *propositions_in(findings)])
    about = [proposition for proposition in told if _is_about(proposition, asked)]
    group = about + _answers(told, about, claims)
    claim = claim_on(asked, group, story, findings, reprints) if group else None
    return _of_this_number(claim, asked, group) if claim else None


def _of_this_number(claim: Claim, asked: Proposition, group: Sequence[Proposition]) -> Claim:
    """The claim with those who say the thing of another number, or of none, as only mentioning what was asked."""
    numbers = {concept for concept in asked.names if concept[:1].isdigit()}
    having = {p.statement.id for p in group if not numbers or numbers & p.concepts.keys()}
    return replace(
        claim,
        positions=tuple(
            replace(position, stance=Stance.MENTIONS)
            if position.stance is Stance.SUPPORTS and position.statement not in having
            else position
            for position in claim.positions
        ),
    )


def _is_about(proposition: Proposition, asked: Proposition) -> bool:
    """Whether a proposition names what the question names: most of it by weight, and something that is no name."""
    if proposition.is_withheld or proposition.looks_back or proposition.is_bare:
        return False
    if asked.about.events and not asked.about.events & proposition.concepts.keys():
        return False
    # "The deal rests on lies" has no verb by which it could be known again, only nouns: all of them must be named.
    if _verbs(asked).isdisjoint(proposition.concepts) and not asked.telling <= proposition.concepts.keys():
        return False
    # "Soldiers were given Sorvian weapons" has all but the giver of "Norland gave weapons to Sorvia"; "denied any gift
    # of weapons" need not name who is said to have given them.
    if asked.about.subject and not proposition.is_answer and asked.about.subject.isdisjoint(proposition.concepts):
        return False
    shared = asked.concepts.keys() & proposition.concepts.keys()
    weight = sum(asked.concepts[concept] for concept in shared)
    return bool(shared & asked.telling) and weight >= NAMED * sum(asked.concepts.values())


def _verbs(asked: Proposition) -> frozenset[str]:
    """What happens in a question, by its verbs: "agreement" names a happening too, but tells nothing of it."""
    words = [word.lower() for word in asked.words]
    behind = zip(words, ["", *words], strict=False)
    return frozenset(concept_of(word) for word, before in behind if is_verb_form(word) or before in BEFORE_VERBS)


def _answers(told: Sequence[Proposition], about: Sequence[Proposition], claims: Iterable[Claim]) -> list[Proposition]:
    """The answers in claims of which most that is asserted is about what was asked.

    "Denied the report" names no proposition, "denied that any of its ships had touched the boat" another one than "a
    cutter rammed the trawler"; both were gathered into the claim that they answer.
    """
    is_about = {p.statement.id: False for p in told if not p.is_answer} | {p.statement.id: True for p in about}
    answering: set[str] = set()
    for claim in claims:
        ids = [position.statement for position in claim.positions]
        asserted = [is_about[id] for id in ids if id in is_about]
        if asserted and sum(asserted) >= MOSTLY * len(asserted):
            answering.update(ids)
    found = {p.statement.id for p in about}
    return [p for p in told if p.statement.id in answering - found and p.is_answer]
