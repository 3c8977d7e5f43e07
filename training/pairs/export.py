"""The pair scorer's trained weights as an ONNX graph in int8."""

from __future__ import annotations

import numpy as np
import onnx

from sayso.model.labels import RELATIONS, STANCES
from sayso.model.pairs import OF_ARTICLE
from training.export import MICROSOFT, Arrays, Graph, encoder_vectors, finished


def pair_graph(weights: Arrays, *, in_int8: bool = True) -> onnx.ModelProto:
    """Inputs: ids, features [1, pieces] (int64). Outputs: scores "stances" and "relations", each [1, 1, 4].

    One pair at a time: nothing is padded. Weights are kept in int8 and unpacked when the graph is loaded: quantising
    activations too would be three times as fast, and changed 4 to 5 % of Emergent's stances, more for the worse.
    """
    graph = Graph(in_int8=in_int8, sums_in_int8=False)
    used = {**weights, "encoder.features.weight": weights["encoder.features.weight"][: OF_ARTICLE + 1]}
    vectors = encoder_vectors(graph, used)
    first = graph.node("Gather", [vectors, graph.constant("first", np.array([0], dtype=np.int64))], "cls", axis=1)
    mean = graph.node("ReduceMean", [vectors], "mean", axes=[1], keepdims=1)
    pooled = graph.node("Concat", [first, mean], "pooled", axis=2)
    hidden = graph.linear(pooled, weights, "hidden", "hidden")
    curved = graph.node("Gelu", [hidden], "curved", domain=MICROSOFT)
    scores = graph.linear(curved, weights, "out", "out")
    sizes = graph.constant("heads", np.array([len(STANCES), len(RELATIONS)], dtype=np.int64))
    graph.nodes.append(onnx.helper.make_node("Split", [scores, sizes], ["stances", "relations"], name="split", axis=2))
    return finished(graph, "sayso-pairs", {"stances": [1, 1, len(STANCES)], "relations": [1, 1, len(RELATIONS)]})
