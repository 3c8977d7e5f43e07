"""From the labelled sets to the pair scorer of a model package.

    python -m training.pairs DATA_FOLDER BASE_FOLDER WORK_FOLDER PACKAGE_FOLDER [--choose]

DATA_FOLDER holds the sets (emergent, fnc1, rte123, ...), BASE_FOLDER all-MiniLM-L6-v2; WORK_FOLDER gets the weights of
each step, and a step whose weights are there is not done again. PACKAGE_FOLDER is a package that has its tagger and
tokenizer: it gets pairs.onnx, and its manifest the scorer's entries. `--choose` trains the second stage without the
claims of Emergent train that are held out, tells how it does on these, and packages nothing.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from sayso.model.gist import stems_of
from sayso.model.labels import STANCES
from training.pairs.examples import Example, emergent, from_different, from_emergent, general
from training.pairs.network import PairNetwork, load_pair_base
from training.pairs.package import package
from training.pairs.train import Stage, prepared, probabilities, train

PAIRS = Path(__file__).resolve().parents[2] / "benchmarks" / "quality" / "contrasts" / "pairs.toml"
FIRST, SECOND = Stage(epochs=2, rate=1.2e-4), Stage(epochs=3, rate=8e-5)
# The second stage is run with each; its weights are averaged.
SEEDS = (1, 2)
# Of the first stage's examples, how many are read again beside Emergent's: short ones, and articles.
READ_AGAIN = (1600, 400)
N_DIFFERENT = 300
N_HELD_CLAIMS = 52
Rows = list[dict[str, Any]]


def held_claims(read: Rows) -> set[str]:
    """The ids of a quarter of Emergent train's claims: what is chosen is chosen on them."""
    claims = sorted({row["claim_id"] for row in read})
    random.Random(7).shuffle(claims)
    return set(claims[:N_HELD_CLAIMS])


def first_examples(data: Path) -> list[Example]:
    """What the first stage reads; nothing of Emergent dev's claims and of the held ones is in it."""
    read, dev = emergent(data), emergent(data, "dev")
    held = held_claims(read)
    told = {row["claim"] for row in dev} | {row["headline"] for row in dev}
    told |= {row["claim"] for row in read if row["claim_id"] in held}
    left_out = [stems_of(text) for text in sorted(told)]
    return general(data, PAIRS, [row for row in read if row["claim_id"] not in held], left_out, seed=1)


def second_examples(read: Rows, first: list[Example], seed: int) -> list[Example]:
    """What the second stage reads: Emergent, and some of the first stage's examples again."""
    dice = random.Random(seed)
    short, long = ([one for one in first if one.is_choice is choice] for choice in (False, True))
    again = dice.sample(short, READ_AGAIN[0]) + dice.sample(long, READ_AGAIN[1])
    return [*from_emergent(read, dice), *from_different(read, "train", dice, N_DIFFERENT), *again]


def made(path: Path, make: Callable[[], PairNetwork]) -> PairNetwork:
    """The network of a step: from its file, or made and written there."""
    if path.exists():
        network = PairNetwork()
        network.load_state_dict(load_file(path))
        return network
    network = make()
    save_file(network.state_dict(), path)
    return network


def first_stage(base: Path, examples: list[Example], tokenizer: Tokenizer) -> PairNetwork:
    """The base trained on all but Emergent."""
    torch.manual_seed(1)
    network = PairNetwork()
    load_pair_base(network, base)
    train(network, prepared(examples, tokenizer), FIRST, seed=1)
    return network


def averaged(networks: list[PairNetwork]) -> PairNetwork:
    """A network whose weights are the mean of these."""
    states = [network.state_dict() for network in networks]
    mean = PairNetwork()
    mean.load_state_dict({name: torch.stack([state[name] for state in states]).mean(dim=0) for name in states[0]})
    return mean


def tell(network: PairNetwork, read: Rows, tokenizer: Tokenizer, name: str) -> None:
    """Print accuracy and recalls on rows of Emergent."""
    examples = [Example(row["claim"], row["headline"], frozenset({row["stance"]})) for row in read]
    found = probabilities(network, prepared(examples, tokenizer))[:, 0, :3].argmax(axis=1)
    gold = np.array([STANCES.index(row["stance"]) for row in read])
    recalls = ", ".join(f"{stance} {np.mean(found[gold == at] == at):.3f}" for at, stance in enumerate(STANCES[:3]))
    sys.stdout.write(f"{name}: accuracy {np.mean(found == gold):.3f}; recall {recalls}\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "base", "work", "package"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--choose", action="store_true", help="train without the held claims and judge on them")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    tokenizer = Tokenizer.from_file(str(arguments.package / "tokenizer.json"))
    arguments.work.mkdir(parents=True, exist_ok=True)
    read, work = emergent(arguments.data), arguments.work
    held, first = held_claims(read), first_examples(arguments.data)
    made(work / "first.safetensors", lambda: first_stage(arguments.base, first, tokenizer))

    def second_stage(rows: Rows, seed: int) -> PairNetwork:
        network = made(work / "first.safetensors", PairNetwork)
        train(network, prepared(second_examples(rows, first, seed), tokenizer), SECOND, seed)
        return network

    if arguments.choose:
        rest = [row for row in read if row["claim_id"] not in held]
        network = made(work / "choice.safetensors", lambda: second_stage(rest, SEEDS[0]))
        tell(network, [row for row in read if row["claim_id"] in held], tokenizer, "held claims")
        return
    networks = []
    for seed in SEEDS:
        networks.append(made(work / f"second-{seed}.safetensors", lambda seed=seed: second_stage(read, seed)))
        tell(networks[-1], emergent(arguments.data, "dev"), tokenizer, f"dev, seed {seed}")
    mean = averaged(networks)
    tell(mean, emergent(arguments.data, "dev"), tokenizer, "dev, mean of the weights")
    save_file(mean.state_dict(), work / "pairs.safetensors")
    package(work / "pairs.safetensors", arguments.package, arguments.data)


if __name__ == "__main__":
    main()
