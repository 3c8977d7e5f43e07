"""A spaCy pipeline: attributions on a Doc, whatever its text, and wherever the Doc travels."""

from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.formats import statement_to_json
from sayso.ingest import examine

spacy = pytest.importorskip("spacy")
TEXT = (
    "OSTBY, March 5 — Mayor Ada Quill denied reports that the harbour bridge was unsafe. "
    '"The bridge will carry lorries on Monday," she said. The ministry would not confirm a report of cracks.'
)


@pytest.fixture(scope="module")
def nlp() -> Any:
    import_module("sayso.spacy")
    nlp = spacy.blank("en")
    nlp.add_pipe("sayso", config={"rules_alone": True})
    return nlp


def readable(text: str) -> str:
    return str(import_module("sayso.spacy").readable(text))


def told(doc: Any) -> list[tuple[str, str, str]]:
    return [
        (one.speaker.name if one.speaker else "", one.act.value, " ".join(span.text for span in one.content))
        for one in doc._.attributions
    ]


def test_a_doc_has_its_attributions(nlp: Any) -> None:
    doc = nlp(TEXT)
    denied = doc._.attributions[0]
    assert (denied.speaker.name, denied.act.value, denied.factuality.value) == ("Ada Quill", "deny", "CT-")
    assert denied.form.value == "indirect"
    assert [span.text for span in denied.cue] == ["denied"]
    assert [span.text for span in denied.source] == ["Mayor Ada Quill"]
    assert told(doc)[0] == ("Ada Quill", "deny", "reports that the harbour bridge was unsafe")
    assert doc._.attributions_problem == ""


def test_statements_are_those_of_examine(nlp: Any) -> None:
    found = [statement_to_json(one.statement) for one in nlp(TEXT)._.attributions]
    assert found == [statement_to_json(one) for one in examine(TEXT, rules_alone=True).statements]


def covers(doc: Any) -> bool:
    """Whether every span of tokens holds the letters of its offsets."""
    pairs = [
        (exact, tokens)
        for one in doc._.attributions
        for exacts, spans in (
            (one.statement.source, one.source),
            (one.statement.cue, one.cue),
            (one.statement.content, one.content),
        )
        for exact, tokens in zip(exacts, spans, strict=True)
    ]
    return all(tokens.start_char <= exact.start and exact.end <= tokens.end_char for exact, tokens in pairs)


HARD = st.text(
    st.sampled_from("“”\"'’ \n\r\t\u00a0\ufeff\u202e\U0001f600\x00.,—eé") | st.characters(codec="utf-8"), max_size=30
)


@given(before=HARD, after=HARD)
def test_offsets_hold_for_any_text(nlp: Any, before: str, after: str) -> None:
    doc = nlp.make_doc(f"{before}{TEXT}{after}")
    doc = nlp.get_pipe("sayso")(doc)
    assert covers(doc)
    if not doc._.attributions_problem:
        assert examine(readable(doc.text), rules_alone=True).article.text == readable(doc.text)


@pytest.mark.parametrize("before", ["", "\ufeff", "\ufeff\ufeff", "\U0001f600 ", "\r\n\r\n", "e\u0301 "])
def test_letters_of_every_width_shift_nothing(nlp: Any, before: str) -> None:
    doc = nlp.get_pipe("sayso")(nlp.make_doc(f"{before}{TEXT}"))
    said = [span.surface(doc.text) for one in doc._.attributions for span in one.statement.content]
    assert '"The bridge will carry lorries on Monday,"' in said


@pytest.mark.parametrize("text", ["", " \n "])
def test_a_doc_that_cannot_be_read_says_why(nlp: Any, text: str) -> None:
    doc = nlp(text)
    assert doc._.attributions == ()
    assert doc._.attributions_problem


def test_a_doc_that_was_never_read_has_none() -> None:
    import_module("sayso.spacy")
    doc = spacy.blank("en").make_doc(TEXT)
    assert (doc._.attributions, doc._.attributions_problem) == ((), "")


def test_they_travel_with_the_doc(nlp: Any) -> None:
    doc = nlp(TEXT)
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert told(again) == told(doc) != []
    packed = spacy.tokens.DocBin(docs=[doc], store_user_data=True).to_bytes()
    (unpacked,) = spacy.tokens.DocBin().from_bytes(packed).get_docs(nlp.vocab)
    assert told(unpacked) == told(doc)


def test_a_pipeline_is_saved_and_loaded(nlp: Any, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    assert told(spacy.load(tmp_path / "pipeline")(TEXT)) == told(nlp(TEXT))


def test_spacy_finds_the_component_by_its_entry_point() -> None:
    project = Path(__file__).parents[1] / "pyproject.toml"
    points = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["entry-points"]["spacy_factories"]
    module, _, name = points["sayso"].partition(":")
    assert callable(getattr(import_module(module), name))
