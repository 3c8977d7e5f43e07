"""Every page at three widths, by day and by night, as pictures to look at.

python -m tests.browser.shots OUT [NAME...]     of the bundled reports, with corrections; NAME: these pages alone
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from sayso.ledger import Ledger
from sayso.web.visits import COOKIE, Look, Visit, digest_of, written
from tests.browser.serving import correct, kinds_of_page, make_ledger, serving

WIDTHS = (390, 800, 1280)
THEMES = ("light", "dark")
# The list of stories for somebody who was here before: when (seconds since 1970), and how many articles there were.
SINCE = "stories-since"
SEEN_AT, SEEN = 1_746_600_000, 4


def take(out: Path, ledger: Path, names: list[str]) -> int:
    """Write OUT/NAME-WIDTH-THEME.png of each kind of page, and on paper OUT/NAME.pdf; gives how many."""
    from playwright.sync_api import sync_playwright

    out.mkdir(parents=True, exist_ok=True)
    kinds = kinds_of_page(ledger) | {SINCE: "/"}
    kinds = {name: kinds[name] for name in names or kinds}
    visit = last_visit(ledger)
    with serving(ledger) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for theme in THEMES:
            for width in WIDTHS:
                tab = browser.new_page(base_url=home, viewport={"width": width, "height": 900}, color_scheme=theme)
                for name, address in kinds.items():
                    tab.context.clear_cookies()
                    if name == SINCE:
                        tab.context.add_cookies([{"name": COOKIE, "value": visit, "url": home}])
                    tab.goto(address)
                    tab.evaluate("document.querySelectorAll('.mending').forEach((one, at) => { one.open = at === 0; })")
                    tab.screenshot(path=out / f"{name}-{width}-{theme}.png", full_page=True)
                tab.close()
        tab = browser.new_page(base_url=home)
        for name, address in kinds.items():
            tab.goto(address)
            tab.pdf(path=out / f"{name}.pdf", format="A4")
        browser.close()
    return len(kinds) * (len(THEMES) * len(WIDTHS) + 1)


def last_visit(ledger: Path) -> str:
    """What the cookie of that visitor holds."""
    with Ledger.open(ledger, read_only=True) as opened:
        seen = Look(SEEN_AT, SEEN, 0, digest_of(opened.article_numbered(SEEN)))
    return written(Visit(seen, seen))


def enter_some(ledger: Path) -> None:
    """Enter corrections of what is inside a story."""
    with Ledger.open(ledger, read_only=True) as opened:
        view = max((opened.story(summary.id) for summary in opened.stories()), key=lambda view: len(view.claims))
        claim = max(view.claims, key=lambda claim: len(claim.positions))
        said = [position.statement for position in claim.positions]
        outs = view.story.articles[-1:]
    correct(ledger, "stance", said[-1], claim.id, "noncommittal")
    correct(ledger, "speaker", said[-2], "Harald Brink", "--role", "spokesman of the port authority")
    correct(ledger, "speaker", said[-3], "--nobody")
    correct(ledger, "split", view.story.id, *outs)
    with Ledger.open(ledger, read_only=True) as opened:
        n_made = len(opened.corrections())
    correct(ledger, "undo", str(n_made))


if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit(__doc__)
    with TemporaryDirectory() as folder:
        made = make_ledger(Path(folder))
        enter_some(made)
        n_taken = take(Path(sys.argv[1]), made, sys.argv[2:])
    sys.stdout.write(f"{n_taken} pictures in {sys.argv[1]}\n")
