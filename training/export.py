"""Trained weights -> the files of a model package: an ONNX graph in int8, the heads, the tokenizer.

    python -m training.export WEIGHTS.safetensors TOKENIZER.json OUT_FOLDER

The graph is written node by node, so that it depends on no exporter's version and uses the operators that
onnxruntime runs fastest on CPUs. Weights of matrices are int8, one scale a column; word vectors int8, one scale a
row; activations are quantised while running. Seven bits of the eight are used: without VNNI, processors add two
products in 16 bits, and eight would overflow.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

from sayso.model.pieces import MAX_BLOCK
from sayso.model.windows import WINDOW

EPSILON = 1e-12
# Pieces in the longest window, with CLS and SEP.
PLACES = max(WINDOW, MAX_BLOCK) + 2
MOST = 63
# All eight: where int8 is how weights are kept, and sums are made of floats.
MOST_KEPT = 127
MICROSOFT = "com.microsoft"
HEAD_NAMES = ("transition", "begin", "end", "cue_of_content.", "source_of_cue.", "mention.")
Arrays = dict[str, np.ndarray]


def quantized(matrix: np.ndarray, axis: int, most: int = MOST) -> tuple[np.ndarray, np.ndarray]:
    """Int8 values and the scales along the other axis: values * scale is close to `matrix`."""
    scale = np.maximum(np.abs(matrix).max(axis=axis, keepdims=True), 1e-8) / most
    return np.rint(matrix / scale).astype(np.int8), scale.astype(np.float32)


class Graph:
    """Nodes and constants of an ONNX graph as it is written.

    Attributes:
        in_int8: whether weights are kept in int8.
        sums_in_int8: whether activations are quantised too, so that sums are made of int8: three times as fast and
            coarser.
    """

    def __init__(self, *, in_int8: bool, sums_in_int8: bool = True) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.in_int8, self.sums_in_int8 = in_int8, sums_in_int8

    def constant(self, name: str, values: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, inputs: list[str], output: str, *, domain: str = "", **attributes: object) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def linear(self, vectors: str, weights: Arrays, name: str, output: str, *, bias: bool = True) -> str:
        """`vectors` times the transposed matrix of a torch linear layer, plus its bias."""
        matrix = weights[f"{name}.weight"].T
        biases = [self.constant(f"{output}.bias", weights[f"{name}.bias"])] if bias else []
        if self.in_int8 and self.sums_in_int8:
            values, scale = quantized(matrix, axis=0)
            inputs = [vectors, self.constant(f"{output}.matrix", values), self.constant(f"{output}.scale", scale[0])]
            inputs += ["", *biases] if biases else []
            return self.node("DynamicQuantizeMatMul", inputs, output, domain=MICROSOFT)
        product = self.node("MatMul", [vectors, self._kept(f"{output}.matrix", matrix)], f"{output}.product")
        return self.node("Add", [product, *biases], output) if biases else self.node("Identity", [product], output)

    def _kept(self, name: str, matrix: np.ndarray) -> str:
        """A matrix of floats; in int8 it is unpacked once, when the graph is loaded."""
        if not self.in_int8:
            return self.constant(name, matrix)
        values, scale = quantized(matrix, axis=0, most=MOST_KEPT)
        floats = self.node("Cast", [self.constant(f"{name}.values", values)], f"{name}.floats", to=TensorProto.FLOAT)
        return self.node("Mul", [floats, self.constant(f"{name}.scale", scale)], name)

    def embedding(self, ids: str, table: np.ndarray, output: str) -> str:
        """The rows of a table that `ids` name."""
        if not self.in_int8:
            return self.node("Gather", [self.constant(f"{output}.table", table), ids], output)
        values, scale = quantized(table, axis=1, most=MOST if self.sums_in_int8 else MOST_KEPT)
        rows = self.node("Gather", [self.constant(f"{output}.table", values), ids], f"{output}.rows")
        scales = self.node("Gather", [self.constant(f"{output}.scales", scale), ids], f"{output}.row_scales")
        floats = self.node("Cast", [rows], f"{output}.floats", to=TensorProto.FLOAT)
        return self.node("Mul", [floats, scales], output)


def encoder_graph(weights: Arrays, *, in_int8: bool = True) -> onnx.ModelProto:
    """The encoder and label scores as an ONNX model.

    Inputs: ids, features [1, pieces] (int64). Outputs: hidden [1, pieces, width], emissions [1, pieces, labels].
    It reads one window at a time, so nothing is padded and no mask slows attention down.
    """
    graph = Graph(in_int8=in_int8)
    vectors = encoder_vectors(graph, weights)
    graph.node("Identity", [vectors], "hidden")
    matrix = graph.constant("emission.matrix", weights["emission.weight"].T)
    product = graph.node("MatMul", [vectors, matrix], "emission.product")
    graph.node("Add", [product, graph.constant("emission.bias", weights["emission.bias"])], "emissions")
    width, n_labels = weights["emission.weight"].shape[::-1]
    return finished(graph, "sayso-tagger", {"hidden": [1, "pieces", width], "emissions": [1, "pieces", n_labels]})


def finished(graph: Graph, name: str, outputs: dict[str, list[int | str]]) -> onnx.ModelProto:
    """The model of a graph that reads ids and features [1, pieces] and gives these outputs."""
    made = helper.make_graph(
        graph.nodes,
        name,
        [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "pieces"]) for name in ("ids", "features")],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs.items()],
        graph.constants,
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=8, producer_name="sayso-training")


def encoder_vectors(graph: Graph, weights: Arrays) -> str:
    """The name of the encoder's vectors [1, pieces, width]; its nodes are added to the graph."""
    vectors = _embedded(graph, weights)
    n_layers = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layers."))
    for number in range(n_layers):
        vectors = _layer(graph, weights, f"encoder.layers.{number}", vectors)
    return vectors


def _embedded(graph: Graph, weights: Arrays) -> str:
    words = graph.embedding("ids", weights["encoder.words.weight"], "words")
    table = graph.constant("features.table", weights["encoder.features.weight"])
    features = graph.node("Gather", [table, "features"], "features.rows")
    shape = graph.node("Shape", ["ids"], "ids.shape")
    one = graph.constant("one", np.array([1], dtype=np.int64))
    two = graph.constant("two", np.array([2], dtype=np.int64))
    zero = graph.constant("zero", np.array([0], dtype=np.int64))
    n_pieces = graph.node("Slice", [shape, one, two], "ids.pieces")
    places = graph.constant("places.table", weights["encoder.positions.weight"][:PLACES])
    positions = graph.node("Slice", [places, zero, n_pieces, zero], "places")
    with_features = graph.node("Add", [words, features], "words.features")
    summed = graph.node("Add", [with_features, positions], "embedded")
    gamma = graph.constant("embedded.gamma", weights["encoder.norm.weight"])
    beta = graph.constant("embedded.beta", weights["encoder.norm.bias"])
    return graph.node("LayerNormalization", [summed, gamma, beta], "layer0.input", axis=-1, epsilon=EPSILON)


def _layer(graph: Graph, weights: Arrays, name: str, vectors: str) -> str:
    width = weights["encoder.norm.weight"].shape[0]
    joined = graph.linear(vectors, weights, f"{name}.query_key_value", f"{name}.qkv")
    parts = [f"{name}.{part}" for part in ("query", "key", "value")]
    sizes = f"{name}.sizes"
    graph.constant(sizes, np.array([width] * 3, dtype=np.int64))
    graph.nodes.append(helper.make_node("Split", [joined, sizes], parts, name=f"{name}.split", axis=-1))
    heads = graph.node("MultiHeadAttention", parts, f"{name}.heads", domain=MICROSOFT, num_heads=width // 32)
    attended = graph.linear(heads, weights, f"{name}.attended", f"{name}.attended")
    first = _added_norm(graph, weights, vectors, attended, f"{name}.attended_norm")
    widened = graph.linear(first, weights, f"{name}.widen", f"{name}.widened", bias=False)
    bias = graph.constant(f"{name}.widen.bias", weights[f"{name}.widen.bias"])
    curved = graph.node("BiasGelu", [widened, bias], f"{name}.gelu", domain=MICROSOFT)
    narrowed = graph.linear(curved, weights, f"{name}.narrow", f"{name}.narrowed")
    return _added_norm(graph, weights, first, narrowed, f"{name}.norm")


def _added_norm(graph: Graph, weights: Arrays, vectors: str, added: str, norm: str) -> str:
    """The sum, normalised. onnxruntime's one operator for both (SkipLayerNormalization) takes ten times as long."""
    summed = graph.node("Add", [vectors, added], f"{norm}.sum")
    gamma = graph.constant(f"{norm}.gamma", weights[f"{norm}.weight"])
    beta = graph.constant(f"{norm}.beta", weights[f"{norm}.bias"])
    return graph.node("LayerNormalization", [summed, gamma, beta], f"{norm}.out", axis=-1, epsilon=EPSILON)


def export(weights: Arrays, tokenizer: Path, folder: Path) -> None:
    """Write `encoder.onnx`, `heads.npz` (half precision) and `tokenizer.json` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save_model(encoder_graph(weights), folder / "encoder.onnx")
    heads = {name: values.astype(np.float16) for name, values in weights.items() if name.startswith(HEAD_NAMES)}
    np.savez(folder / "heads.npz", **heads)
    shutil.copyfile(tokenizer, folder / "tokenizer.json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("tokenizer", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    export(load_file(arguments.weights), arguments.tokenizer, arguments.out)


if __name__ == "__main__":
    main()
