"""The pages of a story and whose text they carry. Two reprints are one voice: count origins, not copies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.records import Article, How, Relation, Reprint
from sayso.views.days import instant_label
from sayso.views.inert import inert

# Later versions of one outlet's text: a reader asks what is new in them, not what they took over.
VERSIONS = frozenset({Relation.OWN_UPDATE, Relation.CORRECTION, Relation.RETRACTION})
RELATION_WORDS = {
    Relation.IDENTICAL: "the same text",
    Relation.WHOLLY_DERIVED: "reprint",
    Relation.PARTIALLY_DERIVED: "reprint in part",
    Relation.NOT_DERIVED: "own text",
    Relation.OWN_UPDATE: "its own update",
    Relation.CORRECTION: "correction",
    Relation.RETRACTION: "retraction",
}
# As evidence names it: a day, or an instant of it.
_INSTANT = re.compile(r"\b\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page in the tree of reprints.

    Attributes:
        depth: 0 for an origin, 1 for what carries its text, 2 for what carries that.
        reprint: how it carries the text of the leaf above it; None at depth 0.
    """

    article: Article
    depth: int
    reprint: Reprint | None


def page_name(article: Article) -> str:
    """What to call a page: its outlet, else the last part of its path or address; inert."""
    last = article.origin.rstrip("/").rpartition("/")[2]
    return inert(article.outlet or last or article.origin)


def carriers(reprints: Iterable[Reprint]) -> dict[str, Reprint]:
    """For each article that carries another's text the one reprint that counts: the largest share, then id."""
    result: dict[str, Reprint] = {}
    for reprint in sorted(reprints, key=lambda each: (-each.shared, each.of)):
        if reprint.relation is not Relation.NOT_DERIVED and reprint.of != reprint.article:
            result.setdefault(reprint.article, reprint)
    return result


def origins_by_article(articles: Iterable[str], reprints: Iterable[Reprint]) -> dict[str, str]:
    """For each article the one whose text it carries, followed to the end; itself for an independent one.

    Articles that carry each other in a circle (direction unknown on both sides) go back to the first id of it.
    """
    carried = carriers(reprints)
    result = {}
    for article in articles:
        trail = [article]
        while (above := carried.get(trail[-1])) is not None and above.of not in trail:
            trail.append(above.of)
        circle = trail[trail.index(above.of) :] if above is not None else trail[-1:]
        result[article] = min(circle)
    return result


def page_tree(articles: Sequence[Article], reprints: Sequence[Reprint]) -> tuple[Leaf, ...]:
    """Every page once, each reprint below the page whose text it carries, otherwise in the given order."""
    carried = carriers(reprints)
    origins = origins_by_article((article.id for article in articles), reprints)
    known = {article.id for article in articles}
    below: dict[str, list[Article]] = {}
    roots = []
    for article in articles:
        if article.id in carried and origins[article.id] != article.id and carried[article.id].of in known:
            below.setdefault(carried[article.id].of, []).append(article)
        else:
            roots.append(article)
    result: list[Leaf] = []
    todo = [(article, 0) for article in reversed(roots)]
    while todo:
        article, depth = todo.pop()
        result.append(Leaf(article, depth, carried[article.id] if depth else None))
        todo.extend((other, depth + 1) for other in reversed(below.get(article.id, ())))
    return tuple(result)


def page_trees(leaves: Iterable[Leaf]) -> tuple[tuple[Leaf, ...], ...]:
    """The leaves origin by origin: each with all that stand below it."""
    trees: list[list[Leaf]] = []
    for leaf in leaves:
        if not leaf.depth:
            trees.append([])
        trees[-1].append(leaf)
    return tuple(map(tuple, trees))


def reprint_words(reprint: Reprint, *, whose: str = "", counts: str = "") -> str:
    """How one article carries another's text: "reprint, abridged (credit line: UPI)".

    Args:
        whose: the relation with the name of the page ("reprint of UPI, 3 Mar 2025"), where it is known.
        counts: what sentences it has of that page, where they were counted.
    """
    words = whose or RELATION_WORDS[reprint.relation]
    counts_changes = counts and reprint.relation in VERSIONS
    if reprint.how is not How.VERBATIM and not counts_changes:
        words += f", {reprint.how.value}"
    if not reprint.evidence:
        words += ", direction not known"
    words += f": {counts}" if counts else ""
    evidence = "; ".join(_INSTANT.sub(lambda found: instant_label(found[0]), each) for each in reprint.evidence)
    return f"{words} ({evidence})" if evidence else words
