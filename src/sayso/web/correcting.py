"""Corrections in place: forms in the pages that they correct, a list of all that was entered, each with an undoing.

A page asked for with `correct=1` holds forms at the things it shows. What they send is made an entry by the functions
behind `sayso correct`, which look up and refuse the same; then the browser is led back to where it came from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import unquote

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sayso.errors import NoCorrection, NotInLedger
from sayso.ingest import entries
from sayso.ingest.correcting import claims_spoken_of, correct, meant_by, points_at_nothing
from sayso.ingest.entries import Word
from sayso.ledger import Ledger
from sayso.linking.rulings import undone
from sayso.records import Article, Correction
from sayso.views.corrections import Entry, articles_named, build_entry
from sayso.web.addresses import anchor, article_address, claim_address, speaker_address, story_address, with_query
from sayso.web.asking import Offset, Opened, settings_of
from sayso.web.drawing import draw
from sayso.web.failures import Kind, Refused
from sayso.web.forms import CORRECT, Fields, author_of, fields, keep_author, word_of

# Entries on one page of the list.
ROWS = 30
LIST = "/corrections"
# A page that holds forms, and how far on in its list.
PAGE = re.compile(r"/(claim|story|speaker|article)/([^/?#]+)(?:\?offset=([0-9]{1,9}))?", re.ASCII)
NO_STORE = {"Cache-Control": "no-store"}

router = APIRouter(include_in_schema=False)
Filled = Annotated[Fields, Depends(fields)]


# ------------------------------------------------------------------------------------------------------------ pages


@dataclass(frozen=True, slots=True)
class Desk:
    """What the forms of one page are made with.

    Attributes:
        is_allowed: whether this server takes corrections.
        is_open: whether the page is to hold forms.
        key: what every form carries.
        author: whose word it will be; "" before anybody has said.
        back: the page's address, to come back to.
        offset: how far on in the page's list.
        entered: the correction that was entered last, where the browser comes from that.
    """

    is_allowed: bool
    is_open: bool = False
    key: str = ""
    author: str = ""
    back: str = ""
    entered: Entry | None = None
    offset: int = 0

    @property
    def has_forms(self) -> bool:
        """Whether somebody may fill in forms here."""
        return self.is_open and bool(self.author)

    @property
    def correcting(self) -> str:
        """The address of this page with forms in it."""
        return with_query(self.back, correct=1, offset=self.offset)

    @property
    def here(self) -> str:
        """The address of this page without forms."""
        return with_query(self.back, offset=self.offset)

    @property
    def headers(self) -> dict[str, str]:
        """Of a page that holds a key: nobody keeps it."""
        return NO_STORE if self.is_open else {}


async def desk(
    request: Request,
    ledger: Opened,
    correct: Annotated[str, Query(pattern="^1?$")] = "",
    entered: Annotated[int, Query(ge=0, le=2**53)] = 0,
) -> Desk:
    """The desk of the page that is asked for."""
    # Not in a thread of its own: to go there and back costs more than to look up one entry.
    back = request.scope.get("raw_path", request.url.path.encode()).decode("latin-1").partition("?")[0]
    if settings_of(request).read_only:
        return Desk(is_allowed=False)
    if not correct:
        return Desk(is_allowed=True, back=back)
    shown = _entries(ledger, [entered])[0] if entered in ledger.corrections() else None
    return Desk(True, True, request.app.state.form_key, author_of(request), back, shown)


AtDesk = Annotated[Desk, Depends(desk)]


@router.get(LIST)
def corrections(request: Request, ledger: Opened, offset: Offset = 0) -> HTMLResponse:
    """Every correction, the last one first."""
    numbers = sorted(ledger.corrections(), reverse=True)
    shown = _entries(ledger, numbers[offset : offset + ROWS])
    is_allowed = not settings_of(request).read_only
    own = Desk(is_allowed, is_allowed, request.app.state.form_key, author_of(request), LIST)
    return draw(
        "corrections.html",
        headers=own.headers,
        desk=own,
        entries=shown,
        idle={each.number for each in shown if points_at_nothing(ledger, each.correction)},
        n_entries=len(numbers),
        back=with_query(LIST, offset=max(0, offset - ROWS)) if offset else "",
        onward=with_query(LIST, offset=offset + ROWS) if len(numbers) > offset + ROWS else "",
    )


def _entries(ledger: Ledger, numbers: list[int]) -> list[Entry]:
    made = ledger.corrections()
    gone = undone(made)
    by = {each.undoes: number for number, each in made.items() if number not in gone}
    known = _articles(ledger, {id for number in numbers for id in articles_named(made[number])})
    return [build_entry(number, made[number], known, by.get(number)) for number in numbers]


def _articles(ledger: Ledger, ids: set[str]) -> dict[str, Article]:
    found: dict[str, Article] = {}
    for id in ids:
        try:
            article = ledger.article(id)
        except NotInLedger:
            continue
        if article.id == id:
            found[id] = article
    return found


# ------------------------------------------------------------------------------------------------------------ forms


def _one_story(ledger: Ledger, filled: Fields, word: Word) -> Correction:
    return entries.one_story(ledger, filled.all("story"), word)


def _not_one_story(ledger: Ledger, filled: Fields, word: Word) -> Correction:
    return entries.not_one_story(ledger, filled.one("story"), filled.all("article"), word)


def _one_claim(ledger: Ledger, filled: Fields, word: Word) -> Correction:
    return entries.one_claim(ledger, filled.all("claim"), word)


def _not_one_claim(ledger: Ledger, filled: Fields, word: Word) -> Correction:
    return entries.not_one_claim(ledger, filled.one("claim"), filled.all("statement"), word)


def _claim_called(ledger: Ledger, filled: Fields, word: Word) -> Correction:
    return entries.claim_called(ledger, filled.one("claim"), filled.one("statement"), word)


def _called(ledger: Ledger, filled: Fields, word: Word) -> Correction:
    # By its id alone: another speaker may be called as this one's id is.
    speaker = ledger.speaker(filled.one("speaker")).entity.id
    return entries.called(ledger, speaker, filled.one("name"), word)


def _spoken_by(ledger: Ledger, filled: Fields, word: Word) -> Correction:
    statement = filled.one("statement")
    if filled.one("nobody"):
        return entries.spoken_by(ledger, statement, None, word)
    kind, role = filled.one("kind") or None, filled.one("role").strip() or None
    return entries.spoken_by(ledger, statement, filled.one("name"), word, kind=kind, role=role)


def _with_stance(ledger: Ledger, filled: Fields, word: Word) -> Correction:
    return entries.with_stance(ledger, filled.one("statement"), filled.one("claim"), filled.one("stance"), word)


def _taken_back(ledger: Ledger, filled: Fields, word: Word) -> Correction:
    number = filled.one("number")
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise NoCorrection(f"{number!r} is no number of a correction")
    return entries.taken_back(ledger, int(number), word)


MAKERS: Mapping[str, Callable[[Ledger, Fields, Word], Correction]] = {
    "merge": _one_story,
    "split": _not_one_story,
    "merge-claims": _one_claim,
    "split-claim": _not_one_claim,
    "name-claim": _claim_called,
    "rename": _called,
    "speaker": _spoken_by,
    "stance": _with_stance,
    "undo": _taken_back,
}
# One correction after another: while one waits for a read that writes, the others wait without holding up a page.
WRITERS = 1


@router.post(f"{CORRECT}author")
def author(filled: Filled) -> Response:
    """Who is correcting from now on, in this browser."""
    answer = RedirectResponse(_kept_page(filled.one("back")), 303)
    try:
        keep_author(answer, filled.one("name"))
    except NoCorrection as error:
        raise Refused(Kind.WRONG_USE, str(error), _kept_page(filled.one("back"))) from None
    return answer


@router.post(f"{CORRECT}{{what}}")
async def enter(request: Request, what: str, filled: Filled) -> Response:
    """Enter a correction, and lead back to the page it came from."""
    make = MAKERS.get(what)
    if make is None:
        raise Refused(Kind.NOT_FOUND, "there is nothing at this address")
    word = word_of(request)
    place = settings_of(request).ledger
    limiter: CapacityLimiter = request.app.state.writers
    return RedirectResponse(await run_sync(_enter, place, make, filled, word, limiter=limiter), 303)


@router.get(f"{CORRECT}{{what}}")
def entered(what: str) -> Response:
    """Where a form was sent there is nothing to look at."""
    return RedirectResponse(LIST, 303)


def _enter(place: str, make: Callable[[Ledger, Fields, Word], Correction], filled: Fields, word: Word) -> str:
    """Enter what a form says; the address to show behind it."""
    # It must be there: none is made by correcting one.
    Ledger.open(place, read_only=True).close()
    with Ledger.open(place) as ledger:
        try:
            correction = make(ledger, filled, word)
            number = correct(ledger, correction)
        except (NoCorrection, NotInLedger) as error:
            kind = Kind.WRONG_USE if isinstance(error, NoCorrection) else Kind.NOT_FOUND
            raise Refused(kind, str(error), _kept_page(filled.one("back"))) from error
        if filled.one("back") == LIST:
            return LIST
        shown = _still_there(ledger, filled.one("back")) or _spoken_of(ledger, correction) or LIST
        # As far on as it was, where it is the same page.
        offset = _offset(filled.one("back")) if shown == _page(filled.one("back")) else 0
    return f"{with_query(shown, correct=1, entered=number, offset=offset)}{_anchor(filled)}"


def _anchor(filled: Fields) -> str:
    """The place in the page, where one thing alone was corrected."""
    named = filled.all("statement")
    return anchor(named[0]) if len(named) == 1 else ""


def _kept_page(back: str) -> str:
    """The page that a form came from, with forms in it; made anew, so that it can be no other server's."""
    address = _page(back)
    return with_query(address, correct=1, offset=_offset(back)) if address else LIST


def _page(back: str) -> str:
    found = PAGE.fullmatch(back)
    return ADDRESSES[found[1]](unquote(found[2])) if found else ""


def _offset(back: str) -> int:
    found = PAGE.fullmatch(back)
    return int(found[3] or 0) if found else 0


ADDRESSES = {"claim": claim_address, "story": story_address, "speaker": speaker_address, "article": article_address}


def _still_there(ledger: Ledger, back: str) -> str:
    """The page that a form came from, if what it shows is still there."""
    found = PAGE.fullmatch(back)
    if found is None:
        return ""
    id = unquote(found[2])
    looks = {
        "claim": lambda: ledger.claim(id).id,
        "story": lambda: ledger.story(id).story.id,
        "speaker": lambda: ledger.speaker(id).entity.id,
        "article": lambda: ledger.article(id).id,
    }
    try:
        return ADDRESSES[found[1]](looks[found[1]]())
    except NotInLedger:
        return ""


def _spoken_of(ledger: Ledger, correction: Correction) -> str:
    """The page of what a correction speaks of, as it is now."""
    of = meant_by(ledger, correction)
    claims = claims_spoken_of(ledger, of)
    if claims:
        return claim_address(claims[0].id)
    ids = [*of.articles, *(excerpt.article for excerpt in of.statements)]
    stories = ledger.stories_of(ids[:1])
    return story_address(stories[0].id) if stories else ""
