"""Figures: amounts with their bounds, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.linking.figures import find_figures
from sayso.records import Bound
from sayso.spans import Span

EXACT, LEAST, MOST, ABOUT, RANGE = Bound.EXACT, Bound.AT_LEAST, Bound.AT_MOST, Bound.ABOUT, Bound.RANGE


@pytest.mark.parametrize(
    ("text", "surface", "low", "high", "bound", "unit", "thing"),
    [
        ("more than 4,000 crates of fish", "more than 4,000 crates", 4000, None, LEAST, None, "crates of fish"),
        ("some 12,000 dockers were on strike", "some 12,000 dockers", 12000, 12000, ABOUT, None, "dockers"),
        ("1,500 night shift workers", "1,500 night shift workers", 1500, 1500, EXACT, None, "night shift workers"),
        ("thousands of herrings", "thousands", 2000, None, LEAST, None, "herrings"),
        ("up to 40 percent of voters", "up to 40 percent", None, 40, MOST, "%", "voters"),
        ("$2.5 billion in aid", "$2.5 billion", 2.5e9, 2.5e9, EXACT, "USD", None),
        ("between 10 and 15 people were hurt", "between 10 and 15 people", 10, 15, RANGE, None, "people"),
        ("60-70 boats", "60-70 boats", 60, 70, RANGE, None, "boats"),
        ("2 to 3 million barrels a day", "2 to 3 million barrels", 2e6, 3e6, RANGE, "bbl", None),
        ("at least twenty-five people", "at least twenty-five people", 25, None, LEAST, None, "people"),
        ("a dozen ships", "a dozen ships", 12, 12, EXACT, None, "ships"),
        ("no fewer than three boats", "no fewer than three boats", 3, None, LEAST, None, "boats"),
        ("40 or more dead", "40 or more dead", 40, None, LEAST, None, "dead"),
        ("Nearly 60% of homes", "Nearly 60%", 60, 60, ABOUT, "%", "homes"),
        ("30 km from the border", "30 km", 30, 30, EXACT, "km", None),
        ("fewer than 5,000 names", "fewer than 5,000 names", None, 5000, MOST, None, "names"),
        ("a hundred people", "a hundred people", 100, 100, EXACT, None, "people"),
        ("€3m", "€3m", 3e6, 3e6, EXACT, "EUR", None),
        ("one person", "one person", 1, 1, EXACT, None, "person"),
        ("On Tuesday 40 people drowned", "40 people drowned", 40, 40, EXACT, None, "people drowned"),
    ],
)  # fmt: skip
def test_an_amount_is_read_with_its_bound_and_unit(
    text: str, surface: str, low: float | None, high: float | None, bound: Bound, unit: str | None, thing: str | None
) -> None:
    (figure,) = find_figures(text, (Span(0, len(text)),))
    assert figure.surface == surface == figure.span.surface(text)
    assert (figure.low, figure.high, figure.bound, figure.unit, figure.counted_thing) == (low, high, bound, unit, thing)


@pytest.mark.parametrize(
    "text",
    [
        "a 20-year-old man, aged 34",
        "Tom Quill, 45, said",
        "Oct. 22, 2024 at 9:30 a.m.",
        "on 22 October",
        "the winter of 2023",
        "in the 1990s",
        "an F-16",
        "under Article 5, and No. 7",
        "one of its ships",
        "the 3rd time",
        "covid-19",
    ],
)
def test_ages_dates_times_and_names_are_no_figures(text: str) -> None:
    assert find_figures(text, (Span(0, len(text)),)) == ()


def test_only_the_content_is_searched() -> None:
    text = "He counted 40 gulls and 50 crows."
    assert [figure.surface for figure in find_figures(text, (Span(0, 19),))] == ["40 gulls"]


@given(st.text(alphabet="0123456789,.-–%$€ abmortyn\n", max_size=120))
def test_figures_lie_in_the_content_in_order(text: str) -> None:
    at = 0
    for figure in find_figures(text, (Span(0, len(text)),)):
        assert at <= figure.span.start < figure.span.end <= len(text)
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        at = figure.span.end


def test_a_long_row_of_digits_takes_no_long_time() -> None:
    for text in ("1" * 2_000_000, "1,111" * 400_000, "twenty-" * 300_000):
        find_figures(text, (Span(0, len(text)),))
