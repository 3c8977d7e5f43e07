"""Who says what in a text, by rules: a table of sentences, and what must hold for any text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.attribution import find_marks
from sayso.records import Attribution, Form
from sayso.segments import segment
from sayso.spans import Span, Spans


def find(text: str) -> tuple[Attribution, ...]:
    return find_marks(segment(text), tagger=None).attributions


def surfaces(text: str, spans: Spans) -> str:
    return " / ".join(span.surface(text) for span in spans)


def told(text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of every outermost attribution, pieces parted by a slash."""
    return [
        (surfaces(text, one.source), surfaces(text, one.cue), surfaces(text, one.content))
        for one in find(text)
        if one.outer is None
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        # direct, the tag behind, before, inverted, in the middle
        ("“The dam is safe,” the mayor said.", "the mayor", "said", "“The dam is safe,”"),
        ("“The dam is safe,” said the mayor.", "the mayor", "said", "“The dam is safe,”"),
        ('"The dam is safe," Ines Corte said on Monday.', "Ines Corte", "said", '"The dam is safe,"'),
        ("The mayor said: “The dam is safe.”", "The mayor", "said", "“The dam is safe.”"),
        ("Corte told reporters on Monday, “The dam is safe.”", "Corte", "told", "“The dam is safe.”"),
        ("“Is it safe?” Corte asked.", "Corte", "asked", "“Is it safe?”"),
        ("“The dam,” he said, “is safe.”", "he", "said", "“The dam,” / “is safe.”"),
        ("“We left,” she said. “It was late.”", "she", "said", "“We left,” / “It was late.”"),
        (
            "“It leaks,” said Ines Corte, head of the dam board, in an interview.",
            "Ines Corte, head of the dam board",
            "said",
            "“It leaks,”",
        ),
        (
            "“It leaks,” Rui Faria, an engineer at the dam, said.",
            "Rui Faria, an engineer at the dam",
            "said",
            "“It leaks,”",
        ),
        # mixed
        ("The mayor said the dam was “old but sound.”", "The mayor", "said", "the dam was “old but sound.”"),
        (
            "The fears were “made up by rivals,” the aide said.",
            "the aide",
            "said",
            "The fears were “made up by rivals,”",
        ),
        # indirect
        ("The mayor said that the dam is safe.", "The mayor", "said", "that the dam is safe"),
        ("The mayor said the dam would hold.", "The mayor", "said", "the dam would hold"),
        ("The mayor told reporters that it would hold.", "The mayor", "told", "that it would hold"),
        ("The dam will hold, the mayor said on Friday.", "the mayor", "said", "The dam will hold"),
        ("The dam will hold, a guard told the paper.", "a guard", "told", "The dam will hold"),
        ("The dam, the mayor said, is safe.", "the mayor", "said", "The dam / is safe"),
        ("The mayor asked whether the dam would hold.", "The mayor", "asked", "whether the dam would hold"),
        ("Officials believe that the dam will hold.", "Officials", "believe", "that the dam will hold"),
        # according to
        ("According to the board, the dam will hold.", "the board", "According to", "the dam will hold"),
        ("The dam will hold, according to the board.", "the board", "according to", "The dam will hold"),
        # denials and refusals
        ("The mayor denied that the dam leaks.", "The mayor", "denied", "that the dam leaks"),
        ("The envoy denied reports that ships had sailed.", "The envoy", "denied", "reports that ships had sailed"),
        ("The ministry refused to confirm the sailing.", "The ministry", "refused to confirm", "the sailing"),
        ("The envoy could not confirm the sailing.", "The envoy", "could not confirm", "the sailing"),
        (
            "Neither the envoy nor the ministry has confirmed the sailing.",
            "Neither the envoy nor the ministry",
            "Neither / has confirmed",
            "the sailing",
        ),
        # noun phrases and small clauses
        ("The council condemned the sailing.", "The council", "condemned", "the sailing"),
        ("The envoy called the reports “baseless.”", "The envoy", "called", "the reports “baseless.”"),
        ("The council called for a new inquiry.", "The council", "called for", "a new inquiry"),
        ("The mayor vowed to rebuild the dam.", "The mayor", "vowed", "to rebuild the dam"),
        # a quote that holds its own verb
        ("The council “strongly condemned” the strike.", "The council", "strongly condemned", "the strike"),
        # datelines are no part of what is said
        ("XPA- The dam will hold, the mayor said.", "the mayor", "said", "The dam will hold"),
    ],
)
def test_an_attribution_is_found(text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content) in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The envoy denied the sailing, calling the claims “baseless.”",
            [("The envoy", "denied", "the sailing"), ("The envoy", "calling", "the claims “baseless.”")],
        ),
        (
            "The paper Alder reported that the dam leaks, citing a board member.",
            [("The paper Alder", "reported", "that the dam leaks"), ("The paper Alder", "citing", "a board member")],
        ),
        (
            "Citing the report, Corte said that the dam leaks.",
            [("Corte", "Citing", "the report"), ("Corte", "said", "that the dam leaks")],
        ),
        (
            "The mayor said the dam would hold, but the board said it leaks.",
            [("The mayor", "said", "the dam would hold"), ("the board", "said", "it leaks")],
        ),
        (
            "The envoy referred to Ines Corte, who told the crowd in Porto, on Sunday that the dam leaks.",
            [("who", "told", "that the dam leaks")],
        ),
    ],
)
def test_several_attributions_of_one_sentence_are_told_apart(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = told(text)
    assert all(one in found for one in expected), found


def test_what_a_speaker_says_of_others_points_at_the_outer_attribution() -> None:
    text = "The mayor said that the board denied that the dam leaks."
    outer, inner = find(text)
    assert (surfaces(text, inner.source), inner.outer) == ("the board", 0)
    assert surfaces(text, inner.content) == "that the dam leaks"
    assert outer.outer is None


def test_what_a_quoted_speaker_says_of_others_is_found_inside_the_quote() -> None:
    text = "“The board says that the dam will hold,” the mayor said."
    outer, inner = find(text)
    assert (surfaces(text, outer.source), surfaces(text, inner.source)) == ("the mayor", "The board")
    assert inner.outer == 0


def test_a_quote_over_paragraphs_is_one_content() -> None:
    text = "“It was late.\n\n“We left,” she said."
    (attribution,) = find(text)
    assert surfaces(text, attribution.content) == "“It was late. / “We left,”"


def test_a_quote_after_a_colon_in_the_next_paragraph_is_introduced() -> None:
    text = "Corte was blunt in her reply to the council:\n\n“The dam will not hold another winter like this one.”"
    (attribution,) = find(text)
    assert surfaces(text, attribution.source) == "Corte"
    assert surfaces(text, attribution.content).startswith("“The dam will not hold")


def test_a_quote_alone_goes_on_from_the_paragraph_before() -> None:
    text = "“We left,” she said. “It was late.”\n\n“The road was closed by then.”"
    (attribution,) = find(text)
    assert len(attribution.content) == 3


def test_a_long_quote_without_any_speaker_stands_free() -> None:
    text = "The dam is old.\n\n“The water came at night and nobody had told us anything at all.”"
    (attribution,) = find(text)
    assert (attribution.form, attribution.source, attribution.cue) == (Form.FREE_DIRECT, (), ())


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“The dam is safe,” the mayor said.", Form.DIRECT),
        ("The mayor said the dam was “old but sound.”", Form.MIXED),
        ("The mayor said that the dam is safe.", Form.INDIRECT),
        ("The council condemned the sailing.", Form.ACT_REPORT),
    ],
)
def test_the_form_is_told_by_the_marks(text: str, form: Form) -> None:
    assert find(text)[0].form is form


def test_a_scare_quote_alone_is_no_attribution() -> None:
    assert find("The so-called “old town” was built in May.") == ()


def test_furniture_is_not_looked_at() -> None:
    text = "The mayor said that the dam is safe.\nShare this: the mayor said that the dam is safe."
    furniture = (Span(text.index("Share"), len(text)),)
    assert len(find_marks(segment(text, furniture), tagger=None).attributions) == 1


def check(text: str) -> None:
    found = find(text)
    extents = []
    for attribution in found:
        spans = (*attribution.source, *attribution.cue, *attribution.content)
        assert attribution.content
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(span.surface(text) == span.surface(text).strip() for span in spans)
        assert all(before.end <= after.start for before, after in pairwise(attribution.content))
        assert 0 <= attribution.confidence <= 1
        assert attribution.outer is None or 0 <= attribution.outer < len(found)
        extents.append(min(spans))
    assert extents == sorted(extents, key=lambda span: span.start)


MARKS = ["“", "”", '"', "'", "’", "‘", "''", ", ", ". ", "\n\n", ": ", "(", ")", " — "]
WORDS = (
    " said , The mayor, denied , that ,he, and , but , to confirm , refused,according to ,reports, the dam , will hold,"
    "neither , nor , who , it, called "
).split(",")
STRANGE = ["\x00", "🙂", "市長は言った", " قال ", " не подтвердил ", "İ"]
PIECES = st.sampled_from([*MARKS, *WORDS, *STRANGE])


@given(st.lists(PIECES, max_size=40).map("".join))
def test_spans_are_inside_the_text_trimmed_and_not_empty(text: str) -> None:
    check(text)


@given(st.text(max_size=150))
def test_any_text_can_be_read(text: str) -> None:
    check(text)


@example(" the dam “,  said according to  said ")
@given(st.lists(PIECES, max_size=25).map("".join))
def test_nesting_has_no_circles(text: str) -> None:
    found = find(text)
    for attribution in found:
        steps = 0
        while attribution.outer is not None:
            attribution = found[attribution.outer]
            steps += 1
            assert steps <= len(found)


@pytest.mark.parametrize(
    "piece",
    ["“A ", "he said, ", '" a', "The mayor said the dam is safe and he denied it ", "\x00 said ", "( ", "“He said\n"],
)
def test_time_grows_linearly_with_a_text_without_ends(piece: str) -> None:
    short, long = (piece * (size // len(piece)) for size in (15_000, 60_000))
    seconds = []
    for text in (short, long):
        started = time.process_time()
        check(text)
        seconds.append(time.process_time() - started)
    # Four times the text; a quadratic step would take sixteen times as long.
    assert seconds[1] < 9 * seconds[0] + 0.2


@pytest.mark.parametrize("verb", ["denied", "will deny", "admitted"])
def test_a_stance_before_a_tag_is_found_inside_what_the_tag_reports(verb: str) -> None:
    text = f"The smith {verb} that she forged the key, her lawyer told the court."
    inner, outer = sorted(find(text), key=lambda one: len(one.content[0]))
    assert surfaces(text, inner.content) == "that she forged the key"
    assert surfaces(text, inner.source) == "The smith"
    assert surfaces(text, outer.cue) == "told"


FAR_OFF = [
    ("The mayor was expected to deny that the dam leaks.", "The mayor", "to deny", "that the dam leaks"),
    ("The judge ruled the mayor had been wrong to deny that it leaks.", "the mayor", "to deny", "that it leaks"),
    ("A denial from the mayor that the dam leaks calmed us.", "the mayor", "denial", "that the dam leaks calmed us"),
    ("It has been denied by the mayor that the dam leaks.", "the mayor", "has been denied", "that the dam leaks"),
    ("That the dam had burst was denied by the mayor.", "the mayor", "was denied", "That the dam had burst"),
    ("Divers say, but the mayor denies, that the dam leaks.", "the mayor", "denies", "that the dam leaks"),
    (
        "The mayor dismissed as idle the claim that the dam leaks.",
        "The mayor",
        "dismissed",
        "as idle the claim that the dam leaks",
    ),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), FAR_OFF, ids=[row[0] for row in FAR_OFF])
def test_a_denial_is_found_though_its_parts_stand_apart(text: str, source: str, cue: str, content: str) -> None:
    parts = [tuple(surfaces(text, spans) for spans in (one.source, one.cue, one.content)) for one in find(text)]
    assert (source, cue, content) in parts
