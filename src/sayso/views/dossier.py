"""A story as one HTML file that a person can mail: it asks the network for nothing and runs no script.

What a report holds never becomes markup: the template escapes everything, control and reordering marks are taken
out, links lead to http and https only, and a content security policy allows the page its own style sheet (by hash)
and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sayso.records import SaidOn, StoryView
from sayso.views.belonging import belonging_lines
from sayso.views.carrying import build_carryings, carried_words
from sayso.views.citing import CONTESTS
from sayso.views.days import MONTHS, day_label, day_of, days_label
from sayso.views.figures import build_figure_table, figure_mark, link_words
from sayso.views.inert import inert, without_controls
from sayso.views.matrix import ClaimRow, Contest, Line, Matrix, build_matrix
from sayso.views.pages import origins_by_article, page_name, page_tree, page_trees
from sayso.views.phrases import in_quotes, in_words, shortened
from sayso.views.quotations import FLAG, build_utterances
from sayso.views.relations import related_of_rows
from sayso.views.signs import SIGNS, act_words
from sayso.views.sourcing import branches, flag_words, origin_words
from sayso.views.timeline import Timeline, build_timeline

if TYPE_CHECKING:
    from jinja2 import Environment, Template

TEMPLATES = files("sayso.views").joinpath("templates")
# Claims on the first screen.
GLANCES = 3
# Pixels. A point is 20 across; a lane has room for its speaker's name above the line.
LANE_HEIGHT = 46
LEVEL_HEIGHT = 24
AXIS_HEIGHT = 34
# Share of the drawing's width that is left free on each side, so that a point or a date at the edge is not cut.
MARGIN = 0.06


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a dossier came about, as it says at its foot.

    Attributes:
        program: name and version of the program that found the statements ("sayso 0.1.0").
        ledger: path or address of the ledger, as the user gave it.
        made_on: the day it was written; None leaves it out, so that equal ledgers give equal files.
    """

    program: str
    ledger: str
    made_on: date | None = None


def render_dossier(view: StoryView, provenance: Provenance) -> str:
    """The whole HTML page of a story, with all its claims.

    Claims that one speaker alone makes stand after the others and not in the matrix, unless there are no others.
    """
    everything = build_matrix(
        view.claims, articles=view.articles, statements=view.statements, reprints=view.reprints, limit=None
    )
    several = sum(row.contest is not Contest.ONE_VOICE for row in everything.rows)
    matrix = everything.first(several or len(everything.rows))
    leaves = page_tree(view.articles, view.reprints)
    places = {leaf.article.id: f"#page-{number}" for number, leaf in enumerate(leaves, start=1)}
    style = TEMPLATES.joinpath("dossier.css").read_text(encoding="utf-8")
    return _template().render(
        view=view,
        matrix=matrix,
        glances=at_a_glance(matrix),
        alone=everything.rows[len(matrix.rows) :],
        figures={row.claim.id: build_figure_table(row) for row in everything.rows},
        related=related_of_rows(everything.rows, view.claims),
        timeline=build_timeline(matrix, view.articles),
        utterances=build_utterances(
            view.quotations, articles=view.articles, statements=view.statements, reprints=view.reprints
        ),
        leaves=leaves,
        page_address=lambda article, statement="": places[article.id],
        claim_address=lambda row: f"#claim-{row.letter}",
        cell_address=lambda row, line: f"#{next(anchor for anchor, own in anchors(row) if own == line)}",
        known={article.id: article for article in view.articles},
        trees=page_trees(leaves),
        carryings=build_carryings(leaves, view.articles),
        belonging=belonging_lines(view.articles, view.reprints),
        n_origins=len(set(origins_by_article(view.story.articles, view.reprints).values())),
        outlets=sorted({article.outlet for article in view.articles if article.outlet}),
        days=days_of(view),
        provenance=provenance,
        style=style,
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )


def at_a_glance(matrix: Matrix) -> tuple[ClaimRow, ...]:
    """The claims of the first screen: those that are open, at the least one."""
    return tuple(row for row in matrix.rows if row.contest <= Contest.UNSETTLED)[:GLANCES] or matrix.rows[:1]


@cache
def _template() -> Template:
    return environment().get_template("dossier.html")


def environment() -> Environment:
    """What every HTML face is drawn with: escapes, refuses names that are not there, leaves control marks out."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(lambda name: TEMPLATES.joinpath(name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_without_controls,
    )
    environment.filters.update(
        act_words=lambda position: act_words(position.act, position.factuality),
        anchors=anchors,
        branches=branches,
        day_label=day_label,
        days_label=lambda days: days_label(*days) if days else "",
        flag_words=flag_words,
        figure_mark=figure_mark,
        inert=inert,
        link_words=link_words,
        link=safe_link,
        origin_words=origin_words,
        page_name=page_name,
        percent=_percent,
        quoted=in_quotes,
        published=lambda article: day_label(day) if (day := day_of(article.published_at)) else "",
        carried_words=carried_words,
        said=_said,
        shortened=shortened,
        tick=_tick,
        words=in_words,
    )
    environment.globals.update(
        FLAG=FLAG,
        SIGNS=SIGNS,
        CONTESTS=CONTESTS,
        LANE_HEIGHT=LANE_HEIGHT,
        LEVEL_HEIGHT=LEVEL_HEIGHT,
        AXIS_HEIGHT=AXIS_HEIGHT,
    )
    return environment


def _without_controls(value: Any) -> Any:
    # Not of markup, which is a kind of text: what is in it was made harmless before it was put there.
    return without_controls(value) if type(value) is str else value


def safe_link(address: str | None) -> str:
    """A web address that may be followed; "" for anything but http and https."""
    if not address:
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in {"http", "https"} and parts.netloc else ""


def anchors(row: ClaimRow) -> list[tuple[str, Line]]:
    """The lines of a claim with the names they are linked by: "A1", "A2"."""
    return [(f"{row.letter}{number}", line) for number, line in enumerate(row.lines, start=1)]


def days_of(view: StoryView) -> str:
    """From the first to the last day on which pages of a story appeared; "" where none is known."""
    days = sorted(day for article in view.articles if (day := day_of(article.published_at)))
    return days_label(days[0], days[-1]) if days else ""


def _said(said_on: SaidOn | None) -> str:
    return f"said {days_label(said_on.start, said_on.end)}" if said_on else "day of speech not known"


def _percent(place: float) -> str:
    return f"{100 * (MARGIN + (1 - 2 * MARGIN) * place):.2f}%"


def _tick(day: date, timeline: Timeline) -> str:
    if timeline.first.year == timeline.last.year:
        return f"{day.day} {MONTHS[day.month - 1]}"
    return f"{MONTHS[day.month - 1]} {day.year}"
