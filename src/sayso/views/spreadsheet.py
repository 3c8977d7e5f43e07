"""Records as CSV that a spreadsheet may open: no cell of it is run as a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from sayso.formats import Json

# What a spreadsheet takes for the start of a formula (OWASP, "CSV Injection"), its full-width forms included.
FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def csv_lines(records: Iterable[Json]) -> Iterator[bytes]:
    """A line of names, then a line for each record; nothing at all when there are no records.

    Lists and objects are JSON text.
    """
    rows = iter(records)
    for first in rows:
        yield _line(list(first))
        yield _line([_cell(value) for value in first.values()])
        for record in rows:
            yield _line([_cell(record[name]) for name in first])


def _line(cells: list[str]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    return json.dumps(value, ensure_ascii=False)
