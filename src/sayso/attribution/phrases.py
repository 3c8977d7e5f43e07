"""Where noun phrases and clauses begin and end, told by closed-class words, capitals and marks alone.

No part-of-speech tagger runs here: the rules must be fast, readable and the same on every machine. All functions
take a unit and positions in it and give back half-open pairs of positions.
"""

from __future__ import annotations

from functools import cache

from sayso.attribution.units import QUOTE, Unit, is_adverb
from sayso.cues import CuePos, VerbForm, grammar, load_cues, match_cues

# Items looked at on one side of a verb for its subject. On PolNeAR train 99 % of sources end within 40 of their cue;
# the bound keeps a text without marks linear.
REACH = 60
Range = tuple[int, int]
# Items from the start of a complement within which its finite verb must come, longer than any subject but a few.
CLAUSE_REACH = 18
FINITE = frozenset({VerbForm.PAST, VerbForm.S})
# Items. The first part of a subject such as "the mayor and the council" is rarely longer.
LONGEST_CONJUNCT = 5
CLAUSE_OPENERS = frozenset({",", ";", ":", QUOTE, "that", "whether", "-"})
# Items between "neither" and "nor".
REACH_OF_NEITHER = 10
ARTICLES = frozenset({"the", "a", "an"})
APPOSITIVE_STARTS = frozenset(
    {"a", "an", "the", "former", "one", "another", "chief", "who", "which", "whose", "his", "her"}
)
# What may follow an inverted source or one after "according to" without being part of it.
OCCASIONS = frozenset("in on at during after via through to when while as by before".split())
LONGEST_ABBREVIATION = 5
OPENING_LINKS = frozenset("of for from at in with on to by against under near among about over into".split())
NOUN_LINKS = frozenset({"of", "for", "from", "at", "in", "with", "on", "to", "by", "against", "under", "near", "among"})


@cache
def _left_stops() -> frozenset[str]:
    return (
        grammar("auxiliary")
        | grammar("modal")
        | grammar("relative")
        | (grammar("subordinator") - {"even"})
        | frozenset(
            {
                "how",
                "why",
                "where",
                "whether",
                "what",
                "but",
                "or",
                "nor",
                "yet",
                "so",
                "then",
                "not",
                ",",
                ";",
                ":",
                "-",
                ".",
                "!",
                "?",
                "(",
                "[",
            }
        )
    )


def subject_before(unit: Unit, verb: int) -> Range | None:
    """The noun phrase right before a verb group that begins at `verb`; None when none stands there.

    "Ines Corte, head of the board, said": the phrase runs from the name to the end of the apposition.
    """
    subject = _subject_before(unit, verb)
    return subject if subject is not None and subject[0] < subject[1] else None


def _subject_before(unit: Unit, verb: int) -> Range | None:
    end = verb
    floor = max(0, verb - REACH)
    if unit.word(end - 1) == ")":
        opening = _opening(unit, end - 1, floor)
        before = subject_before(unit, opening) if opening < end - 1 else None
        return (before[0], end) if before is not None else None
    if unit.word(end - 1) in {",", "-"}:
        return _before_insertion(unit, end - 1, floor)
    while (
        end > floor
        and is_adverb(unit.word(end - 1))
        and unit.word(end - 1) not in {"both", "all", "most", "more", "first", "last"}
    ):
        end -= 1
    end = _before_time(unit, end, floor)
    if end <= floor:
        return None
    last = unit.word(end - 1)
    if last in grammar("subject pronoun") or last in {"who", "which"}:
        return end - 1, end
    if not is_nominal(unit, end - 1) or is_finite_cue(unit, end - 1):
        return None
    return _trim_opening(unit, _phrase_start(unit, end, floor, NOUN_LINKS), end)


def possessor_before(unit: Unit, apostrophe: int) -> Range | None:
    """The noun phrase whose possessive ends at `apostrophe`: "the head of the board" in "the head of the board's"."""
    if not is_nominal(unit, apostrophe - 1):
        return None
    floor = max(0, apostrophe - REACH)
    return _trim_opening(unit, _phrase_start(unit, apostrophe, floor, frozenset({"of"})), apostrophe)


def _before_time(unit: Unit, end: int, floor: int) -> int:
    """In front of a time between subject and verb: "Corte on Monday said", "police last month charged"."""
    at = end
    while at > floor and (unit.word(at - 1) in grammar("time") or (at < end and unit.word(at - 1).isdigit())):
        at -= 1
    if at == end:
        return end
    while at > floor and unit.word(at - 1) in {"on", "in", "last", "this", "late", "early", "earlier", "next", "that"}:
        at -= 1
    return at if at > floor and (is_nominal(unit, at - 1) or unit.word(at - 1) in grammar("subject pronoun")) else end


def _before_insertion(unit: Unit, comma: int, floor: int) -> Range | None:
    """The noun phrase before an insertion that ends at `comma`: with an apposition, without anything else."""
    mark = unit.word(comma)
    opening = next((at for at in range(comma - 1, floor, -1) if unit.word(at) == mark), None)
    if opening is None or opening + 1 == comma:
        return None
    head = _insertion_head(unit, opening, mark, floor)
    if head is None:
        return None
    start, end = head
    if unit.word(opening + 1) in {"who", "which", "whose"} or _is_aside(unit, opening + 1, comma):
        return start, end
    return start, comma


def _insertion_head(unit: Unit, opening: int, mark: str, floor: int) -> Range | None:
    """The phrase before the mark at `opening`, going on leftwards over further appositions."""
    for _ in range(4):
        end = _opening(unit, opening - 1, floor) if unit.word(opening - 1) == ")" else opening
        if not is_nominal(unit, end - 1) and unit.word(end - 1) not in grammar("subject pronoun"):
            return None
        start = _phrase_start(unit, end, floor, NOUN_LINKS)
        is_apposition = unit.word(start) in APPOSITIVE_STARTS and unit.word(start - 1) == mark
        age = end - start == 1 and unit.word(start).isdigit() and unit.word(start - 1) == mark
        earlier = start - 1
        named = unit.is_name(earlier - 1) and unit.word(earlier - 1) not in grammar("time")
        if not (is_apposition or age) or earlier <= floor or not named:
            return (*_trim_opening(unit, start, end)[:1], end) if end > start else None
        opening = earlier
    return None


def _is_aside(unit: Unit, start: int, end: int) -> bool:
    """Whether an insertion is no apposition: an adverb, a time, "for example", a participle."""
    first = unit.word(start)
    return (
        is_adverb(first)
        or first.endswith("ing")
        or first in grammar("time")
        or (first in grammar("preposition") and end - start < 12)
        or first in grammar("subordinator")
        or first in grammar("coordinator")
    )


def is_nominal(unit: Unit, at: int) -> bool:
    """Whether the item may end a noun phrase."""
    word = unit.word(at)
    if word == QUOTE:
        return False
    if word in {"s", "'"}:
        return False
    if not unit.is_word(at):
        return word in {")", "%"}
    if word in grammar("other pronoun") or unit.is_name(at):
        return True
    return not (
        word in grammar("preposition")
        or word in grammar("determiner")
        or word in _left_stops()
        or word in grammar("coordinator")
        or word in grammar("irregular past")
        or is_adverb(word)
    )


def _phrase_start(unit: Unit, end: int, floor: int, links: frozenset[str]) -> int:
    """First item of the noun phrase that ends before `end`, prepositional parts ("of the board") included."""
    at = end - 1
    while at > floor:
        step = _step_over_mark(unit, at, floor) or _step_over_word(unit, at, floor, links)
        if step == 0:
            break
        at -= step
    if at > floor and links is NOUN_LINKS and unit.word(at - 1) in OPENING_LINKS and unit.word(at) != QUOTE:
        at -= 1  # left in so that `_trim_opening` sees it: "On Monday Corte said"
    return at


def _step_over_mark(unit: Unit, at: int, floor: int) -> int:
    """How many items to the left a mark before `at` and what it ties to the phrase take up; 0 if it ends the phrase."""
    before = unit.word(at - 1)
    if before == "'":
        return 1
    tied = at - 2 >= floor and unit.ends[at - 1] == unit.starts[at]
    match before:
        case ")":
            opening = _opening(unit, at - 1, floor)
            return at - opening if floor < opening < at - 1 else 0
        case ".":
            return (
                2 if at - 2 >= floor and unit.is_name(at - 2) and len(unit.word(at - 2)) <= LONGEST_ABBREVIATION else 0
            )
        case "-":
            hyphen = tied and unit.is_word(at) and unit.is_word(at - 2) and unit.ends[at - 2] == unit.starts[at - 1]
            return 2 if hyphen else 0
        case ",":
            return 2 if tied and unit.word(at).isdigit() and unit.word(at - 2).isdigit() else 0
        case _:
            return 0


def _step_over_word(unit: Unit, at: int, floor: int, links: frozenset[str]) -> int:
    """How many items to the left the word before `at` takes up; 0 if the phrase begins at `at`."""
    before = unit.word(at - 1)
    if before == "and":
        return 2 if _joins(unit, at - 1, floor) else 0
    if before == QUOTE:
        return 2 if at - 2 >= floor and unit.word(at - 2) in grammar("determiner") else 0
    if before == "nor":
        first = max(floor, at - REACH_OF_NEITHER)
        return next((at - back for back in range(at - 2, first - 1, -1) if unit.word(back) == "neither"), 0)
    if before in grammar("preposition"):
        goes_on = at - 2 >= floor and is_nominal(unit, at - 2) and unit.word(at - 2) not in grammar("time")
        return 2 if before in links and goes_on else 0
    if before in _left_stops() or before in grammar("subject pronoun") or before in grammar("irregular past"):
        return 0
    if is_finite_cue(unit, at - 1) or (unit.word(at) in ARTICLES and before not in {"all", "both", "half"}):
        return 0
    return 0 if not unit.is_word(at - 1) and before not in {"%", "$", "&", "/", "@", "#"} else 1


def _joins(unit: Unit, conjunction: int, floor: int) -> bool:
    """Whether "and" joins two parts of one subject rather than two clauses: what is left of it opens its clause."""
    left = conjunction - 1
    if left < floor or not is_nominal(unit, left):
        return False
    start = left
    while start > floor and left - start < LONGEST_CONJUNCT:
        before = unit.word(start - 1)
        if before in CLAUSE_OPENERS or before in grammar("subordinator"):
            return True
        if before in _left_stops() or before in grammar("preposition") or is_finite_cue(unit, start - 1):
            return unit.is_name(left) and unit.is_name(conjunction + 1) and before not in grammar("auxiliary")
        start -= 1
    return start == 0


def is_finite_cue(unit: Unit, at: int) -> bool:
    """Whether a finite verb cue stands at `at`; the plural of a noun that prints like one is none."""
    if unit.word(at - 1) in grammar("determiner") or unit.word(at - 1) in {"s", "of", "for"} or unit.is_name(at):
        return False
    return any(
        match.cue.pos is CuePos.VERB
        and match.forms & FINITE
        and (VerbForm.PAST in match.forms or match.cue.lemma not in nouns_too())
        for match in match_cues(unit.words, at)
    )


@cache
def nouns_too() -> frozenset[str]:
    """Verbs of the lexicon that print like nouns: those that are noun cues as well, and those the grammar lists."""
    nouns = {cue.lemma for cue in load_cues() if cue.pos is CuePos.NOUN}
    verbs = {cue.lemma for cue in load_cues() if cue.pos is CuePos.VERB}
    return frozenset(verbs & nouns) | grammar("verb and noun")


def _trim_opening(unit: Unit, start: int, end: int) -> Range:
    """Leave out a prepositional opening: in "On Monday Corte said" the subject is "Corte"."""
    first = unit.word(start)
    if first in {"and", "but"}:
        return start + 1, end
    if first not in grammar("preposition") or first in {"both", "all"}:
        return _after_time(unit, start, end), end
    best = start
    for at in range(start + 1, end):
        if unit.word(at) in grammar("time") and at + 1 < end and unit.word(at + 1) not in grammar("time"):
            best = at + 1
        elif (
            unit.word(at) in grammar("determiner")
            and unit.word(at - 1) not in grammar("preposition")
            and at > start + 1
        ):
            best = at
    if best == start:
        at = end - 1
        while at > start + 1 and (unit.is_name(at - 1) or unit.word(at - 1) in {".", "and", "'", "s", "-"}):
            at -= 1
        best = at if at > start + 1 else start + 1
    return best, end


def _after_time(unit: Unit, start: int, end: int) -> int:
    """Behind a bare time phrase: "Last week Corte said"."""
    at = start
    while at < end - 1 and (
        unit.word(at) in {"last", "this", "earlier", "late", "next"}
        or unit.word(at) in grammar("time")
        or unit.word(at).isdigit()
    ):
        at += 1
    return at if at > start and unit.word(at - 1) in grammar("time") else start


def _opening(unit: Unit, closing: int, floor: int) -> int:
    return next((at for at in range(closing - 1, floor, -1) if unit.word(at) in {"(", "["}), closing)


@cache
def _verb_signs() -> frozenset[str]:
    return grammar("auxiliary") | grammar("modal")


def is_clause(unit: Unit, start: int, end: int) -> bool:
    """Whether the items look like a clause with a subject of its own rather than a bare noun phrase.

    A sign is a finite verb within reach of the first noun phrase: an auxiliary, a contracted one, or a word in -ed or
    a cue in the past that follows a noun or a pronoun. "To" before it, a comma or a relative clause call it off.
    """
    for at in range(start + 1, min(end, start + CLAUSE_REACH)):
        if _is_finite(unit, at):
            return True
        word = unit.word(at)
        if word in _clause_stops() or (word == "and" and is_finite_cue(unit, at + 1)):
            return False
    return unit.word(start) in grammar("subject pronoun")


def _is_finite(unit: Unit, at: int) -> bool:
    """Whether a finite verb stands here: an auxiliary, a contracted one after a pronoun, or a past after a noun."""
    before = unit.word(at - 1)
    if unit.word(at) in _verb_signs():
        return before != "to"
    if unit.word(at) == "'":
        return unit.word(at + 1) in grammar("contracted verb") and before in grammar("subject pronoun")
    return looks_past(unit, at)


@cache
def _clause_stops() -> frozenset[str]:
    return (
        grammar("relative") | grammar("subordinator") | frozenset({"but", "or", ",", ";", ":", "(", "to"})
    ) - frozenset({"even", "once", "since", "until"})


def looks_past(unit: Unit, at: int) -> bool:
    """Whether the item looks like a verb in the past that follows its subject."""
    word = unit.word(at)
    before = unit.word(at - 1)
    if unit.is_name(at) or not (
        is_nominal(unit, at - 1) or before in grammar("subject pronoun") or before in {"who", "which"}
    ):
        return False
    if word in grammar("irregular past"):
        return True
    if word.endswith("ed") and len(word) > 4:
        return unit.word(at + 1) != "by"
    return is_finite_cue(unit, at) and (
        before in grammar("subject pronoun") or unit.is_name(at - 1) or not word.endswith("s")
    )


OCCASIONS = frozenset(
    {"in", "on", "at", "during", "after", "via", "through", "to", "when", "while", "as", "by", "before"}
)


def subject_after(unit: Unit, start: int, *, initial: bool = False) -> Range | None:
    """The noun phrase that begins at `start`, with its appositions: after "said" or "according to".

    Args:
        initial: whether a clause follows it, as in "According to Corte, the dam is safe": then an apposition must be
            closed by a comma of its own.
    """
    if unit.word(start) in grammar("subject pronoun"):
        return start, start + 1
    at = start
    limit = min(len(unit), start + REACH)
    while at < limit:
        if unit.word(at) == "," and _is_apposition(unit, at + 1, initial=initial):
            at = _apposition_end(unit, at + 1, limit)
            continue
        if unit.word(at) == "," if initial else _ends_source(unit, at, start):
            break
        at += 1
    while at > start and unit.word(at - 1) in {",", "-"}:
        at -= 1
    if at == start or not any(unit.is_word(index) for index in range(start, at)):
        return None
    return start, at


def _is_apposition(unit: Unit, at: int, *, initial: bool) -> bool:
    word = unit.word(at)
    if not (word in APPOSITIVE_STARTS or word.isdigit() or is_role(unit, at)):
        return False
    if not initial:
        return True
    for later in range(at, min(len(unit), at + REACH)):
        if unit.word(later) == ",":
            return True
        if (
            unit.word(later) in _verb_signs()
            or looks_past(unit, later)
            or unit.word(later) in grammar("subject pronoun")
        ):
            return False
    return False


def _apposition_end(unit: Unit, start: int, limit: int) -> int:
    """Behind an apposition that begins at `start`; a relative clause runs on over its own verbs."""
    is_relative = unit.word(start) in {"who", "which", "whose"}
    at = start
    while at < limit:
        word = unit.word(at)
        if word in {",", ";", ":", QUOTE} or (word == "-" and unit.starts[at] > unit.ends[at - 1]):
            break
        if word == "." and not _is_abbreviation(unit, at):
            break
        if not is_relative and at > start and _is_occasion(unit, at):
            break
        at += 1
    return at


def _is_abbreviation(unit: Unit, at: int) -> bool:
    """Whether the full stop belongs to the name before it."""
    return unit.is_name(at - 1) and len(unit.word(at - 1)) <= LONGEST_ABBREVIATION and at + 1 < len(unit)


def _ends_source(unit: Unit, at: int, start: int) -> bool:
    word = unit.word(at)
    if word == ".":
        return not _is_abbreviation(unit, at)
    if word in {",", ";", ":", QUOTE, "!", "?"} or word in grammar("subject pronoun") or word in grammar("time"):
        return True
    if word == "-":
        return unit.starts[at] > unit.ends[at - 1]
    if word in OCCASIONS and at > start:
        if _is_occasion(unit, at) or word not in {"at", "in", "on"}:
            return True
        return all(unit.is_name(index) or unit.word(index) == "." for index in range(start, at))
    return word in {"and", "but"} and is_finite_cue(unit, at + 1)


def is_role(unit: Unit, at: int) -> bool:
    """Whether an apposition without an article begins here: ", head of the board"."""
    if not unit.is_word(at) or unit.word(at).endswith("ing"):
        return False
    return any(unit.word(later) in {"of", "for", "at"} for later in range(at + 1, min(len(unit), at + 5)))


def _is_occasion(unit: Unit, at: int) -> bool:
    """Whether an adjunct of speech begins here: "in a radio interview", "on Monday"."""
    if unit.word(at) in grammar("time"):
        return True
    return unit.word(at) in OCCASIONS and any(
        unit.word(later) in grammar("speech occasion")
        or unit.word(later) in grammar("time")
        or (unit.word(later).isdigit() and len(unit.word(later)) == 4)
        for later in range(at + 1, min(len(unit), at + 6))
    )
