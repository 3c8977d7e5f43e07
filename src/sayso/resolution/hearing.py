"""Hearing: the sources of an article's attributions, taken in the order in which a reader meets them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.cues import CuePos, match_cues
from sayso.records import Attribution, TypedMention
from sayso.resolution.conversation import TRUST_PRONOUN, Conversation, Resolved, begin
from sayso.resolution.speakers import QUOTED, hear
from sayso.segments import Segments

# Marks that open a quotation inside another.
SINGLE_OPENERS = ("'", "\u2018")
FIRST_PERSONS = frozenset({"i", "we", "my", "our", "me", "us"})
NO_OWNER = "the article does not say whose words these are"


def hear_all(
    segments: Segments, attributions: Sequence[Attribution], typed: Sequence[TypedMention]
) -> dict[int, Resolved]:
    """Who is behind the source of each attribution: sources in text order, then "I" and "we" inside contents."""
    conversation = begin(segments, typed)
    heard = {index: hear_one(conversation, attributions, index) for index in order_of(segments.text, attributions)}
    own_words = set(range(len(attributions))) - set(heard)
    for index in sorted(own_words, key=lambda index: len(outers_of(attributions, index))):
        around = heard[_quoted_around(segments.text, attributions, index)]
        heard[index] = replace(around, trust=min(around.trust, TRUST_PRONOUN))
    return heard


def _quoted_around(text: str, attributions: Sequence[Attribution], index: int) -> int:
    """The attribution in whose words "I" stands: of “they think I lied,” Hale said, what Hale said."""
    outers = outers_of(attributions, index)
    return next((outer for outer in reversed(outers) if _gives_words(text, attributions[outer])), outers[-1])


def _gives_words(text: str, attribution: Attribution) -> bool:
    """Whether a content is told in its speaker's own words: between marks, or behind "he said, ..."."""
    cue = attribution.cue
    is_set_off = bool(cue) and text[cue[-1].end : cue[-1].end + 1] in (",", ":")
    start = attribution.content[0].start
    is_marked = text[max(0, start - 1) : start + 1].lstrip()[:1] in SINGLE_OPENERS
    return attribution.form in QUOTED or is_set_off or is_marked


def order_of(text: str, attributions: Sequence[Attribution]) -> list[int]:
    """Indices of the attributions that are heard one by one, in text order; "I" inside a content is not."""
    heard = (index for index, one in enumerate(attributions) if not _is_first_person(text, one))
    return sorted(heard, key=lambda index: (place_of(attributions[index]), index))


def hear_one(conversation: Conversation, attributions: Sequence[Attribution], index: int) -> Resolved:
    """Who is behind the source of the next attribution in order."""
    if _borrows_source(attributions, index, conversation.segments):
        return Resolved(None, NO_OWNER)
    return hear(conversation, attributions[index])


def place_of(attribution: Attribution) -> int:
    """Where the attribution's own words begin: who spoke last is told by sources and cues, not by contents."""
    return (attribution.source or attribution.cue or attribution.content)[0].start


def outers_of(attributions: Sequence[Attribution], index: int) -> tuple[int, ...]:
    """Indices of the attributions around this one, outermost first."""
    chain: list[int] = []
    outer = attributions[index].outer
    while outer is not None and outer not in chain and outer != index:
        chain.append(outer)
        outer = attributions[outer].outer
    return tuple(reversed(chain))


def _is_first_person(text: str, attribution: Attribution) -> bool:
    """Whether it is "I" or "we" inside somebody's content: the one who speaks there."""
    if attribution.outer is None or len(attribution.source) != 1:
        return False
    return attribution.source[0].surface(text).lower() in FIRST_PERSONS


def _borrows_source(attributions: Sequence[Attribution], index: int, segments: Segments) -> bool:
    """Whether a noun inside a content was given the source of the verb around it.

    In "Moscow denied reports that ..." the reports are anybody's but Moscow's.
    """
    attribution = attributions[index]
    if attribution.outer is None or not attribution.source or not attribution.cue:
        return False
    around = attributions[attribution.outer]
    shared = any(one.overlaps(other) for one in attribution.source for other in around.source)
    words = [token.text.lower() for token in segments.tokens_in(attribution.cue[0])]
    return shared and any(match.cue.pos is CuePos.NOUN for match in match_cues(words, 0))
