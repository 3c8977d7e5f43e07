"""Content words and their stems."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.linking.terms import is_verb_form, rarity, stem, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sends", "sent"),
        ("sending", "send"),
        ("dispatched", "dispatching"),
        ("deployment", "deployed"),
        ("confirmed", "confirmation"),
        ("denial", "denied"),
        ("denies", "deny"),
        ("allegations", "allegation"),
        ("moving", "move"),
        ("stopped", "stops"),
        ("shot", "shooting"),
        ("stolen", "steal"),
        ("quickly", "quick"),
        ("Pirate's", "pirates"),
        ("U.N.", "UN"),
    ],
)
def test_forms_of_one_word_have_one_stem(one: str, other: str) -> None:
    first, second = (next(terms(f"the {word}")).stem for word in (one, other))
    assert first == second


@pytest.mark.parametrize(
    ("one", "other"), [("nation", "national park"), ("kill", "kiln"), ("ban", "bank"), ("5", "50")]
)
def test_unlike_words_keep_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_names_are_told_from_openings() -> None:
    found = {term.stem: term.is_name for term in terms("Dredgers met Ida Holm. Boats from NATO left Port Else.")}
    assert found["ida"]
    assert found["nato"]
    assert found["port"]
    assert not found["dredger"]
    assert not found["boat"]


def test_function_words_are_left_out() -> None:
    assert [term.stem for term in terms("It was not that they would have been about to")] == []


def test_a_rare_word_tells_more_than_a_frequent_one() -> None:
    assert rarity(stem("harpsichord")) > rarity(stem("police")) > 0


@pytest.mark.parametrize(
    ("word", "is_verb"), [("dispatched", True), ("sent", True), ("morning", False), ("harbour", False)]
)
def test_verbs_are_known_by_their_form(word: str, is_verb: bool) -> None:
    assert is_verb_form(word) == is_verb


@given(st.text(max_size=300))
def test_terms_lie_in_the_text_in_order(text: str) -> None:
    at = 0
    for term in terms(text):
        assert at <= term.start < term.end <= len(text)
        at = term.end
