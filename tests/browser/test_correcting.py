"""A page is corrected where it stands, and the correction taken back, by forms alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Tabs
from tests.browser.serving import AUTHOR, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def desk_home(demo_ledger: Path, tmp_path: Path) -> Iterator[str]:
    """A server of a ledger that nobody else reads."""
    for file in demo_ledger.parent.glob(f"{demo_ledger.name}*"):
        shutil.copy(file, tmp_path)
    with serving(tmp_path / demo_ledger.name) as address:
        yield address


@pytest.fixture(params=[False, True], ids=["plain", "script"])
def desk(tabs: Tabs, desk_home: str, request: pytest.FixtureRequest) -> Page:
    """A tab before it, with a script and without."""
    return tabs.open(desk_home, java_script_enabled=request.param)


def test_a_speaker_is_renamed_and_has_its_name_back(desk: Page, kinds: dict[str, str]) -> None:
    desk.goto(kinds["speaker"])
    name = desk.locator("h1").inner_text()
    desk.get_by_role("link", name="Correct this page").click()
    desk.get_by_label("Called").fill("Somebody Else")
    desk.get_by_role("button", name="Enter name").click()
    assert desk.locator("h1").inner_text() == "Somebody Else"
    assert "Entered" in desk.get_by_role("status").inner_text()
    desk.get_by_role("status").get_by_role("button", name="Take it back").click()
    assert desk.locator("h1").inner_text() == name
    desk.get_by_role("link", name="All corrections").click()
    assert desk.locator(".entries > li").count() == 4
    assert desk.locator(".entries .undone").count() == 2


def test_a_claim_is_called_by_other_words_and_by_its_own_again(desk: Page, kinds: dict[str, str]) -> None:
    desk.goto(kinds["claim"])
    name = desk.locator("h1").inner_text()
    desk.get_by_role("link", name="Correct this page").click()
    position = desk.locator(".position", has=desk.locator("form[action='/correct/name-claim']")).last
    position.locator("summary").click()
    position.get_by_role("button", name="Call the claim by these words").click()
    assert desk.locator("h1").inner_text() != name
    assert f"called so by {AUTHOR}" in desk.locator(".dek").inner_text()
    desk.get_by_role("status").get_by_role("button", name="Take it back").click()
    assert desk.locator("h1").inner_text() == name


def test_a_stance_is_corrected_in_the_sentence(desk: Page, kinds: dict[str, str]) -> None:
    desk.goto(f"{kinds['claim']}?correct=1")
    position = desk.locator(".position.supports").first
    position.locator("summary").click()
    position.get_by_label("Stance").select_option("denies")
    position.get_by_role("button", name="Enter stance").click()
    assert "Entered" in desk.get_by_role("status").inner_text()
    desk.goto("/corrections")
    assert desk.locator(".entries .chip.denies").count() == 1
