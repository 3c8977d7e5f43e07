"""Files and folders on this machine: what there is, in which order, and what is better not opened."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sayso.errors import UnreadableOrigin
from sayso.origins.options import OriginOptions
from sayso.records import ProblemKind

# A FIFO that takes a regular file's place after it was looked at must not hold up the run.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)

_KINDS_OF_NODE = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may hold reports.

    Attributes:
        origin: what it is called in the ledger.
    """

    path: str
    origin: str


def walk(name: str, options: OriginOptions) -> Iterator[Found | UnreadableOrigin]:
    """The files behind a name: the file itself, or all those in a folder and its folders, each level by name.

    Hidden files and folders inside a folder are passed over. A link to a folder is followed, but no folder is
    entered twice: one that leads back to where it stands is a problem, one to a folder seen before is passed over.
    """
    origins = _Origins(name, options)
    try:
        status = os.stat(name)
    except (OSError, ValueError) as error:
        yield why_unreadable(error, printable(name), name)
        return
    if not stat.S_ISDIR(status.st_mode):
        yield Found(name, origins.of(name))
        return
    is_empty = True
    for found in _walk_folder(name, status, origins):
        is_empty = False
        yield found
    if is_empty:
        yield UnreadableOrigin(origins.of(name), ProblemKind.EMPTY, "the folder holds no file")


def _walk_folder(top: str, status: os.stat_result, origins: _Origins) -> Iterator[Found | UnreadableOrigin]:
    entered = {_identity(status)}
    # The entries still to come at each level, and the folder they are in; a list, since folders may nest very deep.
    levels = [(_entries(top), _identity(status))]
    inside = {_identity(status)}
    while levels:
        entry = next(levels[-1][0], None)
        if entry is None:
            inside.discard(levels.pop()[1])
            continue
        if isinstance(entry, OSError):
            yield why_unreadable(entry, origins.of(entry.filename), entry.filename)
            continue
        try:
            status = os.stat(entry)
        except (OSError, ValueError) as error:
            yield why_unreadable(error, origins.of(entry), entry)
            continue
        folder = _identity(status)
        if not stat.S_ISDIR(status.st_mode):
            yield Found(entry, origins.of(entry))
        elif folder in inside:
            reason = "a link back to a folder that it stands in; not followed"
            yield UnreadableOrigin(origins.of(entry), ProblemKind.LOOP, reason)
        elif folder not in entered:
            entered.add(folder)
            inside.add(folder)
            levels.append((_entries(entry), folder))


def _entries(folder: str) -> Iterator[str | OSError]:
    """The paths in a folder by name, hidden ones left out; the error if it cannot be listed."""
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        error.filename = folder
        yield error
        return
    for name in names:
        if not name.startswith("."):
            yield os.path.join(folder, name)


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


class _Origins:
    """What files are called: relative to the working folder when inside it, or to the name given for it."""

    def __init__(self, top: str, options: OriginOptions) -> None:
        self._called = options.called
        self._top = os.path.abspath(top) if "\0" not in top else top
        self._base = os.path.abspath(options.working_folder or Path.cwd())

    def of(self, path: str) -> str:
        absolute = os.path.abspath(path)
        if self._called is not None:
            inside = os.path.relpath(absolute, self._top)
            tail = os.path.basename(absolute) if inside == os.curdir else inside
            return printable(f"{self._called}/{tail}")
        if absolute.startswith(os.path.join(self._base, "")):
            absolute = os.path.relpath(absolute, self._base)
        return printable(absolute)


def printable(path: str) -> str:
    """A path as an origin: with forward slashes, and bytes that are not UTF-8 written as "\\xe9"."""
    slashed = path.replace(os.sep, "/")
    try:
        return os.fsencode(slashed).decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:  # halves of surrogate pairs that stand for no byte
        return slashed.encode("utf-8", "backslashreplace").decode("utf-8")


def open_file(found: Found) -> BinaryIO:
    """Open a regular file; nothing else is ever opened, since reading it may never end.

    Raises:
        UnreadableOrigin: NOT_FOUND, UNREADABLE, UNSUPPORTED or LOOP.
    """
    try:
        _refuse_special(os.stat(found.path).st_mode, found.origin)
        descriptor = os.open(found.path, _OPEN_FLAGS)
        stream = os.fdopen(descriptor, "rb")
    except (OSError, ValueError) as error:
        raise why_unreadable(error, found.origin, found.path) from error
    try:
        _refuse_special(os.fstat(descriptor).st_mode, found.origin)
    except UnreadableOrigin:
        stream.close()
        raise
    return stream


def _refuse_special(mode: int, origin: str) -> None:
    if stat.S_ISREG(mode):
        return
    what = next((called for is_that, called in _KINDS_OF_NODE if is_that(mode)), "no regular file")
    raise UnreadableOrigin(origin, ProblemKind.UNSUPPORTED, f"{what}; give a file, a folder or -")


def why_unreadable(error: OSError | ValueError, origin: str, path: str) -> UnreadableOrigin:
    """The reason for a user, for an error of the operating system."""
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.ELOOP:
        return UnreadableOrigin(origin, ProblemKind.LOOP, "links lead in a circle")
    if number == errno.ENOENT and "\0" not in path and os.path.islink(path):
        target = printable(os.readlink(path))
        return UnreadableOrigin(origin, ProblemKind.NOT_FOUND, f"a link to {target}, which is not there")
    if number in (errno.ENOENT, errno.ENOTDIR) or isinstance(error, ValueError):
        return UnreadableOrigin(origin, ProblemKind.NOT_FOUND, "no such file or folder; check the path")
    if number in (errno.EACCES, errno.EPERM):
        return UnreadableOrigin(origin, ProblemKind.UNREADABLE, "no permission to read it")
    if number == errno.ENAMETOOLONG:
        return UnreadableOrigin(origin, ProblemKind.UNREADABLE, "the path is too long")
    cause = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return UnreadableOrigin(origin, ProblemKind.UNREADABLE, f"cannot be read: {cause}")
