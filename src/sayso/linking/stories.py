"""Stories: which articles tell of the same happening.

Articles are taken in the order of their publication, and each joins the earlier story it is most alike, or begins
one of its own (single-pass clustering; Allan, "Topic Detection and Tracking", 2002). Likeness is the cosine of TF-IDF
vectors, less for pairs published far apart. The order is by day, instant and id, never by arrival, ties go to the
story that began first, and weights come from a fixed table (terms.py): so the stories are a function of the set of
articles. One that arrives late is put in its place, and only articles that stand after it and are alike to a story
that changed are asked again (`settle`). That holds as long as no list of candidates was cut; what was is counted.

`StoryFeatures` is the compact form to store: regrouping never reads a text again.
"""

from __future__ import annotations

import heapq
import logging
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from hashlib import blake2b
from math import log
from typing import NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from sayso.linking.ids import id_from
from sayso.linking.terms import rarity, terms
from sayso.records import Article, Relation, Reprint, Story

__all__ = [
    "WHOLE",
    "Likeness",
    "Place",
    "Ruling",
    "Shelf",
    "StoryFeatures",
    "group_features",
    "group_stories",
    "likenesses",
    "publication_day",
    "settle",
    "shared_weights",
    "story_features",
    "story_id",
    "weight_of",
    "whole_copies",
    "worth_comparing",
]

logger = logging.getLogger(__name__)

# All numbers below were chosen on the training parts of gva_story_clusters and ecbplus (benchmarks/quality/stories.py).
# Half the mean and half the greatest likeness to a story's articles, from which an article joins it. .18 to .20 did
# within .003 of the best on both sets.
JOINS = 0.19
GREATEST_COUNTS = 0.5
# Likeness below this is coincidence and counts nothing.
LEAST = 0.1
# A pair published g days apart counts for FLOOR + (1 - FLOOR) * exp(-g / DAYS) of its similarity: a report of the
# trial, months later, must be twice as like the first report as one of the same evening.
FLOOR = 0.5
DAYS = 10.0
# An article without a date is held to a little more than two of one week.
UNDATED = 0.8
# Two articles are compared if they share this many of their most telling terms and lie at most so many days apart,
NEAR_TERMS, NEAR_SHARED, NEAR_DAYS = 24, 2, 60
# or share this many of their very most telling ones, however far apart.
FAR_TERMS, FAR_SHARED = 8, 3
# News tells the story first: words of the title and the first 80 words count half again, names half again.
LEAD_WORDS = 80
LEAD_WEIGHT = 1.5
NAME_WEIGHT = 1.5
# Terms kept of an article: all, 120 or 80 of them came out within .007 of one another on both sets.
KEPT_TERMS = 120
# Of the articles for which a term is telling, near enough in time, only the latest so many are proposed; of an
# article's alike ones the most alike are kept, and those that share most terms are looked at.
MOST_SHARERS = 50
MOST_COMPARED = 40
MOST_ALIKE = 64
# Letters of a title that had to be taken from the text.
TITLE_LENGTH = 100
# Likeness is compared after rounding to this many places, so that the order of summation cannot decide.
PLACES = 6
# The day of an article without one: after all others in order.
NO_DAY = date.max.toordinal()
# Added to a term's hash to make the key under which it is far-reaching.
FAR = 1 << 32

WHOLE = frozenset({Relation.IDENTICAL, Relation.WHOLLY_DERIVED, Relation.OWN_UPDATE, Relation.CORRECTION})


class Place(NamedTuple):
    """Where an article stands in the order in which stories are told.

    Attributes:
        day: ordinal of its day (date.toordinal), `NO_DAY` where none is known.
        instant: its publication date as printed, "" if unknown; it only orders articles of one day.
        article: its id.
    """

    day: int
    instant: str
    article: str


@dataclass(frozen=True)
class StoryFeatures:
    """What grouping needs to know of one article.

    Attributes:
        place: where it stands in order.
        title: its title, else the opening of its text.
        packed: its 120 most telling terms at most: their 32-bit hashes in ascending order, then their weights (32-bit
            floats, squares adding up to 1), all little-endian; b"" for an article without words.
    """

    place: Place
    title: str
    packed: bytes

    @property
    def article(self) -> str:
        """The article's id."""
        return self.place.article

    @property
    def published_on(self) -> date | None:
        """Its day, from the publication date, else the dateline; None when unknown."""
        return None if self.place.day == NO_DAY else date.fromordinal(self.place.day)

    @cached_property
    def hashes(self) -> NDArray[np.uint32]:
        """Term hashes, ascending."""
        return np.frombuffer(self.packed, "<u4", len(self.packed) // 8)

    @cached_property
    def weights(self) -> NDArray[np.float32]:
        """Term weights, in the order of `hashes`."""
        return np.frombuffer(self.packed, "<f4", -1, len(self.packed) // 2) if self.packed else np.empty(0, np.float32)

    @cached_property
    def keys(self) -> tuple[int, ...]:
        """Its 24 most telling terms, by which articles near in time find it; then the first eight, as far keys."""
        telling = self.hashes[np.lexsort((self.hashes, -self.weights))[:NEAR_TERMS]].tolist()
        return (*telling, *(FAR + term for term in telling[:FAR_TERMS]))


class Likeness(NamedTuple):
    """Another article that is alike, and how much so: 0 to 1, less for time between them."""

    place: Place
    likeness: float


T = TypeVar("T", int, Place)


class Ruling(NamedTuple):
    """What people said of an article's story: with which articles it is, and with which it is not."""

    together: Collection[Place] = ()
    apart: Collection[Place] = ()


class Shelf(Protocol):
    """Where articles stand and which stories they are in: a ledger, or the memory of this process."""

    def alike(self, place: Place) -> Sequence[Likeness]:
        """All alike articles, earlier and later ones."""

    def copies(self, place: Place) -> Sequence[Place]:
        """Articles that carry the whole of its text or whose whole text it carries."""

    def ruled(self, place: Place) -> Ruling:
        """What people said of the story it belongs to."""

    def story_of(self, place: Place) -> Place | None:
        """The first article of its story; None while it is in none."""

    def sizes(self, among: Collection[Place], before: Place, since: int) -> Mapping[Place, int]:
        """How many articles of some stories stand before a place, on the day `since` or later; 0 is left out."""

    def alike_to_story(self, story: Place, after: Place) -> Iterable[Place]:
        """Articles after a place that are alike to one of the story's articles, or copies of one."""

    def move(self, place: Place, story: Place) -> None:
        """Put an article into a story."""


def settle(shelf: Shelf, places: Iterable[Place]) -> frozenset[Place]:
    """Give articles their stories, and ask again those whose stories change thereby.

    Args:
        shelf: knows these articles and what they are alike to.
        places: new articles, in any order, and those of which copies were found.

    Returns:
        The first articles of the stories that changed, those that are no more included.
    """
    queue = list(places)
    waiting = set(queue)
    heapq.heapify(queue)
    changed: set[Place] = set()
    while queue:
        place = heapq.heappop(queue)
        waiting.discard(place)
        before, now = shelf.story_of(place), _story_for(shelf, place)
        if now == before:
            continue
        touched = {now} if before is None else {now, before}
        shelf.move(place, now)
        changed |= touched
        later = {other for story in touched for other in shelf.alike_to_story(story, place)}
        later |= {other for others in shelf.ruled(place) for other in others if other > place}
        for other in later - waiting:
            waiting.add(other)
            heapq.heappush(queue, other)
    return frozenset(changed)


def _story_for(shelf: Shelf, place: Place) -> Place:
    """The story that an article belongs to, given those of all articles before it."""
    ruling = shelf.ruled(place)
    barred = {shelf.story_of(other) for other in ruling.apart if other < place}
    for others in (ruling.together, shelf.copies(place)):  # people first
        for other in sorted(others):
            story = shelf.story_of(other) if other < place else None
            if story is not None and story not in barred:
                return story
    likeness_in: defaultdict[Place, list[Likeness]] = defaultdict(list)
    for found in shelf.alike(place):
        story = shelf.story_of(found.place) if found.place < place else None
        if story is not None and story not in barred:
            likeness_in[story].append(found)
    near = {story: found for story, found in likeness_in.items() if max(other.likeness for other in found) >= JOINS}
    if not near:
        return place
    since = 0 if place.day == NO_DAY else place.day - NEAR_DAYS
    sizes = shelf.sizes(near, place, since)
    ranked = sorted((-_belonging(found, sizes.get(story, 0), since), story) for story, found in near.items())
    return ranked[0][1] if -ranked[0][0] >= JOINS else place


def _belonging(found: Sequence[Likeness], n_near: int, since: int) -> float:
    """Half the mean likeness to a story's articles near in time, half the greatest; what is not alike counts 0."""
    n_far = sum(other.place.day < since for other in found)
    size = min(n_near + n_far, max(MOST_ALIKE, len(found)))
    values = [other.likeness for other in found]
    return round((1 - GREATEST_COUNTS) * sum(values) / size + GREATEST_COUNTS * max(values), PLACES)


# ---------------------------------------------------------------------------------------------- many articles


def group_stories(articles: Iterable[Article], reprints: Iterable[Reprint] = ()) -> tuple[Story, ...]:
    """Group articles into stories; each article is in exactly one.

    Args:
        articles: in any order; no two with one id.
        reprints: as found among them; an article that carries the whole of another's text is in that one's story.

    Returns:
        Stories in the order of their earliest article.
    """
    return group_features([story_features(article) for article in articles], together=whole_copies(reprints))


def whole_copies(reprints: Iterable[Reprint]) -> tuple[tuple[str, str], ...]:
    """Pairs of ids of articles that belong to one story because one carries the whole of the other's text."""
    return tuple((reprint.article, reprint.of) for reprint in reprints if reprint.relation in WHOLE)


def group_features(features: Iterable[StoryFeatures], *, together: Iterable[tuple[str, str]] = ()) -> tuple[Story, ...]:
    """Group articles, known by their features, into stories.

    Args:
        features: in any order; no two of one article.
        together: pairs of ids that belong to one story whatever their words; unknown ids are passed over.

    Returns:
        Stories in the order of their earliest article; articles without a date come last. A story's id and title are
        those of its earliest article, so they stay when later ones join.
    """
    shelf = MemoryShelf(features)
    for one, other in together:
        shelf.bind(one, other)
    settle(shelf, shelf.features)
    if shelf.crowded:
        logger.info(
            "%d terms are telling for over %d articles; only the latest were compared", len(shelf.crowded), MOST_SHARERS
        )
    return tuple(
        Story(story_id(story.article), shelf.features[story].title, tuple(place.article for place in members))
        for story, members in sorted(shelf.members.items())
    )


def story_id(first_article: str) -> str:
    """The id of the story that begins with an article."""
    return id_from("s", first_article)


class MemoryShelf:
    """The features of some articles, and their stories as far as they are settled.

    Attributes:
        features: by place, in order.
        members: first article of a story -> its articles, in order.
        crowded: keys that more articles share than are proposed.
    """

    def __init__(self, features: Iterable[StoryFeatures]) -> None:
        ordered = sorted(features, key=lambda one: one.place)
        self.features = {one.place: one for one in ordered}
        self.members: dict[Place, list[Place]] = {}
        self.crowded: set[int] = set()
        self._story_of: dict[Place, Place] = {}
        self._copies: defaultdict[Place, list[Place]] = defaultdict(list)
        self._alike: defaultdict[Place, list[Likeness]] = defaultdict(list)
        self._sharers: defaultdict[int, list[Place]] = defaultdict(list)
        self._places = {one.article: one.place for one in ordered}
        for one in ordered:
            self._add(one)

    def _add(self, one: StoryFeatures) -> None:
        shared: Counter[Place] = Counter()
        for key in one.keys:
            known = self._sharers[key]
            near = known if key >= FAR else known[bisect_left(known, _first_near(one.place)) :]
            if len(near) > MOST_SHARERS:
                self.crowded.add(key)
            shared.update(dict.fromkeys(near[-MOST_SHARERS:], weight_of(key)))
            known.append(one.place)
        for found in likenesses(one, [self.features[place] for place in worth_comparing(shared)]):
            self._alike[one.place].append(found)
            self._alike[found.place].append(Likeness(one.place, found.likeness))

    def bind(self, one: str, other: str) -> None:
        """Make two articles, by their ids, one story; unknown ids are passed over."""
        if one in self._places and other in self._places:
            self._copies[self._places[one]].append(self._places[other])
            self._copies[self._places[other]].append(self._places[one])

    def alike(self, place: Place) -> Sequence[Likeness]:
        return self._alike[place]

    def copies(self, place: Place) -> Sequence[Place]:
        return self._copies[place]

    def ruled(self, place: Place) -> Ruling:
        return Ruling()

    def story_of(self, place: Place) -> Place | None:
        return self._story_of.get(place)

    def sizes(self, among: Collection[Place], before: Place, since: int) -> Mapping[Place, int]:
        first = Place(since, "", "")
        found = {story: self.members[story] for story in among}
        return {story: bisect_left(members, before) - bisect_left(members, first) for story, members in found.items()}

    def alike_to_story(self, story: Place, after: Place) -> Iterable[Place]:
        # Everything is settled in order here: what stands after has not been asked yet.
        return ()

    def move(self, place: Place, story: Place) -> None:
        self._story_of[place] = story
        insort(self.members.setdefault(story, []), place)


def weight_of(key: int) -> int:
    """What a shared key counts in the sum that `worth_comparing` judges: near and far ones are told apart in it."""
    return NEAR_TERMS + 1 if key >= FAR else 1


def worth_comparing(shared: Mapping[T, int]) -> list[T]:
    """Which articles share enough telling terms to be compared, those that share most first.

    Args:
        shared: for each the sum of `weight_of` over the keys it shares.
    """
    worth = [(-n_near, -n_far, other) for other, (n_far, n_near) in _parted(shared) if _is_enough(n_far, n_near)]
    return [other for _, _, other in sorted(worth)[:MOST_COMPARED]]


def _parted(shared: Mapping[T, int]) -> Iterator[tuple[T, tuple[int, int]]]:
    return ((other, divmod(weight, NEAR_TERMS + 1)) for other, weight in shared.items())


def _is_enough(n_far: int, n_near: int) -> bool:
    return n_near >= NEAR_SHARED or n_far >= FAR_SHARED


def _first_near(place: Place) -> Place:
    return Place(0 if place.day == NO_DAY else place.day - NEAR_DAYS, "", "")


# ------------------------------------------------------------------------------------------------- one article


def publication_day(article: Article) -> date | None:
    """The day an article was published: its publication date, else its dateline's; None when neither is known."""
    if article.published_at:
        try:
            return date.fromisoformat(article.published_at[:10])
        except ValueError:
            logger.debug("article %s: %r is no ISO 8601 date", article.id, article.published_at)
    return article.dateline.on if article.dateline else None


def story_features(article: Article) -> StoryFeatures:
    """Reduce an article to what grouping needs to know of it."""
    body = _without_furniture(article)
    opening = " ".join(body[: 4 * TITLE_LENGTH].split())
    title = article.title or (
        opening if len(opening) <= TITLE_LENGTH else opening[:TITLE_LENGTH].rsplit(" ", 1)[0] + " …"
    )
    day = publication_day(article)
    place = Place(day.toordinal() if day else NO_DAY, article.published_at or "", article.id)
    return StoryFeatures(place, title, _packed(_weights(article.title or "", body)))


def shared_weights(one: Article, other: Article) -> dict[str, float]:
    """Stem -> what it adds to the likeness of two articles, of the telling terms that both have."""
    weights, others = (_weights(article.title or "", _without_furniture(article)) for article in (one, other))
    return {stem: weight * others[stem] for stem, weight in weights.items() if stem in others}


def _without_furniture(article: Article) -> str:
    kept, start = [], 0
    for span in article.furniture:
        kept.append(article.text[start : span.start])
        start = max(start, span.end)
    return "\n".join([*kept, article.text[start:]])


def _weights(title: str, body: str) -> dict[str, float]:
    """Stem -> weight, of the most telling terms; squares add up to 1."""
    counts: defaultdict[str, float] = defaultdict(float)
    printed: Counter[str] = Counter()
    as_name: Counter[str] = Counter()
    for at, term in enumerate(terms(body)):
        counts[term.stem] += LEAD_WEIGHT if at < LEAD_WORDS else 1
        printed[term.stem] += 1
        as_name[term.stem] += term.is_name
    for term in terms(title):
        counts[term.stem] += LEAD_WEIGHT
    weights = {
        stem: (1 + log(count)) * rarity(stem) * (NAME_WEIGHT if as_name[stem] * 2 > printed[stem] else 1)
        for stem, count in counts.items()
    }
    telling = sorted(weights.items(), key=lambda entry: (-entry[1], entry[0]))[:KEPT_TERMS]
    length = sum(weight * weight for _, weight in telling) ** 0.5
    return {stem: weight / length for stem, weight in telling} if length else {}


def _packed(weights: dict[str, float]) -> bytes:
    by_hash: dict[int, float] = {}
    for stem, weight in weights.items():
        by_hash[_term_hash(stem)] = weight
    ordered = sorted(by_hash)
    return np.array(ordered, "<u4").tobytes() + np.array([by_hash[key] for key in ordered], "<f4").tobytes()


@lru_cache(maxsize=1 << 17)
def _term_hash(stem: str) -> int:
    return int.from_bytes(blake2b(stem.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "little")


# ------------------------------------------------------------------------------------------- pairs of articles


def likenesses(one: StoryFeatures, others: Sequence[StoryFeatures]) -> list[Likeness]:
    """How alike an article is to each of some others: cosine, less for time between; what counts nothing is left out.

    Returns:
        The 64 most alike at most, the most alike first.
    """
    kept = [other for other in others if other.packed]
    if not kept or not one.packed:
        return []
    # As one row of bytes each, since making an array of every article's takes longer than comparing them.
    halves = [len(other.packed) // 2 for other in kept]
    hashes = np.frombuffer(b"".join(other.packed[:half] for other, half in zip(kept, halves, strict=True)), "<u4")
    weights = np.frombuffer(b"".join(other.packed[half:] for other, half in zip(kept, halves, strict=True)), "<f4")
    at = np.minimum(np.searchsorted(one.hashes, hashes), len(one.hashes) - 1)
    products = np.where(one.hashes[at] == hashes, weights.astype(np.float64) * one.weights[at], 0.0)
    cosines = np.add.reduceat(products, np.cumsum([0, *(half // 4 for half in halves[:-1])]))
    alike = np.round(cosines * _discount(one.place.day, [other.place.day for other in kept]), PLACES)
    found = [Likeness(kept[at].place, float(alike[at])) for at in np.flatnonzero(alike >= LEAST).tolist()]
    return heapq.nsmallest(MOST_ALIKE, found, key=lambda likeness: (-likeness.likeness, likeness.place))


def _discount(day: int, days: Sequence[int]) -> NDArray[np.float64]:
    """What share of their similarity pairs keep, from the ordinals of their days."""
    others = np.array(days)
    if day == NO_DAY:
        return np.full(len(others), UNDATED)
    return np.where(others == NO_DAY, UNDATED, FLOOR + (1 - FLOOR) * np.exp(-np.abs(others - day) / DAYS))
