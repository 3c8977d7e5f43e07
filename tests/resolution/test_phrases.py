"""Sources as noun phrases: names, pronouns, descriptions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.resolution.phrases import Phrase, PhraseKind, read_phrase
from sayso.spans import Span


def phrase_of(text: str) -> Phrase:
    return read_phrase(text, Span(0, len(text)))


@pytest.mark.parametrize(
    ("source", "names", "role", "of"),
    [
        ("Anna Weber", ["Anna Weber"], None, None),
        ("U.S. Defense Secretary Dana Holt, who", ["Dana Holt"], "U.S. Defense Secretary", "United States"),
        ("South Korean Ambassador to the U.N. Park Chan-su", ["Park Chan-su"], None, "South Korea"),
        ("Kremlin spokesman Oleg Petrov", ["Oleg Petrov"], "Kremlin spokesman", "Kremlin"),
        ("Robert Hale, US ambassador to the United Nations,", ["Robert Hale"], None, "United States"),
        ("Senator Ortiz", ["Ortiz"], "Senator", None),
        ("Acme spokeswoman Lena Fox", ["Lena Fox"], "Acme spokeswoman", "Acme"),
        ("Lena Fox, a spokeswoman for Acme", ["Lena Fox"], "spokeswoman for Acme", "Acme"),
        ("Ada Roe, a dean at Washington University", ["Ada Roe"], None, "Washington University"),
        ("former Florida Gov. Jo Marsh", ["Jo Marsh"], "former Florida Gov.", "Florida"),
        ("Jack London", ["Jack London"], None, None),
        ("the Norwegian news agency NTB", ["NTB"], None, None),
        ("Norway and Iceland", ["Norway", "Iceland"], None, None),
        ("neither Norway nor the Netherlands", ["Norway", "Netherlands"], None, None),
        ("Norway’s Food Safety Authority", ["Food Safety Authority"], None, None),
    ],
)
def test_a_name_at_the_head(source: str, names: list[str], role: str | None, of: str | None) -> None:
    phrase = phrase_of(source)
    assert phrase.kind is PhraseKind.NAMES
    assert [mention.printed for mention in phrase.names] == names
    if role:
        assert phrase.names[0].role == role
    if of:
        assert phrase.names[0].of == of


@pytest.mark.parametrize(
    ("source", "name", "role"),
    [
        ("The Green nominee, Lena Fox,", "Lena Fox", "nominee"),
        ("her running mate, Sen. Tom Hale", "Tom Hale", "running mate"),
        ("his lawyer, Ada Roe,", "Ada Roe", "lawyer"),
        ("Its ambassador to Norway, Viktor Lund", "Viktor Lund", "ambassador"),
        ("The head of the Food Council, Ada Roe,", "Ada Roe", "head"),
        ("A spokeswoman for the service, Captain Ida Roe", "Ida Roe", "spokeswoman"),
    ],
)
def test_a_name_behind_its_description(source: str, name: str, role: str) -> None:
    phrase = phrase_of(source)
    assert [mention.printed for mention in phrase.names] == [name]
    assert phrase.role is not None
    assert phrase.role.name == role


@pytest.mark.parametrize(
    ("source", "head", "of", "plural", "number"),
    [
        ("Oslo’s spy agency", "agency", "Norway", False, None),
        ("one of its United Nations representatives", "representative", "United Nations", False, None),
        ("two U.S. officials familiar with the matter", "official", "United States", True, 2),
        ("a spokesman for Lena Fox", "spokesman", "Lena Fox", False, None),
        ("Rowe aides", "aide", "Rowe", True, None),
        ("the Rowe campaign", "campaign", "Rowe", False, None),
        ("38% of likely voters", "voter", None, True, None),
        ("a federal judge handling a Freedom of Information case", "judge", None, False, None),
        ("critics", "critic", None, True, None),
        ("the Norwegian government", "government", "Norway", False, None),
        ("a government source", "source", None, False, None),
        ("the statement", "statement", None, False, None),
        ("the company", "company", None, False, None),
    ],
)
def test_a_description(source: str, head: str, of: str | None, plural: bool, number: int | None) -> None:
    phrase = phrase_of(source)
    assert phrase.kind is PhraseKind.DESCRIPTION
    assert (phrase.head, phrase.of, phrase.is_plural, phrase.number) == (head, of, plural, number)


@pytest.mark.parametrize("source", ["he", "She", "they", "it", "who", "We", "both"])
def test_a_pronoun(source: str) -> None:
    assert phrase_of(source).pronoun == source.lower()


def test_a_source_without_words_says_nothing() -> None:
    assert phrase_of("— …").kind is PhraseKind.NOTHING


@given(st.text(alphabet="Aa B.,'’-1ofthe\n“”", max_size=80))
def test_any_source_is_read(source: str) -> None:
    phrase = phrase_of(source)
    assert all(source[name.span.start : name.span.end].strip() for name in phrase.names)
