"""The contrast pairs: that their labels rest on letters of their texts and on the taxonomy."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

from sayso.records import Act

QUALITY = Path(__file__).resolve().parents[1] / "benchmarks" / "quality"
FILES = sorted((QUALITY / "contrasts").glob("*.toml"))
PAIRS = [pair for path in FILES for pair in tomllib.loads(path.read_text(encoding="utf-8"))["pair"]]
SIDES = [(pair["id"], pair[side]) for pair in PAIRS for side in ("a", "b")]
AT_LEAST = 300


def test_there_are_enough_pairs_and_each_has_a_name_of_its_own() -> None:
    assert len(PAIRS) >= AT_LEAST
    assert max(Counter(pair["id"] for pair in PAIRS).values()) == 1


def test_speakers_and_contents_are_letters_of_the_texts() -> None:
    for name, side in SIDES:
        assert side["speaker"] in side["text"], name
        assert side["content"], name
        assert side["content"] in side["text"], name


def test_acts_and_signs_are_known() -> None:
    for name, side in SIDES:
        assert {Act(act) for act in side["act"].split("|")}, name
        assert side["sign"] in "+-0", name
