"""Asking a whole ledger: claims of 100 news stories in other words, put to a ledger of 144 (claims/asked_news.jsonl).

The articles of all stories of claims/stances.jsonl are read into one ledger as `sayso read` does, and each question is
put to it as `sayso ask` does: it has to find the story first. Two of three questions are claims that the labels say
are made there; the rest, one a story, is on the same matter, and nobody there affirms or denies it.

    python -m benchmarks.quality.asked_news               figures of each half
    python -m benchmarks.quality.asked_news --errors 40   and, of the half dev, positions on the opposite side, wrong
                                                          answers and questions answered that nobody answers

Rules may be written from the half dev; of the half kept only figures are printed, nor are its questions to be read.

Figures are shares. A position of an answer fits a gold position if their contents share half of the letters of the
shorter; of several the closest counts. Only a claim's own labelled positions count as right, so that what is said on a
claim like it, or in another story, is wrong.

answered                 questions with an answer
story_first              answered questions whose first answer is of the story that it was written for
recall                   gold positions answered, with their stance
precision                positions of answers that fit a gold position of the claim asked about, with its stance
stances_right            gold positions answered that have their stance
flips_max                gold positions answered on the opposite side
answered_in_vain_max     questions that nobody answers to which somebody is said to say yes or no
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

from training.meanings.claims import Story, labelled, texts_of

from benchmarks.quality.answers import scorer_beside
from benchmarks.quality.asked import shortened
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
)
from benchmarks.quality.measurement import Measurement, print_figures
from benchmarks.quality.positions import LABELS
from sayso.attribution import Tagger
from sayso.errors import NoQuestion
from sayso.ingest import installed_tagger
from sayso.ingest.storing import read_into
from sayso.ledger import Ledger
from sayso.linking.pairs import PairScorer
from sayso.records import Answer as Told
from sayso.records import Page, Stance

QUESTIONS = LABELS.with_name("asked_news.jsonl")
SIDES = frozenset({Stance.SUPPORTS, Stance.DENIES})


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what the labels say on it.

    Attributes:
        id: story and claim; unlike for any two questions.
        positions: gold positions; None if nobody answers it.
        articles: ids, of the story that it was written for.
    """

    id: str
    half: str
    asked: str
    positions: tuple[Row, ...] | None
    articles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Replied:
    """A question and what came back.

    Attributes:
        closest: for each gold position the answer closest to it, if there is one.
        answers: each with its words, and whether it is right.
        is_story_first: None without an answer.
    """

    question: Question
    closest: tuple[tuple[Row, Answer | None], ...]
    answers: tuple[tuple[Answer, str, bool], ...]
    is_story_first: bool | None


@dataclass(slots=True)
class Sums:
    """Counts over several questions."""

    answered: Count = field(default_factory=Count)
    first: Count = field(default_factory=Count)
    recall: Count = field(default_factory=Count)
    precision: Count = field(default_factory=Count)
    stances: Count = field(default_factory=Count)
    flips: Count = field(default_factory=Count)
    in_vain: Count = field(default_factory=Count)

    def add(self, replied: Replied) -> None:
        """Count one question."""
        if replied.question.positions is None:
            self.in_vain.add([any(answer.position.stance in SIDES for answer, _, _ in replied.answers)])
            return
        self.answered.add([bool(replied.answers)])
        self.first.add([] if replied.is_story_first is None else [replied.is_story_first])
        self.recall.add([is_right(gold, answer) for gold, answer in replied.closest])
        self.precision.add([right for _, _, right in replied.answers])
        self.stances.add([is_right(gold, answer) for gold, answer in replied.closest if answer])
        self.flips.add([is_flipped(gold, answer) for gold, answer in replied.closest if answer])

    def figures(self, prefix: str) -> dict[str, float]:
        """The shares by name."""
        return {
            f"{prefix}answered": self.answered.share,
            f"{prefix}story_first": self.first.share,
            f"{prefix}recall": self.recall.share,
            f"{prefix}precision": self.precision.share,
            f"{prefix}f1": f1(self.precision, self.recall),
            f"{prefix}stances_right": self.stances.share,
            f"{prefix}flips_max": self.flips.share,
            f"{prefix}answered_in_vain_max": self.in_vain.share,
        }


def measure(data: Path) -> Measurement | None:
    """Figures of all questions and of each half; None where one of the sets is not there."""
    replied = replies(data)
    return None if replied is None else measured(replied)


def measured(replied: Sequence[Replied]) -> Measurement:
    """The figures and items of questions."""
    sums = {"": Sums()} | {f"{half}_": Sums() for half in (DEV, KEPT)}
    for one in replied:
        sums[""].add(one)
        sums[f"{one.question.half}_"].add(one)
    items = {
        f"{one.question.id}/{number}": (is_right(gold, answer), described(one.question, gold, answer))
        for one in replied
        for number, (gold, answer) in enumerate(one.closest, 1)
    }
    return Measurement(
        {name: value for prefix, sum_ in sums.items() for name, value in sum_.figures(prefix).items()},
        {id: right for id, (right, _) in items.items()},
        {id: told for id, (_, told) in items.items()},
    )


def is_right(gold: Row, answer: Answer | None) -> bool:
    """Whether a gold position is answered, with its stance."""
    return answer is not None and answer.position.stance == gold["stance"]


def is_flipped(gold: Row, answer: Answer) -> bool:
    """Whether a gold position is answered on the opposite side."""
    return answer.position.stance == OPPOSITE.get(Stance(gold["stance"]))


def described(question: Question, gold: Row, answer: Answer | None) -> str:
    """A gold position of the half dev and what was answered to it, in a line."""
    if question.half != DEV:
        return "kept, not shown"
    read = str(answer.position.stance) if answer else "not answered"
    return f"{question.asked} {gold['stance']}: {shortened(gold['text'])}; read: {read}"


def replies(data: Path) -> list[Replied] | None:
    """What comes back to each question; None where one of the sets is not there."""
    stories = labelled(LABELS)
    if not all((data / story["set"]).is_dir() for story in stories):
        return None
    texts, tagger = texts_of(data, stories), installed_tagger()
    scorer = scorer_beside(tagger)
    with told_ledger(texts, tagger) as ledger:
        return [put(question, ledger, scorer) for question in questions(stories, texts)]


def told_ledger(texts: Mapping[str, str], tagger: Tagger | None) -> Ledger:
    """A ledger of these articles, in memory."""
    ledger = Ledger.open(":memory:")
    pages = [Page(id, text.encode(), "text/plain", charset="utf-8", id=id) for id, text in texts.items()]
    read_into(ledger, pages, workers=0, tagger=tagger)
    return ledger


def questions(stories: Sequence[Story], texts: Mapping[str, str]) -> list[Question]:
    """The questions with what the labels say on them."""
    by_name = {(story["set"], story["story"]): story for story in stories}
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    return [_question(row, by_name[row["set"], row["story"]], texts) for row in rows]


def _question(row: Row, story: Story, texts: Mapping[str, str]) -> Question:
    half = (DEV, KEPT)[crc32(story["story"].encode()) % 2]
    claim, articles = row["claim"], frozenset(story["articles"])
    positions = None if claim is None else tuple(_gold(story, story["claims"][claim - 1], texts))
    return Question(f"{story['story']}/{claim or 'nobody'}", half, row["asked"], positions, articles)


def _gold(story: Story, claim: Mapping[str, Any], texts: Mapping[str, str]) -> list[Row]:
    found = []
    for at, stance in claim["positions"].items():
        place, start, end, *_ = story["statements"][int(at)]
        article = story["articles"][place]
        found.append({"article": article, "content": [start, end], "stance": stance, "text": texts[article][start:end]})
    return found


def put(question: Question, ledger: Ledger, scorer: PairScorer | None) -> Replied:
    """Put a question to the ledger."""
    try:
        told = ledger.ask(question.asked, scorer=scorer)
    except NoQuestion:
        told = ()
    answers = [answer for each in told for answer in _answers(each)]
    words = {each.view.story.id: {article.id: article.text for article in each.view.articles} for each in told}
    texts = {id: text for articles in words.values() for id, text in articles.items()}
    gold = question.positions or ()
    return Replied(
        question,
        tuple((one, next(iter(answering(answers, one)), None)) for one in gold),
        tuple(
            (
                one,
                texts[one.position.article][min(one.letters) : max(one.letters) + 1],
                any(fits_position(one, position) and is_right(position, one) for position in gold),
            )
            for one in answers
        ),
        any(article.id in question.articles for article in told[0].view.articles) if told else None,
    )


def _answers(told: Told) -> list[Answer]:
    statements = {statement.id: statement for statement in told.view.statements}
    return [Answer(told.claim.id, one, letters_of(statements[one.statement])) for one in told.claim.positions]


def main() -> None:
    """Print the figures, and errors of the half dev."""
    replied: list[Replied] = []

    def measured_once(data: Path) -> Measurement | None:
        replied.extend(replies(data) or ())
        return measured(replied) if replied else None

    n_errors = print_figures(measured_once, __doc__, "a set of the labelled stories") or 0
    for half in (DEV, KEPT):
        of_half = [one for one in replied if one.question.half == half]
        n_claims = sum(one.question.positions is not None for one in of_half)
        n_answers = sum(len(one.answers) for one in of_half)
        print(f"  {half}: {n_claims} claims, {len(of_half) - n_claims} that nobody answers, {n_answers} answers")
    shown = [one for one in replied if one.question.half == DEV]
    flips = [(one, gold, answer) for one in shown for gold, answer in one.closest if answer]
    for one, gold, answer in [found for found in flips if is_flipped(*found[1:])][:n_errors]:
        print(f"  opposite {described(one.question, gold, answer)}")
    wrong = [(one.question, answer, words) for one in shown for answer, words, right in one.answers if not right]
    for question, answer, words in wrong[:n_errors]:
        kind = "in vain" if question.positions is None else "wrong"
        print(f"  {kind} {question.asked} {answer.position.stance}: {shortened(words)}")


if __name__ == "__main__":
    main()
