"""Quotations without a source of their own: who goes on speaking."""

from __future__ import annotations

import re

from sayso.resolution.antecedents import is_surely_person
from sayso.resolution.cast import Member
from sayso.resolution.conversation import (
    MOST_LETTERS,
    MOST_TURNS,
    PARAGRAPHS_BACK,
    TRUST_CONTINUED,
    Conversation,
    Place,
    Resolved,
    Turn,
)

UNTAGGED = "a quotation without a source"
OPENING = re.compile(r"\u201c|\"|''")
# What stands before a mark that closes a quotation, and the first letter behind it.
CLOSING = re.compile(r"(\S)\s*(?:\u201d|\"|'')\s*(\w?)")
FULL, ASKING = frozenset(".!?\u2026"), frozenset("!?")


def by_quotation_before(conversation: Conversation, place: Place) -> Resolved:
    """Who spoke last, where a quotation follows theirs and nobody else is named outside quotation marks between."""
    last = _last_turn(conversation)
    if last is None or not last.is_quoted or not last.voice.is_person or conversation.last_unknown > last.place.at:
        return Resolved(None, UNTAGGED)
    if place.paragraph - last.place.paragraph > PARAGRAPHS_BACK:
        return Resolved(None, UNTAGGED)
    others = _others_named(conversation, last, place.at)
    if others and place.paragraph != last.place.paragraph:
        return Resolved(None, f"{UNTAGGED}: {last.voice.name} or {others[-1].printed}")
    return Resolved(last.voice, last.voice.reason, TRUST_CONTINUED)


def by_quotation_around(conversation: Conversation, place: Place) -> Resolved:
    """Who is "I" or "we" in a quotation that nobody was found to speak: who spoke last, if it goes on from theirs."""
    text, paragraph = conversation.text, conversation.segments.paragraphs[place.paragraph]
    marks = list(OPENING.finditer(text, max(paragraph.start, place.at - MOST_LETTERS), place.at))
    last = _last_turn(conversation)
    if not marks or last is None or not last.voice.is_person or _is_tagged_behind(text, place.at, paragraph.end):
        return Resolved(None, UNTAGGED)
    opening = conversation.place(marks[-1].start())
    if opening.paragraph != last.place.paragraph:
        is_whole = opening.at == paragraph.start
        return by_quotation_before(conversation, opening) if is_whole else Resolved(None, UNTAGGED)
    is_next = opening.sentence - last.place.sentence <= 1
    if not (is_next or last.is_quoted) or conversation.last_unknown > last.place.at:
        return Resolved(None, UNTAGGED)
    if _others_named(conversation, last, opening.at):
        return Resolved(None, UNTAGGED)
    return Resolved(last.voice, last.voice.reason, TRUST_CONTINUED)


def _last_turn(conversation: Conversation) -> Turn | None:
    """The last who spoke to the reader, not inside what somebody else says."""
    turns = reversed(conversation.turns[-MOST_TURNS:])
    return next((turn for turn in turns if not (turn.is_nested or conversation.is_quoted(turn.place))), None)


def _others_named(conversation: Conversation, turn: Turn, before: int) -> list[Member]:
    """The people named since somebody spoke, outside quotation marks, who may have spoken too."""
    between = conversation.mentioned_between(turn.place.at, before)
    others = [(at, member) for at, member in between if is_surely_person(member) and member is not turn.voice.member]
    return [member for at, member in others if not conversation.is_quoted(conversation.place(at))]


def _is_tagged_behind(text: str, at: int, end: int) -> bool:
    """Whether the quotation at an offset has its speaker behind it: "I think so," said Hale."""
    closing = CLOSING.search(text, at, end)
    if closing is None:
        return False
    last, following = closing.groups()
    return last not in FULL or following.islower() or (last in ASKING and following != "")
