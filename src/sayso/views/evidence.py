"""The sentences a statement rests on, cut into pieces so that a face can mark source, cue and content."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from sayso.records import Article, Statement
from sayso.segments import Segments
from sayso.spans import Span, Spans, merged
from sayso.views.inert import inert

# Code points. A statement of a real report rests on 60 to 900 (two annotators' marks, political news); only text
# without sentences (a table, a broken page) gives more, and then the letters around the content are enough.
LONGEST_SENTENCE = 2000
CUT = "[\u2026]"


class Role(StrEnum):
    """What a piece of an evidence sentence is."""

    CONTENT = "content"
    CUE = "cue"
    SOURCE = "source"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the sentence with one role; its text is inert, its white space single."""

    text: str
    role: Role


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence or sentences that carry one statement.

    Attributes:
        pieces: in text order; together the whole sentences, "[…]" where something between them was left out.
        before, after: the neighbouring sentence of the same article; "" when there is none.
        about: for an act report ("rejected the allegation"), the proposition it is about, where the article has it
            and the pieces do not.
        regions: the stretches of the article's text that the pieces show, in order.
    """

    pieces: tuple[Piece, ...]
    before: str
    after: str
    about: str
    regions: Spans

    @property
    def text(self) -> str:
        """The pieces as one string."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def span(self) -> Span:
        """From the first to the last letter shown, in the article's text."""
        return Span(self.regions[0].start, self.regions[-1].end) if self.regions else Span(0, 0)


def evidence(article: Article, statement: Statement, segments: Segments) -> Evidence:
    """The sentences of `article` that `statement` rests on.

    Args:
        segments: of that article's text and furniture.
    """
    roles = _roles(statement)
    if not roles:
        return Evidence((), "", "", _about(article, statement, []), ())
    sentences = segments.sentences
    numbers = sorted({number for span, _ in roles for number in _touched(sentences, span)})
    regions = _regions(article.text, [sentences[number] for number in numbers] or [span for span, _ in roles], roles)
    pieces: list[Piece] = []
    for position, region in enumerate(regions):
        gap_before = position > 0 and regions[position - 1].end < region.start
        if gap_before:
            between = article.text[regions[position - 1].end : region.start]
            pieces.append(Piece(f" {CUT} " if between.strip() else " ", Role.PLAIN))
        pieces.extend(_pieces(article.text, region, roles))
    before, after = _neighbours(article.text, sentences, numbers)
    about = _about(article, statement, regions)
    return Evidence(_tidy(pieces), before, after, about, tuple(regions))


def _about(article: Article, statement: Statement, regions: list[Span]) -> str:
    unseen = [span for span in statement.refers_to if not any(region.contains(span) for region in regions)]
    return f" {CUT} ".join(inert(span.surface(article.text)) for span in unseen)


def _roles(statement: Statement) -> list[tuple[Span, Role]]:
    """Spans with their roles, strongest first: where two overlap, what was said is what the reader must see."""
    groups: tuple[tuple[Spans, Role], ...] = (
        (statement.content, Role.CONTENT),
        (statement.cue, Role.CUE),
        (statement.source, Role.SOURCE),
    )
    return [(span, role) for spans, role in groups for span in spans]


def _touched(sentences: Spans, span: Span) -> Iterable[int]:
    first = bisect_right(sentences, span.start, key=lambda sentence: sentence.end)
    for number in range(first, len(sentences)):
        if sentences[number].start >= span.end:
            return
        yield number


def _regions(text: str, sentences: list[Span], roles: list[tuple[Span, Role]]) -> list[Span]:
    """The stretches to show: whole sentences, or the letters around each span where a sentence has no end."""
    covered = merged([*sentences, *(span for span, _ in roles)])
    if covered[-1].end - covered[0].start <= LONGEST_SENTENCE or sum(map(len, covered)) <= LONGEST_SENTENCE:
        return list(covered)
    first = roles[0][0]
    start = max(covered[0].start, first.start - LONGEST_SENTENCE // 4)
    return [Span(start, min(len(text), covered[-1].end, start + LONGEST_SENTENCE))]


def _pieces(text: str, region: Span, roles: list[tuple[Span, Role]]) -> list[Piece]:
    inside = [(span, role) for span, role in roles if span.overlaps(region)]
    edges = {region.start, region.end}
    for span, _ in inside:
        edges |= {max(span.start, region.start), min(span.end, region.end)}
    ordered = sorted(edges)
    result: list[Piece] = []
    for start, end in pairwise(ordered):
        role = next((role for span, role in inside if span.start <= start and end <= span.end), Role.PLAIN)
        result.append(Piece(text[start:end], role))
    return result


def _tidy(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Inert pieces, neighbours of one role joined, so that white space and controls never split a mark."""
    result: list[Piece] = []
    for piece in pieces:
        if result and result[-1].role is piece.role:
            result[-1] = Piece(result[-1].text + piece.text, piece.role)
        else:
            result.append(piece)
    return tuple(Piece(inert(piece.text), piece.role) for piece in result)


def _neighbours(text: str, sentences: Spans, numbers: list[int]) -> tuple[str, str]:
    if not numbers:
        return "", ""
    before, after = numbers[0] - 1, numbers[-1] + 1
    return (
        _neighbour(text, sentences[before]) if before >= 0 else "",
        _neighbour(text, sentences[after]) if after < len(sentences) else "",
    )


def _neighbour(text: str, sentence: Span) -> str:
    return inert(sentence.surface(text)) if len(sentence) <= LONGEST_SENTENCE else ""
