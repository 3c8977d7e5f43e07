"""Two printings word by word: every letter shown is printed, none twice, and house style makes no difference."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.linking.differences import Edit, Printing, differences
from sayso.spans import Span

SIGNS = {Edit.KEPT: "{}", Edit.GONE: "[-{}-]", Edit.ADDED: "{{+{}+}}"}


def printing(text: str) -> Printing:
    """What stands between the quotation marks of a text, all of it if there are none."""
    pieces = tuple(Span(match.start(1), match.end(1)) for match in re.finditer("“([^”]*)”", text))
    return Printing(text, pieces or (Span(0, len(text)),))


def shown(one: str, other: str) -> str:
    fuller, form = printing(one), printing(other)
    told = []
    for stretch in differences(fuller, form):
        text = (fuller if stretch.edit is Edit.GONE else form).text
        told.append(SIGNS[stretch.edit].format(" / ".join(span.surface(text) for span in stretch.spans)))
    return " ".join(told)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("The tide was high.", "The tide was high.", "The tide was high."),
        ("We do not owe 5m crowns", "We don't owe five million crowns", "We don't owe five million crowns"),
        ("It rose, as we feared, by two feet.", "It rose ... by two feet", "It rose ... [-as we feared,-] by two feet"),
        ("We don't know it", "We do know it", "We [-don't-] {+do+} know it"),
        ("We do know it", "We don't know it", "We [-do-] {+don't+} know it"),
        ("It cost $5m, in all", "It cost €5m in all", "It cost [-$5m,-] {+€5m+} in all"),
        ("A well-known fact", "A little-known fact", "A [-well-known-] {+little-known+} fact"),
        ("It fell (by a foot) today", "It fell today", "It fell [-(by a foot)-] today"),
        ("“It is so,” she said, “and not else.”", "“It is so and else.”", "It is so and [-not-] else."),
        ("It is so and not else.", "“It is so,” she said, “and not else.”", "It is so, / and not else."),
        ("one two", "three four", "[-one two-] {+three four+}"),
        ("one two", "...", "[-one two-]"),
        ("", "one", "{+one+}"),
    ],
)
def test_each_word_is_kept_gone_or_added(one: str, other: str, said: str) -> None:
    assert shown(one, other) == said


texts = st.lists(
    st.sampled_from(
        ["the", "tide", "don't", "do", "not", "$5", "€5m", "five", "million", "well-known", "(so)", "…", "—", "x,"]
    ),
    max_size=14,
).map(" ".join)


@given(texts, texts)
def test_all_of_the_other_printing_stands_there_once(one: str, other: str) -> None:
    fuller, form = printing(one), printing(other)
    stretches = differences(fuller, form)
    own = [span for stretch in stretches if stretch.edit is not Edit.GONE for span in stretch.spans]
    gone = [span for stretch in stretches if stretch.edit is Edit.GONE for span in stretch.spans]
    for spans in (own, gone):
        assert all(before.end <= after.start for before, after in pairwise(spans))
    if form.words:
        assert "".join("".join(span.surface(other).split()) for span in own) == "".join(other.split())
