"""What was answered before is given again only where it is what would be answered now, whatever was written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from sayso.ingest.correcting import correct
from sayso.ingest.entries import (
    Word,
    called,
    claim_called,
    namable,
    not_one_claim,
    not_one_story,
    one_claim,
    one_story,
    spoken_by,
    taken_back,
    with_stance,
)
from sayso.ingest.linking import relink
from sayso.ledger import Ledger
from sayso.records import Claim, Correction, Problem, ProblemKind, Stance
from tests.ingest.test_correcting import DAM, LATER, store
from tests.linking.made import Said, report
from tests.web.conftest import Serve
from tests.web.test_correcting import STRIKE
from tests.web.test_visits import MORE

WORD = Word("Ada Quill", "2025-05-07T12:00:00+00:00")
PICKETS = report(
    "pickets",
    "Teachers walked out in Upper Vole, union leader Per Dahl said. Pay talks resume on Friday, Dahl said.",
    Said("Per Dahl", "Teachers walked out in Upper Vole", cue="said", source="union leader Per Dahl"),
    Said("Per Dahl", "Pay talks resume on Friday", cue="said", source="Dahl"),
    published_at="2025-05-07",
)
LISTS = (
    "/", "/?q=dam", "/?outlet=a", "/?speaker=Ida+Holm", "/?since=2025-05-05&until=2025-05-06", "/?offset=1", "/about",
    "/search?q=dam", "/search?q=pay+talks", "/ask?q=The+Sallow+dam+leaked", "/problems", "/feeds/changes.atom",
    *(f"/api/v1/{name}" for name in (
        "stories", "claims", "speakers", "articles", "quotations", "problems", "ledger", "search?q=dam",
        "who?q=Ida+Holm", "ask?q=The+Sallow+dam+leaked", "export/claims", "export/positions?format=csv",
    )),
)  # fmt: skip

Write = Callable[[Ledger], object]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Two stories, in a ledger of their own."""
    with Ledger.open(tmp_path / "desk.db") as ledger:
        for findings in (DAM, LATER, STRIKE):
            store(ledger, findings)
        relink(ledger)
    return tmp_path / "desk.db"


def addresses(desk: Path) -> set[str]:
    """Everything that has an address in a ledger."""
    with Ledger.open(desk, read_only=True) as ledger:
        ids = {
            "story": [story.id for story in ledger.stories()],
            "claim": [claim["id"] for claim in ledger.export("claims")],
            "speaker": [entity.id for entity in ledger.entities()],
            "article": ledger.article_ids(),
            "quotation": [quotation.id for quotation in ledger.quotations()],
        }
    pages = {f"/{kind}/{quote(id, safe='')}" for kind, some in ids.items() for id in some}
    feeds = {f"/feeds/{kind}/{quote(id)}.atom" for kind in ("story", "claim") for id in ids[kind]}
    plural = {"story": "stories", "claim": "claims", "speaker": "speakers", "article": "articles"}
    tables = {f"/api/v1/{name}/{quote(id, safe='')}" for kind, name in plural.items() for id in ids[kind]}
    return pages | feeds | tables | {f"{each}/positions" for each in tables if "/stories/" in each}


def busiest(ledger: Ledger) -> Claim:
    story = ledger.story(ledger.stories_of(["dam"])[0].id)
    return max(story.claims, key=lambda claim: (len(claim.positions), claim.id))


def adding(findings: object) -> Write:
    def write(ledger: Ledger) -> None:
        store(ledger, findings)  # type: ignore[arg-type]
        relink(ledger)

    return write


def correcting(make: Callable[[Ledger], Correction]) -> Write:
    return lambda ledger: correct(ledger, make(ledger))


def both_stories(ledger: Ledger) -> list[str]:
    return [story.id for story in ledger.stories_of(["dam", "strike"])]


WRITES: dict[str, Write] = {
    "a problem": lambda ledger: ledger.add_problem(Problem("page", ProblemKind.EMPTY, "the file is empty")),
    "a page of one story": adding(PICKETS),
    "a page of the other": adding(MORE),
    "a name": correcting(lambda ledger: called(ledger, "Ida Holm", "Ida B. Holm", WORD)),
    "a speaker": correcting(lambda ledger: spoken_by(ledger, "dam.1", "Per Dahl", WORD)),
    "nobody": correcting(lambda ledger: spoken_by(ledger, "strike.2", None, WORD)),
    "a stance": correcting(
        lambda ledger: with_stance(
            ledger, busiest(ledger).positions[0].statement, busiest(ledger).id, Stance.DENIES.value, WORD
        )
    ),
    "taken back": correcting(lambda ledger: taken_back(ledger, max(ledger.corrections()), WORD)),
    "one story": correcting(lambda ledger: one_story(ledger, both_stories(ledger), WORD)),
    "not one story": correcting(
        lambda ledger: not_one_story(ledger, ledger.stories_of(["dam"])[0].id, ["strike", "pickets"], WORD)
    ),
    "one claim": correcting(
        lambda ledger: one_claim(
            ledger, [each.id for each in ledger.story(ledger.stories_of(["dam"])[0].id).claims][:2], WORD
        )
    ),
    "not one claim": correcting(
        lambda ledger: not_one_claim(ledger, busiest(ledger).id, [busiest(ledger).positions[-1].statement], WORD)
    ),
    "called": correcting(
        lambda ledger: claim_called(
            ledger,
            busiest(ledger).id,
            sorted(namable(ledger, busiest(ledger)) - {busiest(ledger).gloss_statement})[0],
            WORD,
        )
    ),
}


def test_after_every_write_each_page_is_what_a_new_server_shows(serve: Serve, desk: Path) -> None:
    old = serve(desk)
    known = addresses(desk) | set(LISTS)
    tags = {address: old.get(address).headers.get("etag") for address in sorted(known)}
    n_kept = n_changed = 0
    for name, write in WRITES.items():
        with Ledger.open(desk) as ledger:
            write(ledger)
        known |= addresses(desk)
        new = serve(desk)
        for address in sorted(known):
            given, made = old.get(address), new.get(address)
            assert (given.status_code, given.content) == (made.status_code, made.content), f"{address} after {name}"
            tag = given.headers.get("etag")
            # What has the tag that it had is what it was; a new server, which knows no more, gives another.
            n_kept += tag is not None and tag == tags.get(address) != made.headers["etag"]
            n_changed += tag != tags.get(address)
            tags[address] = tag
    assert n_kept > 100
    assert n_changed > 100


def test_what_another_story_gains_leaves_a_page_as_it_was(serve: Serve, desk: Path) -> None:
    client = serve(desk)
    with Ledger.open(desk, read_only=True) as ledger:
        dam, strike = (f"/story/{ledger.stories_of([id])[0].id}" for id in ("dam", "strike"))
    first = {address: client.get(address) for address in (dam, strike)}
    with Ledger.open(desk) as ledger:
        adding(PICKETS)(ledger)
    shown = {address: {"If-None-Match": answer.headers["etag"]} for address, answer in first.items()}
    again = {address: client.get(address, headers=shown[address]).status_code for address in first}
    assert again == {dam: 304, strike: 200}
    assert client.get(dam).headers == first[dam].headers


def test_what_is_written_while_an_answer_is_looked_up_is_in_the_next_one(
    serve: Serve, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = serve(desk)
    counted = Ledger.counts

    def meanwhile(self: Ledger) -> dict[str, int]:
        monkeypatch.undo()
        found = counted(self)
        with Ledger.open(desk) as ledger:
            WRITES["a problem"](ledger)
        return found

    monkeypatch.setattr(Ledger, "counts", meanwhile)
    before = client.get("/api/v1/ledger").json()
    after = client.get("/api/v1/ledger").json()
    assert after["counts"]["problems"] == before["counts"]["problems"] + 1


def test_a_ledger_that_is_gone_is_not_answered_for(serve: Serve, desk: Path) -> None:
    client = serve(desk)
    assert client.get("/problems").status_code == 200
    desk.unlink()
    assert client.get("/problems").status_code == 503


def test_what_is_not_asked_by_way_of_the_server_is_made_anew(serve: Serve, desk: Path) -> None:
    client: TestClient = serve(desk)
    address = "/api/v1/export/problems"
    first = client.get(address)
    with Ledger.open(desk) as ledger:
        WRITES["a problem"](ledger)
    assert client.get(address).headers["etag"] != first.headers["etag"]
    assert client.get(address).text != first.text
