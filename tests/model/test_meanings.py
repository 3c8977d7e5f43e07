"""Meanings end to end, on a tiny package of random weights."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

from sayso.model import load_pair_scorer
from sayso.model.meanings import CLS, MOST_ALONE, SEP, encoded_alone
from sayso.model.session import OnnxMeanings
from tests.model.small import TINY, TINY_PAIR, small_tokenizer

TEXTS = ["The bridge is safe.", "Police deny it.", "The bridge is safe. " * 40, "", "\ud800 §"]


def test_the_graph_gives_the_numbers_it_gave_when_it_was_made() -> None:
    meaning = OnnxMeanings(TINY / "meanings.onnx")(*encoded_alone(TINY_PAIR[0], small_tokenizer()))
    with np.load(TINY / "expected_meanings.npz") as expected:
        np.testing.assert_allclose(meaning, expected["meaning"], atol=0.05)


def test_meanings_are_of_length_one_whatever_the_text() -> None:
    meanings = load_pair_scorer(TINY).meanings(TEXTS)
    assert meanings.shape == (len(TEXTS), 32)
    np.testing.assert_allclose(np.linalg.norm(meanings, axis=1), 1, atol=1e-5)


def test_a_text_s_meaning_does_not_depend_on_the_others() -> None:
    scorer = load_pair_scorer(TINY)
    together = scorer.meanings(TEXTS)
    for text, meaning in zip(TEXTS, together, strict=True):
        np.testing.assert_array_equal(load_pair_scorer(TINY).meanings([text])[0], meaning)


def test_no_text_has_no_meaning() -> None:
    with pytest.raises(ValueError, match="at least one"):
        load_pair_scorer(TINY).meanings([])


def test_meanings_travel_to_another_process() -> None:
    travelled = pickle.loads(pickle.dumps(load_pair_scorer(TINY)))  # noqa: S301
    np.testing.assert_array_equal(travelled.meanings(TEXTS), load_pair_scorer(TINY).meanings(TEXTS))


def test_a_long_text_is_cut_at_its_end() -> None:
    ids, features = encoded_alone("mayor " * 9_000, small_tokenizer())
    assert len(ids) == len(features) == MOST_ALONE + 2
    assert (ids[0], ids[-1]) == (CLS, SEP)
    assert not features.any()


def test_a_package_without_meanings_is_called_too_old(tmp_path: Path) -> None:
    import json
    import shutil

    from sayso.errors import ModelError

    shutil.copytree(TINY, tmp_path / "old")
    path = tmp_path / "old" / "manifest.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    del document["meanings"]
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(ModelError, match="too old: it has no meanings"):
        load_pair_scorer(tmp_path / "old")
