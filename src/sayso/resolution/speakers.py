"""From sources to speakers: names to people, pronouns and roles to the one they can mean, the rest left as described.

Sources are read in text order, since "she" and "the minister" mean those who came before. When two can be meant,
nobody is chosen and the reason says who the two were.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from sayso.cues import CuePos, match_cues
from sayso.names import Gender, Name, fold, is_acronym
from sayso.records import Attribution, Form, Sector, Speaker, SpeakerKind
from sayso.resolution.antecedents import is_surely_person
from sayso.resolution.cast import Cast, Member, organisation_called, unclear_name
from sayso.resolution.conversation import (
    MOST_LETTERS,
    TRUST_CONTINUED,
    TRUST_NAME,
    TRUST_SHORT_NAME,
    Conversation,
    Place,
    Resolved,
    Turn,
)
from sayso.resolution.descriptions import by_description
from sayso.resolution.mentions import Mention, begins, is_headline, is_plural_opener
from sayso.resolution.phrases import Phrase, PhraseKind, read_phrase
from sayso.resolution.pronouns import by_pronoun
from sayso.resolution.quotations import by_quotation_before
from sayso.resolution.units import is_common_word, is_function_word, read_units
from sayso.resolution.voices import Voice, sector_of_role
from sayso.spans import Span, Spans

QUOTED = frozenset({Form.DIRECT, Form.MIXED, Form.FREE_DIRECT})
# Code points of a source that are read; a longer one is a clause by mistake.
SOURCE_LETTERS = 400
# Code points before a source in which "neither ... nor" may begin.
PAIR_LETTERS = 80
# "Q: Did it leak? A: It did not."
LETTER = re.compile(r"[QA][.:]{0,2}")
FAMILY = re.compile(r"^the\s+$", re.IGNORECASE)
PAIR = re.compile(r"\b([Nn]either|[Bb]oth)\b[^,;:]*\b(?:nor|and)\s+(?:the\s+)?$")


def hear(conversation: Conversation, attribution: Attribution) -> Resolved:
    """Resolve the source of the next attribution in text order, and remember that its speaker has spoken."""
    place = conversation.place((attribution.source or attribution.cue or attribution.content)[0].start)
    resolved = _resolve(conversation, attribution, place)
    if not resolved.voice and attribution.source and not conversation.is_quoted(place):
        conversation.last_unknown = place.at
    if resolved.voice:
        resolved.voice.sources.extend(attribution.source)
        quoted = attribution.form in QUOTED
        end = max((span.end for span in attribution.source), default=place.at)
        conversation.turns.append(Turn(resolved.voice, place, end, quoted, attribution.outer is not None))
    else:
        _leave_turn_open(conversation, attribution, place)
    return resolved


def _leave_turn_open(conversation: Conversation, attribution: Attribution, place: Place) -> None:
    """Remember that one of several namesakes has spoken, whoever it was."""
    for span in attribution.source:
        for at in conversation.unclear_in(span.start, span.end)[:1]:
            for gender in Gender:
                voice = conversation.voice_of_namesakes(at, gender)
                if voice is not None and voice.is_open:
                    quoted = attribution.form in QUOTED
                    conversation.open_turns.append(Turn(voice, place, span.end, quoted, attribution.outer is not None))


def number_speakers(voices: Sequence[Voice], article_id: str) -> dict[int, Speaker]:
    """id() of a voice -> its record; numbered in order of first mention."""
    distinct = {id(voice): voice for voice in voices}
    ordered = sorted(distinct.items(), key=lambda entry: (entry[1].mentions()[:1] or (Span(0, 0),), entry[1].name))
    return {key: voice.as_speaker(f"{article_id}.e{number}") for number, (key, voice) in enumerate(ordered, 1)}


def _resolve(conversation: Conversation, attribution: Attribution, place: Place) -> Resolved:
    if not attribution.source:
        return _continued(conversation, attribution, place)
    if LETTER.fullmatch(attribution.source[0].surface(conversation.text)):
        return Resolved(None, "a question and its answer are marked by letters, not by names")
    phrase = _read_source(conversation, attribution.source)
    if phrase.kind is PhraseKind.NAMES and _is_noun(conversation, phrase, place):
        printed = phrase.names[0].printed
        plural = printed.endswith("s") and not printed.endswith("ss")
        phrase = replace(phrase, kind=PhraseKind.DESCRIPTION, words=printed, is_plural=plural)
    return _of_phrase(conversation, phrase, place, attribution.content)


def _of_phrase(conversation: Conversation, phrase: Phrase, place: Place, content: Spans) -> Resolved:
    if phrase.kind is PhraseKind.NAMES:
        first = _by_names(conversation, _with_first_of_pair(conversation, phrase, place), place)
    elif phrase.kind is PhraseKind.PRONOUN:
        meant = by_pronoun(conversation, phrase, place, content)
        first = by_description(conversation, meant, place) if isinstance(meant, Phrase) else meant
    elif phrase.kind is PhraseKind.DESCRIPTION:
        return by_description(conversation, phrase, place)
    else:
        return Resolved(None, "the source holds no word that names anybody")
    if first.voice is None or phrase.rest is None:
        return first
    rest = read_phrase(conversation.text, phrase.rest)
    second = _of_phrase(conversation, rest, place, content)
    if second.voice is None:
        return second
    joint = conversation.together([first.voice, second.voice], phrase.span)
    return Resolved(joint, joint.reason, min(first.trust, second.trust))


def _is_noun(conversation: Conversation, phrase: Phrase, place: Place) -> bool:
    """Whether a capital is the sentence's, or the headline's, and the word a noun: "Findings show", "Somebody"."""
    name = phrase.names[0]
    sentences = conversation.segments.sentences
    if len(phrase.names) > 1 or not sentences or _mentioned_at(conversation, name) is not None:
        return False
    if name.name is not None and conversation.cast.register.called(name.name, place.at):
        return False
    words = [fold(word) for word in name.printed.split()]
    is_first = sentences[place.sentence].start == name.span.start
    if is_first and is_plural_opener(name):
        return True
    titled = name.role or name.institution or (name.name is not None and name.name.honorific)
    is_bare = is_first or begins(conversation.text, name.span.start) or _is_in_headline(conversation, place)
    return not titled and is_bare and all(is_common_word(word) or is_function_word(word) for word in words)


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


def _by_names(conversation: Conversation, phrase: Phrase, place: Place) -> Resolved:
    family = _family(conversation, phrase, place)
    if family:
        return family
    members: list[Member] = []
    for mention in phrase.names:
        found = _by_name(conversation, mention, place)
        if isinstance(found, str):
            return Resolved(None, found)
        members.append(found)
    voices = [conversation.voice(member) for member in members]
    if len(voices) > 1:
        return Resolved(conversation.together(voices, phrase.span), "", TRUST_NAME)
    _describe(voices[0], phrase)
    first = phrase.names[0].name
    return Resolved(voices[0], "", TRUST_SHORT_NAME if first is not None and len(first.words) == 1 else TRUST_NAME)


def _family(conversation: Conversation, phrase: Phrase, place: Place) -> Resolved | None:
    """ "The Marshes", where the article names two or more of them; None for any other name."""
    mention = phrase.names[0]
    plural = fold(mention.printed)
    is_one = len(phrase.names) > 1 or mention.name is None or len(mention.name.words) > 1
    if is_one or not FAMILY.search(conversation.text[phrase.span.start : mention.span.start]):
        return None
    register = conversation.cast.register
    singles = [plural.removesuffix(ending) for ending in ("es", "s") if plural.endswith(ending)]
    named = next((found for single in singles if (found := register.of_family(single, place.at))), [])
    if not named or any(one.name and len(one.name.words) > 1 for one in register.of_family(plural, place.at)):
        return None
    if len(named) == 1:
        return Resolved(None, f"of {mention.printed} the article names {named[0].printed} only")
    voices = [conversation.voice(member) for member in named]
    return Resolved(conversation.together(voices, phrase.span), "", TRUST_SHORT_NAME)


def _with_first_of_pair(conversation: Conversation, phrase: Phrase, place: Place) -> Phrase:
    """The source "Borduria" in "neither Ruritania nor Borduria" made whole."""
    start = phrase.span.start
    opening = max(conversation.opening(place.sentence, start), start - PAIR_LETTERS)
    match = PAIR.search(conversation.text[opening:start])
    if match is None:
        return phrase
    whole = read_phrase(conversation.text, Span(opening + match.start(), phrase.span.end))
    return whole if len(whole.names) > len(phrase.names) else phrase


def _by_name(conversation: Conversation, mention: Mention, place: Place) -> Member | str:
    cast = conversation.cast
    known = _mentioned_at(conversation, mention)
    if known is not None:
        return known
    if mention.name is not None and _is_in_headline(conversation, place):
        return _of_headline(cast, mention, mention.name)
    if mention.name is not None:
        return _person(cast, mention, mention.name)
    same = next((one for one in cast.organisations if one.printed == mention.printed or _is_same(one, mention)), None)
    if same is None and is_acronym(mention.printed):
        same = organisation_called(cast.organisations, mention.printed)
    return same or _new_member(cast, mention)


def _mentioned_at(conversation: Conversation, mention: Mention) -> Member | str | None:
    """Whom the cast has there: by the same first letter, else by a name that ends these words: "Team Hale"."""
    cast, start = conversation.cast, mention.span.start
    if start in cast.at:
        return cast.at[start]
    if start in cast.unclear:
        return cast.unclear[start]
    if mention.name is None:
        return None
    first = bisect_left(conversation.mention_starts, start)
    last = bisect_left(conversation.mention_starts, mention.span.end)
    for at in conversation.mention_starts[first:last]:
        if cast.at[at].name and Span(at, mention.span.end) in cast.at[at].spans:
            return cast.at[at]
    return None


def _is_in_headline(conversation: Conversation, place: Place) -> bool:
    sentences = conversation.segments.sentences
    if not sentences:
        return False
    sentence = sentences[place.sentence]
    bounded = Span(sentence.start, min(sentence.end, sentence.start + MOST_LETTERS))
    return is_headline(conversation.text, sentence, read_units(conversation.text, bounded))


def _of_headline(cast: Cast, mention: Mention, name: Name) -> Member | str:
    """Whom a row of capitals in a headline names, its verbs and adjectives left out: "Marsh Just Revealed"."""
    words = name.words
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            part = replace(name, words=words[start : start + length])
            fitting = cast.register.called(part, mention.span.start) if not _is_ordinary(part) else []
            if fitting:
                return fitting[0] if len(fitting) == 1 else unclear_name(part, fitting)
    if any(is_common_word(fold(word)) or is_function_word(fold(word)) for word in words[1:]):
        return "the headline names nobody who is named in the text"
    return _person(cast, mention, name)


def _is_ordinary(name: Name) -> bool:
    return all(is_function_word(fold(word)) or is_common_word(fold(word)) for word in name.words)


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
    return by_quotation_before(conversation, place)


def _by_participle(conversation: Conversation, cue: Span, place: Place) -> Resolved:
    """ "Adding that": the speaker of the sentence so far, else the person or body whose name begins it."""
    nobody = Resolved(None, "the article does not say who")
    words = cue.surface(conversation.text).casefold().split()
    is_noun = len(words) > 1 and any(match.cue.pos is CuePos.NOUN for match in match_cues(words, 1))
    is_quoted_as = conversation.text[max(0, cue.start - 4) : cue.start].endswith(" as ")
    if not words[0].endswith("ing") or is_noun or is_quoted_as:
        return nobody
    last = conversation.turns[-1] if conversation.turns else None
    if last and last.place.sentence == place.sentence:
        return Resolved(last.voice, last.voice.reason, TRUST_CONTINUED)
    opening = Span(conversation.opening(place.sentence, cue.start), cue.start)
    phrase = read_phrase(conversation.text, opening)
    if phrase.kind is PhraseKind.NAMES and len(phrase.names) == 1:
        resolved = _by_names(conversation, phrase, place)
        member = resolved.voice.member if resolved.voice else None
        if member is None or member.name is None or is_surely_person(member) or member.is_seen:
            return Resolved(resolved.voice, resolved.reason, TRUST_CONTINUED)
    return nobody
