"""What a stretch of bytes is: told by magic bytes first, then by the name's suffix, then by how it begins."""

from __future__ import annotations

import codecs
import re
from enum import Enum, auto
from pathlib import PurePosixPath

from sayso.reading.decoding import wide_without_mark

# Bytes looked at. The root element of a feed, the first headers of a mail and the first key of a JSON object stand
# well inside.
HEAD = 8192

# Share of control bytes above which a head is no text: random bytes hold 10 %, real text with stray NULs under 1 %.
# Stricter when it is not even UTF-8.
_MAX_CONTROL = 0.10
_MAX_CONTROL_NOT_UTF8 = 0.01
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b") + b"\x7f"


class Kind(Enum):
    """How an origin is to be read."""

    EMPTY = auto()
    TEXT = auto()
    HTML = auto()
    MAIL = auto()
    JSONL = auto()
    JSON = auto()
    FEED = auto()
    XML = auto()
    GZIP = auto()
    WARC = auto()
    ZIP = auto()
    PARQUET = auto()
    BINARY = auto()
    NO_REPORT = auto()


_BY_MAGIC = (
    (b"\x1f\x8b", Kind.GZIP),
    (b"WARC/", Kind.WARC),
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"PAR1", Kind.PARQUET),
)

# Formats a folder of reports often holds and that are never read. What each is, for the reason of the problem.
_BINARY_MAGIC = (
    (b"%PDF-", "a PDF; save its text"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (image, sound or video)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document; save it as text"),
    (b"{\\rtf", "an RTF document; save it as text"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"7z\xbc\xaf", "a 7-Zip archive; unpack it"),
    (b"Rar!", "a RAR archive; unpack it"),
    (b"BZh", "a bzip2 file; unpack it"),
    (b"\xfd7zXZ", "an xz file; unpack it"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file; unpack it"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
)

# These are refused though their heads may pass for text; the others are looked up only to name what was refused, for
# a report may well begin "MZUZU, Malawi" or "RIFFA, Bahrain".
_TEXT_LIKE_MAGIC = (b"%PDF-", b"{\\rtf")

_BY_SUFFIX = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.TEXT,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".eml": Kind.MAIL,
    ".mht": Kind.MAIL,
    ".mhtml": Kind.MAIL,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
    ".json": Kind.JSON,
    ".rss": Kind.FEED,
    ".atom": Kind.FEED,
    ".warc": Kind.WARC,
    ".wacz": Kind.ZIP,
    ".zip": Kind.ZIP,
    ".parquet": Kind.PARQUET,
    ".gz": Kind.GZIP,
}

# Text by nature, but never a report: what stands beside saved pages and in data folders.
_NO_REPORT_SUFFIXES = frozenset(
    ".css .js .mjs .map .ts .py .pyc .sh .c .h .java .csv .tsv .toml .yaml .yml .ini .cfg .log .svg .lock .sql "
    ".cdx .cdxj .ics .vcf .srt".split()
)

_BY_MEDIA_TYPE = {
    "text/html": Kind.HTML,
    "application/xhtml+xml": Kind.HTML,
    "text/plain": Kind.TEXT,
    "text/markdown": Kind.TEXT,
    "message/rfc822": Kind.MAIL,
    "application/rss+xml": Kind.FEED,
    "application/atom+xml": Kind.FEED,
    "application/rdf+xml": Kind.FEED,
    "application/feed+json": Kind.JSON,
    "application/jsonl": Kind.JSONL,
    "application/x-ndjson": Kind.JSONL,
    "application/warc": Kind.WARC,
}

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_HTML_OPENINGS = re.compile(
    r"<(?:!doctype html|html|head|body|title|meta|link|script|style|article|section|main|div|p|h1|h2|table|br|b|a)"
    r"[\s>/]",
    re.IGNORECASE,
)
_ELEMENT = re.compile(r"<([A-Za-z_][\w:.-]*)")
_FEED_ROOTS = frozenset({"rss", "feed", "rdf:rdf", "channel"})
_MAIL_HEADER = re.compile(r"(?:Received|Return-Path|Delivered-To|Message-ID|MIME-Version):", re.IGNORECASE)


def sniff(head: bytes, *, name: str = "", media_type: str = "") -> Kind:
    """What an origin is that begins with `head`.

    Args:
        head: its first `HEAD` bytes, or all of it if it is shorter.
        name: the last part of its path or address; its suffix is a hint.
        media_type: from an HTTP header, without parameters; a stronger hint than the suffix.
    """
    if not head:
        return Kind.EMPTY
    for magic, kind in _BY_MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(_TEXT_LIKE_MAGIC) or not _looks_like_text(head):
        return Kind.BINARY
    suffix = PurePosixPath(name.lower()).suffix
    declared = _BY_MEDIA_TYPE.get(media_type.lower()) or _BY_SUFFIX.get(suffix)
    if declared in (Kind.HTML, Kind.TEXT) and media_type and _markup_kind(_decoded(head).lstrip()) is Kind.FEED:
        return Kind.FEED  # servers often send feeds under the type of pages
    if declared:
        return declared
    if suffix in _NO_REPORT_SUFFIXES and not media_type:
        return Kind.NO_REPORT
    return _by_opening(head)


def binary_name(head: bytes) -> str:
    """What a well-known binary format is called, and what to do about it; "" for anything else."""
    return next((called for magic, called in _BINARY_MAGIC if head.startswith(magic)), "")


def _looks_like_text(head: bytes) -> bool:
    if any(head.startswith(bom) for bom, _ in _BOMS) or wide_without_mark(head):
        return True
    controls = len(head) - len(head.translate(None, _CONTROLS))
    allowed = _MAX_CONTROL if _is_utf8(head) else _MAX_CONTROL_NOT_UTF8
    return controls <= allowed * len(head)


def _is_utf8(head: bytes) -> bool:
    # A character may be cut at the end of the head, so the decoder is not told that this is all.
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _by_opening(head: bytes) -> Kind:
    opening = _decoded(head).lstrip()
    if not opening:
        return Kind.TEXT
    if opening[0] in "{[":
        return _json_kind(opening)
    if opening[0] == "<":
        return _markup_kind(opening)
    if any(_MAIL_HEADER.match(line) for line in opening.partition("\n\n")[0].splitlines()):
        return Kind.MAIL
    return Kind.TEXT


def _decoded(head: bytes) -> str:
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return head[len(bom) :].decode(encoding, "replace")
    return head.decode(wide_without_mark(head) or "utf-8", "replace").replace("\r\n", "\n")


def _json_kind(opening: str) -> Kind:
    if opening.startswith("["):
        return Kind.JSON if opening[1:].lstrip()[:1] in ("{", "]") else Kind.TEXT
    if opening[1:].lstrip()[:1] not in ('"', "}"):
        return Kind.TEXT
    if "jsonfeed.org/version" in opening:
        return Kind.JSON
    line, newline, _ = opening.partition("\n")
    if not newline:
        return Kind.JSONL
    # A document spread over lines breaks its first one where a value is still to come; a row, even a broken one, not.
    return Kind.JSON if line.rstrip().endswith(("{", "[", ",", ":")) else Kind.JSONL


def _markup_kind(opening: str) -> Kind:
    root = _root_element(opening)
    if root.lower() in _FEED_ROOTS:
        return Kind.FEED
    if _HTML_OPENINGS.match(opening) or root.lower() == "html" or (root and opening.startswith("<!--")):
        return Kind.HTML
    return Kind.XML if opening.startswith("<?xml") else Kind.TEXT


def _root_element(opening: str) -> str:
    """The name of the first element, past XML declaration, comments and doctype; "" if there is none in sight."""
    at = 0
    while (at := opening.find("<", at)) >= 0:
        if opening.startswith("<?", at):
            at = opening.find("?>", at)
        elif opening.startswith("<!--", at):
            at = opening.find("-->", at)
        elif opening.startswith("<!", at):
            at = opening.find(">", at)
        else:
            match = _ELEMENT.match(opening, at)
            return match[1] if match else ""
        if at < 0:
            return ""
    return ""
