"""PolNeAR's articles -> one npz of word pieces, labels and links, ready for training.

    python -m training.prepare TRAIN.jsonl MENTIONS.jsonl TOKENIZER.json OUT.npz

The text is cut by the product's own eyes (`sayso.model.pieces`), so that training and reading see the same.
Gold spans are cut at block edges; the pieces of one content then share their cue, as split contents do.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from sayso.model.labels import MENTIONS, ROLES, labels_of_spans, mention_labels_of_spans
from sayso.model.pieces import Pieces, cut_into_pieces
from sayso.segments import segment

# One article in so many is kept out of training, for early choices and for calibration.
HELD_OUT_EVERY = 20
NONE, ELSEWHERE = -1, -2

# [role, first piece, piece after the last, partner]: a content's partner is the row of its cue, a cue's that of its
# source; NONE where gold names none.
SpanRow = tuple[int, int, int, int]


def is_held_out(article_id: str) -> bool:
    """Whether an article is kept out of training; by a checksum of its id, so that no order matters."""
    return zlib.crc32(article_id.encode()) % HELD_OUT_EVERY == 0


def aligned(pieces: Pieces, span: tuple[int, int]) -> list[tuple[int, int]]:
    """The runs of pieces that share a character with a span, one run a block."""
    first = int(np.searchsorted(pieces.ends, span[0], side="right"))
    after = int(np.searchsorted(pieces.starts, span[1], side="left"))
    if first >= after:
        return []
    inner = [int(at) for at in pieces.blocks if first < at < after]
    return list(zip([first, *inner], [*inner, after], strict=True))


def span_rows(pieces: Pieces, attributions: list[dict[str, Any]]) -> list[SpanRow]:
    """The gold spans of an article as rows; a span that overlaps an earlier row is left out."""
    taken = np.zeros(len(pieces), dtype=bool)
    rows: list[SpanRow] = []
    known: dict[tuple[int, int, int], int] = {}

    def add(role: str, spans: list[list[int]], partner: int) -> int:
        last = NONE
        for span in spans:
            for start, end in aligned(pieces, (span[0], span[1])):
                key = (ROLES.index(role), start, end)
                if key not in known:
                    if taken[start:end].any():
                        continue
                    taken[start:end] = True
                    known[key] = len(rows)
                    rows.append((*key, partner))
                last = known[key] if last == NONE else last
        return last

    for attribution in attributions:
        source = add("source", attribution["source"], NONE)
        cue = add("cue", attribution["cue"], source)
        add("content", attribution["content"], cue)
    return rows


def mention_rows(pieces: Pieces, mentions: list[tuple[int, int, str]]) -> list[tuple[int, int, int]]:
    """The kind and run of pieces of each mention; one that shares a piece with an earlier one is left out."""
    rows: list[tuple[int, int, int]] = []
    for start, end, kind in mentions:
        for first, after in aligned(pieces, (start, end)):
            if not rows or first >= rows[-1][2]:
                rows.append((MENTIONS.index(kind), first, after))
    return rows


def prepared(
    articles: Iterable[dict[str, Any]], mentions: Mapping[str, list[tuple[int, int, str]]], tokenizer: Tokenizer
) -> dict[str, np.ndarray]:
    """All articles' arrays, one after another; `bounds` says where each begins.

    Args:
        mentions: those of each article, by its id; see `training.mentions`.
    """
    columns: dict[str, list[np.ndarray]] = {}
    sizes: list[tuple[int, int, int]] = [(0, 0, 0)]
    held_out = []
    for article in articles:
        pieces = cut_into_pieces(segment(article["text"]), tokenizer)
        rows = span_rows(pieces, article["attributions"])
        labels = labels_of_spans(len(pieces), [row[:3] for row in rows])
        found = {
            "ids": pieces.ids,
            "features": pieces.features,
            "places": np.stack([pieces.sentences, pieces.paragraphs, pieces.quotes], axis=1),
            "labels": labels,
            "mentions": mention_labels_of_spans(len(pieces), mention_rows(pieces, mentions[article["id"]])),
            "blocks": pieces.blocks,
            "rows": np.array(rows, dtype=np.int64).reshape(-1, 4),
        }
        for name, column in found.items():
            columns.setdefault(name, []).append(column.astype(np.int32))
        sizes.append((len(pieces), len(pieces.blocks), len(rows)))
        held_out.append(is_held_out(article["id"]))
    result = {name: np.concatenate(parts) for name, parts in columns.items()}
    bounds = np.cumsum(np.array(sizes), axis=0)
    return {**result, "bounds": bounds, "held_out": np.array(held_out)}


def read_articles(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("mentions", type=Path)
    parser.add_argument("tokenizer", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    mentions = {row["id"]: row["mentions"] for row in read_articles(arguments.mentions)}
    arrays = prepared(read_articles(arguments.articles), mentions, Tokenizer.from_file(str(arguments.tokenizer)))
    np.savez_compressed(arguments.out, **arrays)


if __name__ == "__main__":
    main()
