"""Count in how many articles each stem occurs, for src/sayso/data/word_counts.tsv.

    python -m benchmarks.word_counts > src/sayso/data/word_counts.tsv

Only the training parts of the labelled sets are counted. The table holds stems and numbers, no text.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.quality.measurement import data_folder
from sayso.linking.terms import terms

# File, and the fields of a line that hold its text.
SETS = (
    ("polnear/train.jsonl", ("text",)),
    ("gva_story_clusters/train.jsonl.gz", ("title", "text")),
    ("ecbplus/train.jsonl.gz", ("text",)),
    ("fnc1/bodies.jsonl.gz", ("text",)),
    ("html_aeb/train.jsonl", ("article_body",)),
    ("meantime_wikinews/train.jsonl", ("text",)),
    ("newswcl50/train.jsonl.gz", ("text",)),
)
# Articles: a rarer stem is as good as unseen, and most of them are names and slips.
LEAST_COUNT = 4


def main() -> None:
    """Print the table."""
    counts: Counter[str] = Counter()
    total = 0
    for text in texts_of(data_folder(), SETS):
        total += 1
        counts.update({term.stem for term in terms(text)})
    kept = sorted((word, count) for word, count in counts.items() if count >= LEAST_COUNT)
    names = ", ".join(path.split("/")[0] for path, _ in SETS)
    print(
        f"# Stem and number of articles that have it, of those under *; stems in fewer than {LEAST_COUNT} are left out."
    )
    print(f"# Counted by benchmarks/word_counts.py on the training parts of {names}.")
    print(f"*\t{total}")
    sys.stdout.writelines(f"{word}\t{count}\n" for word, count in kept)


def texts_of(folder: Path, sets: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    """The text of every article of some sets."""
    for path, fields in sets:
        opener = gzip.open if path.endswith(".gz") else open
        with opener(folder / path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield "\n".join(row[field] or "" for field in fields)


if __name__ == "__main__":
    main()
