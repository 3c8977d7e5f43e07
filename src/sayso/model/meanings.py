"""Meanings: one text in, a vector out that lies near those of texts about the same claim.

An encoder reads each text alone (a bi-encoder), so that a story of a thousand statements costs a thousand readings and
not a million. It was trained on stories whose statements were sorted into claims: a claim and its denial lie together.
Which side somebody takes is not told by it but by act, factuality and the pair scorer.
"""

from __future__ import annotations

import numpy as np
from tokenizers import Tokenizer

from sayso.model.labels import Integers

CLS, SEP = 101, 102
# Pieces of a text that are read: 99 of 100 statements have fewer.
MOST_ALONE = 72
# Code points of a text that are cut into pieces: more than these can take of any text with white space.
MOST_LETTERS = 2_000


def encoded_alone(text: str, tokenizer: Tokenizer) -> tuple[Integers, Integers]:
    """Ids and features of a text as the encoder reads it: CLS text SEP."""
    ids = [CLS, *pieces_of(text, tokenizer)[:MOST_ALONE], SEP]
    return np.array(ids, dtype=np.int64), np.zeros(len(ids), dtype=np.int64)


def pieces_of(text: str, tokenizer: Tokenizer) -> list[int]:
    """Ids of a text's word pieces; half of a surrogate pair, which no tokenizer takes, is read as a question mark."""
    whole = text[:MOST_LETTERS].encode("utf-8", "replace").decode("utf-8")
    return list(tokenizer.encode(whole, add_special_tokens=False).ids)
