"""Make the tiny package that the tests of `sayso.model` load: random weights, one layer, a vocabulary of a hundred.

    PYTHONPATH=src:. python -m tests.training.make_tiny

Needs the "training" dependency group; the tests themselves do not.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from training.export import export
from training.meanings.network import MeaningNetwork, meaning_graph
from training.network import Network
from training.package import write_manifest
from training.pairs.export import pair_graph
from training.pairs.network import PairNetwork

from sayso.model.extraction import encode_windows
from sayso.model.labels import LABELS, MENTION_LABELS, RELATIONS, STANCES
from sayso.model.manifest import FILES, FORMAT, PAIR_FILES
from sayso.model.meanings import encoded_alone
from sayso.model.pairs import encoded
from sayso.model.pieces import cut_into_pieces
from sayso.model.session import OnnxEncoder, OnnxMeanings, OnnxPairs
from sayso.model.windows import windows_over
from sayso.segments import segment
from tests.model.small import TINY, TINY_PAIR, TINY_TEXT, small_tokenizer

CURVE = dict.fromkeys(("bias", "content", "cue", "source", "content_cue", "cue_source", "pieces", "no_source"), 0.1)


def tiny_network() -> Network:
    """One layer of width 32 with large random weights, so that labels differ from piece to piece."""
    torch.manual_seed(5)
    network = Network(layers=1, width=32, vocabulary=small_tokenizer().get_vocab_size())
    with torch.no_grad():
        network.emission.weight.mul_(6)
        network.mention.weight.mul_(6)
    return network


def tiny_pair_network() -> PairNetwork:
    """The same of the pair scorer."""
    torch.manual_seed(6)
    network = PairNetwork(layers=1, width=32, vocabulary=small_tokenizer().get_vocab_size())
    with torch.no_grad():
        network.encoder.features.weight.normal_()
        network.out.weight.mul_(6)
    return network


def tiny_meaning_network() -> MeaningNetwork:
    """The same of meanings."""
    torch.manual_seed(7)
    return MeaningNetwork(layers=1, width=32, vocabulary=small_tokenizer().get_vocab_size())


def main() -> None:
    weights = {name: tensor.numpy() for name, tensor in tiny_network().state_dict().items()}
    with tempfile.TemporaryDirectory() as scratch:
        tokenizer = Path(scratch) / "tokenizer.json"
        small_tokenizer().save(str(tokenizer))
        export(weights, tokenizer, TINY)
    rest = {
        "labels": list(LABELS),
        "mention_labels": list(MENTION_LABELS),
        "calibration": CURVE,
        "least_confidence": 0.0,
        "pairs": {"stances": list(STANCES), "relations": list(RELATIONS)},
        "meanings": {},
    }
    pair_weights = {name: tensor.numpy() for name, tensor in tiny_pair_network().state_dict().items()}
    onnx.save_model(pair_graph(pair_weights), TINY / "pairs.onnx")
    meaning_weights = {name: tensor.numpy() for name, tensor in tiny_meaning_network().state_dict().items()}
    onnx.save_model(meaning_graph(meaning_weights), TINY / "meanings.onnx")
    files = tuple(dict.fromkeys((*FILES, *PAIR_FILES)))
    write_manifest(TINY, {"format": FORMAT, "name": "tiny", "version": "1", **rest}, files)
    pieces = cut_into_pieces(segment(TINY_TEXT), small_tokenizer())
    _, hidden, emissions = encode_windows(pieces, windows_over(pieces.blocks), OnnxEncoder(TINY / "encoder.onnx"))
    np.savez(TINY / "expected.npz", hidden=hidden, emissions=emissions)
    stances, relations = OnnxPairs(TINY / "pairs.onnx")(*encoded(*TINY_PAIR, small_tokenizer()))
    np.savez(TINY / "expected_pairs.npz", stances=stances, relations=relations)
    meaning = OnnxMeanings(TINY / "meanings.onnx")(*encoded_alone(TINY_PAIR[0], small_tokenizer()))
    np.savez(TINY / "expected_meanings.npz", meaning=meaning)


if __name__ == "__main__":
    main()
