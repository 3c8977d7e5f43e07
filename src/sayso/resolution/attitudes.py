"""Acts off the truth axis under negation: who "has not endorsed" somebody, "refused to vote", "is not happy with" it.

Neither says anything about what is so, and neither withholds what is known: the attitude or the deed is what is
negated. The act stays what the cue names and its factuality says that it did not come to that: `CT-` for a deed that
was refused, `Uu` for an attitude or a wish that is not held.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.cues import OFF_AXIS, CuePos, CueReading, Negation, grammar, read_cue
from sayso.records import SAYING, Act, Factuality
from sayso.resolution.acts import ANSWERING, TRUST_CUE, Commitment
from sayso.resolution.clauses import MARKS, lowered, opening, starts_with_said_thing, words_of
from sayso.resolution.verdicts import verdict_in
from sayso.segments import Token

# Words that begin the object of a refusal: "to publicly confirm".
OBJECT_TOKENS = 4
# Tokens of a content in which the verb of a proposal stands, and letters of the shortest gerund.
PROPOSAL_TOKENS = 14
SHORTEST_GERUND = 5
NEVER_SUBJUNCTIVE = ("ed", "s", "ly")
CLAUSAL_FRAMES = frozenset({"that", "wh", "quote"})
REFUSED = Commitment(Act.PROMISE, Factuality.CT_MINUS, trust=TRUST_CUE)


def negated_attitude(
    reading: CueReading, act: Act, words: Sequence[str], content: Sequence[Token], *, outside: bool
) -> Commitment | None:
    """What a negated cue does whose act is off the truth axis; None where it is on it, or not negated.

    Args:
        act: that of the cue in its frame, were it not negated.
    """
    if not outside and _refuses_deed(reading, words, content):
        return REFUSED
    if not (outside or reading.negation is not Negation.NONE):
        return None
    object_ = lowered(content)
    if reading.cue.lemma in words_of("agreeing verb") and set(object_[:OBJECT_TOKENS]) & words_of("held thing"):
        return Commitment(Act.DISPUTE, Factuality.PR_MINUS, trust=TRUST_CUE)
    if act not in OFF_AXIS:
        return None
    if object_[:1] and object_[0] in grammar("question word"):
        return None  # "has not decided whether"
    if act is Act.PRAISE and starts_with_said_thing(object_) and reading.cue.pos is not CuePos.ADJECTIVE:
        return None  # who does not back a report withholds the word on it
    if reading.negation is Negation.REFUSED:
        return REFUSED
    known = reading.cue.negated_act
    if known is Act.DECLINES_TO_CONFIRM and _tells(_behind_cue(reading, words, content)):
        return None
    return unheld(act if known is None or known is Act.DECLINES_TO_CONFIRM else known, is_lexical=known in OFF_AXIS)


def unheld(act: Act, *, is_lexical: bool = False) -> Commitment:
    """An attitude that is not held, a deed not undertaken.

    Args:
        is_lexical: whether the lexicon names the opposite attitude, which then is held: "does not like".
    """
    if is_lexical:
        return Commitment(act, None, trust=TRUST_CUE)
    return REFUSED if act is Act.PROMISE else Commitment(act, Factuality.UU, trust=TRUST_CUE)


def refuses_offer(reading: CueReading, words: Sequence[str], content: Sequence[Token]) -> bool:
    """Whether what is rejected was offered or asked for, not said: "rejected the bid", not "the claim"."""
    if reading.negation is not Negation.NONE:
        return False
    phrase = _object_phrase(content)
    if reading.cue.lemma == "deny":
        return phrase[-1:] != [] and phrase[-1] in words_of("petition")
    if reading.cue.lemma not in words_of("turning down"):
        return False
    if phrase[-1:] != [] and phrase[-1] in words_of("offered thing"):
        return True
    if starts_with_said_thing(lowered(content)) or any(word in words_of("said thing") for word in words[1:]):
        return False
    return any(word in words_of("offered thing") for word in phrase)


def dismissal_of(reading: CueReading, words: Sequence[str], content: Sequence[Token]) -> Commitment | None:
    """What turning down comes to whose object nobody said: "dismissed [questions]", "dismissed [him] as a crank"."""
    if reading.cue.lemma == "turn down" and words_of("withheld thing") & set(words):
        return Commitment(Act.DECLINES_TO_CONFIRM, Factuality.UU, trust=TRUST_CUE)
    if reading.cue.act is not Act.DISPUTE or reading.cue.lemma not in words_of("turning down"):
        return None
    if reading.negation is not Negation.NONE:
        return None
    object_ = lowered(content)
    phrase = _object_phrase(content)
    if {"question", "questions"} & set(phrase[:2]):
        return Commitment(Act.DECLINES_TO_CONFIRM, Factuality.UU, trust=TRUST_CUE)
    is_person = phrase[:1] != [] and phrase[0] in grammar("object pronoun of persons")
    if (
        "as" in object_
        and not starts_with_said_thing(object_)
        and all(token.text[:1].isupper() for token in content[: object_.index("as")])
    ):
        is_judged = verdict_in(object_[object_.index("as") + 1 :], is_named=True) is not None
        return None if is_judged else Commitment(Act.CONDEMN, None, trust=TRUST_CUE)
    return Commitment(Act.CONDEMN, None, trust=TRUST_CUE) if is_person and object_[1:2] in ([], ["as"]) else None


def _object_phrase(content: Sequence[Token]) -> list[str]:
    """The noun phrase that an object begins with, up to a preposition; none of one with a clause of its own."""
    object_ = lowered(content)
    head = object_[opening(object_) :][: OBJECT_TOKENS * 2]
    stops = grammar("preposition") | {"that", ",", "as"}
    end = next((at for at, word in enumerate(head) if at and word in stops), len(head))
    return head[:end] if head[end : end + 1] != ["that"] else []  # "the plea that he was ill" is a claim


def asks_in_purpose(content: Sequence[Token]) -> bool:
    """Whether a content is what the saying was for, a question: "(wrote) to ask whether"."""
    words = lowered(content[:3])
    asking = (
        read_cue(words[1:2]) if words[:1] == ["to"] and words[2:] in (["whether"], ["if"], ["why"], ["how"]) else None
    )
    return asking is not None and asking.cue.lemma in ("ask", "inquire", "enquire")


def asks_to_tell(reading: CueReading, content: Sequence[Token]) -> bool:
    """Whether what is asked for is an answer: "asked the mayor to confirm", "asked to share her views"."""
    object_ = lowered(content[: OBJECT_TOKENS * 2])
    if reading.cue.lemma != "ask" or "to" not in object_:
        return False
    verb = [word for word in object_[object_.index("to") + 1 :] if word not in MARKS and not word.endswith("ly")]
    return verb[:1] != [] and (verb[0] in words_of("telling verb") or " ".join(verb[:2]) in words_of("telling verb"))


def proposes(reading: CueReading, content: Sequence[Token]) -> bool:
    """Whether a suggestion is of something to do: "suggested closing it", "that he resign", "should be closed"."""
    if reading.cue.lemma not in words_of("proposing verb"):
        return False
    object_ = lowered(content)
    object_ = object_[opening(object_) :][:PROPOSAL_TOKENS]
    if not object_:
        return False
    is_gerund = len(object_[0]) > SHORTEST_GERUND and object_[0].endswith("ing") and object_[0].isalpha()
    return is_gerund or _is_mandative(object_)


def _is_mandative(words: Sequence[str]) -> bool:
    """Whether a clause says what should be: "the mayor should go", "that he resign", "that the mill be shut"."""
    for at, word in enumerate(words[1:], 1):
        before = words[at - 1]
        if word in ("should", "ought"):
            return True
        if word in grammar("modal") or word in grammar("auxiliary"):
            is_bound = before == "to" or before in grammar("modal") or before in grammar("negator") | grammar("do")
            return word == "be" and not is_bound and not before.endswith("ly")
        if before in ("he", "she", "it") and word.isalpha():
            is_past = word in grammar("irregular past") or word.endswith(NEVER_SUBJUNCTIVE)
            return not is_past and word not in grammar("adverb") | grammar("contracted verb")
    return False


def _refuses_deed(reading: CueReading, words: Sequence[str], content: Sequence[Token]) -> bool:
    """Whether a refusal is one to do something: "refused to march", "declined the offer"; not "to say", "comment"."""
    if reading.cue.lemma not in words_of("refusing") or reading.negation is not Negation.NONE:
        return False
    behind = _behind_cue(reading, words, content)
    return bool(behind) and "whether" not in behind[: 2 * OBJECT_TOKENS] and not _tells(behind)


def _behind_cue(reading: CueReading, words: Sequence[str], content: Sequence[Token]) -> list[str]:
    """What follows the verb of a cue, in the cue and in the content."""
    stem = reading.cue.lemma.split()[0][:4]
    at = next((at for at, word in enumerate(words) if word.startswith(stem)), len(words) - 1)
    return [*words[at + 1 :], *lowered(content)]


def _tells(behind: Sequence[str]) -> bool:
    """Whether a verb or noun of saying, showing or answering begins these words: "to discuss it", "a reply"."""
    skipped = MARKS | {"to", "even"}
    head = [word for word in behind[: OBJECT_TOKENS + 1] if not word.endswith("ly") and word not in skipped]
    if not head or head[0] in words_of("telling verb"):
        return True
    if " ".join(head[:2]) in words_of("telling verb") or any(word in words_of("withheld thing") for word in head):
        return True
    reading = read_cue(head[:1]) if behind[:1] == ["to"] else None
    return reading is not None and reading.cue.act in SAYING | ANSWERING and bool(reading.cue.frames & CLAUSAL_FRAMES)
