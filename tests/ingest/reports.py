"""Reports to read: short, invented, in two stories, some of them copies; and pages that are trouble."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sayso.records import Page, Problem, ProblemKind

OPENINGS = (
    "PORT ELSE, June {day} (Coastwire) - Harbour master Ida Holm said on Monday that the dredger Bruin had damaged "
    "the north pier. The owner of the Bruin denied that the dredger touched the pier.",
    "Opposition leader Per Dahl said the dredger Bruin had damaged the north pier {day} times before. "
    '"If this is true, somebody must answer for it," Dahl said.',
    "The town council of Greyfield said on Tuesday that the mill would close. Mayor Ute Brandt denied that the mill "
    "would close before winter. A spokesman for the mill declined to comment on the closure of {day} looms.",
    "Mayor Ute Brandt could not confirm that the mill in Greyfield would close. Union secretary Nils Aho said "
    "{day} weavers had received letters.",
)
BODY = (
    " The inspectors of the region are expected to present their findings at the end of the month, after they have "
    "spoken with everybody who was there. Neither side has said whether it will go to court over the matter."
)


def text(number: int) -> str:
    return OPENINGS[number % len(OPENINGS)].format(day=1 + number // len(OPENINGS)) + BODY


def page(number: int, words: str | None = None) -> Page:
    content = (text(number) if words is None else words).encode()
    return Page(
        f"reports/{number:03}.txt", content, "text/plain", published_at=f"2025-06-{1 + number % 20:02}",
        outlet=f"paper{number % 3}.example",
    )  # fmt: skip


def pages(n_pages: int) -> list[Page]:
    """Different reports; every fifth carries the text of the first."""
    return [page(number, text(0) if number % 5 == 4 else None) for number in range(n_pages)]


def mixed(n_pages: int) -> list[Page | Problem]:
    """Reports with trouble between them."""
    items: list[Page | Problem] = list(pages(n_pages))
    items.insert(2, Problem("gone.txt", ProblemKind.NOT_FOUND, "there is no such file"))
    items.insert(5, Page("empty.txt", b"", "text/plain"))
    items.append(Problem("broken.jsonl", ProblemKind.BAD_JSON, "no closing bracket", "line 3"))
    return items


def dump(place: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a ledger, the search index as it would answer."""
    connection = sqlite3.connect(f"{place.as_uri()}?mode=ro", uri=True)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'article_index%'")
    tables = sorted(name for (name,) in names)
    rows = {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in tables}  # noqa: S608
    rows["search"] = connection.execute("SELECT rowid FROM article_index WHERE article_index MATCH 'pier'").fetchall()
    connection.close()
    return rows
