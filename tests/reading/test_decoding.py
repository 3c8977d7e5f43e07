"""Charsets: what a page is in, and what is refused."""

from __future__ import annotations

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import UnreadablePage
from sayso.reading.decoding import MAX_PAGE, decode_html, decode_row, decode_text
from sayso.records import ProblemKind

QUOTE = "“The ferry won’t sail,” said José Müller – not before noon. "
RUSSIAN = "Паром не выйдет в море до полудня, сказал начальник порта журналистам в понедельник. "
KOREAN = "항만 책임자는 월요일 기자들에게 배가 정오 전에는 떠나지 않을 것이라고 말했다. "


@pytest.mark.parametrize(
    ("text", "charset", "declared"),
    [
        (QUOTE, "utf-8", None),
        (QUOTE, "utf-8-sig", None),
        (QUOTE, "utf-8", "iso-8859-1"),  # servers declare Latin-1 by default
        (QUOTE, "cp1252", None),
        (QUOTE, "cp1252", "iso-8859-1"),  # the web means Windows-1252 by it
        (QUOTE, "cp1252", "no-such-charset"),
        (QUOTE, "utf-16", None),
        (QUOTE, "utf-16-le", None),
        (QUOTE * 4, "utf-16-be", None),
        (QUOTE, "utf-32", None),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN * 4, "cp1251", None),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (KOREAN, "euc-kr", "euc-kr"),
        (KOREAN, "iso2022_kr", "iso-2022-kr"),
    ],
)
def test_letters_come_out_as_written(text: str, charset: str, declared: str | None) -> None:
    assert decode_text(text.encode(charset), declared) == text


def test_utf8_with_a_few_foreign_bytes_is_mended() -> None:
    content = (QUOTE * 5).encode() + b"He called it \x93groundless\x94."
    assert decode_text(content, None) == QUOTE * 5 + "He called it “groundless”."


def test_utf8_cut_in_mid_letter_keeps_the_rest() -> None:
    content = (QUOTE * 5 + "é").encode()[:-1]
    assert decode_text(content, None).startswith(QUOTE * 5)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", ProblemKind.EMPTY),
        (b" \n\t ", ProblemKind.EMPTY),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ProblemKind.BINARY),
        (b"%PDF-1.7 ...", ProblemKind.BINARY),
        (b"PK\x03\x04rest", ProblemKind.BINARY),
        (b"\x1f\x8b\x08\x00rest", ProblemKind.BINARY),
        (b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00" * 9, ProblemKind.BINARY),
        (b"\x00\x01\x02\x03" * 200, ProblemKind.BINARY),
        (bytes(range(256)) * 20, ProblemKind.BINARY),
        (codecs.BOM_UTF16_LE + b"\x00\xd8" * 9, ProblemKind.BAD_ENCODING),  # halves of letters
        (b"a" * (MAX_PAGE + 1), ProblemKind.TOO_LARGE),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(content: bytes, kind: ProblemKind) -> None:
    for decode in (decode_text, decode_html):
        with pytest.raises(UnreadablePage) as refused:
            decode(content, None)
        assert refused.value.kind == kind
        assert refused.value.reason


def test_one_stray_control_in_a_long_text_is_kept() -> None:
    text = QUOTE * 9 + "\0" + QUOTE
    assert decode_text(text.encode(), None) == text


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1251">',
        "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=windows-1251'>",
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
@pytest.mark.parametrize("declared", [None, "iso-8859-1", "windows-1251"])
def test_an_html_page_may_name_its_charset_itself(head: str, declared: str | None) -> None:
    page = f"{head}<p>{RUSSIAN}"
    assert decode_html(page.encode("cp1251"), declared) == page


def test_the_carrier_outweighs_the_page_unless_it_says_latin_1() -> None:
    page = f'<meta charset="koi8-r"><p>{RUSSIAN}'
    assert decode_html(page.encode("cp1251"), "windows-1251") == page


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_a_row_keeps_every_letter(text: str) -> None:
    assert decode_row(text.encode()) == text


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "latin-1", "zlib", "hex", "idna", "undefined", "\0"]))
def test_any_bytes_are_read_or_refused(content: bytes, declared: str | None) -> None:
    for decode in (decode_text, decode_html):
        with contextlib.suppress(UnreadablePage):
            assert decode(content, declared) is not None
