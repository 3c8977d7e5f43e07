"""The five tools: each asks the ledger, and gives cells or says that there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import Any, TypeVar

from sayso.errors import NotInLedger
from sayso.ingest import installed_scorer
from sayso.ledger import Ledger
from sayso.mcp import answers, arguments
from sayso.mcp.answers import Cell, Paged
from sayso.mcp.arguments import Arguments
from sayso.mcp.cells import Home, cell_of, cell_of_line, cells_of_saying, claim_of, sentences
from sayso.records import Answer, Article, Claim, Hit, SpeakerView, StoryView
from sayso.segments import Segments, segment
from sayso.spans import Span, Spans
from sayso.views import ClaimRow, build_matrix, build_profile, inert
from sayso.views.dossier import days_of, safe_link
from sayso.views.evidence import LONGEST_SENTENCE, evidence
from sayso.views.relations import RelatedTo, related_of_rows, related_to
from sayso.web.addresses import article_address, speaker_address, story_address, with_query

# Cells shown of each claim where a tool gives several claims; `claim` pages through all of them.
MOST_CELLS = 20
# Sentences shown of an article found, and statements in them.
MOST_SENTENCES = 3

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool.

    Attributes:
        told: what an assistant reads to choose it.
        answer: the ledger, what is asked and where pages are shown -> what is answered.
    """

    name: str
    told: str
    takes: type[Arguments]
    gives: type[Paged]
    answer: Callable[[Ledger, Any, Home], Paged]


def search(ledger: Ledger, asked: arguments.Search, home: Home) -> answers.Found:
    """Articles that hold all the words, the newest first."""
    hits, onward = _page(ledger.search(asked.words, limit=asked.offset + asked.limit + 1), asked)
    return answers.Found(
        passages=[_passage(ledger, hit, home) for hit in hits],
        no_cell=_nothing(hits, asked, "no article of the ledger holds all these words"),
        next_offset=onward,
    )


def story(ledger: Ledger, asked: arguments.OfStory, home: Home) -> answers.Story:
    """A story's claims, the most open first, each with the first sentence of each speaker's stance."""
    view = ledger.story(asked.id)
    rows, onward = _page(_rows(view, view.claims), asked)
    carried = {reprint.article for reprint in view.reprints}
    related = related_of_rows(rows, view.claims)
    return answers.Story(
        id=view.story.id,
        title=inert(view.story.title),
        pages=len(view.articles),
        origins=len(view.articles) - len(carried),
        outlets=sorted({article.outlet for article in view.articles if article.outlet}),
        days=days_of(view),
        claims=[_opening(row, home, related[row.claim.id]) for row in rows],
        no_cell=_nothing(rows, asked, "nothing said in this story could be gathered into a claim"),
        next_offset=onward,
        link=home.of(story_address(view.story.id)),
    )


def claim(ledger: Ledger, asked: arguments.OfClaim, home: Home) -> answers.OneClaim:
    """Everything said on one claim, by stance and then by day."""
    found = ledger.claim(asked.id)
    view = ledger.story(found.story)
    (row,) = _rows(view, [found])
    lines, onward = _page(row.lines, asked)
    shown = [cell_of_line(line, home, row.claim.id) for line in lines]
    return answers.OneClaim(
        claim=claim_of(row, shown, len(row.lines), home, related=related_to(found, view.claims)),
        no_cell=_nothing(lines, asked, "nothing is said on this claim"),
        next_offset=onward,
    )


def ask(ledger: Ledger, asked: arguments.Ask, home: Home) -> answers.Asked:
    """What stories say on a claim in somebody's own words."""
    found, onward = _page(ledger.ask(asked.question, story=asked.story or None, scorer=installed_scorer()), asked)
    return answers.Asked(
        question=asked.question,
        stories=[_told(answer, asked.question, home) for answer in found],
        no_cell=_nothing(
            found, asked, "no statement of the ledger is about all of that, which is not to say that nobody said so"
        ),
        next_offset=onward,
    )


def who(ledger: Ledger, asked: arguments.Who, home: Home) -> answers.Speakers:
    """What speakers of a name said, each in order of time."""
    try:
        views = ledger.who(asked.name)
    except NotInLedger as error:
        return answers.Speakers(speakers=[], no_cell=str(error), next_offset=None)
    known = {view.entity.id: _known(ledger, view, home) for view in views}
    everything = [(id, cell) for id, speaker in known.items() for cell in speaker.cells]
    shown, onward = _page(everything, asked)
    return answers.Speakers(
        speakers=[
            known[id].model_copy(update={"cells": [cell for _, cell in some]})
            for id, some in groupby(shown, key=lambda pair: pair[0])
        ],
        no_cell=_nothing(shown, asked, "no statement of theirs is in the ledger"),
        next_offset=onward,
    )


TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            "search",
            "Find articles that hold all of some words, with the sentences that hold them and who says what there.",
            arguments.Search,
            answers.Found,
            search,
        ),
        Tool(
            "story",
            "Show one story: its claims, the most disputed first, and who supports, denies or will not confirm each.",
            arguments.OfStory,
            answers.Story,
            story,
        ),
        Tool(
            "claim",
            "Show everything said on one claim: speaker, stance, sentence, article.",
            arguments.OfClaim,
            answers.OneClaim,
            claim,
        ),
        Tool(
            "ask",
            "Ask who says yes and who says no to a claim in your own words. It finds statements that name what you "
            "name; stances are towards your words.",
            arguments.Ask,
            answers.Asked,
            ask,
        ),
        Tool(
            "who",
            "Show what one speaker said, in order of time, and where the speaker changed position.",
            arguments.Who,
            answers.Speakers,
            who,
        ),
    )
}


def _page(items: Sequence[Item], asked: Arguments) -> tuple[Sequence[Item], int | None]:
    """The rows asked for, and the offset of those behind them."""
    end = asked.offset + asked.limit
    return items[asked.offset : end], end if len(items) > end else None


def _nothing(shown: Sequence[object], asked: Arguments, why: str) -> str | None:
    if shown:
        return None
    return f"no cell: nothing behind offset {asked.offset}" if asked.offset else f"no cell: {why}"


def _rows(view: StoryView, claims: Sequence[Claim]) -> tuple[ClaimRow, ...]:
    return build_matrix(
        claims, articles=view.articles, statements=view.statements, reprints=view.reprints, limit=None
    ).rows


def _opening(row: ClaimRow, home: Home, related: Sequence[RelatedTo]) -> answers.Claim:
    """A claim with the first line of each speaker's stance."""
    first = [mark.lines[0] for mark in chain.from_iterable(row.cells.values())]
    shown = [cell_of_line(line, home, row.claim.id) for line in first[:MOST_CELLS]]
    return claim_of(row, shown, len(row.lines), home, related=related)


def _told(answer: Answer, question: str, home: Home) -> answers.Told:
    (row,) = _rows(replace(answer.view, claims=(answer.claim,)), [answer.claim])
    shown = [cell_of_line(line, home, None) for line in row.lines[:MOST_CELLS]]
    link = home.of(with_query("/ask", q=question, story=answer.view.story.id))
    return answers.Told(
        story=answer.view.story.id,
        title=inert(answer.view.story.title),
        near=list(answer.near),
        claim=claim_of(row, shown, len(row.lines), home, link=link),
        link=link,
    )


def _known(ledger: Ledger, view: SpeakerView, home: Home) -> answers.Speaker:
    """A speaker with all cells."""
    ids = {article.id for article, _ in view.statements} | {article.id for article in view.printed_in}
    profile = build_profile(view, ledger.reprints_among(sorted(ids)))
    ids_of = {row.gloss: row.claim.id for row in profile.rows}
    shown = [cell for saying in profile.sayings for cell in cells_of_saying(saying, home, ids_of)]
    entity = view.entity
    return answers.Speaker(
        id=entity.id,
        name=inert(entity.name),
        kind=entity.kind.value,
        role=entity.role,
        institution=entity.institution,
        changes=[row.gloss for row in profile.rows if row.changed(entity.id)],
        n_cells=len(shown),
        cells=shown,
        link=home.of(speaker_address(entity.id)),
    )


def _passage(ledger: Ledger, hit: Hit, home: Home) -> answers.Passage:
    article = hit.article
    segments = segment(article.text, article.furniture)
    regions = _regions(hit, segments)
    return answers.Passage(
        article=article.id,
        title=article.title,
        outlet=article.outlet,
        published_at=article.published_at,
        url=safe_link(article.url) or None,
        story=hit.story,
        sentences=sentences(article, regions),
        cells=_said_in(ledger, article, regions, segments, home),
        link=home.of(article_address(article.id)),
    )


def _regions(hit: Hit, segments: Segments) -> Spans:
    """The first sentences that hold words found; of one without an end the letters around the word."""
    inside: dict[Span, Span] = {}
    for sentence in segments.sentences:
        word = next((span for span in hit.spans if span.overlaps(sentence)), None)
        if word is not None and len(inside) < MOST_SENTENCES:
            inside[sentence] = word
    return tuple(_bounded(sentence, word) for sentence, word in inside.items())


def _bounded(sentence: Span, word: Span) -> Span:
    if len(sentence) <= LONGEST_SENTENCE:
        return sentence
    start = max(sentence.start, word.start - LONGEST_SENTENCE // 4)
    return Span(start, min(sentence.end, start + LONGEST_SENTENCE))


def _said_in(ledger: Ledger, article: Article, regions: Spans, segments: Segments, home: Home) -> list[Cell]:
    """Statements whose content stands in one of these stretches."""
    said = [
        statement
        for statement in ledger.statements_in(article.id)
        if any(content.overlaps(region) for content in statement.content for region in regions)
    ]
    return [
        cell_of(article, statement, evidence(article, statement, segments).regions, home)
        for statement in said[:MOST_CELLS]
    ]
