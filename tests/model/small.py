"""A tiny vocabulary and an encoder by rule, so that tests need no weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from sayso.model.arcs import N_RELATIONS, Weights
from sayso.model.extraction import CLS
from sayso.model.labels import LABELS, MENTION_LABELS, Floats, Integers

WORDS = "the mayor said bridge is safe police deny it ministry she told us".split()
SPECIAL = ["[PAD]", "[UNK]"]
WIDTH = 8
# A package of random weights, made by tests/training/make_tiny.py; what it reads has no sense but is always the same.
TINY = Path(__file__).parent / "tiny"
TINY_TEXT = "The mayor said the bridge is safe.\n\n“Police deny it,” she told us. It is safe, the ministry said."

TINY_PAIR = ("The bridge is safe.", "Police deny the bridge is safe.")


def small_tokenizer() -> Tokenizer:
    """Lower-cases and cuts like BERT, with letters as continuation pieces."""
    letters = [f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    marks = list("\"'.,“”’-") + list("abcdefghijklmnopqrstuvwxyz0123456789")
    known = [*SPECIAL, *WORDS, *marks, *letters]
    # As in BERT's vocabularies, CLS is 101 and SEP 102.
    known += [*(f"[unused{number}]" for number in range(len(known), CLS)), "[CLS]", "[SEP]", "[MASK]"]
    vocabulary = {word: number for number, word in enumerate(known)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token=SPECIAL[1], max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def small_weights(seed: int = 0) -> Weights:
    """Heads with small random weights."""
    chance = np.random.default_rng(seed)
    shapes: dict[str, tuple[int, ...]] = {
        "transition": (len(LABELS), len(LABELS)),
        "begin": (len(LABELS),),
        "end": (len(LABELS),),
        "mention.weight": (len(MENTION_LABELS), WIDTH),
        "mention.bias": (len(MENTION_LABELS),),
    }
    for kind in ("cue_of_content.", "source_of_cue."):
        shapes |= {
            f"{kind}anchor": (2 * WIDTH, 5),
            f"{kind}partner": (2 * WIDTH, 5),
            f"{kind}relation": (N_RELATIONS, 5),
            f"{kind}bias": (5,),
            f"{kind}out": (5,),
            f"{kind}anchor_dot": (2 * WIDTH, 3),
            f"{kind}partner_dot": (2 * WIDTH, 3),
            f"{kind}none": (2 * WIDTH,),
            f"{kind}none_bias": (1,),
        }
    return {name: chance.normal(size=shape).astype(np.float32) * 0.3 for name, shape in shapes.items()}


class HashEncoder:
    """Vectors and scores that depend on each piece alone, as if no context counted."""

    def __init__(self) -> None:
        chance = np.random.default_rng(1)
        self.vectors = chance.normal(size=(2000, WIDTH)).astype(np.float32)
        self.scores = chance.normal(size=(2000, len(LABELS))).astype(np.float32)

    def __call__(self, ids: Integers, features: Integers) -> tuple[Floats, Floats]:
        return self.vectors[ids], self.scores[ids]


class SayingEncoder(HashEncoder):
    """Takes "said" for a cue, "mayor" and "ministry" for sources and "bridge is safe" for a content."""

    ROLES = {"said": "S-cue", "mayor": "S-source", "ministry": "S-source", "bridge": "B-content"} | {
        "is": "I-content",
        "safe": "E-content",
    }

    def __call__(self, ids: Integers, features: Integers) -> tuple[Floats, Floats]:
        vectors, _ = super().__call__(ids, features)
        scores = np.zeros((*ids.shape, len(LABELS)), dtype=np.float32)
        scores[..., 0] = 4
        vocabulary = small_tokenizer().get_vocab()
        for word, label in self.ROLES.items():
            scores[ids == vocabulary[word], LABELS.index(label)] = 9
        return vectors, scores
