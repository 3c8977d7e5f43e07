"""Every page in a browser: quiet, as wide as the screen, whole without a script, on paper too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Tabs
from tests.browser.serving import QUESTION

if TYPE_CHECKING:
    from playwright.sync_api import Page

# CSS pixels. 320 is a screen of 1280 at four times its size, as people with weak eyes read it.
WIDTHS = (320, 390, 800, 1280)
# What A4 leaves between its margins, upright and on its side.
PAPER_WIDTH = 672
PAPER_LENGTH = 1001


def too_wide(tab: Page) -> int:
    """By how many pixels a page reaches beyond the screen."""
    return int(tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.fixture
def plain(tabs: Tabs, home: str) -> Page:
    """A tab that runs no script."""
    return tabs.open(home, java_script_enabled=False, viewport={"width": 1000, "height": 700})


def test_every_page_loads_without_a_complaint_and_fits_every_screen(tab: Page, addresses: list[str]) -> None:
    assert len(addresses) > 50
    wide: list[tuple[str, int, int]] = []
    for address in addresses:
        answer = tab.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 900})
            if by := too_wide(tab):
                wide.append((address, width, by))
    assert wide == []


def test_a_page_says_the_same_without_a_script(tab: Page, plain: Page, kinds: dict[str, str]) -> None:
    def words(tab: Page) -> str:
        return " ".join(tab.locator("body").inner_text().split())

    for name, address in kinds.items():
        tab.goto(address)
        plain.goto(address)
        offered = words(tab).replace(" Press ? for keys.", "").replace("Copy Table", "Table")
        assert offered == words(plain), name


def test_without_a_script_one_gets_from_the_stories_to_the_letters(plain: Page) -> None:
    plain.goto("/")
    plain.locator(".stories h2 a").first.click()
    plain.locator(".matrix a.cell").first.click()
    assert "/claim/" in plain.url
    position = plain.locator(".position:target")
    assert position.count() == 1
    position.locator(".facts a").first.click()
    assert "/article/" in plain.url
    assert plain.locator(".begin:target").count() == 1
    plain.locator("#statements ~ .claims a.voice").first.click()
    assert "/speaker/" in plain.url


def test_without_a_script_forms_find_what_is_sought(plain: Page) -> None:
    plain.goto("/about")
    plain.locator("#find").fill("missile")
    plain.locator("#find").press("Enter")
    assert plain.url.endswith("/?q=missile")
    assert plain.locator(".stories > li").count() == 1
    plain.get_by_label("From", exact=True).fill("2030-01-01")
    plain.get_by_role("button", name="Show").click()
    assert plain.get_by_text("No story has all of that.").is_visible()
    plain.get_by_role("link", name="Clear").click()
    assert plain.locator(".stories > li").count() > 1
    plain.goto("/ask")
    plain.get_by_label("A claim in your own words").fill(QUESTION)
    plain.get_by_role("button", name="Ask").click()
    assert plain.locator(".answer .position").count() > 1
    plain.goto("/search")
    plain.get_by_label("Words").fill("missile")
    plain.locator("main").get_by_role("button", name="Search").click()
    assert plain.locator(".stories mark").first.is_visible()


def test_on_paper_there_is_the_page_and_nothing_to_press(tab: Page, kinds: dict[str, str]) -> None:
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": PAPER_WIDTH, "height": 1000})
    for name, address in kinds.items():
        tab.goto(address)
        assert tab.locator("h1").is_visible(), name
        for hidden in (".bar", "main button", "main input", "kbd", ".tools", ".permalink"):
            assert not any(each.is_visible() for each in tab.locator(hidden).all()), (name, hidden)
        assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert tab.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        assert tab.pdf(format="A4").startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("name", "width"),
    [
        ("story", PAPER_WIDTH),
        ("story-whole", PAPER_LENGTH),
        ("claim", PAPER_WIDTH),
        ("problems", PAPER_WIDTH),
        ("about", PAPER_WIDTH),
    ],
)
def test_on_paper_no_column_of_a_table_is_cut_off(tab: Page, kinds: dict[str, str], name: str, width: int) -> None:
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": width, "height": 1000})
    tab.goto(kinds[name])
    assert too_wide(tab) <= 0
