"""Labelled claims: whole as data, and read into pairs without a denial among what says the same."""

from __future__ import annotations

import random

from benchmarks.quality.claims import read_gold
from training.pairs.claims import from_claims, labelled
from training.pairs.examples import AGAINST, APART, CONTRADICTS, FOR, SAME, UNRELATED

STANCES = {"supports", "denies", "noncommittal", "conditional", "questions", "mentions"}
TEXT = "The dam broke. The dam did not break. Bread is dear."
STORY = {
    "set": "made",
    "story": "dam",
    "articles": ["a1"],
    "statements": [[0, 0, 14], [0, 15, 37], [0, 38, 52]],
    "claims": [{"gloss": 0, "positions": {"0": "supports", "1": "denies"}}],
}


def test_labels_name_statements_that_are_there() -> None:
    for story in labelled():
        n_statements = len(story["statements"])
        assert all(0 <= article < len(story["articles"]) and start < end for article, start, end in story["statements"])
        for claim in story["claims"]:
            places = {int(at) for at in claim["positions"]}
            assert len(places) >= 2
            assert claim["gloss"] in places
            assert max(places) < n_statements
            assert set(claim["positions"].values()) <= STANCES


def test_no_story_is_one_that_claims_are_judged_on() -> None:
    judged = {article for story in read_gold() for article in story["articles"]}
    assert judged.isdisjoint(article for story in labelled() for article in story["articles"])


def test_a_denial_contradicts_and_another_thing_is_apart() -> None:
    denial, apart = from_claims([STORY], {"a1": TEXT}, random.Random(1))
    assert (denial.claim, denial.text) == ("The dam broke.", "The dam did not break.")
    assert (denial.stances, denial.relations) == ({AGAINST}, {CONTRADICTS})
    assert (apart.text, apart.stances, apart.relations) == ("Bread is dear.", {UNRELATED}, {APART})
    assert not {FOR, SAME} & (denial.stances | denial.relations)
