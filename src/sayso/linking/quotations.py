"""Quotations: one utterance, all its printed forms, joined across articles.

What a statement prints between double quotation marks is compared with what others print there. Candidates are found
by shared rare runs of words, and each pair is confirmed word by word; equality of letters is asked of nobody, since
papers cut, mend and misquote. Then each form is held against the fullest one (`rewording`). Which forms are joined is
a function of the set of articles.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.linking.reprints import quoted_spans
from sayso.linking.rewording import Alignment, align, changes_of, relation_of
from sayso.linking.terms import is_function_word, rarity, stem
from sayso.linking.unions import Unions
from sayso.linking.wording import Word, read_words
from sayso.names import may_be_one
from sayso.records import (
    Change,
    Entity,
    Findings,
    Quotation,
    QuotationForm,
    Rewording,
    Speaker,
    SpeakerKind,
    Statement,
)
from sayso.spans import Span, Spans, trimmed

__all__ = ["find_quotations"]

logger = logging.getLogger(__name__)

# Words; what is shorter is a phrase, "so-called" or a title of something.
LEAST_WORDS = 4
# Words, up to which nearly all must agree.
SHORT = 6
# Share of the shorter one's words that agree, in order.
AGREEING = 0.6
AGREEING_SHORT = 0.8
# Words in a row that make two overlapping excerpts one utterance, however little of either they are.
LONG_RUN = 10
# Evidence that what agrees is no phrase that anybody says: a point a word, and for each different stem its rarity
# (natural logarithm). The first where both name one person, the second where a speaker is not known.
TELLING_OF_ONE = 12.0
TELLING = 16.0
# Words that agree for each place where two wordings differ; fewer is a text that happens to use the same words.
AGREEING_A_GAP = 3
# Words and share that agree, from which even two names mean one utterance: one of them is wrong, or it was read out.
LONG_EQUAL = 10
EQUAL = 0.9
# Words of a run by which candidates are found.
RUN = 3
# Wordings that share a run, from which it is a common phrase; later ones are not added.
MOST_SHARERS = 60
# Candidates that are compared word by word, those with the rarest runs in common first.
MOST_CANDIDATES = 12
# Runs of one quotation that are looked up; a speech printed whole is found by its beginning as well.
MOST_RUNS = 5_000
# Different names of one joined set that are asked whether they may be one person's.
MOST_NAMES = 12

# Code points before a quotation in which the reporter's own words lead up to it.
LEAD = 80

EDGE = re.compile(r"^(?:[“”«»\"]|''|``)|(?:[“”«»\"]|''|``)$")


@dataclass(frozen=True, slots=True)
class _Printed:
    """One quoted stretch, or several that one content prints in pieces."""

    article: str
    text: str
    statement: Statement
    spans: Spans
    words: tuple[Word, ...]

    @property
    def place(self) -> tuple[str, int]:
        return self.article, self.spans[0].start

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(word.key for word in self.words)

    @property
    def words_before(self) -> tuple[Word, ...]:
        """The reporter's own words that lead up to it."""
        start = self.spans[0].start
        sentence = re.split(r"[.!?\n”\"]", self.text[max(0, start - LEAD) : start - 1])[-1]
        return read_words(sentence, (Span(0, len(sentence)),))

    @property
    def person(self) -> str:
        """The name of the person it is attributed to; "" where none is decided on."""
        speaker = self.statement.speaker
        return speaker.name if speaker is not None and speaker.kind is SpeakerKind.NAMED_PERSON else ""

    @property
    def letters(self) -> tuple[str, ...]:
        return tuple(" ".join(span.surface(self.text).split()) for span in self.spans)


@dataclass(frozen=True, slots=True)
class _Wording:
    """Everything that one person, or nobody known, is quoted with in the very same words."""

    words: tuple[Word, ...]
    person: str
    printed: tuple[_Printed, ...]

    @property
    def articles(self) -> set[str]:
        return {printed.article for printed in self.printed}


def find_quotations(findings: Iterable[Findings], entities: Iterable[Entity] = ()) -> tuple[Quotation, ...]:
    """Join the quotations of a set of articles that are one utterance.

    Args:
        findings: in any order, which never matters; no two of one article.
        entities: who the speakers of these articles are, across them; without them each article's speakers are its own.

    Returns:
        Those printed in two articles at least, in the order of their ids.
    """
    wordings = _wordings(sorted((p for f in findings for p in _printed_in(f)), key=lambda printed: printed.place))
    entity_of = {member: entity.id for entity in entities for member in entity.members}
    joined = (_Group.of(wordings, places) for places in _joined(wordings))
    found = (_quotation(group.printed, entity_of) for group in joined if group.n_articles > 1)
    return tuple(sorted(found, key=lambda quotation: quotation.id))


@dataclass(frozen=True, slots=True)
class _Group:
    printed: tuple[_Printed, ...]
    n_articles: int

    @classmethod
    def of(cls, wordings: Sequence[_Wording], places: Iterable[int]) -> _Group:
        """All that is printed in some wordings, by article and offset."""
        printed = sorted((p for at in places for p in wordings[at].printed), key=lambda one: one.place)
        return cls(tuple(printed), len({one.article for one in printed}))


# ------------------------------------------------------------------------------------------------ what is printed


def _printed_in(findings: Findings) -> Iterator[_Printed]:
    """The quotations of one article; a stretch that several statements have is the innermost one's."""
    text = findings.article.text
    quoted = quoted_spans(text)
    taken: dict[Spans, Statement] = {}
    for statement in findings.statements:
        for pieces in _stretches(text, quoted, statement.content):
            holder = taken.get(pieces)
            if holder is None or len(holder.via) < len(statement.via):
                taken[pieces] = statement
    reached = -1
    for pieces in sorted(taken, key=lambda spans: (spans[0].start, -spans[-1].end, spans)):
        if pieces[-1].end <= reached:
            continue  # a statement inside what another is quoted with
        reached = pieces[-1].end
        words = read_words(text, pieces)
        if len(words) >= LEAST_WORDS:
            yield _Printed(findings.article.id, text, taken[pieces], pieces, words)


def _stretches(text: str, quoted: Spans, content: Spans) -> Iterator[Spans]:
    """The quoted stretches of a content; those that only a reporter's "he said" or a paragraph parts are one."""
    pieces: list[Span] = []
    for part in content:
        previous: Span | None = None
        for span in _within(quoted, part):
            parted = text[(previous.end if previous else part.start) : span.start].strip("“”«»\"'` \t\r\n")
            if pieces and parted:
                yield tuple(pieces)
                pieces = []
            bare = _without_marks(text, span)
            if len(bare):
                pieces.append(bare)
            previous = span
        goes_on = text[previous.end if previous else part.start : part.end].strip(" \t\r\n.,;:!?”\"'")
        if pieces and goes_on:
            yield tuple(pieces)
            pieces = []
    if pieces:
        yield tuple(pieces)


def _within(quoted: Spans, part: Span) -> Iterator[Span]:
    for span in quoted:
        if span.overlaps(part):
            yield Span(max(span.start, part.start), min(span.end, part.end))


def _without_marks(text: str, span: Span) -> Span:
    """A quoted stretch less its quotation marks and white space."""
    start, end = span.start, span.end
    for match in EDGE.finditer(span.surface(text)):
        if match.start() == 0:
            start = span.start + match.end()
        else:
            end = span.start + match.start()
    return trimmed(text, Span(min(start, end), end))


def _wordings(printed: Sequence[_Printed]) -> list[_Wording]:
    """The printed stretches, equal ones together, in the order of their first places; common phrases are left out."""
    same: dict[tuple[tuple[str, ...], str], list[_Printed]] = {}
    for one in printed:
        same.setdefault((one.keys, one.person), []).append(one)
    return [
        _Wording(ones[0].words, person, tuple(ones))
        for (keys, person), ones in same.items()
        if _telling(keys) >= (TELLING_OF_ONE if ones[0].person else TELLING)
    ]


# ------------------------------------------------------------------------------------------------- which are one


def _joined(wordings: Sequence[_Wording]) -> list[list[int]]:
    """Places of the wordings that are one utterance, set by set.

    The surest pairs are joined first; a pair is left apart when the sets it would join are surely of two people.
    """
    confirmed = []
    for one, other in _candidates(wordings):
        strength = _strength(wordings[one], wordings[other])
        if strength is not None:
            confirmed.append((strength, one, other))
    unions = Unions(range(len(wordings)))
    names = {at: [wording.person] if wording.person else [] for at, wording in enumerate(wordings)}
    for strength, one, other in sorted(confirmed, key=lambda pair: (-pair[0].matched, pair[1], pair[2])):
        first, second = unions.find(one), unions.find(other)
        if first == second or not (strength.is_long_equal or _may_be_one_of(names[first], names[second])):
            continue
        unions.join(first, second)
        both = sorted({*names[first], *names[second]})
        names[unions.find(one)] = both[:MOST_NAMES]
    return unions.sets()


def _may_be_one_of(names: Sequence[str], others: Sequence[str]) -> bool:
    return all(_may_be_one(name, other) for name in names for other in others)


@lru_cache(maxsize=1 << 16)
def _may_be_one(name: str, other: str) -> bool:
    return name == other or may_be_one(name, other)


def _candidates(wordings: Sequence[_Wording]) -> list[tuple[int, int]]:
    """Pairs of places (later, earlier) that share the rarest runs of words, and enough of them to agree."""
    sharers: dict[tuple[str, ...], list[int]] = {}
    crowded = 0
    runs = [_runs(wording.words) for wording in wordings]
    for at, own in enumerate(runs):
        for run in own:
            known = sharers.setdefault(run, [])
            if len(known) < MOST_SHARERS:
                known.append(at)
            else:
                crowded += 1
    if crowded:
        logger.warning("%d runs of words were in over %d quotations; later ones were not added", crowded, MOST_SHARERS)
    pairs: set[tuple[int, int]] = set()
    for at, own in enumerate(runs):
        weights: dict[int, list[float]] = {}
        for run in own:
            known = sharers[run]
            for other in known:
                weights.setdefault(other, []).append(1 / len(known))
        weights.pop(at, None)
        enough = [
            (-sum(shared), other)
            for other, shared in weights.items()
            if len(shared) >= _least_runs(min(len(wordings[at].words), len(wordings[other].words)))
        ]
        pairs.update((max(at, other), min(at, other)) for _, other in sorted(enough)[:MOST_CANDIDATES])
    return sorted(pairs)


def _least_runs(n_words: int) -> float:
    """Runs that two wordings share at least if they are one, the shorter of so many words.

    Of the words that must agree each difference breaks two runs, and differences are few; or there is one long run.
    """
    agreeing = AGREEING * n_words
    return min(agreeing - 2 * (agreeing / AGREEING_A_GAP + 1), LONG_RUN - RUN + 1)


def _runs(words: Sequence[Word]) -> list[tuple[str, ...]]:
    """The different runs of words, in order."""
    keys = [word.key for word in words]
    found = dict.fromkeys(tuple(keys[at : at + RUN]) for at in range(len(keys) - RUN + 1))
    return [*found][:MOST_RUNS]


@dataclass(frozen=True, slots=True)
class _Strength:
    """How surely two wordings are one utterance."""

    matched: int
    is_long_equal: bool


def _strength(one: _Wording, other: _Wording) -> _Strength | None:
    """How surely two wordings are one utterance; None where they are not, or stand in one article only."""
    if len(one.articles | other.articles) < 2:
        return None
    fuller, shorter = (one, other) if len(one.words) >= len(other.words) else (other, one)
    n_words = len(shorter.words)
    is_named = bool(one.person and other.person)
    are_two = is_named and not _may_be_one(one.person, other.person)
    if are_two and n_words < LONG_EQUAL:
        return None
    alignment = align(fuller.words, shorter.words)
    agreeing = alignment.matched / n_words
    is_long_equal = n_words >= LONG_EQUAL and agreeing >= EQUAL
    if are_two and not is_long_equal:
        return None
    enough = agreeing >= AGREEING_SHORT if n_words <= SHORT else agreeing >= AGREEING or alignment.longest >= LONG_RUN
    if not enough or len(alignment.gaps) * AGREEING_A_GAP > alignment.matched:
        return None
    apart = {at for gap in alignment.gaps for at in range(gap.start, gap.end)}
    telling = _telling(word.key for at, word in enumerate(fuller.words) if at not in apart)
    if telling < (TELLING_OF_ONE if is_named else TELLING):
        return None
    return _Strength(alignment.matched, is_long_equal)


def _telling(keys: Iterable[str]) -> float:
    """How surely some words, in their order, are one person's: a point each, and the rarity of their stems."""
    listed = list(keys)
    stems = {stem(key) for key in listed if key.isalpha() and not is_function_word(key)}
    return len(listed) + sum(rarity(one) for one in sorted(stems))


# --------------------------------------------------------------------------------------------- one joined utterance


def _quotation(printed: Sequence[_Printed], entity_of: Mapping[str, str]) -> Quotation:
    """An utterance from all that is printed of it, given by article and offset."""
    fullest = _fullest(printed)
    rest = [one for one in printed if one is not fullest]
    compared: dict[tuple[str, ...], Alignment] = {}
    forms = []
    for one in (fullest, *rest):
        if one.keys not in compared:
            compared[one.keys] = align(fullest.words, one.words)
        forms.append(_form(fullest, one, compared[one.keys]))
    article, offset = printed[0].place
    return Quotation(f"{article}@{offset}", _speaker(printed, entity_of), tuple(forms))


def _fullest(printed: Sequence[_Printed]) -> _Printed:
    """The form of most words; of several the wording printed most often, then the first in order."""
    times = Counter(one.keys for one in printed)
    return min(printed, key=lambda one: (-len(one.words), -times[one.keys], one.place))


def _form(fullest: _Printed, one: _Printed, alignment: Alignment) -> QuotationForm:
    changes = changes_of(
        fullest.words, one.words, alignment, before_fuller=fullest.words_before, before_form=one.words_before
    )
    kinds = {change.kind for change in changes}
    relation = relation_of(fullest.words, one.words, alignment)
    if one.letters == fullest.letters:
        relation = Rewording.IDENTICAL
    return QuotationForm(
        one.article,
        one.statement.id,
        one.spans,
        relation,
        polarity_changed=Change.POLARITY in kinds,
        number_changed=Change.NUMBER in kinds,
        scope_changed=Change.SCOPE in kinds,
        subject_changed=Change.SUBJECT in kinds,
        changes=changes,
    )


NAMED = frozenset({SpeakerKind.NAMED_PERSON, SpeakerKind.NAMED_ORG})


def _speaker(printed: Sequence[_Printed], entity_of: Mapping[str, str]) -> str | None:
    """The one speaker that the forms name, or that all of them have that name none; else None."""
    speakers: list[Speaker] = [one.statement.speaker for one in printed if one.statement.speaker is not None]
    named = [speaker for speaker in speakers if speaker.kind in NAMED] or speakers
    ids = {entity_of.get(speaker.id, speaker.id) for speaker in named}
    return ids.pop() if len(ids) == 1 else None
