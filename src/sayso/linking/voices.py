"""Which speakers of a claim can be shown to be two: the voices behind it, as few as its words allow.

A body and who speaks for it are one voice ("the Transport Ministry", "the transport minister", "a ministry official"):
what the one says, the other need not have said on top of it. Two people with names are two. People without a name are
two only where what is printed of them cannot hold of one: "a Varland official" and "a Norland official", "an official"
and "a doctor". Whoever hides a name hides also that he spoke to two papers, and two papers that heard one man are no
corroboration; so a count of voices is what can be shown, and may be too low.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from sayso.lexicon import load_entries
from sayso.linking.entities import INSTITUTIONS, LOOSE_ROLES
from sayso.linking.places import STATE, STATE_WORDS, institution_key, state_at
from sayso.linking.terms import WORD, is_function_word, stem
from sayso.names import parse_name
from sayso.records import Sector, Speaker, SpeakerKind

__all__ = ["Voice", "fold_voices", "voice_of"]

OFFICES = "offices.toml"
UNNAMED = frozenset({SpeakerKind.UNNAMED_PERSON, SpeakerKind.UNNAMED_GROUP, SpeakerKind.UNSPECIFIED})
# Sectors among which an unnamed official may be described as of the one or of the other.
STATE_SECTORS = frozenset(
    {Sector.GOVERNMENT, Sector.MILITARY, Sector.INTELLIGENCE, Sector.LEGISLATURE, Sector.JUDICIARY}
)
# "People familiar with the matter" may be officials, and residents too.
ANYBODY = frozenset({Sector.UNKNOWN, Sector.PUBLIC, Sector.EYEWITNESS})


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker, as far as counting looks at one.

    Attributes:
        id: the entity's.
        is_person: has a name and a family name, or is known by both.
        is_named: no description alone ("an official").
        words: stems of name, role and institution, without those that tell nobody apart.
        states: that the speaker is said to be of.
        walk: of life: the sector, all of the state's as one; "" where it is not known, or anybody's.
    """

    id: str
    name: str
    is_person: bool
    is_named: bool
    words: frozenset[str]
    states: frozenset[str]
    walk: str


def voice_of(speaker: Speaker) -> Voice:
    """What counting looks at in a speaker."""
    name = parse_name(speaker.name).words if speaker.kind is SpeakerKind.NAMED_PERSON else ()
    full_name = institution_key(speaker.name).title() if speaker.kind in INSTITUTIONS else speaker.name
    parts = [full_name, speaker.role, speaker.institution]
    # Whoever is printed by one name only may be anybody of that name, whatever else is said of him.
    words, states = _telling(" ; ".join(part for part in (name if len(name) == 1 else parts) if part))
    return Voice(
        speaker.id,
        speaker.name,
        len(name) > 1,
        speaker.kind not in UNNAMED and bool(words | states),
        words,
        states,
        "state" if speaker.sector in STATE_SECTORS else "" if speaker.sector in ANYBODY else speaker.sector.value,
    )


def _telling(printed: str) -> tuple[frozenset[str], frozenset[str]]:
    """Stems that tell a speaker from others, holders of offices as the bodies they speak for; and states."""
    words = [match[0].removesuffix("'s").removesuffix("\u2019s") for match in WORD.finditer(printed)]
    found: set[str] = set()
    states: set[str] = set()
    at = 0
    while at < len(words):
        state = state_at(words[at : at + STATE_WORDS], 0)
        if state:
            states.add(state[0].removeprefix(STATE))
        elif not (is_function_word(words[at]) or words[at].lower() in LOOSE_ROLES | _fillers()):
            found.add(stem(_bodies().get(words[at].lower(), words[at])))
        at += state[1] if state else 1
    return frozenset(found), frozenset(states)


@cache
def _bodies() -> dict[str, str]:
    return {entry["holder"]: entry["body"] for entry in load_entries(OFFICES, "office", key="holder")}


@cache
def _fillers() -> frozenset[str]:
    return frozenset(entry["word"] for entry in load_entries(OFFICES, "filler", key="word"))


def fold_voices(voices: Iterable[Voice]) -> dict[str, str]:
    """Voice id -> id of the voice it is counted with; its own where it can be shown to be another than the rest.

    Those of whom most is said come first, people before bodies, so that the order of `voices` never matters.
    """
    ordered = sorted(
        _each_once(voices), key=lambda v: (not v.is_person, not v.is_named, -len(v.words), -len(v.states), v.id)
    )
    result: dict[str, str] = {}
    counted: list[Voice] = []
    for voice in ordered:
        fitting = next((other for other in counted if _may_be_of(voice, other)), None)
        if fitting is None:
            counted.append(voice)
        result[voice.id] = (fitting or voice).id
    return result


def _each_once(voices: Iterable[Voice]) -> list[Voice]:
    """One voice an id, with all that any article prints of it."""
    result: dict[str, Voice] = {}
    for voice in voices:
        known = result.get(voice.id, voice)
        result[voice.id] = replace(
            known,
            is_person=known.is_person or voice.is_person,
            is_named=known.is_named or voice.is_named,
            words=known.words | voice.words,
            states=known.states | voice.states,
            walk=max(known.walk, voice.walk),
        )
    return list(result.values())


def _may_be_of(voice: Voice, other: Voice) -> bool:
    """Whether `voice` may be no other than `other`, or whom that one speaks for."""
    if voice.is_person or (voice.states and other.states and voice.states.isdisjoint(other.states)):
        return False
    if not voice.is_named and not other.is_named:
        return not voice.walk or not other.walk or voice.walk == other.walk
    if not other.is_named:
        return False
    if voice.words:
        return voice.words <= other.words
    # A state alone: whoever speaks for it, no private person of it. One of its many officials may be another one.
    return voice.is_named and bool(voice.states & other.states) and other.walk in {"", "state"}
