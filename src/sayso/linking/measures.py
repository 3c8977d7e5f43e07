"""Measures: each figure in a content with what it is a figure of, so that two of them can be held side by side.

Wider than figures.py, which tells only amounts for display: ages, times, days, street numbers, places and ordinals
count here too, since two reports may differ in them. Beside its value a measure has its scope: what became of those
counted, whether it lies ahead, per what, in what period, as a part of what, where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from sayso.lexicon import load_entries
from sayso.linking.concepts import concept_of
from sayso.linking.figure_readers import (
    MONTHS,
    NAME,
    WEEKDAYS,
    WORD,
    Measure,
    MeasureKind,
    Scope,
    read_measures,
)
from sayso.linking.figure_words import word_group
from sayso.linking.terms import is_function_word, is_verb_form, stem, terms
from sayso.segments import segment
from sayso.spans import Span, Spans

__all__ = ["Measure", "MeasureKind", "Scope", "find_measures", "value_of"]

# Words on each side of a number in which what became of those counted is told.
NEAR = 8
# Words before a number in which a plan is told, and those after it that tell per what it is.
LEADING, TRAILING = 8, 5
# Words before a number in which the verb that governs it is looked for.
ADJACENT = 3
# Code points before or behind a number in which its place is told.
CODE_POINTS = 90
# A sentence is read no further than this many code points: a table is none, and each number looks at every word.
LONGEST_SENTENCE = 2_000
STREET = r"\d+(?:st|nd|rd|th)"
WHERE = re.compile(
    rf"\b(?:in|at|near|off|on|of|to|from) (?:the )?((?:{NAME}|{STREET})(?:(?:,| and)? (?:{NAME}|{STREET}))*)"
)
STAGE = re.compile(
    r"\b(?:so far|up to now|until now|initially|at first|at its peak|at the peak"
    r"|eventually|worldwide|nationwide|die[ds]? later)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
PHASE = re.compile(
    r"\b(?:on|in|by|at|over) the (first|second|final|last|end|start|beginning|north|south|east|west)\b"
    r"|\bthe (first|second|initial|preliminary|final|last) (?:count|tally|round|day|week|wave)\b"
    r"|\b(?:at|by) (dawn|dusk|noon|midnight)\b",
    re.IGNORECASE,
)
PERIOD = re.compile(
    rf"\b(?:as of|by|in|until|since)\s+((?:19|20)\d\d|noon|midnight|{WEEKDAYS})\b"
    r"|\b((?:last|this|the whole|the first|the second) (?:year|season|week|month|half|quarter))\b",
    re.IGNORECASE,
)
RATE = re.compile(r"^\W*(?:\w+\W+){0,3}?(?:a|an|per|each|every)\s(second|minute|hour|day|week|month|year|run|game)\b")
TOTAL = re.compile(r"\b(?:in (?:total|all)|altogether|overall|over the (?:year|season))\b|\bone (week|month|year)\b")
PART_BEFORE = re.compile(r"(?:\bof (?:whom|them|these|the)\b[^.;]{0,24}|\bincluding|\bamong them)\s*$")
OF_WHAT = re.compile(r"\W*of (?:(?:the|its|their|his|her|all|those|our) )*(?P<head>[^\W\d_]+)")


def find_measures(text: str, content: Spans) -> tuple[Measure, ...]:
    """The figures in some pieces of a text, in text order; none overlaps another.

    Args:
        text: the article's text.
        content: the pieces to look into.
    """
    found: list[Measure] = []
    for piece in content:
        for sentence in segment(piece.surface(text)).sentences:
            start = piece.start + sentence.start
            found += _in_sentence(text, Span(start, min(piece.start + sentence.end, start + LONGEST_SENTENCE)))
    return tuple(found)


def _in_sentence(text: str, sentence: Span) -> list[Measure]:
    letters = sentence.surface(text)
    measures = read_measures(letters)
    return [
        replace(measure, span=measure.span.shifted(sentence.start), scope=_scope(letters, measure, measures))
        for measure in measures
    ]


# -------------------------------------------------------------------------------------------------------- scopes


def _scope(letters: str, measure: Measure, all_measures: list[Measure]) -> Scope:
    before = letters[: measure.span.start]
    after = letters[measure.span.end :]
    words_before = [match[0].lower() for match in WORD.finditer(before)]
    stretch = _stretch(letters, measure, all_measures)
    local_words = [match[0].lower() for match in WORD.finditer(stretch)]
    local = frozenset(stem(word) for word in local_words if not is_function_word(word))
    rate, of_what = RATE.search(after), OF_WHAT.match(after)
    total = TOTAL.search(after)
    return Scope(
        outcome=_outcome(letters, measure, all_measures) if measure.unit in (None, "%") else None,
        is_ahead=_is_ahead(words_before, after),
        rate=rate[1] if rate else (total[1] or "total") if total else None,
        period=measure.scope.period if measure.kind is MeasureKind.AGE else _period(letters),
        part="stage" if STAGE.search(stretch) else _part(before, after) if measure.unit != "%" else None,
        places=_places_near(letters, measure),
        before=_governing(words_before),
        local=local,
        doing=frozenset(map(stem, filter(is_verb_form, local_words))),
        complement=frozenset(_things_behind(letters, measure.span.end)),
        whole=concept_of(of_what["head"]) if of_what else None,
        governor=_governor(words_before, after),
        beside=frozenset(term.stem for term in terms(letters) if not term.is_number),
        siblings=frozenset(value_of(other) for other in all_measures if other is not measure),
    )


def _outcome(letters: str, measure: Measure, all_measures: list[Measure]) -> str | None:
    """What became of those counted: the nearest word that tells, not beyond another number on the far side of it."""
    best, nearest = None, NEAR + 1
    for match in WORD.finditer(letters):
        outcome = _outcomes().get(match[0].lower())
        if outcome is None:
            continue
        first, last = sorted(
            ((match.end(), measure.span.start), (measure.span.end, match.start())), key=lambda g: g[1] - g[0]
        )[-1]
        between = Span(first, max(first, last))
        crossed = sum(other.kind is MeasureKind.AMOUNT and between.contains(other.span) for other in all_measures)
        letters_between = between.surface(letters)
        is_of_another = match.end() <= measure.span.start and re.search(r",|\band\b", letters_between) is not None
        distance = len(WORD.findall(letters_between)) + 3 * crossed + 2 * is_of_another
        if distance < nearest:
            best, nearest = outcome, distance
    return best


def value_of(measure: Measure) -> tuple[str, float, float, str | None]:
    """What a measure says, apart from its scope; equal for two that say the same."""
    return (measure.kind.value, measure.low, measure.high, measure.unit)


def _governing(words_before: list[str]) -> frozenset[str]:
    content = [word for word in words_before if not is_function_word(word)]
    verbs = [word for word in content[-LEADING // 2 :] if is_verb_form(word)]
    return frozenset(map(stem, verbs or content[-2:]))


def _governor(words_before: list[str], after: str) -> str | None:
    if words_before and words_before[-1] in ("has", "have", "had"):
        return concept_of("have")
    before = [word for word in words_before[-ADJACENT:] if is_verb_form(word)]
    behind = [match[0].lower() for match in WORD.finditer(after)][: ADJACENT + 2]
    verbs = [word for word in (*reversed(before), *behind) if is_verb_form(word)]
    return next((concept_of(word) for word in verbs if word not in word_group("light verbs")), None)


def _stretch(letters: str, measure: Measure, all_measures: list[Measure]) -> str:
    """The letters between the figures of the same kind on each side."""
    others = [other.span for other in all_measures if other.kind is measure.kind and other is not measure]
    start = max((span.end for span in others if span.end <= measure.span.start), default=0)
    end = min((span.start for span in others if span.start >= measure.span.end), default=len(letters))
    return letters[start : measure.span.start] + " " + letters[measure.span.start : end]


def _things_behind(letters: str, end: int) -> Iterator[str]:
    """Up to three words behind a figure, over prepositions and up to a mark."""
    n_found = 0
    for match in WORD.finditer(letters, end, min(len(letters), end + CODE_POINTS)):
        if letters[end : match.start()].strip(" -") or n_found == 3:
            return
        end = match.end()
        if not is_function_word(match[0]):
            n_found += 1
            yield stem(match[0])


def _is_ahead(words_before: list[str], after: str) -> bool:
    following = [match[0].lower() for match in WORD.finditer(after)][:TRAILING]
    is_to_be = any(one == "to" and other == "be" for one, other in pairwise(following))
    near = words_before[-LEADING:] + following
    return is_to_be or not word_group("ahead").isdisjoint(near)


def _period(letters: str) -> str | None:
    """Of what time or stretch a sentence tells: "by noon", "in 2019", "the final count", "in the north"."""
    for pattern in (PERIOD, PHASE, YEAR):
        found = pattern.search(letters)
        if found:
            return next((group for group in found.groups() if group), found[0]).lower()
    return None


def _part(before: str, after: str) -> str | None:
    if re.match(r"\W*(?:\w+\W+)?others?\b", after):
        return "others"
    if PART_BEFORE.search(before) or re.match(r"\W*of (?:whom|them|these|those|the|its|their)\b", after):
        return "part"
    return None


def _places_near(letters: str, measure: Measure) -> frozenset[str]:
    around = Span(max(0, measure.span.start - CODE_POINTS), measure.span.end + CODE_POINTS)
    found = (match[1] for match in WHERE.finditer(letters) if around.start <= match.start(1) < around.end)
    names = (
        name for place in found for name in re.findall(r"[\w'’]+", place) if name[0].isupper() or name[0].isdigit()
    )
    proper = frozenset(name.lower() for name in names if not re.fullmatch(f"{WEEKDAYS}|{MONTHS}", name))
    return proper - word_group("of streets") - measure.who


@cache
def _outcomes() -> dict[str, str]:
    entries = load_entries("figure_scopes.toml", "group", key="name", required=("words", "source"))
    prefix = "outcome: "
    return {
        word: entry["name"].removeprefix(prefix)
        for entry in entries
        if entry["name"].startswith(prefix)
        for word in entry["words"]
    }
