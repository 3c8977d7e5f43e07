"""The labelled claims: that the file holds ids, offsets and labels alone, and that they are well formed."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from sayso.records import Stance

GOLD = Path(__file__).resolve().parents[1] / "benchmarks" / "quality" / "claims" / "gold.jsonl"
STORIES = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
MOST_CLAIMS = 10


def is_span(span: object) -> bool:
    return isinstance(span, list) and len(span) == 2 and all(type(at) is int for at in span) and 0 <= span[0] < span[1]


def test_six_stories_are_for_development_and_six_are_kept() -> None:
    assert Counter(story["half"] for story in STORIES) == {"dev": 6, "kept": 6}
    assert len({claim["id"] for story in STORIES for claim in story["claims"]}) == sum(
        len(story["claims"]) for story in STORIES
    )


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["story"])
def test_each_claim_has_positions_in_articles_of_its_story(story: dict) -> None:
    assert set(story) == {"set", "story", "half", "articles", "claims"}
    assert 1 <= len(story["claims"]) <= MOST_CLAIMS
    for claim in story["claims"]:
        assert set(claim) == {"id", "gloss", "positions"}
        assert claim["gloss"]["article"] in story["articles"]
        assert is_span(claim["gloss"]["span"])
        assert len(claim["positions"]) > 1
        for position in claim["positions"]:
            assert set(position) == {"article", "content", "source", "stance"}
            assert position["article"] in story["articles"]
            assert is_span(position["content"])
            assert position["source"] is None or is_span(position["source"])
            assert Stance(position["stance"])
