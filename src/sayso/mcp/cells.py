"""From the views' lines to cells: the article's own letters, with where they stand and where they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.mcp.answers import Cell, Claim, Related, Sentence
from sayso.records import Article, Statement
from sayso.spans import Span
from sayso.views import ClaimRow, Line, inert
from sayso.views.citing import CONTESTS
from sayso.views.dossier import safe_link
from sayso.views.matrix import voice_of
from sayso.views.profile import Saying
from sayso.views.relations import RelatedTo
from sayso.web.addresses import article_address, claim_address


@dataclass(frozen=True, slots=True)
class Home:
    """Where `sayso serve` shows the ledger: "http://127.0.0.1:8642", without a slash behind it."""

    address: str

    def of(self, path: str) -> str:
        """The whole address of a page."""
        return f"{self.address}{path}"


def sentences(article: Article, regions: Iterable[Span]) -> list[Sentence]:
    """These stretches of an article, letter for letter."""
    return [Sentence(text=span.surface(article.text), start=span.start, end=span.end) for span in regions]


def cell_of(
    article: Article,
    statement: Statement,
    regions: Iterable[Span],
    home: Home,
    *,
    stance: str | None = None,
    claim: str | None = None,
    also: Iterable[Article] = (),
    via: Iterable[str] = (),
) -> Cell:
    """What one statement says, and where.

    Args:
        regions: the stretches of the article that carry it.
        claim: id of the claim that `stance` is towards; None where it is towards a question, or there is no stance.
    """
    voice, said_on = voice_of(statement.speaker), statement.said_on
    return Cell(
        statement=statement.id,
        speaker=voice.name,
        speaker_id=voice.id or None,
        detail=voice.detail,
        stance=stance,
        claim=claim,
        act=statement.act.value,
        factuality=statement.factuality.value if statement.factuality else None,
        said_from=said_on.start.isoformat() if said_on else None,
        said_to=said_on.end.isoformat() if said_on else None,
        via=list(via),
        sentences=sentences(article, regions),
        source=_offsets(statement.source),
        cue=_offsets(statement.cue),
        content=_offsets(statement.content),
        article=article.id,
        outlet=article.outlet,
        published_at=article.published_at,
        url=safe_link(article.url) or None,
        also_in=[other.id for other in also],
        link=home.of(claim_address(claim, statement.id) if claim else article_address(article.id, statement.id)),
    )


def cell_of_line(line: Line, home: Home, claim: str | None) -> Cell:
    """A line of a matrix as a cell."""
    return cell_of(
        line.article,
        line.statement,
        line.evidence.regions,
        home,
        stance=line.position.stance.value,
        claim=claim,
        also=line.also,
        via=line.via,
    )


def cells_of_saying(saying: Saying, home: Home, claim_of: dict[str, str]) -> list[Cell]:
    """What one speaker said once: a cell for each claim it takes a position on, or one without a stance.

    Args:
        claim_of: gloss -> id of the claim.
    """
    taken: list[tuple[str | None, str | None]] = [(each.value, claim_of.get(gloss)) for gloss, each in saying.stances]
    return [
        cell_of(
            saying.article,
            saying.statement,
            saying.evidence.regions,
            home,
            stance=stance,
            claim=claim,
            also=saying.also,
        )
        for stance, claim in taken or [(None, None)]
    ]


def claim_of(
    row: ClaimRow,
    cells: Iterable[Cell],
    n_cells: int,
    home: Home,
    *,
    related: Iterable[RelatedTo] = (),
    link: str = "",
) -> Claim:
    """A claim with some of its cells.

    Args:
        related: what it is to other claims of its story.
        link: where a question is answered; "" for a claim of the ledger, which has a page of its own.
    """
    return Claim(
        id=None if link else row.claim.id,
        story=row.claim.story,
        gloss=inert(row.claim.gloss),
        contest=CONTESTS[row.contest],
        pages=row.claim.articles,
        origins=row.n_origins,
        warnings=[flag.value for flag in row.tree.flags],
        related=[Related(words=other.words, claim=other.id, gloss=other.gloss) for other in related],
        n_cells=n_cells,
        cells=list(cells),
        link=link or home.of(claim_address(row.claim.id)),
    )


def _offsets(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]
