"""Relatives: whom "who", "which" or "that" goes back to: the name or the noun phrase that ends right before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.cues import grammar
from sayso.resolution.antecedents import is_surely_person
from sayso.resolution.cast import Member
from sayso.resolution.conversation import TRUST_ROLE, Conversation, Place, Resolved
from sayso.resolution.gazetteer import Sort, head_sector
from sayso.resolution.mentions import belongs_to_title
from sayso.resolution.phrases import PARTS, QUANTIFIERS, Phrase, PhraseKind, read_phrase
from sayso.resolution.units import Unit, UnitKind, is_function_word, read_units
from sayso.resolution.voices import Voice, voice_of_description
from sayso.spans import Span

# Words of an apposition between a name and "who".
APPOSITION_WORDS = 14
# The name itself and the places and people that its apposition names: "Hale, a doctor from Derry, Maine, who".
MOST_NAMES_IN_APPOSITION = 4
APPOSITION = re.compile(
    r"(?:\s+(?:of|from)\s+[A-Z][\w.]*(?:\s[A-Z][\w.]*)*)?\s*,\s+"
    r"(?:(?:an?|the|his|her|its|their)\s[^,;.:()]*|[^,;.:()]*['\u2019]s\s[^,;.:()]*"
    r"|[A-Z]\w+ of [A-Z]\w+(?:\s[A-Z]\w+)*)"
    r"(?:,\s+[A-Z][\w.]*(?:\s[A-Z][\w.]*)*)?,?\s*"
)
VERB = re.compile(r"\b(?:is|was|are|were|has|had|have|said|says|told|who|which|that|and|but|with)\b")
EXAMPLE = re.compile(r",?\s+(?:such as|like|including)\s(?:[A-Z][\w.'\u2019-]*[,\s]*|and\s)+$")
PLURAL_VERB = re.compile(r"\s+(?:have|are|were|do|don['\u2019]t)\b")
AGE_OR_PARTY = re.compile(r"\s*(?:,\s*\d{1,3}\s*,|\([^()]{1,20}\)|,\s*[DRI]-[\w.]{2,8},)\s*,?\s*")
WHERE = re.compile(r"[\s,]+(?:of|in|from|at|on|across|throughout)\s+(?:the\s+)?$")
DASH = re.compile(r"\s--?\s|\s?[\u2014\u2013]\s?")
AND_WHO = re.compile(r"[\s\u2014\u2013-](?:and|but|or)\s+$")
# Endings that adjectives have and verbs have not.
ADJECTIVE = re.compile(r"(?:al|ive|ous|ic|ful|less|able|ible|ary|ish|ern|ian|ican|y)$")
WHO = re.compile(r"\bwho\b")


def by_relative(conversation: Conversation, phrase: Phrase, place: Place) -> Resolved | Phrase:
    """ "Who": the name or role that ends right before it; "and who": whom the "who" before it means.

    Returns:
        Whom it means, or a description that points back, to be read like any other: "the minister, who".
    """
    start = conversation.opening(place.sentence, phrase.span.start)
    at = _before_insertion(conversation.text, start, phrase.span.start)
    at = _before_example(conversation.text, start, at)
    at = _before_place(conversation, start, at) if phrase.pronoun == "who" else at
    member = _named_right_before(conversation, start, at)
    if member is None or (phrase.pronoun == "who" and not _is_human(member)):
        member = _in_apposition(conversation, start, at) or member
    is_one = PLURAL_VERB.match(conversation.text, phrase.span.end) is None
    if member is not None and is_one and _is_human(member) is (phrase.pronoun == "who"):
        return Resolved(conversation.voice(member), "", TRUST_ROLE)
    again = AND_WHO.search(conversation.text, start, at)
    earlier = [match.start() for match in WHO.finditer(conversation.text, start, at)]
    if again and earlier and phrase.pronoun == "who":
        return by_relative(conversation, replace(phrase, span=Span(earlier[-1], earlier[-1] + 3)), place)
    described = _described_right_before(conversation, start, at, phrase.pronoun)
    if isinstance(described, Phrase):
        return described
    if described is not None:
        return Resolved(described, described.reason, TRUST_ROLE)
    return Resolved(None, f"it is not clear whom \u201c{phrase.pronoun}\u201d means")


def _is_human(member: Member) -> bool:
    return member.name is not None and not member.is_body


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
    for near in conversation.members_between(start, at)[-MOST_NAMES_IN_APPOSITION:]:
        end = max((span.end for span in near.spans if span.end <= at), default=at)
        between = conversation.text[end:at]
        apposition = between.strip(" ,\n\u2014\u2013-")
        if not is_surely_person(near) or not apposition:
            continue
        if (near.role and near.role.startswith(apposition)) or AGE_OR_PARTY.fullmatch(between):
            return near
        is_apposition = APPOSITION.fullmatch(between) and VERB.search(between) is None
        if is_apposition and len(apposition.split()) <= APPOSITION_WORDS:
            return near
    return None


def _before_example(text: str, start: int, at: int) -> int:
    """Where the noun ends that examples follow: "[lawmakers] such as Hale who"."""
    example = EXAMPLE.search(text, start, at)
    return example.start() if example else at


def _described_right_before(conversation: Conversation, start: int, at: int, word: str) -> Voice | Phrase | None:
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
    is_somebody = word == "which" and phrase.role is not None and not phrase.is_plural
    if phrase.kind is not PhraseKind.DESCRIPTION or phrase.is_document or is_somebody:
        return None
    if is_one:
        goes_on = conversation.text[units[-1].end : at + 1].strip().startswith(",")
        return replace(phrase, is_definite=True) if goes_on and phrase.role else None
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


def _named_right_before(conversation: Conversation, start: int, at: int) -> Member | None:
    for member in conversation.members_between(start, at)[-1:]:
        for span in member.spans:
            if start <= span.start and span.end <= at and not conversation.text[span.end : at].strip(" ,\n("):
                return member
    return None
