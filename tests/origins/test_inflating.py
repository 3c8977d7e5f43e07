"""Bounded reading and decompression."""

import gzip
import zlib
from io import BytesIO

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import UnreadableOrigin
from sayso.origins.inflating import CHUNK, decode_body, gunzip, read_chunks, take
from sayso.origins.options import EXPANSION_FREE
from sayso.records import ProblemKind


def inflated(packed, piece=CHUNK):
    return b"".join(gunzip((packed[at : at + piece] for at in range(0, len(packed), piece)), origin="a.gz"))


def test_chunks_are_small_and_complete():
    chunks = list(read_chunks(BytesIO(b"x" * (2 * CHUNK + 1))))
    assert [len(chunk) for chunk in chunks] == [CHUNK, CHUNK, 1]


def test_take_stops_at_the_limit():
    def endless():
        while True:
            yield b"x" * 10

    with pytest.raises(UnreadableOrigin) as caught:
        take(endless(), 1_000_000, origin="a")
    assert (caught.value.kind, caught.value.reason) == (ProblemKind.TOO_LARGE, "larger than 1 MB; not read")


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(1, 50))
def test_members_are_joined_however_they_arrive(parts, piece):
    packed = b"".join(gzip.compress(part, mtime=0) for part in parts)
    assert inflated(packed, piece) == b"".join(parts)
    assert inflated(packed + b"\0" * 70, piece) == b"".join(parts)


@given(st.binary(min_size=1, max_size=300), st.data())
def test_a_cut_is_never_silent(content, data):
    packed = gzip.compress(content, mtime=0)
    cut = data.draw(st.integers(1, len(packed) - 1))
    with pytest.raises(UnreadableOrigin) as caught:
        inflated(packed[:cut])
    assert caught.value.kind == ProblemKind.TRUNCATED


def test_good_part_is_given_before_the_damage():
    packed = bytearray(gzip.compress(bytes(range(256)) * 4000, compresslevel=0, mtime=0))
    packed[-6] ^= 0xFF  # in the checksum
    given_out = []
    with pytest.raises(UnreadableOrigin) as caught:
        given_out.extend(gunzip(read_chunks(BytesIO(bytes(packed))), origin="a.gz"))
    assert caught.value.kind == ProblemKind.BAD_ARCHIVE
    assert sum(map(len, given_out)) > 500_000


def test_a_bomb_is_refused_early():
    sizes = []
    packed = gzip.compress(bytes(100_000_000))
    with pytest.raises(UnreadableOrigin) as caught:
        sizes.extend(map(len, gunzip(read_chunks(BytesIO(packed)), origin="a.gz")))
    assert caught.value.kind == ProblemKind.TOO_LARGE
    assert max(sizes) <= CHUNK
    assert sum(sizes) <= EXPANSION_FREE


def raw_deflate(body):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


BODY = b"<p>The mayor said no.</p>" * 100


@pytest.mark.parametrize(
    ("raw", "encodings"),
    [
        (BODY, ""),
        (BODY, "identity"),
        (gzip.compress(BODY), "gzip"),
        (gzip.compress(BODY), " X-GZIP "),
        (zlib.compress(BODY), "deflate"),
        (raw_deflate(BODY), "deflate"),
        (brotli.compress(BODY), "br"),
        (gzip.compress(brotli.compress(BODY)), "br, gzip"),
        # decoded already, under its old header
        (BODY, "gzip"),
        (BODY, "br"),
        (BODY, "deflate"),
    ],
)
def test_content_encodings_are_undone(raw, encodings):
    assert decode_body(raw, encodings, limit=10_000, origin="a") == BODY


@pytest.mark.parametrize(
    ("raw", "encodings", "kind"),
    [
        (BODY, "rot13", ProblemKind.UNSUPPORTED),
        (gzip.compress(BODY)[:-9], "gzip", ProblemKind.TRUNCATED),
        (zlib.compress(BODY)[:-9], "deflate", ProblemKind.TRUNCATED),
        (brotli.compress(BODY)[:-3], "br", ProblemKind.TRUNCATED),
        (gzip.compress(bytes(20_000)), "gzip", ProblemKind.TOO_LARGE),
        (zlib.compress(bytes(20_000)), "deflate", ProblemKind.TOO_LARGE),
        (brotli.compress(bytes(20_000)), "br", ProblemKind.TOO_LARGE),
    ],
)
def test_bodies_that_cannot_be_decoded(raw, encodings, kind):
    with pytest.raises(UnreadableOrigin) as caught:
        decode_body(raw, encodings, limit=10_000, origin="a")
    assert caught.value.kind == kind
