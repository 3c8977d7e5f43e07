"""Hostile letters come out harmless, and ordinary ones untouched."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.views import inert


@pytest.mark.parametrize(
    ("letters", "shown"),
    [
        ("Minister \u201cdenies\u201d it", "Minister \u201cdenies\u201d it"),
        ("two\n lines\tand a tab", "two lines and a tab"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]0;new window title\x07", "]0;new window title"),
        ("\x9b2J cleared", "2J cleared"),
        ("beep\x07 back\x08\x08\x08\x08space\x00", "beep backspace"),
        ("he said \u202eton did eh\u202c", "he said ton did eh"),
        ("\u2066isolated\u2069", "isolated"),
        ("line\u2028separator", "line separator"),
        ("half a pair \ud83d", "half a pair \ufffd"),
        ("[red]not markup[/red] <b>", "[red]not markup[/red] <b>"),
        ("\u05e9\u05dc\u05d5\u05dd\u200f!", "\u05e9\u05dc\u05d5\u05dd\u200f!"),
    ],
)
def test_what_a_terminal_obeys_is_taken_out(letters: str, shown: str) -> None:
    assert inert(letters) == shown


@given(st.text(st.characters()))
def test_nothing_that_steers_a_screen_is_left(text: str) -> None:
    shown = inert(text)
    assert not [letter for letter in shown if unicodedata.category(letter) in {"Cc", "Cs"}]
    assert not [letter for letter in shown if unicodedata.bidirectional(letter) in {"RLO", "LRO", "RLE", "LRE", "RLI"}]
    assert inert(shown) == shown
    shown.encode("utf-8")
