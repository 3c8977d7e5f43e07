"""Epithets: whom "the billionaire", "the Arizona Republican" means where no title or apposition says it.

News calls the one whom the last sentence was about by another word ("Hale resigned. The billionaire ..."). That one is
meant only if nobody else named there can be, and nothing printed speaks against it: another party, place or gender.
"""

from __future__ import annotations

import re

from sayso.names import Role
from sayso.records import SpeakerKind
from sayso.resolution.cast import Member
from sayso.resolution.conversation import MOST_TURNS, SENTENCES_BACK, Conversation, Place
from sayso.resolution.mentions import PARTIES
from sayso.resolution.phrases import Phrase
from sayso.resolution.pronouns import center_before
from sayso.resolution.voices import Voice
from sayso.spans import Span

# Sentences of a quotation behind which the last told one is looked for.
MOST_SENTENCES = 8
VICE = re.compile(r"\bvice\b|running mate", re.IGNORECASE)
DEFINITE = re.compile(r"the\b", re.IGNORECASE)


def by_epithet(conversation: Conversation, phrase: Phrase, role: Role, place: Place) -> Voice | None:
    """The named person whom the sentences before are about, if "the <role>" can mean nobody else near."""
    if not role.is_epithet or phrase.possessor or phrase.is_plural or phrase.is_another:
        return None
    center = center_before(conversation, place)
    if center is None or center.member is None or center.kind is not SpeakerKind.NAMED_PERSON:
        return None
    if speaks_against(center.member, phrase, role):
        return None
    start = _start_of_last_told(conversation, place)
    if conversation.unclear_in(start, place.at) or not _is_heard_since(conversation, center, start, place):
        return None
    near = dict.fromkeys(conversation.members_between(start, place.at))
    others = [one for one in near if one.name and not one.is_body and one is not center.member]

    open_to = [one for one in others if not speaks_against(one, phrase, role)]
    is_told = _speaks_for(center.member, phrase, role) and not any(_speaks_for(one, phrase, role) for one in open_to)
    if not is_told and open_to:
        return None
    conversation.give_role(center.member, role)
    return center


def _start_of_last_told(conversation: Conversation, place: Place) -> int:
    """Where the last sentence before begins that does not go on with a quotation."""
    sentence = place.sentence
    while sentence > max(0, place.sentence - MOST_SENTENCES):
        sentence -= 1
        if not _is_quotation(conversation, conversation.segments.sentences[sentence]):
            break
    return conversation.opening(sentence, place.at)


def _is_quotation(conversation: Conversation, sentence: Span) -> bool:
    """Whether the first and the last letter of a sentence stand between quotation marks."""
    letters = [at for at in range(sentence.start, sentence.end) if conversation.text[at].isalnum()]
    return bool(letters) and all(conversation.is_quoted(conversation.place(at)) for at in (letters[0], letters[-1]))


def _is_heard_since(conversation: Conversation, center: Voice, start: int, place: Place) -> bool:
    """Whether somebody is named, or speaks, or is called he or she between an offset and the place."""
    if center.member in conversation.members_between(start, place.at):
        return True
    sentences = range(conversation.place(start).sentence, place.sentence + 1)
    called = [
        one for sentence in sentences for one in conversation.parties(sentence) if one.gender and one.at < place.at
    ]
    return bool(called) or any(
        turn.voice is center and turn.place.at >= start for turn in conversation.turns[-MOST_TURNS:]
    )


def is_open(conversation: Conversation, voice: Voice) -> bool:
    """Whether a described voice is known from a "the ..." alone, so that it may be anybody: no "a candidate" is."""
    first = voice.sources[0] if voice.sources else None
    return voice.member is None and first is not None and DEFINITE.match(conversation.text, first.start) is not None


def is_near(conversation: Conversation, member: Member, place: Place) -> bool:
    """Whether somebody is named in the sentences before."""
    start = conversation.opening(max(0, place.sentence - SENTENCES_BACK), place.at)
    return member in conversation.members_between(start, place.at)


def speaks_against(member: Member, phrase: Phrase, role: Role) -> bool:
    """Whether a person is printed with another party, place or gender than a description has."""
    party = _party(phrase, role)
    if role.gender and member.gender and role.gender is not member.gender:
        return True
    if party and member.party and party != member.party:
        return True
    if VICE.search(phrase.words) and not any(VICE.search(held) for held in member.roles):
        return True
    here, there = phrase.institution, member.institution
    return bool(here and there and here.is_place and there.is_place and here.name != there.name)


def _speaks_for(member: Member, phrase: Phrase, role: Role) -> bool:
    is_of_place = phrase.institution is not None and phrase.institution == member.institution
    return is_of_place or role.name in member.roles or not role.fits.isdisjoint(member.roles)


def _party(phrase: Phrase, role: Role) -> str:
    words = {*phrase.words.casefold().split(), role.name}
    told = {PARTIES[word] for word in words if word in PARTIES}
    return told.pop() if len(told) == 1 else ""
