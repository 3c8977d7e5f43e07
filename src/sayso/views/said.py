"""What stands behind a drawing of a matrix, as a flat table: a row for each thing said, as its face shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.formats import Json
from sayso.views.inert import inert
from sayso.views.matrix import ClaimRow, Line


def said_rows(rows: Iterable[ClaimRow]) -> Iterator[Json]:
    """Claim by claim in the order of the matrix, then by stance, then by day; one text's pages make one row."""
    for row in rows:
        for line in row.lines:
            yield _said(row, line)


def _said(row: ClaimRow, line: Line) -> Json:
    said_on = line.position.said_on
    return {
        "claim": row.claim.id,
        "gloss": row.gloss,
        "speaker": line.voice.id or None,
        "name": line.voice.name,
        "detail": line.voice.detail,
        "stance": line.position.stance.value,
        "act": line.position.act.value,
        "factuality": line.position.factuality.value if line.position.factuality else None,
        "said_from": said_on.start.isoformat() if said_on else None,
        "said_to": said_on.end.isoformat() if said_on else None,
        "figures": [inert(figure.surface) for figure in line.position.figures],
        "statement": line.statement.id,
        "article": line.article.id,
        "outlet": line.article.outlet,
        "published_at": line.article.published_at,
        "url": line.article.url,
        "also_in": [article.id for article in line.also],
        "sentence": line.evidence.text,
    }
