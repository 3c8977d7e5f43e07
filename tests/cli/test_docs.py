"""docs/commands.md has a paragraph for every command and names every option."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

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


# A command that is a group has a line of usage for each of its own.
USAGES = [
    (name, f"{name} {own}" if own else name, parameters)
    for name, command in COMMANDS.items()
    for own, parameters in (
        [(own, each.params) for own, each in command.commands.items()]
        if hasattr(command, "commands")
        else [("", command.params)]
    )
]
# What every command of a group takes, and its text says once.
OF_ALL = {"--ledger", "--json", "--by"}


@pytest.mark.parametrize(("section", "command", "parameters"), USAGES)
def test_every_command_has_its_usage_with_all_its_options(section: str, command: str, parameters: list[Any]) -> None:
    lines = [line.strip() for line in sections()[section].strip().splitlines()]
    usage = next(line for line in lines if line.startswith(f"sayso {command}"))
    options = {option for parameter in parameters for option in parameter.opts if option.startswith("--")} - {"--help"}
    if section == command:
        assert set(re.findall(r"--[a-z-]+", usage)) == options
    else:
        assert set(re.findall(r"--[a-z-]+", usage)) <= options
        assert options - set(re.findall(r"--[a-z-]+", usage)) <= OF_ALL
        assert all(f"`{option}" in sections()[section] for option in options)


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
