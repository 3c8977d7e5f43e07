"""The rules that turn chances into a stance, with a stand-in for the network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

import sayso
from sayso.errors import ModelError, ModelMissing
from sayso.linking.pairs import Meanings, RelationChances, StanceChances
from sayso.model import judging, manifest
from sayso.model.judging import judge_stance, likeliest
from sayso.records import Stance

SUPPORTS = StanceChances(0.7, 0.1, 0.1, 0.1)
DENIES = StanceChances(0.1, 0.7, 0.1, 0.1)
NONCOMMITTAL = StanceChances(0.1, 0.1, 0.7, 0.1)
MENTIONS = StanceChances(0.03, 0.03, 0.04, 0.9)
ARTICLE = "It rained in Ostby. Cafés stayed shut. Schools open on Monday. Buses run as usual."
CLAIM = "The ferry Alda ran aground"


@dataclass
class Always:
    """Gives every pair the same chances and remembers what it was asked."""

    chances: StanceChances
    asked: list[tuple[str, str]] = field(default_factory=list)
    name: str = "always"

    def stances(self, pairs: Sequence[tuple[str, str]]) -> tuple[StanceChances, ...]:
        self.asked += pairs
        return tuple(self.chances for _ in pairs)

    def relations(self, pairs: Sequence[tuple[str, str]]) -> tuple[RelationChances, ...]:
        raise AssertionError("a stance is judged without relations")

    def meanings(self, texts: Sequence[str]) -> Meanings:
        raise AssertionError("a stance is judged without meanings")


@pytest.mark.parametrize(
    ("chances", "text", "expected"),
    [
        (SUPPORTS, "The ferry Alda ran aground at dawn.", Stance.SUPPORTS),
        (DENIES, "The Alda never ran aground.", Stance.DENIES),
        (MENTIONS, "The ferry Alda was built in 1988.", Stance.MENTIONS),
        (NONCOMMITTAL, "The coast guard would not say whether the Alda ran aground.", Stance.NONCOMMITTAL),
        (NONCOMMITTAL, "Did the ferry Alda run aground?", Stance.QUESTIONS),
        (NONCOMMITTAL, "“Did the ferry Alda run aground?”", Stance.QUESTIONS),
        (DENIES, "The ferry aground? No, says its captain. Who said so?", Stance.DENIES),
        (DENIES, "Aground, the Alda?", Stance.DENIES),
        (SUPPORTS, "If the ferry Alda ran aground, the port will close.", Stance.CONDITIONAL),
        (NONCOMMITTAL, "The port will close, if the ferry Alda has run aground.", Stance.CONDITIONAL),
        (SUPPORTS, "The ferry Alda ran aground, if only for an hour.", Stance.SUPPORTS),
        (DENIES, "If the ferry Alda ran aground, I am a whale.", Stance.DENIES),
    ],
)
def test_a_sentence(chances: StanceChances, text: str, expected: Stance) -> None:
    assert judge_stance(CLAIM, text, scorer=Always(chances)) is expected


def test_of_equal_chances_the_one_that_asserts_less_counts() -> None:
    assert likeliest(StanceChances(0.25, 0.25, 0.25, 0.25)) is Stance.MENTIONS
    assert likeliest(StanceChances(0.4, 0.4, 0.1, 0.1)) is Stance.DENIES


def test_of_a_sentence_that_it_is_about_something_else_must_be_sure() -> None:
    unsure = StanceChances(0.1, 0.05, 0.25, 0.6)
    assert judge_stance(CLAIM, "The ferry Alda was built in 1988.", scorer=Always(unsure)) is Stance.NONCOMMITTAL
    assert judge_stance(CLAIM, f"{ARTICLE} The ferry Alda.", scorer=Always(unsure)) is Stance.MENTIONS


def test_an_article_on_something_else_mentions_the_claim_at_most_and_no_network_is_asked() -> None:
    scorer = Always(SUPPORTS)
    assert judge_stance(CLAIM, ARTICLE, scorer=scorer) is Stance.MENTIONS
    assert scorer.asked == []
    assert judge_stance(CLAIM, f"{ARTICLE} The ferry Alda ran aground.", scorer=scorer) is Stance.SUPPORTS


def test_a_text_in_another_alphabet_only_mentions_the_claim() -> None:
    assert judge_stance(CLAIM, "Паром «Алда» сел на мель.", scorer=Always(SUPPORTS)) is Stance.MENTIONS


@pytest.mark.parametrize("empty", ["", "  \n", "?!…", "“”"])
def test_claim_and_text_must_have_a_word(empty: str) -> None:
    with pytest.raises(ValueError, match="the claim has no word in it"):
        judge_stance(empty, "It rained.", scorer=Always(SUPPORTS))
    with pytest.raises(ValueError, match="the text has no word in it"):
        judge_stance("It rained", empty, scorer=Always(SUPPORTS))


def test_a_word_and_a_megabyte_are_texts() -> None:
    assert judge_stance("Rain", "Rain", scorer=Always(SUPPORTS)) is Stance.SUPPORTS
    assert judge_stance(CLAIM, "rain " * 200_000, scorer=Always(MENTIONS)) is Stance.MENTIONS
    assert judge_stance("rain " * 200_000, "It rained.", scorer=Always(MENTIONS)) is Stance.MENTIONS


def test_without_weights_no_stance_is_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "find_spec", lambda _: None)
    judging.installed_scorer.cache_clear()
    with pytest.raises(ModelMissing, match="not installed"):
        sayso.judge_stance("It rained", "It rained.")
    assert issubclass(ModelMissing, ModelError)
    judging.installed_scorer.cache_clear()
