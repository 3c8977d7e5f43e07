"""What people said against what was found, entry by entry: in words, and with the letters that they meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.records import Article, Correction, CorrectionKind, Excerpt, Stance
from sayso.views.inert import inert
from sayso.views.phrases import in_quotes, shortened

HEADINGS = {
    CorrectionKind.ONE_STORY: "One story",
    CorrectionKind.NOT_ONE_STORY: "Not one story",
    CorrectionKind.ONE_CLAIM: "One claim",
    CorrectionKind.NOT_ONE_CLAIM: "Not one claim",
    CorrectionKind.GLOSS: "Words of a claim",
    CorrectionKind.SPEAKER: "Whose words",
    CorrectionKind.RENAMED: "Name",
    CorrectionKind.STANCE: "Stance",
    CorrectionKind.UNDO: "Taken back",
}
# How those that are named stand to those that they are held against.
HELD = {
    CorrectionKind.NOT_ONE_STORY: "held apart from",
    CorrectionKind.NOT_ONE_CLAIM: "held apart from",
    CorrectionKind.GLOSS: "for the claim of",
    CorrectionKind.STANCE: "to",
}
# Articles or statements named on each side, the first of them.
MOST_NAMED = 3
# Code points: two lines.
LONGEST_WORDS = 140


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that a correction names.

    Attributes:
        words: the letters that are meant, in quotation marks; the title where the whole article is.
        id: the article's, where the ledger does not hold it.
    """

    id: str
    article: Article | None
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A correction as a list shows it.

    Attributes:
        heading: what it is about: "Stance".
        value: what it says: a name, or nothing.
        stance: what it says, where it is about one.
        named, against: the first of those it names, and of those that they are held against.
        n_named, n_against: how many there are.
        held: how the one stand to the other: "held apart from"; "" for kinds that hold nothing against anything.
        undone_by: number of the entry by which it counts no more; None if it counts.
    """

    number: int
    correction: Correction
    heading: str
    value: str
    stance: Stance | None
    named: tuple[Named, ...]
    against: tuple[Named, ...]
    n_named: int
    n_against: int
    held: str
    undone_by: int | None


def articles_named(correction: Correction) -> tuple[str, ...]:
    """Ids of the articles that `build_entry` asks for."""
    sides = (correction.articles, correction.others)
    excerpts = (correction.statements, correction.against)
    ids = [id for side in sides for id in side[:MOST_NAMED]]
    ids += [excerpt.article for side in excerpts for excerpt in side[:MOST_NAMED]]
    return tuple(dict.fromkeys(ids))


def build_entry(
    number: int, correction: Correction, known: Mapping[str, Article], undone_by: int | None = None
) -> Entry:
    """One entry of the list.

    Args:
        known: the articles of `articles_named` by their ids, as far as there are any.
    """
    is_of_stories = bool(correction.articles)
    named = correction.articles if is_of_stories else correction.statements
    against = correction.others if is_of_stories else correction.against
    return Entry(
        number,
        correction,
        HEADINGS[correction.kind],
        _value(correction),
        Stance(correction.value) if correction.kind is CorrectionKind.STANCE and correction.value else None,
        _side(named, known),
        _side(against, known),
        len(named),
        len(against),
        HELD.get(correction.kind, ""),
        undone_by,
    )


def _value(correction: Correction) -> str:
    if correction.kind is CorrectionKind.SPEAKER and correction.value is None:
        return "nobody who can be told"
    if correction.kind is CorrectionKind.STANCE:
        return ""
    told = (correction.value, correction.role)
    return inert(", ".join(part for part in told if part))


def _side(named: Sequence[str] | Sequence[Excerpt], known: Mapping[str, Article]) -> tuple[Named, ...]:
    return tuple(_named(each, known) for each in named[:MOST_NAMED])


def _named(what: str | Excerpt, known: Mapping[str, Article]) -> Named:
    id = what if isinstance(what, str) else what.article
    article = known.get(id)
    if article is None:
        return Named(id, None, "")
    if isinstance(what, str):
        return Named(id, article, inert(article.title or ""))
    return Named(id, article, in_quotes(shortened(inert(what.span.surface(article.text)).strip(), LONGEST_WORDS)))
