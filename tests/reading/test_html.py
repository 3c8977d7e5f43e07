"""The guarded worker: what it gives, and what it survives."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

import sayso
from sayso.errors import SaysoError, UnreadablePage
from sayso.reading import GuardedExtractor
from sayso.reading.decoding import MAX_PAGE
from sayso.records import ProblemKind
from tests.reading.html_pages import PARAGRAPHS, page


def process_of(extractor: GuardedExtractor) -> int:
    worker = extractor._worker
    assert worker is not None
    return worker._process.pid


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until_gone(pid: int, seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not is_running(pid):
            return True
        time.sleep(0.05)
    return False


def test_a_page_gives_its_report_and_what_it_says_about_itself(html: GuardedExtractor) -> None:
    source = page('<meta property="og:site_name" content="The Harbour Post"><meta name="author" content="By Jo Roe">')
    said = html.extract(source.encode(), charset="utf-8", url="https://harbour.example/2024/10/22/ships")
    assert (said.title, said.outlet, said.byline, said.language) == (
        "Ships stay in port", "The Harbour Post", ("Jo Roe",), "en",
    )  # fmt: skip
    assert (said.published_at, said.published_from) == ("2024-10-22", "url")
    for paragraph in PARAGRAPHS:
        assert paragraph in said.text.split("\n\n")
    assert "Most read" not in said.text
    assert "Third day of waiting" in {span.surface(said.text) for span in said.set_apart}


def test_its_text_maps_to_the_letters_of_the_page(html: GuardedExtractor) -> None:
    source = page()
    said = html.extract(source.encode(), charset=None, url=None)
    assert said.page_map is not None
    for at, letter in enumerate(said.text):
        place = said.page_map.to_page(at)
        assert letter == "\n" or (place is not None and source[place] == letter)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", ProblemKind.EMPTY),
        (b"<html><body></body></html>", ProblemKind.NO_TEXT),
        (b"<div>" * 100_000 + b"deep", ProblemKind.UNREADABLE),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), ProblemKind.BINARY),
        (b"\0" * 5_000, ProblemKind.BINARY),
        (b"x" * (MAX_PAGE + 1), ProblemKind.TOO_LARGE),
        (b"\xff\xfe<\x00p\x00>\x00\x00\xd8", ProblemKind.BAD_ENCODING),
    ],
)
def test_a_page_that_is_none_is_refused_and_the_next_one_read(
    html: GuardedExtractor, content: bytes, kind: ProblemKind
) -> None:
    with pytest.raises(UnreadablePage) as refused:
        html.extract(content, charset=None, url=None)
    assert refused.value.kind == kind
    assert html.extract(page().encode(), charset=None, url=None).title == "Ships stay in port"


@pytest.mark.parametrize("depth", [200, 300, 1_500])
def test_tags_that_are_never_closed_cost_no_word(html: GuardedExtractor, depth: int) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    source = f"<html><body><h1>Ships stay in port</h1>{'<font>' * depth}{body}</body></html>"
    said = html.extract(source.encode(), charset=None, url=None)
    for paragraph in PARAGRAPHS:
        assert paragraph in said.text.split("\n\n")


def test_a_page_that_the_parser_cannot_see_the_end_of_is_a_problem(html: GuardedExtractor) -> None:
    source = page().replace("<article>", "<article>" + "<div>" * 5_000)
    assert source != page()
    with pytest.raises(UnreadablePage) as refused:
        html.extract(source.encode(), charset=None, url=None)
    assert (refused.value.kind, refused.value.reason) == (
        ProblemKind.UNREADABLE, "its elements are nested too deeply to be read whole",
    )  # fmt: skip


def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_read() -> None:
    repeated = b"<p>The same paragraph again and again, as a broken template prints it.</p>" * 60_000
    with GuardedExtractor(deadline=3.0) as html:
        html.extract(page().encode(), charset=None, url=None)
        first = process_of(html)
        start = time.monotonic()
        with pytest.raises(UnreadablePage) as refused:
            html.extract(repeated, charset=None, url=None)
        assert refused.value.kind == ProblemKind.TIMEOUT
        assert time.monotonic() - start < 10
        assert not is_running(first)
        assert html.extract(page().encode(), charset=None, url=None).title == "Ships stay in port"


def test_a_page_that_takes_too_much_memory_is_given_up_and_the_next_one_read() -> None:
    with GuardedExtractor() as html:
        with pytest.raises(UnreadablePage) as refused:
            html.extract(b"<html><body>" + b"<a href=x>" * 500_000, charset=None, url=None)
        assert refused.value.kind == ProblemKind.OUT_OF_MEMORY
        assert html.extract(page().encode(), charset=None, url=None).title == "Ships stay in port"


def test_a_worker_that_dies_is_a_problem_of_its_page_only() -> None:
    with GuardedExtractor() as html:
        html.extract(page().encode(), charset=None, url=None)
        os.kill(process_of(html), signal.SIGSTOP)
        killer = subprocess.Popen(["sh", "-c", f"sleep 0.3; kill -9 {process_of(html)}"])
        with pytest.raises(UnreadablePage) as refused:
            html.extract(page().encode(), charset=None, url=None)
        killer.wait()
        assert refused.value.kind == ProblemKind.CRASHED
        html.extract(page().encode(), charset=None, url=None)
        pid = process_of(html)
        os.kill(pid, signal.SIGKILL)
        # Not "a zombie": its main thread is one a moment before the others have gone, and only then it can be told.
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        assert html.extract(page().encode(), charset=None, url=None).title == "Ships stay in port"


def test_closing_ends_the_worker_and_a_further_page_starts_another() -> None:
    html = GuardedExtractor()
    html.close()
    html.extract(page().encode(), charset=None, url=None)
    pid = process_of(html)
    html.close()
    assert not is_running(pid)
    assert html.extract(page().encode(), charset=None, url=None).title == "Ships stay in port"
    html.close()


def test_a_forgotten_extractor_ends_its_worker() -> None:
    html = GuardedExtractor()
    html.extract(page().encode(), charset=None, url=None)
    pid = process_of(html)
    del html
    assert wait_until_gone(pid)


PARENT = """
import sys, time
from sayso.reading import GuardedExtractor
html = GuardedExtractor()
html.extract(b"<html><body><p>" + b"The harbour master said so. " * 30, charset=None, url=None)
print(html._worker._process.pid, flush=True)
time.sleep(60)
"""


def test_a_parent_that_is_killed_leaves_no_orphan() -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(sayso.__file__).parents[1])}
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, env=environment)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert wait_until_gone(pid)


def title_in_process(number: int) -> str | None:
    with GuardedExtractor() as html:
        return html.extract(page(title=f"Ships stay in port {number}").encode(), charset=None, url=None).title


def test_it_works_inside_the_workers_of_a_process_pool() -> None:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        assert list(pool.map(title_in_process, [1])) == ["Ships stay in port 1"]


def test_after_a_fork_each_process_has_a_worker_of_its_own() -> None:
    script = """
import os, sys
from sayso.reading import GuardedExtractor
content = b"<html><body><p>" + b"The harbour master said so. " * 30
html = GuardedExtractor()
html.extract(content, charset=None, url=None)
own = html._worker._process.pid
child = os.fork()
html.extract(content, charset=None, url=None)
if child == 0:
    other = html._worker._process.pid != own
    html.close()
    os._exit(0 if other else 1)
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
html.extract(content, charset=None, url=None)
assert html._worker._process.pid == own
html.close()
sys.exit(status)
"""
    environment = {**os.environ, "PYTHONPATH": str(Path(sayso.__file__).parents[1])}
    assert subprocess.run([sys.executable, "-W", "error", "-c", script], env=environment, timeout=60).returncode == 0


def test_a_worker_that_cannot_start_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with GuardedExtractor() as html, pytest.raises(SaysoError, match="does not start"):
        html.extract(page().encode(), charset=None, url=None)


@pytest.mark.parametrize("limits", [{"deadline": 0}, {"memory": -1}])
def test_limits_must_be_positive(limits: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="greater than 0"):
        GuardedExtractor(**limits)


def test_the_parent_never_imports_what_cleans() -> None:
    script = "import sys, sayso.reading; print(sorted({'trafilatura', 'lxml', 'htmldate', 'numpy'} & set(sys.modules)))"
    environment = {**os.environ, "PYTHONPATH": str(Path(sayso.__file__).parents[1])}
    shown = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
