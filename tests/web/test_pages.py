"""Every page is there, whole without a script, and says what the views say."""

from __future__ import annotations

import html
import re
from dataclasses import asdict
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import sayso
from sayso.ledger import Ledger
from sayso.records import Page as ReceivedPage
from sayso.web import pages
from sayso.web.addresses import article_address, claim_address, story_address
from tests.web.conftest import HOME, Ids, Serve

FETCHING = {"script", "link"}
VOID = {"meta", "br", "link", "input", "img"}
PLACES = [
    "/",
    "/?q=trawler",
    "/?outlet=lantern&speaker=holm&since=2025-03-01&until=2025-03-31",
    "/story/{story}",
    "/story/{story}?claims=all",
    "/claim/{claim}",
    "/speaker/{speaker}",
    "/article/{article}",
    "/article/a2",
    "/quotation/{quotation}",
    "/ask",
    "/ask?q=A navy cutter rammed the trawler Marit",
    "/ask?q=hm",
    "/search?q=cutter",
    "/problems",
    "/about",
]


class Markup(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.unclosed: list[str] = []
        self.words: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.unclosed.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def having(self, name: str) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get(name)) is not None]


@pytest.mark.parametrize("place", PLACES)
def test_every_page_is_there_and_well_formed(client: TestClient, ids: Ids, place: str) -> None:
    answer = client.get(place.format(**asdict(ids)))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    made = Markup(answer.text)
    assert (made.open, made.unclosed) == ([], [])
    assert [tag for tag, _ in made.tags if tag == "h1"] == ["h1"]
    names = made.having("id")
    assert len(names) == len(set(names))
    inside = {address[1:] for address in made.having("href") if address.startswith("#")}
    assert inside <= set(names)


@pytest.mark.parametrize("place", PLACES)
def test_no_page_asks_another_machine_or_holds_script_or_style(client: TestClient, ids: Ids, place: str) -> None:
    made = Markup(client.get(place.format(**asdict(ids))).text)
    fetched = [
        attributes.get("src") or attributes["href"]
        for tag, attributes in made.tags
        if tag in FETCHING and attributes.get("rel") != "alternate"
    ]
    assert all((address or "").startswith("/static/") for address in fetched)
    assert not {tag for tag, _ in made.tags} & {"style", "img", "iframe", "object", "embed", "base"}
    assert not [name for _, attributes in made.tags for name in attributes if name.startswith("on") or name == "style"]
    assert set(made.having("action")) <= {"/", "/ask", "/search"}


@pytest.mark.parametrize("place", PLACES)
def test_no_link_of_ours_leads_nowhere(client: TestClient, ids: Ids, place: str) -> None:
    made = Markup(client.get(place.format(**asdict(ids))).text)
    for address in {each.partition("#")[0] for each in made.having("href") if each.startswith("/")}:
        assert client.get(address).status_code == 200, address


def test_every_cell_of_the_matrix_leads_to_its_sentence(client: TestClient, ids: Ids) -> None:
    made = Markup(client.get(f"/story/{ids.story}").text)
    cells = [attributes["href"] for tag, attributes in made.tags if tag == "a" and attributes.get("class") == "cell"]
    assert cells
    for address in cells:
        assert address is not None
        page, _, name = address.partition("#")
        assert name in Markup(client.get(page).text).having("id")


def test_the_stories_are_searched_and_filtered(client: TestClient, ids: Ids) -> None:
    def shows(query: str) -> bool:
        return f'href="{story_address(ids.story)}"' in client.get(f"/?{query}").text

    assert shows("q=cutter+rammed")
    assert not shows("q=giraffe")
    assert shows("outlet=norden")
    assert not shows("outlet=tribune")
    assert shows("speaker=Holm")
    assert not shows("speaker=Nobody")
    assert shows("since=2025-03-05")
    assert not shows("since=2025-03-08")
    assert shows("until=2025-03-03")
    assert not shows("until=2025-03-02")


def test_a_claim_shows_both_sides_and_can_be_cited(client: TestClient, ids: Ids) -> None:
    made = Markup(client.get(claim_address(ids.claim)).text)
    assert "+ supports" in made.text
    assert "− denies" in made.text
    assert f"{HOME}{claim_address(ids.claim)}" in made.text
    assert "The Lantern, 4 Mar 2025" in made.text


def test_an_article_marks_what_is_said_and_what_is_taken_over(client: TestClient) -> None:
    source = client.get(article_address("a2")).text
    assert re.search(r'<mark class="denies" title="Navy of Vastland denies">', source)
    assert 'class="taken"' in source
    assert "reprint" in Markup(source).text
    assert 'class="taken"' not in client.get(article_address("a1")).text


def test_a_question_that_is_none_is_answered_with_what_to_do(client: TestClient) -> None:
    assert 'class="notice"' in client.get("/ask?q=hm").text


@pytest.mark.parametrize(
    "place", ["/story/nothing", "/claim/x", "/speaker/x", "/article/x", "/quotation/x", "/no", "/static/x"]
)
def test_what_is_not_there_is_said_so_on_a_page(client: TestClient, place: str) -> None:
    answer = client.get(place)
    assert answer.status_code == 404
    assert "404 · not found" in Markup(answer.text).text


def test_an_empty_ledger_says_how_to_fill_it(serve: Serve, tmp_path: Path) -> None:
    Ledger.open(tmp_path / "empty.db").close()
    assert "sayso read" in serve(tmp_path / "empty.db").get("/").text


def test_an_article_that_is_not_linked_yet_is_shown_without_pages_of_its_speakers(serve: Serve, tmp_path: Path) -> None:
    page = ReceivedPage("one.txt", b"The bridge is safe, Mayor Ada Quill said on Monday.", "text/plain")
    with Ledger.open(tmp_path / "desk.db") as ledger:
        findings = sayso.examine(page)
        ledger.add(findings, page)
    client = serve(tmp_path / "desk.db")
    shown = client.get(article_address(findings.article.id)).text
    assert "Ada Quill" in shown
    assert "/speaker/" not in shown
    assert "not linked yet" in client.get("/").text


def test_a_ledger_that_went_away_is_no_fault_of_ours(serve: Serve, tmp_path: Path) -> None:
    answer = serve(tmp_path / "gone.db").get("/")
    assert answer.status_code == 503
    assert "no ledger there yet" in answer.text


def test_a_reader_sees_what_another_process_wrote_meanwhile(serve: Serve, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "desk.db") as ledger:
        client = serve(tmp_path / "desk.db")
        before = client.get("/about")
        page = ReceivedPage("one.txt", b"The bridge is safe, Mayor Ada Quill said on Monday.", "text/plain")
        with ledger.batch():
            ledger.add(sayso.examine(page), page)
            assert client.get("/about").headers["etag"] == before.headers["etag"]
        after = client.get("/about", headers={"If-None-Match": before.headers["etag"]})
        assert after.status_code == 200
        assert after.text != before.text


def test_a_speaker_who_said_much_is_leafed_through(
    client: TestClient, ids: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "ROWS", 1)
    shown, place, n_pages = set[str](), f"/speaker/{ids.speaker}", 0
    while place:
        source = client.get(place).text
        shown |= set(re.findall(r'<li class="position" id="([^"]+)"', source))
        onward = re.search(r'<a rel="next" href="([^"]+)"', source)
        place, n_pages = (html.unescape(onward[1]) if onward else ""), n_pages + 1
    told = client.get(f"/api/v1/speakers/{ids.speaker}").json()["statements"]
    assert n_pages == len(told) > 1
    assert shown == {each["id"] for each in told}
