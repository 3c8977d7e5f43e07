"""Stories: the same for any order of arrival, and for a ledger that grows piece by piece."""

from __future__ import annotations

import logging
import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.linking import stories
from sayso.linking.stories import group_stories, likenesses, publication_day, story_features
from sayso.records import Article, Dateline, How, Relation, Reprint
from sayso.spans import Span

FERRY = (
    "The ferry Halcyon lost thirty crates off Vole Point on Monday, harbour master Ida Holm said.",
    "Thirty crates went overboard from the ferry Halcyon near Vole Point, its owner said.",
    "Divers searched Vole Point for crates that the ferry Halcyon lost.",
)
STRIKE = (
    "Teachers in Marrow walked out over pay, closing forty schools.",
    "Forty schools in Marrow stayed closed as teachers walked out over pay.",
)
TRIAL = "A shipping magnate from Upper Sallow faces fraud charges in Marrow over insurance paid for the ferry Halcyon."
BAKER = "A baker in Upper Sallow has made the longest loaf of the county."


def article(id: str, text: str, on: str | None = "2024-05-06", **fields: object) -> Article:
    return Article(id, f"{id}.txt", "0" * 64, text, published_at=on, **fields)  # type: ignore[arg-type]


def news() -> list[Article]:
    texts = [*FERRY, *STRIKE, BAKER]
    return [article(f"a{number}", text, f"2024-05-0{number}") for number, text in enumerate(texts, start=1)]


def test_reports_of_one_happening_are_one_story() -> None:
    assert [story.articles for story in group_stories(news())] == [("a1", "a2", "a3"), ("a4", "a5"), ("a6",)]


@given(st.permutations(news()))
def test_the_order_of_arrival_never_matters(shuffled: list[Article]) -> None:
    assert group_stories(shuffled) == group_stories(news())


def test_a_story_keeps_its_id_and_title_when_a_later_article_joins() -> None:
    before, after = group_stories(news()[:2])[0], group_stories(news()[:3])[0]
    assert (before.id, before.title) == (after.id, after.title)
    assert len(after.articles) == 3


def test_the_title_is_the_earliest_articles_own_or_the_opening_of_its_text() -> None:
    titled = [article("x1", FERRY[0], title="Crates lost"), article("x2", FERRY[1])]
    assert group_stories(titled)[0].title == "Crates lost"
    long = article("x1", "word " * 60)
    assert group_stories([long])[0].title.endswith("word …")


def test_the_more_time_lies_between_the_more_alike_two_reports_must_be() -> None:
    near = [article("a1", FERRY[0], "2024-05-06"), article("a2", TRIAL, "2024-05-07")]
    far = [near[0], article("a2", TRIAL, "2025-05-07")]
    same = [near[0], article("a2", FERRY[0], "2025-05-07")]
    assert [len(group_stories(pair)) for pair in (near, far, same)] == [1, 2, 1]


def test_articles_without_a_date_are_held_to_more() -> None:
    one, same_day, undated = (
        story_features(article(id, text, day))
        for id, text, day in (("a1", FERRY[0], "2024-05-06"), ("a2", TRIAL, "2024-05-06"), ("a3", TRIAL, None))
    )
    found = {other.place.article: other.likeness for other in likenesses(one, [same_day, undated])}
    assert 0 < found["a3"] < found["a2"]
    assert len(group_stories([article("a1", STRIKE[0], None), article("a2", STRIKE[1], None)])) == 1


def test_a_reprint_is_in_the_story_of_what_it_reprints() -> None:
    one, other = article("a1", FERRY[0], "2020-01-01"), article("a2", BAKER, "2024-05-01")
    whole = Reprint("a2", "a1", Relation.WHOLLY_DERIVED, How.REWRITTEN, (), 0.1)
    part = Reprint("a2", "a1", Relation.PARTIALLY_DERIVED, How.VERBATIM, (), 0.2)
    assert len(group_stories([one, other], [whole])) == 1
    assert len(group_stories([one, other], [part])) == 2


@pytest.mark.parametrize("text", ["", "\n", "Yes.", "…", "the of and"])
def test_articles_that_say_nothing_stay_alone(text: str) -> None:
    assert len(group_stories([article("a1", text), article("a2", text), article("a3", FERRY[0])])) >= 2


def test_nothing_gives_nothing() -> None:
    assert group_stories([]) == ()


def test_the_day_is_the_publications_else_the_datelines() -> None:
    dateline = Dateline("VOLE POINT", date(2024, 5, 6), Span(0, 10))
    assert publication_day(article("a", "x", "2024-05-07T23:10:00+02:00", dateline=dateline)) == date(2024, 5, 7)
    assert publication_day(article("a", "x", None, dateline=dateline)) == date(2024, 5, 6)
    assert publication_day(article("a", "x", "last week")) is None


def test_furniture_makes_no_two_articles_alike() -> None:
    chrome = "Subscribe to the Vole Gazette newsletter for crosswords, obituaries and tide tables"
    framed = [
        article(f"a{n}", f"{chrome}\n{text}", furniture=(Span(0, len(chrome)),))
        for n, text in enumerate((FERRY[0], BAKER))
    ]
    assert len(group_stories(framed)) == 2


WORDS = [
    "ferry",
    "crate",
    "Halcyon",
    "Vole",
    "teacher",
    "Marrow",
    "loaf",
    "baker",
    "storm",
    "harbour",
    "dredger",
    "pay",
]


@st.composite
def articles(draw: st.DrawFn) -> list[Article]:
    texts = draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), min_size=1, max_size=9))
    days = draw(st.lists(st.one_of(st.none(), st.integers(0, 40)), min_size=len(texts), max_size=len(texts)))
    return [
        article(f"a{n}", " ".join(words), None if day is None else (date(2024, 1, 1) + timedelta(day)).isoformat())
        for n, (words, day) in enumerate(zip(texts, days, strict=True))
    ]


@settings(max_examples=60)
@given(articles(), st.randoms(use_true_random=False))
def test_any_articles_make_the_same_stories_in_any_order(read: list[Article], chance: random.Random) -> None:
    shuffled = list(read)
    chance.shuffle(shuffled)
    assert group_stories(shuffled) == group_stories(read)


@settings(max_examples=40)
@given(articles())
def test_every_article_is_in_exactly_one_story(read: list[Article]) -> None:
    assert sorted(id for story in group_stories(read) for id in story.articles) == sorted(a.id for a in read)


def test_a_thousand_near_identical_pages_are_one_story(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(5)
    pages = [
        article(f"w{n:04}", f"Weather for Vole Point: sun, wind from the west, {chance.randrange(30)} degrees.")
        for n in range(600)
    ]
    assert len(group_stories(pages)) == 1
    monkeypatch.setattr(stories, "MOST_SHARERS", 100)
    with caplog.at_level(logging.INFO):
        assert len(group_stories(pages)) == 1
    assert "only the latest were compared" in caplog.text
