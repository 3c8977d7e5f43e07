"""The pages: what each address shows. Every one is whole without a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sayso.errors import NoQuestion
from sayso.ingest import installed_scorer
from sayso.ingest.entries import namable
from sayso.ledger import Extent, Ledger, Sought
from sayso.records import Answer, Claim, SpeakerView, Stance, StorySummary, StoryView
from sayso.views import (
    Matrix,
    Profile,
    build_figure_table,
    build_matrix,
    build_profile,
    build_timeline,
    build_utterances,
    hit_pieces,
    origins_by_article,
    page_tree,
)
from sayso.views.citing import cited_paragraph
from sayso.views.days import day_of
from sayso.views.dossier import at_a_glance, days_of
from sayso.views.marked import build_marked, commitment_of
from sayso.views.pages import carriers
from sayso.views.relations import related_of_rows, related_to
from sayso.web.addresses import claim_address, speaker_address, with_query
from sayso.web.asking import LONGEST_WORDS, Offset, Opened, SoughtStories, Words, settings_of
from sayso.web.correcting import AtDesk
from sayso.web.drawing import STATIC_FILES, draw, static_file
from sayso.web.failures import Kind, Refused
from sayso.web.visits import last_look

# Rows of a list on one page: a few screens, and quick to draw.
ROWS = 30
# Claims across a matrix: what can still be taken in, and drawn in a blink; `?claims=all` shows every one.
CLAIMS = 12
# Claims named below it, one line each.
CLAIMS_NAMED = 60
# Claims and stories to choose from where they are corrected.
CHOICES = 400
STORIES_AROUND = 12
# Days before and after a story in which another report of the same happening may be.
DAYS_AROUND = timedelta(days=14)
# Stories that an answer shows, those with most to say.
ANSWERS = 3
# Statements marked in one article. A long report has 150; more of them are in lists and records, not in news.
MARKED = 1_000
# Articles that a search shows.
HITS = 50

router = APIRouter(include_in_schema=False)


@router.get("/")
def stories(
    request: Request,
    ledger: Opened,
    sought: SoughtStories,
    offset: Offset = 0,
    new: Annotated[str, Query(pattern="^1?$")] = "",
) -> HTMLResponse:
    """The stories, searched and filtered; what came since the reader's last visit is marked."""
    look = last_look(request)
    since = look if look and look.is_of(ledger) else None
    if since and new:
        sought = replace(sought, added_after=since.article)
    found = ledger.stories_sought(sought, Extent(ROWS + 1, offset))
    asked = asdict(sought)
    is_new = bool(asked.pop("added_after"))
    filters = {"q": asked.pop("words"), **asked, "new": "1" if is_new else ""}
    return draw(
        "stories.html",
        stories=found[:ROWS],
        counts=ledger.counts() if not offset and not any(filters.values()) else None,
        filters=filters,
        since=since,
        n_added=ledger.n_added(since.mark) if since else 0,
        news=ledger.story_news(since.mark, [story.id for story in found[:ROWS]]) if since else {},
        is_waiting=bool(ledger.unlinked(limit=1)),
        back=with_query("/", **filters, offset=max(0, offset - ROWS)) if offset else "",
        onward=with_query("/", **filters, offset=offset + ROWS) if len(found) > ROWS else "",
    )


@router.get("/story/{id:path}")
def story(
    ledger: Opened, desk: AtDesk, id: str, claims: Annotated[str, Query(pattern="^(all)?$")] = "", find: Words = ""
) -> HTMLResponse:
    """One story: the matrix, who spoke when, the claims, the quotations, the pages."""
    view = ledger.story(id)
    matrix = _matrix(view, view.claims, None if claims else CLAIMS)
    shown = {row.claim.id for row in matrix.rows}
    others = [claim for claim in view.claims if claim.id not in shown]
    leaves = page_tree(view.articles, view.reprints)
    return draw(
        "story.html",
        headers=desk.headers,
        desk=desk,
        find=find.strip(),
        around=_around(ledger, view, find.strip()) if desk.has_forms else (),
        view=view,
        matrix=matrix,
        glances=at_a_glance(matrix),
        related=related_of_rows(matrix.rows, view.claims),
        others=others[: CHOICES if desk.has_forms else CLAIMS_NAMED],
        n_others=len(others),
        timeline=build_timeline(matrix, view.articles),
        utterances=build_utterances(
            view.quotations, articles=view.articles, statements=view.statements, reprints=view.reprints
        ),
        leaves=leaves,
        known={article.id: article for article in view.articles},
        n_origins=len(set(origins_by_article(view.story.articles, view.reprints).values())),
        outlets=sorted({article.outlet for article in view.articles if article.outlet}),
        days=days_of(view),
    )


@router.get("/claim/{id:path}")
def claim(request: Request, ledger: Opened, desk: AtDesk, id: str) -> HTMLResponse:
    """One claim: everything said on it, in its sentences, and on whom it rests."""
    found, view = ledger.claim_in_story(id)
    matrix = _matrix(view, (found,), None)
    row = matrix.rows[0]
    return draw(
        "claim.html",
        headers=desk.headers,
        desk=desk,
        namable=namable(ledger, found) - {found.gloss_statement} if desk.has_forms else (),
        others=[each for each in view.claims if each.id != found.id][:CHOICES] if desk.has_forms else (),
        view=view,
        citation=cited_paragraph(row, f"{str(request.base_url).rstrip('/')}{claim_address(found.id)}"),
        **_told(view, matrix),
    )


@router.get("/speaker/{id:path}")
def speaker(ledger: Opened, desk: AtDesk, id: str, offset: Offset = 0) -> HTMLResponse:
    """One speaker: changes of position, and what it said in order of time with where it stands, story by story."""
    desk = replace(desk, offset=offset)
    spoken = ledger.spoken(id, Extent(ROWS, offset))
    view = spoken.view
    articles = dict.fromkeys(article for article, _ in view.statements)
    profile = _profile(ledger, view)
    rows = sorted(profile.rows, key=lambda row: row.claim.story)
    topics = [(id, list(some)) for id, some in groupby(rows, key=lambda row: row.claim.story)]
    first = [some[0].claim.positions[0].article for _, some in topics]
    titles = {story.id: story.title for story in ledger.stories_of(first)}
    has_more = spoken.n_statements > offset + ROWS
    here, correct = speaker_address(view.entity.id), "1" if desk.is_open else ""
    return draw(
        "speaker.html",
        headers=desk.headers,
        desk=desk,
        taken=_taken(view.claims) if desk.has_forms else {},
        entity=view.entity,
        profile=profile,
        turns=_profile(ledger, spoken.turns).rows,
        # Prints of one text are told together, and count as one, where all of them stand on one page.
        n_said=spoken.n_statements if offset or has_more else len(profile.sayings),
        n_stories=spoken.n_stories,
        n_before=offset,
        topics=[(id, titles.get(id, id), some) for id, some in topics],
        known={article.id: article for article in (*articles, *view.printed_in)},
        claim_of={row.gloss: row.claim.id for row in rows},
        back=with_query(here, correct=correct, offset=max(0, offset - ROWS)) if offset else "",
        onward=with_query(here, correct=correct, offset=offset + ROWS) if has_more else "",
    )


@router.get("/article/{id:path}")
def article(ledger: Opened, desk: AtDesk, id: str) -> HTMLResponse:
    """One article as it was printed, with everything that was found in it marked."""
    found = ledger.article(id)
    statements = ledger.statements_in(found.id)
    reprint = carriers(ledger.reprints_among([found.id])).get(found.id)
    above = ledger.article(reprint.of) if reprint else None
    story = next(iter(ledger.stories_of([found.id])), None)
    return draw(
        "article.html",
        headers=desk.headers,
        desk=desk,
        taken=_taken(ledger.story(story.id).claims) if story and desk.has_forms else {},
        article=found,
        story=story,
        reprint=reprint,
        above=above,
        paragraphs=build_marked(found, statements[:MARKED], above),
        statements=[(statement, commitment_of(statement)) for statement in statements[:MARKED]],
        n_statements=len(statements),
        quotations=ledger.quotations_in(found.id),
        made_by=ledger.made_by(found.id),
    )


@router.get("/quotation/{id:path}")
def quotation(ledger: Opened, id: str) -> HTMLResponse:
    """One utterance: its fullest wording, and every other one word by word against it."""
    found = ledger.quotation(id)
    ids = sorted({form.article for form in found.forms})
    articles = [ledger.article(id) for id in ids]
    said = [statement for id in ids for statement in ledger.statements_in(id)]
    utterances = build_utterances([found], articles=articles, statements=said, reprints=ledger.reprints_among(ids))
    return draw(
        "quotation.html", quotation=found, said=utterances[0], story=next(iter(ledger.stories_of(ids[:1])), None)
    )


@router.get("/ask")
def ask(ledger: Opened, q: Words = "", story: Annotated[str, Query(max_length=LONGEST_WORDS)] = "") -> HTMLResponse:
    """What the ledger says on a claim in the reader's own words."""
    question, complaint, found = q.strip(), "", tuple[Answer, ...]()
    if question:
        try:
            found = ledger.ask(question, story=story or None, scorer=installed_scorer())
        except NoQuestion as error:
            complaint = str(error)
    shown = [(answer, _told(answer.view, _matrix_on(answer))) for answer in found[:ANSWERS]]
    return draw("ask.html", question=question, complaint=complaint, answers=shown, n_answers=len(found))


@router.get("/search")
def search(ledger: Opened, q: Words = "") -> HTMLResponse:
    """Articles that hold all words, the newest first."""
    hits = ledger.search(q, limit=HITS) if q.strip() else ()
    return draw("search.html", q=q.strip(), hits=[(hit, hit_pieces(hit)) for hit in hits], most=HITS)


@router.get("/problems")
def problems(ledger: Opened, offset: Offset = 0) -> HTMLResponse:
    """What could not be read, and why."""
    found = ledger.problems_listed(Extent(ROWS + 1, offset))
    return draw(
        "problems.html",
        problems=found[:ROWS],
        offset=offset,
        back=with_query("/problems", offset=offset - ROWS) if offset > ROWS else ("/problems" if offset else ""),
        onward=with_query("/problems", offset=offset + ROWS) if len(found) > ROWS else "",
    )


@router.get("/about")
def about(request: Request, ledger: Opened) -> HTMLResponse:
    """What this is, which program found what, and what it cannot do."""
    settings = settings_of(request)
    return draw("about.html", settings=settings, counts=ledger.counts(), made_by=ledger.programs())


@router.get("/static/{name}")
def static(name: str) -> Response:
    """A style sheet, the script for keys, the icon."""
    if name not in STATIC_FILES:
        raise Refused(Kind.NOT_FOUND, "there is nothing at this address")
    return Response(static_file(name), media_type=STATIC_FILES[name][1])


@router.get("/favicon.ico")
def icon() -> Response:
    """Where browsers look unasked."""
    return RedirectResponse("/static/icon.svg", 308)


def _around(ledger: Ledger, view: StoryView, words: str) -> list[StorySummary]:
    """Stories that this one may be one with: those that hold some words, else those of the days around it."""
    days = [day for article in view.articles if (day := day_of(article.published_at))]
    sought = Sought(words)
    if days and not words:
        since, until = min(days) - DAYS_AROUND, max(days) + DAYS_AROUND
        sought = Sought(since=since.isoformat(), until=until.isoformat())
    found = ledger.stories_sought(sought, Extent(STORIES_AROUND + 1))
    return [each for each in found if each.id != view.story.id][:STORIES_AROUND]


def _profile(ledger: Ledger, view: SpeakerView) -> Profile:
    articles = {article.id for article in (*(article for article, _ in view.statements), *view.printed_in)}
    return build_profile(view, ledger.reprints_among(sorted(articles)))


def _taken(claims: Sequence[Claim]) -> dict[str, list[tuple[Claim, Stance]]]:
    """Statement id -> the claims on which it takes a position, and which one."""
    found: dict[str, list[tuple[Claim, Stance]]] = {}
    for claim in claims:
        for position in claim.positions:
            found.setdefault(position.statement, []).append((claim, position.stance))
    return found


def _matrix(view: StoryView, claims: Sequence[Claim], limit: int | None) -> Matrix:
    return build_matrix(claims, articles=view.articles, statements=view.statements, reprints=view.reprints, limit=limit)


def _matrix_on(answer: Answer) -> Matrix:
    return _matrix(answer.view, (answer.claim,), None)


def _told(view: StoryView, matrix: Matrix) -> dict[str, Any]:
    """What the body of a claim is drawn from."""
    row = matrix.rows[0]
    return {
        "row": row,
        "figures": {row.claim.id: build_figure_table(row)},
        "matrix": matrix,
        "related": {row.claim.id: related_to(row.claim, view.claims)},
        "known": {article.id: article for article in view.articles},
        "timeline": build_timeline(matrix, view.articles),
    }
