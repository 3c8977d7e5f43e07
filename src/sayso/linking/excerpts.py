"""Excerpts: which statement a person meant, by the letters it stands in, whatever found it and however it is numbered.

An excerpt means the one statement of its article whose letters overlap it most, by half of the shorter at least; where
there is none it means nothing. What is meant is meant in every copy of the text too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sayso.linking.unions import Unions
from sayso.records import Article, Excerpt, Findings, Relation, Reprint, Statement
from sayso.spans import Span, Spans

__all__ = ["Copies", "excerpt_of", "hull", "meant", "overlap"]

# Share of the shorter of two stretches that both have, from which they are one.
ENOUGH = 0.5
# Words of source, cue and content, from which a sentence is known again in another page: anybody may have said less
# ("he denied it").
KNOWN_AGAIN = 5
COPIES = frozenset(Relation) - {Relation.NOT_DERIVED}


def hull(spans: Iterable[Span]) -> Span | None:
    """From the first to the last letter; None of nothing."""
    found = tuple(spans)
    return Span(min(span.start for span in found), max(span.end for span in found)) if found else None


def excerpt_of(article: str, statement: Statement, letters: Spans = ()) -> Excerpt | None:
    """The letters by which a statement can be found again; None where it has none.

    Args:
        letters: those of the statement's words that are meant, where not all are.
    """
    span = hull(letters) or hull(statement.content) or hull(statement.cue)
    return Excerpt(article, span, hull((*statement.source, *statement.cue))) if span else None


def meant(excerpt: Excerpt, statements: Sequence[Statement]) -> Statement | None:
    """The statement that an excerpt means, among those of its article; None where none has enough of its letters."""
    fits: list[tuple[tuple[int, float, float], Statement]] = []
    for statement in statements:
        own = excerpt_of(excerpt.article, statement)
        if own and overlap(own.span, excerpt.span):
            # A statement inside another's content has its letters in common with both: the frame tells which is meant.
            fit = (_shared(own.span, excerpt.span), _alike(own.frame, excerpt.frame), _alike(own.span, excerpt.span))
            fits.append((fit, statement))
    return max(fits, key=lambda pair: pair[0])[1] if fits else None


def overlap(one: Span, other: Span) -> bool:
    """Whether two stretches have half of the shorter in common."""
    return _shared(one, other) >= ENOUGH * max(1, min(len(one), len(other)))


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _alike(one: Span | None, other: Span | None) -> float:
    if one is None or other is None:
        return float(one is other)
    shared = _shared(one, other)
    return shared / max(1, len(one) + len(other) - shared)


class Copies:
    """The statements of a set of articles that are one sentence of one text."""

    def __init__(self, findings: Sequence[Findings], reprints: Iterable[Reprint]) -> None:
        self._findings = {finding.article.id: finding for finding in findings}
        unions = Unions(sorted(self._findings))
        for copy in reprints:
            if copy.relation in COPIES and {copy.article, copy.of} <= self._findings.keys():
                unions.join(copy.article, copy.of)
        self._with = {article: text for text in unions.sets() for article in text}

    def of(self, article: str, statement: Statement) -> Mapping[str, Statement]:
        """Article id -> the one statement there that is printed with the same source, cue and content."""
        words = _words(self._findings[article].article, statement)
        found: dict[str, Statement] = {}
        if sum(map(len, words)) < KNOWN_AGAIN:
            return found
        for other in self._with[article]:
            same = [s for s in self._findings[other].statements if _words(self._findings[other].article, s) == words]
            if other != article and len(same) == 1:
                found[other] = same[0]
        return found


def _words(article: Article, statement: Statement) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(word for span in spans for word in span.surface(article.text).casefold().split())
        for spans in (statement.source, statement.cue, statement.content)
    )
