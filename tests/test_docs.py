"""The outputs that the docs print are what the program prints.

python -m tests.test_docs      puts the program's present output into the docs; read the diff like code
"""

from __future__ import annotations

import io
import json
import os
import re
import tempfile
from collections.abc import Callable
from contextlib import chdir, redirect_stdout
from difflib import SequenceMatcher
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sayso.cli import main

DOCS = Path(__file__).resolve().parents[1]
# Share of lines that must be the same: not all, since int8 arithmetic differs in its last places between processors,
# so that a confidence, or which of two equally good words leads, may differ on another machine.
LIKENESS = 0.9
EXAMPLE = re.compile(r"<!-- example: (?P<name>[\w ]+) -->\n```(?P<kind>\w*)\n(?P<body>.*?)```\n<!-- end -->", re.S)
LINE = re.compile(r'^```json\n(?P<line>\{"id": "ostby-1".*?\})\n```$', re.M)
SPAN_LIST = re.compile(r"\[\s+((?:\[\s*\d+,\s*\d+\s*\],?\s*|\d+,?\s*)+)\]")


def run(*arguments: str) -> str:
    """What a command prints on a screen of 100 columns without colour."""
    screen = io.StringIO()
    os.environ |= {"COLUMNS": "100", "NO_COLOR": "1"}
    with redirect_stdout(screen), pytest.raises(SystemExit):
        main(list(arguments))
    return screen.getvalue()


def extracted() -> str:
    line = LINE.search((DOCS / "docs/exchange-format.md").read_text(encoding="utf-8"))
    assert line is not None
    Path("ostby.jsonl").write_text(line["line"], encoding="utf-8")
    record = json.dumps(json.loads(run("extract", "ostby.jsonl")), indent=1, ensure_ascii=False)
    return SPAN_LIST.sub(lambda match: "[" + re.sub(r"\s+", "", match[1]).replace(",", ", ") + "]", record) + "\n"


def demo() -> str:
    return run("demo")


MAKERS: dict[str, Callable[[], str]] = {"extract": extracted, "demo": demo}


def made(name: str) -> str:
    """The present output of an example, made in an empty folder."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        return MAKERS[name]()


def pages() -> list[Path]:
    return [DOCS / "README.md", *sorted((DOCS / "docs").glob("*.md"))]


def examples() -> list[tuple[str, str, str]]:
    return [
        (path.name, match["name"], match["body"])
        for path in pages()
        for match in EXAMPLE.finditer(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(("page", "name", "printed"), examples(), ids=lambda value: value[:20])
def test_a_printed_output_is_the_program_s(page: str, name: str, printed: str) -> None:
    likeness = SequenceMatcher(None, printed.splitlines(), made(name).splitlines(), autojunk=False).ratio()
    assert likeness >= LIKENESS, f"{page} is stale: python -m tests.test_docs"


def test_every_example_stands_in_the_docs() -> None:
    assert {name for _, name, _ in examples()} == set(MAKERS)


def test_the_example_of_the_exchange_format_validates() -> None:
    schema = json.loads(files("sayso").joinpath("data/exchange.schema.json").read_text(encoding="utf-8"))
    (body,) = [printed for _, name, printed in examples() if name == "extract"]
    Draft202012Validator(schema).validate(json.loads(body))


def test_every_link_of_the_docs_leads_somewhere() -> None:
    for path in pages():
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


def renew() -> None:
    for path in pages():
        text = path.read_text(encoding="utf-8")
        renewed = EXAMPLE.sub(
            lambda match: (
                f"<!-- example: {match['name']} -->\n```{match['kind']}\n{made(match['name'])}```\n<!-- end -->"
            ),
            text,
        )
        if renewed != text:
            path.write_text(renewed, encoding="utf-8")


if __name__ == "__main__":
    renew()
