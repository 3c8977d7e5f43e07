"""Pairs out of stories whose statements people sorted into claims: what belongs together in one story, and what not.

claims.jsonl holds 144 stories of newswcl50, gva_story_clusters and ecbplus (train), none of them in
benchmarks/quality/claims: ids, offsets and labels, none of the articles' words. `statements` are those that sayso
0.1 found, each [place of its article in `articles`, start, end]; a claim names them by their place in that list.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from training.pairs.examples import (
    AGAINST,
    APART,
    CONTRADICTS,
    FOR,
    NARROWER,
    OBSERVING,
    SAME,
    UNRELATED,
    Example,
    rows,
)

Story = dict[str, Any]

LABELS = Path(__file__).with_name("claims.jsonl")
STANCE_OF = {"supports": FOR, "denies": AGAINST}
# Statements of a story taken as being about something else, for each one that is about a claim.
APART_FOR_EACH = 3


def labelled(path: Path = LABELS) -> list[Story]:
    """The labelled stories."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def texts_of(data: Path, stories: Iterable[Story]) -> dict[str, str]:
    """Article id -> its text, of the articles of some stories."""
    stories = list(stories)
    wanted = {id for story in stories for id in story["articles"]}
    found = {}
    for name in sorted({story["set"] for story in stories}):
        for row in rows(data / name / "train.jsonl.gz"):
            if row["doc_id"] in wanted:
                found[row["doc_id"]] = row["text"]
    return found


def from_claims(stories: Iterable[Story], texts: Mapping[str, str], dice: random.Random) -> Iterator[Example]:
    """Each claim's plainest words with every other statement about it, and with some of its story that are not."""
    for story in stories:
        said = [
            " ".join(texts[story["articles"][article]][start:end].split())
            for article, start, end in story["statements"]
        ]
        for claim in story["claims"]:
            gloss, stances = claim["gloss"], {int(at): stance for at, stance in claim["positions"].items()}
            others = [at for at in range(len(said)) if at not in stances]
            for at, stance in stances.items():
                if said[at] == said[gloss]:
                    continue
                yield _about(said[gloss], said[at], stance)
                for other in dice.sample(others, min(APART_FOR_EACH, len(others))):
                    yield Example(said[gloss], said[other], frozenset({UNRELATED}), frozenset({APART}))


def _about(gloss: str, text: str, stance: str) -> Example:
    relations = {"denies": {CONTRADICTS}, "supports": {SAME, NARROWER}, "mentions": {SAME, NARROWER}}
    may_be = relations.get(stance, {SAME, NARROWER, CONTRADICTS})
    return Example(gloss, text, frozenset({STANCE_OF.get(stance, OBSERVING)}), frozenset(may_be))
