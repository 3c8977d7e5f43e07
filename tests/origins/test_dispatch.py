"""Names of every kind to pages and problems."""

import gzip
import io
import json
import os
import socket
import sys
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import UnreadableOrigin
from sayso.origins import OriginOptions, read_origins
from sayso.origins.options import PAGE_LIMIT
from sayso.records import Page, Problem, ProblemKind
from tests.origins.made import HTML, brief, gzipped, http_response, warc_record
from tests.origins.test_feeds import FULL, ITEM, JSON_FEED, rss

WARC = warc_record(http_response(HTML))
ROWS = b'{"id":"a","text":"1"}\n{"id":"b","text":"2"}\n'


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def briefly(*names, **options):
    return [brief(outcome) for outcome in read_origins(names, options=OriginOptions(**options))]


def parquet_bytes():
    stream = io.BytesIO()
    pq.write_table(pa.table({"id": ["a"], "text": ["x"]}), stream)
    return stream.getvalue()


def wacz_bytes():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("archive/a.warc", WARC)
    return stream.getvalue()


# Name and content of a file, and what is read from it.
FILES = [
    ("a.txt", b"The mayor said no.", [("a.txt", "text/plain")]),
    ("a.md", b"The mayor said no.", [("a.md", "text/plain")]),
    ("noted", b"The mayor said no.", [("noted", "text/plain")]),
    ("a.html", HTML, [("a.html", "text/html")]),
    ("a.eml", b"Subject: x\n\nThe mayor said no.", [("a.eml", "message/rfc822")]),
    ("a.jsonl", ROWS, [("a.jsonl#1", "text/plain"), ("a.jsonl#2", "text/plain")]),
    ("a.jsonl.gz", gzipped(ROWS), [("a.jsonl.gz#1", "text/plain"), ("a.jsonl.gz#2", "text/plain")]),
    ("packed.jsonl", gzipped(ROWS), [("packed.jsonl#1", "text/plain"), ("packed.jsonl#2", "text/plain")]),
    ("a.html.gz", gzipped(HTML), [("a.html.gz", "text/html")]),
    ("one.json", b'{\n"id":"a",\n"text":"1"}', [("one.json#1", "text/plain")]),
    (
        "array.json",
        b'[{"id":1,"text":"1"},3]',
        [("array.json#1", "text/plain"), ("array.json", "bad_record", "item 2")],
    ),
    ("lines.json", ROWS, [("lines.json#1", "text/plain"), ("lines.json#2", "text/plain")]),
    ("broken.json", b'{"id":', [("broken.json", "bad_json", "")]),
    (
        "feed.json",
        json.dumps({**JSON_FEED, "items": JSON_FEED["items"][:1]}).encode(),
        [("feed.json#urn:1", "text/html")],
    ),
    ("feed.xml", rss(ITEM % FULL), [("feed.xml#tag:paper,1", "text/html")]),
    ("a.warc", WARC, [("a.warc#0", "text/html")]),
    ("a.warc.gz", gzipped(WARC), [("a.warc.gz#0", "text/html")]),
    ("unnamed.gz", gzipped(WARC), [("unnamed.gz#0", "text/html")]),
    ("a.wacz", wacz_bytes(), [("a.wacz#archive/a.warc:0", "text/html")]),
    ("a.parquet", parquet_bytes(), [("a.parquet#1", "text/plain")]),
    ("empty.txt", b"", [("empty.txt", "empty", "")]),
    ("empty.gz", gzipped(b""), [("empty.gz", "empty", "")]),
    ("picture.png", b"\x89PNG\r\n\x1a\n\0\0", [("picture.png", "binary", "")]),
    ("noise.bin", bytes(range(256)) * 8, [("noise.bin", "binary", "")]),
    ("style.css", b"body {}", [("style.css", "unsupported", "")]),
    ("invoice.xml", b"<?xml version='1.0'?><invoice/>", [("invoice.xml", "unsupported", "")]),
    ("office.docx", b"PK\x03\x04", [("office.docx", "bad_archive", "")]),
    ("no.parquet", b"PAR1", [("no.parquet", "bad_archive", "")]),
    ("twice.gz", gzipped(gzipped(ROWS)), [("twice.gz", "unsupported", "")]),
    ("cut.txt.gz", gzipped(b"The mayor said no.")[:-3], [("cut.txt.gz", "truncated", "byte 35")]),
    ("no.gz", b"not packed", [("no.gz", "bad_archive", "byte 0")]),
    ("vast.txt", b"x" * (PAGE_LIMIT + 1), [("vast.txt", "too_large", "")]),
]


@pytest.mark.parametrize(("name", "content", "expected"), FILES, ids=[case[0] for case in FILES])
def test_a_file_of_every_kind(here, name, content, expected):
    (here / name).write_bytes(content)
    assert briefly(name) == expected


def test_a_folder_gives_all_of_them_in_order_and_never_stops(here):
    for name, content, _ in FILES:
        (here / name).write_bytes(content)
    expected = [outcome for name, _, outcomes in sorted(FILES) for outcome in outcomes]
    assert briefly(".") == expected


def test_content_is_kept_byte_for_byte(here):
    content = b"\xef\xbb\xbfcaf\xe9\r\n\0 end \n"
    (here / "a.txt").write_bytes(content)
    (page,) = read_origins(["a.txt"])
    assert page == Page("a.txt", content, "text/plain")


def test_names_are_read_in_the_order_given(here):
    for name in "cab":
        (here / f"{name}.txt").write_text(name)
    assert [outcome[0] for outcome in briefly("c.txt", "missing", "a.txt", "b.txt")] == [
        "c.txt",
        "missing",
        "a.txt",
        "b.txt",
    ]


def test_names_are_taken_one_at_a_time(here):
    (here / "a.txt").write_text("x")

    def names():
        yield "a.txt"
        raise AssertionError("asked for more than was read")

    assert isinstance(next(read_origins(names())), Page)


def test_another_name_for_a_folder_goes_into_containers(here):
    (here / "in").mkdir()
    (here / "in/a.jsonl").write_bytes(ROWS)
    assert briefly("in", called="demo")[0] == ("demo/a.jsonl#1", "text/plain")


def test_rows_before_a_cut_are_read(here):
    rows = b"".join(b'{"id":%d,"text":"%s"}\n' % (n, os.urandom(30).hex().encode()) for n in range(2000))
    (here / "a.jsonl.gz").write_bytes(gzip.compress(rows, mtime=0)[:-500])
    *pages, problem = read_origins(["a.jsonl.gz"])
    assert len(pages) > 1900
    assert all(isinstance(page, Page) for page in pages)
    assert (problem.kind, problem.at.partition(",")[0]) == ("truncated", f"after line {len(pages)}")


def test_a_bomb_with_lines_ends(here):
    (here / "a.jsonl.gz").write_bytes(gzip.compress(b"\n" * 100_000_000, compresslevel=9))
    ((_, kind, _),) = briefly("a.jsonl.gz")
    assert kind == "too_large"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")
def test_what_is_no_regular_file_is_passed_by(here):
    os.mkfifo("pipe")
    (here / "a.txt").write_text("x")
    (here / "loop").symlink_to(".")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        assert briefly(".") == [
            ("a.txt", "text/plain"),
            ("loop", "loop", ""),
            ("pipe", "unsupported", ""),
            ("socket", "unsupported", ""),
        ]


def test_a_parser_that_fails_in_its_own_way_costs_one_origin(here, monkeypatch, caplog):
    (here / "a.xml").write_bytes(rss(ITEM % FULL))
    (here / "b.txt").write_text("x")

    def fail(*_args, **_how):
        raise KeyError("deep inside")

    monkeypatch.setattr("feedparser.parse", fail)
    assert briefly(".") == [("a.xml", "internal", ""), ("b.txt", "text/plain")]
    assert "reading a.xml failed" in caplog.text


# ---------------------------------------------------------------------------------------------- standard input


class Pipe(io.RawIOBase):
    """A stream like a pipe: it gives what it has and cannot go back."""

    def __init__(self, content, piece):
        self.rest, self.piece = content, piece

    def readable(self):
        return True

    def read(self, size=-1):
        size = self.piece if size < 0 else min(size, self.piece)
        given_out, self.rest = self.rest[:size], self.rest[size:]
        return given_out


STDIN = [
    (b"The mayor said no.", [("-", "text/plain")]),
    (HTML, [("-", "text/html")]),
    (ROWS, [("-#1", "text/plain"), ("-#2", "text/plain")]),
    (gzipped(ROWS), [("-#1", "text/plain"), ("-#2", "text/plain")]),
    (b'[{"id":1,"text":"x"}]', [("-#1", "text/plain")]),
    (rss(ITEM % FULL), [("-#tag:paper,1", "text/html")]),
    (WARC, [("-#0", "text/html")]),
    (gzipped(WARC), [("-#0", "text/html")]),
    (wacz_bytes(), [("-#archive/a.warc:0", "text/html")]),
    (parquet_bytes(), [("-#1", "text/plain")]),
    (b"MIME-Version: 1.0\n\nThe mayor said no.", [("-", "message/rfc822")]),
    (b"", [("-", "empty", "")]),
    (bytes(range(256)), [("-", "binary", "")]),
]


@pytest.mark.parametrize(("content", "expected"), STDIN)
@pytest.mark.parametrize("piece", [1, 7, 100_000])
def test_standard_input_is_told_by_its_beginning(content, expected, piece):
    assert [brief(outcome) for outcome in read_origins(["-"], stdin=Pipe(content, piece))] == expected


def test_a_process_without_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert briefly("-") == [("-", "not_found", "")]


@given(st.text(max_size=40))
def test_no_address_raises(rest):
    def fetch(url):
        raise UnreadableOrigin(url, ProblemKind.NETWORK, "not today")

    name = f"http://{rest}"
    assert [brief(outcome)[1] for outcome in read_origins([name], fetch=fetch)] == ["network"]


def test_standard_input_is_empty_the_second_time():
    outcomes = read_origins(["-", "-"], stdin=io.BytesIO(b"The mayor said no."))
    assert [brief(outcome) for outcome in outcomes] == [("-", "text/plain"), ("-", "empty", "")]


@given(st.binary(max_size=400))
def test_no_bytes_raise(content):
    for outcome in read_origins(["-"], stdin=io.BytesIO(content)):
        assert isinstance(outcome, Page | Problem)


@given(
    st.sampled_from([content for _, content, _ in FILES if len(content) < 5000]),
    st.data(),
)
def test_no_damage_raises(content, data):
    at = data.draw(st.integers(0, len(content)))
    upto = data.draw(st.integers(at, len(content)))
    damaged = content[:at] + data.draw(st.binary(max_size=20)) + content[upto:]
    for outcome in read_origins(["-"], stdin=io.BytesIO(damaged)):
        assert isinstance(outcome, Page) or outcome.kind != "internal"
