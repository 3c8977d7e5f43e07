"""Questions that are put and answered in one sentence."""

from __future__ import annotations

import pytest

from sayso.records import Act
from sayso.resolution import resolve
from sayso.resolution.yes_no import read_answer
from tests.resolution.markup import article, read

A = Act

ANSWERS = [
    ("no", A.DENY),
    ("no , not a drop .", A.DENY),
    ("absolutely not", A.DENY),
    ("of course not", A.DENY),
    ("not true", A.DENY),
    ("it did not", A.DENY),
    ("that it was not", A.DENY),
    ("yes", A.ACKNOWLEDGE),
    ("yes , every day", A.ACKNOWLEDGE),
    ("of course", A.ACKNOWLEDGE),
    ("quite true", A.ACKNOWLEDGE),
    ("it was", A.ACKNOWLEDGE),
    ("it certainly was not", A.DENY),
    ("he feared it was", A.ACKNOWLEDGE),
    ("it had been , and often", A.ACKNOWLEDGE),
    ("it was , she said , a fine day", None),
    ("perhaps", A.ASSESS_POSSIBLE),
    ("not that i know", A.CANNOT_CONFIRM),
    ("no comment", A.DECLINES_TO_CONFIRM),
    ("next question", A.DECLINES_TO_CONFIRM),
    ("on the contrary", A.DENY),
    ("i don ’ t think so .", A.DENY),
    ("i doubt it", A.DENY),
    ("without a doubt", A.ACKNOWLEDGE),
    ("most likely", A.ASSESS_LIKELY),
    ("not likely", A.DENY),
    ("beats me", A.CANNOT_CONFIRM),
    ("talk to my lawyer", A.DECLINES_TO_CONFIRM),
    ("i ’ m afraid so", A.ACKNOWLEDGE),
    ("it depends", A.CANNOT_CONFIRM),
    ("i hope not", A.CANNOT_CONFIRM),
    ("the dam is old", None),
    ("no dam is safe", None),
    ("certainly not", A.DENY),
    ("it isn ’ t true", A.DENY),
    ("that was not so", A.DENY),
    ("she was not surprised", None),
    ("it would not be fair to speculate", None),
    ("it is not for me to judge", None),
    ("that is not false", None),
    ("", None),
]


@pytest.mark.parametrize(("words", "act"), ANSWERS, ids=[row[0] or "nothing" for row in ANSWERS])
def test_what_a_few_words_answer(words: str, act: Act | None) -> None:
    assert read_answer(words.split()) is act


ASKED = [
    ("{C Asked} {T whether the dam leaked}, Hale said no.", A.DENY),
    ("{C Asked} {T whether the dam leaked}, Hale did not respond.", A.NO_RESPONSE),
    ("{C Asked} {T whether the dam leaked}, Hale declined to answer.", A.DECLINES_TO_CONFIRM),
    ("{C Asked} {T whether the dam leaked}, Hale shook her head.", A.DENY),
    ("{C Asked} {T whether the dam leaked}, Hale left the room.", A.QUESTION),
    ("{C Asked} {T whether the dam leaked}, Hale begged to differ.", A.DENY),
    ("{C Asked} {T whether the dam leaked}, Hale thought not.", A.DENY),
    ("{C Asked} {T whether the dam leaked}, Hale said as much.", A.ACKNOWLEDGE),
    ("{C Asked} {T whether the dam leaked}, Hale changed the subject.", A.DECLINES_TO_CONFIRM),
    ("{C Asked} {T whether the dam leaked}, Hale said he had not seen it.", A.QUESTION),
    ("{S Reporters} {C asked} {T whether the dam leaked}.", A.QUESTION),
    ("{S Counsel} {C put it to Hale} {T that the dam leaked}; he would not have it.", A.DENY),
    ("{S Counsel} {C put it to Hale} {T that the dam leaked}; he left the room.", A.QUESTION),
]

# Something is brought up, and what becomes of it.
BROUGHT_UP = [
    ("{C Told} of the claim {T that the dam leaked}, {S2 Mara Hale} {C2 said} {T2 it never happened}.", A.DENY),
    ("{C Told} {T that the dam leaked}, {S2 Mara Hale} {C2 said} {T2 it was not true}.", A.DENY),
    ("{C Told} {T that the dam leaked}, {S2 Mara Hale} {C2 said} {T2 the gates were new}.", A.ASSERT),
    ("{C Asked about} {T the leak}, {S2 Mara Hale} {C2 said}: {T2 “No comment.”}", A.DECLINES_TO_CONFIRM),
    ("{C Asked about} {T the claim that the dam leaked}, {S2 Mara Hale} {C2 called} {T2 it nonsense}.", A.DISPUTE),
    ("{C Asked about} {T the leak}, {S2 Mara Hale} {C2 said} {T2 the gates were new}.", A.QUESTION),
    ("{C Asked about} {T the leak}, {S2 Mara Hale} {C2 said} {T2 she could not say who was paid}.", A.QUESTION),
]


@pytest.mark.parametrize(("marked", "act"), ASKED, ids=[row[0] for row in ASKED])
def test_what_the_sentence_tells_of_an_answer(marked: str, act: Act) -> None:
    text, attributions = read(marked)
    (found,) = resolve(*article(text), attributions)
    assert found.act is act


def test_the_answer_gives_its_act_and_its_speaker_to_what_was_asked() -> None:
    text, attributions = read("{C Asked} {T whether the dam leaked}, {S2 Mara Hale} {C2 said}: {T2 “No.”}")
    asked, answer = resolve(*article(text), attributions)
    assert (asked.act, answer.act) == (A.DENY, A.DENY)
    assert asked.speaker is not None
    assert asked.speaker == answer.speaker
    assert [span.surface(text) for span in asked.refers_to] == ["the dam leaked"]
    assert asked.refers_to == answer.refers_to


def test_a_question_of_another_stays_a_question() -> None:
    text, attributions = read("{S Reporters} {C asked} {T whether the dam leaked}; {S2 Mara Hale} {C2 said} {T2 no}.")
    asked, _ = resolve(*article(text), attributions)
    assert asked.act is A.QUESTION


@pytest.mark.parametrize(("marked", "act"), BROUGHT_UP, ids=[row[0] for row in BROUGHT_UP])
def test_what_becomes_of_what_is_brought_up(marked: str, act: Act) -> None:
    text, attributions = read(marked)
    assert resolve(*article(text), attributions)[0].act is act


def test_an_answer_is_about_the_question_that_the_article_asks_right_before_it() -> None:
    text, attributions = read("Did the dam leak? {T “It did not,”} {S Mara Hale} {C said}.")
    (answer,) = resolve(*article(text), attributions)
    assert answer.act is A.DENY
    assert [span.surface(text) for span in answer.refers_to] == ["Did the dam leak?"]


ON_SAYING = [
    ("denied that the dam leaked", "“I do.”", A.DENY),
    ("denied that the dam leaked", "“I do not.”", A.DOES_NOT_DENY),
    ("still denied that the dam leaked", "“No, we accept it.”", A.ACKNOWLEDGE),
    ("could confirm that the dam leaked", "“I cannot.”", A.CANNOT_CONFIRM),
    ("would confirm that the dam leaked", "“No.”", A.DECLINES_TO_CONFIRM),
    ("would admit that the dam leaked", "“Yes.”", A.ACKNOWLEDGE),
]


@pytest.mark.parametrize(("asked", "said", "act"), ON_SAYING, ids=[" ".join(row[:2]) for row in ON_SAYING])
def test_who_is_asked_whether_they_deny_it_answers_about_what_is_denied(asked: str, said: str, act: Act) -> None:
    text, attributions = read(f"{{C Asked}} {{T if she {asked}}}, {{S2 Mara Hale}} {{C2 said}}: {{T2 {said}}}")
    found, _ = resolve(*article(text), attributions)
    assert found.act is act
    assert [span.surface(text) for span in found.refers_to] == ["the dam leaked"]


@pytest.mark.parametrize(
    ("said", "act"), [("“It did not,”", A.DENY), ("“It did,”", A.ACKNOWLEDGE), ("“It is a fine dam,”", A.QUESTION)]
)
def test_a_bare_answer_in_the_next_sentence_answers_what_was_asked(said: str, act: Act) -> None:
    asked = "{S Counsel} {C asked} Mara Hale {T whether the dam leaked}."
    text, attributions = read(f"{asked} {{T2 {said}}} {{S2 Mara Hale}} {{C2 replied}}.")
    assert resolve(*article(text), attributions)[0].act is act
