"""Verdicts: what a content says about what others say: "the claims were groundless", "it is not true"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from sayso.cues import grammar, read_cue
from sayso.resolution.clauses import BE_OR_HAVE, MARKS, PREFACE_TOKENS, READ_TOKENS, opening, words_of

# Words of a set phrase of falsehood, hyphens counted: "off base", "pie-in-the-sky".
IDIOM_LENGTHS = range(2, 8)

GROUNDS = frozenset({"basis", "foundation", "merit", "substance", "truth"})
HAPPENING = frozenset({"happen", "happened"})


class Verdict(StrEnum):
    """What a content says about what others say."""

    FALSE = "false"
    BASELESS = "baseless"


def verdict_in(words: Sequence[str], *, is_named: bool = False) -> Verdict | None:
    """What the content says about what others say: "the claims were groundless", "it is not true", "fake news".

    Args:
        is_named: whether the cue gives names ("called", "dismissed as"), so that no copula is needed.
    """
    words = words[:READ_TOKENS]
    judging = _judging()
    for at, word in enumerate(words):
        if word not in judging:
            continue
        if _stands_before_said_thing(words, at):
            return Verdict.FALSE if word in words_of("false") else Verdict.BASELESS
        if _is_idiom_of_falsehood(words, at) and (_names_said_thing(words[:at]) or _is_said_of_clause(words, at)):
            return Verdict.BASELESS
        if is_named and word in words_of("true") | {"right"} and not has_not_before(words, at):
            return None  # "called [dead right] the rumour"
        found = _verdict_word(words, at)
        if found is not None and (is_named or _judges_said_thing(words, at)):
            return found
    return None


def affirms_said_thing(words: Sequence[str]) -> bool:
    """Whether the content says of what others say that it is so: "the reports that it will close are true"."""
    words = [word for word in words[:READ_TOKENS] if word not in MARKS]
    words = words[:-1] if words[-1:] in ([","], ["."]) else words
    at = len(words) - 1
    if at < 1 or words[at] not in words_of("true") or has_not_before(words, at):
        return False
    is_joined = bool(set(words[max(0, at - 2) : at]) & grammar("be"))
    return is_joined and _names_said_thing(words[: opening(words) + 3])


def is_idiom_alone(words: Sequence[str]) -> bool:
    """Whether a few words are a set phrase of falsehood: “Wide of the mark,” “Not the case,”."""
    return any(_is_idiom_of_falsehood(words, at) for at in range(len(words)))


def is_incredible(words: Sequence[str]) -> bool:
    """Whether the content is "it is hard to believe that", "(found) it difficult to imagine"."""
    at = opening(words)
    head = words[at : at + PREFACE_TOKENS + 2]
    return any(
        word in words_of("hard")
        and head[index + 1 : index + 2] == ["to"]
        and not has_not_before(head, index)
        and head[index + 2 : index + 3] != []
        and head[index + 2] in words_of("crediting verb")
        for index, word in enumerate(head)
        if set(head[:index]) & {"it", "s", "is", "was"}
    )


def says_untrue(words: Sequence[str]) -> bool:
    """Whether the content is "it is not true that ...": a denial rather than a verdict on a report."""
    at = opening(words)
    head = words[at : at + 7]
    if head[:1] == ["they"] and not HAPPENING & set(head):
        return False  # "they were not true" judges what was said
    if not head or head[0] not in ("it", "that", "this", "they"):
        return False
    return any(
        (
            word in words_of("impossible")
            and words[at + index + 1 : at + index + 2] == ["that"]
            and not has_not_before(head, index)
        )
        or (word in words_of("so it is") | HAPPENING and has_not_before(head, index) and _ends_saying_so(head, index))
        for index, word in enumerate(head)
    )


def _ends_saying_so(words: Sequence[str], at: int) -> bool:
    """Whether "so" or "the case" is all that is said: "not so", "is not the case that", but not "not so easy"."""
    following = words[at + 1] if at + 1 < len(words) else "."
    return words[at] == "true" or following in ("that", ".", ",", "?", "!") or following in MARKS


def is_negated_verdict(words: Sequence[str]) -> bool:
    """Whether a word of falsehood is itself negated: "not false", "anything but baseless", "not without merit"."""
    wrong = _wrong()
    return any(
        (word in wrong and has_not_before(words, at)) or _is_not_lacking(words, at)
        for at, word in enumerate(words[:READ_TOKENS])
    )


@cache
def _wrong() -> frozenset[str]:
    return words_of("false") | words_of("baseless")


@cache
def _judging() -> frozenset[str]:
    """The words that a verdict holds or begins with: few contents have any."""
    return _wrong() | words_of("true") | words_of("basis") | GROUNDS | _first_of_idioms() | {"right"}


def _is_not_lacking(words: Sequence[str], at: int) -> bool:
    """Whether a basis is told to be there by two negations: "not without [foundation]", "does not lack [merit]"."""
    lacking = _lacking_before(words, at) if words[at] in words_of("basis") else None
    return lacking is not None and has_not_before(words, lacking)


def _lacking_before(words: Sequence[str], at: int) -> int | None:
    return next((i for i in range(at - 1, max(-1, at - 4), -1) if words[i] in words_of("lacking")), None)


def _verdict_word(words: Sequence[str], at: int) -> Verdict | None:
    word = words[at]
    if word == "propaganda" and [later for later in words[at + 1 : at + 3] if later not in MARKS][:1] == ["for"]:
        return None  # whom it serves, not whether it is so
    if word in words_of("false"):
        return None if has_not_before(words, at) else Verdict.FALSE
    if word in words_of("baseless"):
        return None if has_not_before(words, at) else Verdict.BASELESS
    if _is_not_lacking(words, at):
        return None
    if word in GROUNDS and has_not_before(words, at):
        return Verdict.FALSE if word == "truth" else Verdict.BASELESS
    if word in words_of("true") and has_not_before(words, at):
        return Verdict.FALSE if word in ("true", "accurate", "correct") else Verdict.BASELESS
    return None


def _is_idiom_of_falsehood(words: Sequence[str], at: int) -> bool:
    """ "Wide of the mark"; "did not [hold water]"."""
    ahead = [" ".join(words[at : at + length]) for length in IDIOM_LENGTHS] if words[at] in _first_of_idioms() else []
    if any(phrase in words_of("false idiom") for phrase in ahead):
        return not has_not_before(words, at)
    if words[at] in words_of("basis"):
        return _lacking_before(words, at) is not None and not _is_not_lacking(words, at)
    return any(phrase in words_of("true idiom") for phrase in ahead) and has_not_before(words, at)


@cache
def _first_of_idioms() -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in words_of("false idiom") | words_of("true idiom"))


def has_not_before(words: Sequence[str], at: int) -> bool:
    """Whether a negation stands shortly before a word: "not", "far from", "less than"."""
    before = words[max(0, at - 4) : at]
    before = before[:-1] if before[-1:] in (["a"], ["an"], ["the"]) else before
    if before[-2:] in (["far", "from"], ["anything", "but"], ["less", "than"]):
        return True
    return any(word in ("not", "never", "no", "without", "t", "hardly", "neither", "nor", "cannot") for word in before)


def _names_said_thing(words: Sequence[str]) -> bool:
    return any(word in words_of("said thing") for word in words)


def _is_said_of_clause(words: Sequence[str], at: int) -> bool:
    """Whether a copula joins what stands here to a clause: "That it leaked was [pure invention]", "It was ... that"."""
    copula = next((index for index in range(at - 1, max(-1, at - 4), -1) if words[index] in BE_OR_HAVE), None)
    if copula is None:
        return False
    is_extraposed = words[opening(words) : copula] == ["it"] and "that" in words[at : at + PREFACE_TOKENS]
    return is_extraposed or _is_clausal_subject(words[:copula])


def _is_clausal_subject(words: Sequence[str]) -> bool:
    """Whether a subject is a whole clause: "[That the dam leaked] was moonshine"."""
    subject = [word for word in words if word not in MARKS]
    if subject[:1] != ["that"] or set(subject[1:]) & (grammar("relative") | {","}):
        return False
    helpers = grammar("auxiliary") | grammar("modal")
    while subject[2:] and (subject[-1] in helpers or subject[-1] in grammar("negator") or subject[-1].endswith("ly")):
        subject.pop()  # of the copula's own group: "that his tactics [may have] been wrong"
    return any(word in helpers | grammar("irregular past") or word.endswith("ed") for word in subject[2:])


def _judges_said_thing(words: Sequence[str], at: int) -> bool:
    """Whether a copula joins the word to something said, or to "it", "this", "that" right before."""
    copula = next(
        (i for i in range(at - 1, max(-1, at - 8), -1) if words[i] in BE_OR_HAVE - {"has", "have", "had"}), None
    )
    if copula is None:
        return "as" in words[max(0, at - 5) : at] and any(word in words_of("said thing") for word in words[:at])
    if _is_clausal_subject(words[:copula]):
        return True
    subject = [word for word in words[:copula] if word not in MARKS]
    if subject[:1] == ["to"] and (spoken := read_cue(subject[1:3])) and spoken.cue.frames >= {"that", "quote"}:
        return True  # "to say that it burst is absurd"
    if any(
        pair in (["idea", "of"], ["notion", "of"], ["thought", "of"]) for pair in map(list, itertools.pairwise(subject))
    ):
        return False  # a plan is judged, not a claim
    if subject and subject[-1] in words_of("pointing"):
        return True
    if any(word in ("all", "that", "this", "it", "there") for word in subject[-2:]):
        return True
    return any(word in words_of("said thing") for word in subject)


def _stands_before_said_thing(words: Sequence[str], at: int) -> bool:
    """ "Such groundless rumours", "a fake story", "false claims about us"."""
    if words[at] not in _wrong():
        return False
    pointed = any(before in ("such", "these", "those") for before in words[max(0, at - 2) : at])
    article = words[max(0, at - 1) : at] in (["a"], ["an"], ["the"], ["this"], ["another"], ["these"])
    return (pointed or article) and any(later in words_of("said thing") for later in words[at + 1 : at + 4])
