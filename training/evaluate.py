"""Read articles with trained weights and write predictions for the scorer.

    python -m training.evaluate MODEL ARTICLES.jsonl OUT.jsonl [--tokenizer TOKENIZER.json] [--held-out]

MODEL is a package's folder (int8, as the product runs it) or a `.safetensors` of weights (torch, with --tokenizer).
Everything but the encoder is the product's own. Choices are made on the held-out articles of train (--held-out);
dev only confirms them.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from sayso.model.labels import Floats, Integers
from sayso.model.manifest import Manifest
from sayso.model.tagger import LearnedTagger, load_tagger
from sayso.segments import segment
from sayso.spans import Spans
from training.export import HEAD_NAMES
from training.network import Network
from training.prepare import is_held_out, read_articles

# Before calibration, every attribution counts as sure.
UNCALIBRATED = {"bias": 5.0} | dict.fromkeys(
    ("content", "cue", "source", "content_cue", "cue_source", "pieces", "no_source"), 0.0
)


class TorchEncoder:
    """The network in torch, as the product's `Encoder`."""

    def __init__(self, network: Network, *, half: bool = False) -> None:
        self.network, self.half = network.eval(), half

    @torch.inference_mode()
    def __call__(self, ids: Integers, features: Integers) -> tuple[Floats, Floats]:
        window, length = (torch.tensor(ids)[None], torch.tensor(features)[None]), torch.tensor([len(ids)])
        hidden = self.network.encode(*window, length, self.half)[0]
        return hidden.numpy(), self.network.emission(hidden).numpy()


def head_weights(network: Network) -> dict[str, np.ndarray]:
    """The heads' weights as numpy arrays, as `sayso.model.extraction` wants them."""
    return {name: w.detach().numpy() for name, w in network.named_parameters() if name.startswith(HEAD_NAMES)}


def torch_tagger(weights: Path, tokenizer: Path, *, half: bool = True) -> LearnedTagger:
    """A tagger that runs trained weights in torch."""
    network = Network()
    network.load_state_dict(load_file(weights))
    manifest = Manifest(weights.parent, weights.stem, UNCALIBRATED, 0.0)
    encoder = TorchEncoder(network, half=half)
    return LearnedTagger(encoder, head_weights(network), Tokenizer.from_file(str(tokenizer)), manifest)


def _offsets(spans: Spans) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--tokenizer", type=Path)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--gold", type=Path, default=Path("/dev/null"), help="write the articles that were read here")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    of_torch = arguments.model.suffix == ".safetensors"
    tagger = torch_tagger(arguments.model, arguments.tokenizer) if of_torch else load_tagger(arguments.model)
    with arguments.out.open("w") as out, arguments.gold.open("w") as gold:
        for article in read_articles(arguments.articles):
            if arguments.held_out and not is_held_out(article["id"]):
                continue
            rows = [
                {
                    "id": f"E{number}",
                    "source": _offsets(one.source),
                    "cue": _offsets(one.cue),
                    "content": _offsets(one.content),
                    "confidence": round(one.confidence, 4),
                }
                for number, one in enumerate(tagger.tag(segment(article["text"])).attributions)
            ]
            out.write(json.dumps({"id": article["id"], "attributions": rows}) + "\n")
            gold.write(json.dumps(article) + "\n")


if __name__ == "__main__":
    main()
