"""The code of docs/python.md runs as it stands."""

from __future__ import annotations

import re
import shutil
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import made_ledger

__all__ = ["made_ledger"]

PAGE = Path(__file__).parents[1] / "docs" / "python.md"


def test_the_code_of_the_page_runs(made_ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    shutil.copy(made_ledger, tmp_path / "desk.db")
    names: dict[str, Any] = {}
    with chdir(tmp_path):
        for code in re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S):
            exec(compile(code, PAGE.name, "exec"), names)  # noqa: S102 - our own page
    names["ledger"].close()
    printed = capsys.readouterr().out
    assert "Navy cutter and trawler Marit 2" in printed
    assert "fishermen's union supports a navy cutter rammed the trawler Marit" in printed
