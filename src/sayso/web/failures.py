"""Everything that can go wrong, in one shape: a page for a reader, one JSON object for a program."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from sayso.errors import LedgerError, NoQuestion, NotInLedger
from sayso.web.drawing import draw

API = "/api/"


class Kind(Enum):
    """What a failure is called, with its HTTP status; the names never change."""

    WRONG_USE = ("wrong_use", 400)
    NO_TOKEN = ("no_token", 401)
    FORBIDDEN = ("forbidden", 403)
    NOT_FOUND = ("not_found", 404)
    READ_ONLY = ("read_only", 405)
    TOO_MUCH = ("too_much", 413)
    TOO_LONG = ("too_long", 414)
    WRONG_HOST = ("wrong_host", 421)
    FAULT = ("fault", 500)
    LEDGER = ("ledger", 503)

    @property
    def word(self) -> str:
        """As programs read it."""
        return self.value[0]

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.value[1]


class Refused(Exception):
    """A request that asks for what cannot be given.

    Attributes:
        message: what can be done.
        back: address of the page to go back to; "" where there is none.
    """

    def __init__(self, kind: Kind, message: str, back: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.back = back


def failure(
    path: str, kind: Kind, message: str, headers: Mapping[str, str] | None = None, *, back: str = ""
) -> Response:
    """The answer to a request that failed: a page, or below /api/ `{"error": {"status", "kind", "message"}}`."""
    if path.startswith(API):
        error = {"status": kind.status, "kind": kind.word, "message": message}
        answer: Response = JSONResponse({"error": error}, kind.status)
    else:
        answer = draw("error.html", status=kind.status, kind=kind, message=message, back=back)
    answer.headers.update(headers or {})
    return answer


def handle_failures(app: FastAPI) -> None:
    """Have every exception end as a `failure`."""
    by_status = {kind.status: kind for kind in Kind}

    @app.exception_handler(Refused)
    def refused(request: Request, error: Refused) -> Response:
        return failure(request.url.path, error.kind, error.message, back=error.back)

    @app.exception_handler(NotInLedger)
    def not_in_ledger(request: Request, error: NotInLedger) -> Response:
        return failure(request.url.path, Kind.NOT_FOUND, str(error))

    @app.exception_handler(NoQuestion)
    def no_question(request: Request, error: NoQuestion) -> Response:
        return failure(request.url.path, Kind.WRONG_USE, str(error))

    @app.exception_handler(LedgerError)
    def ledger(request: Request, error: LedgerError) -> Response:
        return failure(request.url.path, Kind.LEDGER, str(error))

    @app.exception_handler(RequestValidationError)
    def wrong_use(request: Request, error: RequestValidationError) -> Response:
        told = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors())
        return failure(request.url.path, Kind.WRONG_USE, told)

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        kind = by_status.get(error.status_code, Kind.NOT_FOUND)
        message = "there is nothing at this address" if kind is Kind.NOT_FOUND else str(error.detail)
        return failure(request.url.path, kind, message, error.headers)

    @app.exception_handler(Exception)
    def fault(request: Request, error: Exception) -> Response:
        return failure(request.url.path, Kind.FAULT, "this is a fault in sayso; the server's own output says more")
