"""Descriptions: whom "the minister", "Seoul's spy agency", "the statement", "two officials" can mean, if anybody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.names import Role, fold, parse_name
from sayso.records import OnRecord, Sector, SpeakerKind
from sayso.resolution.cast import Member
from sayso.resolution.conversation import (
    CANDIDATE,
    MOST_LETTERS,
    MOST_TURNS,
    SENTENCES_BACK,
    TRUST_DESCRIPTION,
    TRUST_ROLE,
    Conversation,
    Place,
    Resolved,
)
from sayso.resolution.epithets import by_epithet, is_near, is_open, speaks_against
from sayso.resolution.gazetteer import Institution, Sort, head_sector
from sayso.resolution.mentions import OF_WORDS, PARTIES, belongs_to_title
from sayso.resolution.phrases import POSSESSIVE_PRONOUNS, Phrase, PhraseKind, read_phrase
from sayso.resolution.pronouns import center_before, he_or_she
from sayso.resolution.subjects import PRONOUN_GENDERS
from sayso.resolution.units import Unit, UnitKind, read_units
from sayso.resolution.voices import Voice, find_anonymity, sector_of_phrase, voice_of_description
from sayso.spans import Span

# Code points into a sentence at which its subject begins, behind "The" or a dateline's agency.
OWNER_LETTERS = 12
# Units behind a role that may still name its institution: "ambassador to the United Nations".
UNITS_BEHIND_ROLE = 4
# In these sectors "the company", "the court" is whoever of the sector spoke last; "the council" need not be a ministry.
TELLING_SECTORS = frozenset({Sector.COMPANY, Sector.MEDIA, Sector.JUDICIARY, Sector.INTELLIGENCE, Sector.ARMED_GROUP})
ISSUING = re.compile(r"\b(?:releas|issu|publish|sign|post|wrote|writ|sent|fil|put out|circulat|distribut)\w*\b[^.]*$")
# Who holds an office in these may be a candidate for another.
ELECTED_SECTORS = frozenset({Sector.GOVERNMENT, Sector.LEGISLATURE})
# Sentences in which a headline or lead describes whom the next ones name, and how many those are.
LEAD_SENTENCES, SENTENCES_BEHIND = 3, 5
# Turns back in which a holder is still there.
TURNS_BACK = 3
GOVERNMENT_HEADS = frozenset({"government", "administration", "authority", "regime"})


def by_description(conversation: Conversation, phrase: Phrase, place: Place) -> Resolved:
    """Whom a description means: somebody met before if it points back to exactly one, else a new voice."""
    owner = _owner(conversation, phrase, place)
    if owner is not None:
        phrase = _owned(phrase, owner)
    state = _state(conversation, phrase) if phrase.head in GOVERNMENT_HEADS else None
    if state:
        return Resolved(state, "", TRUST_DESCRIPTION)
    if phrase.is_definite and not phrase.is_another:
        known = _already_known(conversation, phrase, place)
        if isinstance(known, str):
            return Resolved(None, known)
        if known is not None:
            return Resolved(known, known.reason, TRUST_ROLE)
    named = _named_behind(conversation, phrase, phrase.role, place) if phrase.role else None
    if named is not None:
        return Resolved(named, named.reason, TRUST_ROLE)
    fresh = voice_of_description(phrase, _anonymity(conversation, place))
    if fresh.kind is SpeakerKind.DOCUMENT and fresh.institution is None:
        _issue(conversation, fresh, conversation.opening(place.sentence, place.at), phrase.span.start)
    again = _again(conversation, phrase, fresh)
    voice = again or conversation.describe(fresh)
    return Resolved(voice, voice.reason, TRUST_DESCRIPTION)


def _named_behind(conversation: Conversation, phrase: Phrase, role: Role, place: Place) -> Voice | None:
    """Whom a headline or lead describes, and the text behind it names: "Oslo envoy quits. Envoy Ada Marsh"."""
    is_lead = place.sentence < LEAD_SENTENCES and not (phrase.is_plural or phrase.is_another or role.is_unnamed)
    is_bare = place.sentence == 0 and conversation.text.startswith(phrase.words, phrase.span.start)
    if not is_lead or role.name in PARTIES or not (phrase.of or is_bare):
        return None
    wanted = set(fold(phrase.of).split()) if phrase.of else None
    known = conversation.by_role.get(role.name, ())
    holders = [one for one in known if wanted is None or _is_compatible(wanted, one.of)]
    if len(holders) != 1 or speaks_against(holders[0], phrase, role):
        return None
    first = conversation.place(holders[0].spans[0].start)
    is_behind = first.at > phrase.span.end and 0 < first.sentence - place.sentence <= SENTENCES_BEHIND
    return conversation.voice(holders[0]) if is_behind else None


def _is_compatible(wanted: set[str], of: str | None) -> bool:
    """Whether a holder's institution is called by some words of the other: "Clinton", "Hillary Clinton"."""
    own = set(fold(of).split()) if of else set()
    return bool(own) and (own <= wanted or wanted <= own)


def _anonymity(conversation: Conversation, place: Place) -> Span | None:
    sentences = conversation.segments.sentences
    if not sentences:
        return None
    end = min(sentences[place.sentence].end, place.at + MOST_LETTERS)
    return find_anonymity(conversation.text, Span(conversation.opening(place.sentence, place.at), end))


def _again(conversation: Conversation, phrase: Phrase, fresh: Voice) -> Voice | None:
    """The voice already made from the very same letters, office, or definite words.

    Whoever holds an office, the ledger knows no more of the holder than the office, so it is one voice; "an official"
    twice are two.
    """
    is_body = phrase.role is None and head_sector(phrase.head) is not None and fresh.institution is not None
    same_words = fresh.kind is SpeakerKind.OFFICE_ROLE and fresh.institution is not None
    same_words = same_words or (phrase.is_definite and not phrase.is_plural)
    for voice in reversed(conversation.lately_described()):
        if voice.is_at(phrase.span):
            return voice
        if is_body and voice.head == fresh.head and voice.institution == fresh.institution and not phrase.is_another:
            return voice
        if same_words and not phrase.is_another and voice.kind is fresh.kind and voice.name == fresh.name:
            return voice
    return None


# -------------------------------------------------------------------------------------------------- possessives


def _owner(conversation: Conversation, phrase: Phrase, place: Place) -> Member | None:
    """Whom a possessive before the head means: a member of the cast, or None when nobody can be decided on."""
    if phrase.possessor in PRONOUN_GENDERS:
        voice = he_or_she(conversation, PRONOUN_GENDERS[phrase.possessor], place).voice
        return voice.member if voice else None
    if phrase.possessor == "its":
        opening = conversation.opening(place.sentence, phrase.span.start)
        here = [
            member
            for member in conversation.members_between(opening, phrase.span.start)
            if member.name is None and not (member.institution and member.institution.kind is SpeakerKind.OUTLET)
        ]
        is_subject = here and any(opening <= span.start <= opening + OWNER_LETTERS for span in here[0].spans)
        return here[0] if is_subject else None
    if phrase.of and phrase.institution is None:
        called = conversation.cast.register.called(parse_name(phrase.of), phrase.span.start)
        return called[0] if len(called) == 1 else None
    return None


def _owned(phrase: Phrase, owner: Member) -> Phrase:
    """The phrase with its possessive filled in: "her spokesman" is a spokesman of Anna Marsh."""
    institution = owner.institution if owner.name is None else phrase.institution
    if owner.is_place and owner.institution:
        return replace(phrase, institution=institution, of=owner.institution.name, is_of_inside=False)
    inside = phrase.is_of_inside and phrase.possessor not in POSSESSIVE_PRONOUNS
    return replace(phrase, institution=institution, of=owner.printed, is_of_inside=inside)


def _state(conversation: Conversation, phrase: Phrase) -> Voice | None:
    """The state whose government is meant."""
    known = phrase.institution
    if known is None and phrase.is_definite and not phrase.of and len(conversation.governments) == 1:
        return next(iter(conversation.governments.values()))
    if known is None or known.sort is Sort.INSTITUTION:
        return None
    voice = _voice_of_state(conversation, phrase, known)
    conversation.governments[known.name] = voice
    return voice


def _voice_of_state(conversation: Conversation, phrase: Phrase, known: Institution) -> Voice:
    for member in conversation.cast.organisations:
        if member.is_place and member.institution and member.institution.name == known.name:
            return conversation.voice(member)
    for voice in conversation.lately_described():
        if voice.kind is SpeakerKind.METONYM and voice.institution == known.name:
            return voice
    named = Voice(
        phrase.words,
        SpeakerKind.METONYM,
        Sector.GOVERNMENT,
        institution=known.name,
        on_record=OnRecord.ON_RECORD,
        head=phrase.head,
    )
    return conversation.describe(named)


# ------------------------------------------------------------------------------------------------ pointing back


def _already_known(conversation: Conversation, phrase: Phrase, place: Place) -> Voice | str | None:
    """The one met earlier who is meant; a reason when several can be; None for somebody new."""
    if phrase.is_document:
        return _document(conversation, phrase, place)
    if phrase.role is None:
        return _organisation(conversation, phrase, place)
    fitting = _holders(conversation, phrase, phrase.role, place)
    if not phrase.of and not phrase.is_plural:
        near = _mentioned_holder(conversation, phrase.role, place)
        if near is not None and near not in fitting and (near.institution or not fitting):
            fitting = [near]
    center = _center(conversation, phrase, phrase.role, place) if len(fitting) != 1 and not phrase.is_plural else None
    if center is not None and (center in fitting or not fitting):
        return center
    spoke = any(turn.voice in fitting for turn in conversation.turns[-TURNS_BACK:])
    is_away = len(fitting) == 1 and fitting[0].member and not is_near(conversation, fitting[0].member, place)
    is_away = is_away and not spoke
    may_be_called = is_away or all(is_open(conversation, voice) for voice in fitting)
    called = by_epithet(conversation, phrase, phrase.role, place) if may_be_called else None
    if called is not None:
        return called
    if len(fitting) > 1:
        return _one_of(conversation, phrase, fitting, place)
    if fitting and fitting[0].member and phrase.role.is_epithet and not phrase.of:
        return _unless_rivalled(conversation, phrase, phrase.role, fitting[0], place)
    return fitting[0] if fitting else None


def _one_of(conversation: Conversation, phrase: Phrase, fitting: Sequence[Voice], place: Place) -> Voice | str:
    """The only one of several holders who is named near, else who spoke last of them."""
    near = [one for one in fitting if one.member and is_near(conversation, one.member, place)]
    if len(near) == 1:
        return near[0]
    spoke = next((turn for turn in conversation.recent_turns(place.paragraph) if turn.voice in fitting), None)
    if spoke:
        return spoke.voice
    names = ", ".join(voice.name for voice in fitting[:4])
    return f"\u201cthe {phrase.words}\u201d fits {len(fitting)} people here: {names}"


def _unless_rivalled(
    conversation: Conversation, phrase: Phrase, role: Role, holder: Voice, place: Place
) -> Voice | str:
    """The holder of an epithet, unless the sentences before are about another who may be called so too.

    Who holds an office may be any candidate; and whoever the text is about may be just "the candidate" where the holder
    is known for one by a campaign alone.
    """
    center = center_before(conversation, place)
    held = holder.member.role_entry if holder.member else None
    is_loose = phrase.words == CANDIDATE and (held is None or held.name != CANDIDATE)
    if center is None or center.member is None or center is holder or speaks_against(center.member, phrase, role):
        rival = None
    else:
        in_office = any(one.sector in ELECTED_SECTORS for one in center.member.roles.values())
        rival = center if is_loose or in_office else None
    if center is holder or (rival is None and not is_loose):
        return holder
    if rival is not None and by_epithet(conversation, phrase, role, place) is rival:
        return rival
    other = rival.name if rival else "somebody else"
    return f"\u201cthe {phrase.words}\u201d may be {holder.name} or {other}"


def _holders(conversation: Conversation, phrase: Phrase, role: Role, place: Place) -> list[Voice]:
    """Those mentioned before who hold the role of a phrase; of several, those who hold it by that very word."""
    fitting: list[Voice] = []
    without_place: list[Member] = []
    for person in conversation.holders_of(role) if not phrase.is_plural else ():
        is_before = person.spans[0].start < phrase.span.start
        if is_before and _is_of_same(phrase, person.of) and not speaks_against(person, phrase, role):
            fitting.append(conversation.voice(person))
        elif is_before and person.of is None and role.name in person.roles and not speaks_against(person, phrase, role):
            without_place.append(person)
    for voice in conversation.lately_described():
        same_number = voice.is_plural == phrase.is_plural and phrase.number in (None, voice.number)
        if (
            same_number
            and (voice.head == role.name or (_is_or_fits(voice.role_entry, role) and not role.is_epithet))
            and _is_of_same(phrase, voice.institution)
            and voice not in fitting
        ):
            fitting.append(voice)
    if not fitting and without_place:
        center = center_before(conversation, place)
        fitting = [center] if center and center.member in without_place else []
    exact = [voice for voice in fitting if voice.role_entry and voice.role_entry.name == role.name]
    return exact or fitting


def _center(conversation: Conversation, phrase: Phrase, role: Role, place: Place) -> Voice | None:
    """Whom the sentences before are about, if the article gives that one a role which "the lawmaker" may stand for."""
    center = center_before(conversation, place)
    if center is None or center.member is None:
        return None
    of, roles = center.member.of, center.member.roles
    if phrase.of and of and fold(of) != fold(phrase.of) and role.name in roles:
        return None
    return center if any(_is_or_fits(held, role) for held in roles.values()) else None


def _is_or_fits(held: Role | None, role: Role) -> bool:
    return held is not None and (held.name == role.name or held.name in role.fits)


def _is_of_same(phrase: Phrase, of: str | None) -> bool:
    return phrase.of is None or (of is not None and fold(of) == fold(phrase.of))


def _mentioned_holder(conversation: Conversation, role: Role, place: Place) -> Voice | None:
    """The holder whom the sentences before mention as "Ruritania's ambassador": "the envoy" is the same."""
    sentences = conversation.segments.sentences
    found: list[Phrase] = []
    for span in sentences[max(0, place.sentence - SENTENCES_BACK + 1) : place.sentence + 1]:
        end = max(span.start, min(span.end, place.at))
        units = read_units(conversation.text, Span(max(span.start, end - MOST_LETTERS), end))
        for at, unit in enumerate(units):
            is_held = unit.role and (unit.role.name == role.name if role.is_epithet else _is_or_fits(unit.role, role))
            if unit.role is None or unit.role.is_plural or unit.is_possessive or not is_held:
                continue
            if _has_name(units, at):
                continue
            first = at
            while first and units[first].is_joined and belongs_to_title(units[first - 1]):
                first -= 1
            goes_on = at + 1 < len(units) and units[at + 1].folded in OF_WORDS
            last = units[min(at + UNITS_BEHIND_ROLE, len(units) - 1)] if goes_on else unit
            found.append(read_phrase(conversation.text, Span(units[first].start, last.end)))
    found = [phrase for phrase in found if phrase.kind is PhraseKind.DESCRIPTION]
    if not found or len({phrase.of or phrase.words for phrase in found}) != 1:
        return None
    at = found[0].span.start
    heard = conversation.turns[-MOST_TURNS:]
    spoke = next((turn.voice for turn in heard if turn.place.at in (at, at - len("the "))), None)
    if spoke is not None:
        return spoke
    fresh = voice_of_description(found[0], None)
    known = _again(conversation, found[0], fresh)
    if known is not None:
        return known
    fresh.spans.append(found[0].span)
    return conversation.describe(fresh)


def _has_name(units: Sequence[Unit], at: int) -> bool:
    """Whether a name stands beside the role: "the spokesman Oleg Petrov", "Petrov, the spokesman"."""
    following = units[at + 1] if at + 1 < len(units) else None
    if following is not None and following.kind in (UnitKind.CAPITAL, UnitKind.HONORIFIC):
        return following.is_joined or following.gap.strip() == ","
    first = at
    while first and units[first].is_joined and (belongs_to_title(units[first - 1]) or units[first - 1].folded == "the"):
        first -= 1
    return first > 0 and units[first].gap.strip() == "," and units[first - 1].kind is UnitKind.CAPITAL


def _organisation(conversation: Conversation, phrase: Phrase, place: Place) -> Voice | None:
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
        return conversation.pointed.setdefault(phrase.head, conversation.voice(by_noun[0]))
    if phrase.head in conversation.pointed:
        return conversation.pointed[phrase.head]
    for turn in conversation.recent_turns(place.paragraph):
        alike = turn.voice.sector is told and told in TELLING_SECTORS and not turn.voice.is_person
        if turn.voice.head == phrase.head or alike:
            return conversation.pointed.setdefault(phrase.head, turn.voice)
    return None


def _belongs(institution: Institution, state: Institution, sector: Sector) -> bool:
    return institution.country == state.country and institution.sector is sector is not Sector.GOVERNMENT


def _document(conversation: Conversation, phrase: Phrase, place: Place) -> Voice | None:
    """The document spoken of before, or a new one with those who issued it, as the sentences before say."""
    for voice in reversed(conversation.lately_described()):
        if voice.kind is SpeakerKind.DOCUMENT and voice.head == phrase.head:
            return voice
    if phrase.of:
        return None
    sentences = conversation.segments.sentences
    for span in reversed(sentences[max(0, place.sentence - SENTENCES_BACK + 1) : place.sentence]):
        bounded = conversation.text[span.start : min(span.end, span.start + MOST_LETTERS)]
        noun = re.search(rf"\b{re.escape(phrase.head)}\b", bounded, re.IGNORECASE)
        if noun is None:
            continue
        voice = voice_of_description(phrase, None)
        if not _issue(conversation, voice, span.start, span.start + noun.start()):
            return None
        return conversation.describe(voice)
    return None


def _issue(conversation: Conversation, document: Voice, start: int, end: int) -> bool:
    """Fill in who issued a document, as the words before it say: "Ruritania and Borduria released a [statement]"."""
    if not ISSUING.search(conversation.text[start:end]):
        return False
    opening = read_phrase(conversation.text, Span(start, end))
    members = [conversation.cast.at.get(mention.span.start) for mention in opening.names]
    issuers = [conversation.voice(member) for member in members if member is not None]
    if not issuers:
        return False
    document.institution = " and ".join(issuer.name for issuer in issuers)
    document.name = f"{document.head}, {document.institution}"
    document.sector = issuers[0].sector
    document.on_record = OnRecord.ON_RECORD
    return True
