"""How far a speaker stands behind a content: act, factuality, presupposition, and the proposition an answer is about.

The cue decides first (asserts, denies, would not confirm), with all that negates it; then the content's own main
clause (negative, hedged, conditional, a question, or itself a refusal: "he could not confirm it"). The tables follow
docs/taxonomy.md section 2. In doubt the weaker reading stands: nothing that may be a denial is read as "says it is so".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sayso.cues import OFF_AXIS, CuePos, CueReading, Negation, grammar, inflect, read_cue
from sayso.records import SAYING, Act, Attribution, Factuality, Form
from sayso.resolution.acts import BY_ACT, TRUST_CONTENT, TRUST_CUE, TRUST_UNKNOWN_CUE, Commitment
from sayso.resolution.attitudes import (
    REFUSED,
    asks_in_purpose,
    asks_to_tell,
    dismissal_of,
    negated_attitude,
    proposes,
    refuses_offer,
    unheld,
)
from sayso.resolution.clauses import lowered, starts_with_said_thing, words_of
from sayso.resolution.content_acts import (
    factuality_of,
    frame_in_cue,
    is_withholding,
    judged_as,
    of_content,
    of_denying_noun,
    of_naming,
    pieces_of,
    reply_to_question,
)
from sayso.resolution.surroundings import (
    denied_around,
    frame_before,
    is_asked,
    is_called_wrong,
    is_measured_against,
    is_negated_outside,
    is_supposed,
    is_taken_back,
    leaves_open,
    named_before,
    words_before,
)
from sayso.resolution.verb_groups import (
    DENIAL_TOKENS,
    NEGATORS,
    act_in_frame,
    act_of_cue,
    act_of_lacking,
    act_of_unread,
    asks_to_suppose,
    behind_not_to,
    came_at_last,
    cannot_be_called,
    cue_and_content,
    gives_name,
    has_no_doubt,
    holds_denial,
    is_able,
    is_against,
    is_hard_to_credit,
    is_impression,
    is_performed,
    knows,
    lacking_noun,
    lacks,
    needs_nothing,
    seems_to_show,
    takes_clause,
    takes_for_granted,
    with_gerund_in_content,
    words_beside,
)
from sayso.segments import Segments, Token

# Verbs of having met a report: "have seen reports that" says nothing of what is reported.
MEETING = frozenset({"see", "hear", "read", "note", "aware"})
SURE = frozenset({("no", "doubt"), ("no", "doubts"), ("without", "doubt"), ("no", "question")})
HEDGING_MODALS = frozenset({"may", "might", "could"})
CONDITIONAL_MODALS = frozenset({"may", "might", "could", "should", "must"})


def commit(segments: Segments, attribution: Attribution) -> Commitment:
    """Read the commitment of one attribution from its cue, its content and the words between them."""
    cue, content = with_gerund_in_content(*cue_and_content(segments, attribution))
    words = lowered(cue)
    if set(words) & words_of("out of reach"):
        cue, words = _behind_reach(cue, words)
        if not words:
            return Commitment(Act.NO_RESPONSE, None, refers_to=pieces_of(content), trust=TRUST_CONTENT)
    before = words_before(segments, attribution)
    content = [*frame_before(segments, attribution), *content]
    settled = _by_surroundings(segments, attribution, before, words, content)
    if settled is not None:
        return settled
    reading = _reading(attribution, words, content)
    settled = _by_words(segments, attribution, reading, words, content)
    if settled is not None:
        return settled
    behind = behind_not_to(words)
    if behind is not None:
        reading = behind
    if reading is None:
        trust = TRUST_UNKNOWN_CUE if words else TRUST_CUE
        return of_content(segments, act_of_unread(words, content), content, attribution.form, trust)
    settled = _by_noun(segments, attribution, reading, words, content)
    settled = settled or _by_setting(segments, attribution, reading, before, words, content)
    if settled is not None:
        return settled
    outside = behind is not None or is_negated_outside(segments, attribution, cue)
    if not outside and came_at_last(reading, words, content):
        reading = replace(reading, negation=Negation.NONE)
    return _of_reading(segments, attribution, reading, words, content, outside=outside)


def _by_surroundings(
    segments: Segments, attribution: Attribution, before: Sequence[str], words: Sequence[str], content: Sequence[Token]
) -> Commitment | None:
    """What stands around the cue decides, whatever the cue says: taken back, denied by another, an answer."""
    if is_taken_back(before, attribution, segments):
        return Commitment(Act.RETRACT, Factuality.UU, refers_to=attribution.content, trust=TRUST_CONTENT)
    around = denied_around(segments, attribution, words)
    if around is not None:
        return of_content(segments, around, content, attribution.form, TRUST_CONTENT)
    named = named_before(before, words) or judged_as(words, content)
    if named is not None:
        return Commitment(Act.DISPUTE, factuality_of(named), refers_to=pieces_of(content), trust=TRUST_CONTENT)
    if is_withholding(attribution, words, content):
        return Commitment(Act.DECLINES_TO_CONFIRM, Factuality.UU, trust=TRUST_CONTENT)
    return reply_to_question(segments, attribution, words, content)


def _by_words(
    segments: Segments,
    attribution: Attribution,
    reading: CueReading | None,
    words: Sequence[str],
    content: Sequence[Token],
) -> Commitment | None:
    """Idioms in the cue that say more than its verb: "there is no doubt that", "lacks", "can hardly be called"."""
    if is_hard_to_credit(words):
        return Commitment(Act.DISPUTE, Factuality.PR_MINUS, refers_to=pieces_of(content), trust=TRUST_CONTENT)
    if any(pair in SURE for pair in pairwise(words)) or has_no_doubt(words) or needs_nothing(words, reading):
        return of_content(segments, Act.ASSERT, content, attribution.form, TRUST_CONTENT)
    framed = frame_in_cue(words, content)
    if framed is not None:
        return framed
    if lacks(words) and not (reading and " no " in reading.cue.lemma):
        noun = lacking_noun(words)
        is_attitude = noun is not None and noun.cue.act in (Act.PRAISE, Act.CONDEMN)
        lacking = noun if is_attitude else reading if reading and reading.cue.act in OFF_AXIS else None
        if lacking is not None and not knows(words):
            return unheld(lacking.cue.act)
        return of_content(segments, act_of_lacking(words, reading), content, attribution.form, TRUST_CONTENT)
    if reading is not None and cannot_be_called(reading, words):
        return Commitment(Act.DISPUTE, Factuality.PR_MINUS, refers_to=pieces_of(content), trust=TRUST_CONTENT)
    return None


def _by_noun(
    segments: Segments, attribution: Attribution, reading: CueReading, words: Sequence[str], content: Sequence[Token]
) -> Commitment | None:
    """Beside a plain verb of saying another word does the work: "spoke out against", "voiced his denial"."""
    is_plain = _is_plain(reading)
    if is_plain and is_against(words_beside(reading, words)):
        return of_content(segments, act_of_unread(words, content), content, attribution.form, TRUST_UNKNOWN_CUE)
    if is_plain and reading.cue.lemma in words_of("expressing verb"):
        denied = of_denying_noun(content, attribution.form)
        if denied is not None:
            return denied
    return None


def _by_setting(
    segments: Segments,
    attribution: Attribution,
    reading: CueReading,
    before: Sequence[str],
    words: Sequence[str],
    content: Sequence[Token],
) -> Commitment | None:
    """The clause that the cue stands in decides: a question, a comparison, "it would be wrong to say"."""
    is_plain = _is_plain(reading)
    if is_plain and asks_in_purpose(content):
        return Commitment(Act.QUESTION, Factuality.UU, refers_to=pieces_of(content[2:]), trust=TRUST_CONTENT)
    if is_plain and is_measured_against(segments, attribution):
        if reading.cue.act is Act.PREDICT:
            return Commitment(Act.PREDICT, Factuality.UU, trust=TRUST_CONTENT)  # they forecast another figure
        return Commitment(Act.DISPUTE, Factuality.PR_MINUS, refers_to=attribution.content, trust=TRUST_CONTENT)
    if is_asked(segments, attribution):
        return Commitment(Act.QUESTION, Factuality.UU, refers_to=attribution.content, trust=TRUST_CONTENT)
    if {"confirm", "nor", "deny"} <= set(words) or leaves_open(before, words):
        return of_content(segments, Act.DECLINES_TO_CONFIRM, content, attribution.form, TRUST_CUE)
    if is_plain and is_called_wrong(before, words):
        said = of_content(segments, reading.cue.act, content, attribution.form, TRUST_CONTENT)
        act = Act.DOES_NOT_DENY if said.act in (Act.DENY, Act.DISPUTE) else Act.DISPUTE
        return replace(said, act=act, factuality=BY_ACT[act], refers_to=said.refers_to or pieces_of(content))
    if reading.cue.act is Act.ACKNOWLEDGE and ("close", "to") in pairwise(words):
        return of_content(segments, Act.DOES_NOT_DENY, content, attribution.form, TRUST_CUE)  # "close to an admission"
    return None


def _is_plain(reading: CueReading) -> bool:
    """Whether somebody just says something, without negation or modal."""
    return reading.cue.act in SAYING and reading.modal is None and reading.negation is Negation.NONE


def _of_reading(
    segments: Segments,
    attribution: Attribution,
    reading: CueReading,
    words: Sequence[str],
    content: Sequence[Token],
    *,
    outside: bool,
) -> Commitment:
    """What a cue of the lexicon does, with all that negates it and with its content."""
    negated = outside or reading.negation is not Negation.NONE
    if negated and takes_for_granted(reading, words, content):
        return Commitment(Act.ASSERT, Factuality.CT_PLUS, presupposed=True, trust=TRUST_CONTENT)
    attitude = negated_attitude(reading, act_in_frame(reading, words, content), words, content, outside=outside)
    if attitude is not None:
        return attitude
    if not negated and refuses_offer(reading, words, content):
        return REFUSED
    dismissed = None if outside else dismissal_of(reading, words, content)
    if dismissed is not None:
        return dismissed
    act = act_of_cue(reading, words, content, outside=outside)
    if act is Act.DEMAND and reading.cue.act in SAYING and _is_tagged(attribution):
        act = reading.cue.act  # "He intends to pay, she told the court" asks nothing of him
    if act in (Act.DEMAND, Act.QUESTION) and asks_to_suppose(content):
        act = Act.SUPPOSE
    if not negated:
        act = _act_on_infinitive(reading, act, content)
    if (
        (reading.modal in CONDITIONAL_MODALS or is_supposed(words_before(segments, attribution), words))
        and not negated
        and not is_able(reading)
        and not is_performed(segments, attribution, reading)
        and act in SAYING | {Act.DENY, Act.DISPUTE}
    ):
        if reading.modal in HEDGING_MODALS and act in SAYING and is_impression(reading, attribution):
            return Commitment(Act.ASSESS_POSSIBLE, Factuality.PS_PLUS, trust=TRUST_CONTENT)
        return Commitment(Act.SUPPOSE, Factuality.UU, refers_to=attribution.content, trust=TRUST_CONTENT)
    if act is Act.ASSERT and not negated and seems_to_show(words):
        act = Act.ASSESS_POSSIBLE
    is_met = reading.cue.act in SAYING and reading.cue.lemma.split()[0] in MEETING
    if is_met and starts_with_said_thing(lowered(content)):
        return Commitment(Act.ASSERT, Factuality.UU, trust=TRUST_CONTENT)
    if gives_name(reading, content) and act is Act.ASSERT and attribution.form is not Form.DIRECT:
        return of_naming(content)
    if act is Act.ASSERT and not takes_clause(reading) and not holds_denial(lowered(content[:DENIAL_TOKENS])):
        return Commitment(act, Factuality.CT_PLUS, trust=TRUST_CUE)
    if negated and act is Act.ASSERT and reading.cue.act is not Act.RETRACT:
        act = Act.DECLINES_TO_CONFIRM
    return of_content(segments, act, content, attribution.form, TRUST_CUE)


def _act_on_infinitive(reading: CueReading, act: Act, content: Sequence[Token]) -> Act:
    """What asking and suggesting come to: asked to tell one is asked, and what should be done is demanded."""
    if act is Act.DEMAND and asks_to_tell(reading, content):
        return Act.QUESTION
    return Act.DEMAND if act in SAYING and proposes(reading, content) else act


def _is_tagged(attribution: Attribution) -> bool:
    """Whether the cue stands behind the whole content."""
    return attribution.content[-1].end <= attribution.cue[0].start if attribution.content and attribution.cue else False


def _reading(attribution: Attribution, words: Sequence[str], content: Sequence[Token]) -> CueReading | None:
    """The cue; without a source "questions" is a noun, with one a verb that has its subject: "[questions] arose"."""
    row = [*words, *_preposition_behind(content)]
    reading = read_cue(row)
    is_bare = not attribution.source and reading is not None and reading.cue.pos is CuePos.VERB
    if not is_bare or not words or words[0] != inflect(words[0].removesuffix("s")).s:
        return reading
    return read_cue(["the", *row])


def _preposition_behind(content: Sequence[Token]) -> list[str]:
    """The preposition that a content begins with, which makes its cue a noun: "questions [about] the dam"."""
    return [word for word in lowered(content[:1]) if word in grammar("preposition") and word != "to"]


def _behind_reach(cue: list[Token], words: list[str]) -> tuple[list[Token], list[str]]:
    """What follows "could be reached and"; nothing of "could not be reached to say", which nobody said."""
    reached = next(at for at, word in enumerate(words) if word in words_of("out of reach"))
    if words[reached] == "unavailable" or set(words[:reached]) & NEGATORS | ({"unable"} & set(words[:reached])):
        return [], []
    return cue[reached + 1 :] or cue, words[reached + 1 :] or words
