"""Check that a model package does what the trained network does.

    python -m training.check WEIGHTS.safetensors PACKAGE_FOLDER

On fixed texts: the graph in full precision must give the network's numbers, and the package's int8 graph must lead
to the same labels for all but a few pieces. Exit status 1 if not.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from safetensors.numpy import load_file
from safetensors.torch import load_file as load_tensors
from tokenizers import Tokenizer

from sayso.model.decoding import chain_of, decode
from sayso.model.extraction import encode_windows
from sayso.model.labels import Floats, Integers
from sayso.model.pieces import cut_into_pieces
from sayso.model.session import OnnxEncoder
from sayso.model.windows import windows_over
from sayso.segments import segment
from training.evaluate import TorchEncoder, head_weights
from training.export import Arrays, encoder_graph
from training.network import Network
from training.package import FIRST_OF_SPAN

# Of vectors and scores, which are of the order of 1; measured: 6e-6.
MAX_DIFFERENCE = 1e-4
# Share of pieces whose label int8 may change; both are decoded with the package's span shift.
MAX_RELABELLED = 0.05
TEXTS = (
    "The harbour will stay closed until Friday, the port authority said. “We found cracks in two piers,” "
    "engineer Ida Brandt told reporters.",
    "Brandt denied that the ministry had been warned.\n\nAccording to the union, nobody was hurt.",
    '"It was loud," said a woman who would not be named. "Then it was quiet."\n\nPolice declined to comment.',
    "The road runs along the river for two miles and crosses it twice. " * 30,
)


class GraphEncoder:
    """The graph in full precision, as an encoder."""

    def __init__(self, weights: Arrays) -> None:
        model = encoder_graph(weights, in_int8=False).SerializeToString()
        self.session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])

    def __call__(self, ids: Integers, features: Integers) -> tuple[Floats, Floats]:
        hidden, emissions = self.session.run(("hidden", "emissions"), {"ids": ids[None], "features": features[None]})
        return hidden[0], emissions[0]


def differences(weights: Path, package: Path, network: Network) -> tuple[float, float]:
    """The largest difference of graph and network, and the share of pieces that int8 labels otherwise."""
    network.load_state_dict(load_tensors(weights))
    in_torch, in_graph = TorchEncoder(network), GraphEncoder(load_file(weights))
    in_int8 = OnnxEncoder(package / "encoder.onnx")
    tokenizer = Tokenizer.from_file(str(package / "tokenizer.json"))
    chain = chain_of(head_weights(network))
    shift = json.loads((package / "manifest.json").read_text(encoding="utf-8"))["chosen"]["span_shift"]
    largest, relabelled, n_pieces = 0.0, 0, 0
    for text in TEXTS:
        pieces = cut_into_pieces(segment(text), tokenizer)
        windows = windows_over(pieces.blocks)
        _, *expected = encode_windows(pieces, windows, in_torch)
        _, *graphed = encode_windows(pieces, windows, in_graph)
        _, _, rounded = encode_windows(pieces, windows, in_int8)
        for one, other in zip(expected, graphed, strict=True):
            largest = max(largest, float(np.abs(one - other).max()))
        labels, _ = decode(chain, expected[1] + shift * FIRST_OF_SPAN, pieces.blocks)
        others, _ = decode(chain, rounded, pieces.blocks)
        relabelled += int((labels != others).sum())
        n_pieces += len(pieces)
    return largest, relabelled / n_pieces


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("package", type=Path)
    arguments = parser.parse_args()
    torch.manual_seed(0)
    largest, relabelled = differences(arguments.weights, arguments.package, Network())
    sys.stdout.write(f"largest difference {largest:.1e} (at most {MAX_DIFFERENCE:.0e})\n")
    sys.stdout.write(f"labels changed by int8 {relabelled:.2%} (at most {MAX_RELABELLED:.0%})\n")
    sys.exit(largest > MAX_DIFFERENCE or relabelled > MAX_RELABELLED)


if __name__ == "__main__":
    main()
