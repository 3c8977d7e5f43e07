"""When each speaker spoke, as lanes of points; when the articles appeared, as a lane of its own.

Day of speech and day of publication are two things and never stand in for one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.records import Article, Stance
from sayso.views.days import day_of
from sayso.views.matrix import Line, Matrix, Voice


@dataclass(frozen=True, slots=True)
class Point:
    """One thing said, on the axis of days.

    Attributes:
        start, end: 0 to 1, from the first to the last day of the axis; equal for one day.
        days: the closed range of days itself.
        place: how many points of its lane stand at the same place before it.
        letter: of the claim it is about.
    """

    start: float
    end: float
    days: tuple[date, date]
    place: int
    letter: str
    stance: Stance
    line: Line


@dataclass(frozen=True, slots=True)
class Lane:
    """The points of one speaker, in order of days."""

    voice: Voice
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """All lanes over one axis.

    Attributes:
        first, last: the axis runs from the one day to the other, both included.
        published: for each article with a date, in order: where on the axis, and the article.
        undated: things said whose day is not known; they are on no lane.
    """

    first: date
    last: date
    lanes: tuple[Lane, ...]
    published: tuple[tuple[float, Article], ...]
    undated: int

    @property
    def ticks(self) -> tuple[tuple[float, date], ...]:
        """Days to label: at most six, evenly apart, the first day always among them."""
        days = (self.last - self.first).days
        step = max(1, -(-(days + 1) // 6))
        return tuple(
            (_place(self, self.first + timedelta(after)), self.first + timedelta(after))
            for after in range(0, days + 1, step)
        )


def build_timeline(matrix: Matrix, articles: Sequence[Article]) -> Timeline | None:
    """The lanes of a matrix's speakers, in its order; None when not one day is known."""
    lines = [
        (row.letter, mark.stance, line)
        for row in matrix.rows
        for marks in row.cells.values()
        for mark in marks
        for line in mark.lines
    ]
    dated = [(letter, stance, line, said) for letter, stance, line in lines if (said := line.position.said_on)]
    published = [(day, article) for article in articles if (day := day_of(article.published_at))]
    days = [day for *_, said in dated for day in (said.start, said.end)] + [day for day, _ in published]
    if not days:
        return None
    axis = Timeline(min(days), max(days), (), (), 0)
    lanes = []
    for voice in matrix.voices:
        own = sorted(
            (said.start, said.end, letter, number)
            for number, (letter, _, line, said) in enumerate(dated)
            if line.voice.id == voice.id
        )
        if own:
            lanes.append(Lane(voice, _points(axis, [dated[number][:3] for *_, number in own])))
    return Timeline(
        axis.first,
        axis.last,
        tuple(lanes),
        tuple((_place(axis, day), article) for day, article in sorted(published, key=lambda pair: pair[0])),
        len(lines) - len(dated),
    )


def _points(axis: Timeline, said: list[tuple[str, Stance, Line]]) -> tuple[Point, ...]:
    points: list[Point] = []
    taken: dict[float, int] = {}
    for letter, stance, line in said:
        when = line.position.said_on
        if when is not None:
            start, end = _place(axis, when.start), _place(axis, when.end)
            middle = (start + end) / 2
            points.append(Point(start, end, (when.start, when.end), taken.get(middle, 0), letter, stance, line))
            taken[middle] = taken.get(middle, 0) + 1
    return tuple(points)


def _place(axis: Timeline, day: date) -> float:
    days = (axis.last - axis.first).days
    return (day - axis.first).days / days if days else 0.5
