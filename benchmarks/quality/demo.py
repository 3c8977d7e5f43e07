"""How much of what a careful reader finds in the bundled demo reports the whole program finds.

Every answer of tests/demo_expected.toml is looked for: a statement on its letters, by its speaker, with its act and
its stance; then whether the answers of one claim stand together in one claim. The reports are ours and few, so this
is a check of the whole chain, not a measure of quality on the world.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.quality.measurement import REPOSITORY, Measurement
from sayso.linking import link
from sayso.origins import read_demo
from sayso.pipeline import examine_page
from sayso.reading import GuardedExtractor
from sayso.records import Findings, Links, Page, Statement

NAME = "demo"

ANSWERS = REPOSITORY / "tests" / "demo_expected.toml"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one expected position.

    Attributes:
        positions: claim id and stance of every position that rests on a right statement.
    """

    has_statement: bool
    has_speaker: bool
    has_act: bool
    positions: frozenset[tuple[str, str]]


def measure(data: Path) -> Measurement | None:
    """Run the demo reports through the whole chain and compare; `data` is not needed."""
    answers = tomllib.loads(ANSWERS.read_text(encoding="utf-8"))
    with GuardedExtractor() as html:
        pages = [outcome for outcome in read_demo() if isinstance(outcome, Page)]
        findings = {page.origin: examine_page(page, tagger=None, html=html) for page in pages}
    links = link(list(findings.values()))
    found = [_find(answer, findings, links) for answer in answers["position"]]
    traps = [_find(trap, findings, links) for trap in answers["trap"]]
    counterparts = _counterparts(answers["position"], found)
    joined = [
        (counterparts.get(answer["claim"], ""), answer["stance"]) in one.positions
        for answer, one in zip(answers["position"], found, strict=True)
    ]
    avoided = [
        not any(stance in trap["never"] for _, stance in one.positions)
        for trap, one in zip(answers["trap"], traps, strict=True)
    ]
    figures = {
        "statements": _share(one.has_statement for one in found),
        "speakers": _share(one.has_speaker for one in found),
        "acts": _share(one.has_act for one in found),
        "stances": _share(
            answer["stance"] in {stance for _, stance in one.positions}
            for answer, one in zip(answers["position"], found, strict=True)
        ),
        "together": _share(joined),
        "traps_avoided": _share(avoided),
        "reprints": _share(_has_reprint(reprint, findings, links) for reprint in answers["reprint"]),
        "stories": _share(_has_story(story, findings, links) for story in answers["story"]),
    }
    items, describe = {}, {}
    for answer, is_right in [
        *zip(answers["position"], joined, strict=True),
        *zip(answers["trap"], avoided, strict=True),
    ]:
        key = f"{answer['report']}: {answer['at']}"
        items[key] = is_right
        describe[key] = f"{answer['speaker']} {answer.get('stance', 'not ' + '/'.join(answer.get('never', ())))}"
    return Measurement(figures, items, describe)


def _find(answer: dict[str, Any], findings: dict[str, Findings], links: Links) -> Found:
    article, statements = findings[answer["report"]].article, findings[answer["report"]].statements
    start = article.text.find(answer["at"])
    end = start + len(answer["at"])
    touching = [
        statement
        for statement in statements
        if any(span.start < end and start < span.end for span in (*statement.content, *statement.cue))
    ]
    spoken = [statement for statement in touching if _is_by(answer["speaker"], statement)]
    ids = {statement.id for statement in spoken}
    return Found(
        has_statement=bool(touching),
        has_speaker=bool(spoken),
        has_act=any(statement.act.value == answer.get("act") for statement in spoken),
        positions=frozenset(
            (claim.id, position.stance.value)
            for claim in links.claims
            for position in claim.positions
            if position.statement in ids
        ),
    )


def _is_by(expected: str, statement: Statement) -> bool:
    """Whether the last word of the expected name, a family name or the head of a role, stands in the speaker's."""
    speaker = statement.speaker
    if speaker is None:
        return False
    named = " ".join(filter(None, (speaker.name, speaker.role, speaker.institution))).lower()
    return expected.lower().split()[-1] in named


def _counterparts(answers: list[dict[str, Any]], found: list[Found]) -> dict[str, str]:
    """For each expected claim the found one that holds most of its answers with their stances."""
    votes: dict[str, Counter[str]] = {}
    for answer, one in zip(answers, found, strict=True):
        right = sorted(claim for claim, stance in one.positions if stance == answer["stance"])
        votes.setdefault(answer["claim"], Counter()).update(right)
    return {claim: max(sorted(count), key=count.__getitem__) for claim, count in votes.items() if count}


def _has_reprint(expected: dict[str, Any], findings: dict[str, Findings], links: Links) -> bool:
    article = findings[expected["report"]].article
    of = findings[expected["of"]].article.id
    return article.agency == expected["agency"] and any(
        (reprint.article, reprint.of, reprint.relation.value, reprint.how.value)
        == (article.id, of, expected["relation"], expected["how"])
        for reprint in links.reprints
    )


def _has_story(expected: dict[str, Any], findings: dict[str, Findings], links: Links) -> bool:
    ids = {findings[report].article.id for report in expected["reports"]}
    return any(set(story.articles) == ids for story in links.stories)


def _share(answers: Any) -> float:
    known = list(answers)
    return sum(known) / len(known)


def main() -> None:
    measurement = measure(REPOSITORY)
    if measurement is None:
        return
    for name, figure in measurement.figures.items():
        print(f"{name:14} {figure:.3f}")
    for key, is_right in measurement.items.items():
        if not is_right:
            print(f"missed: {key} ({measurement.describe[key]})")


if __name__ == "__main__":
    main()
