"""Whether a ledger has changed, told without opening it: what a cache asks before it asks anything else."""

from __future__ import annotations

import os
from pathlib import Path

from sayso.ledger.database import MEMORY, location


def state_of(path_or_url: str | os.PathLike[str]) -> str:
    """A text that is another one after every write to the ledger, be it from another process.

    In WAL mode what was written stands in a second file until it is taken over; so both are looked at. An empty one
    is left behind by readers and means nothing. Two writes within one tick of the file system's clock change the size.

    Raises:
        LedgerError: if it is a URL of a database that this sayso cannot read.
    """
    place = location(path_or_url)
    if place == MEMORY:
        return ""
    return " ".join(filter(None, (_stat(Path(place)), _stat(Path(f"{place}-wal")))))


def file_state(path_or_url: str | os.PathLike[str]) -> str:
    """The same of the ledger's own file: another text when another file was put in its place; "" if there is none."""
    place = location(path_or_url)
    return "" if place == MEMORY else _stat(Path(place))


def _stat(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_ino}-{found.st_size}-{found.st_mtime_ns}" if found.st_size else ""
