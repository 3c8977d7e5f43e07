"""Turns HTML into text in a guarded worker process.

The libraries that clean HTML can hang, eat the machine's memory or crash on hostile pages, and their own limits do
not prevent it. They run in one child process with a memory limit and a deadline per page; a child that oversteps
is killed and the next page gets a new one. The parent never imports them.
"""

from __future__ import annotations

import contextlib
import json
import os
import struct
import subprocess
import sys
import threading
import weakref
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Any, Protocol, Self

from sayso.errors import SaysoError, UnreadablePage
from sayso.reading.decoding import MAX_PAGE
from sayso.records import DateSource, ProblemKind
from sayso.spans import OffsetMap, Run, Span, Spans

# Seconds a page may take. The slowest of 390 real pages took 0.13 CPU-s; a dense page of 4.5 MB takes 4.
PAGE_DEADLINE = 15.0
# Seconds a new worker may take until it answers: it imports for 0.4 CPU-s, more on a cold disk or a busy machine.
START_DEADLINE = 60.0
# Bytes of data (heap and private maps) a worker may have: 110 MB when idle, 220 MB for a dense page of 4.5 MB;
# together with the parent it keeps sayso under 400 MB of resident memory.
WORKER_MEMORY = 320 * 1024 * 1024

# Each message is preceded by its length in bytes: 4 bytes, big-endian.
LENGTH = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class HtmlText:
    """What an HTML page says, cleaned.

    Attributes:
        text: paragraphs with one empty line between them.
        published_at, published_from: ISO 8601 date or instant, and where on the page it was found; both or neither.
        language: ISO 639-1 as the page declares it, or None.
        set_apart: spans of `text` that the page's markup sets apart: headings and captions.
        page_map: `text` to the decoded page, markup included.
    """

    text: str
    title: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    published_at: str | None = None
    published_from: DateSource | None = None
    language: str | None = None
    set_apart: Spans = ()
    page_map: OffsetMap | None = None


class HtmlExtractor(Protocol):
    """Turns the bytes of an HTML page into text."""

    def extract(self, content: bytes, *, charset: str | None, url: str | None) -> HtmlText:
        """Clean one page.

        Args:
            content: the page as received, decompressed.
            charset: as the carrier declared it, or None.
            url: its address, if known; a date may stand in it.

        Raises:
            UnreadablePage: if it is too large, binary, in no charset, without text, or if it cost more time or
                memory than a page may.
        """
        ...


class GuardedExtractor:
    """An `HtmlExtractor` that owns one worker process; a context manager that ends it.

    The worker starts with the first page and again after it had to be killed. It ends when this is closed, when
    this process dies, or when the pipe to it breaks. Not to be shared by threads; after a fork the child starts a
    worker of its own.
    """

    def __init__(self, *, deadline: float = PAGE_DEADLINE, memory: int = WORKER_MEMORY) -> None:
        if deadline <= 0 or memory <= 0:
            raise ValueError("deadline and memory must be greater than 0")
        self._deadline = deadline
        self._memory = memory
        self._worker: _Worker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the worker, if one runs; the next page would start another."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def extract(self, content: bytes, *, charset: str | None, url: str | None) -> HtmlText:
        """Clean one page in the worker; see `HtmlExtractor.extract`.

        Raises:
            UnreadablePage: as the protocol says.
            SaysoError: if the worker cannot start at all; no page could be read then.
        """
        if len(content) > MAX_PAGE:
            raise UnreadablePage(
                ProblemKind.TOO_LARGE, f"the page has {len(content):,} bytes, more than the {MAX_PAGE:,} that are read"
            )
        request = frame(json.dumps({"charset": charset, "url": url}).encode()) + frame(content)
        answer = self._running().ask(request, deadline=self._deadline)
        if "problem" in answer:
            if answer["problem"] == ProblemKind.OUT_OF_MEMORY:
                self.close()  # its heap stays as large as the page has made it
            raise UnreadablePage(answer["problem"], answer["reason"])
        return _html_text(answer)

    def _running(self) -> _Worker:
        if self._worker is None or not self._worker.is_usable():
            self.close()
            worker = _Worker(self._memory)
            try:
                greeting = worker.ask(b"", deadline=START_DEADLINE)
            except UnreadablePage as error:
                raise SaysoError("the process that cleans HTML does not start") from error
            if "broken" in greeting:
                worker.end()
                raise SaysoError(f"the process that cleans HTML does not start: {greeting['broken']}")
            self._worker = worker
        return self._worker


class _Worker:
    """One child process and the pipes to it."""

    def __init__(self, memory: int) -> None:
        # -P and absolute paths: a file named like a module in the working folder must not be imported.
        paths = os.pathsep.join(path for path in sys.path if os.path.isabs(path))
        self._owner = os.getpid()
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, and arguments of our own
            [sys.executable, "-P", "-m", "sayso.reading.worker", str(memory), str(self._owner)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
        )
        # Also when nobody closes the extractor, and at the end of the interpreter.
        self.end = weakref.finalize(self, _end, self._process, self._owner)

    def is_usable(self) -> bool:
        """Whether it runs, and for this process rather than for the one this was forked from."""
        return self._owner == os.getpid() and self._process.poll() is None

    def ask(self, message: bytes, *, deadline: float) -> dict[str, Any]:
        """Send a message and wait for the answer; on any failure the worker is ended.

        Raises:
            UnreadablePage: `timeout` or `crashed`.
        """
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(deadline, stop)
        timer.daemon = True
        timer.start()
        try:
            return self._exchange(message)
        except (OSError, EOFError) as error:
            self.end()
            if late.is_set():
                raise UnreadablePage(ProblemKind.TIMEOUT, f"cleaning the page took more than {deadline:g} s") from error
            status = self._process.returncode
            raise UnreadablePage(
                ProblemKind.CRASHED, f"the page crashed the process that cleans it ({status})"
            ) from error
        finally:
            timer.cancel()

    def _exchange(self, message: bytes) -> dict[str, Any]:
        to, back = self._process.stdin, self._process.stdout
        if to is None or back is None:
            raise EOFError
        to.write(message)
        to.flush()
        (length,) = LENGTH.unpack(_read(back, LENGTH.size))
        answer: dict[str, Any] = json.loads(_read(back, length))
        return answer


def _read(pipe: IO[bytes], length: int) -> bytes:
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content


def _end(process: subprocess.Popen[bytes], owner: int) -> None:
    if os.getpid() == owner:
        process.kill()
        process.wait()
    else:
        process.returncode = 0  # another process's child: nothing to wait for here
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):  # what was not yet sent is lost with the worker
                pipe.close()


def frame(content: bytes) -> bytes:
    """`content` preceded by its length."""
    return LENGTH.pack(len(content)) + content


def _html_text(answer: dict[str, Any]) -> HtmlText:
    return HtmlText(
        text=answer["text"],
        title=answer["title"],
        byline=tuple(answer["byline"]),
        outlet=answer["outlet"],
        published_at=answer["published_at"],
        published_from=DateSource(answer["published_from"]) if answer["published_from"] else None,
        language=answer["language"],
        set_apart=tuple(Span(start, end) for start, end in answer["set_apart"]),
        page_map=OffsetMap(tuple(Run(*run) for run in answer["page_map"])),
    )
