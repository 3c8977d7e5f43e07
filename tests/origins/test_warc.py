"""Web archives, whole and damaged."""

import gzip
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import UnreadableOrigin
from sayso.origins.warc import read_wacz, read_warc
from sayso.records import DateSource, Page, ProblemKind
from tests.origins.made import HTML, brief, gzipped, http_response, warc_record

RECORDS = [warc_record(http_response(HTML * size), url=f"http://paper.example/{size}") for size in (1, 2, 3, 4)]
PLAIN = b"".join(RECORDS)
MEMBERS = [gzip.compress(record, mtime=0) for record in RECORDS]
STARTS = [sum(map(len, MEMBERS[:n])) for n in range(4)]
PACKED = b"".join(MEMBERS)


def read(content):
    return list(read_warc(BytesIO(content), origin="a.warc"))


def briefly(content):
    return [brief(outcome) for outcome in read(content)]


@pytest.mark.parametrize("content", [PLAIN, PACKED, gzip.compress(PLAIN)], ids=["plain", "a member each", "one member"])
def test_every_response_becomes_a_page(content):
    pages = read(content)
    assert [page.url for page in pages] == [f"http://paper.example/{n}" for n in (1, 2, 3, 4)]
    assert [page.content for page in pages] == [HTML * n for n in (1, 2, 3, 4)]
    assert len({page.origin for page in pages}) == 4


def test_origin_is_the_byte_of_the_record():
    assert [page.origin for page in read(PACKED)] == [f"a.warc#{start}" for start in STARTS]


def test_headers_say_charset_and_times():
    headers = "Last-Modified: Mon, 04 Mar 2024 09:15:00 GMT\r\n"
    (page,) = read(warc_record(http_response(HTML, media_type="text/html; charset=utf-8", headers=headers)))
    assert page.charset == "utf-8"
    assert page.fetched_at == datetime(2024, 3, 4, 10, tzinfo=UTC)
    assert (page.published_at, page.published_from) == ("2024-03-04T09:15:00+00:00", DateSource.HTTP)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(HTML), HTML), "Transfer-Encoding: chunked\r\n"),
        (gzip.compress(HTML), "Content-Encoding: gzip\r\n"),
        (brotli.compress(HTML), "Content-Encoding: br\r\n"),
        (HTML, "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
    ],
)
def test_http_is_decoded(body, headers):
    (page,) = read(warc_record(http_response(body, headers=headers)))
    assert page.content == HTML


@pytest.mark.parametrize(
    "record",
    [
        warc_record(http_response(HTML, status="404 Not Found")),
        warc_record(http_response(b"", status="301 Moved", headers="Location: /x\r\n")),
        warc_record(http_response(b"\xff\xd8\xff", media_type="image/jpeg")),
        warc_record(http_response(b"User-agent: *", media_type="text/plain"), url="http://paper.example/robots.txt"),
        warc_record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        warc_record(b"software: x\r\n", kind="warcinfo", headers="Content-Type: application/warc-fields"),
        warc_record(b"no http at all"),
    ],
)
def test_records_that_are_no_page_are_passed_over(record):
    assert briefly(record + RECORDS[0]) == [(f"a.warc#{len(record)}", "text/html")]


def test_resources_and_extracted_text_are_pages_too():
    resource = warc_record(HTML, kind="resource", headers="Content-Type: text/html")
    text = warc_record(b"The mayor said no.", kind="conversion", headers="Content-Type: text/plain")
    assert [page.content for page in read(resource + text)] == [HTML, b"The mayor said no."]


def test_an_archive_without_a_page_says_so():
    with pytest.raises(UnreadableOrigin) as caught:
        read(warc_record(http_response(HTML, status="404 Not Found")))
    assert caught.value.kind == ProblemKind.EMPTY


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "empty"),
        (bytes(range(256)) * 9, "binary"),
        (gzip.compress(HTML)[:-9], "truncated"),
        (gzip.compress(bytes(11_000_000)), "too_large"),
        (b"x" * 10_000_001, "too_large"),
    ],
)
def test_a_bad_record_costs_itself_alone(body, kind):
    bad = warc_record(http_response(body, headers="Content-Encoding: gzip\r\n"))
    assert [outcome[1] for outcome in briefly(gzipped(bad, RECORDS[0]))] == [kind, "text/html"]


# What stands, the place that is named, and the pages that are read all the same.
DAMAGES = [
    ("plain, cut in a body", PLAIN[:-200], "truncated", f"byte {len(PLAIN) - len(RECORDS[3])}", [1, 2, 3]),
    ("plain, cut in a header", PLAIN[: -len(RECORDS[3]) + 60], "truncated", None, [1, 2, 3]),
    ("gzip, cut", PACKED[:-30], "truncated", f"byte {STARTS[3]}", [1, 2, 3]),
    ("gzip, checksum cut", PACKED[:-4], "truncated", f"byte {STARTS[3]}", [1, 2, 3, 4]),
    ("one member, cut", gzip.compress(PLAIN)[:-4], "truncated", "byte 0", [1, 2, 3, 4]),
    (
        "garbage between members",
        MEMBERS[0] + b"garbage!" * 9 + PACKED[STARTS[1] :],
        "bad_archive",
        "byte 0",
        [1, 2, 3, 4],
    ),
    ("garbage between records", RECORDS[0] + b"garbage\r\n" * 9 + RECORDS[1], "bad_archive", "byte 0", [1, 2]),
    ("a bad checksum", PACKED[: STARTS[2] - 8] + b"XXXX" + PACKED[STARTS[2] - 4 :], "bad_archive", None, [1, 3, 4]),
    (
        "a length that swallows the next record",
        RECORDS[0] + RECORDS[1].replace(b"Content-Length: ", b"Content-Length: 1", 1) + RECORDS[2] + RECORDS[3],
        "bad_archive",
        f"byte {len(RECORDS[0])}",
        [1, 3, 4],
    ),
    ("no archive at all", b"WARC/1.0 is the name of a format\r\n\r\n" * 9, "bad_archive", "byte 0", []),
]


@pytest.mark.parametrize(("content", "kind", "at", "urls"), [case[1:] for case in DAMAGES], ids=[c[0] for c in DAMAGES])
def test_damage_is_said_and_what_is_good_is_read(content, kind, at, urls):
    outcomes = read(content)
    pages = [outcome for outcome in outcomes if isinstance(outcome, Page)]
    problems = [outcome for outcome in outcomes if not isinstance(outcome, Page)]
    assert [page.url for page in pages] == [f"http://paper.example/{n}" for n in urls]
    assert [problem.kind for problem in problems] == [kind]
    assert at in (None, problems[0].at)


def test_zero_padding_at_the_end_is_named_once_and_costs_no_page():
    outcomes = briefly(PACKED + bytes(512))
    assert [outcome[1] for outcome in outcomes].count("text/html") == 4


def test_an_archive_damaged_all_over_is_given_up():
    outcomes = read((MEMBERS[0] + b"\x1f\x8b\x08garbage") * 300)
    assert 2 * 50 <= len(outcomes) <= 2 * 100
    assert outcomes[-1].reason.endswith("the rest could not be read")


def test_a_record_that_claims_to_be_vast_stops_the_archive():
    bomb = gzip.compress(RECORDS[1].replace(b"Content-Length: ", b"Content-Length: 999999999", 1))
    assert briefly(MEMBERS[0] + bomb) == [("a.warc#0", "text/html"), ("a.warc", "too_large", f"byte {STARTS[1]}")]


@settings(max_examples=300)
@given(st.sampled_from([PLAIN, PACKED, gzip.compress(PLAIN)]), st.data())
def test_no_damage_raises_anything_else(content, data):
    at = data.draw(st.integers(0, len(content) - 1))
    upto = data.draw(st.integers(at, min(at + 60, len(content))))
    with suppress(UnreadableOrigin):  # where nothing at all is left
        read(content[:at] + data.draw(st.binary(max_size=30)) + content[upto:])


def wacz(**members):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_wacz_gives_the_pages_of_its_archives():
    content = wacz(**{"pages/pages.jsonl": b"{}", "archive/b.warc": RECORDS[1], "archive/a.warc.gz": PACKED})
    pages = list(read_wacz(BytesIO(content), origin="a.wacz"))
    assert [page.origin for page in pages] == [
        *(f"a.wacz#archive/a.warc.gz:{start}" for start in STARTS),
        "a.wacz#archive/b.warc:0",
    ]


def test_what_stands_elsewhere_in_a_wacz_is_passed_by_and_said():
    content = wacz(**{"../../evil.warc": RECORDS[0], "/etc/evil.warc.gz": PACKED, "archive/a.warc": RECORDS[0]})
    assert [brief(outcome) for outcome in read_wacz(BytesIO(content), origin="a.wacz")] == [
        ("a.wacz", "unsupported", "../../evil.warc"),
        ("a.wacz", "unsupported", "/etc/evil.warc.gz"),
        ("a.wacz#archive/a.warc:0", "text/html"),
    ]


@pytest.mark.parametrize(
    ("member", "advice"), [("[Content_Types].xml", "save it as text"), ("reports/a.txt", "unpack it, read the folder")]
)
def test_another_zip_says_what_to_do(member, advice):
    with pytest.raises(UnreadableOrigin, match=advice):
        list(read_wacz(BytesIO(wacz(**{member: b"x"})), origin="a.zip"))


BAD_CHECKSUM = bytearray(wacz(**{"archive/a.warc": RECORDS[0]}))
BAD_CHECKSUM[BAD_CHECKSUM.rindex(b"PK\x01\x02") + 16] ^= 0xFF
ENCRYPTED = bytearray(wacz(**{"archive/a.warc": RECORDS[0]}))
ENCRYPTED[6] |= 1
ENCRYPTED[ENCRYPTED.rindex(b"PK\x01\x02") + 8] |= 1


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04 and nothing", ProblemKind.BAD_ARCHIVE),
        (wacz(**{"archive/a.warc": RECORDS[0]})[:-30], ProblemKind.BAD_ARCHIVE),
        (bytes(BAD_CHECKSUM), ProblemKind.BAD_ARCHIVE),
        (bytes(ENCRYPTED), ProblemKind.UNSUPPORTED),
        (wacz(**{"word/document.xml": b"<x/>"}), ProblemKind.UNSUPPORTED),
        (wacz(**{"archive/../../../etc/evil.warc": bytes(70_000_000)}), ProblemKind.TOO_LARGE),
    ],
)
def test_bad_zips_are_refused(content, kind):
    with pytest.raises(UnreadableOrigin) as caught:
        list(read_wacz(BytesIO(content), origin="a.wacz"))
    assert caught.value.kind == kind
