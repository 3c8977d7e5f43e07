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


def test_a_denial_that_lies_near_denies() -> None:
    denial = report(
        "denial",
        "The ministry said no water filled any cellar.",
        Said("The ministry", "no water filled any cellar", factuality=Factuality.CT_MINUS),
    )
    sure = ByTopic(TOPICS.topics, supports=0.99)
    for claim in claims_of(ONE, OTHER, denial, scorer=sure):
        for position in claim.positions:
            if position.statement == "denial.1":
                assert position.stance is not Stance.SUPPORTS or len(claim.positions) == 1


@pytest.mark.parametrize(("chance", "expected"), [(0.9, Stance.SUPPORTS), (0.5, Stance.MENTIONS)])
def test_what_only_mentions_supports_where_the_scorer_is_sure(chance: float, expected: Stance) -> None:
    # A warning what it would mean says by rule no more than that there is talk of it.
    warning = report(
        "warning",
        "Engineers said that water filled the lock and the bridge will fall.",
        Said("Engineers", "water filled the lock and the bridge will fall", Act.PREDICT, factuality=Factuality.PR_PLUS),
    )
    unsure = report(
        "unsure",
        "Sailors said that water filled the harbour office.",
        Said("Sailors", "water filled the harbour office", factuality=Factuality.UU),
    )
    scorer = ByTopic(TOPICS.topics, supports=chance)
    found = {
        position.statement: position.stance
        for claim in claims_of(ONE, OTHER, unsure, warning, scorer=scorer)
        if len(claim.positions) > 1
        for position in claim.positions
    }
    assert found["unsure.1"] is expected
    assert "water filled the harbour office" in {text for _, text in scorer.asked}


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
