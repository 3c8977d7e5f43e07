"""Rows of a Parquet file to Pages, one small batch at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from sayso.errors import UnreadableOrigin
from sayso.origins.jsonl import read_rows
from sayso.origins.rows import FIELDS, Outcome
from sayso.records import ProblemKind

# Rows held as Python values at once: at 3 kB an article a few hundred kB, at PAGE_LIMIT each still only 320 MB.
_BATCH_ROWS = 32


def read_parquet(stream: BinaryIO, *, origin: str) -> Iterator[Outcome]:
    """The pages of a Parquet file with the columns of a JSONL row.

    Args:
        stream: seekable; Parquet keeps its index at the end.

    Raises:
        UnreadableOrigin: BAD_ARCHIVE when it is damaged, BAD_RECORD when it has no "id" or neither "text" nor "html".
    """
    yield from read_rows(_rows(stream, origin=origin), origin=origin, unit="row")


def _rows(stream: BinaryIO, *, origin: str) -> Iterator[dict[str, object]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(stream) as file:
            names = set(file.schema_arrow.names)
            if "id" not in names or not names & {"text", "html"}:
                raise UnreadableOrigin(origin, ProblemKind.BAD_RECORD, 'no columns "id" and "text"')
            for batch in file.iter_batches(_BATCH_ROWS, columns=[field for field in FIELDS if field in names]):
                yield from batch.to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise UnreadableOrigin(origin, ProblemKind.BAD_ARCHIVE, f"damaged Parquet file: {error}") from error
