"""Cues in sentences: whole verb groups with their auxiliaries and negation, nouns, adjectives and phrases.

The lexicon itself is `sayso.cues`; here its words are found in units and told from their look-alikes ("the claims"
is no verb, "she claims" is).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sayso.attribution.contents import is_relative_that
from sayso.attribution.phrases import is_nominal, nouns_too, subject_before
from sayso.attribution.quotes import find_quotes
from sayso.attribution.units import QUOTE, Unit, cut_units, is_adverb
from sayso.cues import Cue, CuePos, Negation, VerbForm, WordMatch, catenatives, grammar, match_cues
from sayso.segments import Segments
from sayso.spans import Span

# Words a verb group may hold before its head; "has also since repeatedly refused to" is long enough.
LONGEST_GROUP = 14


class Use(StrEnum):
    """How a cue stands in its clause."""

    FINITE = "finite"
    PASSIVE = "passive"
    PARTICIPLE = "participle"
    INFINITIVE = "infinitive"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A cue at its place in a unit.

    Attributes:
        start, end: items of the whole group: "has refused to confirm", "called for".
        head: item of the word that the lexicon knows.
    """

    cue: Cue
    use: Use
    start: int
    head: int
    end: int


@dataclass(frozen=True, slots=True)
class CueMatch:
    """A cue and its letters in the text."""

    cue: Cue
    use: Use
    span: Span


def find_cues(segments: Segments) -> tuple[CueMatch, ...]:
    """Every cue of a text outside quotes, whole verb groups, in order."""
    units = cut_units(segments, find_quotes(segments))
    return tuple(
        CueMatch(found.cue, found.use, unit.span(found.start, found.end)) for unit in units for found in cues_in(unit)
    )


def cues_in(unit: Unit) -> Iterator[FoundCue]:
    """The cues of one unit, from left to right."""
    behind = 0
    for at in range(len(unit)):
        if at < behind:
            continue
        found = _cue_at(unit, at)
        if found is not None:
            behind = found.end
            yield found


def _cue_at(unit: Unit, at: int) -> FoundCue | None:
    matches = match_cues(unit.words, at)
    for match in matches:
        if match.cue.pos is CuePos.PHRASE:
            return FoundCue(match.cue, Use.PHRASE, at, at, match.end)
    verbs = [match for match in matches if match.cue.pos is CuePos.VERB]
    if verbs and unit.word(at) not in grammar("auxiliary") and not _hands_over(unit, at):
        found = _verb_group(unit, verbs[0])
        if found is not None:
            return found
    for match in matches:
        if match.cue.pos is CuePos.NOUN:
            return FoundCue(match.cue, Use.NOUN, at, at, match.end)
        if match.cue.pos is CuePos.ADJECTIVE:
            return _adjective_group(unit, match)
    return None


def _hands_over(unit: Unit, at: int) -> bool:
    """Whether "refused" and its like stand before an infinitive that is a cue with a content: "to confirm the loss"."""
    if catenatives().get(unit.word(at), Negation.NONE) is Negation.NONE or unit.word(at + 1) != "to":
        return False
    verb = at + 2
    while is_adverb(unit.word(verb)):
        verb += 1
    match = (
        next((match for match in match_cues(unit.words, verb) if match.cue.pos is CuePos.VERB), None)
        if verb < len(unit)
        else None
    )
    if match is None or not match.cue.frames & {"np", "that", "wh"}:
        return False
    return unit.is_word(match.end) or unit.word(match.end) == QUOTE


def _verb_group(unit: Unit, match: WordMatch) -> FoundCue | None:
    """The group around a possible verb; None when it is a noun, an adjective or a bare participle."""
    start, helpers = _helpers_before(unit, match.start)
    use = _use(unit, match, start, helpers)
    if use is None:
        return None
    if use is Use.INFINITIVE:
        governed = _catenative_before(unit, start)
        if governed is not None:
            return FoundCue(match.cue, governed[1], governed[0], match.start, match.end)
    return FoundCue(match.cue, use, start, match.start, match.end)


def _helpers_before(unit: Unit, head: int) -> tuple[int, list[str]]:
    """Where the group begins, and its auxiliaries, modals and "to", nearest first."""
    helpers: list[str] = []
    at = head
    while at > 0 and head - at < LONGEST_GROUP:
        word = unit.word(at - 1)
        if word in grammar("auxiliary") or word in grammar("modal"):
            helpers.append(word)
        elif word == "to" and not (helpers and helpers[-1] == "to"):
            helpers.append("to")
        elif word == "t" and unit.word(at - 2) == "'":
            at -= 1
        elif (
            word in grammar("contracted verb")
            and unit.word(at - 2) == "'"
            and unit.word(at - 3) in grammar("subject pronoun")
        ):
            helpers.append("'" + word)
            at -= 1
        elif not (word in grammar("negator") or is_adverb(word)) or _stands_alone(unit, at - 1):
            break
        at -= 1
    return at, helpers


def _stands_alone(unit: Unit, at: int) -> bool:
    """Whether "both" or "all" is the subject itself rather than a word beside it: "but both have denied it"."""
    return unit.word(at) in {"both", "all", "each"} and (at == 0 or unit.word(at - 1) in {",", "and", "but", "that"})


def _use(unit: Unit, match: WordMatch, start: int, helpers: list[str]) -> Use | None:
    forms = match.forms
    nearest = helpers[0] if helpers else ""
    if nearest == "to":
        return Use.INFINITIVE if VerbForm.BASE in forms else None
    if nearest in grammar("be") or nearest in {"'re", "'m"}:
        if VerbForm.ING in forms:
            return Use.FINITE
        return Use.PASSIVE if VerbForm.PARTICIPLE in forms else None
    if nearest in grammar("have") or nearest == "'ve":
        return Use.FINITE if VerbForm.PARTICIPLE in forms else None
    if nearest in {"'s", "'d"}:
        return Use.FINITE if forms & {VerbForm.PARTICIPLE, VerbForm.ING, VerbForm.BASE} else None
    if nearest:
        return Use.FINITE if VerbForm.BASE in forms else None
    return _bare_use(unit, match, start)


def _bare_use(unit: Unit, match: WordMatch, start: int) -> Use | None:
    """The use of a verb form without auxiliaries, by what stands before it."""
    before = unit.word(start - 1)
    forms = match.forms
    if VerbForm.ING in forms:
        if before in grammar("determiner") or before in {"s", "of", "'"}:
            return None
        return Use.PARTICIPLE
    if before in grammar("determiner") - {
        "all",
        "both",
        "many",
        "most",
        "several",
        "few",
        "some",
        "those",
        "that",
        "this",
        "these",
        "each",
        "either",
        "neither",
    }:
        return None
    if before == "'" or (before == "s" and unit.word(start - 2) == "'"):
        return None
    if before in grammar("preposition") - {"up", "down", "out", "off", "over", "along", "around", "inside", "outside"}:
        return None
    if VerbForm.PAST in forms:
        return None if _is_reduced_relative(unit, match) else Use.FINITE
    if forms & {VerbForm.S, VerbForm.BASE} and _is_rather_noun(unit, match):
        return None
    if VerbForm.S in forms:
        return Use.FINITE if _may_be_subject(unit, start - 1) else None
    if VerbForm.BASE in forms:
        plain = match.cue.lemma not in nouns_too() and not unit.is_name(start - 1) and _opens_clause(unit, start)
        return Use.FINITE if plain or _is_plural(unit, start - 1) or _is_pair(unit, start) else None
    return None


def _is_reduced_relative(unit: Unit, match: WordMatch) -> bool:
    """Whether the participle names its noun: "a dam called Alder"."""
    named = unit.is_name(match.end) or unit.word(match.end) == QUOTE
    if match.cue.lemma not in NAMING_VERBS or not named or not is_nominal(unit, match.start - 1):
        return False
    subject = subject_before(unit, match.start)
    return subject is not None and unit.word(subject[0]) in {"a", "an", "some", "one", "another", "several", "two"}


def _is_rather_noun(unit: Unit, match: WordMatch) -> bool:
    """Whether a form in -s or without ending is the plural of a noun: "many promises", "rules that would help"."""
    before = unit.word(match.start - 1)
    if before in grammar("subject pronoun") or before in {"who", "which"}:
        return False
    if unit.word(match.end) == "that" and is_relative_that(unit, match.end):
        return True
    if match.cue.lemma not in nouns_too():
        return False
    following = unit.word(match.end)
    if following in NOUN_FOLLOWERS or following in grammar("auxiliary") or following in grammar("modal"):
        return True
    subject = subject_before(unit, match.start)
    if subject is None:
        return True
    if VerbForm.S in match.forms:
        first = unit.word(subject[0])
        return not (
            unit.is_name(match.start - 1)
            or first in grammar("determiner") - {"all", "many", "most", "several", "few", "some"}
        )
    return False


def _may_be_subject(unit: Unit, at: int) -> bool:
    word = unit.word(at)
    return (
        at < 0
        or word in grammar("subject pronoun")
        or word in grammar("relative")
        or word in grammar("coordinator")
        or word in {",", ")", "-", QUOTE}
        or is_nominal(unit, at)
    )


def _is_plural(unit: Unit, at: int) -> bool:
    """Whether the word may be the subject of a base form: "they", "who", "voters", "police", "most", "9 percent"."""
    word = unit.word(at)
    if word in PLURALS or word.isdigit() or word in {",", ")", "and", "or", QUOTE}:
        return True
    if word in grammar("other pronoun") and word not in {"one", "himself", "herself", "itself"}:
        return True
    return is_nominal(unit, at) and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _opens_clause(unit: Unit, verb: int) -> bool:
    """Whether the noun phrase before `verb` begins a clause, so that it may well be a subject."""
    subject = subject_before(unit, verb)
    if subject is None:
        return False
    before = unit.word(subject[0] - 1)
    return subject[0] == 0 or before in {",", ";", ":", QUOTE, "that"} or before in grammar("subordinator")


def _is_pair(unit: Unit, verb: int) -> bool:
    """Whether the subject before `verb` is two names joined by "and"."""
    subject = subject_before(unit, verb)
    return subject is not None and "and" in unit.words[subject[0] : subject[1]]


def _catenative_before(unit: Unit, start: int) -> tuple[int, Use] | None:
    """The group of a verb such as "refused" that governs the infinitive whose "to" stands at `start`."""
    known = catenatives()
    for length in (3, 2, 1):
        first = start - length
        if first < 0 or " ".join(unit.words[first:start]) not in known:
            continue
        begin, helpers = _helpers_before(unit, first)
        nearest = helpers[0] if helpers else ""
        use = Use.INFINITIVE if nearest == "to" else Use.FINITE
        if unit.word(first).endswith("ing") and nearest not in grammar("be"):
            use = Use.PARTICIPLE
        return begin, use
    return None


def _adjective_group(unit: Unit, match: WordMatch) -> FoundCue | None:
    """An adjective with the verb that links it to its subject: "was not aware", "sounded hopeful"."""
    start, helpers = _helpers_before(unit, match.start)
    if helpers and (helpers[0] in grammar("be") or helpers[0].startswith("'")):
        return FoundCue(match.cue, Use.ADJECTIVE, start, match.start, match.end)
    linking = unit.word(start - 1)
    if linking in LINKING:
        begin, _ = _helpers_before(unit, start - 1)
        return FoundCue(match.cue, Use.ADJECTIVE, begin, match.start, match.end)
    return None


PLURALS = frozenset(
    "i you we they who people police media women men children percent % two three four five six seven eight nine ten "
    "half third quarter majority dozen million".split()
)
NAMING_VERBS = frozenset({"call", "name", "dub", "title", "entitle", "term", "label", "brand", "aim at"})
NOUN_FOLLOWERS = frozenset({"of", "from", "between", "and", "or", ",", "by", "were", "among"})
LINKING = frozenset(
    "seem seems seemed appear appears appeared sound sounds sounded feel feels felt remain remains remained become "
    "becomes became grow grows grew stay stayed look looks looked".split()
)
