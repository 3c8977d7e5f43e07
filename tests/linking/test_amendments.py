"""What people say of statements: whose words, which claim, what stance; the later word counts, and copies follow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.linking import link_story
from sayso.linking.excerpts import excerpt_of, meant
from sayso.records import (
    Act,
    Claim,
    Correction,
    CorrectionKind,
    Excerpt,
    Findings,
    How,
    Relation,
    Reprint,
    SpeakerKind,
    Stance,
    Story,
    StoryLinks,
)
from sayso.spans import Span
from tests.linking.made import Said, report

DAM = report(
    "dam",
    "Mayor Ida Holm said the Sallow dam leaked on Monday. The water board denied that the Sallow dam leaked. "
    "Per Dahl said schools stayed closed in Upper Sallow.",
    Said("Ida Holm", "the Sallow dam leaked on Monday", cue="said", source="Mayor Ida Holm"),
    Said("water board", "that the Sallow dam leaked", Act.DENY, cue="denied", source="The water board"),
    Said("Per Dahl", "schools stayed closed in Upper Sallow", cue="said", source="Per Dahl"),
)
COPY = report(
    "copy",
    DAM.article.text,
    Said("Ida Holm", "the Sallow dam leaked on Monday", cue="said", source="Mayor Ida Holm"),
    Said("water board", "that the Sallow dam leaked", Act.DENY, cue="denied", source="The water board"),
)
REPRINT = Reprint("copy", "dam", Relation.IDENTICAL, How.VERBATIM, (), 1.0)


def excerpt(number: int, findings: Findings = DAM) -> Excerpt:
    found = excerpt_of(findings.article.id, findings.statements[number - 1])
    assert found is not None
    return found


def entry(kind: CorrectionKind, *numbers: int, against: tuple[int, ...] = (), value: str | None = None) -> Correction:
    statements, others = tuple(map(excerpt, numbers)), tuple(map(excerpt, against))
    return Correction(kind, (), (), None, "Ada Quill", "2025-05-07T12:00:00+00:00", statements, others, value)


def told(*corrections: Correction, findings: tuple[Findings, ...] = (DAM,)) -> StoryLinks:
    story = Story("s1", "Dam", tuple(finding.article.id for finding in findings))
    return link_story(story, findings, [REPRINT] if COPY in findings else [], corrections)


def grouped(claims: tuple[Claim, ...]) -> set[tuple[str, ...]]:
    return {tuple(sorted(position.statement for position in claim.positions)) for claim in claims}


def stances(links: StoryLinks) -> dict[str, tuple[Stance, str | None]]:
    return {p.statement: (p.stance, p.stance_by) for claim in links.claims for p in claim.positions}


ONE, NOT_ONE = CorrectionKind.ONE_CLAIM, CorrectionKind.NOT_ONE_CLAIM


def test_claims_are_merged_and_parted_and_the_later_word_counts() -> None:
    assert grouped(told().claims) == {("dam.1", "dam.2"), ("dam.3",)}
    merged, parted = entry(ONE, 1, 3), entry(NOT_ONE, 3, against=(1,))
    assert grouped(told(merged).claims) == {("dam.1", "dam.2", "dam.3")}
    assert grouped(told(merged, parted).claims) == grouped(told().claims)
    assert grouped(told(parted, merged).claims) == {("dam.1", "dam.2", "dam.3")}
    assert grouped(told(entry(NOT_ONE, 2, against=(1,))).claims) == {("dam.1",), ("dam.2",), ("dam.3",)}


def test_a_stance_is_fixed_and_says_by_whom() -> None:
    links = told(entry(CorrectionKind.STANCE, 2, against=(1,), value="noncommittal"))
    assert stances(links)["dam.2"] == (Stance.NONCOMMITTAL, "Ada Quill")
    assert stances(links)["dam.1"] == (Stance.SUPPORTS, None)
    apart = told(entry(CorrectionKind.STANCE, 3, against=(1,), value="denies"))
    assert stances(apart) == stances(told())


def test_of_two_stances_the_later_counts() -> None:
    both = [entry(CorrectionKind.STANCE, 2, against=(1,), value=value) for value in ("questions", "supports")]
    assert stances(told(*both))["dam.2"][0] is Stance.SUPPORTS
    assert stances(told(*reversed(both)))["dam.2"][0] is Stance.QUESTIONS


def test_a_stance_is_turned_round_where_words_of_the_opposite_sign_stand_for_the_claim() -> None:
    dry = report(
        "dry",
        "The engineer Tom Vale said the Sallow dam never leaked on Monday. "
        "Ida Holm said the Sallow dam leaked on Monday.",
        Said("Tom Vale", "the Sallow dam never leaked on Monday", cue="said"),
        Said("Ida Holm", "the Sallow dam leaked on Monday", cue="said"),
    )
    made = replace(
        entry(CorrectionKind.STANCE, 1, against=(1,), value="supports"),
        statements=(excerpt(1, dry),),
        against=(excerpt(1, dry),),
    )
    links = told(made, findings=(dry,))
    assert stances(links)["dry.1"] == (Stance.DENIES, "Ada Quill")
    assert links.claims[0].gloss == "the Sallow dam leaked on Monday"


def test_words_are_given_to_another_speaker_before_speakers_are_joined() -> None:
    links = told(replace(entry(CorrectionKind.SPEAKER, 3, value="Ida Holm"), speaker_kind=SpeakerKind.NAMED_PERSON))
    (fixed,) = links.fixed
    assert fixed.speaker is not None
    assert (fixed.speaker.id, fixed.speaker_by) == ("dam.e1", "Ada Quill")
    assert "Per Dahl" not in {entity.name for entity in links.entities}
    by = {p.statement: (p.speaker.name if p.speaker else "", p.speaker_by) for c in links.claims for p in c.positions}
    assert by["dam.3"] == ("Ida Holm", "Ada Quill")
    assert by["dam.1"] == ("Ida Holm", None)


def test_a_speaker_whom_no_article_has_gets_an_id_of_its_own() -> None:
    links = told(replace(entry(CorrectionKind.SPEAKER, 2, value="Sallow Water"), speaker_kind=SpeakerKind.NAMED_ORG))
    (fixed,) = links.fixed
    assert fixed.speaker is not None
    assert fixed.speaker.id.startswith("dam.p")
    assert "Sallow Water" in {entity.name for entity in links.entities}


def test_words_may_be_nobodys() -> None:
    (fixed,) = told(entry(CorrectionKind.SPEAKER, 1)).fixed
    assert (fixed.speaker, fixed.speaker_by) == (None, "Ada Quill")
    assert fixed.reason


def test_a_speaker_is_called_otherwise_where_most_of_the_named_statements_are_theirs() -> None:
    links = told(entry(CorrectionKind.RENAMED, 1, value="Ida Holm-Vale"))
    assert {(e.name, e.renamed_by) for e in links.entities if e.renamed_by} == {("Ida Holm-Vale", "Ada Quill")}
    split = told(entry(CorrectionKind.RENAMED, 1, 2, value="Ida Holm-Vale"))
    assert not any(entity.renamed_by for entity in split.entities)


def test_what_is_said_of_a_statement_holds_for_its_copies() -> None:
    both = (DAM, COPY)
    links = told(entry(CorrectionKind.STANCE, 2, against=(1,), value="mentions"), findings=both)
    assert stances(links)["copy.2"] == (Stance.MENTIONS, "Ada Quill")
    assert stances(links)["dam.2"] == (Stance.MENTIONS, "Ada Quill")
    assert {s.id for s in told(entry(CorrectionKind.SPEAKER, 1), findings=both).fixed} == {"dam.1", "copy.1"}


def test_without_a_reprint_the_same_words_elsewhere_are_not_meant() -> None:
    story = Story("s1", "Dam", ("dam", "copy"))
    links = link_story(story, (DAM, COPY), [], [entry(CorrectionKind.SPEAKER, 1)])
    assert {statement.id for statement in links.fixed} == {"dam.1"}


# -------------------------------------------------------------------------------------------------- names of claims

BURST = report(
    "burst",
    "Mayor Ida Holm said the Sallow dam leaked on Monday. The water board denied that the Sallow dam leaked badly. "
    "Engineer Tom Vale said the old Sallow dam leaked on Monday night. Per Dahl said the Sallow dam never leaked. "
    "Per Dahl said schools stayed closed in Upper Sallow.",
    Said("Ida Holm", "the Sallow dam leaked on Monday", cue="said", source="Mayor Ida Holm"),
    Said("water board", "that the Sallow dam leaked badly", Act.DENY, cue="denied", source="The water board"),
    Said("Tom Vale", "the old Sallow dam leaked on Monday night", cue="said", source="Engineer Tom Vale"),
    Said("Per Dahl", "the Sallow dam never leaked", cue="said", source="Per Dahl"),
    Said("Per Dahl", "schools stayed closed in Upper Sallow", cue="said", source="Per Dahl"),
)


def name(number: int, *against: int, author: str = "Ada Quill") -> Correction:
    letters = (excerpt(number, BURST),), tuple(excerpt(each, BURST) for each in against)
    made = entry(CorrectionKind.GLOSS)
    return replace(made, statements=letters[0], against=letters[1], author=author)


def names(*corrections: Correction) -> list[tuple[str, str | None]]:
    return [(claim.gloss, claim.gloss_by) for claim in told(*corrections, findings=(BURST,)).claims]


def test_a_claim_is_called_by_the_words_that_a_person_chose() -> None:
    before, schools = told(findings=(BURST,)).claims
    assert (before.gloss, before.gloss_by) == ("the old Sallow dam leaked on Monday night", None)
    links = told(name(1, 2, 3, 4), findings=(BURST,))
    after = links.claims[0]
    assert (after.gloss, after.gloss_by) == ("the Sallow dam leaked on Monday", "Ada Quill")
    assert (after.gloss_statement, after.id) == ("burst.1", before.id)
    assert links.claims[1] == schools
    assert {p.statement: p.stance for p in after.positions} == {p.statement: p.stance for p in before.positions}


def test_the_content_of_a_denial_names_what_it_denies_and_stays_denied() -> None:
    links = told(name(2, 1, 3, 4), findings=(BURST,))
    assert links.claims[0].gloss == "the Sallow dam leaked badly"
    assert stances(links)["burst.1"][0] is Stance.SUPPORTS
    assert {stances(links)[id][0] for id in ("burst.2", "burst.4")} == {Stance.DENIES}


def test_words_that_deny_a_claim_never_name_it() -> None:
    assert names(name(4, 1, 2, 3)) == names()


def test_of_two_names_the_later_counts_in_a_merged_claim_too() -> None:
    one, other = name(3, 1, 2, 4), replace(name(5), author="Per Dahl")
    merged = replace(entry(ONE), statements=tuple(excerpt(each, BURST) for each in (1, 5)))
    assert names(one, name(2, 1))[0][0] == "the Sallow dam leaked badly"
    assert names(one, other, merged) == [("schools stayed closed in Upper Sallow", "Per Dahl")]
    assert names(other, merged, one) == [("the old Sallow dam leaked on Monday night", "Ada Quill")]


def test_a_statement_that_stands_in_two_claims_names_the_one_it_was_held_against() -> None:
    both = report(
        "both",
        "“The Sallow dam leaked badly on Monday. Schools stayed closed in Upper Sallow,” mayor Ida Holm said. "
        "Tom Vale said the Sallow dam leaked on Monday. Per Dahl said schools stayed closed in Upper Sallow.",
        Said("Ida Holm", "The Sallow dam leaked badly on Monday. Schools stayed closed in Upper Sallow", cue="said"),
        Said("Tom Vale", "the Sallow dam leaked on Monday", cue="said"),
        Said("Per Dahl", "schools stayed closed in Upper Sallow", cue="said"),
    )
    for number, gloss in ((2, "The Sallow dam leaked badly on Monday"), (3, "Schools stayed closed in Upper Sallow")):
        letters = (excerpt(1, both),), (excerpt(number, both),)
        made = replace(entry(CorrectionKind.GLOSS), statements=letters[0], against=letters[1])
        named = [claim for claim in told(made, findings=(both,)).claims if claim.gloss_by]
        assert [(claim.gloss, claim.gloss_statement) for claim in named] == [(gloss, "both.1")]


# ------------------------------------------------------------------------------------------------------ excerpts


@pytest.mark.parametrize(
    ("letters", "number"), [((19, 51), 1), ((25, 60), 1), ((0, 8), None), ((200, 230), None), ((19, 22), 1)]
)
def test_an_excerpt_means_the_statement_with_most_of_its_letters(letters: tuple[int, int], number: int | None) -> None:
    found = meant(Excerpt("dam", Span(*letters)), DAM.statements)
    assert (found.id if found else None) == (f"dam.{number}" if number else None)


def test_statements_of_one_content_are_told_apart_by_source_and_cue() -> None:
    text = "The mayor and the abbot said the old bridge was safe."
    both = report("b", text, Said("mayor", "the old bridge was safe", source="The mayor", cue="said"),
                  Said("abbot", "the old bridge was safe", source="the abbot", cue="said"))  # fmt: skip
    for statement in both.statements:
        named = excerpt_of("b", statement)
        assert named is not None
        assert meant(named, both.statements) is statement
        assert meant(named, tuple(reversed(both.statements))) is statement
