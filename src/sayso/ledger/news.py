"""How far a ledger had come, and which stories have more since: by the order of adding, for a ledger keeps no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from sayso.ledger import queries
from sayso.ledger.schema import articles, claims, corrections, positions, statements, story_articles

# Claims named for one story.
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a ledger had come at some time.

    Attributes:
        article: number of the last article; 0 of an empty ledger.
        id: that article's id, by which another ledger is told from this one.
        correction: number of the last correction; 0 if there was none.
    """

    article: int
    id: str
    correction: int


@dataclass(frozen=True, slots=True)
class StoryNews:
    """What a story has more than at a mark.

    Attributes:
        is_new: whether it has nothing older.
        articles: how many are new in it.
        claims: how many of its claims are made in new articles alone; none are counted of a new story.
        named: ids and glosses of the first of these.
        is_corrected: whether somebody corrected something in it.
    """

    is_new: bool
    articles: int
    claims: int
    named: tuple[tuple[str, str], ...]
    is_corrected: bool


def mark(connection: Connection) -> Mark:
    """How far the ledger has come."""
    last = connection.execute(
        select(articles.c.number, articles.c.id).order_by(articles.c.number.desc()).limit(1)
    ).first()
    number, id = tuple(last) if last else (0, "")
    return Mark(number, id, connection.scalar(select(func.max(corrections.c.number))) or 0)


def article_numbered(connection: Connection, number: int) -> str:
    """The id of the article that was added as the one of this number; "" if there is none."""
    return connection.scalar(select(articles.c.id).where(articles.c.number == number)) or ""


def n_added(connection: Connection, since: Mark) -> int:
    """How many articles were added since a mark."""
    return connection.scalar(select(func.count()).where(articles.c.number > since.article)) or 0


def story_news(connection: Connection, since: Mark, story_ids: Sequence[str]) -> dict[str, StoryNews]:
    """What is new in those of these stories that have something new."""
    is_new = story_articles.c.number > since.article
    counted = (
        select(story_articles.c.story_id, func.count().label("n"), func.count().filter(is_new).label("n_new"))
        .where(story_articles.c.story_id.in_(story_ids))
        .group_by(story_articles.c.story_id)
    )
    counts = {row.story_id: (row.n_new, row.n) for row in connection.execute(counted)}
    grown = [id for id, (n_new, n) in counts.items() if 0 < n_new < n]
    made = _claims_made(connection, since, grown)
    touched = _corrected(connection, since)
    return {
        id: StoryNews(n_new == n, n_new, len(made.get(id, ())), tuple(made.get(id, ())[:MOST_NAMED]), id in touched)
        for id, (n_new, n) in counts.items()
        if n_new or id in touched
    }


def _claims_made(connection: Connection, since: Mark, story_ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    chosen = (
        select(claims.c.story_id, claims.c.id, claims.c.gloss)
        .select_from(
            claims.join(positions).join(statements, statements.c.id == positions.c.statement_id).join(articles)
        )
        .where(claims.c.story_id.in_(story_ids))
        .group_by(claims.c.id)
        .having(func.min(articles.c.number) > since.article)
        .order_by(claims.c.story_id, claims.c.rank)
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for row in connection.execute(chosen):
        found.setdefault(row.story_id, []).append((row.id, row.gloss))
    return found


def _corrected(connection: Connection, since: Mark) -> set[str]:
    """The stories of what was corrected since; of what was taken back, those of what it was about."""
    if not connection.scalar(select(func.count()).where(corrections.c.number > since.correction)):
        return set()
    made = queries.corrections_by_number(connection)
    ids: set[str] = set()
    for number, correction in made.items():
        while correction.undoes in made and number > since.correction:
            correction = made[correction.undoes]
        if number > since.correction:
            ids |= {*correction.articles, *correction.others}
            ids |= {excerpt.article for excerpt in (*correction.statements, *correction.against)}
    inside: set[str] = set()
    for some in queries.batched(sorted(ids)):
        chosen = select(story_articles.c.story_id).where(story_articles.c.article_id.in_(some))
        inside.update(connection.scalars(chosen))
    return inside
