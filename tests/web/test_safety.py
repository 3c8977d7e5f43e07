"""Bad input, bad people: escaped, refused, limited."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from sayso.ledger import Ledger
from sayso.web.safety import HEADERS, LONGEST_QUERY
from tests.web.conftest import SCRIPT, Ids, Serve
from tests.web.test_pages import PLACES, Markup

TOKEN = "a-token-of-some-length"  # noqa: S105


@pytest.mark.parametrize("place", [place for place in PLACES if "ask?q=A" not in place])
def test_what_reports_hold_never_becomes_markup(serve: Serve, hostile_ledger: Path, ids: Ids, place: str) -> None:
    with Ledger.open(hostile_ledger, read_only=True) as ledger:
        story = ledger.stories()[0].id
        known = asdict(ids) | {"story": story, "claim": ledger.story(story).claims[0].id}
        known["speaker"] = ledger.entities()[0].id
    answer = serve(hostile_ledger).get(place.format(**known))
    assert answer.status_code == 200
    made = Markup(answer.text)
    assert len([tag for tag, _ in made.tags if tag == "script"]) == 1
    assert "img" not in {tag for tag, _ in made.tags}
    assert not [address for address in made.having("href") if address.startswith("javascript")]
    assert "\u202e" not in answer.text
    if place not in {"/about", "/ask", "/ask?q=hm", "/search?q=cutter"} and "?" not in place:
        assert SCRIPT in made.text or SCRIPT.replace('"', "") in made.text.replace('"', "")


@pytest.mark.parametrize(
    "place", ["/", "/nothing", "/api/v1/stories", "/api/v1/nothing", "/static/keys.js", f"/?q={'a' * 5000}"]
)
def test_every_answer_tells_browsers_what_they_may_not_do(client: TestClient, place: str) -> None:
    headers = client.get(place).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert "server" not in headers


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8642", "localhost:9000", "LOCALHOST", "[::1]:8642"])
def test_the_server_answers_to_the_names_of_this_machine(client: TestClient, host: str) -> None:
    assert client.get("/about", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "192.168.0.7", "", "[", "::1"]
)
def test_a_name_that_was_led_here_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/api/v1/stories", headers={"Host": host})
    assert answer.status_code == 421
    assert answer.json()["error"]["kind"] == "wrong_host"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_is_written(client: TestClient, method: str) -> None:
    answer = client.request(method, "/")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("place", ["/?q={}", "/api/v1/search?q={}", "/story/{}"])
def test_what_is_too_long_is_refused(client: TestClient, place: str) -> None:
    assert client.get(place.format("a" * (LONGEST_QUERY + 1))).status_code == 414
    assert client.get(place.format("a" * 400)).status_code in {400, 404}


@pytest.mark.parametrize(
    "place", ["/static/..%2f..%2fapp.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/..%2f..%2fetc/passwd"]
)
def test_no_other_file_is_given_out(client: TestClient, place: str) -> None:
    assert client.get(place).status_code == 404


ODD = [
    "\0",
    "%",
    "%00",
    "\\",
    "'",
    '"',
    '"a',
    "*",
    "NEAR(",
    "a OR b",
    "-1",
    "9" * 25,
    "\u202e",
    "\ud7ff\uffff",
    "\U0001f600",
    "../..",
    "?",
    "#",
]
FIELDS = ["q", "outlet", "speaker", "since", "until", "limit", "offset", "format", "story", "name", "claims", "token"]
LISTS = [
    "/",
    "/ask",
    "/search",
    "/problems",
    "/api/v1/stories",
    "/api/v1/claims",
    "/api/v1/speakers",
    "/api/v1/articles",
]
LISTS += ["/api/v1/quotations", "/api/v1/problems", "/api/v1/search", "/api/v1/ask", "/api/v1/export/claims"]
THINGS = ["story", "claim", "speaker", "article", "quotation", "static"]
THINGS += [f"api/v1/{kind}" for kind in ("stories", "claims", "speakers", "articles", "quotations", "export")]


@pytest.mark.parametrize("value", ODD)
def test_nothing_that_can_be_typed_is_a_fault(client: TestClient, value: str) -> None:
    for place in LISTS:
        for field in FIELDS:
            answer = client.get(place, params={"q": "trawler", field: value})
            assert answer.status_code in {200, 400}, (place, field, answer.text)
    for thing in THINGS:
        assert client.get(f"/{thing}/{quote(value, safe='')}").status_code in {200, 404}, thing


class TestToken:
    """A server that others can reach."""

    @pytest.fixture
    def shared(self, serve: Serve, made_ledger: Path) -> TestClient:
        return serve(made_ledger, home="http://192.168.0.7:8642", host="0.0.0.0", token=TOKEN, names=("desk",))

    @pytest.mark.parametrize("place", ["/", "/api/v1/stories", "/static/keys.js", "/?token=wrong"])
    def test_without_it_nothing_is_shown(self, shared: TestClient, place: str) -> None:
        answer = shared.get(place)
        assert answer.status_code == 401
        assert "trawler" not in answer.text.casefold()

    def test_programs_send_it_as_a_bearer(self, shared: TestClient) -> None:
        assert shared.get("/api/v1/stories", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
        assert shared.get("/api/v1/stories", headers={"Authorization": "Bearer wrong"}).status_code == 401

    def test_readers_open_it_once_and_it_leaves_the_address(self, shared: TestClient) -> None:
        answer = shared.get(f"/story/x?claims=all&token={TOKEN}")
        assert (answer.status_code, answer.headers["location"]) == (303, "/story/x?claims=all")
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert TOKEN not in cookie
        assert shared.get("/").status_code == 200

    def test_it_leads_to_no_other_server(self, shared: TestClient) -> None:
        answer = shared.get(f"http://192.168.0.7:8642//evil.example/?token={TOKEN}")
        assert answer.headers["location"] == "/evil.example/"

    def test_names_that_could_have_been_led_here_are_refused_all_the_same(self, shared: TestClient) -> None:
        bearer = {"Authorization": f"Bearer {TOKEN}"}
        assert shared.get("/", headers={"Host": "evil.example", **bearer}).status_code == 421
        assert shared.get("/", headers={"Host": "desk:8642", **bearer}).status_code == 200
