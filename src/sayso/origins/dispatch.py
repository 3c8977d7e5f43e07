"""From names to pages: finds out what each name stands for and hands it to its reader."""

from __future__ import annotations

import logging
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import chain
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import urlsplit

from sayso.errors import UnreadableOrigin
from sayso.origins.feeds import Follow, is_json_feed, read_feed, read_json_feed
from sayso.origins.folder import Found, open_file, printable, walk
from sayso.origins.inflating import CHUNK, gunzip, read_chunks, take
from sayso.origins.jsonl import parse_json, read_jsonl, read_rows
from sayso.origins.options import FEED_LIMIT, JSON_LIMIT, PAGE_LIMIT, OriginOptions
from sayso.origins.parquet import read_parquet
from sayso.origins.rows import Outcome
from sayso.origins.sniffing import HEAD, Kind, binary_name, sniff
from sayso.origins.warc import read_wacz, read_warc
from sayso.origins.web import Fetch, Fetcher
from sayso.records import DateSource, Page, Problem, ProblemKind

log = logging.getLogger(__name__)

STDIN = "-"

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")

_PAGES = {Kind.TEXT: "text/plain", Kind.HTML: "text/html", Kind.MAIL: "message/rfc822"}

_REFUSALS = {
    Kind.EMPTY: (ProblemKind.EMPTY, "empty"),
    Kind.XML: (ProblemKind.UNSUPPORTED, "XML that is neither a feed nor a page"),
    Kind.NO_REPORT: (ProblemKind.UNSUPPORTED, "not a kind of file that holds reports"),
}


def read_origins(
    names: Iterable[str],
    *,
    options: OriginOptions | None = None,
    stdin: BinaryIO | None = None,
    fetch: Fetch | None = None,
) -> Iterator[Outcome]:
    """Read pages from wherever they are, in the order of the names.

    Args:
        names: files, folders, http and https addresses of pages and feeds, archives, or "-" for standard input.
        stdin: what "-" reads; None: the process's own.
        fetch: gets what is behind an address; None: over the network, politely.

    Yields:
        A page for each report, or a problem with its reason; a bad origin never raises, and one that breaks off
        half-way gives what was good, then its problem.
    """
    with ExitStack() as stack:
        reader = _Reader(options or OriginOptions(), stdin, fetch, stack)
        for name in names:
            yield from reader.read(name)


@dataclass(frozen=True, slots=True)
class _Source:
    """Bytes to be read, with what is known about them.

    Attributes:
        origin: what they are called in the ledger.
        name: last part of their path or address, for its suffix.
        url: the address they were found at.
    """

    origin: str
    name: str
    stream: BinaryIO
    media_type: str = ""
    charset: str | None = None
    url: str | None = None


class _Reader:
    """Reads one name after the other; owns the connection to the web, which is opened when first needed."""

    def __init__(self, options: OriginOptions, stdin: BinaryIO | None, fetch: Fetch | None, stack: ExitStack) -> None:
        self._options, self._stdin, self._given_fetch, self._stack = options, stdin, fetch, stack

    def read(self, name: str) -> Iterator[Outcome]:
        yield from _guarded(printable(name), self._read_name(name))

    def _read_name(self, name: str) -> Iterator[Outcome]:
        if name == STDIN:
            yield from self._read_source(_Source(STDIN, "", self._standard_input()))
        elif _ADDRESS.match(name):
            yield from self._read_address(name)
        else:
            for found in walk(name, self._options):
                if isinstance(found, UnreadableOrigin):
                    yield _problem_of(found)
                else:
                    yield from _guarded(found.origin, self._read_file(found))

    def _standard_input(self) -> BinaryIO:
        if self._stdin is not None:
            return self._stdin
        if sys.stdin is None:  # under some service managers
            raise UnreadableOrigin(STDIN, ProblemKind.NOT_FOUND, "there is no standard input here; give a file")
        return sys.stdin.buffer

    def _read_file(self, found: Found) -> Iterator[Outcome]:
        with open_file(found) as stream:
            yield from self._read_source(_Source(found.origin, os.path.basename(found.path), stream))

    def _read_source(self, source: _Source) -> Iterator[Outcome]:
        return _read_source(source, self._follow if self._options.follow_links else None)

    def _read_address(self, address: str) -> Iterator[Outcome]:
        origin = printable(address.partition("#")[0])
        fetched = self._fetch(origin)
        source = _Source(
            origin,
            PurePosixPath(urlsplit(fetched.url).path).name,
            BytesIO(fetched.content),
            fetched.media_type,
            fetched.charset,
            fetched.url,
        )
        for outcome in self._read_source(source):
            if isinstance(outcome, Problem):
                yield outcome
            elif outcome.origin == origin:
                yield replace(
                    outcome,
                    url=fetched.url,
                    fetched_at=fetched.fetched_at,
                    published_at=fetched.modified_at,
                    published_from=DateSource.HTTP if fetched.modified_at else None,
                )
            else:  # from inside a container, which says more about it
                yield replace(outcome, fetched_at=outcome.fetched_at or fetched.fetched_at)

    def _follow(self, entry: Page) -> Iterator[Outcome]:
        """The page behind a feed's entry, under the entry's own origin and with what the feed says of it."""
        try:
            outcomes = list(self._read_address(str(entry.url)))
        except UnreadableOrigin as error:
            yield Problem(entry.origin, ProblemKind(error.kind), error.reason, error.at)
            return
        for outcome in outcomes:
            if isinstance(outcome, Problem):
                yield replace(outcome, origin=entry.origin)
            elif outcome.media_type in ("text/html", "text/plain"):
                yield replace(
                    entry,
                    content=outcome.content,
                    media_type=outcome.media_type,
                    charset=outcome.charset,
                    url=outcome.url,
                    fetched_at=outcome.fetched_at,
                )

    @property
    def _fetch(self) -> Fetch:
        if self._given_fetch is None:
            self._given_fetch = self._stack.enter_context(Fetcher())
        return self._given_fetch


def _guarded(origin: str, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """The outcomes of one origin, with whatever stops them as the last: a problem."""
    try:
        yield from outcomes
    except UnreadableOrigin as error:
        yield _problem_of(error)
    except OSError as error:
        yield Problem(origin, ProblemKind.UNREADABLE, f"reading stopped: {error.strerror or error}")
    except Exception as error:
        # The outermost edge of reading: a parser of somebody else's that trips over hostile bytes costs this origin,
        # not the run. The trace goes to the log, for whoever mends it.
        log.exception("reading %s failed", origin)
        reason = f"sayso failed on it ({type(error).__name__}: {error}); please report this"
        yield Problem(origin, ProblemKind.INTERNAL, reason)


def _problem_of(error: UnreadableOrigin) -> Problem:
    return Problem(error.origin, ProblemKind(error.kind), error.reason, error.at)


def _read_source(source: _Source, follow: Follow | None) -> Iterator[Outcome]:
    head = source.stream.read(HEAD)
    while len(head) < HEAD and (more := source.stream.read(HEAD - len(head))):
        head += more  # a pipe gives what it has
    kind = sniff(head, name=source.name, media_type=source.media_type)
    chunks = chain([head], read_chunks(source.stream))
    if kind is Kind.GZIP and not _is_gzipped_warc(source, head):
        name = source.name.lower().removesuffix(".gz")
        yield from _read_inflated(replace(source, name=name, media_type=""), chunks, follow)
    elif kind in (Kind.WARC, Kind.GZIP, Kind.ZIP, Kind.PARQUET):
        yield from _read_seekable(source, kind, head)
    else:
        yield from _read_kind(kind, source, head, chunks, follow)


def _is_gzipped_warc(source: _Source, head: bytes) -> bool:
    if source.name.lower().endswith(".warc.gz"):
        return True
    try:
        return next(gunzip([head], origin=source.origin), b"").startswith(b"WARC/")
    except UnreadableOrigin:
        return False


def _read_inflated(source: _Source, packed: Iterable[bytes], follow: Follow | None) -> Iterator[Outcome]:
    """Read what is in a gzip file, other than a WARC."""
    chunks = gunzip(packed, origin=source.origin)
    first: list[bytes] = []
    broken: UnreadableOrigin | None = None
    try:
        while sum(map(len, first)) < HEAD and (chunk := next(chunks, b"")):
            first.append(chunk)
    except UnreadableOrigin as error:
        broken = error
    head = b"".join(first)
    if broken and not head:
        raise broken
    kind = sniff(head[:HEAD], name=source.name)
    if kind in (Kind.GZIP, Kind.ZIP, Kind.WARC, Kind.PARQUET):
        raise UnreadableOrigin(source.origin, ProblemKind.UNSUPPORTED, "an archive inside gzip; unpack it first")
    yield from _read_kind(kind, source, head[:HEAD], chain(first, _raising(broken) if broken else chunks), follow)


def _raising(error: UnreadableOrigin) -> Iterator[bytes]:
    raise error
    yield b""


def _read_seekable(source: _Source, kind: Kind, head: bytes) -> Iterator[Outcome]:
    with ExitStack() as stack:
        stream = source.stream
        if not stream.seekable():
            stream = stack.enter_context(tempfile.TemporaryFile())
            for chunk in chain([head], read_chunks(source.stream)):
                stream.write(chunk)
        stream.seek(0)
        if kind is Kind.PARQUET:
            yield from read_parquet(stream, origin=source.origin)
        elif kind is Kind.ZIP:
            yield from read_wacz(stream, origin=source.origin)
        else:
            yield from read_warc(stream, origin=source.origin)


def _read_kind(
    kind: Kind, source: _Source, head: bytes, chunks: Iterable[bytes], follow: Follow | None
) -> Iterator[Outcome]:
    """Read what comes as one run of bytes."""
    origin = source.origin
    if kind in _PAGES:
        content = take(chunks, PAGE_LIMIT, origin=origin)
        yield Page(origin, content, _PAGES[kind], charset=source.charset, url=source.url)
    elif kind is Kind.JSONL:
        yield from read_jsonl(chunks, origin=origin)
    elif kind is Kind.JSON:
        yield from _read_json(take(chunks, JSON_LIMIT, origin=origin), origin, follow)
    elif kind is Kind.FEED:
        content = take(chunks, FEED_LIMIT, origin=origin)
        yield from read_feed(content, origin=origin, url=source.url, charset=source.charset, follow=follow)
    elif kind in _REFUSALS:
        yield Problem(origin, *_REFUSALS[kind])
    else:
        what = binary_name(head) or "a binary file of no kind that is read"
        yield Problem(origin, ProblemKind.BINARY, f"not text but {what}")


def _read_json(content: bytes, origin: str, follow: Follow | None) -> Iterator[Outcome]:
    """Read a .json file: a JSON Feed, one row, an array of rows, or, as many are, JSON lines under another name."""
    try:
        document = parse_json(content.removeprefix(b"\xef\xbb\xbf"), origin=origin)
    except UnreadableOrigin:
        if b"\n" not in content.strip():
            raise
        yield from read_jsonl(_sliced(content), origin=origin)
        return
    if is_json_feed(document):
        yield from read_json_feed(document, origin=origin, follow=follow)
    else:
        yield from read_rows(document if isinstance(document, list) else [document], origin=origin, unit="item")


def _sliced(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), CHUNK):
        yield content[start : start + CHUNK]
