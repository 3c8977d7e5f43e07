"""Pronouns: the one person or body that "she", "it" or "who" can mean, or the reason why nobody was chosen."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import replace

from sayso.cues import grammar
from sayso.names import Gender
from sayso.records import OnRecord, Sector, SpeakerKind
from sayso.resolution.cast import Member
from sayso.resolution.conversation import (
    MOST_TURNS,
    SENTENCES_BACK,
    TRUST_PRONOUN,
    TRUST_ROLE,
    Conversation,
    Place,
    Resolved,
    Turn,
)
from sayso.resolution.gazetteer import Sort, head_sector
from sayso.resolution.mentions import belongs_to_title
from sayso.resolution.phrases import PARTS, QUANTIFIERS, Phrase, PhraseKind, read_phrase
from sayso.resolution.subjects import Party, Standing
from sayso.resolution.units import Unit, UnitKind, is_function_word, read_units
from sayso.resolution.voices import Voice, voice_of_description
from sayso.spans import Span, Spans

GENDERS = {"he": Gender.MALE, "his": Gender.MALE, "him": Gender.MALE, "she": Gender.FEMALE, "her": Gender.FEMALE}
# Sentences back through which quotations and pronouns lead to whom a text is about.
MOST_SENTENCES = 8
# Words of a name and a conjunction: "Marsh after", "Ada Marsh because".
NAME_AND_CONJUNCTION = 4
# Words of an apposition between a name and "who".
APPOSITION_WORDS = 12
APPOSITION = re.compile(r"\s*,\s+(?:an?|the|his|her|its|their)\s[^,;.:()]*,?\s*")
AGE_OR_PARTY = re.compile(r"\s*(?:,\s*\d{1,3}\s*,|\([^()]{1,20}\)|,\s*[DRI]-[\w.]{2,8},)\s*,?\s*")
WHERE = re.compile(r"[\s,]+(?:of|in|from|at|on|across|throughout)\s+(?:the\s+)?$")
DASH = re.compile(r"\s--?\s|\s?[\u2014\u2013]\s?")
AND_WHO = re.compile(r"[\s\u2014\u2013-](?:and|but|or)\s+$")
# Endings that adjectives have and verbs have not.
ADJECTIVE = re.compile(r"(?:al|ive|ous|ic|ful|less|able|ible|ary|ish|ern|ian|ican|y)$")
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
    """The one person who agrees: named in this sentence, else who spoke last, else named shortly before.

    Where two agree, the subject of this or the last sentence is meant if the article is more about that one.
    """
    start = conversation.opening(place.sentence, place.at)
    named = _named_in(conversation, content, place)
    relative = _subject_of_relative(conversation, start, place.at, gender)
    if relative is not None:
        return _meant(relative)
    turn = _last_person(conversation, gender, place, named)
    back = conversation.opening(max(0, place.sentence - SENTENCES_BACK), place.at)
    unclear = conversation.unclear_between(turn.end if turn else back, place.at, gender)
    if unclear:
        return Resolved(None, unclear)
    here = _agreeing(conversation, start, place.at, gender, named)
    quoted = conversation.is_quoted(place)
    others = _named_since(conversation, turn, place, gender, named, quoted=quoted) if turn else []
    rivals = list(dict.fromkeys([*here, *([turn.voice] if turn else []), *others]))
    if not rivals:
        rivals = _agreeing(conversation, back, place.at, gender, named)
    known = [voice for voice in here if voice.gender is gender]
    if len(rivals) == 1 and (turn or rivals[0].gender is gender):
        return _meant(rivals[0])
    if len(known) == 1 and set(rivals) == set(here) and (turn is None or turn.voice is known[0]):
        return _meant(known[0])
    subject = None if quoted else _subject_meant(conversation, gender, place, named, rivals)
    if subject is not None:
        return _meant(subject)
    if not rivals:
        return Resolved(None, "nobody named shortly before can be meant by the pronoun")
    return _of_unknown_gender(gender, rivals[0]) if len(rivals) == 1 else _two_may_be_meant(gender, rivals)


def _named_in(conversation: Conversation, content: Spans, place: Place) -> set[int]:
    """id() of those named in what is said before the pronoun or in its sentence; a long quote may go on about them."""
    sentences = conversation.segments.sentences
    end = sentences[place.sentence].end if sentences else place.at
    spans = [Span(span.start, min(span.end, end)) for span in content if span.start < end]
    outside = {
        id(conversation.cast.at.get(one.at))
        for one in conversation.parties(place.sentence)
        if one.at < place.at and not any(span.start <= one.at < span.end for span in spans)
    }
    named = {id(member) for span in spans for member in conversation.members_between(span.start, span.end)}
    return named - outside


def _subject_meant(
    conversation: Conversation, gender: Gender, place: Place, named: Collection[int], rivals: Sequence[Voice]
) -> Voice | None:
    """The subject of this sentence, else of the one before, if it outweighs all others whom the pronoun can mean."""
    _, before = _center(conversation, gender, place)
    here = [one for one in conversation.parties(place.sentence) if one.at < place.at]
    mains = _subjects(conversation, here, gender, before)
    if len(mains) > 1 or _follows_other(conversation, here, place, gender, mains):
        return None
    subject = mains[0] if mains else before
    if subject is None or id(subject.member) in named:
        return None
    if mains and subject is before:
        return subject
    inside = _voices(conversation, [one for one in here if one.standing is not Standing.ASIDE], gender)
    if not mains and any(voice is not subject for voice in inside):
        return None
    others = inside if mains else rivals
    if not mains and _is_named_after(conversation, subject, gender, place):
        return None
    weight = _times_named(subject, place.at)
    outweighed = all(voice is subject or 2 * _times_named(voice, place.at) <= weight for voice in others)
    return subject if outweighed else None


def _follows_other(
    conversation: Conversation, here: Sequence[Party], place: Place, gender: Gender, mains: Sequence[Voice]
) -> bool:
    """Whether a conjunction right behind somebody else's name opens the clause: "Hale thanked Marsh after he"."""
    own = next((one for one in conversation.parties(place.sentence) if one.at == place.at), None)
    named = [one for one in here if one.gender is None]
    if own is None or own.standing is not Standing.BELOW or not named:
        return False
    between = conversation.text[named[-1].at : place.at]
    is_near = "," not in between and len(between.split()) <= NAME_AND_CONJUNCTION
    return is_near and any(voice not in mains for voice in _voices(conversation, named[-1:], gender))


def _is_named_after(conversation: Conversation, center: Voice, gender: Gender, place: Place) -> bool:
    """Whether the last sentence before that names anybody who agrees names somebody else but not the center."""
    for sentence in range(place.sentence - 1, max(-1, place.sentence - 1 - MOST_SENTENCES), -1):
        voices = _voices(conversation, conversation.parties(sentence), gender)
        if voices:
            return center not in voices
    return False


def _times_named(voice: Voice, before: int) -> int:
    """How often the article has named a person so far, or let somebody unnamed speak."""
    spans = voice.member.spans if voice.member else voice.sources
    return bisect_left(spans, before, key=lambda span: span.start)


def center_before(conversation: Conversation, place: Place) -> Voice | None:
    """Whom the sentences before are about, man or woman: the one whom the nearest of them names or calls he or she."""
    found = [_center(conversation, gender, place) for gender in Gender]
    nearest = max(sentence for sentence, _ in found)
    voices = {id(voice): voice for sentence, voice in found if sentence == nearest}
    return next(iter(voices.values())) if len(voices) == 1 else None


def _center(conversation: Conversation, gender: Gender, place: Place) -> tuple[int, Voice | None]:
    """The speaker of the sentence before, else its subject; a pronoun leads further back.

    Returns:
        The last sentence that names that one or has the pronoun, -1 for none; and the voice.
    """
    nearest = -1
    for sentence in range(place.sentence - 1, max(-1, place.sentence - 1 - MOST_SENTENCES), -1):
        spoke = {
            id(turn.voice): turn.voice
            for turn in conversation.turns[-MOST_TURNS:]
            if turn.place.sentence == sentence and not turn.is_nested and _is_somebody(turn.voice, gender)
        }
        parties = conversation.parties(sentence)
        mains = list(spoke.values()) or _subjects(conversation, parties, gender, None)
        if mains:
            return max(nearest, sentence), mains[0] if len(mains) == 1 else None
        pronoun = next((one.at for one in parties if one.gender is gender), None)
        if pronoun is not None:
            nearest = max(nearest, sentence)
            if _voices(conversation, [one for one in parties if one.at < pronoun], gender):
                break  # "as for Hale, he"
        elif parties and place.sentence - sentence >= SENTENCES_BACK:
            break
    return nearest, None


def _subjects(conversation: Conversation, parties: Sequence[Party], gender: Gender, meant: Voice | None) -> list[Voice]:
    """The different agreeing people who are subjects of main clauses; a pronoun is `meant`."""
    mains = [one for one in parties if one.standing is Standing.MAIN]
    voices = _voices(conversation, mains, gender)
    if meant is not None and meant not in voices and any(one.gender is gender for one in mains):
        voices.append(meant)
    return voices


def _voices(conversation: Conversation, parties: Sequence[Party], gender: Gender) -> list[Voice]:
    """The different agreeing people among some names."""
    members = [conversation.cast.at.get(one.at) for one in parties if one.gender is None]
    for one in parties:
        namesakes = conversation.namesakes(one.at, gender)
        members += namesakes if len(namesakes) == 1 else []
    return list(
        dict.fromkeys(
            conversation.voice(member)
            for member in members
            if member and member.gender in (None, gender) and is_surely_person(member)
        )
    )


def _is_somebody(voice: Voice, gender: Gender) -> bool:
    """Whether one human being of that gender, or of none told, speaks; a campaign or "everybody" is none."""
    is_human = voice.member is not None or voice.role_entry is not None
    return is_human and voice.is_person and voice.gender in (None, gender)


def is_surely_person(member: Member) -> bool:
    """Whether something besides capitals says so: a title, a gender, a name used again in full or seen by a tagger."""
    if member.name is None or member.is_body:
        return False
    is_used = len(member.spans) > 1 and (len(member.name.words) > 1 or member.is_seen)
    return is_used or bool(member.role or member.gender)


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
    shared = [conversation.namesakes(at, gender) for at in conversation.unclear_in(start, end)]
    alone = [members[0] for members in shared if len(members) == 1]
    for member in [*conversation.members_between(start, end), *alone]:
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
    """The last turn of somebody who agrees; who is only told to speak comes after who tells it in that sentence."""
    turns = [
        turn
        for turn in conversation.recent_turns(place.paragraph)
        if _is_somebody(turn.voice, gender) and id(turn.voice.member) not in named
    ]
    outer = (turn for turn in turns if not turn.is_nested and turn.place.sentence == turns[0].place.sentence)
    return next(outer, turns[0] if turns else None)


def _named_since(
    conversation: Conversation, turn: Turn, place: Place, gender: Gender, named: Collection[int], *, quoted: bool
) -> list[Voice]:
    """The agreeing people who are subjects between a turn and the sentence of a place; for a quoted pronoun all."""
    if quoted:
        return _agreeing(conversation, turn.end, place.at, gender, named)
    result: list[Voice] = []
    for sentence in range(max(turn.place.sentence + 1, place.sentence - MOST_SENTENCES), place.sentence):
        result += _subjects(conversation, conversation.parties(sentence), gender, None)
    return [voice for voice in result if id(voice.member) not in named]


def _relative(conversation: Conversation, phrase: Phrase, place: Place) -> Resolved:
    """ "Who": the name or role that ends right before it; "and who": whom the "who" before it means."""
    start = conversation.opening(place.sentence, phrase.span.start)
    at = _before_insertion(conversation.text, start, phrase.span.start)
    at = _before_place(conversation, start, at) if phrase.pronoun == "who" else at
    member = _named_right_before(conversation, start, at) or _in_apposition(conversation, start, at)
    is_human = member is not None and member.name is not None and not member.is_body
    if member is not None and is_human is (phrase.pronoun == "who"):
        return Resolved(conversation.voice(member), "", TRUST_ROLE)
    again = AND_WHO.search(conversation.text, start, at)
    earlier = [match.start() for match in WHO.finditer(conversation.text, start, at)]
    if again and earlier and phrase.pronoun == "who":
        return _relative(conversation, replace(phrase, span=Span(earlier[-1], earlier[-1] + 3)), place)
    described = _described_right_before(conversation, start, at)
    if described is not None:
        return Resolved(described, described.reason, TRUST_ROLE)
    return Resolved(None, f"it is not clear whom \u201c{phrase.pronoun}\u201d means")


def _before_insertion(text: str, start: int, at: int) -> int:
    """Where the noun ends that "who" follows: past an insertion between dashes, and past one dash."""
    dashes = [match.start() for match in DASH.finditer(text, start, at)]
    if not dashes or text[dashes[-1] : at].strip(" \u2014\u2013-"):
        return at
    return dashes[-2] if len(dashes) % 2 == 0 else dashes[-1]


def _before_place(conversation: Conversation, start: int, at: int) -> int:
    """Where the noun ends that a place or body only describes: "[voters] in Oslo who", "[Hale] of the Senate, who"."""
    member = _named_right_before(conversation, start, at)
    if member is None or (member.name is not None and not member.is_body):
        return at
    name = max(span.start for span in member.spans if span.start < at)
    preposition = WHERE.search(conversation.text, start, name)
    return preposition.start() if preposition else at


def _in_apposition(conversation: Conversation, start: int, at: int) -> Member | None:
    """The person whose age, party or description alone stands between the name and "who": "Hale, a doctor, who"."""
    for near in conversation.members_between(start, at)[-2:]:
        end = max((span.end for span in near.spans if span.end <= at), default=at)
        between = conversation.text[end:at]
        apposition = between.strip(" ,\n\u2014\u2013-")
        if not is_surely_person(near) or not apposition:
            continue
        if (near.role and near.role.startswith(apposition)) or AGE_OR_PARTY.fullmatch(between):
            return near
        if APPOSITION.fullmatch(between) and len(apposition.split()) <= APPOSITION_WORDS:
            return near
    return None


def _described_right_before(conversation: Conversation, start: int, at: int) -> Voice | None:
    """ "Many voters who", "a minister, who": the noun phrase that ends right before; no name is looked for."""
    units = read_units(conversation.text, Span(start, at))
    if not units or units[-1].is_possessive or not _may_speak(units):
        return None
    first = len(units) - 1
    while first and units[first].is_joined and _is_in_phrase(units[first - 1]):
        first -= 1
    before = units[first - 1].folded if first and units[first].is_joined else ""
    phrase = read_phrase(conversation.text, Span(units[first].start, units[-1].end))
    is_one = not phrase.is_plural and (phrase.is_definite or before in ("the", "that", "this"))
    if phrase.pronoun == "those":
        phrase = replace(phrase, kind=PhraseKind.DESCRIPTION, head="those", words="those", is_plural=True)
    if phrase.kind is not PhraseKind.DESCRIPTION or is_one or phrase.is_document:
        return None
    for voice in conversation.lately_described():
        if voice.is_at(phrase.span):
            return voice
    voice = voice_of_description(phrase, None)
    voice.spans.append(phrase.span)
    return conversation.describe(voice)


def _may_speak(units: Sequence[Unit]) -> bool:
    """Whether the last noun can be people: a role, a nation, a share of them, "those", a plural in a noun phrase."""
    last = units[-1]
    if last.kind is UnitKind.INSTITUTION:
        return last.institution is not None and last.institution.sort is Sort.NATIONALITY
    if last.kind is not UnitKind.OTHER:
        return last.kind is UnitKind.ROLE
    if last.folded in PARTS | {"people", "those"} or head_sector(last.folded) is not None:
        return True
    opens = len(units) > 1 and last.is_joined
    opens = opens and (_is_in_phrase(units[-2]) or units[-2].folded in grammar("preposition") | grammar("determiner"))
    return opens and last.folded.endswith("s") and not is_function_word(last.folded)


def _is_in_phrase(unit: Unit) -> bool:
    """Whether a unit goes on a noun phrase to the left: an adjective, a name, a number."""
    if belongs_to_title(unit) or unit.folded.isdecimal() or unit.folded in QUANTIFIERS:
        return not unit.is_possessive
    return unit.kind is UnitKind.OTHER and ADJECTIVE.search(unit.folded) is not None


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
