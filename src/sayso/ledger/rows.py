"""Records to rows and back, without a database.

A row is a dictionary with the column names of `schema`; what comes back from one equals the record that went in.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC
from functools import lru_cache
from hashlib import sha256
from typing import Any

from sayso.formats import related_from_json, related_to_json
from sayso.linking.stories import publication_day
from sayso.names import fold, parse_name
from sayso.records import (
    Act,
    Anchor,
    Article,
    Bound,
    Change,
    Claim,
    Correction,
    CorrectionKind,
    Dateline,
    DateSource,
    Distance,
    Entity,
    Excerpt,
    Factuality,
    Figure,
    Form,
    How,
    OnRecord,
    Page,
    Position,
    Problem,
    ProblemKind,
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
)
from sayso.spans import OffsetMap, Run, Span, Spans

Row = dict[str, Any]
Fields = Mapping[Any, Any]


def name_key(name: str) -> str:
    """What the spellings of one name have in common: no case, accents, article or courtesy title, single blanks."""
    return _key(parse_name(name).plain or name)


def family_key(name: str) -> str | None:
    """The key of a person's family name; None where the name has no parts."""
    parts = parse_name(name)
    return _key(parts.family) if parts.words else None


def dated_on(article: Article) -> str | None:
    """The day an article is sorted by, as ISO 8601: its publication day, else its dateline's; None if unknown."""
    day = publication_day(article)
    return day.isoformat() if day else None


def _key(name: str) -> str:
    return " ".join(fold(word) for word in name.split()).removeprefix("the ")


# ------------------------------------------------------------------------------------------------------- articles


def article_to_row(article: Article) -> Row:
    """The row of `articles`, less its number."""
    dateline = article.dateline
    return {
        "id": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "agency": article.agency,
        "agency_evidence": _spans_to_text(article.agency_evidence),
        "byline": _dump(article.byline),
        "title": article.title,
        "dateline_place": dateline.place if dateline else None,
        "dateline_on": dateline.on if dateline else None,
        "dateline_span": _span_to_text(dateline.span) if dateline else None,
        "dateline_rule": dateline.rule if dateline else None,
        "published_at": article.published_at,
        "published_from": article.published_from.value if article.published_from else None,
        "dated_on": dated_on(article),
        "language": article.language,
        "text": article.text,
        "furniture": _spans_to_text(article.furniture),
        "page_map": _map_to_text(article.page_map),
    }


def article_from_row(row: Fields) -> Article:
    """The article of a row of `articles` joined with `pages`."""
    return Article(
        id=row["id"],
        origin=row["origin"],
        sha256=row["sha256"],
        text=row["text"],
        url=row["url"],
        outlet=row["outlet"],
        agency=row["agency"],
        agency_evidence=_spans_from_text(row["agency_evidence"]),
        byline=tuple(json.loads(row["byline"])),
        title=row["title"],
        dateline=_dateline_from_row(row),
        published_at=row["published_at"],
        published_from=DateSource(row["published_from"]) if row["published_from"] else None,
        language=row["language"],
        furniture=_spans_from_text(row["furniture"]),
        page_map=_map_from_text(row["page_map"]),
    )


def page_to_row(article: Article, page: Page) -> Row:
    """The row of `pages`: the bytes are kept, deflated, unless the article's text is those very bytes."""
    is_text = article.text.encode() == page.content
    return {
        "article_id": article.id,
        "origin": storable(article.origin),
        "sha256": article.sha256,
        "media_type": page.media_type,
        "charset": page.charset,
        "fetched_at": page.fetched_at.astimezone(UTC).isoformat() if page.fetched_at else None,
        "content": None if is_text else zlib.compress(page.content),
    }


def content_of(text: str, content: bytes | None) -> bytes:
    """The bytes of a page as received, from its article's text and its own row."""
    return text.encode() if content is None else zlib.decompress(content)


def _dateline_from_row(row: Fields) -> Dateline | None:
    # An empty span is falsy: only None means that there is no dateline.
    span = _span_from_text(row["dateline_span"])
    if span is None:
        return None
    return Dateline(row["dateline_place"], row["dateline_on"], span, row["dateline_rule"])


# ----------------------------------------------------------------------------------------- statements and speakers


def statement_to_row(statement: Statement, article_id: str, number: int) -> Row:
    """The row of `statements`; the speaker has its own."""
    said_on = statement.said_on
    return {
        "id": statement.id,
        "article_id": article_id,
        "number": number,
        "form": statement.form.value,
        "source": _spans_to_text(statement.source),
        "cue": _spans_to_text(statement.cue),
        "content": _spans_to_text(statement.content),
        "act": statement.act.value,
        "factuality": statement.factuality.value if statement.factuality else None,
        "presupposed": statement.presupposed,
        "speaker_id": statement.speaker.id if statement.speaker else None,
        "reason": statement.reason,
        "via": _dump(statement.via),
        "said_start": said_on.start if said_on else None,
        "said_end": said_on.end if said_on else None,
        "said_anchor": said_on.anchor.value if said_on else None,
        "said_rule": said_on.rule if said_on else None,
        "said_span": _span_to_text(said_on.span) if said_on else None,
        "confidence": statement.confidence,
        "refers_to": _spans_to_text(statement.refers_to),
        "author_act": statement.author.act.value if statement.author else None,
        "author_factuality": statement.author.factuality.value if statement.author else None,
        "author_span": _span_to_text(statement.author.span) if statement.author else None,
    }


def statement_from_row(row: Fields, speaker: Speaker | None) -> Statement:
    """The statement of a row of `statements`."""
    return Statement(
        id=row["id"],
        form=Form(row["form"]),
        source=_spans_from_text(row["source"]),
        cue=_spans_from_text(row["cue"]),
        content=_spans_from_text(row["content"]),
        act=Act(row["act"]),
        factuality=Factuality(row["factuality"]) if row["factuality"] else None,
        presupposed=row["presupposed"],
        speaker=speaker,
        reason=row["reason"],
        via=tuple(json.loads(row["via"])),
        said_on=_said_on_from_row(row),
        confidence=row["confidence"],
        refers_to=_spans_from_text(row["refers_to"]),
        author=_distance_from_row(row),
    )


def _distance_from_row(row: Fields) -> Distance | None:
    span = _span_from_text(row["author_span"])
    if span is None:
        return None
    return Distance(Act(row["author_act"]), Factuality(row["author_factuality"]), span)


def speaker_to_row(speaker: Speaker, article_id: str) -> Row:
    """The row of `speakers`."""
    return {
        "id": speaker.id,
        "article_id": article_id,
        "name": speaker.name,
        "name_key": name_key(speaker.name),
        "kind": speaker.kind.value,
        "sector": speaker.sector.value,
        "role": speaker.role,
        "institution": speaker.institution,
        "on_record": speaker.on_record.value,
        "mentions": _spans_to_text(speaker.mentions),
        "claimed_number": speaker.claimed_number,
        "anonymity_reason": _span_to_text(speaker.anonymity_reason),
    }


def fixed_speaker_to_row(statement: Statement) -> Row:
    """The row of `fixed_speakers`, less its story."""
    speaker = statement.speaker
    return {"statement_id": statement.id, "speaker_id": speaker.id if speaker else None, "author": statement.speaker_by}


def speaker_from_row(row: Fields) -> Speaker:
    """The speaker of a row of `speakers`."""
    return Speaker(
        id=row["id"],
        name=row["name"],
        kind=SpeakerKind(row["kind"]),
        sector=Sector(row["sector"]),
        role=row["role"],
        institution=row["institution"],
        on_record=OnRecord(row["on_record"]),
        mentions=_mentions_from_text(row["mentions"]),
        claimed_number=row["claimed_number"],
        anonymity_reason=_span_from_text(row["anonymity_reason"]),
    )


@lru_cache(maxsize=4096)
def _mentions_from_text(text: str) -> Spans:
    """Each statement of a speaker brings the speaker's mentions along: read once, they are one tuple for all."""
    return _spans_from_text(text)


def _said_on_from_row(row: Fields) -> SaidOn | None:
    if row["said_start"] is None:
        return None
    anchor, span = Anchor(row["said_anchor"]), _span_from_text(row["said_span"])
    return SaidOn(row["said_start"], row["said_end"], anchor, row["said_rule"], span)


# -------------------------------------------------------------------------------------------------------- problems


def problem_to_row(problem: Problem, article_id: str | None) -> Row:
    """The row of `problems`, less its number; the same problem always has the same digest."""
    fields = (problem.origin, problem.kind.value, problem.reason, problem.at)
    return {
        "digest": sha256(_dump(fields).encode("utf-8", "surrogatepass")).hexdigest(),
        "origin": storable(problem.origin),
        "kind": problem.kind.value,
        "reason": storable(problem.reason),
        "at": storable(problem.at),
        "article_id": article_id,
    }


def problem_from_row(row: Fields) -> Problem:
    """The problem of a row of `problems`."""
    return Problem(row["origin"], ProblemKind(row["kind"]), row["reason"], row["at"])


def storable(text: str) -> str:
    """`text` with what no database can hold, halves of surrogate pairs, written out as \\udcff.

    Names of files that are not UTF-8 come with such halves; a problem with one must still be told.
    """
    return text.encode("utf-8", "backslashreplace").decode()


# ----------------------------------------------------------------------------------------------------------- links


def reprint_to_row(reprint: Reprint) -> Row:
    """The row of `reprints`."""
    return {
        "article_id": reprint.article,
        "of_id": reprint.of,
        "relation": reprint.relation.value,
        "how": reprint.how.value,
        "evidence": _dump(reprint.evidence),
        "shared": reprint.shared,
    }


def reprint_from_row(row: Fields) -> Reprint:
    """The reprint of a row of `reprints`."""
    evidence = tuple(json.loads(row["evidence"]))
    return Reprint(row["article_id"], row["of_id"], Relation(row["relation"]), How(row["how"]), evidence, row["shared"])


def quotation_form_to_row(form: QuotationForm, quotation_id: str, rank: int) -> Row:
    """The row of `quotation_forms`; the article is the statement's, and the flags are the changes'."""
    changes = [[change.kind.value, _ends(change.here), _ends(change.fullest)] for change in form.changes]
    return {
        "quotation_id": quotation_id,
        "rank": rank,
        "statement_id": form.statement,
        "spans": _spans_to_text(form.spans),
        "relation": form.relation.value,
        "changes": _dump(changes),
    }


def quotation_form_from_row(row: Fields) -> QuotationForm:
    """The form of a row of `quotation_forms` with its statement's article."""
    changes = tuple(
        QuotationChange(Change(kind), Span(*here) if here else None, Span(*fullest) if fullest else None)
        for kind, here, fullest in json.loads(row["changes"])
    )
    kinds = {change.kind for change in changes}
    return QuotationForm(
        article=row["article_id"],
        statement=row["statement_id"],
        spans=_spans_from_text(row["spans"]),
        relation=Rewording(row["relation"]),
        polarity_changed=Change.POLARITY in kinds,
        number_changed=Change.NUMBER in kinds,
        scope_changed=Change.SCOPE in kinds,
        subject_changed=Change.SUBJECT in kinds,
        changes=changes,
    )


def _ends(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def entity_to_row(entity: Entity) -> Row:
    """The row of `entities`; the members have their own."""
    return {
        "id": entity.id,
        "name": entity.name,
        "name_key": name_key(entity.name),
        "family_key": family_key(entity.name) if entity.kind is SpeakerKind.NAMED_PERSON else None,
        "kind": entity.kind.value,
        "sector": entity.sector.value,
        "role": entity.role,
        "institution": entity.institution,
        "explained": entity.explained,
        "renamed_by": entity.renamed_by,
    }


def entity_from_row(row: Fields, members: Iterable[str]) -> Entity:
    """The entity of a row of `entities`."""
    return Entity(
        id=row["id"],
        name=row["name"],
        kind=SpeakerKind(row["kind"]),
        sector=Sector(row["sector"]),
        role=row["role"],
        institution=row["institution"],
        members=tuple(members),
        explained=row["explained"],
        renamed_by=row["renamed_by"],
    )


def correction_to_row(correction: Correction) -> Row:
    """The row of `corrections`."""
    return {
        "kind": correction.kind.value,
        "articles": _dump(correction.articles),
        "others": _dump(correction.others),
        "undoes": correction.undoes,
        "author": correction.author,
        "at": correction.at,
        "statements": _excerpts_to_text(correction.statements),
        "against": _excerpts_to_text(correction.against),
        "value": correction.value,
        "speaker_kind": correction.speaker_kind.value if correction.speaker_kind else None,
        "role": correction.role,
    }


def _excerpts_to_text(excerpts: Iterable[Excerpt]) -> str:
    return _dump([(each.article, _ends(each.span), _ends(each.frame)) for each in excerpts])


def _excerpts_from_text(column: str) -> tuple[Excerpt, ...]:
    return tuple(
        Excerpt(article, Span(*span), Span(*frame) if frame else None) for article, span, frame in json.loads(column)
    )


def correction_from_row(row: Fields) -> Correction:
    """The correction of a row of `corrections`."""
    return Correction(
        kind=CorrectionKind(row["kind"]),
        articles=tuple(json.loads(row["articles"])),
        others=tuple(json.loads(row["others"])),
        undoes=row["undoes"],
        author=row["author"],
        at=row["at"],
        statements=_excerpts_from_text(row["statements"]),
        against=_excerpts_from_text(row["against"]),
        value=row["value"],
        speaker_kind=SpeakerKind(row["speaker_kind"]) if row["speaker_kind"] else None,
        role=row["role"],
    )


def claim_to_row(claim: Claim, rank: int) -> Row:
    """The row of `claims`; the positions have their own."""
    return {
        "id": claim.id,
        "story_id": claim.story,
        "rank": rank,
        "gloss": claim.gloss,
        "gloss_statement_id": claim.gloss_statement,
        "gloss_spans": _spans_to_text(claim.gloss_spans),
        "n_origins": claim.origins,
        "n_articles": claim.articles,
        "gloss_by": claim.gloss_by,
        "related": _dump([related_to_json(related) for related in claim.related]) if claim.related else None,
    }


def claim_from_row(row: Fields, positions: Iterable[Position]) -> Claim:
    """The claim of a row of `claims`."""
    return Claim(
        id=row["id"],
        story=row["story_id"],
        gloss=row["gloss"],
        gloss_statement=row["gloss_statement_id"],
        gloss_spans=_spans_from_text(row["gloss_spans"]),
        origins=row["n_origins"],
        articles=row["n_articles"],
        positions=tuple(positions),
        gloss_by=row["gloss_by"],
        related=tuple(map(related_from_json, json.loads(row["related"] or "[]"))),
    )


def position_to_row(position: Position, claim_id: str, rank: int) -> Row:
    """The row of `positions`: what the statement itself says stands in its own row."""
    return {
        "claim_id": claim_id,
        "statement_id": position.statement,
        "rank": rank,
        "stance": position.stance.value,
        "figures": _dump([_figure_to_list(figure) for figure in position.figures]),
        "stance_by": position.stance_by,
    }


def position_from_row(row: Fields, statement: Statement, article_id: str) -> Position:
    """The position of a row of `positions` and its statement."""
    return Position(
        statement=statement.id,
        article=article_id,
        speaker=statement.speaker,
        stance=Stance(row["stance"]),
        act=statement.act,
        factuality=statement.factuality,
        said_on=statement.said_on,
        figures=tuple(_figure_from_list(fields) for fields in json.loads(row["figures"])),
        speaker_by=statement.speaker_by,
        stance_by=row["stance_by"],
    )


def _figure_to_list(figure: Figure) -> list[Any]:
    span = [figure.span.start, figure.span.end]
    amount = [figure.low, figure.high, figure.bound.value]
    return [span, figure.surface, *amount, figure.unit, figure.counted_thing, figure.as_of]


def _figure_from_list(fields: list[Any]) -> Figure:
    (start, end), surface, low, high, bound, *rest = fields
    return Figure(Span(start, end), surface, low, high, Bound(bound), *rest)


# --------------------------------------------------------------------------------------------------- small columns


# One encoder for all: `json.dumps` with options makes a new one at every call.
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _spans_to_text(spans: Spans) -> str:
    return _dump([(span.start, span.end) for span in spans])


def _spans_from_text(column: str) -> Spans:
    # One in three: not worth a reader of JSON.
    return () if column == "[]" else tuple(Span(start, end) for start, end in json.loads(column))


def _span_to_text(span: Span | None) -> str | None:
    return None if span is None else _dump((span.start, span.end))


def _span_from_text(column: str | None) -> Span | None:
    return Span(*json.loads(column)) if column else None


def _map_to_text(page_map: OffsetMap | None) -> str | None:
    return _dump([(run.clean, run.page, run.length) for run in page_map.runs]) if page_map else None


def _map_from_text(column: str | None) -> OffsetMap | None:
    return OffsetMap(tuple(Run(*run) for run in json.loads(column))) if column else None
