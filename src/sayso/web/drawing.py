"""Templates to pages: the environment of the dossier, with the addresses of this server."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FunctionLoader

from sayso.ingest.entries import LONGEST_NAME
from sayso.records import Article, Quotation, SpeakerKind, Statement
from sayso.views import day_label, days_label, inert, reprint_words
from sayso.views.days import day_of
from sayso.views.dossier import TEMPLATES, environment
from sayso.views.phrases import shortened
from sayso.web.addresses import (
    article_address,
    claim_address,
    claim_feed_address,
    quotation_address,
    speaker_address,
    story_address,
    story_feed_address,
    with_query,
)

OWN_TEMPLATES = files("sayso.web").joinpath("templates")
STATIC = files("sayso.web").joinpath("static")
# Name in an address -> file and its media type. Nothing else is given out as a file.
STATIC_FILES: dict[str, tuple[Traversable, str]] = {
    "dossier.css": (TEMPLATES.joinpath("dossier.css"), "text/css; charset=utf-8"),
    "web.css": (STATIC.joinpath("web.css"), "text/css; charset=utf-8"),
    "keys.js": (STATIC.joinpath("keys.js"), "text/javascript; charset=utf-8"),
    "icon.svg": (STATIC.joinpath("icon.svg"), "image/svg+xml"),
}

# Code points: two lines in a table.
LONGEST_OPENING = 110


@cache
def static_file(name: str) -> bytes:
    """What is given out under a name of `STATIC_FILES`."""
    return STATIC_FILES[name][0].read_bytes()


@cache
def look() -> str:
    """Another text whenever a template or a style sheet is another one; for caches."""
    told = hashlib.sha256()
    for folder in (OWN_TEMPLATES, STATIC, TEMPLATES):
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            told.update(file.read_bytes())
    return told.hexdigest()[:16]


@cache
def _environment() -> Environment:
    made = environment()
    made.loader = FunctionLoader(_template)
    made.filters.update(
        opening=_opening,
        printed=_printed,
        instant=_instant,
        moment=_moment,
        reprint_words=reprint_words,
        story_days=lambda days: days_label(*map(day_of, days)),
    )
    made.tests.update(has_changed=lambda row: any(map(row.changed, row.cells)))
    made.globals.update(
        look=look(),
        page_address=lambda article, statement="": article_address(article.id, statement),
        cell_address=lambda row, line: claim_address(row.claim.id, line.statement.id),
        claim_address=lambda row: claim_address(row.claim.id),
        speaker_address=lambda voice: speaker_address(voice.id),
        address_of_story=story_address,
        address_of_claim=claim_address,
        address_of_speaker=speaker_address,
        address_of_article=article_address,
        address_of_quotation=quotation_address,
        feed_of_story=story_feed_address,
        feed_of_claim=claim_feed_address,
        with_query=with_query,
        SPEAKER_KINDS=tuple(SpeakerKind),
        LONGEST_NAME=LONGEST_NAME,
    )
    return made


def _template(name: str) -> str | None:
    own = OWN_TEMPLATES.joinpath(name)
    found = own if own.is_file() else TEMPLATES.joinpath(name)
    return found.read_text(encoding="utf-8") if found.is_file() else None


def _opening(statement: Statement, article: Article) -> str:
    """How the words of a statement begin."""
    spans = statement.content or statement.cue or statement.source
    return shortened(inert(" ".join(span.surface(article.text) for span in spans)).strip(), LONGEST_OPENING)


def _printed(quotation: Quotation, article: Article) -> str:
    """How an article prints a quotation."""
    form = next(form for form in quotation.forms if form.article == article.id)
    return shortened(inert(" ".join(span.surface(article.text) for span in form.spans)), LONGEST_OPENING)


def _instant(at: str) -> str:
    """When an entry was made: "4 Mar 2025, 10:12 UTC"."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return inert(at)
    return _moment(moment)


def _moment(moment: datetime) -> str:
    return f"{day_label(moment.date())}, {moment:%H:%M} UTC"


def draw(name: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any) -> HTMLResponse:
    """A page; everything in `values` that is no markup is escaped."""
    page = _environment().get_template(name).render(values)
    return HTMLResponse(page.encode("utf-8", "replace"), status_code=status, headers=dict(headers or {}))
