"""Pronouns: the one person or body that "she", "it" or "who" can mean, or the reason why nobody was chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.names import Gender
from sayso.records import OnRecord, Sector, SpeakerKind
from sayso.resolution.cast import Member
from sayso.resolution.conversation import (
    SENTENCES_BACK,
    TRUST_PRONOUN,
    TRUST_ROLE,
    Conversation,
    Place,
    Resolved,
    Turn,
)
from sayso.resolution.phrases import Phrase
from sayso.resolution.voices import Voice

GENDERS = {"he": Gender.MALE, "his": Gender.MALE, "him": Gender.MALE, "she": Gender.FEMALE, "her": Gender.FEMALE}
WHO = re.compile(r"\bwho\b")


def by_pronoun(conversation: Conversation, phrase: Phrase, place: Place) -> Resolved:
    """Whom the pronoun that is all of a source means."""
    pronoun = phrase.pronoun
    if pronoun in ("who", "which", "that"):
        return _relative(conversation, phrase, place)
    if pronoun in GENDERS:
        return he_or_she(conversation, GENDERS[pronoun], place)
    if pronoun in ("it", "its"):
        return _it(conversation, place)
    if pronoun in ("they", "their", "them", "both"):
        return _they(conversation, place)
    if pronoun == "i":
        return _author(conversation)
    return Resolved(None, f"\u201c{pronoun}\u201d names nobody in particular")


def he_or_she(conversation: Conversation, gender: Gender, place: Place) -> Resolved:
    """The one person who agrees: named in this sentence, else who spoke last, else named shortly before."""
    start = conversation.opening(place.sentence, place.at)
    here = _agreeing(conversation, start, place.at, gender)
    subject = _subject_of_relative(conversation, start, place.at)
    if subject is not None and subject in here:
        return Resolved(subject, "", TRUST_PRONOUN)
    turn = _last_person(conversation, gender, place)
    if turn is not None and here in ([], [turn.voice]):
        others = [voice for voice in _subjects_since(conversation, turn, place, gender) if voice is not turn.voice]
        return _two_may_be_meant(gender, [turn.voice, *others]) if others else _meant(turn.voice)
    if here:
        known = [voice for voice in here if voice.gender is gender]
        chosen = known if len(known) == 1 else here
        last = [turn.voice] if turn else []
        if len(chosen) == 1 and last in ([], chosen):
            return _meant(chosen[0])
        return _two_may_be_meant(gender, [*here, *last])
    back = conversation.opening(max(0, place.sentence - SENTENCES_BACK), place.at)
    earlier = _agreeing(conversation, back, place.at, gender)
    if not earlier:
        return Resolved(None, "nobody named shortly before can be meant by the pronoun")
    return _meant(earlier[0]) if len(earlier) == 1 else _two_may_be_meant(gender, earlier)


def is_surely_person(member: Member) -> bool:
    """Whether something besides capitals says that it is a person: a title, a gender, or several mentions."""
    return member.name is not None and bool(member.role or member.gender or len(member.spans) > 1)


def _meant(voice: Voice) -> Resolved:
    return Resolved(voice, voice.reason, TRUST_PRONOUN)


def _two_may_be_meant(gender: Gender, voices: Sequence[Voice]) -> Resolved:
    pronoun = "he" if gender is Gender.MALE else "she"
    names = list(dict.fromkeys(voice.name for voice in voices))
    return Resolved(None, f"\u201c{pronoun}\u201d may be " + " or ".join(names[:3]))


def _agreeing(conversation: Conversation, start: int, end: int, gender: Gender) -> list[Voice]:
    """The different people of a stretch of text whom the pronoun can mean, in order."""
    result: list[Voice] = []
    for member in conversation.members_between(start, end):
        if member.gender in (None, gender) and is_surely_person(member):
            voice = conversation.voice(member)
            if voice not in result:
                result.append(voice)
    return result


def _subject_of_relative(conversation: Conversation, start: int, at: int) -> Voice | None:
    """Whom "who" means in "..., Hale, who said that he": the last name that "who" follows before the pronoun."""
    who = [match.start() for match in WHO.finditer(conversation.text, start, at)]
    if not who:
        return None
    member = _named_right_before(conversation, start, who[-1])
    return conversation.voice(member) if member else None


def _named_right_before(conversation: Conversation, start: int, at: int) -> Member | None:
    for member in conversation.members_between(start, at)[-1:]:
        for span in member.spans:
            if start <= span.start and span.end <= at and not conversation.text[span.end : at].strip(" ,\n"):
                return member
    return None


def _last_person(conversation: Conversation, gender: Gender, place: Place) -> Turn | None:
    return next(
        (
            turn
            for turn in conversation.recent_turns(place.paragraph)
            if turn.voice.is_person and turn.voice.gender in (None, gender)
        ),
        None,
    )


def _subjects_since(conversation: Conversation, turn: Turn, place: Place, gender: Gender) -> list[Voice]:
    """The agreeing people who begin a sentence between a turn and a place; what stands in quotes begins none."""
    result: list[Voice] = []
    sentences = conversation.segments.sentences
    for index in range(turn.place.sentence + 1, min(place.sentence + 1, len(sentences))):
        span = sentences[index]
        if conversation.text[span.start] not in "\"\u201c'\u2018\u00ab":
            result += _agreeing(conversation, span.start, min(place.at, span.end), gender)[:1]
    return result


def _relative(conversation: Conversation, phrase: Phrase, place: Place) -> Resolved:
    """ "who": the name that ends right before it, or whose apposition does."""
    at = phrase.span.start
    start = conversation.opening(place.sentence, at)
    member = _named_right_before(conversation, start, at)
    if member is None:
        for near in conversation.members_between(start, at)[-2:]:
            end = max((span.end for span in near.spans if span.end <= at), default=at)
            apposition = conversation.text[end:at].strip(" ,\n")
            if near.role and near.name and apposition and near.role.startswith(apposition):
                member = near
    if member is None:
        return Resolved(None, f"it is not clear whom \u201c{phrase.pronoun}\u201d means")
    return Resolved(conversation.voice(member), "", TRUST_ROLE)


def _it(conversation: Conversation, place: Place) -> Resolved:
    last = next(conversation.recent_turns(place.paragraph), None)
    if last is not None and not last.voice.is_person and not last.voice.is_plural:
        return _meant(last.voice)
    start = conversation.opening(place.sentence, place.at)
    here = {id(one): one for one in conversation.members_between(start, place.at) if one.name is None}
    if len(here) == 1:
        return _meant(conversation.voice(next(iter(here.values()))))
    return Resolved(None, "it is not clear what \u201cit\u201d means")


def _they(conversation: Conversation, place: Place) -> Resolved:
    for turn in conversation.recent_turns(place.paragraph):
        if turn.voice.is_plural:
            return _meant(turn.voice)
    return Resolved(None, "it is not clear who is meant by \u201cthey\u201d")


def _author(conversation: Conversation) -> Resolved:
    author = next((voice for voice in conversation.described if voice.kind is SpeakerKind.AUTHOR), None)
    if author is None:
        author = conversation.describe(Voice("author", SpeakerKind.AUTHOR, Sector.MEDIA, on_record=OnRecord.ON_RECORD))
    return Resolved(author, "", TRUST_PRONOUN)
