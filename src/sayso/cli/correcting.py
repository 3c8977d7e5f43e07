"""`sayso correct`: what people say against what was found. Every correction is an entry that can be undone."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli import amending
from sayso.cli.entering import AuthorOption, enter, told, word_of
from sayso.cli.options import JsonOption, LedgerOption, open_to_read

app = typer.Typer(
    help="""Correct stories, claims, speakers, stances; undo it, list it.

    What people say against what was found: an entry with author and time, which counts from then on.

    \b
    Examples:
      sayso correct merge s3f2a s9c41 --by "Ada Quill"
      sayso correct split s3f2a 8d07f0c2b1e4a965
      sayso correct stance 8d07f0c2.4 c3f2a denies
      sayso correct undo 3
    """,
    no_args_is_help=True,
    rich_markup_mode=None,
)


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
    from sayso.ingest.entries import one_story

    enter(ledger, lambda opened: one_story(opened, stories, word_of(by)), as_json=as_json)


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
    from sayso.ingest.entries import not_one_story

    enter(ledger, lambda opened: not_one_story(opened, story, articles, word_of(by)), as_json=as_json)


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
    from sayso.ingest.entries import taken_back

    enter(ledger, lambda opened: taken_back(opened, number, word_of(by)), as_json=as_json)


@app.command("list")
def corrections(ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """List the corrections, in the order in which they were made.

    \b
    Examples:
      sayso correct list
      sayso correct list --json
    """
    from sayso.cli.screen import open_screen, print_json
    from sayso.ingest.correcting import points_at_nothing

    with open_to_read(ledger) as opened:
        made = opened.corrections()
        entries = list(opened.export("corrections"))
        idle = {number for number, correction in made.items() if points_at_nothing(opened, correction)}
    if as_json:
        print_json(entries)
        return
    screen = open_screen()
    for number, correction in made.items():
        aside = " (points at nothing now)" if number in idle else ""
        screen.show(f"{number}  {correction.at}  {correction.author}: {told(correction)}{aside}")
    if not made:
        screen.show("No corrections.")


for _name, _command in (
    ("merge-claims", amending.merge_claims),
    ("split-claim", amending.split_claim),
    ("name-claim", amending.name_claim),
    ("rename", amending.rename),
    ("speaker", amending.speaker),
    ("stance", amending.stance),
):
    app.command(_name)(_command)
