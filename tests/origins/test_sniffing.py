"""What a stretch of bytes is taken for."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.origins.sniffing import HEAD, Kind, binary_name, sniff


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        # the suffix says it
        (b"The mayor said no.", "a.txt", Kind.TEXT),
        (b"# The mayor said no.", "a.md", Kind.TEXT),
        (b"<p>The mayor said no.", "a.HTML", Kind.HTML),
        (b"no markup at all", "a.htm", Kind.HTML),
        (b"{}", "a.ndjson", Kind.JSONL),
        (b"[]", "a.json", Kind.JSON),
        (b"Subject: x\n\nbody", "a.eml", Kind.MAIL),
        (b"<anything/>", "a.rss", Kind.FEED),
        # magic bytes win over it
        (b"\x1f\x8b\x08\0", "a.html", Kind.GZIP),
        (b"PAR1....", "a.txt", Kind.PARQUET),
        (b"PK\x03\x04....", "a.txt", Kind.ZIP),
        (b"WARC/1.0\r\n", "a", Kind.WARC),
        (b"%PDF-1.7\nplain so far", "a.txt", Kind.BINARY),
        # neither: how it begins
        (b"", "a", Kind.EMPTY),
        (b"HALVIK, March 4 - The mayor said no.", "a", Kind.TEXT),
        (b"\n\n <!doctype HTML><html>", "a", Kind.HTML),
        (b"<!-- saved --><html><body>", "a", Kind.HTML),
        (b"\xef\xbb\xbf<html lang='en'>", "a", Kind.HTML),
        (b"<?xml version='1.0'?><!-- x --><rss version='2.0'>", "a.xml", Kind.FEED),
        (b"<?xml version='1.0'?><!DOCTYPE feed><feed xmlns='x'>", "a.xml", Kind.FEED),
        (b"<?xml version='1.0'?><rdf:RDF>", "a.xml", Kind.FEED),
        ("<?xml version='1.0'?><rss>".encode("utf-16"), "a.xml", Kind.FEED),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", "a.xml", Kind.HTML),
        (b"<?xml version='1.0'?><invoice>", "a.xml", Kind.XML),
        (b'{"id": 1, "text": "x"}\n{"id": 2}', "a", Kind.JSONL),
        (b'{"id": 1, "text": "' + b"x" * HEAD, "a", Kind.JSONL),
        (b'{"id": 1, "text": oops\n{"id": 2}', "a", Kind.JSONL),
        (b'{\n "id": 1,\n "text": "x"\n}', "a", Kind.JSON),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "a", Kind.JSON),
        (b'[ {"id": 1} ]', "a", Kind.JSON),
        (b"{unclear} whether he will go", "a", Kind.TEXT),
        (b"[Photo: harbour] The mayor said", "a", Kind.TEXT),
        (b"< 5 ferries ran", "a", Kind.TEXT),
        (b"MIME-Version: 1.0\r\nSubject: x\r\n\r\nbody", "a", Kind.MAIL),
        (b"From the harbour: nothing new", "a", Kind.TEXT),
        # text that only looks like a program or a picture
        (b"MZUZU, Malawi - The mayor said no.", "a.txt", Kind.TEXT),
        (b"RIFFA, Bahrain - The mayor said no.", "a.txt", Kind.TEXT),
        # other things that lie in folders
        (b"body { margin: 0 }", "a.css", Kind.NO_REPORT),
        (b"a,b\n1,2\n", "a.csv", Kind.NO_REPORT),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "a.jpg", Kind.BINARY),
        (bytes(range(256)) * 8, "a.txt", Kind.BINARY),
        ("Sie sagte nein – café".encode("cp1252"), "a.txt", Kind.TEXT),
        ("Sie sagte nein".encode("utf-16"), "a.txt", Kind.TEXT),
        ("Sie sagte nein".encode("utf-16-le"), "a.txt", Kind.TEXT),
        ("Sie sagte nein".encode("utf-16-be"), "a", Kind.TEXT),
        ("<html><p>Sie sagte nein".encode("utf-16-le"), "a", Kind.HTML),
        (b"".join(bytes([code, 0]) for code in range(256)) * 8, "samples.raw", Kind.BINARY),
        (b"one NUL \0 in a sentence of some length is no reason to refuse it", "a.txt", Kind.TEXT),
    ],
)
def test_kind_of_a_file(head, name, kind):
    assert sniff(head, name=name) is kind


@pytest.mark.parametrize(
    ("head", "name", "media_type", "kind"),
    [
        (b"<p>x", "news.php", "text/html", Kind.HTML),
        (b"<p>x", "notes.css", "text/html", Kind.HTML),
        (b"<p>x", "news.html", "text/plain", Kind.TEXT),
        (b"<?xml version='1.0'?><rss>", "feed", "text/html", Kind.FEED),
        (b"<rss>", "feed", "text/xml", Kind.FEED),
        (b'{"id": 1}', "x", "application/x-ndjson", Kind.JSONL),
        (b"%PDF-1.7", "news.html", "text/html", Kind.BINARY),
    ],
)
def test_media_type_is_a_stronger_hint_than_the_suffix(head, name, media_type, kind):
    assert sniff(head, name=name, media_type=media_type) is kind


def test_refused_formats_have_names():
    assert binary_name(b"%PDF-1.4") == "a PDF; save its text"
    assert binary_name(b"The mayor") == ""


@given(st.binary(max_size=200), st.sampled_from(["", "a.txt", "a.xml", "a.json", "a.gz"]))
def test_any_bytes_are_of_some_kind(head, name):
    assert isinstance(sniff(head, name=name), Kind)


@given(st.text(min_size=1, alphabet=st.characters(categories=["L", "P", "Zs"]), max_size=300))
def test_letters_in_a_text_file_are_text(text):
    assert sniff(text.encode(), name="a.txt") in (Kind.TEXT, Kind.BINARY if text.startswith("%PDF-") else Kind.TEXT)


def test_random_bytes_are_binary():
    assert {sniff(os.urandom(HEAD), name="a.txt") for _ in range(20)} == {Kind.BINARY}
