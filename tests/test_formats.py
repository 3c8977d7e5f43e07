"""The exchange format: what is written validates, and comes back the same."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from sayso.errors import FormatError
from sayso.formats import (
    claim_to_json,
    dumps,
    findings_from_json,
    findings_to_json,
    problem_from_json,
    problem_to_json,
    quotation_to_json,
    spans_from_json,
    statement_from_json,
    statement_to_json,
    story_to_json,
)
from sayso.records import (
    Act,
    Article,
    Bound,
    Claim,
    Factuality,
    Figure,
    Findings,
    Form,
    Position,
    Quotation,
    QuotationForm,
    Rewording,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    Story,
)
from sayso.spans import Span
from tests import strategies

EXAMPLE = Statement(
    id="a.1",
    form=Form.INDIRECT,
    source=(Span(0, 3),),
    cue=(Span(4, 8),),
    content=(Span(9, 20),),
    act=Act.ASSERT,
    factuality=Factuality.CT_PLUS,
    presupposed=False,
    speaker=None,
    reason="no name in the article",
    via=(),
    said_on=None,
    confidence=0.5,
)
SCHEMA = json.loads(files("sayso").joinpath("data/exchange.schema.json").read_text(encoding="utf-8"))


def validate(record: dict[str, Any], definition: str) -> None:
    schema = {**SCHEMA, "$ref": f"#/$defs/{definition}"}
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(record)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@settings(max_examples=60)
@given(strategies.findings())
def test_findings_validate_and_come_back(findings: Findings) -> None:
    record = json.loads(dumps(findings_to_json(findings)))
    validate(record, "extracted")
    assert findings_from_json(record) == findings


def test_mentions_stand_once_an_article() -> None:
    speaker = Speaker("a.e1", "Ada Quill", SpeakerKind.NAMED_PERSON, mentions=(Span(0, 9), Span(20, 23)))
    statements = tuple(replace(EXAMPLE, id=f"a.{number}", speaker=speaker) for number in range(5))
    findings = Findings(Article("a", "a.txt", "0" * 64, "x" * 30), statements)
    assert dumps(findings_to_json(findings)).count("[20,23]") == 1
    assert findings_from_json(findings_to_json(findings)) == findings


def test_findings_without_their_speakers_are_refused() -> None:
    record = findings_to_json(Findings(Article("a", "a.txt", "0" * 64, "It rained."), ()))
    del record["speakers"]
    with pytest.raises(FormatError, match="not findings"):
        findings_from_json(record)


def test_one_record_is_one_line_even_with_strange_line_ends() -> None:
    assert dumps({"text": "a\nb\r\u0085"}).count("\n") == 0


def test_claims_quotations_and_stories_validate() -> None:
    figure = Figure(Span(0, 9), "1,500 men", 1500.0, 1500.0, Bound.EXACT, None, "men")
    position = Position("a.1", "a", None, Stance.DENIES, Act.DENY, Factuality.CT_MINUS, None, (figure,))
    claim = Claim("c1", "s1", "the dam held", "a.1", (Span(0, 12),), 1, 2, (position,))
    validate(claim_to_json(claim), "claim")
    forms = tuple(QuotationForm(id, f"{id}.1", (Span(3, 9), Span(12, 15)), Rewording.CUT_END) for id in "ab")
    validate(quotation_to_json(Quotation("a@3", None, forms)), "quotation")
    validate(story_to_json(Story("s1", "Dam", ("a", "b"))), "story")


def test_a_field_that_is_missing_is_refused_by_the_schema() -> None:
    with pytest.raises(Exception, match="'articles' is a required property"):
        validate({"id": "s", "title": "t"}, "story")


@pytest.mark.parametrize("pairs", [[[3, 1]], [[-1, 2]], [[1]], 7, [["x", 2]], None])
def test_spans_that_are_not_spans_are_refused(pairs: Any) -> None:
    with pytest.raises(FormatError):
        spans_from_json(pairs)


@pytest.mark.parametrize("field", ["id", "form", "act", "content", "via"])
def test_a_statement_without_a_field_is_refused(field: str) -> None:
    record = statement_to_json(EXAMPLE)
    del record[field]
    with pytest.raises(FormatError, match="not a statement"):
        statement_from_json(record)


def test_an_unknown_act_is_refused() -> None:
    with pytest.raises(FormatError, match="shrugs"):
        statement_from_json({**statement_to_json(EXAMPLE), "act": "shrugs"})


def test_a_problem_keeps_its_place() -> None:
    record = {"origin": "in.jsonl", "kind": "bad_json", "reason": "no closing brace", "at": "line 3"}
    assert problem_to_json(problem_from_json(record)) == record
