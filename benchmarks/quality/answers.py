"""The whole program's reading of some reports, held against what a careful reader found in them.

The answers are in the form of tests/demo_expected.toml: stories, reprints, claims, positions and traps. A position is
found when some statement holds the letters it stands in; it is gathered when it lies, with its stance, in the claim of
the program that holds most of the positions of its expected claim.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sayso.attribution import Tagger
from sayso.ingest import installed_scorer
from sayso.linking import link
from sayso.linking.pairs import PairScorer
from sayso.pipeline import examine_page
from sayso.reading import GuardedExtractor
from sayso.records import Claim, Findings, Links, Page, Position, Stance, Statement

SMALL_WORDS = {"the", "a", "of"}
OPPOSITE = {Stance.SUPPORTS: Stance.DENIES, Stance.DENIES: Stance.SUPPORTS}
ASPECTS = ("found", "speaker", "act", "stance", "gathered")


@dataclass(frozen=True)
class Reading:
    """Reports as the program reads them; `by_name` is keyed by what the answers call each of them."""

    by_name: dict[str, Findings]
    links: Links

    def statements_at(self, name: str, letters: str) -> list[Statement]:
        """The statements whose content, cue or source holds these letters, the closest fit first."""
        finding = self.by_name[name]
        text = finding.article.text
        start = " ".join(text.split()).find(letters)
        assert start >= 0, f"{name} does not hold {letters!r}"
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


@dataclass(frozen=True)
class Marks:
    """How one set of answers came out.

    Attributes:
        items: "position 3", "trap 1", "story NAME", "reprint REPORT", "origins CLAIM", "apart CLAIM" -> right or not.
        describe: the same keys -> what that item is, and what was wrong with it.
        aspects: how many positions were right in each of ASPECTS.
        flips: positions that stand in their claim with the opposite stance.
    """

    items: dict[str, bool]
    describe: dict[str, str]
    aspects: Counter[str]
    flips: int


def read_reports(pages: Iterable[object], tagger: Tagger | None) -> list[Findings]:
    """Read pages, without a tagger by rules alone; what is no page is left out, and its answers will miss it."""
    with GuardedExtractor() as html:
        return [examine_page(page, tagger=tagger, html=html) for page in pages if isinstance(page, Page)]


def scorer_beside(tagger: Tagger | None) -> PairScorer | None:
    """What claims are gathered by where articles are read by this tagger: with rules alone, by rules alone."""
    return None if tagger is None else installed_scorer()


def reading_by_origin(pages: Iterable[object], tagger: Tagger | None) -> Reading:
    """Reports linked together, called by their origins."""
    findings = read_reports(pages, tagger)
    return Reading({finding.article.origin: finding for finding in findings}, link(findings, scorer_beside(tagger)))


def reading_by_id(pages: Iterable[object], tagger: Tagger | None) -> Reading:
    """Reports linked together, called by their ids."""
    findings = read_reports(pages, tagger)
    return Reading({finding.article.id: finding for finding in findings}, link(findings, scorer_beside(tagger)))


def mark(reading: Reading, answers: dict[str, Any]) -> Marks:
    """Hold a reading against answers; claims are marked only where the answers count their origins."""
    gathering = main_claims(reading, answers["position"])
    items, describe, flips = {}, {}, 0
    aspects: Counter[str] = Counter()
    for number, expected in enumerate(answers["position"], 1):
        right, flipped = check(reading, expected, gathering)
        flips += flipped
        aspects.update(aspect for aspect in ASPECTS if right[aspect])
        key = f"position {number}"
        items[key] = all(right.values())
        wrong = [aspect for aspect in ASPECTS if not right[aspect]]
        describe[key] = f"{expected['speaker']} {expected['stance']}: {expected['at']}" + (
            f" (not {wrong})" if wrong else ""
        )
        if flipped:
            describe[key] += " (OPPOSITE)"
    for number, trap in enumerate(answers.get("trap", ()), 1):
        items[f"trap {number}"] = escapes(reading, trap, gathering)
        describe[f"trap {number}"] = f"{trap['speaker']}: {trap['at']}"
    items |= stories_and_reprints(reading, answers)
    for key, (right_claim, text) in claims(answers, gathering).items():
        items[key], describe[key] = right_claim, text
    return Marks(items, describe, aspects, flips)


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
    words = [{word.casefold().strip(",.’'s") for word in name.split()} - SMALL_WORDS for name in (expected, found)]
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


def escapes(reading: Reading, trap: dict[str, Any], gathering: dict[str, Claim]) -> bool:
    """Whether no statement at a trap stands in the trap's claim with a stance it never has."""
    stances = {
        position.stance
        for statement in reading.statements_at(trap["report"], trap["at"])
        for claim, position in reading.positions(statement)
        if claim == gathering.get(trap["claim"])
    }
    return not stances & {Stance(name) for name in trap["never"]}


def stories_and_reprints(reading: Reading, answers: dict[str, Any]) -> dict[str, bool]:
    """Whether each expected story is one story, and each expected reprint is found with its relation."""
    called = {finding.article.id: name for name, finding in reading.by_name.items()}
    found = {frozenset(called[article] for article in story.articles) for story in reading.links.stories}
    pairs = {(called[one.article], called[one.of], one.relation.value, one.how.value) for one in reading.links.reprints}
    return {f"story {one['name']}": frozenset(one["reports"]) in found for one in answers["story"]} | {
        f"reprint {one['report']}": (one["report"], one["of"], one["relation"], one["how"]) in pairs
        for one in answers["reprint"]
    }


def claims(answers: dict[str, Any], gathering: dict[str, Claim]) -> dict[str, tuple[bool, str]]:
    """Whether each claim rests on as many origins as expected, and shares its claim with no other expected one."""
    shared = Counter(claim.id for claim in gathering.values())
    out = {}
    for expected in answers["claim"]:
        if "origins" not in expected:
            continue
        found = gathering.get(expected["id"])
        counted = found.origins if found else 0
        out[f"origins {expected['id']}"] = (
            counted == expected["origins"],
            f"{expected['gloss']}: {counted} origins, not {expected['origins']}",
        )
        apart = found is not None and shared[found.id] == 1
        out[f"apart {expected['id']}"] = (apart, f"{expected['gloss']}: mixed with another claim, or not found")
    return out
