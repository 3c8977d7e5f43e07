"""The cue lexicon: words by which a text says that somebody says, denies, thinks or wants something.

It stands beside names.py and dates.py because two rooms need it: attribution finds cues in sentences, resolution
reads from a cue how far the speaker stands behind the content. The words are in data/cues.toml.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from sayso.errors import LexiconError
from sayso.lexicon import load_entries
from sayso.records import Act

CUES = "cues.toml"
VOWELS = "aeiou"
ARTICLES = frozenset({"a", "an", "the"})
# Acts that, in a cue of several verbs, say more than the "quoted" or "said" before them.
OFF_AXIS = frozenset({Act.DEMAND, Act.PROMISE, Act.THREATEN, Act.CONDEMN, Act.PRAISE})
TAKES_A_SIDE = frozenset({Act.DENY, Act.DISPUTE, Act.RETRACT, Act.ACKNOWLEDGE})


class CuePos(StrEnum):
    """What sort of word a cue is."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    PHRASE = "phrase"


class VerbForm(StrEnum):
    """An inflected form of a verb; nouns and adjectives have only BASE and S (the plural)."""

    BASE = "base"
    S = "s"
    PAST = "past"
    PARTICIPLE = "participle"
    ING = "ing"


class Negation(StrEnum):
    """What stands between the speaker and the cue; `CANCELLED` is a negation negated: "never failed to"."""

    NONE = "none"
    NOT = "not"
    REFUSED = "refused"
    UNABLE = "unable"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of the lexicon.

    Attributes:
        lemma: in its base form, lower case; several words for "point out", "according to".
        frames: what may follow the cue; the names are explained at the top of data/cues.toml.
        act: what the speaker does by it in the plain affirmative.
        negated_act: the same under "not", "never", "declined to"; None where negation leaves no act behind that a
            word list could name.
        unable_act: the same under "cannot", "could not", "unable to"; None: as `negated_act`.
        frame_acts: acts that hold in one frame only ("told him to" demands).
        reference: where the entry comes from.
    """

    lemma: str
    pos: CuePos
    frames: frozenset[str]
    act: Act
    negated_act: Act | None
    unable_act: Act | None
    frame_acts: tuple[tuple[str, Act], ...]
    reference: str


@dataclass(frozen=True, slots=True)
class Inflections:
    """The five forms of a verb."""

    base: str
    s: str
    past: str
    participle: str
    ing: str


@dataclass(frozen=True, slots=True)
class WordMatch:
    """A cue found in a row of words.

    Attributes:
        start, end: indices of its words, `end` exclusive.
        forms: which inflections its first word may be ("said" is past and participle).
    """

    cue: Cue
    forms: frozenset[VerbForm]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CueReading:
    """A whole cue span, read: the entry, and what negates it.

    Attributes:
        modal: "could", "would", "may" ..., or None.
    """

    cue: Cue
    negation: Negation
    modal: str | None

    def act_in(self, frame: str | None = None) -> Act | None:
        """What the speaker does, given the frame of the content if it is known; None when negation leaves no act."""
        if self.negation is Negation.UNABLE and self.cue.unable_act is not None:
            return self.cue.unable_act
        if self.negation is not Negation.NONE:
            return self.cue.negated_act
        return dict(self.cue.frame_acts).get(frame or "", self.cue.act)


@cache
def load_cues() -> tuple[Cue, ...]:
    """All entries of the lexicon, verbs first, in the order of the file.

    Raises:
        LexiconError: if the file is missing or malformed, an entry stands twice or names an unknown act.
    """
    return tuple(
        _cue(entry, pos)
        for pos in CuePos
        for entry in load_entries(CUES, pos.value, key="lemma", required=("frames", "act", "source"))
    )


@cache
def inflect(verb: str) -> Inflections:
    """The forms of `verb` (one word, base form), by the irregular list of the lexicon, else by rule."""
    irregular = _irregular().get(verb)
    if irregular is None:
        past = _past(verb)
        return Inflections(verb, _third_person(verb), past, past, _ing(verb))
    return Inflections(
        verb,
        irregular.get("s", _third_person(verb)),
        irregular["past"],
        irregular["participle"],
        irregular.get("ing", _ing(verb)),
    )


def match_cues(words: Sequence[str], at: int) -> tuple[WordMatch, ...]:
    """The cues whose first word is `words[at]`, those of most words first.

    Args:
        words: tokens of a text in lower case, as `sayso.segments.TOKEN` cuts them.
        at: index of the first word; no cue stands outside the row.
    """
    entries = _index().get(words[at]) if 0 <= at < len(words) else None
    if entries is None:
        return ()
    return tuple(
        WordMatch(cue, forms, at, at + 1 + len(rest))
        for cue, forms, rest in entries
        if not rest or tuple(words[at + 1 : at + 1 + len(rest)]) == rest
    )


def read_cue(words: Sequence[str]) -> CueReading | None:
    """Read the words of one cue span: which entry it is, and whether it is negated, refused or beyond the speaker.

    The first entry decides, save that a verb such as "refused" or "continued" hands over to the one it governs:
    "has refused to confirm" is "confirm", refused.

    Args:
        words: tokens of the span in lower case, as `sayso.segments.TOKEN` cuts them.

    Returns:
        None when no entry of the lexicon stands in the span.
    """
    return _reading_of(tuple(words))


@lru_cache(maxsize=4096)
def _reading_of(words: tuple[str, ...]) -> CueReading | None:
    """Most cues of an article are the same few words."""
    head = _head(words)
    if head is None:
        return None
    match, effect = head
    before = _behind_correction(words)[: match.start]
    before = before[:-3] if tuple(before[-2:]) == ("not", "but") else before  # "could not but admit" admits
    modal = next((word for word in before if word in grammar("modal")), None)
    return CueReading(match.cue, _negation(before, effect, modal), modal)


@cache
def grammar(group: str) -> frozenset[str]:
    """The words of one group of data/grammar.toml.

    Raises:
        LexiconError: if there is no such group.
    """
    for entry in load_entries("grammar.toml", "group", key="name", required=("words", "source")):
        if entry["name"] == group:
            return frozenset(entry["words"])
    raise LexiconError(f"data/grammar.toml: no group {group!r}")


def _cue(entry: dict[str, Any], pos: CuePos) -> Cue:
    try:
        return Cue(
            lemma=entry["lemma"],
            pos=pos,
            frames=frozenset(entry["frames"]),
            act=Act(entry["act"]),
            negated_act=Act(entry["negated_act"]) if "negated_act" in entry else None,
            unable_act=Act(entry["unable_act"]) if "unable_act" in entry else None,
            frame_acts=tuple((frame, Act(act)) for frame, act in entry.get("frame_acts", {}).items()),
            reference=entry["source"],
        )
    except ValueError as error:
        raise LexiconError(f"data/{CUES} [[{pos.value}]] {entry['lemma']!r}: {error}") from error


@cache
def _irregular() -> dict[str, dict[str, Any]]:
    entries = load_entries(CUES, "irregular", key="lemma", required=("past", "participle", "source"))
    return {entry["lemma"]: entry for entry in entries}


@cache
def catenatives() -> dict[str, Negation]:
    """Every form of the verbs that hand over to the one they govern -> what they do to it."""
    effects = {"refused": Negation.REFUSED, "unable": Negation.UNABLE, "not": Negation.NOT, "same": Negation.NONE}
    result = {}
    for entry in load_entries(CUES, "catenative", key="lemma", required=("effect", "source")):
        first, *rest = entry["lemma"].split()
        for form in forms_of(first) if entry.get("inflects", True) else (first,):
            result[" ".join([form, *rest])] = effects[entry["effect"]]
    return result


@cache
def forms_of(verb: str) -> dict[str, frozenset[VerbForm]]:
    """Every printed form of `verb` -> the inflections it may be."""
    result: dict[str, frozenset[VerbForm]] = {}
    inflections = inflect(verb)
    for form in VerbForm:
        printed = str(getattr(inflections, form.value))
        result[printed] = result.get(printed, frozenset()) | {form}
    return result


@cache
def _index() -> dict[str, tuple[tuple[Cue, frozenset[VerbForm], tuple[str, ...]], ...]]:
    index: dict[str, list[tuple[Cue, frozenset[VerbForm], tuple[str, ...]]]] = {}
    for cue in load_cues():
        for (first, *rest), forms in _printed_forms(cue):
            index.setdefault(first, []).append((cue, forms, tuple(rest)))
    return {word: tuple(sorted(entries, key=lambda entry: -len(entry[2]))) for word, entries in index.items()}


def _printed_forms(cue: Cue) -> Iterator[tuple[list[str], frozenset[VerbForm]]]:
    """A lemma's tokens in each of its forms: "pointed out", and of a compound verb its last word: "pooh-poohed"."""
    tokens = tokens_of(cue.lemma)
    at = 2 if cue.pos is CuePos.VERB and tokens[1:2] == ["-"] else 0
    for printed, forms in _forms(cue, tokens[at]).items():
        yield [*tokens[:at], printed, *tokens[at + 1 :]], forms


def tokens_of(lemma: str) -> list[str]:
    """A lemma cut as `sayso.segments.TOKEN` would: hyphens are words of their own."""
    return lemma.replace("-", " - ").split()


def _forms(cue: Cue, first: str) -> dict[str, frozenset[VerbForm]]:
    if cue.pos is CuePos.VERB:
        return forms_of(first)
    if cue.pos is CuePos.NOUN:
        return {first: frozenset({VerbForm.BASE}), _third_person(first): frozenset({VerbForm.S})}
    return {first: frozenset({VerbForm.BASE})}


def _head(words: Sequence[str]) -> tuple[WordMatch, Negation] | None:
    """The cue that decides in `words`, and what the verb before it does to it."""
    words = _behind_correction(words)
    effect = Negation.NONE
    first: WordMatch | None = None
    behind = 0
    for at, word in enumerate(words):
        if at < behind or _is_before_noun(words, at):
            continue
        handed = _handed_over(words, at)
        if handed is not None:
            effect = _joined(words[:at], effect, handed[0])
            first = first or next(iter(match_cues(words, at)), None)
            behind = at + handed[1]
            continue
        matches = match_cues(words, at)
        if matches and word not in grammar("auxiliary"):
            return _governed(words, _noun_or_verb(words, _adjective_behind_be(words, matches), matches)), effect
    return (first, Negation.NONE) if first else None


def _is_before_noun(words: Sequence[str], at: int) -> bool:
    """Whether a participle only describes the noun cue: "a [signed] admission", "his [repeated] denials"."""
    if not at or words[at - 1] not in ARTICLES | grammar("possessive") or not words[at].endswith("ed"):
        return False
    return any(match.cue.pos is CuePos.NOUN for match in match_cues(words, at + 1))


def _adjective_behind_be(words: Sequence[str], matches: tuple[WordMatch, ...]) -> WordMatch:
    """The longest match, but of a participle and an adjective alike behind "be" the adjective: "is persuaded"."""
    first = matches[0]
    if not set(words[: first.start]) & grammar("be"):
        return first
    alike = (match for match in matches if match.end == first.end and match.cue.pos is CuePos.ADJECTIVE)
    adjective = next(alike, first)
    return adjective if adjective.cue.negated_act is not None else first


def _noun_or_verb(words: Sequence[str], head: WordMatch, matches: tuple[WordMatch, ...]) -> WordMatch:
    """The noun of a verb and a noun alike, where no verb can stand: "the [question]", "[questions] about".

    A verb that takes its object at once has no preposition behind it; behind "to", a modal or a subject pronoun the
    word is a verb whatever follows.
    """
    if head.cue.pos is not CuePos.VERB or head.forms.isdisjoint({VerbForm.BASE, VerbForm.S}):
        return head
    noun = next((match for match in matches if match.end == head.end and match.cue.pos is CuePos.NOUN), None)
    if noun is None:
        return head
    before = next((word for word in reversed(words[: head.start]) if not word.endswith("ly")), "")
    following = words[head.end] if head.end < len(words) else ""
    is_verb = before == "to" or before in grammar("modal") | grammar("subject pronoun") | grammar("do")
    behind_noun_word = before in grammar("determiner") or (VerbForm.S in head.forms and before in grammar("be"))
    return noun if behind_noun_word or (following in noun.cue.frames and not is_verb) else head


def _behind_correction(words: Sequence[str]) -> Sequence[str]:
    """The words with those blanked that "but" corrects: "never admitted but rather [denied]"."""
    but = next((at for at, word in enumerate(words) if word == "but"), None)
    if but is None or not all(
        any(match_cues(words, at) for at in part) for part in (range(but), range(but + 1, len(words)))
    ):
        return words
    return [""] * (but + 1) + list(words[but + 1 :])


def _joined(before: Sequence[str], effect: Negation, handed: Negation) -> Negation:
    """What two verbs in a row do: "refused to continue to"; who "never failed to" do it always did."""
    if handed is Negation.NOT and _has_negator(before):
        return Negation.CANCELLED
    return handed if effect is Negation.NONE else effect


def _governed(words: Sequence[str], head: WordMatch) -> WordMatch:
    """The cue that says more than the head: "issued a [denial]", "quoted in the report [denied]"."""
    if head.cue.negated_act is Act.NO_RESPONSE and _has_negator(words[: head.start]):
        return head
    later = [match for at in range(head.end, len(words)) for match in match_cues(words, at)[:1]]
    deed = next((match for match in later if VerbForm.ING in match.forms and _says_more(match)), None)
    if deed is not None and head.cue.act is Act.ASSERT:
        return deed
    if words[head.start] in grammar("light verb"):
        noun = next((match for match in later if match.cue.pos is CuePos.NOUN), None)
        if noun is not None and not set(words[head.end : noun.start]) & grammar("preposition"):
            return noun
    if head.cue.act is Act.ASSERT:
        return next((match for match in later if _says_more(match)), head)
    return head


def _says_more(match: WordMatch) -> bool:
    if match.cue.pos is not CuePos.VERB:
        return False
    # "released a statement [condemning]": what the statement does, if more than to say.
    is_deed = match.cue.act in OFF_AXIS and VerbForm.ING in match.forms
    return is_deed or match.cue.act in TAKES_A_SIDE or match.cue.lemma == "ask"


def _handed_over(words: Sequence[str], at: int) -> tuple[Negation, int] | None:
    """What a verb such as "refused" does to the one behind it, and how many words it has."""
    if at and words[at].endswith("ed") and words[at - 1] in ARTICLES | grammar("possessive"):
        return None  # "the failed bill to"; but "both refused to"
    for length in (3, 2, 1):
        effect = catenatives().get(" ".join(words[at : at + length]))
        behind = words[at + length : at + length + 3]
        if effect is not None and ("to" in behind or any(word.endswith("ing") for word in behind[:2])):
            return effect, length
    return None


def _negation(before: Sequence[str], effect: Negation, modal: str | None) -> Negation:
    if effect is Negation.CANCELLED:
        return Negation.NONE
    negated = _has_negator(before)
    if effect is Negation.UNABLE or (negated and (modal in {"can", "could", "cannot", "ca"} or _is_unable(before))):
        return Negation.UNABLE
    return Negation.NOT if negated else effect


def _has_negator(before: Sequence[str]) -> bool:
    before = _without_not_only(before)
    contracted = any(left.endswith("n") and right == "t" for left, right in zip(before, before[2:], strict=False))
    pairs = {" ".join(pair) for pair in pairwise(before)}
    if contracted or ("no" in before and "longer" in before) or pairs & grammar("negating phrase"):
        return True
    return any(word in grammar("negator") or word == "cannot" for word in before)


def _without_not_only(words: Sequence[str]) -> Sequence[str]:
    """Without the negation of "not only denied", "isn't just looking", which says that more is so."""
    at = next((at for at, word in enumerate(words) if at and word in grammar("only")), None)
    if at is None or words[at - 1] not in ("not", "t"):
        return words
    return [*words[: at - (3 if words[at - 1] == "t" else 1)], *words[at:]]


def _is_unable(before: Sequence[str]) -> bool:
    return "able" in before or "position" in before or any(word in {"couldn", "can"} for word in before)


def _third_person(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")) or word in {"go", "do", "echo", "veto"}:
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in VOWELS:
        return verb[:-1] + "ied"
    return verb + "ed"


def _ing(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return verb + "ing"
