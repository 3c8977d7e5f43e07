"""Examining pages in worker processes, order kept, memory bounded, and a crash costs one page.

Not `concurrent.futures`: there, one worker that dies takes every page in flight with it, and nobody can tell which
page it was. Here a worker has one page at a time, so the page is known and the others go on. Nor `multiprocessing`
for starting them: its workers run the caller's script again, which fails for one that is piped in and does harm
where the script is not guarded.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sayso.errors import SaysoError
from sayso.ingest.worker import examine
from sayso.records import Findings, Page, Problem, ProblemKind

if TYPE_CHECKING:
    from sayso.attribution import Tagger

logger = logging.getLogger(__name__)

Outcome = tuple[Page, Findings] | Problem

# Pages taken from the origin and not yet handed on, for each worker: enough that a slow page does not stop the others
# at once; at the 5 MB a page may have, 20 MB a worker.
WINDOW = 4
# Seconds a page may take before its worker is killed, and for each megabyte of it: the tagger reads a megabyte of prose
# in about 60 s on an idle core. HTML has a deadline of its own, 15 s, inside this one.
PAGE_DEADLINE = 120.0
DEADLINE_PER_MB = 300.0
MB = 1_000_000
# Seconds a worker may take to import what it needs: 1 on an idle machine.
START_DEADLINE = 120.0
# What a worker runs: it takes over the import path of this process, then works. -P keeps the current folder out.
WORKER = (
    "import sys; from multiprocessing.connection import Connection; pipe = Connection(int(sys.argv[1])); "
    "sys.path[:] = pipe.recv(); from sayso.ingest.worker import work; work(pipe)"
)
# Seconds an idle worker gets to leave by itself.
LEAVE_DEADLINE = 5.0


def patience_for(page: Page) -> float:
    """Seconds that a page of this size may take."""
    return PAGE_DEADLINE + DEADLINE_PER_MB * len(page.content) / MB


def examine_all(
    items: Iterable[Page | Problem], *, workers: int, tagger: Tagger | None
) -> Iterator[tuple[Page, Findings] | Problem]:
    """Examine pages; problems pass through. The outcome does not depend on `workers`.

    Args:
        items: pages and problems; taken one by one, a few ahead of what was handed on.
        workers: processes to examine in, 1 or more; 0 examines in this process, without protection from a page that
            crashes it.
        tagger: the learned tagger; for processes it must be picklable and its class importable. None: rules alone.

    Yields:
        For each item in order: the page with its findings, or a problem: of the item itself, UNREADABLE and the like
        by reading, CRASHED or TIMEOUT when a worker died or hung on it, INTERNAL for a fault of sayso's own.

    Raises:
        ValueError: if `workers` is negative.
        SaysoError: if no worker can be started or no page at all be read.
    """
    if workers < 0:
        raise ValueError(f"a number of workers is at least 0, not {workers}")
    return _in_processes(items, workers, tagger) if workers else _in_this_process(items, tagger)


def _in_this_process(items: Iterable[Page | Problem], tagger: Tagger | None) -> Iterator[Outcome]:
    from sayso.reading import GuardedExtractor

    with GuardedExtractor() as html:
        for item in items:
            if isinstance(item, Problem):
                yield item
            else:
                yield _outcome(item, examine(item, tagger=tagger, html=html))


def _in_processes(items: Iterable[Page | Problem], workers: int, tagger: Tagger | None) -> Iterator[Outcome]:
    source = iter(items)
    waiting: Page | None = None  # taken from the source, for the next worker that is free
    done: dict[int, Outcome] = {}
    n_taken = n_given = 0
    has_more = True
    with _Pool(workers, tagger) as pool:
        while True:
            while n_given in done:
                yield done.pop(n_given)
                n_given += 1
            if has_more and waiting is None and n_taken - n_given < WINDOW * workers:
                item = next(source, None)
                has_more = item is not None
                if isinstance(item, Problem):
                    done[n_taken] = item
                    n_taken += 1
                    continue
                waiting = item
            if waiting is not None and pool.take(n_taken, waiting):
                waiting = None
                n_taken += 1
            elif has_more or waiting is not None or n_given < n_taken:
                done.update(pool.collect())
            else:
                return


def _outcome(page: Page, answer: Findings | Problem) -> Outcome:
    return answer if isinstance(answer, Problem) else (page, answer)


@dataclass(slots=True)
class _Worker:
    """A process, the pipe to it, and the page it has, if any.

    Attributes:
        number: of the page among all; meaningless without one.
        is_ready: whether it has said so; it takes no page before.
        deadline: on the monotonic clock, for becoming ready or for the page.
    """

    process: subprocess.Popen[bytes]
    pipe: Connection
    deadline: float
    is_ready: bool = False
    page: Page | None = None
    number: int = -1

    @property
    def is_busy(self) -> bool:
        return self.page is not None or not self.is_ready

    def end(self) -> int:
        """Let an idle worker leave by itself, kill a busy one; the exit status."""
        self.pipe.close()
        if self.is_busy:
            self.process.kill()
        return self.wait()

    def wait(self) -> int:
        """The exit status of a worker that is leaving; one that does not leave is killed."""
        try:
            return self.process.wait(LEAVE_DEADLINE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


class _Pool:
    """Up to `size` workers: the first one starts with the first page, the others once there is a second."""

    def __init__(self, size: int, tagger: Tagger | None) -> None:
        self._size = size
        self._tagger = tagger
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._workers:
            self._workers.pop().end()

    def take(self, number: int, page: Page) -> bool:
        """Give a page to a worker that is free; False if none is."""
        for worker in [worker for worker in self._workers if not worker.is_busy]:
            try:
                worker.pipe.send(page)
            except OSError:
                # It died while it had nothing to do; another one starts when it is needed.
                self._drop(worker)
                continue
            worker.page, worker.number, worker.deadline = page, number, time.monotonic() + patience_for(page)
            return True
        n_missing = self._size - len(self._workers) if self._workers else 1
        for _ in range(n_missing):
            self._workers.append(self._start())
        return False

    def collect(self) -> dict[int, Outcome]:
        """Wait until something happened to at least one busy worker; the outcomes by number, if any."""
        busy = [worker for worker in self._workers if worker.is_busy]
        patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        answered = set(wait([worker.pipe for worker in busy], patience))
        outcomes: dict[int, Outcome] = {}
        for worker in busy:
            if worker.pipe in answered:
                outcomes.update(self._heard(worker))
            elif time.monotonic() >= worker.deadline:
                seconds = patience_for(worker.page) if worker.page else PAGE_DEADLINE
                outcomes.update(self._lost(worker, ProblemKind.TIMEOUT, f"gave up after {seconds:.0f} seconds"))
        return outcomes

    def _heard(self, worker: _Worker) -> dict[int, Outcome]:
        try:
            answer: Findings | Problem | SaysoError | str = worker.pipe.recv()
        except (EOFError, OSError):
            status = worker.wait()
            how = f"signal {-status}" if status < 0 else f"status {status}"
            return self._lost(worker, ProblemKind.CRASHED, f"the process that examined it died ({how})")
        if isinstance(answer, SaysoError):
            raise answer
        if isinstance(answer, str) or worker.page is None:
            worker.is_ready = True
            return {}
        page, worker.page = worker.page, None
        return {worker.number: _outcome(page, answer)}

    def _lost(self, worker: _Worker, kind: ProblemKind, reason: str) -> dict[int, Outcome]:
        self._drop(worker)
        if worker.page is None:
            raise SaysoError(f"a worker process could not start: {reason}")
        return {worker.number: Problem(worker.page.origin, kind, reason)}

    def _drop(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.end()

    def _start(self) -> _Worker:
        ours, theirs = Pipe()
        # In a session of its own it does not hear Ctrl-C: this process does, and ends it. Its standard output is
        # closed to it, since records are printed there.
        with theirs:
            process = subprocess.Popen(  # noqa: S603 - nothing in it comes from outside
                [sys.executable, "-P", "-c", WORKER, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        worker = _Worker(process, ours, time.monotonic() + START_DEADLINE)
        try:
            ours.send(sys.path)
            ours.send(self._tagger)
        except OSError:
            logger.debug("a worker died before it was told what to do; its pipe says so to whoever listens")
        except BaseException:
            worker.end()
            raise
        return worker
