"""What a page has of the page above it: counted by sentences, and for later versions shown word by word."""

from __future__ import annotations

import pytest

from sayso.linking.reprints import reprints_among
from sayso.records import Article
from sayso.views import Carrying, Edit, build_carryings, carried_words, page_tree
from tests.views.made import article

SENTENCES = (
    "The cable car above Tarn stopped on Sunday with thirty skiers in it, the operator said.",
    "Rescuers lowered most of them on ropes before dark, and nobody was badly hurt on the way down.",
    "A bearing at the upper station had been replaced in the spring by a firm from the valley.",
    "The mayor asked guests to use the old road until an engineer has looked at every pylon.",
    "Hotels in the village offered tea and beds to everybody who could not get home that night.",
)
TEXT = " ".join(SENTENCES)
FOREIGN = "Snow is expected again on Wednesday, and the pass may be closed to lorries for several days."


def shown(text: str, *, outlet: str = "Tarn Herald", day: str = "2025-01-07") -> tuple[str, Carrying]:
    """How a page of Tuesday carries the text that the Tarn Herald printed on Monday."""
    pages: tuple[Article, ...] = (
        article("one", TEXT, "Tarn Herald", "2025-01-06"),
        article("two", text, outlet, day),
    )
    leaves = page_tree(pages, reprints_among(pages))
    (below,) = (leaf for leaf in leaves if leaf.reprint)
    assert below.reprint is not None
    carrying = build_carryings(leaves, pages)[below.article.id]
    return carried_words(below.reprint, carrying), carrying


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TEXT, "the same text as Tarn Herald, 6 Jan 2025: 5 of 5 sentences taken over (published later: "),
        (f"{TEXT} {FOREIGN}", "reprint of Tarn Herald, 6 Jan 2025: 5 of 6 sentences taken over, 1 own (published"),
        (
            TEXT.replace("on Sunday with thirty", "at the weekend, full of"),
            "reprint of Tarn Herald, 6 Jan 2025, edited: 4 of 5 sentences taken over, 1 edited (",
        ),
    ],
)
def test_a_reprint_counts_the_sentences_it_took_over(text: str, words: str) -> None:
    told, carrying = shown(text, outlet="Valley Post")
    assert told.startswith(words)
    assert carrying.changes == ()


def test_without_a_direction_sentences_are_in_common() -> None:
    told, _ = shown(TEXT, outlet="Valley Post", day="2025-01-06")
    assert told == "the same text as Tarn Herald, 6 Jan 2025, direction not known: 5 of 5 sentences in common"


def test_a_later_version_shows_what_is_new_changed_and_gone() -> None:
    later = [SENTENCES[0].replace("thirty", "forty"), *SENTENCES[1:3], SENTENCES[4], FOREIGN]
    told, carrying = shown(" ".join(later))
    assert told.startswith("version of Tarn Herald, 6 Jan 2025: 1 sentence new, 1 changed, 1 gone (published later")
    changed, new, gone = carrying.changes
    assert [(piece.text, piece.edit) for piece in changed[1:3]] == [("thirty", Edit.GONE), ("forty", Edit.ADDED)]
    assert [(piece.text, piece.edit) for piece in new] == [(FOREIGN, Edit.ADDED)]
    assert [(piece.text, piece.edit) for piece in gone] == [(SENTENCES[3], Edit.GONE)]


def test_a_version_that_only_cuts_a_sentence_in_two_changed_no_more_than_that() -> None:
    told, carrying = shown(TEXT.replace("before dark, and nobody", "before dark. Nobody"))
    assert ": 1 sentence changed (" in told
    (changed,) = carrying.changes
    assert [(piece.text, piece.edit) for piece in changed if piece.edit is not Edit.KEPT] == [("and", Edit.GONE)]


def test_a_version_in_which_no_word_changed_says_so() -> None:
    told, carrying = shown(TEXT.replace("thirty", "30"))
    assert "version of Tarn Herald, 6 Jan 2025" in told
    assert ": no sentence changed (" in told
    assert (carrying.n_changed, carrying.n_gone, carrying.changes) == (0, 0, ())


def test_a_correction_is_called_one() -> None:
    told, _ = shown(f"{TEXT} Correction: the number of skiers was wrong.")
    assert told.startswith("correction of Tarn Herald, 6 Jan 2025: 1 sentence new (")
