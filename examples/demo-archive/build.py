"""Builds the web archive among the demo reports from the page beside this file.

Run `python examples/demo-archive/build.py` after the page was changed. The records hold no clock and no random id,
so the same page always gives the same records.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

HERE = Path(__file__).resolve().parent
PAGE = HERE / "aldria-confirms.html"
ARCHIVE = HERE.parents[1] / "src" / "sayso" / "data" / "demo" / "06-aldria-record.warc.gz"

ADDRESS = "https://aldriarecord.example/world/aldria-confirms-missiles"
CAPTURED_AT = "2024-03-07T20:31:00Z"
MEDIA_TYPE = "Content-Type: application/http; msgtype=response"


def build() -> bytes:
    """The archive: a note on who wrote it, and one response, each in a gzip member of its own."""
    note = b"software: sayso examples/demo-archive/build.py\r\nformat: WARC File Format 1.0\r\n"
    body = PAGE.read_bytes()
    response = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
        b"Content-Length: %d\r\nServer: example\r\n\r\n" % len(body)
    ) + body
    records = (
        _record("warcinfo", "Content-Type: application/warc-fields", note),
        _record("response", f"WARC-Target-URI: {ADDRESS}\r\n{MEDIA_TYPE}", response),
    )
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def _record(kind: str, headers: str, block: bytes) -> bytes:
    record_id = uuid5(NAMESPACE_URL, f"{ADDRESS}#{kind}")
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{record_id}>\r\nWARC-Date: {CAPTURED_AT}\r\n"
        f"{headers}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


if __name__ == "__main__":
    ARCHIVE.write_bytes(build())
