"""Records as JSON lines, as CSV that a spreadsheet may open, and as Parquet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from sayso.formats import Json, dumps
from sayso.ledger.tables import batches, schema_of
from sayso.views.spreadsheet import csv_lines


def write_jsonl(records: Iterable[Json], file: BinaryIO) -> None:
    """One object a line; a lone surrogate is written as JSON's own escape for it."""
    for record in records:
        file.write((dumps(record) + "\n").encode("utf-8", "backslashreplace"))


def write_csv(records: Iterable[Json], file: BinaryIO) -> None:
    """A line of names, then a line for each record; nothing at all when there are no records."""
    for line in csv_lines(records):
        file.write(line)


def write_parquet(records: Iterable[Json], kind: str, file: BinaryIO) -> None:
    """A Parquet file with a stated schema, the same whether or not there is a row for every field.

    Args:
        kind: what the records are, one of the ledger's kinds.
    """
    from pyarrow import parquet

    schema = schema_of(kind)
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in batches(records, schema):
            writer.write_batch(batch)
