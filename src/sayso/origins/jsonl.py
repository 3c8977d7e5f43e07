"""JSON lines, and JSON documents that hold one object or an array of them, to Pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sayso.errors import UnreadableOrigin
from sayso.origins.inflating import in_mb
from sayso.origins.options import LINE_LIMIT
from sayso.origins.rows import Outcome, RowReader
from sayso.records import Problem, ProblemKind

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """One line, without its line feed; `data` is None for one over the limit, whose bytes were not kept."""

    number: int
    data: bytes | None


def split_lines(chunks: Iterable[bytes], *, limit: int = LINE_LIMIT) -> Iterator[Line]:
    """The lines of a stream that are not empty, by their numbers from 1, in memory one at a time.

    The last may lack its line feed. When the stream raises, the whole lines before have been given, the broken one not.
    """
    number, size = 1, 0
    parts: list[bytes] = []
    for chunk in chunks:
        *ends, rest = chunk.split(b"\n")
        for end in ends:
            if not end and not size:  # dealt with here, since a bomb may hold millions of these
                number += 1
                continue
            yield Line(number, b"".join([*parts, end]) if size + len(end) <= limit else None)
            number, parts, size = number + 1, [], 0
        size += len(rest)
        if size <= limit:
            parts.append(rest)
        else:
            parts.clear()
    if size:
        yield Line(number, b"".join(parts) if size <= limit else None)


def read_jsonl(chunks: Iterable[bytes], *, origin: str) -> Iterator[Outcome]:
    """The pages of a JSONL stream; a line that is none is a problem, and the next one is read.

    Raises:
        UnreadableOrigin: when the stream breaks off; the lines before were given.
    """
    reader = RowReader(origin)
    number = 0
    try:
        for line in split_lines(chunks):
            number = line.number
            yield from _read_line(line, reader, origin=origin)
    except UnreadableOrigin as error:
        where = f"after line {number}" + (f", {error.at}" if error.at else "")
        raise UnreadableOrigin(error.origin, error.kind, error.reason, where) from error


def _read_line(line: Line, reader: RowReader, *, origin: str) -> tuple[Outcome, ...]:
    at = f"line {line.number}"
    if line.data is None:
        return (Problem(origin, ProblemKind.TOO_LARGE, f"the line is longer than {in_mb(LINE_LIMIT)}", at),)
    data = line.data.removeprefix(_BOM) if line.number == 1 else line.data
    if not data.strip():
        return ()
    try:
        row = parse_json(data, origin=origin, at=at)
    except UnreadableOrigin as error:
        return (Problem(origin, ProblemKind(error.kind), error.reason, at),)
    return reader.read(row, number=line.number, at=at)


def parse_json(data: bytes, *, origin: str, at: str = "") -> Any:
    """The JSON value in `data`.

    Raises:
        UnreadableOrigin: BAD_ENCODING when it is not UTF-8, BAD_JSON when it is not JSON.
    """
    try:
        return json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        reason = f"not UTF-8 (byte {error.start}); convert the file"
        raise UnreadableOrigin(origin, ProblemKind.BAD_ENCODING, reason, at) from error
    except json.JSONDecodeError as error:
        reason = f"not JSON: {error.msg} (character {error.pos + 1})"
        raise UnreadableOrigin(origin, ProblemKind.BAD_JSON, reason, at) from error
    except ValueError as error:
        reason = "a number in it has thousands of digits, which is no id and no date"
        raise UnreadableOrigin(origin, ProblemKind.BAD_JSON, reason, at) from error
    except RecursionError as error:
        raise UnreadableOrigin(origin, ProblemKind.BAD_JSON, "nested too deeply", at) from error


def read_rows(rows: Iterable[object], *, origin: str, unit: str) -> Iterator[Outcome]:
    """The pages of rows that are parsed already.

    Args:
        unit: what one is called in a problem's `at`: "item", "row".
    """
    reader = RowReader(origin)
    for number, row in enumerate(rows, start=1):
        yield from reader.read(row, number=number, at=f"{unit} {number}")
