"""What comes of a learned tagger's findings and the rules' on one text."""

from __future__ import annotations

import pytest

from sayso.attribution import Marks, find_marks
from sayso.records import Attribution, Form
from sayso.segments import Segments, segment
from sayso.spans import Span


def span(text: str, letters: str) -> Span:
    start = text.index(letters)
    return Span(start, start + len(letters))


class Finder:
    """Finds attributions whose source, cue and content are given as letters, in paragraphs that hold them whole."""

    name = "finder 1"

    def __init__(self, *parts: str) -> None:
        self.parts = [parts[at : at + 3] for at in range(0, len(parts), 3)]

    def tag(self, segments: Segments) -> Marks:
        found = [[span(segments.text, part) for part in parts] for parts in self.parts]
        whole = [parts for parts in found if any(all(map(one.contains, parts)) for one in segments.paragraphs)]
        outermost = [parts for parts in whole if not any(other[2].contains(parts[1]) for other in whole)]
        return Marks(tuple(Attribution(Form.DIRECT, *((one,) for one in parts), 0.9, self.name) for parts in outermost))


FORMS = [
    ("The mayor said that the dam is safe.", ("The mayor", "said", "that the dam is safe"), Form.INDIRECT),
    ("“The dam is safe,” the mayor said.", ("the mayor", "said", "“The dam is safe,”"), Form.DIRECT),
    ("The mayor called the dam “safe as houses.”", ("The mayor", "called", "the dam “safe as houses.”"), Form.MIXED),
    ("The mayor denied the report.", ("The mayor", "denied", "the report"), Form.ACT_REPORT),
]


@pytest.mark.parametrize(("text", "parts", "form"), FORMS)
def test_the_form_comes_from_marks_and_frames(text: str, parts: tuple[str, str, str], form: Form) -> None:
    found = find_marks(segment(text), tagger=Finder(*parts)).attributions
    assert [one.form for one in found if one.rule == "finder 1"] == [form]


def test_rules_find_who_is_cited_inside_a_content() -> None:
    text = "Corte said that the minister denied that the dam had failed."
    content = "that the minister denied that the dam had failed"
    outer, inner = find_marks(segment(text), tagger=Finder("Corte", "said", content)).attributions
    assert outer.rule == "finder 1"
    assert inner.outer == 0
    assert [piece.surface(text) for piece in inner.cue] == ["denied"]


def test_a_content_in_which_a_rule_sees_a_cue_is_read_again_by_the_tagger() -> None:
    text = "Corte said that the old minister denied that the union claimed the dam had failed."
    inner = ("old minister", "denied", "that the union claimed the dam had failed")
    innermost = ("the union", "claimed", "the dam had failed")
    finder = Finder("Corte", "said", text[len("Corte said ") : -1], *inner, *innermost)
    found = find_marks(segment(text), tagger=finder).attributions
    assert [one.outer for one in found] == [None, 0, 1]
    assert [one.rule for one in found] == ["finder 1"] * 3
    assert [one.source[0].surface(text) for one in found] == ["Corte", "old minister", "the union"]


def test_the_form_inside_a_speech_is_not_that_of_the_speech() -> None:
    text = "“The minister said that the dam is safe,” Corte said."
    finder = Finder("Corte", "said.", text[:-12], "The minister", "said that", "the dam is safe")
    outer, inner = find_marks(segment(text), tagger=finder).attributions
    assert outer.form is Form.DIRECT
    assert inner.form is Form.INDIRECT


def test_a_content_ends_where_the_next_sentence_has_a_speaker_of_its_own() -> None:
    text = "Corte said the dam burst. The minister denied it. Nobody left."
    finder = Finder("Corte", "said", "the dam burst. The minister denied it. Nobody left.")
    first, second = find_marks(segment(text), tagger=finder).attributions
    assert [piece.surface(text) for piece in first.content] == ["the dam burst"]
    assert second.source[0].surface(text) == "The minister"
    assert second.outer is None


def test_what_the_tagger_found_is_not_found_twice() -> None:
    text = "The mayor said that the dam is safe."
    assert len(find_marks(segment(text), tagger=Finder("The mayor", "said", "that the dam is safe")).attributions) == 1


def test_a_sure_rule_stands_beside_what_the_tagger_found() -> None:
    text = "The mayor said that the dam is safe. “It will hold for a hundred years,” Corte said."
    found = find_marks(segment(text), tagger=Finder("The mayor", "said", "that the dam is safe")).attributions
    assert [piece.surface(text) for one in found for piece in one.source] == ["The mayor", "Corte"]
    assert found[1].form is Form.DIRECT


@pytest.mark.parametrize("tagged", ["a port official", "a port official since the harbour agency"])
def test_a_subject_between_conjunction_and_cue_is_the_source_whatever_the_tagger_says(tagged: str) -> None:
    text = "It was the first word from a port official since the harbour agency said that a dam had failed."
    (found,) = find_marks(segment(text), tagger=Finder(tagged, "said", "that a dam had failed")).attributions
    assert [piece.surface(text) for piece in found.source] == ["the harbour agency"]


def test_the_tagger_s_source_stands_where_the_rules_have_no_certain_subject() -> None:
    text = "Corte pitched the plan to voters, saying that a dam had failed."
    (found,) = find_marks(segment(text), tagger=Finder("Corte", "saying", "that a dam had failed")).attributions
    assert [piece.surface(text) for piece in found.source] == ["Corte"]


def test_according_to_stands_around_what_the_tagger_found() -> None:
    text = "The mayor said the dam is safe, according to a report by engineers."
    outer, inner = find_marks(segment(text), tagger=Finder("The mayor", "said", "the dam is safe")).attributions
    assert outer.cue[0].surface(text) == "according to"
    assert outer.content[0].surface(text) == "The mayor said the dam is safe"
    assert (inner.outer, inner.rule) == (0, "finder 1")


CITED = [
    ("She quoted the minister as denying that the dam failed.", ("She", "quoted"), "the minister", "denying"),
    ("Corte contested the union’s claim that the dam failed.", ("the union", "claim"), "Corte", "contested"),
    ("Corte said little to anyone and denied that the dam failed.", ("Corte", "said"), "Corte", "denied"),
]


@pytest.mark.parametrize(("text", "tagged", "source", "cue"), CITED, ids=[row[0] for row in CITED])
def test_a_denial_that_the_tagger_cut_into_or_passed_over_is_found(
    text: str, tagged: tuple[str, str], source: str, cue: str
) -> None:
    speaker, verb = tagged
    content = text[text.index(verb) + len(verb) + 1 : -1]
    found = find_marks(segment(text), tagger=Finder(speaker, verb, content)).attributions
    told = [(one.source[0].surface(text), one.cue[-1].surface(text)) for one in found]
    assert (source, cue) in told


def test_a_rules_content_ends_where_the_tagger_sees_a_tag() -> None:
    text = "The ferryman denied that he had slept, the tribunal heard."
    finder = Finder("the tribunal", "heard", "The ferryman denied that he had slept")
    inner = next(one for one in find_marks(segment(text), tagger=finder).attributions if one.outer is not None)
    assert [piece.surface(text) for piece in inner.content] == ["that he had slept"]


def test_the_agent_of_a_denial_is_told_from_a_time() -> None:
    text = "Talk of a merger was scotched by the airline's chairman last week."
    (found,) = find_marks(segment(text), tagger=None).attributions
    assert [piece.surface(text) for piece in (*found.source, *found.cue, *found.content)] == [
        "the airline's chairman",
        "was scotched",
        "Talk of a merger",
    ]


def test_a_content_that_the_tagger_cut_at_an_aside_is_made_whole() -> None:
    text = "The mayor denied that her envoy, recalled in March, was expelled."
    finder = Finder("The mayor", "denied", "that her envoy", "The mayor", "recalled", "was expelled")
    (found,) = find_marks(segment(text), tagger=finder).attributions
    assert [piece.surface(text) for piece in found.content] == ["that her envoy, recalled in March, was expelled"]


def test_a_clause_that_two_share_is_told_of_each() -> None:
    text = "A newspaper reported, and the mayor later denied, that the dam leaked."
    finder = Finder("A newspaper", "reported", "the mayor later denied, that the dam leaked")
    found = find_marks(segment(text), tagger=finder).attributions
    assert {one.source[0].surface(text) for one in found} == {"A newspaper", "the mayor"}
    assert {one.content[0].surface(text) for one in found} == {"that the dam leaked"}
