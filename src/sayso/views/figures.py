"""The figures of one claim: each once for all pages that print it, with what it makes of the others.

A figure is one speaker's, of one day, wherever it is printed. Two are held against each other only where both
speakers stand behind them; what `linking` cannot tell apart for sure is left without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from math import isinf

from sayso.formats import Json, spans_to_json
from sayso.linking.figure_tellings import FigureBearing, Telling, bearing, is_one_telling, tellings_of
from sayso.linking.measures import MeasureKind
from sayso.linking.unions import Unions
from sayso.records import Article
from sayso.spans import Span
from sayso.views.inert import inert
from sayso.views.matrix import ClaimRow, Line, Voice
from sayso.views.phrases import in_quotes
from sayso.views.quotations import FLAG

# Figures of one claim that are held against one another, each against each; those beyond are listed and counted.
MOST_COMPARED = 60
UNLIKE = frozenset({FigureBearing.DIFFERS_IN_QUANTITY, FigureBearing.DIFFERS_IN_TIME})
# Figures that the mark of a claim names.
MOST_NAMED = 4
LINK_WORDS = {
    FigureBearing.AGREES: "agrees with",
    FigureBearing.COMPATIBLE: "can be true beside",
    FigureBearing.UPDATES: "updates",
    FigureBearing.DIFFERS_IN_QUANTITY: "differs from",
    FigureBearing.DIFFERS_IN_TIME: "differs from",
}


@dataclass(frozen=True, slots=True)
class FigurePrint:
    """Where a figure stands: its letters in one article, and the other pages of that origin (an article's id)."""

    article: Article
    span: Span
    origin: str
    also: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One speaker's figure.

    Attributes:
        number: 1, 2, ...: its short name in this table.
        surface: as printed, inert.
        telling: of its first print.
        prints: one for each origin, or each sentence, that has it; at least one.
    """

    number: int
    surface: str
    voice: Voice
    telling: Telling
    prints: tuple[FigurePrint, ...]

    @property
    def days(self) -> tuple[date, date] | None:
        """When it was said."""
        said_on = self.telling.position.said_on
        return (said_on.start, said_on.end) if said_on else None

    @property
    def reason(self) -> str:
        """Why its number was not read; "" if it was."""
        doubt = self.telling.measure.doubt
        return f"may be {doubt}" if doubt else ""

    @property
    def pages(self) -> tuple[Article, ...]:
        """The pages that print it, each once."""
        found = {page.id: page for each in self.prints for page in (each.article, *each.also)}
        return tuple(found.values())

    @property
    def n_origins(self) -> int:
        """How many texts print it on their own."""
        return len({each.origin for each in self.prints})


@dataclass(frozen=True, slots=True)
class FigureLink:
    """What the row `one` makes of the row `other`, by their numbers; `one` was told later, or on a day unknown."""

    one: int
    other: int
    relation: FigureBearing
    is_conflict: bool


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The figures of a claim.

    Attributes:
        groups: figures of one thing together, in order of when told; groups in which figures differ come first.
        links: between rows, as far as anything can be told.
        n_uncompared: rows that were not held against the others, because there are too many.
    """

    groups: tuple[tuple[FigureRow, ...], ...]
    links: tuple[FigureLink, ...]
    n_uncompared: int = 0

    @property
    def shown(self) -> tuple[tuple[FigureRow, ...], ...]:
        """The groups that a reader is shown: a place that one speaker names alone is no figure to compare."""
        return tuple(
            group for group in self.groups if len(group) > 1 or group[0].telling.measure.kind is not MeasureKind.PLACE
        )

    @property
    def rows(self) -> tuple[FigureRow, ...]:
        """All rows, in order of their numbers."""
        return tuple(row for group in self.groups for row in group)

    def unlike(self, *, conflicts: bool) -> tuple[FigureRow, ...]:
        """The rows that differ from others, or only those that conflict with one."""
        links = [link for link in self.links if link.relation in UNLIKE and (link.is_conflict or not conflicts)]
        numbers = {number for link in links for number in (link.one, link.other)}
        return tuple(row for row in self.rows if row.number in numbers)

    def links_of(self, row: FigureRow) -> tuple[FigureLink, ...]:
        """What a row makes of those before it."""
        return tuple(link for link in self.links if link.one == row.number)


def build_figure_table(claim: ClaimRow) -> FigureTable:
    """The figures in the positions on one claim."""
    lines = sorted(claim.lines, key=_when)
    told = [(line, telling) for line in lines for telling in tellings_of(line.article, line.statement, line.position)]
    rows = _merged(told)
    compared = rows[:MOST_COMPARED]
    found = {
        (one, other): bearing(compared[one].telling, compared[other].telling)
        for other, one in combinations(range(len(compared)), 2)
    }
    numbers = Unions(range(len(rows)))
    for (one, other), known in found.items():
        if known:
            numbers.join(one, other)
    unlike = {at for pair, known in found.items() if known and known.relation in UNLIKE for at in pair}
    groups = sorted(numbers.sets(), key=lambda group: (unlike.isdisjoint(group), _rank(rows[group[0]]), group))
    order = {at: number for number, at in enumerate((at for group in groups for at in group), start=1)}
    links = [
        FigureLink(order[one], order[other], known.relation, known.is_conflict)
        for (one, other), known in found.items()
        if known
    ]
    return FigureTable(
        tuple(tuple(replace(rows[at], number=order[at]) for at in group) for group in groups),
        tuple(sorted(links, key=lambda link: (link.one, link.other))),
        len(rows) - len(compared),
    )


def _rank(row: FigureRow) -> int:
    """Amounts, then times and days, then places."""
    return (MeasureKind.AMOUNT, MeasureKind.TIME, MeasureKind.DAY, MeasureKind.PLACE).index(row.telling.measure.kind)


def _when(line: Line) -> tuple[date, date]:
    said_on = line.position.said_on
    return (said_on.start, said_on.end) if said_on else (date.max, date.max)


def _merged(told: Iterable[tuple[Line, Telling]]) -> list[FigureRow]:
    rows: list[FigureRow] = []
    by_value: dict[object, list[int]] = {}
    for line, telling in told:
        measure = telling.measure
        printed = FigurePrint(line.article, measure.span, line.origin, line.also)
        alike = by_value.setdefault((line.voice.id, measure.kind, measure.low, measure.high, measure.unit), [])
        at = next((at for at in alike if is_one_telling(rows[at].telling, telling)), None)
        if at is not None:
            rows[at] = replace(rows[at], prints=(*rows[at].prints, printed))
            continue
        alike.append(len(rows))
        surface = inert(measure.span.surface(line.article.text))
        rows.append(FigureRow(len(rows), surface, line.voice, telling, (printed,)))
    return rows


def link_words(table: FigureTable, row: FigureRow) -> tuple[str, ...]:
    """What a row makes of those before it, in words: "agrees with 1, 3", "updates 2: rose from “10 dead”"."""
    said: dict[str, list[str]] = {}
    for link in table.links_of(row):
        words = f"{FLAG} conflicts with" if link.is_conflict else LINK_WORDS[link.relation]
        other = table.rows[link.other - 1]
        said.setdefault(words, []).append(
            f"{link.other}{_movement(row, other)}" if link.relation is FigureBearing.UPDATES else str(link.other)
        )
    return tuple(f"{words} {', '.join(numbers)}" for words, numbers in said.items())


def _movement(row: FigureRow, before: FigureRow) -> str:
    later, earlier = row.telling.measure, before.telling.measure
    if later.low > earlier.high:
        return f": rose from {in_quotes(before.surface)}"
    if later.high < earlier.low:
        return f": fell from {in_quotes(before.surface)}"
    return f": before {in_quotes(before.surface)}"


def figure_mark(table: FigureTable) -> tuple[str, bool] | None:
    """A short mark for a claim whose figures are unlike: its words, and whether it is a conflict; None if all fit."""
    conflicts = table.unlike(conflicts=True)
    rows = conflicts or table.unlike(conflicts=False)
    if not rows:
        return None
    surfaces = list(dict.fromkeys(in_quotes(row.surface) for row in rows))
    named = ", ".join(surfaces[:MOST_NAMED]) + (" \u2026" if len(surfaces) > MOST_NAMED else "")
    return (f"{FLAG} figures conflict: {named}" if conflicts else f"figures differ: {named}"), bool(conflicts)


def with_figure_tables(claims: Iterable[Json], rows: Iterable[ClaimRow]) -> Iterator[Json]:
    """Claims as JSON, each with its `figure_table`.

    Args:
        rows: of at least these claims, in any order.
    """
    by_id = {row.claim.id: row for row in rows}
    for claim in claims:
        yield {**claim, "figure_table": figure_table_to_json(build_figure_table(by_id[claim["id"]]))}


def figure_table_to_json(table: FigureTable) -> Json:
    """Rows by number, and what they make of each other."""
    return {
        "rows": [_row_to_json(row) for row in table.rows],
        "relations": [
            {"one": link.one, "other": link.other, "relation": link.relation.value, "conflict": link.is_conflict}
            for link in table.links
        ],
        "uncompared": table.n_uncompared,
    }


def _row_to_json(row: FigureRow) -> Json:
    measure, position = row.telling.measure, row.telling.position
    is_amount = measure.kind in (MeasureKind.AMOUNT, MeasureKind.TIME) and not measure.doubt
    return {
        "number": row.number,
        "kind": measure.kind.value,
        "surface": row.surface,
        "low": None if isinf(measure.low) or not is_amount else measure.low,
        "high": None if isinf(measure.high) or not is_amount else measure.high,
        "bound": measure.bound.value,
        "unit": measure.unit,
        "speaker": row.voice.id or None,
        "stance": position.stance.value,
        "said_on": [day.isoformat() for day in row.days] if row.days else None,
        "reason": row.reason,
        "prints": [
            {
                "article": each.article.id,
                "span": spans_to_json((each.span,))[0],
                "also": [page.id for page in each.also],
            }
            for each in row.prints
        ],
        "pages": len(row.pages),
        "origins": row.n_origins,
    }
