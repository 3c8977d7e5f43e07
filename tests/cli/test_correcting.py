"""`sayso correct`: stories are merged and split, every entry is listed and can be undone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.cli.edge import Status
from sayso.ledger import Ledger
from tests.cli.conftest import Run

FERRY = "The ferry Halcyon lost thirty crates of tinned fish off Vole Point, harbour master Ida Holm said. {}"
STRIKE = "Teachers in Upper Sallow walked out over pay and forty schools stayed closed, union leader Per Dahl said. {}"


@pytest.fixture
def two_stories(run: Run, tmp_path: Path) -> list[str]:
    """A ledger with two stories of two reports; their ids."""
    details = ("Divers will look on Tuesday.", "Two tugs were sent out at dawn.")
    for name, text in (("ferry", FERRY), ("strike", STRIKE)):
        for number, detail in enumerate(details):
            (tmp_path / f"{name}{number}.txt").write_text(text.format(detail))
    assert run("read", ".", "--rules-alone").exit_code == Status.DONE
    with Ledger.open("sayso.db", read_only=True) as ledger:
        found = [(story["id"], story["articles"]) for story in ledger.export("stories")]
    assert sorted(len(articles) for _, articles in found) == [2, 2]
    return [id for id, _ in found]


def articles_of(story: str) -> list[str]:
    with Ledger.open("sayso.db", read_only=True) as ledger:
        return list(ledger.story(story).story.articles)


def test_stories_are_merged_listed_and_parted(run: Run, two_stories: list[str]) -> None:
    merged = run("correct", "merge", *two_stories, "--by", "Ada Quill")
    assert merged.exit_code == Status.DONE
    assert merged.stdout.startswith("Correction 1 is entered; `sayso correct undo 1` takes it back.\n")
    assert "4 pages" in merged.stdout
    assert len(run("stories", "--json").stdout.splitlines()) == 1
    assert "Ada Quill: one story: " in run("correct", "list").stdout
    undone = run("correct", "undo", "1", "--json")
    assert json.loads(undone.stdout) | {"author": "", "at": ""} == {
        "number": 2, "kind": "undo", "articles": [], "others": [], "undoes": 1, "author": "", "at": "",
        "statements": [], "against": [], "value": None, "speaker_kind": None, "role": None,
    }  # fmt: skip
    assert len(run("stories", "--json").stdout.splitlines()) == 2


def test_an_article_is_split_off(run: Run, two_stories: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_AUTHOR", "Per Dahl")
    out = articles_of(two_stories[0])[1]
    split = run("correct", "split", two_stories[0], out)
    assert split.exit_code == Status.DONE
    assert len(run("stories", "--json").stdout.splitlines()) == 3
    assert json.loads(run("correct", "list", "--json").stdout)["author"] == "Per Dahl"


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["merge", "{0}"], Status.WRONG_USE, "name two stories at least"),
        (["merge", "{0}", "{0}"], Status.WRONG_USE, "named twice"),
        (["merge", "{0}", "zzz"], Status.NOTHING_DONE, "no story has the id 'zzz'"),
        (["split", "{0}", "zzz"], Status.NOTHING_DONE, "no article has the id 'zzz'"),
        (["undo", "9"], Status.NOTHING_DONE, "there is no correction 9"),
    ],
)
def test_what_cannot_be_corrected_is_said(
    run: Run, two_stories: list[str], arguments: list[str], status: Status, says: str
) -> None:
    result = run("correct", *(argument.format(*two_stories) for argument in arguments))
    assert (result.exit_code, result.stdout) == (status, "")
    assert says in result.stderr


def test_a_story_is_not_split_into_itself(run: Run, two_stories: list[str]) -> None:
    whole, other = articles_of(two_stories[0]), articles_of(two_stories[1])
    assert "nothing would be left" in run("correct", "split", two_stories[0], *whole).stderr
    assert "is not in story" in run("correct", "split", two_stories[0], other[0]).stderr


def test_no_ledger_is_made_by_correcting_one(run: Run, tmp_path: Path) -> None:
    assert run("correct", "merge", "a", "b").exit_code == Status.NOTHING_DONE
    assert run("correct", "list").exit_code == Status.NOTHING_DONE
    assert list(tmp_path.iterdir()) == []


def test_an_empty_list_says_so(run: Run) -> None:
    Ledger.open("sayso.db").close()
    assert run("correct", "list").stdout == "No corrections.\n"
