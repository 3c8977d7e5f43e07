"""The network of meanings: the encoder of `training.network`, and the mean of what it makes of a text's pieces."""

from __future__ import annotations

import numpy as np
import torch
from onnx import ModelProto
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn import functional

from sayso.model.labels import FORBIDDEN
from training.export import Arrays, Graph, encoder_vectors, finished
from training.network import LAYERS, VOCABULARY, WIDTH, Encoder


class MeaningNetwork(nn.Module):
    """A text's pieces -> where its meaning lies."""

    def __init__(self, layers: int = LAYERS, width: int = WIDTH, vocabulary: int = VOCABULARY) -> None:
        super().__init__()
        self.encoder = Encoder(layers, width, vocabulary)

    def forward(self, ids: Tensor, lengths: Tensor, half: bool = False) -> Tensor:
        """Unit vectors [texts, width] from ids [texts, pieces] and lengths; `half` runs the encoder in bfloat16."""
        kind = torch.bfloat16 if half else torch.float32
        inside = torch.arange(ids.shape[1])[None] < lengths[:, None]
        mask = torch.zeros(inside.shape, dtype=kind).masked_fill_(~inside, FORBIDDEN)[:, None, None]
        weights = {name: weight.to(kind) for name, weight in self.encoder.named_parameters()}
        vectors = functional_call(self.encoder, weights, (ids, torch.zeros_like(ids), mask)).float()
        return functional.normalize((vectors * inside[..., None]).sum(dim=1) / lengths[:, None], dim=1)


def meaning_graph(weights: Arrays) -> ModelProto:
    """Inputs: ids, features [1, pieces] (int64; all features 0). Output: "meaning" [1, width], not yet of length 1."""
    graph = Graph(in_int8=True)
    used: dict[str, np.ndarray] = {**weights, "encoder.features.weight": weights["encoder.features.weight"][:1]}
    graph.node("ReduceMean", [encoder_vectors(graph, used)], "meaning", axes=[1], keepdims=0)
    return finished(graph, "sayso-meanings", {"meaning": [1, len(weights["encoder.norm.weight"])]})
