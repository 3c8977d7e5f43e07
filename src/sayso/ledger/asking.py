"""What a ledger answers to a claim in somebody's own words: it is looked up by words, then read story by story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from sayso.ledger import queries, search
from sayso.ledger.schema import story_articles
from sayso.linking.asking import answer, lookups
from sayso.linking.pairs import PairScorer
from sayso.linking.propositions import Proposition
from sayso.records import Answer, Findings, Statement, StoryView

# Stories looked into for one question. With twenty as many are found, and it takes twice as long.
MOST_STORIES = 8
# Ranks by which an article's weight for its story falls to half of the best one's.
HALF_RANK = 10


def answers(
    connection: Connection, question: Proposition, *, story: str | None, scorer: PairScorer | None
) -> Iterator[Answer]:
    """What stories say on a question, the one with most to say first.

    Args:
        story: id of the only story to look into; None: those that name what the question names.
        scorer: by which statements in other words are found; None: by words alone.

    Raises:
        NotInLedger: if there is no such story.
    """
    named = _naming(connection, question) if story is None else {story: None}
    told = (
        _answer(question, *queries.story_and_said(connection, id), articles, scorer) for id, articles in named.items()
    )
    found = [each for each in told if each is not None]
    yield from sorted(found, key=lambda each: -len(each.claim.positions))


def _naming(connection: Connection, question: Proposition) -> dict[str, frozenset[str] | None]:
    """Story id -> ids of its articles that name what the question names; of the stories that name most of it."""
    numbers = search.find_naming(connection, lookups(question))
    weights = {number: 1 / (HALF_RANK + rank) for rank, number in enumerate(numbers)}
    inside: dict[str, set[str]] = {}
    told: dict[str, float] = {}
    for some in queries.batched(numbers):
        for row in connection.execute(select(story_articles).where(story_articles.c.number.in_(some))):
            inside.setdefault(row.story_id, set()).add(row.article_id)
            told[row.story_id] = told.get(row.story_id, 0.0) + weights[row.number]
    most = sorted(told, key=lambda id: (-told[id], id))[:MOST_STORIES]
    return {id: frozenset(inside[id]) for id in most}


def _answer(
    question: Proposition,
    view: StoryView,
    inside: Sequence[tuple[str, Statement]],
    naming: frozenset[str] | None,
    scorer: PairScorer | None,
) -> Answer | None:
    """What a story says; of a long one only the articles that name what is asked, and those gathered with them."""
    claims = [claim for claim in view.claims if naming is None or any(p.article in naming for p in claim.positions)]
    looked_at = naming and naming.union(position.article for claim in claims for position in claim.positions)
    articles = [article for article in view.articles if looked_at is None or article.id in looked_at]
    said: dict[str, list[Statement]] = {article.id: [] for article in articles}
    for article_id, statement in inside:
        if article_id in said:
            said[article_id].append(statement)
    findings = [Findings(article, tuple(said[article.id])) for article in articles]
    claim = answer(question, view.story, findings, claims, view.reprints, scorer)
    if claim is None:
        return None
    told = {position.statement for position in claim.positions}
    sharing = {known.id: sum(position.statement in told for position in known.positions) for known in claims}
    near = sorted((id for id, n in sharing.items() if n), key=lambda id: (-sharing[id], id))
    return Answer(" ".join(question.words), claim, tuple(near), view)
