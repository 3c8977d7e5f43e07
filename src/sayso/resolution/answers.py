"""Questions with their answers: "Asked whether the dam was safe, she said no" denies that the dam was safe.

A question put to the one who answers it in the same sentence is no act of theirs; what they answer is. The question's
content gets the act of its answer, and the answer is about that content. What is neither yes nor no nor a refusal
leaves the question a question.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.cues import CuePos, CueReading, Negation, forms_of, grammar, read_cue
from sayso.records import Act, Attribution, Form
from sayso.resolution.acts import BY_ACT, TRUST_CONTENT, Commitment
from sayso.resolution.clauses import MARKS, lowered, proposition_in, words_of
from sayso.resolution.verb_groups import NEGATORS
from sayso.resolution.yes_no import read_answer
from sayso.segments import Segments, Token
from sayso.spans import Span, Spans

WITHHELD = frozenset({Act.DECLINES_TO_CONFIRM, Act.CANNOT_CONFIRM, Act.DOES_NOT_DENY, Act.NO_RESPONSE})
# Verbs by which one answers or is silent.
ANSWER_LEMMAS = frozenset(
    {"answer", "respond", "reply", "comment", "say", "elaborate", "discuss", "speculate", "disclose"}
)
# What is told of an answer without its words.
TOLD = {"told no": Act.DENY, "told yes": Act.ACKNOWLEDGE, "told nothing": Act.DECLINES_TO_CONFIRM}
# What may follow such a phrase: "said he had not." but not "said he had not seen the books".
# Attributions before and behind a question that may answer it in its sentence.
MOST_BESIDE = 12
# Tokens of “It was not,” with its marks.
LONGEST_BARE = 8
# Tokens of "whether the company could now confirm that".
ASKED_SAYING_TOKENS = 12
ENDS = ([], *([word] for word in (".", ",", ";", "!", "?", "and", "but", "while", "as", "when")))
ASKED = frozenset({"asked", "questioned", "pressed", "quizzed"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What answers a question: the act, and the attribution whose speaker it is; None where only a verb tells it."""

    act: Act
    by: int | None


def answers_in(
    segments: Segments, attributions: Sequence[Attribution], commitments: Mapping[int, Commitment]
) -> dict[int, Answer]:
    """The answer to each question that is put and answered in one sentence, by the question's index."""
    by_sentence: dict[int | None, list[int]] = {}
    for index, attribution in enumerate(attributions):
        if attribution.cue:
            by_sentence.setdefault(segments.sentence_at(attribution.cue[0].start), []).append(index)
    found: dict[int, Answer] = {}
    for sentence, members in by_sentence.items():
        for index in members if sentence is not None else ():
            near = members[max(0, bisect_left(members, index) - MOST_BESIDE) :][: 2 * MOST_BESIDE + 1]
            others = [other for other in near if other != index and _answers(attributions[index], attributions[other])]
            answer = _answer_to(segments, attributions, commitments, index, others)
            if answer is None and sentence is not None:
                answer = _answer_behind(segments, attributions, commitments, index, by_sentence.get(sentence + 1, ()))
            if answer is not None:
                said = () if answer.by is None else lowered(_tokens(segments, attributions[answer.by].content))
                found[index] = _on_saying(lowered(_tokens(segments, attributions[index].content)), answer, said)
    return found


def answered(commitment: Commitment, answer: Answer, about: Spans) -> Commitment:
    """A commitment with the act of an answer, about the question's content."""
    return replace(
        commitment,
        act=answer.act,
        factuality=BY_ACT.get(answer.act),
        refers_to=about,
        points_back=False,
        trust=TRUST_CONTENT,
    )


def asked_about(segments: Segments, question: Attribution) -> Spans:
    """What a question asks, without its "whether"; of "the claim that it leaked" what is claimed."""
    first, *rest = question.content
    tokens = segments.tokens_in(first)
    words = lowered(tokens)
    start = 1 if words[:1] in (["whether"], ["if"]) else proposition_in(words)[0]
    saying = _asked_saying(words)
    if saying is not None:
        start = saying[1]
    return (Span(tokens[start].span.start, first.end), *rest) if 0 < start < len(tokens) else question.content


def _on_saying(asked: Sequence[str], answer: Answer, said: Sequence[str]) -> Answer:
    """The answer to what a question on saying is about: "No" to "if she denied that it leaked" denies no leak."""
    saying = _asked_saying(asked)
    if saying is None or answer.act not in (Act.DENY, Act.ACKNOWLEDGE):
        return answer
    reading = saying[0]
    if answer.act is Act.ACKNOWLEDGE:
        return replace(answer, act=reading.cue.act)
    later = read_cue([word for word in said if word not in grammar("negator")])
    if later is not None and {later.cue.act, reading.cue.act} == {Act.ACKNOWLEDGE, Act.DENY}:
        return replace(answer, act=later.cue.act)  # "if she denied it": “No, I accept it”
    if reading.cue.act in (Act.DENY, Act.DISPUTE):
        return replace(answer, act=Act.DOES_NOT_DENY)
    is_unable = reading.modal in ("can", "could")
    return replace(answer, act=Act.CANNOT_CONFIRM if is_unable else Act.DECLINES_TO_CONFIRM)


def _asked_saying(words: Sequence[str]) -> tuple[CueReading, int] | None:
    """The act of saying that a question is about, and where its clause begins: "if he could confirm that | it fell"."""
    that = next((at for at, word in enumerate(words[:ASKED_SAYING_TOKENS]) if word == "that" and at > 2), None)
    if that is None or words[0] not in ("whether", "if"):
        return None
    reading = read_cue(words[2:that])
    if reading is None or reading.negation is not Negation.NONE or reading.cue.pos is not CuePos.VERB:
        return None
    is_last = words[that - 1] in forms_of(reading.cue.lemma.split()[0])
    return (reading, that + 1) if is_last and reading.cue.act in (Act.DENY, Act.DISPUTE, Act.ACKNOWLEDGE) else None


def question_before(segments: Segments, place: int) -> Span | None:
    """The article's own question that stands right before a place: "Did the dam leak? “It did not,” said Hale"."""
    at = segments.sentence_at(place)
    if not at or (segments.tokens_in(Span(segments.sentences[at].start, place)) and _words_before(segments, place)):
        return None
    sentence = segments.sentences[at - 1]
    words = lowered(segments.tokens_in(sentence))
    asks = words[:1] != [] and words[0] in grammar("auxiliary") | grammar("modal")
    return sentence if asks and segments.text[sentence.end - 1] == "?" else None


def _answers(question: Attribution, other: Attribution) -> bool:
    """Whether the other can be its answer: neither lies in the other's content."""
    return not any(
        piece.overlaps(cue)
        for one, two in ((question, other), (other, question))
        for piece in one.content
        for cue in two.cue
    )


def _answer_to(
    segments: Segments,
    attributions: Sequence[Attribution],
    commitments: Mapping[int, Commitment],
    index: int,
    others: Sequence[int],
) -> Answer | None:
    question = attributions[index]
    silent = _silence_around(attributions, commitments, index)
    if silent is not None:
        return Answer(commitments[silent].act, silent)
    if _is_brought_up(segments, question):
        met = (Answer(commitments[one].act, one) for one in others if _meets(commitments[one]))
        return next(met, None)
    if not _is_put(segments, question):
        return None
    for other in others:
        act = _act_of(segments, attributions[other], commitments[other])
        if act is not None:
            return Answer(act, other)
    act = None if _is_asker(segments, question) else _told(segments, question)
    return Answer(act, None) if act is not None else None


def _answer_behind(
    segments: Segments,
    attributions: Sequence[Attribution],
    commitments: Mapping[int, Commitment],
    index: int,
    following: Sequence[int],
) -> Answer | None:
    """The bare answer that the next sentence gives: "Corte asked Hale whether it leaked. “It did,” Hale said"."""
    question = attributions[index]
    asks = set(lowered(_tokens(segments, question.cue))) & ASKED
    other = following[0] if following else index
    answer = attributions[other]
    by = lowered(_tokens(segments, answer.source))
    if by == lowered(_tokens(segments, question.source)) or set(by) <= grammar("subject pronoun"):
        return None  # it may be the asker who speaks
    if not asks or other == index or answer.form is not Form.DIRECT:
        return None
    said = lowered(_tokens(segments, answer.content))
    if lowered(_tokens(segments, question.content))[:1] not in (["whether"], ["if"]) or len(said) > LONGEST_BARE:
        return None
    is_first = segments.sentence_near(answer.content[0].start + 1) == segments.sentence_near(answer.cue[0].start)
    act = _act_of(segments, answer, commitments[other]) if is_first else None
    return Answer(act, other) if act is not None else None


def _silence_around(
    attributions: Sequence[Attribution], commitments: Mapping[int, Commitment], index: int
) -> int | None:
    """Who leaves the question open that stands in their content: "failed to answer [the question] whether"."""
    question = attributions[index]
    around = question.outer
    if commitments[index].act is not Act.QUESTION or around is None or commitments[around].act not in WITHHELD:
        return None
    return around if attributions[around].content[0].start <= question.cue[0].start else None


def _is_put(segments: Segments, question: Attribution) -> bool:
    """Whether it is put to the one who answers: "asked whether", "when a reporter asked if", "was asked whether"."""
    words = lowered(token for span in question.cue for token in segments.tokens_in(span))
    content = lowered(segments.tokens_in(question.content[0])) if question.content else []
    if {"put", "it", "to"} <= set(words):
        return True
    if content[:1] not in (["whether"], ["if"]):
        return False
    before = _words_before(segments, question.cue[0].start)
    if "asking" in words or (set(words) & {"question", "questions"} and before[:1] and before[0] in ("to", "in")):
        return True
    if not set(words) & ASKED:
        return False
    if before[:1] == ["to"] and before[-1] == "who":
        return True  # "To a fan who asked if"
    if not before or before[-1] in ("when", ",", "while") or {*before[-1:], *words} & grammar("be"):
        return True
    return _is_asker(segments, question)


def _is_brought_up(segments: Segments, question: Attribution) -> bool:
    """Whether something is put to the speaker, who answers: "Told of the claim that", "Asked about the leak"."""
    words = lowered(token for span in question.cue for token in segments.tokens_in(span))
    content = lowered(segments.tokens_in(question.content[0])) if question.content else []
    if question.source or not words or not content or content[0] in grammar("question word") | {"whether", "if"}:
        return False
    is_first = not _words_before(segments, question.cue[0].start)
    return is_first and words[0] in words_of("brought up")


def _meets(commitment: Commitment) -> bool:
    """Whether it says no more than what becomes of what was brought up: "it never happened", “No comment”."""
    if commitment.act in WITHHELD:
        return commitment.points_back or not commitment.refers_to
    return commitment.points_back and commitment.act in (Act.DENY, Act.DISPUTE)


def _is_asker(segments: Segments, question: Attribution) -> bool:
    """Whether its source is who asks, not who answers: "when [a reporter] asked"."""
    before = _words_before(segments, question.source[0].start) if question.source else []
    return before[-1:] in (["when"], ["while"], ["after"])


def _words_before(segments: Segments, place: int) -> list[str]:
    """The words of the sentence up to a place in it."""
    sentence = segments.sentence_near(place)
    return [] if sentence is None else lowered(segments.tokens_in(Span(sentence.start, place)))


def _act_of(segments: Segments, answer: Attribution, commitment: Commitment) -> Act | None:
    """The act of an answer on what was asked; None when it is neither yes nor no nor a refusal."""
    if commitment.act in WITHHELD:
        return commitment.act
    content = lowered(_tokens(segments, answer.content))
    told = _set_phrase([*lowered(_tokens(segments, answer.cue)), *content])
    return told or read_answer([word for word in content if word not in MARKS])


def _tokens(segments: Segments, spans: Spans) -> list[Token]:
    return [token for span in spans for token in segments.tokens_in(span)]


def _told(segments: Segments, question: Attribution) -> Act | None:
    """What the rest of the sentence tells: "Asked whether it leaked, Corte [did not respond]", "[shook his head]"."""
    sentence = segments.sentence_near(question.cue[0].start)
    if sentence is None:
        return None
    first = min(span.start for span in (*question.source, *question.cue))
    for part in (
        Span(question.content[-1].end, max(question.content[-1].end, sentence.end)),
        Span(sentence.start, max(sentence.start, first)),
    ):
        words = lowered(segments.tokens_in(part))
        act = _told_in(words)
        if act is not None:
            return act
    return None


def _told_in(words: Sequence[str]) -> Act | None:
    told = _set_phrase(words)
    if told is not None:
        return told
    if "unanswered" in words or ({"not", "return"} <= set(words)):
        return Act.NO_RESPONSE
    reading = read_cue(words)
    if reading is not None and reading.cue.lemma == "ignore" and reading.negation is Negation.NONE:
        return Act.NO_RESPONSE
    if reading is not None and reading.negation is not Negation.NONE:
        silent = reading.act_in() or Act.DECLINES_TO_CONFIRM
        if reading.negation is Negation.REFUSED and silent is Act.NO_RESPONSE:
            silent = Act.DECLINES_TO_CONFIRM
        return silent if reading.cue.lemma.split()[0] in ANSWER_LEMMAS else None
    if "affirmative" in words:
        return Act.ACKNOWLEDGE
    return Act.DENY if "negative" in words[-3:] or words[-2:] == ["no", "."] else None


def _set_phrase(words: Sequence[str]) -> Act | None:
    """What an answer comes to that is told in a set phrase: "begged to differ", "said as much"; the last one counts."""
    found: list[tuple[int, int, Act]] = []
    for group, act in TOLD.items():
        for phrase in words_of(group):
            own = phrase.split()
            for at in range(len(words) - len(own) + 1):
                end = at + len(own)
                is_whole = words[end : end + 1] in ENDS
                if is_whole and list(words[at:end]) == own and not set(words[max(0, at - 3) : at]) & NEGATORS:
                    found.append((end, len(own), act))
    return max(found)[2] if found else None
