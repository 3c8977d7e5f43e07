"""Claims gathered with a scorer at hand: what lies near joins, and no more; rules keep denials and open answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from sayso.linking.claims import gather_claims
from sayso.linking.entities import join_entities
from sayso.linking.pairs import Meanings, RelationChances, StanceChances
from sayso.records import Act, Claim, Factuality, Findings, Stance, Story
from tests.linking.made import Said, report

FLOOD, BREAD = "flood", "bread"


@dataclass
class ByTopic:
    """Texts of one topic lie in one place, by the words that name it; every pair has the same stance."""

    topics: dict[str, tuple[str, ...]]
    supports: float = 0.0
    name: str = "by topic"
    asked: list[tuple[str, str]] = field(default_factory=list)

    def meanings(self, texts: Sequence[str]) -> Meanings:
        table = np.zeros((len(texts), len(self.topics) + len(texts)), dtype=np.float32)
        for row, text in enumerate(texts):
            found = [at for at, words in enumerate(self.topics.values()) if any(word in text for word in words)]
            table[row, found[0] if found else len(self.topics) + row] = 1
        return table

    def stances(self, pairs: Sequence[tuple[str, str]]) -> tuple[StanceChances, ...]:
        self.asked += pairs
        rest = (1 - self.supports) / 3
        return tuple(StanceChances(self.supports, rest, rest, rest) for _ in pairs)

    def relations(self, pairs: Sequence[tuple[str, str]]) -> tuple[RelationChances, ...]:
        raise AssertionError("claims are gathered without relations")


TOPICS = ByTopic({FLOOD: ("river flood", "water filled"), BREAD: ("loaf",)})
ONE = report(
    "one",
    "Mayor Ida Holm said the river flooded the streets of Osby. Traders said bakers doubled the price of a loaf.",
    Said("Ida Holm", "the river flooded the streets of Osby"),
    Said("Traders", "bakers doubled the price of a loaf"),
)
OTHER = report(
    "other",
    "Firefighters said water filled every cellar of the old town.",
    Said("Firefighters", "water filled every cellar of the old town"),
)
STORY = Story("s", "", ("one", "other"))


def claims_of(*findings: Findings, scorer: ByTopic | None) -> tuple[Claim, ...]:
    story = Story("s", "", tuple(finding.article.id for finding in findings))
    return gather_claims(story, findings, (), join_entities(findings, [story]), scorer=scorer)


def together(claims: Sequence[Claim]) -> set[frozenset[str]]:
    return {frozenset(position.statement for position in claim.positions) for claim in claims}


def test_what_shares_no_word_joins_where_its_meaning_is_near() -> None:
    assert together(claims_of(ONE, OTHER, scorer=TOPICS)) == {frozenset({"one.1", "other.1"}), frozenset({"one.2"})}
    apart = together(claims_of(ONE, OTHER, scorer=None))
    assert apart == {frozenset({"one.1"}), frozenset({"one.2"}), frozenset({"other.1"})}


def test_the_order_of_articles_does_not_matter() -> None:
    assert together(claims_of(OTHER, ONE, scorer=TOPICS)) == together(claims_of(ONE, OTHER, scorer=TOPICS))


def test_a_plan_stays_apart_from_what_was_done() -> None:
    plan = report(
        "plan",
        "Engineers said they will see that the river flooded the streets of Osby.",
        Said(
            "Engineers",
            "they will see that the river flooded the streets of Osby",
            Act.PREDICT,
            factuality=Factuality.PR_PLUS,
        ),
    )
    assert frozenset({"one.1", "plan.1"}) not in together(claims_of(ONE, plan, scorer=TOPICS))


def stances_of(*findings: Findings, scorer: ByTopic) -> dict[str, Stance]:
    """Statement -> its stance in the claim that several are about."""
    (claim,) = [claim for claim in claims_of(*findings, scorer=scorer) if len(claim.positions) > 1]
    return {position.statement: position.stance for position in claim.positions}


def test_a_denial_that_lies_near_denies() -> None:
    denial = report(
        "denial",
        "The ministry denied that water filled every cellar of the old town.",
        Said("The ministry", "water filled every cellar of the old town", Act.DENY, cue="denied"),
    )
    sure = ByTopic(TOPICS.topics, supports=0.99)
    assert stances_of(ONE, OTHER, denial, scorer=sure)["denial.1"] is Stance.DENIES


@pytest.mark.parametrize(("chance", "expected"), [(0.9, Stance.SUPPORTS), (0.5, Stance.MENTIONS)])
def test_what_only_mentions_supports_where_the_scorer_is_sure(chance: float, expected: Stance) -> None:
    unsure = report(
        "unsure",
        "Sailors said that water filled the harbour office.",
        Said("Sailors", "water filled the harbour office", factuality=Factuality.UU),
    )
    scorer = ByTopic(TOPICS.topics, supports=chance)
    assert stances_of(ONE, OTHER, unsure, scorer=scorer)["unsure.1"] is expected
    assert "water filled the harbour office" in {text for _, text in scorer.asked}


@pytest.mark.parametrize(
    "words",
    [
        "the pumps held, although no water filled the harbour office",
        "the pumps held, but no water filled the harbour office",
    ],
)
def test_the_scorer_is_not_asked_of_words_that_deny_anything(words: str) -> None:
    hidden = report("hidden", f"Sailors said {words}.", Said("Sailors", words, factuality=Factuality.CT_PLUS))
    sure = ByTopic(TOPICS.topics, supports=0.99)
    claims = claims_of(ONE, OTHER, hidden, scorer=sure)
    assert not [pair for pair in sure.asked if "pumps" in pair[1]]
    said = {
        position.stance
        for claim in claims
        if claim.gloss_statement != "hidden.1"  # what a claim is called by supports it
        for position in claim.positions
        if position.statement == "hidden.1"
    }
    assert Stance.SUPPORTS not in said


@pytest.mark.parametrize("act", [Act.DENY, Act.CANNOT_CONFIRM, Act.QUESTION, Act.RETRACT, Act.DEMAND])
def test_the_scorer_is_not_asked_what_the_act_tells(act: Act) -> None:
    answer = report(
        "answer",
        "The ministry spoke of it: water filled every cellar of the old town.",
        Said("The ministry", "water filled every cellar of the old town", act, cue="spoke of it"),
    )
    sure = ByTopic(TOPICS.topics, supports=0.99)
    claims_of(ONE, OTHER, answer, scorer=sure)
    assert not [pair for pair in sure.asked if "ministry" in pair[1]]


def test_a_story_without_statements_asks_nothing() -> None:
    assert claims_of(report("none", "It rained."), scorer=TOPICS) == ()
