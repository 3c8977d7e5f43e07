"""Answers that a browser may show again, for as long as the ledger has not changed.

An answer is a function of the ledger, of the address and of this program; so is its ETag, which is known before
anything is looked up. Who has the answer already is told so at the cost of two looks at the file system.
"""

from __future__ import annotations

import hashlib

from fastapi.responses import Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.ledger import rules_extractor, state_of
from sayso.web.drawing import look


class Revisits:
    """Puts an ETag on what was found, and answers 304 to who shows it again."""

    def __init__(self, app: ASGIApp, place: str) -> None:
        self.app = app
        self.place = place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # Asked for before the ledger is: what is written meanwhile makes the tag too old, never too new.
        headers = Headers(scope=scope)
        tag = entity_tag(state_of(self.place), headers.get("host", ""), scope["path"], scope["query_string"])
        if _has(headers.get("if-none-match", ""), tag):
            await Response(status_code=304, headers=_headers(tag))(scope, receive, send)
            return

        async def tagged(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = _headers(tag) if message["status"] == 200 else {"Cache-Control": "no-store"}
                MutableHeaders(scope=message).update(kept)
            await send(message)

        await self.app(scope, receive, tagged)


def entity_tag(state: str, host: str, path: str, query: bytes) -> str:
    """The ETag of what stands at an address while the ledger is in a state."""
    parts = (rules_extractor().version, look(), state, host, path, query.decode("latin-1"))
    return f'"{hashlib.sha256(chr(0).join(parts).encode("utf-8", "replace")).hexdigest()[:32]}"'


def _headers(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": "private, no-cache"}


def _has(shown: str, tag: str) -> bool:
    return tag in {each.strip().removeprefix("W/") for each in shown.split(",")}
