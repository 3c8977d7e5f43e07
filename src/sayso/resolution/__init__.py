"""Attributions to statements: who speaks, how far they stand behind it, and when they said it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.records import SAYING, Act, Article, Attribution, Factuality, SaidOn, Statement, TypedMention
from sayso.resolution.acts import ANSWERING, Commitment
from sayso.resolution.answers import answered, answers_in, asked_about, question_before
from sayso.resolution.commitment import commit
from sayso.resolution.conversation import Resolved
from sayso.resolution.distance import distances_of, without_distance
from sayso.resolution.hearing import hear_all, outers_of, place_of
from sayso.resolution.speakers import number_speakers
from sayso.resolution.timing import RULE_BESIDE, is_one_clause, said_on
from sayso.resolution.voices import Voice
from sayso.segments import Segments
from sayso.spans import Span, Spans

__all__ = ["resolve"]

# Sentences back in which an answer such as "he called the claims baseless" finds what was claimed.
SENTENCES_BACK = 2
# A bound for texts without full stops.
MOST_SAID = 12
# "And" or "but" right before a cue, with an adverb at most.
COORDINATION = re.compile(r",?\s+(?:and|but)\s+(?:\w+ly\s+|also\s+|then\s+)?$")
LONGEST_JOINT = 40


def resolve(
    article: Article,
    segments: Segments,
    attributions: tuple[Attribution, ...],
    typed: Sequence[TypedMention] = (),
) -> tuple[Statement, ...]:
    """Turn the attributions of one article into statements, one for each, in text order.

    Args:
        article: whose dateline and publication date anchor the days; its text is the one that `segments` cuts.
        segments: the text, cut, without furniture.
        attributions: of this text, in any order; `outer` counts in this very sequence.
        typed: mentions that a learned tagger sees in this text, in order.

    Returns:
        Statements numbered in text order. A speaker who could not be decided on is None, with the reason; speakers
        are numbered in order of their first mention, and one speaker has one id and the fullest printed name.
    """
    attributions = tuple(without_distance(segments, one) for one in _parted(article.text, attributions))
    order = sorted(range(len(attributions)), key=lambda index: _extent(attributions[index]))
    ids = {index: f"{article.id}.{number}" for number, index in enumerate(order, 1)}
    heard = hear_all(segments, attributions, typed)
    own = {index: commit(segments, attributions[index]) for index in order}
    commitments = {index: _inside(attributions, index, heard, own) for index in order}
    attributions = _with_answers(segments, attributions, commitments, heard)
    days = _days(article, segments, attributions, heard)
    distances = distances_of(segments, attributions)
    referred = _referred(segments, attributions, commitments, heard, order)
    speakers = number_speakers([one.voice for one in heard.values() if one.voice], article.id)
    result = []
    for index in order:
        attribution, commitment, resolved = attributions[index], commitments[index], heard[index]
        result.append(
            Statement(
                id=ids[index],
                form=attribution.form,
                source=attribution.source,
                cue=attribution.cue,
                content=attribution.content,
                act=commitment.act,
                factuality=commitment.factuality,
                presupposed=commitment.presupposed,
                speaker=speakers[id(resolved.voice)] if resolved.voice else None,
                reason=resolved.reason,
                via=tuple(ids[outer] for outer in outers_of(attributions, index)),
                said_on=days[index],
                confidence=attribution.confidence * commitment.trust * resolved.trust,
                refers_to=referred[index],
                author=distances[index],
            )
        )
    return tuple(result)


def _with_answers(
    segments: Segments,
    attributions: tuple[Attribution, ...],
    commitments: dict[int, Commitment],
    heard: dict[int, Resolved],
) -> tuple[Attribution, ...]:
    """Give questions that are put and answered in one sentence to those who answer them; the tables are changed."""
    result = list(attributions)
    for question, answer in answers_in(segments, attributions, commitments).items():
        about = asked_about(segments, attributions[question])
        commitments[question] = answered(commitments[question], answer, about)
        if answer.by is not None:
            heard[question] = heard[answer.by]
            commitments[answer.by] = answered(commitments[answer.by], answer, about)
            result[question] = replace(result[question], source=result[answer.by].source)
    return tuple(result)


def _days(
    article: Article, segments: Segments, attributions: Sequence[Attribution], heard: Mapping[int, Resolved]
) -> dict[int, SaidOn | None]:
    """When each was said: by its own day, else that of the same speaker's other cue in the sentence."""
    days = {index: said_on(article, segments, attribution) for index, attribution in enumerate(attributions)}
    printed: dict[tuple[int, int | None], tuple[SaidOn, int]] = {}
    places = {index: (id(heard[index].voice), segments.sentence_at(place_of(attributions[index]))) for index in days}
    for index, day in days.items():
        if day is not None and heard[index].voice is not None:
            printed.setdefault(places[index], (day, place_of(attributions[index])))
    for index, day in days.items():
        beside = printed.get(places[index])
        if day is None and beside and is_one_clause(segments.text, beside[1], place_of(attributions[index])):
            days[index] = replace(beside[0], rule=RULE_BESIDE)
    return days


def _extent(attribution: Attribution) -> tuple[int, int]:
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    return min(span.start for span in spans), max(span.end for span in spans)


def _parted(text: str, attributions: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """Cut contents short where their own source goes on to another cue.

    In "Hale denied that the dam burst and accused the press" the accusing is no part of what Hale denied.
    """
    result = list(attributions)
    for index, inner in enumerate(attributions):
        if inner.outer is None or not inner.cue or not inner.source:
            continue
        around = result[inner.outer]
        begins = around.content[0].start
        if not all(span.start < begins for span in inner.source) or inner.source != around.source:
            continue
        joint = COORDINATION.search(text, max(begins, inner.cue[0].start - LONGEST_JOINT), inner.cue[0].start)
        kept = [
            Span(span.start, min(span.end, joint.start()))
            for span in around.content
            if joint and span.start < joint.start()
        ]
        if joint and kept:
            result[inner.outer] = replace(around, content=tuple(kept))
            result[index] = replace(inner, outer=around.outer)
    return tuple(result)


def _inside(
    attributions: Sequence[Attribution], index: int, heard: Mapping[int, Resolved], own: Mapping[int, Commitment]
) -> Commitment:
    """The commitment, less what the same speaker takes back around it: "denied saying that" does not say it."""
    voice = heard[index].voice
    if voice is None or own[index].act not in SAYING:
        return own[index]
    for outer in outers_of(attributions, index):
        if heard[outer].voice is voice and own[outer].act in ANSWERING - {Act.ACKNOWLEDGE}:
            return replace(own[index], act=Act.DECLINES_TO_CONFIRM, factuality=Factuality.UU)
    return own[index]


def _referred(
    segments: Segments,
    attributions: Sequence[Attribution],
    commitments: Mapping[int, Commitment],
    heard: Mapping[int, Resolved],
    order: Sequence[int],
) -> dict[int, Spans]:
    """What each answer is about: its own words, else what was last claimed or answered shortly before."""
    referred: dict[int, Spans] = {}
    said: list[_Said] = []
    for index in order:
        commitment, attribution = commitments[index], attributions[index]
        start = _extent(attribution)[0]
        spans = commitment.refers_to
        if commitment.points_back and commitment.act in ANSWERING:
            asked = question_before(segments, start)
            spans = (asked,) if asked else _last_said(segments, said, start, attribution, heard[index].voice)
        referred[index] = spans
        if spans and commitment.act in ANSWERING:
            said.append(_Said(start, spans, None))
        elif commitment.act in SAYING and attribution.outer is None:
            said.append(_Said(start, attribution.content, heard[index].voice))
    return referred


@dataclass(frozen=True, slots=True)
class _Said:
    """Something claimed, or answered, that a later answer can be about; `by` is None for what an answer was about."""

    start: int
    spans: Spans
    by: Voice | None


def _last_said(
    segments: Segments, said: Sequence[_Said], before: int, attribution: Attribution, voice: Voice | None
) -> Spans:
    """What "the claims" are: what was last answered shortly before, else last said by somebody else."""
    here = segments.sentence_at(before)
    near: list[_Said] = []
    for one in reversed(said[-MOST_SAID:]):
        there = segments.sentence_at(one.start)
        if here is None or there is None or here - there > SENTENCES_BACK:
            break
        if not any(span.overlaps(content) for span in one.spans for content in attribution.content):
            near.append(one)
    answered = next((one.spans for one in near if one.by is None), None)
    return answered or next((one.spans for one in near if one.by is not voice), ())
