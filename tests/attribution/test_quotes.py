"""Quotation marks paired: every style, over paragraphs, and what only looks like one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.attribution.quotes import QuoteIndex, find_quotes
from sayso.segments import segment
from sayso.spans import Span


def quoted(text: str) -> list[str]:
    return [" / ".join(piece.surface(text) for piece in quote.pieces) for quote in find_quotes(segment(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We left,” she said.", ["“We left,”"]),
        ('"We left," she said. "It rained."', ['"We left,"', '"It rained."']),
        ("''We left,'' she said. ''It rained.''", ["''We left,''", "''It rained.''"]),
        ("``We left,'' she said.", ["``We left,''"]),
        ("„Wir gehen“, sagte sie.", ["„Wir gehen“"]),
        ("« Nous partons », dit-elle.", ["« Nous partons »"]),
        ("‘We left,’ she said.", ["‘We left,’"]),
        ("'We left,' she said.", ["'We left,'"]),
        ("She called it a “sham” and a “farce”.", ["“sham”", "“farce”"]),
        ("“He told me ‘never’ twice,” she said.", ["“He told me ‘never’ twice,”"]),
        ("\"He told me 'never',\" she said.", ["\"He told me 'never',\""]),
        ("''I would use the word 'odd,''' he said.", ["''I would use the word 'odd,'''"]),
        ("“Outer “inner” outer,” she said.", ["“Outer “inner” outer,”"]),
        ("“We left,“ she said.", ["“We left,“"]),
        ("(“We left”) she said.", ["“We left”"]),
    ],
)
def test_marks_of_every_style_are_paired(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The city’s mayor didn’t say it’s over.",
        "The city's mayor didn't say it's over.",
        "The voters’ roll and the judges’ list differ.",
        "It began in the ’90s and the '70s.",
        "Rock 'n' roll and the boys o' the town.",
        'A 12" pipe burst beside a 6\' 2" fence.',
        "O'Hara met D'Souza.",
    ],
)
def test_apostrophes_inches_and_decades_are_no_quotes(text: str) -> None:
    assert quoted(text) == []


def test_a_quote_runs_over_paragraphs_that_open_again() -> None:
    text = "“First part.\n\n“Second part.\n\n“Third part,” he said.\n\n“Another,” she said."
    assert quoted(text) == ["“First part. / “Second part. / “Third part,”", "“Another,”"]


def test_a_quote_goes_on_in_a_paragraph_that_does_not_open_again() -> None:
    assert quoted("“First part.\n\nSecond part,” he said.") == ["“First part. / Second part,”"]


def test_a_quote_left_open_ends_with_its_paragraph() -> None:
    text = "“It leaks, he said.\n\nThe dam is old."
    (quote,) = find_quotes(segment(text))
    assert not quote.closed
    assert quote.pieces[0].surface(text) == "“It leaks, he said."


def test_of_two_openings_and_one_closing_the_second_counts() -> None:
    assert quoted("“It leaks, he said, and “it will burst,” too.") == ["“it will burst,”"]


def test_an_index_tells_which_pieces_a_span_touches() -> None:
    text = "“One,” he said. “Two,” she said."
    index = QuoteIndex(find_quotes(segment(text)))
    assert list(index.overlapping(Span(0, 3))) == [0]
    assert list(index.overlapping(Span(7, 14))) == []
    assert list(index.overlapping(Span(0, len(text)))) == [0, 1]


@given(st.text(alphabet="ab ,.!?\n“”„«»\"'‘’`90", max_size=120))
def test_quotes_are_in_order_disjoint_trimmed_and_inside_the_text(text: str) -> None:
    pieces = [piece for quote in find_quotes(segment(text)) for piece in quote.pieces]
    assert all(before.end <= after.start for before, after in pairwise(pieces))
    assert all(piece.surface(text) == piece.surface(text).strip() != "" for piece in pieces)
