"""Linking what a ledger holds: new articles find their places, and stories that changed are told anew."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sayso.ledger import Ledger
from sayso.records import Reprint

if TYPE_CHECKING:
    from sayso.ledger.shelf import LedgerShelf
    from sayso.linking.reprints import Body

__all__ = ["relink"]

logger = logging.getLogger(__name__)

# Articles that get their places in one transaction, and stories that are told in one.
ARTICLES_AT_ONCE = 200
STORIES_AT_ONCE = 50


def relink(ledger: Ledger, progress: Callable[[int], None] | None = None) -> None:
    """Bring the links up to date with the articles, if they are stale.

    The result is a function of the set of articles: that of linking everything at once, in whatever order and in
    however many reads the articles came. The cost is that of the new articles and of the stories they are in. Each
    step is kept; after an interruption the next call goes on where it ended.

    Args:
        progress: called after each step with the number of articles that have found their places so far.
    """
    n_placed = n_crowded = 0
    while waiting := ledger.unlinked(ARTICLES_AT_ONCE):
        with ledger.batch():
            with ledger.shelf() as shelf:
                place_articles(shelf, waiting)
                n_crowded += shelf.n_crowded
            if len(waiting) < ARTICLES_AT_ONCE:  # so that a small read never shows a story without its claims
                _tell_stories(ledger)
        n_placed += len(waiting)
        if progress:
            progress(n_placed)
    while _tell_stories(ledger):
        if progress:
            progress(n_placed)
    if n_crowded:
        logger.info("%d times a run of words or a term was too common to propose all that share it", n_crowded)


def place_articles(shelf: LedgerShelf, ids: Sequence[str]) -> None:
    """Find what new articles reprint, what they are alike to, and which stories they belong to."""
    from sayso.linking.reprints import closest, read_body
    from sayso.linking.stories import likenesses, settle, story_features

    new = sorted(shelf.waiting(ids).items(), key=lambda entry: (entry[1].published_at or "9999", entry[1].id))
    places = []
    derived: list[str] = []
    for number, article in new:
        features = story_features(article)
        alike = likenesses(features, shelf.worth_comparing(features))
        body = read_body(article)
        found = _derived(shelf, body)
        shelf.add(number, body, features)
        shelf.add_alike(features.place, alike)
        if found:
            shelf.add_derived(found)
            derived.append(article.id)
        places.append(features.place)
    around = shelf.derived_around(derived)
    retold = shelf.replace_reprints(around, closest(around))
    changed = settle(shelf, {*places, *shelf.places_of(retold)})
    shelf.finish(ids, changed, retold)


def _derived(shelf: LedgerShelf, body: Body) -> list[Reprint]:
    """The pairs of this article and a known one of which one carries the other's text."""
    from sayso.linking.reprints import compare, likeliest, read_body

    others = shelf.articles(likeliest(*shelf.sharing(body)))
    compared = (compare(body, read_body(other)) for _, other in sorted(others.items()))
    return [reprint for reprint in compared if reprint is not None]


def _tell_stories(ledger: Ledger) -> bool:
    """Gather the claims and quotations of some stories anew; False when none was left to do."""
    from sayso.linking import link_story

    with ledger.batch():
        stories = ledger.stale_stories(STORIES_AT_ONCE)
        for story in stories:
            findings = ledger.findings(story.articles)
            links = link_story(story, findings, ledger.reprints_in(story.id))
            ledger.replace_story_links(links, findings)
    return bool(stories)
