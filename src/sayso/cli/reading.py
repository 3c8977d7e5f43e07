"""Commands that read reports: demo, read, extract."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli.edge import Status
from sayso.cli.options import JsonOption, LedgerOption, RulesOption, WorkersOption, ledger_place

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.formats import Json
    from sayso.ingest.storing import Progress, ReadReport
    from sayso.ledger import Ledger
    from sayso.records import Page, Problem, StoryView

OriginsArgument = Annotated[
    list[str],
    typer.Argument(help="Files, folders, web addresses, feeds, archives (WARC, WACZ), JSONL; - is standard input."),
]
# Not $SAYSO_LEDGER: invented reports have no place beside real ones.
DEMO_LEDGER = "sayso-demo.db"
COUNTED = {"articles": "article", "statements": "statement", "stories": "story", "claims": "claim"}
# What SQLite keeps beside a ledger that is being written.
LEDGER_FILES = ("", "-wal", "-shm", "-journal")
# Characters of an origin beside the progress bar.
ORIGIN_SHOWN = 40


def demo(
    ledger: Annotated[
        str, typer.Option("--ledger", metavar="PATH_OR_URL", help="Where to keep what was read.")
    ] = DEMO_LEDGER,
    as_json: JsonOption = False,
) -> None:
    """Read the bundled reports and show a dispute.

    Twelve short reports about two invented disputes, in every form that sayso reads. They go into a ledger of their
    own, so that they never stand among real ones.

    \b
    Examples:
      sayso demo
      sayso demo --ledger /tmp/demo.db
    """
    from sayso.cli.screen import open_screen, print_json
    from sayso.ledger import Ledger
    from sayso.origins import read_demo

    with Ledger.open(ledger) as opened:
        report = _read(opened, read_demo(), workers=1)
        views = sorted((opened.story(summary.id) for summary in opened.stories()), key=lambda view: -len(view.articles))
    from sayso.cli.looking import show_dispute, told_whole

    if as_json:
        print_json(told_whole(view) for view in views)
    else:
        screen = open_screen()
        screen.show(_summary(report, ledger), "")
        for view in views[:1]:
            show_dispute(screen, view)
            screen.show("")
        screen.show(*_next_steps(views, ledger))
    _leave(report.n_articles, report.problems)


def _next_steps(views: list[StoryView], ledger: str) -> Iterator[str]:
    from sayso.cli.looking import matrix_of

    place = f"--ledger {shlex.quote(ledger)}"
    yield "Next:"
    yield f"  sayso stories {place}"
    for view in views[:1]:
        yield f"  sayso story {view.story.id} {place} --html dossier.html"
        for row in matrix_of(view, 1).rows:
            yield f"  sayso claim {row.claim.id} {place}"
    for view in views[1:]:
        yield f"  sayso story {view.story.id} {place}"
    yield "  sayso read FILE_OR_FOLDER...      your own reports, into sayso.db"


def read(
    origins: OriginsArgument,
    workers: WorkersOption = 1,
    rules_alone: RulesOption = False,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read reports into the ledger.

    A page that was read before is left as it is. What cannot be read is named, recorded with its reason, and never
    stops the rest; `sayso problems` lists it again. Reading can be broken off at any time and taken up by the same
    command.

    \b
    Examples:
      sayso read reports/
      sayso read https://example.org/feed.xml
      sayso read crawl.warc.gz articles.jsonl --workers 4
      cat report.txt | sayso read -
    """
    from sayso.cli.screen import open_screen, print_json
    from sayso.ledger import Ledger
    from sayso.origins import read_origins
    from sayso.views import in_words

    place = ledger_place(ledger)
    with Ledger.open(place) as opened:
        items = _without_ledger(read_origins(origins), opened.place)
        report = _read(opened, items, workers=workers, rules_alone=rules_alone)
        counts = opened.counts()
    if as_json:
        print_json([_report_to_json(report, counts)])
    else:
        totals = (in_words(counts[table], noun) for table, noun in COUNTED.items())
        open_screen().show(_summary(report, place), f"The ledger holds {', '.join(totals)}.", *_boilerplate(report))
    _leave(report.n_articles, report.problems)


def extract(origins: OriginsArgument, workers: WorkersOption = 1, rules_alone: RulesOption = False) -> None:
    """Find who says what, without a ledger: one JSON object an article.

    The objects come in the order of the articles, each on a line of its own as soon as it is there. What cannot be
    read is named on standard error.

    \b
    Examples:
      sayso extract report.html
      sayso extract reports/ | jq '.statements[].act'
      sayso extract articles.jsonl --workers 4 > statements.jsonl
    """
    from sayso.cli.screen import print_json
    from sayso.formats import findings_to_json
    from sayso.ingest import examine_all, installed_tagger
    from sayso.origins import read_origins
    from sayso.records import Problem

    n_articles, problems = 0, list[Problem]()

    def found() -> Iterator[Json]:
        nonlocal n_articles
        for outcome in outcomes:
            met = (outcome,) if isinstance(outcome, Problem) else outcome[1].problems
            for problem in met:
                name_problem(problem)
                problems.append(problem)
            if not isinstance(outcome, Problem):
                n_articles += 1
                yield findings_to_json(outcome[1])

    tagger = None if rules_alone else installed_tagger()
    outcomes = examine_all(read_origins(origins), workers=workers, tagger=tagger)
    with closing(outcomes):  # type: ignore[type-var]
        print_json(found())
    raise typer.Exit(_status(n_articles, problems))


def _read(ledger: Ledger, items: Iterator[Page | Problem], *, workers: int, rules_alone: bool = False) -> ReadReport:
    from sayso.cli.screen import error_console
    from sayso.ingest import installed_tagger
    from sayso.ingest.storing import read_into

    tagger = None if rules_alone else installed_tagger()
    with _progress_bar(error_console()) as (show, told):
        return read_into(ledger, told(items), workers=workers, tagger=tagger, progress=show)


def _without_ledger(items: Iterator[Page | Problem], place: str) -> Iterator[Page | Problem]:
    """All but the ledger's own files, which lie in the folder when somebody types `sayso read .`."""
    own = {os.path.abspath(place + suffix) for suffix in LEDGER_FILES}
    return (item for item in items if os.path.abspath(item.origin) not in own)


Show = Callable[["Progress"], None]
Told = Callable[[Iterable["Page | Problem"]], Iterator["Page | Problem"]]


@contextmanager
def _progress_bar(console: Console) -> Iterator[tuple[Show, Told]]:
    """A line that shows how far a read has come, on a terminal; nothing elsewhere.

    Yields:
        What to call after each commit, and what to send the pages through so that the end of reading is seen.
    """
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = "{task.completed:,} articles", "{task.fields[rate]}", "{task.fields[problems]}", "{task.description}"
    texts = [TextColumn(column, markup=False) for column in columns]
    with Bar(
        SpinnerColumn(), *texts, TimeElapsedColumn(), console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("", total=None, rate="", problems="")
        ended = ""

        def show(progress: Progress) -> None:
            bar.update(task, **_told_by(progress, bar.tasks[0].elapsed), description=ended or _short(progress.origin))

        def told(items: Iterable[Page | Problem]) -> Iterator[Page | Problem]:
            nonlocal ended
            yield from items
            ended = "storing and linking"
            bar.update(task, description=ended)

        yield show, told


def _told_by(progress: Progress, seconds: float | None) -> dict[str, Any]:
    from sayso.views import in_words

    n_articles = progress.n_new + progress.n_known
    rate = f"{n_articles / seconds:.1f}/s" if seconds else ""
    return {"completed": n_articles, "rate": rate, "problems": in_words(progress.n_problems, "problem")}


def _short(origin: str) -> str:
    from sayso.views import inert

    return inert(origin)[-ORIGIN_SHOWN:]


def _summary(report: ReadReport, place: str) -> str:
    from sayso.views import in_words

    counts = f"{in_words(report.n_articles, 'article')} ({report.n_new:,} new, {report.n_known:,} known)"
    return f"{place}: {counts}, {in_words(report.n_problems, 'problem')}"


def _boilerplate(report: ReadReport) -> Iterator[str]:
    if report.n_boilerplate:
        yield (
            f"{report.n_boilerplate:,} of the new articles share a passage with over 100 others, as forms and weather "
            "pages do; each was compared with the first of those only."
        )


def _report_to_json(report: ReadReport, counts: dict[str, int]) -> Json:
    from sayso.formats import problem_to_json

    return {
        "articles": report.n_articles,
        "new": report.n_new,
        "known": report.n_known,
        "problems": [problem_to_json(problem) for problem in report.problems],
        "boilerplate": report.n_boilerplate,
        "ledger": counts,
    }


def name_problem(problem: Problem) -> None:
    """Say on standard error what could not be read, and why."""
    from sayso.views import inert

    where = f", {problem.at}" if problem.at else ""
    typer.echo(inert(f"sayso: {problem.origin}{where}: {problem.reason}"), err=True)


def _leave(n_articles: int, problems: Iterable[Problem]) -> None:
    """Name the problems and end with the status that they ask for."""
    named = list(problems)
    for problem in named:
        name_problem(problem)
    raise typer.Exit(_status(n_articles, named))


def _status(n_articles: int, problems: list[Problem]) -> Status:
    if n_articles == 0:
        if not problems:
            typer.echo("sayso: there was nothing to read", err=True)
        return Status.NOTHING_DONE
    return Status.PROBLEMS if problems else Status.DONE
