"""Counts with their nouns, and words in quotation marks."""

from __future__ import annotations

import pytest

from sayso.views import in_quotes, in_words
from sayso.views.phrases import shortened


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [(1, "origin", "1 origin"), (2, "page", "2 pages"), (0, "story", "0 stories"), (12000, "claim", "12,000 claims")],
)
def test_a_count_agrees_with_its_noun(number: int, noun: str, words: str) -> None:
    assert in_words(number, noun) == words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("so it is", "\u201cso it is\u201d"),
        (' "so it is," ', '"so it is,"'),
        ("\u201cso\u201d it is", "\u201cso\u201d it is"),
        ("\u00abso\u00bb", "\u00abso\u00bb"),
        ("it is \u201cso\u201d and ", "it is \u201cso\u201d and"),
        ("it is 'so'", "\u201cit is 'so'\u201d"),
        ("so\x1b[1m\nit is", "\u201cso[1m it is\u201d"),
    ],
)
def test_quotation_marks_are_never_doubled(text: str, shown: str) -> None:
    assert in_quotes(text) == shown


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("so it is", "so it is"),
        ("the cutter rammed the trawler", "the cutter rammed\u2026"),
        ("x" * 30, "x" * 19 + "\u2026"),
    ],
)
def test_a_long_text_is_cut_at_a_word_and_says_so(text: str, short: str) -> None:
    assert shortened(text, 20) == short
