"""Story clustering against gva_story_clusters and ecbplus: B-cubed and pairwise F1.

    python -m benchmarks.quality.stories [train]

B-cubed: Bagga & Baldwin 1998. ecbplus has no dates. Simple floors on dev, as the data's README has them (TF-IDF with
average linkage): gva .892, ecbplus .838.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.quality.measurement import Measurement, data_folder
from sayso.linking.stories import group_stories
from sayso.records import Article

NAME = "stories"
# Name of the figure, folder, field with the gold story.
SETS = (("gva", "gva_story_clusters", "cluster_id"), ("ecbplus", "ecbplus", "story"))


def measure(data: Path, part: str = "dev") -> Measurement | None:
    """Cluster each set and compare; None where the data is not there.

    Items are articles: right when their story holds exactly the articles it should.
    """
    figures: dict[str, float] = {}
    items: dict[str, bool] = {}
    describe: dict[str, str] = {}
    for name, folder, field in SETS:
        path = data / folder / f"{part}.jsonl.gz"
        if not path.exists():
            return None
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        gold = {row["doc_id"]: row[field] for row in rows}
        stories = group_stories(_article(row) for row in rows)
        found = {article: story.id for story in stories for article in story.articles}
        figures |= {f"{name}_{key}": value for key, value in bcubed(found, gold).items()}
        figures[f"{name}_pair_f1"] = pairwise_f1(found, gold)
        for row in rows:
            id = row["doc_id"]
            items[f"{name}:{id}"] = _members(found, id) == _members(gold, id)
            describe[f"{name}:{id}"] = (row.get("title") or row["text"])[:70].replace("\n", " ")
    return Measurement(figures, items, describe)


def bcubed(found: Mapping[str, str], gold: Mapping[str, str]) -> dict[str, float]:
    """B-cubed precision, recall and F1 of one clustering of the keys of `gold`."""
    both = Counter((found[id], gold[id]) for id in gold)
    found_sizes, gold_sizes = Counter(found[id] for id in gold), Counter(gold.values())
    precision = sum(n * n / found_sizes[f] for (f, _), n in both.items()) / len(gold)
    recall = sum(n * n / gold_sizes[g] for (_, g), n in both.items()) / len(gold)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall)}


def pairwise_f1(found: Mapping[str, str], gold: Mapping[str, str]) -> float:
    """F1 over the pairs of articles that are in one cluster."""
    both = _pairs(Counter((found[id], gold[id]) for id in gold).values())
    of_found, of_gold = _pairs(Counter(found[id] for id in gold).values()), _pairs(Counter(gold.values()).values())
    return 2 * both / (of_found + of_gold)


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def _members(clusters: Mapping[str, str], id: str) -> frozenset[str]:
    return frozenset(other for other, cluster in clusters.items() if cluster == clusters[id])


def _article(row: Mapping[str, str]) -> Article:
    return Article(
        row["doc_id"],
        row["doc_id"],
        "0" * 64,
        row["text"],
        title=row.get("title"),
        outlet=row.get("outlet"),
        published_at=row.get("date"),
    )


def main() -> None:
    """Print the figures."""
    measured = measure(data_folder(), *sys.argv[1:2])
    if measured is None:
        print("gva_story_clusters or ecbplus is not there")
        return
    for name, value in measured.figures.items():
        print(f"{name:20} {value:.3f}")


if __name__ == "__main__":
    main()
