"""Answers that are given again for as long as what they show has not changed.

An answer is a function of the ledger, of the address and of this program; so is its ETag, which is known before
anything is looked up. Who has the answer already is told so at the cost of two looks at the file system; to others the
last answers are given again as they are.

Once the ledger has changed, what was kept counts no longer as it is: the ledger is asked again all that it was asked
for the answer. Where it says the same, word for word, the answer is as good as made anew, and so is its ETag; most of
what is written has nothing to do with most pages.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, replace

from anyio.to_thread import run_sync
from fastapi.responses import Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.errors import LedgerError
from sayso.ledger import Heard, Readers, rules_extractor, state_of
from sayso.web.asking import HEARD
from sayso.web.drawing import look

# Bytes. Pages take 5,000 to 100,000; all that is kept is a tenth of what a server may take.
LARGEST_KEPT = 512 * 1024
ALL_KEPT = 32 * 1024 * 1024
# In the scope of a request: what its answer depends on besides the ledger and the address.
VARIANT = "sayso.variant"
# Manner, host, path and query.
Place = tuple[str, str, str, bytes]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, as it went out.

    Attributes:
        state: of the ledger, when it was last known to be true.
        heard: what the ledger was asked for it, and said; empty where it was asked by somebody who does not tell.
    """

    tag: str
    state: str
    start: Message
    body: bytes
    heard: tuple[Heard, ...]

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return len(self.body) + sum(each.size for each in self.heard)


class Revisits:
    """Puts an ETag on what was found, answers 304 to who shows it again, and gives the last answers again.

    It belongs to the one thread that answers requests. What a page wants nobody to keep goes through as it is.

    Attributes:
        manner: what answers depend on besides: another text for a server that answers otherwise.
    """

    def __init__(self, app: ASGIApp, readers: Readers, manner: str = "") -> None:
        self.app = app
        self.readers = readers
        self.manner = manner
        self._kept: OrderedDict[Place, Answer] = OrderedDict()
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        # Asked for before the ledger is: what is written meanwhile makes the tag too old, never too new.
        state = state_of(self.readers.place)
        headers = Headers(scope=scope)
        manner = f"{self.manner} {scope.get(VARIANT, '')}"
        place = (manner, headers.get("host", ""), scope["path"], scope["query_string"])
        shown, tag = headers.get("if-none-match", ""), entity_tag(state, *place)
        kept = None if _has(shown, tag) else await self._still_true(place, state)
        if _has(shown, kept.tag if kept else tag):
            await Response(status_code=304, headers=_headers(kept.tag if kept else tag))(scope, receive, send)
        elif kept:
            # A copy: the door puts its headers on it.
            await send({**kept.start, "headers": list(kept.start["headers"])})
            await send({"type": "http.response.body", "body": kept.body})
        else:
            await self._answer(place, tag, state, scope, receive, send)

    async def _still_true(self, place: Place, state: str) -> Answer | None:
        """What is kept of a place, if it is what would be answered now."""
        kept = self._kept.get(place)
        if kept is None:
            return None
        if kept.state != state:
            if not kept.heard or not await self._says_the_same(kept):
                return None
            kept = replace(kept, state=state)
        self._keep(place, kept)
        return kept

    async def _says_the_same(self, kept: Answer) -> bool:
        try:
            with self.readers.one() as ledger:
                return await run_sync(ledger.says_the_same, kept.heard)
        except LedgerError:
            # The page itself says what is the matter.
            return False

    async def _answer(self, place: Place, tag: str, state: str, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message = {}
        is_kept = is_complete = False
        parts: list[bytes] = []
        size = 0
        heard: list[Heard] = []

        async def tagged(message: Message) -> None:
            nonlocal start, size, is_kept, is_complete
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                is_kept = message["status"] == 200 and headers.get("cache-control") != "no-store"
                headers.update(_headers(tag) if is_kept else {"Cache-Control": "no-store"})
                # Whoever stands before this one puts headers of its own on it.
                start = {**message, "headers": list(message["headers"])}
            else:
                size += len(message.get("body", b""))
                is_complete = not message.get("more_body")
                if size <= LARGEST_KEPT:
                    parts.append(message.get("body", b""))
            await send(message)

        await self.app({**scope, HEARD: heard}, receive, tagged)
        # Only now has everything been heard.
        if is_kept and is_complete and size <= LARGEST_KEPT:
            self._keep(place, Answer(tag, state, start, b"".join(parts), tuple(heard)))

    def _keep(self, place: Place, answer: Answer) -> None:
        known = self._kept.pop(place, None)
        self._size += answer.size - (known.size if known else 0)
        self._kept[place] = answer
        while self._size > ALL_KEPT:
            _, oldest = self._kept.popitem(last=False)
            self._size -= oldest.size


def entity_tag(state: str, manner: str, host: str, path: str, query: bytes) -> str:
    """The ETag of what stands at an address while the ledger is in a state."""
    parts = (rules_extractor().version, look(), state, manner, host, path, query.decode("latin-1"))
    return f'"{hashlib.sha256(chr(0).join(parts).encode("utf-8", "replace")).hexdigest()[:32]}"'


def _headers(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": "private, no-cache"}


def _has(shown: str, tag: str) -> bool:
    return tag in {each.strip().removeprefix("W/") for each in shown.split(",")}
