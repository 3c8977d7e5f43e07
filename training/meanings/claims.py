"""Stories whose statements were sorted into claims: which contents are about the same thing, and which are not.

claims.jsonl holds 195 stories of newswcl50, gva_story_clusters, ecbplus and PolNeAR (train), none of them in
benchmarks/quality/claims: ids, offsets and labels, none of the articles' words. `statements` are those that sayso
0.1 found, each [place of its article in `articles`, start and end of its content, start and end of all of it, source
and cue included]; a claim names them by their place in that list, and says how each stands to its gloss.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from training.pairs.examples import rows

Story = dict[str, Any]

LABELS = Path(__file__).with_name("claims.jsonl")
# The one set whose file is not packed.
PLAIN = "polnear"


@dataclass(frozen=True)
class Sorted:
    """The contents of a story, and which are about the same claim.

    Attributes:
        together: [contents, contents], 1 where two stand in one claim, else 0.
    """

    contents: list[str]
    together: np.ndarray


def labelled(path: Path = LABELS) -> list[Story]:
    """The labelled stories."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def texts_of(data: Path, stories: Iterable[Story]) -> dict[str, str]:
    """Article id -> its text, of the articles of some stories."""
    stories = list(stories)
    wanted = {id for story in stories for id in story["articles"]}
    found = {}
    for name in sorted({story["set"] for story in stories}):
        for row in rows(data / name / ("train.jsonl" if name == PLAIN else "train.jsonl.gz")):
            id = row["id"] if name == PLAIN else row["doc_id"]
            if id in wanted:
                found[id] = row["text"]
    return found


def sorted_story(story: Story, texts: Mapping[str, str]) -> Sorted:
    """A story's contents and which of them belong together."""
    places = ((texts[story["articles"][article]], start, end) for article, start, end, *_ in story["statements"])
    contents = [" ".join(text[start:end].split()) for text, start, end in places]
    together = np.zeros((len(contents), len(contents)), dtype=np.float32)
    for claim in story["claims"]:
        members = [int(at) for at in claim["positions"]]
        together[np.ix_(members, members)] = 1
    return Sorted(contents, together)
