"""Finding reprints among copies made from real articles, and not among independent reports.

    python -m benchmarks.quality.reprints

Copies are made from gva_story_clusters (train), in five ways; independent reports are those of newswcl50, where five
outlets each wrote their own report of one happening, and of gva_story_clusters where two outlets' reports of one
incident have no run of 15 words in common outside quotations (longer runs are likely agency copy).
All of it is given to one call, so that finding candidates is measured too.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from benchmarks.quality.measurement import Measurement, data_folder
from sayso.linking.reprints import quoted_spans, reprints_among
from sayso.linking.sketches import Words
from sayso.records import Article, Relation

NAME = "reprints"
SEED = 20240506
N_ORIGINALS = 120
# Words: shorter articles have no third to give away.
LEAST_WORDS = 200
COMMON_RUN = 15
# Reprints from a copy to its original, over other copies of it.
LONGEST_PATH = 3
SENTENCE = re.compile(r"(?<=[.!?”\"])\s+")
CHROME = "Skip to content\nMenu\n\n{}\n\nShare this story\nSign up for our morning mail"

Maker = Callable[[str, str, random.Random], str]


def _verbatim(text: str, other: str, chance: random.Random) -> str:
    return CHROME.format(text)


def _abridged(text: str, other: str, chance: random.Random) -> str:
    sentences = SENTENCE.split(text)
    return " ".join(sentences[: max(3, int(len(sentences) * chance.uniform(0.4, 0.7)))])


def _edited(text: str, other: str, chance: random.Random) -> str:
    """5 to 15 % of the words replaced, one sentence in eight dropped, a sentence of another article at the end."""
    spare = other.split()
    share = chance.uniform(0.05, 0.15)
    kept = [sentence for sentence in SENTENCE.split(text) if chance.random() > 0.125]
    words = [chance.choice(spare) if chance.random() < share else word for word in " ".join(kept).split(" ")]
    return " ".join([*words, SENTENCE.split(other)[0]])


def _partial(text: str, other: str, chance: random.Random) -> str:
    """30 to 50 % of the sentences in a row, inside another article."""
    sentences, around = SENTENCE.split(text), SENTENCE.split(other)
    length = max(4, int(len(sentences) * chance.uniform(0.3, 0.5)))
    start = chance.randrange(max(1, len(sentences) - length))
    middle = len(around) // 2
    return " ".join([*around[:middle], *sentences[start : start + length], *around[middle:]])


def _noisy(text: str, other: str, chance: random.Random) -> str:
    """Two letters in a hundred wrong, as from a scan."""
    return "".join(
        chance.choice("abcdefgh") if letter.isalpha() and chance.random() < 0.02 else letter for letter in text
    )


MAKERS: dict[str, Maker] = {
    "verbatim": _verbatim,
    "abridged": _abridged,
    "edited": _edited,
    "partial": _partial,
    "noisy": _noisy,
}


def measure(data: Path) -> Measurement | None:
    """Precision on copies and independent pairs, recall by kind of copy; None where the data is not there."""
    gva, wcl = data / "gva_story_clusters" / "train.jsonl.gz", data / "newswcl50" / "train.jsonl.gz"
    if not gva.exists() or not wcl.exists():
        return None
    rows = [row for row in _rows(gva) if len(row["text"].split()) >= LEAST_WORDS]
    chance = random.Random(SEED)
    chance.shuffle(rows)
    originals, others = rows[:N_ORIGINALS], rows[N_ORIGINALS : 2 * N_ORIGINALS]
    articles = {row["doc_id"]: _article(row["doc_id"], row["text"]) for row in originals}
    gold: dict[tuple[str, str], str] = {}
    for original, other in zip(originals, others, strict=True):
        for kind, make in MAKERS.items():
            id = f"{original['doc_id']}:{kind}"
            articles[id] = _article(id, make(original["text"], other["text"], chance))
            gold[(id, original["doc_id"])] = kind
    independent = _independent(_rows(wcl), "story") + _independent(_rows(gva), "cluster_id", "outlet")
    for one, two, _ in independent:
        articles |= {row["doc_id"]: _article(row["doc_id"], row["text"]) for row in (one, two)}
    return _compared(articles, gold, independent)


Row = Mapping[str, str]


def _compared(
    articles: Mapping[str, Article], gold: Mapping[tuple[str, str], str], independent: Sequence[tuple[Row, Row, str]]
) -> Measurement:
    found: dict[frozenset[str], Relation] = {}
    for reprint in reprints_among(articles.values()):
        found[frozenset((reprint.article, reprint.of))] = reprint.relation
    neighbours: dict[str, set[str]] = {}
    for one, other in (tuple(pair) for pair in found):
        neighbours.setdefault(one, set()).add(other)
        neighbours.setdefault(other, set()).add(one)
    items = {f"{kind}:{id}": _is_found(id, of, neighbours) for (id, of), kind in gold.items()}
    wrong = {f"independent:{one['doc_id']}+{two['doc_id']}": frozenset((one["doc_id"], two["doc_id"])) in found
             for one, two, _ in independent}  # fmt: skip
    items |= {name: not is_found for name, is_found in wrong.items()}
    right, false = sum(items[f"{kind}:{id}"] for (id, _), kind in gold.items()), sum(wrong.values())
    figures = {"precision": right / (right + false), "recall": right / len(gold)}
    for kind in MAKERS:
        ids = [id for (id, _), of_kind in gold.items() if of_kind == kind]
        figures[f"recall_{kind}"] = sum(items[f"{kind}:{id}"] for id in ids) / len(ids)
    figures["independent_right"] = 1 - false / len(independent)
    return Measurement(figures, items, {name: name for name in items})


def _is_found(id: str, of: str, neighbours: Mapping[str, set[str]]) -> bool:
    """Whether a copy is tied to its original, itself or over another copy: the closest is recorded, not all."""
    reached = {id}
    for _ in range(LONGEST_PATH):
        reached |= {other for one in reached for other in neighbours.get(one, ())}
    return of in reached


def _independent(rows: Sequence[Row], field: str, outlet: str = "") -> list[tuple[Row, Row, str]]:
    """Pairs of reports of one happening by different outlets, without a long common run of words."""
    by_story: dict[str, list[Row]] = {}
    for row in rows:
        by_story.setdefault(row[field], []).append(row)
    return [
        (one, two, story)
        for story, told in sorted(by_story.items())
        for one, two in combinations(told, 2)
        if not outlet or (one[outlet] != two[outlet] and not _have_common_run(one["text"], two["text"]))
    ]


def _have_common_run(one: str, two: str) -> bool:
    runs = [
        {tuple(words[at : at + COMMON_RUN]) for at in range(len(words) - COMMON_RUN + 1)}
        for words in (Words.of(text).outside(quoted_spans(text)).hashes.tolist() for text in (one, two))
    ]
    return bool(runs[0] & runs[1])


def _rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _article(id: str, text: str) -> Article:
    return Article(id, id, "0" * 64, text)


def main() -> None:
    """Print the figures."""
    measured = measure(data_folder())
    if measured is None:
        print("gva_story_clusters or newswcl50 is not there")
        return
    for name, value in measured.figures.items():
        print(f"{name:20} {value:.3f}")


if __name__ == "__main__":
    main()
