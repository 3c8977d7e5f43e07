"""Records out of a server's JSON: the way back from `formats`, for what only a whole ledger knows."""

from __future__ import annotations

from typing import Any

from sayso import formats
from sayso.formats import Json, spans_from_json
from sayso.records import (
    Act,
    Bound,
    Change,
    Claim,
    Correction,
    CorrectionKind,
    Entity,
    Excerpt,
    Factuality,
    Figure,
    How,
    Position,
    Quotation,
    QuotationChange,
    QuotationForm,
    Relation,
    Reprint,
    Rewording,
    Sector,
    SpeakerKind,
    Stance,
    Story,
    StorySummary,
    StoryView,
)
from sayso.spans import Span


def story(record: Json) -> Story:
    """A story with the ids of its articles."""
    return Story(record["id"], record["title"], tuple(record["articles"]))


def story_view(record: Json) -> StoryView:
    """A story with all that its views show."""
    return StoryView(
        story=story(record["story"]),
        articles=tuple(map(formats.article_from_json, record["articles"])),
        statements=tuple(map(formats.statement_from_json, record["statements"])),
        claims=tuple(map(claim, record["claims"])),
        reprints=tuple(map(reprint, record["reprints"])),
        quotations=tuple(map(quotation, record["quotations"])),
    )


def summary(record: Json) -> StorySummary:
    """One row of the list of stories."""
    return StorySummary(**record | {"outlets": tuple(record["outlets"])})


def claim(record: Json) -> Claim:
    """A claim with its positions; one that has no id answers a question."""
    return Claim(
        id=record.get("id", ""),
        story=record["story"],
        gloss=record["gloss"],
        gloss_statement=record["gloss_statement"],
        gloss_spans=spans_from_json(record["gloss_spans"]),
        origins=record["origins"],
        articles=record["articles"],
        positions=tuple(map(position, record["positions"])),
        gloss_by=record["gloss_by"],
        related=tuple(map(formats.related_from_json, record.get("related", ()))),
    )


def position(record: Json) -> Position:
    """How one statement stands to a claim."""
    return Position(
        statement=record["statement"],
        article=record["article"],
        speaker=formats.speaker_from_json(record["speaker"]),
        stance=Stance(record["stance"]),
        act=Act(record["act"]),
        factuality=Factuality(record["factuality"]) if record["factuality"] else None,
        said_on=formats.said_on_from_json(record["said_on"]),
        figures=tuple(map(figure, record["figures"])),
        speaker_by=record["speaker_by"],
        stance_by=record["stance_by"],
    )


def figure(record: Json) -> Figure:
    """An amount inside a content."""
    return Figure(**record | {"span": Span(*record["span"]), "bound": Bound(record["bound"])})


def reprint(record: Json) -> Reprint:
    """That one article carries another's text."""
    relation, how = Relation(record["relation"]), How(record["how"])
    return Reprint(record["article"], record["of"], relation, how, tuple(record["evidence"]), record["shared"])


def quotation(record: Json) -> Quotation:
    """One utterance with all its printed forms."""
    return Quotation(record["id"], record["speaker"], tuple(map(_form, record["forms"])))


def _form(record: Json) -> QuotationForm:
    return QuotationForm(
        article=record["article"],
        statement=record["statement"],
        spans=spans_from_json(record["spans"]),
        relation=Rewording(record["relation"]),
        polarity_changed=record["polarity_changed"],
        number_changed=record["number_changed"],
        scope_changed=record["scope_changed"],
        subject_changed=record["subject_changed"],
        changes=tuple(
            QuotationChange(Change(each["kind"]), _span(each["here"]), _span(each["fullest"]))
            for each in record["changes"]
        ),
    )


def entity(record: Json) -> Entity:
    """One identity for the speakers of many articles."""
    kinds = {"kind": SpeakerKind(record["kind"]), "sector": Sector(record["sector"])}
    return Entity(**record | kinds | {"members": tuple(record["members"])})


def correction(record: Json) -> Correction:
    """What a person said against what was found."""
    return Correction(
        kind=CorrectionKind(record["kind"]),
        articles=tuple(record["articles"]),
        others=tuple(record["others"]),
        undoes=record["undoes"],
        author=record["author"],
        at=record["at"],
        statements=tuple(map(_excerpt, record["statements"])),
        against=tuple(map(_excerpt, record["against"])),
        value=record["value"],
        speaker_kind=SpeakerKind(record["speaker_kind"]) if record["speaker_kind"] else None,
        role=record["role"],
    )


def _excerpt(record: Json) -> Excerpt:
    return Excerpt(record["article"], Span(*record["span"]), _span(record["frame"]))


def _span(pair: Any) -> Span | None:
    return None if pair is None else Span(*pair)
