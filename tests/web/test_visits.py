"""What came since the last visit: marked on the list of stories, known by a cookie alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.ingest.correcting import correct
from sayso.ingest.entries import Word, spoken_by, taken_back
from sayso.ingest.linking import relink
from sayso.ledger import Ledger, Mark
from sayso.web import visits
from sayso.web.visits import PAUSE_S, SOON_S, Look, Visit, digest_of, next_visit, read, written
from tests.ingest.test_correcting import DAM, LATER, store
from tests.linking.made import Said, report
from tests.web.conftest import Serve
from tests.web.test_correcting import STRIKE
from tests.web.test_pages import Markup

START = 1_760_000_000
HERE = Mark(3, "dam", 0)
FURTHER = Mark(5, "strike", 1)
MORE = report(
    "more",
    "The spillway gates were never tested, Mayor Ida Holm said. The Sallow dam leaked on Monday, Holm said.",
    Said("Ida Holm", "The spillway gates were never tested", cue="said", source="Mayor Ida Holm", role="Mayor"),
    Said("Ida Holm", "The Sallow dam leaked on Monday", cue="said", source="Holm"),
    published_at="2025-05-07",
)
WORD = Word("Ada Quill", "2025-05-07T12:00:00+00:00")


# ----------------------------------------------------------------------------------------------------------- cookie


def test_a_visit_ends_with_a_pause_and_not_before() -> None:
    first = next_visit(None, HERE, START)
    assert first.before is None
    assert next_visit(first, HERE, START + SOON_S - 1) is first
    later = next_visit(first, FURTHER, START + PAUSE_S)
    assert (later.before, later.now.article) == (None, 5)
    again = next_visit(later, FURTHER, later.now.at + PAUSE_S + 1)
    assert again.before == later.now
    assert next_visit(again, FURTHER, again.now.at + 600).before == later.now


def test_what_is_written_is_read() -> None:
    one = Look(START, 3, 0, digest_of("dam"))
    for visit in (Visit(None, one), Visit(replace(one, at=START - 9), one)):
        assert read(written(visit)) == visit


@pytest.mark.parametrize(
    "text",
    ["", ".", "x", "1-2-3", "1-2-3-short", "1-2-3-12345678.x", "-1-2-3-12345678", "1-2-3-12345678." * 3,
     f"{'9' * 15}-2-3-12345678", f"{'9' * 400}-2-3-12345678", "²-2-3-12345678", "1-2-3-12345678\n"],
)  # fmt: skip
def test_what_we_did_not_write_is_no_visit(text: str) -> None:
    assert read(text) is None


# ------------------------------------------------------------------------------------------------------------- page


class Clock:
    """A clock that is put forward by hand."""

    now: int = START

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(visits, "now", made)
    return made


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    with Ledger.open(tmp_path / "desk.db") as ledger:
        store(ledger, DAM)
        relink(ledger)
    return tmp_path / "desk.db"


def shown(client: TestClient, query: str = "") -> str:
    answer = client.get(f"/{query}")
    assert answer.status_code == 200
    return Markup(answer.text).text


def add(desk: Path, *more: object) -> None:
    with Ledger.open(desk) as ledger:
        for findings in more:
            store(ledger, findings)  # type: ignore[arg-type]
        relink(ledger)


def test_on_the_first_visit_nothing_is_marked(serve: Serve, desk: Path, clock: Clock) -> None:
    client = serve(desk)
    assert "last visit" not in shown(client)
    add(desk, STRIKE)
    assert "last visit" not in shown(client)
    clock.now += PAUSE_S
    assert "last visit" not in shown(client)


def test_on_the_next_one_what_came_meanwhile_is(serve: Serve, desk: Path, clock: Clock) -> None:
    client = serve(desk)
    shown(client)
    clock.now += 2 * PAUSE_S
    assert "No new pages since your last visit, 9 Oct 2025, 08:53 UTC." in shown(client)
    clock.now += 2 * PAUSE_S
    add(desk, LATER, STRIKE, MORE)
    told = shown(client)
    assert "● 3 new pages since your last visit" in told
    assert "● new since your last visit" in told
    assert "▲ 2 new pages, 1 new claim since your last visit" in told
    assert "“The spillway gates were never tested”" in told
    clock.now += 60
    assert "3 new pages" in shown(client)
    clock.now += 2 * PAUSE_S
    assert "No new pages since your last visit" in shown(client)


def test_only_what_has_new_pages_can_be_shown(serve: Serve, desk: Path, clock: Clock) -> None:
    client = serve(desk)
    shown(client)
    add(desk, STRIKE)
    clock.now += 2 * PAUSE_S
    page = client.get("/")
    assert page.text.count("<h2>") == 2
    assert 'href="/?new=1"' in page.text
    only = client.get("/?new=1")
    assert only.text.count("<h2>") == 1
    assert "Only stories with new pages are shown" in only.text
    assert shown(serve(desk), "?new=1").count("Sallow") > 0
    assert client.get("/?new=2").status_code == 400


def test_what_somebody_corrected_is_marked_and_what_was_taken_back_too(serve: Serve, desk: Path, clock: Clock) -> None:
    client = serve(desk)
    shown(client)
    with Ledger.open(desk) as ledger:
        correct(ledger, spoken_by(ledger, "dam.2", "Tom Vale", WORD))
    clock.now += 2 * PAUSE_S
    assert "✎ corrected since your last visit" in shown(client)
    clock.now += 2 * PAUSE_S
    assert "corrected" not in shown(client).replace("Corrections", "")
    with Ledger.open(desk) as ledger:
        correct(ledger, taken_back(ledger, 1, WORD))
    clock.now += 2 * PAUSE_S
    assert "✎ corrected since your last visit" in shown(client)


def test_what_is_kept_is_each_readers_own(serve: Serve, desk: Path, clock: Clock) -> None:
    client = serve(desk)
    before = client.get("/")
    clock.now += 2 * PAUSE_S
    again = client.get("/", headers={"If-None-Match": before.headers["etag"]})
    assert again.status_code == 200
    assert again.headers["etag"] != before.headers["etag"]
    clock.now += 2 * SOON_S
    same = client.get("/", headers={"If-None-Match": again.headers["etag"]})
    assert same.status_code == 304
    assert "sayso_visit=" in same.headers["set-cookie"]
    client.cookies.clear()
    other = client.get("/")
    assert "last visit" not in other.text
    assert other.headers["etag"] == before.headers["etag"]


def test_another_ledger_at_the_same_address_was_not_visited(
    serve: Serve, desk: Path, tmp_path: Path, clock: Clock
) -> None:
    client = serve(desk)
    shown(client)
    cookie = client.cookies["sayso_visit"]
    with Ledger.open(tmp_path / "other.db") as ledger:
        store(ledger, STRIKE)
        relink(ledger)
    clock.now += 2 * PAUSE_S
    other = serve(tmp_path / "other.db")
    other.cookies.set("sayso_visit", cookie)
    assert "last visit" not in shown(other)


def test_the_cookie_holds_times_and_numbers_and_goes_nowhere_else(serve: Serve, desk: Path) -> None:
    client = serve(desk)
    told = client.get("/").headers["set-cookie"]
    assert "HttpOnly" in told
    assert "SameSite=lax" in told
    assert "Domain" not in told
    for place in ("/about", "/problems", "/api/v1/stories", "/feeds/changes.atom"):
        assert "set-cookie" not in client.get(place).headers


@pytest.mark.parametrize("cookie", ["x", "<script>", "1-2-3-12345678.4-5-6-12345678", '"', "0-0-0-00000000"])
def test_a_cookie_that_we_did_not_write_shows_nothing(serve: Serve, desk: Path, cookie: str) -> None:
    client = serve(desk)
    answer = client.get("/", headers={"Cookie": f"sayso_visit={cookie}"})
    assert answer.status_code == 200
    assert "last visit" not in answer.text


def test_a_ledger_that_is_not_there_leaves_no_cookie(serve: Serve, tmp_path: Path) -> None:
    answer = serve(tmp_path / "gone.db").get("/")
    assert answer.status_code == 503
    assert "set-cookie" not in answer.headers
