"""A process that reads into a ledger, tells what it was told is safe, and may be killed at any moment."""

from __future__ import annotations

from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from sayso.ingest import linking, storing
from sayso.ingest.linking import place_articles
from sayso.ingest.storing import read_into
from sayso.ledger import Ledger
from sayso.ledger.shelf import LedgerShelf
from tests.ingest import reports

N_PAGES = 16
# So that there are some eight commits to be killed between.
BATCH_ROWS = 2 * storing.ROWS_AN_ARTICLE
LINKING = "linking"


def read_and_tell(mouth: Connection, place: Path) -> None:
    """Read the reports; tell 0 at the start, then after each commit how many are stored, and when linking begins."""

    def told(shelf: LedgerShelf, ids: Sequence[str]) -> None:
        mouth.send(LINKING)
        place_articles(shelf, ids)

    storing.BATCH_ROWS = BATCH_ROWS
    linking.ARTICLES_AT_ONCE = 5
    linking.place_articles = told
    mouth.send(0)
    with Ledger.open(place) as ledger:
        items = reports.mixed(N_PAGES)
        read_into(ledger, items, workers=0, tagger=None, progress=lambda progress: mouth.send(progress.n_new))
