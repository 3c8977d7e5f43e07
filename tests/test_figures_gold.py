"""The pairs of figures: that their labels are known, and that no letters of others' texts are in them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

from sayso.linking.figure_relations import FigureRelation

FILE = Path(__file__).resolve().parents[1] / "benchmarks" / "quality" / "figures" / "pairs.jsonl"
PAIRS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
SIDES = [pair[side] for pair in PAIRS for side in ("one", "two")]


def test_there_are_enough_pairs_of_every_label_in_both_halves() -> None:
    assert len({pair["id"] for pair in PAIRS}) == len(PAIRS) >= 200
    counts = Counter((pair["half"], FigureRelation(pair["label"])) for pair in PAIRS)
    assert set(counts) == {(half, label) for half in ("dev", "kept") for label in FigureRelation}
    assert min(counts.values()) >= 20


def test_pairs_of_real_texts_hold_no_letters() -> None:
    for side in SIDES:
        assert set(side) in ({"set", "article", "span", "content"}, {"text", "span", "content"})


def test_a_figure_lies_in_its_content() -> None:
    for side in SIDES:
        (start, end), (first, last) = side["span"], side["content"]
        assert first <= start < end <= last


def test_an_article_is_of_one_half() -> None:
    halves = defaultdict(set)
    for pair in PAIRS:
        for side in (pair["one"], pair["two"]):
            if "article" in side:
                halves[side["article"]].add(pair["half"])
    assert all(len(half) == 1 for half in halves.values())
