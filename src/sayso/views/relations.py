"""How a claim stands to others of its story, in a few plain words before the printed words of the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.records import Claim, ClaimRelation
from sayso.views.inert import inert
from sayso.views.matrix import ClaimRow

__all__ = ["RelatedTo", "related_of_rows", "related_to"]

WORDS = {
    ClaimRelation.NARROWER: "narrower than",
    ClaimRelation.BROADER: "broader than",
    ClaimRelation.RESPONDS_TO: "responds to",
}
ANSWERED = "answered by"


@dataclass(frozen=True, slots=True)
class RelatedTo:
    """Another claim, and what this one is to it.

    Attributes:
        words: "narrower than", "broader than", "responds to" or "answered by".
        id: of the other claim.
        gloss: its printed words, inert.
        letter: its short name in this view; "" where the view does not show it.
    """

    words: str
    id: str
    gloss: str
    letter: str = ""


def related_to(claim: Claim, claims: Iterable[Claim]) -> tuple[RelatedTo, ...]:
    """What a claim is to others of its story: those that respond to it, then those that it is told of itself.

    Args:
        claims: of the story; what is not among them is not told.
    """
    return _Story.of(claims, {}).around(claim)


def related_of_rows(rows: Iterable[ClaimRow], claims: Iterable[Claim]) -> dict[str, tuple[RelatedTo, ...]]:
    """Claim id -> what it is to others of its story, of the claims of some rows, which lend their letters."""
    rows = tuple(rows)
    story = _Story.of(claims, {row.claim.id: row.letter for row in rows})
    return {row.claim.id: story.around(row.claim) for row in rows}


@dataclass(frozen=True, slots=True)
class _Story:
    """The claims of a story by id, those that respond to each, and the letters of those that a view shows."""

    claims: Mapping[str, Claim]
    answers: Mapping[str, Sequence[str]]
    letters: Mapping[str, str]

    @classmethod
    def of(cls, claims: Iterable[Claim], letters: Mapping[str, str]) -> _Story:
        known = {claim.id: claim for claim in claims}
        answers: dict[str, list[str]] = {}
        for claim in known.values():
            for related in claim.related:
                if related.relation is ClaimRelation.RESPONDS_TO:
                    answers.setdefault(related.claim, []).append(claim.id)
        return cls(known, answers, letters)

    def around(self, claim: Claim) -> tuple[RelatedTo, ...]:
        told = {related.claim: WORDS[related.relation] for related in claim.related}
        told = dict.fromkeys(self.answers.get(claim.id, ()), ANSWERED) | told
        return tuple(
            RelatedTo(words, id, inert(self.claims[id].gloss), self.letters.get(id, ""))
            for id, words in told.items()
            if id in self.claims and id != claim.id
        )
