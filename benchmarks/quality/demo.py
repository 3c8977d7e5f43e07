"""The whole program on the bundled demo reports, held against tests/demo_expected.toml.

    python -m benchmarks.quality.demo

The reports are our own and always there, so this one measures every room together on every machine. It is a check on
known texts, not a claim about unknown ones: those are measured by the benchmarks of the single rooms.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.quality.measurement import REPOSITORY, Measurement, data_folder
from sayso.linking import link
from sayso.origins import read_demo
from sayso.pipeline import examine_page
from sayso.reading import GuardedExtractor
from sayso.records import Claim, Findings, Links, Page, Position, Stance, Statement

NAME = "demo"
ANSWERS = REPOSITORY / "tests" / "demo_expected.toml"
OPPOSITE = {Stance.SUPPORTS: Stance.DENIES, Stance.DENIES: Stance.SUPPORTS}
SMALL_WORDS = {"the", "a", "of"}
ASPECTS = ("found", "speaker", "act", "stance", "gathered")


@dataclass(frozen=True)
class Reading:
    """The demo reports as the program reads them."""

    by_origin: dict[str, Findings]
    links: Links

    def statements_at(self, origin: str, letters: str) -> list[Statement]:
        """The statements whose content, cue or source holds these letters, the closest fit first."""
        finding = self.by_origin[origin]
        text = finding.article.text
        start = " ".join(text.split()).find(letters)
        assert start >= 0, f"{origin} does not hold {letters!r}"
        held = []
        for statement in finding.statements:
            pieces = [*statement.source, *statement.cue, *statement.content]
            first, last = min(piece.start for piece in pieces), max(piece.end for piece in pieces)
            around = " ".join(text[first:last].split())
            printed = [" ".join(piece.surface(text).split()) for piece in pieces]
            if letters in around or any(piece in letters for piece in printed if len(piece) > len(letters) // 2):
                held.append((not any(letters in piece for piece in printed), last - first, statement))
        return [statement for *_, statement in sorted(held, key=lambda entry: entry[:2])]

    def positions(self, statement: Statement) -> list[tuple[Claim, Position]]:
        """The positions that rest on a statement, with their claims."""
        return [
            (claim, position)
            for claim in self.links.claims
            for position in claim.positions
            if position.statement == statement.id
        ]


def read_demo_reports() -> Reading:
    """Read the bundled reports with rules alone and link them."""
    with GuardedExtractor() as html:
        findings = [examine_page(page, tagger=None, html=html) for page in read_demo() if isinstance(page, Page)]
    return Reading({finding.article.origin: finding for finding in findings}, link(findings))


def check(reading: Reading, expected: dict[str, Any], gathering: dict[str, Claim]) -> tuple[dict[str, bool], bool]:
    """Which aspects of one expected position are right, and whether its stance came out as the opposite."""
    candidates = reading.statements_at(expected["report"], expected["at"])
    right = dict.fromkeys(ASPECTS, False)
    flipped = False
    if candidates:
        statement = next((one for one in candidates if one.act == expected["act"]), candidates[0])
        right["found"] = True
        right["act"] = statement.act == expected["act"]
        right["speaker"] = statement.speaker is not None and same_name(expected["speaker"], statement.speaker.name)
        held = [pair for one in candidates for pair in reading.positions(one)]
        right["stance"] = any(position.stance == expected["stance"] for _, position in held)
        wanted = gathering.get(expected["claim"])
        inside = [position for claim, position in held if claim == wanted]
        right["gathered"] = any(position.stance == expected["stance"] for position in inside)
        flipped = any(position.stance == OPPOSITE.get(Stance(expected["stance"])) for position in inside)
    return right, flipped


def same_name(expected: str, found: str) -> bool:
    """Whether two names share their telling words: each word of the shorter stands in the longer."""
    words = [
        {word.casefold().strip(",.’'s") for word in name.split()} - {"the", "a", "of"} for name in (expected, found)
    ]
    return min(words, key=len) <= max(words, key=len)


def main_claims(reading: Reading, expected: list[dict[str, Any]]) -> dict[str, Claim]:
    """For each expected claim the claim of the program that holds most of its positions."""
    votes: dict[str, Counter[str]] = {}
    for position in expected:
        for statement in reading.statements_at(position["report"], position["at"]):
            for claim, _ in reading.positions(statement):
                votes.setdefault(position["claim"], Counter())[claim.id] += 1
    by_id = {claim.id: claim for claim in reading.links.claims}
    return {name: by_id[count.most_common(1)[0][0]] for name, count in votes.items()}


def measure(data: Path) -> Measurement | None:
    """Figures over the positions, stories, reprints and traps of the answers; `data` is not needed."""
    answers = tomllib.loads(ANSWERS.read_text(encoding="utf-8"))
    reading = read_demo_reports()
    gathering = main_claims(reading, answers["position"])
    items, describe, flips = {}, {}, 0
    totals: Counter[str] = Counter()
    for number, expected in enumerate(answers["position"], 1):
        right, flipped = check(reading, expected, gathering)
        flips += flipped
        totals.update(aspect for aspect in ASPECTS if right[aspect])
        key = f"position {number}"
        items[key] = all(right.values())
        wrong = [aspect for aspect in ASPECTS if not right[aspect]]
        describe[key] = f"{expected['speaker']} {expected['stance']}: {expected['at']}" + (
            f" (not {wrong})" if wrong else ""
        )
    for number, trap in enumerate(answers["trap"], 1):
        stances = {
            position.stance
            for statement in reading.statements_at(trap["report"], trap["at"])
            for claim, position in reading.positions(statement)
            if claim == gathering.get(trap["claim"])
        }
        items[f"trap {number}"] = not stances & {Stance(name) for name in trap["never"]}
        describe[f"trap {number}"] = f"{trap['speaker']}: {trap['at']}"
    items |= stories_and_reprints(reading, answers)
    figures = {f"positions_{aspect}": totals[aspect] / len(answers["position"]) for aspect in ASPECTS}
    figures["flips_max"] = float(flips)
    figures["items_right"] = sum(items.values()) / len(items)
    return Measurement(figures, items, describe)


def stories_and_reprints(reading: Reading, answers: dict[str, Any]) -> dict[str, bool]:
    """Whether each expected story is one story, and each expected reprint is found with its relation."""
    origin = {finding.article.id: name for name, finding in reading.by_origin.items()}
    found = {frozenset(origin[article] for article in story.articles) for story in reading.links.stories}
    pairs = {(origin[one.article], origin[one.of], one.relation.value, one.how.value) for one in reading.links.reprints}
    return {f"story {one['name']}": frozenset(one["reports"]) in found for one in answers["story"]} | {
        f"reprint {one['report']}": (one["report"], one["of"], one["relation"], one["how"]) in pairs
        for one in answers["reprint"]
    }


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
