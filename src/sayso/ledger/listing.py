"""Lists out of a ledger, a page at a time: what a reader leafs through, and a program fetches piece by piece.

Every list takes how many rows to give and how many to pass over, and costs what those rows cost: nothing here counts
a whole table. Like `queries`, it runs inside a transaction that its caller opened, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, Text, cast, exists, func, or_, select

from sayso.errors import NotInLedger
from sayso.ledger import queries, rows, search
from sayso.ledger.schema import (
    articles,
    claims,
    entities,
    extractors,
    members,
    positions,
    problems,
    quotation_forms,
    quotations,
    reprints,
    statements,
    stories,
    story_articles,
)
from sayso.ledger.writing import PERSON
from sayso.records import Article, Claim, Entity, Problem, Quotation, Reprint, SpeakerView, Statement, StorySummary

# Articles whose claims are asked for in one query.
ARTICLES_AT_ONCE = 100
# Articles of an outlet that are listed whole and put in order; of more, one of some dozens is met soon in any order.
FEW = 5_000
# Claims on which one speaker took unlike stances; whoever has more is a ministry.
MOST_TURNS = 50


@dataclass(frozen=True, slots=True)
class Extent:
    """Which rows of a list: `limit` of them, behind the first `offset`."""

    limit: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Sought:
    """What stories must have; what is "" is not asked for.

    Attributes:
        words: an article of the story holds all of these; as in `Ledger.search`.
        outlet: an article is of an outlet whose name holds these letters.
        speaker: somebody of that name, family name or id speaks in it.
        since, until: ISO 8601 days; an article is of that day or between.
        added_after: number of an article; one that was added later is in the story. 0: whichever.
    """

    words: str = ""
    outlet: str = ""
    speaker: str = ""
    since: str = ""
    until: str = ""
    added_after: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """Claims, of whatever stories, with what stands behind them.

    Attributes:
        articles: those in which something is said on the claims.
        statements: all of these articles'.
        reprints: those that these articles are.
    """

    claims: tuple[Claim, ...]
    articles: tuple[Article, ...]
    statements: tuple[Statement, ...]
    reprints: tuple[Reprint, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A part of what one speaker said.

    Attributes:
        view: statements in order of time, with the claims and quotations that these are on.
        turns: the claims on which it took unlike stances, of all that it said, with what it said on them; nothing in
            later parts than the first.
        n_statements, n_stories: how much it said in all, and in how many stories it speaks.
    """

    view: SpeakerView
    turns: SpeakerView
    n_statements: int
    n_stories: int


def stories_sought(connection: Connection, sought: Sought, extent: Extent) -> tuple[StorySummary, ...]:
    """The stories that have all that is sought, the one with the latest article first."""
    among = list(_story_conditions(connection, sought))
    return queries.story_summaries(connection, limit=extent.limit, offset=extent.offset, among=among)


def _story_conditions(connection: Connection, sought: Sought) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if sought.words:
        held = select(articles.c.id).where(search.holding(connection, search.phrases_of(sought.words)))
        inside = select(story_articles.c.story_id).where(story_articles.c.article_id.in_(held))
        conditions.append(stories.c.id.in_(inside))
    if sought.outlet:
        conditions.append(_told_by(connection, sought.outlet))
    if sought.speaker:
        conditions.append(stories.c.id.in_(select(entities.c.story_id).where(_called(sought.speaker))))
    if sought.added_after:
        # By the order of adding, from the end: the table of stories has no index of it.
        added = select(articles.c.id).where(articles.c.number > sought.added_after)
        conditions.append(
            stories.c.id.in_(select(story_articles.c.story_id).where(story_articles.c.article_id.in_(added)))
        )
    if sought.since:
        conditions.append(stories.c.last_on >= sought.since)
    if sought.until:
        conditions.append(stories.c.first_on <= sought.until)
    return conditions


def _told_by(connection: Connection, outlet: str) -> ColumnElement[bool]:
    """The condition that an article of a story is of an outlet whose name holds these letters."""
    few = _few_of(connection, outlet)
    if few is not None:
        inside = story_articles.c.article_id.in_(select(few.c.id))
        return stories.c.id.in_(select(story_articles.c.story_id).where(inside))
    # Most stories have one: to look at them in order until enough are found is cheaper than to list all of them.
    of_story = story_articles.c.story_id == stories.c.id
    named = articles.c.outlet.icontains(outlet, autoescape=True)
    return exists().where(of_story, story_articles.c.article_id == articles.c.id, named)


def _few_of(connection: Connection, outlet: str) -> Subquery | None:
    """Id and day of every article of outlets whose name holds these letters; None if they are many."""
    # From one name to the next along the index, as many steps as there are outlets.
    name = select(func.min(articles.c.outlet).label("name")).cte("outlets", recursive=True)
    following = select(func.min(articles.c.outlet)).where(articles.c.outlet > name.c.name).scalar_subquery()
    names = name.union_all(select(following).where(name.c.name.is_not(None)))
    holding = select(names.c.name).where(names.c.name.icontains(outlet, autoescape=True))
    found = select(articles.c.id, articles.c.dated_on).where(articles.c.outlet.in_(holding)).limit(FEW + 1).subquery()
    n_found = connection.scalar(select(func.count()).select_from(found)) or 0
    return found if n_found <= FEW else None


def _called(name: str) -> ColumnElement[bool]:
    key = rows.name_key(name)
    return or_(entities.c.name_key == key, entities.c.family_key == key, entities.c.identity == name)


def claims_listed(connection: Connection, extent: Extent, *, story: str, speaker: str) -> tuple[Claim, ...]:
    """Claims, story by story in the order that linking gave.

    Args:
        story: id of the only story; "": all of them.
        speaker: id of a speaker who takes a position on each; "": whoever.
    """
    chosen = select(claims.c.id).order_by(claims.c.story_id, claims.c.rank)
    if story:
        chosen = chosen.where(claims.c.story_id == story)
    if speaker:
        spoken = select(statements.c.id).join(members, members.c.speaker_id == statements.c.speaker_id).join(entities)
        own = select(positions.c.claim_id).where(
            positions.c.statement_id.in_(spoken.where(entities.c.identity == speaker))
        )
        chosen = chosen.where(claims.c.id.in_(own))
    ids = connection.scalars(chosen.limit(extent.limit).offset(extent.offset)).all()
    return tuple(queries.claims_where(connection, claims.c.id.in_(ids)))


def claims_lately(connection: Connection, extent: Extent) -> Told:
    """Claims on which something was said in the latest articles, the latest first; none of articles without a day."""
    # Along the index of days, so that it costs what it passes; joined at once, every position would be sorted first.
    by_day = select(articles.c.id).where(articles.c.dated_on.is_not(None))
    walked = iter(connection.scalars(by_day.order_by(articles.c.dated_on.desc(), articles.c.number.desc())))
    ids: dict[str, None] = {}
    while len(ids) < extent.offset + extent.limit and (some := list(islice(walked, ARTICLES_AT_ONCE))):
        told = select(positions.c.claim_id, statements.c.article_id).join(statements)
        rank = {id: number for number, id in enumerate(some)}
        found = connection.execute(told.where(statements.c.article_id.in_(some)))
        ids |= dict.fromkeys(
            row.claim_id for row in sorted(found, key=lambda row: (rank[row.article_id], row.claim_id))
        )
    chosen = list(ids)[extent.offset : extent.offset + extent.limit]
    known = {claim.id: claim for claim in queries.claims_where(connection, claims.c.id.in_(chosen))}
    listed = tuple(known[id] for id in chosen)
    inside = sorted({position.article for claim in listed for position in claim.positions})
    said = queries.statements_in(connection, inside)
    return Told(
        listed,
        queries.articles_of(connection, inside),
        tuple(statement for _, statement in said),
        reprints_among(connection, inside),
    )


def speakers_listed(connection: Connection, extent: Extent, *, name: str) -> tuple[Entity, ...]:
    """Speakers by name, then id; those whose name holds these letters, if there are any."""
    # Along the index of names; of one speaker's names the first counts. Grouped, all speakers would be sorted.
    other = entities.alias()
    earlier = exists().where(other.c.identity == entities.c.identity, other.c.name < entities.c.name)
    chosen = select(entities.c.identity)
    if name:
        chosen = chosen.where(entities.c.name.icontains(name, autoescape=True))
        earlier = earlier.where(other.c.name.icontains(name, autoescape=True))
    ordered = chosen.where(~earlier).group_by(entities.c.name, entities.c.identity)
    ordered = ordered.order_by(entities.c.name, entities.c.identity)
    ids = connection.scalars(ordered.limit(extent.limit).offset(extent.offset)).all()
    found = {entity.id: entity for entity in queries.identified(connection, entities.c.identity.in_(ids))}
    return tuple(found[id] for id in ids)


def speaker(connection: Connection, id: str) -> SpeakerView:
    """What one speaker said, by its id alone.

    Raises:
        NotInLedger: if none has it.
    """
    return queries.speaker_view(connection, _speaking(connection, id))


def _speaking(connection: Connection, id: str) -> Entity:
    found = queries.identified(connection, entities.c.identity == id)
    if not found:
        raise NotInLedger(f"no speaker has the id {id!r}")
    return found[0]


def spoken(connection: Connection, id: str, extent: Extent) -> Spoken:
    """A part of what one speaker said, by its id; statements are counted in order of time.

    Raises:
        NotInLedger: if none has it.
    """
    entity = _speaking(connection, id)
    own = queries.said_by(id)
    # As `queries` orders a whole view: by the day of speech, else by the article's; what has no day comes last.
    said_on = cast(statements.c.said_start, Text)
    day = func.coalesce(said_on, articles.c.dated_on, "9999-12-31")
    ordered = select(statements.c.id).join(articles).where(own)
    ordered = ordered.order_by(day, statements.c.article_id, statements.c.number)
    ids = connection.scalars(ordered.limit(extent.limit).offset(extent.offset)).all()
    # Told at the head of the list alone: all that was ever said is looked through for them.
    turning = [] if extent.offset else list(dict.fromkeys(connection.scalars(_turning(connection, own))))
    in_stories = select(func.count(entities.c.story_id.distinct())).where(entities.c.identity == id)
    return Spoken(
        queries.speaker_view(connection, entity, ids),
        queries.speaker_view(connection, entity, turning),
        connection.scalar(select(func.count()).select_from(statements).where(own)) or 0,
        connection.scalar(in_stories) or 0,
    )


def _turning(connection: Connection, own: ColumnElement[bool]) -> Select[Any]:
    """Ids of statements with unlike stances on one claim, among some statements."""
    unlike = func.count(positions.c.stance.distinct()) > 1
    taken = select(positions.c.claim_id).join(statements).where(own).group_by(positions.c.claim_id).having(unlike)
    turned = connection.scalars(taken.limit(MOST_TURNS)).all()
    return select(statements.c.id).join(positions).where(own, positions.c.claim_id.in_(turned))


def articles_listed(
    connection: Connection, extent: Extent, *, story: str, outlet: str, ids: Sequence[str]
) -> tuple[Article, ...]:
    """Articles, the newest first; of one story, of an outlet whose name holds these letters, of these ids."""
    few = _few_of(connection, outlet) if outlet else None
    table = articles if few is None else few
    chosen = select(table.c.id).order_by(table.c.dated_on.desc(), table.c.id)
    if story:
        inside = select(story_articles.c.article_id).where(story_articles.c.story_id == story)
        chosen = chosen.where(table.c.id.in_(inside))
    if outlet and few is None:
        chosen = chosen.where(articles.c.outlet.icontains(outlet, autoescape=True))
    if ids:
        chosen = chosen.where(table.c.id.in_(ids))
    found = connection.scalars(chosen.limit(extent.limit).offset(extent.offset)).all()
    return queries.articles_of(connection, found)


def quotations_listed(connection: Connection, extent: Extent, *, story: str) -> tuple[Quotation, ...]:
    """Quotations that several articles print, in the order of ids."""
    chosen = select(quotations.c.id).order_by(quotations.c.id)
    if story:
        chosen = chosen.where(quotations.c.story_id == story)
    ids = connection.scalars(chosen.limit(extent.limit).offset(extent.offset)).all()
    return tuple(queries.quotations_where(connection, quotations.c.id.in_(ids)))


def quotation(connection: Connection, id: str) -> Quotation:
    """One quotation by its id.

    Raises:
        NotInLedger: if none has it.
    """
    found = next(queries.quotations_where(connection, quotations.c.id == id), None)
    if found is None:
        raise NotInLedger(f"no quotation has the id {id!r}")
    return found


def quotations_in(connection: Connection, article_id: str) -> tuple[Quotation, ...]:
    """The quotations that an article prints and others too, in the order of ids."""
    own = select(quotation_forms.c.quotation_id).join(statements).where(statements.c.article_id == article_id)
    return tuple(queries.quotations_where(connection, quotations.c.id.in_(own)))


def problems_listed(connection: Connection, extent: Extent) -> tuple[Problem, ...]:
    """Problems, in the order met."""
    chosen = select(problems).order_by(problems.c.number).limit(extent.limit).offset(extent.offset)
    return tuple(rows.problem_from_row(row._mapping) for row in connection.execute(chosen))


def reprints_among(connection: Connection, article_ids: Sequence[str]) -> tuple[Reprint, ...]:
    """Reprints that these articles are, in the order of the articles that carry the text."""
    found: list[Reprint] = []
    for some in queries.batched(sorted(article_ids)):
        found += queries.reprints_where(connection, reprints.c.article_id.in_(some))
    return tuple(found)


def programs(connection: Connection) -> tuple[tuple[str, str], ...]:
    """Name and version of every program that found something in the ledger."""
    chosen = (
        select(extractors.c.name, extractors.c.version)
        .where(extractors.c.name != PERSON)
        .order_by(extractors.c.name, extractors.c.version)
    )
    return tuple((row.name, row.version) for row in connection.execute(chosen))
