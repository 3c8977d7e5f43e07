"""Answers are given again while nothing changed, and never longer."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.ledger import Ledger
from sayso.records import Problem, ProblemKind
from sayso.web import caching
from tests.web.conftest import Serve


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A ledger that can be written to."""
    Ledger.open(tmp_path / "desk.db").close()
    return tmp_path / "desk.db"


def report(desk: Path, name: str) -> None:
    with Ledger.open(desk) as ledger:
        ledger.add_problem(Problem(name, ProblemKind.EMPTY, "the file is empty"))


def names(client: TestClient) -> list[str]:
    return [problem["origin"] for problem in client.get("/api/v1/problems").json()["items"]]


def test_every_write_is_seen_at_once(serve: Serve, desk: Path) -> None:
    client = serve(desk)
    for number in range(4):
        assert names(client) == [f"page {n}" for n in range(number)] == names(client)
        report(desk, f"page {number}")


def test_what_is_given_again_is_the_same_to_the_last_header(serve: Serve, desk: Path) -> None:
    client = serve(desk)
    first, second, third = (client.get("/problems") for _ in range(3))
    assert first.content == second.content == third.content
    assert first.headers.multi_items() == second.headers.multi_items() == third.headers.multi_items()
    assert client.head("/problems").headers == first.headers


def test_another_name_of_the_server_is_another_page(serve: Serve, made_ledger: Path) -> None:
    client = serve(made_ledger)
    assert "http://localhost:1/claim" not in client.get("/claim/c1").text
    assert "http://localhost:1/claim" in client.get("/claim/c1", headers={"Host": "localhost:1"}).text


def test_what_failed_is_asked_again(serve: Serve, tmp_path: Path) -> None:
    client = serve(tmp_path / "late.db")
    assert client.get("/problems").status_code == 503
    Ledger.open(tmp_path / "late.db").close()
    assert client.get("/problems").status_code == 200


def test_no_more_is_kept_than_there_is_room_for(serve: Serve, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching, "ALL_KEPT", 10_000)
    client = serve(desk)
    kept = client.app.app.app  # type: ignore[attr-defined]
    for offset in range(20):
        client.get(f"/problems?offset={offset}")
    assert kept._size == sum(answer.size for answer in kept._kept.values()) <= 10_000
    monkeypatch.setattr(caching, "LARGEST_KEPT", 10)
    client.get("/problems?offset=99")
    assert kept._size <= 10_000
    assert all(len(answer.body) > 10 for answer in kept._kept.values())
