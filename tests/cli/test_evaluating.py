"""Figures for labelled articles, and an honest line where there was nothing to find."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.cli.edge import Status
from sayso.cli.evaluating import found_row
from sayso.records import Findings
from tests.cli.conftest import Run
from tests.views.made import ARTICLES, STATEMENTS

TEXT = 'The union said on Monday: "The cutter rammed our trawler without any warning." The sea was calm.'
CONTENT = [TEXT.index('"'), TEXT.rindex('"') + 1]
GOLD = {
    "id": "g1",
    "text": TEXT,
    "attributions": [{"id": "E1", "source": [[0, 9]], "cue": [[10, 14]], "content": [CONTENT]}],
}


def test_a_found_row_has_the_fields_of_a_gold_one_and_no_nested_attribution() -> None:
    nested = replace(STATEMENTS[1], via=(STATEMENTS[0].id,))
    row = found_row(Findings(ARTICLES[0], (STATEMENTS[0], nested)))
    content = STATEMENTS[0].content[0]
    assert row["id"] == "a1"
    assert [each["content"] for each in row["attributions"]] == [[[content.start, content.end]]]
    assert set(row["attributions"][0]) == {"source", "cue", "content"}


def test_labelled_articles_are_scored(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD) + "\n\n" + json.dumps({**GOLD, "id": "g2"}), encoding="utf-8")
    result = run("evaluate", "gold.jsonl", "--json")
    assert result.exit_code == Status.DONE
    scores = json.loads(result.stdout)
    assert scores["relations"]["content+source"]["whole"]["gold"] == 2
    assert scores["relations"]["content"]["whole"]["f1"] == 1.0
    assert scores["relations"]["content"]["unquoted"]["f1"] is None
    shown = run("evaluate", "gold.jsonl").stdout
    assert shown.startswith("2 articles, 2 attributions marked\n")
    unquoted = next(line for line in shown.splitlines() if line.split()[:2] == ["content", "unquoted"])
    assert "nothing to find" in unquoted


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{broken", "line 1: not JSON"),
        ("[1, 2]", "line 1: not a JSON object"),
        ('{"id": "g", "text": "x"}', "attributions"),
    ],
)
def test_a_gold_file_that_is_none_is_named(run: Run, tmp_path: Path, line: str, words: str) -> None:
    (tmp_path / "gold.jsonl").write_text(line, encoding="utf-8")
    result = run("evaluate", "gold.jsonl")
    assert (result.exit_code, result.stdout) == (Status.NOTHING_DONE, "")
    assert words in result.stderr


def test_a_gold_file_that_is_not_there_is_named(run: Run) -> None:
    result = run("evaluate", "nowhere.jsonl")
    assert result.exit_code == Status.NOTHING_DONE
    assert result.stderr == "sayso: nowhere.jsonl: No such file or directory\n"
