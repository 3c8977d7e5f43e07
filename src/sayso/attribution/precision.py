"""How often each rule is right with each entry of the lexicon, and the bar a proposal must pass to stand.

The counts are in data/rule_precision.tsv; `python -m benchmarks.quality.attribution --calibrate` makes them anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sayso.attribution.rules import Proposal, name_of
from sayso.cues import load_cues
from sayso.errors import LexiconError
from sayso.records import Act

PRECISIONS = "rule_precision.tsv"
# A proposal stands if at least this share of its kind is right on PolNeAR train. F1 for content and source, counts
# from one half and scores on the other: 60.1 and 58.2 at 0.25, 60.8 and 58.8 at 0.33, 60.4 and 58.5 at 0.4.
LEAST_PRECISION = 0.33
# An entry's own precision counts as much as its rule's when it was seen this often.
PRIOR_WEIGHT = 4.0
# A denial that is missed costs a reader more than a superfluous one, so that these need less precision.
POSITIONS = frozenset({Act.DENY, Act.DISPUTE, Act.ACKNOWLEDGE, Act.CANNOT_CONFIRM, Act.DECLINES_TO_CONFIRM})
POSITION_DISCOUNT = 0.6
# Acts whose entries need less precision beside a learned tagger: the positions, and what else is done by saying it.
STANCES = POSITIONS | {Act.RETRACT, Act.THREATEN}
# A rule found less often than this on PolNeAR train has no precision of its own to speak of.
LEAST_SEEN = 10
UNKNOWN_PRECISION = 0.5


class Precisions:
    """How often each rule with each entry of the lexicon is right, as counted on labelled articles."""

    def __init__(self, counts: Mapping[tuple[str, str], tuple[int, int]]) -> None:
        """`counts`: (rule, entry, or "*" for the whole rule) -> (right, found)."""
        self.counts = counts

    def of(self, rule: str, lemma: str) -> float:
        """The precision of an entry under a rule, drawn towards the rule's own where it was seldom seen."""
        right, found = self.counts.get((rule, "*"), (0, 0))
        if found < LEAST_SEEN:
            return UNKNOWN_PRECISION
        prior = right / found
        right, found = self.counts.get((rule, lemma), (0, 0))
        return (right + PRIOR_WEIGHT * prior) / (found + PRIOR_WEIGHT)


@cache
def stance_entries() -> frozenset[str]:
    """The entries, as rules name them, that take a stance: "deny", "denial (noun)"."""
    return frozenset(name_of(cue) for cue in load_cues() if cue.act in STANCES)


@cache
def measured_precisions() -> Precisions:
    """The precisions on PolNeAR train that data/rule_precision.tsv holds.

    Raises:
        LexiconError: if a line of it is malformed.
    """
    counts: dict[tuple[str, str], tuple[int, int]] = {}
    text = files("sayso").joinpath("data", PRECISIONS).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#") or not line:
            continue
        fields = line.split("\t")
        if len(fields) != 4 or not (fields[2].isdigit() and fields[3].isdigit()):
            raise LexiconError(f"data/{PRECISIONS}, line {number}: not rule, entry, right, found: {line!r}")
        counts[fields[0], fields[1]] = int(fields[2]), int(fields[3])
    return Precisions(counts)


@dataclass(frozen=True, slots=True)
class Bar:
    """What a proposal must reach to stand: the precision of its rule and entry, and the least of it."""

    precisions: Precisions
    least: float

    def admits(self, proposal: Proposal) -> bool:
        """Whether a proposal is precise enough; denials and refusals need less."""
        least = self.least * POSITION_DISCOUNT if proposal.act in POSITIONS else self.least
        return self.precisions.of(proposal.rule, proposal.lemma) >= least
