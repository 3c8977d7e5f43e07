"""The server, put together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import CapacityLimiter
from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.types import ASGIApp

from sayso.ledger import Readers, rules_extractor
from sayso.web import api, correcting, feeds, pages
from sayso.web.caching import Revisits
from sayso.web.failures import handle_failures
from sayso.web.forms import new_key
from sayso.web.safety import Door
from sayso.web.settings import Settings
from sayso.web.visits import Visits

# Requests worked on at once. Python runs one of them at a time, and more of them only take turns, which is not free;
# two, so that one which takes long does not hold up all others. Each may hold the database's page cache, and what waits
# costs nothing.
AT_ONCE = 2


def make_app(settings: Settings) -> ASGIApp:
    """An ASGI application for one ledger.

    Args:
        settings: its `ledger` is opened to read at every request, so that another process may write to it, and to
            write for every correction.
    """
    app = FastAPI(
        title="sayso",
        version=rules_extractor().version,
        description=api.DESCRIPTION,
        openapi_url="/api/v1/openapi.json",
        # Their pages would fetch scripts from another machine.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.readers = readers = Readers(settings.ledger)
    app.state.form_key = new_key()
    app.state.writers = CapacityLimiter(correcting.WRITERS)
    handle_failures(app)
    app.include_router(api.router)
    app.include_router(pages.router)
    app.include_router(correcting.router)
    app.include_router(feeds.router)
    api.describe(app)
    kept = Revisits(app, readers, "read only" if settings.read_only else "")
    return Door(Visits(kept, settings.ledger), settings)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = AT_ONCE
    readers: Readers = app.state.readers
    with readers:
        yield
