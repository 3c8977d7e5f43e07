"""The program `sayso`: its commands, in the order in which a new user meets them."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from sayso.cli import assisting, correcting, evaluating, exporting, looking, reading, serving
from sayso.cli.edge import DEBUG_VARIABLE, Edge

app = typer.Typer(
    cls=Edge,
    help="Read news reports and keep a ledger of who says what.",
    epilog="Start with `sayso demo`. Exit status: 0 done, 1 done with problems, 2 wrong use, 3 nothing could be done.",
    no_args_is_help=True,
    # Plain help: it can be piped and searched, and costs a third of the time of the decorated one.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("demo")(reading.demo)
app.command("read")(reading.read)
app.command("extract")(reading.extract)
app.command("stories")(looking.stories)
app.command("story")(looking.story)
app.command("claim")(looking.claim)
app.command("ask")(looking.ask)
app.command("who")(looking.who)
app.command("search")(looking.search)
app.command("problems")(looking.problems)
app.command("serve")(serving.serve)
app.command("mcp")(assisting.mcp)
app.command("export")(exporting.export)
app.add_typer(correcting.app, name="correct")
app.command("evaluate")(evaluating.evaluate)


def _show_version(wanted: bool) -> None:
    if wanted:
        from sayso.ledger import rules_extractor

        typer.echo(f"sayso {rules_extractor().version}")
        raise typer.Exit


@app.callback()
def configure(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help=f"Show where an error came from (or {DEBUG_VARIABLE}=1).")
    ] = False,
) -> None:
    """Read news reports and keep a ledger of who says what."""
    if debug:
        os.environ[DEBUG_VARIABLE] = "1"
    if os.environ.get(DEBUG_VARIABLE):
        import logging

        logging.basicConfig(level=logging.INFO)
