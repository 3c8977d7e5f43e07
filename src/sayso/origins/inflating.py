"""Bytes in chunks: bounded reading and bounded decompression.

Compressed data is never trusted: each call of the decompressor may give only so much, and a stream that grows more
than `MAX_EXPANSION` times is refused as a bomb.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from sayso.errors import UnreadableOrigin
from sayso.origins.options import EXPANSION_FREE, MAX_EXPANSION
from sayso.records import ProblemKind

# Bytes asked of a stream at once, and given by a decompressor at once.
CHUNK = 65_536

GZIP_MAGIC = b"\x1f\x8b"
_GZIP_WINDOW = 16 + zlib.MAX_WBITS


def read_chunks(stream: BinaryIO) -> Iterator[bytes]:
    """The rest of a stream, in pieces of at most `CHUNK` bytes."""
    while chunk := stream.read(CHUNK):
        yield chunk


def take(chunks: Iterable[bytes], limit: int, *, origin: str, at: str = "") -> bytes:
    """All bytes of `chunks`.

    Raises:
        UnreadableOrigin: TOO_LARGE as soon as there are more than `limit` of them.
    """
    taken = bytearray()
    for chunk in chunks:
        taken += chunk
        if len(taken) > limit:
            raise UnreadableOrigin(origin, ProblemKind.TOO_LARGE, f"larger than {in_mb(limit)}; not read", at)
    return bytes(taken)


def in_mb(n_bytes: int) -> str:
    """A number of bytes for a person to read: "10 MB"."""
    return f"{n_bytes / 1_000_000:g} MB"


def gunzip(chunks: Iterable[bytes], *, origin: str) -> Iterator[bytes]:
    """Inflate a gzip stream of one or more members; zero bytes after the last one are padding.

    Raises:
        UnreadableOrigin: TRUNCATED when the stream ends inside a member, BAD_ARCHIVE when it is damaged, TOO_LARGE
            when it is a bomb; whatever was good was given before.
    """
    inflater = zlib.decompressobj(_GZIP_WINDOW)
    n_in = n_out = 0
    inside = False
    for chunk in chunks:
        n_in += len(chunk)
        pending = chunk
        while pending:
            if not inside:
                pending = pending.lstrip(b"\0") if inflater.eof else pending
                if not pending:
                    break
                inflater, inside = zlib.decompressobj(_GZIP_WINDOW), True
            out = _inflate(inflater, pending, origin=origin, at=f"byte {n_in - len(pending)}")
            n_out += len(out)
            _refuse_bomb(n_in, n_out, origin=origin)
            if out:
                yield out
            inside = not inflater.eof
            pending = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    if inside:
        raise _broken_off(origin, f"byte {n_in}")


def _inflate(inflater: zlib._Decompress, data: bytes, *, origin: str, at: str) -> bytes:
    try:
        return inflater.decompress(data, CHUNK)
    except zlib.error as error:
        raise UnreadableOrigin(origin, ProblemKind.BAD_ARCHIVE, f"damaged gzip data ({error})", at) from error


def _refuse_bomb(n_in: int, n_out: int, *, origin: str) -> None:
    if n_out > EXPANSION_FREE and n_out > n_in * MAX_EXPANSION:
        raise UnreadableOrigin(
            origin,
            ProblemKind.TOO_LARGE,
            f"expands more than {MAX_EXPANSION} times, as no report does; the rest was not read",
            f"byte {n_in}",
        )


def decode_body(raw: bytes, encodings: str, *, limit: int, origin: str, at: str = "") -> bytes:
    """Undo the Content-Encoding of an HTTP body.

    A body that is not in the encoding it claims, as archives that store decoded bodies under their old headers have
    it, is given back as it is.

    Args:
        encodings: the header's value, such as "gzip" or "br"; the last one named is undone first.

    Raises:
        UnreadableOrigin: UNSUPPORTED for an unknown encoding, TOO_LARGE beyond `limit` bytes, BAD_ARCHIVE or
            TRUNCATED when damaged.
    """
    body = raw
    for encoding in reversed([name.strip().lower() for name in encodings.split(",")]):
        if encoding in ("", "identity"):
            continue
        if encoding in ("gzip", "x-gzip"):
            if body.startswith(GZIP_MAGIC):
                body = take(gunzip(_sliced(body), origin=origin), limit, origin=origin, at=at)
        elif encoding == "deflate":
            body = _undeflate(body, limit=limit, origin=origin, at=at)
        elif encoding == "br":
            body = _unbrotli(body, limit=limit, origin=origin, at=at)
        else:
            raise UnreadableOrigin(origin, ProblemKind.UNSUPPORTED, f"the encoding {encoding!r} cannot be read", at)
    return body


def _sliced(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), CHUNK):
        yield data[start : start + CHUNK]


def _undeflate(body: bytes, *, limit: int, origin: str, at: str) -> bytes:
    # The standard says zlib format; some servers send raw DEFLATE under the same name.
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        inflater = zlib.decompressobj(window)
        try:
            out = inflater.decompress(body, limit + 1)
        except zlib.error:
            continue
        if not inflater.eof and len(out) <= limit:
            raise _broken_off(origin, at)
        return take([out], limit, origin=origin, at=at)
    return body


def _unbrotli(body: bytes, *, limit: int, origin: str, at: str) -> bytes:
    import brotli  # type: ignore[import-untyped]

    inflater = brotli.Decompressor()
    taken = bytearray()
    pending = body
    while not inflater.is_finished():
        try:
            out = inflater.process(pending, output_buffer_limit=CHUNK)
        except brotli.error as error:
            if not taken:
                return body
            raise UnreadableOrigin(origin, ProblemKind.BAD_ARCHIVE, f"damaged brotli data ({error})", at) from error
        pending = b""
        taken += out
        if len(taken) > limit:
            raise UnreadableOrigin(origin, ProblemKind.TOO_LARGE, f"larger than {in_mb(limit)}; not read", at)
        if not out and inflater.can_accept_more_data():
            raise _broken_off(origin, at)
    return bytes(taken)


def _broken_off(origin: str, at: str) -> UnreadableOrigin:
    return UnreadableOrigin(origin, ProblemKind.TRUNCATED, "the compressed data breaks off; fetch it again", at)
