"""The questions on labelled claims: one for each claim, short plain sentences that can be asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.linking.asking import LONGEST_QUESTION

CLAIMS = Path(__file__).resolve().parents[1] / "benchmarks" / "quality" / "claims"
QUESTIONS = [json.loads(line) for line in (CLAIMS / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
GOLD = [json.loads(line) for line in (CLAIMS / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
WORDS = range(4, 15)


def test_each_labelled_claim_is_asked_about_once() -> None:
    assert [row["claim"] for row in QUESTIONS] == [claim["id"] for story in GOLD for claim in story["claims"]]
    assert len({row["asked"] for row in QUESTIONS}) == len(QUESTIONS)


# The number alone, so that a failing test names no question that is to stay unread.
@pytest.mark.parametrize("number", range(len(QUESTIONS)))
def test_a_question_is_a_short_plain_sentence(number: int) -> None:
    row = QUESTIONS[number]
    assert set(row) == {"claim", "asked"}
    is_plain = (
        len(row["asked"].split()) in WORDS
        and len(row["asked"]) <= LONGEST_QUESTION
        and row["asked"].endswith(".")
        and row["asked"] == " ".join(row["asked"].split())
        and '"' not in row["asked"]
    )
    assert is_plain
