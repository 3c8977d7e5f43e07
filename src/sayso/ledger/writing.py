"""What goes into a ledger: articles with their findings, problems, and the links across articles.

Every function here runs inside a transaction that its caller opened. Rows are made before the first of them is
written, so that an article goes in whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Table, delete, exists, insert, select, update

from sayso.ledger import rows
from sayso.ledger.identities import identities_of
from sayso.ledger.rows import Row
from sayso.ledger.schema import (
    articles,
    claims,
    corrections,
    entities,
    extractors,
    fixed_speakers,
    members,
    pages,
    positions,
    problems,
    quotation_forms,
    quotations,
    speakers,
    statements,
    stories,
    story_articles,
    unlinked,
)
from sayso.ledger.search import index_article
from sayso.ledger.shelf import forget_stories
from sayso.records import Article, Correction, Findings, Page, Problem, ProblemKind, Speaker, Statement, StoryLinks

# Rows handed to the driver at once: as the design measured, 1,000 to 2,000.
ROWS_AT_ONCE = 1_000


# What the rows are stamped with that a person's correction made; the version is that of the sayso it was told to.
PERSON = "person"


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


def replace_story_links(
    connection: Connection, links: StoryLinks, found: Mapping[str, Speaker], made_by: int, person: Extractor
) -> None:
    """Put what the articles of a story say together in the place of what they said before.

    Args:
        found: the speakers of the story's articles by id, as they were found.
        person: stamped on speakers that a person named and no article has.
    """
    id = links.story.id
    forget_stories(connection, [id])
    _add_named(connection, links.fixed, found, person)
    named = {statement.speaker.id: statement.speaker for statement in links.fixed if statement.speaker}
    identity_of = identities_of(connection, links.entities, {**named, **found})
    for table, table_rows in link_rows(links, identity_of):
        _insert(connection, table, _stamped(table, table_rows, made_by))
    connection.execute(update(stories).where(stories.c.id == id).values(is_stale=False))


def _add_named(
    connection: Connection, fixed: Iterable[Statement], found: Mapping[str, Speaker], person: Extractor
) -> None:
    """Write the speakers that only a person named; each once, since its id holds all that it is."""
    for statement in fixed:
        speaker = statement.speaker
        if speaker is None or speaker.id in found:
            continue
        if connection.scalar(select(exists().where(speakers.c.id == speaker.id))):
            continue
        row = rows.speaker_to_row(speaker, statement.id.rpartition(".")[0])
        connection.execute(insert(speakers), row | {"extractor_id": extractor_id(connection, person)})


def mark_stale(connection: Connection, article_ids: Iterable[str]) -> None:
    """Have the stories of these articles told anew."""
    inside = select(story_articles.c.story_id).where(story_articles.c.article_id.in_(sorted(article_ids)))
    connection.execute(update(stories).where(stories.c.id.in_(inside)).values(is_stale=True))


def add_correction(connection: Connection, correction: Correction) -> int:
    """Write one correction; its number."""
    made = insert(corrections).values(rows.correction_to_row(correction)).returning(corrections.c.number)
    return int(connection.execute(made).scalar_one())


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
        content = [
            (articles, [rows.article_to_row(article)]),
            (pages, [rows.page_to_row(article, page)]),
            (speakers, [rows.speaker_to_row(speaker, article.id) for speaker in _speakers(findings)]),
            (statements, _statement_rows(findings)),
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


def link_rows(links: StoryLinks, identity_of: Mapping[str, str]) -> Iterable[tuple[Table, list[Row]]]:
    """The rows of what a story's articles say together, table by table, so that foreign keys stay whole."""
    own = {"story_id": links.story.id}
    yield (
        entities,
        [rows.entity_to_row(entity) | own | {"identity": identity_of[entity.id]} for entity in links.entities],
    )
    yield (
        members,
        [
            {"speaker_id": speaker_id, "entity_id": entity.id, "rank": rank}
            for entity in links.entities
            for rank, speaker_id in enumerate(entity.members)
        ],
    )
    yield fixed_speakers, [rows.fixed_speaker_to_row(statement) | own for statement in links.fixed]
    yield claims, [rows.claim_to_row(claim, rank) for rank, claim in enumerate(links.claims)]
    yield (
        positions,
        [
            rows.position_to_row(position, claim.id, rank)
            for claim in links.claims
            for rank, position in enumerate(claim.positions)
        ],
    )
    yield quotations, [{"id": found.id, "speaker_id": found.speaker} | own for found in links.quotations]
    yield (
        quotation_forms,
        [
            rows.quotation_form_to_row(form, found.id, rank)
            for found in links.quotations
            for rank, form in enumerate(found.forms)
        ],
    )


def _stamped(table: Table, table_rows: list[Row], made_by: int) -> list[Row]:
    if "extractor_id" not in table.c:
        return table_rows
    return [row | {"extractor_id": made_by} for row in table_rows]


def _insert(connection: Connection, table: Table, table_rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(table_rows), ROWS_AT_ONCE):
        connection.execute(insert(table), table_rows[start : start + ROWS_AT_ONCE])
