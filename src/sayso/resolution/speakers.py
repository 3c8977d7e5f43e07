"""From sources to speakers: names to people, pronouns and roles to the one they can mean, the rest left as described.

Sources are read in text order, since "she" and "the minister" mean those who came before. When two can be meant,
nobody is chosen and the reason says who the two were.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sayso.names import Gender, Name, Role, fold, parse_name
from sayso.records import Attribution, Form, OnRecord, Sector, Speaker, SpeakerKind
from sayso.resolution.cast import Cast, Member, gather, organisation_called, people_called, unclear_name
from sayso.resolution.gazetteer import Institution, Sort, head_sector
from sayso.resolution.mentions import Mention, belongs_to_title, find_mentions
from sayso.resolution.phrases import Phrase, PhraseKind, read_phrase
from sayso.resolution.units import read_units
from sayso.resolution.voices import (
    Voice,
    find_anonymity,
    sector_of_phrase,
    sector_of_role,
    voice_of_description,
    voice_of_member,
)
from sayso.segments import Segments
from sayso.spans import Span

# Paragraphs back to the speaker that "he", "the statement" or a quote without a source can go on from.
PARAGRAPHS_BACK = 1
# Sentences back in which a pronoun or a definite role finds whom it means, if nobody has spoken.
SENTENCES_BACK = 3
GENDERS = {"he": Gender.MALE, "his": Gender.MALE, "him": Gender.MALE, "she": Gender.FEMALE, "her": Gender.FEMALE}
GOVERNMENT_HEADS = frozenset({"government", "administration", "authority", "regime"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who is behind one source.

    Attributes:
        voice: None when nobody could be decided on; then `reason` says why.
        trust: 0 to 1, how sure the way was that led to the voice.
    """

    voice: Voice | None
    reason: str = ""
    trust: float = 1.0


# What each way to a speaker is worth; judged on sources of PolNeAR train read by hand, not measured as a rate.
TRUST_NAME = 1.0
TRUST_SHORT_NAME = 0.95
TRUST_DESCRIPTION = 0.9
TRUST_ROLE = 0.85
TRUST_PRONOUN = 0.8
TRUST_CONTINUED = 0.7


@dataclass(slots=True)
class _Turn:
    """That somebody spoke, and where."""

    voice: Voice
    at: int
    sentence: int
    paragraph: int
    is_quoted: bool


@dataclass(slots=True)
class Conversation:
    """What has been said so far in one article: the state that pronouns and definite roles are resolved against."""

    segments: Segments
    cast: Cast
    turns: list[_Turn] = field(default_factory=list)
    by_member: dict[int, Voice] = field(default_factory=dict)
    described: list[Voice] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)
    mention_starts: list[int] = field(default_factory=list)

    def voice(self, member: Member) -> Voice:
        """The one voice of a member of the cast."""
        if id(member) not in self.by_member:
            self.by_member[id(member)] = self.add(voice_of_member(member))
        return self.by_member[id(member)]

    def add(self, voice: Voice) -> Voice:
        """Remember a new voice."""
        self.voices.append(voice)
        return voice

    def members_between(self, start: int, end: int) -> list[Member]:
        """Those mentioned between two offsets, in order, each as often as mentioned."""
        first, last = bisect_right(self.mention_starts, start - 1), bisect_right(self.mention_starts, end - 1)
        return [self.cast.at[at] for at in self.mention_starts[first:last]]


def begin(segments: Segments) -> Conversation:
    """Read who is mentioned in a text, before anybody has spoken."""
    cast = gather(find_mentions(segments))
    return Conversation(segments, cast, mention_starts=sorted(cast.at))


def hear(conversation: Conversation, attribution: Attribution) -> Resolved:
    """Resolve the source of the next attribution in text order, and remember that its speaker has spoken."""
    segments = conversation.segments
    at = _position(attribution)
    sentence = _index_before(segments.sentences, at)
    paragraph = _index_before(segments.paragraphs, at)
    resolved = _resolve(conversation, attribution, sentence, paragraph)
    if resolved.voice:
        for span in attribution.source:
            if not any(known.overlaps(span) for known in resolved.voice.spans):
                resolved.voice.spans.append(span)
        quoted = attribution.form in (Form.DIRECT, Form.MIXED, Form.FREE_DIRECT)
        conversation.turns.append(_Turn(resolved.voice, at, sentence, paragraph, quoted))
    return resolved


def number_speakers(conversation: Conversation, used: Sequence[Voice], article_id: str) -> dict[int, Speaker]:
    """id() of a voice -> its record; numbered in order of first mention."""
    distinct = {id(voice): voice for voice in used}
    for voice in distinct.values():
        voice.spans.sort()
    ordered = sorted(distinct.items(), key=lambda entry: (entry[1].spans[:1] or [Span(0, 0)], entry[1].name))
    return {key: voice.as_speaker(f"{article_id}.e{number}") for number, (key, voice) in enumerate(ordered, 1)}


def _position(attribution: Attribution) -> int:
    spans = attribution.source or attribution.cue or attribution.content
    return spans[0].start


def _index_before(spans: Sequence[Span], offset: int) -> int:
    return max(0, bisect_right(spans, offset, key=lambda span: span.start) - 1)


def _resolve(conversation: Conversation, attribution: Attribution, sentence: int, paragraph: int) -> Resolved:
    if not attribution.source:
        return _continued(conversation, attribution, paragraph)
    text = conversation.segments.text
    phrase = read_phrase(text, attribution.source[0])
    for span in attribution.source[1:]:
        if phrase.kind in (PhraseKind.NAMES, PhraseKind.DESCRIPTION):
            break
        other = read_phrase(text, span)
        phrase = other if other.kind is not PhraseKind.NOTHING else phrase
    if phrase.kind is PhraseKind.NAMES:
        return _by_names(conversation, phrase)
    if phrase.kind is PhraseKind.PRONOUN:
        return _by_pronoun(conversation, attribution, phrase, sentence, paragraph)
    if phrase.kind is PhraseKind.DESCRIPTION:
        return _by_description(conversation, attribution, phrase, sentence, paragraph)
    return Resolved(None, "the source holds no word that names anybody")


# ---------------------------------------------------------------------------------------------------- names


def _by_names(conversation: Conversation, phrase: Phrase) -> Resolved:
    found = [_by_name(conversation, mention) for mention in phrase.names]
    unclear = next((one for one in found if isinstance(one, str)), None)
    if unclear is not None:
        return Resolved(None, unclear)
    members = [one for one in found if isinstance(one, Member)]
    if len(members) == 1:
        voice = conversation.voice(members[0])
        _describe(voice, phrase)
        short = phrase.names[0].name is not None and len(phrase.names[0].name.words) == 1
        return Resolved(voice, "", TRUST_SHORT_NAME if short else TRUST_NAME)
    voices = [conversation.voice(member) for member in members]
    return Resolved(_together(conversation, voices, phrase.span), "", TRUST_NAME)


def _by_name(conversation: Conversation, mention: Mention) -> Member | str:
    cast = conversation.cast
    if mention.span.start in cast.at:
        return cast.at[mention.span.start]
    if mention.span.start in cast.unclear:
        return cast.unclear[mention.span.start]
    if mention.name is not None:
        return _person(cast, mention, mention.name)
    known = next(
        (one for one in cast.organisations if one.printed == mention.printed or _same_known(one, mention)), None
    ) or organisation_called(cast.organisations, mention.printed)
    return known or _new_member(cast, mention)


def _person(cast: Cast, mention: Mention, name: Name) -> Member | str:
    fitting = people_called(cast.people, name, mention.span.start)
    if len(fitting) > 1:
        return unclear_name(name, fitting)
    return fitting[0] if fitting else _new_member(cast, mention)


def _same_known(member: Member, mention: Mention) -> bool:
    if member.institution is None or mention.institution is None:
        return False
    same = member.institution.name == mention.institution.name
    return same and member.institution.is_place == mention.institution.is_place


def _new_member(cast: Cast, mention: Mention) -> Member:
    place = mention.institution is not None and mention.institution.is_place
    member = Member(
        mention.name.plain if mention.name else mention.printed,
        mention.span.start,
        mention.name,
        mention.role,
        mention.role_entry,
        mention.institution,
        mention.of,
        mention.name.gender if mention.name else None,
        place and mention.name is None,
        [mention.span],
    )
    cast.at[mention.span.start] = member
    return member


def _describe(voice: Voice, phrase: Phrase) -> None:
    """Take over what the source says about a named person and the article says nowhere else."""
    if voice.role is None and phrase.words and voice.kind is SpeakerKind.NAMED_PERSON:
        voice.role, voice.role_entry = phrase.words, phrase.role
        voice.institution = voice.institution or phrase.of
        if voice.sector is Sector.UNKNOWN:
            voice.sector = sector_of_role(phrase.words, phrase.role)
        if phrase.role:
            voice.gender = voice.gender or phrase.role.gender


def _together(conversation: Conversation, voices: Sequence[Voice], span: Span) -> Voice:
    """Several who spoke as one."""
    name = " and ".join(voice.name for voice in voices)
    known = next((voice for voice in conversation.described if voice.name == name and voice.is_plural), None)
    if known:
        return known
    sectors = {voice.sector for voice in voices}
    kinds = {voice.kind for voice in voices}
    joint = Voice(
        name,
        kinds.pop() if len(kinds) == 1 else SpeakerKind.NAMED_ORG,
        sectors.pop() if len(sectors) == 1 else Sector.UNKNOWN,
        institution=" and ".join(voice.institution for voice in voices if voice.institution) or None,
        on_record=OnRecord.ON_RECORD,
        is_plural=True,
        spans=[span],
    )
    conversation.described.append(joint)
    return conversation.add(joint)


# ------------------------------------------------------------------------------------------------- pronouns


def _by_pronoun(
    conversation: Conversation, attribution: Attribution, phrase: Phrase, sentence: int, paragraph: int
) -> Resolved:
    pronoun = phrase.pronoun
    if pronoun in ("who", "which", "that"):
        return _relative(conversation, phrase, sentence)
    if pronoun in GENDERS:
        return _he_or_she(conversation, phrase.span.start, GENDERS[pronoun], sentence, paragraph)
    if pronoun in ("it", "its"):
        return _it(conversation, phrase.span.start, sentence, paragraph)
    if pronoun in ("they", "their", "them"):
        return _they(conversation, paragraph)
    if pronoun == "i":
        author = next((voice for voice in conversation.described if voice.kind is SpeakerKind.AUTHOR), None)
        if author is None:
            author = conversation.add(Voice("author", SpeakerKind.AUTHOR, Sector.MEDIA, on_record=OnRecord.ON_RECORD))
            conversation.described.append(author)
        return Resolved(author, "", TRUST_PRONOUN)
    return Resolved(None, f"\u201c{pronoun}\u201d names nobody in particular")


def _relative(conversation: Conversation, phrase: Phrase, sentence: int) -> Resolved:
    """ "who": the name or description that ends right before it."""
    text, start = conversation.segments.text, phrase.span.start
    begin_at = conversation.segments.sentences[sentence].start if conversation.segments.sentences else 0
    before = text[begin_at:start].rstrip(" ,\n")
    for member in reversed(conversation.members_between(begin_at, start)):
        end = max((span.end for span in member.spans if span.end <= start), default=-1)
        if end == begin_at + len(before):
            return Resolved(conversation.voice(member), "", TRUST_ROLE)
        if end >= begin_at and "," in text[end:start].rstrip(" ,") and member.role and member.name:
            apposition = text[end:start].strip(" ,\n")
            if apposition and member.role.startswith(apposition[:12]):
                return Resolved(conversation.voice(member), "", TRUST_ROLE)
        break
    return Resolved(None, "it is not clear whom \u201c" + phrase.pronoun + "\u201d means")


def _he_or_she(conversation: Conversation, at: int, gender: Gender, sentence: int, paragraph: int) -> Resolved:
    """The one person who agrees: named in this sentence, else who spoke last, else named shortly before."""
    sentences = conversation.segments.sentences
    here = _agreeing(conversation, sentences[sentence].start, at, gender) if sentences else []
    last = _last_person(conversation, gender, paragraph)
    if len(here) == 1 and (last is None or last is here[0]):
        return Resolved(here[0], "", TRUST_PRONOUN)
    if last is not None and (not here or last in here[:1]):
        between = _subjects_since(conversation, last, at, gender)
        others = [voice for voice in between if voice is not last]
        if not others:
            return Resolved(last, "", TRUST_PRONOUN)
        if len({id(voice) for voice in others}) == 1 and others[0] is between[-1] and last not in between:
            return _two_may_be_meant(gender, [last, others[0]])
        return _two_may_be_meant(gender, [last, *others])
    if here:
        known = [voice for voice in here if voice.gender is gender]
        if len(known) == 1 and last in (None, known[0]):
            return Resolved(known[0], "", TRUST_PRONOUN)
        return _two_may_be_meant(gender, [*here, *([last] if last and last not in here else [])])
    back = sentences[max(0, sentence - SENTENCES_BACK)].start if sentences else 0
    earlier = _agreeing(conversation, back, at, gender)
    if len(earlier) == 1:
        return Resolved(earlier[0], "", TRUST_PRONOUN)
    if not earlier:
        return Resolved(None, "nobody named shortly before can be meant by the pronoun")
    return _two_may_be_meant(gender, earlier)


def _two_may_be_meant(gender: Gender, voices: Sequence[Voice]) -> Resolved:
    pronoun = "he" if gender is Gender.MALE else "she"
    names = list(dict.fromkeys(voice.name for voice in voices))
    return Resolved(None, f"\u201c{pronoun}\u201d may be " + " or ".join(names[:3]))


def _agreeing(conversation: Conversation, start: int, end: int, gender: Gender) -> list[Voice]:
    """The different people of a stretch of text whom the pronoun can mean, in order."""
    result: list[Voice] = []
    for member in conversation.members_between(start, end):
        if member.name is None or member.gender not in (None, gender) or not _is_surely_person(member):
            continue
        voice = conversation.voice(member)
        if voice not in result:
            result.append(voice)
    return result


def _is_surely_person(member: Member) -> bool:
    """Whether something besides capitals says that it is a person: a title, a gender, or several mentions."""
    return bool(member.role or member.gender or (member.name and len(member.spans) > 1))


def _last_person(conversation: Conversation, gender: Gender, paragraph: int) -> Voice | None:
    for turn in reversed(conversation.turns):
        if paragraph - turn.paragraph > PARAGRAPHS_BACK:
            return None
        if turn.voice.is_person and turn.voice.gender in (None, gender):
            return turn.voice
    return None


def _subjects_since(conversation: Conversation, last: Voice, at: int, gender: Gender) -> list[Voice]:
    """The agreeing people who begin a sentence between the last turn of `last` and here."""
    turn = next(turn for turn in reversed(conversation.turns) if turn.voice is last)
    result = []
    sentences = conversation.segments.sentences
    for span in sentences[turn.sentence + 1 :]:
        if span.start >= at:
            break
        if conversation.segments.text[span.start] in "\"\u201c'\u2018\u00ab":
            continue
        people = _agreeing(conversation, span.start, min(at, span.end), gender)
        result += people[:1]
    return result


def _it(conversation: Conversation, at: int, sentence: int, paragraph: int) -> Resolved:
    for turn in reversed(conversation.turns):
        if paragraph - turn.paragraph > PARAGRAPHS_BACK:
            break
        if not turn.voice.is_person and not turn.voice.is_plural:
            return Resolved(turn.voice, "", TRUST_PRONOUN)
        break
    start = conversation.segments.sentences[sentence].start if conversation.segments.sentences else 0
    here = {id(member): member for member in conversation.members_between(start, at) if member.name is None}
    if len(here) == 1:
        return Resolved(conversation.voice(next(iter(here.values()))), "", TRUST_PRONOUN)
    return Resolved(None, "it is not clear what \u201cit\u201d means")


def _they(conversation: Conversation, paragraph: int) -> Resolved:
    for turn in reversed(conversation.turns):
        if paragraph - turn.paragraph > PARAGRAPHS_BACK:
            break
        if turn.voice.is_plural:
            return Resolved(turn.voice, "", TRUST_PRONOUN)
    return Resolved(None, "it is not clear who \u201cthey\u201d are")


# --------------------------------------------------------------------------------------------- descriptions


def _by_description(
    conversation: Conversation, attribution: Attribution, phrase: Phrase, sentence: int, paragraph: int
) -> Resolved:
    owner = _owner(conversation, phrase, sentence, paragraph)
    if owner is not None:
        phrase = _owned(phrase, owner)
    state = _state(conversation, phrase) if phrase.head in GOVERNMENT_HEADS else None
    if state:
        return Resolved(state, "", TRUST_DESCRIPTION)
    if phrase.is_definite and not phrase.is_another:
        known = _already_known(conversation, phrase, paragraph)
        if isinstance(known, str):
            return Resolved(None, known)
        if known is not None:
            return Resolved(known, known.reason, TRUST_ROLE)
    elif not phrase.is_another:
        same = _same_office(conversation, phrase)
        if same:
            return Resolved(same, same.reason, TRUST_DESCRIPTION)
    voice = conversation.add(voice_of_description(phrase, _anonymity(conversation, attribution, sentence)))
    conversation.described.append(voice)
    return Resolved(voice, voice.reason, TRUST_DESCRIPTION)


def _anonymity(conversation: Conversation, attribution: Attribution, sentence: int) -> Span | None:
    sentences = conversation.segments.sentences
    return find_anonymity(conversation.segments.text, sentences[sentence]) if sentences else None


def _owner(conversation: Conversation, phrase: Phrase, sentence: int, paragraph: int) -> Member | None:
    """Whom a possessive before the head means: a member of the cast, or None when nobody can be decided on."""
    start = phrase.span.start
    if phrase.possessor in GENDERS:
        voice = _he_or_she(conversation, start, GENDERS[phrase.possessor], sentence, paragraph).voice
        return voice.member if voice else None
    if phrase.possessor == "its":
        opening = conversation.segments.sentences[sentence].start
        here = [member for member in conversation.members_between(opening, start) if member.name is None]
        return here[0] if here and here[0].spans and any(span.start <= opening + 5 for span in here[0].spans) else None
    if phrase.of and phrase.institution is None:
        called = people_called(conversation.cast.people, parse_name(phrase.of), start)
        return called[0] if len(called) == 1 else None
    return None


def _owned(phrase: Phrase, owner: Member) -> Phrase:
    """The phrase with its possessive filled in: "her spokesman" is a spokesman of Anna Marsh."""
    institution = owner.institution if owner.name is None else phrase.institution
    if owner.is_place and owner.institution:
        return replace(phrase, institution=institution, of=owner.institution.name)
    return replace(phrase, institution=institution, of=owner.printed)


def _state(conversation: Conversation, phrase: Phrase) -> Voice | None:
    """The state whose government is meant."""
    known = phrase.institution
    if known is None or known.sort is Sort.INSTITUTION:
        return None
    for member in conversation.cast.organisations:
        if member.is_place and member.institution and member.institution.name == known.name:
            return conversation.voice(member)
    named = replace(known, sort=Sort.COUNTRY)
    member = Member(phrase.words, phrase.span.start, institution=named, is_place=True, spans=[phrase.span])
    conversation.cast.at.setdefault(phrase.span.start, member)
    return conversation.voice(member)


def _already_known(conversation: Conversation, phrase: Phrase, paragraph: int) -> Voice | str | None:
    """The one met earlier whom a definite description means; a reason when several can be meant; None for a new one."""
    if phrase.is_document:
        return _document(conversation, phrase)
    if phrase.role is None:
        return _organisation(conversation, phrase, paragraph)
    fitting = _holders(conversation, phrase)
    if len(fitting) > 1:
        for turn in reversed(conversation.turns):
            if paragraph - turn.paragraph > PARAGRAPHS_BACK:
                break
            if turn.voice in fitting:
                return turn.voice
        names = ", ".join(voice.name for voice in fitting[:4])
        return f"\u201cthe {phrase.words}\u201d fits {len(fitting)} people here: {names}"
    if fitting:
        return fitting[0]
    return None if phrase.of or phrase.is_plural else _introduced_without_name(conversation, phrase)


def _holders(conversation: Conversation, phrase: Phrase) -> list[Voice]:
    """Those mentioned before who hold the role of `phrase`."""
    fitting: list[Voice] = []
    if not phrase.is_plural:
        for person in conversation.cast.people:
            if person.spans[0].start < phrase.span.start and _holds(phrase, person.role_entry, person.of):
                fitting.append(conversation.voice(person))
    for voice in conversation.described:
        same_number = voice.is_plural == phrase.is_plural and phrase.number in (None, voice.number)
        if same_number and _holds(phrase, voice.role_entry, voice.institution) and voice not in fitting:
            fitting.append(voice)
    exact = [
        voice for voice in fitting if voice.role_entry and phrase.role and voice.role_entry.name == phrase.role.name
    ]
    return exact or fitting


def _holds(phrase: Phrase, role: Role | None, of: str | None) -> bool:
    if role is None or phrase.role is None:
        return False
    if role.name != phrase.role.name and role.name not in phrase.role.fits:
        return False
    return phrase.of is None or (of is not None and fold(of) == fold(phrase.of))


def _introduced_without_name(conversation: Conversation, phrase: Phrase) -> Voice | None:
    """The holder of a role whom the sentences before mention as "Ruritania's ambassador"; "the envoy" is the same."""
    segments = conversation.segments
    sentence = _index_before(segments.sentences, phrase.span.start)
    found: list[Phrase] = []
    for span in segments.sentences[max(0, sentence - SENTENCES_BACK + 1) : sentence + 1]:
        units = read_units(segments.text, Span(span.start, max(span.start, min(span.end, phrase.span.start))))
        for at, unit in enumerate(units):
            if unit.role is None or unit.role.is_plural or phrase.role is None:
                continue
            if unit.role.name != phrase.role.name and unit.role.name not in phrase.role.fits:
                continue
            first = at
            while first and units[first].is_joined and belongs_to_title(units[first - 1]):
                first -= 1
            found.append(
                read_phrase(segments.text, Span(units[first].span.start, units[min(at + 4, len(units) - 1)].span.end))
            )
    owners = {one.of for one in found if one.kind is PhraseKind.DESCRIPTION and one.of}
    if len(owners) != 1:
        return None
    described = next(one for one in found if one.of in owners)
    voice = conversation.add(voice_of_description(described, None))
    voice.spans.append(described.span)
    conversation.described.append(voice)
    return voice


def _organisation(conversation: Conversation, phrase: Phrase, paragraph: int) -> Voice | None:
    """The one organisation that "the agency" or "Seoul's spy agency" can mean."""
    told = head_sector(phrase.head)
    if told is None:
        return None
    named = [one for one in conversation.cast.organisations if not one.is_place]
    if phrase.institution and phrase.institution.country:
        sector = sector_of_phrase(phrase)
        fitting = [one for one in named if one.institution and _belongs(one.institution, phrase.institution, sector)]
        return conversation.voice(fitting[0]) if len(fitting) == 1 else None
    if phrase.of:
        return None
    before = [one for one in named if one.spans[0].start < phrase.span.start]
    by_noun = [one for one in before if fold(one.printed).split()[-1] == phrase.head]
    if len(by_noun) == 1:
        return conversation.voice(by_noun[0])
    for turn in reversed(conversation.turns):
        if paragraph - turn.paragraph > PARAGRAPHS_BACK:
            break
        if turn.voice.head == phrase.head or (turn.voice.sector is told and not turn.voice.is_person):
            return turn.voice
    return None


def _belongs(institution: Institution, state: Institution, sector: Sector) -> bool:
    return institution.country == state.country and institution.sector is sector is not Sector.GOVERNMENT


def _document(conversation: Conversation, phrase: Phrase) -> Voice | None:
    """The document spoken of before, or a new one with those who issued it, as the sentences before say."""
    same = [
        voice for voice in conversation.described if voice.kind is SpeakerKind.DOCUMENT and voice.head == phrase.head
    ]
    if same:
        return same[-1]
    if phrase.of:
        return None
    segments = conversation.segments
    sentence = _index_before(segments.sentences, phrase.span.start)
    for span in reversed(segments.sentences[max(0, sentence - SENTENCES_BACK + 1) : sentence]):
        noun = re.search(rf"\b{re.escape(phrase.head)}\b", span.surface(segments.text), re.IGNORECASE)
        if noun is None:
            continue
        opening = read_phrase(segments.text, Span(span.start, span.start + noun.start()))
        issuers = _by_names(conversation, opening).voice if opening.kind is PhraseKind.NAMES else None
        if issuers is None:
            return None
        voice = conversation.add(voice_of_description(phrase, None))
        voice.name, voice.institution, voice.sector = f"{phrase.head}, {issuers.name}", issuers.name, issuers.sector
        voice.on_record = OnRecord.ON_RECORD
        conversation.described.append(voice)
        return voice
    return None


def _same_office(conversation: Conversation, phrase: Phrase) -> Voice | None:
    """An office met before under the same institution; whoever holds it, the ledger knows no more than that."""
    fresh = voice_of_description(phrase, None)
    if fresh.kind is not SpeakerKind.OFFICE_ROLE or fresh.institution is None:
        return None
    return next(
        (voice for voice in conversation.described if voice.kind is fresh.kind and voice.name == fresh.name), None
    )


# ------------------------------------------------------------------------------------------- without a source


def _continued(conversation: Conversation, attribution: Attribution, paragraph: int) -> Resolved:
    """Who goes on speaking where no source is printed: "..., adding that", or a quote in the paragraph after."""
    text = conversation.segments.text
    last = conversation.turns[-1] if conversation.turns else None
    at = _position(attribution)
    if attribution.cue:
        cue = attribution.cue[0]
        sentence = _index_before(conversation.segments.sentences, cue.start)
        goes_on = cue.surface(text).split()[0].endswith("ing")
        if goes_on and last and last.sentence == sentence:
            return Resolved(last.voice, last.voice.reason, TRUST_CONTINUED)
        if goes_on:
            opening = Span(conversation.segments.sentences[sentence].start, cue.start)
            phrase = read_phrase(text, opening)
            if phrase.kind is PhraseKind.NAMES and len(phrase.names) == 1:
                resolved = _by_names(conversation, phrase)
                return Resolved(resolved.voice, resolved.reason, TRUST_CONTINUED)
        return Resolved(None, "the article does not say who")
    if last is None or not last.is_quoted or paragraph - last.paragraph > PARAGRAPHS_BACK or not last.voice.is_person:
        return Resolved(None, "a quotation without a source")
    met = [member for member in conversation.members_between(last.at, at) if member.name and _is_surely_person(member)]
    others = [member for member in met if member is not last.voice.member]
    if others and paragraph != last.paragraph:
        return Resolved(None, f"a quotation without a source: {last.voice.name} or {others[-1].printed}")
    return Resolved(last.voice, last.voice.reason, TRUST_CONTINUED)
