"""Answers that are given again for as long as the ledger has not changed.

An answer is a function of the ledger, of the address and of this program; so is its ETag, which is known before
anything is looked up. Who has the answer already is told so at the cost of two looks at the file system; to others the
last answers are given again as they are.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass

from fastapi.responses import Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.ledger import rules_extractor, state_of
from sayso.web.drawing import look

# Bytes. Pages take 5,000 to 100,000; all that is kept is a tenth of what a server may take.
LARGEST_KEPT = 512 * 1024
ALL_KEPT = 32 * 1024 * 1024
# In the scope of a request: what its answer depends on besides the ledger and the address.
VARIANT = "sayso.variant"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, as it went out."""

    start: Message
    body: bytes


class Revisits:
    """Puts an ETag on what was found, answers 304 to who shows it again, and gives the last answers again.

    It belongs to the one thread that answers requests. What a page wants nobody to keep goes through as it is.

    Attributes:
        manner: what answers depend on besides: another text for a server that answers otherwise.
    """

    def __init__(self, app: ASGIApp, place: str, manner: str = "") -> None:
        self.app = app
        self.place = place
        self.manner = manner
        self._kept: OrderedDict[str, Answer] = OrderedDict()
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        # Asked for before the ledger is: what is written meanwhile makes the tag too old, never too new.
        headers = Headers(scope=scope)
        state = f"{state_of(self.place)} {self.manner} {scope.get(VARIANT, '')}"
        tag = entity_tag(state, headers.get("host", ""), scope["path"], scope["query_string"])
        if _has(headers.get("if-none-match", ""), tag):
            await Response(status_code=304, headers=_headers(tag))(scope, receive, send)
        elif tag in self._kept:
            self._kept.move_to_end(tag)
            answer = self._kept[tag]
            # A copy: the door puts its headers on it.
            await send({**answer.start, "headers": list(answer.start["headers"])})
            await send({"type": "http.response.body", "body": answer.body})
        else:
            await self._answer(tag, scope, receive, send)

    async def _answer(self, tag: str, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message = {}
        is_kept = False
        parts: list[bytes] = []
        size = 0

        async def tagged(message: Message) -> None:
            nonlocal start, size, is_kept
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                is_kept = message["status"] == 200 and headers.get("cache-control") != "no-store"
                headers.update(_headers(tag) if is_kept else {"Cache-Control": "no-store"})
                # Whoever stands before this one puts headers of its own on it.
                start = {**message, "headers": list(message["headers"])}
            else:
                size += len(message.get("body", b""))
                if size <= LARGEST_KEPT:
                    parts.append(message.get("body", b""))
                if is_kept and size <= LARGEST_KEPT and not message.get("more_body"):
                    self._keep(tag, Answer(start, b"".join(parts)))
            await send(message)

        await self.app(scope, receive, tagged)

    def _keep(self, tag: str, answer: Answer) -> None:
        if tag in self._kept:
            return
        self._kept[tag] = answer
        self._size += len(answer.body)
        while self._size > ALL_KEPT:
            _, oldest = self._kept.popitem(last=False)
            self._size -= len(oldest.body)


def entity_tag(state: str, host: str, path: str, query: bytes) -> str:
    """The ETag of what stands at an address while the ledger is in a state."""
    parts = (rules_extractor().version, look(), state, host, path, query.decode("latin-1"))
    return f'"{hashlib.sha256(chr(0).join(parts).encode("utf-8", "replace")).hexdigest()[:32]}"'


def _headers(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": "private, no-cache"}


def _has(shown: str, tag: str) -> bool:
    return tag in {each.strip().removeprefix("W/") for each in shown.split(",")}
