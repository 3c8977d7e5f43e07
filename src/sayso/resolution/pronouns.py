"""Pronouns: the one person or body that "she", "it" or "who" can mean, or the reason why nobody was chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.cues import grammar
from sayso.names import Gender
from sayso.records import OnRecord, Sector, SpeakerKind
from sayso.resolution.antecedents import Candidate, candidates, chances, likeliest
from sayso.resolution.conversation import TRUST_PRONOUN, Conversation, Place, Resolved
from sayso.resolution.gazetteer import document_nouns
from sayso.resolution.phrases import POSSESSIVE_PRONOUNS, Phrase, PhraseKind, read_phrase
from sayso.resolution.relatives import by_relative
from sayso.resolution.subjects import PRONOUN_GENDERS, Standing
from sayso.resolution.units import Unit, read_units
from sayso.resolution.voices import Voice
from sayso.spans import Span, Spans

READS = re.compile(r"\w+ reads?\b")
# Words between the determiner and the noun of something written: "a leaked internal memorandum".
WORDS_OF_TITLE = 4
AND = re.compile(r"\s+and\s+(?:[A-Z][a-z]{1,4}\.\s+)?")
# Code points of a title before the first of two who open a sentence.
OPENING_LETTERS = 60
# Chance below which nobody is chosen; see training/antecedents.py for what each bar would give.
LEAST_CHANCE = 0.55
# The same for a he and a she of whom one is the center.
LEAST_CHANCE_OF_CENTER = 0.7
# Chance from which somebody is named among those who may be meant.
WORTH_NAMING = 0.15


def by_pronoun(conversation: Conversation, phrase: Phrase, place: Place, content: Spans) -> Resolved | Phrase:
    """Whom the pronoun that is all of a source means; nobody calls themselves by name in their own content.

    Returns:
        Whom it means, or the description before that it goes back to, to be read like any other.
    """
    pronoun = phrase.pronoun
    if pronoun in ("who", "which", "that"):
        return by_relative(conversation, phrase, place)
    if pronoun in PRONOUN_GENDERS:
        return he_or_she(conversation, PRONOUN_GENDERS[pronoun], place, content)
    if pronoun in ("it", "its"):
        return _it(conversation, place)
    if pronoun in ("they", "their", "them", "both"):
        return _they(conversation, place, "they" if pronoun in ("their", "them") else pronoun)
    if pronoun == "i" and conversation.is_quoted(place):
        return Resolved(None, "a quotation without a source")
    if pronoun == "i":
        return _author(conversation)
    return Resolved(None, f"\u201c{pronoun}\u201d names nobody in particular")


def he_or_she(conversation: Conversation, gender: Gender, place: Place, content: Spans = ()) -> Resolved:
    """The likeliest of those who agree, if likely enough; else the reason says who may be meant."""
    found = candidates(conversation, gender, place, content)
    voice, chance = likeliest(found, LEAST_CHANCE)
    conversation.meant[place.at] = voice
    if voice is not None:
        return Resolved(None, voice.reason) if voice.is_open else Resolved(voice, voice.reason, chance)
    return Resolved(None, _why_nobody(gender, found))


def center_before(conversation: Conversation, place: Place) -> Voice | None:
    """Whom the sentences before are about: whom "he" or "she" would mean at a place, or the likelier of both."""
    meant = [likeliest(candidates(conversation, gender, place), LEAST_CHANCE) for gender in Gender]
    voices = {voice for voice, _ in meant if voice is not None and not voice.is_open}
    if len(voices) < 2:
        return next(iter(voices), None)
    voice, _ = likeliest(candidates(conversation, None, place), LEAST_CHANCE_OF_CENTER)
    return voice if voice in voices else None


def _why_nobody(gender: Gender, found: Sequence[Candidate]) -> str:
    pronoun = "he" if gender is Gender.MALE else "she"
    shares = zip(found, chances(found), strict=True)
    likely = sorted((-share, one.voice.name) for one, share in shares if one.voice and share >= WORTH_NAMING)
    names = list(dict.fromkeys(name for _, name in likely))
    if not names:
        return "nobody named shortly before can be meant by the pronoun"
    return f"\u201c{pronoun}\u201d may be " + " or ".join(names[:3] if len(names) > 1 else [*names, "somebody else"])


def _it(conversation: Conversation, place: Place) -> Resolved | Phrase:
    """A body or a document: who spoke last, else the one named in this sentence, else what was written before."""
    written = _written_before(conversation, place)
    if written is not None and READS.match(conversation.text, place.at):
        return written
    last = next(conversation.recent_turns(place.paragraph), None)
    if last is not None and not last.voice.is_person and not last.voice.is_plural:
        return Resolved(last.voice, last.voice.reason, TRUST_PRONOUN)
    start = conversation.opening(place.sentence, place.at)
    here = {id(one): one for one in conversation.members_between(start, place.at) if one.name is None or one.is_body}
    if len(here) == 1:
        voice = conversation.voice(next(iter(here.values())))
        return Resolved(voice, voice.reason, TRUST_PRONOUN)
    return written or Resolved(None, "it is not clear what \u201cit\u201d means")


def _written_before(conversation: Conversation, place: Place) -> Phrase | None:
    """The last document in this sentence or the one before: "cited a leaked memorandum. [It] says"."""
    units = read_units(conversation.text, Span(conversation.opening(max(0, place.sentence - 1), place.at), place.at))
    for at in range(len(units) - 1, 0, -1):
        if units[at].folded not in document_nouns():
            continue
        first = next(
            (back for back in range(at - 1, max(-1, at - 1 - WORDS_OF_TITLE), -1) if _begins(units[back])), None
        )
        if first is not None:
            phrase = read_phrase(conversation.text, Span(units[first].start, units[at].end))
            if phrase.kind is PhraseKind.DESCRIPTION and phrase.is_document and not phrase.is_plural:
                return replace(phrase, is_definite=True)
    return None


def _begins(unit: Unit) -> bool:
    return unit.folded in grammar("determiner") | POSSESSIVE_PRONOUNS or unit.is_possessive


def _they(conversation: Conversation, place: Place, pronoun: str) -> Resolved:
    """Several who spoke last as one, else two who are the subject side by side: "Hale and Marsh met. [They] said"."""
    pair = _pair_before(conversation, place)
    turns = [] if pronoun == "both" and pair else list(conversation.recent_turns(place.paragraph))
    plural = next((turn for turn in turns if turn.voice.is_plural), None)
    if plural is not None and not (pair and pair.start > plural.place.at):
        return Resolved(plural.voice, plural.voice.reason, TRUST_PRONOUN)
    if pair is not None:
        members = dict.fromkeys(conversation.members_between(pair.start, pair.end))
        joint = conversation.together([conversation.voice(one) for one in members], pair)
        return Resolved(joint, joint.reason, TRUST_PRONOUN)
    return Resolved(None, f"it is not clear who is meant by \u201c{pronoun}\u201d")


def _pair_before(conversation: Conversation, place: Place) -> Span | None:
    """Two people, or two bodies, joined by "and" as a subject in this sentence or the one before."""
    for sentence in (place.sentence, place.sentence - 1):
        if sentence < 0:
            continue
        named = [one for one in conversation.parties(sentence) if one.gender is None][:2]
        opening = conversation.segments.sentences[sentence].start
        if len(named) < 2 or named[1].at >= place.at or named[0].standing is Standing.QUOTED:
            continue
        first, second = (_name_at(conversation, one.at) for one in named)
        if first and second and first.start - opening <= OPENING_LETTERS and _are_joined(conversation, first, second):
            return Span(first.start, second.end)
    return None


def _name_at(conversation: Conversation, at: int) -> Span | None:
    member = conversation.cast.at.get(at)
    return next((span for span in member.spans if span.start == at), None) if member else None


def _are_joined(conversation: Conversation, first: Span, second: Span) -> bool:
    is_same = conversation.cast.at[first.start] is conversation.cast.at[second.start]
    return not is_same and AND.fullmatch(conversation.text, first.end, second.start) is not None


def _author(conversation: Conversation) -> Resolved:
    author = next((voice for voice in conversation.described if voice.kind is SpeakerKind.AUTHOR), None)
    if author is None:
        author = conversation.describe(Voice("author", SpeakerKind.AUTHOR, Sector.MEDIA, on_record=OnRecord.ON_RECORD))
    return Resolved(author, "", TRUST_PRONOUN)
