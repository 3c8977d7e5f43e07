"""Examining pages in worker processes, order kept, memory bounded, and a crash costs one page.

Not `concurrent.futures`: there, one worker that dies takes every page in flight with it, and nobody can tell which
page it was. Here a worker has one page at a time, so the page is known and the others go on.
"""

from __future__ import annotations

import atexit
import multiprocessing
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sayso.errors import SaysoError
from sayso.ingest.worker import examine, work
from sayso.records import Findings, Page, Problem, ProblemKind

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from sayso.attribution import Tagger

Outcome = tuple[Page, Findings] | Problem

# Pages taken from the origin and not yet handed on, for each worker: enough that a slow page does not stop the others
# at once; at the 5 MB a page may have, 20 MB a worker.
WINDOW = 4
# Seconds a page may take before its worker is killed. HTML has a deadline of its own, 15 s, inside this one; a text
# of 2 MB takes the rules about 10.
PAGE_DEADLINE = 120.0
# Seconds a worker may take to import what it needs: 1 on an idle machine.
START_DEADLINE = 120.0
# Seconds an idle worker gets to leave by itself.
LEAVE_DEADLINE = 5.0


def examine_all(
    items: Iterable[Page | Problem], *, workers: int, tagger: Tagger | None
) -> Iterator[tuple[Page, Findings] | Problem]:
    """Examine pages; problems pass through. The outcome does not depend on `workers`.

    Args:
        items: pages and problems; taken one by one, a few ahead of what was handed on.
        workers: processes to examine in, 1 or more; 0 examines in this process, without protection from a page that
            crashes it. A program that uses processes must be guarded by `if __name__ == "__main__"`.
        tagger: the learned tagger, which must be picklable; None: rules alone.

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

    process: SpawnProcess
    pipe: Connection
    deadline: float
    is_ready: bool = False
    page: Page | None = None
    number: int = -1

    @property
    def is_busy(self) -> bool:
        return self.page is not None or not self.is_ready

    def end(self) -> None:
        """Let an idle worker leave by itself; a busy one is killed."""
        self.pipe.close()
        if self.is_busy:
            self.process.kill()
        self.process.join(LEAVE_DEADLINE)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        self.process.close()


class _Pool:
    """Up to `size` workers: the first one starts with the first page, the others once there is a second."""

    def __init__(self, size: int, tagger: Tagger | None) -> None:
        self._size = size
        self._tagger = tagger
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        # multiprocessing waits at exit for processes that are not ours to leave hanging: close before it does.
        atexit.register(self.close)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        atexit.unregister(self.close)
        self.close()

    def close(self) -> None:
        """End all workers."""
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
            worker.page, worker.number, worker.deadline = page, number, time.monotonic() + PAGE_DEADLINE
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
                outcomes.update(self._lost(worker, ProblemKind.TIMEOUT, f"gave up after {PAGE_DEADLINE:.0f} seconds"))
        return outcomes

    def _heard(self, worker: _Worker) -> dict[int, Outcome]:
        try:
            answer: Findings | Problem | SaysoError | str = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(LEAVE_DEADLINE)
            code = worker.process.exitcode
            how = f"signal {-code}" if code is not None and code < 0 else f"status {code}"
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
            raise SaysoError(
                f"a worker process could not start: {reason}; "
                'a script that reads with workers must be guarded by `if __name__ == "__main__":`'
            )
        return {worker.number: Problem(worker.page.origin, kind, reason)}

    def _drop(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.end()

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(theirs, self._tagger), name="sayso worker")
        with _interrupts_ignored():
            process.start()
        theirs.close()
        return _Worker(process, ours, time.monotonic() + START_DEADLINE)


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Let a process that starts inside ignore Ctrl-C: this process hears it, and ends its workers."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
