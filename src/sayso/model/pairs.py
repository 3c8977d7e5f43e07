"""The pair scorer: two texts in, how the second stands to the first out.

One encoder reads both at once (a cross-encoder), so that a claim and its denial, which share every word but one, are
told apart; two heads over it answer two questions. `stances`: does a text back a claim, deny it, report it without
taking sides, or is it about something else? `relations`: do two propositions say the same, contradict one another,
does one say less than the other, or are they about different things?
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from sayso.errors import ModelError
from sayso.linking.pairs import Meanings, RelationChances, StanceChances, packed, unpacked
from sayso.model.gist import gist_of
from sayso.model.labels import Floats, Integers
from sayso.model.manifest import PairManifest, read_pair_manifest
from sayso.model.meanings import CLS, SEP, encoded_alone, pieces_of
from sayso.model.session import OnnxMeanings, OnnxPairs

# Pieces of a claim, and of both texts together with three marks; what is longer is cut at its end. Of 100 headlines
# with their claims (Emergent train) 99 have fewer than 64.
MOST_CLAIM, MOST_PIECES = 40, 128
# Texts and pairs whose reading is kept: 30 MB at most.
MOST_KEPT = 20_000
# What the second embedding says of a piece: it is of the claim, of a text read whole, of a choice of its sentences.
OF_CLAIM, OF_TEXT, OF_ARTICLE = 0, 1, 2


class LearnedPairScorer:
    """A `sayso.linking.pairs.PairScorer`: the scorer of a model package, loaded at its first pair.

    Pairs are read one at a time, on one thread: a batch of unequal lengths would be padded, and in int8 a pair's
    chances would depend on the others in its batch. What was read lately is not read again.
    """

    def __init__(self, manifest: PairManifest) -> None:
        self._manifest = manifest
        self._meaning = lru_cache(MOST_KEPT)(self._read_meaning)
        self._scores = lru_cache(MOST_KEPT)(self._read_scores)

    def __reduce__(self) -> tuple[Callable[[Path], LearnedPairScorer], tuple[Path]]:
        """Travels to another process as its package's folder."""
        return load_pair_scorer, (self._manifest.folder,)

    @property
    def name(self) -> str:
        """Name and version of the weights."""
        return self._manifest.name

    def meanings(self, texts: Sequence[str]) -> Meanings:
        """Where the meanings of texts lie: unit vectors [texts, width], of the first 72 word pieces of each.

        Raises:
            ValueError: if there is no text.
            ModelError: if the package's files are whole but no model.
        """
        return np.stack([self._meaning(text) for text in texts])

    def stances(self, pairs: Sequence[tuple[str, str]]) -> tuple[StanceChances, ...]:
        """How the second text of each pair stands to the first, the claim.

        Of a text of more than three sentences those three are read that share most with the claim.

        Raises:
            ModelError: if the package's files are whole but no model.
        """
        read = {}
        for claim, text in dict.fromkeys(pairs):
            gist, is_choice = gist_of(claim, text)
            read[claim, text] = self._scores(*_stated(claim, gist), is_choice)[0]
        chances = {pair: StanceChances(*_softmax(scores)) for pair, scores in read.items()}
        return tuple(chances[pair] for pair in pairs)

    def relations(self, pairs: Sequence[tuple[str, str]]) -> tuple[RelationChances, ...]:
        """How the propositions of each pair stand to one another: the mean of reading them both ways round.

        Raises:
            ModelError: if the package's files are whole but no model.
        """
        chances = {}
        for one, other in dict.fromkeys((min(pair), max(pair)) for pair in pairs):
            there, back = self._scores(one, other, False)[1], self._scores(other, one, False)[1]
            means = [(a + b) / 2 for a, b in zip(_softmax(there), _softmax(back), strict=True)]
            chances[one, other] = RelationChances(*means)
        return tuple(chances[min(pair), max(pair)] for pair in pairs)

    def _read_scores(self, claim: str, text: str, is_choice: bool) -> tuple[Floats, Floats]:
        return self._pairs(*encoded(claim, text, self._tokenizer, is_choice=is_choice))

    def _read_meaning(self, text: str) -> Floats:
        # In steps, so that a meaning is the same whether it was kept packed or is read now.
        meaning: Floats = unpacked(packed(self._meanings(*encoded_alone(text, self._tokenizer))[None]))[0]
        return meaning

    @cached_property
    def _pairs(self) -> OnnxPairs:
        return OnnxPairs(self._manifest.folder / "pairs.onnx")

    @cached_property
    def _meanings(self) -> OnnxMeanings:
        return OnnxMeanings(self._manifest.folder / "meanings.onnx")

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        folder = self._manifest.folder
        try:
            return Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # the tokenizer's library raises bare Exception
            raise ModelError(f"the model in {folder} cannot be loaded: {error}") from error


def _stated(claim: str, text: str) -> tuple[str, str]:
    """Without question marks where the claim has one.

    Then a question is part of what is claimed ("... and asked the surgeon: How is it going?"), or the claim was put as
    one, and a question mark is no sign that the text leaves the claim open.
    """
    if "?" in claim:
        return claim.replace("?", ""), text.replace("?", "")
    return claim, text


def encoded(claim: str, text: str, tokenizer: Tokenizer, *, is_choice: bool = False) -> tuple[Integers, Integers]:
    """Ids and features of a pair as the encoder reads it: CLS claim SEP text SEP."""
    first = pieces_of(claim, tokenizer)[:MOST_CLAIM]
    second = pieces_of(text, tokenizer)[: MOST_PIECES - len(first) - 3]
    ids = [CLS, *first, SEP, *second, SEP]
    features = [OF_CLAIM] * (len(first) + 2) + [OF_ARTICLE if is_choice else OF_TEXT] * (len(second) + 1)
    return np.array(ids, dtype=np.int64), np.array(features, dtype=np.int64)


def _softmax(scores: Floats) -> list[float]:
    raised = np.exp(scores.astype(np.float64) - scores.max())
    return [float(one) for one in raised / raised.sum()]


def load_pair_scorer(path: Path | None = None) -> LearnedPairScorer:
    """The pair scorer. Its files are checked now and loaded at its first pair: half a second and 100 MB.

    Args:
        path: folder of a model package; None: the installed sayso-model-en.

    Raises:
        ModelError: if the package is absent, damaged, not one that this sayso can read, or older than pair scorers.
    """
    return LearnedPairScorer(read_pair_manifest(path))
