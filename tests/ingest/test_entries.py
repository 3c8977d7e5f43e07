"""Corrections made of the ids that people see: what is looked up, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from sayso.errors import NoCorrection
from sayso.ingest import entries
from sayso.ingest.correcting import claims_spoken_of, correct, points_at_nothing
from sayso.ingest.entries import LONGEST_NAME, Word
from sayso.ingest.linking import relink
from sayso.ledger import Ledger
from sayso.records import Correction, CorrectionKind, Excerpt, SpeakerKind
from sayso.spans import Span
from tests.ingest.test_correcting import DAM, DRY, store

ADA = Word("Ada  Quill ", "2025-05-07T12:00:00+00:00")


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with Ledger.open(":memory:") as opened:
        store(opened, DAM)
        relink(opened)
        yield opened


@pytest.fixture
def claim(ledger: Ledger) -> str:
    return next(ledger.export("claims"))["id"]


def test_an_entry_says_whose_word_it_is_with_single_white_space(ledger: Ledger, claim: str) -> None:
    made = entries.with_stance(ledger, "dam.2", claim, "questions", ADA)
    assert (made.author, made.at, made.value) == ("Ada Quill", ADA.at, "questions")
    correct(ledger, made)
    assert [each.id for each in claims_spoken_of(ledger, made)] == [claim]


def test_a_speaker_is_of_the_kind_that_the_name_has_in_the_story(ledger: Ledger) -> None:
    def kind(name: str) -> SpeakerKind | None:
        return entries.spoken_by(ledger, "dam.2", name, ADA).speaker_kind

    known = next(statement.speaker for statement in DAM.statements if statement.id == "dam.2")
    assert known is not None
    assert kind("ida holm") == next(each.kind for each in ledger.entities() if each.name == "Ida Holm")
    assert kind(known.name) == known.kind
    assert kind("Nobody Heard Of") is SpeakerKind.NAMED_PERSON


def test_what_counts_no_more_is_not_taken_back_again(ledger: Ledger, claim: str) -> None:
    correct(ledger, entries.with_stance(ledger, "dam.2", claim, "questions", ADA))
    correct(ledger, entries.taken_back(ledger, 1, ADA))
    with pytest.raises(NoCorrection, match="correction 1 counts no more"):
        entries.taken_back(ledger, 1, ADA)
    correct(ledger, entries.taken_back(ledger, 2, ADA))
    assert entries.taken_back(ledger, 1, ADA).undoes == 1


def test_a_claim_is_called_by_what_one_of_its_statements_prints(ledger: Ledger, claim: str) -> None:
    store(ledger, DRY)
    relink(ledger)
    inside = ledger.claim(claim)
    assert {position.statement for position in inside.positions} == {"dam.1", "dam.2", "dry.1"}
    assert entries.namable(ledger, inside) == {"dam.1", "dam.2"}
    made = entries.claim_called(ledger, claim, "dam.2", ADA)
    correct(ledger, made)
    assert [(each.id, each.gloss, each.gloss_by) for each in claims_spoken_of(ledger, made)] == [
        (claim, "the Sallow dam leaked", "Ada Quill")
    ]
    assert [excerpt.article for excerpt in made.against] == ["dam", "dry"]
    with pytest.raises(NoCorrection, match=r"dry\.1 does not say what claim"):
        entries.claim_called(ledger, claim, "dry.1", ADA)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda it, claim: entries.one_story(it, ["s1"], ADA), "two stories at least"),
        (lambda it, claim: entries.not_one_story(it, it.stories()[0].id, [], ADA), "name the articles"),
        (lambda it, claim: entries.not_one_claim(it, claim, [], ADA), "name the statements"),
        (lambda it, claim: entries.one_claim(it, [claim, claim], ADA), "named twice"),
        (lambda it, claim: entries.spoken_by(it, "dam.2", "a" * (LONGEST_NAME + 1), ADA), "200 letters at most"),
        (lambda it, claim: entries.spoken_by(it, "dam.2", "Ada", ADA, role="a" * 201), "a role has 200 letters"),
        (lambda it, claim: entries.spoken_by(it, "dam.2", None, ADA, role="mayor"), "nobody has no kind"),
        (lambda it, claim: entries.called(it, "Ida Holm", "\n", ADA), "cannot be empty"),
        (lambda it, claim: entries.taken_back(it, 1, Word(" ", ADA.at)), "cannot be empty"),
    ],
)
def test_what_says_nothing_is_no_entry(
    ledger: Ledger, claim: str, make: Callable[[Ledger, str], Correction], says: str
) -> None:
    with pytest.raises(NoCorrection, match=says):
        make(ledger, claim)


def test_a_correction_of_letters_that_are_gone_points_at_nothing(ledger: Ledger) -> None:
    for gone in (Excerpt("dam", Span(900, 910)), Excerpt("elsewhere", Span(0, 10))):
        entry = Correction(CorrectionKind.SPEAKER, (), (), None, "Ada", ADA.at, (gone,), value="Tom")
        assert points_at_nothing(ledger, entry)
    assert not points_at_nothing(ledger, entries.spoken_by(ledger, "dam.1", "Tom", ADA))
