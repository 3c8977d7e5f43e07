"""Records to plain JSON and back: the one exchange format (docs/exchange-format.md, data/exchange.schema.json).

Field names and nesting are fixed, since other programs read them. Spans are `[start, end]` pairs of code points
into the article's "text".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sayso.errors import FormatError
from sayso.records import (
    Act,
    Anchor,
    Answer,
    Article,
    Claim,
    ClaimRelation,
    Correction,
    Dateline,
    DateSource,
    Distance,
    Entity,
    Excerpt,
    Factuality,
    Figure,
    Findings,
    Form,
    Hit,
    OnRecord,
    OriginTree,
    Position,
    Problem,
    ProblemKind,
    Quotation,
    QuotationForm,
    RelatedClaim,
    Reprint,
    SaidOn,
    Sector,
    Speaker,
    SpeakerKind,
    SpeakerView,
    Statement,
    Story,
    StorySummary,
    StoryView,
)
from sayso.spans import Span, Spans

Json = dict[str, Any]


def dumps(record: Json) -> str:
    """One line of JSON: UTF-8 letters as they are, keys in the order of the format."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def findings_to_json(findings: Findings) -> Json:
    """One object of `sayso extract`.

    The mentions of a speaker stand once an article, under "speakers": repeated in each statement they would make the
    output grow with the square of the text.
    """
    speakers = {one.speaker.id: one.speaker for one in findings.statements if one.speaker}
    return {
        **article_to_json(findings.article),
        "speakers": [{"id": id, "mentions": spans_to_json(one.mentions)} for id, one in speakers.items()],
        "statements": [statement_to_json(statement) for statement in findings.statements],
        "problems": [problem_to_json(problem) for problem in findings.problems],
    }


def article_to_json(article: Article) -> Json:
    """The article's own fields, as `sayso extract` prints them before "statements"."""
    return {
        "id": article.id,
        "origin": article.origin,
        "sha256": article.sha256,
        "url": article.url,
        "outlet": article.outlet,
        "agency": article.agency,
        "byline": list(article.byline),
        "title": article.title,
        "dateline": _dateline_to_json(article.dateline),
        "published_at": article.published_at,
        "published_from": article.published_from.value if article.published_from else None,
        "language": article.language,
        "text": article.text,
        "furniture": spans_to_json(article.furniture),
    }


def findings_from_json(record: Json) -> Findings:
    """The findings that `findings_to_json` wrote, less the article's map to its page.

    Raises:
        FormatError: if a field is missing or of the wrong kind.
    """
    article = article_from_json(record)
    try:
        mentions = {one["id"]: spans_from_json(one["mentions"]) for one in record["speakers"]}
        statements = tuple(statement_from_json(one) for one in record["statements"])
        problems = tuple(problem_from_json(one) for one in record["problems"])
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(f"not findings of the exchange format: {error!r}") from error
    return Findings(article, tuple(_mentioned(one, mentions) for one in statements), problems)


def _mentioned(statement: Statement, mentions: dict[str, Spans]) -> Statement:
    if statement.speaker is None or not mentions.get(statement.speaker.id):
        return statement
    return replace(statement, speaker=replace(statement.speaker, mentions=mentions[statement.speaker.id]))


def article_from_json(record: Json) -> Article:
    """The article that `article_to_json` wrote, less its map to the page.

    Raises:
        FormatError: if a field is missing or of the wrong kind.
    """
    try:
        return Article(
            id=record["id"],
            origin=record["origin"],
            sha256=record["sha256"],
            text=record["text"],
            url=record["url"],
            outlet=record["outlet"],
            agency=record["agency"],
            byline=tuple(record["byline"]),
            title=record["title"],
            dateline=_dateline_from_json(record["dateline"]),
            published_at=record["published_at"],
            published_from=DateSource(record["published_from"]) if record["published_from"] else None,
            language=record["language"],
            furniture=spans_from_json(record["furniture"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(f"not an article of the exchange format: {error!r}") from error


def statement_to_json(statement: Statement) -> Json:
    """One entry of "statements"."""
    return {
        "id": statement.id,
        "form": statement.form.value,
        "source": spans_to_json(statement.source),
        "cue": spans_to_json(statement.cue),
        "content": spans_to_json(statement.content),
        "act": statement.act.value,
        "factuality": statement.factuality.value if statement.factuality else None,
        "presupposed": statement.presupposed,
        "speaker": speaker_to_json(statement.speaker),
        "reason": statement.reason,
        "via": list(statement.via),
        "said_on": said_on_to_json(statement.said_on),
        "confidence": round(statement.confidence, 4),
        "refers_to": spans_to_json(statement.refers_to),
        "author": distance_to_json(statement.author),
        "speaker_by": statement.speaker_by,
    }


def distance_to_json(distance: Distance | None) -> Json | None:
    """The "author" of a statement."""
    if distance is None:
        return None
    return {
        "act": distance.act.value,
        "factuality": distance.factuality.value,
        "span": _span_to_json(distance.span),
    }


def speaker_to_json(speaker: Speaker | None) -> Json | None:
    """The "speaker" of a statement or a position."""
    if speaker is None:
        return None
    return {
        "id": speaker.id,
        "name": speaker.name,
        "kind": speaker.kind.value,
        "sector": speaker.sector.value,
        "role": speaker.role,
        "institution": speaker.institution,
        "on_record": speaker.on_record.value,
        "claimed_number": speaker.claimed_number,
        "anonymity_reason": _span_to_json(speaker.anonymity_reason),
    }


def said_on_to_json(said_on: SaidOn | None) -> Json | None:
    """When a statement was made."""
    if said_on is None:
        return None
    return {
        "start": said_on.start.isoformat(),
        "end": said_on.end.isoformat(),
        "anchor": said_on.anchor.value,
        "rule": said_on.rule,
        "span": _span_to_json(said_on.span),
    }


def correction_to_json(correction: Correction) -> Json:
    """What a person said against what was found."""
    return {
        "kind": correction.kind.value,
        "articles": list(correction.articles),
        "others": list(correction.others),
        "undoes": correction.undoes,
        "author": correction.author,
        "at": correction.at,
        "statements": [excerpt_to_json(excerpt) for excerpt in correction.statements],
        "against": [excerpt_to_json(excerpt) for excerpt in correction.against],
        "value": correction.value,
        "speaker_kind": correction.speaker_kind.value if correction.speaker_kind else None,
        "role": correction.role,
    }


def excerpt_to_json(excerpt: Excerpt) -> Json:
    """A statement that a correction names by its letters."""
    return {
        "article": excerpt.article,
        "span": _span_to_json(excerpt.span),
        "frame": _span_to_json(excerpt.frame),
    }


def problem_to_json(problem: Problem) -> Json:
    """One line of `sayso export problems`."""
    return {"origin": problem.origin, "kind": problem.kind.value, "reason": problem.reason, "at": problem.at}


def story_to_json(story: Story) -> Json:
    """One line of `sayso export stories`."""
    return {"id": story.id, "title": story.title, "articles": list(story.articles)}


def claim_to_json(claim: Claim) -> Json:
    """One line of `sayso export claims`."""
    return {
        "id": claim.id,
        "story": claim.story,
        "gloss": claim.gloss,
        "gloss_statement": claim.gloss_statement,
        "gloss_spans": spans_to_json(claim.gloss_spans),
        "gloss_by": claim.gloss_by,
        "origins": claim.origins,
        "articles": claim.articles,
        "positions": [position_to_json(position) for position in claim.positions],
        "related": [related_to_json(related) for related in claim.related],
    }


def related_to_json(related: RelatedClaim) -> Json:
    """One entry of a claim's "related"."""
    return {
        "claim": related.claim,
        "relation": related.relation.value,
        "statement": related.statement,
        "spans": spans_to_json(related.spans),
        "of_statement": related.of_statement,
        "of_spans": spans_to_json(related.of_spans),
        "rule": related.rule,
        "score": related.score,
    }


def related_from_json(record: Json) -> RelatedClaim:
    """How a claim stands to another one, from an entry of its "related"."""
    return RelatedClaim(
        claim=record["claim"],
        relation=ClaimRelation(record["relation"]),
        statement=record["statement"],
        spans=spans_from_json(record["spans"]),
        of_statement=record["of_statement"],
        of_spans=spans_from_json(record["of_spans"]),
        rule=record["rule"],
        score=record["score"],
    )


def origin_tree_to_json(tree: OriginTree) -> Json:
    """The "sourcing" of a claim in `sayso claim ID --json` and `sayso story ID --json`."""
    return {
        "flags": [flag.value for flag in tree.flags],
        "independent": tree.n_independent,
        "origins": [
            {"id": origin.id, "kind": origin.kind.value, "name": origin.name, "alike": list(origin.alike)}
            for origin in tree.origins
        ],
        "descents": [
            {
                "statement": descent.statement,
                "article": descent.article,
                "tie": descent.tie.value,
                "of": list(descent.of),
                "through": list(descent.through),
                "origins": list(descent.origins),
            }
            for descent in tree.descents
        ],
        "circles": [list(circle) for circle in tree.circles],
    }


def position_to_json(position: Position) -> Json:
    """One entry of a claim's "positions"."""
    return {
        "statement": position.statement,
        "article": position.article,
        "speaker": speaker_to_json(position.speaker),
        "stance": position.stance.value,
        "act": position.act.value,
        "factuality": position.factuality.value if position.factuality else None,
        "said_on": said_on_to_json(position.said_on),
        "figures": [_figure_to_json(figure) for figure in position.figures],
        "speaker_by": position.speaker_by,
        "stance_by": position.stance_by,
    }


def reprint_to_json(reprint: Reprint) -> Json:
    """One line of `sayso export reprints`."""
    return {
        "article": reprint.article,
        "of": reprint.of,
        "relation": reprint.relation.value,
        "how": reprint.how.value,
        "evidence": list(reprint.evidence),
        "shared": round(reprint.shared, 4),
    }


def quotation_to_json(quotation: Quotation) -> Json:
    """One line of `sayso export quotations`."""
    return {
        "id": quotation.id,
        "speaker": quotation.speaker,
        "forms": [_quotation_form_to_json(form) for form in quotation.forms],
    }


def _quotation_form_to_json(form: QuotationForm) -> Json:
    spans = spans_to_json(form.spans)
    return {
        "article": form.article,
        "span": spans[0],
        "spans": spans,
        "relation": form.relation.value,
        "polarity_changed": form.polarity_changed,
        "number_changed": form.number_changed,
        "scope_changed": form.scope_changed,
        "subject_changed": form.subject_changed,
        "statement": form.statement,
        "changes": [
            {"kind": each.kind.value, "here": _span_to_json(each.here), "fullest": _span_to_json(each.fullest)}
            for each in form.changes
        ],
    }


def entity_to_json(entity: Entity) -> Json:
    """One identity for the speakers of many articles."""
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind.value,
        "sector": entity.sector.value,
        "role": entity.role,
        "institution": entity.institution,
        "members": list(entity.members),
        "explained": entity.explained,
        "renamed_by": entity.renamed_by,
    }


def summary_to_json(summary: StorySummary) -> Json:
    """One line of `sayso stories --json`."""
    return {
        "id": summary.id,
        "title": summary.title,
        "articles": summary.articles,
        "origins": summary.origins,
        "claims": summary.claims,
        "statements": summary.statements,
        "first_on": summary.first_on,
        "last_on": summary.last_on,
        "outlets": list(summary.outlets),
    }


def story_view_to_json(view: StoryView, trees: Mapping[str, OriginTree] | None = None) -> Json:
    """The object of `sayso story ID --json`: the story, and all that its views show.

    Args:
        trees: on whom claims rest, by their ids; the other claims say nothing of it.
    """
    sourcing = {id: {"sourcing": origin_tree_to_json(tree)} for id, tree in (trees or {}).items()}
    return {
        "story": story_to_json(view.story),
        "articles": [article_to_json(article) for article in view.articles],
        "statements": [statement_to_json(statement) for statement in view.statements],
        "claims": [claim_to_json(claim) | sourcing.get(claim.id, {}) for claim in view.claims],
        "reprints": [reprint_to_json(reprint) for reprint in view.reprints],
        "quotations": [quotation_to_json(quotation) for quotation in view.quotations],
    }


def answer_to_json(answer: Answer) -> Json:
    """One line of `sayso ask CLAIM --json`: a claim, whose stances are to the question, and what it was asked of."""
    claim = {key: value for key, value in claim_to_json(answer.claim).items() if key != "id"}
    return {"question": answer.question, "title": answer.view.story.title, "claims": list(answer.near), **claim}


def speaker_view_to_json(view: SpeakerView) -> Json:
    """One line of `sayso who NAME --json`."""
    return {
        "speaker": entity_to_json(view.entity),
        "statements": [
            {"article": article.id, "published_at": article.published_at, **statement_to_json(statement)}
            for article, statement in view.statements
        ],
        "claims": [claim_to_json(claim) for claim in view.claims],
        "quotations": [quotation_to_json(quotation) for quotation in view.quotations],
        "printed_in": [article.id for article in view.printed_in],
    }


def hit_to_json(hit: Hit) -> Json:
    """One line of `sayso search WORDS --json`."""
    return {**article_to_json(hit.article), "story": hit.story, "spans": spans_to_json(hit.spans)}


def spans_to_json(spans: Iterable[Span]) -> list[list[int]]:
    """Spans as `[start, end]` pairs."""
    return [[span.start, span.end] for span in spans]


def spans_from_json(pairs: Any) -> Spans:
    """Spans of `[start, end]` pairs.

    Raises:
        FormatError: if it is no list of pairs of whole numbers with 0 <= start <= end.
    """
    try:
        return tuple(Span(int(start), int(end)) for start, end in pairs)
    except (TypeError, ValueError) as error:
        raise FormatError(f"not a list of [start, end] pairs: {pairs!r}") from error


def statement_from_json(record: Json) -> Statement:
    """The statement that `statement_to_json` wrote.

    Raises:
        FormatError: if a field is missing or holds a value that TAXONOMY does not know.
    """
    try:
        return Statement(
            id=record["id"],
            form=Form(record["form"]),
            source=spans_from_json(record["source"]),
            cue=spans_from_json(record["cue"]),
            content=spans_from_json(record["content"]),
            act=Act(record["act"]),
            factuality=Factuality(record["factuality"]) if record["factuality"] else None,
            presupposed=record["presupposed"],
            speaker=speaker_from_json(record["speaker"]),
            reason=record["reason"],
            via=tuple(record["via"]),
            said_on=said_on_from_json(record["said_on"]),
            confidence=record["confidence"],
            refers_to=spans_from_json(record.get("refers_to", ())),
            author=_distance_from_json(record.get("author")),
            speaker_by=record.get("speaker_by"),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(f"not a statement of the exchange format: {error!r}") from error


def _distance_from_json(record: Json | None) -> Distance | None:
    if record is None:
        return None
    start, end = record["span"]
    return Distance(Act(record["act"]), Factuality(record["factuality"]), Span(start, end))


def speaker_from_json(record: Json | None) -> Speaker | None:
    """The speaker that `speaker_to_json` wrote."""
    if record is None:
        return None
    return Speaker(
        id=record["id"],
        name=record["name"],
        kind=SpeakerKind(record["kind"]),
        sector=Sector(record["sector"]),
        role=record["role"],
        institution=record.get("institution"),
        on_record=OnRecord(record["on_record"]),
        claimed_number=record.get("claimed_number"),
        anonymity_reason=_span_from_json(record.get("anonymity_reason")),
    )


def said_on_from_json(record: Json | None) -> SaidOn | None:
    """The date that `said_on_to_json` wrote."""
    if record is None:
        return None
    return SaidOn(
        date.fromisoformat(record["start"]),
        date.fromisoformat(record["end"]),
        Anchor(record["anchor"]),
        record["rule"],
        _span_from_json(record.get("span")),
    )


def problem_from_json(record: Json) -> Problem:
    """The problem that `problem_to_json` wrote."""
    return Problem(record["origin"], ProblemKind(record["kind"]), record["reason"], record["at"])


def _dateline_to_json(dateline: Dateline | None) -> Json | None:
    if dateline is None:
        return None
    return {
        "place": dateline.place,
        "on": dateline.on.isoformat() if dateline.on else None,
        "span": _span_to_json(dateline.span),
        "rule": dateline.rule,
    }


def _dateline_from_json(record: Json | None) -> Dateline | None:
    if record is None:
        return None
    on = date.fromisoformat(record["on"]) if record["on"] else None
    return Dateline(record["place"], on, spans_from_json([record["span"]])[0], record["rule"])


def _figure_to_json(figure: Figure) -> Json:
    return {
        "span": _span_to_json(figure.span),
        "surface": figure.surface,
        "low": figure.low,
        "high": figure.high,
        "bound": figure.bound.value,
        "unit": figure.unit,
        "counted_thing": figure.counted_thing,
        "as_of": figure.as_of,
    }


def _span_to_json(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _span_from_json(pair: Any) -> Span | None:
    return None if pair is None else spans_from_json([pair])[0]
