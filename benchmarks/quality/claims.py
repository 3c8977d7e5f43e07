"""Claims across articles: 12 stories whose disputes were labelled by hand, held against what the program gathers.

claims/gold.jsonl holds ids, offsets and labels, none of the articles' words (claims/README.md says how made). Each
article is read as a user's is, and the articles of a story are linked as one story.

    python -m benchmarks.quality.claims               figures of each half and each set
    python -m benchmarks.quality.claims --errors 40   and positions of the half dev that are wrong

Rules may be written from the half dev; of the half kept only figures are printed.

Figures are shares. A statement answers a gold position if their contents share half of the letters of the shorter. The
program's claims are put beside the gold ones, one to one, those first that share most positions.

positions_found     gold positions that some statement answers, in a claim or not
positions_placed    gold positions that a position of the program's answers, in whatever claim
gathered_recall     gold positions answered, with their stance, in the claim beside theirs
together_recall     the same, but none where that claim answers a single position of theirs: nothing gathered gives 0
gathered_precision  positions in claims beside gold ones that answer one of their positions, with its stance
stances_right       gold positions answered in the claim beside theirs that have their stance
flips_max           gold positions answered there on the opposite side: for what the label is against, or the other way
claims_found        gold claims beside a claim that answers at least two of their positions
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.quality.answers import scorer_beside
from benchmarks.quality.measurement import Measurement, data_folder
from sayso.attribution import Tagger
from sayso.ingest import installed_tagger
from sayso.linking import link_story, reprints_among
from sayso.linking.pairs import PairScorer
from sayso.pipeline import examine_page
from sayso.reading import GuardedExtractor
from sayso.records import Claim, Findings, Page, Position, Reprint, Stance, Statement, Story, StoryLinks

NAME = "claims"
GOLD = Path(__file__).resolve().parent / "claims" / "gold.jsonl"
DEV, KEPT = "dev", "kept"
SEEDS = "seeds"
MIN_SHARED = 0.5
# A claim is found when it answers this many positions: one alone gathers nothing.
MIN_GATHERED = 2
OPPOSITE = {Stance.SUPPORTS: Stance.DENIES, Stance.DENIES: Stance.SUPPORTS}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """A position of the program's on a claim, with the letters it stands in."""

    claim: str
    position: Position
    letters: frozenset[int]


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold position and what answers it.

    Attributes:
        claim: id of its gold claim.
        beside: id of the program's claim beside the gold one; None where there is none.
        answers: of the closest fit first.
    """

    id: str
    claim: str
    gold: Row
    text: str
    is_found: bool
    beside: str | None
    answers: tuple[Answer, ...]

    @property
    def inside(self) -> Answer | None:
        """The closest answer in the claim beside the gold one."""
        return next((answer for answer in self.answers if answer.claim == self.beside), None)

    @property
    def is_gathered(self) -> bool:
        """Whether the closest answer in the claim beside its own has its stance."""
        return self.inside is not None and self.inside.position.stance == self.gold["stance"]

    @property
    def is_flipped(self) -> bool:
        """Whether the closest answer in the claim beside its own takes the opposite side."""
        return self.inside is not None and self.inside.position.stance == OPPOSITE.get(Stance(self.gold["stance"]))


@dataclass(frozen=True, slots=True)
class Told:
    """A gold story and how it came out.

    Attributes:
        right: for each position in a claim beside a gold one, whether it answers one of its positions rightly.
        shared: gold claim -> how many of its positions the claim beside it answers.
    """

    gold: Row
    judged: tuple[Judged, ...]
    right: tuple[bool, ...]
    shared: Mapping[str, int]


@dataclass(slots=True)
class Count:
    """Right ones among all, of which a share is taken; nothing to count gives 0."""

    right: int = 0
    all: int = 0

    def add(self, answers: Sequence[bool]) -> None:
        """Count answers."""
        self.right += sum(answers)
        self.all += len(answers)

    @property
    def share(self) -> float:
        """Right ones among all."""
        return self.right / self.all if self.all else 0.0


def f1(precision: Count, recall: Count) -> float:
    """The harmonic mean of two shares; 0 where both are."""
    total = precision.share + recall.share
    return 2 * precision.share * recall.share / total if total else 0.0


@dataclass(slots=True)
class Sums:
    """Counts over several stories; each position weighs the same."""

    found: Count = field(default_factory=Count)
    placed: Count = field(default_factory=Count)
    recall: Count = field(default_factory=Count)
    together: Count = field(default_factory=Count)
    precision: Count = field(default_factory=Count)
    stances: Count = field(default_factory=Count)
    flips: Count = field(default_factory=Count)
    claims: Count = field(default_factory=Count)

    def add(self, told: Told) -> None:
        """Count one story."""
        inside = [one for one in told.judged if one.inside]
        self.found.add([one.is_found for one in told.judged])
        self.placed.add([bool(one.answers) for one in told.judged])
        self.recall.add([one.is_gathered for one in told.judged])
        self.together.add([one.is_gathered and told.shared[one.claim] >= MIN_GATHERED for one in told.judged])
        self.precision.add(told.right)
        self.stances.add([one.is_gathered for one in inside])
        self.flips.add([one.is_flipped for one in inside])
        self.claims.add([shared >= MIN_GATHERED for shared in told.shared.values()])

    def figures(self, prefix: str) -> dict[str, float]:
        """The shares by name."""
        return {
            f"{prefix}positions_found": self.found.share,
            f"{prefix}positions_placed": self.placed.share,
            f"{prefix}gathered_precision": self.precision.share,
            f"{prefix}gathered_recall": self.recall.share,
            f"{prefix}gathered_f1": f1(self.precision, self.recall),
            f"{prefix}together_recall": self.together.share,
            f"{prefix}stances_right": self.stances.share,
            f"{prefix}flips_max": self.flips.share,
            f"{prefix}claims_found": self.claims.share,
        }


def measure(data: Path, *, rules_alone: bool = False) -> Measurement | None:
    """Figures of all stories, of each half and of each set; None where one of the sets is not there."""
    gold = read_gold()
    if not all(source(data, name).exists() for name in {story["set"] for story in gold}):
        return None
    return measured(tell(gold, data, None if rules_alone else installed_tagger()))


def measured(stories: Sequence[Told]) -> Measurement:
    """The figures and items of stories."""
    sums = {"": Sums()} | {f"{half}_": Sums() for half in (DEV, KEPT)}
    for told in stories:
        for prefix in ("", f"{told.gold['half']}_", f"{told.gold['set']}_"):
            sums.setdefault(prefix, Sums()).add(told)
    figures = {name: value for prefix, sum_ in sums.items() for name, value in sum_.figures(prefix).items()}
    judged = [(one, told.gold["half"] == DEV) for told in stories for one in told.judged]
    return Measurement(
        figures,
        {one.id: one.is_gathered for one, _ in judged},
        {one.id: described_as(one) if is_shown else "kept, not shown" for one, is_shown in judged},
    )


def read_gold() -> list[Row]:
    """The labelled stories."""
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def source(data: Path, name: str) -> Path:
    """Where the articles of a set are."""
    return data / name if name == SEEDS else data / name / "train.jsonl.gz"


def tell(gold: Sequence[Row], data: Path, tagger: Tagger | None) -> list[Told]:
    """Each story with the answers of the program."""
    scorer = scorer_beside(tagger)
    return [judge(story, findings, scorer) for story, findings in read_stories(gold, data, tagger)]


def read_stories(gold: Sequence[Row], data: Path, tagger: Tagger | None) -> Iterator[tuple[Row, list[Findings]]]:
    """Each labelled story with what is found in its articles, in their order of publication."""
    pages = {name: pages_of(gold, data, name) for name in sorted({story["set"] for story in gold})}
    with GuardedExtractor() as html:
        for story in gold:
            findings = []
            for id in story["articles"]:
                page = pages[story["set"]][id]
                finding = examine_page(page, tagger=tagger, html=html)
                assert finding.article.text == page.content.decode(), f"{id}: not read letter for letter"
                findings.append(finding)
            yield story, sorted(findings, key=lambda one: (one.article.published_at or "", one.article.id))


def pages_of(gold: Sequence[Row], data: Path, name: str) -> dict[str, Page]:
    """The pages of a set that the labelled stories need, by their ids."""
    wanted = {id for story in gold if story["set"] == name for id in story["articles"]}
    return {str(row["doc_id"]): _page(row) for row in _rows(source(data, name)) if row["doc_id"] in wanted}


def _rows(path: Path) -> Iterator[Row]:
    if path.is_dir():
        for file in sorted(path.glob("*.txt")):
            yield {"doc_id": file.name, "text": file.read_bytes().decode()}
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _page(row: Row) -> Page:
    return Page(
        row["doc_id"],
        row["text"].encode(),
        "text/plain",
        charset="utf-8",
        id=row["doc_id"],
        url=row.get("url"),
        title=row.get("title"),
        outlet=row.get("outlet"),
        published_at=row.get("date"),
    )


def linked(
    gold: Row, findings: Sequence[Findings], scorer: PairScorer | None
) -> tuple[StoryLinks, tuple[Reprint, ...]]:
    """A labelled story as the program tells it, and the reprints among its articles."""
    articles = [finding.article for finding in findings]
    reprints = tuple(reprints_among(articles))
    story = Story(gold["story"], "", tuple(article.id for article in articles))
    return link_story(story, findings, reprints, scorer=scorer), reprints


def judge(gold: Row, findings: Sequence[Findings], scorer: PairScorer | None = None) -> Told:
    """Hold a labelled story against the claims that are linked from its articles."""
    claims = linked(gold, findings, scorer)[0].claims
    statements = {one.id: one for finding in findings for one in finding.statements}
    answers = [
        Answer(claim.id, position, letters_of(statements[position.statement]))
        for claim in claims
        for position in claim.positions
    ]
    fits = {
        position_id(claim, number): answering(answers, position)
        for claim in gold["claims"]
        for number, position in enumerate(claim["positions"], 1)
    }
    beside, shared = align(gold["claims"], claims, fits)
    texts = {finding.article.id: finding for finding in findings}
    judged = tuple(
        Judged(
            position_id(claim, number),
            claim["id"],
            position,
            texts[position["article"]].article.text,
            any(fit(letters_of(one), position) >= MIN_SHARED for one in texts[position["article"]].statements),
            beside.get(claim["id"]),
            fits[position_id(claim, number)],
        )
        for claim in gold["claims"]
        for number, position in enumerate(claim["positions"], 1)
    )
    right = [
        any(
            fits_position(answer, position) and answer.position.stance == position["stance"]
            for position in claim["positions"]
        )
        for claim in gold["claims"]
        for answer in answers
        if answer.claim == beside.get(claim["id"])
    ]
    return Told(gold, judged, tuple(right), {claim["id"]: shared.get(claim["id"], 0) for claim in gold["claims"]})


def position_id(claim: Row, number: int) -> str:
    """The id of the position of a claim with this number, from 1."""
    return f"{claim['id']}/{number}"


def letters_of(statement: Statement) -> frozenset[int]:
    """Where the content of a statement stands; of one that names none, its cue ("declined to comment")."""
    return frozenset(at for span in statement.content or statement.cue for at in range(span.start, span.end))


def fit(letters: frozenset[int], position: Row) -> float:
    """The letters that a content shares with that of a gold position, as a share of the shorter."""
    start, end = position["content"]
    return sum(start <= at < end for at in letters) / min(len(letters), end - start) if letters else 0.0


def fits_position(answer: Answer, position: Row) -> bool:
    """Whether a position of the program's answers a gold one."""
    return answer.position.article == position["article"] and fit(answer.letters, position) >= MIN_SHARED


def answering(answers: Sequence[Answer], position: Row) -> tuple[Answer, ...]:
    """The answers to a gold position: those first that share most of the letters of both."""
    start, end = position["content"]
    wanted = frozenset(range(start, end))
    fitting = [answer for answer in answers if fits_position(answer, position)]
    return tuple(sorted(fitting, key=lambda one: -len(wanted & one.letters) / len(wanted | one.letters)))


def align(
    gold: Sequence[Row], claims: Sequence[Claim], fits: Mapping[str, Sequence[Answer]]
) -> tuple[dict[str, str], dict[str, int]]:
    """Put claims beside gold ones, one to one, and say how many positions they share.

    Those that share most positions come first, then those that share most with their stance, as an alignment that makes
    the most of both would have it; other ties go to the gold claim labelled first, then to the claim whose gloss stands
    first. The program's own order ends with ids, by which chance would decide.
    """
    pairs = []
    for at, claim in enumerate(gold):
        answers = [(gold_one, fits[position_id(claim, n)]) for n, gold_one in enumerate(claim["positions"], 1)]
        for rank, found in enumerate(claims):
            shared = [
                any(one.position.stance == gold_one["stance"] for one in own)
                for gold_one, given in answers
                if (own := [one for one in given if one.claim == found.id])
            ]
            if shared:
                place = (found.gloss_statement, found.gloss_spans[0].start)
                pairs.append((-len(shared), -sum(shared), at, place, rank))
    beside: dict[str, str] = {}
    sharing: dict[str, int] = {}
    for shared, _, at, _, rank in sorted(pairs):
        if gold[at]["id"] not in beside and claims[rank].id not in beside.values():
            beside[gold[at]["id"]] = claims[rank].id
            sharing[gold[at]["id"]] = -shared
    return beside, sharing


def described_as(one: Judged) -> str:
    """A gold position and its answer in a line."""
    start, end = one.gold["content"]
    content = " ".join(one.text[start:end].split())[:90]
    if not one.is_found:
        read = "no statement"
    elif not one.answers:
        read = "in no claim"
    elif one.inside is None:
        read = "in another claim" if one.beside else "its claim is beside none"
    else:
        read = str(one.inside.position.stance)
    return f"{one.gold['stance']}: {content}; read: {read}"


def main() -> None:
    """Print the figures, and wrong positions of the half dev."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument("--rules-alone", action="store_true", help="do without the learned tagger")
    options = parser.parse_args()
    data = data_folder()
    measurement = measure(data, rules_alone=options.rules_alone)
    if measurement is None:
        print(f"a set of the labelled stories is not there in {data}")
        return
    for name, value in measurement.figures.items():
        print(f"  {name:44} {value:.3f}")
    gold = read_gold()
    for half in (DEV, KEPT):
        claims = [claim for story in gold if story["half"] == half for claim in story["claims"]]
        print(f"  {half}: {len(claims)} claims, {sum(len(claim['positions']) for claim in claims)} positions")
    shown = {claim["id"] for story in gold if story["half"] == DEV for claim in story["claims"]}
    wrong = [id for id, right in measurement.items.items() if not right and id.rsplit("/", 1)[0] in shown]
    for id in wrong[: options.errors]:
        print(f"  {id} {measurement.describe[id]}")


if __name__ == "__main__":
    main()
