"""A server of `sayso serve`, asked by HTTP: one request, one answer or one error of the ledger's own kind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

import httpx

from sayso.errors import LedgerError, NotInLedger
from sayso.formats import Json

API = "/api/v1"
# Seconds until a machine that is there has taken the call.
CONNECT_S = 5.0
# Rows of one request, the most that a server gives.
ROWS = 500
# Bytes behind the "?" that every server takes.
LONGEST_QUERY = 3_500


class Server:
    """One server, and how it is asked.

    Args:
        address: as `sayso serve` prints it; a token may stand behind it.
        token: what the server asks for; "" where the address has it, or none is needed.
        wait_s: how long the server may be silent before the request is given up.

    Raises, from every method:
        LedgerError: if the server cannot be reached, is none of sayso, or will not answer; the message says which.
    """

    def __init__(self, address: str, *, token: str, wait_s: float) -> None:
        try:
            parts = urlsplit(address)
            token = token or dict(parse_qsl(parts.query)).get("token", "")
            self.place = urlunsplit((parts.scheme, parts.netloc, "", "", ""))
            self._client = httpx.Client(
                base_url=self.place,
                headers={"Authorization": f"Bearer {token}"} if token else {},
                timeout=httpx.Timeout(wait_s, connect=min(wait_s, CONNECT_S)),
                # That server is asked and no other: no proxy of the environment learns what is looked for.
                trust_env=False,
            )
        except (ValueError, httpx.InvalidURL) as error:
            raise LedgerError(f"{address!r} is no address of a server: {error}") from error

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def get(self, *path: str, **asked: Any) -> Any:
        """The JSON at an address below the API's.

        Args:
            path: its parts; each may hold any letters.
            asked: what stands behind the "?"; what is None or "" is left out.

        Raises:
            NotInLedger: if there is nothing by that id.
        """
        with self._asked(path, asked) as answer:
            answer.read()
            return self._json(answer.text)

    def items(self, *path: str, limit: int | None = None, offset: int = 0, **asked: Any) -> Iterator[Json]:
        """The rows of a list, asked for a page at a time."""
        wanted = limit
        while wanted is None or wanted > 0:
            n_rows = ROWS if wanted is None else min(wanted, ROWS)
            rows, has_more = self._page(self.get(*path, limit=n_rows, offset=offset, **asked))
            yield from rows
            if not has_more:
                return
            offset += n_rows
            wanted = None if wanted is None else wanted - n_rows

    def lines(self, *path: str) -> Iterator[Json]:
        """The rows of a whole table, as they come."""
        with self._asked(path, {}) as answer:
            for line in answer.iter_lines():
                yield self._json(line)

    @contextmanager
    def _asked(self, path: tuple[str, ...], asked: dict[str, Any]) -> Iterator[httpx.Response]:
        address = "/".join((API, *(quote(part, safe="", errors="replace") for part in path)))
        given = {name: value for name, value in asked.items() if value not in (None, "")}
        try:
            with self._client.stream("GET", address, params=given) as answer:
                if answer.status_code != httpx.codes.OK:
                    answer.read()
                    raise self._refusal(answer)
                yield answer
        except httpx.TimeoutException as error:
            raise LedgerError(f"{self.place}: the server did not answer in time") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise LedgerError(f"{self.place}: the server cannot be asked: {error or type(error).__name__}") from error

    def _page(self, answer: Any) -> tuple[list[Json], bool]:
        try:
            return list(answer["items"]), answer["next"] is not None
        except (KeyError, TypeError) as error:
            raise LedgerError(f"{self.place}: another version of sayso answers there: {error!r}") from error

    def _refusal(self, answer: httpx.Response) -> LedgerError:
        try:
            told = self._json(answer.text)["error"]
            kind, message = str(told["kind"]), str(told["message"])
        except (KeyError, TypeError):
            kind, message = "", f"the server cannot be asked: status {answer.status_code}"
        return NotInLedger(message) if kind == "not_found" else LedgerError(f"{self.place}: {message}")

    def _json(self, text: str) -> Any:
        try:
            return json.loads(text)
        except ValueError as error:
            raise LedgerError(f"{self.place}: no server of sayso answers there") from error
