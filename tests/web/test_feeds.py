"""What is new, as Atom that any reader of feeds can take."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree
from starlette.testclient import TestClient

from sayso.ingest.linking import relink
from sayso.ledger import Ledger
from tests.ingest.test_correcting import DAM, store
from tests.linking.made import Said, report
from tests.web.conftest import HOME, SCRIPT, Ids, Serve
from tests.web.test_correcting import STRIKE
from tests.web.test_pages import Markup
from tests.web.test_safety import TOKEN

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/feeds/changes.atom", "/feeds/story/{story}.atom", "/feeds/claim/{claim}.atom"]
# RFC 3339, and a tag URI of RFC 4151.
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
TAG_START = "tag:sayso.invalid,2026:"
TAG = re.compile(r"tag:[a-z0-9.]+,\d{4}:[A-Za-z0-9._~!$&'()*+,;=:@/%-]+")


def read(client: TestClient, place: str) -> etree._Element:
    answer = client.get(place)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(answer.content)


def text(element: etree._Element, name: str) -> str:
    (found,) = element.findall(ATOM + name)
    return found.text or ""


def links(element: etree._Element) -> dict[str, str]:
    return {each.attrib["rel"]: each.attrib["href"] for each in element.findall(f"{ATOM}link")}


def entries(feed: etree._Element) -> list[etree._Element]:
    return feed.findall(f"{ATOM}entry")


@pytest.mark.parametrize("place", FEEDS)
def test_a_feed_has_what_the_standard_asks_for(client: TestClient, ids: Ids, place: str) -> None:
    address = place.format(story=ids.story, claim=ids.claim)
    feed = read(client, address)
    assert feed.tag == f"{ATOM}feed"
    assert TAG.fullmatch(text(feed, "id"))
    assert TIME.fullmatch(text(feed, "updated"))
    assert text(feed, "title")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "sayso"
    assert links(feed)["self"] == HOME + address
    assert client.get(links(feed)["alternate"]).status_code == 200
    found = entries(feed)
    assert found
    for entry in found:
        assert TAG.fullmatch(text(entry, "id"))
        assert all(TIME.fullmatch(text(entry, name)) for name in ("updated", "published"))
        assert text(entry, "title")
        assert text(entry, "summary")
        page, _, name = links(entry)["alternate"].partition("#")
        assert not name or name in Markup(client.get(page).text).having("id")
    assert len({text(entry, "id") for entry in found}) == len(found)
    times = [datetime.fromisoformat(text(entry, "updated")) for entry in found]
    assert times == sorted(times, reverse=True)
    assert datetime.fromisoformat(text(feed, "updated")) == times[0]


@pytest.mark.parametrize(("page", "feed"), [("/", 0), ("/story/{story}", 1), ("/claim/{claim}", 2), ("/about", 0)])
def test_pages_say_where_their_feed_is(client: TestClient, ids: Ids, page: str, feed: int) -> None:
    made = Markup(client.get(page.format(story=ids.story, claim=ids.claim)).text)
    told = [each["href"] for tag, each in made.tags if tag == "link" and each.get("rel") == "alternate"]
    assert FEEDS[feed].format(story=ids.story, claim=ids.claim) in told


@pytest.mark.parametrize("place", FEEDS)
def test_feeds_are_walked_by_their_links(client: TestClient, ids: Ids, place: str) -> None:
    address = place.format(story=ids.story, claim=ids.claim)
    whole = {text(entry, "id") for entry in entries(read(client, address))}
    walked: set[str] = set()
    onward: str | None = f"{address}?limit=1"
    n_pages = 0
    while onward:
        feed = read(client, onward)
        assert ("previous" in links(feed)) == (n_pages > 0)
        walked |= {text(entry, "id") for entry in entries(feed)}
        onward = links(feed).get("next")
        n_pages += 1
    assert n_pages > 1
    assert walked == whole


def test_a_change_of_position_is_an_entry_of_its_own(client: TestClient) -> None:
    (change,) = [
        entry
        for entry in entries(read(client, "/feeds/changes.atom"))
        if text(entry, "id").startswith(f"{TAG_START}change/")
    ]
    assert " changed position: " in text(change, "title")
    assert ", then " in text(change, "title")


def test_ids_stay_as_the_ledger_grows_and_what_is_new_comes_first(serve: Serve, tmp_path: Path) -> None:
    def told() -> list[str]:
        return [text(each, "id") for each in entries(read(client, "/feeds/changes.atom"))]

    with Ledger.open(tmp_path / "desk.db") as ledger:
        store(ledger, DAM)
        relink(ledger)
        client = serve(tmp_path / "desk.db")
        before = told()
        store(ledger, STRIKE)
        relink(ledger)
    assert before
    assert told()[-len(before) :] == before
    assert len(told()) > len(before)


def test_what_reports_hold_is_text_and_nothing_else(serve: Serve, hostile_ledger: Path) -> None:
    client = serve(hostile_ledger)
    with Ledger.open(hostile_ledger, read_only=True) as ledger:
        story = ledger.stories()[0].id
        claim = ledger.story(story).claims[0].id
    for place in FEEDS:
        address = place.format(story=story, claim=claim)
        feed = read(client, address)
        assert {each.tag.removeprefix(ATOM) for each in feed.iter()} <= {
            "feed", "id", "title", "updated", "published", "author", "name", "generator", "link", "entry", "category",
            "summary",
        }  # fmt: skip
        assert "\u202e" not in client.get(address).text
        assert any("<script>" in (each.text or "") or SCRIPT in (each.text or "") for each in feed.iter())


def test_what_xml_cannot_hold_is_left_out(serve: Serve, tmp_path: Path) -> None:
    odd = report(
        "odd",
        "The dam leaked, Ida Holm\x0b\ufffe said on Monday & <b>Tuesday</b>.",
        Said("Ida\x01 \ufffe Holm", "The dam leaked", cue="said", source="Ida Holm"),
        published_at="2025-05-05",
    )
    with Ledger.open(tmp_path / "odd.db") as ledger:
        store(ledger, odd)
        relink(ledger)
    assert entries(read(serve(tmp_path / "odd.db"), "/feeds/changes.atom"))


def test_a_ledger_without_days_has_an_empty_feed(serve: Serve, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "desk.db") as ledger:
        store(ledger, replace(DAM, article=replace(DAM.article, published_at=None)))
        relink(ledger)
    feed = read(serve(tmp_path / "desk.db"), "/feeds/changes.atom")
    assert entries(feed) == []
    assert text(feed, "updated") == "1970-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("place", "status"),
    [
        ("/feeds/claim/nothing.atom", 404),
        ("/feeds/story/nothing.atom", 404),
        ("/feeds/claim/nothing", 404),
        ("/feeds/changes.atom?limit=0", 400),
        ("/feeds/changes.atom?limit=101", 400),
        ("/feeds/changes.atom?offset=5001", 400),
        ("/feeds/changes.atom?offset=x", 400),
        ("/feeds/changes.atom?offset=5000", 200),
    ],
)
def test_what_is_not_there_is_said(client: TestClient, place: str, status: int) -> None:
    assert client.get(place).status_code == status


def test_a_feed_that_is_known_is_not_given_again(client: TestClient) -> None:
    tag = client.get("/feeds/changes.atom").headers["etag"]
    assert client.get("/feeds/changes.atom", headers={"If-None-Match": tag}).status_code == 304


def test_a_shared_server_gives_feeds_to_who_has_its_token_in_the_address(serve: Serve, made_ledger: Path) -> None:
    client = serve(made_ledger, home="http://192.168.0.7:8642", host="0.0.0.0", token=TOKEN)
    assert client.get("/feeds/changes.atom").status_code == 401
    answer = client.get(f"/feeds/changes.atom?token={TOKEN}")
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert TOKEN not in answer.text
