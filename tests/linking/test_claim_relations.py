"""How claims of a story stand to one another: told where a report's own words or plain wording show it, else not."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from sayso.linking.claim_relations import LEAST_MORE, MOST_SCORED, Gathered, with_relations
from sayso.linking.claims import gather_claims, propositions_in
from sayso.linking.entities import join_entities
from sayso.linking.pairs import Meanings, RelationChances, StanceChances
from sayso.records import Act, Claim, ClaimRelation, Findings, Form, Sector, SpeakerKind, Story
from tests.linking.made import Said, report

NARROWER, BROADER, RESPONDS = ClaimRelation.NARROWER, ClaimRelation.BROADER, ClaimRelation.RESPONDS_TO


class Sure:
    """A scorer for which everything is near everything, and follows from it; it counts what it is shown."""

    name = "sure 1"

    def __init__(self, *, supports: float = 0.95, narrower: float = 0.95) -> None:
        self.chances = StanceChances(supports, 1 - supports, 0, 0), RelationChances(0, 0, narrower, 1 - narrower)
        self.n_pairs = 0

    def meanings(self, texts: Sequence[str]) -> Meanings:
        """Far apart but for those that share their first word and their last."""
        ends = sorted({(text.split()[0], text.split()[-1]) for text in texts})
        vectors = np.zeros((len(texts), len(ends)), dtype=np.float32)
        for at, text in enumerate(texts):
            vectors[at, ends.index((text.split()[0], text.split()[-1]))] = 1
        return vectors

    def relations(self, pairs: Sequence[tuple[str, str]]) -> tuple[RelationChances, ...]:
        self.n_pairs += len(pairs)
        return tuple(self.chances[1] for _ in pairs)

    def stances(self, pairs: Sequence[tuple[str, str]]) -> tuple[StanceChances, ...]:
        return tuple(self.chances[0] for _ in pairs)


def claims_of(*findings: Findings, scorer: Sure | None = None) -> tuple[Claim, ...]:
    story = Story("s1", "", tuple(finding.article.id for finding in findings))
    return gather_claims(story, findings, (), join_entities(findings, [story]), (), scorer)


def told(*findings: Findings, scorer: Sure | None = None) -> list[tuple[str, ClaimRelation, str]]:
    """(gloss, relation, the other's gloss) of all relations of a story."""
    claims = claims_of(*findings, scorer=scorer)
    by_id = {claim.id: claim.gloss for claim in claims}
    return [(claim.gloss, each.relation, by_id[each.claim]) for claim in claims for each in claim.related]


def nested(text: str, outer: str, inner: str, *, speaker: str = "Ida Holm", act: Act = Act.ASSERT) -> Findings:
    """A report of one speaker's sentence, in which a second statement stands."""
    found = report("a", text, Said("Ida Holm", outer), Said(speaker, inner, act))
    first, second = found.statements
    return replace(found, statements=(first, replace(second, via=(first.id,))))


def split(found: Findings) -> tuple[Claim, ...]:
    """The claims of a report, each statement left to itself, with what they are to one another."""
    alone = [replace(found, statements=(replace(statement, via=()),)) for statement in found.statements]
    groups = [[p for p in propositions_in([found]) if p.statement.id == each.id] for each in found.statements]
    gathered = [Gathered(claims_of(each)[0], group) for each, group in zip(alone, groups, strict=True)]
    return with_relations(gathered, {found.article.id: found.article})


def inside(found: Findings) -> list[tuple[str, ClaimRelation, str]]:
    claims = split(found)
    by_id = {claim.id: claim.gloss for claim in claims}
    return [(claim.gloss, each.relation, by_id[each.claim]) for claim in claims for each in claim.related]


# -------------------------------------------------------------------------------------------------------- inside


THOUGHT = (
    "Harbour master Ida Holm said the ice broke two piers on Monday and she thinks the crane will not be repaired."
)
OUTER = "the ice broke two piers on Monday and she thinks the crane will not be repaired"
INNER = "the crane will not be repaired"


def test_a_sentence_is_narrower_than_what_its_speaker_says_inside_it() -> None:
    assert inside(nested(THOUGHT, OUTER, INNER)) == [(OUTER, NARROWER, INNER), (INNER, BROADER, OUTER)]


def test_a_relation_rests_on_letters_of_both() -> None:
    found = nested(THOUGHT, OUTER, INNER)
    narrow, broad = split(found)
    (one,), (other,) = narrow.related, broad.related
    text = found.article.text
    assert [span.surface(text) for span in (*one.spans, *one.of_spans)] == [OUTER, INNER]
    assert (one.statement, one.of_statement, one.rule, one.score) == ("a.1", "a.2", "inside", None)
    assert (other.spans, other.of_spans) == (one.of_spans, one.spans)


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        # The words of somebody else, of which it is only told that he said them.
        (
            "Ida Holm said the ice broke two piers on Monday and the mayor has claimed the crane will not be repaired.",
            "the ice broke two piers on Monday and the mayor has claimed the crane will not be repaired",
            INNER,
        ),
        (
            "Ida Holm said the ice broke two piers on Monday and she does not think the crane was repaired at night.",
            "the ice broke two piers on Monday and she does not think the crane was repaired at night",
            "the crane was repaired at night",
        ),
        (
            "Ida Holm said the ice broke two piers on Monday and if the crane was repaired at night nobody told her.",
            "the ice broke two piers on Monday and if the crane was repaired at night nobody told her",
            "the crane was repaired at night",
        ),
    ],
)
def test_what_a_sentence_does_not_assert_is_no_part_of_it(text: str, outer: str, inner: str) -> None:
    assert inside(nested(text, outer, inner)) == []


def test_i_think_says_no_more_than_what_is_thought() -> None:
    assert LEAST_MORE > 1
    text = "Ida Holm said she thinks the old crane on the northern pier was repaired in May."
    inner = "the old crane on the northern pier was repaired in May"
    assert inside(nested(text, f"she thinks {inner}", inner)) == []


def test_what_another_speaker_says_inside_is_not_the_speakers_own() -> None:
    assert inside(nested(THOUGHT, OUTER, INNER, speaker="Per Dahl")) == []


# ------------------------------------------------------------------------------------------------------- wording


SHORT = "the ferry struck the northern pier"
LONG = "the ferry, with two hundred passengers aboard in thick fog, struck the northern pier"


def ferries(short: str = SHORT, long: str = LONG, act: Act = Act.ASSERT) -> tuple[Findings, Findings]:
    return (
        report("a", f"Ida Holm said {short}.", Said("Ida Holm", short, act)),
        report("b", f"Per Dahl said {long}. It rained.", Said("Per Dahl", long)),
    )


def apart(*findings: Findings, scorer: Sure | None) -> list[tuple[str, ClaimRelation, str]]:
    """The relations of claims that gathering has left apart: each statement one of its own."""
    gathered = [Gathered(claim, propositions_in([finding])) for finding in findings for claim in claims_of(finding)]
    claims = with_relations(gathered, {finding.article.id: finding.article for finding in findings}, scorer)
    by_id = {claim.id: claim.gloss for claim in claims}
    return [(claim.gloss, each.relation, by_id[each.claim]) for claim in claims for each in claim.related]


def test_a_claim_that_names_all_of_another_and_more_is_narrower() -> None:
    assert apart(*ferries(), scorer=Sure()) == [(SHORT, BROADER, LONG), (LONG, NARROWER, SHORT)]


def test_without_a_scorer_wordings_are_not_compared() -> None:
    assert apart(*ferries(), scorer=None) == []


@pytest.mark.parametrize("scorer", [Sure(supports=0.6), Sure(narrower=0.5)])
def test_the_scorer_must_read_the_one_out_of_the_other(scorer: Sure) -> None:
    assert apart(*ferries(), scorer=scorer) == []


@pytest.mark.parametrize(
    ("short", "long"),
    [
        # A sign, a plan, another name, another doer.
        (SHORT, "the ferry, with two hundred passengers aboard in thick fog, never struck the northern pier"),
        (SHORT, "the ferry, with two hundred passengers aboard in thick fog, will strike the northern pier"),
        ("the ferry struck the Sallow pier", "the ferry, with passengers aboard in thick fog, struck the Holm pier"),
        ("the tug struck the northern pier", LONG),
    ],
)
def test_what_is_not_named_or_not_so_makes_no_broader_claim(short: str, long: str) -> None:
    assert apart(*ferries(short, long), scorer=Sure()) == []


def test_what_is_only_supposed_is_not_compared() -> None:
    assert apart(*ferries(act=Act.SUPPOSE), scorer=Sure()) == []


# ------------------------------------------------------------------------------------------------------- replies


def exchange(cue: str, between: str = "", **more: object) -> Findings:
    text = (
        f"Mayor Per Dahl said the harbour fees drove the fishermen away. {between}Ida Holm {cue}: "
        '"The fees were lowered twice since spring." It rained.'
    )
    return report(
        "a",
        text,
        Said("Per Dahl", "the harbour fees drove the fishermen away", **more),  # type: ignore[arg-type]
        Said("Ida Holm", '"The fees were lowered twice since spring."', cue=cue, form=Form.DIRECT),
    )


REPLY = [("The fees were lowered twice since spring", RESPONDS, "the harbour fees drove the fishermen away")]


@pytest.mark.parametrize("cue", ["shot back", "replied", "retorted", "said in response"])
def test_a_reply_responds_to_what_was_told_before(cue: str) -> None:
    assert told(exchange(cue)) == REPLY


@pytest.mark.parametrize("cue", ["said", "responded", "said in response to the floods"])
def test_without_a_word_for_it_nobody_replies(cue: str) -> None:
    assert told(exchange(cue)) == []


def test_a_reply_to_a_question_is_to_whoever_asked() -> None:
    assert told(exchange("replied", between="Asked about the price of ice, ")) == []


def test_nobody_replies_across_half_a_page() -> None:
    assert (
        told(exchange("replied", between="The sea was calm, and the gulls were loud over the empty quay. " * 5)) == []
    )


@pytest.mark.parametrize(
    "who", [{"kind": SpeakerKind.OUTLET}, {"sector": Sector.MEDIA}, {"kind": SpeakerKind.NAMED_ORG}]
)
def test_who_only_reports_is_not_whom_one_replies_to(who: dict[str, object]) -> None:
    assert told(exchange("replied", **who)) == []


def denial(cue: str = "denied", content: str = "that the crane was unsafe", act: Act = Act.DENY) -> Findings:
    text = (
        f"The union said the crane was unsafe. Port director Ida Holm {cue} {content}, saying it passed two "
        "inspections in March. It rained."
    )
    return report(
        "a",
        text,
        Said("union", "the crane was unsafe", kind=SpeakerKind.NAMED_ORG),
        Said("Ida Holm", content, act, cue=cue),
        Said("Ida Holm", "it passed two inspections in March", cue="saying"),
    )


@pytest.mark.parametrize(
    "made",
    [
        denial(),
        denial("rejected", "the claim that the crane was unsafe", Act.DISPUTE),
        denial("dismissed", "reports that the crane was unsafe", Act.DISPUTE),
    ],
)
def test_what_is_said_with_a_denial_responds_to_what_is_denied(made: Findings) -> None:
    assert told(made) == [("it passed two inspections in March", RESPONDS, "the crane was unsafe")]


@pytest.mark.parametrize(
    "made",
    [
        denial("did not think", "the crane was unsafe", Act.DISPUTE),
        denial("ruled out", "selling the crane that was unsafe", Act.DENY),
        denial("would not say", "whether the crane was unsafe", Act.DECLINES_TO_CONFIRM),
    ],
)
def test_who_denies_nothing_that_others_say_responds_to_nothing(made: Findings) -> None:
    assert told(made) == []


# ----------------------------------------------------------------------------------------------------- bad input


def test_a_story_of_one_claim_or_none_has_no_relations() -> None:
    assert with_relations([], {}) == ()
    assert [claim.related for claim in claims_of(report("a", f"Ida Holm said {SHORT}.", Said("Ida Holm", SHORT)))] == [
        ()
    ]


def test_a_claim_without_statements_is_related_to_nothing() -> None:
    (claim,) = claims_of(report("a", f"Ida Holm said {SHORT}.", Said("Ida Holm", SHORT)))
    bare = replace(claim, positions=())
    assert with_relations([Gathered(bare, []), Gathered(claim, [])], {}, Sure()) == (bare, claim)


def test_two_thousand_claims_cost_little_and_few_looks_at_the_scorer() -> None:
    scorer = Sure()
    said = [
        f"the ferry number {number} with {number} sheep aboard struck the northern pier of quay {number % 50}"
        for number in range(1000)
    ]
    said += [f"the ferry struck the northern pier of quay {number}" for number in range(1000)]
    findings = [report(f"r{at}", f"Ida Holm said {words}.", Said("Ida Holm", words)) for at, words in enumerate(said)]
    gathered = [Gathered(claim, propositions_in([finding])) for finding in findings for claim in claims_of(finding)]
    began = time.process_time()
    claims = with_relations(gathered, {finding.article.id: finding.article for finding in findings}, scorer)
    assert len(claims) == 2000
    assert scorer.n_pairs <= MOST_SCORED
    assert time.process_time() - began < 5


def test_the_order_of_reports_does_not_matter() -> None:
    one, other = claims_of(*ferries(), scorer=Sure()), claims_of(*reversed(ferries()), scorer=Sure())
    assert {(claim.id, claim.related) for claim in one} == {(claim.id, claim.related) for claim in other}
