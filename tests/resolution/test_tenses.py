"""Whether a day lies behind or ahead, by the verbs of its clause."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.dates import Tense
from sayso.resolution.tenses import tense_around
from sayso.resolution.timing import happened_on
from sayso.spans import Span

TUESDAY = date(2024, 10, 22)


def around(marked: str) -> tuple[str, Span, Span]:
    """The text without its brackets, the whole of it, and what stood in them."""
    text = marked.replace("[", "").replace("]", "")
    return text, Span(0, len(text)), Span(marked.index("["), marked.index("]") - 1)


@pytest.mark.parametrize(
    "marked",
    [
        "The ferry sank off Thorn Point on [Monday].",
        "On [Monday], the ferry sank and its owners will pay.",
        "The harbour has been closed since a crane fell [Monday].",
        "Figures released [Monday] by the port show a loss.",
        "After meeting the crew on [Monday], the mayor will write a report.",
        'The crew was given a medal for "great courage" on [Monday].',
        "On [Monday], the owners (a firm that will close soon) paid the crew.",
        "The captain said [Monday] he will resign.",
        "Its captain, who was freed on [Monday], will speak.",
        "The captain refused to speak on [Monday].",
    ],
)
def test_a_past_clause(marked: str) -> None:
    assert tense_around(*around(marked)) is Tense.PAST


@pytest.mark.parametrize(
    "marked",
    [
        "The ferry will sail on [Friday].",
        "The ferry won't sail on [Friday].",
        "The owners said the ferry is going to sail on [Friday].",
        "The owners plan to reopen the line on [Friday].",
        "The hearing has been scheduled for [Friday].",
        "The hearing is on [Friday].",
        "The hearing opens [Friday] in Thornbury.",
        "The captain said that on [Friday] he will resign.",
        "Starting on [Friday], the ferry will sail twice.",
        "The ferry will dock when it arrives on [Friday].",
        "The captain may not speak before [Friday].",
    ],
)
def test_a_future_clause(marked: str) -> None:
    assert tense_around(*around(marked)) is Tense.FUTURE


@pytest.mark.parametrize(
    "marked",
    [
        "The captain agreed to speak on [Friday].",
        "The captain could speak on [Friday].",
        "The hearing was scheduled for [Friday].",
        "The captain will be tried after the hearing on [Friday].",
        "The captain will be charged with sinking the ferry on [Friday].",
        "The captain said the hearing on [Friday] will be short.",
        "The owners will appeal [Friday]'s ruling.",
        "They prepared for [Friday]'s hearing.",
        "They had until [Friday].",
        "The captain's win on [Friday] will please the crew.",
        "Thornbury Ferry Hearing [Friday]",
    ],
)
def test_a_clause_that_does_not_tell(marked: str) -> None:
    assert tense_around(*around(marked)) is None


@pytest.mark.parametrize(
    ("marked", "start", "end"),
    [
        ("The ferry sank on [Friday].", "2024-10-18", "2024-10-18"),
        ("The ferry will sail on [Friday].", "2024-10-25", "2024-10-25"),
        # The anchor's own weekday is the anchor's day, whatever the tense.
        ("The captain could speak on [Tuesday].", "2024-10-22", "2024-10-22"),
        # A day without its year is not a year away, so only one is left.
        ("A hearing in the [Nov. 4] case", "2024-11-04", "2024-11-04"),
        # The running year has a part behind and a part ahead.
        ("Losses at the port [this year]", "2024-01-01", "2024-12-31"),
    ],
)
def test_the_days_of_what_is_told(marked: str, start: str, end: str) -> None:
    found = happened_on(*around(marked), TUESDAY)
    assert found is not None
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)


@pytest.mark.parametrize("marked", ["The captain could speak on [Friday].", "The crew returned [the next Friday]."])
def test_which_of_two_days_is_not_guessed(marked: str) -> None:
    assert happened_on(*around(marked), TUESDAY) is None
