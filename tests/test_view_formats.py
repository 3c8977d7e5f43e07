"""What the views print as JSON: one object each, whose parts are the exchange format's own."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator

from sayso.formats import (
    dumps,
    entity_to_json,
    hit_to_json,
    reprint_to_json,
    speaker_view_to_json,
    story_view_to_json,
    summary_to_json,
)
from sayso.records import Entity, Hit, SpeakerView, StorySummary
from sayso.spans import Span
from sayso.views import build_matrix
from tests.views.made import ARTICLES, COLLISION, NAVY, REPRINTS, STATEMENTS, STORY

SCHEMA = json.loads(files("sayso").joinpath("data/exchange.schema.json").read_text(encoding="utf-8"))
NAVY_ENTITY = Entity("navy", NAVY.name, NAVY.kind, NAVY.sector, None, None, ("a1.navy", "a2.navy"), "same name")


def valid(record: dict[str, Any], definition: str) -> bool:
    return Draft202012Validator({**SCHEMA, "$ref": f"#/$defs/{definition}"}).is_valid(record)


def test_a_story_holds_its_parts_in_the_exchange_format() -> None:
    record = json.loads(dumps(story_view_to_json(STORY)))
    assert list(record) == ["story", "articles", "statements", "claims", "reprints", "quotations"]
    assert valid(record["story"], "story")
    assert all(valid(claim, "claim") for claim in record["claims"])
    assert [article["text"] for article in record["articles"]] == [article.text for article in ARTICLES]
    assert [statement["id"] for statement in record["statements"]] == [statement.id for statement in STATEMENTS]
    assert record["reprints"] == [reprint_to_json(REPRINTS[0])]


def test_a_claim_of_a_story_says_on_whom_it_rests() -> None:
    rows = build_matrix(
        STORY.claims, articles=STORY.articles, statements=STORY.statements, reprints=STORY.reprints, limit=None
    ).rows
    record = story_view_to_json(STORY, {row.claim.id: row.tree for row in rows})
    assert all(valid(claim, "claim") for claim in record["claims"])
    assert [len(claim["sourcing"]["origins"]) for claim in record["claims"]] == [1, 5]


def test_a_reprint_says_whose_text_and_on_what_evidence() -> None:
    assert reprint_to_json(REPRINTS[0]) == {
        "article": "a2",
        "of": "a1",
        "relation": "wholly_derived",
        "how": "abridged",
        "evidence": ["credit line: Coastwire"],
        "shared": 0.97,
    }


def test_a_speaker_holds_statements_with_their_articles() -> None:
    view = SpeakerView(NAVY_ENTITY, ((ARTICLES[0], STATEMENTS[1]), (ARTICLES[3], STATEMENTS[7])), (COLLISION,))
    record = speaker_view_to_json(view)
    assert record["speaker"] == entity_to_json(NAVY_ENTITY)
    assert record["speaker"]["members"] == ["a1.navy", "a2.navy"]
    assert [(each["article"], each["act"]) for each in record["statements"]] == [("a1", "deny"), ("a4", "acknowledge")]
    assert [claim["id"] for claim in record["claims"]] == ["c1"]
    assert record["quotations"] == []


def test_a_hit_is_its_article_with_the_words_found() -> None:
    record = hit_to_json(Hit(ARTICLES[0], "s1", (Span(75, 80),)))
    assert (record["id"], record["story"], record["spans"]) == ("a1", "s1", [[75, 80]])


def test_a_row_of_the_list_of_stories() -> None:
    summary = StorySummary("s1", "Title", 4, 3, 2, 9, "2025-03-03", None, ("The Lantern",))
    record = summary_to_json(summary)
    assert record["outlets"] == ["The Lantern"]
    assert (record["articles"], record["origins"], record["last_on"]) == (4, 3, None)
