"""Train the pair scorer's network on examples."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from sayso.model.labels import RELATIONS, STANCES
from sayso.model.pairs import encoded
from training.pairs.examples import Example
from training.pairs.network import PairNetwork

BATCH = 24
# Batches whose pairs are sorted by length together, so that little is padded.
SORTED_TOGETHER = 16
HEADS_FASTER = 5
WARM_UP, WEIGHT_DECAY, MAX_NORM = 0.1, 0.01, 1.0
SMOOTHING = 0.05


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of training."""

    epochs: int
    rate: float


@dataclass(frozen=True)
class Prepared:
    """Examples as arrays: ids and features of each pair, classes that may be right [pairs, 2, 4], weights."""

    ids: list[np.ndarray]
    features: list[np.ndarray]
    may_be: np.ndarray
    weights: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)


def prepared(examples: Sequence[Example], tokenizer: Tokenizer) -> Prepared:
    """Examples as the network reads them."""
    pairs = [encoded(one.claim, one.text, tokenizer, is_choice=one.is_choice) for one in examples]
    may_be = np.zeros((len(examples), 2, 4), dtype=np.float32)
    for row, one in enumerate(examples):
        may_be[row, 0] = [stance in one.stances for stance in STANCES]
        may_be[row, 1] = [relation in one.relations for relation in RELATIONS]
    weights = np.array([one.weight for one in examples], dtype=np.float32)
    return Prepared([ids for ids, _ in pairs], [features for _, features in pairs], may_be, weights)


def batches(data: Prepared, dice: random.Random | None) -> Iterator[list[int]]:
    """Rows of pairs of like length; in random order where there are dice."""
    order = list(range(len(data)))
    size = BATCH
    if dice is None:
        order.sort(key=lambda row: len(data.ids[row]))
        yield from (order[at : at + size] for at in range(0, len(order), size))
        return
    dice.shuffle(order)
    together = size * SORTED_TOGETHER
    chunks = [
        sorted(order[at : at + together], key=lambda row: len(data.ids[row])) for at in range(0, len(order), together)
    ]
    found = [chunk[at : at + size] for chunk in chunks for at in range(0, len(chunk), size)]
    dice.shuffle(found)
    yield from found


def tensors(data: Prepared, batch: list[int]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, features and lengths of a batch, padded."""
    lengths = torch.tensor([len(data.ids[row]) for row in batch])
    ids = torch.zeros(len(batch), int(lengths.max()), dtype=torch.long)
    features = torch.zeros_like(ids)
    for at, row in enumerate(batch):
        ids[at, : lengths[at]] = torch.from_numpy(data.ids[row])
        features[at, : lengths[at]] = torch.from_numpy(data.features[row])
    return ids, features, lengths


def loss_of(scores: tuple[Tensor, Tensor], may_be: Tensor, weights: Tensor) -> Tensor:
    """How unlikely the classes that may be right are, over both heads; nothing where nothing is known."""
    total = scores[0].new_zeros(())
    for head, own in enumerate(scores):
        known = may_be[:, head].sum(dim=1) > 0
        if not known.any():
            continue
        likely = functional.log_softmax(own[known], dim=1)
        allowed = may_be[known, head]
        right = torch.logsumexp(likely.masked_fill(allowed == 0, -1e4), dim=1)
        spread = likely.mean(dim=1)
        total = total - (((1 - SMOOTHING) * right + SMOOTHING * spread) * weights[known]).sum() / len(weights)
    return total


def train(network: PairNetwork, data: Prepared, stage: Stage, seed: int) -> None:
    """One stage, in place."""
    dice = random.Random(seed)
    torch.manual_seed(seed)
    slow = [weight for weight in network.encoder.parameters() if weight.requires_grad]
    fast = [*network.hidden.parameters(), *network.out.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": stage.rate}, {"params": fast, "lr": HEADS_FASTER * stage.rate}],
        weight_decay=WEIGHT_DECAY,
        fused=True,
    )
    full = [group["lr"] for group in optimizer.param_groups]
    n_steps = stage.epochs * (-(-len(data) // BATCH) + 1)
    step = 0
    network.train()
    for epoch in range(stage.epochs):
        begun, losses = time.time(), []
        for batch in batches(data, dice):
            share = min(1.0, (step + 1) / (WARM_UP * n_steps)) * max(0.0, 1 - step / n_steps)
            for group, rate in zip(optimizer.param_groups, full, strict=True):
                group["lr"] = rate * share
            scores = network(*tensors(data, batch), half=True)
            loss = loss_of(scores, torch.from_numpy(data.may_be[batch]), torch.from_numpy(data.weights[batch]))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*slow, *fast], MAX_NORM)
            optimizer.step()
            losses.append(loss.item())
            step += 1
        sys.stdout.write(f"epoch {epoch + 1}: loss {np.mean(losses):.3f}, {time.time() - begun:.0f} s\n")
        sys.stdout.flush()


def probabilities(network: PairNetwork, data: Prepared) -> np.ndarray:
    """Chances of stances and relations [pairs, 2, 4]."""
    network.eval()
    found = np.zeros((len(data), 2, 4), dtype=np.float32)
    with torch.no_grad():
        for batch in batches(data, None):
            for head, scores in enumerate(network(*tensors(data, batch))):
                found[batch, head] = functional.softmax(scores, dim=1).numpy()
    return found
