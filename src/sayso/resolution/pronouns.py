"""Pronouns: the one person or body that "she", "it" or "who" can mean, or the reason why nobody was chosen."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

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
from sayso.resolution.mentions import belongs_to_title
from sayso.resolution.phrases import Phrase, PhraseKind, read_phrase
from sayso.resolution.units import UnitKind, read_units
from sayso.resolution.voices import Voice, voice_of_description
from sayso.spans import Span, Spans

GENDERS = {"he": Gender.MALE, "his": Gender.MALE, "him": Gender.MALE, "she": Gender.FEMALE, "her": Gender.FEMALE}
WHO = re.compile(r"\bwho\b")


def by_pronoun(conversation: Conversation, phrase: Phrase, place: Place, content: Spans) -> Resolved:
    """Whom the pronoun that is all of a source means; nobody calls themselves by name in their own content."""
    pronoun = phrase.pronoun
    if pronoun in ("who", "which", "that"):
        return _relative(conversation, phrase, place)
    if pronoun in GENDERS:
        return he_or_she(conversation, GENDERS[pronoun], place, content)
    if pronoun in ("it", "its"):
        return _it(conversation, place)
    if pronoun in ("they", "their", "them", "both"):
        return _they(conversation, place)
    if pronoun == "i":
        return _author(conversation)
    return Resolved(None, f"\u201c{pronoun}\u201d names nobody in particular")


def he_or_she(conversation: Conversation, gender: Gender, place: Place, content: Spans = ()) -> Resolved:
    """The one person who agrees: named in this sentence, else who spoke last, else named shortly before."""
    start = conversation.opening(place.sentence, place.at)
    named = {id(member) for span in content for member in conversation.members_between(span.start, span.end)}
    subject = _subject_of_relative(conversation, start, place.at, gender)
    if subject is not None:
        return _meant(subject)
    here = _agreeing(conversation, start, place.at, gender, named)
    turn = _last_person(conversation, gender, place, named)
    back = conversation.opening(max(0, place.sentence - SENTENCES_BACK), place.at)
    unclear = conversation.unclear_between(turn.end if turn else back, place.at)
    if unclear:
        return Resolved(None, unclear)
    if turn is not None and here in ([], [turn.voice]):
        others = [one for one in _subjects_since(conversation, turn, place, gender, named) if one is not turn.voice]
        return _two_may_be_meant(gender, [turn.voice, *others]) if others else _meant(turn.voice)
    if here:
        known = [voice for voice in here if voice.gender is gender]
        chosen = known if len(known) == 1 else here
        last = [turn.voice] if turn else []
        if len(chosen) == 1 and last in ([], chosen):
            return _meant(chosen[0]) if known or last else _of_unknown_gender(gender, chosen[0])
        return _two_may_be_meant(gender, [*here, *last])
    earlier = _agreeing(conversation, back, place.at, gender, named)
    if not earlier:
        return Resolved(None, "nobody named shortly before can be meant by the pronoun")
    if len(earlier) > 1:
        return _two_may_be_meant(gender, earlier)
    return _meant(earlier[0]) if earlier[0].gender is gender else _of_unknown_gender(gender, earlier[0])


def is_surely_person(member: Member) -> bool:
    """Whether something besides capitals says that it is a person: a title, a gender, or a full name used again."""
    if member.name is None or member.is_body:
        return False
    return bool(member.role or member.gender) or (len(member.name.words) > 1 and len(member.spans) > 1)


def _meant(voice: Voice) -> Resolved:
    return Resolved(voice, voice.reason, TRUST_PRONOUN)


def _of_unknown_gender(gender: Gender, voice: Voice) -> Resolved:
    """Nothing tells that the only one named shortly before is a man or a woman, and nobody has spoken."""
    pronoun = "he" if gender is Gender.MALE else "she"
    return Resolved(None, f"\u201c{pronoun}\u201d may be {voice.name} or somebody else")


def _two_may_be_meant(gender: Gender, voices: Sequence[Voice]) -> Resolved:
    pronoun = "he" if gender is Gender.MALE else "she"
    names = list(dict.fromkeys(voice.name for voice in voices))
    return Resolved(None, f"\u201c{pronoun}\u201d may be " + " or ".join(names[:3]))


def _agreeing(
    conversation: Conversation, start: int, end: int, gender: Gender, named: Collection[int] = ()
) -> list[Voice]:
    """The different people of a stretch of text whom the pronoun can mean, in order."""
    result: list[Voice] = []
    for member in conversation.members_between(start, end):
        if member.gender in (None, gender) and is_surely_person(member) and id(member) not in named:
            voice = conversation.voice(member)
            if voice not in result:
                result.append(voice)
    return result


def _subject_of_relative(conversation: Conversation, start: int, at: int, gender: Gender) -> Voice | None:
    """Whom "who" means in "..., Hale, who said that he": the last name that "who" follows before the pronoun."""
    who = [match.start() for match in WHO.finditer(conversation.text, start, at)]
    if not who:
        return None
    member = _named_right_before(conversation, start, who[-1])
    return conversation.voice(member) if member and member.name and member.gender in (None, gender) else None


def _named_right_before(conversation: Conversation, start: int, at: int) -> Member | None:
    for member in conversation.members_between(start, at)[-1:]:
        for span in member.spans:
            if start <= span.start and span.end <= at and not conversation.text[span.end : at].strip(" ,\n"):
                return member
    return None


def _last_person(conversation: Conversation, gender: Gender, place: Place, named: Collection[int] = ()) -> Turn | None:
    return next(
        (
            turn
            for turn in conversation.recent_turns(place.paragraph)
            if turn.voice.is_person and turn.voice.gender in (None, gender) and id(turn.voice.member) not in named
        ),
        None,
    )


def _subjects_since(
    conversation: Conversation, turn: Turn, place: Place, gender: Gender, named: Collection[int]
) -> list[Voice]:
    """The agreeing people who begin a sentence between a turn and a place; what stands in quotes begins none."""
    result: list[Voice] = []
    sentences = conversation.segments.sentences
    for index in range(turn.place.sentence + 1, min(place.sentence + 1, len(sentences))):
        span = sentences[index]
        if conversation.text[span.start] not in "\"\u201c'\u2018\u00ab":
            result += _agreeing(conversation, span.start, min(place.at, span.end), gender, named)[:1]
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
    described = _described_right_before(conversation, start, at) if member is None else None
    if described is not None:
        return Resolved(described, described.reason, TRUST_ROLE)
    if member is None:
        return Resolved(None, f"it is not clear whom \u201c{phrase.pronoun}\u201d means")
    return Resolved(conversation.voice(member), "", TRUST_ROLE)


def _described_right_before(conversation: Conversation, start: int, at: int) -> Voice | None:
    """ "... the minister, who": the role that ends right before."""
    units = read_units(conversation.text, Span(start, at))
    if not units or units[-1].kind is not UnitKind.ROLE or units[-1].is_possessive:
        return None
    first = len(units) - 1
    while first and units[first].is_joined and (belongs_to_title(units[first - 1]) or units[first - 1].folded == "the"):
        first -= 1
    phrase = read_phrase(conversation.text, Span(units[first].start, units[-1].end))
    if phrase.kind is not PhraseKind.DESCRIPTION or phrase.is_definite:
        return None
    for voice in conversation.lately_described():
        if voice.is_at(phrase.span):
            return voice
    voice = voice_of_description(phrase, None)
    voice.spans.append(phrase.span)
    return conversation.describe(voice)


def _it(conversation: Conversation, place: Place) -> Resolved:
    last = next(conversation.recent_turns(place.paragraph), None)
    if last is not None and not last.voice.is_person and not last.voice.is_plural:
        return _meant(last.voice)
    start = conversation.opening(place.sentence, place.at)
    here = {id(one): one for one in conversation.members_between(start, place.at) if one.name is None or one.is_body}
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
