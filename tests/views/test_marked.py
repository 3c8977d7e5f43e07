"""A whole article, every letter of it once, each statement marked in the colour of what its speaker does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.records import Act, Factuality, Stance, Statement
from sayso.spans import Span
from sayso.views.evidence import Role
from sayso.views.marked import Stretch, build_marked, commitment_of
from tests.views.made import ARTICLES, HOLM, NAVY, STATEMENTS, spans

WIRE, REPRINT = ARTICLES[0], ARTICLES[1]
OF_WIRE = [each for each in STATEMENTS if each.id.startswith("a1.")]


def stretches(statements: list[Statement]) -> list[Stretch]:
    return [stretch for paragraph in build_marked(WIRE, statements) for stretch in paragraph.stretches]


def marked(statements: list[Statement], role: Role) -> list[tuple[str, Stance | None]]:
    return [(each.text, each.stance) for each in stretches(statements) if each.role is role]


def test_every_letter_is_shown_once() -> None:
    shown = "\n\n".join("".join(each.text for each in paragraph.stretches) for paragraph in build_marked(WIRE, OF_WIRE))
    assert shown == WIRE.text


def test_source_cue_and_content_are_marked_by_commitment() -> None:
    assert marked(OF_WIRE, Role.CONTENT) == [
        ("a navy cutter rammed the trawler Marit", Stance.SUPPORTS),
        ("any of its ships had touched the Marit", Stance.DENIES),
        ("a collision", Stance.NONCOMMITTAL),
    ]
    assert [text for text, _ in marked(OF_WIRE, Role.CUE)] == ["said", "denied", "could not confirm"]


def test_a_mark_begins_and_ends_with_a_printed_letter() -> None:
    loose = replace(OF_WIRE[0], content=spans(WIRE.text, " a navy cutter rammed the trawler Marit"))
    assert marked([loose], Role.CONTENT) == marked(OF_WIRE[:1], Role.CONTENT)
    assert "".join(each.text for each in stretches([loose])) == "".join(each.text for each in stretches([]))
    blank = replace(OF_WIRE[0], source=(), cue=(), content=spans(WIRE.text, " "))
    assert marked([blank], Role.CONTENT) == []
    assert [begin.id for each in stretches([blank]) for begin in each.begins] == ["a1.1"]


def test_a_statement_has_its_anchor_where_it_begins() -> None:
    began = {begin.id: each.text for each in stretches(OF_WIRE) for begin in each.begins}
    assert began == {"a1.1": "The fishermen's union", "a1.2": "The Navy of Vastland", "a1.3": "Ida Holm"}


def test_two_that_begin_with_one_letter_have_each_their_own() -> None:
    promise = replace(OF_WIRE[0], id="a1.8", act=Act.PROMISE)
    (begins,) = [each.begins for each in stretches([OF_WIRE[0], promise]) if each.begins]
    assert [(begin.id, begin.stance) for begin in begins] == [("a1.1", Stance.SUPPORTS), ("a1.8", Stance.MENTIONS)]


def test_letters_that_tell_who_says_it_and_through_whom() -> None:
    inner = replace(OF_WIRE[1], via=("a1.3",))
    told = {each.told for each in stretches([inner, OF_WIRE[2]]) if each.role is Role.CONTENT}
    assert f"{NAVY.name} denies, as told by {HOLM.name}" in told


def test_where_one_is_cited_inside_another_the_letters_are_the_inner_ones() -> None:
    whole = replace(
        OF_WIRE[0], content=spans(WIRE.text, "The Navy of Vastland denied that any of its ships had touched")
    )
    made = stretches([whole, OF_WIRE[1]])
    assert next(each for each in made if each.text == "denied").role is Role.CUE
    assert next(each for each in made if each.text == "that").told.startswith("fishermen's union")


def test_furniture_stands_in_its_place_and_marks_nothing() -> None:
    start = WIRE.text.index("PORT ELSE")
    article = replace(WIRE, furniture=(Span(start, WIRE.text.index("The fishermen")),))
    first, second, *_ = build_marked(article, OF_WIRE)
    assert (first.is_furniture, second.is_furniture) == (True, False)
    assert second.stretches[0].text == "The fishermen's union"


def test_sentences_of_the_page_it_carries_are_told_apart() -> None:
    own = replace(REPRINT, text=f"{REPRINT.text}\n\nNobody at the harbour wanted to give an opinion on that yesterday.")
    taken = {each.text: each.is_taken for paragraph in build_marked(own, [], WIRE) for each in paragraph.stretches}
    assert [text[:6] for text, is_taken in taken.items() if not is_taken and text.strip()] == ["Nobody"]


def test_control_marks_are_left_out() -> None:
    article = replace(WIRE, text="Calm \u202esea\x1b[31m.")
    assert [each.text for paragraph in build_marked(article, []) for each in paragraph.stretches] == ["Calm sea[31m."]


@pytest.mark.parametrize(
    ("act", "factuality", "stance"),
    [
        (Act.ASSERT, Factuality.CT_PLUS, Stance.SUPPORTS),
        (Act.ASSERT, Factuality.CT_MINUS, Stance.DENIES),
        (Act.ASSERT, Factuality.UU, Stance.MENTIONS),
        (Act.ASSESS_LIKELY, Factuality.PR_MINUS, Stance.DENIES),
        (Act.DENY, Factuality.CT_MINUS, Stance.DENIES),
        (Act.DOES_NOT_DENY, Factuality.UU, Stance.NONCOMMITTAL),
        (Act.SUPPOSE, Factuality.UU, Stance.CONDITIONAL),
        (Act.QUESTION, Factuality.UU, Stance.QUESTIONS),
        (Act.DEMAND, Factuality.CT_PLUS, Stance.MENTIONS),
        (Act.RETRACT, Factuality.CT_PLUS, Stance.MENTIONS),
    ],
)
def test_no_refusal_is_coloured_as_an_assertion(act: Act, factuality: Factuality, stance: Stance) -> None:
    assert commitment_of(replace(STATEMENTS[0], act=act, factuality=factuality)) is stance


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize(
    "factuality", [Factuality.CT_MINUS, Factuality.PR_MINUS, Factuality.PS_MINUS, Factuality.UU, None]
)
def test_nothing_negative_or_open_ever_supports(act: Act, factuality: Factuality | None) -> None:
    assert commitment_of(replace(STATEMENTS[0], act=act, factuality=factuality)) is not Stance.SUPPORTS
