"""A correction on its way into the ledger, and back onto the screen in words."""

from __future__ import annotations

import getpass
import os
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.edge import UsageError
from sayso.cli.options import ledger_place, open_to_read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sayso.ingest.entries import Word
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


def word_of(by: str | None) -> Word:
    """Whose word it is, and when it is given."""
    from datetime import UTC, datetime

    from sayso.ingest.entries import Word

    author = by or os.environ.get(AUTHOR_VARIABLE) or getpass.getuser()
    return Word(author, datetime.now(UTC).isoformat(timespec="seconds"))


def enter(ledger: str | None, make: Callable[[Ledger], Correction], *, as_json: bool) -> None:
    """Enter the correction that is made of what was named, and say its number and what there is by it."""
    from sayso.cli.screen import open_screen, print_json
    from sayso.errors import NoCorrection
    from sayso.ingest.correcting import claims_spoken_of, correct
    from sayso.views import in_quotes, in_words, inert

    with open_to_write(ledger) as opened:
        try:
            correction = make(opened)
            number = correct(opened, correction)
        except NoCorrection as error:
            raise UsageError(str(error)) from None
        if as_json:
            print_json(entry for entry in opened.export("corrections") if entry["number"] == number)
            return
        screen = open_screen()
        screen.show(f"Correction {number} is entered; `sayso correct undo {number}` takes it back.")
        for story in opened.stories_of([*correction.articles, *correction.others]):
            screen.show(f"  story {story.id}: {len(story.articles)} pages, {story.title}")
        for claim in claims_spoken_of(opened, correction):
            # By their ids, which may be others than before.
            positions = in_words(len(claim.positions), "position")
            screen.show(f"  claim {claim.id}: {positions}, {in_quotes(inert(claim.gloss))}")


def told(correction: Correction) -> str:
    """What a correction says."""
    from sayso.records import CorrectionKind

    named, against = _listed(correction.statements), _listed(correction.against)
    kinds = {
        CorrectionKind.UNDO: f"correction {correction.undoes} counts no more",
        CorrectionKind.ONE_STORY: f"one story: {', '.join(correction.articles)}",
        CorrectionKind.NOT_ONE_STORY: (
            f"not in one story: {', '.join(correction.articles)} and {', '.join(correction.others)}"
        ),
        CorrectionKind.ONE_CLAIM: f"one claim: {named}",
        CorrectionKind.NOT_ONE_CLAIM: f"not in one claim: {named} and {against}",
        CorrectionKind.GLOSS: f"the words of their claim: {named}",
        CorrectionKind.SPEAKER: f"the words of {correction.value or 'nobody who can be told'}: {named}",
        CorrectionKind.RENAMED: f"called {correction.value}: who speaks in {named}",
        CorrectionKind.STANCE: f"{correction.value}: the stance of {named} in one claim with {against}",
    }
    return kinds[correction.kind]


def _listed(excerpts: Iterable[Excerpt]) -> str:
    return ", ".join(f"{each.article} {each.span.start}\u2013{each.span.end}" for each in excerpts)
