"""What a ledger answers: articles, stories, claims, speakers, hits. Nothing here writes.

Every function runs inside a transaction that its caller opened, so that the parts of one answer fit together.
In answers that reach across articles, a statement's speaker carries the id and the name of its entity.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import (
    BindParameter,
    Column,
    Connection,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    case,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.sql.elements import ColumnElement

from sayso.errors import NotInLedger
from sayso.ledger import rows, search
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
    reprints,
    speakers,
    statements,
    stories,
    story_articles,
    unlinked,
)
from sayso.linking.amendments import NOT_DECIDED
from sayso.linking.identities import joined
from sayso.records import (
    Article,
    Claim,
    Correction,
    Entity,
    Findings,
    Hit,
    Position,
    Problem,
    Quotation,
    QuotationForm,
    Reprint,
    Speaker,
    SpeakerView,
    Statement,
    Story,
    StorySummary,
    StoryView,
)

# Ids in one IN (...): SQLite takes 32,766 at most.
IDS_AT_ONCE = 500
# Ids or names offered to a user whose own did not match.
SUGGESTIONS = 5

# Name of a list of ids that a question is put with.
IDS = "ids"
# The same of a story's id.
STORY = "story"

Item = TypeVar("Item")
# How the articles of stories are ordered.
STORY_ORDER = (
    story_articles.c.story_id,
    story_articles.c.day,
    story_articles.c.instant,
    story_articles.c.article_id,
)


# ------------------------------------------------------------------------------------------------------- articles


def known(connection: Connection, *, id: str | None, origin: str, sha256: str) -> bool:
    """Whether a page was read before: by its own id if it has one, else by origin; and by its digest."""
    same = select(pages.c.article_id).where(pages.c.sha256 == sha256)
    by = pages.c.article_id == id if id is not None else pages.c.origin == rows.storable(origin)
    return connection.execute(same.where(by)).first() is not None


def findings_of(connection: Connection, ids: Sequence[str]) -> tuple[Findings, ...]:
    """The findings of these articles, as they were added; in the order of `ids`."""
    examined: list[Findings] = []
    for some in batched(ids):
        said: dict[str, list[Statement]] = {id: [] for id in some}
        for article_id, statement in _statements(connection, statements.c.article_id.in_(some), identified=False):
            said[article_id].append(statement)
        trouble: dict[str, list[Problem]] = {id: [] for id in some}
        inside = select(problems).where(problems.c.article_id.in_(some)).order_by(problems.c.number)
        for row in connection.execute(inside):
            trouble[row.article_id].append(rows.problem_from_row(row._mapping))
        for item in articles_of(connection, some):
            examined.append(Findings(item, tuple(said[item.id]), tuple(trouble[item.id])))
    return tuple(examined)


def articles_of(connection: Connection, ids: Sequence[str]) -> tuple[Article, ...]:
    """These articles, in the order of `ids`.

    Raises:
        NotInLedger: if there is no such article.
    """
    found: dict[str, Article] = {}
    for some in batched(ids):
        told = connection.execute(_articles_of(), {IDS: some})
        found |= {row.id: rows.article_from_row(row._mapping) for row in told}
    for id in ids:
        if id not in found:
            raise NotInLedger(f"no article has the id {id!r}")
    return tuple(found[id] for id in ids)


def articles_where(connection: Connection, condition: ColumnElement[bool]) -> Iterator[tuple[int, Article]]:
    """Articles with their numbers, in no order."""
    for row in connection.execute(_articles().where(condition)):
        yield row.number, rows.article_from_row(row._mapping)


def article(connection: Connection, id: str) -> Article:
    """One article by its id or a beginning of it that no other article shares."""
    return articles_of(connection, [_resolved(connection, articles.c.id, id, "article")])[0]


def content(connection: Connection, article_id: str) -> bytes:
    """The bytes of an article's page as received."""
    row = _of_article(connection, select(articles.c.text, pages.c.content).join(pages), article_id)
    return rows.content_of(row.text, row.content)


def extractor_of(connection: Connection, article_id: str) -> tuple[str, str]:
    """Name and version of what found an article's statements."""
    row = _of_article(connection, select(extractors.c.name, extractors.c.version).join(articles), article_id)
    return row.name, row.version


def article_ids(connection: Connection) -> tuple[str, ...]:
    """Ids of all articles, sorted."""
    return tuple(sorted(connection.scalars(select(articles.c.id))))


def waiting(connection: Connection, limit: int | None = None) -> tuple[str, ...]:
    """Ids of the articles that have no place in the links yet, sorted; the first of them."""
    return tuple(connection.scalars(select(unlinked.c.article_id).order_by(unlinked.c.article_id).limit(limit)))


def corrections_by_number(connection: Connection) -> dict[int, Correction]:
    """What people said against what linking found, in the order in which they said it."""
    found = connection.execute(select(corrections).order_by(corrections.c.number))
    return {row.number: rows.correction_from_row(row._mapping) for row in found}


def numbers_of(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """The numbers that these articles have in the ledger."""
    found: dict[str, int] = {}
    for some in batched(ids):
        chosen = select(articles.c.id, articles.c.number).where(articles.c.id.in_(some))
        found |= {row.id: row.number for row in connection.execute(chosen)}
    return found


def stale_stories(connection: Connection, limit: int) -> tuple[Story, ...]:
    """Stories whose claims are still those of other articles, in the order of ids; the first of them."""
    return _stories(connection, select(stories).where(stories.c.is_stale).order_by(stories.c.id).limit(limit))


def stories_of(connection: Connection, article_ids: Sequence[str]) -> tuple[Story, ...]:
    """The stories that these articles are in, in the order of ids."""
    found: set[Story] = set()
    for some in batched(article_ids):
        inside = select(story_articles.c.story_id).where(story_articles.c.article_id.in_(some))
        found.update(_stories(connection, select(stories).where(stories.c.id.in_(inside))))
    return tuple(sorted(found, key=lambda story: story.id))


def _stories(connection: Connection, chosen: Select[Any]) -> tuple[Story, ...]:
    found = connection.execute(chosen).all()
    return tuple(Story(row.id, row.title, _story_article_ids(connection, row.id)) for row in found)


def reprints_in(connection: Connection, story_id: str) -> tuple[Reprint, ...]:
    """Reprints whose carrying article is in a story."""
    found = connection.execute(_reprints_of_story(), {STORY: story_id})
    return tuple(rows.reprint_from_row(row._mapping) for row in found)


@cache
def _reprints_of_story() -> Select[Any]:
    inside = select(story_articles.c.article_id).where(story_articles.c.story_id == bindparam(STORY))
    return _reprints().where(reprints.c.article_id.in_(inside))


def _reprints() -> Select[Any]:
    return select(reprints).order_by(reprints.c.article_id, reprints.c.of_id)


def all_problems(connection: Connection) -> tuple[Problem, ...]:
    """Every problem, in the order met."""
    found = connection.execute(select(problems).order_by(problems.c.number))
    return tuple(rows.problem_from_row(row._mapping) for row in found)


def counts(connection: Connection) -> dict[str, int]:
    """How many rows there are of each thing a user asks for."""
    tables = {
        "articles": articles,
        "statements": statements,
        "stories": stories,
        "claims": claims,
        "reprints": reprints,
        "problems": problems,
    }
    found = {name: connection.scalar(select(func.count()).select_from(table)) or 0 for name, table in tables.items()}
    # Told apart along their index, then counted: a count of what is distinct would keep all of them in memory.
    apart = select(entities.c.identity).distinct().subquery()
    speaking = connection.scalar(select(func.count()).select_from(apart)) or 0
    return found | {"speakers": speaking}


def _of_article(connection: Connection, chosen: Select[Any], article_id: str) -> Row[Any]:
    row = connection.execute(chosen.where(articles.c.id == article_id)).first()
    if row is None:
        raise NotInLedger(f"no article has the id {article_id!r}")
    return row


def _articles() -> Select[Any]:
    return select(articles, pages.c.origin, pages.c.sha256).join(pages)


# What every page asks is put in SQL once: to do so anew costs more than the database's answer.
@cache
def _articles_of() -> Select[Any]:
    return _articles().where(articles.c.id.in_(some_ids()))


def some_ids() -> BindParameter[Sequence[str]]:
    """A list of ids, given as `IDS` when the question is put."""
    return bindparam(IDS, expanding=True)


# ----------------------------------------------------------------------------------------------------- statements


def _statements(
    connection: Connection, condition: ColumnElement[bool], *, identified: bool = True
) -> Iterator[tuple[str, Statement]]:
    """Statements with their article's id, article by article in text order.

    Args:
        identified: whether they are as linking and people's corrections left them; else as they were found.
    """
    return _told(connection.execute(_said(identified).where(condition)), identified=identified)


def _told(found: Iterable[Row[Any]], *, identified: bool) -> Iterator[tuple[str, Statement]]:
    # One record for all that a speaker says: most of what a row holds is the speaker's.
    speaking: dict[str, Speaker] = {}
    for row in found:
        yield row.article_id, _statement_from(row._mapping, speaking, identified=identified)


@cache
def _said_among(column: Column[str]) -> Select[Any]:
    return _said(True).where(column.in_(some_ids()))


@cache
def _said(identified: bool) -> Select[Any]:
    """All statements with those who speak in them."""
    by_person = fixed_speakers.c.statement_id.is_not(None) if identified else false()
    speaking = case((by_person, fixed_speakers.c.speaker_id), else_=statements.c.speaker_id)
    return (
        select(statements, *_renamed(speakers), *_renamed(entities), *_renamed(fixed_speakers))
        .outerjoin(fixed_speakers, fixed_speakers.c.statement_id == statements.c.id)
        .outerjoin(speakers, speakers.c.id == speaking)
        .outerjoin(members, members.c.speaker_id == speakers.c.id)
        .outerjoin(entities, members.c.entity_id == entities.c.id)
        .order_by(statements.c.article_id, statements.c.number)
    )


def statement(connection: Connection, id: str) -> tuple[str, Statement]:
    """One statement as it was found, and its article's id; the article's part of its id may be cut short."""
    cut, _, number = id.rpartition(".")
    whole = f"{_resolved(connection, articles.c.id, cut, 'article')}.{number}" if cut else id
    found = next(_statements(connection, statements.c.id == whole, identified=False), None)
    if found is None:
        raise NotInLedger(f"no statement has the id {id!r}; `sayso claim ID --ids` shows them")
    return found


def _said_by(speaker_ids: Select[Any]) -> ColumnElement[bool]:
    """The condition that a statement is the words of one of these, as found unless a person said otherwise."""
    fixed = select(fixed_speakers.c.statement_id)
    given = fixed.where(fixed_speakers.c.speaker_id.in_(speaker_ids))
    as_found = and_(statements.c.speaker_id.in_(speaker_ids), statements.c.id.not_in(fixed))
    return or_(as_found, statements.c.id.in_(given))


def statements_in(connection: Connection, ids: Sequence[str]) -> list[tuple[str, Statement]]:
    """The statements of these articles with their article's id, in the order of `ids`, then text order."""
    found: list[tuple[str, Statement]] = []
    for some in batched(ids):
        found += _told(connection.execute(_said_among(statements.c.article_id), {IDS: some}), identified=True)
    rank = {id: number for number, id in enumerate(ids)}
    return sorted(found, key=lambda pair: rank[pair[0]])


def _statement_from(fields: Mapping[Any, Any], speaking: dict[str, Speaker], *, identified: bool) -> Statement:
    """The statement of a row; its speaker is looked up in `speaking`, and put there."""
    id = fields["speakers_id"]
    if id is not None and id not in speaking:
        speaking[id] = _speaker_from(fields, identified=identified)
    found = rows.statement_from_row(fields, None if id is None else speaking[id])
    if not identified:
        return found
    if fields["fixed_speakers_author"] is not None:
        reason = NOT_DECIDED if id is None else ""
        return replace(found, reason=reason, speaker_by=fields["fixed_speakers_author"])
    renamed_by = fields["entities_renamed_by"]
    return found if renamed_by is None else replace(found, speaker_by=renamed_by)


def _speaker_from(fields: Mapping[Any, Any], *, identified: bool) -> Speaker:
    speaker = rows.speaker_from_row(_of(speakers, fields))
    if identified and fields["entities_id"] is not None:
        return replace(speaker, id=fields["entities_identity"], name=fields["entities_name"])
    return speaker


def _renamed(table: Table) -> list[ColumnElement[Any]]:
    return [column.label(f"{table.name}_{column.name}") for column in table.c]


def _of(table: Table, fields: Mapping[Any, Any]) -> dict[str, Any]:
    return {column.name: fields[f"{table.name}_{column.name}"] for column in table.c}


# -------------------------------------------------------------------------------------------------------- stories


def story_summaries(
    connection: Connection, *, limit: int | None, offset: int, among: Sequence[ColumnElement[bool]] = ()
) -> tuple[StorySummary, ...]:
    """Stories that meet all of some conditions, the one with the latest article first."""
    # What has no day comes last: NULL is the least value, and the column has an index.
    ordered = select(stories).where(*among).order_by(stories.c.last_on.desc(), stories.c.id)
    found = list(connection.execute(ordered.limit(limit).offset(offset)))
    ids = [row.id for row in found]
    n_articles = _counted(connection, story_articles.c.story_id, story_articles.c.article_id, ids)
    n_claims = _counted(connection, claims.c.story_id, claims.c.id, ids)
    in_story = story_articles.c.article_id == statements.c.article_id
    n_statements = _counted(connection, story_articles.c.story_id, statements.c.id, ids, join=(statements, in_story))
    carried = story_articles.c.article_id == reprints.c.article_id
    carriers = _counted(connection, story_articles.c.story_id, reprints.c.article_id, ids, join=(reprints, carried))
    outlets = _outlets(connection, ids)
    return tuple(
        StorySummary(
            id=row.id,
            title=row.title,
            articles=n_articles.get(row.id, 0),
            origins=n_articles.get(row.id, 0) - carriers.get(row.id, 0),
            claims=n_claims.get(row.id, 0),
            statements=n_statements.get(row.id, 0),
            first_on=row.first_on,
            last_on=row.last_on,
            outlets=outlets.get(row.id, ()),
        )
        for row in found
    )


def story_view(connection: Connection, id: str) -> StoryView:
    """One story, by its id or a beginning of it that no other story shares.

    Raises:
        NotInLedger: if none has it, or several have.
    """
    return story_and_said(connection, id)[0]


def story_and_said(connection: Connection, id: str) -> tuple[StoryView, list[tuple[str, Statement]]]:
    """One story, as `story_view` gives it, and its statements with their articles' ids."""
    row = _one(connection, stories, _resolved(connection, stories.c.id, id, "story"))
    ids = _story_article_ids(connection, row.id)
    said = statements_in(connection, ids)
    view = StoryView(
        story=Story(row.id, row.title, ids),
        articles=articles_of(connection, ids),
        statements=tuple(statement for _, statement in said),
        claims=tuple(claims_where(connection, claims.c.story_id == row.id, said)),
        reprints=reprints_in(connection, row.id),
        quotations=tuple(quotations_where(connection, quotations.c.story_id == row.id)),
    )
    return view, said


def reprints_where(connection: Connection, condition: ColumnElement[bool] | None = None) -> Iterator[Reprint]:
    """Reprints, in the order of the articles that carry the text."""
    for row in connection.execute(_reprints() if condition is None else _reprints().where(condition)):
        yield rows.reprint_from_row(row._mapping)


def quotations_where(connection: Connection, condition: ColumnElement[bool] | None = None) -> Iterator[Quotation]:
    """Quotations with their forms, in the order of ids; the condition may ask for a story or for a speaker."""
    told = select(quotations.c.id, entities.c.identity).outerjoin(entities).order_by(quotations.c.id)
    found = list(connection.execute(told if condition is None else told.where(condition)))
    for some in batched(found):
        forms = _quotation_forms(connection, [row.id for row in some])
        for row in some:
            yield Quotation(row.id, row.identity, tuple(forms.get(row.id, ())))


@cache
def _forms_of() -> Select[Any]:
    chosen = select(quotation_forms, statements.c.article_id).join(statements)
    inside = chosen.where(quotation_forms.c.quotation_id.in_(some_ids()))
    return inside.order_by(quotation_forms.c.quotation_id, quotation_forms.c.rank)


def _quotation_forms(connection: Connection, quotation_ids: Sequence[str]) -> dict[str, list[QuotationForm]]:
    forms: dict[str, list[QuotationForm]] = {}
    for row in connection.execute(_forms_of(), {IDS: quotation_ids}):
        forms.setdefault(row.quotation_id, []).append(rows.quotation_form_from_row(row._mapping))
    return forms


def all_stories(connection: Connection) -> Iterator[Story]:
    """Every story with its articles, in the order of ids."""
    inside: dict[str, list[str]] = {}
    for row in connection.execute(select(story_articles).order_by(*STORY_ORDER)):
        inside.setdefault(row.story_id, []).append(row.article_id)
    for row in connection.execute(select(stories).order_by(stories.c.id)):
        yield Story(row.id, row.title, tuple(inside.get(row.id, ())))


def _story_article_ids(connection: Connection, story_id: str) -> tuple[str, ...]:
    return tuple(connection.scalars(_articles_in_order(), {STORY: story_id}))


@cache
def _articles_in_order() -> Select[tuple[str]]:
    chosen = select(story_articles.c.article_id).where(story_articles.c.story_id == bindparam(STORY))
    return chosen.order_by(*STORY_ORDER)


def _counted(
    connection: Connection,
    group: ColumnElement[str],
    thing: ColumnElement[str],
    ids: Sequence[str],
    *,
    join: tuple[Table, ColumnElement[bool]] | None = None,
) -> dict[str, int]:
    """How many different things each of these ids has."""
    found: dict[str, int] = {}
    for some in batched(ids):
        chosen = select(group.label("id"), func.count(thing.distinct()).label("n")).where(group.in_(some))
        if join:
            chosen = chosen.select_from(story_articles.join(*join))
        found |= {row.id: row.n for row in connection.execute(chosen.group_by(group))}
    return found


def _outlets(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The outlets of each story, sorted."""
    found: dict[str, set[str]] = {}
    for some in batched(ids):
        chosen = (
            select(story_articles.c.story_id, articles.c.outlet)
            .join(articles)
            .where(story_articles.c.story_id.in_(some), articles.c.outlet.is_not(None))
        )
        for story_id, outlet in connection.execute(chosen.distinct()):
            found.setdefault(story_id, set()).add(outlet)
    return {story_id: tuple(sorted(outlets)) for story_id, outlets in found.items()}


# --------------------------------------------------------------------------------------------------------- claims


def claim(connection: Connection, id: str) -> Claim:
    """One claim, by its id or a beginning of it that no other claim shares.

    Raises:
        NotInLedger: if none has it, or several have.
    """
    found = _resolved(connection, claims.c.id, id, "claim")
    return next(claims_where(connection, claims.c.id == found))


def claim_in_story(connection: Connection, id: str) -> tuple[Claim, StoryView]:
    """One claim, as `claim` gives it, and the story that it is made in.

    Raises:
        NotInLedger: if none has it, or several have.
    """
    found = _resolved(connection, claims.c.id, id, "claim")
    view = story_view(connection, _one(connection, claims, found).story_id)
    return next(claim for claim in view.claims if claim.id == found), view


def claims_where(
    connection: Connection,
    condition: ColumnElement[bool] | None = None,
    said: Sequence[tuple[str, Statement]] = (),
) -> Iterator[Claim]:
    """Claims with their positions, story by story in the order that linking gave.

    Args:
        said: statements that are at hand, with their article's id; others are looked up.
    """
    known = {statement.id: (article_id, statement) for article_id, statement in said}
    chosen = select(claims).order_by(claims.c.story_id, claims.c.rank)
    found = list(connection.execute(chosen if condition is None else chosen.where(condition)))
    for some in batched(found):
        taken = _positions(connection, [row.id for row in some], known)
        for row in some:
            yield rows.claim_from_row(row._mapping, taken.get(row.id, ()))


@cache
def _positions_on() -> Select[Any]:
    chosen = select(positions).where(positions.c.claim_id.in_(some_ids()))
    return chosen.order_by(positions.c.claim_id, positions.c.rank)


def _positions(
    connection: Connection, claim_ids: Sequence[str], known: Mapping[str, tuple[str, Statement]]
) -> dict[str, list[Position]]:
    found = list(connection.execute(_positions_on(), {IDS: claim_ids}))
    stated = dict(known)
    for some in batched(sorted({row.statement_id for row in found}.difference(known))):
        told = connection.execute(_said_among(statements.c.id), {IDS: some})
        for article_id, statement in _told(told, identified=True):
            stated[statement.id] = (article_id, statement)
    taken: dict[str, list[Position]] = {}
    for row in found:
        article_id, statement = stated[row.statement_id]
        taken.setdefault(row.claim_id, []).append(rows.position_from_row(row._mapping, statement, article_id))
    return taken


# ------------------------------------------------------------------------------------------------------- speakers


def who(connection: Connection, name: str) -> tuple[SpeakerView, ...]:
    """Every speaker of that name: full name, family name, a name printed in an article, or the speaker's id.

    Raises:
        NotInLedger: if there is none.
    """
    key = rows.name_key(name)
    printed = select(members.c.entity_id).join(speakers).where(speakers.c.name_key == key)
    named = or_(
        entities.c.name_key == key,
        entities.c.family_key == key,
        entities.c.identity == name,
        entities.c.id.in_(printed),
    )
    found = identified(connection, entities.c.identity.in_(select(entities.c.identity).where(named)))
    if not found:
        raise NotInLedger(f"nobody in the ledger is called {name!r}{_alike(connection, entities.c.name, name)}")
    return tuple(speaker_view(connection, entity) for entity in found)


def speaker_view(connection: Connection, entity: Entity, only: Sequence[str] | None = None) -> SpeakerView:
    """What one speaker said, in order of time.

    Args:
        only: ids of statements of this speaker's; nothing else is told then. None: all of them.
    """
    if only is not None and not only:
        return SpeakerView(entity, (), (), (), ())
    all_own = said_by(entity.id)
    own = all_own if only is None else statements.c.id.in_(only)
    said = list(_statements(connection, own))
    carriers = {item.id: item for item in articles_of(connection, sorted({article_id for article_id, _ in said}))}
    told = [(carriers[article_id], statement) for article_id, statement in said]
    positioned = select(positions.c.claim_id).join(statements).where(own)
    is_quoted = entities.c.identity == entity.id
    if only is not None:
        is_quoted &= quotations.c.id.in_(select(quotation_forms.c.quotation_id).join(statements).where(own))
    quoted = tuple(quotations_where(connection, is_quoted))
    printers = articles_of(connection, sorted({form.article for each in quoted for form in each.forms}))
    return SpeakerView(
        entity=entity,
        statements=tuple(sorted(told, key=_when_said)),
        claims=tuple(claims_where(connection, claims.c.id.in_(positioned), said)),
        quotations=quoted,
        printed_in=tuple(sorted(printers, key=_when_printed)),
    )


def said_by(identity: str) -> ColumnElement[bool]:
    """The condition that a statement is the words of one speaker."""
    return _said_by(select(members.c.speaker_id).join(entities).where(entities.c.identity == identity))


def _when_printed(article: Article) -> tuple[str, str]:
    return (rows.dated_on(article) or "9999-12-31", article.id)


def _when_said(told: tuple[Article, Statement]) -> tuple[str, str]:
    """The day something was said, else its article's; what has no day comes last. Text order is kept by sorting."""
    carrier, statement = told
    return (statement.said_on.start.isoformat(), carrier.id) if statement.said_on else _when_printed(carrier)


def all_entities(connection: Connection) -> tuple[Entity, ...]:
    """Every speaker of the ledger, by name, then id."""
    return identified(connection, entities.c.id.is_not(None))


def identified(connection: Connection, condition: ColumnElement[bool]) -> tuple[Entity, ...]:
    """The entities of all stories that a condition names, joined by identity; by name, then id."""
    own: dict[str, list[str]] = {}
    chosen = select(members.c.entity_id, members.c.speaker_id).join(entities).where(condition)
    for entity_id, speaker_id in connection.execute(chosen.order_by(members.c.entity_id, members.c.rank)):
        own.setdefault(entity_id, []).append(speaker_id)
    alike: dict[str, list[Entity]] = {}
    for row in connection.execute(select(entities).where(condition)):
        alike.setdefault(row.identity, []).append(rows.entity_from_row(row._mapping, own.get(row.id, ())))
    found = (joined(identity, some) for identity, some in alike.items())
    return tuple(sorted(found, key=lambda entity: (entity.name, entity.id)))


# --------------------------------------------------------------------------------------------------------- search


def hits(connection: Connection, query: str, *, limit: int) -> tuple[Hit, ...]:
    """The newest articles that hold every word and phrase of `query`."""
    phrases = search.phrases_of(query)
    chosen = (
        select(articles.c.id, story_articles.c.story_id)
        .outerjoin(story_articles, story_articles.c.article_id == articles.c.id)
        .where(search.holding(connection, phrases))
        .order_by(func.coalesce(articles.c.dated_on, "").desc(), articles.c.id)
        .limit(limit)
    )
    shown = connection.execute(chosen).all()
    return tuple(
        Hit(item, row.story_id, search.spans_of(phrases, item.text))
        for item, row in zip(articles_of(connection, [row.id for row in shown]), shown, strict=True)
    )


# --------------------------------------------------------------------------------------------------- by id or name


def _resolved(connection: Connection, column: Column[str], id: str, what: str) -> str:
    """The one id in `column` that is `id`, or begins with it."""
    if connection.scalar(_same(column), {"id": id}) is not None:
        return id
    like = connection.scalars(select(column).where(column.startswith(id, autoescape=True)).order_by(column).limit(50))
    found = [candidate for candidate in like if id and candidate.startswith(id)]
    if not found:
        raise NotInLedger(f"no {what} has the id {id!r}; `sayso stories` lists what there is")
    if len(found) > 1:
        some = ", ".join(found[:SUGGESTIONS])
        raise NotInLedger(f"more than one {what} id begins with {id!r}: {some}")
    return found[0]


@cache
def _same(column: Column[str]) -> Select[str]:
    return select(column).where(column == bindparam("id"))


def _one(connection: Connection, table: Table, id: str) -> Row[Any]:
    return connection.execute(select(table).where(table.c.id == id)).one()


def _alike(connection: Connection, column: ColumnElement[str], name: str) -> str:
    """An aside with names that hold a word of `name`, or nothing."""
    words = [word for word in name.split() if len(word) > 1]
    if not words:
        return ""
    near = or_(*(column.icontains(word, autoescape=True) for word in words))
    found = connection.scalars(select(column).where(near).distinct().order_by(column).limit(SUGGESTIONS)).all()
    return f"; there is {', '.join(found)}" if found else ""


def batched(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """`items` in pieces that fit into one statement."""
    for start in range(0, len(items), IDS_AT_ONCE):
        yield items[start : start + IDS_AT_ONCE]
