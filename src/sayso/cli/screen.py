"""The terminal, or whatever stands in its place: how wide it is, whether it can show colour, where errors go."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TextIO

from rich.console import Console, RenderableType
from rich.table import Table

from sayso.formats import Json, dumps

# Columns where the output is no terminal and COLUMNS is not set: prose stays readable in a mail or a file.
PLAIN_WIDTH = 100
# Columns for a table that goes to another program: wide enough that no row is ever folded or cut.
UNFOLDED = 4000


@dataclass(frozen=True)
class Screen:
    """Where results go, and what can be shown there.

    Attributes:
        styled: whether bold and underline can be seen; where they cannot, letters mark what is marked.
    """

    out: Console
    styled: bool

    @property
    def width(self) -> int:
        """Columns for prose and for the matrix."""
        return self.out.width

    def show(self, *parts: RenderableType) -> None:
        """Print these one below the other; without the blanks that fill up lines where a program reads them."""
        if self.out.is_terminal:
            for part in parts:
                self.out.print(part)
            return
        self._show_trimmed(self.out, parts)

    def show_table(self, table: Table) -> None:
        """Print a list; whole rows on one line each where a program reads them."""
        if self.out.is_terminal:
            self.out.print(table)
        else:
            self._show_trimmed(_console(sys.stdout, UNFOLDED), [table])

    def _show_trimmed(self, console: Console, parts: Iterable[RenderableType]) -> None:
        with console.capture() as capture:
            for part in parts:
                console.print(part)
        self.out.file.writelines(line.rstrip() + "\n" for line in capture.get().split("\n")[:-1])


def open_screen() -> Screen:
    """The screen for standard output as it is now."""
    out = _console(sys.stdout)
    return Screen(out, styled=out.is_terminal and not out.is_dumb_terminal)


def error_console() -> Console:
    """The screen for standard error: progress, problems, errors."""
    return _console(sys.stderr)


def _console(file: TextIO, width: int | None = None) -> Console:
    if width is None and not file.isatty() and not os.environ.get("COLUMNS", "").isdigit():
        width = PLAIN_WIDTH
    return Console(file=file, width=width, markup=False, highlight=False, emoji=False)


def print_json(records: Iterable[Json]) -> None:
    """One JSON object a line, in UTF-8 whatever the terminal's encoding; each line is out before the next is made.

    A lone surrogate, which UTF-8 cannot hold, is written as the escape that JSON has for it.
    """
    for record in records:
        line = dumps(record) + "\n"
        if (raw := getattr(sys.stdout, "buffer", None)) is not None:
            raw.write(line.encode("utf-8", "backslashreplace"))
        else:
            sys.stdout.write(line)
        sys.stdout.flush()
