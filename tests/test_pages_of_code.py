"""The code of docs/python.md and docs/spacy.md runs as it stands."""

from __future__ import annotations

import re
import shutil
from contextlib import chdir
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import made_ledger
from tests.web.served import served

__all__ = ["made_ledger"]

HOME = "http://127.0.0.1:8642"
DOCS = Path(__file__).parents[1] / "docs"


def run(page: str, address: str = "") -> dict[str, Any]:
    """Run the code of a page, one piece after another, on a server elsewhere; the names it leaves."""
    names: dict[str, Any] = {}
    text = (DOCS / page).read_text(encoding="utf-8").replace(HOME, address)
    for code in re.findall(r"^```python\n(.*?)^```$", text, re.M | re.S):
        exec(compile(code, page, "exec"), names)  # noqa: S102 - our own page
    return names


def test_the_code_about_ledgers_and_tables_runs(
    made_ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    shutil.copy(made_ledger, tmp_path / "desk.db")
    with chdir(tmp_path), served(tmp_path / "desk.db") as address:
        run("python.md", address)["ledger"].close()
    printed = capsys.readouterr().out
    assert "Navy cutter and trawler Marit 2" in printed
    assert "fishermen's union supports a navy cutter rammed the trawler Marit" in printed


def test_the_code_about_spacy_runs(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("spacy")
    import_module("sayso.spacy")
    run("spacy.md")
    printed = capsys.readouterr().out
    assert "Ada Quill assert CT+ (The bridge is safe,)" in printed
