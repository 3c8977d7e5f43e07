"""Corrections by people: each is entered, and what it speaks of is told anew."""

from __future__ import annotations

from sayso.errors import NotInLedger
from sayso.ingest.linking import tell_stories
from sayso.ledger import Ledger
from sayso.records import Correction, CorrectionKind, Stance

__all__ = ["OF_STORIES", "correct"]

OF_STORIES = frozenset({CorrectionKind.ONE_STORY, CorrectionKind.NOT_ONE_STORY})
HELD_AGAINST = frozenset({CorrectionKind.NOT_ONE_CLAIM, CorrectionKind.STANCE})


def correct(ledger: Ledger, correction: Correction) -> int:
    """Record what a person says, put the articles it names where they belong by it, and tell their stories anew.

    Returns:
        The number of the entry, by which it can be undone.

    Raises:
        NotInLedger: if it names an article or an entry that is not there.
        ValueError: if it says nothing: fewer than two articles or claims, an empty name, the same on both sides.
    """
    from sayso.linking.stories import settle

    with ledger.batch():
        of = _spoken_of(ledger, correction)
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
    return number


def _spoken_of(ledger: Ledger, correction: Correction) -> Correction:
    """The correction itself; for an undoing the one that counts, or counts no more, by it."""
    if correction.kind is not CorrectionKind.UNDO:
        return correction
    made = ledger.corrections()
    if correction.undoes is None or correction.undoes not in made:
        raise NotInLedger(f"there is no correction {correction.undoes}; `sayso correct list` shows them")
    return _spoken_of(ledger, made[correction.undoes])


def _check(correction: Correction) -> tuple[str, ...]:
    """The articles that a correction speaks of; it is refused if it says nothing."""
    if correction.kind in OF_STORIES:
        return _check_stories(correction)
    named = (*correction.statements, *correction.against)
    n_least = 2 if correction.kind is CorrectionKind.ONE_CLAIM else 1
    if len(set(correction.statements)) < n_least or (correction.kind in HELD_AGAINST and not correction.against):
        raise ValueError(f"a correction of this kind ({correction.kind}) needs more statements")
    if correction.kind is CorrectionKind.NOT_ONE_CLAIM and set(correction.statements) & set(correction.against):
        raise ValueError("a statement cannot be apart from itself")
    if correction.kind is CorrectionKind.STANCE:
        Stance(correction.value or "")
    is_name = correction.kind is CorrectionKind.RENAMED or correction.value is not None
    if is_name and not (correction.value and correction.value.strip()) and not correction.kind.endswith("claim"):
        raise ValueError("a name cannot be empty")
    return tuple(dict.fromkeys(excerpt.article for excerpt in named))


def _check_stories(correction: Correction) -> tuple[str, ...]:
    named = (*correction.articles, *correction.others)
    is_merger = correction.kind is CorrectionKind.ONE_STORY
    if len(set(named)) < 2 or (not is_merger and not (correction.articles and correction.others)):
        raise ValueError("a correction of stories needs two articles at least")
    if set(correction.articles) & set(correction.others):
        raise ValueError("an article cannot be apart from itself")
    return named
