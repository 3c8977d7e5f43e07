"""What comes of a learned tagger's findings and the rules' on one text."""

from __future__ import annotations

import pytest

from sayso.attribution import find_attributions
from sayso.records import Attribution, Form
from sayso.segments import Segments, segment
from sayso.spans import Span


def span(text: str, letters: str) -> Span:
    start = text.index(letters)
    return Span(start, start + len(letters))


class Marked:
    """Finds the one attribution whose source, cue and content are given as letters."""

    name = "marked 1"

    def __init__(self, source: str, cue: str, content: str) -> None:
        self.parts = source, cue, content

    def tag(self, segments: Segments) -> tuple[Attribution, ...]:
        source, cue, content = ((span(segments.text, part),) for part in self.parts)
        return (Attribution(Form.INDIRECT, source, cue, content, 0.9, self.name),)


FORMS = [
    ("The mayor said that the dam is safe.", ("The mayor", "said", "that the dam is safe"), Form.INDIRECT),
    ("“The dam is safe,” the mayor said.", ("the mayor", "said", "“The dam is safe,”"), Form.DIRECT),
    ("The mayor called the dam “safe as houses.”", ("The mayor", "called", "the dam “safe as houses.”"), Form.MIXED),
    ("The mayor denied the report.", ("The mayor", "denied", "the report"), Form.ACT_REPORT),
]


@pytest.mark.parametrize(("text", "parts", "form"), FORMS)
def test_the_form_comes_from_marks_and_frames(text: str, parts: tuple[str, str, str], form: Form) -> None:
    found = find_attributions(segment(text), tagger=Marked(*parts))
    assert [one.form for one in found if one.rule == "marked 1"] == [form]


def test_rules_find_who_is_cited_inside_a_content() -> None:
    text = "Corte said that the minister denied that the dam had failed."
    content = "that the minister denied that the dam had failed"
    outer, inner = find_attributions(segment(text), tagger=Marked("Corte", "said", content))
    assert outer.rule == "marked 1"
    assert inner.outer == 0
    assert [piece.surface(text) for piece in inner.cue] == ["denied"]


def test_what_the_tagger_found_is_not_found_twice() -> None:
    text = "The mayor said that the dam is safe."
    assert len(find_attributions(segment(text), tagger=Marked("The mayor", "said", "that the dam is safe"))) == 1


def test_a_sure_rule_stands_beside_what_the_tagger_found() -> None:
    text = "The mayor said that the dam is safe. “It will hold for a hundred years,” Corte said."
    found = find_attributions(segment(text), tagger=Marked("The mayor", "said", "that the dam is safe"))
    assert [piece.surface(text) for one in found for piece in one.source] == ["The mayor", "Corte"]
    assert found[1].form is Form.DIRECT


@pytest.mark.parametrize("tagged", ["a port official", "a port official since the harbour agency"])
def test_a_subject_between_conjunction_and_cue_is_the_source_whatever_the_tagger_says(tagged: str) -> None:
    text = "It was the first word from a port official since the harbour agency said that a dam had failed."
    (found,) = find_attributions(segment(text), tagger=Marked(tagged, "said", "that a dam had failed"))
    assert [piece.surface(text) for piece in found.source] == ["the harbour agency"]


def test_the_tagger_s_source_stands_where_the_rules_have_no_certain_subject() -> None:
    text = "Corte pitched the plan to voters, saying that a dam had failed."
    (found,) = find_attributions(segment(text), tagger=Marked("Corte", "saying", "that a dam had failed"))
    assert [piece.surface(text) for piece in found.source] == ["Corte"]
