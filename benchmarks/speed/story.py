"""What it costs to tell one story of many articles: who speaks in it, its claims with their origins, its quotations.

    python -m benchmarks.speed.story [--sizes N [N ...]]

The articles are real reports (gva_story_clusters, train, all about shootings), read by the installed tagger or by
rules where there is none, and taken for one story, which is harder than a real one: much is alike in them and little
is the same. CPU seconds of `link_story`, which is what a read costs again when one article joins such a story:

    claims_of_N_cpu_s_max   all of it, of N articles
    growth_max              of the largest over that of the smallest, over the ratio of their statements
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.quality.measurement import data_folder
from benchmarks.speed.floors import report
from sayso import examine
from sayso.ingest import installed_scorer
from sayso.linking import link_story, reprints_among
from sayso.linking.pairs import PairScorer
from sayso.records import Findings, Story

DATA = "gva_story_clusters/train.jsonl.gz"
SEED = 20_261_122
SIZES = (200, 600)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="articles of the story")
    parser.add_argument("--rules-alone", action="store_true", help="read without the learned tagger")
    given = parser.parse_args(arguments)
    path = data_folder() / DATA
    if not path.exists():
        print(f"story: {DATA} is not there")
        return 0
    findings = read(path, max(given.sizes), rules_alone=given.rules_alone)
    scorer = None if given.rules_alone else installed_scorer()
    costs = [(size, n_statements(findings[:size]), told(findings[:size], scorer)) for size in sorted(given.sizes)]
    figures: dict[str, float] = {}
    for size, statements, seconds in costs:
        figures |= {f"statements_of_{size}": statements, f"claims_of_{size}_cpu_s_max": seconds}
    (_, few, first), (_, many, last) = costs[0], costs[-1]
    return report("story", figures | {"growth_max": last / first / (many / few)})


def read(path: Path, n_articles: int, *, rules_alone: bool) -> list[Findings]:
    """Some reports, the same at every run, with what is said in them."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    chosen = random.Random(SEED).sample(rows, n_articles)
    return [_known_as(examine(row["text"], rules_alone=rules_alone), row["doc_id"]) for row in chosen]


def _known_as(findings: Findings, id: str) -> Findings:
    """The findings of an article under another id, in the ids of its statements and speakers too."""
    old = findings.article.id
    statements = tuple(
        replace(
            statement,
            id=statement.id.replace(old, id),
            via=tuple(outer.replace(old, id) for outer in statement.via),
            speaker=statement.speaker and replace(statement.speaker, id=statement.speaker.id.replace(old, id)),
        )
        for statement in findings.statements
    )
    return replace(findings, article=replace(findings.article, id=id), statements=statements)


def n_statements(findings: Sequence[Findings]) -> int:
    return sum(len(finding.statements) for finding in findings)


def told(findings: Sequence[Findings], scorer: PairScorer | None) -> float:
    """CPU seconds of telling one story; its reprints are found as its articles come, and are not counted."""
    articles = [finding.article for finding in findings]
    story = Story("story", "", tuple(article.id for article in articles))
    reprints = reprints_among(articles)
    began = time.process_time()
    link_story(story, findings, reprints, scorer=scorer)
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
