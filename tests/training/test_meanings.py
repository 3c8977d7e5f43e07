"""The recipe of meanings on a tiny random network; skipped where the "training" dependency group is not installed."""

from __future__ import annotations

import random

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the training group is not installed")
onnx = pytest.importorskip("onnx", reason="the training group is not installed")
onnxruntime = pytest.importorskip("onnxruntime")

from training.meanings.claims import Sorted  # noqa: E402
from training.meanings.network import MeaningNetwork, meaning_graph  # noqa: E402
from training.meanings.train import excerpt, loss_of, padded, train  # noqa: E402

from sayso.model.meanings import encoded_alone  # noqa: E402
from tests.model.small import small_tokenizer  # noqa: E402

TOKENIZER = small_tokenizer()
CONTENTS = ["The bridge is safe.", "Police deny the bridge is safe.", "The ministry told us.", "It is the mayor."]
TOGETHER = np.array([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]], dtype=np.float32)
STORY = Sorted(CONTENTS, TOGETHER)


def tiny() -> MeaningNetwork:
    torch.manual_seed(3)
    return MeaningNetwork(layers=1, width=32, vocabulary=TOKENIZER.get_vocab_size())


def test_an_excerpt_keeps_what_belongs_together() -> None:
    long = Sorted([f"text {at}" for at in range(90)], np.eye(90, dtype=np.float32))
    cut = excerpt(long, random.Random(1))
    assert len(cut.contents) == 64
    assert cut.together.tolist() == np.eye(64).tolist()
    assert excerpt(STORY, random.Random(1)).contents == CONTENTS


def test_training_brings_what_belongs_together_nearer_than_the_rest() -> None:
    network = tiny()
    likeness = torch.tensor((12.0, -7.0))
    network.eval()
    before = loss_of(network, STORY, TOKENIZER, likeness).item()
    train(network, [STORY] * 20, TOKENIZER, seed=1, epochs=4)
    network.eval()
    assert loss_of(network, STORY, TOKENIZER, likeness).item() < before


def test_the_graph_gives_the_network_s_direction() -> None:
    network = tiny().eval()
    weights = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
    session = onnxruntime.InferenceSession(meaning_graph(weights).SerializeToString())
    ids, features = encoded_alone(CONTENTS[0], TOKENIZER)
    (found,) = session.run(("meaning",), {"ids": ids[None], "features": features[None]})
    with torch.no_grad():
        wanted = network(*padded([ids]))[0].numpy()
    # Weights and sums are in int8.
    assert float(found[0] @ wanted / np.linalg.norm(found[0])) > 0.95
