"""Files and folders, and everything else that lies about on a disk."""

import os
import socket
import sys

import pytest

from sayso.errors import UnreadableOrigin
from sayso.origins.folder import Found, open_file, walk
from sayso.origins.options import OriginOptions
from sayso.records import ProblemKind

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def walked(name, **options):
    """Origin of each file; origin and kind of each problem."""
    return [
        found.origin if isinstance(found, Found) else (found.origin, found.kind)
        for found in walk(str(name), OriginOptions(**options))
    ]


def write(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("The mayor said no.")


def test_files_come_sorted_and_hidden_ones_not_at_all(here):
    write(here, "in/b.txt", "in/a/z.txt", "in/a/b.txt", "in/.hidden.txt", "in/.git/x.txt", "in/C.txt")
    assert walked("in") == ["in/C.txt", "in/a/b.txt", "in/a/z.txt", "in/b.txt"]


def test_a_hidden_file_that_is_named_is_read(here):
    write(here, ".note.txt")
    assert walked(".note.txt") == [".note.txt"]


def test_paths_are_relative_inside_the_working_folder_and_absolute_outside(here):
    write(here, "work/a.txt", "other/b.txt")
    assert walked(here / "work" / "a.txt") == ["work/a.txt"]
    assert walked("./work/../work/a.txt") == ["work/a.txt"]
    assert walked("other/b.txt", working_folder=here / "work") == [f"{here.as_posix()}/other/b.txt"]


def test_a_folder_can_go_by_another_name(here):
    write(here, "deep/down/a.txt", "deep/down/more/b.txt")
    assert walked("deep/down", called="demo") == ["demo/a.txt", "demo/more/b.txt"]
    assert walked("deep/down/a.txt", called="demo") == ["demo/a.txt"]


@needs_posix
def test_links_in_a_circle_are_said_once_each(here):
    write(here, "in/a.txt", "in/sub/b.txt")
    (here / "in/sub/up").symlink_to("..", target_is_directory=True)
    (here / "in/self").symlink_to(".", target_is_directory=True)
    (here / "in/tick").symlink_to("tock")
    (here / "in/tock").symlink_to("tick")
    assert walked("in") == [
        "in/a.txt",
        ("in/self", ProblemKind.LOOP),
        "in/sub/b.txt",
        ("in/sub/up", ProblemKind.LOOP),
        ("in/tick", ProblemKind.LOOP),
        ("in/tock", ProblemKind.LOOP),
    ]


@needs_posix
def test_many_links_to_one_folder_are_entered_once(here):
    write(here, "in/m/a.txt")
    for name in "xyz":
        (here / "in" / name).symlink_to("m", target_is_directory=True)
        (here / "in/m" / name).symlink_to("..", target_is_directory=True)
    assert [found for found in walked("in") if isinstance(found, str)] == ["in/m/a.txt"]


@needs_posix
def test_a_link_to_nothing_says_where_it_leads(here):
    (here / "gone.txt").symlink_to("nowhere.txt")
    (problem,) = walk("gone.txt", OriginOptions())
    assert (problem.kind, problem.reason) == (ProblemKind.NOT_FOUND, "a link to nowhere.txt, which is not there")


@pytest.mark.parametrize("name", ["nothing.txt", "", "nul\0byte", "x" * 300, "half \ud800 a pair"])
def test_names_that_lead_nowhere(here, name):
    ((origin, kind),) = walked(name)
    assert origin.encode("utf-8")[:4] == name.encode("utf-8", "backslashreplace")[:4]
    assert kind in (ProblemKind.NOT_FOUND, ProblemKind.UNREADABLE)


def test_an_empty_folder_is_a_problem(here):
    (here / "in/inner").mkdir(parents=True)
    assert walked("in") == [("in", ProblemKind.EMPTY)]


def test_folders_may_nest_deeper_than_the_stack(here):
    path = here.joinpath(*"d" * 300)
    write(path, "a.txt")
    limit = sys.getrecursionlimit()
    frame, depth = sys._getframe(), 0
    while frame := frame.f_back:
        depth += 1
    sys.setrecursionlimit(depth + 100)
    try:
        assert len(walked("d")) == 1
    finally:
        sys.setrecursionlimit(limit)


@needs_posix
def test_what_might_never_end_is_not_opened(here):
    os.mkfifo(here / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        for name, called in (("pipe", "a named pipe"), ("socket", "a socket"), ("/dev/zero", "a device")):
            with pytest.raises(UnreadableOrigin) as caught:
                open_file(Found(name, name))
            assert caught.value.kind == ProblemKind.UNSUPPORTED
            assert called in caught.value.reason


@needs_posix
def test_a_name_that_is_not_utf8_is_written_out(here):
    with open(os.fsencode(here) + b"/caf\xe9.txt", "w") as file:
        file.write("x")
    (found,) = walk(str(here), OriginOptions())
    assert found.origin == "caf\\xe9.txt"
    with open_file(found) as stream:
        assert stream.read() == b"x"


def test_a_file_that_may_not_be_read_says_so(here, monkeypatch):
    write(here, "a.txt")

    def refuse(*_args, **_how):
        raise PermissionError(13, "Permission denied")

    # Root, as which tests often run in containers, may read everything.
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(UnreadableOrigin) as caught:
        open_file(Found("a.txt", "a.txt"))
    assert (caught.value.kind, caught.value.reason) == (ProblemKind.UNREADABLE, "no permission to read it")


def test_a_folder_that_may_not_be_listed_costs_itself_alone(here, monkeypatch):
    write(here, "in/a/x.txt", "in/b/y.txt")
    listdir = os.listdir

    def refuse(path):
        if str(path).endswith("a"):
            raise PermissionError(13, "Permission denied")
        return listdir(path)

    monkeypatch.setattr(os, "listdir", refuse)
    assert walked("in") == [("in/a", ProblemKind.UNREADABLE), "in/b/y.txt"]
