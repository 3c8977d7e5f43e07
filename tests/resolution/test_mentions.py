"""What a learned tagger's typed mentions change in who is seen as a person."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.records import MentionKind, TypedMention
from sayso.resolution.mentions import find_mentions
from sayso.segments import segment
from sayso.spans import Span


def typed(text: str, letters: str, kind: MentionKind, confidence: float = 0.95) -> TypedMention:
    start = text.index(letters)
    return TypedMention(Span(start, start + len(letters)), kind, confidence)


def people(text: str, *mentions: TypedMention) -> dict[str, bool]:
    found = find_mentions(segment(text), sorted(mentions, key=lambda one: one.span))
    return {one.printed: one.name is not None for one in found}


def test_a_firm_that_looks_like_a_person_is_none_when_the_tagger_sees_it() -> None:
    text = "The engines were built by Corvane Aldous, the minister said."
    assert people(text)["Corvane Aldous"]
    assert not people(text, typed(text, "Corvane Aldous", MentionKind.ORGANISATION))["Corvane Aldous"]


def test_a_tagger_that_is_not_sure_changes_nothing() -> None:
    text = "The engines were built by Corvane Aldous, the minister said."
    assert people(text, typed(text, "Corvane Aldous", MentionKind.ORGANISATION, 0.5))["Corvane Aldous"]


def test_a_title_says_more_than_the_tagger() -> None:
    text = "Mr. Aldous and Ambassador Anna Wood said so."
    wrong = [typed(text, "Aldous", MentionKind.ORGANISATION), typed(text, "Anna Wood", MentionKind.PLACE)]
    assert people(text, *wrong) == {"Aldous": True, "Anna Wood": True}


def test_an_unsure_kind_gives_way_to_what_the_same_name_is_elsewhere() -> None:
    text = "Robert Wood spoke. Later Wood left the hall."
    first = typed(text, "Robert Wood", MentionKind.PERSON)
    later = text.rindex("Wood")
    unsure = TypedMention(Span(later, later + 4), MentionKind.ORGANISATION, 0.67)
    assert people(text, first, unsure) == {"Robert Wood": True, "Wood": True}


@given(st.text("Ab's ’.\n", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=6))
def test_any_typed_mentions_can_be_read(text: str, places: list[tuple[int, int]]) -> None:
    spans = sorted({Span(start, min(len(text), start + length)) for start, length in places if start < len(text)})
    apart = [one for at, one in enumerate(spans) if not any(one.overlaps(other) for other in spans[:at])]
    find_mentions(segment(text), [TypedMention(one, MentionKind.PERSON, 0.7) for one in apart])
