"""What every request may carry, page or REST: filters, places in a list, and the ledger it is asked of."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import nullcontext
from datetime import date
from http.cookies import CookieError, SimpleCookie
from typing import Annotated

from fastapi import Depends, Query, Request
from starlette.datastructures import Headers

from sayso.ledger import Heard, Ledger, Readers, Sought
from sayso.web.failures import Kind, Refused
from sayso.web.settings import Settings

# Code points. A question or a search of more is a pasted text.
LONGEST_WORDS = 300

# In the scope of a request whose answer is kept: what the ledger was asked for it.
HEARD = "sayso.heard"

Words = Annotated[str, Query(max_length=LONGEST_WORDS, description="Words that an article must hold, all of them.")]
Name = Annotated[str, Query(max_length=LONGEST_WORDS)]
Day = Annotated[str, Query(max_length=10, description="ISO 8601: 2024-03-04.")]
# The last row that SQLite can count to is far beyond it; a list of more is a ledger that nobody leafs through.
Offset = Annotated[int, Query(ge=0, le=10**9, description="Rows to pass over.")]


def settings_of(request: Request) -> Settings:
    """What this server was told when it started."""
    settings: Settings = request.app.state.settings
    return settings


async def opened(request: Request) -> AsyncIterator[Ledger]:
    """The ledger, for one request alone."""
    # Not in a thread of its own: to go there and back costs more than to open a file that nothing locks.
    readers: Readers = request.app.state.readers
    heard: list[Heard] | None = request.scope.get(HEARD)
    with readers.one() as ledger, nullcontext() if heard is None else ledger.listening(heard):
        yield ledger


Opened = Annotated[Ledger, Depends(opened)]


async def sought(
    q: Words = "",
    outlet: Annotated[Name, Query(description="Letters of an outlet's name.")] = "",
    speaker: Annotated[Name, Query(description="Name, family name or id of somebody who speaks in it.")] = "",
    since: Day = "",
    until: Day = "",
) -> Sought:
    """What stories must have."""
    return Sought(q.strip(), outlet.strip(), speaker.strip(), _day(since), _day(until))


SoughtStories = Annotated[Sought, Depends(sought)]


def _day(given: str) -> str:
    if not given.strip():
        return ""
    try:
        return date.fromisoformat(given.strip()).isoformat()
    except ValueError:
        raise Refused(Kind.WRONG_USE, f"{given!r} is no day; write it as 2024-03-04") from None


def cookie(headers: Headers, name: str) -> str:
    """What a browser sends under a name; "" where it sends nothing, or nothing that can be read."""
    cookies = SimpleCookie()
    try:
        cookies.load(headers.get("cookie", ""))
    except CookieError:
        return ""
    return cookies[name].value if name in cookies else ""
