"""What a content adds to its cue: negation, hedges, conditions, refusals and verdicts in its first clause."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sayso.cues import Negation, grammar, read_cue
from sayso.records import SAYING, Act, Attribution, Factuality, Form
from sayso.resolution.acts import ANSWERING, BY_ACT, NEGATED, TRUST_CONTENT, Commitment
from sayso.resolution.clauses import (
    MARKS,
    OWN_PRONOUNS,
    SPEAKER_PRONOUNS,
    Frame,
    Modality,
    frame_of,
    is_conditional,
    is_presupposing,
    is_under_condition,
    is_withheld,
    lowered,
    names_claim,
    only_reports,
    opening,
    opens_a_forecast,
    proposition_in,
    read_clause,
    starts_with_said_thing,
    words_of,
)
from sayso.resolution.self_reports import doubted_at, self_report_at, takes_back, withheld_in
from sayso.resolution.verb_groups import CLAUSAL, DENIAL_TOKENS, FRAME_TOKENS, LIGHT, has_no_doubt, holds_denial
from sayso.resolution.verdicts import (
    Verdict,
    affirms_said_thing,
    is_idiom_alone,
    is_incredible,
    is_negated_verdict,
    says_untrue,
    verdict_in,
)
from sayso.resolution.yes_no import read_answer
from sayso.segments import Segments, Token
from sayso.spans import Span, Spans

# Tokens, marks included, of a quote that is no more than a verdict: “Sheer nonsense,”.
SHORT_QUOTE = 6
ANSWER_WORDS = 3
# Words of an answer to a question of one's own: "the answer is he is not".
LONGEST_OWN_ANSWER = 7
BY_MODALITY = {Modality.POSSIBLE: Act.ASSESS_POSSIBLE, Modality.LIKELY: Act.ASSESS_LIKELY, Modality.FUTURE: Act.PREDICT}
VERDICT_COPULAS = frozenset({"is", "are", "was", "were", "be", "been", "as"})
# Code points between two words of one piece: a mark and a space, or the two hyphens of a dash.
LARGEST_GAP = 4


def of_content(segments: Segments, act: Act, content: Sequence[Token], form: Form, trust: float) -> Commitment:
    words = lowered(content)
    if form is Form.DIRECT and act in SAYING | {Act.QUESTION}:
        own = _own_answer(words, _first_sentence(segments, content))
        if own is not None:
            return Commitment(own, BY_ACT[own], refers_to=pieces_of(content), trust=TRUST_CONTENT)
    if act is Act.DENY and says_untrue(words):
        return _answer(Act.DOES_NOT_DENY, Factuality.UU, content, words, TRUST_CONTENT)
    if act in SAYING:
        return _said(act, content, words[: _first_sentence(segments, content)], form, trust)
    if act is Act.DENY:
        return _denied(content, words, trust)
    if act is Act.DISPUTE:
        verdict = verdict_in(words, is_named=True)
        if verdict is Verdict.FALSE:
            return _judged(verdict, content, words)
    if act is Act.CONDEMN and names_claim(words):
        act = Act.DISPUTE  # who scorns the notion that it fell does not hold that it did
    if act in (Act.CONDEMN, Act.PRAISE) and is_presupposing(words):
        return Commitment(act, Factuality.CT_PLUS, presupposed=True, trust=trust)
    if act in ANSWERING:
        return _answer(act, BY_ACT.get(act), content, words, trust)
    return Commitment(act, BY_ACT.get(act), trust=trust)


def of_denying_noun(content: Sequence[Token], form: Form) -> Commitment | None:
    """ "(Voiced) his disbelief at the claim", "(saw) no truth in it": what an object of expressing does to its own."""
    words = lowered(content)
    if form is Form.DIRECT:
        return None
    for at, word in enumerate(words[:DENIAL_TOKENS]):
        if words[at + 1 : at + 2] and words[at + 1] in grammar("preposition") | {"that"}:
            act = _act_of_noun(word, is_lacking=bool(set(words[:at]) & words_of("next to nothing")))
            if act is not None:
                return _answer(act, BY_ACT[act], content[at + 2 :], words[at + 2 :], TRUST_CONTENT)
    return None


def _act_of_noun(noun: str, *, is_lacking: bool) -> Act | None:
    if noun in words_of("denying noun"):
        return Act.DOES_NOT_DENY if is_lacking else Act.DISPUTE
    if is_lacking and noun in words_of("truth in it"):
        return Act.DISPUTE
    return Act.CANNOT_CONFIRM if is_lacking and noun in words_of("knowledge") | {"support"} else None


def of_naming(content: Sequence[Token]) -> Commitment:
    """ "Called the claims baseless": what it does hangs on the name."""
    words = lowered(content)
    if is_incredible(words):
        return Commitment(Act.DISPUTE, Factuality.PR_MINUS, refers_to=pieces_of(content), trust=TRUST_CONTENT)
    frame = frame_of(words, is_found=True)
    if frame is not None:
        return _framed(frame, content)
    verdict = verdict_in(words, is_named=True)
    if verdict is None:
        unclear = is_negated_verdict(words)
        return Commitment(Act.ASSERT, Factuality.UU if unclear else Factuality.CT_PLUS, trust=TRUST_CONTENT)
    return _judged(verdict, content, words)


def frame_in_cue(words: Sequence[str], content: Sequence[Token]) -> Commitment | None:
    """What a cue with such an opening as its object does: "saw [no chance] that"."""
    at = next((at for at, word in enumerate(words) if at and word == "no"), None)
    if at is None or words[at - 1] not in LIGHT or words_of("knowledge") & set(words):
        return None
    frame = frame_of(["it", "is", *words[at:], *lowered(content)])
    is_whole = frame is not None and frame.clause_at - 2 >= len(words) - at
    return Commitment(frame.act, frame.factuality, refers_to=pieces_of(content)) if frame and is_whole else None


def judged_as(words: Sequence[str], content: Sequence[Token]) -> Verdict | None:
    """The name that reproach gives: "blasted the allegation as a lie"."""
    reading = read_cue(words)
    if reading is None or reading.cue.act is not Act.CONDEMN or reading.negation is not Negation.NONE:
        return None
    object_ = lowered(content)
    if "as" not in object_ or reading.modal is not None:
        return None
    return verdict_in(object_[object_.index("as") + 1 :], is_named=True) if starts_with_said_thing(object_) else None


def is_withholding(attribution: Attribution, words: Sequence[str], content: Sequence[Token]) -> bool:
    """Whether "deny" means to keep from: "denied the workers a rise", "the prisoners were denied water"."""
    reading = read_cue(words)
    if reading is None or reading.cue.lemma != "deny":
        return False
    if not set(words) & grammar("be") or words[-1] != "denied":
        return lowered(content[:1]) != ["that"] and is_withheld(lowered(content))
    behind = lowered(token for token in content if token.span.start > attribution.cue[-1].end)
    return bool(behind) and behind[0] not in CLAUSAL | {"by", "to", "having"} and behind[0].isalpha()


def reply_to_question(
    segments: Segments, attribution: Attribution, words: Sequence[str], content: Sequence[Token]
) -> Commitment | None:
    """What “Never” says to the question whether he would stay; no side where the words are neither yes nor no."""
    reading = read_cue(words)
    if reading is None or reading.cue.lemma not in words_of("replying verb") or reading.negation is not Negation.NONE:
        return None
    said = lowered(content)
    gaps = [(one.end, two.start) for one, two in pairwise(attribution.content) if one.end < two.start]
    between = lowered(token for gap in gaps for token in segments.tokens_in(Span(*gap)))
    asked = _question_in(said, between)
    if asked is None:
        return None
    quote = next((at for at, word in enumerate(said) if word in MARKS), 0)
    begins, ends = (quote, len(said)) if quote > asked else (0, asked)
    quoted = [word for word in said[begins : min(ends, begins + SHORT_QUOTE)] if word not in MARKS]
    end = next((at for at, word in enumerate(quoted) if word in ("to", "when")), len(quoted))
    act = read_answer(quoted[:end]) or _judged_in_a_word(quoted[:end]) or Act.DECLINES_TO_CONFIRM
    about = content[asked + 1 : begins if begins > asked else len(content)]
    return Commitment(act, BY_ACT.get(act), refers_to=pieces_of(about), trust=TRUST_CONTENT)


def _question_in(said: Sequence[str], between: Sequence[str]) -> int | None:
    """Where what was asked begins in a content that took it in: "when asked [whether]", "it was put to him [that]"."""
    for at, word in enumerate(said):
        if at and word in ("whether", "if") and {*said[:at], *between} & {"question", "questions", "asked"}:
            return at
        if word == "put" and said[at + 1 : at + 2] == ["to"] and "it" in said[max(0, at - 3) : at]:
            that = at + 2 + [*said[at + 2 : at + 2 + SHORT_QUOTE], "that"].index("that")
            return that if said[that : that + 1] == ["that"] else None
    return None


def _judged_in_a_word(quoted: Sequence[str]) -> Act | None:
    """“Rubbish” said to what was asked denies it."""
    return Act.DENY if verdict_in(quoted, is_named=True) or is_idiom_alone(quoted) else None


def factuality_of(verdict: Verdict) -> Factuality:
    return Factuality.CT_MINUS if verdict is Verdict.FALSE else Factuality.PR_MINUS


def pieces_of(tokens: Sequence[Token]) -> Spans:
    """The stretch from the first to the last token that is a word, in pieces where the content is."""
    words = [token for token in tokens if token.is_word]
    pieces: list[Span] = []
    for token in words:
        if pieces and token.span.start - pieces[-1].end <= LARGEST_GAP:
            pieces[-1] = Span(pieces[-1].start, token.span.end)
        else:
            pieces.append(token.span)
    return tuple(pieces)


def _said(act: Act, content: Sequence[Token], words: Sequence[str], form: Form, trust: float) -> Commitment:
    """A content that somebody says: its first clause decides how far it is asserted."""
    return (
        _said_in_idiom(act, content, words, form)
        or _said_of_oneself(act, content, words, form)
        or _said_of_truth(act, content, words, form)
        or _said_in_clause(act, content, words, form, trust)
    )


def _is_own(words: Sequence[str], form: Form) -> bool:
    """Whether the words are the speaker's own, so that "I" is the speaker."""
    return form is Form.DIRECT or words[:1] in (["\u201c"], ['"'])


def _said_in_idiom(act: Act, content: Sequence[Token], words: Sequence[str], form: Form) -> Commitment | None:
    """The whole content is a verdict, or says nothing: "otherwise", "little", “Nonsense,” “a denial that ...”."""
    if act is Act.ASSERT and " ".join(word for word in words if word.isalpha()) in words_of("otherwise"):
        return Commitment(Act.DISPUTE, Factuality.PR_MINUS, points_back=True, trust=TRUST_CONTENT)
    if (words[:1] in (["nothing"], ["little"]) or words[:3] == ["not", "a", "word"]) and form is not Form.DIRECT:
        return Commitment(Act.DECLINES_TO_CONFIRM, Factuality.UU, trust=TRUST_CONTENT)
    is_own = _is_own(words, form)
    if is_own and (verdict_in(_short_quote(words), is_named=True) or is_idiom_alone(_short_quote(words))):
        return Commitment(Act.DISPUTE, Factuality.CT_MINUS, points_back=True, trust=TRUST_CONTENT)
    if holds_denial(words[:DENIAL_TOKENS]) and set(words[:FRAME_TOKENS]) & {"that", "of"}:
        behind = next(at for at, word in enumerate(words) if word in ("that", "of")) + 1
        return _denied(content[behind:], words[behind:], TRUST_CONTENT)
    return None


def _said_of_oneself(act: Act, content: Sequence[Token], words: Sequence[str], form: Form) -> Commitment | None:
    """The content opens with a condition, a question, or what its speaker does with the rest: "that he doubts it"."""
    is_own = _is_own(words, form)
    at = opening(words)
    if is_conditional(words):
        if act in (Act.ASSERT, Act.PREDICT) and opens_a_forecast(_with_commas(content[: len(words)])):
            return Commitment(Act.PREDICT, Factuality.UU, trust=TRUST_CONTENT)
        return _answer(Act.SUPPOSE, Factuality.UU, content, words, TRUST_CONTENT)
    if affirms_said_thing(words):
        return Commitment(act, Factuality.CT_PLUS, trust=TRUST_CONTENT)
    withheld = withheld_in(words)
    if withheld is not None and act is Act.ASSERT:
        return _answer(withheld, Factuality.UU, content, words, TRUST_CONTENT)
    if words[at : at + 1] == ["whether"] or (form is not Form.INDIRECT and _ends_as_question(words)):
        return _answer(Act.QUESTION, Factuality.UU, content, words, TRUST_CONTENT)
    doubted = doubted_at(words, by=OWN_PRONOUNS if is_own else SPEAKER_PRONOUNS)
    if doubted is not None and act is Act.ASSERT:
        return _answer(Act.DISPUTE, Factuality.PR_MINUS, content[doubted:], words[doubted:], TRUST_CONTENT)
    if has_no_doubt(words[:FRAME_TOKENS]) and words[at : at + 1] and words[at] in SPEAKER_PRONOUNS:
        return Commitment(act, Factuality.CT_PLUS, trust=TRUST_CONTENT)
    own = self_report_at(words, by=OWN_PRONOUNS if is_own else SPEAKER_PRONOUNS)
    if own is not None and not (act is Act.ACKNOWLEDGE and "had" in words[: own.object_at]):
        factuality = BY_ACT.get(own.act)
        return _answer(own.act, factuality, content[own.object_at :], words[own.object_at :], TRUST_CONTENT)
    return None


def _said_of_truth(act: Act, content: Sequence[Token], words: Sequence[str], form: Form) -> Commitment | None:
    """The content judges what was said before: takes it back, calls it untrue, answers it, only repeats it."""
    if takes_back(words, is_own=_is_own(words, form)):
        return Commitment(Act.RETRACT, Factuality.UU, points_back=True, trust=TRUST_CONTENT)
    if says_untrue(words):
        return _untrue(content, words)
    if is_incredible(words):
        return Commitment(Act.DISPUTE, Factuality.PR_MINUS, refers_to=pieces_of(content), trust=TRUST_CONTENT)
    frame = frame_of(words)
    if frame is not None:
        return _framed(frame, content)
    answered = read_answer(_bare_words(words)) if len(words) == len(content) else None
    if answered in (Act.DENY, Act.ACKNOWLEDGE):
        return Commitment(answered, BY_ACT[answered], points_back=True, trust=TRUST_CONTENT)
    verdict = verdict_in(words)
    if verdict is not None:
        return _judged(verdict, content, words)
    if only_reports(words):
        return Commitment(act, Factuality.UU, trust=TRUST_CONTENT)
    return None


def _said_in_clause(act: Act, content: Sequence[Token], words: Sequence[str], form: Form, trust: float) -> Commitment:
    """The first clause decides, by its modality and its negation."""
    is_own = _is_own(words, form)
    clause = read_clause(words, is_own=is_own)
    if is_under_condition(words, clause):
        return _answer(Act.SUPPOSE, Factuality.UU, content, words, TRUST_CONTENT)
    if is_negated_verdict(words) or clause.is_unclear or clause.modality is Modality.UNREAL:
        return Commitment(act, Factuality.UU, trust=TRUST_CONTENT)
    if clause.modality is Modality.DUTY:
        return Commitment(act, Factuality.UU, trust=TRUST_CONTENT)  # what should be may not be
    by_content = BY_MODALITY.get(clause.modality) if clause.modality else None
    if act in (Act.ASSERT, Act.PREDICT) and not clause.is_own_will:
        act = by_content or act
    factuality = BY_ACT[by_content or act]
    if factuality and clause.is_negative:
        factuality = NEGATED[factuality]
    refers_to = pieces_of(content) if act is Act.ACKNOWLEDGE and clause.is_negative else ()
    return Commitment(act, factuality, refers_to=refers_to, trust=trust)


def _own_answer(words: Sequence[str], end: int) -> Act | None:
    """How a speaker answers a question of their own: “Did it leak? No.”, “Is it safe?” ... “The answer is yes.”"""
    asked = words[opening(words) : end]
    if not asked or not _ends_as_question(asked) or set(asked) & grammar("question word"):
        return None
    rest = [word for word in words[end:] if word not in MARKS]
    is_told = rest[:3] == ["the", "answer", "is"]
    stop = next((at for at, word in enumerate(rest) if word in (".", "!", "?", ",")), len(rest))
    answer = read_answer(rest[3 if is_told else 0 : stop])
    return answer if answer in (Act.DENY, Act.ACKNOWLEDGE) and stop <= LONGEST_OWN_ANSWER else None


def _with_commas(content: Sequence[Token]) -> list[str]:
    """The words of a content, a comma where two pieces of it meet that one parts."""
    words = lowered(content)
    joints = [at for at in range(1, len(content)) if content[at].span.start - content[at - 1].span.end == len(", ")]
    for at in reversed(joints):
        words.insert(at, ",")
    return words


def _framed(frame: Frame, content: Sequence[Token]) -> Commitment:
    """What "there is no chance that" does to the clause behind it."""
    about = pieces_of(content[frame.clause_at :]) if frame.act in ANSWERING else ()
    return Commitment(frame.act, frame.factuality, refers_to=about, trust=TRUST_CONTENT)


def _short_quote(words: Sequence[str]) -> Sequence[str]:
    """The words of a quote that is over soon; none where it goes on."""
    end = next((at for at, word in enumerate(words) if at and word in ("\u201d", '"')), len(words))
    return words[:end] if end <= SHORT_QUOTE else ()


def _bare_words(words: Sequence[str]) -> Sequence[str]:
    """A content without the marks around it, if it is a bare answer: "Of course not", no clause of its own."""
    said = [at for at, word in enumerate(words) if word[0].isalpha()]
    bare = words[said[0] : said[-1] + 1] if said and said[-1] - said[0] < ANSWER_WORDS else ()
    return bare if bare and bare[-1] not in words_of("true") | words_of("false") else ()


def _denied(content: Sequence[Token], words: Sequence[str], trust: float) -> Commitment:
    at = opening(words)
    head = words[at : at + 3]
    if head[:1] == ["nothing"]:
        return Commitment(Act.DOES_NOT_DENY, Factuality.UU, trust=TRUST_CONTENT)
    if head and (head[0] == "knowing" or "knowledge" in head or "aware" in head or "awareness" in head):
        return _answer(Act.CANNOT_CONFIRM, Factuality.UU, content, words, TRUST_CONTENT)
    spoken = read_cue(head[1:2] if head[:1] == ["having"] else head[:1])
    if spoken and spoken.cue.act is Act.ASSERT and spoken.cue.frames >= {"that", "quote"} and head[0].endswith("ing"):
        return Commitment(Act.DECLINES_TO_CONFIRM, Factuality.UU, trust=TRUST_CONTENT)
    start, points_back = proposition_in(words)
    clause = read_clause(words[start:])
    factuality = Factuality.UU if clause.negations and not points_back else Factuality.CT_MINUS
    refers_to = () if points_back else pieces_of(content[start:])
    return Commitment(Act.DENY, factuality, False, refers_to, points_back, trust)


def _answer(
    act: Act, factuality: Factuality | None, content: Sequence[Token], words: Sequence[str], trust: float
) -> Commitment:
    start, points_back = proposition_in(words)
    # "It could not confirm the deployment because ...": the reason is the answer's own.
    end = next((at for at in range(start + 1, len(words)) if words[at] == "because"), len(words))
    refers_to = () if points_back else pieces_of(content[start:end])
    return Commitment(act, factuality, False, refers_to, points_back or not content, trust)


def _judged(verdict: Verdict, content: Sequence[Token], words: Sequence[str]) -> Commitment:
    """A verdict on what others say: it is about what they say, where the content prints that."""
    factuality = Factuality.CT_MINUS if verdict is Verdict.FALSE else Factuality.PR_MINUS
    start, points_back = proposition_in(words)
    if points_back or start == opening(words):
        return Commitment(Act.DISPUTE, factuality, points_back=True, trust=TRUST_CONTENT)
    end = next((at for at in range(len(words) - 1, start, -1) if words[at] in VERDICT_COPULAS), len(words))
    return Commitment(Act.DISPUTE, factuality, refers_to=pieces_of(content[start:end]), trust=TRUST_CONTENT)


def _untrue(content: Sequence[Token], words: Sequence[str]) -> Commitment:
    """ "It is not true that the dam burst" denies it; "that is not true" denies what was said before."""
    said = words_of("so it is") | words_of("impossible")
    that = next((at for at, word in enumerate(words[:12]) if word == "that" and at and words[at - 1] in said), None)
    if that is None:
        return Commitment(Act.DENY, Factuality.CT_MINUS, points_back=True, trust=TRUST_CONTENT)
    return Commitment(Act.DENY, Factuality.CT_MINUS, refers_to=pieces_of(content[that + 1 :]), trust=TRUST_CONTENT)


def _first_sentence(segments: Segments, content: Sequence[Token]) -> int:
    """How many tokens of a content stand in the sentence it begins in; a tag before "and" ends it too.

    '"The deal," he said, "is not dead"' is one sentence, '"It holds," he said. "Not for long"' is two.
    """
    at = segments.sentence_at(content[0].span.start) if content else None
    if at is None:
        return len(content)
    end = segments.sentences[at].end
    for index, token in enumerate(content[1:], 1):
        resumed = token.span.start - content[index - 1].span.end > LARGEST_GAP and token.text.lower() in ("and", "but")
        if resumed or token.span.start >= end:
            return index
    return len(content)


def _ends_as_question(words: Sequence[str]) -> bool:
    return "?" in words[-2:]
