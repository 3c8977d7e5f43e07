"""Identities: which entities of different stories are the same person or institution.

Within a story `entities` decides with all that its articles say. Across stories only what is printed with the name
counts: a full name with a word of its role, an institution's name, an office at an institution. Speakers who share
such a key are one, and keys that one speaker has belong together (connected components): so identities are a function
of the set of speakers, and a ledger only ever joins them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sayso.linking.entities import INSTITUTIONS, best, duties_of, office_key
from sayso.linking.ids import id_from
from sayso.linking.places import STATE, institution_key
from sayso.linking.unions import Unions
from sayso.names import parse_name, person_key
from sayso.records import Entity, Sector, Speaker, SpeakerKind

__all__ = ["identities_of", "identity_from", "joined", "keys_of", "main_key"]


def keys_of(speaker: Speaker) -> tuple[str, ...]:
    """What a speaker of an article is known by in every story, sorted; empty for the unnamed and for bare names."""
    if speaker.kind is SpeakerKind.NAMED_PERSON:
        name = parse_name(speaker.name)
        if len(name.words) < 2:
            return ()
        # A state alone is no role: two of one name may both be of it.
        duties = (duty for duty in duties_of(speaker) if not duty.startswith(STATE))
        return tuple(sorted(f"person: {person_key(name)}, {duty}" for duty in duties))
    if speaker.kind in INSTITUTIONS and speaker.name.strip():
        return (f"body: {institution_key(speaker.name)}",)
    office = office_key(speaker)
    return (f"office: {office}",) if office else ()


def main_key(entity: Entity, speakers: Mapping[str, Speaker]) -> str | None:
    """What an entity of one story is known by in every story: the key of the member that bears its name.

    Args:
        speakers: its members by id, at the least.
    """
    if entity.kind in INSTITUTIONS:  # some members may have been taken for people in their articles
        return f"body: {institution_key(entity.name)}"
    own = [speakers[id] for id in entity.members]
    keyed = sorted((speaker.name != entity.name, keys) for speaker in own if (keys := keys_of(speaker)))
    return keyed[0][1][0] if keyed else None


def identity_from(keys: Iterable[str]) -> str:
    """The id of an identity, from all keys that belong to it."""
    return id_from("e", min(keys))


def identities_of(entities: Iterable[Entity], speakers: Mapping[str, Speaker]) -> dict[str, str]:
    """Entity id -> id of its identity; an entity that nothing makes known elsewhere keeps its own.

    Args:
        speakers: all members of all entities, by id.
    """
    keys = {id: keys_of(speaker) for id, speaker in speakers.items()}
    unions = Unions(sorted({key for some in keys.values() for key in some}))
    for some in keys.values():
        for key in some[1:]:
            unions.join(some[0], key)
    first = {key: some[0] for some in unions.sets() for key in some}
    of_entity = {entity.id: main_key(entity, speakers) for entity in entities}
    return {id: identity_from([first.get(key, key)]) if key else id for id, key in of_entity.items()}


def joined(identity: str, entities: Sequence[Entity]) -> Entity:
    """One entity for those of one identity, with the name, role and kind that most of their members have."""
    ordered = sorted(entities, key=lambda entity: entity.id)
    if len(ordered) == 1:
        only = ordered[0]
        return replace(only, id=identity)
    sectors = _weighted((entity, entity.sector.value) for entity in ordered if entity.sector is not Sector.UNKNOWN)
    renamed = [entity for entity in ordered if entity.renamed_by]
    name = best(_weighted((entity, entity.name) for entity in renamed or ordered))
    return Entity(
        id=identity,
        name=name,
        kind=SpeakerKind(best(_weighted((entity, entity.kind.value) for entity in ordered))),
        sector=Sector(best(sectors)) if sectors else Sector.UNKNOWN,
        role=best(_weighted((entity, entity.role) for entity in ordered if entity.role)) or None,
        institution=best(_weighted((entity, entity.institution) for entity in ordered if entity.institution)) or None,
        members=tuple(sorted(member for entity in ordered for member in entity.members)),
        explained=f"in {len(ordered)} stories; {_why(ordered)}",
        renamed_by=next((entity.renamed_by for entity in renamed if entity.name == name), None),
    )


def _why(entities: Sequence[Entity]) -> str:
    if entities[0].kind in INSTITUTIONS:
        return "same institution by name"
    if entities[0].kind is SpeakerKind.NAMED_PERSON:
        return "same full name with a word of the role in common"
    return "same office at the same institution"


def _weighted(values: Iterable[tuple[Entity, str]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for entity, value in values:
        counts[value] += len(entity.members)
    return counts
