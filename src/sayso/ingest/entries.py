"""Corrections as people make them: by the ids of what they see, checked, and turned into the letters that last.

Each function looks up what is named and returns the entry; `correcting.correct` enters it. Every face asks here, so
that the same is refused everywhere, in the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.errors import NoCorrection
from sayso.ledger import Ledger
from sayso.linking.excerpts import Copies, excerpt_of, hull, overlap
from sayso.linking.propositions import propositions_of
from sayso.linking.rulings import undone
from sayso.linking.stances import may_name
from sayso.names import fold
from sayso.records import Article, Claim, Correction, CorrectionKind, Excerpt, SpeakerKind, Stance, Statement

__all__ = [
    "LONGEST_NAME",
    "Word",
    "called",
    "checked_name",
    "claim_called",
    "namable",
    "not_one_claim",
    "not_one_story",
    "one_claim",
    "one_story",
    "spoken_by",
    "taken_back",
    "with_stance",
]

# Code points. An institution's full name takes 120; more is a pasted text.
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Word:
    """Whose word a correction is, and when it is given.

    Attributes:
        at: ISO 8601 in UTC.
    """

    author: str
    at: str


def one_story(ledger: Ledger, stories: Sequence[str], word: Word) -> Correction:
    """Several stories are one; articles that come later join it by their likeness to any of its articles.

    Raises, as all functions here:
        NoCorrection: if it says nothing, or contradicts itself.
        NotInLedger: if it names what is not there.
    """
    if len(stories) < 2:
        raise NoCorrection("name two stories at least")
    named = [ledger.story(id).story for id in stories]
    if len({story.id for story in named}) < len(named):
        raise NoCorrection("the same story is named twice")
    articles = tuple(article for story in named for article in story.articles)
    return _entry(CorrectionKind.ONE_STORY, word, articles=articles)


def not_one_story(ledger: Ledger, story: str, articles: Sequence[str], word: Word) -> Correction:
    """Some articles of a story are another one, or several."""
    inside = ledger.story(story).story
    out = tuple(ledger.article(id).id for id in articles)
    if not out:
        raise NoCorrection("name the articles that are another story")
    strange = [id for id in out if id not in inside.articles]
    if strange:
        raise NoCorrection(f"{strange[0]} is not in story {inside.id}")
    rest = tuple(id for id in inside.articles if id not in out)
    if not rest:
        raise NoCorrection("nothing would be left of the story; name some of its articles only")
    return _entry(CorrectionKind.NOT_ONE_STORY, word, articles=out, others=rest)


def one_claim(ledger: Ledger, claims: Sequence[str], word: Word) -> Correction:
    """Several claims of a story are one."""
    if len(claims) < 2:
        raise NoCorrection("name two claims at least")
    named = [ledger.claim(id) for id in claims]
    if len({claim.id for claim in named}) < len(named):
        raise NoCorrection("the same claim is named twice")
    if len({claim.story for claim in named}) > 1:
        raise NoCorrection("these are claims of two stories; make the stories one first")
    excerpts = tuple(dict.fromkeys(excerpt for claim in named for excerpt in _of_claim(ledger, claim)))
    return _entry(CorrectionKind.ONE_CLAIM, word, statements=excerpts)


def not_one_claim(ledger: Ledger, claim: str, statements: Sequence[str], word: Word) -> Correction:
    """Some statements of a claim speak of another, together with the same sentences in reprints."""
    inside = ledger.claim(claim)
    if not statements:
        raise NoCorrection("name the statements that speak of another claim")
    out = _with_copies(ledger, inside, [_position(ledger, inside, id) for id in statements])
    rest = [position.statement for position in inside.positions if position.statement not in out]
    if not rest:
        raise NoCorrection("nothing would be left of the claim; name some of its statements only")
    parts = _excerpts(ledger, sorted(out)), _excerpts(ledger, rest)
    return _entry(CorrectionKind.NOT_ONE_CLAIM, word, statements=parts[0], against=parts[1])


def claim_called(ledger: Ledger, claim: str, statement: str, word: Word) -> Correction:
    """A claim is called by the printed words of one of its statements."""
    inside = ledger.claim(claim)
    id = _position(ledger, inside, statement)
    if id not in namable(ledger, inside):
        raise NoCorrection(
            f"{id} does not say what claim {inside.id} says: a claim is called by words that say it, not by those that"
            " ask, deny it in words of their own, or only point at it"
        )
    named = _gloss(ledger, inside) if id == inside.gloss_statement else _excerpts(ledger, [id])
    others = [position.statement for position in inside.positions if position.statement != id]
    against = _excerpts(ledger, others) if others else ()
    return _entry(CorrectionKind.GLOSS, word, statements=named, against=against)


def namable(ledger: Ledger, claim: Claim) -> frozenset[str]:
    """Ids of the statements of a claim by whose words it may be called."""
    said = [
        (finding.article, statement)
        for finding in ledger.findings(sorted({position.article for position in claim.positions}))
        for statement in finding.statements
    ]
    is_negated = any(
        proposition.is_negated
        for article, statement in said
        if statement.id == claim.gloss_statement
        for proposition in propositions_of(article, statement)
        if proposition.spans == claim.gloss_spans
    )
    inside = {position.statement for position in claim.positions}
    return frozenset(s.id for article, s in said if s.id in inside and _says(article, s, is_negated=is_negated))


def _says(article: Article, statement: Statement, *, is_negated: bool) -> bool:
    """Whether a statement's own letters hold words by which a claim may be called."""
    letters = excerpt_of(article.id, statement)
    return letters is not None and any(
        overlap(letters.span, own) and may_name(proposition, is_negated=is_negated)
        for proposition in propositions_of(article, statement)
        if (own := hull(proposition.spans))
    )


def called(ledger: Ledger, speaker: str, name: str, word: Word) -> Correction:
    """A speaker is called by another name.

    Args:
        speaker: what `Ledger.who` takes, if one speaker alone answers to it.
    """
    chosen = checked_name(name)
    found = ledger.who(speaker)
    if len(found) > 1:
        some = ", ".join(f"{view.entity.name} ({view.entity.id})" for view in found)
        raise NoCorrection(f"several speakers answer to {speaker!r}; name one by its id: {some}")
    words = (excerpt_of(article.id, statement) for article, statement in found[0].statements)
    excerpts = tuple(excerpt for excerpt in words if excerpt)
    return _entry(CorrectionKind.RENAMED, word, statements=excerpts, value=chosen)


def spoken_by(
    ledger: Ledger, statement: str, name: str | None, word: Word, *, kind: str | None = None, role: str | None = None
) -> Correction:
    """A statement is the words of somebody else.

    Args:
        name: None: of nobody who can be told.
        kind: None: that of whoever has this name in the story, else a person.
    """
    if name is None and (kind or role):
        raise NoCorrection("nobody has no kind and no role")
    if kind and kind not in set(SpeakerKind):
        raise NoCorrection(f"{kind!r} is no kind of speaker; there is {', '.join(SpeakerKind)}")
    chosen = None if name is None else checked_name(name)
    spoken_as = checked_name(role, "role") if role else None
    article, found = ledger.statement(statement)
    sort = None if chosen is None else SpeakerKind(kind) if kind else _kind_in_story(ledger, article, chosen)
    return _entry(
        CorrectionKind.SPEAKER,
        word,
        statements=_excerpts(ledger, [found.id]),
        value=chosen,
        speaker_kind=sort,
        role=spoken_as,
    )


def with_stance(ledger: Ledger, statement: str, claim: str, stance: str, word: Word) -> Correction:
    """A statement stands otherwise to the printed words of a claim."""
    if stance not in set(Stance):
        raise NoCorrection(f"{stance!r} is no stance; there is {', '.join(Stance)}")
    towards = ledger.claim(claim)
    meant = _excerpts(ledger, [_position(ledger, towards, statement)])
    return _entry(CorrectionKind.STANCE, word, statements=meant, against=_gloss(ledger, towards), value=stance)


def taken_back(ledger: Ledger, number: int, word: Word) -> Correction:
    """An earlier correction counts no more; of a taking back: what it took back counts again."""
    if number in undone(ledger.corrections()):
        raise NoCorrection(f"correction {number} counts no more as it is")
    return _entry(CorrectionKind.UNDO, word, undoes=number)


def checked_name(name: str, what: str = "name") -> str:
    """A name as it is entered: its white space single.

    Raises:
        NoCorrection: if it is empty, or too long to be one.
    """
    kept = " ".join(name.split())
    if not kept:
        raise NoCorrection(f"a {what} cannot be empty")
    if len(kept) > LONGEST_NAME:
        raise NoCorrection(f"a {what} has {LONGEST_NAME} letters at most")
    return kept


def _entry(
    kind: CorrectionKind,
    word: Word,
    *,
    articles: tuple[str, ...] = (),
    others: tuple[str, ...] = (),
    undoes: int | None = None,
    statements: tuple[Excerpt, ...] = (),
    against: tuple[Excerpt, ...] = (),
    value: str | None = None,
    speaker_kind: SpeakerKind | None = None,
    role: str | None = None,
) -> Correction:
    author = checked_name(word.author)
    return Correction(kind, articles, others, undoes, author, word.at, statements, against, value, speaker_kind, role)


def _kind_in_story(ledger: Ledger, article: str, name: str) -> SpeakerKind:
    """The kind of whoever has this name in the article's story; a person where nobody has."""
    for story in ledger.stories_of([article]):
        for statement in ledger.story(story.id).statements:
            if statement.speaker and fold(statement.speaker.name) == fold(name):
                return statement.speaker.kind
    return SpeakerKind.NAMED_PERSON


def _position(ledger: Ledger, claim: Claim, id: str) -> str:
    """The whole id of a statement that takes a position on a claim; its article's part may be cut short."""
    inside = [position.statement for position in claim.positions]
    cut, _, number = id.rpartition(".")
    fitting = [own for own in inside if cut and own.startswith(cut) and own.rpartition(".")[2] == number]
    found = id if id in inside else fitting[0] if len(fitting) == 1 else ledger.statement(id)[1].id
    if found not in inside:
        raise NoCorrection(f"{found} takes no position on claim {claim.id}; its page and `sayso claim` show who does")
    return found


def _excerpts(ledger: Ledger, ids: Iterable[str]) -> tuple[Excerpt, ...]:
    named = (excerpt_of(*ledger.statement(id)) for id in ids)
    excerpts = tuple(excerpt for excerpt in named if excerpt)
    if not excerpts:
        raise NoCorrection("such a statement has no letters of its own, by which it could be named")
    return excerpts


def _gloss(ledger: Ledger, claim: Claim) -> tuple[Excerpt, ...]:
    found = excerpt_of(*ledger.statement(claim.gloss_statement), claim.gloss_spans)
    return (found,) if found else ()


def _of_claim(ledger: Ledger, claim: Claim) -> tuple[Excerpt, ...]:
    """The letters of a claim: its printed words, and the other statements on it."""
    others = [position.statement for position in claim.positions if position.statement != claim.gloss_statement]
    return (*_gloss(ledger, claim), *(_excerpts(ledger, others) if others else ()))


def _with_copies(ledger: Ledger, claim: Claim, ids: Iterable[str]) -> set[str]:
    """These statements, and their copies in reprints."""
    articles = sorted({position.article for position in claim.positions})
    copies = Copies(ledger.findings(articles), ledger.reprints_in(claim.story))
    found = set(ids)
    return found | {copy.id for id in found for copy in copies.of(*ledger.statement(id)).values()}
