"""axe-core finds nothing to complain of, by day and by night, on a phone, a tablet and a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import Tabs

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Off unless asked for: what is pressed is large enough for a thumb.
RULES = {"rules": {"target-size": {"enabled": True}}}


def violations(tab: Page, axe: str) -> list[str]:
    """What axe-core finds, in what is folded too: rule, how bad, where."""
    tab.evaluate("document.querySelectorAll('details').forEach(folded => folded.open = true)")
    tab.evaluate(axe)
    found: list[dict[str, Any]] = tab.evaluate("rules => axe.run(rules)", RULES)["violations"]
    return [
        f"{tab.url} {each['id']} ({each['impact']}) {node['html'][:160]}: {node['failureSummary']}"
        for each in found
        for node in each["nodes"][:2]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 800, 1280])
def test_every_kind_of_page_is_for_everybody(
    tabs: Tabs, home: str, kinds: dict[str, str], axe: str, width: int, theme: str
) -> None:
    tab = tabs.open(home, viewport={"width": width, "height": 900}, color_scheme=theme)
    found: list[str] = []
    for address in kinds.values():
        tab.goto(address)
        found += violations(tab, axe)
    assert found == []


def test_the_list_of_keys_is_for_everybody(tab: Page, axe: str) -> None:
    tab.goto("/")
    tab.keyboard.press("?")
    assert violations(tab, axe) == []
