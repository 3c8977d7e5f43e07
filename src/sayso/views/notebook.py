"""Records as HTML in a notebook: tables, and a story as its matrix. No script, no link that leads out of the text.

What a report holds is escaped by the templates, and control and reordering marks are left out, as in every other view.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from enum import Enum
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from sayso.records import Answer, Article, Claim, Findings, Hit, SpeakerView, Statement, StoryView
from sayso.spans import Span
from sayso.views.days import day_label, day_of, days_label
from sayso.views.dossier import environment
from sayso.views.hits import hit_pieces
from sayso.views.inert import inert
from sayso.views.matrix import build_matrix, voice_of
from sayso.views.pages import page_name
from sayso.views.phrases import in_words, shortened
from sayso.views.signs import SIGNS, act_words

if TYPE_CHECKING:
    from jinja2 import Template

# Claims across a matrix: what fits beside each other in a notebook's column.
CLAIMS = 8
# Rows of a table that stands for one record.
ROWS = 100
# Letters of one cell: some lines of a narrow column.
LONGEST_CELL = 240
# Members of a sequence that one cell names.
MEMBERS = 5

Rows = Sequence[Mapping[str, Any]]


def record_html(record: Any) -> str:
    """One record as HTML."""
    drawers: dict[type, Callable[[Any], str]] = {
        Answer: _answer,
        Claim: _claim,
        Findings: _findings,
        Hit: _hit,
        SpeakerView: _speaker,
        StoryView: _story,
    }
    return drawers.get(type(record), _record)(record)


def rows_html(caption: str, columns: Sequence[str], rows: Rows, most: int | None = None) -> str:
    """Rows as an HTML table.

    Args:
        most: how many rows to show; None: all.
    """
    shown = rows if most is None else rows[:most]
    cells = [[_cell(row[name]) for name in columns] for row in shown]
    return _template("notebook_table.html").render(
        caption=caption, columns=columns, rows=cells, has_more=len(shown) < len(rows)
    )


def _record(record: Any) -> str:
    rows = [{"field": each.name, "value": getattr(record, each.name)} for each in fields(record) if each.compare]
    return rows_html(type(record).__name__, ("field", "value"), rows)


def _story(view: StoryView) -> str:
    return _matrix(view, view.story.title, CLAIMS)


def _answer(answer: Answer) -> str:
    return _matrix(replace(answer.view, claims=(answer.claim,)), answer.question, None)


def _matrix(view: StoryView, title: str, limit: int | None) -> str:
    matrix = build_matrix(
        view.claims, articles=view.articles, statements=view.statements, reprints=view.reprints, limit=limit
    )
    return _template("notebook_story.html").render(title=title, view=view, matrix=matrix)


def _claim(claim: Claim) -> str:
    rows = [
        {
            "stance": str(SIGNS[position.stance]),
            "speaker": _who(position.speaker),
            "what": act_words(position.act, position.factuality),
            "said": days_label(position.said_on.start, position.said_on.end) if position.said_on else "",
            "figures": tuple(figure.surface for figure in position.figures),
            "article": position.article,
            "statement": position.statement,
        }
        for position in claim.positions
    ]
    caption = f"{claim.gloss} · {in_words(claim.articles, 'page')}, {in_words(claim.origins, 'origin')}"
    return _listed(caption, rows, ("stance", "speaker", "what", "said", "figures", "article", "statement"))


def _findings(findings: Findings) -> str:
    article = findings.article
    rows = [_said(article, statement) for statement in findings.statements]
    return _listed(article.title or page_name(article), rows, ("speaker", "what", "said", "words", "statement"))


def _speaker(view: SpeakerView) -> str:
    rows = [_said(article, statement) | {"page": _page(article)} for article, statement in view.statements]
    return _listed(view.entity.name, rows, ("what", "said", "words", "page", "statement"))


def _hit(hit: Hit) -> str:
    words = "".join(piece.text for piece in hit_pieces(hit))
    row = {"page": _page(hit.article), "title": hit.article.title, "words": words, "story": hit.story}
    return _listed(hit.article.id, [row], tuple(row))


def _listed(caption: str, rows: Rows, columns: Sequence[str]) -> str:
    return rows_html(caption, columns, rows, ROWS)


def _said(article: Article, statement: Statement) -> dict[str, Any]:
    return {
        "speaker": _who(statement.speaker),
        "what": act_words(statement.act, statement.factuality),
        "said": days_label(statement.said_on.start, statement.said_on.end) if statement.said_on else "",
        "words": " ".join(span.surface(article.text) for span in statement.content),
        "statement": statement.id,
    }


def _who(speaker: Any) -> str:
    voice = voice_of(speaker)
    return f"{voice.name}, {voice.detail}" if voice.detail else voice.name


def _page(article: Article) -> str:
    day = day_of(article.published_at)
    return f"{page_name(article)}, {day_label(day)}" if day else page_name(article)


def _cell(value: Any) -> str:
    """A value in a few words."""
    return shortened(inert(_told(value)), LONGEST_CELL)


def _told(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bytes):
        return in_words(len(value), "byte")
    if isinstance(value, Span):
        return f"{value.start}\u2013{value.end}"
    if isinstance(value, tuple | list):
        return ", ".join(_members(value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(getattr(value, "name", None) or getattr(value, "id", None) or value)


def _members(values: Sequence[Any]) -> Iterator[str]:
    yield from map(_told, islice(values, MEMBERS))
    if len(values) > MEMBERS:
        yield f"\u2026 {len(values)} in all"


@cache
def _template(name: str) -> Template:
    return environment().get_template(name)
