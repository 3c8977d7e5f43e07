"""Stances: every act, and above all no denial that reads as an assertion."""

from __future__ import annotations

import pytest

from sayso.linking.propositions import propositions_of
from sayso.linking.stances import may_name, stance_of
from sayso.records import Act, Factuality, Form, Stance
from tests.linking.made import Said, report

LOST = "the ferry lost crates"
NOT_LOST = "the ferry did not lose crates"


def stance(content: str, act: Act = Act.ASSERT, *, against: bool = False, cue: str = "", **fields: object) -> Stance:
    text = f"Ida Holm {cue or 'said'} {content}"
    findings = report("a", text, Said("Ida Holm", content, act, cue=cue or "said", **fields))  # type: ignore[arg-type]
    proposition = propositions_of(findings.article, findings.statements[0])[0]
    gloss = report("b", NOT_LOST if against else LOST, Said("Per Dahl", NOT_LOST if against else LOST))
    return stance_of(proposition, propositions_of(gloss.article, gloss.statements[0])[0])


EVERY_ACT = {
    Act.ASSERT: Stance.SUPPORTS,
    Act.ACKNOWLEDGE: Stance.SUPPORTS,
    Act.ASSESS_LIKELY: Stance.SUPPORTS,
    Act.ASSESS_POSSIBLE: Stance.SUPPORTS,
    Act.PREDICT: Stance.SUPPORTS,
    Act.DENY: Stance.DENIES,
    Act.DISPUTE: Stance.DENIES,
    Act.CANNOT_CONFIRM: Stance.NONCOMMITTAL,
    Act.DECLINES_TO_CONFIRM: Stance.NONCOMMITTAL,
    Act.DOES_NOT_DENY: Stance.NONCOMMITTAL,
    Act.NO_RESPONSE: Stance.NONCOMMITTAL,
    Act.SUPPOSE: Stance.CONDITIONAL,
    Act.QUESTION: Stance.QUESTIONS,
    Act.RETRACT: Stance.MENTIONS,
    Act.DEMAND: Stance.MENTIONS,
    Act.PROMISE: Stance.MENTIONS,
    Act.THREATEN: Stance.MENTIONS,
    Act.CONDEMN: Stance.MENTIONS,
    Act.PRAISE: Stance.MENTIONS,
}


@pytest.mark.parametrize("act", Act)
def test_each_act_has_its_stance(act: Act) -> None:
    assert stance(LOST, act) is EVERY_ACT[act]


@pytest.mark.parametrize("act", [Act.CONDEMN, Act.PRAISE, Act.DEMAND])
def test_what_is_taken_for_granted_is_supported(act: Act) -> None:
    assert stance(LOST, act, presupposed=True, factuality=Factuality.CT_PLUS) is Stance.SUPPORTS


@pytest.mark.parametrize(
    ("content", "act", "factuality", "expected"),
    [
        (NOT_LOST, Act.ASSERT, Factuality.CT_MINUS, Stance.DENIES),
        (NOT_LOST, Act.ASSERT, Factuality.CT_PLUS, Stance.DENIES),
        (LOST, Act.ASSERT, Factuality.CT_MINUS, Stance.DENIES),
        (LOST, Act.ASSERT, Factuality.UU, Stance.MENTIONS),
        (LOST, Act.ASSERT, Factuality.CT_U, Stance.MENTIONS),
        ("talk of lost crates is false", Act.ASSERT, Factuality.CT_MINUS, Stance.DENIES),
        ("reports that the ferry lost crates", Act.ASSERT, Factuality.CT_PLUS, Stance.MENTIONS),
        ("the owner denied that the ferry lost crates", Act.ASSERT, Factuality.CT_PLUS, Stance.MENTIONS),
        ("there was no evidence that the ferry lost crates", Act.ASSERT, Factuality.CT_MINUS, Stance.NONCOMMITTAL),
        ("if the ferry lost crates, it was bad", Act.ASSERT, Factuality.CT_PLUS, Stance.CONDITIONAL),
        ("did the ferry lose crates?", Act.ASSERT, Factuality.CT_PLUS, Stance.QUESTIONS),
    ],
)
def test_assertions(content: str, act: Act, factuality: Factuality, expected: Stance) -> None:
    assert stance(content, act, factuality=factuality) is expected


def test_a_refusal_of_a_negation_is_not_turned_into_a_yes() -> None:
    assert stance(f"that {NOT_LOST}", Act.DENY, cue="denied") is Stance.MENTIONS


def test_a_negation_in_the_speakers_own_words_stays_a_denial() -> None:
    assert stance(f"“{NOT_LOST}”", Act.DENY, cue="denied", form=Form.DIRECT) is Stance.DENIES
    assert stance(NOT_LOST, Act.DENY) is Stance.DENIES


def test_against_a_negative_claim_the_signs_turn() -> None:
    assert stance(NOT_LOST, Act.ASSERT, factuality=Factuality.CT_MINUS, against=True) is Stance.SUPPORTS
    assert stance(LOST, Act.ASSERT, against=True) is Stance.DENIES
    assert stance(LOST, Act.CANNOT_CONFIRM, against=True) is Stance.NONCOMMITTAL


def test_what_a_thing_would_mean_does_not_say_that_it_happened() -> None:
    assert stance("losing crates would be a grave fault of the ferry") is Stance.MENTIONS
    assert stance("no crates would be lost by the ferry", factuality=Factuality.CT_MINUS) is Stance.DENIES


def test_nobody_denies_the_words_that_he_is_quoted_with() -> None:
    text = "Ida Holm said the ferry no longer lost crates"
    said = Said("Ida Holm", "the ferry no longer lost crates", factuality=Factuality.CT_MINUS)
    findings = report("a", text, said)
    (proposition,) = propositions_of(findings.article, findings.statements[0])
    assert stance_of(proposition, proposition) is Stance.SUPPORTS


def test_a_negation_deep_inside_is_not_taken_for_a_denial() -> None:
    deep = "the ferry lied about its never losing crates"
    assert stance(deep) is Stance.MENTIONS
    assert stance(deep, factuality=Factuality.CT_MINUS) is Stance.MENTIONS
    assert stance("the ferry lost crates that it has tried and failed to hide") is not Stance.DENIES
    assert stance("the ferry has never lost crates") is Stance.DENIES
    assert stance("none of the ferries lost crates") is Stance.DENIES
    assert stance("the ferry lost no crates") is Stance.DENIES


@pytest.mark.parametrize(
    ("content", "act", "cue", "expected"),
    [
        ("the loss of crates by the ferry", Act.DENY, "denied", Stance.DENIES),
        ("the report that the ferry lost crates", Act.DISPUTE, "rejected", Stance.DENIES),
        ("any talk of lost crates", Act.DISPUTE, "rejected", Stance.DENIES),
        ("the ferry deal over lost crates", Act.DISPUTE, "derided", Stance.MENTIONS),
        ("the crates from the lost ferry", Act.DENY, "excluded", Stance.MENTIONS),
    ],
)
def test_a_thing_that_is_refused_is_not_denied(content: str, act: Act, cue: str, expected: Stance) -> None:
    assert stance(content, act, cue=cue, form=Form.ACT_REPORT) is expected


def test_a_wish_is_supported_by_who_has_the_same_and_by_no_assertion() -> None:
    wish = report(
        "b", "Per Dahl called for a new bridge.", Said("Per Dahl", "a new bridge", Act.DEMAND, cue="called for")
    )
    claim = propositions_of(wish.article, wish.statements[0])[0]
    other = report("a", "Ida Holm wants a new bridge.", Said("Ida Holm", "a new bridge", Act.DEMAND, cue="wants"))
    warning = report("c", "Ida Holm praised a new bridge.", Said("Ida Holm", "a new bridge", Act.PRAISE, cue="praised"))
    same, unlike = (propositions_of(each.article, each.statements[0])[0] for each in (other, warning))
    assert stance_of(same, claim) is Stance.SUPPORTS
    assert stance_of(unlike, claim) is Stance.MENTIONS


@pytest.mark.parametrize(
    ("act", "factuality"),
    [
        (Act.DEMAND, Factuality.UU),  # "has not called for"
        (Act.PROMISE, Factuality.CT_MINUS),  # "did not promise"
        (Act.PRAISE, Factuality.UU),  # "has not endorsed"
        (Act.CONDEMN, None),  # who condemns a bridge backs no bridge
    ],
)
def test_what_is_not_asked_for_not_promised_or_condemned_is_not_supported(
    act: Act, factuality: Factuality | None
) -> None:
    wish = report("b", "Per Dahl spoke of a new bridge.", Said("Per Dahl", "a new bridge", act, cue="spoke of"))
    other = report(
        "a",
        "Ida Holm spoke of a new bridge.",
        Said("Ida Holm", "a new bridge", act, cue="spoke of", factuality=factuality),
    )
    proposition, claim = (propositions_of(each.article, each.statements[0])[0] for each in (other, wish))
    assert stance_of(proposition, claim) is Stance.MENTIONS


def test_a_condition_is_not_supported_by_who_says_that_something_else_follows() -> None:
    told, other = "if the river rises, the town will flood", "if the river rises, the town will not flood"
    assert between(other, "Ida Holm", told, sign=Factuality.UU) is not Stance.SUPPORTS
    assert between(told, "Ida Holm", other, sign=Factuality.UU) is not Stance.SUPPORTS
    assert between(told, "Ida Holm", told, sign=Factuality.CT_MINUS) is not Stance.SUPPORTS


def test_a_condition_is_supported_by_who_says_what_follows_from_it_too() -> None:
    told = "if the river rises, the town will flood"
    assert between(told, "Ida Holm", told, sign=Factuality.UU) is Stance.SUPPORTS
    assert between(told, "Ida Holm", "the river rises", sign=Factuality.UU) is not Stance.SUPPORTS


def between(
    said: str, by: str, claim: str, claimed_by: str = "Per Dahl", sign: Factuality = Factuality.CT_MINUS
) -> Stance:
    one = report("a", f"{by} said {said}", Said(by, said, Act.ASSERT, factuality=sign))
    other = report("b", f"{claimed_by} said {claim}", Said(claimed_by, claim))
    proposition, glossed = (propositions_of(each.article, each.statements[0])[0] for each in (one, other))
    return stance_of(proposition, glossed)


@pytest.mark.parametrize(
    ("said", "by", "expected"),
    [
        (NOT_LOST, "Per Dahl", Stance.DENIES),
        (f"{NOT_LOST}, and the harbour stayed open", "Ida Holm", Stance.DENIES),
        (f"{NOT_LOST}, and the harbour stayed open", "Per Dahl", Stance.MENTIONS),
    ],
)
def test_who_says_more_than_one_thing_seldom_contradicts_himself(said: str, by: str, expected: Stance) -> None:
    assert between(said, by, LOST) is expected


def test_the_negation_beside_a_claim_told_in_much_the_same_words_makes_no_denial() -> None:
    claim = "the ferry lost crates in the storm, but the crew was not hurt"
    told = "the crew never saw how the ferry lost crates in the storm"
    assert between(told, "Ida Holm", claim) is Stance.MENTIONS
    assert between("the harbour was closed", "Ida Holm", "the harbour was not closed", sign=Factuality.CT_PLUS) is (
        Stance.DENIES
    )


@pytest.mark.parametrize(
    ("cue", "content", "act", "says"),
    [
        ("said", "the ferry lost crates", Act.ASSERT, True),
        ("denied", "that the ferry lost crates", Act.DENY, True),
        ("denied", "reports that the ferry lost crates", Act.DENY, True),
        ("denied", "having lost crates", Act.DENY, True),
        ("could not confirm", "that the ferry lost crates", Act.CANNOT_CONFIRM, True),
        ("said", "the ferry never lost crates", Act.ASSERT, False),
        ("said", "the harbour denied that the ferry lost crates", Act.ASSERT, False),
        ("said", "reports that the ferry lost crates were a lie", Act.ASSERT, False),
        ("said", "it was unclear whether the ferry lost crates", Act.ASSERT, False),
        ("said", "if the ferry lost crates, the harbour will pay", Act.ASSERT, False),
        ("asked", "whether the ferry lost crates", Act.QUESTION, False),
        ("asked:", "“Did the ferry lose crates?”", Act.QUESTION, False),
        ("denied", "the reports", Act.DENY, False),
        ("dismissed", "the charge that it lost crates as absurd", Act.DISPUTE, False),
        ("denied it:", "That the ferry lost crates was a lie", Act.DENY, False),
    ],
)
def test_a_claim_is_called_by_words_that_say_it(cue: str, content: str, act: Act, says: bool) -> None:
    findings = report("a", f"Ida Holm {cue} {content}.", Said("Ida Holm", content, act, cue=cue))
    (proposition,) = propositions_of(findings.article, findings.statements[0])
    assert may_name(proposition, is_negated=False) == says


def test_a_claim_is_not_called_by_what_is_only_named_nor_without_the_no_that_stands_outside() -> None:
    loss = Said("Ida Holm", "the loss of crates", Act.DENY, cue="denied", form=Form.ACT_REPORT)
    undone = Said("Ida Holm", LOST, cue="said it was not so that", factuality=Factuality.CT_MINUS)
    for said in (loss, undone):
        findings = report("a", f"Ida Holm {said.cue} {said.content}.", said)
        (proposition,) = propositions_of(findings.article, findings.statements[0])
        assert not may_name(proposition, is_negated=False)


def test_a_claim_that_all_say_is_not_so_is_called_by_words_that_say_so() -> None:
    findings = report("a", NOT_LOST, Said("Ida Holm", NOT_LOST))
    (proposition,) = propositions_of(findings.article, findings.statements[0])
    assert may_name(proposition, is_negated=True)
    assert not may_name(proposition, is_negated=False)
