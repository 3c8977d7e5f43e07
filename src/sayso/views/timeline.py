"""When each speaker spoke, as lanes of points; when the articles appeared, as a lane of its own.

Day of speech and day of publication are two things and never stand in for one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sayso.records import Article, SaidOn, Stance
from sayso.views.days import day_of
from sayso.views.matrix import Line, Matrix, Voice

# A report of today that recalls a denial of ten years ago would leave all of today one point wide.
NEAR = timedelta(days=31)
# Share of the axis between two points that can be told apart: a sign and a letter, 32 pixels, on a phone's 320.
APART = 0.1


@dataclass(frozen=True, slots=True)
class Point:
    """One thing said, on the axis of days.

    Attributes:
        start, end: 0 to 1, from the first to the last day of the axis; equal for one day.
        days: the closed range of days itself.
        level: 0 on the lane's line, 1 below it, ...: points that stand too close to be told apart lie on several.
        letter: of the claim it is about.
    """

    start: float
    end: float
    days: tuple[date, date]
    level: int
    letter: str
    stance: Stance
    line: Line


@dataclass(frozen=True, slots=True)
class Lane:
    """The points of one speaker, in order of days."""

    voice: Voice
    points: tuple[Point, ...]

    @property
    def n_levels(self) -> int:
        """How many levels its points need."""
        return 1 + max(point.level for point in self.points)


@dataclass(frozen=True, slots=True)
class Timeline:
    """All lanes over one axis.

    Attributes:
        first, last: the axis runs from the one day to the other, both included.
        published: for each article with a date, in order: where on the axis, and the article.
        undated: things said whose day is not known; they are on no lane.
        outside: things said long before or after the pages appeared; they are on no lane either.
    """

    first: date
    last: date
    lanes: tuple[Lane, ...]
    published: tuple[tuple[float, Article], ...]
    undated: int
    outside: int

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
    dated = [each for each in lines if each[2].position.said_on]
    published = sorted(
        ((day, article) for article in articles if (day := day_of(article.published_at))), key=lambda pair: pair[0]
    )
    near = [each for each in dated if _is_near(each[2].position.said_on, [day for day, _ in published])]
    said = [each[2].position.said_on for each in near]
    days = [day for when in said if when for day in (when.start, when.end)] + [day for day, _ in published]
    if not days:
        return None
    axis = Timeline(min(days), max(days), (), (), len(lines) - len(dated), len(dated) - len(near))
    lanes = [
        Lane(voice, points)
        for voice in matrix.voices
        if (points := _points(axis, [each for each in near if each[2].voice.id == voice.id]))
    ]
    return replace(
        axis, lanes=tuple(lanes), published=tuple((_place(axis, day), article) for day, article in published)
    )


def _is_near(said_on: SaidOn | None, published: Sequence[date]) -> bool:
    """Whether it was said close enough to the pages to stand on one axis with them."""
    if said_on is None or not published:
        return said_on is not None
    return published[0] - NEAR <= said_on.start and said_on.end <= published[-1] + NEAR


def _points(axis: Timeline, said: list[tuple[str, Stance, Line]]) -> tuple[Point, ...]:
    points: list[Point] = []
    taken: list[float] = []  # where the last point of each level stands
    for letter, stance, line in sorted(said, key=_day_and_letter):
        when = line.position.said_on
        if when is not None:
            start, end = _place(axis, when.start), _place(axis, when.end)
            middle = (start + end) / 2
            level = next((level for level, last in enumerate(taken) if abs(middle - last) >= APART), len(taken))
            taken[level : level + 1] = [middle]
            points.append(Point(start, end, (when.start, when.end), level, letter, stance, line))
    return tuple(points)


def _day_and_letter(said: tuple[str, Stance, Line]) -> tuple[date, str]:
    when = said[2].position.said_on
    return (when.start if when else date.max, said[0])


def _place(axis: Timeline, day: date) -> float:
    days = (axis.last - axis.first).days
    return (day - axis.first).days / days if days else 0.5
