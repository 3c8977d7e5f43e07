"""A real browser before a real server: Debian's chromium, led by playwright.

Where either is missing these tests are skipped, and say so; under `make test-web` that is a failure.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from tests.browser.serving import every_page, kinds_of_page, make_ledger, serving
from tests.web.conftest import hostile_ledger, made_ledger

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, Response

__all__ = ["hostile_ledger", "made_ledger"]

# Set by `make test-web`.
NEEDED = "SAYSO_BROWSER_NEEDED"
# Where all is that a page is made of. It asks for nothing else, of this server or any other.
PARTS = "/static/"


def lacking(what: str) -> NoReturn:
    """Skip, or fail where the tests were asked for by name."""
    if os.environ.get(NEEDED):
        pytest.fail(f"{what}; see `make test-web`", pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Of this package alone: playwright's loop would stand in the way of the loops of other tests."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        lacking("playwright is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        lacking("there is no chromium on the PATH")
    with sync_playwright() as playwright:
        # No name of another machine is ever looked up.
        nowhere = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        browser = playwright.chromium.launch(executable_path=chromium, args=[nowhere])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def axe() -> str:
    """The source of axe-core."""
    found = Path(sys.prefix, "node_modules", "axe-core", "axe.min.js")
    if not found.is_file():
        lacking("axe-core is not installed")
    return found.read_text(encoding="utf-8")


@pytest.fixture(scope="package")
def demo_ledger(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled reports, one in which nobody says anything, a file that cannot be read, and two corrections."""
    return make_ledger(tmp_path_factory.mktemp("browser"))


@pytest.fixture(scope="package")
def home(demo_ledger: Path) -> Iterator[str]:
    """The address of a server of the bundled reports."""
    with serving(demo_ledger) as address:
        yield address


@pytest.fixture(scope="package")
def kinds(demo_ledger: Path) -> dict[str, str]:
    """A name for each kind of page -> the address of one."""
    return kinds_of_page(demo_ledger)


@pytest.fixture(scope="package")
def addresses(home: str) -> list[str]:
    """Every page of the bundled reports."""
    return every_page(home)


class Tabs:
    """Tabs of a browser, and what pages did in them that no page of ours may do."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.complaints: list[str] = []
        self._contexts: list[BrowserContext] = []

    def open(self, home: str, **options: Any) -> Page:
        """A tab in which relative addresses are those of a server; `options` are playwright's, of a context."""
        context = self.browser.new_context(base_url=home, **options)
        self._contexts.append(context)

        def requested(request: Request) -> None:
            expected = f"{home}/" if request.resource_type == "document" else f"{home}{PARTS}"
            if not request.url.startswith(expected):
                self.complaints.append(f"asks for {request.resource_type} {request.url}")

        def answered(response: Response) -> None:
            if response.status >= 400 and response.request.resource_type != "document":
                self.complaints.append(f"{response.url} is answered with {response.status}")

        def told(message: ConsoleMessage) -> None:
            # That a page is answered with 404 is told too; which answers may fail is seen above.
            if message.type in {"error", "warning"} and "the server responded with a status" not in message.text:
                self.complaints.append(f"{message.page and message.page.url}: {message.text}")

        def interrupted(dialog: Dialog) -> None:
            self.complaints.append(f"opens a dialog: {dialog.message}")
            dialog.dismiss()

        context.on("request", requested)
        context.on("response", answered)
        context.on("console", told)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("dialog", interrupted)
        return context.new_page()

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture
def tabs(browser: Browser) -> Iterator[Tabs]:
    """Tabs; in none of them may a page ask for anything of another server, fail, or break the policy it came with."""
    tabs = Tabs(browser)
    yield tabs
    tabs.close()
    assert tabs.complaints == []


@pytest.fixture
def tab(tabs: Tabs, home: str) -> Page:
    """One tab, of a desk's width."""
    return tabs.open(home, viewport={"width": 1000, "height": 700})
