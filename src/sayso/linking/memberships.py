"""Memberships: why an article is in its story, in words that stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sayso.linking.stories import (
    WHOLE,
    Likeness,
    likenesses,
    publication_day,
    shared_weights,
    story_features,
)
from sayso.linking.terms import terms
from sayso.records import Article, Membership, Reprint
from sayso.spans import Span, Spans

__all__ = ["explain_memberships"]

# Words that are shown of those that two articles share.
MOST_SHOWN = 6


def explain_memberships(articles: Sequence[Article], reprints: Iterable[Reprint] = ()) -> tuple[Membership, ...]:
    """Say for each article of a story but the first what ties it to an earlier one.

    That is the text it carries, else the earlier article that it is most alike.

    Args:
        articles: of one story, in its order.
        reprints: whose carrying article is in it.

    Returns:
        In the order of the articles. One that a person put there may share no telling word with any: its `shared` is
        empty.
    """
    original = {reprint.article: reprint.of for reprint in reprints if reprint.relation in WHOLE}
    by_id = {article.id: article for article in articles}
    features = [story_features(article) for article in articles]
    found = []
    for at, article in enumerate(articles[1:], start=1):
        if (of := original.get(article.id)) in by_id:
            found.append(_membership(article, by_id[of], 1.0, is_copy=True))
            continue
        alike = likenesses(features[at], features[:at])
        nearest = alike[0] if alike else Likeness(features[0].place, 0.0)
        found.append(_membership(article, by_id[nearest.place.article], nearest.likeness, is_copy=False))
    return tuple(found)


def _membership(article: Article, other: Article, likeness: float, *, is_copy: bool) -> Membership:
    days = publication_day(article), publication_day(other)
    apart = abs((days[0] - days[1]).days) if days[0] and days[1] else None
    shared = () if is_copy else _shared(article, other)
    return Membership(article.id, other.id, is_copy, likeness, shared, apart)


def _shared(article: Article, other: Article) -> Spans:
    """The most telling words that two articles share, where each stands first in the one, the most telling first."""
    weights = shared_weights(article, other)
    first = _first_places(article, weights)
    telling = sorted(first, key=lambda stem: (-weights[stem], stem))
    return tuple(first[stem] for stem in telling[:MOST_SHOWN])


def _first_places(article: Article, weights: Mapping[str, float]) -> dict[str, Span]:
    first: dict[str, Span] = {}
    for term in terms(article.text):
        span = Span(term.start, term.end)
        is_inside = any(span.start < own.end and own.start < span.end for own in article.furniture)
        if term.stem in weights and term.stem not in first and not is_inside:
            first[term.stem] = span
    return first
