"""docs/commands.md has a paragraph for every command and names every option."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from sayso.cli.app import app
from sayso.cli.edge import Status
from sayso.views import SIGNS

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]


def sections() -> dict[str, str]:
    parts = re.split(r"^## (.*)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_usage_with_all_its_options(name: str) -> None:
    usage = sections()[name].strip().splitlines()[0]
    assert usage.startswith(f"    sayso {name}"[4:])
    options = {option for parameter in COMMANDS[name].params for option in parameter.opts if option.startswith("--")}
    assert set(re.findall(r"--[a-z-]+", usage)) == options - {"--help"}


def test_no_section_describes_a_command_that_is_not_there() -> None:
    assert set(sections()) - {"What holds for all of them", "Signs"} == set(COMMANDS)


def test_every_status_and_every_sign_is_explained() -> None:
    known = sections()
    assert {int(row) for row in re.findall(r"^\| (\d+) \|", known["What holds for all of them"], re.MULTILINE)} == set(
        Status
    )
    for sign in SIGNS.values():
        assert f"| `{sign.mark}` | {sign.word} |" in known["Signs"]


def test_options_of_the_program_itself_are_named() -> None:
    options = {option for parameter in get_command(app).params for option in parameter.opts if option.startswith("--")}
    text = PAGE.read_text(encoding="utf-8")
    assert all(option in text for option in options - {"--help"})
