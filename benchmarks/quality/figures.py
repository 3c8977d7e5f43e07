"""Figures: how two figures of reports of one happening stand to each other; 218 pairs labelled by hand.

figures/pairs.jsonl holds the pairs (figures/README.md says how labelled). Those of real reports are ids and offsets
only; those of our own hold a sentence of ours on each side.

    python -m benchmarks.quality.figures               figures
    python -m benchmarks.quality.figures --errors      and what is wrong in the dev half

The half marked "kept" is for figures: its errors are never printed. Both were labelled, and the rules written, by one
hand, so the kept half tells how rules made from the errors of dev carry over, not how they would fare on labels of
others. A *false conflict across scope* is a pair of figures of unlike things that the program says conflict.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.quality.measurement import Measurement, data_folder, share
from sayso.linking.figure_relations import FigureRelation, compare_figures
from sayso.linking.measures import Measure, find_measures
from sayso.spans import Span

NAME = "figures"
PAIRS = Path(__file__).resolve().parent / "figures" / "pairs.jsonl"
HALVES = ("dev", "kept")
# Set -> the file of its articles; the seeds are a folder of texts.
FILES = {
    "newswcl50": "newswcl50/train.jsonl.gz",
    "gva_story_clusters": "gva_story_clusters/train.jsonl.gz",
    "ecbplus": "ecbplus/train.jsonl.gz",
}
Side = Mapping[str, Any]
Texts = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold pair and what the program says of it; None where it does not see one of the figures."""

    id: str
    half: str
    label: FigureRelation
    found: FigureRelation | None
    printed: str

    @property
    def is_right(self) -> bool:
        """Whether the program says what the label says."""
        return self.found is self.label


def measure(data: Path) -> Measurement | None:
    """Figures by half and label; None where a set is not there."""
    if not all((data / file).exists() for file in (*FILES.values(), "seeds")):
        return None
    judged = list(judge(data))
    figures = figures_of(judged, "")
    for half in HALVES:
        figures |= figures_of([one for one in judged if one.half == half], f"{half}_")
    items = {one.id: one.is_right for one in judged}
    return Measurement(figures, items, {one.id: described(one) for one in judged})


def judge(data: Path) -> Iterator[Judged]:
    """Every gold pair with the program's answer."""
    pairs = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    texts = texts_of(data, pairs)
    for pair in pairs:
        sides = [(text_of(pair[side], texts), pair[side]) for side in ("one", "two")]
        one, two = (measure_at(text, side) for text, side in sides)
        found = compare_figures(one, two) if one and two else None
        printed = " || ".join(marked(text, side) for text, side in sides)
        yield Judged(pair["id"], pair["half"], FigureRelation(pair["label"]), found, printed)


def texts_of(data: Path, pairs: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], str]:
    """The texts of the articles that some pairs are out of."""
    wanted = {(side["set"], side["article"]) for pair in pairs for side in (pair["one"], pair["two"]) if "set" in side}
    texts = {("seeds", path.stem): path.read_text(encoding="utf-8") for path in (data / "seeds").glob("*.txt")}
    for name, file in FILES.items():
        with gzip.open(data / file, "rt", encoding="utf-8") as lines:
            rows = (json.loads(line) for line in lines)
            texts |= {(name, row["doc_id"]): row["text"] for row in rows if (name, row["doc_id"]) in wanted}
    return texts


def text_of(side: Side, texts: Texts) -> str:
    """The text that one side of a pair is a span of."""
    return str(side["text"]) if "text" in side else texts[side["set"], side["article"]]


def measure_at(text: str, side: Side) -> Measure | None:
    """The figure that the program sees where a label stands: the one that shares most with it."""
    span = Span(*side["span"])
    seen = [found for found in find_measures(text, (Span(*side["content"]),)) if found.span.overlaps(span)]
    return max(seen, key=lambda found: min(found.span.end, span.end) - max(found.span.start, span.start), default=None)


def figures_of(judged: Sequence[Judged], part: str) -> dict[str, float]:
    """The main figures of some pairs."""
    figures = {f"{part}right": share(one.is_right for one in judged)}
    for label in FigureRelation:
        figures[f"{part}right_{label}"] = share(one.is_right for one in judged if one.label is label)
    conflicts = [one for one in judged if one.found is FigureRelation.DIFFERS]
    apart = [one for one in judged if one.label is FigureRelation.OTHER_SCOPE]
    figures[f"{part}conflict_precision"] = share(one.is_right for one in conflicts)
    figures[f"{part}false_conflicts_across_scope_max"] = share(one.found is FigureRelation.DIFFERS for one in apart)
    figures[f"{part}unseen_max"] = share(one.found is None for one in judged)
    return figures


def marked(text: str, side: Side) -> str:
    """One side of a pair in a line, its figure between marks."""
    (start, end), (first, last) = side["span"], side["content"]
    first, last = max(first, start - 90), min(last, end + 70)
    return " ".join(f"{text[first:start]}«{text[start:end]}»{text[end:last]}".split())


def described(one: Judged) -> str:
    """A pair and its answer in a line; of the kept half nothing."""
    if one.half == "kept":
        return "kept, not shown"
    return f"{one.label}, found {one.found}: {one.printed}"


def main() -> None:
    """Print the figures, and wrong answers of the dev half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    measurement = measure(data_folder())
    if measurement is None:
        print(f"{', '.join((*FILES, 'seeds'))}: not all are there")
        return
    for name, value in measurement.figures.items():
        print(f"  {name:44} {value:.3f}")
    wrong = [id for id, is_right in measurement.items.items() if not is_right]
    for id in wrong if options.errors else ():
        if measurement.describe[id] != "kept, not shown":
            print(f"  {id} {measurement.describe[id]}")


if __name__ == "__main__":
    main()
