"""Train the network of meanings on stories whose contents were sorted into claims."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from sayso.model.meanings import encoded_alone
from training.meanings.claims import Sorted
from training.meanings.network import MeaningNetwork

EPOCHS, RATE = 3, 5e-5
# Contents of a story that are compared in one step, and those of like length that are read at once.
MOST_COMPARED, READ_AT_ONCE = 64, 12
# The slope and the offset by which a cosine becomes a chance, to begin with; they learn faster, and are left behind.
LIKENESS, LIKENESS_FASTER = (12.0, -7.0), 30
WARM_UP, WEIGHT_DECAY, MAX_NORM = 0.1, 0.01, 1.0


def padded(ids: Sequence[np.ndarray]) -> tuple[Tensor, Tensor]:
    """Ids [texts, pieces] and lengths."""
    lengths = torch.tensor([len(one) for one in ids])
    table = torch.zeros(len(ids), int(lengths.max()), dtype=torch.long)
    for row, one in enumerate(ids):
        table[row, : len(one)] = torch.from_numpy(one)
    return table, lengths


def loss_of(network: MeaningNetwork, story: Sorted, tokenizer: Tokenizer, likeness: Tensor) -> Tensor:
    """How unlikely it is, by nearness, that what belongs together does and the rest does not."""
    ids = [encoded_alone(content, tokenizer)[0] for content in story.contents]
    order = sorted(range(len(ids)), key=lambda at: len(ids[at]))
    portions = [order[at : at + READ_AT_ONCE] for at in range(0, len(order), READ_AT_ONCE)]
    meanings = torch.cat([network(*padded([ids[at] for at in portion]), half=True) for portion in portions])
    together = torch.from_numpy(story.together[np.ix_(order, order)])
    pairs = ~torch.eye(len(order), dtype=torch.bool)
    chances = likeness[0] * (meanings @ meanings.T) + likeness[1]
    return functional.binary_cross_entropy_with_logits(chances[pairs], together[pairs])


def excerpt(story: Sorted, dice: random.Random) -> Sorted:
    """So many contents of a story as are compared in one step."""
    kept = sorted(dice.sample(range(len(story.contents)), min(MOST_COMPARED, len(story.contents))))
    return Sorted([story.contents[at] for at in kept], story.together[np.ix_(kept, kept)])


def train(
    network: MeaningNetwork, stories: Sequence[Sorted], tokenizer: Tokenizer, seed: int, epochs: int = EPOCHS
) -> None:
    """In place; each story is one step of an epoch."""
    dice = random.Random(seed)
    torch.manual_seed(seed)
    likeness = torch.nn.Parameter(torch.tensor(LIKENESS))
    slow = [weight for weight in network.parameters() if weight.requires_grad]
    groups = [{"params": slow, "lr": RATE}, {"params": [likeness], "lr": LIKENESS_FASTER * RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=WEIGHT_DECAY)
    full = [group["lr"] for group in optimizer.param_groups]
    n_steps, step = epochs * len(stories), 0
    network.train()
    for epoch in range(epochs):
        begun, losses = time.time(), []
        for story in dice.sample(list(stories), len(stories)):
            share = min(1.0, (step + 1) / (WARM_UP * n_steps)) * max(0.0, 1 - step / n_steps)
            for group, rate in zip(optimizer.param_groups, full, strict=True):
                group["lr"] = rate * share
            loss = loss_of(network, excerpt(story, dice), tokenizer, likeness)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(slow, MAX_NORM)
            optimizer.step()
            losses.append(loss.item())
            step += 1
        sys.stdout.write(f"epoch {epoch + 1}: loss {np.mean(losses):.3f}, {time.time() - begun:.0f} s\n")
        sys.stdout.flush()
