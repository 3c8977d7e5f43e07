"""Storing what was found, in order and in whole steps, and linking it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from sayso.ingest.linking import relink
from sayso.ingest.pool import examine_all
from sayso.ledger import Added, Extractor, Ledger, rules_extractor
from sayso.records import Findings, Page, Problem, ProblemKind

if TYPE_CHECKING:
    from sayso.attribution import Tagger

logger = logging.getLogger(__name__)

# A batch is committed when it has this many rows; with one commit an article, the disk's flushes set the pace.
BATCH_ROWS = 1_000
# Seconds after which a smaller batch is committed too, so that progress is seen and little is lost.
BATCH_SECONDS = 2.0
# Rows an article makes besides its speakers and statements: article, page, sketch, 16 bands, search entry.
ROWS_AN_ARTICLE = 20


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a read has come; all that it counts is on the disk.

    Attributes:
        n_new, n_known: articles added, and articles that were there already.
        n_problems: problems met, those inside articles included.
        origin: of the page stored last.
    """

    n_new: int
    n_known: int
    n_problems: int
    origin: str


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What a read did.

    Attributes:
        n_articles: articles met, new and known.
        problems: in the order met.
        n_boilerplate: articles that share a passage with so many others that only the first of those were compared.
    """

    n_articles: int
    n_new: int
    n_known: int
    n_problems: int
    problems: tuple[Problem, ...]
    n_boilerplate: int = 0


@dataclass(slots=True)
class _Tally:
    """What has been stored so far."""

    n_new: int = 0
    n_known: int = 0
    problems: list[Problem] = field(default_factory=list)

    def progress(self, origin: str) -> Progress:
        return Progress(self.n_new, self.n_known, len(self.problems), origin)

    def report(self, n_boilerplate: int) -> ReadReport:
        n_articles = self.n_new + self.n_known
        problems = tuple(self.problems)
        return ReadReport(n_articles, self.n_new, self.n_known, len(problems), problems, n_boilerplate)


def read_into(
    ledger: Ledger,
    items: Iterable[Page | Problem],
    *,
    workers: int,
    tagger: Tagger | None,
    extractor: Extractor | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> ReadReport:
    """Examine pages, store what was found, and link it with all that the ledger holds.

    A page whose very bytes the ledger knows is not examined again. The process may be killed at any moment: what
    `progress` was told is kept, and reading the same again ends in the ledger that an undisturbed run would have made.

    Args:
        items: pages and problems, as `read_origins` gives them.
        workers: as in `examine_all`.
        tagger: as in `examine_all`.
        extractor: name and version to record with every row; sayso's rules if there is neither this nor a tagger.
        progress: called after each commit.

    Raises:
        LedgerError: if the ledger cannot be written; all that was reported before is kept.
        SaysoError: if no page at all can be examined.
    """
    tally = _Tally()
    made_by = extractor or _extractor_of(tagger)
    outcomes = examine_all(_unknown(ledger, items, tally), workers=workers, tagger=tagger)
    with closing(outcomes):  # type: ignore[type-var]
        for batch in _batches(outcomes):
            with ledger.batch():
                for outcome in batch:
                    _store(ledger, outcome, made_by, tally)
            if progress:
                progress(tally.progress(_origin_of(batch[-1])))
    return tally.report(relink(ledger))


def _unknown(ledger: Ledger, items: Iterable[Page | Problem], tally: _Tally) -> Iterator[Page | Problem]:
    """The items that must be examined: all but the pages whose very bytes are stored."""
    for item in items:
        if isinstance(item, Page) and ledger.knows(item, sha256(item.content).hexdigest()):
            tally.n_known += 1
        else:
            yield item


def _batches(outcomes: Iterable[tuple[Page, Findings] | Problem]) -> Iterator[list[tuple[Page, Findings] | Problem]]:
    batch: list[tuple[Page, Findings] | Problem] = []
    n_rows, since = 0, time.monotonic()
    for outcome in outcomes:
        batch.append(outcome)
        n_rows += 1 if isinstance(outcome, Problem) else ROWS_AN_ARTICLE + 2 * len(outcome[1].statements)
        if n_rows >= BATCH_ROWS or time.monotonic() - since >= BATCH_SECONDS:
            yield batch
            batch, n_rows, since = [], 0, time.monotonic()
    if batch:
        yield batch


def _store(ledger: Ledger, outcome: tuple[Page, Findings] | Problem, made_by: Extractor, tally: _Tally) -> None:
    if isinstance(outcome, Problem):
        ledger.add_problem(outcome, extractor=made_by)
        tally.problems.append(outcome)
        return
    page, findings = outcome
    try:
        added, problem = ledger.add(findings, page, extractor=made_by)
    except ValueError as error:
        # Findings that contradict themselves: a fault of sayso's own, and of this page alone.
        _store(ledger, Problem(page.origin, ProblemKind.INTERNAL, f"sayso failed on it: {error}"), made_by, tally)
        return
    tally.n_new += added is Added.NEW
    tally.n_known += added is Added.KNOWN
    tally.problems += [problem] if problem else findings.problems if added is Added.NEW else ()


def _origin_of(outcome: tuple[Page, Findings] | Problem) -> str:
    return outcome.origin if isinstance(outcome, Problem) else outcome[0].origin


def _extractor_of(tagger: Tagger | None) -> Extractor:
    rules = rules_extractor()
    return rules if tagger is None else Extractor(f"sayso with {tagger.name}", rules.version)
