"""The command line. It shows what the ledger answers and decides nothing about it.

Nothing heavy is imported before a command runs: `sayso --help` must not wait for a database or a table library.
"""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave the process with its exit status.

    Args:
        arguments: as typed after the program's name; None: those of this process.

    Raises:
        SystemExit: always; 0 done, 1 done with problems, 2 wrong use, 3 nothing could be done, 130 interrupted,
            141 when whoever reads the output went away.
    """
    from sayso.cli.app import app

    app(args=arguments, prog_name="sayso")
