"""Standard input line by line, none of them longer than a message can be."""

from __future__ import annotations

import logging
import sys
from collections.abc import AsyncIterator
from typing import BinaryIO

from anyio import AsyncFile, to_thread

# Bytes. A question of 300 letters with everything around it takes 3,000.
LONGEST_LINE = 256 * 1024

logger = logging.getLogger(__name__)


class BoundedLines(AsyncFile[str]):
    """The lines of a stream of bytes; one that is too long is passed over and told on standard error.

    So input without an end costs no memory.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    @classmethod
    def of_process(cls) -> BoundedLines:
        """Those of standard input."""
        return cls(sys.stdin.buffer)

    async def __aiter__(self) -> AsyncIterator[str]:
        """Line by line, until the input ends."""
        while line := await to_thread.run_sync(self._next, abandon_on_cancel=True):
            yield line.decode("utf-8", "replace")

    def _next(self) -> bytes:
        """The next line that is not too long; nothing at the end."""
        while True:
            line = self._stream.readline(LONGEST_LINE)
            if len(line) < LONGEST_LINE or line.endswith(b"\n"):
                return line
            logger.warning("a message of more than %d bytes was passed over", LONGEST_LINE)
            while line and not line.endswith(b"\n"):
                line = self._stream.readline(LONGEST_LINE)
