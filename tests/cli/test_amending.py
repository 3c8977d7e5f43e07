"""`sayso correct` inside a story, by the ids that `sayso claim --ids` shows."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from sayso.cli.edge import Status
from sayso.ledger import Ledger
from tests.cli.conftest import Run

DAM = (
    "Mayor Ida Holm said the Sallow dam leaked on Monday. The water board denied that the Sallow dam leaked on Monday. "
    "Teacher Per Dahl said schools stayed closed in Upper Sallow."
)


@pytest.fixture
def claims(run: Run, tmp_path: Path) -> list[str]:
    """A ledger with one report; the ids of its claims, the dam's first."""
    (tmp_path / "dam.txt").write_text(DAM)
    assert run("read", "dam.txt", "--rules-alone").exit_code == Status.DONE
    with Ledger.open("sayso.db", read_only=True) as ledger:
        found = [claim["id"] for claim in ledger.export("claims")]
    assert len(found) == 2
    return found


def shown_ids(run: Run, claim: str) -> list[str]:
    words = run("claim", claim, "--ids").stdout.split()
    return [after for word, after in pairwise(words) if word == "statement"]


def test_the_ids_on_the_screen_are_those_to_correct_by(run: Run, claims: list[str]) -> None:
    denial = shown_ids(run, claims[0])[1]
    assert len(denial.split(".")[0]) == 6
    fixed = run("correct", "stance", denial, claims[0], "questions", "--by", "Ada Quill")
    assert fixed.exit_code == Status.DONE
    assert "Correction 1 is entered" in fixed.stdout
    assert f"claim {claims[0]}: 2 positions" in fixed.stdout
    for command in (("claim", claims[0]), ("story",)):
        assert "stance fixed by Ada Quill" in " ".join(run(*command).stdout.split())
    positions = json.loads(run("claim", claims[0], "--json").stdout)["positions"]
    assert [position["stance_by"] for position in positions] == [None, "Ada Quill"]
    assert run("story", "--html", "dam.html").exit_code == Status.DONE
    assert "stance fixed by Ada Quill" in Path("dam.html").read_text()


def test_claims_are_merged_and_parted(run: Run, claims: list[str]) -> None:
    merged = run("correct", "merge-claims", *claims)
    assert "3 positions" in merged.stdout
    only = [claim["id"] for claim in map(json.loads, run("export", "claims").stdout.splitlines())]
    assert len(only) == 1
    ids = shown_ids(run, only[0])
    assert "nothing would be left" in run("correct", "split-claim", only[0], *ids).stderr
    assert run("correct", "split-claim", only[0], ids[0]).exit_code == Status.DONE
    assert len(run("export", "claims").stdout.splitlines()) == 2
    assert "one claim: " in run("correct", "list").stdout


def test_a_claim_is_called_by_the_words_of_one_of_its_statements(run: Run, claims: list[str]) -> None:
    denial = shown_ids(run, claims[0])[1]
    named = run("correct", "name-claim", claims[0], denial, "--by", "Ada Quill")
    assert named.exit_code == Status.DONE
    assert f"claim {claims[0]}: 2 positions, “the Sallow dam leaked on Monday”" in named.stdout
    for command in (("claim", claims[0]), ("story",)):
        assert "called so by Ada Quill" in " ".join(run(*command).stdout.split())
    told = json.loads(run("claim", claims[0], "--json").stdout)
    assert (told["gloss_by"], told["gloss_statement"].rpartition(".")[2]) == ("Ada Quill", "2")
    assert [position["stance"] for position in told["positions"]] == ["supports", "denies"]
    assert "the words of their claim: " in run("correct", "list").stdout
    assert run("story", "--html", "dam.html").exit_code == Status.DONE
    assert "called so by Ada Quill" in Path("dam.html").read_text()
    assert run("correct", "undo", "1").exit_code == Status.DONE
    assert "called so by" not in run("claim", claims[0]).stdout


def test_speakers_are_fixed_and_renamed(run: Run, claims: list[str]) -> None:
    assertion, denial = shown_ids(run, claims[0])
    assert run("correct", "speaker", denial, "Tom Vale", "--role", "engineer").exit_code == Status.DONE
    shown = " ".join(run("claim", claims[0]).stdout.split())
    assert "Tom Vale, engineer" in shown
    assert "speaker fixed by" in shown
    assert run("correct", "rename", "Holm", "Ida Holm-Vale", "--by", "Ada Quill").exit_code == Status.DONE
    assert "called so by Ada Quill" in " ".join(run("who", "Ida", "Holm-Vale").stdout.split())
    nobody = json.loads(run("correct", "speaker", assertion, "--nobody", "--json").stdout)
    assert (nobody["kind"], nobody["value"]) == ("speaker", None)
    assert "speaker not decided" in run("claim", claims[0]).stdout
    listed = run("correct", "list").stdout
    assert "the words of Tom Vale: " in listed
    assert "points at nothing" not in listed


def test_a_correction_whose_statement_is_not_there_says_so(run: Run, claims: list[str]) -> None:
    from sayso.records import Correction, CorrectionKind, Excerpt
    from sayso.spans import Span

    with Ledger.open("sayso.db") as ledger:
        ledger.add_correction(
            Correction(CorrectionKind.SPEAKER, (), (), None, "Ada", "", (Excerpt("gone", Span(0, 9)),))
        )
    assert "(points at nothing now)" in run("correct", "list").stdout


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["merge-claims", "{0}"], Status.WRONG_USE, "name two claims at least"),
        (["merge-claims", "{0}", "{0}"], Status.WRONG_USE, "named twice"),
        (["merge-claims", "{0}", "zzz"], Status.NOTHING_DONE, "no claim has the id 'zzz'"),
        (["merge-claims", "c", "{0}"], Status.NOTHING_DONE, "more than one claim id begins with 'c'"),
        (["split-claim", "{0}", "zzz.1"], Status.NOTHING_DONE, "no article has the id 'zzz'"),
        (["stance", "x.1", "{0}", "shrugs"], Status.WRONG_USE, "is no stance; there is supports, denies"),
        (["name-claim", "zzz", "x.1"], Status.NOTHING_DONE, "no claim has the id 'zzz'"),
        (["name-claim", "{0}", "zzz.1"], Status.NOTHING_DONE, "no article has the id 'zzz'"),
        (["rename", "Holm", " "], Status.WRONG_USE, "a name cannot be empty"),
        (["rename", "Nobody Such", "Ada"], Status.NOTHING_DONE, "nobody in the ledger is called"),
        (["speaker", "x.1"], Status.WRONG_USE, "say whose words they are, or --nobody"),
        (["speaker", "x.1", "Ada", "--nobody"], Status.WRONG_USE, "say whose words they are, or --nobody"),
        (["speaker", "x.1", "Ada", "--kind", "ghost"], Status.WRONG_USE, "is no kind of speaker"),
        (["speaker", "zzz", "Ada"], Status.NOTHING_DONE, "no statement has the id 'zzz'"),
    ],
)
def test_what_cannot_be_corrected_is_said(
    run: Run, claims: list[str], arguments: list[str], status: Status, says: str
) -> None:
    result = run("correct", *(argument.format(*claims) for argument in arguments))
    assert (result.exit_code, result.stdout) == (status, "")
    assert says in result.stderr


def test_a_statement_of_another_claim_is_not_in_this_one(run: Run, claims: list[str]) -> None:
    other = shown_ids(run, claims[1])[0]
    assert "takes no position on claim" in run("correct", "stance", other, claims[0], "denies").stderr
    named = run("correct", "name-claim", claims[0], other)
    assert named.exit_code == Status.WRONG_USE
    assert "takes no position on claim" in named.stderr
