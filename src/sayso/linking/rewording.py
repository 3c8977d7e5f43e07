"""How one printing of a quotation differs from a fuller one: words aligned, what was done, and where meaning moved.

A difference is read only between words that both printings have: what is cut off at the ends, or left out with an
ellipsis, is no change, unless it turns round what is left.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sayso.linking.terms import is_function_word, stem
from sayso.linking.wording import Word, group, key_of_class
from sayso.records import Change, QuotationChange, Rewording
from sayso.spans import Span

__all__ = ["Alignment", "Gap", "align", "changes_of", "relation_of"]

Keys = Sequence[str]
# Words: runs that stand once in each text and tie the two together, so that what is left between them is short.
ANCHOR = 4
# Pairs of words between two anchors that are still aligned word by word; more is taken for replaced as a whole.
MOST_PAIRS = 40_000
# Words of a difference in which single words still tell what changed; a longer one is another text.
LONGEST_CHANGE = 12
# Words dropped without a mark that may turn a sentence round; more is a clause of its own.
LONGEST_DROP = 5
# Words that an ellipsis stands for, among which a "not" is no clause of its own.
SHORTEST_ELLIPSIS = 3
# Words at an end of a form that are taken for the end of what was cut rather than for a word of their own before it.
FEW_AT_END = 3
# Share of a form's words that stand in the fullest, below which it is a paraphrase.
PARAPHRASE = 0.6
# Likeness of two names, letter by letter, from which one may be a spelling of the other ("Kiev", "Kyiv").
LIKE_NAMES = 0.75


@dataclass(frozen=True, slots=True)
class Gap:
    """Where two texts differ: `[start:end]` of the fuller one stands for `[here:here_end]` of the form."""

    start: int
    end: int
    here: int
    here_end: int

    @property
    def dropped(self) -> int:
        """Words of the fuller text in it."""
        return self.end - self.start

    @property
    def added(self) -> int:
        """Words of the form in it."""
        return self.here_end - self.here


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts side by side.

    Attributes:
        gaps: where they differ, in order.
        matched: words that agree.
        longest: words of the longest stretch that agrees.
    """

    gaps: tuple[Gap, ...]
    matched: int
    longest: int


def align(fuller: Sequence[Word], form: Sequence[Word]) -> Alignment:
    """Put two texts side by side, in time near linear in their lengths."""
    one, other = [word.key for word in fuller], [word.key for word in form]
    blocks = [block for block in _blocks(one, other) if block[2]]
    gaps, matched, longest, run = [], 0, 0, 0
    at = at_other = 0
    for start, start_other, length in [*blocks, (len(one), len(other), 0)]:
        if start > at or start_other > at_other:
            gap = _moved(Gap(at, start, at_other, start_other), fuller, form)
            if _is_style(fuller, form, gap):
                matched += min(gap.dropped, gap.added)
            else:
                gaps.append(gap)
                run = 0
        matched += length
        run += length
        longest = max(longest, run)
        at, at_other = start + length, start_other + length
    return Alignment(tuple(gaps), matched, longest)


def _blocks(one: Keys, other: Keys) -> Iterator[tuple[int, int, int]]:
    """Runs that agree, in order: places in both, and length."""
    shorter = min(len(one), len(other))
    head = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    rest = shorter - head
    tail = next((at for at in range(rest) if one[-1 - at] != other[-1 - at]), rest)
    yield 0, 0, head
    at, at_other = head, head
    for start, start_other in [*_anchors(one, other, head, tail), (len(one) - tail, len(other) - tail)]:
        if start < at or start_other < at_other:
            continue
        if (start - at) * (start_other - at_other) <= MOST_PAIRS:
            matcher = SequenceMatcher(None, one[at:start], other[at_other:start_other], autojunk=False)
            for block in matcher.get_matching_blocks():
                yield at + block.a, at_other + block.b, block.size
        length = 0
        while start + length < len(one) - tail and start_other + length < len(other) - tail:
            if one[start + length] != other[start_other + length]:
                break
            length += 1
        yield start, start_other, length
        at, at_other = start + length, start_other + length
    yield len(one) - tail, len(other) - tail, tail


def _anchors(one: Keys, other: Keys, head: int, tail: int) -> list[tuple[int, int]]:
    """Places of runs that stand once in each text, as many as keep one order (patience diff)."""
    if (len(one) - head - tail) * (len(other) - head - tail) <= MOST_PAIRS:
        return []
    places, places_other = (_single_runs(keys, head, len(keys) - tail) for keys in (one, other))
    pairs = [(at, places_other[run]) for run, at in places.items() if run in places_other]
    tails: list[int] = []
    best: list[int] = []
    before = [-1] * len(pairs)
    for number, (_, at_other) in enumerate(pairs):
        length = bisect_left(tails, at_other)
        before[number] = best[length - 1] if length else -1
        tails[length : length + 1] = [at_other]
        best[length : length + 1] = [number]
    chain, number = [], best[-1] if best else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _single_runs(keys: Keys, start: int, end: int) -> dict[tuple[str, ...], int]:
    runs = [tuple(keys[at : at + ANCHOR]) for at in range(start, end - ANCHOR + 1)]
    counts = Counter(runs)
    return {run: start + at for at, run in enumerate(runs) if counts[run] == 1}


def _moved(gap: Gap, fuller: Sequence[Word], form: Sequence[Word]) -> Gap:
    """Words left out that repeat words beside them, moved to the ellipsis that stands for them, or to an end.

    Of "there was ice there and" the words "there and" are the end, not the first and the last.
    """
    if gap.added or (gap.here < len(form) and form[gap.here].after_gap):
        return gap
    moves = [by for step in (-1, 1) for by in _moves(gap, fuller, len(form), step)]
    marked = [by for by in moves if gap.here + by < len(form) and form[gap.here + by].after_gap]
    at_end = [by for by in moves if gap.here + by in (0, len(form)) and abs(by) <= FEW_AT_END]
    by = next(iter((*marked, *at_end)), 0)
    return Gap(gap.start + by, gap.end + by, gap.here + by, gap.here_end + by)


def _moves(gap: Gap, fuller: Sequence[Word], n_form: int, step: int) -> Iterator[int]:
    """By how many words a dropped stretch can be moved with nothing changed; backward for step -1."""
    by = step
    while gap.start + by >= 0 and gap.end + by <= len(fuller) and 0 <= gap.here + by <= n_form:
        one, other = (gap.start + by, gap.end + by) if step < 0 else (gap.start + by - 1, gap.end + by - 1)
        if fuller[one].key != fuller[other].key:
            return
        yield by
        by += step


# Contracted verbs that stand for more than one word.
CONTRACTED = {"'s": frozenset({"is", "has", "us"}), "'d": frozenset({"would", "had", "did"})}


def _is_style(fuller: Sequence[Word], form: Sequence[Word], gap: Gap) -> bool:
    """Whether the two sides of a difference are one thing in two house styles."""
    dropped, added = fuller[gap.start : gap.end], form[gap.here : gap.here_end]
    if not dropped or not added:
        return False
    if len(dropped) == len(added) and all(_is_contracted(a.key, b.key) for a, b in zip(dropped, added, strict=True)):
        return True
    return len(dropped) != len(added) and _run_together(dropped) == _run_together(added)


def _is_contracted(one: str, other: str) -> bool:
    return one == other or other in CONTRACTED.get(one, ()) or one in CONTRACTED.get(other, ())


def _run_together(words: Sequence[Word]) -> str:
    return "".join(word.key for word in words)


# ------------------------------------------------------------------------------------------------- what was done


def relation_of(fuller: Sequence[Word], form: Sequence[Word], alignment: Alignment) -> Rewording:
    """How a form stands to the fuller text, house style set aside; IDENTICAL is the caller's to say."""
    start, inner, end = _parted(alignment.gaps, len(fuller), len(form))
    if alignment.matched < PARAPHRASE * len(form):
        return Rewording.PARAPHRASE
    inner = [gap for gap in inner if not _is_editors(fuller, form, gap)]
    if any(gap.added and not _is_marked(fuller, form, gap) for gap in inner):
        return Rewording.SUBSTITUTED
    if any(_runs_together(fuller, form, gap) for gap in inner):
        return Rewording.MERGED
    if inner:
        return Rewording.ELIDED
    edges = [gap for gap in (start, end) if gap is not None]
    if any(gap.added for gap in edges):
        return Rewording.EXTENDED
    if not edges:
        return Rewording.NORMALISED_IDENTICAL
    cut = max(edges, key=lambda gap: gap.dropped)
    return Rewording.CUT_START if cut is start else Rewording.CUT_END


def _parted(gaps: Sequence[Gap], n_fuller: int, n_form: int) -> tuple[Gap | None, list[Gap], Gap | None]:
    """The difference before the first word in common, those between, and the one behind the last."""
    inner = list(gaps)
    start = inner.pop(0) if inner and _is_edge(inner[0].start, inner[0].here, inner[0]) else None
    end = None
    if inner and _is_edge(n_fuller - inner[-1].end, n_form - inner[-1].here_end, inner[-1]):
        end = inner.pop()
    return start, inner, end


def _is_edge(before: int, before_here: int, gap: Gap) -> bool:
    """Whether a difference lies at the end of both texts and one of them simply goes on there."""
    return before == before_here == 0 and not (gap.dropped and gap.added)


def _is_editors(fuller: Sequence[Word], form: Sequence[Word], gap: Gap) -> bool:
    """Whether one side alone is an editor's insertion in brackets: "[the dam]" for "it"."""
    sides = fuller[gap.start : gap.end], form[gap.here : gap.here_end]
    inserted = [bool(side) and all(word.is_inserted for word in side) for side in sides]
    return any(inserted) and not all(inserted)


def _is_marked(fuller: Sequence[Word], form: Sequence[Word], gap: Gap) -> bool:
    """Whether words are left out on one side and that side's print says so."""
    if gap.dropped and gap.added:
        return False
    side, at = (form, gap.here) if gap.dropped else (fuller, gap.start)
    return at < len(side) and side[at].after_gap


def _runs_together(fuller: Sequence[Word], form: Sequence[Word], gap: Gap) -> bool:
    crosses = gap.end < len(fuller) and any(word.opens for word in fuller[gap.start + 1 : gap.end + 1])
    return gap.dropped > LONGEST_DROP and crosses and not _is_marked(fuller, form, gap)


# --------------------------------------------------------------------------------------------- where meaning moved


def changes_of(
    fuller: Sequence[Word],
    form: Sequence[Word],
    alignment: Alignment,
    *,
    before_fuller: Sequence[Word] = (),
    before_form: Sequence[Word] = (),
) -> tuple[QuotationChange, ...]:
    """The words in which a form means something else than the fuller text.

    Args:
        fuller, form: as they were aligned.
        before_fuller, before_form: the reporters' own words right before each: a "did not think" that stands there
            was not cut.
    """
    start, inner, end = _parted(alignment.gaps, len(fuller), len(form))
    found: list[QuotationChange] = []
    if start is not None:
        found += _cut_before(fuller, form, start, before_form if start.dropped else before_fuller)
    for whole in inner:
        gap = _near_the_rest(whole, len(fuller), len(form))
        found += (_change(kind, fuller, form, gap) for kind in _kinds(fuller, form, gap))
    if end is not None:
        found += _cut_behind(fuller, form, end)
    return tuple(found)


def _near_the_rest(gap: Gap, n_fuller: int, n_form: int) -> Gap:
    """A difference at an end of both texts, less the words of the longer side that were simply cut off."""
    width = min(gap.dropped, gap.added) + 1
    if gap.start == gap.here == 0:
        return Gap(max(gap.start, gap.end - width), gap.end, max(gap.here, gap.here_end - width), gap.here_end)
    if gap.end == n_fuller and gap.here_end == n_form:
        return Gap(gap.start, min(gap.end, gap.start + width), gap.here, min(gap.here_end, gap.here + width))
    return gap


def _change(kind: Change, fuller: Sequence[Word], form: Sequence[Word], gap: Gap) -> QuotationChange:
    return QuotationChange(kind, _over(form[gap.here : gap.here_end]), _over(fuller[gap.start : gap.end]))


def _over(words: Sequence[Word]) -> Span | None:
    return Span(words[0].span.start, max(words[-1].span.end, words[0].span.end)) if words else None


def _kinds(fuller: Sequence[Word], form: Sequence[Word], gap: Gap) -> Iterator[Change]:
    one, other = fuller[gap.start : gap.end], form[gap.here : gap.here_end]
    if len(one) > LONGEST_CHANGE or len(other) > LONGEST_CHANGE or _repeats(fuller, form, gap):
        return
    if _is_marked(fuller, form, gap):
        short = max(len(one), len(other)) <= SHORTEST_ELLIPSIS
        if _ends_in_negator(fuller, form, gap) or (short and _negations(one, other) != _negations(other, one)):
            yield Change.POLARITY
        return
    if not (one and other) and len(one) + len(other) > LONGEST_DROP:
        return
    if _negations(one, other) != _negations(other, one) or _are_opposite(one, other):
        yield Change.POLARITY
    if _is_editors(fuller, form, gap):
        return
    if _amounts(fuller, gap.start, gap.end) != _amounts(form, gap.here, gap.here_end):
        yield Change.NUMBER
    if _limits(one) != _limits(other):
        yield Change.SCOPE
    if one and other and _is_subject_swapped(fuller, form, gap):
        yield Change.SUBJECT


def _ends_in_negator(fuller: Sequence[Word], form: Sequence[Word], gap: Gap) -> bool:
    """Whether a "not" is left out right before the word that it turns round."""
    side, end = (fuller, gap.end) if gap.dropped else (form, gap.here_end)
    return side[end - 1].key in group("negators") and end < len(side) and not side[end].after_pause


def _repeats(fuller: Sequence[Word], form: Sequence[Word], gap: Gap) -> bool:
    """Whether a side only says again what stands right beside it: "no, no", "never, never"."""
    if gap.dropped and gap.added:
        return False
    side, start, end = (fuller, gap.start, gap.end) if gap.dropped else (form, gap.here, gap.here_end)
    keys = [word.key for word in side[start:end]]
    beside = (side[max(0, start - len(keys)) : start], side[end : end + len(keys)])
    return any([word.key for word in words] == keys for words in beside)


def _negations(words: Sequence[Word], others: Sequence[Word]) -> int:
    """Negators among some words, those in front of a word of the other side ("unlikely" for "likely") included."""
    plain = {word.key for word in others}
    return sum(word.key in group("negators") or _has_negative_prefix(word.key, plain) for word in words)


def _has_negative_prefix(key: str, plain: set[str]) -> bool:
    return any(
        key.startswith(prefix) and len(key) - len(prefix) > 2 and key[len(prefix) :] in plain
        for prefix in group("negative prefixes")
    )


def _are_opposite(one: Sequence[Word], other: Sequence[Word]) -> bool:
    pairs = key_of_class("opposite")
    ours, theirs = ({word.key for word in words if word.key in pairs} for words in (one, other))
    return any(pairs[a] == pairs[b] for a in ours - theirs for b in theirs - ours)


def _amounts(words: Sequence[Word], start: int, end: int) -> Counter[str]:
    """Amounts, units beside an amount and dates; "one" counts only where it is no pronoun, so hardly ever."""
    dates = group("months") | group("days")
    return Counter(
        word.key
        for at, word in enumerate(words[start:end], start)
        if (word.is_number and word.key != "#1")
        or (word.is_unit and at and words[at - 1].is_number)
        or (word.key in dates and word.is_capital)
    )


def _classes(table: str, words: Sequence[Word]) -> Counter[str]:
    classes = key_of_class(table)
    return Counter(classes[word.key] for word in words if word.key in classes)


def _limits(words: Sequence[Word]) -> Counter[str]:
    """Hedges, quantifiers and bounds of amounts among some words."""
    return _classes("scope", words) + Counter(word.key for word in words if word.is_bound)


def _is_subject_swapped(fuller: Sequence[Word], form: Sequence[Word], gap: Gap) -> bool:
    one, other = fuller[gap.start : gap.end], form[gap.here : gap.here_end]
    persons, others = _classes("person", one), _classes("person", other)
    if persons and others:
        return persons.keys() != others.keys()
    names, other_names = _names(one), _names(other)
    if persons or others:
        speaks_of = set(persons | others)
        return bool(names or other_names) and any(who.startswith(("first", "second")) for who in speaks_of)
    if names and other_names:
        return not _may_be_one_name(names, other_names)
    return _is_noun_swapped(fuller, form, gap)


def _names(words: Sequence[Word]) -> list[str]:
    return [
        word.key
        for word in words
        if word.is_capital and not is_function_word(word.key) and word.key not in group("courtesy titles")
    ]


def _may_be_one_name(names: Keys, others: Keys) -> bool:
    """Whether one is part of the other, its acronym, or its spelling in another alphabet's hands."""
    if set(names) & set(others):
        return True
    short, full = sorted((names, others), key=len)
    if len(short) == 1 and len(full) > 1 and short[0].replace(".", "") == "".join(name[0] for name in full):
        return True
    return SequenceMatcher(None, " ".join(names), " ".join(others), autojunk=False).ratio() >= LIKE_NAMES


def _is_noun_swapped(fuller: Sequence[Word], form: Sequence[Word], gap: Gap) -> bool:
    """Whether another word stands right before the same finite verb."""
    if gap.end >= len(fuller) or fuller[gap.end].key not in group("finite") or fuller[gap.end].after_pause:
        return False
    one, other = fuller[gap.end - 1].key, form[gap.here_end - 1].key
    return not is_function_word(one) and not is_function_word(other) and stem(one) != stem(other)


# ---------------------------------------------------------------------------------------------------- at the ends


def _cut_before(
    fuller: Sequence[Word], form: Sequence[Word], gap: Gap, instead: Sequence[Word]
) -> list[QuotationChange]:
    """What a cut before a text takes away that governs its first words, and the reporter does not say instead."""
    longer, at = (fuller, gap.end) if gap.dropped else (form, gap.here_end)
    if at >= len(longer) or longer[at].opens or longer[at].after_pause:
        return []
    first = max((n for n in range(at) if longer[n].opens), default=0)
    cut = longer[max(first, at - LONGEST_DROP) : at]
    kind = _governing(cut[:-1] if cut[-1].key == "that" else cut)
    return _at_end(kind, cut, gap) if kind is not None and kind not in {_governs(word) for word in instead} else []


def _governing(cut: Sequence[Word]) -> Change | None:
    """In what the words right before a cut turn round what follows them ("if", "I don't think"), or None."""
    if not cut:
        return None
    if cut[-1].key in group("verbs of holding true"):
        return Change.POLARITY if any(_governs(word) is Change.POLARITY for word in cut[-3:-1]) else None
    return _governs(cut[-1])


GOVERNING_SCOPES = frozenset({"condition", "exclusive", "nearness"})


def _governs(word: Word) -> Change | None:
    """In what a word turns round what follows it, or None."""
    if word.key in group("negators") or word.key in group("verbs of denying"):
        return Change.POLARITY
    is_limit = word.is_bound or key_of_class("scope").get(word.key) in GOVERNING_SCOPES
    return Change.SCOPE if is_limit else None


def _cut_behind(fuller: Sequence[Word], form: Sequence[Word], gap: Gap) -> list[QuotationChange]:
    """A condition or a "not" that is cut off right behind a text: "I will resign | if they prove it"."""
    cut = fuller[gap.start : gap.end] if gap.dropped else form[gap.here : gap.here_end]
    first, is_condition = cut[0], key_of_class("scope").get(cut[0].key) == "condition"
    is_negator = first.key in group("negators") and not first.after_pause
    if first.opens or not (is_negator or (is_condition and not first.is_capital)):
        return []
    kind = Change.SCOPE if is_condition else Change.POLARITY
    following = next((n for n in range(1, len(cut)) if cut[n].opens), len(cut))
    return _at_end(kind, cut[:following], gap)


def _at_end(kind: Change, cut: Sequence[Word], gap: Gap) -> list[QuotationChange]:
    span = _over(cut)
    return [QuotationChange(kind, None, span) if gap.dropped else QuotationChange(kind, span, None)]
