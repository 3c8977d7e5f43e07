"""Pages are examined in order, whatever happens to one of them, in however many processes."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.errors import LexiconError, SaysoError
from sayso.ingest import examine_all, pool
from sayso.ingest.pool import Outcome
from sayso.records import Findings, Page, Problem, ProblemKind
from tests.ingest import reports, taggers


def children() -> set[str]:
    """Processes that this one has started and not seen the end of."""
    return {child for file in Path("/proc/self/task").glob("*/children") for child in file.read_text().split()}


@pytest.fixture(autouse=True)
def every_process_ends() -> Iterator[None]:
    before = children()
    yield
    assert children() <= before


def test_the_outcome_does_not_depend_on_the_number_of_workers() -> None:
    items = reports.mixed(9)
    alone, one, three = (list(examine_all(items, workers=n, tagger=None)) for n in (0, 1, 3))
    assert alone == one == three
    origins = [outcome.origin if isinstance(outcome, Problem) else outcome[0].origin for outcome in alone]
    assert origins == [item.origin for item in items]
    assert sum(isinstance(outcome, Problem) for outcome in alone) == 3


FATES = [
    ("Nothing happens.", None, ""),
    ("Please fail now.", ProblemKind.INTERNAL, "ZeroDivisionError: division by zero (in tag)"),
    ("Please grow now.", ProblemKind.OUT_OF_MEMORY, "more memory"),
    ("Nothing again.", None, ""),
    ("Please die now.", ProblemKind.CRASHED, "signal 9"),
    ("Still nothing.", None, ""),
    ("Please hang now.", ProblemKind.TIMEOUT, "gave up after"),
    ("The end.", None, ""),
]


def test_trouble_with_a_page_costs_that_page_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "PAGE_DEADLINE", 1.5)
    pages = [reports.page(number, words) for number, (words, _, _) in enumerate(FATES)]
    outcomes = list(examine_all(pages, workers=2, tagger=taggers.Obedient()))
    for page, (_, kind, reason), outcome in zip(pages, FATES, outcomes, strict=True):
        if kind is None:
            assert isinstance(outcome, tuple)
            assert (outcome[0], outcome[1].article.text) == (page, page.content.decode())
        else:
            assert isinstance(outcome, Problem)
            assert (outcome.origin, outcome.kind) == (page.origin, kind)
            assert reason in outcome.reason


def test_a_fault_of_ours_is_a_problem_in_this_process_too() -> None:
    pages = [reports.page(1, "Please fail now."), reports.page(2, "The end.")]
    first, second = examine_all(pages, workers=0, tagger=taggers.Obedient())
    assert isinstance(first, Problem)
    assert first.kind is ProblemKind.INTERNAL
    assert isinstance(second, tuple)


def test_a_broken_installation_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(page: Page, **_: object) -> Findings:
        raise LexiconError("data/cues.toml: no [[cue]] entries")

    monkeypatch.setattr("sayso.pipeline.examine_page", broken)
    with pytest.raises(LexiconError, match=r"cues\.toml"):
        list(examine_all(reports.pages(2), workers=0, tagger=None))


def test_workers_that_cannot_start_stop_the_run() -> None:
    with pytest.raises(SaysoError, match=r"a worker process could not start: .*\(status 3\)"):
        list(examine_all(reports.pages(2), workers=1, tagger=taggers.Unwelcome()))


def test_a_worker_that_dies_with_nothing_to_do_is_replaced() -> None:
    def examined(number: int) -> Outcome:
        while not workers.take(number, reports.page(number)):
            workers.collect()
        outcomes: dict[int, Outcome] = {}
        while number not in outcomes:
            outcomes |= workers.collect()
        return outcomes[number]

    with pool._Pool(1, None) as workers:
        assert isinstance(examined(0), tuple)
        (idle,) = workers._workers
        idle.process.kill()
        idle.process.wait()
        assert isinstance(examined(1), tuple)
        assert workers._workers != [idle]


def test_pages_are_taken_only_as_they_are_needed() -> None:
    taken: list[int] = []

    def endless() -> Iterator[Page | Problem]:
        number = 0
        while True:
            taken.append(number)
            yield Problem("x", ProblemKind.EMPTY, "no bytes") if number % 2 else reports.page(number)
            number += 1

    outcomes = examine_all(endless(), workers=1, tagger=None)
    for _ in range(6):
        next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert len(taken) <= 6 + pool.WINDOW


def test_nothing_runs_without_pages() -> None:
    problem = Problem("x", ProblemKind.EMPTY, "no bytes")
    before = children()
    outcomes = examine_all([problem], workers=4, tagger=None)
    assert next(outcomes) == problem
    assert children() <= before
    assert list(outcomes) == []


def test_a_negative_number_of_workers_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="at least 0, not -1"):
        examine_all([], workers=-1, tagger=None)


KILLED = """
    import os, sys
    from pathlib import Path
    from sayso.ingest import examine_all
    from sayso.records import Page

    def pages():
        for number in range(10_000):
            yield Page(f"{number}.txt", b"Mayor Ute Brandt said the mill would close.", "text/plain")

    for number, _ in enumerate(examine_all(pages(), workers=2, tagger=None)):
        if number == 20:
            print(Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text(), flush=True)
"""


def test_workers_leave_when_the_program_is_killed() -> None:
    # From standard input, as no script that could be run again in a worker.
    environment, pipe = {"PYTHONPATH": ":".join(sys.path)}, subprocess.PIPE
    with subprocess.Popen([sys.executable, "-"], stdin=pipe, stdout=pipe, text=True, env=environment) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(textwrap.dedent(KILLED))
        process.stdin.close()
        workers = [Path("/proc") / child for child in process.stdout.readline().split()]
        process.send_signal(signal.SIGKILL)
    assert len(workers) >= 2
    until = time.monotonic() + 20
    while any(map(is_running, workers)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not any(map(is_running, workers))


def is_running(process: Path) -> bool:
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
