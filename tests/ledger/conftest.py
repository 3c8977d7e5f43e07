from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.ledger import Ledger
from tests.ledger import made


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "sayso.db"


@pytest.fixture
def ledger(place: Path) -> Iterator[Ledger]:
    with Ledger.open(place, wait_s=0.2) as opened:
        yield opened


@pytest.fixture
def ferry(ledger: Ledger) -> Ledger:
    """A ledger with the three ferry reports and their links."""
    for findings in made.all_findings():
        ledger.add(findings, made.page(findings))
    assert ledger.replace_links(made.links(), linked=["copy", "late", "wire"])
    return ledger
