"""Contrasts made on purpose need no network; the recipe is tried where the "training" group is installed."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from training.pairs import made
from training.pairs.examples import Example, claim_of, from_minimal_pairs, held_contrasts, told_in

from sayso.model.gist import stems_of
from sayso.model.labels import RELATIONS, STANCES
from tests.model.small import small_tokenizer

PAIRS = Path(__file__).parents[2] / "benchmarks" / "quality" / "contrasts" / "pairs.toml"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The dam has burst", "The dam has not burst"),
        ("The dam burst", None),
        ("The dam has not burst", None),
        ("She denied that it was hers", None),
    ],
)
def test_a_negation_stands_behind_the_first_auxiliary(sentence: str, expected: str | None) -> None:
    assert made.negated(sentence) == expected


def test_a_number_becomes_another_and_a_year_stays() -> None:
    dice = random.Random(1)
    for _ in range(50):
        changed = made.counted_otherwise("In 2015 the flood drowned 1,200 sheep", dice)
        assert changed is not None
        assert changed.startswith("In 2015 the flood drowned ")
        assert changed.endswith(" sheep")
        assert "1,200" not in changed
    assert made.counted_otherwise("In 2015 the flood drowned one sheep", dice) is None


def test_a_tail_is_cut_where_enough_is_left() -> None:
    assert made.without_tail("The army shelled a school in Marrow.") == "The army shelled a school"
    assert made.without_tail("It rained in Marrow") is None


def test_what_measures_is_never_trained_on() -> None:
    tables = made.words()
    groups = [tables["speakers"], tables["events"], *tables["templates"].values(), *tables["forms"].values()]
    for group in groups:
        assert not {str(one) for one in group["train"]} & {str(one) for one in group["held"]}
    trained = {(one.claim, one.text) for one in from_minimal_pairs(PAIRS)}
    held = list(from_minimal_pairs(PAIRS, held=True))
    assert len(held) > 200
    assert not [one for one in held if (one.claim, one.text) in trained]


def test_contrasts_are_the_same_for_the_same_dice() -> None:
    found = held_contrasts(random.Random(1), 40)
    assert found == held_contrasts(random.Random(1), 40)
    assert {min(one.stances) for one in found if len(one.stances) == 1} == set(STANCES)
    assert any(one.differs_in_number for one in found)


def test_a_denial_s_content_is_a_claim() -> None:
    assert claim_of("that the pier had cracked.") == "The pier had cracked"
    assert claim_of("the latest report that the pier had cracked") == "The pier had cracked"
    assert claim_of("the losses") == "The losses"


def test_a_headline_that_tells_of_a_claim_is_known() -> None:
    claim = stems_of("A tropical spider burrowed under a man's skin")
    assert told_in("Spider burrowed under man's skin, doctors say", [claim])
    assert not told_in("Spider found in bananas", [claim])


def test_the_recipe_learns_a_few_pairs_and_the_graph_gives_its_numbers(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="the training group is not installed")
    onnx = pytest.importorskip("onnx", reason="the training group is not installed")
    from training.pairs.export import pair_graph
    from training.pairs.network import PairNetwork
    from training.pairs.train import Stage, prepared, probabilities, train

    from sayso.model.pairs import encoded
    from sayso.model.session import OnnxPairs

    tokenizer = small_tokenizer()
    pairs = {
        "The bridge is safe": ("for", "same"),
        "Police deny it": ("against", "contradicts"),
        "The ministry told us": ("unrelated", "unrelated"),
    }
    examples = [
        Example("the bridge is safe", text, frozenset({stance}), frozenset({relation, "narrower_or_broader"}))
        for text, (stance, relation) in pairs.items()
    ] * 8
    torch.manual_seed(1)
    network = PairNetwork(layers=1, width=32, vocabulary=tokenizer.get_vocab_size())
    data = prepared(examples, tokenizer)
    train(network, data, Stage(epochs=60, rate=3e-3), seed=1)
    found = probabilities(network, data)
    assert [STANCES[at] for at in found[:3, 0].argmax(axis=1)] == [stance for stance, _ in pairs.values()]
    may_be = [[name in one.relations for name in RELATIONS] for one in examples]
    assert found[:, 1][np.array(may_be)].reshape(len(examples), 2).sum(axis=1).min() > 0.5
    weights = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
    onnx.save_model(pair_graph(weights, in_int8=False), tmp_path / "pairs.onnx")
    stances, relations = OnnxPairs(tmp_path / "pairs.onnx")(*encoded(examples[1].claim, examples[1].text, tokenizer))
    for scores, expected in ((stances, found[1, 0]), (relations, found[1, 1])):
        chances = np.exp(scores) / np.exp(scores).sum()
        np.testing.assert_allclose(chances, expected, atol=1e-3)
