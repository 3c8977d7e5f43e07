from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.ledger import Ledger
from tests.ledger import made
from tests.ledger.linked import put_links


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty ledger and one with the ferry reports: making one costs more than copying it."""
    folder = tmp_path_factory.mktemp("ledgers")
    Ledger.open(folder / "empty.db").close()
    with Ledger.open(folder / "ferry.db") as ledger:
        with ledger.batch():
            for findings in made.all_findings():
                ledger.add(findings, made.page(findings))
        put_links(ledger, made.links())
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "sayso.db"


@pytest.fixture
def ledger(ready: Path, place: Path) -> Iterator[Ledger]:
    shutil.copy(ready / "empty.db", place)
    with Ledger.open(place, wait_s=0.2) as opened:
        yield opened


@pytest.fixture
def ferry(ready: Path, place: Path) -> Iterator[Ledger]:
    """A ledger with the three ferry reports and their links."""
    shutil.copy(ready / "ferry.db", place)
    with Ledger.open(place, wait_s=0.2) as opened:
        yield opened
