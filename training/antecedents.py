"""Learn the weights of `sayso.resolution.antecedents` from pronouns labelled by hand.

    python -m training.antecedents POLNEAR/train.jsonl

pronouns.jsonl beside this file says, for pronouns that are a source, whom they mean: article, offset, kind, and where
the name stands. Articles are read as a user's are (tagger and all), and what `candidates` sees of each labelled pronoun
is kept. The weights make the right candidate likely (maximum likelihood, a normal prior on each weight). Pronouns that
are no source are read with the weights learnt so far, so reading and learning take turns, ROUNDS times.

Printed: right, wrong and left open on articles that had no part in learning (five parts, each left out once), for
several bars of the least chance.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.attribution import Marks, find_marks
from sayso.ingest import installed_tagger
from sayso.lexicon import load_entries
from sayso.names import fold
from sayso.resolution import antecedents
from sayso.resolution.antecedents import Candidate, candidates
from sayso.resolution.conversation import begin
from sayso.resolution.hearing import hear_one, order_of, place_of
from sayso.resolution.subjects import PRONOUN_GENDERS
from sayso.segments import Segments, segment

LABELS = Path(__file__).resolve().parent / "pronouns.jsonl"
WEIGHTS = Path(antecedents.__file__).resolve().parents[1] / "data" / "antecedents.toml"
HEAD = "# What speaks for and against one whom a pronoun may mean: see resolution/antecedents.py.\n"
SOURCE = "learnt from training/pronouns.jsonl by training/antecedents.py"
ROUNDS = 3
PRIOR = 3.0
STEPS, RATE = 300, 0.1
# A sign must be seen of so many candidates to have a weight.
LEAST_SEEN = 10
PARTS = 5
BARS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8)
# Kinds of labels for which somebody is to be named.
NAMED = frozenset({"person"})
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A labelled pronoun: what is seen of each candidate, nobody last, and which of them are right."""

    article: str
    signs: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]
    is_open: tuple[bool, ...]
    is_named: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article with labelled pronouns, as the product reads it; `labels` by offset."""

    id: str
    segments: Segments
    marks: Marks
    labels: Mapping[int, Mapping[str, Any]]


def read_articles(polnear: Path) -> list[Labelled]:
    """The labelled articles, read by the installed tagger."""
    labels: dict[str, dict[int, Mapping[str, Any]]] = {}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        labels.setdefault(row["article"], {})[row["start"]] = row
    tagger = installed_tagger()
    found: list[Labelled] = []
    with polnear.open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if article["id"] in labels:
                segments = segment(article["text"])
                marks = find_marks(segments, tagger=tagger)
                found.append(Labelled(article["id"], segments, marks, labels[article["id"]]))
    return found


def pronouns_of(article: Labelled) -> Iterator[Pronoun]:
    """Every labelled "he" or "she" that the product finds as a source."""
    text, attributions = article.segments.text, article.marks.attributions
    conversation = begin(article.segments, article.marks.mentions)
    for index in order_of(text, attributions):
        at = place_of(attributions[index])
        label = article.labels.get(at)
        word = attributions[index].source[0].surface(text).lower() if attributions[index].source else ""
        if label is not None and word in PRONOUN_GENDERS and at not in conversation.meant:
            place = conversation.place(at)
            seen = candidates(conversation, PRONOUN_GENDERS[word], place, attributions[index].content)
            right = tuple(number for number, one in enumerate(seen) if _is_right(one, label, text))
            signs = tuple(one.signs for one in seen)
            is_open = tuple(one.voice is None or one.voice.is_open for one in seen)
            yield Pronoun(article.id, signs, right or (len(seen) - 1,), is_open, label["kind"] in NAMED)
        hear_one(conversation, attributions, index)


def _is_right(candidate: Candidate, label: Mapping[str, Any], text: str) -> bool:
    if candidate.voice is None or label["kind"] not in NAMED | {"unnamed"} or not label["name"]:
        return False
    start, end = label["name"]
    wanted, own = fold(" ".join(text[start:end].split())), fold(candidate.voice.name)
    return own in wanted or wanted in own


def vocabulary(pronouns: Sequence[Pronoun]) -> dict[str, int]:
    """The signs that are seen often enough -> their column."""
    seen = Counter(sign for one in pronouns for signs in one.signs for sign in signs)
    return {sign: column for column, sign in enumerate(sorted(sign for sign, n in seen.items() if n >= LEAST_SEEN))}


def matrix_of(pronoun: Pronoun, columns: Mapping[str, int]) -> Matrix:
    """[candidates, signs] of 0 and 1."""
    result = np.zeros((len(pronoun.signs), len(columns)))
    for row, signs in enumerate(pronoun.signs):
        result[row, [columns[sign] for sign in signs if sign in columns]] = 1
    return result


def chances(matrix: Matrix, weights: Matrix) -> Matrix:
    """Softmax of the sums, one a candidate."""
    sums = matrix @ weights
    shares = np.exp(sums - sums.max())
    return np.asarray(shares / shares.sum())


def learn(matrices: Sequence[Matrix], right: Sequence[tuple[int, ...]], signs: int) -> Matrix:
    """The likeliest weights, by Adam's method on all pronouns at once."""
    weights, mean, square = np.zeros(signs), np.zeros(signs), np.zeros(signs)
    for step in range(1, STEPS + 1):
        slope = PRIOR * weights
        for matrix, answers in zip(matrices, right, strict=True):
            given = chances(matrix, weights)
            wanted = np.zeros_like(given)
            wanted[list(answers)] = given[list(answers)] / given[list(answers)].sum()
            slope = slope + matrix.T @ (given - wanted)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights = weights - RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def left_out(pronouns: Sequence[Pronoun], columns: Mapping[str, int]) -> list[Matrix]:
    """The chances of the candidates of each pronoun, by weights from articles of other parts."""
    articles = sorted({one.article for one in pronouns})
    part = {article: number % PARTS for number, article in enumerate(articles)}
    matrices = [matrix_of(one, columns) for one in pronouns]
    result: list[Matrix] = [np.zeros(0)] * len(pronouns)
    for out in range(PARTS):
        inside = [at for at, one in enumerate(pronouns) if part[one.article] != out]
        weights = learn([matrices[at] for at in inside], [pronouns[at].right for at in inside], len(columns))
        for at, one in enumerate(pronouns):
            if part[one.article] == out:
                result[at] = chances(matrices[at], weights)
    return result


def outcome(pronoun: Pronoun, given: Matrix, bar: float) -> str:
    """right, wrong or open."""
    best = int(given.argmax())
    if given[best] < bar or pronoun.is_open[best]:
        return "open" if pronoun.is_named else "right"
    return "right" if best in pronoun.right else "wrong"


def write(columns: Mapping[str, int], weights: Matrix) -> None:
    """The weights as the product loads them."""
    entries = (
        f'[[sign]]\nname = "{sign}"\nweight = {weights[column]:.3f}\nsource = "{SOURCE}"\n'
        for sign, column in columns.items()
        if f"{weights[column]:.3f}" not in ("0.000", "-0.000")
    )
    WEIGHTS.write_text(HEAD + "\n" + "\n".join(entries), encoding="utf-8")
    load_entries.cache_clear()
    antecedents.weights.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path)
    polnear = parser.parse_args().polnear
    articles = read_articles(polnear)
    for number in range(1, ROUNDS + 1):
        pronouns = [pronoun for article in articles for pronoun in pronouns_of(article)]
        columns = vocabulary(pronouns)
        left = left_out(pronouns, columns)
        sys.stdout.write(f"round {number}: {len(pronouns)} pronouns, {len(columns)} signs\n")
        for bar in BARS:
            counts = Counter(outcome(one, given, bar) for one, given in zip(pronouns, left, strict=True))
            shares = (f"{name} {counts[name] / len(pronouns):.3f}" for name in ("right", "wrong", "open"))
            sys.stdout.write(f"  least chance {bar}: {', '.join(shares)}\n")
        matrices = [matrix_of(one, columns) for one in pronouns]
        write(columns, learn(matrices, [one.right for one in pronouns], len(columns)))


if __name__ == "__main__":
    main()
