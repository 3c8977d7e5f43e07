"""A claim as a paragraph to cite: who takes which stance, in which page, and where the claim stands.

It is put together from signs, names and days; the only words of a report in it stand in quotation marks.
"""

from __future__ import annotations

from itertools import chain

from sayso.records import Article
from sayso.views.days import day_label, day_of
from sayso.views.matrix import ClaimRow, Contest, Line, Tally
from sayso.views.pages import page_name
from sayso.views.phrases import in_quotes, in_words
from sayso.views.signs import SIGNS, act_words

CONTESTS = {
    Contest.DISPUTED: "disputed",
    Contest.UNSETTLED: "not settled",
    Contest.AGREED: "several speakers, one stance",
    Contest.ONE_VOICE: "one speaker",
}
# Speakers named under one stance; more make a list, not a paragraph.
MOST_NAMED = 6


def cited_paragraph(row: ClaimRow, address: str) -> str:
    """One paragraph of plain text, inert.

    Args:
        address: where the claim can be looked up.
    """
    counts = f"{in_words(row.claim.articles, 'page')}, {in_words(row.n_origins, 'origin')}"
    return f"{in_quotes(row.gloss)} ({CONTESTS[row.contest]}; {counts}). {stances_in_words(row)} {address}"


def stances_in_words(row: ClaimRow) -> str:
    """Who takes which stance, in which page."""
    return " ".join(_stance(row, tally) for tally in row.tally)


def _stance(row: ClaimRow, tally: Tally) -> str:
    marks = chain.from_iterable(row.cells.values())
    first = [mark.lines[0] for mark in marks if mark.stance is tally.stance]
    told = [_told(line) for line in first[:MOST_NAMED]]
    more = f"; and {len(first) - MOST_NAMED} more" if len(first) > MOST_NAMED else ""
    return f"{SIGNS[tally.stance].word.capitalize()}: {'; '.join(told)}{more}."


def _told(line: Line) -> str:
    who = f"{line.voice.name}, {line.voice.detail}" if line.voice.detail else line.voice.name
    return f"{who} ({act_words(line.position.act, line.position.factuality)}; {_page(line.article)})"


def _page(article: Article) -> str:
    day = day_of(article.published_at)
    return f"{page_name(article)}, {day_label(day)}" if day else page_name(article)
