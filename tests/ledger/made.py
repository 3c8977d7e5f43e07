"""Three reports about one ferry, made by hand, and what linking would make of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

from sayso.records import (
    Act,
    Anchor,
    Article,
    Bound,
    Change,
    Claim,
    Dateline,
    DateSource,
    Entity,
    Factuality,
    Figure,
    Findings,
    Form,
    How,
    Links,
    Page,
    Position,
    Quotation,
    QuotationChange,
    QuotationForm,
    Relation,
    Reprint,
    Rewording,
    SaidOn,
    Sector,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    Story,
)
from sayso.spans import OffsetMap, Span

WIRE = (
    "VOLE HARBOUR, May 5 (Fjordpress) - Ferry master Ingrid Sætre said on Monday that the Halcyon "
    "had lost 30 crates.\n\n"
    "The Halcyon Line denied that any cargo was lost."
)
COPY = "The Halcyon Line denied that any cargo was lost. Sætre said the Halcyon had lost 30 crates."
LATE = "Harbour clerk Tom Quill could not say whether cargo was lost."

STANCE = {
    Act.ASSERT: (Factuality.CT_PLUS, Stance.SUPPORTS),
    Act.DENY: (Factuality.CT_MINUS, Stance.DENIES),
    Act.CANNOT_CONFIRM: (Factuality.UU, Stance.NONCOMMITTAL),
}


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def statement(
    text: str, id: str, speaker: Speaker | None, cue: str, content: str, act: Act, said_on: SaidOn | None = None
) -> Statement:
    return Statement(
        id=id,
        form=Form.INDIRECT,
        source=speaker.mentions if speaker else (),
        cue=(span(text, cue),),
        content=(span(text, content),),
        act=act,
        factuality=STANCE[act][0],
        presupposed=False,
        speaker=speaker,
        reason="" if speaker else "nobody is named",
        via=(),
        said_on=said_on,
        confidence=0.75,
    )


def speaker(text: str, id: str, name: str, kind: SpeakerKind, sector: Sector, role: str | None = None) -> Speaker:
    return Speaker(id, name, kind, sector, role, mentions=(span(text, name.split()[-1]),))


def article(id: str, text: str, **fields: object) -> Article:
    made = Article(id, f"{id}.txt", sha256(text.encode()).hexdigest(), text, page_map=OffsetMap.identity(len(text)))
    return replace(made, **fields)  # type: ignore[arg-type]


def page(findings: Findings) -> Page:
    """The plain-text page that some findings were read from."""
    return Page(findings.article.origin, findings.article.text.encode(), "text/plain", charset="utf-8")


def wire() -> Findings:
    master = speaker(WIRE, "wire.e1", "Ingrid Sætre", SpeakerKind.NAMED_PERSON, Sector.EXPERT, "Ferry master")
    line = speaker(WIRE, "wire.e2", "The Halcyon Line", SpeakerKind.NAMED_ORG, Sector.COMPANY)
    monday = SaidOn(date(2025, 5, 5), date(2025, 5, 5), Anchor.DATELINE, "weekday", span(WIRE, "on Monday"))
    return Findings(
        article(
            "wire",
            WIRE,
            outlet="fjordpress.example",
            agency="Fjordpress",
            agency_evidence=(span(WIRE, "Fjordpress"),),
            title="Ferry loses crates",
            dateline=Dateline("VOLE HARBOUR", date(2025, 5, 5), Span(0, 34), "year from publication date"),
            published_at="2025-05-05T09:00:00+00:00",
            published_from=DateSource.META,
            language="en",
        ),
        (
            statement(WIRE, "wire.1", master, "said", "the Halcyon had lost 30 crates", Act.ASSERT, monday),
            statement(WIRE, "wire.2", line, "denied", "any cargo was lost", Act.DENY),
        ),
    )


def copy() -> Findings:
    line = speaker(COPY, "copy.e1", "The Halcyon Line", SpeakerKind.NAMED_ORG, Sector.COMPANY)
    master = speaker(COPY, "copy.e2", "Sætre", SpeakerKind.NAMED_PERSON, Sector.UNKNOWN)
    return Findings(
        article("copy", COPY, outlet="daily.example", byline=("Staff",), published_at="2025-05-06"),
        (
            statement(COPY, "copy.1", line, "denied", "any cargo was lost", Act.DENY),
            statement(COPY, "copy.2", master, "said", "the Halcyon had lost 30 crates", Act.ASSERT),
        ),
    )


def late() -> Findings:
    clerk = speaker(LATE, "late.e1", "Tom Quill", SpeakerKind.NAMED_PERSON, Sector.GOVERNMENT, "Harbour clerk")
    return Findings(
        article("late", LATE),
        (statement(LATE, "late.1", clerk, "could not say", "cargo was lost", Act.CANNOT_CONFIRM),),
    )


def all_findings() -> tuple[Findings, ...]:
    return (copy(), late(), wire())


def entity(id: str, name: str, kind: SpeakerKind, *members: str) -> Entity:
    return Entity(id, name, kind, Sector.UNKNOWN, None, None, members, "same full name")


def links() -> Links:
    return Links(
        reprints=(Reprint("copy", "wire", Relation.WHOLLY_DERIVED, How.ABRIDGED, ("credit line: Fjordpress",), 0.82),),
        stories=(Story("ferry-1", "Ferry loses crates", ("wire", "copy")), Story("quill-2", "", ("late",))),
        entities=(
            entity("halcyon-line", "The Halcyon Line", SpeakerKind.NAMED_ORG, "copy.e1", "wire.e2"),
            entity("ingrid-saetre", "Ingrid Sætre", SpeakerKind.NAMED_PERSON, "copy.e2", "wire.e1"),
            entity("tom-quill", "Tom Quill", SpeakerKind.NAMED_PERSON, "late.e1"),
        ),
        claims=(
            claim("clerk-claim", "quill-2", late(), "late.1"),
            claim("crates-claim", "ferry-1", wire(), "wire.1", "wire.2"),
        ),
        quotations=(quotation(),),
    )


def quotation() -> Quotation:
    one, other = wire().statements[0].content, copy().statements[1].content
    change = QuotationChange(Change.NUMBER, other[0], None)
    forms = (
        QuotationForm("wire", "wire.1", one, Rewording.IDENTICAL),
        QuotationForm("copy", "copy.2", other, Rewording.SUBSTITUTED, number_changed=True, changes=(change,)),
    )
    return Quotation("copy@1", "ingrid-saetre", forms)


def claim(id: str, story: str, findings: Findings, *statement_ids: str) -> Claim:
    told = {item.id: item for item in findings.statements}
    first = told[statement_ids[0]]
    return Claim(
        id=id,
        story=story,
        gloss=first.content[0].surface(findings.article.text),
        gloss_statement=first.id,
        gloss_spans=first.content,
        origins=1,
        articles=1,
        positions=tuple(position(findings, told[statement_id]) for statement_id in statement_ids),
    )


def position(findings: Findings, told: Statement) -> Position:
    text = findings.article.text
    figures = ()
    if "30 crates" in told.content[0].surface(text):
        figures = (Figure(span(text, "30 crates"), "30 crates", 30.0, 30.0, Bound.EXACT, None, "crates"),)
    stance = STANCE[told.act][1]
    return Position(
        told.id, findings.article.id, told.speaker, stance, told.act, told.factuality, told.said_on, figures
    )


FETCHED_AT = datetime(2025, 5, 7, 12, 0, tzinfo=UTC)
