"""A ledger as plain JSON objects, one at a time: what `sayso export KIND` writes, with fixed field names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from sqlalchemy import Connection, select

from sayso import formats
from sayso.formats import Json
from sayso.ledger import queries
from sayso.ledger.schema import story_articles
from sayso.records import Article, Claim, Position, Reprint, Statement

KINDS = (
    "articles",
    "statements",
    "stories",
    "reprints",
    "quotations",
    "claims",
    "positions",
    "figures",
    "corrections",
    "problems",
)
# Claims whose articles are held at once.
CLAIMS_AT_ONCE = 100


def check_kind(kind: str) -> None:
    """Refuse what cannot be exported, before anything is opened for it.

    Raises:
        ValueError: if there is no such kind.
    """
    if kind not in KINDS:
        raise ValueError(f"nothing to export is called {kind!r}; there is {', '.join(KINDS)}")


def export(connection: Connection, kind: str) -> Iterator[Json]:
    """The rows of one kind, in a stated order: articles and what is in them by id, problems as they were met."""
    exporters = {
        "articles": _articles,
        "statements": _statements,
        "stories": _stories,
        "reprints": _reprints,
        "quotations": _quotations,
        "claims": _claims,
        "positions": _positions,
        "figures": _figures,
        "corrections": _corrections,
        "problems": _problems,
    }
    return exporters[kind](connection)


def _articles(connection: Connection) -> Iterator[Json]:
    story_of = {row.article_id: row.story_id for row in connection.execute(select(story_articles))}
    carried: dict[str, Reprint] = {}
    for reprint in queries.reprints_where(connection):
        # An article may carry several texts; it is a reprint of the one it has most of.
        if reprint.article not in carried or reprint.shared > carried[reprint.article].shared:
            carried[reprint.article] = reprint
    for ids in queries.batched(queries.article_ids(connection)):
        for article in queries.articles_of(connection, ids):
            yield _article(article, story_of.get(article.id), carried.get(article.id))


def _article(article: Article, story: str | None, reprint: Reprint | None) -> Json:
    whole = formats.article_to_json(article)
    names = ("id", "origin", "sha256", "url", "outlet", "agency", "byline", "title", "dateline", "published_at")
    return {
        **{name: whole[name] for name in (*names, "published_from", "language")},
        "story": story,
        "reprint_of": reprint.of if reprint else None,
        "relation": reprint.relation.value if reprint else None,
        "how": reprint.how.value if reprint else None,
        "evidence": list(reprint.evidence) if reprint else [],
    }


def _statements(connection: Connection) -> Iterator[Json]:
    for ids in queries.batched(queries.article_ids(connection)):
        for article_id, statement in queries.statements_in(connection, ids):
            yield {"article": article_id, **formats.statement_to_json(statement)}


def _stories(connection: Connection) -> Iterator[Json]:
    return map(formats.story_to_json, queries.all_stories(connection))


def _reprints(connection: Connection) -> Iterator[Json]:
    for reprint in queries.reprints_where(connection):
        yield {
            "article": reprint.article,
            "of": reprint.of,
            "relation": reprint.relation.value,
            "how": reprint.how.value,
            "evidence": list(reprint.evidence),
            "shared": round(reprint.shared, 4),
        }


def _quotations(connection: Connection) -> Iterator[Json]:
    return map(formats.quotation_to_json, queries.quotations_where(connection))


def _claims(connection: Connection) -> Iterator[Json]:
    return map(formats.claim_to_json, queries.claims_where(connection))


def _positions(connection: Connection) -> Iterator[Json]:
    """Flat: one row for each statement on each claim, with the words it rests on."""
    for claim, position, statement, article in _said(connection):
        speaker = position.speaker
        yield {
            **_place(claim, position),
            "gloss": claim.gloss,
            "kind": speaker.kind.value if speaker else None,
            "sector": speaker.sector.value if speaker else None,
            "role": speaker.role if speaker else None,
            "institution": speaker.institution if speaker else None,
            "act": position.act.value,
            "factuality": position.factuality.value if position.factuality else None,
            "words": " ".join(span.surface(article.text) for span in statement.content),
            "content": formats.spans_to_json(statement.content),
            "confidence": round(statement.confidence, 4),
            "outlet": article.outlet,
            "published_at": article.published_at,
            "url": article.url,
            "speaker_by": position.speaker_by,
            "stance_by": position.stance_by,
        }


def _figures(connection: Connection) -> Iterator[Json]:
    """Flat: one row for each figure in what is said on a claim."""
    for claim, position, _, _ in _said(connection):
        for figure in formats.position_to_json(position)["figures"]:
            yield {**_place(claim, position), **figure}


def _place(claim: Claim, position: Position) -> Json:
    """What every row about a position begins with."""
    said_on = position.said_on
    return {
        "claim": claim.id,
        "story": claim.story,
        "statement": position.statement,
        "article": position.article,
        "speaker": position.speaker.id if position.speaker else None,
        "name": position.speaker.name if position.speaker else None,
        "stance": position.stance.value,
        "said_from": said_on.start.isoformat() if said_on else None,
        "said_to": said_on.end.isoformat() if said_on else None,
    }


def _said(connection: Connection) -> Iterator[tuple[Claim, Position, Statement, Article]]:
    """Every position with its claim, statement and article, claim by claim in the claim's own order."""
    claims = queries.claims_where(connection)
    while some := list(islice(claims, CLAIMS_AT_ONCE)):
        ids = sorted({position.article for claim in some for position in claim.positions})
        articles = {article.id: article for article in queries.articles_of(connection, ids)}
        statements = {statement.id: statement for _, statement in queries.statements_in(connection, ids)}
        for claim in some:
            for position in claim.positions:
                yield claim, position, statements[position.statement], articles[position.article]


def _corrections(connection: Connection) -> Iterator[Json]:
    for number, correction in queries.corrections_by_number(connection).items():
        yield {"number": number, **formats.correction_to_json(correction)}


def _problems(connection: Connection) -> Iterator[Json]:
    return map(formats.problem_to_json, queries.all_problems(connection))
