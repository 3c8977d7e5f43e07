"""Pronouns: the one person or body that "she", "it" or "who" can mean, or the reason why nobody was chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.cues import grammar, read_cue
from sayso.names import Gender
from sayso.records import Act, OnRecord, Sector, SpeakerKind
from sayso.resolution.antecedents import Candidate, candidates, chances, likeliest
from sayso.resolution.conversation import TRUST_PRONOUN, Conversation, Place, Resolved
from sayso.resolution.gazetteer import document_nouns, head_sector
from sayso.resolution.phrases import POSSESSIVE_PRONOUNS, Phrase, PhraseKind, read_phrase
from sayso.resolution.quotations import by_quotation_around
from sayso.resolution.relatives import by_relative
from sayso.resolution.subjects import PRONOUN_GENDERS, Standing
from sayso.resolution.units import Unit, UnitKind, read_units
from sayso.resolution.voices import Voice
from sayso.spans import Span, Spans

READS = re.compile(r"\w+ reads?\b")
# Words between the determiner and the noun of something written: "a leaked internal memorandum".
WORDS_OF_TITLE = 4
# Contents that only point at what was said before.
POINTING = frozenset({"it", "this", "that"})
AND = re.compile(r"\s+and\s+(?:[A-Z][a-z]{1,4}\.\s+)?")
# Code points of a title before the first of two who open a sentence.
OPENING_LETTERS = 60
# Code points of a sentence in which its subject is looked for.
SUBJECT_LETTERS = 120
# Code points before a "they" that begins its sentence: "But they".
FIRST_LETTERS = 8
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
        return _it(conversation, place, content)
    if pronoun in ("they", "their", "them", "both"):
        return _they(conversation, place, "they" if pronoun in ("their", "them") else pronoun)
    if pronoun in ("i", "we") and conversation.is_quoted(place):
        return by_quotation_around(conversation, place)
    if pronoun == "i":
        return _author(conversation)
    return Resolved(None, f"\u201c{pronoun}\u201d names nobody in particular")


def he_or_she(conversation: Conversation, gender: Gender, place: Place, content: Spans = ()) -> Resolved:
    """The likeliest of those who agree, if likely enough; else the reason says who may be meant."""
    found = candidates(conversation, gender, place, content)
    voice, chance = likeliest(found, LEAST_CHANCE)
    conversation.meant[place.at] = voice
    if voice is not None and _contradicts(conversation, place, content, voice):
        return Resolved(None, f"\u201c{'he' if gender is Gender.MALE else 'she'}\u201d denies what {voice.name} said")
    if voice is not None:
        return Resolved(None, voice.reason) if voice.is_open else Resolved(voice, voice.reason, chance)
    return Resolved(None, _why_nobody(gender, found))


def _contradicts(conversation: Conversation, place: Place, content: Spans, voice: Voice) -> bool:
    """Whether somebody would deny what they said themselves right before: "Holm said it leaked. She denied it." """
    last = next(conversation.recent_turns(place.paragraph), None)
    if last is None or last.voice is not voice or not content or content[0].start <= place.at:
        return False
    denied = content[0].surface(conversation.text).lower().strip(" .,;")
    between = [word.lower() for word in conversation.text[place.at : content[0].start].split()]
    reading = read_cue(between[1:]) if denied in POINTING and last.place.sentence == place.sentence - 1 else None
    return reading is not None and reading.act_in() in (Act.DENY, Act.DISPUTE)


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


def _it(conversation: Conversation, place: Place, content: Spans) -> Resolved | Phrase:
    """A body or a document: who spoke last, else the one named in this sentence, else what was written before.

    Nothing that only the quotation of "it" names is meant: "the panel met the press," it said.
    """
    written = _written_before(conversation, place, content)
    if written is not None and READS.match(conversation.text, place.at):
        return written
    subject = _subject_before(conversation, place)
    last = next(conversation.recent_turns(place.paragraph), None)
    is_later = subject is not None and (last is None or last.place.at < subject.span.start)
    if subject is not None and is_later and not subject.is_plural and _is_body(subject):
        return subject
    if last is not None and not last.voice.is_person and not last.voice.is_plural:
        return Resolved(last.voice, last.voice.reason, TRUST_PRONOUN)
    start = conversation.opening(place.sentence, place.at)
    end = min([place.at, *(span.start for span in content)])
    here = {id(one): one for one in conversation.members_between(start, end) if one.name is None or one.is_body}
    if len(here) == 1:
        voice = conversation.voice(next(iter(here.values())))
        return Resolved(voice, voice.reason, TRUST_PRONOUN)
    return written or Resolved(None, "it is not clear what \u201cit\u201d means")


def _is_body(phrase: Phrase) -> bool:
    """Whether a subject is something written, or a body of people."""
    if phrase.kind is not PhraseKind.DESCRIPTION:
        return False
    return phrase.is_document or (phrase.role is None and head_sector(phrase.head) is not None)


def _subject_before(conversation: Conversation, place: Place) -> Phrase | None:
    """The noun phrase that begins the last sentence told before, if that is described and no name."""
    sentences = conversation.segments.sentences
    at = place.sentence - 1
    while at > 0 and conversation.is_all_quoted(at):
        at -= 1
    if at < 0 or not sentences:
        return None
    opening = sentences[at]
    units = read_units(conversation.text, Span(opening.start, min(opening.end, opening.start + SUBJECT_LETTERS)))
    last = next((index for index in range(len(units) - 1) if _ends_subject(units, index)), None)
    if last is None or any(not unit.is_joined for unit in units[1 : last + 1]):
        return None
    if units[0].folded in grammar("preposition") | grammar("subordinator"):
        return None
    phrase = read_phrase(conversation.text, Span(units[0].start, units[last].end))
    return phrase if phrase.kind is PhraseKind.DESCRIPTION else None


def _ends_subject(units: Sequence[Unit], at: int) -> bool:
    """Whether a noun phrase that begins a sentence ends with a unit: a verb follows, or its noun can be no other."""
    following = units[at + 1]
    word = following.folded.partition("'")[0]
    if following.kind is not UnitKind.OTHER or following.is_capitalised:
        return False
    if word in grammar("auxiliary") | grammar("modal") | grammar("irregular past"):
        return True
    return _may_say(units[at]) and not _may_say(following) and word not in grammar("preposition") | {"and", "or"}


def _may_say(unit: Unit) -> bool:
    """Whether a unit is a noun for somebody, for a body of people, or for something written."""
    noun = unit.folded
    return unit.role is not None or noun in document_nouns() or head_sector(noun) is not None


def _written_before(conversation: Conversation, place: Place, content: Spans) -> Phrase | None:
    """The last document in this sentence or the one before: "cited a leaked memorandum. [It] says"."""
    units = read_units(conversation.text, Span(conversation.opening(max(0, place.sentence - 1), place.at), place.at))
    for at in range(len(units) - 1, 0, -1):
        is_said = any(span.start <= units[at].start < span.end for span in content)
        if is_said or units[at].folded not in document_nouns():
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


def _they(conversation: Conversation, place: Place, pronoun: str) -> Resolved | Phrase:
    """Several who spoke last as one, or the subject before: "Hale and Marsh met. [They] said"."""
    pair = _pair_before(conversation, place)
    is_first = place.at - conversation.opening(place.sentence, place.at) <= FIRST_LETTERS
    subject = _subject_before(conversation, place) if is_first and pronoun == "they" and pair is None else None
    turns = [] if pronoun == "both" and pair else list(conversation.recent_turns(place.paragraph))
    plural = next((turn for turn in turns if turn.voice.is_plural), None)
    later = pair or (subject.span if subject and subject.is_plural and _are_people(subject) else None)
    if plural is not None and not (later and later.start > plural.place.at):
        return Resolved(plural.voice, plural.voice.reason, TRUST_PRONOUN)
    if subject is not None and later is subject.span:
        return subject
    if pair is not None:
        members = dict.fromkeys(conversation.members_between(pair.start, pair.end))
        joint = conversation.together([conversation.voice(one) for one in members], pair)
        return Resolved(joint, joint.reason, TRUST_PRONOUN)
    return Resolved(None, f"it is not clear who is meant by \u201c{pronoun}\u201d")


def _are_people(phrase: Phrase) -> bool:
    return (
        phrase.role is not None or phrase.is_nation or (not phrase.is_document and head_sector(phrase.head) is not None)
    )


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
