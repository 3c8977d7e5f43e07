"""Reprints: which articles carry another's text.

Candidates are found by shared band keys and by shared passages, a fixed sample of an article's five-word shingles,
and each is confirmed by counting exactly which shingles, and which sentences, the two have in common. Quotations are
set aside first: two reporters who copy down the same speech have not copied each other. The values are METER's
(Gaizauskas et al. 2001).
"""

from __future__ import annotations

import logging
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sayso.linking.sketches import SHINGLE_WORDS, Hashes, Sketch, Words, shingle, sketch_of
from sayso.linking.unions import Unions
from sayso.records import Article, How, Relation, Reprint
from sayso.segments import segment
from sayso.spans import Span, Spans

__all__ = [
    "MOST_SHARERS",
    "Body",
    "Sentence",
    "Taken",
    "closest",
    "compare",
    "find_reprints",
    "likeliest",
    "quoted_spans",
    "read_body",
    "reprints_among",
    "sentences_of",
]

logger = logging.getLogger(__name__)

T = TypeVar("T", int, str)

# Chosen on copies made from gva_story_clusters (train) and on independent reports of newswcl50 (train), see
# benchmarks/quality/reprints.py.
# Share of a sentence's shingles that stand in the other text, from which it counts as taken over, or as edited.
INHERITED = 0.8
EDITED = 0.25
# Share of an article's words, in taken-over and edited sentences, from which it is wholly another's.
WHOLLY = 0.8
NEARLY_ALL = 0.95
# A text this much shorter than the one it carries was cut down.
ABRIDGED_BELOW = 0.85
# Below this share, or this many shingles (edited ones count half), what two texts share is coincidence or boilerplate.
PARTIALLY = 0.12
LEAST_CARRIED = 35
# Share of its shingles, exactly the same, that one of the two must have in the other.
LEAST_SHARED = 0.1
# Shingles outside quotations; with fewer there is nothing to compare but the quotations themselves.
LEAST_OWN = 20
# Candidates: one shingle in this many, chosen by its hash alone, so that two texts choose alike. One in 8 finds a
# hundredth more of the copies that are a third of another piece, and doubles the largest table of a ledger.
SAMPLED = 16
# Shared passages from which a pair is worth comparing word for word: about 32 shingles of all. A shared band key, which
# two short texts may have without a passage, counts as much.
LEAST_SHARED_KEYS = 2
# A key that more articles have than this is boilerplate; only the first of them are proposed by it.
MOST_SHARERS = 100
# Candidates that are compared word for word, those with most keys in common first.
MOST_CANDIDATES = 12

PARAGRAPH = re.compile(r"\n\s*\n|\n")
CORRECTED = re.compile(
    r"\bcorrection\b\s*:|\bcorrects\b|\b(?:earlier|previous) version of this (?:article|story)\b", re.I
)
QUOTES = {"“": "”", "«": "»", '"': '"', "''": "''", "``": "''"}
QUOTE_MARK = re.compile(r"[“«\"”»]|''|``")


@dataclass(frozen=True, eq=False)
class Body:
    """An article made ready for comparing.

    Attributes:
        own: distinct hashes of the shingles that lie wholly outside quotations, ascending.
        every: distinct hashes of all shingles, ascending.
    """

    article: Article
    words: Words
    quoted: NDArray[np.bool_]
    own: Hashes
    every: Hashes

    @property
    def compared(self) -> Hashes:
        """The shingles that say whether this text was carried: its own, unless hardly any are."""
        return self.own if len(self.own) >= LEAST_OWN else self.every

    @cached_property
    def passages(self) -> tuple[int, ...]:
        """The sampled shingles by which it is found, as signed 64-bit numbers.

        Those of quotations too: a copy may have lost one of the marks, and all after it would seem quoted.
        """
        return tuple(self.every[self.every % np.uint64(SAMPLED) == 0].view(np.int64).tolist())

    @cached_property
    def sketch(self) -> Sketch:
        """The sketch of all its words, quotations included."""
        return sketch_of(self.shingles)

    @cached_property
    def shingles(self) -> Hashes:
        """All shingles, in text order."""
        return shingle(self.words.hashes)

    @cached_property
    def counting(self) -> NDArray[np.bool_]:
        """Which of the shingles in text order say whether this text was carried."""
        if len(self.own) < LEAST_OWN:
            return np.ones(len(self.shingles), bool)
        return ~_touching(self.quoted, len(self.shingles))

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """First and last (exclusive) word of each sentence that has words outside furniture."""
        return tuple((first, last) for first, last, _ in self._sentences)

    @cached_property
    def printed(self) -> Spans:
        """These sentences as they stand in the text."""
        return tuple(span for _, _, span in self._sentences)

    @cached_property
    def _sentences(self) -> tuple[tuple[int, int, Span], ...]:
        spans = segment(self.article.text, self.article.furniture).sentences
        firsts = np.searchsorted(self.words.starts, [span.start for span in spans]).tolist()
        lasts = np.searchsorted(self.words.starts, [span.end for span in spans]).tolist()
        return tuple(each for each in zip(firsts, lasts, spans, strict=True) if each[1] > each[0])

    def shingles_of(self, sentence: tuple[int, int]) -> slice:
        """The shingles of a sentence; one that is shorter than a shingle has the one that begins with it."""
        first, last = sentence
        n = len(self.shingles)
        stop = max(min(last - SHINGLE_WORDS + 1, n), min(first + 1, n))
        return slice(min(first, stop), stop)


def read_body(article: Article) -> Body:
    """Make an article ready for comparing. Time is linear in its length."""
    words = Words.of(article.text).outside(article.furniture)
    quoted = np.zeros(len(words), bool)
    for span in quoted_spans(article.text):
        first = int(np.searchsorted(words.ends, span.start, side="right"))
        quoted[first : int(np.searchsorted(words.starts, span.end))] = True
    shingles = shingle(words.hashes)
    return Body(article, words, quoted, np.unique(shingles[~_touching(quoted, len(shingles))]), np.unique(shingles))


def quoted_spans(text: str) -> Spans:
    """Stretches of `text` between double quotation marks, marks included.

    A quotation ends with its paragraph if no mark closes it, as it does when it goes on in the next.
    """
    result, start = [], 0
    for gap in [*PARAGRAPH.finditer(text), None]:
        end = gap.start() if gap else len(text)
        result.extend(_quoted_in(text, start, end))
        start = gap.end() if gap else end
    return tuple(result)


def _quoted_in(text: str, start: int, end: int) -> list[Span]:
    result: list[Span] = []
    opened, closer = -1, ""
    for match in QUOTE_MARK.finditer(text, start, end):
        mark = match[0]
        if opened >= 0 and mark == closer:
            result.append(Span(opened, match.end()))
            opened = -1
        elif opened < 0 and mark in QUOTES:
            opened, closer = match.start(), QUOTES[mark]
    if opened >= 0:
        result.append(Span(opened, end))
    return result


def _touching(quoted: NDArray[np.bool_], n_shingles: int) -> NDArray[np.bool_]:
    """Which shingles have a quoted word in them."""
    width = len(quoted) - n_shingles + 1
    if not n_shingles:
        return np.zeros(0, bool)
    total = np.append(0, np.cumsum(quoted))
    return np.asarray(total[width:] - total[:n_shingles] > 0)


# ----------------------------------------------------------------------------------------------------- one pair


def find_reprints(article: Article, candidates: Iterable[Article]) -> tuple[Reprint, ...]:
    """Say which of the candidates share their text with `article`, and which of the two carries the other's.

    Args:
        article: the article in question.
        candidates: articles that may share its text, in any order; itself is passed over.

    Returns:
        At most one reprint a candidate, in the order of the candidates' ids; those not derived are left out. Where
        nothing says which came first, `evidence` is empty and `of` is the article of which less is shared; of two
        alike in that the one published first, then the one with the smaller id.
    """
    body = read_body(article)
    others = sorted((other for other in candidates if other.id != article.id), key=lambda other: other.id)
    found = (compare(body, read_body(other)) for other in others)
    return tuple(reprint for reprint in found if reprint is not None)


def compare(one: Body, other: Body) -> Reprint | None:
    """The reprint relation of two articles, or None when neither carries the other's text."""
    shared, other_shared = _containment(one, other), _containment(other, one)
    if max(shared, other_shared) < LEAST_SHARED:
        return None
    carrier, origin, evidence = _direction(one, other, shared, other_shared)
    carried = _Carried.of(carrier, origin)
    relation = _relation(carried)
    if relation is Relation.NOT_DERIVED:
        return None
    if carried.is_nearly_all and _Carried.of(origin, carrier).is_nearly_all:
        relation = Relation.IDENTICAL
    how = _how(carrier, origin, carried, relation)
    if _is_own_update(carrier.article, origin.article, evidence) and relation is not Relation.PARTIALLY_DERIVED:
        relation = Relation.CORRECTION if CORRECTED.search(carrier.article.text) else Relation.OWN_UPDATE
    share = shared if carrier is one else other_shared
    return Reprint(carrier.article.id, origin.article.id, relation, how, evidence, round(share, 4))


def _containment(one: Body, other: Body) -> float:
    """Share of the compared shingles of `one` that stand in `other`."""
    compared = one.compared
    return float(_are_in(compared, other.every).mean()) if len(compared) else 0.0


def _are_in(hashes: Hashes, ascending: Hashes) -> NDArray[np.bool_]:
    """Which of some hashes are among others, which are in order."""
    if not len(ascending):
        return np.zeros(len(hashes), bool)
    places = np.searchsorted(ascending, hashes)
    return np.asarray(ascending[np.minimum(places, len(ascending) - 1)] == hashes)


class Taken(StrEnum):
    """What a sentence of an article is, held against another article."""

    INHERITED = "inherited"
    EDITED = "edited"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class _Carried:
    """How much of an article's own words stand in another article, sentence by sentence.

    Attributes:
        share: of its shingles, those in taken-over or edited sentences.
        edited: of those, the share in edited ones.
        words: how many they are; four fewer than the words of each sentence.
    """

    share: float
    edited: float
    words: int

    @classmethod
    def of(cls, carrier: Body, origin: Body) -> _Carried:
        """Look for the sentences of `carrier` in `origin`."""
        counted: Counter[Taken] = Counter()
        for possible, taken in _taken_sentences(carrier, origin, carrier.counting):
            counted[taken] += possible
        carried, total = counted[Taken.INHERITED] + counted[Taken.EDITED], counted.total()
        return cls(carried / total if total else 0.0, counted[Taken.EDITED] / carried if carried else 0.0, carried)

    @property
    def is_nearly_all(self) -> bool:
        """Whether hardly a word is not carried, and hardly one was changed."""
        return self.share >= NEARLY_ALL and self.edited <= 1 - NEARLY_ALL


def _taken_sentences(carrier: Body, origin: Body, counting: NDArray[np.bool_]) -> Iterator[tuple[int, Taken]]:
    """For each sentence how many of its shingles count, and what they say of it."""
    seen = np.append(0, np.cumsum(counting))
    hits = np.append(0, np.cumsum(_are_in(carrier.shingles, origin.every) & counting))
    for sentence in carrier.sentences:
        own = carrier.shingles_of(sentence)
        possible = int(seen[own.stop] - seen[own.start])
        yield possible, _taken((hits[own.stop] - hits[own.start]) / possible if possible else 0.0)


def _taken(share: float) -> Taken:
    if share >= INHERITED:
        return Taken.INHERITED
    return Taken.EDITED if share >= EDITED else Taken.OWN


def _relation(carried: _Carried) -> Relation:
    if carried.share >= WHOLLY:
        return Relation.WHOLLY_DERIVED
    if carried.share >= PARTIALLY and carried.words * (1 - carried.edited / 2) >= LEAST_CARRIED:
        return Relation.PARTIALLY_DERIVED
    return Relation.NOT_DERIVED


def _how(carrier: Body, origin: Body, carried: _Carried, relation: Relation) -> How:
    if carried.edited > 0.5:
        return How.REWRITTEN
    if carried.edited > 1 - NEARLY_ALL:
        return How.EDITED
    shorter = len(carrier.words) < ABRIDGED_BELOW * len(origin.words)
    return How.ABRIDGED if shorter and relation is Relation.WHOLLY_DERIVED else How.VERBATIM


# ------------------------------------------------------------------------------------------- sentence by sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article, held against another article.

    Attributes:
        span: in its own article's text.
        of: the sentences it goes back to, in the other article's text; none where it is its own.
    """

    span: Span
    taken: Taken
    of: Spans


def sentences_of(carrier: Body, origin: Body) -> tuple[Sentence, ...]:
    """Which sentences of an article are another's, in text order.

    Meant for pairs of which one is known to carry the other's text: here quotations count like any other words.
    """
    places = _places(origin)
    whole = {_words_of(origin, at): at for at in reversed(range(len(origin.sentences)))}
    found = []
    everything = np.ones(len(carrier.shingles), bool)
    for at, (_, taken) in enumerate(_taken_sentences(carrier, origin, everything)):
        of: Spans = ()
        same = whole.get(_words_of(carrier, at))
        if same is not None:
            taken, of = Taken.INHERITED, (origin.printed[same],)
        elif taken is not Taken.OWN:
            of = _goes_back_to(carrier, at, origin, places)
        found.append(Sentence(carrier.printed[at], taken if of else Taken.OWN, of))
    return tuple(found)


def _words_of(body: Body, at: int) -> bytes:
    first, last = body.sentences[at]
    return body.words.hashes[first:last].tobytes()


def _places(body: Body) -> dict[int, list[int]]:
    """Shingle -> the sentences that have it."""
    places: dict[int, list[int]] = {}
    for at, sentence in enumerate(body.sentences):
        for key in set(body.shingles[body.shingles_of(sentence)].tolist()):
            places.setdefault(key, []).append(at)
    return places


def _goes_back_to(carrier: Body, at: int, origin: Body, places: Mapping[int, Sequence[int]]) -> Spans:
    """The sentence that shares most with this one, and those right beside it of which it has a good part."""
    own = carrier.shingles[carrier.shingles_of(carrier.sentences[at])].tolist()
    shared = Counter(other for key in own for other in places.get(key, ()))
    if not shared:
        return ()
    first = last = min(shared, key=lambda other: (-shared[other], other))

    def has_part_of(other: int) -> bool:
        part = origin.shingles_of(origin.sentences[other])
        return bool(shared[other] >= EDITED * (part.stop - part.start))

    while first and first - 1 in shared and has_part_of(first - 1):
        first -= 1
    while last + 1 in shared and has_part_of(last + 1):
        last += 1
    return origin.printed[first : last + 1]


# --------------------------------------------------------------------------------------------------- who was first


def _direction(one: Body, other: Body, shared: float, other_shared: float) -> tuple[Body, Body, tuple[str, ...]]:
    """Carrier, origin, and what says so."""
    for carrier, origin in ((one, other), (other, one)):
        credit = _credit(carrier.article, origin.article)
        if credit and not _credit(origin.article, carrier.article):
            return carrier, origin, (credit,)
    instants = _instant(one.article), _instant(other.article)
    if instants[0] and instants[1]:
        order = _later(instants[0], instants[1])
        if order:
            carrier, origin = (one, other) if order > 0 else (other, one)
            return carrier, origin, (f"published later: {carrier.article.published_at}, {origin.article.published_at}",)
    unknown = sorted(
        ((round(shared, 2), one), (round(other_shared, 2), other)),
        key=lambda entry: (entry[0], entry[1].article.published_at or "9999", entry[1].article.id),
    )
    return unknown[1][1], unknown[0][1], ()


def _credit(carrier: Article, origin: Article) -> str:
    """What in `carrier` names the outlet or agency of `origin` as where its text is from; "" if nothing does."""
    if not origin.outlet or _same_outlet(carrier, origin):
        return ""
    if carrier.agency and carrier.agency.casefold() in _name_parts(origin.outlet):
        return f"agency: {carrier.agency}"
    return ""


def _name_parts(outlet: str) -> frozenset[str]:
    return frozenset({outlet.casefold(), *re.split(r"[^\w]+", outlet.casefold())})


def _same_outlet(one: Article, other: Article) -> bool:
    return bool(one.outlet and other.outlet) and str(one.outlet).casefold() == str(other.outlet).casefold()


def _is_own_update(carrier: Article, origin: Article, evidence: tuple[str, ...]) -> bool:
    return bool(evidence) and _same_outlet(carrier, origin)


def _instant(article: Article) -> datetime | None:
    try:
        return datetime.fromisoformat(article.published_at) if article.published_at else None
    except ValueError:
        return None


def _later(one: datetime, other: datetime) -> int:
    """1 if `one` is surely later than `other`, -1 if surely earlier, 0 if they cannot be told apart.

    A bare day, or an instant without an offset, is compared with others by day only.
    """
    exact = one.tzinfo is not None and other.tzinfo is not None
    first, second = (one, other) if exact else (one.replace(tzinfo=None), other.replace(tzinfo=None))
    if not exact and (first.date() == second.date() or first.time() == second.time() == datetime.min.time()):
        return (first.date() > second.date()) - (first.date() < second.date())
    return (first > second) - (first < second)


# ------------------------------------------------------------------------------------------------ many articles


def reprints_among(articles: Iterable[Article]) -> tuple[Reprint, ...]:
    """All reprints among some articles, the closest only.

    An article that carries the whole of several others' texts (copies of one another) is recorded with the closest;
    a part that two sets of copies share is recorded once, of their closest two. In a set of thousands of
    near-identical pages each is compared with a dozen others, and a warning says how many lists were cut.

    Args:
        articles: in any order; no two with one id.

    Returns:
        In the order of the carrying articles' publication, then id.
    """
    ordered = sorted(articles, key=lambda article: (article.published_at or "9999", article.id))
    bodies = [read_body(article) for article in ordered]
    compared = (compare(bodies[one], bodies[other]) for one, other in _worth_comparing(bodies))
    place = {article.id: at for at, article in enumerate(ordered)}
    kept = closest([reprint for reprint in compared if reprint is not None])
    return tuple(sorted(kept, key=lambda reprint: (place[reprint.article], place[reprint.of])))


def closest(derived: Iterable[Reprint]) -> tuple[Reprint, ...]:
    """Of all pairs of which one carries the other's text, those that are recorded as reprints.

    That is one whole original an article, and one partial one for any two sets of copies. Pairs that no chain of
    pairs connects never matter to one another.
    """
    ranked = sorted(derived, key=lambda reprint: (-reprint.shared, reprint.of, reprint.article))
    copies = Unions(sorted({id for reprint in ranked for id in (reprint.article, reprint.of)}))
    whole: dict[str, Reprint] = {}
    for reprint in ranked:
        if reprint.relation is not Relation.PARTIALLY_DERIVED:
            whole.setdefault(reprint.article, reprint)
    for reprint in whole.values():  # not for all: a roundup that holds a whole short item is no copy of it
        copies.join(reprint.article, reprint.of)
    partial: dict[frozenset[str], Reprint] = {}
    for reprint in ranked:
        between = frozenset((copies.find(reprint.article), copies.find(reprint.of)))
        if reprint.relation is Relation.PARTIALLY_DERIVED and len(between) > 1:
            partial.setdefault(between, reprint)
    return (*whole.values(), *partial.values())


def likeliest(shared_passages: Mapping[T, int], shared_bands: Iterable[T] = ()) -> list[T]:
    """Which articles to compare word for word: the dozen that share most keys.

    Args:
        shared_passages: for each article how many passages it has in common with the one in question.
        shared_bands: articles that have a band key in common with it, once for each.
    """
    shared = Counter(shared_passages)
    for other in shared_bands:
        shared[other] += LEAST_SHARED_KEYS
    ranked = sorted((-count, other) for other, count in shared.items() if count >= LEAST_SHARED_KEYS)
    return [other for _, other in ranked[:MOST_CANDIDATES]]


def _worth_comparing(bodies: Sequence[Body]) -> list[tuple[int, int]]:
    """Pairs of places (later, earlier) that share enough keys."""
    with_passage: defaultdict[int, list[int]] = defaultdict(list)
    with_band: defaultdict[int, list[int]] = defaultdict(list)
    crowded = 0
    pairs: list[tuple[int, int]] = []
    for at, body in enumerate(bodies):
        shared_passages = Counter(earlier for key in body.passages for earlier in with_passage[key])
        shared_bands = [earlier for key in body.sketch.bands for earlier in with_band[key]]
        pairs.extend((at, earlier) for earlier in likeliest(shared_passages, shared_bands))
        for keys, known in ((body.passages, with_passage), (body.sketch.bands, with_band)):
            for key in keys:
                if len(known[key]) < MOST_SHARERS:
                    known[key].append(at)
                else:
                    crowded += 1
    if crowded:
        logger.warning("%d shingles were in over %d articles; later ones were not added", crowded, MOST_SHARERS)
    return pairs
