"""Ledgers that stay open show what is there now, and hold on to nothing."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.errors import LedgerError
from sayso.ledger import Ledger, Readers, readers
from sayso.records import Problem, ProblemKind


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An empty ledger."""
    Ledger.open(tmp_path / "desk.db").close()
    return tmp_path / "desk.db"


def write(place: Path, name: str = "page") -> None:
    with Ledger.open(place) as ledger:
        ledger.add_problem(Problem(name, ProblemKind.EMPTY, "the file is empty"))


def n_problems(room: Readers) -> int:
    with room.one() as ledger:
        return ledger.counts()["problems"]


def in_a_loop(place: Path, check: Callable[[Readers], None]) -> None:
    async def run() -> None:
        with Readers(str(place)) as room:
            check(room)

    asyncio.run(run())


def test_one_stays_open_and_shows_every_write(place: Path) -> None:
    def check(room: Readers) -> None:
        with room.one() as first:
            pass
        for n in range(3):
            with room.one() as again:
                assert again is first
                assert again.counts()["problems"] == n
            write(place, f"page {n}")
            # The write was taken over into the file, which is another one for that: what is open is opened anew.
            with room.one() as first:
                assert first.counts()["problems"] == n + 1

    in_a_loop(place, check)


def test_what_another_process_has_not_taken_over_yet_is_seen(place: Path) -> None:
    def check(room: Readers) -> None:
        with Ledger.open(place) as writer:
            assert n_problems(room) == 0
            for n in range(3):
                writer.add_problem(Problem(f"page {n}", ProblemKind.EMPTY, "the file is empty"))
                assert n_problems(room) == n + 1

    in_a_loop(place, check)


def test_two_answers_at_once_have_one_each(place: Path) -> None:
    def check(room: Readers) -> None:
        with room.one() as first, room.one() as second:
            assert first is not second

    in_a_loop(place, check)


def test_another_file_in_its_place_is_opened(place: Path, tmp_path: Path) -> None:
    def check(room: Readers) -> None:
        assert n_problems(room) == 0
        shutil.copyfile(place, tmp_path / "other.db")
        write(tmp_path / "other.db")
        os.replace(tmp_path / "other.db", place)
        assert n_problems(room) == 1
        place.unlink()
        with pytest.raises(LedgerError, match="no ledger there"):
            n_problems(room)

    in_a_loop(place, check)


def test_tables_of_a_newer_sayso_are_refused(place: Path) -> None:
    def check(room: Readers) -> None:
        assert n_problems(room) == 0
        other = sqlite3.connect(place)
        with other:
            other.execute("UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(LedgerError, match="newer sayso"):
            n_problems(room)
        other.close()

    in_a_loop(place, check)


def test_what_failed_half_way_is_not_handed_out_again(place: Path) -> None:
    def check(room: Readers) -> None:
        with pytest.raises(RuntimeError), room.one() as broken:
            raise RuntimeError
        with room.one() as other:
            assert other is not broken

    in_a_loop(place, check)


def test_all_are_closed_when_nobody_asks(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "IDLE_S", 0.01)

    async def run() -> None:
        with Readers(str(place)) as room:
            n_problems(room)
            assert room._resting
            await asyncio.sleep(0.1)
            assert not room._resting
            n_problems(room)
        assert not room._resting
        n_problems(room)
        assert not room._resting

    asyncio.run(run())


def test_a_writer_leaves_one_file_though_somebody_has_it_open(place: Path, tmp_path: Path) -> None:
    def check(room: Readers) -> None:
        n_problems(room)
        write(place)
        copy = shutil.copyfile(place, tmp_path / "copy.db")
        with Ledger.open(copy, read_only=True) as alone:
            assert alone.counts()["problems"] == 1

    in_a_loop(place, check)


def test_a_file_that_cannot_be_written_is_opened_each_time(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)

    def check(room: Readers) -> None:
        n_problems(room)
        assert not room._resting

    in_a_loop(place, check)
