"""Commands that look into a ledger and change nothing: stories, story, claim, who, search, problems."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.edge import UsageError
from sayso.cli.options import AllOption, JsonOption, LedgerOption, ledger_place, open_to_read
from sayso.errors import NotInLedger

if TYPE_CHECKING:
    from sayso.cli.drawing import Pen
    from sayso.cli.screen import Screen
    from sayso.formats import Json
    from sayso.ledger import Ledger
    from sayso.records import Answer, StoryView
    from sayso.views import Matrix

# Claims on one screen: six with their counts and a matrix under them fill it.
CLAIMS_SHOWN = 6
# Claims of a story where two stories share a screen.
CLAIMS_OF_A_DISPUTE = 3


def stories(
    ledger: LedgerOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Show the latest N.")] = 50,
    everything: AllOption = False,
    as_json: JsonOption = False,
) -> None:
    """List the stories, the one with the latest page first.

    \b
    Examples:
      sayso stories
      sayso stories --ledger desk.db --all
      sayso stories --json | jq -r .title
    """
    from sayso.cli.drawing import story_table
    from sayso.cli.screen import open_screen, print_json
    from sayso.formats import summary_to_json

    with open_to_read(ledger) as opened:
        found = opened.stories(limit=None if everything else limit + 1)
        instead = "" if found else _no_stories(opened)
    shown = found if everything else found[:limit]
    if as_json:
        print_json(summary_to_json(each) for each in shown)
        return
    screen = open_screen()
    if shown:
        screen.show_table(story_table(shown))
    else:
        screen.show(instead)
    if len(found) > len(shown):
        screen.show("\u2026 and more (--all)")


def story(
    id: Annotated[
        str | None,
        typer.Argument(
            help="A story's id or its first letters; may be left out when there is one story.", metavar="ID"
        ),
    ] = None,
    ledger: LedgerOption = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a dossier to mail instead: one HTML file.")
    ] = None,
    everything: AllOption = False,
    as_json: JsonOption = False,
) -> None:
    """Show one story: who says yes, who says no, in which sentence.

    The claims stand against the speakers, the most disputed first; below, each position with its sentence.

    \b
    Examples:
      sayso story
      sayso story 3f2a
      sayso story 3f2a --all
      sayso story 3f2a --html dossier.html
    """
    from sayso.cli.screen import open_screen, print_json

    with open_to_read(ledger) as opened:
        view = opened.story(id or _only_story(opened))
    if html is not None:
        _write_dossier(view, html, ledger_place(ledger))
    elif as_json:
        print_json([told_whole(view)])
    else:
        show_story(open_screen(), view, everything=everything)


def show_story(screen: Screen, view: StoryView, *, everything: bool) -> None:
    """Print a story; without `everything` its most open claims only."""
    from sayso.cli.drawing import story_parts

    matrix = matrix_of(view, None if everything else CLAIMS_SHOWN)
    screen.show(*story_parts(view, matrix, _pen(screen), everything=everything))


def show_dispute(screen: Screen, view: StoryView) -> None:
    """Print the first screen of a story, and the sentences behind its most open claim."""
    from sayso.cli.drawing import overview_parts, position_parts

    matrix = matrix_of(view, CLAIMS_OF_A_DISPUTE)
    pen = _pen(screen)
    screen.show(*overview_parts(view, matrix, pen))
    for row in matrix.rows[:1]:
        screen.show(*position_parts(row, pen))


def told_whole(view: StoryView) -> Json:
    """A story as JSON, each claim with on whom it rests and with its figures."""
    from sayso.formats import story_view_to_json
    from sayso.views import with_figure_tables

    rows = matrix_of(view, None).rows
    told = story_view_to_json(view, {row.claim.id: row.tree for row in rows})
    return {**told, "claims": list(with_figure_tables(told["claims"], rows))}


def matrix_of(view: StoryView, limit: int | None) -> Matrix:
    """A story's most open claims against their speakers."""
    from sayso.views import build_matrix

    return build_matrix(
        view.claims, articles=view.articles, statements=view.statements, reprints=view.reprints, limit=limit
    )


def _only_story(ledger: Ledger) -> str:
    found = ledger.stories(limit=2)
    if len(found) == 1:
        return found[0].id
    if found:
        raise UsageError("the ledger holds several stories; name one, `sayso stories` lists them")
    raise NotInLedger(_no_stories(ledger))


def _no_stories(ledger: Ledger) -> str:
    waiting = len(ledger.unlinked())
    if waiting:
        told = "1 article was" if waiting == 1 else f"{waiting:,} articles were"
        return f"no stories yet: a read was broken off before {told} linked; any `sayso read` goes on with it"
    return "no stories yet; `sayso read FILE...` adds reports"


def _write_dossier(view: StoryView, path: Path, place: str) -> None:
    from datetime import date

    from sayso.cli.files import write_whole
    from sayso.ledger import rules_extractor
    from sayso.views import in_words
    from sayso.views.dossier import Provenance, render_dossier

    program = rules_extractor()
    page = render_dossier(view, Provenance(f"{program.name} {program.version}", place, date.today()))
    with write_whole(path) as file:
        file.write(page.encode("utf-8", "replace"))
    typer.echo(f"{path}: {in_words(len(view.articles), 'page')}, {in_words(len(view.claims), 'claim')}", err=True)


def claim(
    id: Annotated[str, typer.Argument(help="A claim's id or its first letters.", metavar="ID")],
    ids: Annotated[bool, typer.Option("--ids", help="Show the statements' ids too, for `sayso correct`.")] = False,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one claim: all positions in order of time.

    With the sentence of each, the figures in it, on whom it rests, and the pages that carry it.

    \b
    Examples:
      sayso claim 9c41
      sayso claim 9c41 --ids
      sayso claim 9c41 --json | jq .positions
    """
    from sayso.cli.drawing import claim_parts
    from sayso.cli.screen import open_screen, print_json
    from sayso.formats import claim_to_json, origin_tree_to_json
    from sayso.views import build_matrix, with_figure_tables

    with open_to_read(ledger) as opened:
        found = opened.claim(id)
        view = opened.story(found.story)
    matrix = build_matrix(
        [found], articles=view.articles, statements=view.statements, reprints=view.reprints, limit=None
    )
    row = matrix.rows[0]
    if as_json:
        told = claim_to_json(found) | {"sourcing": origin_tree_to_json(row.tree)}
        print_json(with_figure_tables([told], matrix.rows))
        return
    screen = open_screen()
    screen.show(*claim_parts(view, row, _pen(screen), ids=ids))


def ask(
    words: Annotated[
        list[str], typer.Argument(help="A claim in your own words, best in quotation marks.", metavar="CLAIM")
    ],
    ledger: LedgerOption = None,
    story: Annotated[str | None, typer.Option("--story", metavar="ID", help="Ask one story only.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Show the N stories with most to say.")] = 3,
    as_json: JsonOption = False,
) -> None:
    """Show who says yes and who says no to a claim in your own words.

    Statements are found by what they mean, in articles that name whoever your claim names; without the learned
    model, by what they name alone. Stances are to your claim, as you put it. No answer means that no statement was
    found near enough to it, not that nobody said so.

    \b
    Examples:
      sayso ask "the ferry was overloaded"
      sayso ask "Did the ministry order the evacuation?" --story 3f2a
      sayso ask "no troops were sent" --json | jq -r '.positions[].speaker.name'
    """
    from sayso.cli.drawing import answer_parts
    from sayso.cli.screen import open_screen, print_json
    from sayso.errors import NoQuestion
    from sayso.formats import answer_to_json
    from sayso.ingest import installed_scorer

    with open_to_read(ledger) as opened:
        try:
            found = opened.ask(" ".join(words), story=story, scorer=installed_scorer())
        except NoQuestion as error:
            raise UsageError(str(error)) from error
    shown = found[:limit]
    if as_json:
        print_json(answer_to_json(each) for each in shown)
        return
    screen = open_screen()
    for each in shown:
        screen.show(*answer_parts(each, matrix_on(each).rows[0], _pen(screen)), "")
    if not found:
        screen.show("No statement in the ledger is about that; `sayso search WORDS` finds articles by their words.")
    if len(found) > len(shown):
        screen.show(f"\u2026 and {len(found) - len(shown)} more stories (--limit {len(found)})")


def matrix_on(answer: Answer) -> Matrix:
    """What a story says on a question, as a matrix of one claim."""
    return matrix_of(replace(answer.view, claims=(answer.claim,)), None)


def who(
    name: Annotated[list[str], typer.Argument(help="Full name, family name, or a speaker's id.", metavar="NAME")],
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what one speaker said, and how it changed.

    \b
    Examples:
      sayso who "Dmitry Peskov"
      sayso who peskov --json
    """
    from sayso.cli.drawing import speaker_parts
    from sayso.cli.screen import open_screen, print_json
    from sayso.formats import speaker_view_to_json
    from sayso.views import build_profile

    with open_to_read(ledger) as opened:
        views = opened.who(" ".join(name))
        reprints = opened.reprints()
    if as_json:
        print_json(speaker_view_to_json(view) for view in views)
        return
    screen = open_screen()
    if len(views) > 1:
        screen.show(f"{len(views)} speakers answer to that name; nothing says that they are one.", "")
    for view in views:
        screen.show(*speaker_parts(build_profile(view, reprints), _pen(screen)), "")


def search(
    words: Annotated[list[str], typer.Argument(help='Words; "in quotation marks" side by side.', metavar="WORDS...")],
    ledger: LedgerOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, metavar="N", help="Show the newest N.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Find articles that hold all these words, the newest first.

    \b
    Examples:
      sayso search ferry collision
      sayso search '"navy cutter"' --limit 5
    """
    from sayso.cli.drawing import hit_parts
    from sayso.cli.screen import open_screen, print_json
    from sayso.formats import hit_to_json

    with open_to_read(ledger) as opened:
        hits = opened.search(" ".join(words), limit=limit)
    if as_json:
        print_json(hit_to_json(hit) for hit in hits)
        return
    screen = open_screen()
    for hit in hits:
        screen.show(*hit_parts(hit, _pen(screen)), "")
    if not hits:
        screen.show("No article holds all these words.")


def problems(ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """List what could not be read, in the order met.

    \b
    Examples:
      sayso problems
      sayso problems --json | jq -r .kind | sort | uniq -c
    """
    from sayso.cli.drawing import problem_table
    from sayso.cli.screen import open_screen, print_json
    from sayso.formats import problem_to_json

    with open_to_read(ledger) as opened:
        found = opened.problems()
    if as_json:
        print_json(problem_to_json(problem) for problem in found)
        return
    screen = open_screen()
    if found:
        screen.show_table(problem_table(found))
    else:
        screen.show("No problems.")


def _pen(screen: Screen) -> Pen:
    from sayso.cli.drawing import Pen

    return Pen(screen.width, screen.styled)
