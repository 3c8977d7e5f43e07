"""Train the network; stop and resume at will.

    python -m training.train TRAIN.npz BASE_FOLDER OUT_FOLDER [--epochs 6] [--seed 1] [--threads 2]

OUT_FOLDER gets `state.safetensors` (weights and optimiser, every `--save-every` steps and at the end),
`state.json` (where it stands), `log.jsonl`, and `epoch-N.safetensors` after each epoch. Started again with the same
arguments it goes on where it stopped. The dice of a step depend on seed and step alone, so a run that was cut off
and resumed ends as one that was not.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from training.batches import CONTENT, CUE, Window, batches_of, gold_arcs, inputs_of, windows_of
from training.network import Network, load_base

# Pieces in a window (CLS and SEP come on top) and in a batch; a first window may be as short as FIRST_AT_LEAST.
WINDOW, FIRST_AT_LEAST, BATCH = 160, 64, 2048
ENCODER_RATE, HEADS_RATE, WEIGHT_DECAY = 3e-4, 1e-3, 0.01
WARM_UP = 0.06
ARC_WEIGHT, MENTION_WEIGHT = 0.5, 0.3
MAX_NORM = 1.0
# A gold mention label that no loss is counted for.
UNSCORED = -100


@dataclass(frozen=True)
class Recipe:
    """What, with the data and the base, decides the weights that come out."""

    epochs: int
    seed: int
    window: int = WINDOW
    batch: int = BATCH
    encoder_rate: float = ENCODER_RATE
    heads_rate: float = HEADS_RATE
    arc_weight: float = ARC_WEIGHT
    mention_weight: float = MENTION_WEIGHT
    half: bool = True
    everything: bool = False
    rates: str = ""


def first_size(window: int, chance: np.random.Generator) -> int:
    """How many pieces an article's first window may hold this time."""
    return int(chance.integers(min(FIRST_AT_LEAST, window // 2), window))


def epoch_batches(data: dict[str, np.ndarray], recipe: Recipe, epoch: int) -> list[list[Window]]:
    """The batches of one epoch; held-out articles are left out unless the recipe says "everything"."""
    chance = np.random.default_rng((recipe.seed, epoch))
    windows = [
        window
        for article in range(len(data["held_out"]))
        if recipe.everything or not data["held_out"][article]
        for window in windows_of(data, article, recipe.window, first_size(recipe.window, chance))
    ]
    return batches_of(windows, recipe.batch, chance)


def block_table(batch: list[Window]) -> tuple[Tensor, Tensor]:
    """Where each block's pieces are in the flattened batch [blocks, longest], longest first, and block lengths."""
    width = max(window.end - window.start for window in batch) + 2
    found = sorted(
        ((end - start, row * width + 1 + start) for row, window in enumerate(batch) for start, end in window.blocks),
        reverse=True,
    )
    lengths = torch.tensor([length for length, _ in found])
    starts = torch.tensor([start for _, start in found])
    steps = torch.arange(int(lengths[0]))
    return starts[:, None] + torch.minimum(steps[None], lengths[:, None] - 1), lengths


def flat_labels(labels: np.ndarray, batch: list[Window], *, outside: int) -> Tensor:
    """Gold labels of the flattened batch; `outside` on CLS, SEP and padding."""
    width = max(window.end - window.start for window in batch) + 2
    table = np.full((len(batch), width), outside, dtype=np.int64)
    for row, window in enumerate(batch):
        table[row, 1 : 1 + window.end - window.start] = labels[window.start : window.end]
    return torch.tensor(table).flatten()


def guessed_spans(labels: np.ndarray) -> list[tuple[int, int, int]]:
    """Runs of pieces whose likeliest labels share a role: (role, first, after); boundaries are rough."""
    roles = np.where(labels > 0, (labels - 1) // 4, -1)
    edges = np.flatnonzero(np.diff(roles, prepend=-2, append=-2))
    return [(int(roles[start]), int(start), int(end)) for start, end in itertools.pairwise(edges) if roles[start] >= 0]


def losses(
    network: Network, data: dict[str, np.ndarray], batch: list[Window], chance: np.random.Generator, half: bool
) -> tuple[Tensor, Tensor, Tensor]:
    """Mean label loss a piece, mean arc loss an anchor, and mean mention loss a piece."""
    device = network.begin.device
    ids, features, lengths = (torch.tensor(array, device=device) for array in inputs_of(data, batch, chance))
    hidden = network.encode(ids, features, lengths, half)
    dropped = torch.nn.functional.dropout(hidden, 0.1, network.training)
    emissions = network.emission(dropped)
    table, block_lengths = (tensor.to(device) for tensor in block_table(batch))
    labels = flat_labels(data["labels"], batch, outside=0).to(device)
    label_loss = network.label_loss(emissions.flatten(0, 1)[table], labels[table], block_lengths)
    mentions = flat_labels(data["mentions"], batch, outside=UNSCORED).to(device)
    mention_loss = torch.nn.functional.cross_entropy(
        network.mention(dropped).flatten(0, 1), mentions, ignore_index=UNSCORED
    )
    likeliest = emissions.detach().argmax(dim=2).cpu().numpy()
    arc_loss, n_anchors = hidden.new_zeros(()), 0
    for row, window in enumerate(batch):
        places = data["places"][window.start : window.end].astype(np.int64)
        guesses = guessed_spans(likeliest[row, 1 : 1 + len(places)])
        for role, arcs in ((CONTENT, network.cue_of_content), (CUE, network.source_of_cue)):
            wanted = gold_arcs(window, guesses, role, places)
            if wanted is None:
                continue
            anchors, partners, related, right = (torch.tensor(array, device=device) for array in wanted)
            own = hidden[row, 1:]
            scores = arcs(_ends(own, anchors), _ends(own, partners), related)
            arc_loss = arc_loss + torch.nn.functional.cross_entropy(scores, right, reduction="sum")
            n_anchors += len(anchors)
    return label_loss / block_lengths.sum(), arc_loss / max(1, n_anchors), mention_loss


def _ends(hidden: Tensor, spans: Tensor) -> Tensor:
    """As `sayso.model.arcs.span_vectors`, on tensors."""
    return torch.cat([hidden[spans[:, 0]], hidden[spans[:, 1] - 1]], dim=1)


def rate_at(step: int, n_steps: int, rates: str = "") -> float:
    """Share of the full learning rate: rises over the first steps, then falls in a straight line to 0.

    Args:
        rates: "step:share step:share ...", in order, to follow straight lines between these points instead.
    """
    if rates:
        points = [tuple(map(float, point.split(":"))) for point in rates.split()]
        return float(np.interp(step + 0.5, [at for at, _ in points], [share for _, share in points]))
    warm = max(1, int(WARM_UP * n_steps))
    return min((step + 1) / warm, (n_steps - step) / max(1, n_steps - warm))


class Run:
    """A training run and where it stands on disk."""

    def __init__(self, network: Network, recipe: Recipe, folder: Path) -> None:
        self.network, self.recipe, self.folder = network, recipe, folder
        encoder = [weight for weight in network.encoder.parameters() if weight.requires_grad]
        features = network.encoder.features.weight
        heads = [weight for name, weight in network.named_parameters() if not name.startswith("encoder.")]
        self.optimizer = torch.optim.AdamW(
            [
                {"params": [w for w in encoder if w is not features], "lr": recipe.encoder_rate},
                {"params": [*heads, features], "lr": recipe.heads_rate},
            ],
            weight_decay=WEIGHT_DECAY,
        )
        self.full_rates = [group["lr"] for group in self.optimizer.param_groups]
        self.names = {id(weight): name for name, weight in network.named_parameters()}
        self.step = 0

    def parameters(self) -> Iterator[Tensor]:
        """The weights that are trained."""
        for group in self.optimizer.param_groups:
            yield from group["params"]

    def advance(self, loss: Tensor, n_steps: int) -> None:
        """One step of the optimiser."""
        share = rate_at(self.step, n_steps, self.recipe.rates)
        for group, full in zip(self.optimizer.param_groups, self.full_rates, strict=True):
            group["lr"] = full * share
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(list(self.parameters()), MAX_NORM)
        self.optimizer.step()
        self.step += 1

    def save(self) -> None:
        """Write weights, optimiser and step; a crash leaves the old state or the new one."""
        tensors = {f"weight:{name}": weight for name, weight in self.network.state_dict().items()}
        for weight in self.parameters():
            for kind, value in self.optimizer.state[weight].items():
                tensors[f"{kind}:{self.names[id(weight)]}"] = value
        save_file(tensors, self.folder / "state.new", {"step": str(self.step), **_as_text(self.recipe)})
        (self.folder / "state.new").replace(self.folder / "state.safetensors")

    def resume(self) -> None:
        """Go on from the state on disk, if there is one.

        Raises:
            ValueError: if that state was made by another recipe.
        """
        path = self.folder / "state.safetensors"
        if not path.exists():
            return
        metadata = _metadata(path)
        if any(metadata[name] != value for name, value in _as_text(self.recipe).items()):
            raise ValueError(f"{path} was made by another recipe; give another folder")
        tensors = load_file(path)
        self.network.load_state_dict({n[7:]: t for n, t in tensors.items() if n.startswith("weight:")})
        self.step = int(metadata["step"])
        for weight in self.parameters():
            name = self.names[id(weight)]
            self.optimizer.state[weight] = {
                kind: tensors[f"{kind}:{name}"] for kind in ("step", "exp_avg", "exp_avg_sq")
            }


def _as_text(recipe: Recipe) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(recipe).items()}


def _metadata(path: Path) -> dict[str, str]:
    from safetensors import safe_open

    with safe_open(path, "pt") as opened:
        return dict(opened.metadata())


def train(data: dict[str, np.ndarray], run: Run, *, save_every: int) -> None:
    """Train to the recipe's end, logging and saving on the way."""
    recipe, folder = run.recipe, run.folder
    sizes = [len(epoch_batches(data, recipe, epoch)) for epoch in range(recipe.epochs)]
    n_steps, begun, cpu = sum(sizes), time.time(), time.process_time()
    sums = np.zeros(4)
    for epoch in range(recipe.epochs):
        first = sum(sizes[:epoch])
        if run.step >= first + sizes[epoch]:
            continue
        for at, batch in enumerate(epoch_batches(data, recipe, epoch)):
            if first + at < run.step:
                continue
            torch.manual_seed(recipe.seed * 1_000_003 + run.step)
            chance = np.random.default_rng((recipe.seed, 1, run.step))
            label_loss, arc_loss, mention_loss = losses(run.network, data, batch, chance, recipe.half)
            loss = label_loss + recipe.arc_weight * arc_loss + recipe.mention_weight * mention_loss
            run.advance(loss, n_steps)
            sums += (label_loss.item(), arc_loss.item(), mention_loss.item(), 1)
            if run.step % 25 == 0:
                line = {
                    "step": run.step,
                    "of": n_steps,
                    "epoch": epoch + at / sizes[epoch],
                    "labels": sums[0] / sums[3],
                    "arcs": sums[1] / sums[3],
                    "mentions": sums[2] / sums[3],
                }
                line |= {"wall": time.time() - begun, "cpu": time.process_time() - cpu}
                with (folder / "log.jsonl").open("a") as log:
                    log.write(json.dumps({k: round(v, 4) for k, v in line.items()}) + "\n")
                sums[:] = 0
            if run.step % save_every == 0:
                run.save()
        run.save()
        weights = dict(run.network.state_dict().items())
        save_file(weights, folder / f"epoch-{epoch + 1}.safetensors", _as_text(recipe))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--save-every", type=int, default=100)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--rates", default="", help="learning rate: 'step:share step:share ...' of the full one")
    parser.add_argument("--everything", action="store_true", help="train on the held-out articles too")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    network = Network()
    load_base(network, arguments.base)
    arguments.out.mkdir(parents=True, exist_ok=True)
    recipe = Recipe(arguments.epochs, arguments.seed, everything=arguments.everything, rates=arguments.rates)
    run = Run(network.to(arguments.device).train(), recipe, arguments.out)
    run.resume()
    with np.load(arguments.data) as opened:
        data = {name: opened[name] for name in opened.files}
    train(data, run, save_every=arguments.save_every)


if __name__ == "__main__":
    main()
