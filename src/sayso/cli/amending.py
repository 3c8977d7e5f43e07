"""What `sayso correct` does inside a story: claims, whose words statements are, names and stances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.edge import UsageError
from sayso.cli.entering import AuthorOption, author_and_time, enter, open_to_write
from sayso.cli.options import JsonOption, LedgerOption

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.ledger import Ledger
    from sayso.records import Claim, Excerpt, SpeakerKind

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
    from sayso.records import Correction, CorrectionKind

    if len(claims) < 2:
        raise UsageError("name two claims at least")
    with open_to_write(ledger) as opened:
        named = [opened.claim(id) for id in claims]
        if len({claim.id for claim in named}) < len(named):
            raise UsageError("the same claim is named twice")
        if len({claim.story for claim in named}) > 1:
            raise UsageError("these are claims of two stories; `sayso correct merge` makes the stories one first")
        excerpts = tuple(dict.fromkeys(excerpt for claim in named for excerpt in _of_claim(opened, claim)))
        enter(
            opened, Correction(CorrectionKind.ONE_CLAIM, (), (), None, *author_and_time(by), excerpts), as_json=as_json
        )


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
    from sayso.records import Correction, CorrectionKind

    with open_to_write(ledger) as opened:
        inside = opened.claim(claim)
        out = _with_copies(opened, inside, [_position(opened, inside, id) for id in statements])
        rest = [position.statement for position in inside.positions if position.statement not in out]
        if not rest:
            raise UsageError("nothing would be left of the claim; name some of its statements only")
        parts = _excerpts(opened, sorted(out)), _excerpts(opened, rest)
        entry = Correction(CorrectionKind.NOT_ONE_CLAIM, (), (), None, *author_and_time(by), *parts)
        enter(opened, entry, as_json=as_json)


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
    from sayso.linking.excerpts import excerpt_of
    from sayso.records import Correction, CorrectionKind

    called = _checked_name(name)
    with open_to_write(ledger) as opened:
        found = opened.who(speaker)
        if len(found) > 1:
            some = ", ".join(f"{view.entity.name} ({view.entity.id})" for view in found)
            raise UsageError(f"several speakers answer to {speaker!r}; name one by its id: {some}")
        words = (excerpt_of(article.id, statement) for article, statement in found[0].statements)
        excerpts = tuple(excerpt for excerpt in words if excerpt)
        made = Correction(CorrectionKind.RENAMED, (), (), None, *author_and_time(by), excerpts, (), called)
        enter(opened, made, as_json=as_json)


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
    from sayso.records import Correction, CorrectionKind

    if nobody == (name is not None):
        raise UsageError("say whose words they are, or --nobody")
    if nobody and (kind or role):
        raise UsageError("nobody has no kind and no role")
    called = None if name is None else _checked_name(name)
    chosen = _kind(kind)
    with open_to_write(ledger) as opened:
        article, found = opened.statement(statement)
        excerpts = _excerpts(opened, [found.id])
        sort = (chosen or _kind_in_story(opened, article, called)) if called else None
        entry = *author_and_time(by), excerpts, (), called, sort, role
        enter(opened, Correction(CorrectionKind.SPEAKER, (), (), None, *entry), as_json=as_json)


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
    from sayso.records import Correction, CorrectionKind, Stance

    if value not in set(Stance):
        raise UsageError(f"{value!r} is no stance; there is {', '.join(Stance)}")
    with open_to_write(ledger) as opened:
        towards = opened.claim(claim)
        meant = _excerpts(opened, [_position(opened, towards, statement)])
        entry = *author_and_time(by), meant, _gloss(opened, towards), value
        enter(opened, Correction(CorrectionKind.STANCE, (), (), None, *entry), as_json=as_json)


def _checked_name(name: str) -> str:
    if not name.strip():
        raise UsageError("a name cannot be empty")
    return " ".join(name.split())


def _kind(given: str | None) -> SpeakerKind | None:
    from sayso.records import SpeakerKind

    if given is not None and given not in set(SpeakerKind):
        raise UsageError(f"{given!r} is no kind of speaker; there is {', '.join(SpeakerKind)}")
    return SpeakerKind(given) if given else None


def _kind_in_story(opened: Ledger, article: str, name: str) -> SpeakerKind:
    """The kind of whoever has this name in the article's story; a person where nobody has."""
    from sayso.names import fold
    from sayso.records import SpeakerKind

    for story in opened.stories_of([article]):
        for statement in opened.story(story.id).statements:
            if statement.speaker and fold(statement.speaker.name) == fold(name):
                return statement.speaker.kind
    return SpeakerKind.NAMED_PERSON


def _position(opened: Ledger, claim: Claim, id: str) -> str:
    """The whole id of a statement that takes a position on a claim; its article's part may be cut short."""
    inside = [position.statement for position in claim.positions]
    cut, _, number = id.rpartition(".")
    fitting = [own for own in inside if cut and own.startswith(cut) and own.rpartition(".")[2] == number]
    found = id if id in inside else fitting[0] if len(fitting) == 1 else opened.statement(id)[1].id
    if found not in inside:
        raise UsageError(
            f"{found} takes no position on claim {claim.id}; `sayso claim {claim.id} --ids` shows who does"
        )
    return found


def _excerpts(opened: Ledger, ids: Iterable[str]) -> tuple[Excerpt, ...]:
    from sayso.linking.excerpts import excerpt_of

    named = (excerpt_of(*opened.statement(id)) for id in ids)
    excerpts = tuple(excerpt for excerpt in named if excerpt)
    if not excerpts:
        raise UsageError("such a statement has no letters of its own, by which it could be named")
    return excerpts


def _gloss(opened: Ledger, claim: Claim) -> tuple[Excerpt, ...]:
    from sayso.linking.excerpts import excerpt_of

    found = excerpt_of(*opened.statement(claim.gloss_statement), claim.gloss_spans)
    return (found,) if found else ()


def _of_claim(opened: Ledger, claim: Claim) -> tuple[Excerpt, ...]:
    """The letters of a claim: its printed words, and the other statements on it."""
    others = [position.statement for position in claim.positions if position.statement != claim.gloss_statement]
    return (*_gloss(opened, claim), *(_excerpts(opened, others) if others else ()))


def _with_copies(opened: Ledger, claim: Claim, ids: Iterable[str]) -> set[str]:
    """These statements, and their copies in reprints."""
    from sayso.linking.excerpts import Copies

    articles = sorted({position.article for position in claim.positions})
    copies = Copies(opened.findings(articles), opened.reprints_in(claim.story))
    found = set(ids)
    return found | {copy.id for id in found for copy in copies.of(*opened.statement(id)).values()}
