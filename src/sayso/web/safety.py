"""The door of the server: who is let in, what may be asked, and what a browser may do with the answer.

Whatever a report holds is escaped where it is drawn; this stands behind that. It is plain ASGI around everything else,
so that an error page has the same headers as any other.
"""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import parse_qsl, urlencode

from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.web.asking import cookie
from sayso.web.failures import Kind, failure
from sayso.web.forms import CORRECT, comes_from_here
from sayso.web.settings import Settings

# Bytes. A question of 300 letters, escaped, with every filter beside it takes 3,000; an id is 12 to some 200 letters.
LONGEST_QUERY = 4_096
LONGEST_PATH = 1_024
COOKIE = "sayso_token"
FEEDS = "/feeds/"

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    # Nothing to others. With "no-referrer" browsers would not say either that a form comes from a page of ours.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Door:
    """Lets in what may be asked, refuses the rest, and puts the headers on every answer.

    HEAD is answered as GET is, less the body.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_head = scope["method"] == "HEAD"

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            elif is_head:
                message = {**message, "body": b""}
            await send(message)

        refusal = _refusal(scope, self.settings)
        if is_head:
            scope = {**scope, "method": "GET"}
        await (refusal or self.app)(scope, receive, guarded)


def _refusal(scope: Scope, settings: Settings) -> Response | None:
    """What to answer instead, to a request that is not let in."""
    path, headers = scope["path"], Headers(scope=scope)
    if len(scope["query_string"]) > LONGEST_QUERY or len(path) > LONGEST_PATH:
        return failure("/api/" if path.startswith("/api/") else "/", Kind.TOO_LONG, "the address is too long")
    hosts = headers.getlist("host")
    if len(hosts) != 1 or not settings.answers_to(_name(hosts[0])):
        message = "this server does not go by that name; use the address that `sayso serve` printed"
        return failure(path, Kind.WRONG_HOST, message)
    if scope["method"] not in {"GET", "HEAD"}:
        refusal = _write_refusal(scope, headers, settings)
        if refusal:
            return refusal
    return _token_refusal(scope, headers, settings.token) if settings.token else None


def _write_refusal(scope: Scope, headers: Headers, settings: Settings) -> Response | None:
    """Nothing is written but corrections, by forms of our own pages."""
    path = scope["path"]
    if settings.read_only or scope["method"] != "POST" or not path.startswith(CORRECT):
        told = "reads and never writes" if settings.read_only else "takes no more than corrections, from its own pages"
        return failure(path, Kind.READ_ONLY, f"this server {told}", {"Allow": "GET, HEAD"})
    if not comes_from_here(headers):
        return failure(path, Kind.FORBIDDEN, "a correction is entered in the pages of this server, not from elsewhere")
    return None


def _name(host: str) -> str:
    """The name in a Host header, without its port and the brackets of a number."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower().rstrip(".")


def _token_refusal(scope: Scope, headers: Headers, token: str) -> Response | None:
    """A token in the address is kept as a cookie and taken out of the address: it would stand in every history."""
    query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    given = dict(query).get("token")
    is_given = given is not None and _is_same(given, token) and scope["method"] in {"GET", "HEAD"}
    if is_given and scope["path"].startswith(FEEDS):
        # Readers of feeds keep no cookies.
        return None
    if is_given:
        rest = urlencode([(name, value) for name, value in query if name != "token"])
        # Of this server, whatever the path begins with: "//elsewhere" would be another one.
        place = "/" + scope.get("raw_path", b"/").decode("latin-1").partition("?")[0].lstrip("/\\")
        answer = RedirectResponse(f"{place}?{rest}" if rest else place, 303)
        answer.set_cookie(COOKIE, _kept(token), httponly=True, samesite="lax")
        return answer
    scheme, _, shown = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and _is_same(shown.strip(), token):
        return None
    if _is_same(cookie(headers, COOKIE), _kept(token)):
        return None
    message = "this server asks for its token: open it once with ?token=... behind its address, or send it as a bearer"
    return failure(scope["path"], Kind.NO_TOKEN, message, {"WWW-Authenticate": "Bearer"})


def _kept(token: str) -> str:
    """What a browser keeps for a token: enough to be known again by, not the token."""
    return hashlib.sha256(f"sayso {token}".encode()).hexdigest()


def _is_same(given: str, known: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), known.encode("utf-8", "replace"))
