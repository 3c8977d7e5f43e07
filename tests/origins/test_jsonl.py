"""JSON lines, one page a line, whatever the line holds."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import UnreadableOrigin
from sayso.origins.jsonl import Line, read_jsonl, split_lines
from sayso.origins.options import LINE_LIMIT
from sayso.records import DateSource, Page, ProblemKind
from tests.origins.made import brief


def read(content, piece=None):
    piece = piece or len(content) or 1
    return list(read_jsonl((content[at : at + piece] for at in range(0, len(content), piece)), origin="a.jsonl"))


def test_a_row_becomes_a_page():
    row = {
        "id": "r1",
        "text": "The mayor said no.",
        "title": "No",
        "url": "http://paper.example/r1",
        "outlet": "Paper",
        "date": "2024-03-04",
        "byline": "Ana Roth",
        "language": "en",
    }
    assert read(json.dumps(row).encode()) == [
        Page(
            "a.jsonl#1",
            b"The mayor said no.",
            "text/plain",
            charset="utf-8",
            id="r1",
            url="http://paper.example/r1",
            title="No",
            outlet="Paper",
            byline=("Ana Roth",),
            published_at="2024-03-04",
            published_from=DateSource.GIVEN,
            language="en",
        )
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b'{"id":"a","text":"x"}', ("a.jsonl#2", "text/plain")),
        (b'{"id":7,"text":"x"}', ("a.jsonl#2", "text/plain")),
        (b'{"id":"a","html":"<p>x"}', ("a.jsonl#2", "text/html")),
        (b'{"id":"a","text":null,"html":"<p>x"}', ("a.jsonl#2", "text/html")),
        (b'{"id":"a","text":"x"}\r', ("a.jsonl#2", "text/plain")),
        (b'{"id":"a","text":"x", "title": 5, "url": null}', ("a.jsonl#2", "text/plain")),
        (b'{"id":"a","text":"x"', ("a.jsonl", "bad_json", "line 2")),
        (b"not json", ("a.jsonl", "bad_json", "line 2")),
        (b"[" * 100_000, ("a.jsonl", "bad_json", "line 2")),
        (b'{"id":' + b"9" * 5000 + b',"text":"x"}', ("a.jsonl", "bad_json", "line 2")),
        (b'["a","x"]', ("a.jsonl", "bad_record", "line 2")),
        (b'{"text":"x"}', ("a.jsonl", "bad_record", "line 2")),
        (b'{"id":"","text":"x"}', ("a.jsonl", "bad_record", "line 2")),
        (b'{"id":true,"text":"x"}', ("a.jsonl", "bad_record", "line 2")),
        (b'{"id":1.5,"text":"x"}', ("a.jsonl", "bad_record", "line 2")),
        (b'{"id":"a"}', ("a.jsonl", "bad_record", "line 2")),
        (b'{"id":"a","text":["x"]}', ("a.jsonl", "bad_record", "line 2")),
        (b'{"id":"a","text":""}', ("a.jsonl", "empty", "line 2")),
        (b'{"id":"first","text":"x"}', ("a.jsonl", "id_taken", "line 2")),
        (b'{"id":"a","text":"half \\ud800 a pair"}', ("a.jsonl", "bad_encoding", "line 2")),
        (b'{"id":"a\\udc00","text":"x"}', ("a.jsonl", "bad_encoding", "line 2")),
        (b'{"id":"a","text":"x","title":"\\ud800"}', ("a.jsonl", "bad_encoding", "line 2")),
        (b'{"id":"a","text":"caf\xe9"}', ("a.jsonl", "bad_encoding", "line 2")),
    ],
)
def test_a_bad_line_costs_itself_alone(line, expected):
    content = b'{"id":"first","text":"1"}\n' + line + b'\n\n{"id":"last","text":"3"}\n'
    assert [brief(outcome) for outcome in read(content)] == [
        ("a.jsonl#1", "text/plain"),
        expected,
        ("a.jsonl#4", "text/plain"),
    ]


@pytest.mark.parametrize(
    ("given_date", "published_at"),
    [
        ("2024-03-04", "2024-03-04"),
        ("2024-03-04T09:15:00Z", "2024-03-04T09:15:00Z"),
        ("2024-03-04 09:15:00+01:00", "2024-03-04 09:15:00+01:00"),
        ("Mon, 04 Mar 2024 09:15:00 +0100", "2024-03-04T09:15:00+01:00"),
        (None, None),
        ("", None),
    ],
)
def test_dates_are_iso_8601(given_date, published_at):
    (page,) = read(json.dumps({"id": 1, "text": "x", "published_at": given_date}).encode())
    assert page.published_at == published_at
    assert page.published_from == (DateSource.GIVEN if published_at else None)


@pytest.mark.parametrize("given_date", ["03/04/2024", "yesterday", 1709542800, "2024-13-01", "20240304"])
def test_a_date_that_could_be_misread_is_left_out_and_said(given_date):
    page, problem = read(json.dumps({"id": 1, "text": "x", "date": given_date}).encode())
    assert page.published_at is None
    assert (problem.kind, problem.at) == (ProblemKind.BAD_RECORD, "line 1")
    assert "without its date" in problem.reason


@given(st.text(min_size=1))
def test_text_is_kept_letter_for_letter(text):
    (page,) = read(json.dumps({"id": "a", "text": text}).encode())
    assert page.content.decode("utf-8") == text


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.integers(1, 30))
def test_raw_utf8_and_chunk_edges_change_nothing(text, piece):
    rows = [{"id": number, "text": text} for number in range(3)]
    content = b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)
    assert [page.content.decode() for page in read(content, piece)] == [text] * 3


@pytest.mark.parametrize("text", ["a\r\nb\rc", "nul \0 nul", "﻿starts with a BOM", "  spaces  "])
def test_odd_letters_stay(text):
    (page,) = read(json.dumps({"id": "a", "text": text}).encode())
    assert page.content.decode("utf-8") == text


def test_a_byte_order_mark_before_the_first_line_is_no_part_of_it():
    (page,) = read(b'\xef\xbb\xbf{"id":"a","text":"x"}')
    assert page.id == "a"


@given(st.binary(max_size=300), st.integers(1, 20), st.integers(1, 50))
def test_lines_are_those_of_the_bytes(content, piece, limit):
    chunks = [content[at : at + piece] for at in range(0, len(content), piece)]
    numbered = enumerate(content.split(b"\n"), start=1)
    expected = [Line(number, data if len(data) <= limit else None) for number, data in numbered if data]
    assert list(split_lines(chunks, limit=limit)) == expected


def test_an_endless_line_is_passed_over_without_being_held():
    def chunks():
        yield b'{"id":"a","text":"1"}\n'
        for _ in range(LINE_LIMIT // 1_000_000 + 2):
            yield b"x" * 1_000_000
        yield b'\n{"id":"b","text":"2"}\n'

    assert [brief(outcome) for outcome in read_jsonl(chunks(), origin="a.jsonl")] == [
        ("a.jsonl#1", "text/plain"),
        ("a.jsonl", "too_large", "line 2"),
        ("a.jsonl#3", "text/plain"),
    ]


def test_a_stream_that_breaks_off_gives_its_whole_lines():
    def chunks():
        yield b'{"id":"a","text":"1"}\n{"id":"b","te'
        raise UnreadableOrigin("a.jsonl", ProblemKind.TRUNCATED, "breaks off", "byte 99")

    outcomes = []
    with pytest.raises(UnreadableOrigin) as caught:
        outcomes.extend(read_jsonl(chunks(), origin="a.jsonl"))
    assert [outcome.id for outcome in outcomes] == ["a"]
    assert caught.value.at == "after line 1, byte 99"
