"""The questions on labelled claims: one for each claim, short plain sentences that can be asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.linking.asking import LONGEST_QUESTION, read_question

CLAIMS = Path(__file__).resolve().parents[1] / "benchmarks" / "quality" / "claims"
QUESTIONS = [json.loads(line) for line in (CLAIMS / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
GOLD = [json.loads(line) for line in (CLAIMS / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
NEWS = [json.loads(line) for line in (CLAIMS / "asked_news.jsonl").read_text(encoding="utf-8").splitlines()]
STORIES = {
    (story["set"], story["story"]): story
    for story in map(json.loads, (CLAIMS / "stances.jsonl").read_text(encoding="utf-8").splitlines())
}
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


def test_each_question_on_news_is_of_one_claim_or_of_none() -> None:
    asked = [(row["set"], row["story"], row["claim"]) for row in NEWS]
    assert len(set(asked)) == len({row["asked"] for row in NEWS}) == len(NEWS)
    assert all(claim is None or 1 <= claim <= len(STORIES[name, story]["claims"]) for name, story, claim in asked)
    assert {story for _, story, claim in asked if claim is None} == {story for _, story, _ in asked}


@pytest.mark.parametrize("number", range(len(NEWS)))
def test_a_question_on_news_is_short_and_can_be_asked(number: int) -> None:
    row = NEWS[number]
    assert set(row) == {"set", "story", "claim", "asked"}
    assert len(row["asked"].split()) in WORDS
    assert read_question(row["asked"]).words
