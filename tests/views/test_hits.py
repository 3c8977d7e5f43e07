"""The words around what was searched for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Hit
from sayso.spans import Span
from sayso.views import Role, hit_pieces
from tests.views.made import article


def shown(text: str, *spans: tuple[int, int]) -> str:
    hit = Hit(article("x", text, "Outlet", "2025-01-01"), None, tuple(Span(*span) for span in spans))
    return "".join(f"[{piece.text}]" if piece.role is Role.CONTENT else piece.text for piece in hit_pieces(hit))


def test_words_found_are_marked() -> None:
    assert shown("The cutter rammed the trawler.", (4, 10), (22, 29)) == "The [cutter] rammed the [trawler]."


def test_what_is_cut_is_said_and_no_word_is_halved() -> None:
    text = "abcdefghi " * 30 + "storm " + "abcdefghi " * 30
    start = text.index("storm")
    around = shown(text, (start, start + 5))
    assert around.startswith("[\u2026] abcdefghi ")
    assert around.endswith(" abcdefghi [\u2026]")
    assert "[storm]" in around


def test_a_word_found_in_the_title_only_shows_the_opening() -> None:
    assert shown("The sea was calm.") == "The sea was calm."


@given(st.text(max_size=400), st.integers(0, 400), st.integers(1, 20))
def test_the_word_found_is_shown_in_any_text(text: str, start: int, length: int) -> None:
    if start < len(text):
        span = (start, min(start + length, len(text)))
        hit = Hit(article("x", text, "Outlet", "2025-01-01"), None, (Span(*span),))
        marked = [piece.text for piece in hit_pieces(hit) if piece.role is Role.CONTENT]
        assert len(marked) == 1
        assert len(shown(text, span)) < 260
