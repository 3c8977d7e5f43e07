"""Labelled claims: whole as data, and read into what belongs together."""

from __future__ import annotations

from benchmarks.quality.claims import read_gold
from training.meanings.claims import labelled, sorted_story

STANCES = {"supports", "denies", "noncommittal", "conditional", "questions", "mentions"}
TEXT = "The dam broke. The dam did not break. Bread is dear."
STORY = {
    "set": "made",
    "story": "dam",
    "articles": ["a1"],
    "statements": [[0, 0, 14, 0, 14], [0, 15, 37, 15, 37], [0, 38, 52, 38, 52]],
    "claims": [{"gloss": 0, "positions": {"0": "supports", "1": "denies"}}],
}


def test_labels_name_statements_that_are_there() -> None:
    for story in labelled():
        n_statements = len(story["statements"])
        for article, start, end, first, last in story["statements"]:
            assert 0 <= article < len(story["articles"])
            assert first <= start < end <= last
        for claim in story["claims"]:
            places = {int(at) for at in claim["positions"]}
            assert len(places) >= 2
            assert claim["gloss"] in places
            assert max(places) < n_statements
            assert set(claim["positions"].values()) <= STANCES


def test_no_story_is_one_that_claims_are_judged_on() -> None:
    judged = {article for story in read_gold() for article in story["articles"]}
    assert judged.isdisjoint(article for story in labelled() for article in story["articles"])


def test_a_denial_belongs_to_what_it_denies_and_another_thing_does_not() -> None:
    story = sorted_story(STORY, {"a1": TEXT})
    assert story.contents == ["The dam broke.", "The dam did not break.", "Bread is dear."]
    assert story.together.tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 0]]
