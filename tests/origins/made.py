"""Small origins built in memory, and the short form in which the tests look at what was read."""

from __future__ import annotations

import gzip

from sayso.origins.rows import Outcome
from sayso.records import Page

HTML = b"<!DOCTYPE html><html><head><title>Ferry late</title></head><body><p>The ferry was late.</p></body></html>"


def brief(outcome: Outcome) -> tuple[str, ...]:
    """Origin and media type of a page; origin, kind and place of a problem."""
    if isinstance(outcome, Page):
        return (outcome.origin, outcome.media_type)
    return (outcome.origin, outcome.kind.value, outcome.at)


def http_response(body: bytes, *, media_type: str = "text/html", status: str = "200 OK", headers: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{headers}\r\n".encode() + body


def warc_record(
    block: bytes, *, kind: str = "response", url: str = "http://paper.example/a", headers: str = ""
) -> bytes:
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-04T10:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:7d0e0f26-0000-4000-8000-000000000001>\r\n"
            f"{headers or 'Content-Type: application/http; msgtype=response'}\r\nContent-Length: {len(block)}\r\n\r\n"
        ).encode()
        + block
        + b"\r\n\r\n"
    )


def gzipped(*members: bytes) -> bytes:
    return b"".join(gzip.compress(member, mtime=0) for member in members)
