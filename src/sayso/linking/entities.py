"""Entities: which speakers of different articles are the same person or institution.

A name alone never joins two people: a surname is never enough, and two people of one full name whose roles disagree
stay two. People and groups without a name belong to their article only: "two officials" of one report need not be
those of another. What cannot be decided stays apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.linking.ids import id_from
from sayso.linking.places import STATE_WORDS, institution_key, state_at
from sayso.linking.terms import WORD, is_function_word, stem
from sayso.linking.unions import Unions
from sayso.names import Name, fits_acronym, fold, is_acronym, may_be_one, parse_name
from sayso.records import Entity, Findings, Sector, Speaker, SpeakerKind, Story

__all__ = ["INSTITUTIONS", "best", "duties_of", "join_entities", "office_key"]

# Kinds whose printed name means the same in every article.
INSTITUTIONS = frozenset({SpeakerKind.NAMED_ORG, SpeakerKind.METONYM, SpeakerKind.OUTLET})
# Bare words for an office's holder; they tell two roles neither apart nor together.
LOOSE_ROLES = frozenset({"spokesman", "spokeswoman", "spokesperson", "official", "leader", "former", "chief", "head"})


@dataclass(frozen=True, slots=True)
class _Local:
    """A speaker of one article, with what joining looks at."""

    speaker: Speaker
    article: str
    name: Name | None
    duties: frozenset[str]


def join_entities(findings: Iterable[Findings], stories: Iterable[Story] = ()) -> tuple[Entity, ...]:
    """Join the speakers of many articles into entities.

    Args:
        findings: in any order.
        stories: of their articles. A person printed without a role is joined to a namesake in the same story only.

    Returns:
        Every speaker is a member of exactly one entity; in order of name, then id.
    """
    story_of = {article: story.id for story in stories for article in story.articles}
    found: dict[str, _Local] = {}
    for finding in sorted(findings, key=lambda finding: finding.article.id):
        for statement in finding.statements:
            if statement.speaker is not None and statement.speaker.id not in found:
                found[statement.speaker.id] = _local(statement.speaker, finding.article.id)
    locals_ = [found[key] for key in sorted(found)]
    bodies = [local for local in locals_ if local.speaker.kind in INSTITUTIONS and local.speaker.name.strip()]
    keys, lone = _bodies_by_short_name(locals_, bodies, story_of)
    bodies += [local for local in locals_ if local.speaker.id in keys]
    single = {local.speaker.id for members, _ in lone for local in members}
    people = [local for local in locals_ if local.name and local.speaker.id not in keys.keys() | single]
    offices = [local for local in locals_ if office_key(local.speaker)]
    joined = [*_by_surname(people, story_of), *lone, *_institutions(bodies, keys), *_offices(offices)]
    taken = {local.speaker.id for members, _ in joined for local in members}
    alone = [([local], _why_alone(local)) for local in locals_ if local.speaker.id not in taken]
    return tuple(sorted((_entity(members, why) for members, why in [*joined, *alone]), key=lambda e: (e.name, e.id)))


Group = tuple[list[_Local], str]


def _local(speaker: Speaker, article: str) -> _Local:
    name = parse_name(speaker.name) if speaker.kind is SpeakerKind.NAMED_PERSON else None
    return _Local(speaker, article, name if name and name.words else None, duties_of(speaker))


def duties_of(speaker: Speaker) -> frozenset[str]:
    """The telling words of a role, institution and title; nationalities and capitals become their state."""
    title = parse_name(speaker.name).title if speaker.kind is SpeakerKind.NAMED_PERSON else ""
    printed = " ; ".join(part for part in (speaker.role, speaker.institution, title) if part)
    words = [match[0] for match in WORD.finditer(printed)]
    result: set[str] = set()
    at = 0
    while at < len(words):
        state = state_at([word.removesuffix("'s").removesuffix("’s") for word in words[at : at + STATE_WORDS]], 0)
        if state:
            result.add(state[0])
        elif not is_function_word(words[at]) and words[at].lower() not in LOOSE_ROLES:
            result.add(stem(words[at]))
        at += state[1] if state else 1
    return frozenset(result)


# ---------------------------------------------------------------------------------------------------- people


def _by_surname(people: Sequence[_Local], story_of: Mapping[str, str]) -> list[Group]:
    """Groups of people; only those who share what may be their family name are compared."""
    unions = Unions(local.speaker.id for local in people)
    first_with: dict[str, str] = {}
    for local in people:
        for word in _family_words(local):
            unions.join(local.speaker.id, first_with.setdefault(word, local.speaker.id))
    by_id = {local.speaker.id: local for local in people}
    return [group for ids in unions.sets() for group in _people([by_id[id] for id in ids], story_of)]


def _family_words(local: _Local) -> frozenset[str]:
    if local.name is None:
        return frozenset()
    return frozenset({fold(local.name.words[-1]), fold(local.name.family)})


def _people(people: Sequence[_Local], story_of: Mapping[str, str]) -> list[Group]:
    """Group people whose names and roles agree; then let those without a role, or with a surname only, join them.

    Joining those is a guess unless one group is left to join, in their own story.
    """
    settled = [local for local in people if _is_full(local) and local.duties]
    loose = [local for local in people if not (_is_full(local) and local.duties)]
    groups: list[list[_Local]] = []
    for alike in _printed_alike(settled):
        fitting = [group for group in groups if all(_is_same_person(alike[0], one) for one in _variants(group))]
        if fitting:
            fitting[0].extend(alike)
        else:
            groups.append(alike)
    groups += [[local] for local in loose if _is_full(local) and not _fitting(local, groups, story_of)]
    groups = _merged_namesakes(groups, story_of)
    placed = {local.speaker.id for group in groups for local in group}
    for local in loose:
        if local.speaker.id in placed:
            continue
        fitting = _fitting(local, groups, story_of)
        if len(fitting) == 1:
            fitting[0].append(local)
        else:
            groups.append([local])
    return [(group, _why_joined(group)) for group in groups]


def _printed_alike(people: Iterable[_Local]) -> list[list[_Local]]:
    """People of one printed name and one role, together: a hundred reprints cost no more than one."""
    result: dict[object, list[_Local]] = {}
    for local in people:
        result.setdefault((local.name, local.duties), []).append(local)
    return list(result.values())


def _variants(group: Iterable[_Local]) -> list[_Local]:
    return [alike[0] for alike in _printed_alike(group)]


def _is_full(local: _Local) -> bool:
    return local.name is not None and len(local.name.words) > 1


def _is_same_person(one: _Local, other: _Local) -> bool:
    """Whether two people with full names and roles are one: nothing in the names, something in the roles."""
    return _may_be_one(one, other) and bool(one.duties & other.duties)


def _may_be_one(one: _Local, other: _Local) -> bool:
    return one.name is not None and other.name is not None and may_be_one(one.name, other.name)


def _fitting(local: _Local, groups: Iterable[list[_Local]], story_of: Mapping[str, str]) -> list[list[_Local]]:
    """The groups that a person known by surname, or without a role, may belong to."""
    story = story_of.get(local.article)
    result = []
    for group in groups:
        variants = _variants(group)
        if not all(_may_be_one(local, one) for one in variants):
            continue
        is_near = story is not None and any(story_of.get(member.article) == story for member in group)
        agrees = any(local.duties & one.duties for one in variants)
        if (is_near and not local.duties and _is_full(local)) or (agrees and local.speaker.institution):
            result.append(group)
    return result


def _merged_namesakes(groups: list[list[_Local]], story_of: Mapping[str, str]) -> list[list[_Local]]:
    """Join people of one full name who appear in one story without any role."""
    result: list[list[_Local]] = []
    by_name: dict[tuple[tuple[str, ...], str], list[_Local]] = {}
    for group in groups:
        local = group[0]
        story = story_of.get(local.article)
        if len(group) > 1 or local.duties or local.name is None or story is None:
            result.append(group)
            continue
        key = (tuple(fold(word) for word in local.name.words), story)
        if key in by_name:
            by_name[key].append(local)
        else:
            by_name[key] = group
            result.append(group)
    return result


def _why_joined(members: Sequence[_Local]) -> str:
    if len(members) == 1:
        return _why_alone(members[0])
    duties = [local.duties for local in members if local.duties]
    shared = frozenset.intersection(*duties) if duties else frozenset()
    agreed = f"; roles agree: {', '.join(sorted(shared))}" if shared else "; no role speaks against it"
    return f"same name in {len({local.article for local in members})} articles{agreed}"


# ------------------------------------------------------------------------------------- institutions and offices


def _bodies_by_short_name(
    locals_: Sequence[_Local], bodies: Sequence[_Local], story_of: Mapping[str, str]
) -> tuple[dict[str, str], list[Group]]:
    """Names that were taken for people's, printed without a role, and are a body's in their story.

    Returns:
        Speaker id -> key of the one institution of the story that has this name, or whose name begins with it; and
        groups of those whose single name nobody and no other body of the story has: a state that no list knows, say.
    """
    named: dict[str, set[str]] = {}
    for local in bodies:
        if story := story_of.get(local.article):
            named.setdefault(story, set()).add(institution_key(local.speaker.name))
    family: dict[str, set[str]] = {}
    for local in locals_:
        if local.name and (len(local.name.words) > 1 or local.duties) and (story := story_of.get(local.article)):
            family.setdefault(story, set()).update(fold(word) for word in local.name.words)
    employers = {
        (story_of.get(local.article), institution_key(local.speaker.institution))
        for local in locals_
        if local.speaker.institution
    }
    keys: dict[str, str] = {}
    lone: dict[tuple[str, str], list[_Local]] = {}
    for local in locals_:
        story = story_of.get(local.article)
        if story is None or local.name is None or local.duties:
            continue
        key = institution_key(local.speaker.name)
        fitting = [other for other in named.get(story, ()) if other == key or other.startswith(f"{key} ")]
        is_single = len(local.name.words) == 1 and not local.name.title
        if key in fitting or (len(fitting) == 1 and is_single and key not in family.get(story, ())):
            keys[local.speaker.id] = key if key in fitting else fitting[0]
        elif is_single and not fitting and key not in family.get(story, ()):
            lone.setdefault((story, key), []).append(_as_body(local) if (story, key) in employers else local)
    return keys, [(members, _why_lone(members)) for members in lone.values()]


def _as_body(local: _Local) -> _Local:
    """A speaker for whom others speak ("Varland's envoy") is a body."""
    return replace(local, speaker=replace(local.speaker, kind=SpeakerKind.NAMED_ORG))


def _why_lone(members: Sequence[_Local]) -> str:
    if len(members) == 1:
        return _why_alone(members[0])
    return f"same single name in {len({local.article for local in members})} articles of one story; nobody else has it"


def _institutions(bodies: Sequence[_Local], keys: Mapping[str, str]) -> list[Group]:
    """Group institutions by name, known alias or nationality; an acronym joins the one full name that it fits."""
    by_key: dict[str, list[_Local]] = {}
    for local in sorted(bodies, key=lambda local: local.speaker.id in keys):
        by_key.setdefault(keys.get(local.speaker.id) or institution_key(local.speaker.name), []).append(local)
    unions = Unions(by_key)
    names = {key: local[0].speaker.name for key, local in by_key.items()}
    for key, name in names.items():
        if is_acronym(name.removeprefix("the ").removeprefix("The ")):
            fitting = [other for other, full in names.items() if other != key and fits_acronym(name, full)]
            if len(fitting) == 1:
                unions.join(key, fitting[0])
    return [
        (members, "same institution by name" if len(members) > 1 else _why_alone(members[0]))
        for keys in unions.sets()
        for members in [[local for key in keys for local in by_key[key]]]
    ]


def _offices(offices: Sequence[_Local]) -> list[Group]:
    """Group holders of one office at one institution who are named nowhere."""
    by_key: dict[str, list[_Local]] = {}
    for local in offices:
        by_key.setdefault(office_key(local.speaker), []).append(local)
    return [
        (members, "same office at the same institution" if len(members) > 1 else _why_alone(members[0]))
        for _, members in sorted(by_key.items())
    ]


def office_key(speaker: Speaker) -> str:
    """An office and its institution, for comparison only; "" for whoever holds none, or is named."""
    if speaker.kind is not SpeakerKind.OFFICE_ROLE or not speaker.role or not speaker.institution:
        return ""
    return f"{_role_key(speaker.role)}, {_employer_key(speaker.institution)}"


def _employer_key(institution: str) -> str:
    """The state that is meant by "North Korean" as by "Pyongyang"; else the institution by name."""
    words = institution.split()
    state = state_at(words, 0) if words else None
    return state[0] if state and state[1] == len(words) else institution_key(institution)


def _role_key(role: str) -> str:
    return " ".join(sorted(stem(match[0]) for match in WORD.finditer(role) if not is_function_word(match[0])))


# -------------------------------------------------------------------------------------------------- one entity


def _why_alone(local: _Local) -> str:
    kind = local.speaker.kind
    if kind in INSTITUTIONS or kind is SpeakerKind.NAMED_PERSON:
        return "in one article only" if kind in INSTITUTIONS or local.duties else "name without role or institution"
    if kind is SpeakerKind.OFFICE_ROLE:
        return "in one article only"
    return "unnamed: known within its article only"


def _entity(members: list[_Local], why: str) -> Entity:
    speakers = sorted((local.speaker for local in members), key=lambda speaker: speaker.id)
    name = best(speaker.name for speaker in speakers)
    role = best(speaker.role for speaker in speakers if speaker.role)
    institution = best(speaker.institution for speaker in speakers if speaker.institution)
    bodies = [speaker.kind.value for speaker in speakers if speaker.kind in INSTITUTIONS]
    kind = SpeakerKind(best(bodies or (speaker.kind.value for speaker in speakers)))
    sectors = [speaker.sector.value for speaker in speakers if speaker.sector is not Sector.UNKNOWN]
    return Entity(
        id=_entity_id(members, kind),
        name=name,
        kind=kind,
        sector=Sector(best(sectors)) if sectors else Sector.UNKNOWN,
        role=role or None,
        institution=institution or None,
        members=tuple(speaker.id for speaker in speakers),
        explained=why,
    )


def best(values: Iterable[str] | Mapping[str, int]) -> str:
    """The most frequent value, or that with the greatest count; of equals the longest, then the first by letters.

    "" of none.
    """
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], -len(value), value)) if counts else ""


def _entity_id(members: Sequence[_Local], kind: SpeakerKind) -> str:
    """From the first member's article-local id: it stays when later articles join."""
    first = min(local.speaker.id for local in members)
    return id_from("e", kind.value, first)
