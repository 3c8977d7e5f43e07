"""Entities: joined by name and role, never by a surname alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.linking.entities import join_entities
from sayso.records import Findings, Sector, SpeakerKind, Story
from tests.linking.made import Said, report

NEWS = Story("s1", "News", ("a", "b", "c", "d"))


def told_by(*speakers: tuple[str, str, Said]) -> list[Findings]:
    """One article a speaker; the first word of each entry is the article's id."""
    return [report(id, text, said) for id, text, said in speakers]


def person(id: str, name: str, role: str | None = None, institution: str | None = None) -> Findings:
    return report(id, "The sea is wet.", Said(name, "The sea is wet", role=role, institution=institution))


def body(id: str, name: str, kind: SpeakerKind = SpeakerKind.NAMED_ORG, **fields: str) -> Findings:
    return report(id, "The sea is wet.", Said(name, "The sea is wet", kind=kind, **fields))  # type: ignore[arg-type]


def together(*findings: Findings) -> bool:
    return len(join_entities(findings, [NEWS])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ida Holm", "harbour master", "Vole Point"), ("Ida Holm", "master of the harbour", "Vole Point")),
        (("Ida Holm", "minister", "Norway"), ("Minister Ida Holm", "Norwegian minister", None)),
        (("Ida Holm", "minister", "Norway"), ("Ida M. Holm", "trade minister", "Oslo")),
        (("Ida Holm", "spokeswoman", "Kremlin"), ("Holm", "spokeswoman", "Kremlin")),
        (("Ida Holm", "harbour master", None), ("Ida Holm", None, None)),
        (("Ida Holm", None, None), ("Ida Holm", None, None)),
    ],
)
def test_one_person(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    assert together(person("a", *one), person("b", *other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ida Holm", "harbour master", "Vole Point"), ("Ida Holm", "cellist", "Marrow Opera")),
        (("Ida Holm", "harbour master", None), ("Holm", None, None)),
        (("Holm", "minister", None), ("Holm", "minister", None)),
        (("Ida Holm", "minister", "Norway"), ("Per Holm", "minister", "Norway")),
        (("Ida Holm", "spokeswoman", "Navy"), ("Ida Holm", "spokeswoman", "Dockers' Union")),
    ],
)
def test_two_people(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    assert not together(person("a", *one), person("b", *other))


def test_a_person_without_a_role_is_joined_in_the_same_story_only() -> None:
    findings = [person("a", "Ida Holm", "harbour master"), person("z", "Ida Holm")]
    assert len(join_entities(findings, [NEWS])) == 2


def test_a_person_without_a_role_joins_neither_of_two_namesakes() -> None:
    findings = [
        person("a", "Ida Holm", "harbour master", "Vole Point"),
        person("b", "Ida Holm", "cellist", "Marrow Opera"),
        person("c", "Ida Holm"),
    ]
    assert len(join_entities(findings, [NEWS])) == 3


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("National Tide Office", "the National Tide Office", True),
        ("NTO", "National Tide Office", True),
        ("Moscow", "Russia", True),
        ("National Tide Office", "Marrow Tide Office", False),
    ],
)
def test_institutions_are_known_by_name(one: str, other: str, is_one: bool) -> None:
    assert together(body("a", one), body("b", other)) == is_one


@pytest.mark.parametrize(
    ("others", "is_one"),
    [
        ([], True),  # a state that no list knows, in two reports of one story
        ([("c", "Ida Varland", "mayor")], False),
        ([("c", "Varland", "mayor")], False),
    ],
)
def test_a_single_name_is_one_speaker_of_a_story_unless_somebody_else_has_it(
    others: list[tuple[str, str, str]], is_one: bool
) -> None:
    findings = [person("a", "Varland"), person("b", "Varland"), *(person(*other) for other in others)]
    found = join_entities(findings, [NEWS])
    assert any(entity.members == ("a.e1", "b.e1") for entity in found) == is_one
    assert len(join_entities([person("a", "Varland"), person("z", "Varland")], [NEWS])) == 2


@pytest.mark.parametrize(
    ("short", "bodies", "is_one"),
    [
        ("Corvane", ["Corvane Chemicals"], True),
        ("Corvane Chemicals", ["Corvane Chemicals"], True),
        ("Corvane", ["Corvane Chemicals", "Corvane Transport"], False),
        ("Chemicals", ["Corvane Chemicals"], False),
    ],
)
def test_a_body_is_known_by_the_first_word_of_its_name_in_its_story(
    short: str, bodies: list[str], is_one: bool
) -> None:
    findings = [person("a", short), *(body(id, name) for id, name in zip("bc", bodies, strict=False))]
    found = join_entities(findings, [NEWS])
    (entity,) = (entity for entity in found if "a.e1" in entity.members)
    assert (len(entity.members) > 1) == is_one
    assert entity.kind is (SpeakerKind.NAMED_ORG if is_one else SpeakerKind.NAMED_PERSON)


def test_apostrophes_of_either_form_are_the_same() -> None:
    assert together(body("a", "Bank Employees’ Union"), body("b", "Bank Employees' Union"))


def test_an_acronym_that_fits_two_names_joins_neither() -> None:
    findings = [body("a", "NTO"), body("b", "National Tide Office"), body("c", "Northern Trawler Owners")]
    assert len(join_entities(findings, [NEWS])) == 3


def test_an_office_is_one_at_its_institution() -> None:
    office = SpeakerKind.OFFICE_ROLE
    one = body("a", "spokesman, Navy", office, role="spokesman", institution="Navy")
    same = body("b", "Navy spokesman", office, role="spokesman", institution="the Navy")
    other = body("c", "spokesman, Army", office, role="spokesman", institution="Army")
    assert together(one, same)
    assert not together(one, other)


@pytest.mark.parametrize(
    "kind", [SpeakerKind.UNNAMED_PERSON, SpeakerKind.UNNAMED_GROUP, SpeakerKind.UNSPECIFIED, SpeakerKind.AUTHOR]
)
def test_the_unnamed_stay_in_their_article(kind: SpeakerKind) -> None:
    found = join_entities([body("a", "two officials", kind), body("b", "two officials", kind)], [NEWS])
    assert [entity.members for entity in found] == [("a.e1",), ("b.e1",)] or len(found) == 2
    assert {entity.explained for entity in found} == {"unnamed: known within its article only"}


def test_an_entity_says_what_it_is_and_why() -> None:
    (entity,) = join_entities(
        [person("a", "Holm", "minister", "Norway"), person("b", "Ida Holm", "minister", "Norway")]
    )
    assert (entity.name, entity.role, entity.institution) == ("Ida Holm", "minister", "Norway")
    assert entity.sector is Sector.UNKNOWN
    assert "same name in 2 articles" in entity.explained
    assert "norway" in entity.explained


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["Ida Holm", "I. Holm", "Holm", "Per Holm", "Per Dahl"]),
        st.sampled_from([None, "minister", "cellist"]),
        st.sampled_from([None, "Norway", "Marrow Opera"]),
    ),
    max_size=7,
)


@given(PEOPLE, st.randoms(use_true_random=False))
def test_every_speaker_is_in_one_entity_whatever_the_order(
    people: list[tuple[str, str | None, str | None]], chance: object
) -> None:
    findings = [person(f"a{n}", *entry) for n, entry in enumerate(people)]
    found = join_entities(findings)
    assert sorted(member for entity in found for member in entity.members) == [f"a{n}.e1" for n in range(len(people))]
    chance.shuffle(findings)  # type: ignore[attr-defined]
    assert join_entities(findings) == found
    assert len({entity.id for entity in found}) == len(found)
