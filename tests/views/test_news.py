"""What is new on claims, with the times of the articles that print it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sayso.records import Article
from sayso.views import build_matrix
from sayso.views.matrix import ClaimRow
from sayso.views.news import Kind, claim_events, newest_first, position_events, time_of
from tests.views.made import ARTICLES, REPRINTS, STATEMENTS, STORY


def rows(*articles: Article) -> tuple[ClaimRow, ...]:
    return build_matrix(STORY.claims, articles=articles, statements=STATEMENTS, reprints=REPRINTS, limit=None).rows


@pytest.mark.parametrize(
    ("published_at", "time"),
    [
        ("2025-03-04", datetime(2025, 3, 4, tzinfo=UTC)),
        ("2025-03-04T10:12:13", datetime(2025, 3, 4, 10, 12, 13, tzinfo=UTC)),
        ("2025-03-04T10:12:13+02:00", datetime(2025, 3, 4, 8, 12, 13, tzinfo=UTC)),
        ("2025-03-04T99:99", datetime(2025, 3, 4, tzinfo=UTC)),
        ("soon", None),
        (None, None),
    ],
)
def test_a_time_is_what_the_article_says(published_at: str | None, time: datetime | None) -> None:
    assert time_of(replace(ARTICLES[0], published_at=published_at, dateline=None)) == time


def test_a_claim_is_as_old_as_its_first_article_and_as_new_as_its_last() -> None:
    for row in rows(*ARTICLES):
        made = claim_events(row)[0]
        inside = {position.article for position in row.claim.positions}
        times = [time for article in ARTICLES if article.id in inside and (time := time_of(article))]
        assert (made.kind, made.since, made.at) == (Kind.CLAIM, min(times), max(times))


def test_a_change_is_told_in_both_lists_and_once() -> None:
    (row,) = [row for row in rows(*ARTICLES) if any(map(row.changed, row.cells))]
    for events in (claim_events(row), position_events(row)):
        (change,) = [event for event in events if event.kind is Kind.CHANGE]
        assert " changed position: " in change.headline
    assert len([event for event in position_events(row) if event.kind is Kind.POSITION]) == len(row.lines)


def test_what_has_no_day_is_no_news() -> None:
    undated = [replace(article, published_at=None, dateline=None) for article in ARTICLES]
    assert [event for row in rows(*undated) for event in (*claim_events(row), *position_events(row))] == []


def test_the_newest_comes_first() -> None:
    events = [event for row in rows(*ARTICLES) for event in (*claim_events(row), *position_events(row))]
    ordered = newest_first(reversed(events))
    assert [event.at for event in ordered] == sorted((event.at for event in events), reverse=True)
    assert ordered == newest_first(events)
