"""What one speaker said, in order of time, with the claims it takes positions on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.records import Article, Reprint, SpeakerView, Stance, Statement
from sayso.views.evidence import Evidence
from sayso.views.inert import inert
from sayso.views.matrix import ClaimRow, Shelf, build_matrix, words_said
from sayso.views.quotations import Utterance, build_utterances


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing said, once for all pages of one origin that print it.

    Attributes:
        article: the page shown: the origin itself where it has the sentence, else the first page that prints it.
        also: the other pages of this origin that print it.
        stances: gloss and stance for each claim it takes a position on.
    """

    statement: Statement
    article: Article
    also: tuple[Article, ...]
    evidence: Evidence
    stances: tuple[tuple[str, Stance], ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A speaker's sayings in order of time, and the claims on which its stance is known.

    Attributes:
        rows: claims with this speaker's cell only; `ClaimRow.changed` tells a change of position.
        utterances: what several pages quote of it.
    """

    view: SpeakerView
    sayings: tuple[Saying, ...]
    rows: tuple[ClaimRow, ...]
    utterances: tuple[Utterance, ...]


def build_profile(view: SpeakerView, reprints: Sequence[Reprint]) -> Profile:
    """Arrange what one speaker said.

    Args:
        reprints: at least those among the articles of the view and of its quotations.
    """
    articles = tuple(dict.fromkeys(article for article, _ in view.statements))
    statements = tuple(statement for _, statement in view.statements)
    own = {statement.id for statement in statements}
    claims = [
        replace(claim, positions=tuple(each for each in claim.positions if each.statement in own))
        for claim in view.claims
    ]
    rows = build_matrix(claims, articles=articles, statements=statements, reprints=reprints, limit=None).rows
    stances: dict[str, list[tuple[str, Stance]]] = {}
    for claim in claims:
        for position in claim.positions:
            stances.setdefault(position.statement, []).append((inert(claim.gloss), position.stance))
    shelf = Shelf(articles, statements, reprints)
    sayings = tuple(_saying(group, shelf, stances) for group in _groups(view, shelf))
    utterances = build_utterances(view.quotations, articles=view.printed_in, statements=statements, reprints=reprints)
    return Profile(view, sayings, rows, utterances)


def _groups(view: SpeakerView, shelf: Shelf) -> list[list[tuple[Article, Statement]]]:
    """Statements that are one text's, in the order of the first; the origin's own print first in each."""
    groups: dict[tuple[str, str], list[tuple[str, list[tuple[Article, Statement]]]]] = {}
    ordered: list[list[tuple[Article, Statement]]] = []
    for article, statement in view.statements:
        words = words_said(article, statement)
        known = groups.setdefault((shelf.origin[article.id], statement.act.value), [])
        group = next((group for others, group in known if words in others or others in words), None)
        if group is None:
            group = []
            known.append((words, group))
            ordered.append(group)
        group.append((article, statement))
    return [sorted(group, key=lambda pair: shelf.origin[pair[0].id] != pair[0].id) for group in ordered]


def _saying(
    group: list[tuple[Article, Statement]], shelf: Shelf, stances: dict[str, list[tuple[str, Stance]]]
) -> Saying:
    article, statement = group[0]
    also = dict.fromkeys(other for other, _ in group[1:] if other.id != article.id)
    taken = dict.fromkeys(pair for _, each in group for pair in stances.get(each.id, ()))
    return Saying(statement, article, tuple(also), shelf.evidence(article, statement), tuple(taken))
