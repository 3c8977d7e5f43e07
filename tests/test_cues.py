"""The cue lexicon: its entries, the forms of its verbs, and what a whole cue span says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.cues import (
    CuePos,
    Inflections,
    Negation,
    VerbForm,
    forms_of,
    grammar,
    inflect,
    load_cues,
    match_cues,
    read_cue,
)
from sayso.errors import LexiconError
from sayso.records import Act
from sayso.segments import tokenize


def words(text: str) -> list[str]:
    return [token.text.lower() for token in tokenize(text)]


def test_several_hundred_entries_of_every_kind_each_with_its_reference() -> None:
    cues = load_cues()
    counted = {pos: sum(cue.pos is pos for cue in cues) for pos in CuePos}
    assert counted[CuePos.VERB] > 500
    assert counted[CuePos.NOUN] > 150
    assert counted[CuePos.ADJECTIVE] > 100
    assert counted[CuePos.PHRASE] > 15
    assert all(cue.reference and cue.frames for cue in cues)
    assert all(cue.lemma == cue.lemma.lower() for cue in cues)


@pytest.mark.parametrize(
    ("verb", "s", "past", "participle", "ing"),
    [
        ("say", "says", "said", "said", "saying"),
        ("deny", "denies", "denied", "denied", "denying"),
        ("convey", "conveys", "conveyed", "conveyed", "conveying"),
        ("urge", "urges", "urged", "urged", "urging"),
        ("write", "writes", "wrote", "written", "writing"),
        ("admit", "admits", "admitted", "admitted", "admitting"),
        ("stress", "stresses", "stressed", "stressed", "stressing"),
        ("agree", "agrees", "agreed", "agreed", "agreeing"),
        ("refuse", "refuses", "refused", "refused", "refusing"),
        ("echo", "echoes", "echoed", "echoed", "echoing"),
        ("offer", "offers", "offered", "offered", "offering"),
        ("foresee", "foresees", "foresaw", "foreseen", "foreseeing"),
        ("lie", "lies", "lied", "lied", "lying"),
    ],
)
def test_verbs_are_inflected(verb: str, s: str, past: str, participle: str, ing: str) -> None:
    assert inflect(verb) == Inflections(verb, s, past, participle, ing)


def test_one_printed_form_may_be_several_inflections() -> None:
    assert forms_of("deny")["denied"] == {VerbForm.PAST, VerbForm.PARTICIPLE}
    assert forms_of("write")["wrote"] == {VerbForm.PAST}
    assert forms_of("put")["put"] == {VerbForm.BASE, VerbForm.PAST, VerbForm.PARTICIPLE}


def test_the_longest_cue_comes_first() -> None:
    matches = match_cues(words("called for calm"), 0)
    assert [match.cue.lemma for match in matches] == ["call for", "call"]
    assert (matches[0].start, matches[0].end) == (0, 2)


@pytest.mark.parametrize(
    ("span", "lemma", "negation", "act"),
    [
        ("said", "say", Negation.NONE, Act.ASSERT),
        ("told reporters", "tell", Negation.NONE, Act.ASSERT),
        ("has denied", "deny", Negation.NONE, Act.DENY),
        ("did not deny", "deny", Negation.NOT, Act.DOES_NOT_DENY),
        ("didn’t deny", "deny", Negation.NOT, Act.DOES_NOT_DENY),
        ("declined to deny", "deny", Negation.REFUSED, Act.DOES_NOT_DENY),
        ("refused to confirm", "confirm", Negation.REFUSED, Act.DECLINES_TO_CONFIRM),
        ("would not confirm", "confirm", Negation.NOT, Act.DECLINES_TO_CONFIRM),
        ("could not confirm", "confirm", Negation.UNABLE, Act.CANNOT_CONFIRM),
        ("couldn't confirm", "confirm", Negation.UNABLE, Act.CANNOT_CONFIRM),
        ("was unable to confirm", "confirm", Negation.UNABLE, Act.CANNOT_CONFIRM),
        ("was not able to confirm", "confirm", Negation.UNABLE, Act.CANNOT_CONFIRM),
        ("refused to rule out", "rule out", Negation.REFUSED, Act.ASSESS_POSSIBLE),
        ("ruled out", "rule out", Negation.NONE, Act.DENY),
        ("dismissed", "dismiss", Negation.NONE, Act.DISPUTE),
        ("declined to comment on", "comment on", Negation.REFUSED, Act.DECLINES_TO_CONFIRM),
        ("did not immediately respond to", "respond to", Negation.NOT, Act.NO_RESPONSE),
        ("continued to insist", "insist", Negation.NONE, Act.ASSERT),
        ("neither confirmed nor denied", "neither confirmed nor denied", Negation.NONE, Act.DECLINES_TO_CONFIRM),
        ("do not believe", "believe", Negation.NOT, Act.DENY),
        ("urged", "urge", Negation.NONE, Act.DEMAND),
        ("according to", "according to", Negation.NONE, Act.ASSERT),
        ("denials", "denial", Negation.NONE, Act.DENY),
    ],
)
def test_a_cue_span_is_read_with_what_negates_it(span: str, lemma: str, negation: Negation, act: Act) -> None:
    reading = read_cue(words(span))
    assert reading is not None
    assert (reading.cue.lemma, reading.negation, reading.act_in()) == (lemma, negation, act)


def test_telling_that_asserts_and_telling_to_demands() -> None:
    reading = read_cue(["told"])
    assert reading is not None
    assert reading.act_in("that") is Act.ASSERT
    assert reading.act_in("to") is Act.DEMAND


def test_a_span_without_a_cue_reads_as_nothing() -> None:
    assert read_cue(words("the green house of the")) is None
    assert read_cue([]) is None


@given(st.lists(st.sampled_from(["not", "to", "confirm", "refused", "could", "no", "of", "'", "t", "didn", "said"])))
def test_any_row_of_words_can_be_read(row: list[str]) -> None:
    reading = read_cue(row)
    assert reading is None or reading.act_in() in {*Act, None}


def test_an_unknown_group_of_words_is_refused() -> None:
    with pytest.raises(LexiconError, match="no group 'colour'"):
        grammar("colour")


def test_no_cue_stands_outside_the_row() -> None:
    assert match_cues(["said"], 1) == ()
    assert match_cues([], 0) == ()
