"""The labelled pairs of claims: that their labels are known, and that no letters of others' texts are in them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from zlib import crc32

FILE = Path(__file__).resolve().parents[1] / "benchmarks" / "quality" / "relations" / "pairs.jsonl"
PAIRS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
LABELS = {"same_as", "contradicts", "narrower", "differs_in_quantity", "supersedes", "responds_to", "unrelated"}


def test_there_are_pairs_of_what_is_told_in_both_halves() -> None:
    assert len({pair["id"] for pair in PAIRS}) == len(PAIRS) >= 400
    assert {pair["label"] for pair in PAIRS} == LABELS
    counts = Counter((crc32(pair["story"].encode()) % 2, pair["label"]) for pair in PAIRS)
    assert min(counts[half, label] for half in (0, 1) for label in ("narrower", "responds_to", "contradicts")) >= 15


def test_pairs_hold_no_letters() -> None:
    for pair in PAIRS:
        assert set(pair) == {"id", "set", "story", "drawn", "one", "two", "label"}
        for side in (pair["one"], pair["two"]):
            assert set(side) == {"article", "span"}
            assert 0 <= side["span"][0] < side["span"][1]
