"""Found attributions against gold ones: precision, recall and F1 a measure, or "nothing to find".

Tokens are runs of word characters or single other marks, compared by their place in the article, never by spelling;
all sums run over the whole set (micro). Spans are scored by role:

    token    tokens that any attribution covers in that role
    exact    one item an attribution: all tokens of the role; right if an equal gold item is left
    words    as exact, marks left out on both sides
    partial  an item is right if it shares a token with any item of the other side

Relations are found and gold attributions paired one to one, as many as possible, among pairs whose contents have a
Jaccard index of at least `MIN_JACCARD`; "content+source" asks in addition that the sources share a word or are
absent on both sides, "content+source+cue" the same of the cues. "attributed" is the share of content pairs whose
gold has a source where the sources agree. Relations are also given for parts of the gold: quoted (whole or mixed)
and unquoted contents; a found attribution in no pair counts against the part its own content belongs to.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sayso.errors import FormatError
from sayso.formats import spans_from_json
from sayso.segments import TOKEN
from sayso.spans import Span, Spans

# Half of all tokens of both contents together: below it the two are hardly the same content.
MIN_JACCARD = 0.5
MARK = re.compile("[\"\u201c\u201d\u201e\u00ab\u00bb]|``|''")


class Role(StrEnum):
    """The three parts of an attribution."""

    CONTENT = "content"
    SOURCE = "source"
    CUE = "cue"


class SpanMeasure(StrEnum):
    """How spans of one role are compared."""

    TOKEN = "token"  # noqa: S105 (a token of text, not a secret)
    EXACT = "exact"
    WORDS = "words"
    PARTIAL = "partial"


class RelationMeasure(StrEnum):
    """Which roles must agree for a pair to count."""

    CONTENT = "content"
    CONTENT_SOURCE = "content+source"
    CONTENT_SOURCE_CUE = "content+source+cue"


class Part(StrEnum):
    """A part of the gold, by quotation marks in the content; single marks do not count."""

    ALL = "all"
    QUOTED = "quoted"
    WHOLE = "whole"
    MIXED = "mixed"
    UNQUOTED = "unquoted"


NEEDED_ROLES = {
    RelationMeasure.CONTENT: (),
    RelationMeasure.CONTENT_SOURCE: (Role.SOURCE,),
    RelationMeasure.CONTENT_SOURCE_CUE: (Role.SOURCE, Role.CUE),
}
KINDS_IN = {
    Part.ALL: (Part.WHOLE, Part.MIXED, Part.UNQUOTED),
    Part.QUOTED: (Part.WHOLE, Part.MIXED),
    Part.WHOLE: (Part.WHOLE,),
    Part.MIXED: (Part.MIXED,),
    Part.UNQUOTED: (Part.UNQUOTED,),
}


@dataclass(frozen=True, slots=True)
class Count:
    """Sums behind one figure.

    Attributes:
        right: found items that are right.
        found: all found items.
        recovered: gold items that were found; differs from `right` only for partial overlap.
        gold: all gold items.
    """

    right: int = 0
    found: int = 0
    recovered: int = 0
    gold: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.right + other.right,
            self.found + other.found,
            self.recovered + other.recovered,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float | None:
        """Share of the found that is right; None when nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of the gold that was found; None when there was nothing to find."""
        return self.recovered / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two; None when there was nothing to find, 0 when nothing right was found."""
        if not self.gold:
            return None
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class GoldItem:
    """What became of one gold attribution.

    Attributes:
        article: id of its article.
        index: its place among the article's gold attributions, from 0.
        part: WHOLE, MIXED or UNQUOTED.
        has: the relation measures under which it was paired.
    """

    article: str
    index: int
    part: Part
    has: frozenset[RelationMeasure]


@dataclass(frozen=True, slots=True)
class Scores:
    """All figures of one comparison, and each gold attribution with what became of it."""

    spans: Mapping[tuple[Role, SpanMeasure], Count]
    relations: Mapping[tuple[RelationMeasure, Part], Count]
    attributed: Mapping[Part, Count]
    items: tuple[GoldItem, ...]
    unanswered: tuple[str, ...] = field(default=())


def score(gold_rows: Iterable[Mapping[str, Any]], found_rows: Iterable[Mapping[str, Any]]) -> Scores:
    """Compare found attributions with gold ones.

    Args:
        gold_rows: one object an article: "id", "text" and "attributions", each of those with "content" and, where
            there are any, "source" and "cue": lists of [start, end) code points into "text".
        found_rows: the same without "text", matched by "id". Attributions without content count for the spans of
            the other roles only.

    Returns:
        The figures; `unanswered` names the gold articles without a found row, which count as empty.

    Raises:
        FormatError: if a row lacks a field, a span lies outside the text, an id stands twice, or a found row
            belongs to no gold article.
    """
    found_by_id = _by_id(found_rows, "found")
    gold_by_id = _by_id(gold_rows, "gold")
    unknown = sorted(set(found_by_id) - set(gold_by_id))
    if unknown:
        raise FormatError(f"attributions found for articles that the gold lacks: {', '.join(unknown[:3])}")
    tally = _Tally()
    for article_id, row in gold_by_id.items():
        tokens = _Tokens(_text(row))
        gold = [_attribution(tokens, record, found=False) for record in row["attributions"]]
        answer = found_by_id.get(article_id, {"attributions": ()})
        found = [_attribution(tokens, record, found=True) for record in answer["attributions"]]
        tally.add_spans(gold, found)
        tally.add_relations(article_id, gold, found)
    unanswered = tuple(article_id for article_id in gold_by_id if article_id not in found_by_id)
    return Scores(tally.spans, tally.relations, tally.attributed, tuple(tally.items), unanswered)


def right_ones(gold_row: Mapping[str, Any], found: Iterable[Mapping[str, Any]]) -> tuple[bool, ...]:
    """For each found attribution of one article whether its content and source agree with some gold attribution's.

    Not one to one, so that a rule is not blamed for what another rule found as well.
    """
    tokens = _Tokens(_text(gold_row))
    gold = [_attribution(tokens, record, found=False) for record in gold_row["attributions"]]
    ours = [_attribution(tokens, record, found=True) for record in found]
    near = _near(gold, ours)
    right = {
        other for index, others in enumerate(near) for other in others if gold[index].agrees(ours[other], Role.SOURCE)
    }
    return tuple(other in right for other in range(len(ours)))


class _Tokens:
    """An article's tokens, and which of them a list of spans covers."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.is_word: list[bool] = []
        self.at = [-1] * len(text)
        for number, match in enumerate(TOKEN.finditer(text)):
            self.is_word.append(match[0][0].isalnum() or match[0][0] == "_")
            for position in range(match.start(), match.end()):
                self.at[position] = number

    def covered(self, spans: Spans) -> frozenset[int]:
        for span in spans:
            if span.end > len(self.text):
                raise FormatError(f"span [{span.start}, {span.end}] lies outside a text of {len(self.text)}")
        return frozenset(number for span in spans for number in self.at[span.start : span.end] if number >= 0)

    def words(self, tokens: frozenset[int]) -> frozenset[int]:
        return frozenset(number for number in tokens if self.is_word[number])

    def part(self, spans: Spans, *, grow: bool) -> Part:
        """Which part a content belongs to; with `grow`, marks right beside it count as its own."""
        pieces = [self._grown(span).surface(self.text) if grow else span.surface(self.text) for span in sorted(spans)]
        content = " ".join(pieces).strip()
        if not MARK.search(content):
            return Part.UNQUOTED
        return Part.WHOLE if _is_whole(content) else Part.MIXED

    def _grown(self, span: Span) -> Span:
        before = 1 if span.start and MARK.fullmatch(self.text[span.start - 1]) else 0
        after = 1 if MARK.fullmatch(self.text[span.end : span.end + 1]) else 0
        return Span(span.start - before, span.end + after)


def _is_whole(content: str) -> bool:
    """Whether the first and the last characters are marks; one full stop or comma may follow the last."""
    first = MARK.match(content)
    if first is None:
        return False
    return any(
        len(content) - cut >= first.end() + width
        and MARK.fullmatch(content, len(content) - cut - width, len(content) - cut)
        for cut in ((0, 1) if content[-1] in ".," else (0,))
        for width in (1, 2)
    )


@dataclass(frozen=True, slots=True)
class _Sides:
    """The token sets of one attribution, by role."""

    tokens: dict[Role, frozenset[int]]
    words: dict[Role, frozenset[int]]
    part: Part

    def jaccard(self, other: _Sides) -> float:
        ours, theirs = self.tokens[Role.CONTENT], other.tokens[Role.CONTENT]
        return len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0

    def agrees(self, other: _Sides, role: Role) -> bool:
        ours, theirs = self.words[role], other.words[role]
        return bool(ours & theirs) if ours and theirs else not ours and not theirs


class _Tally:
    """The sums, as they grow from article to article."""

    def __init__(self) -> None:
        self.spans = {(role, measure): Count() for role in Role for measure in SpanMeasure}
        self.relations = {(measure, part): Count() for measure in RelationMeasure for part in Part}
        self.attributed = {part: Count() for part in Part}
        self.items: list[GoldItem] = []

    def add_spans(self, gold: Sequence[_Sides], found: Sequence[_Sides]) -> None:
        for role in Role:
            wanted, given = _items(gold, role), _items(found, role)
            for measure, ours, theirs in (
                (SpanMeasure.EXACT, [item.tokens[role] for item in wanted], [item.tokens[role] for item in given]),
                (SpanMeasure.WORDS, _words(wanted, role), _words(given, role)),
            ):
                hits = (Counter(ours) & Counter(theirs)).total()
                self.spans[role, measure] += Count(hits, len(theirs), hits, len(ours))
            gold_tokens = frozenset[int]().union(*(item.tokens[role] for item in wanted))
            found_tokens = frozenset[int]().union(*(item.tokens[role] for item in given))
            shared = len(gold_tokens & found_tokens)
            self.spans[role, SpanMeasure.TOKEN] += Count(shared, len(found_tokens), shared, len(gold_tokens))
            self.spans[role, SpanMeasure.PARTIAL] += Count(
                sum(bool(item.tokens[role] & gold_tokens) for item in given),
                len(given),
                sum(bool(item.tokens[role] & found_tokens) for item in wanted),
                len(wanted),
            )

    def add_relations(self, article: str, gold: Sequence[_Sides], found: Sequence[_Sides]) -> None:
        found = [item for item in found if item.tokens[Role.CONTENT]]
        near = _near(gold, found)
        paired: dict[RelationMeasure, dict[int, int]] = {}
        for measure, roles in NEEDED_ROLES.items():
            edges = [
                [other for other in near[index] if all(item.agrees(found[other], role) for role in roles)]
                for index, item in enumerate(gold)
            ]
            paired[measure] = pair_up(edges)
            self._add_pairs(measure, gold, found, paired[measure])
        self._add_attributed(gold, found, paired[RelationMeasure.CONTENT])
        partners = {measure: frozenset(pairs.values()) for measure, pairs in paired.items()}
        for index, item in enumerate(gold):
            has = frozenset(measure for measure in RelationMeasure if index in partners[measure])
            self.items.append(GoldItem(article, index, item.part, has))

    def _add_pairs(
        self, measure: RelationMeasure, gold: Sequence[_Sides], found: Sequence[_Sides], pairs: dict[int, int]
    ) -> None:
        for part, kinds in KINDS_IN.items():
            hits = sum(gold[index].part in kinds for index in pairs.values())
            wrong = sum(item.part in kinds for other, item in enumerate(found) if other not in pairs)
            total = sum(item.part in kinds for item in gold)
            self.relations[measure, part] += Count(hits, hits + wrong, hits, total)

    def _add_attributed(self, gold: Sequence[_Sides], found: Sequence[_Sides], pairs: dict[int, int]) -> None:
        for part, kinds in KINDS_IN.items():
            checked = [
                gold[index].agrees(found[other], Role.SOURCE)
                for other, index in pairs.items()
                if gold[index].part in kinds and gold[index].words[Role.SOURCE]
            ]
            self.attributed[part] += Count(sum(checked), len(checked), sum(checked), len(checked))


def pair_up(edges: Sequence[Sequence[int]]) -> dict[int, int]:
    """A largest one-to-one pairing (Kuhn's augmenting paths, without recursion).

    Args:
        edges: for each left node the right nodes it may have, best first.

    Returns:
        right node -> left node.
    """
    owner: dict[int, int] = {}
    for start in range(len(edges)):
        seen: set[int] = set()
        path: list[tuple[int, Iterator[int], int]] = [(start, iter(edges[start]), -1)]
        while path:
            node, choices, via = path[-1]
            choice = next((right for right in choices if right not in seen), None)
            if choice is None:
                path.pop()
                continue
            seen.add(choice)
            if choice in owner:
                path.append((owner[choice], iter(edges[owner[choice]]), choice))
                continue
            while path:
                node, _, via = path.pop()
                owner[choice] = node
                choice = via
    return owner


def _near(gold: Sequence[_Sides], found: Sequence[_Sides]) -> list[list[int]]:
    """For each gold attribution the found ones with near enough a content: agreeing sources first, then the nearest."""
    having: defaultdict[int, list[int]] = defaultdict(list)
    for other, item in enumerate(found):
        for token in item.tokens[Role.CONTENT]:
            having[token].append(other)
    result = []
    for item in gold:
        others = sorted({other for token in item.tokens[Role.CONTENT] for other in having[token]})
        ranked = [
            (not item.agrees(found[other], Role.SOURCE), -jaccard, other)
            for other in others
            if (jaccard := item.jaccard(found[other])) >= MIN_JACCARD
        ]
        result.append([other for _, _, other in sorted(ranked)])
    return result


def _items(attributions: Sequence[_Sides], role: Role) -> list[_Sides]:
    return [item for item in attributions if item.tokens[role]]


def _words(items: Sequence[_Sides], role: Role) -> list[frozenset[int]]:
    return [item.words[role] for item in items if item.words[role]]


def _by_id(rows: Iterable[Mapping[str, Any]], which: str) -> dict[str, Mapping[str, Any]]:
    result: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        if not isinstance(row.get("id"), str) or not isinstance(row.get("attributions"), list | tuple):
            raise FormatError(f'a {which} row lacks "id" or "attributions"')
        if row["id"] in result:
            raise FormatError(f"two {which} rows have the id {row['id']!r}")
        result[row["id"]] = row
    return result


def _text(row: Mapping[str, Any]) -> str:
    text = row.get("text")
    if not isinstance(text, str):
        raise FormatError(f'the gold row {row["id"]!r} lacks "text"')
    return text


def _attribution(tokens: _Tokens, record: Mapping[str, Any], *, found: bool) -> _Sides:
    spans = {role: spans_from_json(record.get(role.value) or ()) for role in Role}
    covered = {role: tokens.covered(spans[role]) for role in Role}
    words = {role: tokens.words(covered[role]) for role in Role}
    return _Sides(covered, words, tokens.part(spans[Role.CONTENT], grow=found))
