from __future__ import annotations

import itertools

import numpy as np
import pytest

from sayso.model.decoding import Chain, chain_of, decode
from sayso.model.labels import LABELS, Floats, allowed_transitions, may_begin, may_end


def random_chain(chance: np.random.Generator) -> Chain:
    n = len(LABELS)
    return chain_of(
        {"transition": chance.normal(size=(n, n)), "begin": chance.normal(size=n), "end": chance.normal(size=n)}
    )


def all_paths(chain: Chain, emissions: Floats) -> tuple[list[tuple[int, ...]], Floats]:
    """Every allowed label sequence of a short block, with its score."""
    paths = [
        path
        for path in itertools.product(range(len(LABELS)), repeat=len(emissions))
        if may_begin()[path[0]]
        and may_end()[path[-1]]
        and all(allowed_transitions()[pair] for pair in itertools.pairwise(path))
    ]
    scores = [
        chain.begin[path[0]]
        + chain.end[path[-1]]
        + sum(emissions[at, label] for at, label in enumerate(path))
        + sum(chain.transition[pair] for pair in itertools.pairwise(path))
        for path in paths
    ]
    return paths, np.array(scores)


@pytest.mark.parametrize("seed", range(4))
def test_decoding_agrees_with_trying_every_path(seed: int) -> None:
    chance = np.random.default_rng(seed)
    chain = random_chain(chance)
    lengths = [3, 1, 4, 2]
    blocks = np.cumsum([0, *lengths])
    emissions = (2 * chance.normal(size=(blocks[-1], len(LABELS)))).astype(np.float32)
    best, marginals = decode(chain, emissions, blocks)
    for start, end in itertools.pairwise(blocks):
        paths, scores = all_paths(chain, emissions[start:end])
        assert tuple(best[start:end]) == paths[int(scores.argmax())]
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        for at in range(end - start):
            expected = [sum(s for p, s in zip(paths, shares, strict=True) if p[at] == n) for n in range(len(LABELS))]
            np.testing.assert_allclose(marginals[start + at], expected, atol=1e-4)


def test_more_blocks_than_are_decoded_at_once_come_out_the_same() -> None:
    chance = np.random.default_rng(9)
    chain = random_chain(chance)
    emissions = chance.normal(size=(1500, len(LABELS))).astype(np.float32)
    blocks = np.arange(0, 1501, 3)
    best, _ = decode(chain, emissions, blocks)
    alone = [decode(chain, emissions[at : at + 3], np.array([0, 3]))[0] for at in blocks[:-1]]
    np.testing.assert_array_equal(best, np.concatenate(alone))
