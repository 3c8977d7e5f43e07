"""The child process of `GuardedExtractor`: reads pages from its input, writes what they say to its output.

Run as `python -m sayso.reading.worker MEMORY PARENT`, bytes of data it may have and the id of the process it works
for. It ends when its input does, and when its parent is gone: a fork of the parent may still hold the pipe open.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import IO, Any

from sayso.errors import UnreadablePage
from sayso.reading.html import LENGTH, frame
from sayso.records import ProblemKind

# Seconds between two looks at whether the parent still lives.
ORPHAN_CHECK = 1.0


def serve(memory: int, parent: int, pages: IO[bytes], answers: IO[bytes]) -> None:
    """Answer one page after the other until there are no more."""
    _limit_memory(memory)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    logging.disable(logging.CRITICAL)
    try:
        from sayso.reading.extraction import extract_html
    except ImportError as error:
        _send(answers, {"broken": str(error)})
        return
    gc.freeze()
    _send(answers, {"ready": True})
    while request := _receive(pages):
        content = _receive(pages)
        _send(answers, _answer(extract_html, content, json.loads(request)))


def _answer(extract: Callable[..., dict[str, Any]], content: bytes, request: dict[str, str | None]) -> dict[str, Any]:
    try:
        return extract(content, charset=request["charset"], url=request["url"])
    except UnreadablePage as error:
        return {"problem": error.kind, "reason": error.reason}
    except MemoryError:
        return {"problem": ProblemKind.OUT_OF_MEMORY, "reason": "cleaning the page takes more memory than a page may"}
    except Exception as error:  # noqa: BLE001 - the outermost edge: libraries raise anything on hostile HTML
        return {"problem": ProblemKind.CRASHED, "reason": f"cleaning the page failed: {type(error).__name__}: {error}"}


def _receive(pipe: IO[bytes]) -> bytes:
    """The next message; empty at the end of the input."""
    head = pipe.read(LENGTH.size)
    return pipe.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else b""


def _send(pipe: IO[bytes], answer: dict[str, Any]) -> None:
    pipe.write(frame(json.dumps(answer).encode()))
    pipe.flush()


def _limit_memory(limit: int) -> None:
    try:
        import resource
    except ImportError:  # Windows; the deadline guards alone there
        return
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    data = limit if most == resource.RLIM_INFINITY else min(limit, most)
    resource.setrlimit(resource.RLIMIT_DATA, (data, data))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(ORPHAN_CHECK)
    os._exit(0)


if __name__ == "__main__":
    serve(int(sys.argv[1]), int(sys.argv[2]), sys.stdin.buffer, sys.stdout.buffer)
