"""How fast `sayso serve` answers from a large ledger, and how often while a read writes into it.

    python -m benchmarks.speed.pages [--ledger PATH] [--articles N] [--each N] [--seconds S] [--table]

The ledger is that of `benchmarks.speed.scale` with the claims of every story; it is made where there is none. One in
it is a person whom everybody quotes, whom that generator, which gives every happening names of its own, does not make:
TALKATIVE named people of as many stories are said to be one. All of it is done to a copy.

Each page is asked for once, so that none is kept, one after the other:

    p95_ms_max           the dearest kind of page: 95 in 100 of it come within so many milliseconds, wall-clock
    p95_cpu_ms_max       the same in processor time of the server, which other work on the machine changes little
    alone_per_s          answered to four readers who ask for unlike pages, nothing being written
    alone_cpu_ms         processor time of the server for each of these
    requests_per_s       the same, while a program writes without a pause
    cpu_ms               processor time of the server for each of these
    again_per_s          the same, of readers who come back to the same few hundred pages, as readers do
    again_cpu_ms         processor time of the server for each of these
    kept_requests_per_s  the same, all readers asking for a few pages again and again, nothing being written
    peak_memory_mb_max   of the server
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from statistics import mean, quantiles

from benchmarks.quality.measurement import data_folder
from benchmarks.speed import ledger as made_up
from benchmarks.speed import scale
from benchmarks.speed.addresses import SEED, Asked, asked_of
from benchmarks.speed.floors import report
from sayso.ingest.linking import place_articles, tell_story
from sayso.ledger import Ledger
from sayso.web import visits

TALKATIVE = 3_000
READERS = 4
# What readers ask for while a read writes, in hundredths.
MIX = {"story": 35, "claim": 20, "article": 20, "speaker": 10, "stories": 5, "stories of words": 5, "search": 5}
# What makes an address another one and means nothing.
READER = "reader="
# Articles that a read commits together.
BATCH = 20
# Articles that are written at most: more than there is time for.
WRITTEN = 3_000
# Requests of one reader: more than can be answered.
MOST_ASKED = 20_000
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs."""

    pid: int
    port: int

    @property
    def cpu_s(self) -> float:
        """Processor time that it took so far, all its threads together."""
        # The clock of another process, as clock_getcpuclockid makes it.
        return time.clock_gettime((~self.pid << 3) | 2)

    @property
    def peak_memory_mb(self) -> float:
        """The most resident memory that it ever had."""
        told = Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+) kB", told)[1]) / 1024  # type: ignore[index]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one page took, in milliseconds, and how many bytes it has."""

    wall_ms: float
    cpu_ms: float
    size: int


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=Path, help="take this one, and make it if there is none")
    parser.add_argument("--articles", type=int, default=5_000, metavar="N", help="of the ledger that is made")
    parser.add_argument("--each", type=int, default=40, metavar="N", help="pages of each kind")
    parser.add_argument("--seconds", type=float, default=15, metavar="S", help="of readers while a read writes")
    parser.add_argument("--table", action="store_true", help="print every kind of page")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.write:
        write(given.write)
        return 0
    with prepared(given.ledger, given.articles, given.each) as made:
        if made is None:
            return 0
        path, asked = made
        with served(path) as server:
            figures = one_by_one(server, asked, visited(path), is_told=given.table)
            figures |= kept(server, asked)
            figures |= alone(server, asked, given.seconds)
            figures |= beside_a_read(server, path, asked, given.seconds)
            figures["peak_memory_mb_max"] = server.peak_memory_mb
    return report("pages", figures)


# ---------------------------------------------------------------------------------------------------- the ledger


@contextmanager
def prepared(ledger: Path | None, n_articles: int, n_each: int) -> Iterator[tuple[Path, Asked] | None]:
    """A copy of a ledger to ask pages of, and their addresses; None if it is not there and cannot be made."""
    with tempfile.TemporaryDirectory() as scratch:
        path = ledger or Path(scratch) / "made.db"
        if not path.exists() and not make(path, n_articles):
            yield None
            return
        copy = Path(scratch) / "sayso.db"
        shutil.copyfile(path, copy)
        make_talkative(copy)
        yield copy, asked_of(copy, n_each)


def make(path: Path, n_articles: int) -> bool:
    """A ledger of real texts, multiplied; False if these are not there."""
    data = data_folder() / scale.DATA
    if not data.exists():
        print(f"pages: {scale.DATA} is not there")
        return False
    with Ledger.open(path) as ledger:
        scale.stored(ledger, islice(scale.multiplied(scale.read_texts(data), n_articles), n_articles), tell_all=True)
    return True


def make_talkative(path: Path) -> None:
    """Have many named people be one, whom everybody quotes."""
    with Ledger.open(path):
        pass  # Brought up to date.
    one_a_story = "SELECT min(id) FROM entities WHERE kind = 'named_person' GROUP BY story_id ORDER BY 1 LIMIT ?"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE entities SET identity = 'talkative' WHERE id IN ({one_a_story})", (TALKATIVE,))  # noqa: S608


def write(path: Path) -> None:
    """Add articles without a pause, as a read does, until somebody ends it."""
    with Ledger.open(path) as ledger:
        made = made_up.made_up(WRITTEN)
        for start in range(0, len(made), BATCH):
            some = made[start : start + BATCH]
            ids = [findings.article.id for findings in some]
            with ledger.batch():
                made_up.add(ledger, some)
                with ledger.shelf() as shelf:
                    place_articles(shelf, ids)
                for story in ledger.stories_of(ids):
                    tell_story(ledger, story)


# ---------------------------------------------------------------------------------------------------- the server


@contextmanager
def served(ledger: Path) -> Iterator[Served]:
    """`sayso serve` in a process of its own."""
    command = [sys.executable, "-m", "sayso", "serve", "--ledger", str(ledger), "--port", "0"]
    quiet = {name: value for name, value in os.environ.items() if name != "SAYSO_TOKEN"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=quiet) as process:
        try:
            assert process.stderr is not None
            address = ADDRESS.search(process.stderr.readline())
            assert address is not None
            yield Served(process.pid, int(address[1]))
        finally:
            process.send_signal(signal.SIGINT)


def get(connection: HTTPConnection, address: str, cookie: str = "") -> int:
    """Bytes of the answer to one request."""
    connection.request("GET", address, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    size = len(answer.read())
    if answer.status not in {200, 404}:
        raise RuntimeError(f"{address}: status {answer.status}")
    return size


def measured(server: Served, connection: HTTPConnection, address: str, cookie: str = "") -> Answer:
    """What one page takes."""
    cpu_s, began = server.cpu_s, time.perf_counter()
    size = get(connection, address, cookie)
    wall_s = time.perf_counter() - began
    return Answer(wall_s * 1e3, (server.cpu_s - cpu_s) * 1e3, size)


# ----------------------------------------------------------------------------------------------------- measuring


def one_by_one(server: Served, asked: Asked, cookie: str, *, is_told: bool) -> dict[str, float]:
    """Ask for every page once, after one of each kind for which templates and queries are made ready."""
    connection = HTTPConnection("127.0.0.1", server.port)
    for some in asked.values():
        get(connection, some.pop())
    found = {
        kind: [measured(server, connection, address) for address in addresses] for kind, addresses in asked.items()
    }
    found["stories, since a visit"] = [
        measured(server, connection, address, cookie) for address in (*asked["stories"], "/?new=1", "/?new=1&offset=30")
    ]
    if is_told:
        print(f"{'kind of page':<28}{'pages':>6}{'median':>8}{'p95 ms':>8}{'max ms':>8}{'p95 cpu':>8}{'KB':>7}")
        for kind, some in found.items():
            wall = [each.wall_ms for each in some]
            told = (percentile(wall, 50), percentile(wall, 95), max(wall), percentile([e.cpu_ms for e in some], 95))
            print(f"{kind:<28}{len(some):>6}" + "".join(f"{value:>8.1f}" for value in told), end="")
            print(f"{mean(each.size for each in some) / 1e3:>7.0f}")
    return {
        "pages": sum(map(len, found.values())),
        "p95_ms_max": max(percentile([each.wall_ms for each in some], 95) for some in found.values()),
        "p95_cpu_ms_max": max(percentile([each.cpu_ms for each in some], 95) for some in found.values()),
    }


def percentile(values: Sequence[float], rank: int) -> float:
    return quantiles(values, n=100, method="inclusive")[rank - 1]


def visited(ledger: Path) -> str:
    """The cookie of somebody who was here last when the ledger had nine tenths of its articles."""
    with Ledger.open(ledger, read_only=True) as opened:
        number = opened.counts()["articles"] * 9 // 10
        digest = visits.digest_of(opened.article_numbered(number))
    before, last = (visits.Look(at, number, 0, digest) for at in (visits.now() - 100_000, visits.now()))
    return f"{visits.COOKIE}={visits.written(visits.Visit(before, last))}"


def kept(server: Served, asked: Asked) -> dict[str, float]:
    """A few pages, asked for again and again."""
    few = [some[0] for some in asked.values()][:20]
    connection = HTTPConnection("127.0.0.1", server.port)
    for address in few:
        get(connection, address)
    return {"kept_requests_per_s": rate(server, [few * 1_000] * READERS, 3.0)[0]}


def alone(server: Served, asked: Asked, seconds: float) -> dict[str, float]:
    """Readers who ask for unlike pages."""
    per_s, cpu_ms = rate(server, [list(mixed(asked, READERS + reader)) for reader in range(READERS)], seconds)
    return {"alone_per_s": per_s, "alone_cpu_ms": cpu_ms}


def beside_a_read(server: Served, path: Path, asked: Asked, seconds: float) -> dict[str, float]:
    """Readers who ask for unlike pages, and readers who come back to them, while a program writes."""
    unlike = [list(mixed(asked, reader)) for reader in range(READERS)]
    again = [[address.rpartition(READER)[0][:-1] for address in some] for some in unlike]
    log = Path(f"{path}-wal")
    with subprocess.Popen([sys.executable, "-m", "benchmarks.speed.pages", "--write", str(path)]) as writer:
        try:
            while writer.poll() is None and not (log.exists() and log.stat().st_size):
                time.sleep(0.1)
            per_s, cpu_ms = rate(server, unlike, seconds)
            again_per_s, again_cpu_ms = rate(server, again, seconds)
        finally:
            writer.terminate()
    found = {"requests_per_s": per_s, "cpu_ms": cpu_ms}
    return found | {"again_per_s": again_per_s, "again_cpu_ms": again_cpu_ms}


def mixed(asked: Asked, reader: int) -> Iterator[str]:
    """What one reader asks for: no page twice, and none that another asks for."""
    chance = random.Random(SEED + reader)
    for n, kind in enumerate(chance.choices(list(MIX), list(MIX.values()), k=MOST_ASKED)):
        address = chance.choice(asked[kind])
        yield f"{address}{'&' if '?' in address else '?'}{READER}{reader}-{n}"


def rate(server: Served, lists: Sequence[Sequence[str]], seconds: float) -> tuple[float, float]:
    """Requests answered in a second to readers at once, and milliseconds of the server's processor for each."""
    ends = time.monotonic() + seconds
    counts = [0] * len(lists)

    def read(reader: int) -> None:
        connection = HTTPConnection("127.0.0.1", server.port)
        for address in lists[reader]:
            if time.monotonic() > ends:
                return
            get(connection, address)
            counts[reader] += 1

    cpu_s, began = server.cpu_s, time.monotonic()
    threads = [threading.Thread(target=read, args=(reader,)) for reader in range(len(lists))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - began), (server.cpu_s - cpu_s) / sum(counts) * 1e3


if __name__ == "__main__":
    sys.exit(main())
