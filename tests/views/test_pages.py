"""Reprints are one voice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.records import How, Relation, Reprint
from sayso.views import origins_by_article, page_name, page_tree, reprint_words
from tests.views.made import ARTICLES, REPRINTS, article


def carries(one: str, other: str, relation: Relation = Relation.IDENTICAL, shared: float = 1.0) -> Reprint:
    return Reprint(one, other, relation, How.VERBATIM, (), shared)


@pytest.mark.parametrize(
    ("reprints", "origins"),
    [
        ([], {"a": "a", "b": "b", "c": "c"}),
        ([carries("b", "a")], {"a": "a", "b": "a", "c": "c"}),
        ([carries("c", "b"), carries("b", "a")], {"a": "a", "b": "a", "c": "a"}),
        ([carries("b", "a", Relation.NOT_DERIVED)], {"a": "a", "b": "b", "c": "c"}),
        ([carries("a", "b"), carries("b", "a")], {"a": "a", "b": "a", "c": "c"}),
        ([carries("c", "b"), carries("a", "b"), carries("b", "a")], {"a": "a", "b": "a", "c": "a"}),
        ([carries("c", "a", shared=0.4), carries("c", "b", shared=0.6)], {"a": "a", "b": "b", "c": "b"}),
        ([carries("c", "elsewhere")], {"a": "a", "b": "b", "c": "elsewhere"}),
        ([carries("a", "a")], {"a": "a", "b": "b", "c": "c"}),
    ],
)
def test_a_text_goes_back_to_one_origin(reprints: list[Reprint], origins: dict[str, str]) -> None:
    assert origins_by_article("abc", reprints) == origins


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 8)), max_size=12))
def test_every_page_stands_once_in_the_tree_whatever_the_reprints(pairs: list[tuple[int, int]]) -> None:
    articles = [article(str(number), "text", "outlet", "2025-01-01") for number in range(7)]
    leaves = page_tree(articles, [carries(str(one), str(other)) for one, other in pairs])
    assert sorted(leaf.article.id for leaf in leaves) == [each.id for each in articles]
    assert all((leaf.depth == 0) == (leaf.reprint is None) for leaf in leaves)


def test_a_reprint_stands_below_its_origin() -> None:
    leaves = page_tree(ARTICLES, REPRINTS)
    assert [(leaf.article.id, leaf.depth) for leaf in leaves] == [("a1", 0), ("a2", 1), ("a3", 0), ("a4", 0)]
    assert reprint_words(REPRINTS[0]) == "reprint, abridged (credit line: Coastwire)"
    assert reprint_words(carries("b", "a")) == "the same text, direction not known"
    later = replace(REPRINTS[0], evidence=("published later: 2024-05-07T12:30:00+02:00, 2024-05-07",))
    assert reprint_words(later) == "reprint, abridged (published later: 7 May 2024 12:30 +02:00, 7 May 2024)"


@pytest.mark.parametrize(
    ("outlet", "origin", "name"),
    [
        ("The Lantern", "reports/a.txt", "The Lantern"),
        (None, "/home/desk/reports/a.txt", "a.txt"),
        (None, "reports/x.jsonl#4", "x.jsonl#4"),
        (None, "https://lantern.example/marit/", "marit"),
        (None, "/", "/"),
    ],
)
def test_a_page_without_an_outlet_is_called_by_its_file(outlet: str | None, origin: str, name: str) -> None:
    assert page_name(replace(ARTICLES[0], outlet=outlet, origin=origin)) == name
