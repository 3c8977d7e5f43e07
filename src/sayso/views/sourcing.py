"""The tree behind a claim's number of origins: who has it from whom, and what a reader must know of the sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sayso.records import Article, Descent, Origin, OriginKind, OriginTree, Sourcing, Tie
from sayso.views.inert import inert
from sayso.views.pages import page_name

FLAG_WORDS = {
    Sourcing.SINGLE_SOURCE: "all who assert it rest on one origin",
    Sourcing.ANONYMOUS_ONLY: "nobody who asserts it has a name",
    Sourcing.CIRCULAR: "pages cite each other",
}
ORIGIN_WORDS = {
    OriginKind.SPEAKER: "{}",
    OriginKind.UNNAMED: "no name told: {}",
    OriginKind.OUTLET: "{}, which names nobody",
    OriginKind.CIRCLE: "pages that rest on each other",
    OriginKind.UNDECIDED: "speaker not decided",
}
TIE_WORDS = {Tie.HEARD: "", Tie.REPRINTED: "carries its text", Tie.CITED: "cites it"}


@dataclass(frozen=True, slots=True)
class Branch:
    """A page below the origin, or below the page, that it has the claim from.

    Attributes:
        depth: 1 for a page that names the origin itself, 2 for one that has it from that page.
        words: how it has it, inert: "cites it", "through Yonhap"; "" where it names the origin and no way.
    """

    article: Article
    depth: int
    words: str


def origin_words(origin: Origin) -> str:
    """What to call an origin: its name, and whose words are counted with it."""
    name = inert(ORIGIN_WORDS[origin.kind].format(origin.name))
    return f"{name} (and {', '.join(map(inert, origin.alike))})" if origin.alike else name


def branches(tree: OriginTree, origin: Origin, articles: Mapping[str, Article]) -> tuple[Branch, ...]:
    """Every page that rests on an origin, once, each below the page that it has the claim from.

    In a circle the first page of the story stands for the one that began.
    """
    resting = [each for each in tree.descents if origin.id in each.origins]
    # Of several positions of a page, one that names the origin tells more than one that it has from another page.
    descents = {each.article: each for each in sorted(resting, key=lambda each: not each.of)}
    order = sorted(descents, key=list(articles).index)
    below: dict[str, list[str]] = {}
    for id in order:
        for above in descents[id].of[:1]:
            below.setdefault(above, []).append(id)
    result: dict[str, Branch] = {}
    # First the pages that name the origin, in the story's order; of a circle its first page. Taken from the end.
    todo = [(id, 1) for id in sorted(order, key=lambda id: bool(descents[id].of))][::-1]
    while todo:
        id, depth = todo.pop()
        if id not in result:
            result[id] = Branch(articles[id], depth, _branch_words(descents[id], depth, origin))
            todo.extend((other, depth + 1) for other in reversed(below.get(id, ())))
    return tuple(result.values())


def _branch_words(descent: Descent, depth: int, origin: Origin) -> str:
    parts = [TIE_WORDS[descent.tie]] if depth > 1 or origin.kind is OriginKind.CIRCLE else []
    # One that cites names the publication of the page above: that is no further way.
    if descent.through and (depth == 1 or len(descent.through) > 1):
        parts.append(f"through {', '.join(map(inert, descent.through))}")
    return ", ".join(part for part in parts if part)


def flag_words(flag: Sourcing, tree: OriginTree, articles: Mapping[str, Article]) -> str:
    """What a flag says, with the pages of a circle."""
    words = f"{flag.value}: {FLAG_WORDS[flag]}"
    if flag is not Sourcing.CIRCULAR:
        return words
    circles = (" and ".join(page_name(articles[id]) for id in circle) for circle in tree.circles)
    return f"{words}: {'; '.join(circles)}"
