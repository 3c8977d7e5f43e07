"""What a fact-checker sees: who says yes, who says no, who will not say, on how many origins."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.cli.edge import Status
from sayso.ledger import Ledger
from sayso.records import Findings, Links, Page, Story
from tests.cli.conftest import Run
from tests.ledger.linked import put_links
from tests.views.made import ARTICLES

STORY_SCREEN = """\
Navy cutter and trawler Marit
4 pages, 3 origins · 3 outlets · 3–7 Mar 2025 · story s1

A  “a navy cutter rammed the trawler Marit”  disputed
   4 pages, 5 origins: + supports in 3 · − denies in 1 · ○ not confirmed in 1 · ? if true in 1
   changed: Navy of Vastland: − denies (3 Mar 2025), then + supports (6 Mar 2025)
… and 1 more (--all)

                              A
───────────────────────────────────────────────
fishermen's union             + supports
two deckhands                 + supports
Navy of Vastland              − denies
                              → + supports
Ida Holm, Harbour master      ○ not confirmed
Per Dahl, opposition leader   ? if true

A  “a navy cutter rammed the trawler Marit” · claim c1
   + supports
     fishermen's union · says it is so · said 3 Mar 2025 · Else Courier (Coastwire), 3 Mar 2025 ·
     also in Norden Post (Coastwire), 4 Mar 2025: 2 pages, 1 origin
       PORT ELSE, March 3 (Coastwire) - The fishermen's union said on Monday that **a navy cutter
       rammed the trawler Marit**.
"""


def test_a_story_answers_on_its_first_screen(run: Run, made_ledger: Path) -> None:
    result = run("story", "--ledger", str(made_ledger))
    assert result.exit_code == Status.DONE
    assert result.stdout.startswith(STORY_SCREEN)
    assert result.stderr == ""


def test_a_denial_stands_under_denies_with_its_sentence(run: Run, made_ledger: Path) -> None:
    shown = run("story", "s1", "--ledger", str(made_ledger)).stdout
    listed = shown[shown.index("claim c1") :]
    below = listed[listed.index("   − denies\n") : listed.index("   ○ not confirmed\n")]
    assert "Navy of Vastland · said 3 Mar 2025" in below
    assert "The Navy of Vastland denied that **any of its ships had touched the Marit**." in below
    assert "2 pages, 1 origin" in below


def test_all_leaves_no_claim_out(run: Run, made_ledger: Path) -> None:
    shown = run("story", "s1", "--all", "--ledger", str(made_ledger)).stdout
    assert "The repair will cost at least 40,000 crowns" in shown
    assert "more (--all)" not in shown


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_screen(
    run: Run, made_ledger: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for command in (["story", "--all"], ["claim", "c1"], ["who", "navy"], ["search", "cutter"]):
        shown = run(*command, "--ledger", str(made_ledger)).stdout
        assert max(map(len, shown.splitlines())) <= width
        assert "denied" in shown or command[0] == "search"


def test_a_claim_is_told_in_order_of_time(run: Run, made_ledger: Path) -> None:
    shown = run("claim", "c1", "--ledger", str(made_ledger)).stdout
    days = [shown.index(f"said {day} Mar 2025 ·") for day in (3, 4, 6)]
    assert days == sorted(days)
    assert shown.index("day not known") > days[-1]
    assert "− denies" in shown
    assert "└ Norden Post (Coastwire), 4 Mar 2025" in shown


def test_who_marks_a_change_of_position(run: Run, made_ledger: Path) -> None:
    shown = " ".join(run("who", "navy", "of", "vastland", "--ledger", str(made_ledger)).stdout.split())
    assert "changed: Navy of Vastland: − denies (3 Mar 2025), then + supports (6 Mar 2025), on “a navy" in shown
    assert "named org · military sector · 2 statements · speaker navy" in shown
    assert shown.index("said 3 Mar 2025 · denies") < shown.index("said 6 Mar 2025 · confirms")


def test_search_shows_the_words_found(run: Run, made_ledger: Path) -> None:
    shown = run("search", "rammed", "--ledger", str(made_ledger)).stdout
    assert shown.count("**rammed**") == 3
    assert run("search", "submarine", "--ledger", str(made_ledger)).stdout == "No article holds all these words.\n"


def test_the_list_of_stories_keeps_a_row_on_one_line(run: Run, made_ledger: Path) -> None:
    rows = run("stories", "--ledger", str(made_ledger)).stdout.splitlines()
    assert rows[0].split() == ["id", "title", "pages", "origins", "claims", "dates", "outlets"]
    assert len(rows) == 3
    assert rows[2].split() == (
        "s1 Navy cutter and trawler Marit 4 3 2 3–7 Mar 2025 Else Courier, Norden Post, The Lantern".split()
    )


def test_problems_are_listed_with_their_reasons(run: Run, made_ledger: Path) -> None:
    shown = run("problems", "--ledger", str(made_ledger)).stdout
    assert shown.splitlines()[2].split() == "empty reports/empty.txt the file is empty".split()


@pytest.mark.parametrize(
    ("command", "key", "value"),
    [
        ("stories", "id", "s1"),
        (
            "story s1",
            "story",
            {"id": "s1", "title": "Navy cutter and trawler Marit", "articles": [*("a1", "a2", "a3", "a4")]},
        ),
        ("claim c1", "origins", 3),
        ("who navy", "speaker", None),
        ("search rammed --limit 1", "story", "s1"),
        ("problems", "kind", "empty"),
    ],
)
def test_json_prints_one_record_a_line(run: Run, made_ledger: Path, command: str, key: str, value: object) -> None:
    result = run(*command.split(), "--json", "--ledger", str(made_ledger))
    assert result.exit_code == Status.DONE
    record = json.loads(result.stdout)
    assert record[key] == value or (value is None and record[key]["name"] == "Navy of Vastland")


@pytest.mark.parametrize("command", ["story zzz", "claim zzz", "who zzz"])
def test_an_unknown_id_is_a_sentence(run: Run, made_ledger: Path, command: str) -> None:
    result = run(*command.split(), "--ledger", str(made_ledger))
    assert result.exit_code == Status.NOTHING_DONE
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert "zzz" in result.stderr


def test_without_an_id_there_must_be_one_story(run: Run, tmp_path: Path, made_ledger: Path) -> None:
    Ledger.open("empty.db").close()
    empty = run("story", "--ledger", "empty.db")
    assert (empty.exit_code, empty.stdout) == (Status.NOTHING_DONE, "")
    assert "no stories yet" in empty.stderr
    assert run("stories", "--ledger", "empty.db").stdout == "no stories yet; `sayso read FILE...` adds reports\n"
    assert run("problems", "--ledger", "empty.db").stdout == "No problems.\n"
    two = tmp_path / "two.db"
    two.write_bytes(made_ledger.read_bytes())
    with Ledger.open(two) as ledger:
        stories = (Story("s1", "One", ("a1", "a2")), Story("s2", "Two", ("a3", "a4")))
        put_links(ledger, Links((), stories, (), ()))
    several = run("story", "--ledger", "two.db")
    assert several.exit_code == Status.WRONG_USE
    assert "several stories" in several.stderr
    listed = run("stories", "--ledger", "two.db", "--limit", "1").stdout
    assert "… and more (--all)" in listed
    assert run("stories", "--ledger", "two.db", "--all").stdout.count("Mar 2025") == 2
    assert "No claim was found" in run("story", "s1", "--ledger", "two.db").stdout


def test_a_dossier_is_written_whole(run: Run, made_ledger: Path, tmp_path: Path) -> None:
    result = run("story", "s1", "--html", "dossier.html", "--ledger", str(made_ledger))
    assert (result.exit_code, result.stdout) == (Status.DONE, "")
    assert result.stderr == "dossier.html: 4 pages, 2 claims\n"
    assert (tmp_path / "dossier.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [path.name for path in tmp_path.iterdir()] == ["dossier.html"]
    assert run("story", "s1", "--html", "-", "--ledger", str(made_ledger)).stdout.startswith("<!DOCTYPE html>")


def test_a_plain_output_has_no_escape_codes(run: Run, made_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for command in ("story", "stories", "claim c1", "who navy", "search rammed"):
        assert "\x1b" not in run(*command.split(), "--ledger", str(made_ledger)).stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[32m+ supports" in run("story", "--ledger", str(made_ledger)).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    shown = run("story", "--ledger", str(made_ledger)).stdout
    assert "\x1b[4ma navy cutter" in shown
    assert "\x1b[3" + "2m" not in shown


def test_articles_of_a_read_that_was_broken_off_are_told_of(run: Run) -> None:
    with Ledger.open("stopped.db") as ledger:
        article = ARTICLES[0]
        ledger.add(Findings(article, ()), Page(article.origin, article.text.encode(), "text/plain", id=article.id))
    assert "before 1 article was linked; any `sayso read`" in run("stories", "--ledger", "stopped.db").stdout
    assert "before 1 article was linked" in run("story", "--ledger", "stopped.db").stderr
