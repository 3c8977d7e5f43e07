"""Self-reports: a content that tells an act of the speaker's own: \"he could not confirm it\", \"I deny it\"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.cues import Negation, catenatives, grammar, read_cue
from sayso.records import Act
from sayso.resolution.clauses import (
    BE_OR_HAVE,
    MARKS,
    OWN_PRONOUNS,
    RULING_OUT,
    SPEAKER_PRONOUNS,
    STOPS,
    SUBJECT_TOKENS,
    is_withheld,
    opening,
    words_of,
)
from sayso.resolution.verdicts import has_not_before, verdict_in

# Tokens of the verb group of a self-report: "he [could not at that time] confirm".
GROUP_TOKENS = 12
# Tokens of "could not yet be independently" before its participle.
PASSIVE_TOKENS = 6
# "It has [no way of] knowing".
NO_MEANS = (["way", "of"], ["way", "to"], ["means", "of"])


def takes_back(words: Sequence[str], *, is_own: bool = True) -> bool:
    """Whether the speaker takes back own words: "I was wrong", "it had been wrong to report that".

    Args:
        is_own: whether the speaker's own words stand there; else "it" and "he" may be the speaker.
    """
    at = opening(words)
    head = words[at : at + 14]
    if head[:1] and head[0] in ("my", "our", "its") and head[1:2] and head[1] in words_of("said thing"):
        return verdict_in(words) is not None
    if not is_own and head[:1] and head[0] in SPEAKER_PRONOUNS - OWN_PRONOUNS:
        if set(head[1:4]) & {"misspoke", "misspoken"} and not set(head[1:4]) & words_of("negative word"):
            return True
        wrong = next((i for i, word in enumerate(head) if word in ("wrong", "mistaken", "erred", "misspoken")), None)
        return wrong is not None and wrong < 5 and head[wrong + 1 : wrong + 2] in (["to"], ["in"], ["when"])
    if not head or head[0] not in OWN_PRONOUNS:
        return False
    if "misspoke" in head[:3]:
        return True
    wrong = next((index for index, word in enumerate(head) if word in ("wrong", "mistaken")), None)
    return wrong is not None and (wrong < 4 or head[1] == "said") and not has_not_before(head, wrong)


@dataclass(frozen=True, slots=True)
class SelfReport:
    """A content in which the speaker tells what they do by speaking: "(said) he could not confirm it"."""

    act: Act
    object_at: int


def self_report_at(words: Sequence[str], *, by: frozenset[str] = SPEAKER_PRONOUNS) -> SelfReport | None:
    """The speaker's own refusal, inability or denial that a content consists of; None when it is about the world.

    Args:
        by: the pronouns that can mean the speaker.
    """
    at = opening(words)
    unsure = _unsure(words, at)
    if unsure is not None:
        return unsure
    subject = next((i for i in range(at, min(len(words), at + SUBJECT_TOKENS)) if words[i] in by), None)
    if subject is None or any(words[i] in STOPS for i in range(at, subject)):
        return None
    for end in range(subject + 1, min(len(words), subject + 1 + GROUP_TOKENS)):
        reading = read_cue(words[subject + 1 : end + 1])
        if reading is not None and reading.cue.lemma.split()[0] in words_of("answer verb"):
            longer = read_cue(words[subject + 1 : end + 2])
            behind = end + 2 if longer and len(longer.cue.lemma.split()) > len(reading.cue.lemma.split()) else end + 1
            if words[behind : behind + 1] in (["nor"], ["or"]) and words[behind + 1 : behind + 2] == ["deny"]:
                return SelfReport(Act.DECLINES_TO_CONFIRM, behind + 2)
            return _report(words, subject, behind)
        if not _in_group(words, end):
            return None
    return None


def doubted_at(words: Sequence[str], *, by: frozenset[str]) -> int | None:
    """Where begins what the speaker is told to doubt: "(said) it had serious doubts [that it leaked]"."""
    at = opening(words)
    head = words[at : at + GROUP_TOKENS]
    if not head or head[0] not in by or not set(head[1:4]) & grammar("have"):
        return None
    noun = next((i for i, word in enumerate(head) if word in ("doubts", "doubt", "misgivings")), None)
    if noun is None or any(word in STOPS or word in words_of("negative word") for word in head[:noun]):
        return None
    is_few = bool(set(head[:noun]) & {"little", "few", "scant", "any", "t"})
    return at + noun + 1 if not is_few and head[noun + 1 : noun + 2] in (["that"], ["about"], ["whether"]) else None


def _unsure(words: Sequence[str], at: int) -> SelfReport | None:
    """ "There is no evidence that", "has no comment", "it is too early to say", "was not aware of"."""
    head = words[at : at + 10]
    for index, word in enumerate(head):
        if word in STOPS:
            break
        if word == "no":
            noun = next((i for i in range(index + 1, min(index + 5, len(head))) if _is_knowledge(head[i])), None)
            if noun is not None and (index == 0 or any(before in BE_OR_HAVE for before in head[:index])):
                act = Act.DECLINES_TO_CONFIRM if head[noun].startswith("comment") else Act.CANNOT_CONFIRM
                return SelfReport(act, at + noun + 1)
        if word == "no" and head[index + 1 : index + 3] in NO_MEANS and read_cue(head[index + 3 : index + 4]):
            return SelfReport(Act.CANNOT_CONFIRM, at + index + 4)
        if word == "no" and head[index + 1 : index + 3] == ["reason", "to"] and _confirms(head[index + 3 : index + 4]):
            return SelfReport(Act.DECLINES_TO_CONFIRM, at + index + 4)
        if head[index : index + 3] == ["the", "means", "to"] and has_not_before(head, index):
            return SelfReport(Act.CANNOT_CONFIRM, at + index + 4)
        if word == "not" and head[index + 1 : index + 2] == ["for"] and head[index + 3 : index + 5] == ["to", "say"]:
            return SelfReport(Act.DECLINES_TO_CONFIRM, at + index + 5)
        if word in ("unaware", "unsure", "unclear") or (
            word in ("aware", "sure", "certain", "clear") and has_not_before(head, index)
        ):
            return SelfReport(Act.CANNOT_CONFIRM, at + index + 1)
        if word in ("early", "premature", "soon") and head[index + 1 : index + 3] in (["to", "say"], ["to", "tell"]):
            return SelfReport(Act.CANNOT_CONFIRM, at + index + 3)
    return None


def withheld_in(words: Sequence[str]) -> Act | None:
    """What a passive without its agent withholds: "the cause [could not be confirmed]", "would not be disclosed"."""
    end = next((at for at, word in enumerate(words) if word in words_of("unsettled verb")), 0)
    if not end or words[end + 1 : end + 2] not in ([], [","], ["."], ["yet"], ["at"], ["by"]):
        return None
    group = [word for word in words[max(0, end - PASSIVE_TOKENS) : end] if not word.endswith("ly")]
    if group[-1:] != ["be"] or not set(group) & {"not", "cannot", "t"}:
        return None
    if set(group) & {"could", "can", "cannot", "couldn"}:
        return Act.CANNOT_CONFIRM
    return Act.DECLINES_TO_CONFIRM if set(group) & {"would", "will", "wouldn"} else None


def _confirms(words: Sequence[str]) -> bool:
    reading = read_cue(words)
    return reading is not None and reading.cue.act is Act.ACKNOWLEDGE


def _is_knowledge(word: str) -> bool:
    return word in words_of("knowledge") or word in ("comment", "comments")


def _in_group(words: Sequence[str], at: int) -> bool:
    word = words[at]
    groups = ("auxiliary", "modal", "negator", "adverb")
    if any(word in grammar(group) for group in groups) or word.endswith("ly"):
        return True
    if word in catenatives() or word in MARKS:
        return True
    if (
        word in ("'", "\u2019", "m", "s", "re")
        or word in ("happy", "pleased", "glad", "sorry", "free")
        or word
        in (
            "prepared",
            "willing",
            "ready",
            "at",
            "liberty",
        )
    ):
        return True
    return word in (
        "to",
        "no",
        "yet",
        "also",
        "able",
        "unable",
        "in",
        "a",
        "position",
        "t",
        "either",
        "or",
        "longer",
        "even",
        "so",
        "far",
    )


def _report(words: Sequence[str], subject: int, behind: int) -> SelfReport | None:
    reading = read_cue(words[subject + 1 : behind])
    if reading is None or (reading.cue.lemma == "deny" and _is_done_to(words, subject, behind)):
        return None
    if reading.negation is Negation.NONE:
        if reading.cue.lemma in RULING_OUT and reading.modal in ("can", "could"):
            return SelfReport(Act.DENY, behind)
        answers = reading.cue.act in (Act.DENY, Act.DISPUTE) or reading.cue.lemma == "confirm"
        withheld = reading.cue.lemma == "deny" and is_withheld(words[behind:])
        return SelfReport(reading.cue.act, behind) if answers and reading.modal is None and not withheld else None
    if reading.cue.lemma == "deny" and is_withheld(words[behind:]):
        return None
    if reading.cue.lemma in RULING_OUT:
        return SelfReport(Act.DOES_NOT_DENY, behind)
    if reading.modal is None and words[behind : behind + 1] == ["until"] and "that" in words[behind : behind + 6]:
        return None  # "did not know until Monday that": in the end they did
    act = reading.act_in()
    if act is None and reading.negation is Negation.UNABLE:
        return SelfReport(Act.CANNOT_CONFIRM, behind)
    if act in (None, Act.DENY, Act.ASSERT, Act.ACKNOWLEDGE):
        act = Act.DECLINES_TO_CONFIRM
    return SelfReport(act, behind)


def _is_done_to(words: Sequence[str], subject: int, behind: int) -> bool:
    """Whether the subject is denied something: "it had been denied a hearing"; "it was denied that" denies."""
    helpers = [word for word in words[subject + 1 : behind - 1] if word in grammar("auxiliary")]
    passive = helpers[-1:] and helpers[-1] in grammar("be") and words[behind - 1] == "denied"
    return bool(passive) and words[behind : behind + 1] != ["that"]
