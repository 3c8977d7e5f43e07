"""Ask the server as an assistant's program does, without a process between."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp.types import CallToolResult, Tool

from mcp import Client
from sayso.mcp.server import make_server
from tests.web.conftest import hostile_ledger, ids, made_ledger

__all__ = ["hostile_ledger", "ids", "made_ledger"]

HOME = "http://127.0.0.1:8642"
Ask = Callable[..., Any]


def called(ledger: Path, name: str, arguments: dict[str, Any]) -> CallToolResult:
    """What a tool answers, by the protocol's own client."""

    async def call() -> CallToolResult:
        async with Client(make_server(str(ledger), HOME)) as client:
            return await client.call_tool(name, arguments)

    return anyio.run(call)


def listed(ledger: Path) -> dict[str, Tool]:
    """The tools as an assistant's program sees them."""

    async def ask() -> list[Tool]:
        async with Client(make_server(str(ledger), HOME)) as client:
            return (await client.list_tools()).tools

    return {tool.name: tool for tool in anyio.run(ask)}


@pytest.fixture
def ask(made_ledger: Path) -> Ask:
    """Call a tool on the story of the trawler; the answer as plain JSON."""

    def ask(name: str, /, **arguments: Any) -> Any:
        answer = called(made_ledger, name, arguments)
        assert not answer.is_error, answer.content
        return answer.structured_content

    return ask
