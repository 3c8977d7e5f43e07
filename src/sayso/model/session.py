"""The ONNX session that runs the encoder; the one place that imports onnxruntime."""

from __future__ import annotations

from pathlib import Path

import onnxruntime  # type: ignore[import-untyped]

from sayso.errors import ModelError
from sayso.model.labels import Floats, Integers


class OnnxEncoder:
    """The encoder as an ONNX session on one thread; work in parallel by more processes, not more threads.

    Raises:
        ModelError: if onnxruntime cannot load the graph.
    """

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        # Windows differ in length: a pattern of memory kept for each would only grow.
        options.enable_mem_pattern = False
        try:
            self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime's own errors share no public base class
            raise ModelError(f"onnxruntime {onnxruntime.__version__} cannot load {path}: {error}") from error

    def __call__(self, ids: Integers, features: Integers) -> tuple[Floats, Floats]:
        """Vectors and label scores of a window; see `sayso.model.extraction.Encoder`."""
        hidden, emissions = self._session.run(("hidden", "emissions"), {"ids": ids[None], "features": features[None]})
        return hidden[0], emissions[0]
