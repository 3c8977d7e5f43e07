"""A whole article with every statement marked in it: who says it, by what words, and how far they stand behind it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sayso.linking.reprints import Taken, read_body, sentences_of
from sayso.records import NEGATIVE, SAYING, Act, Article, Factuality, Stance, Statement
from sayso.segments import segment
from sayso.spans import Span, Spans
from sayso.views.evidence import Role
from sayso.views.inert import inert, without_controls
from sayso.views.matrix import voice_of
from sayso.views.phrases import shortened
from sayso.views.signs import act_words

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
NEITHER = frozenset({Factuality.UU, None})
# Code points: it stands behind every mark of a statement.
LONGEST_TOLD = 160


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a statement has its first letter.

    Attributes:
        id: the statement's.
        stance: how its speaker stands to its content.
        told: who says it, what they do, and through whom it came; inert.
    """

    id: str
    stance: Stance
    told: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters of an article that are of one kind.

    Attributes:
        text: without control marks; line breaks are kept.
        role: of the innermost statement that these letters belong to; PLAIN where none does.
        stance: how that statement's speaker stands to its content; None where the role is PLAIN.
        told: of that statement, as in `Beginning`; "" where the role is PLAIN.
        begins: the statements that begin here, in text order.
        is_taken: whether the sentence stands in the page whose text this article carries.
    """

    text: str
    role: Role
    stance: Stance | None = None
    told: str = ""
    begins: tuple[Beginning, ...] = ()
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
    told = _told(statements)
    taken = _taken(article, carries)
    blocks = [(span, False) for span in segment(article.text, article.furniture).paragraphs]
    blocks += [(span, True) for span in article.furniture if span.surface(article.text).strip()]
    blocks.sort(key=lambda block: block[0].start)
    marks = _by_block([mark for statement in statements for mark in _marks(statement)], [span for span, _ in blocks])
    return tuple(
        Paragraph(_stretches(article.text, span, inside, taken, told), is_furniture)
        for (span, is_furniture), inside in zip(blocks, marks, strict=True)
    )


def _by_block(marks: Iterable[_Mark], blocks: Sequence[Span]) -> list[list[_Mark]]:
    """For each of some disjoint blocks in order, the marks that share a letter with it."""
    ends = [block.end for block in blocks]
    inside: list[list[_Mark]] = [[] for _ in blocks]
    for mark in marks:
        at = bisect_right(ends, mark.span.start)
        while at < len(blocks) and blocks[at].start < mark.span.end:
            inside[at].append(mark)
            at += 1
    return inside


def _marks(statement: Statement) -> Iterable[_Mark]:
    groups = ((statement.source, Role.SOURCE), (statement.cue, Role.CUE), (statement.content, Role.CONTENT))
    spans = [(span, role) for group, role in groups for span in group]
    first = min((span.start for span, _ in spans), default=0)
    return (_Mark(span, role, statement, span.start == first) for span, role in spans)


def _told(statements: Sequence[Statement]) -> dict[str, str]:
    """Statement id -> who says it, what they do, and through whom it came."""
    by_id = {statement.id: statement for statement in statements}
    told = {}
    for statement in statements:
        words = f"{voice_of(statement.speaker).name} {act_words(statement.act, statement.factuality)}"
        chain = [by_id[id].speaker for id in reversed(statement.via) if id in by_id]
        words += "".join(f", as told by {inert(speaker.name)}" for speaker in chain if speaker)
        words += f" ({inert(statement.reason)})" if statement.speaker is None and statement.reason else ""
        told[statement.id] = shortened(words, LONGEST_TOLD)
    return told


def _taken(article: Article, carries: Article | None) -> Spans:
    """The sentences that stand in the other article too, be it edited."""
    if carries is None:
        return ()
    sentences = sentences_of(read_body(article), read_body(carries))
    return tuple(sentence.span for sentence in sentences if sentence.taken is not Taken.OWN)


def _stretches(
    text: str, block: Span, marks: Sequence[_Mark], taken: Spans, told: Mapping[str, str]
) -> tuple[Stretch, ...]:
    starts = [span.start for span in taken]
    first, last = bisect_right(starts, block.start), bisect_right(starts, block.end)
    edges = {block.start, block.end}
    for span in (*(mark.span for mark in marks), *taken[max(0, first - 1) : last]):
        edges |= {min(max(at, block.start), block.end) for at in (span.start, span.end)}
    waiting = sorted(marks, key=lambda mark: mark.span.start)[::-1]
    covering: list[_Mark] = []
    result: list[Stretch] = []
    for start, end in pairwise(sorted(edges)):
        while waiting and waiting[-1].span.start <= start:
            covering.append(waiting.pop())
        covering = [mark for mark in covering if mark.span.end > start]
        at = bisect_right(starts, start) - 1
        is_taken = at >= 0 and start < taken[at].end
        result += _without_blank_ends(_stretch(text, Span(start, end), covering, is_taken, told))
    return tuple(result)


def _without_blank_ends(stretch: Stretch) -> Iterable[Stretch]:
    """The same letters, those of a mark from its first printed one to its last."""
    printed = stretch.text.strip()
    if stretch.role is Role.PLAIN or printed == stretch.text:
        return (stretch,)
    if not printed:
        return (replace(stretch, role=Role.PLAIN, stance=None, told=""),)
    before, after = stretch.text.split(printed, 1)
    blanks = [Stretch(blank, Role.PLAIN, is_taken=stretch.is_taken) for blank in (before, after)]
    return (each for each in (blanks[0], replace(stretch, text=printed), blanks[1]) if each.text)


def _stretch(text: str, span: Span, covering: Sequence[_Mark], is_taken: bool, told: Mapping[str, str]) -> Stretch:
    letters = without_controls(span.surface(text))
    if not covering:
        return Stretch(letters, Role.PLAIN, is_taken=is_taken)
    # Where somebody is cited inside a content, the letters are the inner one's.
    inner = min(covering, key=lambda mark: len(mark.span))
    first = {mark.statement.id: mark.statement for mark in covering if mark.is_first and mark.span.start == span.start}
    begins = tuple(Beginning(id, commitment_of(statement), told[id]) for id, statement in first.items())
    statement = inner.statement
    return Stretch(letters, inner.role, commitment_of(statement), told[statement.id], begins, is_taken)
