"""Stance: how a text stands to a claim, by `sayso.judge_stance`, on sets that journalists labelled and on contrasts.

    python -m benchmarks.quality.stance               figures, tables of confusion, pairs per CPU-second
    python -m benchmarks.quality.stance --errors 20   and errors

Emergent dev: headlines against claims (for, against, observing). FNC-1 dev: articles against headlines (agree,
disagree, discuss, unrelated), with the challenge's own weighted score: a quarter for related or not, three quarters for
how a related one stands. As in docs/taxonomy.md, NONCOMMITTAL, QUESTIONS and CONDITIONAL are "observing" and "discuss",
MENTIONS is "unrelated" (and no class of Emergent).

The contrasts are the project's own and were not trained on: the minimal pairs of one of their writers, and sentences
made of templates, events and names that training never sees (`training.pairs.made`). A *flip* is a denial read as
support, or the other way round. By the head of relations: `numbers_same_max` is the share of pairs that differ in a
number alone and whose likeliest relation is "same", `denials_same_max` that of sentences and their denials;
`different_told_apart` is the share of pairs in which one and the same does two different things whose likeliest is
"unrelated". FNC-1's dev part has other bodies than its train part, on the same claims: figures on it flatter any
system that trains on FNC-1.
"""

from __future__ import annotations

import gzip
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from training.pairs import examples

from benchmarks.quality.measurement import REPOSITORY, Measurement, data_folder, print_figures, share
from sayso import judge_stance
from sayso.errors import ModelError
from sayso.linking.pairs import PairScorer
from sayso.model import load_pair_scorer
from sayso.records import Stance
from sayso.scoring import Count

FOR, AGAINST, OBSERVING, UNRELATED = "for", "against", "observing", "unrelated"
OF_STANCE = {
    Stance.SUPPORTS: FOR,
    Stance.DENIES: AGAINST,
    Stance.NONCOMMITTAL: OBSERVING,
    Stance.QUESTIONS: OBSERVING,
    Stance.CONDITIONAL: OBSERVING,
    Stance.MENTIONS: UNRELATED,
}
OF_FNC = {"agree": FOR, "disagree": AGAINST, "discuss": OBSERVING, "unrelated": UNRELATED}
SETS = ("emergent", "fnc1")
MINIMAL_PAIRS = REPOSITORY / "benchmarks" / "quality" / "contrasts" / "pairs.toml"
N_MADE, SEED = 150, 1
SIDES = frozenset({FOR, AGAINST})


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair of a set, the stances that are right, and the one it was given."""

    set: str
    id: str
    claim: str
    text: str
    gold: frozenset[str]
    found: str

    @property
    def is_right(self) -> bool:
        """Whether the stance is one that may be right."""
        return self.found in self.gold

    @property
    def is_flip(self) -> bool:
        """Whether a denial was read as support or the other way round."""
        return len(self.gold) == 1 and self.gold < SIDES and self.found in SIDES - self.gold


@cache
def installed_scorer() -> PairScorer | None:
    """The installed pair scorer; None where there is none."""
    try:
        return load_pair_scorer()
    except ModelError:
        return None


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from (json.loads(line) for line in content.splitlines())


# A pair before it is judged: the set, an id, claim, text, and the stances that are right.
Row = tuple[str, str, str, str, frozenset[str]]


def emergent(data: Path) -> Iterator[Row]:
    """Emergent dev."""
    for row in _rows(data / "emergent" / "dev.jsonl"):
        id_ = f"emergent/{row['claim_id']}/{row['article_id']}"
        yield "emergent", id_, row["claim"], row["headline"], frozenset({row["stance"]})


def fnc(data: Path) -> Iterator[Row]:
    """FNC-1 dev."""
    bodies = {row["body_id"]: row["text"] for row in _rows(data / "fnc1" / "bodies.jsonl.gz")}
    for at, row in enumerate(_rows(data / "fnc1" / "dev.jsonl.gz")):
        gold = frozenset({OF_FNC[row["stance"]]})
        yield "fnc1", f"fnc1/{at}/{row['body_id']}", row["headline"], bodies[row["body_id"]], gold


def made_pairs() -> list[examples.Example]:
    """Contrasts of templates and events that training does not see."""
    return examples.held_contrasts(random.Random(SEED), N_MADE)


def contrasts() -> Iterator[Row]:
    """The contrasts of which the stance is known."""
    written = list(examples.from_minimal_pairs(MINIMAL_PAIRS, held=True))
    for of, pairs in (("written", written), ("made", made_pairs())):
        for at, one in enumerate(pairs):
            if one.stances:
                yield of, f"{of}/{at}", one.claim, one.text, one.stances


@cache
def judge(data: Path, scorer: PairScorer) -> tuple[Judged, ...]:
    """All pairs of the sets that are there, judged: once in a process."""
    rows = list(contrasts())
    for name, read in zip(SETS, (emergent, fnc), strict=True):
        if (data / name).exists():
            rows += read(data)
        else:
            print(f"  {name} is not there")
    return tuple(Judged(*row, OF_STANCE[judge_stance(row[2], row[3], scorer=scorer)]) for row in rows)


def measure(data: Path) -> Measurement | None:
    """Figures over all pairs; None where no pair scorer is installed, or neither set is there."""
    scorer = installed_scorer()
    if scorer is None or not any((data / name).exists() for name in SETS):
        return None
    return measurement_of(judge(data, scorer), scorer)


def measurement_of(judged: Sequence[Judged], scorer: PairScorer) -> Measurement:
    """Figures over judged pairs, and of what the scorer makes of the contrasts' relations."""
    by_set = {name: [one for one in judged if one.set == name] for name in ("emergent", "fnc1", "written", "made")}
    figures: dict[str, float] = {}
    if own := by_set["emergent"]:
        figures["emergent_accuracy"] = share(one.is_right for one in own)
        for stance in (FOR, AGAINST, OBSERVING):
            figures[f"emergent_{stance}_recall"] = count(own, stance).recall or 0.0
            figures[f"emergent_{stance}_precision"] = count(own, stance).precision or 0.0
    if own := by_set["fnc1"]:
        f1s = {name: count(own, stance).f1 or 0.0 for name, stance in OF_FNC.items()}
        figures |= {f"fnc_{name}_f1": value for name, value in f1s.items()}
        figures["fnc_macro_f1"] = sum(f1s.values()) / len(f1s)
        figures["fnc_weighted_score"] = weighted_score(own)
    for name in ("written", "made"):
        figures[f"{name}_right"] = share(one.is_right for one in by_set[name])
        figures[f"{name}_flips_max"] = share(one.is_flip for one in by_set[name] if one.gold < SIDES)
    figures |= relation_figures(scorer)
    return Measurement(
        figures,
        {one.id: one.is_right for one in judged},
        {one.id: described_as(one) for one in judged},
    )


def count(judged: Sequence[Judged], stance: str) -> Count:
    """How often a stance was found and right, found, and gold."""
    right = sum(one.found == stance and one.is_right for one in judged)
    return Count(right, sum(one.found == stance for one in judged), right, sum(one.gold == {stance} for one in judged))


def weighted_score(judged: Sequence[Judged]) -> float:
    """The challenge's score over the best that can be had: .25 for related or not, .75 for a related one's stance."""
    best = right = 0.0
    for one in judged:
        is_related = one.gold != {UNRELATED}
        best += 1.0 if is_related else 0.25
        right += 0.25 * ((one.found != UNRELATED) == is_related) + 0.75 * (is_related and one.is_right)
    return right / best


def relation_figures(scorer: PairScorer) -> dict[str, float]:
    """What the relation head makes of the made contrasts."""
    pairs = [one for one in made_pairs() if len(one.relations) == 1]
    found = scorer.relations([(one.claim, one.text) for one in pairs])
    names = ("same", "contradicts", "narrower_or_broader", "unrelated")
    likeliest = [max(names, key=lambda name: float(getattr(chances, name))) for chances in found]
    both = list(zip(pairs, likeliest, strict=True))
    opposed = [(one, name) for one, name in both if "contradicts" in one.relations]
    return {
        "numbers_same_max": share(name == "same" for one, name in opposed if one.differs_in_number),
        "denials_same_max": share(name == "same" for one, name in opposed if not one.differs_in_number),
        "contradictions_found": share(name == "contradicts" for _, name in opposed),
        "different_told_apart": share(name == "unrelated" for one, name in both if "unrelated" in one.relations),
    }


def described_as(one: Judged) -> str:
    """A pair in a line."""
    return f"[{one.claim[:70]}] {one.text[:120]!r} -> {one.found}, gold {' or '.join(sorted(one.gold))}"


def print_confusion(judged: Sequence[Judged]) -> None:
    """Gold down, found across."""
    table = Counter((min(one.gold), one.found) for one in judged)
    print(f"    {'gold':>10} " + "".join(f"{name:>11}" for name in (FOR, AGAINST, OBSERVING, UNRELATED)))
    for gold in (FOR, AGAINST, OBSERVING, UNRELATED):
        if any(key == gold for key, _ in table):
            cells = "".join(f"{table[gold, name]:11}" for name in (FOR, AGAINST, OBSERVING, UNRELATED))
            print(f"    {gold:>10} {cells}")


def print_speed(judged: Sequence[Judged], scorer: PairScorer) -> None:
    """Pairs per CPU-second: headlines read by the stance head."""
    pairs = [(one.claim, one.text) for one in judged if one.set == "emergent"]
    if pairs:
        begun = time.process_time()
        scorer.stances(pairs)
        print(f"  headlines with their claims per CPU-second: {len(pairs) / (time.process_time() - begun):.0f}")


def main() -> None:
    """Print the figures, and errors."""
    n_errors = print_figures(measure, __doc__, "a set of stances, or sayso-model-en with a pair scorer,")
    scorer = installed_scorer()
    if n_errors is None or scorer is None:
        return
    judged = judge(data_folder(), scorer)
    for name in ("emergent", "fnc1"):
        print(f"  {name}")
        print_confusion([one for one in judged if one.set == name])
    print_speed(judged, scorer)
    for name in ("emergent", "fnc1", "written", "made"):
        wrong = [one for one in judged if one.set == name and not one.is_right]
        for one in sorted(wrong, key=lambda one: not one.is_flip)[:n_errors]:
            print(f"  {one.set}: {described_as(one)}")


if __name__ == "__main__":
    main()
