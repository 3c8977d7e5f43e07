"""How an article finds those it may have to do with, and where it is put: the derived side of a ledger.

Everything here is asked by key, so that the cost of adding an article hardly grows with the ledger. Lists of sharers
are cut where `linking` says that a key is boilerplate; how many were cut is told once a run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from sqlalchemy import (
    Connection,
    Table,
    TextClause,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    union,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from sayso.ledger import queries, rows
from sayso.ledger.identities import know_speakers
from sayso.ledger.queries import articles_where, batched
from sayso.ledger.schema import (
    STORY_TABLES,
    alike,
    articles,
    bands,
    claims,
    derivations,
    entities,
    passages,
    quotations,
    reprints,
    sketches,
    speakers,
    stories,
    story_articles,
    story_features,
    story_keys,
    unlinked,
)
from sayso.linking import reprints as copying
from sayso.linking import sketches as sketching
from sayso.linking import stories as grouping
from sayso.linking.reprints import Body
from sayso.linking.rulings import Rulings
from sayso.linking.stories import FAR, NEAR_DAYS, NO_DAY, Likeness, Place, Ruling, StoryFeatures, story_id
from sayso.records import Article, Reprint

WHOLE = [relation.value for relation in grouping.WHOLE]


class LedgerShelf:
    """The shelf of a ledger (`linking.stories.Shelf`), inside one writing transaction.

    Attributes:
        n_boilerplate: articles of which a passage stands in so many others that not all of them were looked at.
        n_hot: articles with a telling term of which that holds.
    """

    def __init__(self, connection: Connection, made_by: int) -> None:
        self._connection = connection
        self._made_by = made_by
        self._place_of: dict[int, Place] = {}
        self._number_of: dict[str, int] = {}
        self._story_of: dict[Place, Place | None] = {}
        self._features_of: dict[int, StoryFeatures] = {}
        self._alike_to_new: dict[int, list[Likeness]] = {}
        self._reprinted: set[str] = set()
        self._n_moves: Counter[Place] = Counter()
        self._rulings = Rulings(queries.corrections_by_number(connection))
        self._last = self._last_settled()
        self._has_undated = self._any_undated()
        self.n_boilerplate = self.n_hot = 0

    # ------------------------------------------------------------------------------------------- looking up

    def sharing(self, body: Body) -> tuple[Counter[int], list[int]]:
        """Articles, by number, that have passages in common with a text, and those that have band keys in common."""
        passed = self._sharers("passages", "key", body.passages)
        crowded = any(n >= copying.MOST_SHARERS for n in Counter(key for key, _ in passed).values())
        self.n_boilerplate += crowded
        banded = self._sharers("bands", "band", body.sketch.bands)
        return Counter(number for _, number in passed), [number for _, number in banded]

    def _sharers(self, table: str, column: str, keys: Sequence[int]) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for some in batched(keys):
            values = {f"k{at}": key for at, key in enumerate(some)}
            rows_found = self._connection.execute(_sharers_of(table, column, len(some)), values)
            found += [(row[0], row[1]) for row in rows_found]
        return found

    def waiting(self, ids: Sequence[str]) -> dict[int, Article]:
        """Articles by their ids, with their numbers."""
        found: dict[int, Article] = {}
        for some in batched(ids):
            found |= dict(articles_where(self._connection, articles.c.id.in_(some)))
        return found

    def articles(self, numbers: Iterable[int]) -> dict[int, Article]:
        """Articles by their numbers."""
        found: dict[int, Article] = {}
        for some in batched(sorted(set(numbers))):
            found |= dict(articles_where(self._connection, articles.c.number.in_(some)))
        return found

    def worth_comparing(self, features: StoryFeatures) -> list[StoryFeatures]:
        """The articles that share enough telling terms with one to be compared with it."""
        if not features.keys:
            return []
        own = self._number_of.get(features.article, 0)
        first, last = 0, NO_DAY
        if features.place.day != NO_DAY:
            first, last = features.place.day - NEAR_DAYS, features.place.day + NEAR_DAYS
        values: dict[str, int] = {"first": first, "last": last, "undated": NO_DAY}
        values |= {f"k{at}": key for at, key in enumerate(features.keys)}
        query = _telling(tuple(key >= FAR for key in features.keys), self._has_undated and last != NO_DAY)
        *found, (_, n_crowded) = self._connection.execute(query, values | {"own": own}).all()
        self.n_hot += bool(n_crowded)
        return self._features([number for number, _ in found])

    def _features(self, numbers: Sequence[int]) -> list[StoryFeatures]:
        # Asked key by key: a set less a dictionary's keys walks through the whole dictionary.
        for some in batched(sorted({number for number in numbers if number not in self._features_of})):
            for number, day, instant, title, packed, id in self._connection.execute(_FEATURES, {"numbers": some}):
                self._features_of[number] = StoryFeatures(self._placed(number, Place(day, instant, id)), title, packed)
        return [self._features_of[number] for number in numbers]

    def derived_around(self, ids: Iterable[str]) -> tuple[Reprint, ...]:
        """All derivations that chains of derivations connect to these articles."""
        known: dict[tuple[str, str], Reprint] = {}
        seen: set[str] = set()
        queue = set(ids)
        while queue:
            seen |= queue
            for some in batched(sorted(queue)):
                touching = or_(derivations.c.article_id.in_(some), derivations.c.of_id.in_(some))
                for row in self._connection.execute(select(derivations).where(touching)):
                    reprint = rows.reprint_from_row(row._mapping)
                    known[reprint.article, reprint.of] = reprint
            queue = {id for pair in known for id in pair} - seen
        return tuple(known[pair] for pair in sorted(known))

    def number_of(self, place: Place) -> int:
        """The number of an article that the shelf has named or been given."""
        return self._number_of[place.article]

    def places_of(self, ids: Iterable[str]) -> list[Place]:
        """Where articles stand, by their ids."""
        found: list[Place] = []
        for some in batched(sorted(set(ids))):
            found += self._places(articles.c.id.in_(some))
        return found

    # ------------------------------------------------------------------------------------- linking.stories.Shelf

    def alike(self, place: Place) -> Sequence[Likeness]:
        number = self._number_of[place.article]
        found = self._alike_to_new.get(number)
        if found is None:
            rows_found = self._connection.execute(_ALIKE, {"number": number}).all()
            found = [
                Likeness(self._placed(other, Place(day, instant, id)), likeness)
                for other, likeness, day, instant, id in rows_found
            ]
        self._know_stories(likeness.place for likeness in found)
        return found

    def _know_stories(self, places: Iterable[Place]) -> None:
        unknown = {place.article: place for place in places if place not in self._story_of}
        for some in batched(sorted(unknown)):
            found = self._connection.execute(_STORIES_OF, {"articles": some}).all()
            self._know(row.first_number for row in found)
            for row in found:
                self._story_of[unknown.pop(row.article_id)] = self._place_of[row.first_number]
        self._story_of |= dict.fromkeys(unknown.values())

    def copies(self, place: Place) -> Sequence[Place]:
        is_new = self._number_of[place.article] in self._alike_to_new
        if is_new and place.article not in self._reprinted:
            return ()  # as most are: the database need not be asked
        return self.places_of(self._connection.scalars(_COPIES, {"article": place.article}))

    def ruled(self, place: Place) -> Ruling:
        together, apart = self._rulings.of(place.article)
        return Ruling(self.places_of(together), self.places_of(apart))

    def story_of(self, place: Place) -> Place | None:
        self._know_stories([place])
        return self._story_of[place]

    def sizes(self, among: Collection[Place], before: Place, since: int) -> Mapping[Place, int]:
        of_id = {story_id(story.article): story for story in among}
        values = {"stories": sorted(of_id), "since": since, "day": before.day, "instant": before.instant}
        found = self._connection.execute(_SIZES, values | {"article": before.article})
        return {of_id[row.story_id]: row.size for row in found}

    def alike_to_story(self, story: Place, after: Place) -> Iterable[Place]:
        if self._last is None or after >= self._last:
            return ()
        own = self._alike_to_new.get(self._number_of[after.article])
        is_alone = story == after and self._n_moves[after] == 1 and after.article not in self._reprinted
        if own is not None and is_alone:
            # A story that begins with a new article has that one only, and what it is alike to is known.
            return [likeness.place for likeness in own if likeness.place > after]
        values = {"story": story_id(story.article), "day": after.day, "instant": after.instant}
        found = self._connection.execute(_ALIKE_TO_STORY, values | {"article": after.article})
        return [self._placed(number, Place(day, instant, id)) for number, day, instant, id in found]

    def move(self, place: Place, story: Place) -> None:
        id = story_id(story.article)
        if place == story:
            self._begin_story(id, self._number_of[story.article])
        if self.story_of(place) is not None:
            self._connection.execute(delete(story_articles).where(story_articles.c.article_id == place.article))
        row = {"article_id": place.article, "story_id": id, "number": self._number_of[place.article]}
        self._connection.execute(insert(story_articles), row | {"day": place.day, "instant": place.instant})
        self._story_of[place] = story
        self._n_moves[place] += 1
        self._last = max(self._last or place, place)

    def _begin_story(self, id: str, first_number: int) -> None:
        # It may be there, of other articles yet: those that this one left, and that are asked next.
        is_new = first_number in self._alike_to_new and self._story_of.get(self._place_of[first_number]) is None
        if not is_new and self._connection.scalar(select(stories.c.id).where(stories.c.id == id)) is not None:
            return
        (features,) = self._features([first_number])
        made = {"id": id, "first_number": first_number, "title": features.title}
        self._connection.execute(insert(stories), made | {"is_stale": True, "extractor_id": self._made_by})

    # --------------------------------------------------------------------------------------------- putting in

    def add(self, new: Sequence[tuple[int, Body, StoryFeatures]]) -> None:
        """Make articles, each with its number, findable by what they share with others."""
        for number, _, features in new:
            self._placed(number, features.place)
            self._features_of[number] = features
            self._alike_to_new[number] = []
            self._has_undated |= features.place.day == NO_DAY
        self._put(story_features, [_features_row(number, features) for number, _, features in new])
        self._put(story_keys, [
            {"key": key, "day": features.place.day, "number": number}
            for number, _, features in new for key in features.keys
        ])  # fmt: skip
        self._put(passages, [{"key": key, "number": number} for number, body, _ in new for key in body.passages])
        self._put(bands, [{"band": key, "number": number} for number, body, _ in new for key in body.sketch.bands])
        made = {"version": sketching.VERSION, "extractor_id": self._made_by}
        self._put(sketches, [made | {"number": number, "signature": body.sketch.signature} for number, body, _ in new])

    def add_alike(self, found: Iterable[tuple[Place, Likeness]]) -> None:
        """Record pairs of articles that are alike."""
        found = list(found)
        for one, (two, value) in found:
            for first, second in ((one, two), (two, one)):
                known = self._alike_to_new.get(self._number_of[first.article])
                if known is not None:
                    known.append(Likeness(second, value))
        pairs = [(self._number_of[one.article], self._number_of[two.article], value) for one, (two, value) in found]
        both = [*pairs, *((two, one, value) for one, two, value in pairs)]
        self._put(alike, [{"number": one, "other": two, "likeness": value} for one, two, value in both])

    def add_derived(self, found: Sequence[Reprint]) -> None:
        """Record pairs of articles of which one carries the other's text."""
        made = [rows.reprint_to_row(reprint) | {"extractor_id": self._made_by} for reprint in found]
        self._put(derivations, made)

    def replace_reprints(self, around: Sequence[Reprint], chosen: Sequence[Reprint]) -> list[str]:
        """Make `chosen` the reprints among the articles of the derivations `around`.

        Returns:
            Ids of the articles whose reprints are others now.
        """
        ids = sorted({id for reprint in around for id in (reprint.article, reprint.of)})
        self._reprinted.update(ids)
        before: set[Reprint] = set()
        for some in batched(ids):
            of_these = reprints.c.article_id.in_(some)
            found = self._connection.execute(select(reprints).where(of_these))
            before |= {rows.reprint_from_row(row._mapping) for row in found}
        gone, new = before - set(chosen), set(chosen) - before
        for reprint in gone:
            pair = and_(reprints.c.article_id == reprint.article, reprints.c.of_id == reprint.of)
            self._connection.execute(delete(reprints).where(pair))
        ordered = sorted(new, key=lambda reprint: (reprint.article, reprint.of))
        self._put(reprints, [rows.reprint_to_row(one) | {"extractor_id": self._made_by} for one in ordered])
        return sorted({id for reprint in gone | new for id in (reprint.article, reprint.of)})

    def finish(self, linked: Iterable[str], changed: Iterable[Place], retold: Iterable[str]) -> None:
        """Take note that articles have their places.

        Args:
            linked: ids of the articles that wait no more.
            changed: first articles of the stories that gained or lost articles.
            retold: ids of articles whose reprints are others now: the origins of their stories' claims may be too.
        """
        for some in batched(sorted(linked)):
            spoke = self._connection.execute(select(speakers).where(speakers.c.article_id.in_(some))).all()
            know_speakers(self._connection, [rows.speaker_from_row(row._mapping) for row in spoke])
            self._connection.execute(delete(unlinked).where(unlinked.c.article_id.in_(some)))
        for some in batched(sorted(story_id(story.article) for story in changed)):
            self._refresh(some)
        for some in batched(sorted(retold)):
            touched = select(story_articles.c.story_id).where(story_articles.c.article_id.in_(some))
            self._connection.execute(update(stories).where(stories.c.id.in_(touched)).values(is_stale=True))

    def _refresh(self, ids: Sequence[str]) -> None:
        told = select(stories.c.id).where(stories.c.id.in_(ids), stories.c.is_stale.is_(False))
        for id in self._connection.scalars(told).all():
            # At once, since an article that went elsewhere takes its entities and quotations along.
            forget_story(self._connection, id)
        extents = {row.story_id: row for row in self._connection.execute(_EXTENTS, {"stories": ids})}
        empty = sorted(set(ids) - extents.keys())
        self._connection.execute(delete(stories).where(stories.c.id.in_(empty)))
        for id, extent in extents.items():
            new = {"first_on": extent.first_on, "last_on": extent.last_on, "id_": id}
            self._connection.execute(_REFRESHED, new)

    # ----------------------------------------------------------------------------------------------- places

    def _put(self, table: Table, table_rows: Sequence[Mapping[str, object]]) -> None:
        if table_rows:
            self._connection.execute(insert(table), table_rows)

    def _placed(self, number: int, place: Place) -> Place:
        self._number_of[place.article] = number
        return self._place_of.setdefault(number, place)

    def _know(self, numbers: Iterable[int]) -> None:
        for some in batched(sorted({number for number in numbers if number not in self._place_of})):
            self._places(articles.c.number.in_(some))

    def _places(self, condition: ColumnElement[bool]) -> list[Place]:
        chosen = select(story_features.c.number, story_features.c.day, story_features.c.instant, articles.c.id)
        found = self._connection.execute(chosen.join(articles).where(condition))
        return [self._placed(number, Place(day, instant, id)) for number, day, instant, id in found]

    def _last_settled(self) -> Place | None:
        latest = select(func.max(story_features.c.day)).scalar_subquery()
        return max(self._places(story_features.c.day == latest), default=None)

    def _any_undated(self) -> bool:
        undated = select(story_features.c.number).where(story_features.c.day == NO_DAY)
        return self._connection.execute(undated.limit(1)).first() is not None


# Asked for every article: built once, since building a query costs more than its answer.
_ALIKE = (
    select(alike.c.other, alike.c.likeness, story_features.c.day, story_features.c.instant, articles.c.id)
    .join(story_features, story_features.c.number == alike.c.other)
    .join(articles, articles.c.number == alike.c.other)
    .where(alike.c.number == bindparam("number"))
)
# Articles after a place that are alike to one of a story's, or share a text with one.
_ALIKE_TO_STORY = text(
    """
    SELECT f.number, f.day, f.instant, x.id FROM (
        SELECT a.other AS number FROM story_articles s JOIN alike a ON a.number = s.number WHERE s.story_id = :story
        UNION
        SELECT x.number FROM story_articles s JOIN reprints r ON r.of_id = s.article_id
            JOIN articles x ON x.id = r.article_id WHERE s.story_id = :story
        UNION
        SELECT x.number FROM story_articles s JOIN reprints r ON r.article_id = s.article_id
            JOIN articles x ON x.id = r.of_id WHERE s.story_id = :story
    ) found JOIN story_features f ON f.number = found.number JOIN articles x ON x.number = found.number
    WHERE f.day > :day OR (f.day = :day AND (f.instant > :instant OR (f.instant = :instant AND x.id > :article)))
    """
)
_STORIES_OF = (
    select(story_articles.c.article_id, stories.c.first_number)
    .join(stories)
    .where(story_articles.c.article_id.in_(bindparam("articles", expanding=True)))
)
_COPIES = union(
    select(reprints.c.of_id).where(reprints.c.article_id == bindparam("article"), reprints.c.relation.in_(WHOLE)),
    select(reprints.c.article_id).where(reprints.c.of_id == bindparam("article"), reprints.c.relation.in_(WHOLE)),
)
_FEATURES = (
    select(
        story_features.c.number,
        story_features.c.day,
        story_features.c.instant,
        story_features.c.title,
        story_features.c.packed,
        articles.c.id,
    )
    .join(articles)
    .where(story_features.c.number.in_(bindparam("numbers", expanding=True)))
)
_SIZES = (
    select(story_articles.c.story_id, func.count().label("size"))
    .where(
        story_articles.c.story_id.in_(bindparam("stories", expanding=True)),
        story_articles.c.day >= bindparam("since"),
        or_(
            story_articles.c.day < bindparam("day"),
            and_(
                story_articles.c.day == bindparam("day"),
                or_(
                    story_articles.c.instant < bindparam("instant"),
                    and_(
                        story_articles.c.instant == bindparam("instant"),
                        story_articles.c.article_id < bindparam("article"),
                    ),
                ),
            ),
        ),
    )
    .group_by(story_articles.c.story_id)
)
_EXTENTS = (
    select(
        story_articles.c.story_id,
        func.min(articles.c.dated_on).label("first_on"),
        func.max(articles.c.dated_on).label("last_on"),
    )
    .join(articles)
    .where(story_articles.c.story_id.in_(bindparam("stories", expanding=True)))
    .group_by(story_articles.c.story_id)
)
_REFRESHED = (
    update(stories)
    .where(stories.c.id == bindparam("id_"))
    .values(first_on=bindparam("first_on"), last_on=bindparam("last_on"), is_stale=True)
)


def _features_row(number: int, features: StoryFeatures) -> dict[str, object]:
    day, instant, _ = features.place
    return {"number": number, "day": day, "instant": instant, "title": features.title, "packed": features.packed}


def forget_story(connection: Connection, id: str) -> None:
    """Drop the entities, claims and quotations of a story."""
    of_claims = select(claims.c.id).where(claims.c.story_id == id)
    of_quotations = select(quotations.c.id).where(quotations.c.story_id == id)
    for table in STORY_TABLES:
        if "story_id" in table.c:
            condition: ColumnElement[bool] = table.c.story_id == id
        elif "claim_id" in table.c:
            condition = table.c.claim_id.in_(of_claims)
        elif "quotation_id" in table.c:
            condition = table.c.quotation_id.in_(of_quotations)
        else:
            condition = table.c.entity_id.in_(select(entities.c.id).where(entities.c.story_id == id))
        connection.execute(delete(table).where(condition))


# A union of Core selects with a limit each costs more to build and look up, every time, than the database to answer.
@cache
def _sharers_of(table: str, column: str, n_keys: int) -> TextClause:
    """For each key the first articles that have it."""
    one = f"SELECT {column}, number FROM {table} WHERE {column} = :k{{}} LIMIT {copying.MOST_SHARERS}"  # noqa: S608
    return text(_all_of(one.format(at) for at in range(n_keys)))


@cache
def _telling(is_far: tuple[bool, ...], with_undated: bool) -> TextClause:
    """The sum of the weights of the keys that an article shares, for the latest articles that have each key.

    The last row is no article: it says for how many keys there were too many.
    """
    most = grouping.MOST_SHARERS
    one = f"SELECT {{0}} AS key, {{1}} AS weight, number FROM story_keys WHERE key = :k{{0}}{{2}} ORDER BY day DESC LIMIT {most}"  # noqa: S608, E501
    near = [" AND day BETWEEN :first AND :last", *([" AND day = :undated"] if with_undated else [])]
    parts = (
        one.format(at, grouping.weight_of(FAR if far else 0), where)
        for at, far in enumerate(is_far)
        for where in ([""] if far else near)
    )
    base = grouping.weight_of(FAR)
    enough = f"SUM(weight) % {base} >= {grouping.NEAR_SHARED} OR SUM(weight) / {base} >= {grouping.FAR_SHARED}"
    return text(
        f"WITH found AS MATERIALIZED ({_all_of(parts)}) "  # noqa: S608 - of words above
        f"SELECT * FROM (SELECT number, SUM(weight) FROM found WHERE number <> :own GROUP BY number HAVING {enough} "
        f"ORDER BY SUM(weight) % {base} DESC, SUM(weight) DESC LIMIT {grouping.MOST_COMPARED}) "
        f"UNION ALL SELECT 0, COUNT(*) FROM (SELECT 1 FROM found GROUP BY key HAVING COUNT(*) >= {most})"
    )


def _all_of(queries: Iterable[str]) -> str:
    return " UNION ALL ".join(f"SELECT * FROM ({query})" for query in queries)  # noqa: S608 - of words above
