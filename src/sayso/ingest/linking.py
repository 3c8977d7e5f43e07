"""Linking what a ledger holds: new articles find their places, and stories that changed are told anew."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from sayso.ledger import Ledger, rules_extractor
from sayso.records import Reprint, Story

if TYPE_CHECKING:
    from sayso.ledger.shelf import LedgerShelf
    from sayso.linking.reprints import Body
    from sayso.linking.stories import Likeness, Place

__all__ = ["place_articles", "relink", "tell_stories", "tell_story"]

logger = logging.getLogger(__name__)

# Articles that get their places in one transaction, and stories that are told in one.
ARTICLES_AT_ONCE = 500
STORIES_AT_ONCE = 50


def relink(ledger: Ledger, progress: Callable[[int], None] | None = None) -> int:
    """Bring the links up to date with the articles, if they are stale.

    The result is a function of the set of articles: that of linking everything at once, in whatever order and in
    however many reads the articles came. The cost is that of the new articles and of the stories they are in. Each
    step is kept; after an interruption the next call goes on where it ended.

    Args:
        progress: called after each step with the number of articles that have found their places so far.

    Returns:
        How many articles share a passage with so many others that only the first of those were compared with them.
    """
    n_placed = n_boilerplate = n_hot = 0
    while waiting := ledger.unlinked(ARTICLES_AT_ONCE):
        with ledger.batch():
            with ledger.shelf() as shelf:
                place_articles(shelf, waiting)
                n_boilerplate += shelf.n_boilerplate
                n_hot += shelf.n_hot
            if len(waiting) < ARTICLES_AT_ONCE:  # so that a small read never shows a story without its claims
                tell_stories(ledger)
        n_placed += len(waiting)
        if progress:
            progress(n_placed)
    while tell_stories(ledger):
        if progress:
            progress(n_placed)
    logger.info("%d articles share boilerplate, %d a telling term, with too many to look at all", n_boilerplate, n_hot)
    return n_boilerplate


def place_articles(shelf: LedgerShelf, ids: Sequence[str]) -> None:
    """Find what new articles reprint, what they are alike to, and which stories they belong to."""
    from sayso.linking.reprints import closest, read_body
    from sayso.linking.stories import likenesses, settle, story_features

    new = [
        (number, read_body(article), story_features(article)) for number, article in sorted(shelf.waiting(ids).items())
    ]
    shelf.add(new)
    derived = _derived(shelf, {number: body for number, body, _ in new})
    waiting = {number for number, _, _ in new}
    alike: list[tuple[Place, Likeness]] = []
    for number, _, features in new:
        waiting.remove(number)  # what comes later in this portion finds this one
        others = [other for other in shelf.worth_comparing(features) if shelf.number_of(other.place) not in waiting]
        alike += ((features.place, likeness) for likeness in likenesses(features, others))
    shelf.add_alike(alike)
    shelf.add_derived(derived)
    around = shelf.derived_around(reprint.article for reprint in derived)
    retold = shelf.replace_reprints(around, closest(around))
    changed = settle(shelf, {*(features.place for _, _, features in new), *shelf.places_of(retold)})
    shelf.finish(ids, changed, retold)


def _derived(shelf: LedgerShelf, bodies: Mapping[int, Body]) -> list[Reprint]:
    """The pairs of new articles, by number, with known ones of which one carries the other's text."""
    from sayso.linking.reprints import compare, read_body

    likely = {number: _likely(shelf, number, bodies) for number in bodies}
    stored = shelf.articles(other for others in likely.values() for other in others if other not in bodies)
    compared = (
        compare(bodies[number], bodies[other] if other in bodies else read_body(stored[other]))
        for number, others in likely.items()
        for other in others
    )
    return [reprint for reprint in compared if reprint is not None]


def _likely(shelf: LedgerShelf, number: int, bodies: Mapping[int, Body]) -> list[int]:
    """With which articles to compare a new one: known ones, and those that came together with it and before it."""
    from sayso.linking.reprints import likeliest

    def is_known(other: int) -> bool:
        return other not in bodies or other < number

    passages, bands = shelf.sharing(bodies[number])
    known = {other: count for other, count in passages.items() if is_known(other)}
    return sorted(likeliest(known, [other for other in bands if is_known(other)]))


def tell_stories(ledger: Ledger) -> bool:
    """Gather the claims and quotations of some stories anew; False when none was left to do."""
    with ledger.batch():
        stories = ledger.stale_stories(STORIES_AT_ONCE)
        for story in stories:
            tell_story(ledger, story)
    return bool(stories)


def tell_story(ledger: Ledger, story: Story) -> None:
    """Gather the entities, claims and quotations of one story anew, with what people say of them."""
    from sayso.ingest.single import installed_scorer
    from sayso.linking import link_story
    from sayso.linking.rulings import standing

    findings = ledger.findings(story.articles)
    made_by = ledger.made_by(story.articles[0])
    # What rules alone have read is gathered by rules alone.
    scorer = None if made_by.name == rules_extractor().name else installed_scorer()
    remembering = ledger.remembering(scorer) if scorer else None
    links = link_story(story, findings, ledger.reprints_in(story.id), standing(ledger.corrections()), remembering)
    ledger.replace_story_links(links, findings, extractor=made_by if scorer else None)
