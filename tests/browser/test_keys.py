"""The whole server by the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Tabs

if TYPE_CHECKING:
    from playwright.sync_api import Page


def at(tab: Page, number: int) -> bool:
    """Whether that item of the page has the focus."""
    script = "number => document.querySelectorAll('[data-step]')[number] === document.activeElement"
    return bool(tab.evaluate(script, number))


def test_items_are_walked_and_opened(tab: Page) -> None:
    tab.goto("/")
    for key, number in (("j", 0), ("j", 1), ("k", 0), ("k", 0)):
        tab.keyboard.press(key)
        assert at(tab, number), key
    title = tab.locator("[data-step] h2 a").first.inner_text()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/story/**")
    assert tab.locator("h1").inner_text() == title


@pytest.mark.parametrize("name", ["story", "claim", "speaker", "article", "search", "answer", "problems"])
def test_every_list_can_be_walked_to_its_end(tab: Page, kinds: dict[str, str], name: str) -> None:
    tab.goto(kinds[name])
    last = tab.locator("[data-step]").count() - 1
    assert last >= 0
    for _ in range(last + 2):
        tab.keyboard.press("j")
    assert at(tab, last)
    focused = tab.locator("[data-step]").nth(last)
    assert focused.evaluate("item => getComputedStyle(item).outlineStyle") == "solid"
    tab.wait_for_function("item => item.getBoundingClientRect().top >= 0", arg=focused.element_handle())


@pytest.mark.parametrize(
    ("name", "leads_to"),
    [
        ("story", "**/claim/*#*"),
        ("claim", "**/article/*#*"),
        ("speaker", "**/claim/*"),
        ("article", "**/article/*#*"),
        ("search", "**/article/*"),
    ],
)
def test_what_is_walked_to_opens(tab: Page, kinds: dict[str, str], name: str, leads_to: str) -> None:
    tab.goto(kinds[name])
    tab.keyboard.press("j")
    tab.keyboard.press("Enter")
    tab.wait_for_url(leads_to)


def test_the_search_field_is_a_key_away_and_takes_every_letter(tab: Page) -> None:
    tab.goto("/about")
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") == "find"
    tab.keyboard.type("jk/?c")
    assert tab.locator("#find").input_value() == "jk/?c"
    assert not tab.locator("#keys").is_visible()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/?q=**")


def test_the_keys_are_listed_and_the_list_goes_away(tab: Page) -> None:
    tab.goto("/")
    for closing in ("Escape", "?"):
        tab.keyboard.press("?")
        assert tab.locator("#keys").is_visible()
        tab.keyboard.press("j")
        assert not at(tab, 0)
        tab.keyboard.press(closing)
        assert not tab.locator("#keys").is_visible()
    tab.keyboard.press("?")
    tab.locator("#keys").get_by_role("button", name="Close").click()
    assert not tab.locator("#keys").is_visible()


@pytest.mark.parametrize("by", ["key", "button"])
def test_a_claim_is_copied_as_a_cited_paragraph(tabs: Tabs, home: str, kinds: dict[str, str], by: str) -> None:
    tab = tabs.open(home, permissions=["clipboard-read", "clipboard-write"])
    tab.goto(kinds["claim"])
    if by == "key":
        tab.keyboard.press("c")
    else:
        tab.get_by_role("button", name="Copy").click()
    tab.get_by_role("button", name="Copied").wait_for()
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied == tab.locator("#citation").text_content()
    assert f"{home}{kinds['claim']}" in copied


def test_where_a_page_may_not_copy_the_paragraph_is_marked(tab: Page, kinds: dict[str, str]) -> None:
    tab.goto(kinds["claim"])
    tab.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    tab.keyboard.press("c")
    tab.get_by_role("button", name="Marked").wait_for()
    assert tab.evaluate("getSelection().toString()").strip() == tab.locator("#citation").inner_text().strip()


def test_keys_of_the_browser_are_left_to_it(tab: Page, kinds: dict[str, str]) -> None:
    tab.goto(kinds["claim"])
    for key in ("Control+j", "Alt+j", "Meta+j", "Control+c"):
        tab.keyboard.press(key)
    assert tab.evaluate("document.activeElement.tagName") == "BODY"
    assert tab.get_by_role("button", name="Copy", exact=True).is_visible()


def test_the_first_stop_leads_past_the_head_of_the_page(tab: Page, kinds: dict[str, str]) -> None:
    tab.goto(kinds["story"])
    tab.keyboard.press("Tab")
    assert tab.locator("a.skip:focus").is_visible()
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"
