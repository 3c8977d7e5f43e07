"""Forms that write: who may send one, what it holds, and whose word it is.

A form counts only if it was made by this server since it started: it carries a key that no page elsewhere can read.
Browsers also say which page sent it, and that must be one of ours. There is no other way to write here.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from fastapi import Request
from fastapi.responses import Response

from sayso.errors import NoCorrection
from sayso.ingest.entries import Word, checked_name
from sayso.web.asking import cookie, settings_of
from sayso.web.failures import Kind, Refused

# Below it everything is a form that writes; nothing else is.
CORRECT = "/correct/"
KEY_FIELD = "key"
AUTHOR_COOKIE = "sayso_author"
YEAR_S = 365 * 24 * 3600
# Bytes and fields. To take half of a story of 10,000 pages out of it, each named by its id, is 300,000 bytes.
LARGEST_BODY = 512 * 1024
MOST_FIELDS = 20_000
URLENCODED = "application/x-www-form-urlencoded"


def new_key() -> str:
    """What the forms of one server carry; another one each time it starts."""
    return secrets.token_urlsafe(32)


def comes_from_here(headers: Mapping[str, str]) -> bool:
    """Whether a form was sent by a page of this server, as far as the browser says.

    Not all say so; `Fields.read` asks for the key besides.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    return origin is None or _authority(origin) == headers.get("host", "").lower()


def _authority(origin: str) -> str:
    # Without the scheme: behind a proxy with TLS it is another one here than in the browser.
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Fields:
    """What was filled in."""

    pairs: tuple[tuple[str, str], ...]

    def one(self, name: str) -> str:
        """The value of a field; "" where it was left out."""
        return next((value for field, value in self.pairs if field == name), "")

    def all(self, name: str) -> list[str]:
        """Every value of a field, each once."""
        return list(dict.fromkeys(value for field, value in self.pairs if field == name and value))


async def fields(request: Request) -> Fields:
    """The fields of a form that this server made.

    Raises:
        Refused: if it is none, is too large, or does not carry the key.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != URLENCODED:
        raise Refused(Kind.WRONG_USE, "a form of these pages was expected")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            raise Refused(Kind.TOO_MUCH, "that is more than a form of these pages can hold")
    try:
        pairs = parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Refused(Kind.TOO_MUCH, "that is more than a form of these pages can hold") from None
    found = Fields(tuple(pairs))
    if not hmac.compare_digest(found.one(KEY_FIELD).encode("utf-8", "replace"), request.app.state.form_key.encode()):
        message = "this form is from before the server was started anew: go back, load its page again, send it again"
        raise Refused(Kind.FORBIDDEN, message)
    return found


def author_of(request: Request) -> str:
    """Whose word a correction from this browser is; "" if nobody has said."""
    try:
        return checked_name(unquote(cookie(request.headers, AUTHOR_COOKIE)))
    except NoCorrection:
        return settings_of(request).author


def keep_author(answer: Response, name: str) -> None:
    """Have a browser tell us this name from now on.

    Raises:
        NoCorrection: if it is none.
    """
    kept = quote(checked_name(name), safe="")
    answer.set_cookie(AUTHOR_COOKIE, kept, max_age=YEAR_S, httponly=True, samesite="strict")


def word_of(request: Request) -> Word:
    """Whose word it is, and when it is given.

    Raises:
        Refused: if nobody has said who is correcting.
    """
    author = author_of(request)
    if not author:
        raise Refused(Kind.WRONG_USE, "say who you are first: a correction is somebody's word")
    return Word(author, datetime.now(UTC).isoformat(timespec="seconds"))
