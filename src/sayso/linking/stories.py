"""Stories: which articles tell of the same happening.

Articles are compared by the telling words they share (cosine of TF-IDF vectors) and by how far apart they were
published, and grouped by average linkage: two groups become one as long as their articles are, on average, alike
enough. The result is a function of the set of articles; the order in which they arrived never matters, ties are
settled by date and id, and weights come from a fixed table (terms.py). Articles that no chain of sufficiently alike
pairs connects never meet, so a ledger that grows need only regroup the articles that `affected` names, and ends
with the stories it would have had from all of them at once.

`StoryFeatures` is the compact form to store: regrouping never reads a text again.
"""

from __future__ import annotations

import heapq
import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from sayso.linking.terms import rarity, terms
from sayso.linking.unions import Unions
from sayso.records import Article, Relation, Reprint, Story

__all__ = ["StoryFeatures", "affected", "group_features", "group_stories", "publication_day", "story_features"]

logger = logging.getLogger(__name__)

# All numbers below were chosen on the training parts of gva_story_clusters and ecbplus (benchmarks/quality/stories.py).
# Average similarity, after the discount for time, at which two groups are one story. .16 to .20 did within .007 of
# the best on gva; lower joins look-alike incidents of one day.
ALIKE = 0.19
# A pair published g days apart counts for FLOOR + (1 - FLOOR) * exp(-g / DAYS) of its similarity: a report of the
# trial, months later, must be twice as like the first report as one of the same evening.
FLOOR = 0.5
DAYS = 10.0
# An article without a date is held to what ecbplus, which has none, needs: similarity .30.
UNDATED = 0.63
# News tells the story first: words of the title and the first 80 words count half again, names half again.
LEAD_WORDS = 80
LEAD_WEIGHT = 1.5
NAME_WEIGHT = 1.5
# Pairs this alike are one story at once, whatever the rest; it keeps thousands of weather pages from being weighed
# against one another again after every merge.
NEARLY_SAME = 0.9
# Terms kept of an article: all, 120 or 80 of them came out within .007 of one another on both sets.
KEPT_TERMS = 120
# Limits for sets of thousands of near-identical pages. A term in more articles than this proposes no pairs; an
# article keeps its most alike earlier ones.
MOST_POSTINGS = 20_000
MOST_NEIGHBOURS = 64
# Letters of a title that had to be taken from the text.
TITLE_LENGTH = 100
# Similarities are compared after rounding to this many places, so that the order of summation cannot decide.
PLACES = 9
NO_DAY = -1

WHOLE = frozenset({Relation.IDENTICAL, Relation.WHOLLY_DERIVED, Relation.OWN_UPDATE, Relation.CORRECTION})


@dataclass(frozen=True, slots=True)
class StoryFeatures:
    """What grouping needs to know of one article.

    Attributes:
        article: its id.
        published_on: its day, from the publication date, else the dateline; None when unknown.
        title: its title, else the opening of its text.
        packed: its 120 most telling terms at most: their 32-bit hashes in ascending order, then their weights (32-bit
            floats, squares adding up to 1), all little-endian; b"" for an article without words.
    """

    article: str
    published_on: date | None
    title: str
    packed: bytes

    @property
    def hashes(self) -> NDArray[np.uint32]:
        """Term hashes, ascending."""
        return np.frombuffer(self.packed, "<u4", len(self.packed) // 8)

    @property
    def weights(self) -> NDArray[np.float32]:
        """Term weights, in the order of `hashes`."""
        return np.frombuffer(self.packed, "<f4", -1, len(self.packed) // 2) if self.packed else np.empty(0, np.float32)


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
    return StoryFeatures(article.id, publication_day(article), title, _packed(_weights(article.title or "", body)))


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
    ordered = _in_order(features)
    place = {feature.article: at for at, feature in enumerate(ordered)}
    unions = Unions(range(len(ordered)))
    for one, other in together:
        if one in place and other in place:
            unions.join(place[one], place[other])
    pairs = list(_pairs(ordered))
    for early, late, similarity in pairs:
        if similarity >= NEARLY_SAME:
            unions.join(early, late)
    groups = _Groups(ordered, unions.sets())
    groups.merge(pairs)
    return tuple(_story([ordered[at] for at in members]) for members in groups.members())


def affected(new: Iterable[StoryFeatures], known: Iterable[StoryFeatures]) -> frozenset[str]:
    """Ids of the known articles whose story may change once the new articles join them.

    These are the articles that chains of alike pairs connect to a new one. Grouping them together with the new ones
    gives the same stories as grouping everything.
    """
    fresh = {feature.article: feature for feature in new}
    ordered = _in_order([*fresh.values(), *(feature for feature in known if feature.article not in fresh)])
    unions = Unions(range(len(ordered)))
    for one, other, _ in _pairs(ordered):
        unions.join(one, other)
    touched = {unions.find(at) for at, feature in enumerate(ordered) if feature.article in fresh}
    return frozenset(
        feature.article
        for at, feature in enumerate(ordered)
        if feature.article not in fresh and unions.find(at) in touched
    )


def _in_order(features: Iterable[StoryFeatures]) -> list[StoryFeatures]:
    return sorted(features, key=lambda feature: (feature.published_on or date.max, feature.article))


def _story(members: Sequence[StoryFeatures]) -> Story:
    first = members[0]
    digest = blake2b(first.article.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
    return Story(f"s{digest}", first.title, tuple(member.article for member in members))


# ------------------------------------------------------------------------------------------------- one article


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


def _discount(days: NDArray[np.int64], day: int) -> NDArray[np.float64]:
    """What share of their similarity pairs keep, from the ordinals of their days."""
    if day == NO_DAY:
        return np.full(len(days), UNDATED)
    return np.where(days == NO_DAY, UNDATED, FLOOR + (1 - FLOOR) * np.exp(-np.abs(days - day) / DAYS))


def _pairs(ordered: Sequence[StoryFeatures]) -> Iterator[tuple[int, int, float]]:
    """Pairs of places (earlier, later) that are alike enough by themselves, with their discounted similarity.

    Similarities of one article to all earlier ones are added up term by term over posting lists: time grows with
    the number of pairs that share a term, and memory with the number of articles.
    """
    if not ordered:
        return
    lengths = np.array([len(feature.hashes) for feature in ordered])
    hashes = np.concatenate([feature.hashes for feature in ordered])
    weights = np.concatenate([feature.weights for feature in ordered]).astype(np.float64)
    owners = np.repeat(np.arange(len(ordered)), lengths)
    by_term = np.argsort(hashes, kind="stable")  # stable: owners ascend inside each term
    posted, posted_weights = owners[by_term], weights[by_term]
    rank = np.empty(len(hashes), np.int64)
    rank[by_term] = np.arange(len(hashes))
    term_starts = np.searchsorted(hashes[by_term], hashes)
    crowded = rank - term_starts > MOST_POSTINGS
    if crowded.any():
        logger.info("%d terms stand in over %d articles and propose no pairs", crowded.sum(), MOST_POSTINGS)
    days = np.array([feature.published_on.toordinal() if feature.published_on else NO_DAY for feature in ordered])
    edges = np.append(0, np.cumsum(lengths))
    for later in range(1, len(ordered)):
        own = np.arange(edges[later], edges[later + 1])
        own = own[(rank[own] > term_starts[own]) & ~crowded[own]]
        if not len(own):
            continue
        slices = [slice(*bounds) for bounds in zip(term_starts[own].tolist(), rank[own].tolist(), strict=True)]
        counts = rank[own] - term_starts[own]
        shared = np.concatenate([posted_weights[part] for part in slices]) * np.repeat(weights[own], counts)
        similarity = np.bincount(np.concatenate([posted[part] for part in slices]), shared, later)
        similarity = np.round(similarity * _discount(days[:later], int(days[later])), PLACES)
        alike = np.flatnonzero(similarity >= ALIKE)
        if len(alike) > MOST_NEIGHBOURS:
            alike = np.sort(alike[np.argsort(-similarity[alike], kind="stable")[:MOST_NEIGHBOURS]])
        for earlier in alike.tolist():
            yield earlier, later, float(similarity[earlier])


# ------------------------------------------------------------------------------------------- groups of articles


class _Groups:
    """Groups of articles while they are being merged: the state of average linkage.

    The average similarity of two groups is the product of the sums of their articles' vectors, divided by the number
    of pairs, so no pair has to be remembered. The discount for time is that of the nearest two days.
    """

    def __init__(self, ordered: Sequence[StoryFeatures], sets: Sequence[list[int]]) -> None:
        self._ordered = ordered
        self._group_of = {at: members[0] for members in sets for at in members}
        self._members = {members[0]: members for members in sets}
        self._sums = {members[0]: _sum_of([ordered[at] for at in members]) for members in sets}
        self._days = {members[0]: _days_of([ordered[at] for at in members]) for members in sets}
        self._neighbours: dict[int, set[int]] = {members[0]: set() for members in sets}

    def merge(self, pairs: Iterable[tuple[int, int, float]]) -> None:
        """Join the most alike two groups, again and again, until none are alike enough. Ties: the earliest first."""
        for one, other, _ in pairs:
            first, second = self._group_of[one], self._group_of[other]
            if first != second:
                self._neighbours[first].add(second)
                self._neighbours[second].add(first)
        queue = [entry for one in self._neighbours for other in self._neighbours[one] if one < other
                 for entry in self._candidate(one, other)]  # fmt: skip
        heapq.heapify(queue)
        while queue:
            negative, one, other = heapq.heappop(queue)
            if one not in self._members or other not in self._members:
                continue
            if [(negative, one, other)] != self._candidate(one, other):
                continue  # one of them has grown since
            self._join(one, other)
            for neighbour in sorted(self._neighbours[one]):
                for entry in self._candidate(min(one, neighbour), max(one, neighbour)):
                    heapq.heappush(queue, entry)

    def members(self) -> list[list[int]]:
        """The groups as sorted lists of places, ordered by their first."""
        return sorted(sorted(members) for members in self._members.values())

    def _candidate(self, one: int, other: int) -> list[tuple[float, int, int]]:
        (hashes, sums), (other_hashes, other_sums) = self._sums[one], self._sums[other]
        if len(hashes) > len(other_hashes):
            hashes, sums, other_hashes, other_sums = other_hashes, other_sums, hashes, sums
        at = np.minimum(np.searchsorted(other_hashes, hashes), len(other_hashes) - 1)
        product = float(sums @ np.where(other_hashes[at] == hashes, other_sums[at], 0.0)) if len(hashes) else 0.0
        average = product / (len(self._members[one]) * len(self._members[other]))
        similarity = round(average * self._nearness(one, other), PLACES)
        return [(-similarity, one, other)] if similarity >= ALIKE else []

    def _nearness(self, one: int, other: int) -> float:
        days, other_days = self._days[one], self._days[other]
        if not len(days) or not len(other_days):
            return UNDATED
        at = np.searchsorted(other_days, days)
        after = np.abs(other_days[np.minimum(at, len(other_days) - 1)] - days).min()
        before = np.abs(other_days[np.maximum(at - 1, 0)] - days).min()
        return FLOOR + (1 - FLOOR) * exp(-float(min(after, before)) / DAYS)

    def _join(self, one: int, other: int) -> None:
        self._members[one] = self._members[one] + self._members.pop(other)
        self._sums[one] = _added(self._sums[one], self._sums.pop(other))
        self._days[one] = np.union1d(self._days[one], self._days.pop(other))
        for neighbour in self._neighbours.pop(other):
            self._neighbours[neighbour].discard(other)
            if neighbour != one:
                self._neighbours[neighbour].add(one)
                self._neighbours[one].add(neighbour)


Vector = tuple[NDArray[np.uint32], NDArray[np.float64]]


def _added(one: Vector, other: Vector) -> Vector:
    return _gathered(np.concatenate([one[0], other[0]]), np.concatenate([one[1], other[1]]))


def _sum_of(features: Sequence[StoryFeatures]) -> Vector:
    weights = np.concatenate([feature.weights for feature in features]).astype(np.float64)
    return _gathered(np.concatenate([feature.hashes for feature in features]), weights)


def _gathered(hashes: NDArray[np.uint32], weights: NDArray[np.float64]) -> Vector:
    distinct, inverse = np.unique(hashes, return_inverse=True)
    return distinct, np.bincount(inverse, weights, len(distinct)).astype(np.float64)


def _days_of(features: Sequence[StoryFeatures]) -> NDArray[np.int64]:
    return np.unique(
        np.array([feature.published_on.toordinal() for feature in features if feature.published_on], np.int64)
    )
