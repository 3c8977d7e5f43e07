"""The whole program on planted disputes, held against the answers beside them (disputes/README.md says how made).

    python -m benchmarks.quality.disputes                     figures of both parts, and what is wrong in dev
    python -m benchmarks.quality.disputes --rules-alone       the same without the learned tagger
    python -m benchmarks.quality.disputes --show-test-items   also what is wrong in test: then it is spent

The disputes of a part are read and linked together, so that they must also be told from one another.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from pathlib import Path

from benchmarks.quality.answers import ASPECTS, Marks, Reading, mark, reading_by_id
from benchmarks.quality.measurement import Measurement, data_folder
from sayso.attribution import Tagger
from sayso.ingest import installed_tagger
from sayso.origins import read_origins

NAME = "disputes"
FOLDER = Path(__file__).resolve().parent / "disputes"
DEV, TEST = "dev", "test"
# First word of an item's key -> the figure it counts towards.
KINDS = {
    "trap": "traps_escaped",
    "story": "stories_right",
    "reprint": "reprints_right",
    "origins": "origins_right",
    "apart": "claims_apart",
}
HIDDEN = "an item of test, not shown"


def measure(data: Path, *, rules_alone: bool = False, show_test_items: bool = False) -> Measurement | None:
    """Figures of both parts; `data` is not needed. What the items of test are is said only when asked for."""
    tagger = None if rules_alone else installed_tagger()
    figures: dict[str, float] = {}
    items: dict[str, bool] = {}
    describe: dict[str, str] = {}
    for part in (DEV, TEST):
        marked = mark_part(part, tagger)
        figures |= {f"{part}_{figure}": value for figure, value in summed(list(marked.values())).items()}
        shown = part == DEV or show_test_items
        for name, marks in marked.items():
            items |= {f"{part}/{name} {key}": right for key, right in marks.items.items()}
            describe |= {
                f"{part}/{name} {key}": marks.describe.get(key, "") if shown else HIDDEN for key in marks.items
            }
    return Measurement(figures, items, describe)


def mark_part(part: str, tagger: Tagger | None) -> dict[str, Marks]:
    """The marks of each dispute of a part, by its name."""
    reading = read_part(part, tagger)
    return {
        path.stem: mark(reading, tomllib.loads(path.read_text(encoding="utf-8")))
        for path in sorted((FOLDER / part).glob("*.toml"))
    }


def read_part(part: str, tagger: Tagger | None) -> Reading:
    """The reports of all disputes of a part, linked together."""
    return reading_by_id(read_origins([str(path) for path in sorted((FOLDER / part).glob("*.jsonl"))]), tagger)


def summed(marked: list[Marks]) -> dict[str, float]:
    """Shares over all items of several disputes; every position weighs the same, whichever dispute it is of."""
    items: dict[str, list[bool]] = {}
    for marks in marked:
        for key, right in marks.items.items():
            items.setdefault(key.split(" ", 1)[0], []).append(right)
    aspects = sum((marks.aspects for marks in marked), Counter[str]())
    figures = {f"positions_{aspect}": aspects[aspect] / len(items["position"]) for aspect in ASPECTS}
    figures["flips_max"] = float(sum(marks.flips for marks in marked))
    figures |= {figure: sum(items[kind]) / len(items[kind]) for kind, figure in KINDS.items() if kind in items}
    return figures


def main(arguments: list[str] | None = None) -> int:
    """Print the figures, and each item that is wrong where items are shown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show-test-items", action="store_true", help="print what is wrong in test, too")
    parser.add_argument("--rules-alone", action="store_true", help="do without the learned tagger")
    options = parser.parse_args(arguments)
    measurement = measure(data_folder(), rules_alone=options.rules_alone, show_test_items=options.show_test_items)
    assert measurement is not None
    for name, value in measurement.figures.items():
        print(f"{name:<28} {value:.3f}")
    for item, right in measurement.items.items():
        if not right and measurement.describe[item] != HIDDEN:
            print(f"wrong: {item}: {measurement.describe[item]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
