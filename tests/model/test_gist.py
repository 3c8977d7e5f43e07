from __future__ import annotations

import time

from sayso.model.gist import MOST_READ, gist_of

ARTICLE = (
    "The harbour town of Ostby woke to rain. The ferry Alda ran aground at dawn. Cafés stayed shut. "
    "Nobody on the ferry was hurt, the coast guard said. The Alda was built in 1988. Schools open on Monday."
)


def test_a_short_text_is_read_whole() -> None:
    assert gist_of("The ferry sank", " The ferry sank. Or did it? No.\n") == ("The ferry sank. Or did it? No.", False)


def test_of_an_article_the_sentences_that_share_most_are_read_in_their_order() -> None:
    read, is_choice = gist_of("The ferry Alda ran aground and nobody was hurt", ARTICLE)
    assert is_choice
    assert read == (
        "The ferry Alda ran aground at dawn. Nobody on the ferry was hurt, the coast guard said. "
        "The Alda was built in 1988."
    )


def test_a_sentence_that_shares_nothing_is_left_out() -> None:
    assert gist_of("Schools will open on Monday", ARTICLE) == ("Schools open on Monday.", True)


def test_where_nothing_is_shared_the_opening_is_read() -> None:
    read, _ = gist_of("Whales sing", ARTICLE)
    assert read.startswith("The harbour town of Ostby woke to rain. The ferry")


def test_an_endless_text_is_read_in_its_beginning_and_in_no_time() -> None:
    begun = time.process_time()
    read, _ = gist_of("The ferry sank", "It rained again. " * 60_000 + "The ferry sank.")
    assert "ferry" not in read
    gist_of("The ferry sank", "x" * 10 * MOST_READ)
    assert time.process_time() - begun < 20
