"""When a statement was made: the day printed beside its cue, counted from the dateline or the publication date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from sayso.cues import grammar
from sayso.dates import Tense, find_days, resolve_day
from sayso.records import Anchor, Article, Attribution, DateRange, SaidOn
from sayso.resolution.tenses import tense_around
from sayso.segments import Segments, index_before
from sayso.spans import Span

# Code points between the source, cue or content and a day that still belongs to them: "said in a statement to
# reporters in the capital late on Monday".
NEAR = 90
# Sentences whose days are kept for the next attribution that asks.
SENTENCES_KEPT = 64
# Code points before a day that tell what it is the day of.
LEADING = 300
# Words between the attribution and "in 2004" that are still its own, not a noun's: "said on the stump in 2004".
IN_WORDS = 4
# Words in which "between" or "from" opens the stretch that "and November" ends.
STRETCH_WORDS = 5
EVENT_OPENERS = frozenset({"since", "until", "after", "before", "when", "following", "despite", "given"})
CLAUSE_OPENERS = frozenset(
    {
        "who",
        "which",
        "that",
        "when",
        "after",
        "before",
        "but",
        "while",
        "whose",
        "where",
        "though",
        "although",
        "because",
    }
)
BOUNDS = frozenset({"since", "until", "after", "before", "of", "from", "by", "between", "through"})
# "At the Sept. 16 debate" tells when it was said; "of the Sept. 16 debate" does not.
OCCASION_PREPOSITIONS = frozenset({"in", "at", "during", "on"})
DASH = re.compile(r"--|[\u2013\u2014\u2015]| - ")
RULE_PRINTED = "day printed beside the cue"
RULE_BESIDE = "day printed beside the speaker's other cue in the sentence"


def said_on(article: Article, segments: Segments, attribution: Attribution) -> SaidOn | None:
    """The days on which the statement can have been made; None when no day stands beside its cue.

    A day inside the content belongs to what is told, not to the telling, and one inside another clause to that.
    """
    found = anchor_of(article)
    spans = attribution.cue or attribution.source
    if found is None or not spans:
        return None
    anchor, day = found
    at = index_before(segments.sentence_starts, spans[0].start)
    if at < 0:
        return None
    for phrase in _days_beside(segments, attribution, segments.sentences[at]):
        if article.dateline and article.dateline.span.overlaps(phrase):
            continue
        if tense_around(segments.text, segments.sentences[at], phrase) is Tense.FUTURE:
            continue  # "set to end on Tuesday"
        resolved = resolve_day(phrase.surface(segments.text), day, tense=Tense.PAST)
        if resolved is not None and resolved.start <= day:
            return SaidOn(resolved.start, min(resolved.end, day), anchor, RULE_PRINTED, phrase)
    return None


def happened_on(text: str, sentence: Span, phrase: Span, day: date) -> DateRange | None:
    """The days of what a clause tells, from a day phrase in it: "will meet on Monday" lies ahead of `day`.

    Returns:
        None when the phrase names no day, or when its clause does not tell which of two it names.
    """
    printed = phrase.surface(text)
    tense = tense_around(text, sentence, phrase)
    if tense is not None:
        return resolve_day(printed, day, tense=tense)
    behind, ahead = (resolve_day(printed, day, tense=tense) for tense in (Tense.PAST, Tense.FUTURE))
    if behind and ahead and behind.end == day == ahead.start:
        return DateRange(behind.start, ahead.end)  # "this week", of which a part is gone
    return behind if behind == ahead or ahead is None else ahead if behind is None else None


def is_one_clause(text: str, one: int, other: int) -> bool:
    """Whether no "after", "who" or "when" between two offsets begins another time or another actor."""
    words = text[min(one, other) : max(one, other)].lower().replace(",", " ").split()
    return not any(word in EVENT_OPENERS | CLAUSE_OPENERS - {"that", "which"} for word in words)


def anchor_of(article: Article) -> tuple[Anchor, date] | None:
    """The day that relative days are counted from: the dateline's, else that of publication, else None."""
    if article.dateline and article.dateline.on:
        return Anchor.DATELINE, article.dateline.on
    if article.published_at:
        try:
            return Anchor.PUBLISHED, date.fromisoformat(article.published_at[:10])
        except ValueError:
            return None
    return None


def _days_beside(segments: Segments, attribution: Attribution, sentence: Span) -> Iterator[Span]:
    """The day phrases of the cue's own clause, nearest to the cue first."""
    own = [span for span in (*attribution.source, *attribution.cue) if span.overlaps(sentence)]
    if not own:
        return iter(())
    low, high = min(span.start for span in own), max(span.end for span in own)
    days = []
    for phrase in _days_in(segments.text, segments.sentence_near(own[0].start) or sentence):
        if any(span.overlaps(phrase) for span in (*attribution.content, *attribution.source)):
            continue
        distance = min(max(span.start - phrase.end, phrase.start - span.end, 0) for span in own)
        if distance <= NEAR and _is_same_clause(segments.text, phrase, low, high, attribution, sentence):
            days.append((distance, phrase))
    return (phrase for _, phrase in sorted(days))


@lru_cache(maxsize=SENTENCES_KEPT)
def _days_in(text: str, sentence: Span) -> tuple[Span, ...]:
    """The day phrases of a sentence: several attributions ask in turn."""
    return tuple(find_days(text, sentence))


def _is_same_clause(text: str, phrase: Span, low: int, high: int, attribution: Attribution, sentence: Span) -> bool:
    """Whether no other clause begins between the day and the attribution."""
    if phrase.start >= high:
        between = Span(high, phrase.start)
    elif phrase.end <= low:
        between = Span(phrase.end, low)
    else:
        cue = min((span.start for span in attribution.cue if span.start >= phrase.end), default=phrase.end)
        between = Span(phrase.end, cue)
    words = between.surface(text)
    leading = text[max(sentence.start, phrase.start - LEADING) : phrase.start]
    if any(content.overlaps(between) for content in attribution.content) or _is_bound(leading, phrase.surface(text)):
        return False
    if phrase.end <= low:
        return _is_told_before(leading, words)
    inside = text[low : phrase.start] if phrase.start < high else ""
    if inside.endswith(" in ") or _opens_clause(inside):
        return False
    if phrase.start >= high and words.endswith(" in ") and len(words.split()) > IN_WORDS:
        return False  # "said the adviser, referring to the losing nominee in 2004"
    return _is_unbroken(words)


def _is_told_before(leading: str, words: str) -> bool:
    """Whether a day in front of the attribution is its own, by the words before the day and those between."""
    if words.strip() == "that":
        return True  # "who said on Monday that he could not confirm it"
    if _dates_an_event(leading) or ", and " in words:
        return False  # "since the invasion in March, Ruritania has denied", "it burst on Monday, and Hale has denied"
    return _is_unbroken(words)


def _is_unbroken(words: str) -> bool:
    """Whether no mark, aside or new clause stands in the words between a day and the attribution."""
    is_aside = len(DASH.findall(words)) % 2 == 1
    return not is_aside and not any(mark in words for mark in ';:.\u201c\u201d"') and not _opens_clause(words)


def _is_bound(leading: str, phrase: str) -> bool:
    """Whether a day is one end of a stretch, or tells of what thing another is: "the Sept. 16 debate"."""
    words = ["", "", *leading.lower().split()]
    before, last = words[-2:]
    opened = {"from", "between"} & set(words[-STRETCH_WORDS:])
    is_end = last in ("to", "and") and (bool(opened) or phrase.isdigit())
    is_noun_s = last in grammar("determiner") | grammar("possessive") and before not in OCCASION_PREPOSITIONS
    return last in BOUNDS or is_end or is_noun_s


def _dates_an_event(leading: str) -> bool:
    """Whether a day is of something else by the words before it: "after the flood on Monday", "who left in May"."""
    words = leading.lower().replace(",", " , ").split()
    opener = next((at for at in range(len(words) - 1, -1, -1) if _subordinates(words, at)), None)
    return opener is not None and "," not in words[opener:]


def _subordinates(words: Sequence[str], at: int) -> bool:
    if words[at] == "that":  # not of "at that meeting on Monday"
        return at > 0 and words[at - 1] not in grammar("preposition")
    return words[at] in EVENT_OPENERS | CLAUSE_OPENERS - {"but", "while"}


def _opens_clause(words: str) -> bool:
    return any(word in CLAUSE_OPENERS for word in words.lower().replace(",", " ").split())
