"""The likeliest labels of blocks, and how sure each is: Viterbi and forward-backward, in numpy.

All blocks are decoded side by side, so a text costs as many steps as its longest block has pieces.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sayso.model.labels import FORBIDDEN, Floats, Integers, allowed_transitions, may_begin, may_end

# Blocks decoded side by side: bounds memory on long texts.
AT_ONCE = 256


@dataclass(frozen=True)
class Chain:
    """Scores of a label's being first, last, and after another one; what is not allowed is `FORBIDDEN`."""

    transition: Floats
    begin: Floats
    end: Floats


def chain_of(weights: Mapping[str, Floats]) -> Chain:
    """The chain from learned `transition`, `begin`, `end`, with what is not allowed ruled out."""
    return Chain(
        np.where(allowed_transitions(), weights["transition"], FORBIDDEN).astype(np.float32),
        np.where(may_begin(), weights["begin"], FORBIDDEN).astype(np.float32),
        np.where(may_end(), weights["end"], FORBIDDEN).astype(np.float32),
    )


def decode(chain: Chain, emissions: Floats, blocks: Integers) -> tuple[Integers, Floats]:
    """The likeliest allowed labels of every block, and each label's probability at each piece.

    Args:
        emissions: [pieces, labels].
        blocks: first piece of each block, and the number of pieces at the end.

    Returns:
        [pieces] label numbers and [pieces, labels] marginal probabilities.
    """
    best = np.zeros(len(emissions), dtype=np.int64)
    marginals = np.zeros_like(emissions)
    lengths = np.diff(blocks)
    order = np.argsort(-lengths, kind="stable")
    for first in range(0, len(order), AT_ONCE):
        chosen = order[first : first + AT_ONCE]
        steps = np.arange(lengths[chosen[0]])
        inside = steps[None] < lengths[chosen][:, None]
        places = np.minimum(blocks[chosen][:, None] + steps[None], len(emissions) - 1)
        table = emissions[places]
        best[places[inside]] = _viterbi(chain, table, lengths[chosen])[inside]
        marginals[places[inside]] = _marginals(chain, table, lengths[chosen])[inside]
    return best, marginals


def _viterbi(chain: Chain, emissions: Floats, lengths: Integers) -> Integers:
    """Likeliest labels [blocks, pieces]; blocks longest first, what lies past a block's end is left 0."""
    n_blocks, n_steps, _ = emissions.shape
    came_from = np.zeros(emissions.shape, dtype=np.int8)
    score = chain.begin + emissions[:, 0]
    going = [int(np.count_nonzero(lengths > at)) for at in range(n_steps)]
    for at in range(1, n_steps):
        n = going[at]
        sums = score[:n, :, None] + chain.transition
        came_from[:n, at] = sums.argmax(axis=1)
        score[:n] = sums.max(axis=1) + emissions[:n, at]
    labels = np.zeros((n_blocks, n_steps), dtype=np.int64)
    rows = np.arange(n_blocks)
    labels[rows, lengths - 1] = (score + chain.end).argmax(axis=1)
    for at in range(n_steps - 1, 0, -1):
        n = going[at]
        labels[:n, at - 1] = came_from[rows[:n], at, labels[:n, at]]
    return labels


def _marginals(chain: Chain, emissions: Floats, lengths: Integers) -> Floats:
    """Probabilities [blocks, pieces, labels], by forward-backward with every step scaled to sum 1."""
    n_blocks, n_steps, _ = emissions.shape
    shifted: Floats = np.exp(emissions - emissions.max(axis=2, keepdims=True))
    transition, end = np.exp(chain.transition), np.exp(chain.end)
    going = [int(np.count_nonzero(lengths > at)) for at in range(n_steps)]
    forward = np.zeros_like(emissions)
    forward[:, 0] = _scaled(np.exp(chain.begin) * shifted[:, 0])
    for at in range(1, n_steps):
        n = going[at]
        forward[:n, at] = _scaled((forward[:n, at - 1] @ transition) * shifted[:n, at])
    backward = np.zeros_like(emissions)
    backward[np.arange(n_blocks), lengths - 1] = end
    for at in range(n_steps - 1, 0, -1):
        n = going[at]
        backward[:n, at - 1] = _scaled((backward[:n, at] * shifted[:n, at]) @ transition.T)
    return _scaled(forward * backward)


def _scaled(values: Floats) -> Floats:
    """Rows that sum to 1; a row of zeros (no allowed label is likely at all) stays as it is."""
    total = values.sum(axis=-1, keepdims=True)
    return (values / np.where(total > 0, total, 1)).astype(np.float32)
