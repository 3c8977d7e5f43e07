from __future__ import annotations

import numpy as np

from sayso.model.arcs import (
    DISTANCES,
    N_DISTANCE,
    N_RANK,
    N_RELATIONS,
    N_SENTENCE,
    Weights,
    project,
    relations,
    score_arcs,
    score_none,
)
from tests.model.small import WIDTH, small_weights


def spans(*pairs: tuple[int, int]) -> np.ndarray:
    return np.array(pairs, dtype=np.int64)


def scored(weights: Weights, anchors: np.ndarray, partners: np.ndarray, related: np.ndarray) -> np.ndarray:
    sides = project(weights, "anchor", anchors), project(weights, "partner", partners)
    return score_arcs(weights, *sides, score_none(weights, anchors), related)


def places(n_pieces: int) -> np.ndarray:
    """Ten pieces a sentence, twenty a paragraph, none quoted."""
    at = np.arange(n_pieces)
    return np.stack([at // 10, at // 20, np.zeros(n_pieces, dtype=np.int64)], axis=1)


def test_relations_tell_order_distance_and_rank() -> None:
    related = relations(spans((30, 33)), spans((5, 6), (29, 30), (33, 34), (70, 72)), places(80))[0]
    distance, rank = related[:, 0], related[:, 1] - N_DISTANCE
    behind = len(DISTANCES) + 1
    assert distance.tolist() == [
        int(np.searchsorted(DISTANCES, 24)),
        0,
        behind,
        behind + int(np.searchsorted(DISTANCES, 37)),
    ]
    assert rank.tolist() == [1, 0, 4, 5]


def test_relations_tell_sentences_and_paragraphs_apart() -> None:
    related = relations(spans((30, 33)), spans((5, 6), (29, 30), (33, 34)), places(80))[0]
    sentence = related[:, 2] - N_DISTANCE - N_RANK
    paragraph = related[:, 3] - N_DISTANCE - N_RANK - N_SENTENCE
    assert sentence.tolist() == [0, 2, 3]  # three or more before; the one before; the same
    assert paragraph.tolist() == [1, 2, 2]


def test_relations_are_numbers_of_the_table() -> None:
    chance = np.random.default_rng(0)
    starts = np.sort(chance.choice(np.arange(0, 2000, 2), 60, replace=False))
    found = np.stack([starts, starts + 1], axis=1)
    wild = np.stack([np.arange(2000) // 3, np.arange(2000) // 7, chance.integers(0, 4, 2000)], axis=1)
    related = relations(found[::2], found[1::2], wild)
    assert related.shape == (30, 30, 5)
    assert related.min() >= 0
    assert related.max() < N_RELATIONS


def test_scores_are_log_probabilities_with_none_last() -> None:
    chance = np.random.default_rng(2)
    weights = {n.removeprefix("cue_of_content."): w for n, w in small_weights().items() if n.startswith("cue_of")}
    anchors, partners = chance.normal(size=(4, 2 * WIDTH)), chance.normal(size=(3, 2 * WIDTH))
    related = chance.integers(0, N_RELATIONS, (4, 3, 5))
    table = scored(weights, anchors.astype(np.float32), partners.astype(np.float32), related)
    assert table.shape == (4, 4)
    np.testing.assert_allclose(np.exp(table).sum(axis=1), 1, rtol=1e-5)
    certain = {**weights, "none_bias": np.array([1000.0], dtype=np.float32)}
    sure = scored(certain, anchors.astype(np.float32), partners.astype(np.float32), related)
    assert (sure.argmax(axis=1) == 3).all()


def test_a_projection_does_not_depend_on_how_many_spans_there_are() -> None:
    chance = np.random.default_rng(3)
    weights = {
        "anchor": chance.normal(size=(768, 96)).astype(np.float32),
        "anchor_dot": chance.normal(size=(768, 64)).astype(np.float32),
    }
    vectors = chance.normal(size=(50, 768)).astype(np.float32)
    found = project(weights, "anchor", vectors)
    np.testing.assert_allclose(found.hidden, vectors @ weights["anchor"], rtol=1e-3, atol=1e-3)
    np.testing.assert_allclose(found[10:20].dots, project(weights, "anchor", vectors[10:20]).dots, rtol=1e-3, atol=1e-3)
