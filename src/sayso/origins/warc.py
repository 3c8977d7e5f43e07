"""Web archives (WARC, and WACZ, a zip that holds them) to Pages.

fastwarc reads the records. It ends silently when an archive breaks off and stops at the first damaged record; both
are made good here: the end is checked, and after damage reading goes on at the next record that can be made out.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from sayso.errors import UnreadableOrigin
from sayso.origins.http_bodies import decode_http, parse_content_type
from sayso.origins.inflating import CHUNK, GZIP_MAGIC, in_mb
from sayso.origins.options import EXPANSION_FREE, MAX_EXPANSION, PAGE_LIMIT
from sayso.origins.rows import Outcome, read_iso
from sayso.origins.sniffing import HEAD, Kind, sniff
from sayso.records import DateSource, Page, Problem, ProblemKind

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

# Damaged places after which the rest is given up: an archive like that is to be fetched again.
_MAX_DAMAGES = 100

_GZIP_MEMBER = b"\x1f\x8b\x08"
_RECORD_AT_LINE_START = b"\nWARC/1."
_NEXT_RECORD = b"\r\n\r\nWARC/1."
_END_OF_HEADERS = b"\r\n\r\n"
# Where a WACZ keeps its WARC files (WACZ 1.1.1, section 5.1).
_ARCHIVES = "archive/"
# fastwarc refuses longer ones (its max_header_len).
_MAX_HEADERS = 32 << 10

# What zipfile lets through when offsets and lengths in a zip are damaged.
_BAD_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, ValueError, EOFError, OSError)

_OK = 200
_PAGES = {Kind.HTML: "text/html", Kind.TEXT: "text/plain"}
_PAGE_MEDIA_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_SAYS_NOTHING = frozenset({"", "application/octet-stream", "unknown/unknown", "application/unknown", "unk"})
# Crawlers fetch these from every site.
_NO_REPORTS = frozenset({"/robots.txt", "/ads.txt", "/app-ads.txt", "/humans.txt", "/llms.txt", "/security.txt"})


def read_warc(stream: BinaryIO, *, origin: str, inside: str = "") -> Iterator[Outcome]:
    """The pages of a WARC file: responses of status 200, resources and conversions, so far as they are HTML or text.

    A page's origin is the archive's, "#" and the byte at which its record begins.

    Args:
        stream: seekable; plain, or gzip with a member for each record.
        inside: the name of this file inside a WACZ; it stands before the byte position.

    Raises:
        UnreadableOrigin: EMPTY when it gives neither page nor problem.
    """
    archive = _Archive(stream, origin, f"{inside}:" if inside else "")
    is_barren = True
    for outcome in archive.outcomes():
        is_barren = False
        yield outcome
    if is_barren:
        raise UnreadableOrigin(origin, ProblemKind.EMPTY, "the archive holds no page of HTML or text", inside)


def read_wacz(stream: BinaryIO, *, origin: str) -> Iterator[Outcome]:
    """The pages of every WARC file under archive/ in a WACZ, in the order of their names; nothing is unpacked to disk.

    Raises:
        UnreadableOrigin: BAD_ARCHIVE when the zip is damaged, UNSUPPORTED when it is no WACZ or is encrypted,
            TOO_LARGE when it is a bomb.
    """
    with _opened(stream, origin=origin) as archive:
        archives = sorted(name for name in archive.namelist() if name.lower().endswith((".warc", ".warc.gz")))
        names = [name for name in archives if name.startswith(_ARCHIVES)]
        if not names:
            is_document = not {"[Content_Types].xml", "mimetype"}.isdisjoint(archive.namelist())
            what = "a Word or other office document; save it as text" if is_document else "unpack it, read the folder"
            reason = f"a zip that is no WACZ (no archive/*.warc in it): {what}"
            raise UnreadableOrigin(origin, ProblemKind.UNSUPPORTED, reason)
        for name in archives:
            if name not in names:
                yield Problem(origin, ProblemKind.UNSUPPORTED, f"stands outside {_ARCHIVES}, so it was not read", name)
                continue
            _refuse_bomb(archive.getinfo(name), origin=origin)
            try:
                with _member(archive, name, origin=origin) as member:
                    yield from read_warc(member, origin=origin, inside=name)
            except (zipfile.BadZipFile, zlib.error, EOFError) as error:
                raise _damaged_zip(error, origin, name) from error


def _opened(stream: BinaryIO, *, origin: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except (*_BAD_ZIP, NotImplementedError) as error:
        raise _damaged_zip(error, origin) from error


def _member(archive: zipfile.ZipFile, name: str, *, origin: str) -> BinaryIO:
    try:
        return archive.open(name)  # type: ignore[return-value]
    except (NotImplementedError, RuntimeError) as error:
        # What zipfile raises for a compression it does not have and for encryption.
        raise UnreadableOrigin(origin, ProblemKind.UNSUPPORTED, f"cannot be unpacked: {error}", name) from error
    except _BAD_ZIP as error:
        raise _damaged_zip(error, origin, name) from error


def _damaged_zip(error: Exception, origin: str, at: str = "") -> UnreadableOrigin:
    return UnreadableOrigin(origin, ProblemKind.BAD_ARCHIVE, f"damaged zip: {error}", at)


def _refuse_bomb(member: zipfile.ZipInfo, *, origin: str) -> None:
    if member.file_size > EXPANSION_FREE and member.file_size > member.compress_size * MAX_EXPANSION:
        reason = f"expands more than {MAX_EXPANSION} times; not read"
        raise UnreadableOrigin(origin, ProblemKind.TOO_LARGE, reason, member.filename)


@dataclass(frozen=True, slots=True)
class _Damage:
    """A place where an archive could not be read on; told once it is known where reading went on."""

    kind: ProblemKind
    reason: str
    at: str


@dataclass(slots=True)
class _Archive:
    """One WARC file being read.

    Attributes:
        prefix: stands before byte positions: "archive/data.warc.gz:" inside a WACZ, else "".
        base: byte at which fastwarc was last started; its positions count from there.
        last: byte at which the record begins that is being looked at.
        nth: how many records began at that byte: more than one where one gzip member holds the whole archive.
        damage: the damage behind which no record has been made out yet.
        n_damages: times that fastwarc had to be started again.
    """

    stream: BinaryIO
    origin: str
    prefix: str
    base: int = 0
    last: int = 0
    nth: int = 0
    damage: _Damage | None = None
    n_damages: int = 0

    def outcomes(self) -> Iterator[Outcome]:
        size = self.stream.seek(0, 2)
        resume: int | None = 0
        while resume is not None and resume < size:
            self.base, self.last, self.nth = resume, resume, 0
            try:
                yield from self._run(size)
                if self._ends_well(size):
                    break
                self._note(ProblemKind.TRUNCATED, "the archive breaks off, or is damaged, in this record")
            except OSError as error:
                where = "in or behind this record" if self.nth else "here"
                self._note(ProblemKind.BAD_ARCHIVE, f"damaged {where} ({error})")
            except UnreadableOrigin as error:
                yield Problem(error.origin, ProblemKind(error.kind), error.reason, error.at)
                break
            resume = self._next_record() if self.n_damages < _MAX_DAMAGES else None
        yield from self._tell_damage("the rest could not be read")

    def _run(self, size: int) -> Iterator[Outcome]:
        from fastwarc.warc import ArchiveIterator

        self.stream.seek(self.base)
        for record in ArchiveIterator(_Tail(self.stream), parse_http=False):  # type: ignore[arg-type]
            yield from self._tell_damage(f"went on at byte {self.base}")
            position = self.base + record.stream_pos
            self.nth = self.nth + 1 if position == self.last else 1
            self.last = position
            if record.content_length > max(EXPANSION_FREE, MAX_EXPANSION * size):
                reason = f"a record claims {MAX_EXPANSION} times the size of the archive; the rest was not read"
                raise UnreadableOrigin(self.origin, ProblemKind.TOO_LARGE, reason, self._at())
            yield from self._read(record)

    def _note(self, kind: ProblemKind, reason: str) -> None:
        self.n_damages += 1
        self.damage = self.damage or _Damage(kind, reason, self._at())

    def _tell_damage(self, went_on: str) -> Iterator[Problem]:
        if self.damage:
            yield Problem(self.origin, self.damage.kind, f"{self.damage.reason}; {went_on}", self.damage.at)
        self.damage = None

    def _read(self, record: WarcRecord) -> Iterator[Outcome]:
        carrier = _carrier_of(record)
        if carrier is None:
            return
        n_bytes = record.content_length
        if n_bytes > PAGE_LIMIT:
            yield self._problem(ProblemKind.TOO_LARGE, f"the record is larger than {in_mb(PAGE_LIMIT)}")
            return
        raw = record.reader.read(n_bytes) if n_bytes else b""
        if _NEXT_RECORD in raw:
            raise OSError("its length is wrong, it runs into the next record")
        if len(raw) == n_bytes:  # else the archive ends here, and its end is looked at next
            yield from self._page(raw, carrier)

    def _page(self, raw: bytes, carrier: _Carrier) -> Iterator[Outcome]:
        try:
            content = decode_http(
                raw, transfer=carrier.transfer, encoding=carrier.encoding, limit=PAGE_LIMIT, origin=self.origin
            )
        except UnreadableOrigin as error:
            yield self._problem(ProblemKind(error.kind), error.reason)
            return
        kind = sniff(content[:HEAD], media_type=carrier.media_type)
        if kind in (Kind.EMPTY, Kind.BINARY):
            what = "empty" if kind is Kind.EMPTY else "not text, though its header says so"
            yield self._problem(ProblemKind[kind.name], f"the page {carrier.url} is {what}")
        elif kind in _PAGES:
            yield Page(
                origin=f"{self.origin}#{self.prefix}{self.last}" + (f".{self.nth}" if self.nth > 1 else ""),
                content=content,
                media_type=_PAGES[kind],
                charset=carrier.charset,
                url=carrier.url,
                published_at=carrier.modified_at,
                published_from=DateSource.HTTP if carrier.modified_at else None,
                fetched_at=carrier.fetched_at,
            )

    def _problem(self, kind: ProblemKind, reason: str) -> Problem:
        return Problem(self.origin, kind, reason, self._at())

    def _at(self) -> str:
        return f"{self.prefix}byte {self.last}"

    def _next_record(self) -> int | None:
        """Where the next record can begin, behind the one being read."""
        if _bytes_at(self.stream, self.base, 2) == GZIP_MAGIC:
            return _find(self.stream, _GZIP_MEMBER, self.last + 1)
        found = _find(self.stream, _RECORD_AT_LINE_START, self.last + 1)
        return None if found is None else found + 1

    def _ends_well(self, size: int) -> bool:
        """Whether the last record that was met is whole."""
        if _bytes_at(self.stream, self.base, 2) != GZIP_MAGIC:
            return _plain_ends_well(self.stream, self.last, size)
        # Where one member holds the whole archive, its records have no positions of their own.
        if _bytes_at(self.stream, self.last, len(_GZIP_MEMBER)) != _GZIP_MEMBER:
            self.last = self.base
        return _gzip_ends_well(self.stream, self.last)


@dataclass(frozen=True, slots=True)
class _Carrier:
    """What the headers of a record say about the page in it."""

    url: str | None
    media_type: str
    charset: str | None
    transfer: str | None
    encoding: str | None
    modified_at: str | None
    fetched_at: datetime | None


def _carrier_of(record: WarcRecord) -> _Carrier | None:
    """The headers of a record that may hold a page; None for any other record.

    Raises:
        OSError: if its HTTP headers are damaged.
    """
    from fastwarc.warc import WarcRecordType as Type

    headers = record.headers
    if record.record_type == Type.response:
        record.parse_http(quirks_mode=True)
        headers = record.http_headers
        if headers is None or headers.status_code != _OK:
            return None
    elif record.record_type not in (Type.resource, Type.conversion):
        return None
    media_type, charset = parse_content_type(headers.get("Content-Type") or "")
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None
    if media_type not in _PAGE_MEDIA_TYPES | _SAYS_NOTHING or (url and _path_of(url) in _NO_REPORTS):
        return None
    is_response = record.record_type == Type.response
    return _Carrier(
        url=url,
        media_type="" if media_type in _SAYS_NOTHING else media_type,
        charset=charset,
        transfer=headers.get("Transfer-Encoding") if is_response else None,
        encoding=headers.get("Content-Encoding") if is_response else None,
        modified_at=read_iso(headers.get("Last-Modified")) if is_response else None,
        fetched_at=record.record_date,
    )


def _path_of(url: str) -> str:
    try:
        return PurePosixPath(urlsplit(url).path).as_posix().lower()
    except ValueError:
        return ""


class _Tail:
    """The rest of a stream without the means to seek, so that fastwarc's positions count from where it began."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._told = 0

    def read(self, size: int = CHUNK) -> bytes:
        data = self._stream.read(size)
        self._told += len(data)
        return data

    def tell(self) -> int:
        return self._told


def _bytes_at(stream: BinaryIO, position: int, count: int) -> bytes:
    stream.seek(position)
    return stream.read(count)


def _find(stream: BinaryIO, mark: bytes, start: int) -> int | None:
    """The first position of `mark` at or behind `start`."""
    stream.seek(start)
    behind, kept = start, b""
    while chunk := stream.read(CHUNK):
        window = kept + chunk
        found = window.find(mark)
        if found >= 0:
            return behind - len(kept) + found
        behind += len(chunk)
        kept = window[-(len(mark) - 1) :]
    return None


def _gzip_ends_well(stream: BinaryIO, start: int) -> bool:
    """Whether the member at `start` is whole, with its checksum, and only zero bytes follow it."""
    stream.seek(start)
    inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
    n_in = n_out = 0
    while chunk := stream.read(CHUNK):
        n_in += len(chunk)
        while chunk and not inflater.eof:
            try:
                n_out += len(inflater.decompress(chunk, CHUNK))
            except zlib.error:
                return False
            chunk = inflater.unconsumed_tail
            if n_out > EXPANSION_FREE and n_out > n_in * MAX_EXPANSION:
                return False
        if inflater.eof and (inflater.unused_data + chunk).strip(b"\0"):
            return False
    return inflater.eof


def _plain_ends_well(stream: BinaryIO, start: int, size: int) -> bool:
    """Whether the record at `start` has all the bytes that its header promises."""
    head = _bytes_at(stream, start, _MAX_HEADERS)
    end = head.find(_END_OF_HEADERS)
    for line in head[: max(end, 0)].split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            return start + end + len(_END_OF_HEADERS) + int(value) <= size
    return False
