"""What the OpenAPI document says of each answer: its schema, put together from records, and an example."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from sayso.formats import Json
from sayso.web.failures import Kind

SCHEMAS = "#/components/schemas/"
# Before the name of an answer; without it "story" would be both a record and the answer that holds it.
ANSWER = "answer_"


@cache
def examples() -> Json:
    """Name of an answer -> one, shortened."""
    found: Json = json.loads(_data("examples.json"))
    return found


def answer_ref(name: str) -> Json:
    """Where the schema of an answer stands."""
    return _ref(f"{ANSWER}{name}")


@cache
def schemas() -> Json:
    """Every schema: the records of the exchange format, those that only answers have, the answers, the failure."""
    records: Json = _exchange_records() | json.loads(_data("answers.json"))
    text, optional_text = {"type": "string"}, {"type": ["string", "null"]}
    extracted, claim = records["extracted"], records["claim"]
    article = _varied(extracted, without=("speakers", "statements", "problems"))
    own = {
        "article": article,
        "hit": _varied(article, story=optional_text, spans=_ref("spans")),
        "spoken": _varied(records["exported_statement"], published_at=optional_text),
        "answer": _varied(claim, without=("id",), question=text, title=text, claims=_array(text)),
        "told_of": _object(
            speaker=_ref("entity"),
            statements=_array(_ref("spoken")),
            claims=_array(_ref("claim")),
            quotations=_array(_ref("quotation")),
            printed_in=_array(text),
        ),
    }
    answers = _answers(records)
    return records | own | {f"{ANSWER}{name}": schema for name, schema in answers.items()} | {"failure": _failure()}


def _answers(records: Json) -> Json:
    """Name of an answer -> its schema."""
    extracted, claim, text = records["extracted"], records["claim"], {"type": "string"}
    return {
        "stories": _list("story_summary"),
        "story": _object(
            story=_ref("story"),
            articles=_array(_ref("article")),
            statements=_array(_ref("statement")),
            claims=_array(_ref("claim")),
            reprints=_array(_ref("reprint")),
            quotations=_array(_ref("quotation")),
        ),
        "positions": _list("said"),
        "claims": _list("claim"),
        "claim": {**claim, "required": [*claim["required"], "sourcing"]},
        "speakers": _list("entity"),
        "speaker": _ref("told_of"),
        "who": _list("told_of"),
        "ledger": _object(
            counts={"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
            programs=_array(_object(name=text, version=text)),
        ),
        "articles": _list("article"),
        "article": extracted,
        "statements": _list("exported_statement"),
        "quotations": _list("quotation"),
        "quotation": records["quotation"],
        "problems": _list("problem"),
        "search": _list("hit"),
        "ask": _list("answer"),
    }


def _data(name: str) -> str:
    return files("sayso.web").joinpath(name).read_text(encoding="utf-8")


def _exchange_records() -> Json:
    text = files("sayso").joinpath("data", "exchange.schema.json").read_text(encoding="utf-8")
    records: Json = json.loads(text.replace("#/$defs/", SCHEMAS))["$defs"]
    return records


def _failure() -> Json:
    kinds = {"enum": [kind.word for kind in Kind]}
    return _object(error=_object(status={"type": "integer"}, kind=kinds, message={"type": "string"}))


def _ref(name: str) -> Json:
    return {"$ref": f"{SCHEMAS}{name}"}


def _array(items: Json) -> Json:
    return {"type": "array", "items": items}


def _object(**fields: Any) -> Json:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _list(record: str) -> Json:
    """A page of a list, and where the next one is."""
    return _object(items=_array(_ref(record)), next={"type": ["string", "null"]})


def _varied(record: Json, *, without: Iterable[str] = (), **more: Any) -> Json:
    """A record with some fields left out and others added."""
    left_out = frozenset(without)
    fields = {name: schema for name, schema in record["properties"].items() if name not in left_out}
    required = [name for name in record["required"] if name not in left_out]
    return {**record, "properties": fields | more, "required": [*required, *more]}
