"""Reading reports: what is good is kept, what is not is named, and the status says which."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

import sayso.ingest
from sayso.cli import reading
from sayso.cli.edge import Status
from sayso.cli.reading import DEMO_LEDGER
from sayso.ingest.storing import Progress
from sayso.ledger import Ledger
from sayso.records import Findings, Page, Problem, ProblemKind
from tests.cli.conftest import Run
from tests.views.made import ARTICLES, OWN_REPORT, WIRE

Outcome = tuple[Page, Findings] | Problem


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page gives a made article of its text at once; a page that says "broken" gives a problem."""

    def examine_all(items: Iterable[Page | Problem], *, workers: int, tagger: object) -> Iterator[Outcome]:
        for item in items:
            if isinstance(item, Problem):
                yield item
            elif b"broken" in item.content:
                yield Problem(item.origin, ProblemKind.NO_TEXT, "no text\x1b[31m in it")
            else:
                inside = (Problem(item.origin, ProblemKind.BAD_ENCODING, "odd letters"),) * (b"odd" in item.content)
                article = replace(ARTICLES[0], id=item.origin, origin=item.origin, text=item.content.decode())
                yield item, Findings(article, (), inside)

    monkeypatch.setattr(sayso.ingest, "examine_all", examine_all)


def put(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("examined")
def test_extract_prints_an_object_an_article_in_order(run: Run, tmp_path: Path) -> None:
    put(tmp_path, b="second", a="first", c="third \u2013 \u00e5")
    result = run("extract", ".")
    assert (result.exit_code, result.stderr) == (Status.DONE, "")
    assert [json.loads(line)["text"] for line in result.stdout.splitlines()] == [
        "first",
        "second",
        "third \u2013 \u00e5",
    ]
    assert run("extract", "b.txt", "a.txt").stdout.splitlines() == result.stdout.splitlines()[1::-1]


@pytest.mark.usefixtures("examined")
@pytest.mark.parametrize(
    ("texts", "status", "named"),
    [
        ({"a": "first", "b": "broken"}, Status.PROBLEMS, ["sayso: b.txt: no text[31m in it"]),
        ({"a": "odd"}, Status.PROBLEMS, ["sayso: a.txt: odd letters"]),
        (
            {"a": "broken", "b": "broken"},
            Status.NOTHING_DONE,
            ["sayso: a.txt: no text[31m in it", "sayso: b.txt: no text[31m in it"],
        ),
    ],
)
def test_each_problem_is_named_and_the_rest_is_read(
    run: Run, tmp_path: Path, texts: dict[str, str], status: Status, named: list[str]
) -> None:
    put(tmp_path, **texts)
    result = run("extract", ".")
    assert result.exit_code == status
    assert result.stderr.splitlines() == named
    assert len(result.stdout.splitlines()) == sum(text != "broken" for text in texts.values())


@pytest.mark.usefixtures("examined")
def test_an_origin_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    put(tmp_path, a="first")
    result = run("extract", "nowhere.txt", "a.txt")
    assert result.exit_code == Status.PROBLEMS
    assert result.stderr.startswith("sayso: nowhere.txt: ")
    assert len(result.stdout.splitlines()) == 1
    assert run("extract", "nowhere.txt").exit_code == Status.NOTHING_DONE


@pytest.mark.usefixtures("examined")
def test_each_line_is_out_before_the_next_page_is_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, a="first")
    before = sayso.ingest.examine_all
    seen: list[int] = []

    def examine_all(items: Iterable[Page | Problem], **more: object) -> Iterator[Outcome]:
        for outcome in before(items, **more):  # type: ignore[arg-type]
            yield outcome
            seen.append((tmp_path / "out").stat().st_size)

    monkeypatch.setattr(sayso.ingest, "examine_all", examine_all)
    with (tmp_path / "out").open("w") as out:
        monkeypatch.setattr("sys.stdout", out)
        with pytest.raises(SystemExit):
            sayso.cli.main(["extract", "a.txt"])
    assert seen == [(tmp_path / "out").stat().st_size]
    assert seen[0] > 0


def test_reading_stores_and_links_and_twice_is_once(run: Run, tmp_path: Path) -> None:
    put(tmp_path, wire=WIRE, own=OWN_REPORT)
    (tmp_path / "empty.txt").write_bytes(b"")
    first = run("read", ".")
    assert first.exit_code == Status.PROBLEMS
    assert first.stdout.startswith("sayso.db: 2 articles (2 new, 0 known), 1 problem\nThe ledger holds 2 articles, ")
    assert first.stderr.startswith("sayso: empty.txt: ")
    assert first.stderr.count("\n") == 1
    again = run("read", "wire.txt", "own.txt", "--json")
    assert again.exit_code == Status.DONE
    report = json.loads(again.stdout)
    assert (report["articles"], report["new"], report["known"], report["problems"]) == (2, 0, 2, [])
    assert report["ledger"]["articles"] == 2
    assert run("read", "empty.txt").exit_code == Status.NOTHING_DONE


def test_the_demo_shows_a_dispute_and_what_to_do_next(run: Run, tmp_path: Path) -> None:
    result = run("demo")
    assert (result.exit_code, result.stderr) == (Status.DONE, "")
    assert result.stdout.startswith(f"{DEMO_LEDGER}: 12 articles (12 new, 0 known), 0 problems\n")
    with Ledger.open(tmp_path / DEMO_LEDGER, read_only=True) as ledger:
        stories = ledger.stories()
    assert len(stories) == 2
    for story in stories:
        assert story.id in result.stdout
    assert sum(story.title in result.stdout for story in stories) == 1
    for sign in ("+ supports", "\u2212 denies", "\u25cb not confirmed"):
        assert sign in result.stdout
    whole = "".join(run("story", story.id, "--all", "--ledger", DEMO_LEDGER).stdout for story in stories)
    assert "? if true" in whole
    commands = [line.split() for line in result.stdout.split("Next:")[1].splitlines() if line.startswith("  sayso st")]
    assert len(commands) == 3
    for command in commands:
        assert run(*command[1:]).exit_code == Status.DONE


def test_the_progress_line_counts_what_is_stored_and_stays_off_elsewhere() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=120, markup=False)
    with reading._progress_bar(console) as (show, told):
        time.sleep(0.01)
        show(Progress(1200, 34, 1, "reports/[red]x\x1b[31m.txt"))
        assert list(told([Problem("a", ProblemKind.EMPTY, "empty")])) == [Problem("a", ProblemKind.EMPTY, "empty")]
        show(Progress(1300, 34, 2, "reports/y.txt"))
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "1,334 articles" in shown
    assert "2 problems" in shown
    assert "storing and linking" in shown
    silent = Console(file=io.StringIO(), width=120)
    with reading._progress_bar(silent) as (show, _):
        show(Progress(1, 0, 0, "x"))
    assert silent.file.getvalue() == ""  # type: ignore[attr-defined]


def test_workers_are_at_least_one(run: Run) -> None:
    assert run("extract", "x.txt", "--workers", "0").exit_code == Status.WRONG_USE
