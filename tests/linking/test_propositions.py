"""Propositions: what a content is about, and how its words put it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.linking.propositions import Manner, Proposition, propositions_of
from sayso.records import Act, Form
from tests.linking.made import Said, report


def read(text: str, act: Act = Act.ASSERT, content: str = "", **fields: object) -> tuple[Proposition, ...]:
    said = Said("Ida Holm", content or text, act, **fields)  # type: ignore[arg-type]
    findings = report("a", text, said)
    return propositions_of(findings.article, findings.statements[0])


def printed(text: str, proposition: Proposition) -> list[str]:
    return [span.surface(text) for span in proposition.spans]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“The ferry lost thirty crates,”", "The ferry lost thirty crates"),
        ("reports that the ferry had lost thirty crates", "the ferry had lost thirty crates"),
        ("the union's claims that the ferry lost crates", "the ferry lost crates"),
        ("that the ferry lost crates.", "the ferry lost crates"),
        ("we have seen reports the ferry lost crates", "the ferry lost crates"),
        ("The ferry left the U.K.", "The ferry left the U.K."),
    ],
)
def test_quotation_marks_and_words_of_reference_are_left_out(text: str, words: str) -> None:
    (proposition,) = read(text)
    assert printed(text, proposition) == [words]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pyongyang dispatched soldiers", "North Korea has sent troops"),
        ("the DPRK's deployment of forces", "North Korean troops were sent"),
        ("the tanker rammed a trawler", "a collision of two vessels"),
    ],
)
def test_other_words_for_the_same_have_the_same_concepts(one: str, other: str) -> None:
    assert set(read(one)[0].concepts) <= set(read(other)[0].concepts) | {"two"}
    assert set(read(other)[0].concepts) <= set(read(one)[0].concepts) | {"two"}


@pytest.mark.parametrize(
    ("text", "is_negated"),
    [
        ("the ferry lost crates", False),
        ("the ferry did not lose crates", True),
        ("the ferry didn’t lose any crates", True),
        ("the ferry never lost crates", True),
        ("no crates were lost", True),
        ("the story of lost crates is false", True),
        ("men with false papers lost crates", False),
        ("not only crates were lost", False),
        ("there is no doubt that crates were lost", False),
        ("it is not true that no crates were lost", False),
    ],
)
def test_negation_is_kept_beside_the_concepts(text: str, is_negated: bool) -> None:
    assert read(text)[0].is_negated == is_negated


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("the ferry lost crates", Manner.PLAIN),
        ("we have seen reports that the ferry lost crates", Manner.REPORTED),
        ("the owner had denied losing crates", Manner.REPORTED),
        ("there is no evidence that the ferry lost crates", Manner.UNSURE),
        ("it was unclear whether crates were lost", Manner.UNSURE),
        ("the owner did not have any evidence of lost crates", Manner.UNSURE),
        ("police have not released more information about the crates", Manner.PLAIN),
        ("a man accused of theft opened the alleged crates", Manner.PLAIN),
        ("he was not aware of crates lost by the ferry", Manner.UNSURE),
        ("if the ferry lost crates, somebody must pay", Manner.SUPPOSED),
        ("“Did the ferry lose crates?”", Manner.ASKED),
    ],
)
def test_what_is_not_put_as_a_fact_is_not_taken_for_one(text: str, manner: Manner) -> None:
    assert read(text)[0].main.manner is manner


@pytest.mark.parametrize(
    ("text", "is_prospective"),
    [
        ("the county will send divers", True),
        ("the county plans to send divers", True),
        ("the county has sent divers and will send more", False),
        ("the county sent divers", False),
    ],
)
def test_a_plan_is_told_from_a_deed(text: str, is_prospective: bool) -> None:
    assert read(text)[0].is_prospective == is_prospective


def test_each_sentence_is_a_proposition_and_one_in_two_pieces_is_one() -> None:
    text = '"Crates were lost," he said, "and found again. Nobody was hurt," he went on. "We are glad."'
    content = '"Crates were lost," / "and found again. Nobody was hurt," / "We are glad."'
    found = read(text, content=content, form=Form.DIRECT)
    assert [printed(text, proposition) for proposition in found] == [
        ["Crates were lost", "and found again"],
        ["Nobody was hurt"],
        ["We are glad"],
    ]
    assert found[0].n_siblings == 3


def test_an_answer_is_about_what_it_refers_to() -> None:
    text = "The owner rejected the report that crates were lost."
    (found,) = read(text, Act.DENY, "the report that crates were lost", refers_to="crates were lost")
    assert printed(text, found) == ["crates were lost"]
    assert not found.looks_back


@pytest.mark.parametrize(
    "content", ["that version of the loss", "it a tale for children", "that the report was invented"]
)
def test_a_verdict_on_what_was_said_looks_back(content: str) -> None:
    text = f"Crates were lost, the union said. The owner called {content}."
    (found,) = read(text, Act.DISPUTE, content, refers_to="Crates were lost")
    assert found.looks_back


def test_a_rumour_that_the_report_itself_tells_is_what_is_denied() -> None:
    text = "A rumour that a porter had drowned spread overnight. The harbour said the rumour was false."
    (found,) = read(text, Act.DISPUTE, "the rumour was false")
    assert printed(text, found) == ["a porter had drowned"]


def test_what_would_be_if_true_is_what_is_supposed() -> None:
    text = "The loss of the crates would, if confirmed, be a scandal."
    (found,) = read(text, Act.SUPPOSE, "The loss of the crates would, if confirmed, be a scandal")
    assert printed(text, found) == ["The loss of the crates"]


def test_what_only_points_is_left_to_the_story() -> None:
    text = "Crates were lost, the union said. The owner rejected the claims."
    (found,) = read(text, Act.DENY, "the claims", refers_to="Crates were lost")
    assert printed(text, found) == ["the claims"]
    assert found.points_back


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("further details", Act.DECLINES_TO_CONFIRM),
        ("what the crew knew", Act.CANNOT_CONFIRM),
        ("we must counter this", Act.SUPPOSE),
    ],
)
def test_a_refusal_of_details_answers_nothing(text: str, act: Act) -> None:
    assert read(text, act)[0].is_withheld


def test_of_a_supposition_only_the_condition_counts() -> None:
    text = "If crates were lost, somebody must pay for the fish."
    (found,) = read(text, Act.SUPPOSE)
    assert printed(text, found) == ["If crates were lost"]


@given(st.text(max_size=200), st.sampled_from(Act))
def test_any_content_can_be_read(text: str, act: Act) -> None:
    findings = (
        report("a", f"x{text}", Said("Ida Holm", f"x{text}".replace(" / ", "/"), act)) if " / " not in text else None
    )
    if findings:
        for proposition in propositions_of(findings.article, findings.statements[0]):
            assert all(0 <= span.start < span.end <= len(text) + 1 for span in proposition.spans)


def test_two_million_letters_are_read_in_linear_time() -> None:
    for text in ("claims " * 300_000, "x" * 2_000_000, "if " * 600_000, "no " * 600_000):
        assert len(read(text)) <= 12
