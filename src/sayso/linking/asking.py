"""Asking: what a story says on a claim in the asker's own words.

The question is read as a proposition like any statement's. A proposition of the story is about it when it names what
the question names, or, with a scorer, when its meaning lies near and its article names whoever the question names; an
answer ("denied the report") is about what the claim is about that it was gathered into. Stances are those to the
question, not to the claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.errors import NoQuestion
from sayso.linking.claims import claim_on, propositions_in
from sayso.linking.concepts import concept_of, printed_as
from sayso.linking.pairs import PairScorer
from sayso.linking.propositions import Proposition, attribution_of, propositions_of, with_one_name
from sayso.linking.stances import stance_of
from sayso.linking.terms import is_verb_form
from sayso.records import Act, Article, Claim, Factuality, Findings, Form, Reprint, Stance, Statement, Story
from sayso.spans import Span

__all__ = ["LONGEST_QUESTION", "Lookup", "answer", "lookups", "read_question"]

# Code points of a question: a claim is a sentence, and those of news are shorter.
LONGEST_QUESTION = 500
# Names, and other things, in a question by which articles are looked up, the most telling of each.
MOST_LOOKED_UP = 6
# Share of what the question names, by weight, that a proposition must name to be about it.
NAMED = 0.7
# Words behind which a verb stands in its plain form.
BEFORE_VERBS = frozenset({"to", "will", "would", "did", "does", "do", "can", "could", "may", "might", "must", "should"})
# What of a stored claim's assertions must be about the question, so that its answers are too.
MOSTLY = 0.5
# With a scorer: how near a proposition's meaning must lie to the question's, and what share of likeness words keep.
# Chosen, like the two chances below, on the half dev of benchmarks/quality/asked.
NEAR, WORDS = 0.5, 0.1
# The scorer's chance, least, that one of both says what the other says, for a yes; and most that a text supports the
# question, for a no: a boy "shot himself" lies near "his uncle shot him".
SAYS_IT, SAYS_YES = 0.25, 0.3
# Propositions whose meanings are read for one question to one story, those that share most words with it.
MOST_READ = 300


@dataclass(frozen=True, slots=True)
class Lookup:
    """What articles that may be about a question print: for each thing named, the words by which reports name it.

    A word that ends in an asterisk stands for all that begin with it.

    Attributes:
        names: of people, places and bodies: an article has all of them.
        others: of what is said of them: an article has one, or two where there are no names; the more the better.
    """

    names: tuple[tuple[str, ...], ...]
    others: tuple[tuple[str, ...], ...]


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


def lookups(question: Proposition) -> Lookup:
    """By which words the articles that may be about a question are found."""
    telling = sorted(question.concepts, key=lambda concept: (-question.concepts[concept], concept))
    named = [concept for concept in telling if concept in question.names and not concept[:1].isdigit()]
    others = [concept for concept in telling if concept not in named]
    words = {concept: printed_as(concept, question.words) for concept in telling}
    return Lookup(
        tuple(words[concept] for concept in named[:MOST_LOOKED_UP]),
        tuple(words[concept] for concept in others[:MOST_LOOKED_UP]),
    )


def answer(
    question: Proposition,
    story: Story,
    findings: Sequence[Findings],
    claims: Iterable[Claim],
    reprints: Iterable[Reprint],
    scorer: PairScorer | None = None,
) -> Claim | None:
    """What the statements of a story say on a question.

    Args:
        findings: of the story's articles; speakers have the ids of their entities.
        claims: that were gathered from them.
        reprints: among them.
        scorer: by which statements in other words than the question's are found; None: by words alone.

    Returns:
        Positions with their stances to the question; None if nobody says anything on it. Who only mentions what is
        asked is left out, but for who says it of another number.
    """
    asked, *told = with_one_name([question, *propositions_in(findings)])
    about = [proposition for proposition in told if _is_about(proposition, asked)]
    if scorer is not None:
        named = set(map(id, about))
        about += _near([one for one in told if id(one) not in named], asked, findings, scorer)
    group = about + _answers(told, about, claims)
    claim = claim_on(asked, group, story, findings, reprints, scorer) if group else None
    if claim is not None and any(position.stance is Stance.MENTIONS for position in claim.positions):
        outspoken = {position.statement for position in claim.positions if position.stance is not Stance.MENTIONS}
        group = [proposition for proposition in group if proposition.statement.id in outspoken]
        claim = claim_on(asked, group, story, findings, reprints, scorer) if group else None
    return _of_this_number(claim, asked, group) if claim else None


def _near(
    told: Sequence[Proposition], asked: Proposition, findings: Sequence[Findings], scorer: PairScorer
) -> list[Proposition]:
    """Those that say in other words what is asked, or its opposite."""
    texts = {finding.article.id: finding.article.text for finding in findings}
    naming = {id for id, text in texts.items() if _names_all(text, asked)}
    shares = {id(one): _share(one, asked) for one in told if one.article in naming and _is_told(one)}
    read = sorted((one for one in told if id(one) in shares), key=lambda one: -shares[id(one)])[:MOST_READ]
    if not read:
        return []
    claimed = " ".join(asked.words)
    own, *others = scorer.meanings([claimed, *(" ".join(one.words) for one in read)])
    return [
        one
        for one, meaning in zip(read, others, strict=True)
        if (1 - WORDS) * float(own @ meaning) + WORDS * shares[id(one)] >= NEAR
        and _bears_out(one, asked, texts[one.article], scorer)
    ]


def _names_all(text: str, asked: Proposition) -> bool:
    """Whether a text names, in whatever form, everybody and every place that the question names."""
    letters = text.lower()
    names = [name for name in asked.names if not name[:1].isdigit()]
    return all(any(re.search(_beginning(form), letters) for form in printed_as(name, asked.words)) for name in names)


def _beginning(form: str) -> str:
    """A pattern for a word of `printed_as`: what ends in an asterisk stands for all that begin with it."""
    word = re.escape(form.removesuffix("*"))
    return rf"\b{word}" if form.endswith("*") else rf"\b{word}\b"


def _share(proposition: Proposition, asked: Proposition) -> float:
    """Share, by weight, of what the question names that a proposition names."""
    weight = sum(asked.concepts[concept] for concept in asked.concepts.keys() & proposition.concepts.keys())
    return weight / sum(asked.concepts.values())


def _bears_out(proposition: Proposition, asked: Proposition, text: str, scorer: PairScorer) -> bool:
    """Whether the scorer does not speak against the side that the rules see a near proposition take."""
    claimed = " ".join(asked.words)
    stance = stance_of(proposition, asked)
    if stance is Stance.DENIES:
        return scorer.stances([(claimed, attribution_of(proposition, text))])[0].supports < SAYS_YES
    if stance in {Stance.SUPPORTS, Stance.MENTIONS}:
        chances = scorer.relations([(claimed, " ".join(proposition.words))])[0]
        return chances.same + chances.narrower_or_broader >= SAYS_IT
    return True


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
    if not _is_told(proposition):
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
    return bool(proposition.concepts.keys() & asked.telling) and _share(proposition, asked) >= NAMED


def _is_told(proposition: Proposition) -> bool:
    """Whether a proposition says what it is about, rather than point at it or keep it back."""
    return not (proposition.is_withheld or proposition.looks_back or proposition.is_bare)


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
