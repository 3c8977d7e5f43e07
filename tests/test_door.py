"""The front door is small and light."""

from __future__ import annotations

import subprocess
import sys

import pytest

import sayso
from sayso.errors import UnreadablePage
from sayso.records import Findings, Page

HEAVY = ("trafilatura", "sqlalchemy", "numpy", "pyarrow", "rich", "typer", "httpx", "feedparser", "fastwarc", "jinja2")
HEAVY += ("fastapi", "uvicorn", "mcp", "pydantic", "pandas", "polars", "spacy")


def test_every_name_on_the_door_opens() -> None:
    for name in sayso.__all__:
        assert getattr(sayso, name) is not None


def test_the_door_names_nothing_else() -> None:
    assert dir(sayso) == sayso.__all__
    with pytest.raises(AttributeError, match="no attribute 'verdict'"):
        sayso.verdict  # noqa: B018 - reading the attribute is the test


def test_importing_sayso_loads_nothing_heavy() -> None:
    code = f"import sys, sayso; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_text_is_examined() -> None:
    text = "The bridge is safe, Mayor Ada Quill said on Monday."
    findings = sayso.examine(text)
    assert isinstance(findings, Findings)
    assert findings.article.text == text
    (statement,) = findings.statements
    assert [span.surface(text) for span in statement.content] == ["The bridge is safe"]
    assert statement.speaker is not None
    assert statement.speaker.name == "Ada Quill"


def test_an_html_page_is_examined() -> None:
    body = "<p>The bridge is safe, Mayor Ada Quill said on Monday at the town hall of Ostby.</p>"
    page = Page("page.html", f"<html><body><article>{body}</article></body></html>".encode(), "text/html")
    assert "The bridge is safe" in sayso.examine(page).article.text


def test_a_text_without_letters_is_refused() -> None:
    with pytest.raises(UnreadablePage):
        sayso.examine(" \n ")
