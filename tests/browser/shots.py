"""Every page at three widths, by day and by night, as pictures to look at.

python -m tests.browser.shots OUT [LEDGER]     of the ledger that `sayso demo` left, unless another is named
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from sayso.cli.reading import DEMO_LEDGER
from tests.browser.serving import kinds_of_page, serving

WIDTHS = (390, 800, 1280)
THEMES = ("light", "dark")


def take(out: Path, ledger: Path) -> int:
    """Write OUT/NAME-WIDTH-THEME.png of each kind of page, and on paper OUT/NAME.pdf; gives how many."""
    from playwright.sync_api import sync_playwright

    out.mkdir(parents=True, exist_ok=True)
    kinds = kinds_of_page(ledger)
    with serving(ledger) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for theme in THEMES:
            for width in WIDTHS:
                tab = browser.new_page(base_url=home, viewport={"width": width, "height": 900}, color_scheme=theme)
                for name, address in kinds.items():
                    tab.goto(address)
                    tab.screenshot(path=out / f"{name}-{width}-{theme}.png", full_page=True)
                tab.close()
        tab = browser.new_page(base_url=home)
        for name, address in kinds.items():
            tab.goto(address)
            tab.pdf(path=out / f"{name}.pdf", format="A4")
        browser.close()
    return len(kinds) * (len(THEMES) * len(WIDTHS) + 1)


if __name__ == "__main__":
    named = sys.argv[1:] or [""]
    if not named[0]:
        sys.exit(__doc__)
    n_taken = take(Path(named[0]), Path(named[1] if len(named) > 1 else DEMO_LEDGER))
    sys.stdout.write(f"{n_taken} pictures in {named[0]}\n")
