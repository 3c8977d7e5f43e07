"""Ledgers that stay open between one answer and the next: for a server, which has many to give.

To open a file and read how its tables are made costs as much as a small page. But a ledger that is held open is not
given up to whoever puts another file in its place, and its last writer cannot leave it a single file. So one is
handed out again only while its file is as it was, and all are closed once nobody has asked for a second.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from sayso.errors import LedgerError
from sayso.ledger import database, hearing
from sayso.ledger.facade import WAIT_S, Ledger
from sayso.ledger.freshness import file_state
from sayso.ledger.hearing import Heard, HearingConnection

# Seconds without an answer after which the file is let go.
IDLE_S = 1.0


class StandingLedger(Ledger):
    """A ledger that is read, stays open, and can be listened to."""

    @classmethod
    def stand(cls, path: str) -> StandingLedger:
        """Open a ledger's file.

        Raises:
            LedgerError: if it cannot be opened, or is not there.
        """
        place = database.location(path)
        connection = database.connect(place, read_only=True, wait_s=WAIT_S, is_heard=True)
        return cls(connection, place, read_only=True)

    def sees_writing(self) -> bool:
        """Whether it tells what others write while it stays open; of a file that cannot be written it does not."""
        return database.sees_writing(self._connection)

    def is_current(self) -> bool:
        """Whether it can be read, and its tables are as this sayso knows them; a newer one may have opened it since."""
        try:
            return database.is_of_this_revision(self._connection, self.place)
        except LedgerError:
            # Opened anew it tells what is the matter.
            return False

    @contextmanager
    def listening(self, heard: list[Heard]) -> Iterator[None]:
        """Put into `heard` what the database is asked meanwhile, and what it says; nothing after an exception."""
        with hearing.listening(cast(HearingConnection, database.driver(self._connection)), heard):
            yield

    def says_the_same(self, heard: Sequence[Heard]) -> bool:
        """Whether it would tell the same to everything that was asked.

        Raises:
            LedgerError: if the database cannot be read.
        """
        with database.translated(self.place):
            return hearing.says_the_same(database.driver(self._connection), heard)


@dataclass(frozen=True, slots=True)
class _Resting:
    ledger: StandingLedger
    file: str


class Readers:
    """Opens one ledger to read, for one answer at a time, as often as it is asked.

    It belongs to the thread of an event loop; what it hands out may be used in others. Until it is entered, and after
    it was left, it keeps none open.
    """

    def __init__(self, place: str) -> None:
        self.place = place
        self._resting: list[_Resting] = []
        self._is_keeping = False
        self._closing: asyncio.TimerHandle | None = None

    def __enter__(self) -> Readers:
        self._is_keeping = True
        return self

    def __exit__(self, *_: object) -> None:
        self._is_keeping = False
        self._let_go()

    @contextmanager
    def one(self) -> Iterator[StandingLedger]:
        """The ledger, for one answer alone.

        Raises:
            LedgerError: if it cannot be opened, or is not there.
        """
        file = file_state(self.place)
        ledger = self._rested(file) or StandingLedger.stand(self.place)
        try:
            yield ledger
        except BaseException:
            # Whatever it was in the middle of.
            ledger.close()
            raise
        if not self._is_keeping or not ledger.sees_writing():
            ledger.close()
            return
        self._resting.append(_Resting(ledger, file))
        self._close_later()

    def _rested(self, file: str) -> StandingLedger | None:
        """The one that was used last, and so has most at hand; none of a file that is another one now."""
        while self._resting:
            last = self._resting.pop()
            if last.file == file and last.ledger.is_current():
                return last.ledger
            last.ledger.close()
        return None

    def _close_later(self) -> None:
        if self._closing:
            self._closing.cancel()
        self._closing = asyncio.get_running_loop().call_later(IDLE_S, self._let_go)

    def _let_go(self) -> None:
        """Close all that nobody uses."""
        if self._closing:
            self._closing.cancel()
            self._closing = None
        while self._resting:
            self._resting.pop().ledger.close()
