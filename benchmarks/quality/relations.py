"""Relations: how the claims of a story stand to one another, held against 632 labelled pairs of claims.

relations/pairs.jsonl holds ids, offsets and labels (relations/README.md says how labelled), of stories of
training/meanings/claims.jsonl and of single articles of PolNeAR (train). Each story is read and gathered as a ledger
would, and the claims that stand on the letters of a pair are asked how they stand to one another.

    python -m benchmarks.quality.relations               figures of each half
    python -m benchmarks.quality.relations --errors 40   and what is told wrongly or not at all in the half dev
    python -m benchmarks.quality.relations --untold      and how often what is told of no claim would be right

Rules may be written from the half dev; of the half kept only figures are printed. Figures are shares.

told_meant              relations told of labelled pairs that are labelled so
narrower_meant, _found  those told that are labelled so, and those labelled so that are told, pairs left out that were
                        drawn because rules told them; broader is narrower the other way round
responds_to_...         the same
told_unlabelled_max     relations told of other pairs of these stories: how many, not a share
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from training.meanings.claims import Story as Labelled
from training.meanings.claims import labelled, texts_of

from benchmarks.quality.answers import scorer_beside
from benchmarks.quality.measurement import Measurement, data_folder, print_figures, share
from sayso.attribution import Tagger
from sayso.ingest import installed_tagger
from sayso.linking import link_story, reprints_among
from sayso.linking.figure_relations import FigureRelation, compare_figures
from sayso.linking.measures import find_measures
from sayso.linking.pairs import PairScorer
from sayso.pipeline import examine_page
from sayso.reading import GuardedExtractor
from sayso.records import Claim, ClaimRelation, Findings, Page, Story
from sayso.spans import Span

PAIRS = Path(__file__).resolve().parent / "relations" / "pairs.jsonl"
DEV, KEPT = "dev", "kept"
CLASSES = (ClaimRelation.NARROWER, ClaimRelation.RESPONDS_TO)
# Share of the letters of a label from which a claim stands on them.
HELD = 0.8
Pair = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled pair, and how the program says that the first stands to the second; "" where it says nothing."""

    id: str
    half: str
    label: str
    told: str
    printed: str
    is_drawn_by_rules: bool

    @property
    def is_right(self) -> bool:
        """Whether it says what the label says, or nothing where there is nothing that could be told."""
        return self.told == self.label or (not self.told and self.label in ("unrelated", "same_as"))


def measure(data: Path) -> Measurement | None:
    """Figures of all pairs and of each half; None where a set is not there."""
    pairs = read_pairs()
    if not all((data / pair["set"]).is_dir() for pair in pairs):
        return None
    judged: list[Judged] = []
    n_others = 0
    for gold, findings, claims in read_stories(pairs, data, installed_tagger()):
        judged += judge(gold, findings, claims)
        n_others += n_told(claims) - sum(one.told in CLASSES for one in judged[-len(gold) :])
    figures = figures_of("", judged)
    for half in (DEV, KEPT):
        figures |= figures_of(f"{half}_", [one for one in judged if one.half == half])
    return Measurement(
        figures | {"told_unlabelled_max": float(max(n_others, 0))},
        {one.id: one.is_right for one in judged},
        {one.id: described(one) for one in judged},
    )


def read_pairs() -> list[Pair]:
    """The labelled pairs."""
    return [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]


def half_of(pair: Pair) -> str:
    """The half of a pair's story, by its id."""
    return (DEV, KEPT)[crc32(pair["story"].encode()) % 2]


def read_stories(
    pairs: Sequence[Pair], data: Path, tagger: Tagger | None
) -> Iterator[tuple[list[Pair], list[Findings], tuple[Claim, ...]]]:
    """The pairs of each story, with what is found in its articles and the claims gathered from that."""
    stories = stories_of(pairs)
    texts, scorer = texts_of(data, stories), scorer_beside(tagger)
    with GuardedExtractor() as html:
        for story in stories:
            findings = [examine_page(_page(id, texts[id]), tagger=tagger, html=html) for id in story["articles"]]
            assert all(finding.article.text == texts[finding.article.id] for finding in findings), story["story"]
            yield (
                [pair for pair in pairs if pair["story"] == story["story"]],
                findings,
                gathered(story, findings, scorer),
            )


def stories_of(pairs: Sequence[Pair]) -> list[Labelled]:
    """The stories that pairs are of: those of training/meanings, and articles of which each stands alone."""
    wanted = {pair["story"]: pair["set"] for pair in pairs}
    sorted_ones = [story for story in labelled() if story["story"] in wanted]
    alone = wanted.keys() - {story["story"] for story in sorted_ones}
    return sorted_ones + [{"set": wanted[id], "story": id, "articles": [id]} for id in sorted(alone)]


def gathered(story: Labelled, findings: Sequence[Findings], scorer: PairScorer | None) -> tuple[Claim, ...]:
    """The claims of a story as a ledger has them."""
    reprints = reprints_among([finding.article for finding in findings])
    told = Story(story["story"], "", tuple(finding.article.id for finding in findings))
    return link_story(told, findings, reprints, scorer=scorer).claims


def _page(id: str, text: str) -> Page:
    return Page(id, text.encode(), "text/plain", charset="utf-8", id=id)


def judge(pairs: Iterable[Pair], findings: Sequence[Findings], claims: Sequence[Claim]) -> Iterator[Judged]:
    """Each pair of a story, with what the program says of it."""
    texts = {finding.article.id: finding.article.text for finding in findings}
    contents = {statement.id: statement.content for finding in findings for statement in finding.statements}
    for pair in pairs:
        one, two = (claim_at(pair[side], claims, contents) for side in ("one", "two"))
        printed = " || ".join(words_of(pair[side], texts) for side in ("one", "two"))
        yield Judged(pair["id"], half_of(pair), pair["label"], told(one, two), printed, pair["drawn"] == "told")


def claim_at(side: Pair, claims: Sequence[Claim], contents: dict[str, tuple[Span, ...]]) -> Claim | None:
    """The claim that stands on the letters of one side; None where none does."""
    wanted = Span(*side["span"])
    ranked = [
        (likeness(wanted, spans), claim.gloss_spans == spans, claim)
        for claim in claims
        for statement, spans in (
            (claim.gloss_statement, claim.gloss_spans),
            *((position.statement, contents[position.statement]) for position in claim.positions),
        )
        if statement.rpartition(".")[0] == side["article"] and held(wanted, spans) >= HELD
    ]
    best = max(ranked, key=lambda entry: entry[:2], default=None)
    return best[2] if best else None


def held(wanted: Span, spans: Sequence[Span]) -> float:
    """Share of the letters of a label that lie between the first and the last of some spans; 0 of none."""
    return shared(wanted, spans) / len(wanted) if spans else 0.0


def likeness(wanted: Span, spans: Sequence[Span]) -> float:
    """Share of the letters of both that both have, from the first to the last."""
    return shared(wanted, spans) / (max(wanted.end, spans[-1].end) - min(wanted.start, spans[0].start))


def shared(wanted: Span, spans: Sequence[Span]) -> int:
    """How many letters both have, from the first to the last."""
    return max(min(wanted.end, spans[-1].end) - max(wanted.start, spans[0].start), 0)


def told(one: Claim | None, two: Claim | None) -> str:
    """What the program says of two claims, from the side of the first."""
    if one is None or two is None:
        return ""
    if one.id == two.id:
        return "same_as"
    for related in one.related:
        if related.claim == two.id:
            return related.relation.value
    return "answered" if any(related.claim == one.id for related in two.related) else ""


def n_told(claims: Iterable[Claim]) -> int:
    """How many relations are told in a story, each once."""
    return sum(related.relation in CLASSES for claim in claims for related in claim.related)


def figures_of(prefix: str, judged: Sequence[Judged]) -> dict[str, float]:
    """The figures of some pairs."""
    said = [one for one in judged if one.told not in ("", "same_as")]
    figures = {"told_meant": share(one.is_right for one in said)}
    for relation in CLASSES:
        figures[f"{relation}_meant"] = share(one.is_right for one in said if one.told == relation)
        figures[f"{relation}_found"] = share(
            one.is_right for one in judged if one.label == relation and not one.is_drawn_by_rules
        )
    return {f"{prefix}{name}": value for name, value in figures.items()}


def words_of(side: Pair, texts: dict[str, str]) -> str:
    """The letters of one side, in a line."""
    return " ".join(Span(*side["span"]).surface(texts[side["article"]]).split())[:160]


def described(one: Judged) -> str:
    """A pair and its answer in a line; of the kept half nothing."""
    return f"{one.label}, told {one.told or 'nothing'}: {one.printed}" if one.half == DEV else "kept, not shown"


# ------------------------------------------------------------------------------------------- what is not told, and why


def print_untold(data: Path) -> None:
    """How often it would be right to tell what the pair scorer and the figures of two claims say."""
    pairs = read_pairs()
    texts = texts_of(data, stories_of(pairs))
    scorer = scorer_beside(installed_tagger())
    assert scorer is not None
    worded = [(words_of(pair["one"], texts), words_of(pair["two"], texts)) for pair in pairs]
    relations = scorer.relations(worded)
    against = [min(there.denies, back.denies) for there, back in _both_ways(scorer, worded)]
    for least in (0.5, 0.7, 0.9):
        by_pair = [chances.contradicts >= least for chances in relations]
        by_both = [is_told and denied >= least for is_told, denied in zip(by_pair, against, strict=True)]
        _print_untold(f"contradicts: scorer, {least}", pairs, by_pair, "contradicts")
        _print_untold(f"contradicts: scorer and stances both ways, {least}", pairs, by_both, "contradicts")
        _print_untold(
            f"narrower, either way: scorer, {least}",
            pairs,
            [chances.narrower_or_broader >= least for chances in relations],
            "narrower",
        )
    differing = [_differ(pair, texts) for pair in pairs]
    _print_untold("differs_in_quantity: figures", pairs, differing, "differs_in_quantity")


def _both_ways(scorer: PairScorer, worded: Sequence[tuple[str, str]]) -> Iterator[tuple[Any, Any]]:
    return zip(scorer.stances(worded), scorer.stances([(two, one) for one, two in worded]), strict=True)


def _differ(pair: Pair, texts: dict[str, str]) -> bool:
    one, two = (find_measures(texts[pair[side]["article"]], (Span(*pair[side]["span"]),)) for side in ("one", "two"))
    return any(compare_figures(a, b) is FigureRelation.DIFFERS for a in one for b in two)


def _print_untold(name: str, pairs: Sequence[Pair], is_told: Sequence[bool], label: str) -> None:
    for half in (DEV, KEPT):
        rows = [(told, pair["label"]) for told, pair in zip(is_told, pairs, strict=True) if half_of(pair) == half]
        right = sum(told and is_label == label for told, is_label in rows)
        n_told_, n_labelled = sum(told for told, _ in rows), sum(is_label == label for _, is_label in rows)
        print(f"  {name:54} {half:4} {right} of {n_told_} told right, {right} of {n_labelled} found")


def main() -> None:
    """Print the figures, and errors of the dev half."""
    untold = "--untold" in sys.argv
    sys.argv[1:] = [argument for argument in sys.argv[1:] if argument != "--untold"]
    measured: list[Measurement] = []

    def measure_once(data: Path) -> Measurement | None:
        found = measure(data)
        measured.extend([found] if found else [])
        return found

    n_errors = print_figures(measure_once, __doc__, "a set of stories")
    if n_errors is None:
        return
    wrong = [id for id, is_right in measured[0].items.items() if not is_right]
    shown = [id for id in wrong if measured[0].describe[id] != "kept, not shown"]
    for id in shown[:n_errors]:
        print(f"  {id} {measured[0].describe[id]}")
    if untold:
        print_untold(data_folder())


if __name__ == "__main__":
    main()
