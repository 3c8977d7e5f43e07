"""Findings made by hand from a text and a few lines about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sayso.records import (
    Act,
    Anchor,
    Article,
    Factuality,
    Findings,
    Form,
    SaidOn,
    Sector,
    Speaker,
    SpeakerKind,
    Statement,
)
from sayso.spans import Span, Spans

FACTUALITY = {
    Act.ASSERT: Factuality.CT_PLUS,
    Act.ACKNOWLEDGE: Factuality.CT_PLUS,
    Act.ASSESS_LIKELY: Factuality.PR_PLUS,
    Act.ASSESS_POSSIBLE: Factuality.PS_PLUS,
    Act.PREDICT: Factuality.PR_PLUS,
    Act.DENY: Factuality.CT_MINUS,
    Act.DISPUTE: Factuality.PR_MINUS,
}
TRUTH_AXIS = frozenset(FACTUALITY) | {
    Act.CANNOT_CONFIRM,
    Act.DECLINES_TO_CONFIRM,
    Act.DOES_NOT_DENY,
    Act.SUPPOSE,
    Act.QUESTION,
}


@dataclass(frozen=True)
class Said:
    """One statement: who, by what act, and the words of its content, pieces parted by " / "."""

    who: str
    content: str
    act: Act = Act.ASSERT
    cue: str = ""
    source: str = ""
    refers_to: str = ""
    form: Form = Form.INDIRECT
    factuality: Factuality | None = None
    presupposed: bool = False
    kind: SpeakerKind = SpeakerKind.NAMED_PERSON
    role: str | None = None
    institution: str | None = None
    sector: Sector = Sector.UNKNOWN
    on: date | None = None


def spans_of(text: str, words: str) -> Spans:
    """Where the pieces of `words` stand in `text`, each after the one before."""
    result: list[Span] = []
    at = 0
    for piece in words.split(" / ") if words else ():
        start = text.index(piece, at)
        result.append(Span(start, start + len(piece)))
        at = start + len(piece)
    return tuple(result)


def report(
    id: str,
    text: str,
    *said: Said,
    title: str | None = None,
    published_at: str | None = None,
    outlet: str | None = None,
    agency: str | None = None,
) -> Findings:
    """An article and what is said in it."""
    article = Article(
        id, f"{id}.txt", "0" * 64, text, outlet=outlet, agency=agency, title=title, published_at=published_at
    )
    speakers: dict[str, Speaker] = {}
    statements = [_statement(article, number, entry, speakers) for number, entry in enumerate(said, start=1)]
    return Findings(article, tuple(statements))


def _statement(article: Article, number: int, said: Said, speakers: dict[str, Speaker]) -> Statement:
    speaker = speakers.setdefault(
        said.who,
        Speaker(
            f"{article.id}.e{len(speakers) + 1}",
            said.who,
            said.kind,
            said.sector,
            said.role,
            said.institution,
        ),
    )
    factuality = said.factuality or FACTUALITY.get(said.act)
    if factuality is None and said.act in TRUTH_AXIS:
        factuality = Factuality.UU
    return Statement(
        id=f"{article.id}.{number}",
        form=said.form,
        source=spans_of(article.text, said.source),
        cue=spans_of(article.text, said.cue),
        content=spans_of(article.text, said.content),
        act=said.act,
        factuality=factuality,
        presupposed=said.presupposed,
        speaker=speaker,
        reason="",
        via=(),
        said_on=SaidOn(said.on, said.on, Anchor.PUBLISHED, "printed") if said.on else None,
        confidence=0.8,
        refers_to=spans_of(article.text, said.refers_to),
    )
