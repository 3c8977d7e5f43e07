"""Where a learned tagger and the rules meet: the tagger decides what is attributed, the rules what it cannot see.

A tagger learned from PolNeAR marks the outermost attributions only and knows nothing of quotation marks' grammar.
So the rules give the form and the edges of quotes; where they see somebody cited inside a content ("Corte said the
minister denied it") the tagger reads that content again as a text of its own; and what the rules are sure of and the
tagger passed over stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.attribution.precision import stance_entries
from sayso.attribution.quotes import QuoteIndex
from sayso.attribution.rules import SHARED_CLAUSE
from sayso.cues import grammar
from sayso.records import Attribution, Form
from sayso.spans import Span, Spans, merged

# Sources or contents before a place that may reach over it: they nest a few deep.
MOST_BESIDE = 8
# Letters looked back over for the conjunction before a subject.
CONJUNCTION_REACH = 24
# How the names of the rules for "according to" begin.
ACCORDING = "according"
# The rule for a question that is put to the one who answers it.
ASKED = "asked:"
# The rule for a passive with its agent.
BY_AGENT = ("passive by:", "passive by that:")
# In the names of the rules for an object or subject that names what was said, "the assertion that".
OF_CLAIM = "of claim"
# Before a participle that begins an aside.
COMMA_ALONE = re.compile(r",\s+(?:\w+ly\s+)?")
# Between what a source said and the next cue of the same source.
JOINT = re.compile(r"(?:,|\band|\bbut|\bthen)\s+(?:\w+ly\s+|also\s+|then\s+)?\S+\Z")
LAST_WORD = re.compile(r"(\w+)\s+\Z")


@dataclass(frozen=True, slots=True)
class Bars:
    """Least confidence of a rule's attribution that stands where the tagger found none.

    Attributes:
        beside: of one that touches nothing of the tagger's.
        inside: of one inside a content.
        asked: of a question put to who answers it, "asked whether the dam was safe".
        agent: of such an entry in the passive with its agent, "was denied by Corte", beside.
        stance: of an entry that denies, admits, refuses or takes back, inside or beside.
        around: of an "according to" whose content holds the tagger's whole: "The mayor knew it, according to Corte".
    """

    beside: float
    inside: float
    around: float
    asked: float
    stance: float
    agent: float


def meet(
    text: str,
    tagged: Sequence[Attribution],
    nested: Sequence[Attribution],
    ruled: Sequence[Attribution],
    quotes: QuoteIndex,
    bars: Bars,
) -> list[Attribution]:
    """Bring the attributions of a tagger and those of the rules together.

    Args:
        text: the text that all spans count in.
        tagged: outermost attributions, by the tagger.
        nested: what the tagger found in contents of those, read by themselves.
        ruled: attributions of the same text by the rules, nested ones too.
        quotes: the quotes of the text.

    Returns:
        The tagger's attributions with their forms, then the rules' that lie inside one or beside all of them; `outer`
        is not set.
    """
    by_cue = _ByCue(ruled)
    tagged = _without_asides(text, [_with_shared(one, by_cue) for one in tagged], by_cue)
    ground = Ground(tagged)
    whole = [_with_subject(text, _shaped(one, by_cue, _held(one, quotes)), by_cue) for one in tagged]
    within = [_with_subject(text, _shaped(one, by_cue, _held_whole(one, quotes)), by_cue) for one in nested]
    denials = [one for one in ruled if OF_CLAIM in one.rule and takes_stance(one) and ground.is_within(one)]
    claims = sorted((piece for one in denials for piece in one.content), key=lambda piece: piece.start)
    whole = [_with_claim(one, by_cue) for one in whole if one.source or not _is_claim_of(one, claims)]
    according = [one for one in ruled if one.rule.startswith(ACCORDING)]
    taken = merged(span for one in nested for span in one.cue)
    inside = [
        one
        for one in ruled
        if one.confidence >= (bars.stance if takes_stance(one) else bars.inside)
        and ground.holds(one)
        and not any(_overlapping(taken, cue) for cue in one.cue)
    ]
    inside += [one for one in _going_on(text, tagged, ruled) if not any(_overlapping(taken, cue) for cue in one.cue)]
    beside = [one for one in ruled if one.confidence >= _bar_beside(one, bars) and not ground.touches(one)]
    around = [one for one in according if one.confidence >= bars.around and ground.is_within(one)]
    cues = merged(span for one in (*tagged, *nested) for span in one.cue)
    around += [one for one in ruled if _is_shared(one) and not any(_overlapping(cues, span) for span in one.cue)]
    around += [one for one in ruled if OF_CLAIM in one.rule and ground.is_within(one)]
    return [*whole, *within, *inside, *beside, *around]


def _is_shared(one: Attribution) -> bool:
    return one.rule.startswith(SHARED_CLAUSE)


def _with_shared(tagged: Attribution, by_cue: _ByCue) -> Attribution:
    """A content without the second of two verbs that share it: "Corte said, [and Hale denied,] that it leaked"."""
    shared = next((one for one in by_cue.sharing(tagged.cue) if _is_shared(one)), None)
    return tagged if shared is None else replace(tagged, content=shared.content)


def _without_asides(text: str, tagged: Sequence[Attribution], by_cue: _ByCue) -> list[Attribution]:
    """Contents cut at an aside in them made whole: "denied that its envoy, [recalled in March], was expelled".

    Nothing of the same source's follows a comma without a conjunction.
    """
    kept: list[Attribution] = []
    for one in sorted(tagged, key=extent_of):
        before = kept[-1] if kept else None
        whole = _around_aside(text, before, one, by_cue) if before is not None else None
        if whole is None:
            kept.append(one)
        else:
            kept[-1] = whole
    return kept


def _around_aside(text: str, before: Attribution, one: Attribution, by_cue: _ByCue) -> Attribution | None:
    if not (before.cue and one.cue and before.content and one.source) or before.source != one.source:
        return None
    begins, cut = before.content[0].start, before.content[-1].end
    closed = one.content and "," in text[one.cue[-1].end : one.content[0].start]
    if cut > one.cue[0].start or not closed or not COMMA_ALONE.fullmatch(text, cut, one.cue[0].start):
        return None
    wider = (ruled.content[0] for ruled in by_cue.sharing(before.cue) if ruled.content[0].start == begins)
    return next((replace(before, content=(own,)) for own in wider if own.contains(one.cue[0])), None)


def before_tags(tagged: Sequence[Attribution], ruled: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The rules' attributions, cut where the tagger sees a tag: "denied that it burned, [a court heard]"."""
    tags = sorted(
        (one.content[0] for one in tagged if one.cue and one.content and one.content[0].end <= one.cue[0].start),
        key=lambda content: content.start,
    )
    return tuple(_cut_at(one, tags) for one in ruled)


def _cut_at(ruled: Attribution, tags: Sequence[Span]) -> Attribution:
    if not ruled.cue:
        return ruled
    at = bisect_right(tags, ruled.cue[0].start, key=lambda content: content.start) - 1
    if at < 0 or not all(tags[at].contains(span) for span in (*ruled.source, *ruled.cue)):
        return ruled
    kept = tuple(Span(one.start, min(one.end, tags[at].end)) for one in ruled.content if one.start < tags[at].end)
    return replace(ruled, content=kept) if kept and kept != ruled.content else ruled


def _is_claim_of(one: Attribution, denied: Sequence[Span]) -> bool:
    """Whether it is nobody's claim, named only to be denied: "[Reports of a move] were scotched by the agent"."""
    own = extent_of(one)
    behind = bisect_right(denied, own.start, key=lambda piece: piece.start)
    return any(piece.contains(own) for piece in denied[max(0, behind - MOST_BESIDE) : behind])


def _bar_beside(one: Attribution, bars: Bars) -> float:
    if one.rule.startswith(ASKED):
        return bars.asked
    if one.rule.startswith(BY_AGENT) and takes_stance(one):
        return bars.agent
    return bars.stance if takes_stance(one) or OF_CLAIM in one.rule else bars.beside


def takes_stance(ruled: Attribution) -> bool:
    """Whether a rule's entry denies, admits, refuses, takes back: what a reader must not miss."""
    return ruled.rule.partition(": ")[2] in stance_entries()


def _going_on(text: str, tagged: Sequence[Attribution], ruled: Sequence[Attribution]) -> Iterator[Attribution]:
    """What the same source goes on to do inside a content cut too long: "said sorry to nobody and denied that ..."."""
    by_source = sorted(
        ((source, own) for own in tagged for source in own.source if own.content), key=lambda pair: pair[0].start
    )
    for one in ruled:
        if not (one.source and one.cue and takes_stance(one)):
            continue
        behind = bisect_left(by_source, one.source[0].end, key=lambda pair: pair[0].start)
        for source, own in by_source[max(0, behind - MOST_BESIDE) : behind]:
            held = all(any(piece.contains(span) for piece in own.content) for span in (*one.cue, *one.content))
            mine = source.overlaps(one.source[0])
            if mine and held and JOINT.search(text, own.content[0].start, one.cue[0].end):
                yield replace(one, source=own.source)


def extent_of(attribution: Attribution) -> Span:
    """From the first letter of an attribution to its last."""
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    return Span(min(span.start for span in spans), max(span.end for span in spans))


class Ground:
    """The text that a tagger's attributions cover, to be asked by place."""

    def __init__(self, tagged: Sequence[Attribution]) -> None:
        self._contents = merged(piece for one in tagged for piece in one.content)
        self._covered = merged(span for one in tagged for span in (*one.source, *one.cue, *one.content))
        self._extents = merged(extent_of(one) for one in tagged)

    def holds(self, one: Attribution) -> bool:
        """Whether all of an attribution lies inside a tagged content and its cue is not itself a tagged one."""
        spans = (*one.source, *one.cue, *one.content)
        return bool(one.cue) and all(_inside(self._contents, span) for span in spans)

    def touches(self, one: Attribution) -> bool:
        """Whether an attribution shares a letter with what the tagger found."""
        return any(_overlapping(self._covered, span) for span in (*one.cue, *one.content))

    def is_within(self, one: Attribution) -> bool:
        """Whether an attribution's content holds whole all of the tagger's that it touches, at least one."""
        if any(_overlapping(self._covered, span) for span in (*one.source, *one.cue)):
            return False
        touched = [own for piece in one.content for own in self._extents[_range_of(self._extents, piece)]]
        return bool(touched) and all(any(piece.contains(own) for piece in one.content) for own in touched)


class _ByCue:
    """The rules' attributions, to be found by the last span of their cues."""

    def __init__(self, ruled: Sequence[Attribution]) -> None:
        self._ruled = sorted((one for one in ruled if one.cue), key=lambda one: one.cue[-1])
        self._longest = max((len(one.cue[-1]) for one in self._ruled), default=0)

    def sharing(self, cue: Spans) -> list[Attribution]:
        """Those whose cue shares a letter with this one, in text order."""
        found = []
        for own in cue:
            first = bisect_left(self._ruled, own.start - self._longest, key=lambda one: one.cue[-1].start)
            last = bisect_left(self._ruled, own.end, key=lambda one: one.cue[-1].start)
            found += [one for one in self._ruled[first:last] if one.cue[-1].overlaps(own)]
        return found


def _inside(spans: Spans, span: Span) -> bool:
    at = bisect_right(spans, span.start, key=lambda one: one.start) - 1
    return at >= 0 and spans[at].contains(span)


def _range_of(spans: Spans, span: Span) -> slice:
    """Those of disjoint spans in order that share a letter with one."""
    first = bisect_right(spans, span.start, key=lambda one: one.end)
    return slice(first, max(first, bisect_left(spans, span.end, key=lambda one: one.start)))


def _overlapping(spans: Spans, span: Span) -> bool:
    found = _range_of(spans, span)
    return bool(found.start < found.stop)


def _held(tagged: Attribution, quotes: QuoteIndex) -> Spans:
    """The pieces of quotes that share a letter with a content."""
    return tuple(
        quotes.pieces[at] for at in sorted({at for piece in tagged.content for at in quotes.overlapping(piece)})
    )


def _held_whole(nested: Attribution, quotes: QuoteIndex) -> Spans:
    """The pieces of quotes in a content, but not the quote that it is itself a part of."""
    return tuple(one for one in _held(nested, quotes) if not any(one.contains(cue) for cue in nested.cue))


def _shaped(tagged: Attribution, by_cue: _ByCue, quoted: Spans) -> Attribution:
    """A tagged attribution with its form, given the quotes in its content."""
    if quoted:
        whole = all(_is_quote(piece, quoted) for piece in tagged.content)
        return replace(tagged, form=Form.DIRECT if whole else Form.MIXED)
    form = next((one.form for one in by_cue.sharing(tagged.cue)), Form.INDIRECT)
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


def _with_subject(text: str, tagged: Attribution, by_cue: _ByCue) -> Attribution:
    ruled = (one for one in by_cue.sharing(tagged.cue) if one.source and _is_subject(text, one))
    subject = next((one.source[0] for one in ruled), None)
    if subject is None or any(subject.overlaps(own) and subject.start <= own.start for own in tagged.source):
        return tagged
    return replace(tagged, source=(subject,))


def _with_claim(tagged: Attribution, by_cue: _ByCue) -> Attribution:
    """A content cut short before what was said, "scoffed at [the rebels]' boast that", with the whole of it."""
    for ruled in by_cue.sharing(tagged.cue):
        wider = len(tagged.content) == 1 and ruled.content[0].contains(tagged.content[0])
        if OF_CLAIM in ruled.rule and ruled.content[-1].end <= tagged.cue[0].start <= tagged.content[0].start:
            return replace(tagged, content=(*ruled.content, *tagged.content))  # "[The claim] was described as [untrue]"
        if OF_CLAIM in ruled.rule and wider and ruled.content[0].start == tagged.content[0].start:
            return replace(tagged, content=ruled.content)
    return tagged


def _is_quote(piece: Span, quoted: Iterable[Span]) -> bool:
    return any(len(piece) - len(quote) <= 1 for quote in quoted if quote.overlaps(piece))
