"""Asking: who says what on a claim in the asker's own words; no yes for a no, and nothing for what nobody said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from sayso.errors import NoQuestion
from sayso.linking.asking import LONGEST_QUESTION, MOST_READ, answer, lookups, read_question
from sayso.linking.claims import gather_claims
from sayso.linking.pairs import Meanings, RelationChances, StanceChances
from sayso.records import Act, Claim, Factuality, Form, Stance, Story
from tests.linking.made import Said, report

PORT = report(
    "port",
    "The miners' union said that soldiers had attacked the harbour of Tarn. The ministry denied that its troops had "
    "attacked the harbour. Mayor Lena Orre could not confirm the attack on the harbour by soldiers. Traders said "
    "the harbour of Tarn had been dredged. General Ruck dismissed the claims. Sailors said police had given Tarn's "
    "soldiers a harbour map.",
    Said("miners' union", "soldiers had attacked the harbour of Tarn"),
    Said("ministry", "its troops had attacked the harbour", Act.DENY, cue="denied"),
    Said(
        "Lena Orre", "the attack on the harbour by soldiers", Act.CANNOT_CONFIRM, cue="could not confirm",
    ),
    Said("Traders", "the harbour of Tarn had been dredged"),
    Said("General Ruck", "the claims", Act.DISPUTE, cue="dismissed", form=Form.ACT_REPORT),
    Said("Sailors", "police had given Tarn's soldiers a harbour map"),
)  # fmt: skip
LATER = report(
    "later",
    "A deckhand said some 40 soldiers attacked the harbour at night. The minister said no soldier had attacked the "
    "harbour.",
    Said("deckhand", "some 40 soldiers attacked the harbour at night"),
    Said("minister", "no soldier had attacked the harbour", factuality=Factuality.CT_MINUS),
)
STORY = Story("s1", "A harbour", ("port", "later"))


def ask(words: str) -> Claim | None:
    findings = [PORT, LATER]
    claims = gather_claims(STORY, findings, (), ())
    return answer(read_question(words), STORY, findings, claims, ())


def stances(words: str) -> dict[str, str]:
    found = ask(words)
    return {p.speaker.name: p.stance.value for p in found.positions if p.speaker} if found else {}


def test_yes_and_no_and_neither_stand_to_the_question() -> None:
    told = stances("Troops attacked the harbour")
    assert told["miners' union"] == told["deckhand"] == "supports"
    assert told["ministry"] == told["minister"] == "denies"
    assert told["Lena Orre"] == "noncommittal"
    assert "Traders" not in told


def test_an_answer_that_only_points_is_one_to_what_it_points_at() -> None:
    assert stances("Soldiers have attacked the harbour")["General Ruck"] == "denies"


def test_to_ask_the_opposite_turns_every_side() -> None:
    told = stances("No soldiers have attacked the harbour")
    assert (told["miners' union"], told["ministry"], told["minister"]) == ("denies", "supports", "supports")
    assert told["Lena Orre"] == "noncommittal"


def test_a_question_is_its_claim() -> None:
    assert stances("Did soldiers attack the harbour?") == stances("soldiers did attack the harbour")


def test_who_says_it_of_another_number_or_of_none_supports_no_number() -> None:
    told = stances("40 soldiers attacked the harbour")
    assert told["deckhand"] == "supports"
    assert told["miners' union"] == "mentions"
    assert told["ministry"] == "denies"
    assert stances("90 soldiers attacked the harbour")["deckhand"] == "mentions"


def test_the_same_words_in_other_roles_are_no_answer() -> None:
    assert "Sailors" not in stances("The union has given police a map of the harbour")


def test_the_gloss_is_printed_words() -> None:
    found = ask("Troops attacked the harbour")
    assert found
    texts = {finding.article.id: finding.article.text for finding in (PORT, LATER)}
    assert found.gloss in texts["port"] + texts["later"]


def test_what_nobody_says_has_no_answer() -> None:
    assert ask("The bishop sold his organ") is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "nothing is asked"),
        ("  ?! ", "nothing is asked"),
        ("harbour", "says nothing"),
        ("Tarn", "says nothing"),
        ("兵士は港を占領した", "says nothing"),
        ("\u200b\u202e", "says nothing"),
        ("\u2014 \u2014", "no words"),
        ("soldiers took it " * LONGEST_QUESTION, f"{LONGEST_QUESTION} letters at most"),
        ("The harbour fell. The mayor fled to Tarn.", "one claim at a time"),
    ],
)
def test_what_is_no_claim_is_told_why(words: str, told: str) -> None:
    with pytest.raises(NoQuestion, match=told):
        read_question(words)


def test_articles_are_looked_up_by_all_words_of_one_meaning() -> None:
    lookup = lookups(read_question("North Korea sent 1,500 troops"))
    assert {"pyongyang", "north korea"} <= {word for words in lookup.names for word in words}
    assert {"sent", "dispatch*", "troop*", "soldier*"} <= {word for words in lookup.others for word in words}
    assert not any("500" in word for words in lookup.names for word in words)


def test_no_number_of_words_makes_a_lookup_long() -> None:
    question = read_question(" ".join(f"word{letter}x" for letter in "abcdefghijklmnop") + " sent the troops")
    lookup = lookups(question)
    assert max(len(lookup.names), len(lookup.others)) <= 6
    assert Stance.SUPPORTS not in {p.stance for p in (ask("the troops sent word of it"),) if p}


@dataclass
class Near:
    """Texts with one of some words lie where the question lies; every pair has the same chances."""

    words: tuple[str, ...]
    same: float = 0.9
    supports: float = 0.1
    name: str = "near"
    read: list[str] = field(default_factory=list)

    def meanings(self, texts: Sequence[str]) -> Meanings:
        self.read += texts
        table = np.zeros((len(texts), len(texts) + 1), dtype=np.float32)
        for row, text in enumerate(texts):
            table[row, 0 if row == 0 or any(word in text for word in self.words) else row] = 1
        return table

    def stances(self, pairs: Sequence[tuple[str, str]]) -> tuple[StanceChances, ...]:
        rest = (1 - self.supports) / 3
        return tuple(StanceChances(self.supports, rest, rest, rest) for _ in pairs)

    def relations(self, pairs: Sequence[tuple[str, str]]) -> tuple[RelationChances, ...]:
        rest = (1 - self.same) / 2
        return tuple(RelationChances(self.same, rest, 0.0, rest) for _ in pairs)


OTHER_WORDS = report(
    "other",
    "Sister Oda said gunmen had stormed the quays of Tarn. A clerk said no gunman had stormed the quays. Teachers said "
    "the quays of Lund were stormed.",
    Said("Sister Oda", "gunmen had stormed the quays of Tarn"),
    Said("A clerk", "no gunman had stormed the quays", factuality=Factuality.CT_MINUS),
    Said("Teachers", "the quays of Lund were stormed"),
)
# The same without the name that is asked about.
ELSEWHERE = report(
    "elsewhere",
    "A pilot said gunmen had stormed the quays of Lund.",
    Said("A pilot", "gunmen had stormed the quays of Lund"),
)


def stances_by(scorer: Near, words: str = "Soldiers attacked the harbour of Tarn") -> dict[str, str]:
    findings = [OTHER_WORDS, ELSEWHERE]
    story = Story("s2", "A harbour", ("other", "elsewhere"))
    found = answer(read_question(words), story, findings, (), (), scorer)
    return {p.speaker.name: p.stance.value for p in found.positions if p.speaker} if found else {}


def test_what_lies_near_answers_in_articles_that_name_whom_the_question_names() -> None:
    assert stances_by(Near(("quays",))) == {"Sister Oda": "supports", "A clerk": "denies", "Teachers": "supports"}
    assert stances_by(Near(("Tarn",))) == {"Sister Oda": "supports"}
    assert stances_by(Near(())) == {}


def test_the_scorer_may_speak_against_a_side() -> None:
    assert stances_by(Near(("quays",), same=0.0)) == {"A clerk": "denies"}
    assert "A clerk" not in stances_by(Near(("quays",), supports=0.9))


def test_of_a_long_story_so_many_meanings_are_read_and_no_more() -> None:
    said = [Said("Sister Oda", f"bells rang {number} times") for number in range(MOST_READ + 50)]
    long = report("long", "In Tarn. " + " ".join(f"Sister Oda said {one.content}." for one in said), *said)
    scorer = Near(())
    assert answer(read_question("Soldiers fled Tarn"), Story("s", "", ("long",)), [long], (), (), scorer) is None
    assert len(scorer.read) == MOST_READ + 1


def test_no_meaning_is_read_where_no_article_names_what_is_asked() -> None:
    scorer = Near(("quays",))
    assert stances_by(scorer, "Soldiers attacked the harbour of Varde") == {}
    assert scorer.read == []
