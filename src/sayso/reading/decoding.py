"""Bytes to letters: which charset a page is in, and when it is no text at all.

Valid UTF-8 wins over what is declared: bytes above 127 hardly ever form valid UTF-8 by accident, while servers
declare Latin-1 by default. What is left is read as declared, then as detected; on doubt the page is refused, since
mojibake in a ledger looks like somebody's words.
"""

from __future__ import annotations

import codecs
import re

from sayso.errors import UnreadablePage
from sayso.records import ProblemKind

# Bytes of one decoded page. trafilatura takes minutes on 10 MB of one repeated paragraph, and a text of this size
# already makes a million tokens (about 200 MB of them); the longest page of our labelled sets has 1.7 MB.
MAX_PAGE = 5 * 1024 * 1024

# First bytes of files that people drop into a folder of reports. Marks that a report could begin with ("RIFF", "ID3")
# are left to the search for control characters.
MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF89a", "a GIF image"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP, Word or Excel file"),
    (b"\x1f\x8b", "gzip data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file"),
)
# The longer mark first: the UTF-32 mark starts with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Labels that the web uses for a larger charset (WHATWG Encoding Standard, table of labels).
WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
    "big5": "big5hkscs",
}
# Charsets of 7-bit bytes, which would pass for UTF-8.
SEVEN_BIT = ("iso2022", "hz", "utf-7")
# Bytes looked at to tell the charset: detection is slow, and a page is in one charset.
SAMPLE = 10_000
# Share of control characters above which this is no text; real texts have none, a stray one in a long text is kept.
MAX_CONTROLS = 0.01
# Share of broken UTF-8 sequences among all that are not ASCII, up to which they are mended one by one: pages put
# together from UTF-8 and Windows parts have a few.
MAX_BROKEN = 0.2
# Share of bytes above 127 in English prose: marks, and names with accents. More points to another alphabet.
MAX_ACCENTS = 0.03

CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")
# How Python's "surrogateescape" writes a byte that is no UTF-8.
ESCAPED = re.compile("[\udc80-\udcff]")
# What the bytes of Windows-1252 above 127 stand for in western prose.
WESTERN = re.compile("[\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\u20ac£§°«»\xa0\xad´·½¼©®™À-ÖØ-öø-ÿŒœŠšŽžŸ]")
META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
# Bytes in which a page must name its charset (HTML Standard, "prescan a byte stream": 1024; sites are looser).
PRESCAN = 4096


def decode_text(content: bytes, charset: str | None) -> str:
    """The letters of a plain text, every one kept; only a byte order mark is taken off.

    Args:
        charset: as the carrier declared it, or None.

    Raises:
        UnreadablePage: `empty`, `binary`, `bad_encoding` or `too_large`.
    """
    _refuse(content)
    text = _decode(content, (charset,))
    controls = len(CONTROLS.findall(text))
    if controls > max(1, len(text) * MAX_CONTROLS):
        raise UnreadablePage(ProblemKind.BINARY, f"not a text: {controls} of its {len(text)} characters are controls")
    return text


def decode_row(content: bytes) -> str:
    """The text of a row in JSONL or Parquet: its carrier has decoded it, so each letter is kept, whatever it is.

    Raises:
        UnreadablePage: `empty`, `too_large`, or `bad_encoding` if it is not UTF-8.
    """
    _refuse(content, magic=())
    text = _strictly(content, "utf-8")
    return _no_charset("the row is not UTF-8") if text is None else text


def decode_html(content: bytes, charset: str | None) -> str:
    """The letters of an HTML page, markup and all; the charset may also stand in the page's own head.

    Raises:
        UnreadablePage: `empty`, `binary`, `bad_encoding` or `too_large`.
    """
    _refuse(content)
    named = META_CHARSET.search(content, 0, PRESCAN) or XML_CHARSET.search(content, 0, PRESCAN)
    own = named[1].decode("ascii") if named else None
    # Latin-1 from a server is its default rather than knowledge about the page.
    first, second = (own, charset) if _codec(charset) in (None, "cp1252") else (charset, own)
    text = _decode(content, (first, second))
    controls = len(CONTROLS.findall(text))
    if controls > max(8, len(text) * MAX_CONTROLS):
        raise UnreadablePage(ProblemKind.BINARY, f"not HTML: {controls} of its {len(text)} characters are controls")
    return text


def _refuse(content: bytes, *, magic: tuple[tuple[bytes, str], ...] = MAGIC) -> None:
    if not content.strip():
        raise UnreadablePage(ProblemKind.EMPTY, "the page is empty")
    if len(content) > MAX_PAGE:
        raise UnreadablePage(
            ProblemKind.TOO_LARGE,
            f"the page has {len(content):,} bytes, more than the {MAX_PAGE:,} that are read; split it into articles",
        )
    for mark, what in magic:
        if content.startswith(mark):
            raise UnreadablePage(ProblemKind.BINARY, f"this is {what}, not a text")


def _decode(content: bytes, declared: tuple[str | None, ...]) -> str:
    for mark, codec in MARKS:
        if content.startswith(mark):
            text = _strictly(content[len(mark) :], codec)
            return _no_charset(f"it is marked as {codec} but is not") if text is None else text
    codecs_declared = [codec for codec in map(_codec, declared) if codec]
    stateful = [codec for codec in codecs_declared if codec.startswith(SEVEN_BIT)]
    wide = wide_without_mark(content)
    for codec in [*stateful, *([wide] if wide else []), "utf-8", *codecs_declared]:
        text = _strictly(content, codec)
        if text is not None and (codec == "utf-8" or not CONTROLS.search(text, 0, SAMPLE)):
            return text
    return _mended(content) or _western(content) or _detected(content)


def _codec(label: str | None) -> str | None:
    """Python's name of the charset that the web means by `label`; None if there is none."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):  # ValueError: a NUL in the label
        return None
    return WIDER.get(name, name)


def _strictly(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except (UnicodeError, LookupError):  # LookupError: a codec that does not decode to text, such as "zlib"
        return None


def wide_without_mark(content: bytes) -> str | None:
    """The codec of UTF-16 that lacks its byte order mark, or None: every other byte of western text is zero."""
    head = content[:SAMPLE]
    zeros = (head[0::2].count(0), head[1::2].count(0))
    if max(zeros) * 4 < len(head) or min(zeros) * 20 > max(zeros):
        return None
    codec = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    letters = head[: len(head) // 2 * 2].decode(codec, "replace")
    return codec if len(CONTROLS.findall(letters)) <= len(letters) * MAX_CONTROLS else None


def _mended(content: bytes) -> str | None:
    """UTF-8 with a few bytes of Windows-1252 among it, or cut in mid-letter; None if it is not that."""
    text = content.decode("utf-8", "surrogateescape")
    broken = len(ESCAPED.findall(text))
    foreign = sum(not letter.isascii() for letter in text)
    if broken > foreign * MAX_BROKEN:
        return None
    return ESCAPED.sub(lambda found: bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace"), text)


def _western(content: bytes) -> str | None:
    """Windows-1252, when all that is not ASCII is sparse and made of western letters and marks."""
    text = _strictly(content, "cp1252")
    if text is None:
        return None
    foreign = [letter for letter in text if not letter.isascii()]
    fits = len(foreign) <= max(2, len(text) * MAX_ACCENTS) and all(map(WESTERN.match, foreign))
    return text if fits else None


def _detected(content: bytes) -> str:
    from charset_normalizer import from_bytes

    sample = content if len(content) <= SAMPLE else content[: SAMPLE // 2] + content[-SAMPLE // 2 :]
    for guess in from_bytes(sample):
        text = _strictly(content, guess.encoding)
        if text is not None and not CONTROLS.search(text):
            return text
    if b"\0" in content[:SAMPLE]:
        raise UnreadablePage(ProblemKind.BINARY, "not a text: it holds zero bytes")
    return _no_charset("no charset fits its bytes")


def _no_charset(why: str) -> str:
    raise UnreadablePage(ProblemKind.BAD_ENCODING, f"{why}; save it as UTF-8 and read it again")
