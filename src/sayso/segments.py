"""Paragraphs, sentences and tokens of a text, as spans in it.

Sentence splitting is our own because it must be linear in any input, keep offsets, and know news: an opening
quotation mark may follow a full stop and an abbreviation ("U.N.", "Sen.", "Oct.") does not end a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from sayso.lexicon import load_entries
from sayso.spans import Span, Spans, trimmed

# As in the scorer for attributions: a run of word characters, or one other mark.
# No sentence that says something is longer; what is near a word is looked for no farther.
MOST_NEAR = 1_000
TOKEN = re.compile(r"\w+|[^\w\s]")
# An empty line parts paragraphs; so does a single line break (Unix, old Mac or Windows), since few texts are
# wrapped. `_is_wrapped` finds those that are.
BREAK = re.compile(r"(?:\r\n|[\n\r\u2028\u2029\x0b\x0c\x85])(?:[^\S\n\r]*(?:\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]))*")
# Code points: a shorter line that ends without a mark may be a heading or a list's item.
BROKEN_LINE = 60
CLOSERS = "\"'\u2019\u201d\u00bb)\\]"
OPENERS = "\"'\u2018\u201c\u00ab(\\["
# A run of marks is tried once, from its first and whole: a million full stops would take hours otherwise.
SENTENCE_END = re.compile(
    rf"(?:(?<![.!?\u2026])[.!?\u2026]++[{CLOSERS}]{{0,3}})"
    rf"(?=\s+[{OPENERS}\u2013\u2014-]{{0,3}}\s?[\w$\u20ac\u00a3])"
)
LAST_WORD = re.compile(r"([^\W\d_](?:[\w'\u2019-]|\.(?=\w)){0,30})\.$")
WORD_AHEAD = re.compile(r"[^\w]*(\w+)")


@cache
def _words(group: str) -> frozenset[str]:
    groups = load_entries("abbreviations.toml", "group", key="name", required=("words", "source"))
    return next(frozenset(entry["words"]) for entry in groups if entry["name"] == group)


@dataclass(frozen=True, slots=True)
class Token:
    """A run of word characters or one other mark, with its place."""

    span: Span
    text: str

    @property
    def is_word(self) -> bool:
        """Whether it holds letters or digits."""
        return self.text[0].isalnum() or self.text[0] == "_"


@dataclass(frozen=True)
class Segments:
    """A text cut into paragraphs and sentences; both in order, disjoint and trimmed. Tokens are cut on demand.

    A sentence never crosses a paragraph. White space and furniture lie outside both.
    """

    text: str
    paragraphs: Spans
    sentences: Spans

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Tokens of the whole text, in order."""
        return tuple(tokenize(self.text))

    @cached_property
    def token_starts(self) -> tuple[int, ...]:
        """Start offset of each token, for bisection."""
        return tuple(token.span.start for token in self.tokens)

    @cached_property
    def sentence_starts(self) -> tuple[int, ...]:
        """Start offset of each sentence, for bisection."""
        return tuple(sentence.start for sentence in self.sentences)

    @cached_property
    def paragraph_starts(self) -> tuple[int, ...]:
        """Start offset of each paragraph, for bisection."""
        return tuple(paragraph.start for paragraph in self.paragraphs)

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """The tokens that share a character with `span`."""
        first = max(0, bisect_right(self.token_starts, span.start) - 1)
        if first < len(self.tokens) and self.tokens[first].span.end <= span.start:
            first += 1
        last = bisect_right(self.token_starts, span.end - 1)
        return self.tokens[first:last]

    def sentence_at(self, offset: int) -> int | None:
        """Index of the sentence that covers the character at `offset`, or None."""
        return _covering(self.sentences, index_before(self.sentence_starts, offset), offset)

    def sentence_near(self, offset: int) -> Span | None:
        """The sentence at `offset`, at most MOST_NEAR characters either way: a text without full stops is one."""
        at = self.sentence_at(offset)
        if at is None:
            return None
        sentence = self.sentences[at]
        if sentence.end - sentence.start <= MOST_NEAR:
            return sentence
        return Span(max(sentence.start, offset - MOST_NEAR), min(sentence.end, offset + MOST_NEAR))

    def paragraph_at(self, offset: int) -> int | None:
        """Index of the paragraph that covers the character at `offset`, or None."""
        return _covering(self.paragraphs, index_before(self.paragraph_starts, offset), offset)


def tokenize(text: str) -> list[Token]:
    """The tokens of `text`, in order."""
    return [Token(Span(match.start(), match.end()), match[0]) for match in TOKEN.finditer(text)]


def segment(text: str, furniture: Spans = ()) -> Segments:
    """Cut `text` into paragraphs and sentences, leaving out furniture.

    Args:
        text: any text; time grows linearly with its length.
        furniture: spans to leave out, in order and disjoint.
    """
    paragraphs = [piece for paragraph in _paragraphs(text) for piece in _without(text, paragraph, furniture)]
    sentences = tuple(sentence for paragraph in paragraphs for sentence in _sentences(text, paragraph))
    return Segments(text, tuple(paragraphs), sentences)


def index_before(starts: Sequence[int], offset: int) -> int:
    """Index of the last of some offsets that is not behind this one; -1 where all are."""
    return bisect_right(starts, offset) - 1


def _covering(spans: Spans, at: int, offset: int) -> int | None:
    return at if at >= 0 and offset < spans[at].end else None


def _paragraphs(text: str) -> list[Span]:
    breaks = [Span(match.start(), match.end()) for match in BREAK.finditer(text)]
    keep_single = not _is_wrapped(text, breaks)
    result, start, line = [], 0, 0
    for gap in [*breaks, Span(len(text), len(text))]:
        wrapped = not keep_single and not _is_empty_line(text, gap)
        broken = _breaks_a_sentence(text, gap, gap.start - line)
        line = gap.end
        if gap.end < len(text) and (wrapped or broken):
            continue
        paragraph = trimmed(text, Span(start, gap.start))
        if len(paragraph):
            result.append(paragraph)
        start = gap.end
    return result


def _is_empty_line(text: str, gap: Span) -> bool:
    return gap.surface(text).replace("\r\n", "\n").count("\n") > 1


def _breaks_a_sentence(text: str, gap: Span, line_length: int) -> bool:
    """Whether a long line stops in mid-sentence and the next goes on in lower case, as copied pages often do."""
    return (
        gap.start > 0
        and gap.end < len(text)
        and line_length >= BROKEN_LINE
        and (text[gap.start - 1].isalnum() or text[gap.start - 1] == ",")
        and text[gap.end].islower()
    )


def _is_wrapped(text: str, breaks: Sequence[Span]) -> bool:
    """Whether single line breaks stand inside sentences: most lines before them end without a closing mark."""
    singles = [gap for gap in breaks if not _is_empty_line(text, gap) and gap.start > 0 and gap.end < len(text)]
    if len(singles) < 2:
        return any(text[gap.end].islower() for gap in singles)
    open_ended = sum(text[gap.start - 1] not in ".!?:\"'\u201d\u2019)\u2026" for gap in singles)
    return open_ended * 3 >= len(singles) * 2 and sum(text[gap.end].islower() for gap in singles) * 3 >= len(singles)


def _without(text: str, paragraph: Span, furniture: Spans) -> list[Span]:
    pieces, start = [], paragraph.start
    first = max(0, bisect_right(furniture, paragraph.start, key=lambda span: span.start) - 1)
    last = bisect_left(furniture, paragraph.end, key=lambda span: span.start)
    for cut in furniture[first:last]:
        if cut.end <= start:
            continue
        pieces.append(Span(start, max(start, cut.start)))
        start = min(paragraph.end, cut.end)
    pieces.append(Span(start, paragraph.end))
    return [piece for piece in (trimmed(text, piece) for piece in pieces) if len(piece)]


def _sentences(text: str, paragraph: Span) -> list[Span]:
    result, start = [], paragraph.start
    for match in SENTENCE_END.finditer(text, paragraph.start, paragraph.end):
        if _ends_here(text, match, paragraph.end):
            result.append(trimmed(text, Span(start, match.end())))
            start = match.end()
    last = trimmed(text, Span(start, paragraph.end))
    return [*result, last] if len(last) else result


def _ends_here(text: str, match: re.Match[str], limit: int) -> bool:
    ahead = WORD_AHEAD.match(text, match.end(), min(limit, match.end() + 60))
    following = ahead[1] if ahead else ""
    if following[:1].islower() and match[0][0] != "." and len(match[0]) > 1:
        return False  # '"Really?" he asked': the mark ends the quote, not the sentence
    if match[0].rstrip("\"'\u2019\u201d\u00bb)]") != ".":
        return not following[:1].islower()
    if following[:1].islower():
        return False
    word = LAST_WORD.search(text, max(0, match.start() - 32), match.start() + 1)
    if word is None or len(match[0]) > 1:
        return True
    last = word[1].lower()
    if last in _words("never last"):
        return False
    if last in _words("before a number"):
        return not following[:1].isdigit()
    if last in _words("last or not") or "." in last:
        return following.lower() in _words("starters")
    return not (len(last) == 1 and word[1].isupper() and last != "i")
