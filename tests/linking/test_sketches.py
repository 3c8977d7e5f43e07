"""Sketches: stable for years, blind to typography, honest about how alike two texts are."""

from __future__ import annotations

import random
from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.linking.sketches import BANDS, PERMUTATIONS, Words, resemblance, shingle, sketch
from sayso.spans import Span

TEXT = "The harbour master said on Monday that the Halcyon had lost thirty crates off Vole Point, and nobody was hurt."


def test_stored_sketches_stay_comparable_for_years() -> None:
    """Renewing these values makes every stored sketch worthless: raise VERSION and say so in the changelog."""
    made = sketch(TEXT)
    assert sha256(made.signature).hexdigest()[:16] == "364f064b58a50866"
    assert made.bands[:2] == (7636046037399387816, -840116728012090309)


@pytest.mark.parametrize(
    "same",
    [
        TEXT.upper(),
        TEXT.replace(" ", "\n "),
        TEXT.replace(",", " —").replace(".", "!"),
        f"“{TEXT}”",
    ],
)
def test_case_marks_and_white_space_make_no_difference(same: str) -> None:
    assert sketch(same) == sketch(TEXT)


def test_furniture_is_left_out() -> None:
    framed = f"Share this! {TEXT} Source link"
    furniture = (Span(0, 12), Span(len(framed) - 11, len(framed)))
    assert sketch(framed, furniture) == sketch(TEXT)


@pytest.mark.parametrize("empty", ["", " \n", "… — !"])
def test_a_text_without_words_meets_no_other(empty: str) -> None:
    assert sketch(empty).bands == ()
    assert resemblance(sketch(empty), sketch(empty)) == 0.0


@given(st.text(max_size=300))
def test_any_text_has_a_sketch_that_sqlite_can_hold(text: str) -> None:
    made = sketch(text)
    assert len(made.bands) in (0, BANDS)
    assert len(made.signature) in (0, 4 * PERMUTATIONS)
    assert all(-(2**63) <= band < 2**63 for band in made.bands)
    assert len(set(made.bands)) == len(made.bands)


@given(st.text(max_size=200))
def test_words_lie_where_they_are_printed(text: str) -> None:
    words = Words.of(text)
    for start, end in zip(words.starts.tolist(), words.ends.tolist(), strict=True):
        assert text[start:end].isalnum() or any(ord(letter) >= 0x3000 for letter in text[start:end])


def test_resemblance_is_near_the_true_share_of_shingles() -> None:
    made = random.Random(7)
    errors = []
    for _ in range(60):
        words = [f"w{made.randrange(10_000)}" for _ in range(300)]
        cut = made.randrange(300)
        one, other = " ".join(words), " ".join([*words[:cut], *(f"v{n}" for n in range(cut, 300))])
        sets = [set(shingle(Words.of(text).hashes).tolist()) for text in (one, other)]
        true = len(sets[0] & sets[1]) / len(sets[0] | sets[1])
        errors.append(resemblance(sketch(one), sketch(other)) - true)
    assert abs(float(np.mean(errors))) < 0.02
    assert float(np.std(errors)) < 0.06


def test_a_copy_with_one_word_changed_shares_a_band() -> None:
    made = random.Random(3)
    words = [f"w{made.randrange(10_000)}" for _ in range(300)]
    changed = [*words[:150], "other", *words[151:]]
    assert set(sketch(" ".join(words)).bands) & set(sketch(" ".join(changed)).bands)


def test_two_million_letters_without_a_break_are_sketched() -> None:
    assert len(sketch("word " * 400_000).bands) == BANDS
    assert len(sketch("x" * 2_000_000).bands) == BANDS
