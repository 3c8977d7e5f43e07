"""The first clause of a content, read for what its speaker commits to: negation, hedges, conditions.

There is no parser here. The readings rest on closed word classes and on order, and stop at the first sign of another
clause; where two negations meet, nothing is decided.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from sayso.cues import CuePos, grammar, match_cues
from sayso.errors import LexiconError
from sayso.lexicon import load_entries
from sayso.records import Act, Factuality
from sayso.segments import Token

# Tokens into a content at which "he" may stand as its subject.
SUBJECT_TOKENS = 4
# Tokens of a clause in which "I" or "we" is its subject.
OWN_WILL_TOKENS = 4
# Tokens of a content that are read: its first clause is rarely longer.
READ_TOKENS = 60
SPEAKER_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i"})
# Who speaks inside quotation marks: “he denied it” is what somebody says of another.
OWN_PRONOUNS = frozenset({"we", "i"})
MARKS = frozenset("\"'\u201c\u201d\u2018\u2019\u00ab\u00bb(")
BE_OR_HAVE = frozenset("is are was were be been being s re has have had there".split())
MET = frozenset({"seen", "saw", "see", "heard", "hear", "read", "noted", "aware"})
# Tokens of "the plain and simple truth is that", and of a relative clause up to its verb.
PREFACE_TOKENS = 8
RELATIVE_TOKENS = 7
RULING_OUT = frozenset({"rule out", "exclude"})
# What stands between "there" or "it" and the words that judge: "there is now", "it \u2019s".
FRAME_VERBS = frozenset("is was are were s ' \u2019 has had been remains seems now still also".split())
LONGEST_FRAME = 5
STOPS = frozenset({",", ";", ":", "\u2013", "\u2014", "but", "that"})


class Modality(StrEnum):
    """How a clause is put."""

    POSSIBLE = "possible"
    LIKELY = "likely"
    FUTURE = "future"
    DUTY = "duty"
    UNREAL = "unreal"


@dataclass(frozen=True, slots=True)
class Clause:
    """A main clause: how many negations bear on its verb, its modality, and whether "will" is the speaker's own."""

    negations: int
    modality: Modality | None
    is_own_will: bool = False

    @property
    def is_negative(self) -> bool:
        """Whether exactly one negation bears on it."""
        return self.negations == 1

    @property
    def is_unclear(self) -> bool:
        """Whether two negations meet."""
        return self.negations > 1


@cache
def words_of(group: str) -> frozenset[str]:
    """The words of one group of data/commitment.toml.

    Raises:
        LexiconError: if there is no such group.
    """
    for entry in load_entries("commitment.toml", "group", key="name", required=("words", "source")):
        if entry["name"] == group:
            return frozenset(entry["words"])
    raise LexiconError(f"data/commitment.toml: no group {group!r}")


def opening(words: Sequence[str]) -> int:
    """Index of the first word that says something: behind quotation marks and "that"."""
    at = 0
    if words[:1] == ["if"] and _is_aside(words, 0):
        at = words.index("that")
    while at < len(words) and (words[at] in MARKS or (words[at] in ("that", "as", ",") and at + 1 < len(words))):
        if words[at] in ("that", "as") and words[at + 1] in grammar("auxiliary"):
            break  # "that is a lie"
        at += 1
    return at


def lowered(tokens: Iterable[Token]) -> list[str]:
    """Tokens in lower case, save the month of May, which is no verb."""
    printed = [token.text for token in tokens]
    words = list(map(str.lower, printed))
    for at in range(1, len(words)) if "May" in printed else ():
        words[at] = printed[at] if printed[at] == "May" else words[at]
    return words


def is_under_condition(words: Sequence[str], clause: Clause) -> bool:
    """Whether what may or will be hangs on a condition behind it: "the town would flood if the pump failed"."""
    if clause.modality not in (Modality.FUTURE, Modality.POSSIBLE, Modality.UNREAL):
        return False
    words = words[:READ_TOKENS]
    return any(words[at : at + 4] == ["in", "the", "event", "that"] for at in range(2, len(words))) or any(
        (words[at] in words_of("condition") or (clause.modality is Modality.UNREAL and _is_inverted(words, at)))
        and words[at - 1] not in words_of("before another if")
        and not any(word in MARKS or word in (".", ";") for word in words[2:at])
        for at in range(2, len(words))
    )


def _is_inverted(words: Sequence[str], at: int) -> bool:
    """Whether a condition stands without "if": "would have drowned [had] the radio failed"."""
    following = words[at + 1] if at + 1 < len(words) else ""
    is_subject = following in grammar("determiner") | grammar("subject pronoun")
    return words[at] == "had" and is_subject and words[at - 1] not in SPEAKER_PRONOUNS


def is_conditional(words: Sequence[str]) -> bool:
    """Whether the content is put under a condition: "If true, ..."; "... if confirmed"."""
    at = opening(words)
    if at < len(words) and words[at] in ("and", "but", "only"):
        at += 1
    if words[at : at + 1] and words[at] in words_of("condition"):
        return not _is_aside(words, at)
    if " ".join(words[at : at + 3]) in ("in the event", "on condition that", "on the condition"):
        return True
    if (
        words[at : at + 1] in (["should"], ["were"], ["had"])
        and "?" not in words
        and not _is_verb_phrase(words, at + 1)
    ):
        return True
    if _is_doubted_aside(words, at):
        return True
    doubted = words_of("true") | {"confirmed", "verified", "proven", "proved"}
    return any(
        word == "if" and any(later in doubted for later in words[place + 1 : place + 5])
        for place, word in enumerate(words[:READ_TOKENS])
    )


def _is_doubted_aside(words: Sequence[str], at: int) -> bool:
    """Whether an aside doubts its subject: "the payments, if they were made, broke the law"."""
    comma = next((i for i in range(at, min(len(words), at + PREFACE_TOKENS)) if words[i] == ","), len(words))
    aside = words[comma + 1 : comma + 2 + PREFACE_TOKENS]
    doubts = aside[:1] == ["if"] and aside[1:2] != [] and aside[1] in ("it", "they") and aside[2:3] != []
    return doubts and aside[2] in grammar("auxiliary") and "," in aside


def opens_a_forecast(words: Sequence[str]) -> bool:
    """Whether an open condition leads to what will be: "If the river rises, the town will flood".

    The condition has its verb in the present and says nothing of what is so already: "if it is true", "if it has
    burst" only suppose it.
    """
    at = opening(words)
    comma = next((i for i in range(at, min(len(words), READ_TOKENS)) if words[i] == ","), None)
    if words[at : at + 1] not in (["if"], ["unless"]) or comma is None:
        return False
    condition = words[at:comma]
    if set(condition) & (BE_OR_HAVE | words_of("true") | grammar("irregular past") | grammar("modal")):
        return False
    is_past = any(word.endswith("ed") for word in condition)
    return not is_past and read_clause(words[comma + 1 :]).modality is Modality.FUTURE


def _is_aside(words: Sequence[str], at: int) -> bool:
    """Whether "if" opens no clause but an aside before "that": "if a little late, that the dam burst"."""
    comma = next((i for i in range(at, min(len(words), at + PREFACE_TOKENS)) if words[i] == ","), len(words))
    return words[comma + 1 : comma + 2] == ["that"]


def _is_verb_phrase(words: Sequence[str], at: int) -> bool:
    """Whether a verb group goes on here, so that the auxiliary before it has its subject elsewhere: "had left"."""
    word = words[at] if at < len(words) else ""
    return not (word in grammar("determiner") or word in grammar("subject pronoun"))


def read_clause(words: Sequence[str], *, is_own: bool = False) -> Clause:
    """Read the first main clause of a content, given as lower-case tokens.

    Args:
        is_own: whether the speaker's own words stand there, so that "I will" is no forecast.
    """
    words = words[:READ_TOKENS]
    clause = _main_words(words, _main_clause(words))
    negations = sum(_negates(clause, at) for at in range(len(clause)))
    modality = _modality(clause)
    is_own_will = modality is Modality.FUTURE and _is_own_will(clause, is_own=is_own)
    return Clause(negations, None if is_own_will and is_own else modality, is_own_will)


def _is_own_will(clause: Sequence[str], *, is_own: bool) -> bool:
    """Whether "will" tells what the speaker means to do: “I will”, "(said) he would"; no forecast of what happens."""
    head = clause[:OWN_WILL_TOKENS]
    if is_own:
        return bool(set(head) & OWN_PRONOUNS)
    will = next((at for at, word in enumerate(clause) if word in words_of("future")), None)
    return will is not None and will <= OWN_WILL_TOKENS and set(clause[:1]) <= {"he", "she", "they", "we", "i"}


def only_reports(words: Sequence[str]) -> bool:
    """Whether the speaker only tells of having met what others say: "we have seen reports that"."""
    at = opening(words)
    head = words[at : at + 9]
    subject = next((i for i, word in enumerate(head[:SUBJECT_TOKENS]) if word in SPEAKER_PRONOUNS), None)
    met = next((i for i, word in enumerate(head) if word in MET), None)
    if met is None or (subject is None and met > 1) or (subject is not None and met < subject):
        return False
    return any(word in words_of("said thing") for word in head[met + 1 : met + 5])


def starts_with_said_thing(words: Sequence[str]) -> bool:
    """Whether a content names what others say before anything else: "reports that", "the claim"."""
    at = opening(words)
    return any(word in words_of("said thing") for word in words[at : at + 3])


def names_claim(words: Sequence[str]) -> bool:
    """Whether a content names what others say and tells it: "the suggestion that the choir was paid"."""
    said = next((at for at, word in enumerate(words[:PREFACE_TOKENS]) if word in words_of("said thing")), None)
    return said is not None and words[said + 1 : said + 2] == ["that"]


def is_presupposing(words: Sequence[str]) -> bool:
    """Whether a noun phrase takes an event for granted: "the deployment", "its use of gas", not "any" or "reported"."""
    at = opening(words)
    phrase = words[at : at + 14]
    if not phrase or any(word in words_of("unsure of it") for word in phrase):
        return False
    possessive = any(left in ("'", "\u2019") and right == "s" for left, right in itertools.pairwise(phrase))
    gerund = phrase[0].endswith("ing") and len(phrase[0]) > 5
    definite = phrase[0] in ("the", "this", "these", "those", "its", "his", "her", "their", "our", "such")
    if not (possessive or gerund or definite):
        return False
    return gerund or any(_is_event(word) for word in phrase)


def proposition_in(words: Sequence[str]) -> tuple[int, bool]:
    """Where, in the object of an answer, the proposition begins that it is about.

    Returns:
        Index of its first token, and whether the words only point back to something said before
        ("the claims", "it"); "reports that the dam burst" begins behind "that".
    """
    at = opening(words)
    phrase = words[at : at + 12]
    if phrase and phrase[0] in words_of("pointing") and (len(phrase) == 1 or phrase[1] in STOPS | {"and"}):
        return at, True
    for index, word in enumerate(phrase):
        if word in STOPS | {"of"} and index:
            break
        if word in words_of("said thing"):
            behind = phrase[index + 1] if index + 1 < len(phrase) else ""
            if behind in ("that", "of"):
                return at + index + 2, False
            return at, behind not in ("about", "on", "in", "from", "by", "against")
    return at, False


def _main_clause(words: Sequence[str]) -> int:
    """Where the first main clause begins: behind "I mean,", "the truth is that" and "when the siren did not sound,"."""
    at = _behind_fillers(words, opening(words))
    if at < len(words) and words[at] in words_of("opens a clause before"):
        comma = next((i for i in range(at, len(words)) if words[i] == ","), None)
        return at if comma is None else comma + 1
    for end in range(at + 1, min(len(words) - 1, at + PREFACE_TOKENS)):
        if words[end] in ("is", "was") and words[end - 1] in words_of("preface"):
            return end + 1 + (words[end + 1] in ("that", ","))
    return at


def _behind_fillers(words: Sequence[str], at: int) -> int:
    while at + 2 < len(words):
        if words[at] in words_of("filler") and words[at + 1] == ",":
            at += 2
        elif words[at + 2] == "," and tuple(words[at : at + 2]) in (("i", "mean"), ("you", "know")):
            at += 3
        else:
            break
    return at


def _main_words(words: Sequence[str], start: int) -> list[str]:
    """The words of the first main clause, without the relative clauses before its verb."""
    seen_verb = False
    at = start
    main: list[str] = []
    while at < len(words):
        word = words[at]
        if word in grammar("auxiliary") or word in grammar("modal") or _is_verb_of_pronoun(words, at, start):
            seen_verb = True
        if at > start and word in words_of("opens a clause aside"):
            if seen_verb:
                break
            at = _behind_relative(words, at)
            continue
        if at > start and _ends_clause(words, at, seen_verb=seen_verb):
            break
        main.append(word)
        at += 1
    return main


def _behind_relative(words: Sequence[str], at: int) -> int:
    """Behind a relative clause: at its second comma, or behind the verb group of one without commas."""
    if at and words[at - 1] == ",":
        comma = next((i for i in range(at, len(words)) if words[i] == ","), None)
        return len(words) if comma is None else comma + 1
    verb = next((i for i in range(at + 1, min(len(words), at + RELATIVE_TOKENS)) if _is_of_verb_group(words, i)), None)
    if verb is None:
        return at + 2
    while verb < len(words) and _is_of_verb_group(words, verb):
        verb += 1
    return verb


def _is_of_verb_group(words: Sequence[str], at: int) -> bool:
    word = words[at]
    if word in ("t", "'", "\u2019"):
        return at > 0 and words[at - 1] in grammar("auxiliary") | grammar("modal") | {"'", "\u2019"}
    return word in grammar("auxiliary") or word in grammar("modal") or word in words_of("negative word")


def _ends_clause(words: Sequence[str], at: int, *, seen_verb: bool) -> bool:
    word = words[at]
    if word == "but":
        return words[at - 1 : at] != ["all"]  # "all but certain"
    if word in (";", ":", "!", "?", "\u2026"):
        return True
    if word in ("and", "or"):
        return _begins_a_verb(words, at + 1)
    following = words[at + 1 : at + 2]
    if word == "so" and following and (following[0] in SPEAKER_PRONOUNS or following == ["that"]):
        return True  # "asked for help so she could leave": what for
    if at and words[at - 1] in words_of("said") and _is_told_by(words[: at - 1]):
        return not _is_of_verb_group(words, at)  # what somebody else said has its own "will" and "not"
    return seen_verb and (word in (",", "if", "that", "unless") or word in words_of("opens a clause before"))


def _is_told_by(words: Sequence[str]) -> bool:
    """Whether a subject, and no relative clause, stands before "said": "the mayor [said]", not "what he [said]"."""
    helpers = grammar("relative") | grammar("question word") | grammar("auxiliary") | grammar("modal") | {"as", ","}
    start = opening(words)
    return len(words) > start and not set(words[start:]) & helpers and words[start] not in SPEAKER_PRONOUNS


def _is_verb_of_pronoun(words: Sequence[str], at: int, start: int) -> bool:
    """ "We see": whatever follows a subject pronoun is its verb, adverbs aside."""
    before = words[at - 1] if at > start else ""
    return before in SPEAKER_PRONOUNS and not words[at].endswith("ly") and words[at].isalpha()


def _begins_a_verb(words: Sequence[str], at: int) -> bool:
    following = words[at] if at < len(words) else ""
    return following in grammar("auxiliary") | grammar("modal") | SPEAKER_PRONOUNS | {"never", "not"}


def _negates(clause: Sequence[str], at: int) -> bool:
    word = clause[at]
    following = clause[at + 1] if at + 1 < len(clause) else ""
    if word == "t":
        return at > 1 and clause[at - 1] in ("'", "\u2019") and clause[at - 2].endswith("n")
    if word == "not":
        before = clause[at - 1] if at else ""
        if following == "to":
            return before in words_of("decides")
        return following not in words_of("positive after not") and before not in ("than", "or", "if", "why")
    if word == "no":
        return following not in words_of("positive after no") and not (at and clause[at - 1] in ("or", "whether"))
    if word == "yet":
        return following == "to" and at > 0 and clause[at - 1] in BE_OR_HAVE
    if word == "nor":
        return "neither" not in clause[:at]
    if word == "nothing" and following in ("else", "but", "more", "less"):
        return False
    if word == "without":
        return False
    if word in words_of("negative verb"):
        return following in ("to", "from") or word.startswith(("lack", "avoid"))
    return word in words_of("negative word")


def _modality(clause: Sequence[str]) -> Modality | None:
    found: Modality | None = None
    for at, word in enumerate(clause):
        following = clause[at + 1 : at + 3]
        if at > 1 and clause[at - 1] in grammar("relative"):
            continue  # "films that seem to be old"
        if word in words_of("seeming") and _is_state_of_mind(clause, at + 1):
            continue  # "appear determined": how else would one see it
        if word in ("wish", "wishes") and at and clause[at - 1] in SPEAKER_PRONOUNS:
            return Modality.UNREAL
        if word in words_of("future") and not (at and word == "will" and clause[at - 1] in grammar("determiner")):
            if word == "would" and "have" in following:
                return Modality.UNREAL
            found = found or Modality.FUTURE
        elif word in ("going", "expected", "set", "due", "about") and following[:1] == ["to"]:
            found = found or Modality.FUTURE
        elif word in words_of("possible"):
            if not (word == "could" and following[:1] == ["not"]):
                return Modality.POSSIBLE
        elif word in words_of("possible of") and set(clause[max(0, at - 3) : at]) & BE_OR_HAVE:
            return Modality.POSSIBLE
        elif word in ("certain", "certainly") and at and clause[at - 1] in words_of("all but"):
            return Modality.LIKELY
        elif word in words_of("likely") and found is not Modality.FUTURE:
            return None if word in ("believed", "thought") and following[:1] != ["to"] else Modality.LIKELY
        elif word in words_of("duty") and found is None:
            if word == "must" and "have" in following:
                return Modality.LIKELY
            if word not in ("need", "needs") or following[:1] == ["to"]:
                found = Modality.DUTY
    return found


def _is_state_of_mind(clause: Sequence[str], at: int) -> bool:
    return any(match.cue.pos is CuePos.ADJECTIVE for match in match_cues(clause, at)) and not (
        clause[at] in words_of("likely") or clause[at] in words_of("possible of")
    )


def is_withheld(words: Sequence[str]) -> bool:
    """Whether "deny" has a person before its object and means to withhold: "denied us fuel", "denied a crew leave"."""
    if words[:1] and words[0] in ("us", "him", "them", "me", "you"):
        return (
            words[1:2] != ["and"] and len(words) > 1 and words[1].isalpha() and words[1] not in grammar("preposition")
        )
    if words[:1] and words[0] in words_of("granted thing") and words[1:2] in ([], ["to"], ["for"], ["on"], ["."]):
        return True
    after = 1 if words[:1] and words[0] in grammar("determiner") else 0
    if words[after : after + 1] and words[after] in words_of("person") and after + 1 < len(words):
        following = words[after + 1]
        return following.isalpha() and not (_is_function(following) or following.endswith("ly"))
    return False


def _is_function(word: str) -> bool:
    groups = ("auxiliary", "modal", "preposition", "coordinator", "subordinator", "relative", "question word")
    return any(word in grammar(group) for group in groups)


def _is_event(word: str) -> bool:
    if word in words_of("event"):
        return True
    return len(word) > 6 and word.endswith(("tion", "tions", "sion", "sions", "ment", "ments", "ing", "ings"))


class Frame(NamedTuple):
    """What an impersonal opening does to the clause behind it, which begins at a word."""

    act: Act
    factuality: Factuality
    clause_at: int


def frame_of(words: Sequence[str], *, is_found: bool = False) -> Frame | None:
    """The opening "there is no chance that", "it is doubtful whether"; None for any other.

    Args:
        is_found: whether the cue gives names, so that no "is" is needed: "considers [it unlikely] that".
    """
    at = opening(words)
    if words[at : at + 1] not in (["there"], ["it"]):
        return None
    at += 1
    while (
        at < len(words) and (words[at] in FRAME_VERBS or words[at].endswith("ly")) and words[at] not in _frame_words()
    ):
        is_found = is_found or words[at] in FRAME_VERBS
        at += 1
    for length in range(LONGEST_FRAME, 0, -1) if is_found else ():
        known = _frames().get(" ".join(words[at : at + length]))
        behind = at + length
        is_deed = words[behind : behind + 1] == ["to"] and words[at + 1 : behind] != ["truth"]  # "no way to reach it"
        if known is not None and behind < len(words) and not is_deed:
            return Frame(*known, behind + (words[behind] in ("that", "whether", "if")))
    return None


@cache
def _frames() -> dict[str, tuple[Act, Factuality]]:
    entries = load_entries("commitment.toml", "frame", key="name", required=("act", "factuality", "source"))
    return {entry["name"]: (Act(entry["act"]), Factuality(entry["factuality"])) for entry in entries}


@cache
def _frame_words() -> frozenset[str]:
    return frozenset(name.split()[0] for name in _frames())
