"""Corrections in place: by forms of our own pages alone, checked as the commands check, shown at once, taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from sayso.ingest.linking import relink
from sayso.ledger import Ledger
from sayso.web import forms, pages
from tests.ingest.test_correcting import DAM, LATER, store
from tests.linking.made import Said, report
from tests.web.conftest import HOME, SCRIPT, Serve
from tests.web.test_pages import Markup

STRIKE = report(
    "strike",
    "Teachers walked out in Upper Vole, union leader Per Dahl said. Forty schools stayed closed, Dahl said.",
    Said("Per Dahl", "Teachers walked out in Upper Vole", cue="said", source="union leader Per Dahl"),
    Said("Per Dahl", "Forty schools stayed closed", cue="said", source="Dahl"),
    published_at="2025-05-06",
)
AUTHOR = {"author": "Ada Quill"}
TOKEN = "a-token-of-some-length"  # noqa: S105
PAGES = ["/story/{story}", "/claim/{claim}", "/speaker/{speaker}", "/article/dam"]

Post = Callable[..., Any]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Two stories, in a ledger of their own."""
    with Ledger.open(tmp_path / "desk.db") as ledger:
        for findings in (DAM, LATER, STRIKE):
            store(ledger, findings)
        relink(ledger)
    return tmp_path / "desk.db"


@pytest.fixture
def known(desk: Path) -> dict[str, str]:
    """Something of each kind that is in it."""
    with Ledger.open(desk, read_only=True) as ledger:
        story = ledger.stories_of(["dam"])[0].id
        claim = max(ledger.story(story).claims, key=lambda claim: len(claim.positions)).id
        speaker = ledger.who("Ida Holm")[0].entity.id
        other = ledger.stories_of(["strike"])[0].id
        return {"story": story, "claim": claim, "speaker": speaker, "other": other}


@pytest.fixture
def client(serve: Serve, desk: Path) -> TestClient:
    return serve(desk, **AUTHOR)


def key_of(client: TestClient, place: str = "/corrections") -> str:
    made = Markup(client.get(place).text)
    return next(
        value for tag, fields in made.tags if tag == "input" and fields["name"] == "key" and (value := fields["value"])
    )


@pytest.fixture
def post(client: TestClient, known: dict[str, str]) -> Post:
    """Send a form as a page of the server does."""
    key = key_of(client, f"/claim/{known['claim']}?correct=1")

    def post(what: str, *, headers: dict[str, str] | None = None, **filled: object) -> Any:
        return client.post(f"/correct/{what}", data={"key": key, **filled}, headers={"Origin": HOME, **(headers or {})})

    return post


def told(desk: Path) -> dict[str, tuple[str, str | None, str]]:
    with Ledger.open(desk, read_only=True) as ledger:
        return {
            one["statement"]: (one["speaker"]["name"] if one["speaker"] else "", one["stance_by"], one["stance"])
            for claim in ledger.export("claims")
            for one in claim["positions"]
        }


# ------------------------------------------------------------------------------------------------------------ forms


@pytest.mark.parametrize("place", PAGES)
def test_a_page_leads_to_its_forms_and_the_forms_to_entries(
    client: TestClient, known: dict[str, str], place: str
) -> None:
    address = place.format(**known)
    plain = client.get(address)
    assert f'href="{address}?correct=1"' in plain.text
    assert "<form" not in plain.text.partition('<main id="main"')[2].partition("</main>")[0]
    answer = client.get(f"{address}?correct=1")
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
    made = Markup(answer.text)
    assert (made.open, made.unclosed) == ([], [])
    names = made.having("id")
    assert len(names) == len(set(names))
    actions = {fields["action"] for tag, fields in made.tags if tag == "form" and fields.get("method") == "post"}
    assert actions
    assert all(action and action.startswith("/correct/") for action in actions)
    assert all("style" not in fields for _, fields in made.tags)


def test_who_corrects_is_asked_once(serve: Serve, desk: Path, known: dict[str, str]) -> None:
    client = serve(desk)
    page = f"/claim/{known['claim']}?correct=1"
    assert "Who is correcting?" in client.get(page).text
    assert "/correct/stance" not in client.get(page).text
    filled = {"key": key_of(client, page), "statement": "dam.2", "claim": known["claim"], "stance": "questions"}
    assert client.post("/correct/stance", data=filled).status_code == 400
    back = {"key": filled["key"], "back": f"/claim/{known['claim']}"}
    assert client.post("/correct/author", data={**back, "name": " "}).status_code == 400
    answer = client.post("/correct/author", data={**back, "name": "Zoë Ø; Quill"})
    assert (answer.status_code, answer.headers["location"]) == (303, page)
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert client.post("/correct/stance", data=filled).status_code == 303
    with Ledger.open(desk, read_only=True) as ledger:
        assert ledger.corrections()[1].author == "Zoë Ø; Quill"


def test_a_stance_is_fixed_shown_and_taken_back(
    client: TestClient, desk: Path, known: dict[str, str], post: Post
) -> None:
    before = told(desk)
    back = f"/claim/{known['claim']}"
    answer = post("stance", statement="dam.2", claim=known["claim"], stance="questions", back=back)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{back}?correct=1&entered=1#dam.2")
    assert told(desk)["dam.2"] == ("water board", "Ada Quill", "questions")
    shown = Markup(client.get(answer.headers["location"]).text).text
    assert "Entered: Stance: asks whether" in shown
    assert "stance fixed by Ada Quill" in shown
    listed = Markup(client.get("/corrections").text).text
    assert "Ada Quill" in listed
    assert "“that the Sallow dam leaked”" in listed
    undone = post("undo", number=1, back=back)
    assert undone.headers["location"] == f"{back}?correct=1&entered=2"
    assert told(desk) == before
    assert "taken back by correction 2" in client.get("/corrections").text
    assert post("undo", number=2, back="/corrections").headers["location"] == "/corrections"
    assert told(desk)["dam.2"][2] == "questions"


def test_a_correction_far_down_a_list_leads_back_to_where_it_was(
    client: TestClient, known: dict[str, str], post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "ROWS", 1)
    here = f"/speaker/{known['speaker']}"
    made = Markup(client.get(f"{here}?offset=1").text)
    assert f"{here}?correct=1&offset=1" in made.having("href")
    made = Markup(client.get(f"{here}?correct=1&offset=1").text)
    assert f"{here}?offset=1" in made.having("href")
    assert {fields["value"] for tag, fields in made.tags if fields.get("name") == "back"} == {f"{here}?offset=1"}
    answer = post("rename", speaker=known["speaker"], name="Ida B. Holm", back=f"{here}?offset=1")
    assert answer.headers["location"] == f"{here}?correct=1&entered=1&offset=1"
    refused = post("rename", speaker=known["speaker"], name="", back=f"{here}?offset=1")
    assert f'href="{here}?correct=1&amp;offset=1"' in refused.text
    assert client.get(answer.headers["location"]).status_code == 200


def test_whose_words_they_are_is_fixed(desk: Path, post: Post) -> None:
    post("speaker", statement="dam.2", name="Tom  Vale", role="engineer", kind="", back="/article/dam")
    assert told(desk)["dam.2"][0] == "Tom Vale"
    post("speaker", statement="dam.2", name="Tom Vale", nobody="1")
    assert told(desk)["dam.2"][0] == ""


def test_a_speaker_is_renamed_by_its_id_alone(desk: Path, known: dict[str, str], post: Post) -> None:
    assert post("rename", speaker="Ida Holm", name="Ida").status_code == 404
    answer = post("rename", speaker=known["speaker"], name="Ida Holm-Vale", back=f"/speaker/{known['speaker']}")
    assert answer.status_code == 303
    assert told(desk)["dam.1"][0] == "Ida Holm-Vale"


def test_a_claim_is_called_by_the_words_of_another_statement(
    client: TestClient, desk: Path, known: dict[str, str], post: Post
) -> None:
    back = f"/claim/{known['claim']}"
    offered = Markup(client.get(f"{back}?correct=1").text)
    assert "/correct/name-claim" in offered.having("action")
    answer = post("name-claim", claim=known["claim"], statement="dam.2", back=back)
    assert answer.headers["location"] == f"{back}?correct=1&entered=1#dam.2"
    shown = Markup(client.get(answer.headers["location"]).text).text
    assert "Entered: Words of a claim" in shown
    assert "called so by Ada Quill" in shown
    assert "called so by Ada Quill" in client.get(f"/story/{known['story']}").text
    assert told(desk)["dam.2"][2] == "denies"
    listed = Markup(client.get("/corrections").text).text
    assert "for the claim of" in listed
    post("undo", number=1, back=back)
    assert "called so by" not in client.get(back).text


def test_claims_are_parted_and_joined(client: TestClient, desk: Path, known: dict[str, str], post: Post) -> None:
    def n_claims() -> int:
        with Ledger.open(desk, read_only=True) as ledger:
            return len(ledger.story(known["story"]).claims)

    n = n_claims()
    answer = post("split-claim", claim=known["claim"], statement="dam.2", back=f"/claim/{known['claim']}")
    assert client.get(answer.headers["location"]).status_code == 200
    assert n_claims() in {n, n + 1}
    with Ledger.open(desk, read_only=True) as ledger:
        strike = [claim.id for claim in ledger.story(known["other"]).claims]
    assert len(strike) == 2
    answer = post("merge-claims", claim=strike, back=f"/claim/{strike[1]}")
    with Ledger.open(desk, read_only=True) as ledger:
        (left,) = ledger.story(known["other"]).claims
    assert answer.headers["location"].startswith(f"/claim/{left.id}?correct=1&entered=")


def test_stories_are_joined_and_parted(client: TestClient, desk: Path, known: dict[str, str], post: Post) -> None:
    answer = post("merge", story=[known["story"], known["other"]], back=f"/story/{known['story']}")
    page = client.get(answer.headers["location"])
    assert page.status_code == 200
    with Ledger.open(desk, read_only=True) as ledger:
        (merged,) = ledger.stories()
    assert merged.articles == 3
    post("split", story=merged.id, article=["strike"])
    with Ledger.open(desk, read_only=True) as ledger:
        assert sorted(story.articles for story in ledger.stories()) == [1, 2]


def test_stories_to_be_one_with_are_those_of_the_days_or_of_words(client: TestClient, known: dict[str, str]) -> None:
    page = f"/story/{known['story']}?correct=1"
    assert f'value="{known["other"]}"' in client.get(page).text
    assert f'value="{known["other"]}"' in client.get(f"{page}&find=teachers").text
    assert "No other story holds these words" in client.get(f"{page}&find=giraffe").text


# ------------------------------------------------------------------------------------------------------- freshness


def test_what_was_kept_is_never_shown_behind_a_correction(
    client: TestClient, known: dict[str, str], post: Post
) -> None:
    places = ["/claim/{claim}", "/story/{story}", "/article/dam", "/api/v1/claims/{claim}", "/api/v1/export/claims"]
    before = {place: client.get(place.format(**known)) for place in places}
    post("speaker", statement="dam.2", name="Tom Vale")
    for place, old in before.items():
        answer = client.get(place.format(**known), headers={"If-None-Match": old.headers["etag"]})
        assert answer.status_code == 200, place
        assert answer.headers["etag"] != old.headers["etag"]
        assert "Tom Vale" in answer.text, place


# ---------------------------------------------------------------------------------------------------------- refusal


@pytest.mark.parametrize(
    ("what", "filled", "status", "says"),
    [
        ("stance", {"statement": "dam.2", "claim": "{claim}", "stance": "shrugs"}, 400, "is no stance"),
        (
            "stance",
            {"statement": "strike.1", "claim": "{claim}", "stance": "denies"},
            400,
            "takes no position on claim",
        ),
        ("stance", {"statement": "zz.1", "claim": "{claim}", "stance": "denies"}, 404, "no article has the id"),
        ("stance", {"statement": "dam.2", "claim": "zz", "stance": "denies"}, 404, "no claim has the id"),
        ("stance", {}, 400, "is no stance"),
        ("name-claim", {"statement": "strike.1", "claim": "{claim}"}, 400, "takes no position on claim"),
        ("name-claim", {"statement": "dam.2", "claim": "zz"}, 404, "no claim has the id"),
        ("name-claim", {"statement": "", "claim": "{claim}"}, 404, "no statement has the id"),
        ("speaker", {"statement": "dam.2", "name": " "}, 400, "a name cannot be empty"),
        ("speaker", {"statement": "dam.2", "name": "a" * 201}, 400, "200 letters at most"),
        ("speaker", {"statement": "dam.2", "name": "Ada", "kind": "ghost"}, 400, "is no kind of speaker"),
        ("speaker", {"statement": "dam.99", "name": "Ada"}, 404, "no statement has the id"),
        ("rename", {"speaker": "nobody", "name": "Ada"}, 404, "no speaker has the id"),
        ("merge", {"story": ["{story}"]}, 400, "name two stories at least"),
        ("merge", {"story": ["{story}", "zz"]}, 404, "no story has the id"),
        ("split", {"story": "{story}", "article": ["strike"]}, 400, "is not in story"),
        ("split", {"story": "{story}", "article": ["dam", "later"]}, 400, "nothing would be left"),
        ("split", {"story": "{story}"}, 400, "name the articles"),
        ("merge-claims", {"claim": ["{claim}"]}, 400, "name two claims at least"),
        ("split-claim", {"claim": "{claim}"}, 400, "name the statements"),
        ("undo", {"number": "9"}, 404, "there is no correction 9"),
        ("undo", {"number": "²"}, 400, "is no number"),
        ("undo", {"number": "9" * 30}, 400, "is no number"),
        ("everything", {}, 404, "nothing at this address"),
    ],
)
def test_what_is_no_correction_is_said_on_a_page(
    desk: Path, known: dict[str, str], post: Post, what: str, filled: dict[str, Any], status: int, says: str
) -> None:
    told_of = {
        name: [each.format(**known) for each in value] if isinstance(value, list) else value.format(**known)
        for name, value in filled.items()
    }
    answer = post(what, **told_of, back="/article/dam")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert says in Markup(answer.text).text
    if what != "everything":
        assert 'href="/article/dam?correct=1"' in answer.text
    with Ledger.open(desk, read_only=True) as ledger:
        assert ledger.corrections() == {}


@pytest.mark.parametrize(
    "back",
    ["//evil.example/", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/claim/x\r\nA: b", ""],
)
def test_no_form_leads_to_another_server(post: Post, back: str) -> None:
    place = post("speaker", statement="dam.2", name="Tom Vale", back=back).headers["location"]
    assert place.startswith(("/claim/", "/story/", "/corrections"))
    assert "evil" not in place


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "null"},
        {"Origin": "http://[bad"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_form_from_elsewhere_is_refused(desk: Path, post: Post, headers: dict[str, str]) -> None:
    answer = post("speaker", statement="dam.2", name="Tom Vale", headers=headers)
    assert answer.status_code == 403
    assert told(desk)["dam.2"][0] == "water board"


def test_without_the_key_of_this_server_nothing_is_entered(
    serve: Serve, client: TestClient, desk: Path, post: Post
) -> None:
    filled = {"statement": "dam.2", "name": "Tom Vale"}
    for key in ("", "wrong", "ü", key_of(serve(desk, **AUTHOR), "/article/dam?correct=1")):
        assert client.post("/correct/speaker", data={**filled, "key": key}).status_code == 403
    assert client.post("/correct/author", data={"name": "Ada"}).status_code == 403
    assert post("speaker", **filled).status_code == 303


def test_only_a_form_of_some_size_is_read(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.post("/correct/merge", json={"story": ["a", "b"]}).status_code == 400
    assert client.post("/correct/merge", content="key=1", headers={"Content-Type": "text/plain"}).status_code == 400
    key = key_of(client, "/article/dam?correct=1")
    assert client.post("/correct/merge", data={"key": key, "story": "a" * forms.LARGEST_BODY}).status_code == 413
    monkeypatch.setattr(forms, "MOST_FIELDS", 10)
    assert client.post("/correct/merge", data={"key": key, "story": ["a"] * 10}).status_code == 413


@pytest.mark.parametrize(
    ("method", "place"),
    [("PUT", "/correct/merge"), ("DELETE", "/correct/merge"), ("POST", "/"), ("POST", "/api/v1/claims"),
     ("POST", "/corrections"), ("OPTIONS", "/correct/merge")],
)  # fmt: skip
def test_nothing_else_is_written(client: TestClient, method: str, place: str) -> None:
    answer = client.request(method, place)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_where_a_form_was_sent_there_is_nothing_to_look_at(client: TestClient) -> None:
    assert client.get("/correct/stance").headers["location"] == "/corrections"


@pytest.mark.parametrize("place", [*PAGES, "/corrections"])
def test_a_server_that_only_reads_has_no_forms_and_takes_none(
    serve: Serve, desk: Path, known: dict[str, str], post: Post, place: str
) -> None:
    post("speaker", statement="dam.2", name="Tom Vale")
    client = serve(desk, read_only=True, **AUTHOR)
    for address in (place.format(**known), f"{place.format(**known)}?correct=1"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert 'method="post"' not in answer.text
        assert "correct=1" not in answer.text
    answer = client.post("/correct/undo", data={"number": 1})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert told(desk)["dam.2"][0] == "Tom Vale"


def test_one_that_takes_corrections_is_told_from_one_that_does_not(serve: Serve, desk: Path) -> None:
    tags = {serve(desk, read_only=only).get("/article/dam").headers["etag"] for only in (True, False)}
    assert len(tags) == 2


def test_a_shared_server_takes_them_from_who_has_its_token(serve: Serve, desk: Path) -> None:
    client = serve(desk, home="http://192.168.0.7:8642", host="0.0.0.0", token=TOKEN, **AUTHOR)
    filled = {"statement": "dam.2", "name": "Tom Vale"}
    assert client.post(f"/correct/speaker?token={TOKEN}", data=filled).status_code == 401
    assert client.get(f"/?token={TOKEN}").status_code == 303
    assert client.post("/correct/speaker", data=filled).status_code == 403
    filled["key"] = key_of(client, "/article/dam?correct=1")
    assert client.post("/correct/speaker", data=filled, headers={"Origin": HOME}).status_code == 403
    own = {"Origin": "https://192.168.0.7:8642"}
    assert client.post("/correct/speaker", data=filled, headers=own).status_code == 303


def test_what_people_enter_never_becomes_markup(client: TestClient, post: Post) -> None:
    post("speaker", statement="dam.2", name=SCRIPT, role=SCRIPT)
    client.cookies.set(forms.AUTHOR_COOKIE, quote(SCRIPT))
    post("speaker", statement="dam.2", name="\u202egnp.exe\0")
    for place in ("/corrections", "/article/dam?correct=1", "/article/dam?correct=1&entered=1"):
        made = Markup(client.get(place).text)
        assert len([tag for tag, _ in made.tags if tag == "script"]) == 1
        assert "img" not in {tag for tag, _ in made.tags}
        assert "\u202e" not in made.text
    assert client.get("/corrections").text.count("alert(1)") >= 2


@pytest.mark.parametrize("entered", ["0", "7", "99999999", "-1", "x", "9" * 30])
def test_an_entry_that_is_not_there_is_not_shown(client: TestClient, entered: str) -> None:
    assert client.get(f"/article/dam?correct=1&entered={entered}").status_code in {200, 400}
