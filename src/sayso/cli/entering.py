"""A correction on its way into the ledger, and back onto the screen in words."""

from __future__ import annotations

import getpass
import os
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.options import ledger_place, open_to_read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.cli.screen import Screen
    from sayso.ledger import Ledger
    from sayso.records import Correction, Excerpt

AUTHOR_VARIABLE = "SAYSO_AUTHOR"

AuthorOption = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help=f"Who says so; else ${AUTHOR_VARIABLE}, else your login name."),
]


def open_to_write(given: str | None) -> Ledger:
    """The ledger, which must be there: none is made by correcting one."""
    from sayso.ledger import Ledger

    open_to_read(given).close()
    return Ledger.open(ledger_place(given))


def author_and_time(by: str | None) -> tuple[str, str]:
    """Whose word it is, and when it is given."""
    from datetime import UTC, datetime

    author = by or os.environ.get(AUTHOR_VARIABLE) or getpass.getuser()
    return author, datetime.now(UTC).isoformat(timespec="seconds")


def enter(opened: Ledger, correction: Correction, *, as_json: bool) -> None:
    """Enter a correction, and say its number and what there is by it."""
    from sayso.cli.screen import open_screen, print_json
    from sayso.ingest.correcting import correct

    number = correct(opened, correction)
    if as_json:
        print_json(entry for entry in opened.export("corrections") if entry["number"] == number)
        return
    screen = open_screen()
    screen.show(f"Correction {number} is entered; `sayso correct undo {number}` takes it back.")
    for story in opened.stories_of([*correction.articles, *correction.others]):
        screen.show(f"  story {story.id}: {len(story.articles)} pages, {story.title}")
    _show_claims(opened, correction.statements, screen)


def _show_claims(opened: Ledger, excerpts: Iterable[Excerpt], screen: Screen) -> None:
    """The claims in which statements stand now, by their ids, which may be others than before."""
    from sayso.linking.excerpts import meant
    from sayso.views import in_quotes, in_words, inert

    named = {
        statement.id
        for excerpt in excerpts
        for finding in opened.findings([excerpt.article])
        if (statement := meant(excerpt, finding.statements))
    }
    for story in opened.stories_of(sorted({excerpt.article for excerpt in excerpts})):
        for claim in opened.story(story.id).claims:
            if named & {position.statement for position in claim.positions}:
                positions = in_words(len(claim.positions), "position")
                screen.show(f"  claim {claim.id}: {positions}, {in_quotes(inert(claim.gloss))}")


def points_at_nothing(opened: Ledger, correction: Correction) -> bool:
    """Whether a correction names statements of which none is in the ledger now."""
    from sayso.linking.excerpts import meant

    there = frozenset(opened.article_ids())

    def is_there(excerpt: Excerpt) -> bool:
        return excerpt.article in there and any(
            meant(excerpt, finding.statements) for finding in opened.findings([excerpt.article])
        )

    sides = [side for side in (correction.statements, correction.against) if side]
    return any(not any(map(is_there, side)) for side in sides)


def in_words(correction: Correction) -> str:
    """What a correction says."""
    from sayso.records import CorrectionKind

    named, against = _listed(correction.statements), _listed(correction.against)
    told = {
        CorrectionKind.UNDO: f"correction {correction.undoes} counts no more",
        CorrectionKind.ONE_STORY: f"one story: {', '.join(correction.articles)}",
        CorrectionKind.NOT_ONE_STORY: (
            f"not in one story: {', '.join(correction.articles)} and {', '.join(correction.others)}"
        ),
        CorrectionKind.ONE_CLAIM: f"one claim: {named}",
        CorrectionKind.NOT_ONE_CLAIM: f"not in one claim: {named} and {against}",
        CorrectionKind.SPEAKER: f"the words of {correction.value or 'nobody who can be told'}: {named}",
        CorrectionKind.RENAMED: f"called {correction.value}: who speaks in {named}",
        CorrectionKind.STANCE: f"{correction.value}: the stance of {named} in one claim with {against}",
    }
    return told[correction.kind]


def _listed(excerpts: Iterable[Excerpt]) -> str:
    return ", ".join(f"{each.article} {each.span.start}\u2013{each.span.end}" for each in excerpts)
