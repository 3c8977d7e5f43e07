"""REST: the exchange format, page by page, in one shape of success and one of failure."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from sayso import formats
from sayso.ledger import KINDS, Ledger
from tests.web.conftest import Ids

LISTS = ["stories", "claims", "speakers", "articles", "quotations", "problems"]
# Name in examples.json -> where an answer of that shape is.
PLACES = {
    **{name: f"/api/v1/{name}" for name in LISTS},
    "story": "/api/v1/stories/{story}",
    "positions": "/api/v1/claims/{claim}/positions",
    "claim": "/api/v1/claims/{claim}",
    "speaker": "/api/v1/speakers/{speaker}",
    "article": "/api/v1/articles/{article}",
    "quotation": "/api/v1/quotations/{quotation}",
    "statements": "/api/v1/articles/{article}/statements",
    "who": "/api/v1/who?q={speaker}",
    "ledger": "/api/v1/ledger",
    "search": "/api/v1/search?q=cutter",
    "ask": "/api/v1/ask?q=A navy cutter rammed the trawler Marit",
}
EXAMPLES = json.loads(files("sayso.web").joinpath("examples.json").read_text(encoding="utf-8"))
SCHEMA = json.loads(files("sayso").joinpath("data", "exchange.schema.json").read_text(encoding="utf-8"))


def get(client: TestClient, ids: Ids, place: str) -> Any:
    answer = client.get(place.format(**asdict(ids)))
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def keys(value: Any) -> Any:
    """The names of a value's fields, of a list those of its first item."""
    if isinstance(value, dict):
        return {name: keys(inner) for name, inner in value.items() if name not in {"dateline", "said_on", "author"}}
    return [keys(value[0])] if isinstance(value, list) and value and isinstance(value[0], dict) else None


@pytest.mark.parametrize("name", PLACES)
def test_every_example_has_the_fields_of_an_answer(client: TestClient, ids: Ids, name: str) -> None:
    told, made = keys(EXAMPLES[name]), keys(get(client, ids, PLACES[name]))
    assert told.keys() == made.keys()
    if "items" in made and told["items"] and made["items"]:
        assert told["items"][0].keys() == made["items"][0].keys()


@pytest.mark.parametrize(
    ("place", "record"), [("/api/v1/claims/{claim}", "claim"), ("/api/v1/quotations/{quotation}", "quotation")]
)
def test_records_are_those_of_the_exchange_format(client: TestClient, ids: Ids, place: str, record: str) -> None:
    schema = {"$ref": f"#/$defs/{record}", "$defs": SCHEMA["$defs"]}
    Draft202012Validator(schema).validate(get(client, ids, place))


def test_an_article_is_what_extract_prints(client: TestClient, ids: Ids, made_ledger: Path) -> None:
    with Ledger.open(made_ledger, read_only=True) as ledger:
        (findings,) = ledger.findings([ids.article])
    assert get(client, ids, "/api/v1/articles/{article}") == formats.findings_to_json(findings)


@pytest.mark.parametrize("name", ["claims", "speakers", "articles"])
def test_lists_are_walked_to_their_end(client: TestClient, ids: Ids, name: str) -> None:
    whole = get(client, ids, f"/api/v1/{name}?limit=500")["items"]
    walked: list[Any] = []
    onward = f"/api/v1/{name}?limit=2"
    while onward:
        answer = client.get(onward)
        page = answer.json()
        assert len(page["items"]) <= 2
        walked += page["items"]
        assert answer.links.get("next", {}).get("url") == page["next"]
        onward = page["next"]
    assert len(whole) > 1
    assert walked == whole


def test_lists_can_be_narrowed(client: TestClient, ids: Ids) -> None:
    def n(place: str) -> int:
        return len(get(client, ids, place)["items"])

    assert n("/api/v1/claims?story={story}") == n("/api/v1/claims")
    assert n("/api/v1/claims?story=none") == 0
    assert n("/api/v1/claims?speaker={speaker}") > 0
    assert n("/api/v1/claims?speaker=nobody") == 0
    assert n("/api/v1/speakers?name=navy") == 1
    assert n("/api/v1/articles?outlet=else") == 2
    assert n("/api/v1/articles?story=none") == 0
    assert n("/api/v1/articles?id=a1&id=a3&id=none") == 2
    assert n("/api/v1/quotations?story=none") == 0
    assert n("/api/v1/stories?q=giraffe") == 0


@pytest.mark.parametrize("name", [*LISTS, "positions", "statements", "search"])
def test_every_list_is_a_table_too(client: TestClient, ids: Ids, name: str) -> None:
    place = PLACES[name].format(**asdict(ids))
    answer = client.get(f"{place}{'&' if '?' in place else '?'}format=csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    items = get(client, ids, place)["items"]
    assert len(rows) == len(items)
    assert set(rows[0]) == set(items[0])


@pytest.mark.parametrize("kind", KINDS)
def test_whole_tables_are_given(client: TestClient, kind: str) -> None:
    lines = client.get(f"/api/v1/export/{kind}").text.splitlines()
    rows = list(csv.DictReader(io.StringIO(client.get(f"/api/v1/export/{kind}?format=csv").text)))
    assert len(rows) == len(lines) > 0
    assert set(rows[0]) == set(json.loads(lines[0]))


@pytest.mark.parametrize(
    ("place", "status", "kind"),
    [
        ("/api/v1/stories/nothing", 404, "not_found"),
        ("/api/v1/claims/nothing/positions", 404, "not_found"),
        ("/api/v1/speakers/nobody", 404, "not_found"),
        ("/api/v1/articles/nothing", 404, "not_found"),
        ("/api/v1/quotations/nothing", 404, "not_found"),
        ("/api/v1/articles/nothing/statements", 404, "not_found"),
        ("/api/v1/who?q=nobody", 404, "not_found"),
        ("/api/v1/who", 400, "wrong_use"),
        ("/api/v1/export/secrets", 404, "not_found"),
        ("/api/v1/nothing", 404, "not_found"),
        ("/api/v1/stories?limit=0", 400, "wrong_use"),
        ("/api/v1/stories?limit=99999", 400, "wrong_use"),
        ("/api/v1/stories?offset=99999999999999999999", 400, "wrong_use"),
        ("/api/v1/stories?since=soon", 400, "wrong_use"),
        ("/api/v1/stories?format=xml", 400, "wrong_use"),
        ("/api/v1/ask?q=hm", 400, "wrong_use"),
        ("/api/v1/ask", 400, "wrong_use"),
        ("/api/v1/search", 400, "wrong_use"),
    ],
)
def test_failures_have_one_shape(client: TestClient, place: str, status: int, kind: str) -> None:
    answer = client.get(place)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert (error["status"], error["kind"]) == (status, kind)
    assert error["message"]
    assert "etag" not in answer.headers


@pytest.mark.parametrize("name", PLACES)
def test_an_answer_that_is_known_is_not_given_again(client: TestClient, ids: Ids, name: str) -> None:
    place = PLACES[name].format(**asdict(ids))
    tag = client.get(place).headers["etag"]
    again = client.get(place, headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(place, headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.get(f"{place}{'&' if '?' in place else '?'}x=1").headers["etag"] != tag


@pytest.mark.parametrize("place", ["/", "/api/v1/stories", "/static/web.css", "/nothing"])
def test_head_is_get_without_its_body(client: TestClient, place: str) -> None:
    whole = client.get(place)
    client.cookies.clear()
    head = client.head(place)
    assert head.content == b""
    for answer in (whole, head):
        # It holds the time.
        answer.headers.pop("set-cookie", None)
    assert (head.status_code, head.headers) == (whole.status_code, whole.headers)


def test_the_openapi_document_describes_every_answer_with_an_example(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    for path, operations in document["paths"].items():
        assert path.startswith("/api/v1/")
        assert set(operations) == {"get"}
        assert operations["get"]["summary"]
        content = operations["get"]["responses"]["200"]["content"]
        assert "export" in path or content["application/json"]["example"]
        assert "422" not in operations["get"]["responses"]
    assert {"claim", "statement", "failure"} <= set(document["components"]["schemas"])
