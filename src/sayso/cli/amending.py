"""What `sayso correct` does inside a story: claims, whose words statements are, names and stances."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.edge import UsageError
from sayso.cli.entering import AuthorOption, enter, word_of
from sayso.cli.options import JsonOption, LedgerOption

StatementArgument = Annotated[
    str, typer.Argument(help="A statement's id, as `sayso claim ID --ids` shows it.", metavar="STATEMENT")
]
NameArgument = Annotated[str, typer.Argument(help="The name.", metavar="NAME")]


def merge_claims(
    claims: Annotated[list[str], typer.Argument(help="Two claims or more, by id.", metavar="CLAIM CLAIM...")],
    by: AuthorOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make several claims of a story one.

    \b
    Examples:
      sayso correct merge-claims c3f2a c9c41 --by "Ada Quill"
    """
    from sayso.ingest.entries import one_claim

    enter(ledger, lambda opened: one_claim(opened, claims, word_of(by)), as_json=as_json)


def split_claim(
    claim: Annotated[str, typer.Argument(help="The claim, by id.", metavar="CLAIM")],
    statements: Annotated[
        list[str], typer.Argument(help="Those of its statements that speak of another.", metavar="STATEMENT...")
    ],
    by: AuthorOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take statements out of a claim.

    They become a claim of their own, together with the same sentences in reprints.

    \b
    Examples:
      sayso correct split-claim c3f2a 8d07f0c2.4 8d07f0c2.7
    """
    from sayso.ingest.entries import not_one_claim

    enter(ledger, lambda opened: not_one_claim(opened, claim, statements, word_of(by)), as_json=as_json)


def name_claim(
    claim: Annotated[str, typer.Argument(help="The claim, by id.", metavar="CLAIM")],
    statement: Annotated[
        str, typer.Argument(help="The statement by whose printed words it is called.", metavar="STATEMENT")
    ],
    by: AuthorOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Call a claim by the printed words of one of its statements.

    They must say it: those of a denial may ("denied that the dam leaked"), a "no" of one's own words may not.

    \b
    Examples:
      sayso correct name-claim c3f2a 8d07f0c2.4
    """
    from sayso.ingest.entries import claim_called

    enter(ledger, lambda opened: claim_called(opened, claim, statement, word_of(by)), as_json=as_json)


def rename(
    speaker: Annotated[str, typer.Argument(help="A speaker's name or id.", metavar="SPEAKER")],
    name: NameArgument,
    by: AuthorOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Call a speaker by another name.

    \b
    Examples:
      sayso correct rename Holm "Ida Holm"
    """
    from sayso.ingest.entries import called

    enter(ledger, lambda opened: called(opened, speaker, name, word_of(by)), as_json=as_json)


def speaker(
    statement: StatementArgument,
    name: Annotated[str | None, typer.Argument(help="Whose words they are.", metavar="NAME")] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="Instead of NAME: nobody can be told.")] = False,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="What sort of voice: named_person, named_org, ...")
    ] = None,
    role: Annotated[str | None, typer.Option("--role", metavar="ROLE", help="In what role the speaker speaks.")] = None,
    by: AuthorOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say whose words a statement is.

    Without --kind it is what the story has under that name, else a person.

    \b
    Examples:
      sayso correct speaker 8d07f0c2.4 "Ida Holm" --role "harbour master"
      sayso correct speaker 8d07f0c2.4 "Halcyon Line" --kind named_org
      sayso correct speaker 8d07f0c2.4 --nobody
    """
    from sayso.ingest.entries import spoken_by

    if nobody == (name is not None):
        raise UsageError("say whose words they are, or --nobody")
    enter(ledger, lambda opened: spoken_by(opened, statement, name, word_of(by), kind=kind, role=role), as_json=as_json)


def stance(
    statement: StatementArgument,
    claim: Annotated[str, typer.Argument(help="The claim, by id.", metavar="CLAIM")],
    value: Annotated[str, typer.Argument(help="supports, denies, noncommittal, ...", metavar="STANCE")],
    by: AuthorOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say how a statement stands to the printed words of a claim.

    STANCE is supports, denies, noncommittal, conditional, questions or mentions.

    \b
    Examples:
      sayso correct stance 8d07f0c2.4 c3f2a denies
    """
    from sayso.ingest.entries import with_stance

    enter(ledger, lambda opened: with_stance(opened, statement, claim, value, word_of(by)), as_json=as_json)
