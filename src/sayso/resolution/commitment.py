"""How far a speaker stands behind a content: act, factuality, presupposition, and the proposition an answer is about.

The cue decides first (asserts, denies, would not confirm), with all that negates it; then the content's own main
clause (negative, hedged, conditional, a question, or itself a refusal: "he could not confirm it"). The tables follow
docs/taxonomy.md section 2. In doubt the weaker reading stands: nothing that may be a denial is read as "says it is so".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sayso.cues import CuePos, CueReading, Negation, catenatives, grammar, match_cues, read_cue
from sayso.records import Act, Attribution, Factuality, Form
from sayso.resolution.clauses import (
    MARKS,
    OWN_PRONOUNS,
    RULING_OUT,
    SPEAKER_PRONOUNS,
    Modality,
    Verdict,
    is_conditional,
    is_negated_verdict,
    is_presupposing,
    is_under_condition,
    is_withheld,
    lowered,
    only_reports,
    opening,
    proposition_in,
    read_clause,
    says_untrue,
    self_report_at,
    starts_with_said_thing,
    takes_back,
    verdict_in,
    words_of,
)
from sayso.resolution.yes_no import read_answer
from sayso.segments import Segments, Token
from sayso.spans import Span, Spans

# Tokens before a cue that may belong to its verb group: "has so far declined to publicly [confirm]".
GROUP_TOKENS = 9
# Tokens, marks included, of a quote that is no more than a verdict: “Sheer nonsense,”.
SHORT_QUOTE = 6
BY_ACT: dict[Act, Factuality | None] = {
    Act.ASSERT: Factuality.CT_PLUS,
    Act.ACKNOWLEDGE: Factuality.CT_PLUS,
    Act.ASSESS_LIKELY: Factuality.PR_PLUS,
    Act.ASSESS_POSSIBLE: Factuality.PS_PLUS,
    Act.PREDICT: Factuality.PR_PLUS,
    Act.DENY: Factuality.CT_MINUS,
    Act.DISPUTE: Factuality.PR_MINUS,
    Act.CANNOT_CONFIRM: Factuality.UU,
    Act.DECLINES_TO_CONFIRM: Factuality.UU,
    Act.DOES_NOT_DENY: Factuality.UU,
    Act.SUPPOSE: Factuality.UU,
    Act.QUESTION: Factuality.UU,
    Act.RETRACT: Factuality.UU,
}
NEGATED = {
    Factuality.CT_PLUS: Factuality.CT_MINUS,
    Factuality.PR_PLUS: Factuality.PR_MINUS,
    Factuality.PS_PLUS: Factuality.PS_MINUS,
}
BY_MODALITY = {Modality.POSSIBLE: Act.ASSESS_POSSIBLE, Modality.LIKELY: Act.ASSESS_LIKELY, Modality.FUTURE: Act.PREDICT}
CLAUSE_MARKS = frozenset({",", ";", ":", "and", "but", "\u2014", "\u2013"})
SAYING = frozenset({Act.ASSERT, Act.ACKNOWLEDGE, Act.ASSESS_LIKELY, Act.ASSESS_POSSIBLE, Act.PREDICT})
ANSWERING = frozenset(
    {
        Act.DENY,
        Act.DISPUTE,
        Act.CANNOT_CONFIRM,
        Act.DECLINES_TO_CONFIRM,
        Act.DOES_NOT_DENY,
        Act.ACKNOWLEDGE,
        Act.SUPPOSE,
        Act.QUESTION,
        Act.NO_RESPONSE,
    }
)
# Verbs that give a thing a name: what they do hangs on the name ("called the claims baseless").
NAMING = frozenset(
    "call describe label brand term deem consider find cast characterize characterise portray paint slam mock".split()
)
# Verbs of having met a report: "have seen reports that" says nothing of what is reported.
MEETING = frozenset({"see", "hear", "read", "note", "aware"})
SURE = frozenset({("no", "doubt"), ("no", "doubts"), ("without", "doubt"), ("no", "question")})
# Verbs that leave the saying to their object: "showed no sign", "made no mention".
LIGHT = frozenset(
    "show shows showed showing make makes made making find finds found see saw give gives gave offer offers".split()
)
# Opinions whose negation belongs to their content: "does not believe that" (Horn 1978, neg-raising).
NEG_RAISING = frozenset("think believe expect suppose imagine suspect feel anticipate see consider".split())
NEGATIVE_SUBJECTS = frozenset({"neither", "nobody", "none", "no", "few"})
NEGATORS = frozenset({"not", "never", "no", "t", "neither", "nor", "without", "cannot"})
GROUP_WORDS = frozenset("to t yet also able unable in a position or longer even so far neither nor no publicly".split())
# Tokens of a content in which a hearer and "to" may stand.
HEARER_TOKENS = 8
# Tokens of a content in which "his denial" or "the earlier denial" may stand as its head.
DENIAL_TOKENS = 4
FRAME_TOKENS = 20
# Tokens before a possessive in which a verb of taking back may stand: "withdrew in May [his] statement".
RETRACTING_TOKENS = 5
CLAUSAL = frozenset({"that", "whether", "if", "how", "what", "why"})
VERDICT_COPULAS = frozenset({"is", "are", "was", "were", "be", "been", "as"})
# Code points between two words of one piece: a mark and a space, or the two hyphens of a dash.
LARGEST_GAP = 4
CONTRASTS = (("instead", "of"), ("rather", "than"), ("far", "from"), ("without",))
CONDITIONAL_MODALS = frozenset({"may", "might", "could", "should", "must"})

# How sure the readings are; no corpus with these labels is at hand, so they only rank: plain cue, content read too,
# cue not in the lexicon.
TRUST_CUE = 1.0
TRUST_CONTENT = 0.9
TRUST_UNKNOWN_CUE = 0.6


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a speaker does by a statement.

    Attributes:
        factuality: of the proposition in the content, as `records.Factuality`; None for acts off the truth axis.
        refers_to: of an answer the spans of what it is about; empty where the article does not print it.
        points_back: whether it is about something said before ("the claims", "it").
    """

    act: Act
    factuality: Factuality | None
    presupposed: bool = False
    refers_to: Spans = ()
    points_back: bool = False
    trust: float = TRUST_CUE


def commit(segments: Segments, attribution: Attribution) -> Commitment:
    """Read the commitment of one attribution from its cue, its content and the words between them."""
    cue, content = _cue_and_content(segments, attribution)
    words = lowered(cue)
    if set(words) & words_of("out of reach"):
        cue, words = _behind_reach(cue, words)
        if not words:
            return Commitment(Act.NO_RESPONSE, None, refers_to=_pieces(content), trust=TRUST_CONTENT)
    before = _before(segments, attribution)
    if _is_taken_back(before, attribution, segments):
        return Commitment(Act.RETRACT, Factuality.UU, refers_to=attribution.content, trust=TRUST_CONTENT)
    named = _named_before(before, words) or _judged_as(words, content)
    if named is not None:
        return Commitment(Act.DISPUTE, _of_verdict(named), refers_to=_pieces(content), trust=TRUST_CONTENT)
    if _withholds(attribution, words, content):
        return Commitment(Act.DECLINES_TO_CONFIRM, Factuality.UU, trust=TRUST_CONTENT)
    replied = _reply_to_question(words, content)
    if replied is not None:
        return replied
    reading = read_cue(words)
    if any(pair in SURE for pair in pairwise(words)):
        return _of_content(segments, Act.ASSERT, content, attribution.form, TRUST_CONTENT)
    if _lacks(words) and not (reading and " no " in reading.cue.lemma):
        return _of_content(segments, _lacking(words, reading), content, attribution.form, TRUST_CONTENT)
    behind = _behind_not_to(words)
    if behind is not None:
        reading = behind
    if reading is None:
        negated = any(word in NEGATORS or word in words_of("negative verb") for word in words)
        unread = Act.DECLINES_TO_CONFIRM if negated else Act.ASSERT
        trust = TRUST_UNKNOWN_CUE if words else TRUST_CUE
        return _of_content(segments, unread, content, attribution.form, trust)
    if _is_asked(segments, attribution):
        return Commitment(Act.QUESTION, Factuality.UU, refers_to=attribution.content, trust=TRUST_CONTENT)
    if {"confirm", "nor", "deny"} <= set(words):
        return _of_content(segments, Act.DECLINES_TO_CONFIRM, content, attribution.form, TRUST_CUE)
    outside = behind is not None or _is_negated_outside(segments, attribution, cue)
    if not outside and _came_at_last(reading, words, content):
        reading = replace(reading, negation=Negation.NONE)
    return _of_reading(segments, attribution, reading, words, content, outside=outside)


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
    act = _act(reading, words, content, outside=outside)
    if act in (Act.DEMAND, Act.QUESTION) and _asks_to_suppose(content):
        act = Act.SUPPOSE
    if (
        reading.modal in CONDITIONAL_MODALS
        and not negated
        and not _is_able(reading)
        and act in SAYING | {Act.DENY, Act.DISPUTE}
    ):
        return Commitment(Act.SUPPOSE, Factuality.UU, refers_to=attribution.content, trust=TRUST_CONTENT)
    if reading.cue.lemma.split()[0] in MEETING and starts_with_said_thing(lowered(content)):
        return Commitment(Act.ASSERT, Factuality.UU, trust=TRUST_CONTENT)
    if _names(reading, content) and act is Act.ASSERT and attribution.form is not Form.DIRECT:
        return _of_naming(content)
    if act is Act.ASSERT and not _takes_clause(reading) and not _holds_denial(lowered(content[:DENIAL_TOKENS])):
        return Commitment(act, Factuality.CT_PLUS, trust=TRUST_CUE)
    if negated and act is Act.ASSERT and reading.cue.act is not Act.RETRACT:
        act = Act.DECLINES_TO_CONFIRM
    return _of_content(segments, act, content, attribution.form, TRUST_CUE)


def _behind_reach(cue: list[Token], words: list[str]) -> tuple[list[Token], list[str]]:
    """What follows "could be reached and"; nothing of "could not be reached to say", which nobody said."""
    reached = next(at for at, word in enumerate(words) if word in words_of("out of reach"))
    if words[reached] == "unavailable" or set(words[:reached]) & NEGATORS | ({"unable"} & set(words[:reached])):
        return [], []
    return cue[reached + 1 :] or cue, words[reached + 1 :] or words


def _before(segments: Segments, attribution: Attribution) -> list[str]:
    """The words of the sentence before an attribution's source and cue."""
    own = (*attribution.source[:1], *attribution.cue[:1])
    if not own:
        return []
    first = min(span.start for span in own)
    at = segments.sentence_at(first)
    return [] if at is None else lowered(segments.tokens_in(Span(segments.sentences[at].start, first)))


def _is_taken_back(before: Sequence[str], attribution: Attribution, segments: Segments) -> bool:
    """Whether one's own saying is told as a mistake: "was wrong when he [claimed]", "apologised for having [said]"."""
    source = [token.text.lower() for span in attribution.source for token in segments.tokens_in(span)]
    if source and not (len(source) == 1 and source[0] in SPEAKER_PRONOUNS | grammar("possessive")):
        return False
    if before[-1:] == ["when"] and before[-2:-1] and before[-2] in words_of("in the wrong"):
        return not set(before[-5:-2]) & NEGATORS
    if source and source[0] in SPEAKER_PRONOUNS:
        return False
    reading = read_cue(before[-RETRACTING_TOKENS:])
    if reading is None or reading.cue.act is not Act.RETRACT or reading.negation is not Negation.NONE:
        return False
    return bool(source) or before[-1:] in (["for"], ["by"], ["about"])


def _named_before(before: Sequence[str], words: Sequence[str]) -> Verdict | None:
    """The name that stands first: “A lie,” was how the board [described] it, “Rubbish” was her [verdict]."""
    reading = read_cue(words)
    if reading is None:
        return None
    names = reading.cue.lemma.removesuffix(" as") in NAMING and before[-1:] == ["how"]
    is_called = reading.cue.pos is CuePos.NOUN and before[-1:] and before[-1] in grammar("be")
    if not names and not (is_called and before[0] in MARKS and len(before) <= SHORT_QUOTE + 1):
        return None
    return verdict_in(before[:-1], is_named=True)


def _withholds(attribution: Attribution, words: Sequence[str], content: Sequence[Token]) -> bool:
    """Whether "deny" means to keep from: "denied the workers a rise", "the prisoners were denied water"."""
    reading = read_cue(words)
    if reading is None or reading.cue.lemma != "deny":
        return False
    if not set(words) & grammar("be") or words[-1] != "denied":
        return lowered(content[:1]) != ["that"] and is_withheld(lowered(content))
    behind = lowered(token for token in content if token.span.start > attribution.cue[-1].end)
    return bool(behind) and behind[0] not in CLAUSAL | {"by", "to", "having"} and behind[0].isalpha()


def _judged_as(words: Sequence[str], content: Sequence[Token]) -> Verdict | None:
    """The name that reproach gives: "blasted the allegation as a lie"."""
    reading = read_cue(words)
    if reading is None or reading.cue.act is not Act.CONDEMN or reading.negation is not Negation.NONE:
        return None
    object_ = lowered(content)
    if "as" not in object_ or reading.modal is not None:
        return None
    return verdict_in(object_[object_.index("as") + 1 :], is_named=True) if starts_with_said_thing(object_) else None


def _of_verdict(verdict: Verdict) -> Factuality:
    return Factuality.CT_MINUS if verdict is Verdict.FALSE else Factuality.PR_MINUS


def _reply_to_question(words: Sequence[str], content: Sequence[Token]) -> Commitment | None:
    """What “Never” says to the question whether he would stay; no side where the words are neither yes nor no."""
    reading = read_cue(words)
    if reading is None or reading.cue.lemma not in words_of("replying verb") or reading.negation is not Negation.NONE:
        return None
    said = lowered(content)
    asked = next((at for at, word in enumerate(said) if at and word in ("whether", "if")), None)
    if asked is None or not set(said[:asked]) & {"question", "questions", "asked"}:
        return None
    quoted = [word for word in said[: min(asked, SHORT_QUOTE)] if word not in MARKS]
    end = next((at for at, word in enumerate(quoted) if word in ("to", "when")), len(quoted))
    act = read_answer(quoted[:end]) or Act.DECLINES_TO_CONFIRM
    return Commitment(act, BY_ACT.get(act), refers_to=_pieces(content[asked + 1 :]), trust=TRUST_CONTENT)


def _came_at_last(reading: CueReading, words: Sequence[str], content: Sequence[Token]) -> bool:
    """Whether "until" tells when it came after all: "did not admit until Monday that"; not "would not until"."""
    if reading.negation is not Negation.NOT or reading.modal is not None:
        return False
    opening_words = lowered(content[:HEARER_TOKENS])
    return "until" in words or (opening_words[:1] == ["until"] and "that" in opening_words)


def _lacking(words: Sequence[str], reading: CueReading | None) -> Act:
    if reading is not None and reading.cue.act in (Act.DENY, Act.DISPUTE):
        return Act.DOES_NOT_DENY
    known = any(word in words_of("knowledge") for word in words)
    return Act.CANNOT_CONFIRM if known else Act.DECLINES_TO_CONFIRM


def _behind_not_to(words: Sequence[str]) -> CueReading | None:
    """The cue that "not to" negates: "chose not to [respond]"."""
    for at, pair in enumerate(pairwise(words)):
        if pair == ("not", "to"):
            return read_cue(words[at + 2 :])
    return None


def _lacks(words: Sequence[str]) -> bool:
    """Whether the cue says what is not there: "has no evidence", "showed no sign", "without naming"."""
    at = next((at for at, word in enumerate(words) if word in ("no", "without")), None)
    phrases = {"no comment", "no longer", "no less"} | grammar("negating phrase")
    if at is None or " ".join(words[at : at + 2]) in phrases:
        return False
    if words[at] == "without":
        return not any(match_cues(words, before) for before in range(at))
    carriers = LIGHT | grammar("light verb") | grammar("auxiliary")
    return any(word in carriers for word in words[:at]) or words[at:] == ["no", "to"]


def _holds_denial(words: Sequence[str]) -> bool:
    """Whether what is said again, or not taken back, is a denial: "stood by his denial that"."""
    return any(word in ("denial", "denials") for word in words)


def _names(reading: CueReading, content: Sequence[Token]) -> bool:
    """Whether the cue gives its object a name or a verdict: "found the plea baseless", but not "found that"."""
    words = lowered(content[:1])
    return reading.cue.lemma.removesuffix(" as") in NAMING and words[:1] not in (["that"], ["whether"], ["if"])


def _is_able(reading: CueReading) -> bool:
    """Whether "could" tells of an ability that was used: "could confirm that", "could rule it out"."""
    return reading.modal == "could" and reading.cue.lemma in RULING_OUT | words_of("finding verb")


def _takes_clause(reading: CueReading) -> bool:
    """Whether a content of this cue can be a clause, whose own modality counts; "portrayed a likely heir" is none."""
    return bool(reading.cue.frames & {"that", "quote", "before", "alone"}) or reading.cue.pos is not CuePos.VERB


def _asks_to_suppose(content: Sequence[Token]) -> bool:
    """ "Asked jurors to assume that"."""
    words = lowered(content[:HEARER_TOKENS])
    reading = read_cue(words[words.index("to") + 1 :][:2]) if "to" in words else None
    return reading is not None and reading.cue.act is Act.SUPPOSE


def _act(reading: CueReading, cue: Sequence[str], content: Sequence[Token], *, outside: bool) -> Act:
    """What the cue alone says; a negated cue is silence about the content unless the lexicon knows better."""
    if not outside and reading.negation is Negation.NONE:
        known = dict(reading.cue.frame_acts)
        frame = next((frame for frame in _frames(cue, content) if frame in known), None)
        plain = reading.act_in(frame) or Act.ASSERT
        return Act.DENY if plain is Act.ASSERT and _holds_denial(cue[1:]) else plain
    lemma = reading.cue.lemma
    if reading.cue.act is Act.RETRACT:
        return Act.DENY if _holds_denial(cue) else Act.ASSERT
    if lemma in RULING_OUT:
        return Act.DOES_NOT_DENY
    is_unable = reading.negation is Negation.UNABLE and not outside
    if reading.negation is Negation.REFUSED and reading.cue.negated_act is Act.NO_RESPONSE:
        return Act.DECLINES_TO_CONFIRM
    act = reading.act_in() if is_unable else reading.cue.negated_act
    if act is Act.DENY:
        return Act.DISPUTE if lemma in NEG_RAISING else Act.DECLINES_TO_CONFIRM
    if act is None and reading.cue.act in (Act.DENY, Act.DISPUTE):
        return Act.DOES_NOT_DENY
    return act or (Act.CANNOT_CONFIRM if is_unable else Act.DECLINES_TO_CONFIRM)


def _cue_and_content(segments: Segments, attribution: Attribution) -> tuple[list[Token], list[Token]]:
    """The tokens of the whole verb group, and those of the content.

    A group that was cut too short is made whole on both sides: "has so far | refused", "refused | to confirm".
    """
    cue = [token for span in attribution.cue for token in segments.tokens_in(span)]
    content = [token for span in attribution.content for token in segments.tokens_in(span)]
    if not cue:
        return [], content
    cue = [*_group_before(segments, attribution, cue[0]), *cue]
    opening = [token.text.lower() for token in content[:5]]
    cut = _cut_off(lowered(cue), opening)
    if cut > 0:
        return [*cue, *content[:cut]], content[cut:]
    if opening[:1] == ["to"] and cue[-1].text.lower() in catenatives():
        for at, word in enumerate(opening[1:], 1):
            if not word.endswith("ly"):
                end = at + 1 + (_lemma(opening[at : at + 2]) > _lemma(opening[at : at + 1]))
                return [*cue, *content[:end]], content[end:]
    return cue, content


def _cut_off(cue: Sequence[str], opening: Sequence[str]) -> int:
    """How many words of a cue were left to its content: "pleaded | not guilty to", "gave the lie | to"."""
    words = [*cue, *opening]
    return max((match.end - len(cue) for at in range(len(cue)) for match in match_cues(words, at)), default=0)


def _lemma(words: Sequence[str]) -> int:
    """How many words the cue that `words` begin with has: "rule out" is one of two."""
    return max((match.end for match in match_cues(words, 0)), default=0)


def _group_before(segments: Segments, attribution: Attribution, first: Token) -> list[Token]:
    at = bisect_left(segments.token_starts, first.span.start)
    sentence = segments.sentence_at(first.span.start)
    floor = segments.sentences[sentence].start if sentence is not None else 0
    group: list[Token] = []
    for token in reversed(segments.tokens[max(0, at - GROUP_TOKENS) : at]):
        word = token.text.lower()
        inside = token.span.start < floor or any(span.overlaps(token.span) for span in attribution.content)
        if inside or not (_is_of_group(word) or (word in ("'", "\u2019") and group and group[-1].text.lower() == "t")):
            break
        group.append(token)
    while group and group[-1].text.lower() in ("to", "a", "in", "t", "and"):
        group.pop()
    return group[::-1]


def _is_of_group(word: str) -> bool:
    if word in grammar("auxiliary") or word in grammar("modal") or word in grammar("negator") or word in catenatives():
        return True
    return word.endswith("ly") or word in GROUP_WORDS


def _frames(cue: Sequence[str], content: Sequence[Token]) -> Iterator[str]:
    """What the content is: something said ("its report that"), an infinitive, a clause, or a bare noun phrase."""
    words = lowered(content[:FRAME_TOKENS])
    first = words[0] if words else ""
    if starts_with_said_thing(words) or any(word in words_of("said thing") for word in cue[1:]):
        yield "said"
        return
    to = words.index("to") if "to" in words[:HEARER_TOKENS] else None
    if first == "to" or (to is not None and not any(_is_of_clause(word) for word in words[:to])):
        yield "to"  # "told {to leave}", "told {the army to leave}"
    if first in ("whether", "if", "how", "why", "what", "when", "where", "who"):
        yield "wh"
    elif first == "that":
        yield "that"
    elif not any(_is_of_clause(word) for word in words):
        yield "np"


def _is_of_clause(word: str) -> bool:
    return word in grammar("auxiliary") or word in grammar("modal") or word in CLAUSAL


def _is_negated_outside(segments: Segments, attribution: Attribution, cue: Sequence[Token]) -> bool:
    """Whether the negation stands in the source or before it: "neither ... nor", "instead of denying"."""
    text = segments.text
    if attribution.source:
        first = attribution.source[0]
        at = bisect_left(segments.token_starts, first.start)
        before = [token.text.lower() for token in segments.tokens[max(0, at - 3) : at]]
        between = text[first.end : cue[0].span.start].lower().split() if first.end < cue[0].span.start else []
        if "but" in between or "both" in (*between, cue[0].text.lower()):
            return False
        opening = [token.text.lower() for token in segments.tokens_in(first)[:2]]
        if opening[:1] and (opening[0] in NEGATIVE_SUBJECTS or opening in (["not", "one"], ["not", "a"])):
            return True
        if before[-1:] and before[-1] in NEGATIVE_SUBJECTS | {"nor", "not"}:
            return True
        if "nor" in before and not any(mark in before[before.index("nor") :] for mark in (",", ".", ";")):
            return True
    if cue[0].text.lower() == "few" or _opens_negatively(segments, attribution, cue[0]):
        return True
    at = bisect_left(segments.token_starts, cue[0].span.start)
    before = [token.text.lower() for token in segments.tokens[max(0, at - 2) : at]]
    return bool(cue[0].span.surface(text)) and any(tuple(before[-len(words) :]) == words for words in CONTRASTS)


def _opens_negatively(segments: Segments, attribution: Attribution, cue: Token) -> bool:
    """Whether an auxiliary stands before the subject because a negation opens the clause: "Not once has he denied"."""
    subject = attribution.source[0].start if attribution.source else cue.span.start
    at = segments.sentence_at(subject)
    if at is None or subject > cue.span.start:
        return False
    before = lowered(segments.tokens_in(Span(segments.sentences[at].start, subject)))
    if not before or before[-1] not in grammar("auxiliary") | grammar("modal"):
        return False
    opened = before[max((i + 1 for i, word in enumerate(before[:-1]) if word in CLAUSE_MARKS), default=0) :]
    return opened[0] in grammar("negative opening") or " ".join(opened[:2]) in grammar("negative opening")


def _is_asked(segments: Segments, attribution: Attribution) -> bool:
    """Whether the reporter asks: "Did the minister deny it?"; a question inside the content is the speaker's own."""
    if attribution.form not in (Form.INDIRECT, Form.ACT_REPORT):
        return False
    at = segments.sentence_at(attribution.cue[0].start)
    if at is None:
        return False
    sentence = segments.sentences[at]
    first = next(iter(segments.tokens_in(sentence)), None)
    opener = first.text.lower() if first else ""
    asks = opener in grammar("auxiliary") | grammar("modal") | {"why", "how", "what", "when", "where", "who", "which"}
    return asks and segments.text[sentence.end - 1] == "?"


# ------------------------------------------------------------------------------------------- with the content


def _of_naming(content: Sequence[Token]) -> Commitment:
    """ "Called the claims baseless": what it does hangs on the name."""
    words = lowered(content)
    verdict = verdict_in(words, is_named=True)
    if verdict is None:
        unclear = is_negated_verdict(words)
        return Commitment(Act.ASSERT, Factuality.UU if unclear else Factuality.CT_PLUS, trust=TRUST_CONTENT)
    return _judged(verdict, content, words)


def _of_content(segments: Segments, act: Act, content: Sequence[Token], form: Form, trust: float) -> Commitment:
    words = lowered(content)
    if act in SAYING:
        return _said(act, content, words[: _first_sentence(segments, content)], form, trust)
    if act is Act.DENY:
        return _denied(content, words, trust)
    if act is Act.DISPUTE:
        verdict = verdict_in(words, is_named=True)
        if verdict is Verdict.FALSE:
            return _judged(verdict, content, words)
    if act in (Act.CONDEMN, Act.PRAISE) and is_presupposing(words):
        return Commitment(act, Factuality.CT_PLUS, presupposed=True, trust=trust)
    if act in ANSWERING:
        return _answer(act, BY_ACT.get(act), content, words, trust)
    return Commitment(act, BY_ACT.get(act), trust=trust)


def _said(act: Act, content: Sequence[Token], words: Sequence[str], form: Form, trust: float) -> Commitment:
    """A content that somebody says: its first clause decides how far it is asserted."""
    if words[:1] in (["nothing"], ["little"]) and form is not Form.DIRECT:
        return Commitment(Act.DECLINES_TO_CONFIRM, Factuality.UU, trust=TRUST_CONTENT)
    is_own = form is Form.DIRECT or words[:1] in (["\u201c"], ['"'])
    if is_own and verdict_in(_short_quote(words), is_named=True):
        return Commitment(Act.DISPUTE, Factuality.CT_MINUS, points_back=True, trust=TRUST_CONTENT)
    if _holds_denial(words[:DENIAL_TOKENS]) and set(words[:FRAME_TOKENS]) & {"that", "of"}:
        behind = next(at for at, word in enumerate(words) if word in ("that", "of")) + 1
        return _denied(content[behind:], words[behind:], TRUST_CONTENT)
    at = opening(words)
    if is_conditional(words):
        return _answer(Act.SUPPOSE, Factuality.UU, content, words, TRUST_CONTENT)
    if words[at : at + 1] == ["whether"] or (form is not Form.INDIRECT and _ends_as_question(words)):
        return _answer(Act.QUESTION, Factuality.UU, content, words, TRUST_CONTENT)
    own = self_report_at(words, by=OWN_PRONOUNS if is_own else SPEAKER_PRONOUNS)
    if own is not None:
        factuality = BY_ACT.get(own.act)
        return _answer(own.act, factuality, content[own.object_at :], words[own.object_at :], TRUST_CONTENT)
    if takes_back(words, is_own=is_own):
        return Commitment(Act.RETRACT, Factuality.UU, points_back=True, trust=TRUST_CONTENT)
    if says_untrue(words):
        return _untrue(content, words)
    verdict = verdict_in(words)
    if verdict is not None:
        return _judged(verdict, content, words)
    if only_reports(words):
        return Commitment(act, Factuality.UU, trust=TRUST_CONTENT)
    clause = read_clause(words, is_own=is_own)
    if is_under_condition(words, clause):
        return _answer(Act.SUPPOSE, Factuality.UU, content, words, TRUST_CONTENT)
    if is_negated_verdict(words) or clause.is_unclear or clause.modality is Modality.UNREAL:
        return Commitment(act, Factuality.UU, trust=TRUST_CONTENT)
    if clause.modality is Modality.DUTY and act is Act.ASSERT:
        return Commitment(Act.DEMAND, None, trust=TRUST_CONTENT)
    by_content = BY_MODALITY.get(clause.modality) if clause.modality else None
    if act in (Act.ASSERT, Act.PREDICT):
        act = by_content or act
    factuality = BY_ACT[by_content or act]
    if factuality and clause.is_negative:
        factuality = NEGATED[factuality]
    refers_to = _pieces(content) if act is Act.ACKNOWLEDGE and clause.is_negative else ()
    return Commitment(act, factuality, refers_to=refers_to, trust=trust)


def _short_quote(words: Sequence[str]) -> Sequence[str]:
    """The words of a quote that is over soon; none where it goes on."""
    end = next((at for at, word in enumerate(words) if at and word in ("\u201d", '"')), len(words))
    return words[:end] if end <= SHORT_QUOTE else ()


def _denied(content: Sequence[Token], words: Sequence[str], trust: float) -> Commitment:
    at = opening(words)
    head = words[at : at + 3]
    if head and (head[0] == "knowing" or "knowledge" in head or "aware" in head or "awareness" in head):
        return _answer(Act.CANNOT_CONFIRM, Factuality.UU, content, words, TRUST_CONTENT)
    spoken = read_cue(head[1:2] if head[:1] == ["having"] else head[:1])
    if spoken and spoken.cue.act is Act.ASSERT and spoken.cue.frames >= {"that", "quote"} and head[0].endswith("ing"):
        return Commitment(Act.DECLINES_TO_CONFIRM, Factuality.UU, trust=TRUST_CONTENT)
    start, points_back = proposition_in(words)
    clause = read_clause(words[start:])
    factuality = Factuality.UU if clause.negations and not points_back else Factuality.CT_MINUS
    refers_to = () if points_back else _pieces(content[start:])
    return Commitment(Act.DENY, factuality, False, refers_to, points_back, trust)


def _answer(
    act: Act, factuality: Factuality | None, content: Sequence[Token], words: Sequence[str], trust: float
) -> Commitment:
    start, points_back = proposition_in(words)
    # "It could not confirm the deployment because ...": the reason is the answer's own.
    end = next((at for at in range(start + 1, len(words)) if words[at] == "because"), len(words))
    refers_to = () if points_back else _pieces(content[start:end])
    return Commitment(act, factuality, False, refers_to, points_back or not content, trust)


def _judged(verdict: Verdict, content: Sequence[Token], words: Sequence[str]) -> Commitment:
    """A verdict on what others say: it is about what they say, where the content prints that."""
    factuality = Factuality.CT_MINUS if verdict is Verdict.FALSE else Factuality.PR_MINUS
    start, points_back = proposition_in(words)
    if points_back or start == opening(words):
        return Commitment(Act.DISPUTE, factuality, points_back=True, trust=TRUST_CONTENT)
    end = next((at for at in range(len(words) - 1, start, -1) if words[at] in VERDICT_COPULAS), len(words))
    return Commitment(Act.DISPUTE, factuality, refers_to=_pieces(content[start:end]), trust=TRUST_CONTENT)


def _untrue(content: Sequence[Token], words: Sequence[str]) -> Commitment:
    """ "It is not true that the dam burst" denies it; "that is not true" denies what was said before."""
    that = next((at for at, word in enumerate(words[:12]) if word == "that" and at and words[at - 1] == "true"), None)
    if that is None:
        return Commitment(Act.DENY, Factuality.CT_MINUS, points_back=True, trust=TRUST_CONTENT)
    return Commitment(Act.DENY, Factuality.CT_MINUS, refers_to=_pieces(content[that + 1 :]), trust=TRUST_CONTENT)


def _pieces(tokens: Sequence[Token]) -> Spans:
    """The stretch from the first to the last token that is a word, in pieces where the content is."""
    words = [token for token in tokens if token.is_word]
    pieces: list[Span] = []
    for token in words:
        if pieces and token.span.start - pieces[-1].end <= LARGEST_GAP:
            pieces[-1] = Span(pieces[-1].start, token.span.end)
        else:
            pieces.append(token.span)
    return tuple(pieces)


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
