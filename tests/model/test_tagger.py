"""The tagger end to end, on a tiny package of random weights."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sayso.errors import ModelError
from sayso.model import load_tagger
from sayso.model.extraction import encode_windows
from sayso.model.pieces import cut_into_pieces
from sayso.model.session import OnnxEncoder
from sayso.model.windows import windows_over
from sayso.segments import segment
from tests.model.small import TINY, TINY_TEXT, small_tokenizer


def test_the_graph_gives_the_numbers_it_gave_when_it_was_made() -> None:
    pieces = cut_into_pieces(segment(TINY_TEXT), small_tokenizer())
    _, hidden, emissions = encode_windows(pieces, windows_over(pieces.blocks), OnnxEncoder(TINY / "encoder.onnx"))
    with np.load(TINY / "expected.npz") as expected:
        # Processors round int8 sums alike and the rest nearly so.
        np.testing.assert_allclose(hidden, expected["hidden"], atol=0.05)
        np.testing.assert_allclose(emissions, expected["emissions"], atol=0.05)


def test_a_loaded_tagger_reads_and_reads_the_same_again() -> None:
    tagger = load_tagger(TINY)
    found = tagger.tag(segment(TINY_TEXT)).attributions
    assert found == tagger.tag(segment(TINY_TEXT)).attributions
    assert found == load_tagger(TINY).tag(segment(TINY_TEXT)).attributions
    assert all(one.rule == "tiny 1" and 0 < one.confidence < 1 for one in found)


def test_a_tagger_travels_to_another_process() -> None:
    tagger = load_tagger(TINY)
    assert pickle.loads(pickle.dumps(tagger)).tag(segment(TINY_TEXT)) == tagger.tag(segment(TINY_TEXT))  # noqa: S301


def test_articles_do_not_touch_one_another() -> None:
    tagger = load_tagger(TINY)
    first = tagger.tag(segment(TINY_TEXT)).attributions
    tagger.tag(segment("Police deny it. " * 500))
    assert tagger.tag(segment(TINY_TEXT)).attributions == first


@pytest.mark.parametrize("name", ["encoder.onnx", "heads.npz", "tokenizer.json"])
def test_a_package_that_was_cut_short_is_refused(tmp_path: Path, name: str) -> None:
    for path in TINY.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / name).write_bytes((TINY / name).read_bytes()[:-1])
    with pytest.raises(ModelError, match=f"{name} is damaged"):
        load_tagger(tmp_path)


def test_importing_the_room_loads_no_runtime() -> None:
    code = "import sys, sayso.model; sys.exit(any(m in sys.modules for m in ('onnxruntime', 'tokenizers', 'numpy')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
