"""What goes into a ledger: articles with their findings, problems, and the links across articles.

Every function here runs inside a transaction that its caller opened. Rows are made before the first of them is
written, so that an article goes in whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Table, delete, exists, insert, select

from sayso.ledger import rows
from sayso.ledger.rows import Row
from sayso.ledger.schema import (
    LINK_TABLES,
    articles,
    bands,
    claims,
    entities,
    extractors,
    members,
    pages,
    positions,
    problems,
    quotation_forms,
    quotations,
    reprints,
    sketches,
    speakers,
    statements,
    stories,
    story_articles,
    unlinked,
)
from sayso.ledger.search import index_article
from sayso.linking import sketches as sketching
from sayso.records import Article, Findings, Links, Page, Problem, ProblemKind, Quotation, Speaker, Story

# Rows handed to the driver at once: as the design measured, 1,000 to 2,000.
ROWS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Extractor:
    """The program that found what a row holds; recorded with every row.

    Attributes:
        name: "sayso-rules" for rules alone, else with the tagger's name.
        version: of sayso, and of the tagger.
    """

    name: str
    version: str


class Added(Enum):
    """What became of an article that was handed to the ledger."""

    NEW = "new"
    KNOWN = "known"
    REFUSED = "refused"


def extractor_id(connection: Connection, extractor: Extractor) -> int:
    """The number of an extractor, which gets one when it is new."""
    row = {"name": extractor.name, "version": extractor.version}
    found = connection.scalar(select(extractors.c.id).filter_by(**row))
    if found is None:
        found = connection.execute(insert(extractors).values(row).returning(extractors.c.id)).scalar_one()
    return int(found)


def add_findings(connection: Connection, findings: Findings, page: Page, made_by: int) -> tuple[Added, Problem | None]:
    """Write one article with all that was found in it.

    Returns:
        NEW when it was written; KNOWN when the same id with the same bytes was there, and nothing changed; REFUSED,
        with the problem, when another article has the id or a field holds what no database can keep.

    Raises:
        ValueError: if the findings contradict themselves (two unlike speakers of one id, a statement twice).
    """
    article = findings.article
    stored = connection.scalar(select(pages.c.sha256).where(pages.c.article_id == article.id))
    if stored is not None:
        return (Added.KNOWN, None) if stored == article.sha256 else (Added.REFUSED, _taken(article))
    content = _rows_of(findings, page)
    if isinstance(content, Problem):
        return Added.REFUSED, content
    _forget_failures(connection, article.origin)
    for table, table_rows in content:
        _insert(connection, table, _stamped(table, table_rows, made_by))
    for problem in findings.problems:
        add_problem(connection, problem, made_by, article.id)
    index_article(connection, article.id)
    return Added.NEW, None


def add_problem(connection: Connection, problem: Problem, made_by: int, article_id: str | None = None) -> bool:
    """Write one problem; False if the same one was there already."""
    row = rows.problem_to_row(problem, article_id) | {"extractor_id": made_by}
    if connection.scalar(select(exists().where(problems.c.digest == row["digest"]))):
        return False
    connection.execute(insert(problems), row)
    return True


def replace_links(connection: Connection, links: Links, linked: Iterable[str], made_by: int) -> None:
    """Put `links` in the place of all links there are, and mark the `linked` articles as no longer waiting."""
    for table in LINK_TABLES:
        connection.execute(delete(table))
    for table, table_rows in _link_rows(links, _days(connection)):
        _insert(connection, table, _stamped(table, table_rows, made_by))
    ids = sorted(linked)
    for start in range(0, len(ids), ROWS_AT_ONCE):
        connection.execute(delete(unlinked).where(unlinked.c.article_id.in_(ids[start : start + ROWS_AT_ONCE])))


# -------------------------------------------------------------------------------------------------- one article


def _taken(article: Article) -> Problem:
    reason = (
        f"the ledger holds other text under the id {article.id}; that one stays. "
        "Give the changed article an id of its own to keep both"
    )
    return Problem(article.origin, ProblemKind.ID_TAKEN, reason)


def _rows_of(findings: Findings, page: Page) -> list[tuple[Table, list[Row]]] | Problem:
    """Every row of one article, table by table, in an order that keeps foreign keys whole."""
    article = findings.article
    try:
        sketch = sketching.sketch(article.text, article.furniture)
        content = [
            (articles, [rows.article_to_row(article)]),
            (pages, [rows.page_to_row(article, page)]),
            (speakers, [rows.speaker_to_row(speaker, article.id) for speaker in _speakers(findings)]),
            (statements, _statement_rows(findings)),
            (sketches, [{"article_id": article.id, "signature": sketch.signature, "version": sketching.VERSION}]),
            (bands, [{"band": band, "article_id": article.id} for band in sketch.bands]),
            (unlinked, [{"article_id": article.id}]),
        ]
        _check_letters(content)
    except UnicodeEncodeError as error:
        reason = f"half of a surrogate pair, {error.object[error.start : error.end]!r}, stands where a letter should"
        return Problem(article.origin, ProblemKind.BAD_ENCODING, reason)
    return content


def _speakers(findings: Findings) -> list[Speaker]:
    found: dict[str, Speaker] = {}
    for statement in findings.statements:
        speaker = statement.speaker
        if speaker is not None and found.setdefault(speaker.id, speaker) != speaker:
            raise ValueError(f"{statement.id}: two unlike speakers have the id {speaker.id}")
    return list(found.values())


def _statement_rows(findings: Findings) -> list[Row]:
    if len({statement.id for statement in findings.statements}) < len(findings.statements):
        raise ValueError(f"{findings.article.id}: two statements have one id")
    return [
        rows.statement_to_row(statement, findings.article.id, number)
        for number, statement in enumerate(findings.statements)
    ]


def _check_letters(content: Sequence[tuple[Table, list[Row]]]) -> None:
    for _, table_rows in content:
        for row in table_rows:
            for value in row.values():
                if isinstance(value, str):
                    value.encode()


def _forget_failures(connection: Connection, origin: str) -> None:
    """Drop the problems of an origin that could not be read before and now could."""
    of_it = problems.c.origin == rows.storable(origin)
    connection.execute(delete(problems).where(of_it, problems.c.at == "", problems.c.article_id.is_(None)))


# -------------------------------------------------------------------------------------------------------- links


def _link_rows(links: Links, days: dict[str, str]) -> Iterable[tuple[Table, list[Row]]]:
    yield reprints, [rows.reprint_to_row(reprint) for reprint in links.reprints]
    yield stories, [_story_row(story, days) for story in links.stories]
    yield (
        story_articles,
        [
            {"article_id": article_id, "story_id": story.id, "rank": rank}
            for story in links.stories
            for rank, article_id in enumerate(story.articles)
        ],
    )
    yield entities, [rows.entity_to_row(entity) for entity in links.entities]
    yield (
        members,
        [
            {"speaker_id": speaker_id, "entity_id": entity.id, "rank": rank}
            for entity in links.entities
            for rank, speaker_id in enumerate(entity.members)
        ],
    )
    yield claims, [rows.claim_to_row(claim, rank) for rank, claim in enumerate(links.claims)]
    yield (
        positions,
        [
            rows.position_to_row(position, claim.id, rank)
            for claim in links.claims
            for rank, position in enumerate(claim.positions)
        ],
    )
    yield from _quotation_rows(links.quotations)


def _quotation_rows(found: Sequence[Quotation]) -> Iterable[tuple[Table, list[Row]]]:
    yield quotations, [{"id": quotation.id, "speaker_id": quotation.speaker} for quotation in found]
    yield (
        quotation_forms,
        [
            rows.quotation_form_to_row(form, quotation.id, rank)
            for quotation in found
            for rank, form in enumerate(quotation.forms)
        ],
    )


def _story_row(story: Story, days: dict[str, str]) -> Row:
    known = sorted(days[article_id] for article_id in story.articles if article_id in days)
    first_on, last_on = (known[0], known[-1]) if known else (None, None)
    return {"id": story.id, "title": story.title, "first_on": first_on, "last_on": last_on}


def _days(connection: Connection) -> dict[str, str]:
    dated = select(articles.c.id, articles.c.dated_on).where(articles.c.dated_on.is_not(None))
    return {row.id: row.dated_on for row in connection.execute(dated)}


def _stamped(table: Table, table_rows: list[Row], made_by: int) -> list[Row]:
    if "extractor_id" not in table.c:
        return table_rows
    return [row | {"extractor_id": made_by} for row in table_rows]


def _insert(connection: Connection, table: Table, table_rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(table_rows), ROWS_AT_ONCE):
        connection.execute(insert(table), table_rows[start : start + ROWS_AT_ONCE])
