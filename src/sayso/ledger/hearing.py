"""What a database was asked for one answer, and what it said: so that it can be asked again whether all is as it was.

An answer is a function of what the database said. Where it says the same to the same questions, the answer stands,
whatever else was written meanwhile; to ask again costs a fraction of making the answer. Nothing need be known for it
of what the questions mean.
"""

from __future__ import annotations

import hashlib
import marshal
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

Row = tuple[Any, ...]
DIGEST_BYTES = 16
# Bytes that a question takes in memory besides its values; its words are those of many others.
QUESTION_SIZE = 400


@dataclass(frozen=True, slots=True)
class Heard:
    """One question, and what was heard of the answer.

    Attributes:
        n_rows: how many rows were looked at, the first ones.
        is_whole: whether there were no more.
    """

    sql: str
    values: Any
    n_rows: int
    is_whole: bool
    digest: bytes

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return QUESTION_SIZE + sum(len(value) if isinstance(value, str) else 8 for value in self.values)


class _Listening:
    """A question while its answer is read."""

    __slots__ = ("is_whole", "rows", "sql", "values")

    def __init__(self, sql: str, values: Any) -> None:
        self.sql = sql
        self.values = values
        self.rows: list[Row] = []
        self.is_whole = False

    def heard(self) -> Heard:
        # The words of a question are many, and those of others.
        return Heard(sys.intern(self.sql), self.values, len(self.rows), self.is_whole, _digest(self.rows))


class HearingConnection(sqlite3.Connection):
    """A connection that remembers, while somebody listens, what it was asked and what it said."""

    listening: list[_Listening] | None = None

    def cursor(self, factory: Any = None) -> Any:
        """A cursor that is heard."""
        return super().cursor(_HearingCursor if factory is None else factory)


class _HearingCursor(sqlite3.Cursor):
    _now: _Listening | None = None

    def execute(self, sql: str, parameters: Any = (), /) -> _HearingCursor:
        super().execute(sql, parameters)
        listening = self.connection.listening  # type: ignore[attr-defined]
        self._now = None
        # What has no columns begins or ends a transaction.
        if listening is not None and self.description is not None:
            self._now = _Listening(sql, parameters)
            listening.append(self._now)
        return self

    def fetchone(self) -> Any:
        row = super().fetchone()
        if self._now is not None:
            if row is None:
                self._now.is_whole = True
            else:
                self._now.rows.append(row)
        return row

    def fetchmany(self, size: int | None = None) -> list[Any]:
        asked = self.arraysize if size is None else size
        rows = super().fetchmany(asked)
        if self._now is not None:
            self._now.rows += rows
            self._now.is_whole |= len(rows) < asked
        return rows

    def fetchall(self) -> list[Any]:
        rows = super().fetchall()
        if self._now is not None:
            self._now.rows += rows
            self._now.is_whole = True
        return rows

    def __next__(self) -> Any:
        row = self.fetchone()
        if row is None:
            raise StopIteration
        return row


@contextmanager
def listening(connection: HearingConnection, heard: list[Heard]) -> Iterator[None]:
    """Put into `heard` what a connection is asked meanwhile; an exception leaves it as it was."""
    connection.listening = []
    try:
        yield
        heard += [each.heard() for each in connection.listening]
    finally:
        connection.listening = None


def says_the_same(connection: sqlite3.Connection, heard: Sequence[Heard]) -> bool:
    """Whether every question would now be answered as it was, in one view of the database."""
    connection.execute("BEGIN")
    try:
        return all(_is_same(connection, each) for each in heard)
    finally:
        connection.execute("ROLLBACK")


def _is_same(connection: sqlite3.Connection, heard: Heard) -> bool:
    found = connection.execute(heard.sql, heard.values)
    rows = found.fetchall() if heard.is_whole else list(islice(found, heard.n_rows))
    return len(rows) == heard.n_rows and _digest(rows) == heard.digest


def _digest(rows: list[Row]) -> bytes:
    # In its oldest form it writes nothing but values: not how often an object is used, nor whether it is kept.
    return hashlib.blake2b(marshal.dumps(rows, 0), digest_size=DIGEST_BYTES).digest()
