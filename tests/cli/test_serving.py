"""`sayso serve`: who may listen where, and a server as a user starts it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from sayso.cli.edge import Status
from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        ((), Status.NOTHING_DONE, "no ledger there yet; `sayso read` makes one"),
        (("--host", "0.0.0.0"), Status.WRONG_USE, "can be reached from other machines; give a --token"),
        (("--host", "::"), Status.WRONG_USE, "give a --token"),
        (("--token", "short"), Status.WRONG_USE, "take 16 letters or more"),
        (("--port", "70000"), Status.WRONG_USE, "--port"),
        (("--author", " "), Status.WRONG_USE, "--author: a name cannot be empty"),
    ],
)
def test_what_cannot_be_served_is_said_in_a_sentence(
    run: Run, arguments: tuple[str, ...], status: int, told: str
) -> None:
    done = run("serve", *arguments)
    assert (done.exit_code, done.stdout) == (status, "")
    assert told in done.stderr


def test_a_port_that_is_taken_is_named(run: Run, made_ledger: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("serve", "--ledger", str(made_ledger), "--port", port)
    assert done.exit_code == Status.NOTHING_DONE
    assert f"port {port} is taken; choose another with --port" in done.stderr


def test_an_address_of_another_machine_is_refused(run: Run, made_ledger: Path) -> None:
    token = "a-token-of-some-length"  # noqa: S105
    done = run("serve", "--ledger", str(made_ledger), "--host", "192.0.2.1", "--token", token)
    assert done.exit_code == Status.NOTHING_DONE
    assert "cannot listen on 192.0.2.1" in done.stderr


def test_without_the_extra_it_says_how_to_install_it(
    run: Run, made_ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fastapi", None)
    done = run("serve", "--ledger", str(made_ledger))
    assert done.exit_code == Status.NOTHING_DONE
    assert "pip install 'sayso[web]'" in done.stderr


def test_a_server_runs_until_it_is_interrupted(made_ledger: Path) -> None:
    command = [sys.executable, "-m", "sayso", "serve", "--ledger", str(made_ledger), "--port", "0"]
    quiet = {name: value for name, value in os.environ.items() if name != "SAYSO_TOKEN"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=quiet) as server:
        try:
            assert server.stderr is not None
            said = server.stderr.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+/", said)
            assert address is not None, said
            assert "1 story" in said
            answer = httpx.get(address[0], trust_env=False)
            assert answer.status_code == 200
            assert "server" not in answer.headers
        finally:
            server.send_signal(signal.SIGINT)
        assert server.wait(timeout=20) == Status.DONE
        assert server.stderr.read() == "stopped\n"
