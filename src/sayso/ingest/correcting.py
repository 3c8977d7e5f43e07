"""Corrections by people: each is entered, and what it speaks of is told anew."""

from __future__ import annotations

from sayso.errors import NoCorrection, NotInLedger
from sayso.ingest.linking import tell_stories
from sayso.ledger import Ledger
from sayso.records import Claim, Correction, CorrectionKind, Excerpt, Stance

__all__ = ["OF_STORIES", "claims_spoken_of", "correct", "meant_by", "points_at_nothing"]

OF_STORIES = frozenset({CorrectionKind.ONE_STORY, CorrectionKind.NOT_ONE_STORY})
HELD_AGAINST = frozenset({CorrectionKind.NOT_ONE_CLAIM, CorrectionKind.STANCE})


def correct(ledger: Ledger, correction: Correction) -> int:
    """Record what a person says, put the articles it names where they belong by it, and tell their stories anew.

    Returns:
        The number of the entry, by which it can be undone.

    Raises:
        NotInLedger: if it names an article or an entry that is not there.
        NoCorrection: if it says nothing: fewer than two articles or claims, an empty name, the same on both sides,
            words that do not say the claim that they are to name.
    """
    from sayso.linking.stories import settle

    with ledger.batch():
        of = meant_by(ledger, correction)
        articles = _check(of)
        ledger.findings(articles)
        number = ledger.add_correction(correction)
        if of.kind in OF_STORIES:
            with ledger.shelf() as shelf:
                shelf.finish((), settle(shelf, shelf.places_of(articles)), ())
        else:
            ledger.mark_stale(articles)
        while tell_stories(ledger):
            pass
        if correction.kind is CorrectionKind.GLOSS and not _names_its_claim(ledger, correction):
            raise NoCorrection("the sentence that stands in this claim does not say what it says; choose another one")
    return number


def meant_by(ledger: Ledger, correction: Correction) -> Correction:
    """The correction itself; for an undoing the one that counts, or counts no more, by it."""
    if correction.kind is not CorrectionKind.UNDO:
        return correction
    made = ledger.corrections()
    if correction.undoes is None or correction.undoes not in made:
        raise NotInLedger(f"there is no correction {correction.undoes}; `sayso correct list` shows them")
    return meant_by(ledger, made[correction.undoes])


def _check(correction: Correction) -> tuple[str, ...]:
    """The articles that a correction speaks of; it is refused if it says nothing."""
    if correction.kind in OF_STORIES:
        return _check_stories(correction)
    named = (*correction.statements, *correction.against)
    n_least = 2 if correction.kind is CorrectionKind.ONE_CLAIM else 1
    if len(set(correction.statements)) < n_least or (correction.kind in HELD_AGAINST and not correction.against):
        raise NoCorrection(f"a correction of this kind ({correction.kind}) needs more statements")
    if correction.kind is CorrectionKind.NOT_ONE_CLAIM and set(correction.statements) & set(correction.against):
        raise NoCorrection("a statement cannot be apart from itself")
    if correction.kind is CorrectionKind.STANCE:
        _check_stance(correction.value)
    is_name = correction.kind is CorrectionKind.RENAMED or correction.value is not None
    if is_name and not (correction.value and correction.value.strip()) and not correction.kind.endswith("claim"):
        raise NoCorrection("a name cannot be empty")
    return tuple(dict.fromkeys(excerpt.article for excerpt in named))


def _check_stance(value: str | None) -> None:
    if value not in set(Stance):
        raise NoCorrection(f"{value!r} is no stance")


def _check_stories(correction: Correction) -> tuple[str, ...]:
    named = (*correction.articles, *correction.others)
    is_merger = correction.kind is CorrectionKind.ONE_STORY
    if len(set(named)) < 2 or (not is_merger and not (correction.articles and correction.others)):
        raise NoCorrection("a correction of stories needs two articles at least")
    if set(correction.articles) & set(correction.others):
        raise NoCorrection("an article cannot be apart from itself")
    return named


def claims_spoken_of(ledger: Ledger, correction: Correction) -> tuple[Claim, ...]:
    """The claims in which the statements that a correction names stand now."""
    named = _named(ledger, correction)
    return tuple(
        claim
        for story in ledger.stories_of(sorted({excerpt.article for excerpt in correction.statements}))
        for claim in ledger.story(story.id).claims
        if named & {position.statement for position in claim.positions}
    )


def _names_its_claim(ledger: Ledger, correction: Correction) -> bool:
    named = _named(ledger, correction)
    return any(claim.gloss_by and claim.gloss_statement in named for claim in claims_spoken_of(ledger, correction))


def _named(ledger: Ledger, correction: Correction) -> frozenset[str]:
    """Ids of the statements that a correction names, as far as they are there."""
    from sayso.linking.excerpts import meant

    return frozenset(
        statement.id
        for excerpt in correction.statements
        for finding in ledger.findings([excerpt.article])
        if (statement := meant(excerpt, finding.statements))
    )


def points_at_nothing(ledger: Ledger, correction: Correction) -> bool:
    """Whether a correction names statements of which none is in the ledger now."""
    from sayso.linking.excerpts import meant

    def is_there(excerpt: Excerpt) -> bool:
        try:
            (finding,) = ledger.findings([excerpt.article])
        except NotInLedger:
            return False
        return meant(excerpt, finding.statements) is not None

    sides = [side for side in (correction.statements, correction.against) if side]
    return any(not any(map(is_there, side)) for side in sides)
