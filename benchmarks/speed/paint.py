"""How soon something of a page of `sayso serve` stands on the screen, from a large ledger.

    python -m benchmarks.speed.paint [--ledger PATH] [--articles N] [--each N] [--table]

The ledger is that of `benchmarks.speed.pages`, and so are the pages: those that people look at. Debian's chromium opens
each once, for the first time: nothing is in its cache, and the server, which has answered one page of each kind before,
has to make it. First paint is what the browser itself says: when the first words stood there, counted from when the
page was asked for.

    pages            that were looked at
    median_ms        of all of them
    first_paint_ms_max    the slowest of them all

Where there is no chromium, or no playwright to lead it, it says so and measures nothing.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.speed.addresses import Asked
from benchmarks.speed.floors import report
from benchmarks.speed.pages import Served, get, prepared, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# No name of another machine is ever looked up.
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
# What no browser shows.
UNSEEN = ("/api/", "/feeds/")
FIRST_PAINT = """() => new Promise(told => new PerformanceObserver(seen => {
    for (const paint of seen.getEntriesByName("first-contentful-paint")) told(paint.startTime);
}).observe({type: "paint", buffered: true}))"""
WIDTH, HEIGHT = 1280, 800


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=Path, help="take this one, and make it if there is none")
    parser.add_argument("--articles", type=int, default=5_000, metavar="N", help="of the ledger that is made")
    parser.add_argument("--each", type=int, default=5, metavar="N", help="pages of each kind")
    parser.add_argument("--table", action="store_true", help="print every kind of page")
    given = parser.parse_args(arguments)
    chromium = shutil.which("chromium")
    if chromium is None:
        print("paint: chromium is not there")
        return 0
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        print("paint: playwright is not there")
        return 0
    with prepared(given.ledger, given.articles, given.each + 1) as made:
        if made is None:
            return 0
        path, asked = made
        with served(path) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=[NOWHERE])
            found = painted(browser, server, seen(asked, given.each))
            browser.close()
    if given.table:
        tell(found)
    every = [ms for some in found.values() for ms in some]
    return report("paint", {"pages": len(every), "median_ms": median(every), "first_paint_ms_max": max(every)})


def seen(asked: Asked, n_each: int) -> Asked:
    """Of each kind of page that people look at, one to make the server ready with, and others to look at."""
    kinds = {kind: some for kind, some in asked.items() if not some[0].startswith(UNSEEN)}
    whole = {"story, largest, whole": [f"{address}?claims=all" for address in asked["story, largest"]]}
    return {kind: some[: n_each + 1] for kind, some in (kinds | whole).items()}


def painted(browser: Browser, server: Served, asked: Asked) -> dict[str, list[float]]:
    """Milliseconds until the first words of each page stood there, kind by kind."""
    connection = HTTPConnection("127.0.0.1", server.port)
    for some in asked.values():
        get(connection, some[0])
    first_painted(browser, server, "/about")
    return {kind: [first_painted(browser, server, each) for each in some[1:]] for kind, some in asked.items()}


def first_painted(browser: Browser, server: Served, address: str) -> float:
    """The same of one page, in a browser that has nothing of it."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{server.port}{address}")
    told = float(page.evaluate(FIRST_PAINT))
    context.close()
    return told


def tell(found: Mapping[str, list[float]]) -> None:
    """A line for each kind of page."""
    print(f"{'kind of page':<28}{'pages':>6}{'median':>8}{'max ms':>8}")
    for kind, some in found.items():
        print(f"{kind:<28}{len(some):>6}{median(some):>8.0f}{max(some):>8.0f}")


if __name__ == "__main__":
    sys.exit(main())
