"""Asking: the labelled claims across articles, each put to its story in other words (claims/questions.jsonl).

Stories are read and linked as in `claims`. Each question goes to its own story and, as a check, to the other stories of
the same set, which have nothing to say on it. It is put to a story directly, not looked up in a ledger first.

    python -m benchmarks.quality.asked               figures of each half
    python -m benchmarks.quality.asked --errors 40   and of the half dev: positions missed, answers wrong, answers
                                                     elsewhere, as many of each

Rules may be written from the half dev; of the half kept only figures are printed, nor are its questions to be read.

Figures are shares. A position of an answer fits a gold position if their contents share half of the letters of the
shorter; of several the closest counts.

answered                questions with an answer; one that is refused as no question has none
recall                  gold positions answered, with their stance
precision               positions of answers that fit a gold position of the claim asked about, with its stance
stances_right           gold positions answered that have their stance
flips_max               gold positions answered on the opposite side: for what the label is against, or the other way
answered_elsewhere_max  pairs of a question and another story of its set that give an answer
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.quality.answers import scorer_beside
from benchmarks.quality.claims import (
    DEV,
    KEPT,
    OPPOSITE,
    Answer,
    Count,
    Row,
    answering,
    f1,
    fits_position,
    letters_of,
    linked,
    position_id,
    read_gold,
    read_stories,
    source,
)
from benchmarks.quality.measurement import Measurement, data_folder
from sayso.attribution import Tagger
from sayso.errors import NoQuestion
from sayso.ingest import installed_tagger
from sayso.linking.asking import answer, read_question
from sayso.linking.pairs import PairScorer
from sayso.records import Claim, Entity, Findings, Reprint, Stance, Statement, Story

NAME = "asked"
QUESTIONS = Path(__file__).resolve().parent / "claims" / "questions.jsonl"
# Two stories of one subject, the nuclear agreement with Iran: each may well answer what is asked of the other.
ONE_SUBJECT = frozenset({"wcl-4", "wcl-9"})


@dataclass(frozen=True, slots=True)
class ToldStory:
    """A gold story as a ledger holds it, and the scorer by which it is asked."""

    gold: Row
    story: Story
    findings: tuple[Findings, ...]
    claims: tuple[Claim, ...]
    reprints: tuple[Reprint, ...]
    statements: Mapping[str, Statement]
    texts: Mapping[str, str]
    scorer: PairScorer | None


@dataclass(frozen=True, slots=True)
class Held:
    """A gold position and the closest answer to it, if there is one."""

    id: str
    gold: Row
    text: str
    answer: Answer | None

    @property
    def is_right(self) -> bool:
        """Whether it is answered, with its stance."""
        return self.answer is not None and self.answer.position.stance == self.gold["stance"]

    @property
    def is_flipped(self) -> bool:
        """Whether it is answered on the opposite side."""
        return self.answer is not None and self.answer.position.stance == OPPOSITE.get(Stance(self.gold["stance"]))


@dataclass(frozen=True, slots=True)
class Replied:
    """A question and what came back.

    Attributes:
        answers: each with the text of its article and whether it is right.
        elsewhere: other story of the set -> the gloss of what it answers; None where it rightly has no answer.
    """

    half: str
    claim: str
    asked: str
    held: tuple[Held, ...]
    answers: tuple[tuple[Answer, str, bool], ...]
    elsewhere: Mapping[str, str | None]


@dataclass(slots=True)
class Sums:
    """Counts over several questions; in all but `answered` each position or pair weighs the same."""

    answered: Count = field(default_factory=Count)
    recall: Count = field(default_factory=Count)
    precision: Count = field(default_factory=Count)
    stances: Count = field(default_factory=Count)
    flips: Count = field(default_factory=Count)
    elsewhere: Count = field(default_factory=Count)

    def add(self, replied: Replied) -> None:
        """Count one question."""
        found = [one for one in replied.held if one.answer]
        self.answered.add([bool(replied.answers)])
        self.recall.add([one.is_right for one in replied.held])
        self.precision.add([is_right for _, _, is_right in replied.answers])
        self.stances.add([one.is_right for one in found])
        self.flips.add([one.is_flipped for one in found])
        self.elsewhere.add([gloss is not None for gloss in replied.elsewhere.values()])

    def figures(self, prefix: str) -> dict[str, float]:
        """The shares by name."""
        return {
            f"{prefix}answered": self.answered.share,
            f"{prefix}recall": self.recall.share,
            f"{prefix}precision": self.precision.share,
            f"{prefix}f1": f1(self.precision, self.recall),
            f"{prefix}stances_right": self.stances.share,
            f"{prefix}flips_max": self.flips.share,
            f"{prefix}answered_elsewhere_max": self.elsewhere.share,
        }


def measure(data: Path, *, rules_alone: bool = False) -> Measurement | None:
    """Figures of all questions and of each half; None where one of the sets is not there."""
    replied = replies(data, None if rules_alone else installed_tagger())
    return measured(replied) if replied else None


def measured(replied: Sequence[Replied]) -> Measurement:
    """The figures and items of questions."""
    sums = {"": Sums()} | {f"{half}_": Sums() for half in (DEV, KEPT)}
    for one in replied:
        sums[""].add(one)
        sums[f"{one.half}_"].add(one)
    held = [(position, one) for one in replied for position in one.held]
    return Measurement(
        {name: value for prefix, sum_ in sums.items() for name, value in sum_.figures(prefix).items()},
        {position.id: position.is_right for position, _ in held},
        {position.id: missed(position) if one.half == DEV else "kept, not shown" for position, one in held},
    )


def replies(data: Path, tagger: Tagger | None) -> list[Replied]:
    """What comes back to each question; none where one of the sets is not there."""
    gold = read_gold()
    if not all(source(data, name).exists() for name in {story["set"] for story in gold}):
        return []
    asked = read_questions()
    scorer = scorer_beside(tagger)
    told = [tell(story, findings, scorer) for story, findings in read_stories(gold, data, tagger)]
    return [put(asked[claim["id"]], claim, own, told) for own in told for claim in own.gold["claims"]]


def read_questions() -> dict[str, str]:
    """Gold claim -> its question."""
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    return {row["claim"]: row["asked"] for row in rows}


def tell(gold: Row, findings: Sequence[Findings], scorer: PairScorer | None = None) -> ToldStory:
    """Link a story; its speakers get the ids of their entities, as they have in a ledger."""
    links, reprints = linked(gold, findings, scorer)
    known = tuple(identified(finding, links.entities) for finding in findings)
    return ToldStory(
        gold,
        links.story,
        known,
        links.claims,
        reprints,
        {statement.id: statement for finding in known for statement in finding.statements},
        {finding.article.id: finding.article.text for finding in known},
        scorer,
    )


def identified(finding: Findings, entities: Sequence[Entity]) -> Findings:
    """Findings whose speakers have the ids of their entities."""
    ids = {member: entity.id for entity in entities for member in entity.members}
    statements = tuple(
        replace(one, speaker=replace(one.speaker, id=ids.get(one.speaker.id, one.speaker.id))) if one.speaker else one
        for one in finding.statements
    )
    return replace(finding, statements=statements)


def put(asked: str, claim: Row, own: ToldStory, told: Sequence[ToldStory]) -> Replied:
    """Put a question to its own story and to the others of the set."""
    found = answer_of(asked, own)
    positions = found.positions if found else ()
    answers = [Answer(claim["id"], one, letters_of(own.statements[one.statement])) for one in positions]
    closest = [next(iter(answering(answers, position)), None) for position in claim["positions"]]
    others = {other.story.id: answer_of(asked, other) for other in told if is_elsewhere(other, own)}
    return Replied(
        own.gold["half"],
        claim["id"],
        asked,
        tuple(
            Held(position_id(claim, number), position, own.texts[position["article"]], one)
            for number, (position, one) in enumerate(zip(claim["positions"], closest, strict=True), 1)
        ),
        tuple((one, own.texts[one.position.article], is_gold(one, claim)) for one in answers),
        {id: other.gloss if other else None for id, other in others.items()},
    )


def answer_of(asked: str, told: ToldStory) -> Claim | None:
    """What a story says on a question; nothing on one that is refused."""
    try:
        question = read_question(asked)
    except NoQuestion:
        return None
    return answer(question, told.story, told.findings, told.claims, told.reprints, told.scorer)


def is_elsewhere(other: ToldStory, own: ToldStory) -> bool:
    """Whether another story of the set has nothing to say on what is asked of a story."""
    return (
        other.gold["set"] == own.gold["set"]
        and other.story.id != own.story.id
        and not {other.story.id, own.story.id} <= ONE_SUBJECT
    )


def is_gold(one: Answer, claim: Row) -> bool:
    """Whether a position of an answer fits a gold position of the claim, with its stance."""
    return any(
        fits_position(one, position) and one.position.stance == position["stance"] for position in claim["positions"]
    )


def missed(one: Held) -> str:
    """A gold position and what was answered to it, in a line."""
    start, end = one.gold["content"]
    read = str(one.answer.position.stance) if one.answer else "not answered"
    return f"{one.gold['stance']}: {shortened(one.text[start:end])}; read: {read}"


def shortened(text: str) -> str:
    return " ".join(text.split())[:90]


def errors(replied: Sequence[Replied], stories: Sequence[Row]) -> Iterator[list[str]]:
    """Of the half dev: positions missed, answers wrong, and answers of other stories of that half."""
    shown = [one for one in replied if one.half == DEV]
    own = {story["story"] for story in stories if story["half"] == DEV}
    yield [f"missed {held.id} ({one.asked}) {missed(held)}" for one in shown for held in one.held if not held.is_right]
    yield [
        f"wrong {one.claim} ({one.asked}) {answer.position.stance}: "
        f"{shortened(text[min(answer.letters, default=0) : max(answer.letters, default=-1) + 1])}"
        for one in shown
        for answer, text, is_right in one.answers
        if not is_right
    ]
    yield [
        f"elsewhere {one.claim} ({one.asked}) in {story}: {shortened(gloss)}"
        for one in shown
        for story, gloss in one.elsewhere.items()
        if gloss is not None and story in own
    ]


def main() -> None:
    """Print the figures, and errors of the half dev."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="of each sort")
    parser.add_argument("--rules-alone", action="store_true", help="do without the learned tagger")
    options = parser.parse_args()
    data = data_folder()
    replied = replies(data, None if options.rules_alone else installed_tagger())
    if not replied:
        print(f"a set of the labelled stories is not there in {data}")
        return
    for name, value in measured(replied).figures.items():
        print(f"  {name:44} {value:.3f}")
    for half in (DEV, KEPT):
        asked = [one for one in replied if one.half == half]
        n_answers, n_pairs = sum(len(one.answers) for one in asked), sum(len(one.elsewhere) for one in asked)
        print(f"  {half}: {len(asked)} questions, {n_answers} positions in answers, {n_pairs} pairs with other stories")
    for lines in errors(replied, read_gold()):
        for line in lines[: options.errors]:
            print(f"  {line}")


if __name__ == "__main__":
    main()
