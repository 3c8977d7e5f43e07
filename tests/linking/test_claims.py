"""Claims: statements about one proposition, with denials, refusals and conditions beside the assertions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.linking.claims import gather_claims
from sayso.linking.entities import join_entities
from sayso.records import (
    Act,
    Claim,
    Factuality,
    Findings,
    Form,
    How,
    Relation,
    Reprint,
    SpeakerKind,
    Stance,
    Story,
)
from tests.linking.made import Said, report

SUPPORTS, DENIES, OPEN = Stance.SUPPORTS, Stance.DENIES, Stance.NONCOMMITTAL

WIRE = report(
    "wire",
    "The fishermen's union said on Monday that a navy cutter rammed the trawler Marit off Cape Else. The navy denied "
    "that any of its ships had touched the Marit. Harbour master Ida Holm could not confirm the collision. "
    '"If this is true, somebody must answer for it," opposition leader Per Dahl said.',
    Said("fishermen's union", "a navy cutter rammed the trawler Marit off Cape Else", on=date(2024, 5, 6)),
    Said("navy", "that any of its ships had touched the Marit", Act.DENY, cue="denied", on=date(2024, 5, 6)),
    Said("Ida Holm", "the collision", Act.CANNOT_CONFIRM, cue="could not confirm", role="harbour master"),
    Said("Per Dahl", '"If this is true, somebody must answer for it,"', Act.SUPPOSE, form=Form.DIRECT),
)
OWN = report(
    "own",
    "Two deckhands told this paper that a grey cutter rammed the Marit at dawn. The price of cod rose again, traders "
    "said. The mayor said reports of a collision were nonsense. The admiral would not comment.",
    Said("two deckhands", "a grey cutter rammed the Marit at dawn", kind=SpeakerKind.UNNAMED_GROUP),
    Said("traders", "The price of cod rose again"),
    Said("mayor", "reports of a collision were nonsense", Act.DISPUTE),
)
LATER = report(
    "later",
    "The navy confirmed on Thursday that its cutter had struck the trawler Marit. The navy has not apologised.",
    Said("navy", "its cutter had struck the trawler Marit", Act.ACKNOWLEDGE, cue="confirmed", on=date(2024, 5, 9)),
)
TRAWLER = Story("s1", "A trawler is rammed", ("wire", "own", "later"))


def claims_of(*findings: Findings, story: Story = TRAWLER, reprints: tuple[Reprint, ...] = ()) -> tuple[Claim, ...]:
    return gather_claims(story, findings, reprints, join_entities(findings, [story]))


def stances(claim: Claim) -> dict[str, Stance]:
    """Statement id -> stance."""
    return {position.statement: position.stance for position in claim.positions}


def one_claim(*findings: Findings) -> Claim:
    story = Story("s1", "", tuple(finding.article.id for finding in findings))
    (claim,) = claims_of(*findings, story=story)
    return claim


def test_a_dispute_is_gathered_from_all_its_reports() -> None:
    claim = claims_of(WIRE, OWN, LATER)[0]
    assert stances(claim) == {
        "wire.1": SUPPORTS,
        "wire.2": DENIES,
        "wire.3": OPEN,
        "wire.4": Stance.CONDITIONAL,
        "own.1": SUPPORTS,
        "own.3": DENIES,
        "later.1": SUPPORTS,
    }
    assert claim.gloss == "a navy cutter rammed the trawler Marit off Cape Else"
    # The union, the deckhands, the navy, the mayor, Holm and Dahl: all who take a position.
    assert (claim.origins, claim.articles) == (3, 3)


def test_what_has_nothing_to_do_with_it_is_another_claim() -> None:
    claims = claims_of(WIRE, OWN, LATER)
    assert [claim.gloss for claim in claims[1:]] == ["The price of cod rose again"]


def test_the_gloss_is_printed_words_and_says_where() -> None:
    claim = claims_of(WIRE, OWN, LATER)[0]
    text = WIRE.article.text
    assert claim.gloss_statement == "wire.1"
    assert " ".join(span.surface(text) for span in claim.gloss_spans) == claim.gloss


def test_positions_are_in_the_order_they_were_said() -> None:
    claim = claims_of(WIRE, OWN, LATER)[0]
    assert [position.statement for position in claim.positions][:3] == ["wire.1", "wire.2", "later.1"]


def test_positions_carry_the_entity_across_articles() -> None:
    claim = claims_of(WIRE, LATER, story=Story("s1", "", ("wire", "later")))[0]
    navy = {p.speaker.id for p in claim.positions if p.speaker and p.speaker.name == "navy"}
    assert len(navy) == 1  # a single name that nobody else in the story has


def sent(id: str, text: str, *said: Said) -> Findings:
    return report(id, text, *said)


@pytest.mark.parametrize(
    ("first", "act", "second", "stance"),
    [
        ("The mill poured dye into the river Else", Act.DENY, "the mill had poured dye into the Else", DENIES),
        ("The mill poured dye into the river Else", Act.DENY, "reports that dye was poured into the Else", DENIES),
        ("The mill poured dye into the river Else", Act.ASSERT, "The mill has never poured dye into the Else", DENIES),
        ("The mill poured dye into the river Else", Act.ASSERT, "dye from the mill was poured into the Else", SUPPORTS),
        ("The mill poured dye into the river Else", Act.DECLINES_TO_CONFIRM, "the pouring of dye", OPEN),
        ("The mill poured dye into the river Else", Act.QUESTION, "whether dye was poured at all", Stance.QUESTIONS),
        ("The mill poured dye into the river Else", Act.DISPUTE, "the claims", DENIES),
        ("The mill poured dye into the river Else", Act.CANNOT_CONFIRM, "the report", OPEN),
        ("Norway has dispatched two frigates to Iceland", Act.DENY, "Oslo had sent warships or frigates", DENIES),
        ("Norway has dispatched two frigates to Iceland", Act.DECLINES_TO_CONFIRM, "the Norwegian deployment", OPEN),
    ],
)
def test_an_answer_joins_what_it_answers(first: str, act: Act, second: str, stance: Stance) -> None:
    cue = "denied" if act is Act.DENY else ""
    text = f"{first}, the union said. The owner {cue} {second}."
    claim = one_claim(report("a", text, Said("union", first), Said("owner", second, act, cue=cue)))
    assert stances(claim) == {"a.1": SUPPORTS, "a.2": stance}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("North Korea has sent troops to Russia", "North Korea has sent weapons to Russia"),
        ("North Korea has sent troops to Russia", "Seoul is sending troops to the border with Russia"),
        ("North Korea has sent troops to Russia", "North Korea will send troops to Russia in spring"),
        ("Police arrested the suspect in Marrow", "Police shot the suspect in Marrow"),
        ("The mayor resigned over the bridge", "The mayor opened the bridge"),
        ("The mill poured dye into the river Else", "The mill paid its workers late"),
    ],
)
def test_alike_words_about_other_things_stay_apart(first: str, second: str) -> None:
    findings = report("a", f"{first}. {second}.", Said("Ida Holm", first), Said("Per Dahl", second))
    story = Story("s1", "", ("a",))
    assert len(claims_of(findings, story=story)) == 2


def test_a_denial_alone_is_a_claim_that_is_denied() -> None:
    text = "The minister denied taking bribes."
    claim = one_claim(report("a", text, Said("minister", "taking bribes", Act.DENY, cue="denied")))
    assert (claim.gloss, list(stances(claim).values())) == ("taking bribes", [DENIES])


def test_a_negative_assertion_alone_is_its_own_claim() -> None:
    said = Said("Ida Holm", "nobody was hurt in the fire", factuality=Factuality.CT_MINUS)
    claim = one_claim(report("a", "Ida Holm said nobody was hurt in the fire.", said))
    assert stances(claim) == {"a.1": SUPPORTS}


def test_wishes_and_judgements_make_no_claim() -> None:
    said = Said("Ida Holm", "an end of the strike", Act.DEMAND)
    assert claims_of(report("a", "Holm wants an end of the strike.", said), story=Story("s", "", ("a",))) == ()


def test_a_condemnation_supports_only_the_very_thing_it_takes_for_granted() -> None:
    text = (
        "Norway sent frigates to Iceland, Holm said. Dahl condemned the sending of frigates by Norway. "
        "Lund condemned cruelty."
    )
    claim = one_claim(
        report(
            "a",
            text,
            Said("Holm", "Norway sent frigates to Iceland"),
            Said(
                "Dahl",
                "the sending of frigates by Norway",
                Act.CONDEMN,
                presupposed=True,
                factuality=Factuality.CT_PLUS,
            ),
            Said("Lund", "cruelty", Act.CONDEMN),
        )
    )
    assert stances(claim) == {"a.1": SUPPORTS, "a.2": SUPPORTS}


def test_an_outcry_joins_what_its_speaker_plainly_denies_and_nothing_else() -> None:
    text = (
        "Norway sent frigates to Iceland, Holm said. The price of cod rose, Lund said. The admiral denied that "
        "frigates were sent to Iceland. “These are stories for children,” he said. “Pure invention,” Dahl said."
    )
    outcry = {"form": Form.DIRECT}
    claims = claims_of(
        report(
            "a",
            text,
            Said("Holm", "Norway sent frigates to Iceland"),
            Said("Lund", "The price of cod rose"),
            Said("admiral", "that frigates were sent to Iceland", Act.DENY, cue="denied"),
            Said("admiral", "“These are stories for children,”", Act.DISPUTE, **outcry),  # type: ignore[arg-type]
            Said("Dahl", "“Pure invention,”", Act.DISPUTE, **outcry),  # type: ignore[arg-type]
        ),
        story=Story("s1", "", ("a",)),
    )
    assert stances(claims[0]) == {"a.1": SUPPORTS, "a.3": DENIES, "a.4": DENIES}
    assert [claim.gloss for claim in claims[1:]] == ["The price of cod rose"]


def test_a_fuller_telling_joins_the_disputed_claim_and_another_states_plan_does_not() -> None:
    text = (
        "Norway sent frigates to Iceland, Holm said. Oslo denied sending frigates. The Kremlin would not confirm the "
        "frigate deployment. Lund said Norway had dispatched a pair of the navy's oldest grey frigates through the "
        "strait of Else with spare anchors for the coast guard of Iceland. Denmark is weighing sending "
        "frigates to Iceland."
    )
    findings = report(
        "a",
        text,
        Said("Holm", "Norway sent frigates to Iceland"),
        Said("Oslo", "sending frigates", Act.DENY, cue="denied"),
        Said("Kremlin", "the frigate deployment", Act.DECLINES_TO_CONFIRM, cue="would not confirm"),
        Said(
            "Lund",
            "Norway had dispatched a pair of the navy's oldest grey frigates through the strait of Else with spare "
            "anchors for the coast guard of Iceland",
        ),
        Said("Denmark", "sending frigates to Iceland", Act.ASSESS_LIKELY, cue="is weighing"),
    )
    claims = claims_of(findings, story=Story("s1", "", ("a",)))
    assert stances(claims[0]) == {"a.1": SUPPORTS, "a.2": DENIES, "a.3": OPEN, "a.4": SUPPORTS}


def test_a_phrase_without_a_verb_makes_no_claim() -> None:
    said = Said("Ida Holm", "a government source")
    assert claims_of(report("a", "Holm cited a government source.", said), story=Story("s", "", ("a",))) == ()


def test_reprints_are_one_origin_and_parts_only_where_they_carry_the_words() -> None:
    text = "The mill poured dye into the river Else, the union said. Eels died."
    first, copy, part = (report(id, text, Said("union", "The mill poured dye into the river Else")) for id in "abc")
    own = report(
        "d",
        "Dye was poured into the Else by the mill, Holm said.",
        Said("Holm", "Dye was poured into the Else by the mill"),
    )
    story = Story("s1", "", ("a", "b", "c", "d"))
    whole = Reprint("b", "a", Relation.WHOLLY_DERIVED, How.EDITED, (), 0.9)
    partly = Reprint("c", "a", Relation.PARTIALLY_DERIVED, How.VERBATIM, (), 0.3)
    unlike = Reprint("d", "a", Relation.PARTIALLY_DERIVED, How.VERBATIM, (), 0.3)
    claim = claims_of(first, copy, part, own, story=story, reprints=(whole, partly, unlike))[0]
    assert (claim.origins, claim.articles, len(claim.positions)) == (2, 4, 4)


def test_figures_stand_with_the_position() -> None:
    said = Said("Ida Holm", "some 12,000 crates were lost")
    claim = one_claim(report("a", "Ida Holm said some 12,000 crates were lost.", said))
    assert [figure.surface for figure in claim.positions[0].figures] == ["some 12,000 crates"]


@pytest.mark.parametrize("text", ["x", "“”", "…", "the", "if true"])
def test_contents_that_say_nothing_make_no_claim(text: str) -> None:
    findings = report("a", text, Said("Ida Holm", text), Said("Per Dahl", text, Act.DENY))
    assert all(claim.gloss for claim in claims_of(findings, story=Story("s", "", ("a",))))


@given(st.permutations([WIRE, OWN, LATER]))
def test_the_order_of_articles_never_matters(shuffled: list[Findings]) -> None:
    assert claims_of(*shuffled) == claims_of(WIRE, OWN, LATER)


def test_a_claim_keeps_its_id_when_another_article_joins() -> None:
    before, after = claims_of(WIRE, OWN)[0], claims_of(WIRE, OWN, LATER)[0]
    assert (before.id, before.gloss) == (after.id, after.gloss)


def test_a_large_story_is_gathered_in_seconds() -> None:
    nouns = ["trawler", "ferry", "tug", "barge", "dredger"]
    findings = [
        report(
            f"a{n:03}",
            f"A navy cutter rammed the {nouns[n % 5]} Marit{n % 7}. The navy denied it. Item {n} sank in Else bay",
            Said("union", f"A navy cutter rammed the {nouns[n % 5]} Marit{n % 7}"),
            Said("navy", "it", Act.DENY, cue="denied"),
            Said("Holm", f"Item {n} sank in Else bay"),
        )
        for n in range(150)
    ]
    story = Story("s1", "", tuple(finding.article.id for finding in findings))
    claims = claims_of(*findings, story=story)
    assert sum(len(claim.positions) for claim in claims) >= 300


# A denial and what it is about: the claim it joins is the one that it denies, whatever stands nearest.
LED = "Norway sent frigates to Iceland, the union said. Holm said the crews sang at the quay. "


def test_a_denied_report_is_the_news_it_leads_with() -> None:
    text = LED + "Norway denied the report. A spokesman called it a tale for children."
    claims = claims_of(
        report(
            "a",
            text,
            Said("union", "Norway sent frigates to Iceland"),
            Said("Holm", "the crews sang at the quay"),
            Said("Norway", "the report", Act.DENY, cue="denied", refers_to="the crews sang at the quay"),
            Said("spokesman", "it a tale for children", Act.DISPUTE, refers_to="the crews sang at the quay"),
        ),
        story=Story("s1", "", ("a",)),
    )
    assert stances(claims[0]) == {"a.1": SUPPORTS, "a.3": DENIES, "a.4": DENIES}
    assert [claim.gloss for claim in claims[1:]] == ["the crews sang at the quay"]


def test_a_version_that_is_called_somebodys_is_not_anybody_elses() -> None:
    text = LED + "Dahl called the Danish version baseless."
    claims = claims_of(
        report(
            "a",
            text,
            Said("union", "Norway sent frigates to Iceland"),
            Said("Dahl", "the Danish version baseless", Act.DISPUTE, refers_to="the crews sang at the quay"),
        ),
        story=Story("s1", "", ("a",)),
    )
    assert [stances(claim) for claim in claims] == [{"a.1": SUPPORTS}]


@pytest.mark.parametrize(
    ("denial", "negation", "role", "joins"),
    [
        ("frigates were sent to Iceland", "Not one frigate has left the harbour", "", True),
        ("frigates were sent to Iceland", "Nothing has left the harbour", "ministry spokeswoman", True),
        ("frigates were sent to Iceland", "Most of us never went to the harbour", "ministry spokeswoman", False),
        ("frigates were sent to Iceland", "Nothing is known of the cook", "cellist", False),
    ],
)
def test_a_negation_bears_out_the_denial_before_it(denial: str, negation: str, role: str, joins: bool) -> None:
    who = "Dahl" if role else "ministry"
    text = f"Norway sent frigates to Iceland, Holm said. The ministry denied that {denial}. “{negation},” it said."
    said = Said(who, f"“{negation},”", form=Form.DIRECT, factuality=Factuality.CT_MINUS, role=role or None)
    claims = claims_of(
        report(
            "a",
            text,
            Said("Holm", "Norway sent frigates to Iceland"),
            Said("ministry", f"that {denial}", Act.DENY, cue="denied"),
            said,
        ),
        story=Story("s1", "", ("a",)),
    )
    assert stances(claims[0]).get("a.3") == (DENIES if joins else None)


def test_who_denies_a_part_in_a_thing_does_not_deny_the_thing() -> None:
    text = "Forty children fell ill, the council said. Dahl denied any link to the children's illness."
    claims = claims_of(
        report(
            "a",
            text,
            Said("council", "Forty children fell ill"),
            Said("Dahl", "any link to the children's illness", Act.DENY, cue="denied"),
        ),
        story=Story("s1", "", ("a",)),
    )
    assert all(len(claim.positions) == 1 for claim in claims)


def test_a_country_that_no_list_knows_and_its_people_are_one() -> None:
    first, second = "the army of Sorvia shelled the post at Hollin", "the Sorvian army had shelled the Hollin post"
    text = f"{first}, Holm said. The general denied that {second}."
    claim = one_claim(report("a", text, Said("Holm", first), Said("general", f"that {second}", Act.DENY, cue="denied")))
    assert stances(claim) == {"a.1": SUPPORTS, "a.2": DENIES}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("the basin was empty in the morning", "the firm hid an incident at the basin on Sunday morning"),
        ("the valve failed at the mill", "the mill hired engineers to look at every valve"),
    ],
)
def test_a_shared_hour_or_thing_is_no_shared_claim(first: str, second: str) -> None:
    findings = report("a", f"{first}. {second}.", Said("Ida Holm", first), Said("Per Dahl", second))
    assert len(claims_of(findings, story=Story("s1", "", ("a",)))) == 2


def inside(findings: Findings, inner: int, outer: int) -> Findings:
    """The same, with one statement standing inside the content of another."""
    statements = list(findings.statements)
    statements[inner] = replace(statements[inner], via=(statements[outer].id,))
    return replace(findings, statements=tuple(statements))


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        # What somebody denies having said, or takes back, is not said.
        (
            "Holm denied that she called the dam unsafe for the valley.",
            Said("Holm", "that she called the dam unsafe for the valley", Act.DENY, cue="denied"),
            Said("Holm", "the dam unsafe for the valley", cue="called"),
        ),
        (
            "Holm withdrew her statement that the dam was unsafe for the valley.",
            Said("Holm", "her statement that the dam was unsafe for the valley", Act.RETRACT, cue="withdrew"),
            Said("Holm", "that the dam was unsafe for the valley", cue="statement"),
        ),
        # Nor does what shows nothing of it.
        (
            "Holm said nothing in the files indicated that the dam was unsafe for the valley.",
            Said(
                "Holm",
                "nothing in the files indicated that the dam was unsafe for the valley",
                factuality=Factuality.CT_MINUS,
                cue="said",
            ),
            Said("files", "the dam was unsafe for the valley", cue="indicated"),
        ),
        # What somebody will not say that another admits, the other has not admitted.
        (
            "Holm did not say whether the mill admitted a leak of dye into the Else.",
            Said(
                "Holm",
                "whether the mill admitted a leak of dye into the Else",
                Act.DECLINES_TO_CONFIRM,
                cue="did not say",
            ),
            Said("mill", "a leak of dye into the Else", Act.ACKNOWLEDGE, cue="admitted", source="the mill"),
        ),
        # Weeks do not speak.
        (
            "Holm said yes. Weeks ago said the dam was unsafe for the valley.",
            Said("Holm", "yes", cue="said"),
            Said("weeks", "the dam was unsafe for the valley", kind=SpeakerKind.UNNAMED_GROUP),
        ),
        # What a picture shows in somebody's words is that somebody's.
        (
            "Holm said pictures showed cracks in the dam above the valley.",
            Said("Holm", "pictures showed cracks in the dam above the valley", cue="said"),
            Said("pictures", "cracks in the dam above the valley", cue="showed", kind=SpeakerKind.DOCUMENT),
        ),
        # "Citing" names a source and says nothing.
        (
            "Holm said it, citing two engineers who had walked the dam in May.",
            Said("Holm", "it", cue="said"),
            Said("dam", "two engineers who had walked the dam in May", cue="citing", form=Form.ACT_REPORT),
        ),
    ],
)
def test_what_takes_no_position_is_in_no_claim(text: str, outer: Said, inner: Said) -> None:
    findings = inside(report("a", text, outer, inner), 1, 0)
    found = claims_of(findings, story=Story("s1", "", ("a",)))
    assert "a.2" not in {position.statement for claim in found for position in claim.positions}


def test_a_judgement_by_description_is_no_claim() -> None:
    said = Said("Holm", "the figure as “plucked from the air”", cue="described", form=Form.MIXED)
    text = "Holm described the figure as “plucked from the air”."
    assert claims_of(report("a", text, said), story=Story("s1", "", ("a",))) == ()


def test_disputes_between_speakers_come_first() -> None:
    plain = [Said(f"Speaker {n}", "The price of cod rose again in Marrow") for n in range(3)]
    text = (
        "The price of cod rose again in Marrow. Norway sent frigates to Iceland. The admiral denied sending frigates."
    )
    claims = claims_of(
        report(
            "a",
            text,
            *plain,
            Said("Holm", "Norway sent frigates to Iceland"),
            Said("admiral", "sending frigates", Act.DENY, cue="denied"),
        ),
        story=Story("s1", "", ("a",)),
    )
    assert [claim.gloss for claim in claims] == [
        "Norway sent frigates to Iceland",
        "The price of cod rose again in Marrow",
    ]


def test_nobody_is_read_as_denying_what_he_says_himself() -> None:
    first, second = "the only shots fired were at the pier", "no shots were fired by the guards"
    text = f"Holm said {second}. Holm said {first}."
    no = Said("Holm", second, factuality=Factuality.CT_MINUS)
    claims = claims_of(report("a", text, no, Said("Holm", first)), story=Story("s1", "", ("a",)))
    assert all(set(stances(claim).values()) == {SUPPORTS} for claim in claims)


def test_what_a_court_does_with_a_case_denies_nothing() -> None:
    text = "The mill paid its workers late, Dahl said. Judge Holm dismissed the charges."
    claims = claims_of(
        report(
            "a",
            text,
            Said("Dahl", "The mill paid its workers late"),
            Said("Judge Holm", "the charges", Act.DISPUTE, cue="dismissed", refers_to="The mill paid its workers late"),
        ),
        story=Story("s1", "", ("a",)),
    )
    assert [stances(claim) for claim in claims] == [{"a.1": SUPPORTS}]


def test_a_lone_ending_of_a_word_does_no_harm() -> None:
    said = Said("Holm", "n't was printed by itself")
    assert claims_of(report("a", "Holm said n't was printed by itself.", said), story=Story("s1", "", ("a",)))


def test_who_is_not_worried_by_a_thing_does_not_deny_it() -> None:
    first, second = "temporary exemptions for the mills of Marrow", "temporary exemptions for mills did not worry him"
    text = f"The minister announced {first}. Dahl said {second}."
    no = Said("Dahl", second, factuality=Factuality.CT_MINUS)
    findings = report("a", text, Said("minister", first, cue="announced"), no)
    found = claims_of(findings, story=Story("s1", "", ("a",)))
    assert all(stance is not DENIES for claim in found for stance in stances(claim).values())
