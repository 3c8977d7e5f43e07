"""The learned tagger: a text in, its attributions out."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from sayso.attribution.tagging import Marks
from sayso.errors import ModelError
from sayso.model.arcs import Weights
from sayso.model.extraction import Encoder, Found, FoundMention, find_in_pieces
from sayso.model.labels import MENTIONS
from sayso.model.manifest import Manifest, read_manifest
from sayso.model.pieces import Pieces, cut_into_pieces
from sayso.model.session import OnnxEncoder
from sayso.records import Attribution, Form, TypedMention
from sayso.segments import Segments
from sayso.spans import Span, Spans, merged, trimmed


class LearnedTagger:
    """A `sayso.attribution.Tagger` that reads with an encoder and learned heads."""

    def __init__(self, encoder: Encoder, weights: Weights, tokenizer: Tokenizer, manifest: Manifest) -> None:
        self._encoder, self._weights, self._tokenizer, self._manifest = encoder, weights, tokenizer, manifest

    @property
    def name(self) -> str:
        """Name and version of the weights."""
        return self._manifest.name

    def tag(self, segments: Segments) -> Marks:
        """The attributions of a text, in the order of their contents, and its typed mentions."""
        pieces = cut_into_pieces(segments, self._tokenizer)
        found, mentions = find_in_pieces(pieces, self._encoder, self._weights)
        attributions = [self._attribution(segments.text, pieces, one) for one in found]
        sure = [one for one in attributions if one.content and one.confidence >= self._manifest.least_confidence]
        return Marks(
            tuple(sorted(sure, key=lambda one: (one.content[0].start, one.cue))),
            tuple(_mention(segments.text, pieces, one) for one in mentions),
        )

    def _attribution(self, text: str, pieces: Pieces, found: Found) -> Attribution:
        return Attribution(
            form=Form.INDIRECT,
            source=spans_of_pieces(text, pieces, found.source),
            cue=spans_of_pieces(text, pieces, found.cue),
            content=spans_of_pieces(text, pieces, found.content),
            confidence=calibrated(found, self._manifest.calibration),
            rule=self._manifest.name,
        )


def _mention(text: str, pieces: Pieces, found: FoundMention) -> TypedMention:
    span = Span(int(pieces.starts[found.first]), int(pieces.ends[found.after - 1]))
    return TypedMention(trimmed(text, span), MENTIONS[found.kind], found.sure)


def spans_of_pieces(text: str, pieces: Pieces, found: tuple[tuple[int, int], ...]) -> Spans:
    """Text spans of runs of pieces; runs with nothing but white space between them become one."""
    spans = [Span(int(pieces.starts[first]), int(pieces.ends[after - 1])) for first, after in sorted(found)]
    joined: list[Span] = []
    for span in spans:
        if joined and not text[joined[-1].end : span.start].strip() and "\n" not in text[joined[-1].end : span.start]:
            span = Span(joined.pop().start, span.end)
        joined.append(span)
    return merged(span for span in (trimmed(text, span) for span in joined) if len(span))


def confidence_inputs(found: Found) -> dict[str, float]:
    """The raw scores that calibration weighs, as log-odds."""
    content, cue, source = found.roles
    names = ("content", "cue", "source", "content_cue", "cue_source")
    raw = (content, cue, source, *found.links)
    inputs = {name: _log_odds(value) for name, value in zip(names, raw, strict=True)}
    return {**inputs, "pieces": float(len(found.content) > 1), "no_source": float(not found.source)}


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))


def calibrated(found: Found, weights: dict[str, float]) -> float:
    """The probability that content and source are right, by the logistic curve fitted on held-out articles."""
    total = weights["bias"] + sum(weights[name] * value for name, value in confidence_inputs(found).items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


class PackagedTagger:
    """The tagger of a model package, loaded at its first text: a process that only hands it on never pays for it."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest

    def __reduce__(self) -> tuple[Callable[[Path], PackagedTagger], tuple[Path]]:
        """Travels to another process as its package's folder."""
        return load_tagger, (self._manifest.folder,)

    @property
    def name(self) -> str:
        """Name and version of the weights."""
        return self._manifest.name

    def tag(self, segments: Segments) -> Marks:
        """As `LearnedTagger.tag`.

        Raises:
            ModelError: if the package's files are whole but no model.
        """
        return self._loaded.tag(segments)

    @cached_property
    def _loaded(self) -> LearnedTagger:
        folder = self._manifest.folder
        try:
            with np.load(folder / "heads.npz", allow_pickle=False) as opened:
                weights = {name: opened[name].astype(np.float32) for name in opened.files}
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # the tokenizer's library raises bare Exception
            raise ModelError(f"the model in {folder} cannot be loaded: {error}") from error
        return LearnedTagger(OnnxEncoder(folder / "encoder.onnx"), weights, tokenizer, self._manifest)


def load_tagger(path: Path | None = None) -> PackagedTagger:
    """The learned tagger. Its files are checked now and loaded at its first text: half a second and 120 MB.

    Args:
        path: folder of a model package; None: the installed sayso-model-en.

    Raises:
        ModelError: if the package is absent, damaged or not one that this sayso can read.
    """
    return PackagedTagger(read_manifest(path))
