"""Identities: across stories only what is printed with a name joins two speakers."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.linking.identities import identities_of, joined, keys_of, main_key
from sayso.records import Entity, Sector, Speaker, SpeakerKind
from sayso.spans import Span

PERSON, BODY, OFFICE = SpeakerKind.NAMED_PERSON, SpeakerKind.NAMED_ORG, SpeakerKind.OFFICE_ROLE


def speaker(
    name: str, role: str | None = None, institution: str | None = None, kind: SpeakerKind = PERSON, id: str = "a.e1"
) -> Speaker:
    return Speaker(id, name, kind, Sector.UNKNOWN, role, institution, mentions=(Span(0, 1),))


def alone(one: Speaker) -> Entity:
    return Entity(f"e-{one.id}", one.name, one.kind, one.sector, one.role, one.institution, (one.id,), "alone")


def are_one(*speakers: Speaker) -> bool:
    numbered = [speaker(s.name, s.role, s.institution, s.kind, f"{n}.e1") for n, s in enumerate(speakers)]
    found = identities_of([alone(one) for one in numbered], {one.id: one for one in numbered})
    return len(set(found.values())) == 1


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        (speaker("Ida Holm", "minister"), speaker("Minister Ida Holm"), True),
        (speaker("Ida M. Holm", "minister", "Norway"), speaker("Ida Holm", "trade minister"), True),
        (speaker("Ida Holm", "minister", "Norway"), speaker("Ida Holm", "cellist", "Norway"), False),
        (speaker("Bob Dahl", "mayor"), speaker("Robert Dahl", "mayor"), True),
        (speaker("Ida Holm", "harbour master"), speaker("Ida Holm", "cellist"), False),
        (speaker("Ida Holm", "minister"), speaker("Ida Holm"), False),
        (speaker("Holm", "minister", "Norway"), speaker("Holm", "minister", "Norway"), False),
        (speaker("Per Dahl Jr.", "mayor"), speaker("Per Dahl", "mayor"), False),
        (speaker("the Tide Office", kind=BODY), speaker("Tide Office", kind=BODY), True),
        (speaker("NTO", kind=BODY), speaker("National Tide Office", kind=BODY), False),
        (
            speaker("spokesman", "spokesman", "Navy", OFFICE),
            speaker("Navy spokesman", "spokesman", "the Navy", OFFICE),
            True,
        ),
        (speaker("two officials", kind=SpeakerKind.UNNAMED_GROUP), speaker("two officials", kind=BODY), False),
    ],
)
def test_who_is_one_across_stories(one: Speaker, other: Speaker, is_one: bool) -> None:
    assert are_one(one, other) == is_one


def test_two_that_a_third_connects_are_one() -> None:
    one, other = speaker("Ida Holm", "minister"), speaker("Ida Holm", None, "Tide Office")
    assert not are_one(one, other)
    assert are_one(one, other, speaker("Ida Holm", "minister", "Tide Office"))


def test_an_entity_is_known_by_the_member_that_bears_its_name() -> None:
    short, full = speaker("I. Holm", "minister", id="a.e1"), speaker("Ida Holm", "minister", id="b.e1")
    entity = Entity("e1", "Ida Holm", PERSON, Sector.UNKNOWN, "minister", None, ("a.e1", "b.e1"), "same")
    assert main_key(entity, {"a.e1": short, "b.e1": full}) == keys_of(full)[0]
    assert main_key(alone(speaker("officials", kind=SpeakerKind.UNNAMED_GROUP)), {"a.e1": speaker("Holm")}) is None


def test_one_entity_of_many_stories_has_what_most_of_them_have() -> None:
    often = Entity("e1", "Ida Holm", PERSON, Sector.GOVERNMENT, "minister", "Norway", ("a", "b", "c"), "same name")
    once = Entity("e2", "Ida M. Holm", PERSON, Sector.UNKNOWN, "trade minister", None, ("d",), "alone")
    entity = joined("e9", [once, often])
    assert (entity.id, entity.name, entity.role, entity.institution) == ("e9", "Ida Holm", "minister", "Norway")
    assert (entity.sector, entity.members) == (Sector.GOVERNMENT, ("a", "b", "c", "d"))
    assert entity.explained.startswith("in 2 stories; same full name")
    assert joined("e9", [often]).explained == "same name"


NAMES = st.tuples(
    st.sampled_from(["Ida Holm", "Per Dahl", "Holm"]), st.sampled_from([None, "minister", "cellist", "trade minister"])
)


@given(st.lists(NAMES, max_size=8), st.randoms(use_true_random=False))
def test_identities_do_not_depend_on_order(people: list[tuple[str, str | None]], chance: random.Random) -> None:
    speakers = {f"{n}.e1": speaker(name, role, id=f"{n}.e1") for n, (name, role) in enumerate(people)}
    entities = [alone(one) for one in speakers.values()]
    shuffled = list(entities)
    chance.shuffle(shuffled)
    assert identities_of(entities, speakers) == identities_of(shuffled, dict(reversed(speakers.items())))
