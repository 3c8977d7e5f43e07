"""Reports whose writers want a page of ours to do as they say: it shows their letters and does nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.browser.conftest import Tabs
from tests.browser.serving import every_page, run_sayso, serving
from tests.web.conftest import REORDERED, SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BROKEN_OUT = f"\"'></title></p></script>{SCRIPT}<svg onload=alert(4)>"
TEXT = (
    f"The quay will not be closed, harbour master Ida Holm {BROKEN_OUT} said on Monday. {REORDERED}\n\n"
    f"“{BROKEN_OUT} the quay is safe,” the ministry of works said.\n\n"
    "The union denied that the quay was safe."
)
ADDRESSES = {BROKEN_OUT: "javascript:alert(7)", "../../x?y#z": "data:text/html,<script>alert(8)</script>"}
# Where links of a page lead that are of no kind a reader may follow.
ODD_LINKS = "[...document.querySelectorAll('a')].map(a => a.href).filter(to => !/^https?:/.test(to))"
TYPED = [SCRIPT, BROKEN_OUT, "javascript:alert(5)", REORDERED, "{{ 7 * 7 }}", "%00", "#<img src=x onerror=alert(6)>"]


@pytest.fixture(scope="package")
def told_home(browser: Browser, hostile_ledger: Path) -> Iterator[str]:
    """A server of a ledger whose every field holds a script."""
    with serving(hostile_ledger) as address:
        yield address


@pytest.fixture(scope="package")
def read_home(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of what `sayso read` makes of such reports."""
    folder = tmp_path_factory.mktemp("hostile-read")
    rows = [
        {"id": id, "text": TEXT, "title": BROKEN_OUT, "url": url, "outlet": BROKEN_OUT, "author": BROKEN_OUT}
        for id, url in (
            (BROKEN_OUT, "javascript:alert(7)"),
            ("../../x?y#z", "data:text/html,<script>alert(8)</script>"),
        )
    ]
    folder.joinpath("rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    run_sayso("read", "--rules-alone", str(folder / "rows.jsonl"), "--ledger", str(folder / "desk.db"))
    with serving(folder / "desk.db") as address:
        yield address


def assert_inert(tab: Page) -> None:
    """No element of a page is theirs, none leads where they want, and no letter is moved."""
    assert tab.locator("script").count() == 1, tab.url
    assert tab.locator("main :is(img, iframe, object, embed, style, base, [onload], [onerror])").count() == 0, tab.url
    odd = (
        "document.querySelectorAll('a').values().filter(a => !/^https?:$/.test(a.protocol)).map(a => a.href).toArray()"
    )
    assert tab.evaluate(odd) == [], tab.url
    assert "\u202e" not in tab.locator("html").inner_text(), tab.url
    assert "\u202e" not in tab.title(), tab.url


@pytest.mark.parametrize("which", ["told_home", "read_home"])
def test_their_letters_are_shown_and_do_nothing(tabs: Tabs, which: str, request: pytest.FixtureRequest) -> None:
    home = request.getfixturevalue(which)
    tab = tabs.open(home)
    seen = ""
    addresses = every_page(home)
    assert len(addresses) > 8
    for address in addresses:
        tab.goto(address)
        assert_inert(tab)
        seen += tab.locator("main").inner_text()
    assert "<script>alert(1)</script>" in seen


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_typed_into_an_address_does_nothing(tabs: Tabs, home: str, typed: str) -> None:
    tab = tabs.open(home)
    words = quote(typed, safe="")
    for address in (f"/?q={words}", f"/?outlet={words}", f"/ask?q={words}", f"/search?q={words}", f"/story/{words}"):
        tab.goto(address)
        assert_inert(tab)
    tab.goto(f"/about#{words}")
    assert_inert(tab)


def test_no_page_of_another_server_can_frame_ours_or_run_script_in_it(tabs: Tabs, home: str) -> None:
    tab = tabs.open(home)
    tab.goto("/")
    ran = tab.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "document.documentElement.dataset.ran = 'yes'";
        document.body.append(script);
        return document.documentElement.dataset.ran || "no";
    }""")
    assert ran == "no"
    assert len(tabs.complaints) == 1
    assert "Content Security Policy" in tabs.complaints.pop()
