"""A ledger's state is another one after every write, and the same one however often it is read."""

from __future__ import annotations

from pathlib import Path

from sayso.ledger import Ledger, state_of
from sayso.records import Problem, ProblemKind


def test_every_write_changes_it_and_no_read_does(tmp_path: Path) -> None:
    place = tmp_path / "desk.db"
    Ledger.open(place).close()
    seen = [state_of(place)]
    for number in range(3):
        with Ledger.open(place) as ledger:
            ledger.add_problem(Problem(f"page {number}", ProblemKind.EMPTY, "the file is empty"))
            seen.append(state_of(place))
            with Ledger.open(place, read_only=True) as reader:
                assert len(reader.problems()) == number + 1
            assert state_of(place) == seen[-1]
    assert len(set(seen)) == len(seen)


def test_what_is_not_there_has_a_state_too(tmp_path: Path) -> None:
    assert state_of(tmp_path / "none.db") == ""
    assert state_of(":memory:") == ""
