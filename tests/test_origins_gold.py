"""The planted stories of origins: their true numbers follow from their graphs, and their texts from their plans."""

from __future__ import annotations

import pytest
from benchmarks.quality.origins import PLANS, independent_origins, planted_stories

STORIES = list(planted_stories())
TRUE_NUMBERS = {"two_independent": 2, "four_independent": 4, "two_agencies": 2, "two_officials": 2, "mixed": 2}


@pytest.mark.parametrize(
    ("rests_on", "number"),
    [
        ({"a": ()}, 1),
        ({"a": ("minister",), "b": ("minister",)}, 1),
        ({"a": ("minister",), "b": ("a",), "c": ("b",)}, 1),
        ({"a": ("b",), "b": ("a",)}, 1),
        ({"a": ("b",), "b": ("a",), "c": ("a",)}, 1),
        ({"a": ("b",), "b": ("a",), "c": ("d",), "d": ("c",)}, 2),
        ({"a": ("b",), "b": ("a", "witness")}, 1),
        ({"a": ("minister",), "b": ("witness",), "c": ("a", "b")}, 2),
    ],
)
def test_origins_are_what_reports_rest_on_in_the_end(rests_on: dict[str, tuple[str, ...]], number: int) -> None:
    assert independent_origins(rests_on) == number


def test_every_plan_is_planted_with_its_true_number() -> None:
    assert {story.plan for story in STORIES} == set(PLANS)
    for story in STORIES:
        assert story.origins == TRUE_NUMBERS.get(story.plan, 1), story.id


def test_reports_tell_the_claim_once_and_carry_no_braces() -> None:
    for story in STORIES:
        assert len({report.id for report in story.reports}) == len({report.outlet for report in story.reports})
        for report in story.reports:
            assert report.text.count(report.told) == 1, report.id
            assert "{" not in report.text + report.title, report.id


def test_copies_are_copies_and_own_reports_are_not() -> None:
    for story in STORIES:
        by_id = {report.id: report for report in story.reports}
        for report in story.reports:
            if ":verbatim" in report.id:
                assert report.text == by_id[report.rests_on[0]].text
        own = [report for report in story.reports if ":" not in report.id]
        sentences = [set(report.text.split(". ")[2:]) for report in own]
        assert all(one.isdisjoint(other) for at, one in enumerate(sentences) for other in sentences[:at])


def test_stories_are_the_same_on_every_run() -> None:
    assert list(planted_stories()) == STORIES
