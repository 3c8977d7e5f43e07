"""Chunked bodies and content types."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.origins.http_bodies import decode_http, parse_content_type


def decoded(raw, *, transfer="chunked", encoding=None):
    return decode_http(raw, transfer=transfer, encoding=encoding, limit=100_000, origin="a")


@pytest.mark.parametrize(
    ("raw", "body"),
    [
        (b"5\r\nThe m\r\n4\r\nayor\r\n0\r\n\r\n", b"The mayor"),
        (b"5;name=value\r\nThe m\r\n0\r\n\r\n", b"The m"),
        (b"A\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n", b"0123456789"),
        (b"5\r\nThe m", b"The m"),  # the last, empty chunk was lost
        # put together already, under its old header
        (b"<p>The mayor said no.</p>", b"<p>The mayor said no.</p>"),
        (b"5 ferries ran", b"5 ferries ran"),
        (b"", b""),
    ],
)
def test_chunks_are_put_together(raw, body):
    assert decoded(raw) == body


def test_chunks_come_before_the_encoding():
    packed = gzip.compress(b"The mayor")
    assert decoded(b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed), encoding="gzip") == b"The mayor"


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=8))
def test_any_chunks_come_out_whole(pieces):
    raw = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
    assert decoded(raw) == b"".join(pieces)


@pytest.mark.parametrize(
    ("header", "media_type", "charset"),
    [
        ("text/html; charset=UTF-8", "text/html", "UTF-8"),
        ('TEXT/HTML;charset="iso-8859-1"', "text/html", "iso-8859-1"),
        ("text/html", "text/html", None),
        ("text/html; charset=", "text/html", None),
        ("", "", None),
        ("text/html\r\nX-Evil: 1", "text/html", None),
    ],
)
def test_content_type_is_taken_apart(header, media_type, charset):
    assert parse_content_type(header) == (media_type, charset)
