"""`sayso correct`: what people say against what linking found. Every correction is an entry that can be undone."""

from __future__ import annotations

import getpass
import os
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.edge import UsageError
from sayso.cli.options import JsonOption, LedgerOption, ledger_place, open_to_read

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.records import Correction, CorrectionKind

AUTHOR_VARIABLE = "SAYSO_AUTHOR"

app = typer.Typer(
    help="""Merge or split stories, undo it, list it.

    What people say against what linking found: an entry with author and time, which counts from then on.

    \b
    Examples:
      sayso correct merge s3f2a s9c41 --by "Ada Quill"
      sayso correct split s3f2a 8d07f0c2b1e4a965
      sayso correct undo 3
    """,
    no_args_is_help=True,
    rich_markup_mode=None,
)

AuthorOption = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help=f"Who says so; else ${AUTHOR_VARIABLE}, else your login name."),
]


@app.command("merge")
def merge(
    stories: Annotated[list[str], typer.Argument(help="Two stories or more, by id.", metavar="STORY STORY...")],
    by: AuthorOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make several stories one.

    Articles that come later join it by their likeness to any of its articles.

    \b
    Examples:
      sayso correct merge s3f2a s9c41 --by "Ada Quill"
    """
    from sayso.records import CorrectionKind

    if len(stories) < 2:
        raise UsageError("name two stories at least")
    with _open_to_write(ledger) as opened:
        named = [opened.story(id).story for id in stories]
        if len({story.id for story in named}) < len(named):
            raise UsageError("the same story is named twice")
        articles = tuple(article for story in named for article in story.articles)
        _enter(opened, CorrectionKind.ONE_STORY, articles, (), None, by, as_json=as_json)


@app.command("split")
def split(
    story: Annotated[str, typer.Argument(help="The story, by id.", metavar="STORY")],
    articles: Annotated[
        list[str], typer.Argument(help="Those of its articles that are another story.", metavar="ARTICLE...")
    ],
    by: AuthorOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take articles out of a story.

    They become a story, or several, of their own; articles that come later join whichever they are more alike to.

    \b
    Examples:
      sayso correct split s3f2a 8d07f0c2b1e4a965
    """
    from sayso.records import CorrectionKind

    with _open_to_write(ledger) as opened:
        inside = opened.story(story).story
        out = tuple(opened.article(id).id for id in articles)
        strange = [id for id in out if id not in inside.articles]
        if strange:
            raise UsageError(f"{strange[0]} is not in story {inside.id}")
        rest = tuple(id for id in inside.articles if id not in out)
        if not rest:
            raise UsageError("nothing would be left of the story; name some of its articles only")
        _enter(opened, CorrectionKind.NOT_ONE_STORY, out, rest, None, by, as_json=as_json)


@app.command("undo")
def undo(
    number: Annotated[int, typer.Argument(help="The correction's number.", metavar="NUMBER")],
    by: AuthorOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a correction count no more; the entry stays, and this can be undone too.

    \b
    Examples:
      sayso correct list
      sayso correct undo 3
    """
    from sayso.records import CorrectionKind

    with _open_to_write(ledger) as opened:
        _enter(opened, CorrectionKind.UNDO, (), (), number, by, as_json=as_json)


@app.command("list")
def corrections(ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """List the corrections, in the order in which they were made.

    \b
    Examples:
      sayso correct list
      sayso correct list --json
    """
    from sayso.cli.screen import open_screen, print_json

    with open_to_read(ledger) as opened:
        made = opened.corrections()
        entries = list(opened.export("corrections"))
    if as_json:
        print_json(entries)
        return
    screen = open_screen()
    for number, correction in made.items():
        screen.show(f"{number}  {correction.at}  {correction.author}: {_in_words(correction)}")
    if not made:
        screen.show("No corrections.")


def _enter(
    opened: Ledger, kind: CorrectionKind, articles: tuple[str, ...], others: tuple[str, ...], undoes: int | None,
    by: str | None, *, as_json: bool,
) -> None:  # fmt: skip
    from datetime import UTC, datetime

    from sayso.cli.screen import open_screen, print_json
    from sayso.ingest.correcting import correct
    from sayso.records import Correction

    author = by or os.environ.get(AUTHOR_VARIABLE) or getpass.getuser()
    at = datetime.now(UTC).isoformat(timespec="seconds")
    number = correct(opened, Correction(kind, articles, others, undoes, author, at))
    if as_json:
        print_json(entry for entry in opened.export("corrections") if entry["number"] == number)
        return
    screen = open_screen()
    screen.show(f"Correction {number} is entered; `sayso correct undo {number}` takes it back.")
    for story in opened.stories_of([*articles, *others]):
        screen.show(f"  story {story.id}: {len(story.articles)} pages, {story.title}")


def _in_words(correction: Correction) -> str:
    from sayso.records import CorrectionKind

    if correction.kind is CorrectionKind.UNDO:
        return f"correction {correction.undoes} counts no more"
    if correction.kind is CorrectionKind.ONE_STORY:
        return f"one story: {', '.join(correction.articles)}"
    return f"not in one story: {', '.join(correction.articles)} and {', '.join(correction.others)}"


def _open_to_write(given: str | None) -> Ledger:
    from sayso.ledger import Ledger

    open_to_read(given).close()  # a ledger is not made by correcting one
    return Ledger.open(ledger_place(given))
