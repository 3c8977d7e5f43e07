"""Ids: of enough bits, and the same for the same words for ever."""

from __future__ import annotations

import re

from sayso.linking.ids import id_from


def test_an_id_is_a_letter_and_sixty_four_bits() -> None:
    assert re.fullmatch("s[0-9a-f]{16}", id_from("s", "reports/one.txt"))
    # What has no letters in UTF-8, such as half of a surrogate pair, has an id too.
    assert id_from("e", "\ud800") != id_from("e", "\ud801")


def test_the_same_words_have_the_same_id_whoever_asks() -> None:
    assert id_from("c", "a1.2", "40") == id_from("c", "a1.2", "40")
    assert id_from("c", "a1.2", "40") != id_from("c", "a1.24", "0")
    # Links to it stand in other people's texts.
    assert id_from("s", "a1") == "s9f6566910330ed1b"
