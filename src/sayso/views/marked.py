"""A whole article with every statement marked in it: who says it, by what words, and how far they stand behind it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.linking.reprints import Taken, read_body, sentences_of
from sayso.records import Act, Article, Factuality, Stance, Statement
from sayso.segments import segment
from sayso.spans import Span, Spans
from sayso.views.evidence import Role
from sayso.views.inert import inert, without_controls
from sayso.views.matrix import voice_of
from sayso.views.signs import NEGATIVE, act_words

# What a speaker does with a content, in the colours of stances: those of a stance to the content itself.
OF_ACT: dict[Act, Stance] = {
    Act.DENY: Stance.DENIES,
    Act.DISPUTE: Stance.DENIES,
    Act.CANNOT_CONFIRM: Stance.NONCOMMITTAL,
    Act.DECLINES_TO_CONFIRM: Stance.NONCOMMITTAL,
    Act.DOES_NOT_DENY: Stance.NONCOMMITTAL,
    Act.NO_RESPONSE: Stance.NONCOMMITTAL,
    Act.SUPPOSE: Stance.CONDITIONAL,
    Act.QUESTION: Stance.QUESTIONS,
}
SAYING = frozenset({Act.ASSERT, Act.ACKNOWLEDGE, Act.ASSESS_LIKELY, Act.ASSESS_POSSIBLE, Act.PREDICT})
NEITHER = frozenset({Factuality.UU, None})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters of an article that are of one kind.

    Attributes:
        text: without control marks; line breaks are kept.
        role: of the innermost statement that these letters belong to; PLAIN where none does.
        stance: how that statement's speaker stands to its content; None where the role is PLAIN.
        told: who says it, what they do, and through whom it came, inert; "" where the role is PLAIN.
        anchor: id of the statement, where these are its first letters; else "".
        is_taken: whether the sentence stands in the page whose text this article carries.
    """

    text: str
    role: Role
    stance: Stance | None = None
    told: str = ""
    anchor: str = ""
    is_taken: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article, or furniture of its page between two."""

    stretches: tuple[Stretch, ...]
    is_furniture: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    role: Role
    statement: Statement
    is_first: bool


def commitment_of(statement: Statement) -> Stance:
    """How the speaker stands to the content as it is printed: the colour that it is marked in."""
    if statement.act in OF_ACT:
        return OF_ACT[statement.act]
    if statement.act not in SAYING or statement.factuality in NEITHER:
        return Stance.MENTIONS
    return Stance.DENIES if statement.factuality in NEGATIVE else Stance.SUPPORTS


def build_marked(
    article: Article, statements: Sequence[Statement], carries: Article | None = None
) -> tuple[Paragraph, ...]:
    """The article's whole text, in order, furniture in its place.

    Args:
        statements: of this article.
        carries: the article whose text this one carries, if it carries any.
    """
    marks = [mark for statement in statements for mark in _marks(statement)]
    told = {statement.id: _told(statement, statements) for statement in statements}
    taken = _taken(article, carries)
    blocks = [(span, False) for span in segment(article.text, article.furniture).paragraphs]
    blocks += [(span, True) for span in article.furniture if span.surface(article.text).strip()]
    return tuple(
        Paragraph(_stretches(article.text, span, marks, taken, told), is_furniture)
        for span, is_furniture in sorted(blocks, key=lambda block: block[0].start)
    )


def _marks(statement: Statement) -> Iterable[_Mark]:
    groups = ((statement.source, Role.SOURCE), (statement.cue, Role.CUE), (statement.content, Role.CONTENT))
    spans = [(span, role) for group, role in groups for span in group]
    first = min((span.start for span, _ in spans), default=0)
    return (_Mark(span, role, statement, span.start == first) for span, role in spans)


def _told(statement: Statement, statements: Sequence[Statement]) -> str:
    words = f"{voice_of(statement.speaker).name} {act_words(statement.act, statement.factuality)}"
    by_id = {other.id: other for other in statements}
    chain = [by_id[id].speaker for id in reversed(statement.via) if id in by_id]
    told = "".join(f", as told by {inert(speaker.name)}" for speaker in chain if speaker)
    reason = f" ({inert(statement.reason)})" if statement.speaker is None and statement.reason else ""
    return f"{words}{told}{reason}"


def _taken(article: Article, carries: Article | None) -> Spans:
    """The sentences that stand in the other article too, be it edited."""
    if carries is None:
        return ()
    sentences = sentences_of(read_body(article), read_body(carries))
    return tuple(sentence.span for sentence in sentences if sentence.taken is not Taken.OWN)


def _stretches(
    text: str, block: Span, marks: Sequence[_Mark], taken: Spans, told: Mapping[str, str]
) -> tuple[Stretch, ...]:
    inside = [mark for mark in marks if mark.span.overlaps(block)]
    edges = {block.start, block.end}
    for span in (*(mark.span for mark in inside), *(span for span in taken if span.overlaps(block))):
        edges |= {max(span.start, block.start), min(span.end, block.end)}
    starts = [span.start for span in taken]
    anchored: set[str] = set()
    result = []
    for start, end in pairwise(sorted(edges)):
        at = bisect_right(starts, start) - 1
        is_taken = at >= 0 and start < taken[at].end
        result.append(_stretch(text, Span(start, end), inside, is_taken, told, anchored))
    return tuple(result)


def _stretch(
    text: str, span: Span, marks: Sequence[_Mark], is_taken: bool, told: Mapping[str, str], anchored: set[str]
) -> Stretch:
    letters = without_controls(span.surface(text))
    covering = [mark for mark in marks if mark.span.start <= span.start and span.end <= mark.span.end]
    if not covering:
        return Stretch(letters, Role.PLAIN, is_taken=is_taken)
    # Where somebody is cited inside a content, the letters are the inner one's.
    inner = min(covering, key=lambda mark: len(mark.span))
    begins = [mark.statement.id for mark in covering if mark.is_first and mark.span.start == span.start]
    anchor = next((id for id in begins if id not in anchored), "")
    anchored.add(anchor)
    statement = inner.statement
    return Stretch(letters, inner.role, commitment_of(statement), told[statement.id], anchor, is_taken)
