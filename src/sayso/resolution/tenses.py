"""The tense of the clause that a day stands in: whether "on Monday" lies behind or ahead.

There is no parser here. The last verb before the day in its own clause decides, or, where none stands before it, the
first one behind it. What no closed word class or ending tells ("could", "would", the infinitive of "agreed to meet") is
not decided: a day in the wrong week is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from itertools import pairwise

from sayso.cues import grammar
from sayso.dates import Tense
from sayso.segments import TOKEN
from sayso.spans import Span

# Letters of the shortest past in -ed that is taken for one by its ending: "added".
PAST_LETTERS = 5
# Words of "has not yet formally been", between a helper and its verb.
GROUP_WORDS = 4
# Code points on each side of the day that are looked at.
NEAR = 300
MARKS = frozenset('"\u201c\u201d;:\u2014')
# An aside, and a word or two in quotation marks, are no clause's border: 'a medal for "courage" on Monday'.
ASIDE = re.compile(
    r"\([^()]*\)|(?:--|\u2014)[^\u2014-]{1,150}(?:--|\u2014)|[\"\u201c][^\"\u201c\u201d.,]{1,30}[\"\u201d]"
)
APOSTROPHES = frozenset({"'", "\u2019"})
# Clauses with a time of their own, and those that share their main clause's: "will fly when it arrives on Monday".
OWN_TIME = frozenset({"that", "who", "which", "where", "because", "although", "though", "whether", "but"})
SHARED_TIME = frozenset({"when", "while", "if", "once", "as"})
LATER_THAN = frozenset({"after", "since", "following"})
SOONER_THAN = frozenset({"before", "until", "ahead"})
PRESENT_BE = frozenset({"is", "are", "am", "isn", "aren", "re", "m"})
PAST_BE = frozenset({"was", "were", "wasn", "weren"})
PERFECT = frozenset({"has", "have", "hasn", "haven", "ve"})
PLAIN_PAST = frozenset({"had", "hadn", "did", "didn"})
HELPERS = frozenset({"be", "been", "being"}) | PRESENT_BE | PAST_BE | PERFECT | PLAIN_PAST
# After "to" a word of these begins a noun phrase, not an infinitive.
NOT_INFINITIVE = ("determiner", "other pronoun", "preposition", "time")


class _Sign(StrEnum):
    """What a verb tells about the time of its clause."""

    BEHIND = "behind"
    AHEAD = "ahead"
    UNSURE = "unsure"


_TENSES = {_Sign.BEHIND: Tense.PAST, _Sign.AHEAD: Tense.FUTURE, _Sign.UNSURE: None, None: None}


def tense_around(text: str, sentence: Span, phrase: Span) -> Tense | None:
    """The tense of the clause around a day phrase; None when its verbs do not tell.

    Args:
        sentence: the stretch of `text` that is looked at; it holds `phrase`.
    """
    before = _own_part(_words(text[max(sentence.start, phrase.start - NEAR) : phrase.start], begins=True))
    after = _first_sign(_words(text[phrase.end : min(sentence.end, phrase.end + NEAR)], begins=False))
    is_owner = text[phrase.end : phrase.end + 1] in APOSTROPHES or not grammar("possessive").isdisjoint(before[-1:])
    sign, is_adjunct = _last_sign(before) or (_sign_from_behind(before, after), True)
    if after not in (None, sign) and (is_owner or not is_adjunct):
        return None
    return None if sign in _unsure_behind(before[-1:], is_owner=is_owner) else _TENSES[sign]


def _sign_from_behind(before: Sequence[str], after: _Sign | None) -> _Sign | None:
    """What the verb behind the day tells of one that no verb stands before.

    What lies ahead may have a subject that lies behind ("her victory on Monday will help him") or an opening phrase
    that does ("after winning on Monday, he will rest"): it dates a day only that opens the clause itself.
    """
    if any(one in LATER_THAN and two.endswith("ing") for one, two in pairwise(before)):
        return _Sign.BEHIND
    is_opening = all(
        word in grammar("preposition") | {"starting", "beginning", "early", "late", ","} for word in before
    )
    is_told = is_opening and LATER_THAN.isdisjoint(before)
    return after if is_told or not SHARED_TIME.isdisjoint(before) or after is not _Sign.AHEAD else None


def _unsure_behind(leading: Sequence[str], *, is_owner: bool) -> tuple[_Sign, ...]:
    """The signs that do not hold for a day behind this word, or for one that owns something ("Monday's ruling")."""
    word = leading[0] if leading else ""
    if word in LATER_THAN:
        return (_Sign.AHEAD,)  # "after Tuesday he will rest"
    if word in SOONER_THAN:
        return (_Sign.BEHIND,)  # "they had until Friday"
    if is_owner and word in ("for", "of"):
        return (_Sign.AHEAD, _Sign.BEHIND)  # "prepared for Monday's vote"
    return (_Sign.AHEAD,) if is_owner and word not in ("in", "at", "during") else ()  # "will appeal Monday's ruling"


def _words(text: str, *, begins: bool) -> list[str]:
    """Words and marks in lower case, names as "": a name is no verb ("United", "May", a headline in capitals)."""
    words = TOKEN.findall(ASIDE.sub(" ", text.replace("``", '"').replace("''", '"')))
    return [
        "" if word[:1].isupper() and (at or not begins) and word != "I" else word.lower()
        for at, word in enumerate(words)
    ]


def _own_part(before: Sequence[str]) -> Sequence[str]:
    """The words before the day from the last word or mark on that opens a clause with a time of its own."""
    return before[max((at + 1 for at, word in enumerate(before) if word in OWN_TIME | MARKS), default=0) :]


def _last_sign(words: Sequence[str]) -> tuple[_Sign, bool] | None:
    """What the last verb before a day tells, and whether the day is surely that verb's own."""
    shared = SHARED_TIME | LATER_THAN | SOONER_THAN
    opener = max((at for at, word in enumerate(words) if word in shared), default=-1)
    found = _sign_of(words[opener + 1 :])
    if found or opener < 0:
        return found
    main = _last_sign(words[:opener])
    kept = {_Sign.AHEAD: SHARED_TIME | SOONER_THAN, _Sign.BEHIND: SHARED_TIME | LATER_THAN}
    if main and words[opener] not in kept.get(main[0], ()):
        return _Sign.UNSURE, False  # "will be charged after the attack on Monday"
    return main


def _sign_of(words: Sequence[str]) -> tuple[_Sign, bool] | None:
    signs = [(at, sign) for at in range(len(words)) if (sign := _sign_at(words, at))]
    if not signs:
        return None
    at, sign = signs[-1]
    rest = words[at + 1 :]
    if sign is _Sign.BEHIND and (_has_other_time(words, at) or (_is_after_future(signs) and len(rest) > 1)):
        sign = _Sign.UNSURE
    if sign is _Sign.AHEAD and any(
        one in grammar("preposition") and two.endswith("ing") for one, two in pairwise(rest)
    ):
        sign = _Sign.UNSURE  # "will be charged with robbing a bank on Monday"
    tells = words[at] in grammar("bare clause verb")
    return sign, "," not in rest and not (tells and rest and rest[0] not in grammar("preposition"))


def _is_after_future(signs: Sequence[tuple[int, _Sign]]) -> bool:
    """Whether a bare past may be an adjective in a clause that lies ahead: "will discuss proposed rules on Monday"."""
    return any(sign is _Sign.AHEAD for _, sign in signs[:-1])


def _has_other_time(words: Sequence[str], at: int) -> bool:
    """Whether an infinitive behind a past verb may lie later than that: "has agreed to meet on Monday"."""
    verbs = {word for word in words[at : at + GROUP_WORDS] if word in grammar("carried out")}
    return not verbs and any(one == "to" and _is_infinitive(two) for one, two in pairwise(words[at + 1 :]))


def _is_infinitive(word: str) -> bool:
    is_plural = word.endswith("s") and not word.endswith("ss")
    return word.isalpha() and not is_plural and not any(word in grammar(group) for group in NOT_INFINITIVE)


def _first_sign(after: Sequence[str]) -> _Sign | None:
    """What the first verb behind a day tells, up to the next clause or quotation; else what all verbs there tell."""
    stops = OWN_TIME | SHARED_TIME | LATER_THAN | SOONER_THAN | MARKS
    end = next((at for at, word in enumerate(after) if word in stops), len(after))
    own = next((sign for at in range(end) if (sign := _sign_at(after[:end], at))), None)
    if own is not None:
        return own
    signs = {sign for at in range(len(after)) if (sign := _sign_at(after, at))}
    return signs.pop() if len(signs) == 1 else None


def _sign_at(words: Sequence[str], at: int) -> _Sign | None:
    """What the word at a place tells, if it is the first of a verb group."""
    word, ahead = words[at], _ahead(words, at)
    if word in grammar("shall") or (word == "won" and words[at + 1 : at + 2] and words[at + 1] in APOSTROPHES):
        return _Sign.AHEAD
    if word in grammar("may"):
        return _Sign.BEHIND if ahead == "have" else _Sign.AHEAD
    if word in grammar("would"):
        return _Sign.UNSURE
    if _is_helped(words, at):
        return None
    if word in PRESENT_BE or (word == "s" and at > 1 and words[at - 2] in grammar("subject pronoun")):
        return _by_present(ahead, is_last=at == len(words) - 1)
    if word in grammar("timetable verb"):
        return _Sign.AHEAD
    return _by_past(words, at, ahead)


def _ahead(words: Sequence[str], at: int) -> str:
    """The next word that is no adverb and no "not"; "" at the end."""
    passed = _passed()
    return next((word for word in words[at + 1 :] if word not in passed), "")


@cache
def _passed() -> frozenset[str]:
    return grammar("adverb") | grammar("negator") | APOSTROPHES | {"t"}


@cache
def _helpers() -> frozenset[str]:
    return HELPERS | grammar("shall") | grammar("may") | grammar("would")


def _is_helped(words: Sequence[str], at: int) -> bool:
    """Whether a helper before the word has told already: "had" before "met"."""
    passed = _passed()
    before = (word for word in reversed(words[max(0, at - GROUP_WORDS) : at]) if word not in passed)
    return next(before, "") in _helpers()


def _by_present(ahead: str, *, is_last: bool) -> _Sign:
    """ "Is to", "is going", "is expected" and "is on" Monday lie ahead; "is meeting" may be a report of the day's."""
    fixed = ahead in ("to", "going") or ahead in grammar("arranged")
    return _Sign.AHEAD if fixed or is_last or ahead in ("on", "for") else _Sign.UNSURE


def _by_past(words: Sequence[str], at: int, ahead: str) -> _Sign | None:
    word = words[at]
    if word in grammar("intends") and (ahead == "to" or (word not in PERFECT and "to" in words[at:])):
        return _Sign.AHEAD
    if word in PERFECT or word in PAST_BE or word in PLAIN_PAST:
        passive = next((one for one in words[at + 1 :] if one not in ("been", "being")), "")
        if ahead in grammar("arranged") or (ahead == "been" and passive in grammar("arranged")):
            return _Sign.AHEAD if word in PERFECT else _Sign.UNSURE
        if word in PAST_BE and ahead in ("to", "going"):
            return _Sign.UNSURE
        return _Sign.BEHIND if word not in PERFECT or ahead == "been" or _is_past(ahead) else None
    if word in grammar("arranged"):
        return _Sign.UNSURE if ahead in ("to", "for") or _is_past(word) else None
    is_adjective = at > 0 and words[at - 1] in grammar("determiner") | grammar("possessive")
    return _Sign.BEHIND if _is_past(word) and not is_adjective else None


def _is_past(word: str) -> bool:
    by_ending = word.endswith("ed") and len(word) >= PAST_LETTERS and word not in grammar("not a past")
    return by_ending or word in grammar("irregular past") or word in ("been", "gone", "seen", "taken", "given")
