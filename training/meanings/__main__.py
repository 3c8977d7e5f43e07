"""From stories sorted into claims to the meanings of a model package.

    python -m training.meanings DATA_FOLDER BASE_FOLDER WORK_FOLDER PACKAGE_FOLDER

DATA_FOLDER holds the sets that claims.jsonl names, BASE_FOLDER all-MiniLM-L6-v2; WORK_FOLDER gets the weights of each
seed, and a seed whose weights are there is not trained again. PACKAGE_FOLDER is a package that has its tagger already:
it gets meanings.onnx, and its manifest the entries of it. The pair scorer (`python -m training.pairs`) comes after it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from training.export import Arrays
from training.meanings.claims import Sorted, labelled, sorted_story, texts_of
from training.meanings.network import MeaningNetwork, meaning_graph
from training.meanings.train import train
from training.network import load_base
from training.package import write_manifest

VERSION = "0.4.0"
FILES = ("meanings.onnx", "tokenizer.json")
# The network is trained with each; their weights are averaged.
SEEDS = (1, 2)
DATA = (
    "195 stories of newswcl50, gva_story_clusters, ecbplus and PolNeAR (train), sorted into claims by language models; "
    "none of their text is in this package"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "base", "work", "package"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    arguments.work.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(arguments.package / "tokenizer.json"))
    labels = labelled()
    texts = texts_of(arguments.data, labels)
    stories = [sorted_story(story, texts) for story in labels]
    trained = [weights_of(seed, stories, tokenizer, arguments.base, arguments.work) for seed in SEEDS]
    mean = {name: np.mean([weights[name] for weights in trained], axis=0) for name in trained[0]}
    save_file(mean, arguments.work / "meanings.safetensors")
    package(arguments.work / "meanings.safetensors", arguments.package)


def weights_of(seed: int, stories: Sequence[Sorted], tokenizer: Tokenizer, base: Path, work: Path) -> Arrays:
    """The weights of a seed: from its file, or trained and written there."""
    path = work / f"meanings-{seed}.safetensors"
    if not path.exists():
        torch.manual_seed(seed)
        network = MeaningNetwork()
        load_base(network, base)  # type: ignore[arg-type]
        train(network, stories, tokenizer, seed)
        save_file({name: weight.numpy() for name, weight in network.state_dict().items()}, path)
    return load_file(path)


def package(weights: Path, folder: Path) -> None:
    """Write meanings.onnx and its entries of the manifest."""
    onnx.save_model(meaning_graph(load_file(weights)), folder / "meanings.onnx")
    path = folder / "manifest.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["version"] = VERSION
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    document["meanings"] = {"data": DATA, "trained_weights_sha256": digest}
    write_manifest(folder, document, FILES)


if __name__ == "__main__":
    main()
