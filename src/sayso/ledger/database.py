"""The connection of a ledger: opening, locking, migrating, and what the database's complaints mean.

SQLite runs in WAL mode, so that readers never wait for the writer nor the writer for them, with `synchronous=FULL`:
what was committed is on the disk, be the process killed or the power cut. A writer begins with BEGIN IMMEDIATE and so
learns at once whether another one is at work. Once the last connection closes, the ledger is a single file again.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import NoReturn, cast

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from sayso.errors import LedgerError, LedgerTooNew
from sayso.ledger.hearing import HearingConnection
from sayso.ledger.schema import HEAD, REVISIONS

MEMORY = ":memory:"
SQLITE_URL = "sqlite:///"
# What makes a database ours; another program's file is never migrated.
OUR_TABLES = frozenset({"alembic_version", "articles", "statements"})
TABLE_NAMES = text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
# At the end of the address of a file that SQLite is told nobody writes to.
IMMUTABLE = "&immutable=1"
# What a connection knows of itself.
SEES_WRITING = "sees_writing"
# Milliseconds that a writer who is done waits for those who still read what was before.
LAST_WAIT_MS = 200
# KiB of page cache; with the default of 2 MiB a ledger of 200,000 articles reads its indexes again and again.
CACHE_KIB = 131_072
# The same of a connection that only reads. A server has several at once, each for one answer; what it asks for again
# and again the operating system keeps.
READING_CACHE_KIB = 16_384
# Statements that stay prepared: some are written anew for each number of keys or values that is asked about.
STATEMENTS_KEPT = 512
# Ledgers whose questions stay worded in SQL when they are closed: wording them again costs more than the answers.
ENGINES_KEPT = 8

COMPLAINTS = {
    "SQLITE_BUSY": "another sayso is writing to it; wait until that has ended and try again",
    "SQLITE_LOCKED": "another sayso is writing to it; wait until that has ended and try again",
    "SQLITE_FULL": "the disk is full; nothing of the last batch was stored, what was reported before is safe",
    "SQLITE_READONLY": "it may not be written: the file, its folder or its disk is read-only",
    "SQLITE_CANTOPEN": "it cannot be opened: the folder is missing, or it may not be read or written",
    "SQLITE_PERM": "it may not be opened: check the rights of the file",
    "SQLITE_AUTH": "it may not be opened: check the rights of the file",
    "SQLITE_NOTADB": "it is not a database; give another path with --ledger",
    "SQLITE_CORRUPT": "it is damaged; restore a copy of it, or read the reports again into a new one",
    "SQLITE_IOERR": "the disk could not be read or written",
}


def location(path_or_url: str | os.PathLike[str]) -> str:
    """The file that a ledger's path or URL names; ":memory:" for a ledger that ends with the process.

    Raises:
        LedgerError: if it is a URL of a database that this sayso cannot write.
    """
    place = os.fspath(path_or_url)
    if place.startswith(SQLITE_URL):
        return place.removeprefix(SQLITE_URL) or MEMORY
    if "://" in place:
        scheme = place.partition("://")[0]
        raise LedgerError(f"no ledger can be kept at a {scheme}:// address; give the path of a file")
    return place


def connect(place: str, *, read_only: bool, wait_s: float, is_heard: bool = False) -> Connection:
    """Open the database and bring its tables up to date.

    Args:
        place: a file's path, or ":memory:".
        read_only: the file must exist and is not written, migrated or created.
        wait_s: how long to wait for another writer before giving up.
        is_heard: whether it can be listened to, as `hearing` says.

    Raises:
        LedgerTooNew: if a newer sayso wrote it.
        LedgerError: if it cannot be opened, or holds something else.
    """
    if read_only and place != MEMORY and not os.path.exists(place):
        raise LedgerError(f"{place}: no ledger there yet; `sayso read` makes one")
    if os.path.isdir(place):
        raise LedgerError(f"{place}: it is a folder; name a file in it, such as {os.path.join(place, 'sayso.db')}")
    cache_kib = READING_CACHE_KIB if read_only else CACHE_KIB
    address = _address(place, read_only=read_only)
    engine = _engine(address, wait_s, cache_kib, HearingConnection if is_heard else sqlite3.Connection)
    with translated(place):
        connection = engine.connect()
        try:
            connection.info[SEES_WRITING] = not address.endswith(IMMUTABLE) and place != MEMORY
            _check_or_migrate(connection, place, read_only=read_only)
            if not read_only:
                driver(connection).execute("PRAGMA journal_mode=WAL").close()
        except BaseException:
            connection.close()
            raise
        return connection


def sees_writing(connection: Connection) -> bool:
    """Whether a connection that stays open tells what others write meanwhile."""
    return bool(connection.info.get(SEES_WRITING))


def is_of_this_revision(connection: Connection, place: str) -> bool:
    """Whether the tables are still those that were found when the connection was opened."""
    with translated(place):
        found = driver(connection).execute("SELECT version_num FROM alembic_version").fetchall()
    return bool(found == [(HEAD,)])


def take_over(connection: Connection) -> None:
    """Bring what was written into the ledger's file, as far as nobody else is writing.

    SQLite does so when the last connection closes; but a server may have it open.
    """
    with suppress(sqlite3.Error), closing(driver(connection).cursor()) as cursor:
        cursor.execute(f"PRAGMA busy_timeout={LAST_WAIT_MS}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def reading(connection: Connection, place: str) -> Iterator[Connection]:
    """One unchanging view of the ledger, or of what the writing transaction around it sees."""
    with translated(place):
        if connection.in_transaction():
            yield connection
        else:
            connection.execution_options(sayso_begin="BEGIN")
            with connection.begin():
                yield connection


@contextmanager
def writing(connection: Connection, place: str) -> Iterator[Connection]:
    """A transaction that is kept whole or not at all; inside another one, a part of that."""
    with translated(place):
        if connection.in_transaction():
            yield connection
        else:
            connection.execution_options(sayso_begin="BEGIN IMMEDIATE")
            with connection.begin():
                yield connection


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Turn the database's exceptions into a LedgerError that says what can be done."""
    try:
        yield
    except DatabaseError as error:
        _complain(place, error.orig, error)
    except sqlite3.Error as error:
        _complain(place, error, error)
    except SQLAlchemyError as error:
        raise LedgerError(f"{place}: {error}") from error


def _complain(place: str, complaint: BaseException | None, error: Exception) -> NoReturn:
    name = str(getattr(complaint, "sqlite_errorname", ""))
    # Extended codes carry the plain one as their head: SQLITE_READONLY_DIRECTORY, SQLITE_IOERR_WRITE.
    plain = "_".join(name.split("_")[:2])
    raise LedgerError(f"{place}: {COMPLAINTS.get(plain, complaint)}") from error


@lru_cache(maxsize=ENGINES_KEPT)
def _engine(address: str, wait_s: float, cache_kib: int, factory: type[sqlite3.Connection]) -> Engine:
    """What connections to an address are made with. It holds none; it remembers how questions are put in SQL."""

    def open_file() -> sqlite3.Connection:
        connection = sqlite3.connect(
            address,
            timeout=wait_s,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=STATEMENTS_KEPT,
            factory=factory,
            uri=True,
        )
        try:
            with closing(connection.cursor()) as cursor:
                cursor.execute("PRAGMA foreign_keys=ON")
                cursor.execute("PRAGMA synchronous=FULL")
                cursor.execute(f"PRAGMA cache_size=-{cache_kib}")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    engine = create_engine("sqlite://", creator=open_file, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # The driver's own transactions begin too late to keep a second writer out.
        connection.exec_driver_sql(connection.get_execution_options().get("sayso_begin", "BEGIN"))

    return engine


def _address(place: str, *, read_only: bool) -> str:
    if place == MEMORY:
        return "file::memory:"
    path = Path(place).absolute()
    if not read_only:
        return f"{path.as_uri()}?mode=rwc"
    # In a folder that cannot be written SQLite cannot make the files WAL needs, and nobody else can write there.
    at_rest = not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()
    return f"{path.as_uri()}?mode=ro" + (IMMUTABLE if at_rest else "")


def _check_or_migrate(connection: Connection, place: str, *, read_only: bool) -> None:
    found = _revision(connection, place)
    if found == HEAD:
        return
    if read_only:
        state = "is still empty" if found is None else "was written by an older sayso"
        raise LedgerError(f"{place}: the ledger {state}; `sayso read` brings it up to date")
    with writing(connection, place):
        # Another process may have migrated it while this one waited.
        if _revision(connection, place) != HEAD:
            _migrate(connection)


def driver(connection: Connection) -> sqlite3.Connection:
    """The driver's own connection, for what may not stand inside a transaction, or is asked too often for another."""
    return cast(sqlite3.Connection, connection.connection.driver_connection)


def _revision(connection: Connection, place: str) -> str | None:
    """The ledger's revision; None for an empty database."""
    with reading(connection, place):
        tables = set(connection.scalars(TABLE_NAMES))
        if not tables:
            return None
        if not tables >= OUR_TABLES:
            raise LedgerError(f"{place}: it is the database of another program; give another path with --ledger")
        found = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    if found not in REVISIONS:
        raise LedgerTooNew(f"{place}: written by a newer sayso (ledger revision {found}); upgrade sayso to open it")
    return found


def _migrate(connection: Connection) -> None:
    # Imported only when there is something to migrate: alembic costs as much start-up time as all else here.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "sayso.ledger:migrations")
    command.upgrade(config, "head")
