"""`sayso export`: the ledger's rows for other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.edge import UsageError
from sayso.cli.files import STDOUT
from sayso.cli.options import LedgerOption, open_to_read


class Kind(StrEnum):
    """What can be exported; the ledger's `KINDS`, which cannot be imported before a command runs."""

    ARTICLES = "articles"
    STATEMENTS = "statements"
    STORIES = "stories"
    REPRINTS = "reprints"
    QUOTATIONS = "quotations"
    CLAIMS = "claims"
    POSITIONS = "positions"
    FIGURES = "figures"
    CORRECTIONS = "corrections"
    PROBLEMS = "problems"


class Shape(StrEnum):
    """How rows are written."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


def export(
    kind: Annotated[Kind, typer.Argument(help="What to export.", metavar="KIND", show_choices=True)],
    shape: Annotated[Shape, typer.Option("--format", "-f", help="How to write it.")] = Shape.JSONL,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write it; - is standard output.")
    ] = STDOUT,
    ledger: LedgerOption = None,
) -> None:
    """Export the ledger as JSON lines, CSV or Parquet.

    KIND is articles, statements, stories, reprints, quotations, claims, positions, figures, corrections or problems. In
    CSV, lists and objects are JSON text, and a cell that a spreadsheet would run as a formula begins with an
    apostrophe. Parquet keeps lists and objects and needs a file.

    \b
    Examples:
      sayso export statements > statements.jsonl
      sayso export claims --format csv --output claims.csv
      sayso export articles --format parquet --output articles.parquet
      sayso export problems | jq -r .reason
    """
    from sayso.cli.files import write_whole
    from sayso.cli.tables import write_csv, write_jsonl, write_parquet

    if shape is Shape.PARQUET and output == STDOUT:
        raise UsageError("Parquet cannot be written to standard output; name a file with --output")
    with open_to_read(ledger) as opened:
        records = opened.export(kind.value)
        with write_whole(output) as file:
            if shape is Shape.PARQUET:
                write_parquet(records, kind.value, file)
            else:
                {Shape.JSONL: write_jsonl, Shape.CSV: write_csv}[shape](records, file)
