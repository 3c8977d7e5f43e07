"""Stances towards claims: statements of 144 stories, sorted into claims, held against how the program reads them.

claims/stances.jsonl holds ids, offsets and labels of stories of gva_story_clusters, PolNeAR (train) and ecbplus;
nothing is trained on them. Here the labels put the claims together, so that what gathering gets wrong is not counted:
of each claim the labelled gloss stands for it, where its speaker plainly says it, and every other statement takes its
stance towards it.

    python -m benchmarks.quality.positions               figures of each half, and the stances read for each label
    python -m benchmarks.quality.positions --errors 40   and denials of the half dev that were read on the other side

Rules may be written from the half dev; of the half kept only figures are printed. Figures are shares.

right               positions that have the stance of their label
flips_max           positions for or against that are read as the other
denials_found       positions against that are read as such
denials_meant       positions read as against that are labelled so
supports_found, supports_meant, open_found, open_meant
                    the same of support, and of what takes no side (noncommittal, conditional, questions)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from training.meanings.claims import Story, labelled, texts_of

from benchmarks.quality.answers import OPPOSITE, scorer_beside
from benchmarks.quality.measurement import Measurement, print_figures, share
from sayso.attribution import Tagger
from sayso.ingest import installed_tagger
from sayso.linking.pairs import PairScorer
from sayso.linking.propositions import Proposition, propositions_of
from sayso.linking.stances import stance_of, supported
from sayso.pipeline import examine_page
from sayso.reading import GuardedExtractor
from sayso.records import NEGATIVE, SAYING, Findings, Page, Stance, Statement

LABELS = Path(__file__).resolve().parent / "claims" / "stances.jsonl"
DEV, KEPT = "dev", "kept"
# Share of the letters of both from which a statement is the labelled one.
SAME_LETTERS = 0.8
OPEN = frozenset({Stance.NONCOMMITTAL, Stance.CONDITIONAL, Stance.QUESTIONS})
SIDES: dict[str, frozenset[Stance]] = {
    "denials": frozenset({Stance.DENIES}),
    "supports": frozenset({Stance.SUPPORTS}),
    "open": OPEN,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled position and how it is read; `claimed` and `said` are printed words."""

    id: str
    half: str
    label: Stance
    read: Stance
    claimed: str
    said: str

    @property
    def is_flipped(self) -> bool:
        """Whether it is read as the opposite side."""
        return self.read is OPPOSITE.get(self.label)


def measure(data: Path) -> Measurement | None:
    """Figures of all positions and of each half; None where a set is not there."""
    told = tell(data)
    return None if told is None else measurement_of(told)


def tell(data: Path) -> list[Judged] | None:
    """Every position that can be judged; None where a set is not there."""
    stories = labelled(LABELS)
    if not all((data / story["set"]).is_dir() for story in stories):
        return None
    return judged(stories, data, installed_tagger())


def measurement_of(told: Sequence[Judged]) -> Measurement:
    """The figures and items of judged positions."""
    figures = _figures("", told)
    for half in (DEV, KEPT):
        figures |= _figures(f"{half}_", [one for one in told if one.half == half])
    return Measurement(
        figures,
        {one.id: one.read is one.label for one in told},
        {one.id: _described(one) if one.half == DEV else "kept, not shown" for one in told},
    )


def _figures(prefix: str, told: Sequence[Judged]) -> dict[str, float]:
    found = {"right": share(one.read is one.label for one in told), "flips_max": share(one.is_flipped for one in told)}
    for name, side in SIDES.items():
        found[f"{name}_found"] = share(one.read in side for one in told if one.label in side)
        found[f"{name}_meant"] = share(one.label in side for one in told if one.read in side)
    return {f"{prefix}{name}": value for name, value in found.items()}


def judged(stories: Sequence[Story], data: Path, tagger: Tagger | None) -> list[Judged]:
    """Every position that can be judged: of a statement that is found, on a claim whose gloss stands for it."""
    texts, scorer = texts_of(data, stories), scorer_beside(tagger)
    result: list[Judged] = []
    with GuardedExtractor() as html:
        for story in stories:
            findings = {id: examine_page(_page(id, texts[id]), tagger=tagger, html=html) for id in story["articles"]}
            assert all(finding.article.text == texts[id] for id, finding in findings.items()), story["story"]
            result += _judged_story(story, findings, scorer)
    return result


def _page(id: str, text: str) -> Page:
    return Page(id, text.encode(), "text/plain", charset="utf-8", id=id)


def _judged_story(story: Story, findings: dict[str, Findings], scorer: PairScorer | None) -> Iterator[Judged]:
    half = (DEV, KEPT)[crc32(story["story"].encode()) % 2]
    articles = {id: finding.article for id, finding in findings.items()}
    for number, claim in enumerate(story["claims"], 1):
        gloss = _propositions(story, claim["gloss"], findings)
        if claim["positions"][str(claim["gloss"])] != Stance.SUPPORTS or not _stands_for_claim(gloss):
            continue
        others = {at: _propositions(story, int(at), findings) for at in claim["positions"] if int(at) != claim["gloss"]}
        rest = {at: _closest(found, gloss[0]) for at, found in others.items() if found}
        stances = {at: stance_of(proposition, gloss[0]) for at, proposition in rest.items()}
        mentioning = [at for at, stance in stances.items() if stance is Stance.MENTIONS]
        if scorer is not None:
            raised = supported([rest[at] for at in mentioning], gloss[0], articles, scorer)
            stances |= {mentioning[place]: Stance.SUPPORTS for place in raised}
        for at, stance in stances.items():
            label, said = Stance(claim["positions"][at]), " ".join(rest[at].words)
            id = f"{story['story']}/{number}/{at}"
            yield Judged(id, half, label, stance, " ".join(gloss[0].words), said)


def _propositions(story: Story, at: int, findings: dict[str, Findings]) -> tuple[Proposition, ...]:
    """Those of the statement that is the labelled one; none where the program finds another or none."""
    place, start, end, *_ = story["statements"][at]
    finding = findings[story["articles"][place]]
    wanted = frozenset(range(start, end))
    best = max(finding.statements, key=lambda one: _likeness(one, wanted), default=None)
    if best is None or _likeness(best, wanted) < SAME_LETTERS:
        return ()
    return tuple(proposition for proposition in propositions_of(finding.article, best) if proposition.words)


def _likeness(statement: Statement, wanted: frozenset[int]) -> float:
    """The letters that a content shares with those wanted, as a share of both."""
    letters = frozenset(at for span in statement.content for at in range(span.start, span.end))
    return len(wanted & letters) / len(wanted | letters)


def _stands_for_claim(gloss: Sequence[Proposition]) -> bool:
    """Whether a statement is one sentence that its speaker says is so, so that its words say what the claim is."""
    if len(gloss) != 1:
        return False
    (only,) = gloss
    is_said = only.statement.act in SAYING and (only.statement.factuality not in NEGATIVE or only.is_negated)
    return is_said and only.statement.factuality is not None and not (only.is_bare or only.is_fragment)


def _closest(propositions: Sequence[Proposition], gloss: Proposition) -> Proposition:
    """Of the sentences of a statement that which shares most words with a claim."""
    claimed = {word.lower() for word in gloss.words}
    return max(propositions, key=lambda one: len(claimed & {word.lower() for word in one.words}))


def _described(one: Judged) -> str:
    return f"{one.label}, read {one.read}: {one.claimed[:90]} | {one.said[:120]}"


def main() -> None:
    """Print the figures, which stances were read for which labels, and flips of the half dev."""
    told: list[Judged] = []

    def measured(data: Path) -> Measurement | None:
        told.extend(tell(data) or ())
        return measurement_of(told) if told else None

    n_errors = print_figures(measured, __doc__, "a set of the labelled stories")
    for half in (DEV, KEPT):
        of_half = [one for one in told if one.half == half]
        print(f"  {half}: {len(of_half)} positions")
        for label in Stance:
            read = Counter(one.read.value for one in of_half if one.label is label)
            print(f"    {label.value:14} read as {', '.join(f'{name} {n}' for name, n in read.most_common())}")
    for one in [one for one in told if one.half == DEV and one.is_flipped][:n_errors]:
        print(f"  {one.id} {_described(one)}")


if __name__ == "__main__":
    main()
