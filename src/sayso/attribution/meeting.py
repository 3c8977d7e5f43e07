"""Where a learned tagger and the rules meet: the tagger decides what is attributed, the rules what it cannot see.

A tagger learned from PolNeAR marks the outermost attributions only and knows nothing of quotation marks' grammar.
So the rules give what stands inside a content ("Corte said the minister denied it"), the form, and the edges of
quotes; and a denial or refusal that the tagger passed over stands if the rules are sure of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sayso.attribution.quotes import QuoteIndex
from sayso.cues import grammar
from sayso.records import Attribution, Form
from sayso.spans import Span, Spans, merged

# Letters looked back over for the conjunction before a subject.
CONJUNCTION_REACH = 24
LAST_WORD = re.compile(r"(\w+)\s+\Z")


def meet(
    text: str,
    tagged: Sequence[Attribution],
    ruled: Sequence[Attribution],
    quotes: QuoteIndex,
    *,
    least_beside: float,
) -> list[Attribution]:
    """Bring the attributions of a tagger and those of the rules together.

    Args:
        text: the text that all spans count in.
        tagged: outermost attributions, by the tagger.
        ruled: attributions of the same text by the rules, nested ones too.
        quotes: the quotes of the text.
        least_beside: least confidence of a rule's attribution that touches nothing the tagger found.

    Returns:
        The tagger's attributions with their forms, then the rules' that lie inside one or beside all of them; `outer`
        is not set.
    """
    ground = _Ground(tagged)
    forms = {one.cue[-1]: one.form for one in ruled if one.cue}
    subjects = {one.cue[-1]: one.source[0] for one in ruled if one.cue and one.source and _is_subject(text, one)}
    whole = [_with_subject(_shaped(one, forms, quotes), subjects) for one in tagged]
    inside = [one for one in ruled if ground.holds(one)]
    beside = [one for one in ruled if one.confidence >= least_beside and not ground.touches(one)]
    return [*whole, *inside, *beside]


class _Ground:
    """The text that a tagger's attributions cover, to be asked by place."""

    def __init__(self, tagged: Sequence[Attribution]) -> None:
        self._contents = merged(piece for one in tagged for piece in one.content)
        self._covered = merged(span for one in tagged for span in (*one.source, *one.cue, *one.content))
        self._cues = {span for one in tagged for span in one.cue}

    def holds(self, one: Attribution) -> bool:
        """Whether all of an attribution lies inside a tagged content and its cue is not itself a tagged one."""
        spans = (*one.source, *one.cue, *one.content)
        return bool(one.cue) and all(_inside(self._contents, span) for span in spans)

    def touches(self, one: Attribution) -> bool:
        """Whether an attribution shares a letter with what the tagger found."""
        return any(_overlapping(self._covered, span) for span in (*one.cue, *one.content))


def _inside(spans: Spans, span: Span) -> bool:
    at = bisect_right(spans, span.start, key=lambda one: one.start) - 1
    return at >= 0 and spans[at].contains(span)


def _overlapping(spans: Spans, span: Span) -> bool:
    first = bisect_right(spans, span.start, key=lambda one: one.end)
    last = bisect_left(spans, span.end, key=lambda one: one.start)
    return first < last


def _shaped(tagged: Attribution, forms: dict[Span, Form], quotes: QuoteIndex) -> Attribution:
    """A tagged attribution with its form, and with quotes whole."""
    held = sorted({at for piece in tagged.content for at in quotes.overlapping(piece)})
    if held:
        whole = all(_is_quote(piece, (quotes.pieces[at] for at in held)) for piece in tagged.content)
        return replace(tagged, form=Form.DIRECT if whole else Form.MIXED)
    form = next((forms[cue] for cue in forms if any(cue.overlaps(own) for own in tagged.cue)), Form.INDIRECT)
    return replace(tagged, form=Form.ACT_REPORT if form is Form.ACT_REPORT else Form.INDIRECT)


def _is_subject(text: str, ruled: Attribution) -> bool:
    """Whether a rule's source stands between a conjunction and the cue: "since the agency said" leaves no choice."""
    source = ruled.source[0]
    before = LAST_WORD.search(text, max(0, source.start - CONJUNCTION_REACH), source.start)
    return (
        source.end <= ruled.cue[-1].start
        and not text[source.end : ruled.cue[-1].start].strip()
        and before is not None
        and before[1].lower() in grammar("subordinator")
    )


def _with_subject(tagged: Attribution, subjects: dict[Span, Span]) -> Attribution:
    subject = next((subjects[cue] for cue in subjects if any(cue.overlaps(own) for own in tagged.cue)), None)
    if subject is None or any(subject.overlaps(own) and subject.start <= own.start for own in tagged.source):
        return tagged
    return replace(tagged, source=(subject,))


def _is_quote(piece: Span, quoted: Iterable[Span]) -> bool:
    return any(len(piece) - len(quote) <= 1 for quote in quoted if quote.overlaps(piece))
