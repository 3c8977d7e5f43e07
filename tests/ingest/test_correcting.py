"""Corrections inside a story, in a ledger: they act at once, can be undone, and count at every telling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import NoCorrection, NotInLedger
from sayso.ingest.correcting import correct
from sayso.ingest.linking import relink
from sayso.ledger import Ledger
from sayso.linking.excerpts import excerpt_of
from sayso.records import Act, Correction, CorrectionKind, Excerpt, Findings, Page, SpeakerKind
from sayso.spans import Span
from tests.linking.made import Said, report

DAM = report(
    "dam",
    "Mayor Ida Holm said the Sallow dam leaked on Monday. The water board denied that the Sallow dam leaked.",
    Said("Ida Holm", "the Sallow dam leaked on Monday", cue="said", source="Mayor Ida Holm", role="Mayor"),
    Said("water board", "that the Sallow dam leaked", Act.DENY, cue="denied", source="The water board"),
    published_at="2025-05-05",
)
LATER = report(
    "later",
    "The Sallow dam leaked on Monday, mayor Ida Holm said. Divers will look at it.",
    Said("Ida Holm", "The Sallow dam leaked on Monday", cue="said", source="mayor Ida Holm", role="mayor"),
    published_at="2025-05-06",
)

DRY = report(
    "dry",
    "The Sallow dam never leaked on Monday, engineer Tom Vale said. The Sallow dam is sound.",
    Said("Tom Vale", "The Sallow dam never leaked on Monday", cue="said", source="engineer Tom Vale"),
    published_at="2025-05-06",
)


def excerpt(number: int) -> Excerpt:
    found = excerpt_of("dam", DAM.statements[number - 1])
    assert found is not None
    return found


def entry(kind: CorrectionKind, *numbers: int, against: tuple[int, ...] = (), **more: Any) -> Correction:
    statements, others = tuple(map(excerpt, numbers)), tuple(map(excerpt, against))
    return replace(Correction(kind, (), (), None, "Ada Quill", "2025-05-07T12:00:00+00:00", statements, others), **more)


FIXED = (
    entry(CorrectionKind.STANCE, 2, against=(1,), value="noncommittal"),
    entry(CorrectionKind.SPEAKER, 2, value="Tom Vale", speaker_kind=SpeakerKind.NAMED_PERSON, role="engineer"),
    entry(CorrectionKind.RENAMED, 1, value="Ida Holm-Vale"),
)


def store(ledger: Ledger, findings: Findings) -> None:
    ledger.add(findings, Page(findings.article.origin, findings.article.text.encode(), "text/plain"))


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with Ledger.open(":memory:") as opened:
        store(opened, DAM)
        relink(opened)
        yield opened


def told(ledger: Ledger) -> dict[str, tuple[Any, ...]]:
    return {
        one["statement"]: (
            one["speaker"] and one["speaker"]["name"],
            one["speaker_by"],
            one["stance"],
            one["stance_by"],
        )
        for claim in ledger.export("claims")
        for one in claim["positions"]
    }


def test_what_a_person_says_counts_at_once_and_says_so(ledger: Ledger) -> None:
    before = told(ledger)
    numbers = [correct(ledger, each) for each in FIXED]
    assert told(ledger) == {
        "dam.1": ("Ida Holm-Vale", "Ada Quill", "supports", None),
        "dam.2": ("Tom Vale", "Ada Quill", "noncommittal", "Ada Quill"),
    }
    assert {row["id"]: row["speaker_by"] for row in ledger.export("statements")} == dict.fromkeys(before, "Ada Quill")
    assert ledger.findings(["dam"]) == (DAM,)
    (view,) = ledger.who("Tom Vale")
    assert [statement.id for _, statement in view.statements] == ["dam.2"]
    assert len(view.claims) == 1
    with pytest.raises(NotInLedger):
        ledger.who("water board")
    for number in numbers:
        correct(ledger, Correction(CorrectionKind.UNDO, (), (), number, "Per Dahl", "2025-05-08T12:00:00+00:00"))
    assert told(ledger) == before
    assert [statement.id for _, statement in ledger.who("water board")[0].statements] == ["dam.2"]
    correct(ledger, Correction(CorrectionKind.UNDO, (), (), 4, "Per Dahl", "2025-05-08T12:00:00+00:00"))
    assert told(ledger)["dam.2"] == ("water board", None, "noncommittal", "Ada Quill")


def test_words_of_nobody_are_nobodys_in_every_answer(ledger: Ledger) -> None:
    correct(ledger, entry(CorrectionKind.SPEAKER, 1))
    assert told(ledger)["dam.1"][:2] == (None, "Ada Quill")
    with pytest.raises(NotInLedger):
        ledger.who("Ida Holm")


def test_a_claim_keeps_the_name_that_a_person_gave_it(ledger: Ledger, tmp_path: Path) -> None:
    (before,) = ledger.export("claims")
    number = correct(ledger, entry(CorrectionKind.GLOSS, 2, against=(1,)))
    store(ledger, LATER)
    relink(ledger)
    (after,) = ledger.export("claims")
    assert (after["gloss"], after["gloss_by"]) == ("the Sallow dam leaked", "Ada Quill")
    assert after["gloss_statement"] == "dam.2"
    assert told(ledger)["dam.2"][2] == "denies"
    with Ledger.open(tmp_path / "rebuilt.db") as rebuilt:
        rebuilt.add_correction(ledger.corrections()[number])
        for findings in (LATER, DAM):
            store(rebuilt, findings)
        relink(rebuilt)
        assert list(rebuilt.export("claims")) == [after]
    correct(ledger, Correction(CorrectionKind.UNDO, (), (), number, "Per Dahl", "2025-05-08T12:00:00+00:00"))
    (again,) = ledger.export("claims")
    assert (again["gloss"].lower(), again["gloss_by"]) == (before["gloss"].lower(), None)


def test_a_name_that_does_not_say_the_claim_is_not_entered(ledger: Ledger) -> None:
    store(ledger, DRY)
    relink(ledger)
    dry = excerpt_of("dry", DRY.statements[0])
    assert dry is not None
    with pytest.raises(NoCorrection, match="does not say what it says"):
        correct(ledger, replace(entry(CorrectionKind.GLOSS, against=(1,)), statements=(dry,)))
    assert ledger.corrections() == {}
    assert {claim["gloss_by"] for claim in ledger.export("claims")} == {None}


@pytest.mark.parametrize("later_first", [False, True])
def test_corrections_survive_later_articles_and_a_rebuild(ledger: Ledger, tmp_path: Path, later_first: bool) -> None:
    for each in FIXED:
        correct(ledger, each)
    store(ledger, LATER)
    relink(ledger)
    assert told(ledger)["dam.2"] == ("Tom Vale", "Ada Quill", "noncommittal", "Ada Quill")
    assert told(ledger)["later.1"][:2] == ("Ida Holm-Vale", "Ada Quill")
    with Ledger.open(tmp_path / "rebuilt.db") as rebuilt:
        for correction in ledger.corrections().values():
            rebuilt.add_correction(correction)
        for findings in (LATER, DAM) if later_first else (DAM, LATER):
            store(rebuilt, findings)
            relink(rebuilt)
        for kind in ("claims", "statements", "corrections"):
            assert list(rebuilt.export(kind)) == list(ledger.export(kind))
        assert rebuilt.entities() == ledger.entities()


def test_a_correction_is_exported_with_the_letters_it_means(ledger: Ledger) -> None:
    correct(ledger, FIXED[0])
    (exported,) = ledger.export("corrections")
    assert exported["statements"] == [{"article": "dam", "span": [76, 102], "frame": [53, 75]}]
    assert (exported["kind"], exported["value"], exported["author"]) == ("stance", "noncommittal", "Ada Quill")
    assert ledger.corrections() == {1: FIXED[0]}


@pytest.mark.parametrize(
    ("correction", "error", "says"),
    [
        (entry(CorrectionKind.ONE_CLAIM, 1), ValueError, "needs more statements"),
        (entry(CorrectionKind.NOT_ONE_CLAIM, 1), ValueError, "needs more statements"),
        (entry(CorrectionKind.NOT_ONE_CLAIM, 1, against=(1,)), ValueError, "apart from itself"),
        (entry(CorrectionKind.STANCE, 1, against=(1,), value="shrugs"), ValueError, "shrugs"),
        (entry(CorrectionKind.GLOSS), ValueError, "needs more statements"),
        (entry(CorrectionKind.RENAMED, 1, value=" "), ValueError, "a name cannot be empty"),
        (entry(CorrectionKind.SPEAKER, 1, value=""), ValueError, "a name cannot be empty"),
        (entry(CorrectionKind.SPEAKER, statements=(Excerpt("zz", Span(0, 4)),)), NotInLedger, "no article has the id"),
    ],
)
def test_a_correction_of_nothing_is_refused(
    ledger: Ledger, correction: Correction, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        correct(ledger, correction)
    assert ledger.corrections() == {}
