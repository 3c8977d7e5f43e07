"""Found attributions against gold: figures worked out by hand, and what must hold for any two sets."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import FormatError
from sayso.scoring import Count, Part, RelationMeasure, Role, SpanMeasure, pair_up, score

TEXT = "“The dam is safe,” said Ines Corte. Engineers warned that it leaks, but the mayor denied it."
CONTENT, CONTENT_SOURCE = RelationMeasure.CONTENT, RelationMeasure.CONTENT_SOURCE


def spans_of(*pieces: str) -> list[list[int]]:
    return [[TEXT.index(piece), TEXT.index(piece) + len(piece)] for piece in pieces]


def attribution(source: str, cue: str, content: str) -> dict[str, Any]:
    roles = {"source": source, "cue": cue, "content": content}
    return {role: spans_of(piece) if piece else [] for role, piece in roles.items()}


def rows(*attributions: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": "dam", "text": TEXT, "attributions": list(attributions)}]


QUOTE = attribution("Ines Corte", "said", "“The dam is safe,”")
WARNING = attribution("Engineers", "warned", "that it leaks")
DENIAL = attribution("the mayor", "denied", "it.")


def test_the_gold_against_itself_is_all_right() -> None:
    scores = score(rows(QUOTE, WARNING), rows(QUOTE, WARNING))
    counts = [*scores.spans.values(), *(scores.relations[measure, Part.ALL] for measure in RelationMeasure)]
    assert all(count.precision == count.recall == count.f1 == 1.0 for count in counts)
    assert all(item.has == set(RelationMeasure) for item in scores.items)


def test_nothing_found_scores_nought_and_nothing_to_find_says_so() -> None:
    missed = score(rows(QUOTE), rows()).relations[CONTENT, Part.ALL]
    assert (missed.precision, missed.recall, missed.f1) == (None, 0.0, 0.0)
    empty = score(rows(), rows(QUOTE)).relations[CONTENT, Part.ALL]
    assert (empty.precision, empty.recall, empty.f1) == (0.0, None, None)


def test_parts_are_told_by_the_marks_in_the_content() -> None:
    mixed = attribution("Ines Corte", "said", "“The dam is safe,” said")
    scores = score(rows(QUOTE, mixed, WARNING), rows())
    assert [item.part for item in scores.items] == [Part.WHOLE, Part.MIXED, Part.UNQUOTED]
    assert scores.relations[CONTENT, Part.QUOTED].gold == 2


def test_marks_left_out_beside_a_found_content_count_as_its_own() -> None:
    bare = attribution("Engineers", "warned", "The dam is safe,")
    scores = score(rows(WARNING), rows(bare))
    assert scores.relations[CONTENT, Part.WHOLE] == Count(0, 1, 0, 0)
    assert scores.relations[CONTENT, Part.UNQUOTED] == Count(0, 0, 0, 1)


def test_contents_pair_when_half_of_their_tokens_are_shared() -> None:
    # "that it leaks" has 3 tokens; 2 of them shared make 2/3, 1 of them 1/3.
    assert score(rows(WARNING), rows(attribution("Engineers", "", "it leaks"))).relations[CONTENT, Part.ALL].right == 1
    assert score(rows(WARNING), rows(attribution("Engineers", "", "leaks"))).relations[CONTENT, Part.ALL].right == 0


@pytest.mark.parametrize(
    ("source", "agrees"), [("Ines Corte", True), ("Corte", True), ("Engineers", False), ("", False)]
)
def test_sources_agree_when_they_share_a_word(source: str, agrees: bool) -> None:
    found = attribution(source, "said", "“The dam is safe,”")
    scores = score(rows(QUOTE), rows(found))
    assert scores.relations[CONTENT, Part.ALL].right == 1
    assert (scores.relations[CONTENT_SOURCE, Part.ALL].right == 1) is agrees
    assert scores.attributed[Part.ALL] == Count(agrees, 1, agrees, 1)


def test_a_wrong_found_one_counts_against_its_own_part() -> None:
    scores = score(rows(QUOTE), rows(QUOTE, WARNING))
    assert scores.relations[CONTENT, Part.QUOTED].precision == 1.0
    assert scores.relations[CONTENT, Part.UNQUOTED] == Count(0, 1, 0, 0)
    assert scores.relations[CONTENT, Part.ALL].precision == 0.5


def test_words_forgive_marks_where_exact_does_not() -> None:
    bare = attribution("Ines Corte", "said", "The dam is safe")
    scores = score(rows(QUOTE), rows(bare))
    assert scores.spans[Role.CONTENT, SpanMeasure.EXACT].right == 0
    assert scores.spans[Role.CONTENT, SpanMeasure.WORDS].right == 1
    assert scores.spans[Role.CONTENT, SpanMeasure.TOKEN] == Count(4, 4, 4, 7)


def test_an_article_without_an_answer_counts_as_empty_and_is_named() -> None:
    scores = score(rows(QUOTE), [])
    assert scores.unanswered == ("dam",)
    assert scores.relations[CONTENT, Part.ALL] == Count(0, 0, 0, 1)


@pytest.mark.parametrize(
    ("gold", "found", "complaint"),
    [
        (rows(), [{"id": "levee", "attributions": []}], "articles that the gold lacks: levee"),
        (rows() + rows(), [], "two gold rows have the id 'dam'"),
        ([{"id": "dam", "attributions": []}], [], 'lacks "text"'),
        ([{"id": "dam", "text": TEXT}], [], 'lacks "id" or "attributions"'),
        (rows({"content": [[0, 9999]]}), [], "outside a text"),
        (rows({"content": [[5, 2]]}), [], "not a list of"),
    ],
)
def test_malformed_rows_are_refused(gold: list[dict[str, Any]], found: list[dict[str, Any]], complaint: str) -> None:
    with pytest.raises(FormatError, match=complaint):
        score(gold, found)


def test_pairing_gives_up_a_good_partner_so_that_both_have_one() -> None:
    assert pair_up([[0, 1], [0]]) == {1: 0, 0: 1}
    assert pair_up([[0], [0, 1], [1, 2]]) == {0: 0, 1: 1, 2: 2}


def test_pairing_long_chains_needs_no_deep_stack() -> None:
    n = 3000
    edges = [[left, left + 1] for left in range(n)] + [[0]]
    assert len(pair_up(edges)) == n + 1


@given(st.lists(st.lists(st.integers(0, 5), max_size=4), max_size=6))
def test_a_pairing_is_one_to_one_along_edges_and_as_large_as_can_be(edges: list[list[int]]) -> None:
    owner = pair_up(edges)
    assert all(right in edges[left] for right, left in owner.items())
    assert len(set(owner.values())) == len(owner)
    assert len(owner) == largest(edges, frozenset())


def largest(edges: list[list[int]], taken: frozenset[int]) -> int:
    """Size of a largest pairing, by trying everything."""
    if not edges:
        return 0
    choices = [1 + largest(edges[1:], taken | {right}) for right in edges[0] if right not in taken]
    return max([largest(edges[1:], taken), *choices])
