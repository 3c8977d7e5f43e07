"""The whole program on the bundled demo reports, held against tests/demo_expected.toml.

    python -m benchmarks.quality.demo

The reports are our own and always there, so this one measures every room together on every machine. It is a check on
known texts, not a claim about unknown ones: those are measured by the benchmarks of the single rooms, and by
`disputes`.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from benchmarks.quality.answers import ASPECTS, mark, reading_by_origin
from benchmarks.quality.measurement import REPOSITORY, Measurement, data_folder
from sayso.ingest import installed_tagger
from sayso.origins import read_demo

NAME = "demo"
ANSWERS = REPOSITORY / "tests" / "demo_expected.toml"


def measure(data: Path) -> Measurement | None:
    """Figures over the positions, stories, reprints and traps of the answers; `data` is not needed."""
    answers = tomllib.loads(ANSWERS.read_text(encoding="utf-8"))
    marks = mark(reading_by_origin(read_demo(), installed_tagger()), answers)
    figures = {f"positions_{aspect}": marks.aspects[aspect] / len(answers["position"]) for aspect in ASPECTS}
    figures["flips_max"] = float(marks.flips)
    figures["items_right"] = sum(marks.items.values()) / len(marks.items)
    return Measurement(figures, marks.items, marks.describe)


def main() -> int:
    """Print the figures and each item that is wrong."""
    measurement = measure(data_folder())
    assert measurement is not None
    for name, value in measurement.figures.items():
        print(f"{name:<24} {value:.3f}")
    for item, right in measurement.items.items():
        if not right:
            print(f"wrong: {item}: {measurement.describe.get(item, '')}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
