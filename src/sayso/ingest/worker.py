"""What a worker process does: examine one page after another until nobody sends any more.

This is the outermost edge of examining: whatever goes wrong with one page becomes that page's problem.
"""

from __future__ import annotations

import logging
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from sayso.errors import SaysoError, UnreadablePage
from sayso.records import Findings, Page, Problem, ProblemKind

if TYPE_CHECKING:
    from sayso.attribution import Tagger
    from sayso.reading import HtmlExtractor

logger = logging.getLogger(__name__)

# What a worker says first, once all it needs is imported.
READY = "ready"


def work(pipe: Connection) -> None:
    """Take the tagger from `pipe`, then answer each page with Findings, a Problem or the SaysoError to stop the run."""
    import sayso.pipeline  # noqa: F401 - before the first page, whose time it would be
    from sayso.reading import GuardedExtractor

    # Whoever holds the other end has gone, or was killed: nobody waits for an answer.
    with suppress(EOFError, OSError), GuardedExtractor() as html:
        tagger: Tagger | None = pipe.recv()
        pipe.send(READY)
        while True:
            page: Page = pipe.recv()
            try:
                pipe.send(examine(page, tagger=tagger, html=html))
            except SaysoError as error:
                pipe.send(error)


def examine(page: Page, *, tagger: Tagger | None, html: HtmlExtractor) -> Findings | Problem:
    """The findings of a page, or why there are none.

    Raises:
        SaysoError: if no page could be examined any better: a broken word list, no process to clean HTML in.
    """
    from sayso.pipeline import examine_page

    try:
        return examine_page(page, tagger=tagger, html=html)
    except UnreadablePage as error:
        return Problem(page.origin, ProblemKind(error.kind), error.reason)
    except SaysoError:
        raise
    except MemoryError:
        return Problem(page.origin, ProblemKind.OUT_OF_MEMORY, "the page needs more memory than there is")
    except Exception as error:  # noqa: BLE001 - the outermost edge: one page must not end a run of millions
        logger.info("%s: %s", page.origin, traceback.format_exc())
        where = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"sayso failed on it: {type(error).__name__}: {error} (in {where.name}); please report this"
        return Problem(page.origin, ProblemKind.INTERNAL, reason)
