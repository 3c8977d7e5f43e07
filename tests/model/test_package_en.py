"""The package of models/en as it is shipped."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from sayso.attribution.tagging import Tagger
from sayso.linking.pairs import PairScorer
from sayso.model import load_pair_scorer, load_tagger
from sayso.model.judging import judge_stance
from sayso.model.manifest import FILES
from sayso.records import Attribution, Stance
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
def scorer(manifest: dict[str, Any]) -> PairScorer:
    if "pairs" not in manifest:
        pytest.skip("the package has no pair scorer yet")
    return load_pair_scorer(PACKAGE)


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


CLAIM = "The ministry sent troops to the border"


@pytest.mark.parametrize(
    ("claim", "text", "expected"),
    [
        (CLAIM, "The ministry has sent troops to the border.", Stance.SUPPORTS),
        (CLAIM, "The ministry confirmed on Monday that it had sent troops to the border.", Stance.SUPPORTS),
        (CLAIM, "The ministry denies sending troops to the border.", Stance.DENIES),
        (CLAIM, "The ministry did not send troops to the border.", Stance.DENIES),
        (CLAIM, "Reports that troops were sent to the border are false, the ministry said.", Stance.DENIES),
        (CLAIM, "The ministry would not say whether it had sent troops to the border.", Stance.NONCOMMITTAL),
        (CLAIM, "The ministry could not confirm reports that troops were sent to the border.", Stance.NONCOMMITTAL),
        (CLAIM, "Did the ministry send troops to the border?", Stance.QUESTIONS),
        (CLAIM, "The bakery on Mill Lane has a new oven.", Stance.MENTIONS),
        ("The singer Vera Holm is dead", "No, Vera Holm is not dead", Stance.DENIES),
        ("The singer Vera Holm is dead", "Vera Holm death hoax spreads again", Stance.DENIES),
        ("The singer Vera Holm is dead", "Singer Vera Holm dies at 81", Stance.SUPPORTS),
    ],
)
def test_stances_of_plain_sentences(scorer: PairScorer, claim: str, text: str, expected: Stance) -> None:
    assert judge_stance(claim, text, scorer=scorer) is expected


def test_an_article_is_judged_by_its_sentences_on_the_claim(scorer: PairScorer) -> None:
    around = "It rained in Ostby on Monday. Cafés stayed shut. Schools will open again on Tuesday, the mayor said."
    for told, expected in (
        ("The ministry denied that it had sent troops to the border.", Stance.DENIES),
        ("The ministry has sent troops to the border.", Stance.SUPPORTS),
    ):
        assert judge_stance(CLAIM, f"{around} {told} {around}", scorer=scorer) is expected
    assert judge_stance(CLAIM, around * 2, scorer=scorer) is Stance.MENTIONS


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("The storm killed 12 people in Marrow", "Twelve people died in the storm in Marrow", ("same", "narrower")),
        ("The storm killed 12 people in Marrow", "The storm killed 20 people in Marrow", ("contradicts",)),
        (CLAIM, "The ministry did not send troops to the border", ("contradicts",)),
        (CLAIM, "The ministry has never sent troops to the border", ("contradicts",)),
        (CLAIM, "The ministry's canteen serves soup on Mondays", ("unrelated",)),
    ],
)
def test_relations_of_plain_propositions(scorer: PairScorer, one: str, other: str, expected: tuple[str, ...]) -> None:
    (chances,) = scorer.relations([(one, other)])
    given = asdict(chances)
    assert max(given, key=lambda name: given[name]).startswith(expected)


@pytest.mark.usefixtures("scorer")
def test_the_pair_scorer_weighs_no_more_than_it_may() -> None:
    assert (PACKAGE / "pairs.onnx").stat().st_size <= MAX_WEIGHT


@pytest.mark.usefixtures("scorer")
def test_the_card_gives_the_pair_scorer_s_figures(manifest: dict[str, Any]) -> None:
    card = (MODEL / "README.md").read_text(encoding="utf-8")
    scores = manifest["pairs"]["scores"]
    for stance in ("for", "against", "observing"):
        line = re.search(rf"^\| Emergent dev: {stance} \|(.+)\|$", card, re.MULTILINE)
        assert line is not None
        names = (f"emergent_{stance}_recall", f"emergent_{stance}_precision")
        assert [float(cell) for cell in line[1].split("|")] == [scores[name] for name in names]
    assert f"accuracy {scores['emergent_accuracy']}" in card
    for used in manifest["pairs"]["data"]:
        assert used["name"].split(",")[0] in card
