"""From sources to speakers: names to people, pronouns and roles to the one they can mean, the rest left as described.

Sources are read in text order, since "she" and "the minister" mean those who came before. When two can be meant,
nobody is chosen and the reason says who the two were.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.names import Name, is_acronym
from sayso.records import Attribution, Form, Sector, Speaker, SpeakerKind
from sayso.resolution.antecedents import is_surely_person
from sayso.resolution.cast import Cast, Member, organisation_called, unclear_name
from sayso.resolution.conversation import (
    PARAGRAPHS_BACK,
    TRUST_CONTINUED,
    TRUST_NAME,
    TRUST_SHORT_NAME,
    Conversation,
    Place,
    Resolved,
    Turn,
)
from sayso.resolution.descriptions import by_description
from sayso.resolution.mentions import Mention, is_plural_opener
from sayso.resolution.phrases import Phrase, PhraseKind, read_phrase
from sayso.resolution.pronouns import by_pronoun
from sayso.resolution.voices import Voice, sector_of_role
from sayso.spans import Span

# Code points of a source that are read; a longer one is a clause by mistake.
SOURCE_LETTERS = 400
# Code points before a source in which "neither ... nor" may begin.
PAIR_LETTERS = 80
PAIR = re.compile(r"\b([Nn]either|[Bb]oth)\b[^,;:]*\b(?:nor|and)\s+(?:the\s+)?$")


def hear(conversation: Conversation, attribution: Attribution) -> Resolved:
    """Resolve the source of the next attribution in text order, and remember that its speaker has spoken."""
    place = conversation.place((attribution.source or attribution.cue or attribution.content)[0].start)
    resolved = _resolve(conversation, attribution, place)
    if resolved.voice:
        resolved.voice.sources.extend(attribution.source)
        quoted = attribution.form in (Form.DIRECT, Form.MIXED, Form.FREE_DIRECT)
        end = max((span.end for span in attribution.source), default=place.at)
        conversation.turns.append(Turn(resolved.voice, place, end, quoted, attribution.outer is not None))
    return resolved


def number_speakers(voices: Sequence[Voice], article_id: str) -> dict[int, Speaker]:
    """id() of a voice -> its record; numbered in order of first mention."""
    distinct = {id(voice): voice for voice in voices}
    ordered = sorted(distinct.items(), key=lambda entry: (entry[1].mentions()[:1] or (Span(0, 0),), entry[1].name))
    return {key: voice.as_speaker(f"{article_id}.e{number}") for number, (key, voice) in enumerate(ordered, 1)}


def _resolve(conversation: Conversation, attribution: Attribution, place: Place) -> Resolved:
    if not attribution.source:
        return _continued(conversation, attribution, place)
    phrase = _read_source(conversation, attribution.source)
    if phrase.kind is PhraseKind.NAMES and _is_noun(conversation, phrase, place):
        phrase = replace(phrase, kind=PhraseKind.DESCRIPTION, words=phrase.names[0].printed, is_plural=True)
    if phrase.kind is PhraseKind.NAMES:
        return _by_names(conversation, _with_first_of_pair(conversation, phrase, place))
    if phrase.kind is PhraseKind.PRONOUN:
        meant = by_pronoun(conversation, phrase, place, attribution.content)
        return by_description(conversation, meant, place) if isinstance(meant, Phrase) else meant
    if phrase.kind is PhraseKind.DESCRIPTION:
        return by_description(conversation, phrase, place)
    return Resolved(None, "the source holds no word that names anybody")


def _is_noun(conversation: Conversation, phrase: Phrase, place: Place) -> bool:
    """Whether the capital is the sentence's and the word a plural noun: "Findings show"."""
    name = phrase.names[0]
    sentences = conversation.segments.sentences
    if len(phrase.names) > 1 or not sentences or sentences[place.sentence].start != name.span.start:
        return False
    known = name.span.start in conversation.cast.at or name.span.start in conversation.cast.unclear
    return not known and is_plural_opener(name)


def _read_source(conversation: Conversation, source: Sequence[Span]) -> Phrase:
    """The first piece that names or describes somebody, else the last one that says anything."""
    phrase = Phrase(PhraseKind.NOTHING, source[0])
    for span in source:
        read = read_phrase(conversation.text, Span(span.start, min(span.end, span.start + SOURCE_LETTERS)))
        if read.kind is not PhraseKind.NOTHING:
            phrase = read
        if phrase.kind in (PhraseKind.NAMES, PhraseKind.DESCRIPTION):
            break
    return phrase


# -------------------------------------------------------------------------------------------------------- names


def _by_names(conversation: Conversation, phrase: Phrase) -> Resolved:
    members: list[Member] = []
    for mention in phrase.names:
        found = _by_name(conversation.cast, mention)
        if isinstance(found, str):
            return Resolved(None, found)
        members.append(found)
    voices = [conversation.voice(member) for member in members]
    if len(voices) > 1:
        return Resolved(conversation.together(voices, phrase.span), "", TRUST_NAME)
    _describe(voices[0], phrase)
    first = phrase.names[0].name
    return Resolved(voices[0], "", TRUST_SHORT_NAME if first is not None and len(first.words) == 1 else TRUST_NAME)


def _with_first_of_pair(conversation: Conversation, phrase: Phrase, place: Place) -> Phrase:
    """The source "Borduria" in "neither Ruritania nor Borduria" made whole."""
    start = phrase.span.start
    opening = max(conversation.opening(place.sentence, start), start - PAIR_LETTERS)
    match = PAIR.search(conversation.text[opening:start])
    if match is None:
        return phrase
    whole = read_phrase(conversation.text, Span(opening + match.start(), phrase.span.end))
    return whole if len(whole.names) > len(phrase.names) else phrase


def _by_name(cast: Cast, mention: Mention) -> Member | str:
    if mention.span.start in cast.at:
        return cast.at[mention.span.start]
    if mention.span.start in cast.unclear:
        return cast.unclear[mention.span.start]
    if mention.name is not None:
        return _person(cast, mention, mention.name)
    same = next((one for one in cast.organisations if one.printed == mention.printed or _is_same(one, mention)), None)
    if same is None and is_acronym(mention.printed):
        same = organisation_called(cast.organisations, mention.printed)
    return same or _new_member(cast, mention)


def _person(cast: Cast, mention: Mention, name: Name) -> Member | str:
    fitting = cast.register.called(name, mention.span.start)
    if len(fitting) > 1:
        return unclear_name(name, fitting)
    return fitting[0] if fitting else _new_member(cast, mention)


def _is_same(member: Member, mention: Mention) -> bool:
    if member.institution is None or mention.institution is None:
        return False
    same = member.institution.name == mention.institution.name
    return same and member.institution.is_place == mention.institution.is_place


def _new_member(cast: Cast, mention: Mention) -> Member:
    """A member for a name that only a source shows, in a headline for instance."""
    member = Member(
        printed=mention.name.plain if mention.name else mention.printed,
        at=mention.span.start,
        name=mention.name,
        role=mention.role,
        role_entry=mention.role_entry,
        institution=mention.institution,
        of=mention.of,
        gender=mention.name.gender if mention.name else None,
        is_place=mention.name is None and mention.institution is not None and mention.institution.is_place,
        spans=[mention.span],
    )
    cast.at[mention.span.start] = member
    return cast.register.add(member, mention.name) if mention.name else member


def _describe(voice: Voice, phrase: Phrase) -> None:
    """Take over what the source says about a named person and the article says nowhere else."""
    is_rank = voice.role is not None and " " not in voice.role  # "Col.", where the source says "a spokesman, Col."
    if not (voice.role is None or is_rank) or not phrase.words or voice.kind is not SpeakerKind.NAMED_PERSON:
        return
    voice.role, voice.role_entry = phrase.words, phrase.role
    voice.institution = voice.institution or phrase.of
    if voice.sector is Sector.UNKNOWN:
        voice.sector = sector_of_role(phrase.words, phrase.role)
    if phrase.role:
        voice.gender = voice.gender or phrase.role.gender


# ----------------------------------------------------------------------------------------------- without a source


def _continued(conversation: Conversation, attribution: Attribution, place: Place) -> Resolved:
    """Who goes on speaking where no source is printed: "..., adding that", or a quote in the paragraph after."""
    if attribution.cue:
        return _by_participle(conversation, attribution.cue[0], place)
    last = conversation.turns[-1] if conversation.turns else None
    if last is None or not last.is_quoted or not last.voice.is_person:
        return Resolved(None, "a quotation without a source")
    if place.paragraph - last.place.paragraph > PARAGRAPHS_BACK:
        return Resolved(None, "a quotation without a source")
    between = conversation.members_between(last.place.at, place.at)
    others = [member for member in between if is_surely_person(member) and member is not last.voice.member]
    if others and place.paragraph != last.place.paragraph:
        return Resolved(None, f"a quotation without a source: {last.voice.name} or {others[-1].printed}")
    return Resolved(last.voice, last.voice.reason, TRUST_CONTINUED)


def _by_participle(conversation: Conversation, cue: Span, place: Place) -> Resolved:
    """ "Adding that": the speaker of the sentence so far, else the name that begins it."""
    nobody = Resolved(None, "the article does not say who")
    if not cue.surface(conversation.text).split()[0].endswith("ing"):
        return nobody
    last = conversation.turns[-1] if conversation.turns else None
    if last and last.place.sentence == place.sentence:
        return Resolved(last.voice, last.voice.reason, TRUST_CONTINUED)
    opening = Span(conversation.opening(place.sentence, cue.start), cue.start)
    phrase = read_phrase(conversation.text, opening)
    if phrase.kind is PhraseKind.NAMES and len(phrase.names) == 1:
        resolved = _by_names(conversation, phrase)
        return Resolved(resolved.voice, resolved.reason, TRUST_CONTINUED)
    return nobody
