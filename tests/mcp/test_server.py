"""`sayso mcp` as an assistant's program starts it: a process, spoken to on its standard input and output."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import anyio
import pytest

from mcp import ClientSession, StdioServerParameters, stdio_client
from sayso.cli.edge import Status
from sayso.mcp.lines import LONGEST_LINE, BoundedLines
from tests.cli.conftest import Run, run

__all__ = ["run"]

CLIENT = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "0"}}


def command(ledger: Path) -> list[str]:
    return ["-m", "sayso", "mcp", "--ledger", str(ledger)]


def test_an_assistant_talks_to_the_process(made_ledger: Path) -> None:
    server = StdioServerParameters(command=sys.executable, args=command(made_ledger), env=dict(os.environ))

    async def talk() -> tuple[str, list[str], Any]:
        async with stdio_client(server) as streams, ClientSession(*streams) as session:
            met = await session.initialize()
            tools = await session.list_tools()
            answer = await session.call_tool("claim", {"id": "c1"})
            return met.instructions or "", [tool.name for tool in tools.tools], answer.structured_content

    told, names, answer = anyio.run(talk)
    assert "no_cell" in told
    assert names == ["search", "story", "claim", "ask", "who"]
    assert answer["claim"]["id"] == "c1"


def test_it_stops_when_it_is_interrupted_though_its_input_is_open(made_ledger: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, *command(made_ledger)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(message(1, "initialize", **CLIENT).encode())
        process.stdin.flush()
        assert b'"id":1' in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == Status.DONE
        assert process.stderr.read() == b"stopped\n"


def message(number: int, method: str, **params: Any) -> str:
    return json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params}) + "\n"


def test_what_is_no_message_is_passed_over(made_ledger: Path) -> None:
    said = [
        "x" * (3 * LONGEST_LINE) + "\n",
        "no JSON\n",
        message(1, "initialize", **CLIENT),
        json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}) + "\n",
        message(2, "tools/call", name="who", arguments={"name": "Ida Holm"}),
    ]
    process = subprocess.Popen(
        [sys.executable, *command(made_ledger)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("".join(said))
        process.stdin.flush()
        answers = [json.loads(process.stdout.readline()) for _ in range(2)]
        process.stdin.close()
        assert process.wait(timeout=20) == Status.DONE
    assert [answer["id"] for answer in answers] == [1, 2]
    assert answers[1]["result"]["structuredContent"]["speakers"][0]["name"] == "Ida Holm"


def test_lines_without_an_end_cost_no_more_than_the_longest_one() -> None:
    stream = io.BytesIO(b"one\n" + b"y" * (2 * LONGEST_LINE + 7) + b"\ntwo\n" + b"z" * LONGEST_LINE)

    async def read() -> list[str]:
        return [line async for line in BoundedLines(stream)]

    assert anyio.run(read) == ["one\n", "two\n"]


def test_a_ledger_that_is_not_there_is_told_at_once(run: Run) -> None:
    done = run("mcp", "--ledger", "gone.db")
    assert done.exit_code == Status.NOTHING_DONE
    assert "no ledger there yet" in done.stderr
    assert done.stdout == ""


def test_without_the_extra_it_says_how_to_install_it(
    run: Run, made_ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mcp.types", None)
    done = run("mcp", "--ledger", str(made_ledger))
    assert done.exit_code == Status.NOTHING_DONE
    assert "pip install 'sayso[mcp]'" in done.stderr
