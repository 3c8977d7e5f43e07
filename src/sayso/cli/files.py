"""Files that a command writes: there whole, or not there."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

STDOUT = Path("-")
NO_FOLDER = "the folder that it should be written to is not there"


@contextmanager
def write_whole(path: Path) -> Iterator[BinaryIO]:
    """Something to write bytes to; a file appears under `path` in one step, when the block ends well.

    Args:
        path: "-" is standard output; what is there and is no plain file (a pipe, a device) is written directly.

    Raises:
        OSError: if it cannot be written; its file name is `path` whatever could not be written on the way.
    """
    if path == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with _written(path.resolve()) as file:
            yield file
    except OSError as error:
        told = NO_FOLDER if isinstance(error, FileNotFoundError) else error.strerror or str(error)
        raise OSError(error.errno, told, str(path)) from error


@contextmanager
def _written(target: Path) -> Iterator[BinaryIO]:
    if target.exists() and not target.is_file():
        with target.open("wb") as device:
            yield device
        return
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
