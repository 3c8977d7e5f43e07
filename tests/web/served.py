"""A server as `sayso serve` starts it, in a thread of this process."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from sayso.web.app import make_app
from sayso.web.settings import Settings


@contextmanager
def served(ledger: Path, token: str = "") -> Iterator[str]:
    """The address of a server of a ledger, in a thread of its own."""
    listening = socket.create_server(("127.0.0.1", 0))
    app = make_app(Settings(str(ledger), token=token))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()
