"""How an article finds those it may have to do with, and where it is put: the derived side of a ledger.

Everything here is asked by key, so that the cost of adding an article hardly grows with the ledger. Lists of sharers
are cut where `linking` says that a key is boilerplate; how many were cut is told once a run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, insert, or_, select
from sqlalchemy.sql.elements import ColumnElement

from sayso.ledger import placing, queries, rows
from sayso.ledger.database import driver
from sayso.ledger.identities import know_speakers
from sayso.ledger.queries import articles_where, batched
from sayso.ledger.schema import (
    STORY_TABLES,
    articles,
    claims,
    derivations,
    entities,
    quotations,
    reprints,
    speakers,
    unlinked,
)
from sayso.linking import reprints as copying
from sayso.linking import sketches as sketching
from sayso.linking.reprints import Body
from sayso.linking.rulings import Rulings
from sayso.linking.stories import FAR, NEAR_DAYS, NO_DAY, Likeness, Place, Ruling, StoryFeatures, story_id
from sayso.records import Article, Reprint


class LedgerShelf:
    """The shelf of a ledger (`linking.stories.Shelf`), inside one writing transaction.

    Attributes:
        n_boilerplate: articles of which a passage stands in so many others that not all of them were looked at.
        n_hot: articles with a telling term of which that holds.
    """

    def __init__(self, connection: Connection, made_by: int) -> None:
        self._connection = connection
        self._driver = driver(connection)
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
            found += self._driver.execute(placing.sharers(table, column, len(some)), some)
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
        query = placing.telling(tuple(key >= FAR for key in features.keys), self._has_undated and last != NO_DAY)
        *found, (_, is_crowded) = self._driver.execute(query, values | {"own": own}).fetchall()
        self.n_hot += is_crowded
        return self._features([number for number, _ in found])

    def _features(self, numbers: Sequence[int]) -> list[StoryFeatures]:
        # Asked key by key: a set less a dictionary's keys walks through the whole dictionary.
        unknown = sorted({number for number in numbers if number not in self._features_of})
        for number, day, instant, id, title, packed in self._among(placing.FEATURES, unknown):
            self._features_of[number] = StoryFeatures(self._placed(number, day, instant, id), title, packed)
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
        return [self._placed(*row) for row in self._among(placing.PLACES, sorted(set(ids)))]

    # ------------------------------------------------------------------------------------- linking.stories.Shelf

    def alike(self, place: Place) -> Sequence[Likeness]:
        number = self._number_of[place.article]
        found = self._alike_to_new.get(number)
        if found is None:
            alike = self._driver.execute(placing.ALIKE, (number,)).fetchall()
            found = [Likeness(self._placed(*other), likeness) for *other, likeness in alike]
        self._know_stories(likeness.place for likeness in found)
        return found

    def _know_stories(self, places: Iterable[Place]) -> None:
        unknown = {place.article: place for place in places if place not in self._story_of}
        self._story_of |= dict.fromkeys(unknown.values())
        for *first, article in self._among(placing.FIRST_OF_STORY, sorted(unknown)):
            self._story_of[unknown[article]] = self._placed(*first)

    def copies(self, place: Place) -> Sequence[Place]:
        is_new = self._number_of[place.article] in self._alike_to_new
        if is_new and place.article not in self._reprinted:
            return ()  # as most are: the database need not be asked
        return self.places_of(id for (id,) in self._driver.execute(placing.COPIES, {"article": place.article}))

    def ruled(self, place: Place) -> Ruling:
        together, apart = self._rulings.of(place.article)
        return Ruling(self.places_of(together), self.places_of(apart))

    def story_of(self, place: Place) -> Place | None:
        self._know_stories([place])
        return self._story_of[place]

    def sizes(self, among: Collection[Place], before: Place, since: int) -> Mapping[Place, int]:
        of_id = {story_id(story.article): story for story in among}
        sizes = ((id, self._driver.execute(placing.SIZE, (id, since, *before)).fetchone()[0]) for id in of_id)
        return {of_id[id]: size for id, size in sizes if size}

    def alike_to_story(self, story: Place, after: Place) -> Iterable[Place]:
        if self._last is None or after >= self._last:
            return ()
        own = self._alike_to_new.get(self._number_of[after.article])
        is_alone = story == after and self._n_moves[after] == 1 and after.article not in self._reprinted
        if own is not None and is_alone:
            # A story that begins with a new article has that one only, and what it is alike to is known.
            return [likeness.place for likeness in own if likeness.place > after]
        values = {"story": story_id(story.article), "day": after.day, "instant": after.instant}
        found = self._driver.execute(placing.ALIKE_TO_STORY, values | {"article": after.article}).fetchall()
        return [self._placed(*row) for row in found]

    def move(self, place: Place, story: Place) -> None:
        id = story_id(story.article)
        if place == story:
            self._begin_story(id, self._number_of[story.article])
        if self.story_of(place) is not None:
            self._driver.execute(placing.TAKE_FROM_STORY, (place.article,))
        row = (place.article, id, self._number_of[place.article], place.day, place.instant)
        self._driver.execute(placing.PUT_INTO_STORY, row)
        self._story_of[place] = story
        self._n_moves[place] += 1
        self._last = max(self._last or place, place)

    def _begin_story(self, id: str, first_number: int) -> None:
        # It may be there, of other articles yet: those that this one left, and that are asked next.
        is_new = first_number in self._alike_to_new and self._story_of.get(self._place_of[first_number]) is None
        if not is_new and self._driver.execute(placing.HAS_STORY, (id,)).fetchone():
            return
        (features,) = self._features([first_number])
        self._driver.execute(placing.PUT_STORY, (id, first_number, features.title, self._made_by))

    # --------------------------------------------------------------------------------------------- putting in

    def add(self, new: Sequence[tuple[int, Body, StoryFeatures]]) -> None:
        """Make articles, each with its number, findable by what they share with others."""
        for number, _, features in new:
            self._placed(number, *features.place)
            self._features_of[number] = features
            self._alike_to_new[number] = []
            self._has_undated |= features.place.day == NO_DAY
        self._put(placing.PUT_FEATURES, ((number, *one.place[:2], one.title, one.packed) for number, _, one in new))
        # In the order of the tables, so that what comes to stand side by side is written in one go.
        keys = sorted((key, features.place.day, number) for number, _, features in new for key in features.keys)
        self._put(placing.PUT_STORY_KEY, keys)
        self._put(placing.PUT_PASSAGE, sorted((key, number) for number, body, _ in new for key in body.passages))
        self._put(placing.PUT_BAND, sorted((key, number) for number, body, _ in new for key in body.sketch.bands))
        made = (sketching.VERSION, self._made_by)
        self._put(placing.PUT_SKETCH, ((number, body.sketch.signature, *made) for number, body, _ in new))

    def add_alike(self, found: Iterable[tuple[Place, Likeness]]) -> None:
        """Record pairs of articles that are alike."""
        found = list(found)
        self._know_stories(likeness.place for _, likeness in found)  # all at once, since `alike` will ask for them
        pairs: list[tuple[int, int, float]] = []
        for one, (two, value) in found:
            for first, second in ((one, two), (two, one)):
                number = self._number_of[first.article]
                pairs.append((number, self._number_of[second.article], value))
                known = self._alike_to_new.get(number)
                if known is not None:
                    known.append(Likeness(second, value))
        self._put(placing.PUT_ALIKE, sorted(pairs))

    def add_derived(self, found: Sequence[Reprint]) -> None:
        """Record pairs of articles of which one carries the other's text."""
        self._insert(derivations, found)

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
        self._insert(reprints, ordered)
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
        touched = {story_id(story.article) for story in changed}
        touched |= {id for (id,) in self._among(placing.STORIES_WITH, sorted(retold))}
        self._refresh(sorted(touched))

    def _refresh(self, ids: Sequence[str]) -> None:
        # Forgotten at once, since an article that went elsewhere takes its entities and quotations along.
        told = [id for (id,) in self._among(placing.TOLD, ids)]
        for some in batched(told):
            forget_stories(self._connection, some)
        self._ask_among(placing.DROP_EMPTY, ids)
        self._ask_among(placing.HAVE_RETOLD, ids)

    # ----------------------------------------------------------------------------------------------- places

    def _insert(self, table: Table, found: Sequence[Reprint]) -> None:
        if found:
            made = [rows.reprint_to_row(reprint) | {"extractor_id": self._made_by} for reprint in found]
            self._connection.execute(insert(table), made)

    def _put(self, query: str, made: Iterable[Sequence[object]]) -> None:
        self._driver.executemany(query, made)

    def _among(self, query: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        for written, some in placing.in_lists(query, values):
            yield from self._driver.execute(written, some).fetchall()

    def _ask_among(self, query: str, values: Sequence[object]) -> None:
        for written, some in placing.in_lists(query, values):
            self._driver.execute(written, some)

    def _placed(self, number: int, day: int, instant: str, id: str) -> Place:
        self._number_of[id] = number
        known = self._place_of.get(number)
        if known is None:
            known = self._place_of[number] = Place(day, instant, id)
        return known

    def _last_settled(self) -> Place | None:
        return max((self._placed(*row) for row in self._driver.execute(placing.PLACES_OF_LAST_DAY)), default=None)

    def _any_undated(self) -> bool:
        return self._driver.execute(placing.HAS_UNDATED, (NO_DAY,)).fetchone() is not None


def forget_stories(connection: Connection, ids: Sequence[str]) -> None:
    """Drop the entities, claims and quotations of some stories."""
    of_claims = select(claims.c.id).where(claims.c.story_id.in_(ids))
    of_quotations = select(quotations.c.id).where(quotations.c.story_id.in_(ids))
    of_entities = select(entities.c.id).where(entities.c.story_id.in_(ids))
    for table in STORY_TABLES:
        if "story_id" in table.c:
            condition: ColumnElement[bool] = table.c.story_id.in_(ids)
        elif "claim_id" in table.c:
            condition = table.c.claim_id.in_(of_claims)
        elif "quotation_id" in table.c:
            condition = table.c.quotation_id.in_(of_quotations)
        else:
            condition = table.c.entity_id.in_(of_entities)
        connection.execute(delete(table).where(condition))
