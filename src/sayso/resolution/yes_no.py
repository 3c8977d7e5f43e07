"""Yes, no and what is neither: a few words that answer a question."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.cues import grammar
from sayso.records import Act
from sayso.resolution.clauses import words_of

# Words of an answer at whose beginning a yes or no stands.
OPENING_WORDS = 3
# An answer without a subject of its own: "it was", "they were not", "she had".
LONGEST_ELLIPSIS = 5
# "He [knew] it was".
BELIEVED = frozenset({"know", "knew", "believe", "believed", "think", "thought", "fear", "feared"})
# Answers that no single word of theirs tells: "on the contrary", "I'm afraid so".
WHOLE_ANSWERS = {
    "whole answer no": Act.DENY,
    "whole answer yes": Act.ACKNOWLEDGE,
    "whole answer unsure": Act.CANNOT_CONFIRM,
}


def read_answer(words: Sequence[str]) -> Act | None:
    """What a few words say to a question that wants yes or no; lower-case tokens without quotation marks."""
    words = [word for word in words if word.isalpha() or word in (",", ".", "'", "\u2019")]
    words = words[1:] if words[:1] == ["that"] else words
    plain = [word for word in words if word.isalpha()]
    if not plain:
        return None
    if " ".join(plain[:2]) in words_of("no answer"):
        return None
    if " ".join(plain) in words_of("refusing answer") or _will_not_tell(plain):
        return Act.DECLINES_TO_CONFIRM
    whole = next((act for group, act in WHOLE_ANSWERS.items() if " ".join(plain) in words_of(group)), None)
    if whole is not None:
        return whole
    if plain[0] in words_of("perhaps"):
        return Act.ASSESS_POSSIBLE
    if plain[0] in words_of("probably") or (
        len(plain) == 2 and plain[-1] in words_of("probably") and plain[0] != "not"
    ):
        return Act.ASSESS_LIKELY
    if plain[:2] == ["of", "course"]:
        return Act.DENY if plain[2:3] == ["not"] else Act.ACKNOWLEDGE
    ellipsis = _ellipsis(words)
    if ellipsis is not None:
        return ellipsis
    if _is_negated(words):
        return _negated_answer(words, plain)
    head = plain[:OPENING_WORDS]
    stands_alone = len(plain) == 1 or words[1:2] in ([","], ["."]) or head[1] in words_of("negative word")
    if head[0] in words_of("no") and (stands_alone or head[0] != "no"):
        return Act.CANNOT_CONFIRM if plain[1:2] and plain[1] in words_of("unsure answer") else Act.DENY
    if head[0] in words_of("yes") and stands_alone | (head[0] == "yes"):
        return Act.ACKNOWLEDGE
    if len(plain) <= LONGEST_ELLIPSIS and plain[-1] in words_of("perhaps"):
        return Act.ASSESS_POSSIBLE
    if len(plain) <= LONGEST_ELLIPSIS and plain[-1] in words_of("true") | {"yes"}:
        return Act.ACKNOWLEDGE
    return Act.DENY if len(plain) <= LONGEST_ELLIPSIS and plain[-1] in words_of("false") | {"no"} else None


def _is_negated(words: Sequence[str]) -> bool:
    return "not" in words or "never" in words[1:] or "cannot" in words or "t" in words


def _negated_answer(words: Sequence[str], plain: Sequence[str]) -> Act | None:
    """What an answer with a "not" says: "certainly not" and "it is not true" deny.

    "She was not surprised" is neither yes nor no.
    """
    at = plain.index("not") if "not" in plain else len(plain)
    if at < OPENING_WORDS and all(word.endswith("ly") for word in plain[:at]):
        return Act.CANNOT_CONFIRM if plain[at + 1 : at + 2] and plain[at + 1] in words_of("unsure answer") else Act.DENY
    if plain[0] in words_of("no"):
        return Act.DENY
    if plain[0] in words_of("yes"):
        return Act.ACKNOWLEDGE if words[1:2] in ([","], ["."]) else None
    begins = plain[0] in grammar("subject pronoun") | grammar("auxiliary") | {"that"}
    is_short = len(plain) <= LONGEST_ELLIPSIS and begins
    return Act.DENY if is_short and plain[-1] in words_of("true") | {"so"} else None


def _will_not_tell(plain: Sequence[str]) -> bool:
    """ "I'm not going to get into that"."""
    return (
        "not" in plain and any(word in plain for word in ("into", "discuss", "answer", "comment")) and "going" in plain
    )


def _is_sure(word: str) -> bool:
    """Whether an adverb leaves an answer as sure as it is: "it certainly was"."""
    return word in words_of("yes") or word in ("really", "simply", "clearly", "obviously", "always")


def _ellipsis(words: Sequence[str]) -> Act | None:
    """ "It was", "they were not", "she hadn't": a subject and an auxiliary, and nothing else."""
    stop = next((at for at, word in enumerate(words) if word == ","), len(words))
    goes_on = set(words[stop + 1 : stop + 2]) & {"and", "but", "as", "though", "although"}
    words = words[:stop] if goes_on else words
    words = [word for word in words if word not in (".", ",")]
    if len(words) > 2 and words[1] in BELIEVED and words[2] in grammar("subject pronoun"):
        words = words[2:]  # "he knew it was"
    if not 2 <= len(words) <= LONGEST_ELLIPSIS or words[0] not in grammar("subject pronoun") | {"that", "there"}:
        return None
    rest = [word for word in words[1:] if word not in ("'", "\u2019", "t")]
    auxiliaries = [word for word in rest if word in grammar("auxiliary") or word in grammar("modal")]
    others = (word for word in rest if word not in auxiliaries and word not in ("not", "never"))
    if not auxiliaries or not all(_is_sure(word) for word in others):
        return None
    negated = "t" in words or "not" in rest or "never" in rest or "cannot" in rest
    return Act.DENY if negated else Act.ACKNOWLEDGE
