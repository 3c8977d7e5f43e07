"""The tools give printed letters with their place, or say that there is none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sayso.ledger import Ledger
from tests.mcp.conftest import HOME, Ask, called, listed
from tests.web.conftest import SCRIPT, Ids

QUESTION = "A navy cutter rammed the trawler Marit"


def asked_of_all(ask: Ask, ids: Ids) -> dict[str, Any]:
    return {
        "search": ask("search", words="cutter"),
        "story": ask("story", id=ids.story),
        "claim": ask("claim", id=ids.claim),
        "ask": ask("ask", question=QUESTION),
        "who": ask("who", name="navy of vastland"),
    }


def cells_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every cell of an answer, wherever it stands."""
    if isinstance(value, dict):
        if "statement" in value:
            yield value
        for inner in value.values():
            yield from cells_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from cells_in(inner)


def test_every_tool_reads_only_and_describes_what_it_takes_and_gives(made_ledger: Path) -> None:
    tools = listed(made_ledger)
    assert list(tools) == ["search", "story", "claim", "ask", "who"]
    for tool in tools.values():
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.destructive_hint is False
        assert tool.annotations.open_world_hint is False
        assert tool.description
        assert tool.output_schema is not None
        Draft202012Validator.check_schema(tool.input_schema)
        Draft202012Validator.check_schema(tool.output_schema)


def test_every_answer_follows_its_schema(made_ledger: Path, ask: Ask, ids: Ids) -> None:
    tools = listed(made_ledger)
    for name, record in asked_of_all(ask, ids).items():
        Draft202012Validator(tools[name].output_schema or {}).validate(record)
        assert record["no_cell"] is None


def test_every_cell_holds_the_article_s_own_letters(made_ledger: Path, ask: Ask, ids: Ids) -> None:
    with Ledger.open(made_ledger, read_only=True) as ledger:
        for name, record in asked_of_all(ask, ids).items():
            cells = list(cells_in(record))
            assert cells, name
            for cell in cells:
                text = ledger.article(cell["article"]).text
                for sentence in cell["sentences"]:
                    assert sentence["text"] == text[sentence["start"] : sentence["end"]] != ""
                said = [text[start:end] for start, end in cell["content"]]
                assert all(any(words in each["text"] for each in cell["sentences"]) for words in said)
                assert cell["link"].startswith(f"{HOME}/")
                assert cell["link"].endswith(f"#{cell['statement']}")


def test_a_claim_tells_who_takes_which_stance(ask: Ask, ids: Ids) -> None:
    cells = ask("claim", id=ids.claim, limit=50)["claim"]["cells"]
    assert {(cell["speaker"], cell["stance"]) for cell in cells} >= {
        ("fishermen's union", "supports"),
        ("Navy of Vastland", "denies"),
        ("Navy of Vastland", "supports"),
        ("Ida Holm", "noncommittal"),
    }
    assert all(cell["claim"] == ids.claim for cell in cells)
    assert any(cell["also_in"] == ["a2"] for cell in cells)


def test_a_change_of_position_is_named(ask: Ask) -> None:
    (speaker,) = ask("who", name="Navy of Vastland")["speakers"]
    assert speaker["changes"] == ["a navy cutter rammed the trawler Marit"]
    assert [cell["stance"] for cell in speaker["cells"]] == ["denies", "supports"]


def test_an_answer_is_towards_the_words_asked(ask: Ask) -> None:
    record = ask("ask", question=QUESTION)
    assert record["question"] == QUESTION
    (told,) = record["stories"]
    assert told["claim"]["id"] is None
    assert {cell["claim"] for cell in told["claim"]["cells"]} == {None}
    assert "/ask?q=A+navy+cutter" in told["link"]


@pytest.mark.parametrize(
    ("name", "arguments", "why"),
    [
        ("search", {"words": "giraffe"}, "no article of the ledger holds all these words"),
        ("ask", {"question": "The giraffe escaped from the zoo"}, "no statement of the ledger is about all of that"),
        ("who", {"name": "Nobody Atall"}, "nobody in the ledger is called 'Nobody Atall'"),
        ("claim", {"id": "c1", "offset": 1000}, "nothing behind offset 1000"),
    ],
)
def test_without_a_cell_it_says_so(ask: Ask, name: str, arguments: dict[str, Any], why: str) -> None:
    record = ask(name, **arguments)
    assert why in record["no_cell"]
    assert list(cells_in(record)) == []
    assert record["next_offset"] is None


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("claim", {"id": "c1"}), ("who", {"name": "fishermen's union"}), ("search", {"words": "marit"})],
)
def test_pages_follow_each_other_to_the_end(ask: Ask, name: str, arguments: dict[str, Any]) -> None:
    whole = [cell["statement"] for cell in cells_in(ask(name, **arguments, limit=50))]
    walked, offset = [], 0
    while offset is not None:
        record = ask(name, **arguments, limit=1, offset=offset)
        walked += [cell["statement"] for cell in cells_in(record)]
        offset = record["next_offset"]
    assert walked == whole
    assert len(whole) > 1


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("story", {"id": "nothing"}, "no story has the id 'nothing'"),
        ("claim", {"id": "c"}, "more than one claim id begins with 'c': c1, c2"),
        ("claim", {}, "id: Field required"),
        ("claim", {"id": "x" * 5_000_000}, "id: String should have at most 300 characters"),
        ("search", {"words": " "}, "words: String should have at least 1 character"),
        ("search", {"words": "cutter", "limit": 10**9}, "limit: Input should be less than or equal to 50"),
        ("search", {"words": "cutter", "offset": -1}, "offset: Input should be greater than or equal to 0"),
        ("search", {"words": "cutter", "sql": "x"}, "sql: Extra inputs are not permitted"),
        ("search", {"words": ["cutter"]}, "words: Input should be a valid string"),
        ("search", {"words": "\ud800"}, "words: Input should be a valid string"),
        ("ask", {"question": "hm"}, "hm"),
        ("ask", {"question": QUESTION, "story": "nothing"}, "no story has the id 'nothing'"),
        ("drop", {}, "there is no tool of that name; there is search, story, claim, ask, who"),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_sentence(
    made_ledger: Path, name: str, arguments: dict[str, Any], told: str
) -> None:
    answer = called(made_ledger, name, arguments)
    assert answer.is_error
    (content,) = answer.content
    assert told in content.text
    assert len(content.text) < 500
    assert "Traceback" not in content.text


def test_a_ledger_that_is_gone_is_said_so(tmp_path: Path) -> None:
    answer = called(tmp_path / "gone.db", "search", {"words": "cutter"})
    assert answer.is_error
    assert "no ledger there" in answer.content[0].text


def test_what_strangers_wrote_is_given_as_letters_and_never_as_a_link(hostile_ledger: Path) -> None:
    record = called(hostile_ledger, "search", {"words": "cutter"}).structured_content
    assert SCRIPT in json.dumps(record["passages"][0]["title"]).replace('\\"', '"')
    assert all(passage["url"] is None for passage in record["passages"])
    assert "javascript:" not in json.dumps(record)


def test_nothing_is_written(made_ledger: Path, ask: Ask, ids: Ids) -> None:
    before = made_ledger.read_bytes()
    asked_of_all(ask, ids)
    assert made_ledger.read_bytes() == before
