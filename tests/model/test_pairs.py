"""The pair scorer end to end, on a tiny package of random weights."""

from __future__ import annotations

import json
import pickle
from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest

from sayso.errors import ModelError
from sayso.model import load_pair_scorer
from sayso.model.pairs import CLS, MOST_CLAIM, MOST_PIECES, OF_ARTICLE, OF_CLAIM, OF_TEXT, SEP, encoded
from sayso.model.session import OnnxPairs
from tests.model.small import TINY, TINY_PAIR, small_tokenizer

PAIRS = [
    TINY_PAIR,
    ("The mayor said it.", "The ministry told us."),
    ("The bridge is safe.", "The bridge is safe. " * 20),
    TINY_PAIR[::-1],
]


def test_the_graph_gives_the_numbers_it_gave_when_it_was_made() -> None:
    stances, relations = OnnxPairs(TINY / "pairs.onnx")(*encoded(*TINY_PAIR, small_tokenizer()))
    with np.load(TINY / "expected_pairs.npz") as expected:
        np.testing.assert_allclose(stances, expected["stances"], atol=0.05)
        np.testing.assert_allclose(relations, expected["relations"], atol=0.05)


def test_chances_are_chances_in_the_order_of_the_pairs() -> None:
    scorer = load_pair_scorer(TINY)
    for chances in (*scorer.stances(PAIRS), *scorer.relations(PAIRS)):
        assert all(0 < one < 1 for one in astuple(chances))
        assert sum(astuple(chances)) == pytest.approx(1)
    assert scorer.stances(PAIRS) == tuple(reversed(scorer.stances(PAIRS[::-1])))


def test_a_pair_s_chances_do_not_depend_on_the_others() -> None:
    scorer = load_pair_scorer(TINY)
    assert scorer.stances(PAIRS)[:1] == scorer.stances(PAIRS[:1]) == load_pair_scorer(TINY).stances(PAIRS[:1])
    assert scorer.relations(PAIRS)[1:2] == scorer.relations(PAIRS[1:2])


def test_relations_do_not_depend_on_which_text_stands_first_but_stances_do() -> None:
    scorer = load_pair_scorer(TINY)
    assert scorer.relations([TINY_PAIR]) == scorer.relations([TINY_PAIR[::-1]])
    assert scorer.stances([TINY_PAIR]) != scorer.stances([TINY_PAIR[::-1]])


def test_a_question_that_is_part_of_the_claim_leaves_nothing_open() -> None:
    asked = [("She told us: is it safe?", "“Is it safe?” she told us")]
    plain = [("She told us: is it safe", "“Is it safe” she told us")]
    scorer = load_pair_scorer(TINY)
    assert scorer.stances(asked) == scorer.stances(plain)
    assert scorer.stances([(plain[0][0], asked[0][1])]) != scorer.stances(plain)


def test_half_of_a_surrogate_pair_is_read() -> None:
    assert len(load_pair_scorer(TINY).stances([("The bridge \ud800", "\udfff is safe")])) == 1


def test_no_pairs_have_no_chances() -> None:
    scorer = load_pair_scorer(TINY)
    assert scorer.stances([]) == scorer.relations([]) == ()


def test_a_scorer_travels_to_another_process() -> None:
    scorer = load_pair_scorer(TINY)
    travelled = pickle.loads(pickle.dumps(scorer))  # noqa: S301
    assert travelled.name == scorer.name == "tiny 1"
    assert travelled.stances(PAIRS) == scorer.stances(PAIRS)


def test_claim_and_text_are_told_apart_and_cut_at_their_ends() -> None:
    ids, features = encoded("The mayor", "police", small_tokenizer())
    assert [int(one) for one in ids[[0, 3, 5]]] == [CLS, SEP, SEP]
    assert features.tolist() == [OF_CLAIM] * 4 + [OF_TEXT] * 2
    ids, features = encoded("mayor " * 9_000, "police " * 9_000, small_tokenizer(), is_choice=True)
    assert len(ids) == len(features) == MOST_PIECES
    assert features.tolist().count(OF_CLAIM) == MOST_CLAIM + 2
    assert features.tolist().count(OF_ARTICLE) == MOST_PIECES - MOST_CLAIM - 2


def copied(folder: Path) -> Path:
    for path in TINY.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def rewritten(folder: Path, **changes: object) -> Path:
    document = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**document, **changes}), encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", ["pairs.onnx", "tokenizer.json"])
def test_a_package_that_was_cut_short_is_refused(tmp_path: Path, name: str) -> None:
    copied(tmp_path)
    (tmp_path / name).write_bytes((TINY / name).read_bytes()[:-1])
    with pytest.raises(ModelError, match=f"{name} is damaged"):
        load_pair_scorer(tmp_path)


def test_a_package_from_before_pair_scorers_says_so(tmp_path: Path) -> None:
    document = json.loads((copied(tmp_path) / "manifest.json").read_text(encoding="utf-8"))
    del document["pairs"]
    (tmp_path / "manifest.json").write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(ModelError, match=r"tiny 1 in .* has no pairs"):
        load_pair_scorer(tmp_path)


def test_other_classes_are_refused(tmp_path: Path) -> None:
    rewritten(copied(tmp_path), pairs={"stances": ["yes", "no"], "relations": []})
    with pytest.raises(ModelError, match="other classes than this sayso knows"):
        load_pair_scorer(tmp_path)


def test_whole_files_that_are_no_model_are_refused_at_the_first_pair(tmp_path: Path) -> None:
    copied(tmp_path)
    (tmp_path / "pairs.onnx").write_bytes(b"0")
    digest = "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9"
    document = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    rewritten(tmp_path, files={**document["files"], "pairs.onnx": digest})
    with pytest.raises(ModelError, match="cannot load"):
        load_pair_scorer(tmp_path).stances([TINY_PAIR])
