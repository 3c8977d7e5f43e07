"""HTTP bodies as archives keep them, with what their headers say; decoding is always bounded."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message

from sayso.origins.inflating import decode_body

# "1a2b;name=value": the hexadecimal size is all that matters, and no honest one is longer.
_MAX_SIZE_LINE = 256


def decode_http(
    raw: bytes, *, transfer: str | None, encoding: str | None, limit: int, origin: str, at: str = ""
) -> bytes:
    """The payload of an HTTP response.

    Args:
        transfer: its Transfer-Encoding; archives often keep "chunked" on a body they have put together already, so
            a body that is not chunked stays as it is.
        encoding: its Content-Encoding.

    Raises:
        UnreadableOrigin: see `decode_body`.
    """
    body = raw
    if transfer and "chunked" in transfer.lower():
        body = _unchunked(raw)
    return decode_body(body, encoding, limit=limit, origin=origin, at=at) if encoding else body


def _unchunked(raw: bytes) -> bytes:
    pieces = list(_pieces(raw))
    return raw if None in pieces else b"".join(piece for piece in pieces if piece is not None)


def _pieces(raw: bytes) -> Iterator[bytes | None]:
    """The chunks of a chunked body; a None where it is not one."""
    at = 0
    while at < len(raw):
        end = raw.find(b"\r\n", at, at + _MAX_SIZE_LINE)
        digits = raw[at : max(end, at)].partition(b";")[0].strip()
        if end < 0 or not digits or digits.strip(b"0123456789abcdefABCDEF"):
            yield None
            return
        size = int(digits, 16)
        if size == 0:
            return
        yield raw[end + 2 : end + 2 + size]
        at = end + 2 + size + 2


def parse_content_type(value: str) -> tuple[str, str | None]:
    """Media type in lower case and charset of a Content-Type header; "" and None for what it does not say."""
    if not value.strip():
        return "", None
    message = Message()
    message["Content-Type"] = value.splitlines()[0]
    charset = message.get_param("charset")
    named = charset.strip() if isinstance(charset, str) else ""
    return message.get_content_type(), named or None
