"""Rows of a Parquet file to Pages, one small batch at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from sayso.errors import UnreadableOrigin
from sayso.origins.inflating import CHUNK, in_mb
from sayso.origins.jsonl import read_rows
from sayso.origins.options import EXPANSION_FREE, MAX_EXPANSION, PAGE_LIMIT
from sayso.origins.rows import FIELDS, Outcome
from sayso.records import ProblemKind

if TYPE_CHECKING:
    from pyarrow.parquet import FileMetaData

# Rows decoded at once: at 3 kB an article a few kB, at PAGE_LIMIT each still only 80 MB. 32 are no faster.
_BATCH_ROWS = 8


def read_parquet(stream: BinaryIO, *, origin: str) -> Iterator[Outcome]:
    """The pages of a Parquet file with the columns of a JSONL row.

    Args:
        stream: seekable; Parquet keeps its index at the end.

    Raises:
        UnreadableOrigin: BAD_ARCHIVE when it is damaged, BAD_RECORD when it has no "id" or neither "text" nor "html",
            TOO_LARGE when it is a bomb.
    """
    yield from read_rows(_rows(stream, origin=origin), origin=origin, unit="row")


def _rows(stream: BinaryIO, *, origin: str) -> Iterator[dict[str, object]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # Not buffered ahead: that holds a column of a whole row group, which is all of a file written in one go.
        with pq.ParquetFile(stream, pre_buffer=False, buffer_size=CHUNK) as file:
            names = set(file.schema_arrow.names)
            if "id" not in names or not names & {"text", "html"}:
                raise UnreadableOrigin(origin, ProblemKind.BAD_RECORD, 'no columns "id" and "text"')
            columns = [field for field in FIELDS if field in names]
            _refuse_bomb(file.metadata, columns, origin=origin)
            for batch in file.iter_batches(_BATCH_ROWS, columns=columns):
                yield from batch.to_pylist()
    except (pa.ArrowException, OSError) as error:
        said = " ".join(str(error).split()).rstrip(".")
        raise UnreadableOrigin(origin, ProblemKind.BAD_ARCHIVE, f"damaged Parquet file: {said}") from error


def _refuse_bomb(metadata: FileMetaData, columns: list[str], *, origin: str) -> None:
    """Refuse a file that says itself that it unpacks to what no report does; nothing of it is unpacked before."""
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        for column in map(group.column, range(group.num_columns)):
            unpacked, name = column.total_uncompressed_size, column.path_in_schema.partition(".")[0]
            if name not in columns or unpacked <= EXPANSION_FREE:
                continue
            if unpacked > column.total_compressed_size * MAX_EXPANSION:
                reason = f"expands more than {MAX_EXPANSION} times, as no report does; not read"
            elif unpacked > column.num_values * PAGE_LIMIT:
                reason = f"its rows are larger than {in_mb(PAGE_LIMIT)}; not read"
            else:
                continue
            raise UnreadableOrigin(origin, ProblemKind.TOO_LARGE, reason, f'column "{name}"')
