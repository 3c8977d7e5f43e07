"""One row of JSONL, JSON or Parquet to one Page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from hashlib import blake2b
from typing import Any

from sayso.origins.options import PAGE_LIMIT
from sayso.records import DateSource, Page, Problem, ProblemKind

# The fields of a row that are read; a Parquet file is asked for these columns alone.
FIELDS = "id text html title url outlet byline author authors date published_at language".split()

# Ids of one file are remembered, as 8-byte digests, to tell a second use; some 75 bytes a row. Beyond this many the
# ledger still refuses an id that is taken.
_MAX_REMEMBERED = 1_000_000

Outcome = Page | Problem


class RowReader:
    """Reads the rows of one container, remembering the ids it has seen in it."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        self._seen: set[bytes] = set()

    def read(self, row: object, *, number: int, at: str) -> tuple[Outcome, ...]:
        """The page of one row, or why there is none; a date that cannot be read adds a problem to the page.

        Args:
            row: what the line, item or row holds; anything but an object with an id and a text is a problem.
            number: its position in the container, from 1, for the page's origin.
            at: the same for a person: "line 3".
        """
        try:
            page, note = _page_of(row, origin=f"{self._origin}#{number}")
        except _Refused as refusal:
            return (self._problem(refusal.kind, refusal.reason, at),)
        digest = blake2b(str(page.id).encode(), digest_size=8).digest()
        if digest in self._seen:
            return (self._problem(ProblemKind.ID_TAKEN, f"the id {page.id!r} was used before in this file", at),)
        if len(self._seen) < _MAX_REMEMBERED:
            self._seen.add(digest)
        return (page,) if not note else (page, self._problem(ProblemKind.BAD_RECORD, note, at))

    def _problem(self, kind: ProblemKind, reason: str, at: str) -> Problem:
        return Problem(self._origin, kind, reason, at)


class _Refused(Exception):
    """A row that gives no page."""

    def __init__(self, kind: ProblemKind, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason


def _page_of(row: object, *, origin: str) -> tuple[Page, str]:
    if not isinstance(row, Mapping):
        raise _Refused(ProblemKind.BAD_RECORD, 'not an object; a row is {"id": ..., "text": ...}')
    row_id = _id_of(row)
    field = "text" if row.get("text") is not None else "html"
    body = row.get(field)
    if not isinstance(body, str):
        raise _Refused(ProblemKind.BAD_RECORD, 'no "text" (nor "html") that is a string')
    if not body:
        raise _Refused(ProblemKind.EMPTY, f'"{field}" is empty')
    given = row.get("published_at") if row.get("published_at") is not None else row.get("date")
    published_at = read_iso(given)
    page = Page(
        origin=origin,
        content=_encoded(body, field),
        media_type="text/plain" if field == "text" else "text/html",
        charset="utf-8",
        id=row_id,
        url=_string(row, "url"),
        title=_string(row, "title"),
        outlet=_string(row, "outlet"),
        byline=_byline(row),
        published_at=published_at,
        published_from=DateSource.GIVEN if published_at else None,
        language=_string(row, "language"),
    )
    if len(page.content) > PAGE_LIMIT:
        raise _Refused(ProblemKind.TOO_LARGE, f'"{field}" is larger than {PAGE_LIMIT / 1_000_000:g} MB')
    note = "" if published_at or given in (None, "") else f"read without its date: {str(given)[:40]!r} is not ISO 8601"
    return page, note


def _id_of(row: Mapping[str, Any]) -> str:
    value = row.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise _Refused(ProblemKind.BAD_RECORD, 'no "id" that is a string or a whole number')
    _encoded(value, "id")
    return value


def _encoded(value: str, field: str) -> bytes:
    try:
        return value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise _Refused(
            ProblemKind.BAD_ENCODING,
            f'"{field}" holds half of a surrogate pair (character {error.start}), which is no letter',
        ) from error


def _string(row: Mapping[str, Any], field: str) -> str | None:
    """An optional field; anything but a string with letters in it counts as absent."""
    value = row.get(field)
    if not isinstance(value, str) or not value.strip():
        return None
    _encoded(value, field)
    return value


def _byline(row: Mapping[str, Any]) -> tuple[str, ...]:
    for field in ("byline", "authors", "author"):
        value = row.get(field)
        names = value if isinstance(value, list | tuple) else [value]
        kept = tuple(name for name in names if isinstance(name, str) and name.strip())
        if kept:
            for name in kept:
                _encoded(name, field)
            return kept
    return ()


def read_iso(value: object) -> str | None:
    """An ISO 8601 date or instant from a date, a datetime or a string; None for anything else.

    A string is kept as it stands when it is ISO 8601 already, and is turned when it is in the format of mail and
    RSS ("Mon, 04 Mar 2024 09:15:00 +0100"). Nothing is guessed: "03/04/2024" is None.
    """
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if not isinstance(value, str) or not value.strip():
        return None
    stripped = value.strip()
    # Without hyphens "20240304" may as well be a number.
    if stripped[4:5] == "-":
        try:
            datetime.fromisoformat(stripped)
        except ValueError:
            return None
        return stripped
    try:
        return parsedate_to_datetime(stripped).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
