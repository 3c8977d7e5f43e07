"""Ledgers that stay open between one answer and the next: for a server, which has many to give.

To open a file and read how its tables are made costs as much as a small page. But a ledger that is held open is not
given up to whoever puts another file in its place, and its last writer cannot leave it a single file. So one is
handed out again only while its file is as it was, and all are closed once nobody has asked for a second.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sayso.errors import LedgerError
from sayso.ledger.facade import Ledger
from sayso.ledger.freshness import file_state

# Seconds without an answer after which the file is let go.
IDLE_S = 1.0


@dataclass(frozen=True, slots=True)
class _Resting:
    ledger: Ledger
    file: str


class Readers:
    """Opens one ledger to read, for one answer at a time, as often as it is asked.

    It belongs to the thread of an event loop; what it hands out may be used in others. Closed it still opens
    ledgers, and then keeps none.
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
        self.let_go()

    @contextmanager
    def one(self) -> Iterator[Ledger]:
        """The ledger, for one answer alone.

        Raises:
            LedgerError: if it cannot be opened, or is not there.
        """
        file = file_state(self.place)
        ledger = self._rested(file) or Ledger.open(self.place, read_only=True)
        try:
            yield ledger
        except BaseException:
            # Whatever it was in the middle of.
            ledger.close()
            raise
        if not self._is_keeping or not ledger.may_stay_open():
            ledger.close()
            return
        self._resting.append(_Resting(ledger, file))
        self._close_later()

    def let_go(self) -> None:
        """Close all that nobody uses."""
        if self._closing:
            self._closing.cancel()
            self._closing = None
        while self._resting:
            self._resting.pop().ledger.close()

    def _rested(self, file: str) -> Ledger | None:
        """The one that was used last, and so has most at hand; none of a file that is another one now."""
        while self._resting:
            last = self._resting.pop()
            if last.file == file and _is_current(last.ledger):
                return last.ledger
            last.ledger.close()
        return None

    def _close_later(self) -> None:
        if self._closing:
            self._closing.cancel()
        self._closing = asyncio.get_running_loop().call_later(IDLE_S, self.let_go)


def _is_current(ledger: Ledger) -> bool:
    try:
        return ledger.is_of_this_revision()
    except LedgerError:
        # Opened anew it tells what is the matter.
        return False
