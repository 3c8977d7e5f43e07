"""Figures as somebody told them: who, on what day, standing behind them or not; and what two such make of each other.

Two numbers of one thing need not contradict: a toll rises from day to day, one speaker corrects another day's figure,
what is planned is not what is done, and who denies a figure does not tell it. Of figures told on days unknown no
conflict is said, only that they differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from sayso.linking.figure_relations import FigureRelation, compare_figures
from sayso.linking.measures import Measure, MeasureKind, find_measures, value_of
from sayso.linking.places import STATE_WORDS, state_at
from sayso.records import Act, Article, Factuality, Position, Stance, Statement
from sayso.segments import segment
from sayso.spans import Span

__all__ = ["FigureBearing", "FigureTelling", "Telling", "bearing", "is_one_telling", "tellings_of"]

# Figures of one statement that are looked at; a table read out is no claim, and each is held against all others.
MOST_FIGURES = 20
# Code points of a statement in which its figures are looked for.
LONGEST_CONTENT = 20_000
# Ages, street numbers and ordinals tell who or which, not how many.
KINDS = frozenset({MeasureKind.AMOUNT, MeasureKind.TIME, MeasureKind.DAY, MeasureKind.PLACE})
# Prepositions before places alone; "at" and "to" also stand before companies and persons.
WITHIN = frozenset({"in", "near", "outside", "off"})
POSSESSIVES = ("'s", "\u2019s")
HELD = frozenset({Factuality.CT_PLUS, Factuality.PR_PLUS})
ACTS_AHEAD = frozenset({Act.PREDICT, Act.PROMISE, Act.THREATEN, Act.DEMAND})


class FigureBearing(StrEnum):
    """What a figure makes of another one of the same thing.

    AGREES: one number. COMPATIBLE: both can be true ("at least 10", "12"). UPDATES: the same speaker's of a later day.
    """

    AGREES = "agrees"
    COMPATIBLE = "compatible"
    UPDATES = "updates"
    DIFFERS_IN_QUANTITY = "differs_in_quantity"
    DIFFERS_IN_TIME = "differs_in_time"


@dataclass(frozen=True, slots=True)
class Telling:
    """A figure of a position.

    Attributes:
        measure: its span counts in the article's text.
        is_held: whether the speaker says, for sure or very likely, that the thing is so.
        is_ahead: whether it is foretold, promised or demanded.
    """

    measure: Measure
    position: Position
    is_held: bool
    is_ahead: bool


@dataclass(frozen=True, slots=True)
class FigureTelling:
    """How one telling stands to another; a conflict only in the same scope, on days that are known and not apart."""

    relation: FigureBearing
    is_conflict: bool = False


def tellings_of(article: Article, statement: Statement, position: Position) -> tuple[Telling, ...]:
    """The figures of one position, in text order.

    Of a statement of several sentences those count that hold a figure of the position: the others may be about
    another claim.
    """
    sentences = list(_sentences(article, statement))
    own = [figure.span for figure in position.figures]
    about = sentences if len(sentences) == 1 else [each for each in sentences if any(map(each.overlaps, own))]
    found = (measure for measure in find_measures(article.text, tuple(about)) if _is_told(article.text, measure))
    is_held = position.stance is Stance.SUPPORTS and position.factuality in HELD
    is_ahead = position.act in ACTS_AHEAD
    return tuple(Telling(measure, position, is_held, is_ahead) for measure in islice(found, MOST_FIGURES))


def _sentences(article: Article, statement: Statement) -> Iterator[Span]:
    left = LONGEST_CONTENT
    for piece in dict.fromkeys((*statement.content, *statement.refers_to)):
        piece = Span(piece.start, min(piece.end, piece.start + left))
        left -= len(piece)
        for sentence in segment(piece.surface(article.text)).sentences:
            yield sentence.shifted(piece.start)


def _is_told(text: str, measure: Measure) -> bool:
    """Whether a figure belongs in a table of figures; of "at Corvane" it cannot be told that it is a place."""
    if measure.kind is not MeasureKind.PLACE:
        return measure.kind in KINDS
    name = measure.span.surface(text)
    if name.endswith(POSSESSIVES):
        return False
    before = text[max(0, measure.span.start - 12) : measure.span.start].split()
    is_within = bool(before) and before[-1].lower() in WITHIN
    return is_within or state_at(name.split()[:STATE_WORDS], 0) is not None


def is_one_telling(one: Telling, other: Telling) -> bool:
    """Whether two are one speaker's same figure of the same day, printed twice."""
    a, b = one.position, other.position
    if a.speaker is None or b.speaker is None or a.speaker.id != b.speaker.id or a.stance is not b.stance:
        return False
    is_same = value_of(one.measure) == value_of(other.measure) and one.measure.bound is other.measure.bound
    is_same = is_same and (one.measure.fields, one.measure.who) == (other.measure.fields, other.measure.who)
    return is_same and not _are_days_apart(a, b) and compare_figures(one.measure, other.measure) is FigureRelation.SAME


def bearing(one: Telling, other: Telling) -> FigureTelling | None:
    """What `one` makes of `other`, which was told before it or on a day unknown.

    Returns:
        None where they are of unlike things, or one of them is not held by who told it: a denied figure is nobody's.
    """
    if not (one.is_held and other.is_held) or one.is_ahead is not other.is_ahead:
        return None
    if one.position.statement == other.position.statement:
        return None  # "between Thursday and Saturday" is no contradiction
    relation = compare_figures(one.measure, other.measure)
    if relation is FigureRelation.SAME:
        return FigureTelling(FigureBearing.AGREES)
    if relation is FigureRelation.COMPATIBLE:
        return FigureTelling(FigureBearing.COMPATIBLE)
    # Of two places one may lie in the other; without a map nothing is said.
    if relation is FigureRelation.OTHER_SCOPE or one.measure.kind is MeasureKind.PLACE:
        return None
    return _difference(one, other)


def _difference(one: Telling, other: Telling) -> FigureTelling:
    a, b = one.position, other.position
    is_of_one_body = a.speaker is not None and b.speaker is not None and _body(a) == _body(b)
    if is_of_one_body and _are_days_apart(a, b):
        return FigureTelling(FigureBearing.UPDATES)
    differs = FigureBearing.DIFFERS_IN_QUANTITY
    if one.measure.kind is not MeasureKind.AMOUNT:
        differs = FigureBearing.DIFFERS_IN_TIME
    is_of_two = a.speaker is not None and b.speaker is not None and not is_of_one_body
    are_days_known = a.said_on is not None and b.said_on is not None
    return FigureTelling(differs, is_of_two and are_days_known and not _are_days_apart(a, b))


def _body(position: Position) -> str:
    """For whom somebody speaks: a ministry and its spokesman tell one figure."""
    speaker = position.speaker
    return (speaker.institution or speaker.name).casefold() if speaker else ""


def _are_days_apart(one: Position, other: Position) -> bool:
    a, b = one.said_on, other.said_on
    return a is not None and b is not None and (a.end < b.start or b.end < a.start)
