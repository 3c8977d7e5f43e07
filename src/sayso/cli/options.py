"""Options that mean the same wherever they stand."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.edge import UsageError

if TYPE_CHECKING:
    from sayso.ledger import Ledger

LEDGER_VARIABLE = "SAYSO_LEDGER"
DEFAULT_LEDGER = "sayso.db"
TOKEN_VARIABLE = "SAYSO_TOKEN"  # noqa: S105 - the name of a variable

LedgerOption = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="PATH_OR_URL",
        help=f"The ledger; else ${LEDGER_VARIABLE}, else {DEFAULT_LEDGER} in the current folder.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print records as JSON instead, one a line.")]
WorkersOption = Annotated[
    int, typer.Option("--workers", min=1, max=256, metavar="N", help="Processes; the result does not depend on N.")
]
RulesOption = Annotated[
    bool, typer.Option("--rules-alone", help="Do without the learned tagger: faster, and finds fewer statements.")
]
AllOption = Annotated[bool, typer.Option("--all", help="Leave nothing out.")]


def ledger_place(given: str | None) -> str:
    """The path or address of the ledger: as given, else from the environment, else the default."""
    return given or os.environ.get(LEDGER_VARIABLE) or DEFAULT_LEDGER


def open_to_read(given: str | None) -> Ledger:
    """The ledger, opened so that nothing in it can change.

    Raises:
        LedgerError: if there is none, or it cannot be read.
    """
    from sayso.ledger import Ledger

    return Ledger.open(ledger_place(given), read_only=True, token=os.environ.get(TOKEN_VARIABLE, ""))


def file_place(given: str | None) -> str:
    """As `ledger_place`, for a command that needs the ledger's file.

    Raises:
        UsageError: if it is the address of a ledger that another process serves.
    """
    from sayso.ledger import SCHEMES

    place = ledger_place(given)
    if place.startswith(SCHEMES):
        raise UsageError("that is the address of a ledger which is served already; give the path of a file")
    return place
