"""What full-text search found, cut down to the words around it."""

from __future__ import annotations

from sayso.records import Hit
from sayso.spans import Span
from sayso.views.evidence import CUT, Piece, Role
from sayso.views.inert import inert

# Code points on each side of the first word found: two lines of a terminal in all.
AROUND = 70


def hit_pieces(hit: Hit) -> tuple[Piece, ...]:
    """The words around the first word found, with the words found as CONTENT; the text's opening if none is in it."""
    text = hit.article.text
    first = hit.spans[0] if hit.spans else Span(0, 0)
    start, end = _at_spaces(text, max(0, first.start - AROUND), min(len(text), first.end + AROUND))
    pieces = [Piece(f"{CUT} ", Role.PLAIN)] if start else []
    at = start
    for span in hit.spans:
        if start <= span.start >= at and span.end <= end:
            pieces += [Piece(text[at : span.start], Role.PLAIN), Piece(span.surface(text), Role.CONTENT)]
            at = span.end
    pieces.append(Piece(text[at:end], Role.PLAIN))
    if end < len(text):
        pieces.append(Piece(f" {CUT}", Role.PLAIN))
    return tuple(Piece(inert(piece.text), piece.role) for piece in pieces if piece.text)


def _at_spaces(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch, cut at white space where there is some, so that no word is halved."""
    if start:
        start = next((at + 1 for at in range(start, min(start + AROUND // 2, end)) if text[at].isspace()), start)
    if end < len(text):
        end = next((at for at in range(end, max(end - AROUND // 2, start), -1) if text[at].isspace()), end)
    return start, end
