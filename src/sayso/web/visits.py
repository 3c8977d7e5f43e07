"""When somebody was here last: kept in that browser alone, so that the list of stories can mark what came since.

A cookie holds two marks of the ledger with their times: where the visit before this one ended, and where this one has
come. Nothing is kept here, nothing is counted, and it tells nobody anything but how far the reader's own list went.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from anyio.to_thread import run_sync
from fastapi import Request, Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.errors import LedgerError
from sayso.ledger import Ledger, Mark, state_of
from sayso.web.asking import cookie
from sayso.web.caching import VARIANT

COOKIE = "sayso_visit"
HOME = "/"
# Seconds without a look at the list after which the next one is another visit.
PAUSE_S = 3_600
# Seconds between two looks of which the second need not be kept.
SOON_S = 60
YEAR_S = 365 * 24 * 3_600
# Letters of the digest by which another ledger is told from this one, and digits of a number or a time.
SHORT = 8
MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Look:
    """How far the ledger had come when somebody looked.

    Attributes:
        at: seconds since 1970.
        digest: of the last article's id.
    """

    at: int
    article: int
    correction: int
    digest: str

    @property
    def when(self) -> datetime:
        """The time, in UTC."""
        return datetime.fromtimestamp(self.at, UTC)

    @property
    def mark(self) -> Mark:
        """The same as the ledger says it; its id is not known any more."""
        return Mark(self.article, "", self.correction)

    def is_of(self, ledger: Ledger) -> bool:
        """Whether it was this ledger that was looked at."""
        return digest_of(ledger.article_numbered(self.article)) == self.digest


@dataclass(frozen=True, slots=True)
class Visit:
    """One browser's visits.

    Attributes:
        before: where the visit before this one ended; None on the first.
        now: where this one has come.
    """

    before: Look | None
    now: Look


def digest_of(id: str) -> str:
    """A few letters by which an article's id is known again."""
    return hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:SHORT]


def next_visit(known: Visit | None, mark: Mark, at: int) -> Visit:
    """The visits with a look at this time."""
    now = Look(at, mark.article, mark.correction, digest_of(mark.id))
    if known is None:
        return Visit(None, now)
    if at - known.now.at > PAUSE_S:
        return Visit(known.now, now)
    if at - known.now.at < SOON_S and replace(now, at=known.now.at) == known.now:
        return known
    return Visit(known.before, now)


def written(visit: Visit) -> str:
    """As the cookie holds it."""
    looks = (visit.before, visit.now) if visit.before else (visit.now,)
    return ".".join(f"{each.at}-{each.article}-{each.correction}-{each.digest}" for each in looks)


def read(text: str) -> Visit | None:
    """What a cookie holds; None if that is not what we wrote."""
    looks = [_look(part) for part in text.split(".")]
    if len(looks) > 2 or None in looks:
        return None
    before = looks[0] if len(looks) == 2 else None
    last = looks[-1]
    return Visit(before, last) if last else None


def _look(part: str) -> Look | None:
    match part.split("-"):
        case [*numbers, digest] if len(numbers) == 3 and len(digest) == SHORT and all(map(_is_number, numbers)):
            at, article, correction = map(int, numbers)
            # The last second that a date can have.
            return Look(at, article, correction, digest) if at < 253_402_300_800 else None
    return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS


def now() -> int:
    """Seconds since 1970."""
    return int(time.time())


def last_look(request: Request) -> Look | None:
    """Where the visit before this one ended; None on the first."""
    return _look(request.scope.get(VARIANT, ""))


class Visits:
    """Tells the list of stories of the visit before, and the browser of this one."""

    def __init__(self, app: ASGIApp, place: str) -> None:
        self.app = app
        self.place = place
        self._mark: tuple[str, Mark] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] != HOME:
            await self.app(scope, receive, send)
            return
        mark = await self._marked()
        if mark is None:
            await self.app(scope, receive, send)
            return
        known = read(cookie(Headers(scope=scope), COOKIE))
        visit = next_visit(known, mark, now())
        if visit.before:
            scope = {**scope, VARIANT: written(Visit(None, visit.before))}

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in {200, 304} and visit != known:
                MutableHeaders(scope=message).append("set-cookie", _set_cookie(visit))
            await send(message)

        await self.app(scope, receive, told)

    async def _marked(self) -> Mark | None:
        """How far the ledger has come; asked of it only when it has changed."""
        state = state_of(self.place)
        if self._mark is None or self._mark[0] != state:
            found = await run_sync(_mark_of, self.place)
            if found is None:
                return None
            self._mark = (state, found)
        return self._mark[1]


def _mark_of(place: str) -> Mark | None:
    try:
        with Ledger.open(place, read_only=True) as ledger:
            return ledger.mark()
    except LedgerError:
        # The page itself says what is the matter.
        return None


def _set_cookie(visit: Visit) -> str:
    answer = Response()
    # Not "strict": who comes by a link from a mail has been here before all the same.
    answer.set_cookie(COOKIE, written(visit), max_age=YEAR_S, path=HOME, httponly=True, samesite="lax")
    return answer.headers["set-cookie"]
