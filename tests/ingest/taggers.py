"""Taggers that can be sent to a worker process and do there what a text asks for."""

from __future__ import annotations

import os
import signal
import time

from sayso.attribution import Marks
from sayso.segments import Segments


class Obedient:
    """Finds nothing, and dies, fails or hangs when the text says so."""

    name = "obedient 1"

    def tag(self, segments: Segments) -> Marks:
        if "die now" in segments.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "fail now" in segments.text:
            raise ZeroDivisionError("division by zero")
        if "grow now" in segments.text:
            raise MemoryError
        if "hang now" in segments.text:
            time.sleep(600)
        return Marks(())


class Unwelcome:
    """Cannot be unpickled in a worker."""

    name = "unwelcome 1"

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (3,)

    def tag(self, segments: Segments) -> Marks:
        return Marks(())
