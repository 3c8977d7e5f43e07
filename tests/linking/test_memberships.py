"""Memberships: an article of a story shows what it shares with an earlier one, in its own letters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.linking.memberships import explain_memberships
from sayso.records import Article, How, Relation, Reprint
from sayso.spans import Span

FERRY = "The ferry Halcyon lost thirty crates off Vole Point on Monday, harbour master Ida Holm said."
DIVERS = "Divers searched Vole Point on Wednesday for crates that the ferry Halcyon lost."
BAKER = "A baker in Upper Sallow has made the longest loaf of the county."


def article(id: str, text: str, on: str | None = "2024-05-06", **fields: object) -> Article:
    return Article(id, f"{id}.txt", "0" * 64, text, published_at=on, **fields)  # type: ignore[arg-type]


def test_an_article_shares_names_and_words_with_an_earlier_one() -> None:
    one, two = article("a", FERRY), article("b", DIVERS, "2024-05-08")
    (found,) = explain_memberships([one, two])
    words = [span.surface(DIVERS) for span in found.shared]
    assert {"Vole", "Halcyon", "ferry", "crates"} <= set(words)
    assert "Divers" not in words
    assert (found.article, found.like, found.is_copy, found.days_apart) == ("b", "a", False, 2)
    assert 0 < found.likeness < 1


def test_it_is_held_against_the_article_it_is_most_alike() -> None:
    found = explain_memberships([article("a", BAKER), article("b", FERRY), article("c", DIVERS)])
    assert [(one.article, one.like) for one in found] == [("b", "a"), ("c", "b")]


def test_a_copy_says_whose_text_it_carries() -> None:
    whole = Reprint("b", "a", Relation.IDENTICAL, How.VERBATIM, (), 1.0)
    (found,) = explain_memberships([article("a", FERRY), article("b", FERRY, None)], [whole])
    assert (found.like, found.is_copy, found.shared, found.days_apart) == ("a", True, (), None)


def test_what_a_person_put_there_may_share_nothing() -> None:
    (found,) = explain_memberships([article("a", FERRY), article("b", BAKER)])
    assert (found.shared, found.likeness) == ((), 0.0)


def test_furniture_explains_nothing() -> None:
    chrome = "Halcyon Gazette newsletter"
    framed = article("b", f"{chrome}\n{BAKER}", furniture=(Span(0, len(chrome)),))
    (found,) = explain_memberships([article("a", FERRY), framed])
    assert found.shared == ()


@given(st.lists(st.text(max_size=80), max_size=5))
def test_any_texts_are_explained_by_their_own_letters(texts: list[str]) -> None:
    articles = [article(f"a{at}", text) for at, text in enumerate(texts)]
    found = explain_memberships(articles)
    assert [one.article for one in found] == [each.id for each in articles[1:]]
    for one, own in zip(found, articles[1:], strict=True):
        assert all(0 <= span.start < span.end <= len(own.text) for span in one.shared)
