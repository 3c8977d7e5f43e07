"""The package of models/en as it is shipped."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sayso.attribution.tagging import Tagger
from sayso.model import load_tagger
from sayso.model.manifest import FILES
from sayso.records import Attribution
from sayso.segments import segment
from sayso.spans import Spans

MODEL = Path(__file__).parents[2] / "models" / "en"
PACKAGE = MODEL / "src" / "sayso_model_en"
# Bytes. What a package may weigh.
MAX_WEIGHT = 25_000_000


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger(PACKAGE)


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((PACKAGE / "manifest.json").read_text(encoding="utf-8"))
    return loaded


def read(tagger: Tagger, text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of each attribution, pieces joined by " / "."""

    def joined(spans: Spans) -> str:
        return " / ".join(span.surface(text) for span in spans)

    def row(found: Attribution) -> tuple[str, str, str]:
        return joined(found.source), joined(found.cue), joined(found.content)

    return [row(found) for found in tagger.tag(segment(text)).attributions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The bridge will stay closed until Friday, the port authority said.",
            ("the port authority", "said", "The bridge will stay closed until Friday"),
        ),
        ("“We found two cracks,” she told reporters.", ("she", "told", "“We found two cracks,”")),
        (
            "According to the union, nobody was hurt in the accident.",
            ("the union", "According to", "nobody was hurt in the accident"),
        ),
        (
            "Brandt denied that the ministry had been warned.",
            ("Brandt", "denied", "that the ministry had been warned"),
        ),
        (
            "“It was loud,” said a woman who lives nearby. “Then it was quiet.”",
            ("a woman who lives nearby", "said", "“It was loud,” / “Then it was quiet.”"),
        ),
    ],
)
def test_plain_sentences_are_read(tagger: Tagger, text: str, expected: tuple[str, str, str]) -> None:
    assert read(tagger, text) == [expected]


def test_a_text_that_cites_nobody_has_no_attributions(tagger: Tagger) -> None:
    assert read(tagger, "The bridge was built in 1931. It is 200 metres long and has two lanes.") == []


def test_the_files_weigh_no_more_than_a_package_may() -> None:
    weights = [(PACKAGE / name).stat().st_size for name in FILES if name != "tokenizer.json"]
    assert sum(weights) <= MAX_WEIGHT


def test_the_card_gives_the_manifest_s_figures(manifest: dict[str, Any]) -> None:
    card = (MODEL / "README.md").read_text(encoding="utf-8")
    scores = manifest["scores"]["PolNeAR dev"]
    for part in ("all", "quoted", "unquoted"):
        line = re.search(rf"^\| {part} \|(.+)\|$", card, re.MULTILINE)
        assert line is not None
        assert [float(cell) for cell in line[1].split("|")[:2]] == [
            scores[f"content, {part}"],
            scores[f"content+source, {part}"],
        ]


def test_training_data_and_licences_are_named(manifest: dict[str, Any]) -> None:
    card = (MODEL / "README.md").read_text(encoding="utf-8")
    assert manifest["base"]["licence"] == "Apache-2.0"
    assert "PolNeAR" in card
    assert "states no licence" in card
