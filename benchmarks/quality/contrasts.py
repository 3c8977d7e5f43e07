"""Contrasts: minimal pairs that differ in what the speaker does, so that a word read for the meaning is found out.

contrasts/*.toml were written by seven who had seen neither the program, nor its word lists, nor one another's pairs.
Each text is read as `sayso extract` reads it. Of its statements the one whose content shares most letters with the
labelled content counts.

pairs.toml is for development: rules may be written from its errors, and --errors shows them. (Its even numbers were at
first kept for figures alone: of those .871 of the texts were read rightly when rules had been written from the odd
ones, of which .955 were.) test.toml is for figures alone: none of its errors was ever shown.

A *flip* is a text whose speaker stands for the content and is read as against it, or the other way round: the worst
error there is. `act_right` counts texts, `pairs_right` pairs of which both texts are right, of all labelled ones:
a statement that is not found is not right.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.quality.measurement import Measurement, data_folder, share
from sayso import examine
from sayso.records import Act, Findings, Statement

FOLDER = Path(__file__).resolve().parent / "contrasts"
PARTS, FILES = ("dev", "test"), ("pairs.toml", "test.toml")
FOR = frozenset({Act.ASSERT, Act.ACKNOWLEDGE, Act.ASSESS_LIKELY, Act.ASSESS_POSSIBLE, Act.PREDICT})
AGAINST = frozenset({Act.DENY, Act.DISPUTE})


@dataclass(frozen=True, slots=True)
class Case:
    """One text of a pair, with what it must be read as."""

    id: str
    part: str
    phenomenon: str
    text: str
    content: str
    acts: frozenset[Act]
    sign: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A case and the statement that was found for it, if any."""

    case: Case
    statement: Statement | None

    @property
    def is_right(self) -> bool:
        """Whether a statement was found and does what it should."""
        return self.statement is not None and self.statement.act in self.case.acts

    @property
    def is_flipped(self) -> bool:
        """Whether the speaker stands on the opposite side."""
        return self.statement is not None and {self.case.sign, sign_of(self.statement.act)} == {"+", "-"}


def sign_of(act: Act) -> str:
    """The side that an act takes on its content as printed: "+", "-" or "0"."""
    return "+" if act in FOR else "-" if act in AGAINST else "0"


def cases(*parts: str) -> Iterator[Case]:
    """The texts of all pairs of these parts."""
    for part, file in zip(PARTS, FILES, strict=True):
        for pair in tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))["pair"]:
            for side in ("a", "b") if part in parts else ():
                yield _case(pair, part, side)


def _case(pair: dict[str, Any], part: str, side: str) -> Case:
    own = pair[side]
    acts = frozenset(Act(act) for act in own["act"].split("|"))
    return Case(f"{pair['id']}{side}", part, pair["phenomenon"], own["text"], own["content"], acts, own["sign"])


def read(case: Case) -> Reading:
    """The statement about the labelled content."""
    findings: Findings = examine(case.text)
    text = findings.article.text
    start = text.find(case.content)
    end = start + len(case.content)

    def shared(statement: Statement) -> tuple[int, int]:
        letters = sum(max(0, min(piece.end, end) - max(piece.start, start)) for piece in statement.content)
        return letters, -sum(len(piece) for piece in statement.content)

    best = max(findings.statements, key=shared, default=None)
    return Reading(case, best if best is not None and start >= 0 and shared(best)[0] > 0 else None)


def measure(data: Path) -> Measurement:
    """Figures over all texts; needs no data but its own."""
    del data
    readings = [read(case) for case in cases(*PARTS)]
    figures: dict[str, float] = {}
    for part in PARTS:
        own = [one for one in readings if one.case.part == part]
        figures |= {
            f"{part}_act_right": share(one.is_right for one in own),
            f"{part}_found": share(one.statement is not None for one in own),
            f"{part}_pairs_right": share(first.is_right and second.is_right for first, second in pairs_of(own)),
            f"{part}_flips_max": float(sum(one.is_flipped for one in own)),
        }
    for phenomenon, own in by_phenomenon(one for one in readings if one.case.part != "test").items():
        figures[f"act_right_{phenomenon.replace(' ', '_')}"] = share(one.is_right for one in own)
    items = {one.case.id: one.is_right for one in readings}
    described = {one.case.id: one.case.text if one.case.part == "dev" else "not shown" for one in readings}
    return Measurement(figures, items, described)


def pairs_of(readings: list[Reading]) -> Iterable[tuple[Reading, Reading]]:
    """Readings two by two."""
    return zip(readings[::2], readings[1::2], strict=True)


def by_phenomenon(readings: Iterable[Reading]) -> dict[str, list[Reading]]:
    """Readings of each phenomenon, by its name."""
    result: dict[str, list[Reading]] = defaultdict(list)
    for one in readings:
        result[one.case.phenomenon].append(one)
    return dict(sorted(result.items()))


def main() -> None:
    """Print the figures, and errors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    options = parser.parse_args()
    for name, value in measure(data_folder()).figures.items():
        print(f"  {name:60} {value:.3f}")
    shown = cases("dev") if options.errors else ()
    wrong = [one for one in map(read, shown) if not one.is_right]
    for one in sorted(wrong, key=lambda one: not one.is_flipped)[: options.errors]:
        mark = "FLIP " if one.is_flipped else ""
        found = one.statement.act if one.statement else "not found"
        print(f"  {mark}{one.case.id}: {one.case.text}  [{'|'.join(sorted(one.case.acts))}] read as {found}")


if __name__ == "__main__":
    main()
