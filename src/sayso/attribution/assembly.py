"""From proposals to attributions: which stand, which lie inside others, and where quotes without a tag belong."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sayso.attribution.meeting import Bars, Ground, before_tags, extent_of, meet
from sayso.attribution.precision import LEAST_PRECISION, Bar, measured_precisions
from sayso.attribution.quotes import Quote, QuoteIndex, find_quotes
from sayso.attribution.rules import SHARED_CLAUSE, Proposal, propose
from sayso.attribution.tagging import Marks, Tagger
from sayso.attribution.units import QUOTE, Unit, cut_units
from sayso.records import Attribution, Form
from sayso.segments import Segments
from sayso.spans import Span, Spans, merged, trimmed

# Nothing inside quotes is marked in PolNeAR, so that only rules that are sound elsewhere are let in there.
LEAST_PRECISION_INSIDE = 0.6
# A rule's attribution that touches nothing the learned tagger found stands if the rule is this precise. F1 for content
# and source on 50 articles of PolNeAR train kept out of the tagger's training: 74.8 without, 75.0 at .7, 74.8 at .6.
LEAST_PRECISION_BESIDE = 0.8
QUOTATION_MARKS = frozenset("“”„«»\"'‘’`")
# Letters. A quote without source or cue beside it is speech only if it is as long; shorter ones are titles and labels.
LEAST_FREE_LETTERS = 40
# Nobody is named by a free quote and PolNeAR train has too few to measure; it stands so that no quote is lost.
FREE_PRECISION = 0.5
# Units looked back over, from a quote that stands alone, for the attribution it goes on from.
LONGEST_GAP = 4
# A rule's attribution inside a content in which the tagger, reading it again, found nothing at that place. Of 45 read
# by hand most below this were no citing at all ("would release", "issued").
LEAST_PRECISION_NESTED = 0.6
# "According to" around what the tagger found: annotators marked the outermost. On the 50 articles kept out of training
# F1 of content and source rose from 75.4 to 75.6, recall of "according to" from .68 to .81.
LEAST_PRECISION_AROUND = 0.7
# A question that is put, "asked whether", is told by its form; on PolNeAR train three of four are marked.
LEAST_PRECISION_ASKED = 0.7
# A denial that is missed costs a reader more than a superfluous one; in a passive with "by" nothing else is meant. At
# 0.4 for all, F1 of cues in old fiction fell from 54.1 to 53.8.
LEAST_PRECISION_STANCE = 0.45
LEAST_PRECISION_AGENT = 0.4
# How often contents inside contents are read again.
DEEPEST = 2
# Rules after which a speaker may go on in a quote without a new tag.
SAYING_RULES = frozenset(
    {"tag", "inverted tag", "plain tag", "plain inverted tag", "quote", "that", "clause", "bare", "introduction"}
)
# Rules that end in one of these words find contents that are only named: "rejected the allegation".
NAMING_RULES = frozenset({"np", "by", "of", "owned", "passive"})


def find_marks(segments: Segments, *, tagger: Tagger | None) -> Marks:
    """Find who says what in a text, nobody identified yet.

    Args:
        segments: the text, cut; furniture lies outside its sentences and is not looked at.
        tagger: the learned tagger; None: rules alone.

    Returns:
        Attributions in text order (of their first letter, then their last), and the tagger's mentions. An attribution
        that stands inside the content of another names it in `outer`. Spans are trimmed, not empty, and lie inside
        the text.
    """
    ruled = find_by_rules(segments, Bar(measured_precisions(), LEAST_PRECISION))
    if tagger is None:
        return Marks(ruled)
    quotes = QuoteIndex(find_quotes(segments))
    marks = tagger.tag(segments)
    ruled = before_tags(marks.attributions, ruled)
    nested = _read_inside(segments, tagger, quotes, marks.attributions, ruled)
    bars = Bars(
        beside=LEAST_PRECISION_BESIDE,
        inside=LEAST_PRECISION_NESTED,
        around=LEAST_PRECISION_AROUND,
        asked=LEAST_PRECISION_ASKED,
        stance=LEAST_PRECISION_STANCE,
        agent=LEAST_PRECISION_AGENT,
    )
    met = meet(segments.text, marks.attributions, nested, ruled, quotes, bars)
    return Marks(_nested(_within_sentences(segments, quotes, met)), marks.mentions)


def _within_sentences(segments: Segments, quotes: QuoteIndex, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Contents without quotation marks cut where a later sentence of theirs has a speaker of its own.

    In "Hale said the dam burst. Marsh denied it" the denial is no part of what Hale said.
    """
    speaking = sorted(one.cue[0].start for one in attributions if one.cue and one.source)
    result = []
    for one in attributions:
        kept = tuple(_first_sentences(segments, quotes, piece, speaking) for piece in one.content)
        result.append(replace(one, content=kept) if kept != one.content else one)
    return result


def _first_sentences(segments: Segments, quotes: QuoteIndex, piece: Span, speaking: Sequence[int]) -> Span:
    """A piece of content up to the sentence in which somebody else speaks."""
    at = segments.sentence_at(piece.start)
    if at is None or segments.sentences[at].end >= piece.end or len(quotes.overlapping(piece)):
        return piece
    end = segments.sentences[at].end
    cue = bisect_left(speaking, end)
    if cue == len(speaking) or speaking[cue] >= piece.end:
        return piece
    other = segments.sentence_at(speaking[cue])
    last = segments.sentences[other - 1].end if other else end
    cut = max(end, min(last, piece.end))
    return Span(piece.start, piece.start + len(segments.text[piece.start : cut].rstrip(" \n.!?")))


def _read_inside(
    segments: Segments, tagger: Tagger, quotes: QuoteIndex, tagged: Sequence[Attribution], ruled: Sequence[Attribution]
) -> list[Attribution]:
    """What the tagger finds in contents read by themselves, in those of them where a rule sees somebody cited."""
    found: list[Attribution] = []
    outer = tagged
    for _ in range(DEEPEST):
        ground = Ground(outer)
        cues = sorted(one.cue[0] for one in ruled if ground.holds(one))
        pieces = merged(_unquoted(segments.text, piece) for one in outer for piece in one.content)
        parts = [part for piece in pieces if _holds_one(piece, cues) for part in _sentences_in(segments, piece)]
        parts = [part for part in parts if _holds_one(part, cues)]
        if not parts:
            break
        outer = tagger.tag(replace(segments, paragraphs=tuple(parts), sentences=tuple(parts))).attributions
        found += outer
    return found


def _holds_one(span: Span, cues: Sequence[Span]) -> bool:
    at = bisect_left(cues, span.start, key=lambda cue: cue.start)
    return at < len(cues) and cues[at].end <= span.end


def find_by_rules(segments: Segments, bar: Bar) -> tuple[Attribution, ...]:
    """The attributions that rules find, those over the bar; see `find_marks`."""
    quotes = QuoteIndex(find_quotes(segments))
    units = cut_units(segments, quotes.quotes)
    standing = _standing(segments.text, units, quotes.quotes, bar)
    found = [_attribution(segments.text, quotes, candidate) for candidate in standing]
    homes = [candidate.proposal.unit for candidate in standing]
    attributed = _with_free_quotes(segments.text, units, quotes, found, homes)
    return _nested([*attributed, *_inside_quotes(segments, quotes, attributed, bar)])


def _inside_quotes(segments: Segments, quotes: QuoteIndex, found: Sequence[Attribution], bar: Bar) -> list[Attribution]:
    """What a quoted speaker says that others say: “The minister claims the dam is safe,” Corte said."""
    speech = {at for attribution in found for piece in attribution.content for at in quotes.overlapping(piece)}
    spans = [_unquoted(segments.text, quotes.pieces[at]) for at in sorted(speech)]
    sentences = [part for span in spans for part in _sentences_in(segments, span)]
    if not sentences:
        return []
    inner = replace(segments, paragraphs=tuple(sentences), sentences=tuple(sentences))
    units = cut_units(inner, ())
    strict = Bar(bar.precisions, max(bar.least, LEAST_PRECISION_INSIDE))
    standing = _standing(segments.text, units, (), strict)
    return [_attribution(segments.text, QuoteIndex(()), candidate) for candidate in standing]


def _unquoted(text: str, piece: Span) -> Span:
    """A quote without its marks."""
    start, end = piece.start, piece.end
    while start < end and text[start] in QUOTATION_MARKS:
        start += 1
    while end > start and text[end - 1] in QUOTATION_MARKS:
        end -= 1
    return Span(start, end)


def _sentences_in(segments: Segments, span: Span) -> list[Span]:
    """The parts of sentences that lie inside `span`, trimmed, none empty."""
    first = bisect_right(segments.sentences, span.start, key=lambda sentence: sentence.end)
    last = bisect_left(segments.sentences, span.end, key=lambda sentence: sentence.start)
    parts = (
        trimmed(segments.text, Span(max(sentence.start, span.start), min(sentence.end, span.end)))
        for sentence in segments.sentences[first:last]
    )
    return [part for part in parts if len(part)]


@dataclass(frozen=True, slots=True)
class _Candidate:
    proposal: Proposal
    precision: float


def _standing(text: str, units: Sequence[Unit], quotes: Sequence[Quote], bar: Bar) -> list[_Candidate]:
    """The proposals that stand: over the bar, and of two that clash the more precise; in the order of their cues."""
    by_trust = sorted(
        (
            _Candidate(proposal, bar.precisions.of(proposal.rule, proposal.lemma))
            for proposal in propose(text, units, quotes)
            if bar.admits(proposal)
        ),
        key=lambda candidate: (-candidate.precision, candidate.proposal.head),
    )
    kept: list[_Candidate] = []
    by_unit: dict[int, list[_Candidate]] = {}
    for candidate in by_trust:
        beside = by_unit.setdefault(candidate.proposal.unit, [])
        candidate = _before_tag(candidate, beside)
        if not any(_clash(candidate.proposal, other.proposal) for other in beside):
            beside.append(candidate)
            kept.append(candidate)
    return sorted(kept, key=lambda candidate: candidate.proposal.head)


def _before_tag(candidate: _Candidate, beside: Sequence[_Candidate]) -> _Candidate:
    """A candidate cut where a tag behind it begins: "Hale denied that it burned[, her lawyer told the court]"."""
    own = candidate.proposal
    for other in beside:
        tagged = other.proposal.content
        if len(tagged) == 1 and tagged[0].end <= other.proposal.head.start and _holds(tagged, own.head):
            kept = tuple(
                Span(one.start, min(one.end, tagged[0].end)) for one in own.content if one.start < tagged[0].end
            )
            return replace(candidate, proposal=replace(own, content=kept)) if kept else candidate
    return candidate


def _clash(one: Proposal, other: Proposal) -> bool:
    if one.head.overlaps(other.head):
        return True
    inside_other = _holds(other.content, one.head)
    inside_one = _holds(one.content, other.head)
    if inside_other and inside_one:
        return True
    if inside_other or inside_one:
        return False
    if one.rule == other.rule == SHARED_CLAUSE:
        return False
    return any(a == b for a in one.content for b in other.content)


def _holds(content: Spans, cue: Span) -> bool:
    return any(piece.contains(cue) for piece in content)


def _attribution(text: str, quotes: QuoteIndex, candidate: _Candidate) -> Attribution:
    proposal = candidate.proposal
    content = tuple(piece for piece in (trimmed(text, piece) for piece in proposal.content) if len(piece))
    return Attribution(
        form=_form(text, quotes, content, proposal.rule),
        source=(proposal.source,) if proposal.source else (),
        cue=proposal.cue,
        content=content,
        confidence=candidate.precision,
        rule=f"{proposal.rule}: {proposal.lemma}",
    )


def _form(text: str, quotes: QuoteIndex, content: Spans, rule: str) -> Form:
    if any(len(quotes.overlapping(piece)) for piece in content):
        whole = all(
            any(len(piece) - len(quotes.pieces[at]) <= 1 for at in quotes.overlapping(piece)) for piece in content
        )
        return Form.DIRECT if whole else Form.MIXED
    is_gerund = content[0].surface(text).partition(" ")[0].endswith("ing")
    return Form.ACT_REPORT if rule.split()[-1] in NAMING_RULES and not is_gerund else Form.INDIRECT


def _with_free_quotes(
    text: str, units: Sequence[Unit], quotes: QuoteIndex, found: list[Attribution], homes: Sequence[int]
) -> list[Attribution]:
    """Give each quote that stands by itself to the attribution it goes on from; let it stand free if there is none.

    Args:
        homes: for each attribution the unit its cue stands in.
    """
    holder = _holders(quotes, found)
    content = [list(attribution.content) for attribution in found]
    for held, number in holder.items():
        content[number].extend(quotes.quotes[held].pieces)
    speaking = _speaking(found, homes)
    free: dict[int, Attribution] = {}
    for at, unit in enumerate(units):
        quote = _alone(unit)
        if quote is None or quote in holder or quote in free:
            continue
        pieces = quotes.quotes[quote].pieces
        neighbour = _neighbour(units, at, holder, speaking)
        if neighbour is not None:
            holder[quote] = neighbour
            content[neighbour].extend(pieces)
        elif sum(len(piece) for piece in pieces) >= LEAST_FREE_LETTERS:
            free[quote] = Attribution(Form.FREE_DIRECT, (), (), pieces, FREE_PRECISION, "free quote")
    return [*(_widened(text, quotes, *pair) for pair in zip(found, content, strict=True)), *free.values()]


def _widened(text: str, quotes: QuoteIndex, attribution: Attribution, pieces: Iterable[Span]) -> Attribution:
    content = _disjoint(pieces)
    if content == attribution.content:
        return attribution
    return replace(attribution, content=content, form=_form(text, quotes, content, attribution.rule.split(":")[0]))


def _speaking(found: Sequence[Attribution], homes: Sequence[int]) -> dict[int, int]:
    """unit -> its last attribution that may go on in a quote of its own: one that is said and has a source."""
    return {
        home: number
        for number, (attribution, home) in enumerate(zip(found, homes, strict=True))
        if attribution.source and attribution.rule.split(":")[0] in SAYING_RULES
    }


def _holders(quotes: QuoteIndex, found: Sequence[Attribution]) -> dict[int, int]:
    """quote -> the attribution in whose content it stands."""
    result: dict[int, int] = {}
    for number, attribution in enumerate(found):
        for piece in attribution.content:
            for at in quotes.overlapping(piece):
                result.setdefault(quotes.owner[at], number)
    return result


def _alone(unit: Unit) -> int | None:
    """The quote that is all there is to a unit, marks aside."""
    if unit.words[:1] != (QUOTE,) or any(unit.is_word(at) or unit.word(at) == QUOTE for at in range(1, len(unit))):
        return None
    return unit.quotes[0]


def _neighbour(units: Sequence[Unit], at: int, holder: Mapping[int, int], speaking: Mapping[int, int]) -> int | None:
    """The attribution that a quote standing alone goes on from: before it, else behind it in its paragraph.

    A quote that opens a paragraph goes on from the last unit of the paragraph before.
    """
    paragraph = units[at].paragraph
    for earlier in range(at - 1, max(-1, at - LONGEST_GAP), -1):
        if units[earlier].paragraph < paragraph - (earlier == at - 1):
            break
        held = next((holder[quote] for quote in reversed(units[earlier].quotes) if quote in holder), None)
        if held is not None or earlier in speaking:
            return speaking.get(earlier) if held is None else held
    following = units[at + 1] if at + 1 < len(units) else None
    if following is not None and following.paragraph == paragraph and following.words[0] == QUOTE:
        return holder.get(following.quotes[0])
    return None


def _disjoint(pieces: Iterable[Span]) -> Spans:
    """The pieces in order, one that lies inside another left out, those that overlap made one."""
    result: list[Span] = []
    for piece in sorted(set(pieces)):
        if result and piece.start < result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, piece.end))
        else:
            result.append(piece)
    return tuple(result)


def _nested(found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """In text order, each whose cue stands in another's content pointing at the narrowest such one."""
    ordered = sorted(found, key=lambda attribution: (extent_of(attribution).start, -extent_of(attribution).end))
    pieces = sorted((piece, index) for index, attribution in enumerate(ordered) for piece in attribution.content)
    anchors = sorted(
        (attribution.cue[-1] if attribution.cue else attribution.content[0], index)
        for index, attribution in enumerate(ordered)
    )
    outer: dict[int, int] = {}
    open_pieces: list[tuple[Span, int]] = []
    at = 0
    for anchor, index in anchors:
        while at < len(pieces) and pieces[at][0].start <= anchor.start:
            open_pieces.append(pieces[at])
            at += 1
        open_pieces = [piece for piece in open_pieces if piece[0].end > anchor.start]
        holders = [(len(piece), holder) for piece, holder in open_pieces if piece.contains(anchor) and holder != index]
        # Two whose contents hold each other's cue: the second stands by itself.
        free = (holder for _, holder in sorted(holders) if not _leads_to(outer, holder, index))
        outer.update((index, holder) for holder in islice(free, 1))
    return tuple(replace(attribution, outer=outer.get(index)) for index, attribution in enumerate(ordered))


def _leads_to(outer: Mapping[int, int], start: int, goal: int) -> bool:
    at: int | None = start
    while at is not None and at != goal:
        at = outer.get(at)
    return at == goal
