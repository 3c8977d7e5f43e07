"""Asking: who says what on a claim in the asker's own words; no yes for a no, and nothing for what nobody said."""

from __future__ import annotations

import pytest

from sayso.errors import NoQuestion
from sayso.linking.asking import LONGEST_QUESTION, answer, lookups, read_question
from sayso.linking.claims import gather_claims
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
    printed = {word for some in lookups(read_question("North Korea sent troops")) for group in some for word in group}
    assert {"pyongyang", "north korea", "sent", "dispatch*", "troop*", "soldier*"} <= printed


def test_no_number_of_words_makes_a_lookup_long() -> None:
    question = read_question(" ".join(f"word{letter}x" for letter in "abcdefghijklmnop") + " sent the troops")
    assert max(len(some) for some in lookups(question)) <= 6
    assert Stance.SUPPORTS not in {p.stance for p in (ask("the troops sent word of it"),) if p}
