"""The ONNX sessions that run the networks; the one place that imports onnxruntime."""

from __future__ import annotations

import ctypes
from contextlib import suppress
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
        self._session = _session(path)

    def __call__(self, ids: Integers, features: Integers) -> tuple[Floats, Floats]:
        """Vectors and label scores of a window; see `sayso.model.extraction.Encoder`."""
        hidden, emissions = self._session.run(("hidden", "emissions"), {"ids": ids[None], "features": features[None]})
        return hidden[0], emissions[0]


class OnnxPairs:
    """The pair scorer's graph as an ONNX session on one thread.

    Raises:
        ModelError: if onnxruntime cannot load the graph.
    """

    def __init__(self, path: Path) -> None:
        self._session = _session(path)

    def __call__(self, ids: Integers, features: Integers) -> tuple[Floats, Floats]:
        """Scores of stances and of relations of one pair, each [4]."""
        stances, relations = self._session.run(("stances", "relations"), {"ids": ids[None], "features": features[None]})
        return stances[0, 0], relations[0, 0]


class OnnxMeanings:
    """The graph of meanings as an ONNX session on one thread.

    Raises:
        ModelError: if onnxruntime cannot load the graph.
    """

    def __init__(self, path: Path) -> None:
        self._session = _session(path)

    def __call__(self, ids: Integers, features: Integers) -> Floats:
        """The mean of the vectors of one text's pieces [width]."""
        meaning: Floats = self._session.run(("meaning",), {"ids": ids[None], "features": features[None]})[0][0]
        return meaning


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # Inputs differ in length: a pattern of memory kept for each would only grow.
    options.enable_mem_pattern = False
    try:
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own errors share no public base class
        raise ModelError(f"onnxruntime {onnxruntime.__version__} cannot load {path}: {error}") from error
    _give_back()
    return session


def _give_back() -> None:
    """Hand the system what loading a graph left free: 60 MB where weights are unpacked. Only glibc has to be told."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
