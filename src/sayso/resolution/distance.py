"""The writer's own distance from what somebody says: "falsely claimed", "without evidence", "the alleged theft".

Whoever speaks, the words around it are the article's. Some of them tell that the writer takes no responsibility for the
content, or takes the other side. Only words outside quotation marks are the writer's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from sayso.lexicon import load_entries
from sayso.records import Act, Attribution, Distance, Factuality, Form
from sayso.resolution.clauses import MARKS
from sayso.segments import TOKEN, Segments, Token
from sayso.spans import Span

# Tokens of the sentence before the cue and behind it, or behind the content, in which the writer may put in a word.
NEAR_TOKENS = 7
# Tokens of a content in which "alleged" or "so-called" bears on what it is about.
CONTENT_TOKENS = 12
LONGEST_PHRASE = 4
# Code points of a content that are looked at.
MOST_LETTERS = 800


def distances_of(segments: Segments, attributions: Sequence[Attribution]) -> list[Distance | None]:
    """For each attribution the first words of the writer's that keep away from its content; None without any."""
    openers = _openers()
    signs = tuple(token.span.start for token in segments.tokens if token.text.lower() in openers)
    return [_distance_of(segments, attribution, signs) for attribution in attributions]


def _distance_of(segments: Segments, attribution: Attribution, signs: Sequence[int]) -> Distance | None:
    if not attribution.cue or not attribution.content or not _may_be_distant(segments, attribution, signs):
        return None
    beside = list(_beside(segments, attribution))
    return _found(segments, beside, "beside") or _found(segments, _of_content(segments, attribution), "inside")


def _may_be_distant(segments: Segments, attribution: Attribution, signs: Sequence[int]) -> bool:
    """Whether any of the writer's words stands in the sentence or the content at all: most hold none."""
    around = segments.sentence_near(attribution.cue[0].start)
    spans = [*attribution.content, *((around,) if around is not None else ())] if signs else ()
    return any(bisect_left(signs, span.start) < bisect_left(signs, span.end) for span in spans)


@cache
def _openers() -> frozenset[str]:
    """The tokens with which the writer's words begin."""
    return frozenset(TOKEN.findall(words)[0] for _, words in _phrases())


def without_distance(segments: Segments, attribution: Attribution) -> Attribution:
    """An attribution without the writer's words at the edge of its content: "claimed [without evidence] that"."""
    pieces = [_cut(segments, piece) for piece in attribution.content]
    kept = tuple(piece for piece in pieces if piece is not None)
    return replace(attribution, content=kept) if kept and kept != attribution.content else attribution


def _cut(segments: Segments, piece: Span) -> Span | None:
    """A piece of content behind a "without evidence" that opens it; None where that is all of it."""
    tokens = segments.tokens_in(Span(piece.start, min(piece.end, piece.start + MOST_LETTERS)))
    if not tokens or tokens[0].text.lower() != "without":
        return piece
    for length in range(min(LONGEST_PHRASE, len(tokens)), 1, -1):
        if ("beside", _letters(segments, tokens[:length])) in _phrases():
            rest = [token for token in tokens[length:] if token.is_word]
            return Span(rest[0].span.start, piece.end) if rest else None
    return piece


def _letters(segments: Segments, phrase: Sequence[Token]) -> str:
    letters = segments.text[phrase[0].span.start : phrase[-1].span.end]
    return " ".join(letters.lower().split())


def _beside(segments: Segments, attribution: Attribution) -> Iterator[Token]:
    """The cue, and the words near it that are neither source nor content nor another's."""
    around = segments.sentence_near(attribution.cue[0].start)
    if around is None:
        return
    sentence = segments.tokens_in(around)
    own = [*attribution.cue, *attribution.content]
    near = [number for number, token in enumerate(sentence) if any(token.span.overlaps(span) for span in own)]
    for number in range(max(0, near[0] - NEAR_TOKENS), min(len(sentence), near[-1] + 1 + NEAR_TOKENS)) if near else ():
        span = sentence[number].span
        if not any(span.overlaps(other) for other in (*attribution.source, *attribution.content)):
            yield sentence[number]


def _of_content(segments: Segments, attribution: Attribution) -> Sequence[Token]:
    """The opening words of a content that the writer words; none of a quoted one."""
    if attribution.form not in (Form.INDIRECT, Form.ACT_REPORT):
        return ()
    first = attribution.content[0]
    tokens = segments.tokens_in(Span(first.start, min(first.end, first.start + MOST_LETTERS)))[:CONTENT_TOKENS]
    end = next((number for number, token in enumerate(tokens) if token.text in MARKS - {"'", "\u2019"}), len(tokens))
    return tokens[:end]


def _found(segments: Segments, tokens: Sequence[Token], place: str) -> Distance | None:
    for at in range(len(tokens)):
        for length in range(min(LONGEST_PHRASE, len(tokens) - at), 0, -1):
            phrase = tokens[at : at + length]
            known = _phrases().get((place, _letters(segments, phrase)))
            if known is not None:
                return Distance(*known, Span(phrase[0].span.start, phrase[-1].span.end))
    return None


@cache
def _phrases() -> dict[tuple[str, str], tuple[Act, Factuality]]:
    """Place and words -> what the writer does, and the factuality of the content for the writer."""
    entries = load_entries(
        "commitment.toml", "distance", key="name", required=("act", "factuality", "places", "source")
    )
    return {
        (place, entry["name"]): (Act(entry["act"]), Factuality(entry["factuality"]))
        for entry in entries
        for place in entry["places"]
    }
