"""What stands outside a cue's verb group and turns it: a negative subject, "was wrong when he", a name before "how"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from sayso.cues import CuePos, Negation, forms_of, grammar, match_cues, read_cue
from sayso.records import Act, Attribution, Form
from sayso.resolution.clauses import MARKS, SPEAKER_PRONOUNS, lowered, words_of
from sayso.resolution.content_acts import SHORT_QUOTE
from sayso.resolution.verb_groups import NEGATORS
from sayso.resolution.verdicts import Verdict, verdict_in
from sayso.segments import Segments, Token
from sayso.spans import Span

CLAUSE_MARKS = frozenset({",", ";", ":", "and", "but", "\u2014", "\u2013"})
NEGATIVE_SUBJECTS = frozenset({"neither", "nobody", "none", "no", "few"})
# "No candidate but Hale": she did.
EXCEPTING = frozenset({"but", "except", "besides"})
CONTRASTS = (("instead", "of"), ("rather", "than"), ("far", "from"), ("without",))
# Acts that, done to nobody's report, set one against it.
AGAINST = frozenset({Act.DENY, Act.DISPUTE, Act.CONDEMN})
# Tokens of "it is simply not true," before a tag.
FRAME_WORDS = 8
# Tokens of the verb group beside a noun that names what was said.
VERB_TOKENS = 7
# Tokens before a possessive in which a verb of taking back may stand: "withdrew in May [his] statement".
RETRACTING_TOKENS = 5


def words_before(segments: Segments, attribution: Attribution) -> list[str]:
    """The words of the sentence before an attribution's source and cue."""
    own = (*attribution.source[:1], *attribution.cue[:1])
    if not own:
        return []
    first = min(span.start for span in own)
    sentence = segments.sentence_near(first)
    return [] if sentence is None else lowered(segments.tokens_in(Span(sentence.start, first)))


def frame_before(segments: Segments, attribution: Attribution) -> list[Token]:
    """What judges a clause that goes on behind the tag: "[It is not true], said Hale in a letter, that it leaked"."""
    own = (*attribution.source[:1], *attribution.cue[:1])
    content = lowered(segments.tokens_in(attribution.content[0])[:1]) if attribution.content else []
    if not own or content != ["that"] or attribution.content[0].start < min(own).start:
        return []
    first = min(span.start for span in own)
    sentence = segments.sentence_near(first)
    before = segments.tokens_in(Span(sentence.start, first)) if sentence else ()
    opened = lowered(before)
    is_frame = opened[:1] in (["it"], ["there"]) and opened[-1:] == [","] and len(opened) <= FRAME_WORDS
    return list(before[:-1]) if is_frame else []


def is_measured_against(segments: Segments, attribution: Attribution) -> bool:
    """Whether a thing is less, or more, than somebody holds it to be: "not as bad as [S think]", "worse than"."""
    if not attribution.source or not attribution.content or not attribution.cue:
        return False
    content, source = attribution.content[-1], attribution.source[0]
    if not content.end <= source.start < attribution.cue[0].start:
        return False
    words = lowered(segments.tokens_in(Span(content.start, source.start)))
    if words[-1:] == ["than"]:
        return words[-2:-1] not in (["rather"], ["other"])
    is_less = any(pair in (("not", "as"), ("not", "so"), ("t", "as")) for pair in pairwise(words))
    return words[-1:] == ["as"] and is_less


def is_taken_back(before: Sequence[str], attribution: Attribution, segments: Segments) -> bool:
    """Whether one's own saying is told as a mistake: "was wrong when he [claimed]", "apologised for having [said]"."""
    source = [token.text.lower() for span in attribution.source for token in segments.tokens_in(span)]
    if before[-1:] == ["what"] and source and source[0] in SPEAKER_PRONOUNS:
        back = read_cue(before[-RETRACTING_TOKENS:])
        return back is not None and back.cue.act is Act.RETRACT and back.negation is Negation.NONE
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


def named_before(before: Sequence[str], words: Sequence[str]) -> Verdict | None:
    """The name that stands first: “A lie,” was how the board [described] it, “Rubbish” was her [verdict]."""
    if not before[:1] or before[0] not in MARKS or len(before) > SHORT_QUOTE + 2:
        return None
    reading = read_cue(words)
    is_called = reading is not None and reading.cue.pos is CuePos.NOUN and before[-1] in grammar("be")
    return verdict_in(before[:-1], is_named=True) if before[-1] == "how" or is_called else None


def leaves_open(before: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the denying is the second of two things not done: "neither confirmed nor [denied]"."""
    neither, confirmed, nor = [*before[-3:], "", "", ""][:3]
    is_denied = bool(set(words) & set(forms_of("deny")))
    return is_denied and (neither, nor) == ("neither", "nor") and confirmed in forms_of("confirm")


def is_called_wrong(before: Sequence[str], words: Sequence[str]) -> bool:
    """Whether saying it is called wrong: "it would be wrong [to say]"."""
    return words[:1] == ["to"] and verdict_in(["it", *before[-3:]]) is not None


def denied_around(segments: Segments, attribution: Attribution, words: Sequence[str]) -> Act | None:
    """What the verb does whose object or subject is nobody's claim: "spurned [reports of]", "[Reports of] ... were"."""
    reading = read_cue(words)
    if attribution.source or reading is None or reading.cue.pos is not CuePos.NOUN or not attribution.content:
        return None
    if words[-2:] and not set(words[-2:]) & words_of("said thing"):
        return None
    place, end = attribution.cue[0].start, attribution.content[-1].end
    sentence, last = segments.sentence_near(place), segments.sentence_near(end - 1)
    if sentence is None or last is None:
        return None
    before = lowered(segments.tokens_in(Span(sentence.start, place)))[-VERB_TOKENS:]
    while before and before[-1] in grammar("determiner"):
        before.pop()
    behind = lowered(segments.tokens_in(Span(end, max(end, last.end))))[:VERB_TOKENS]
    passive = behind if behind[:1] and behind[0] in grammar("auxiliary") | grammar("modal") else []
    return next((act for act in (_act_against(before, ends=True), _act_against(passive, ends=False)) if act), None)


def _act_against(words: Sequence[str], *, ends: bool) -> Act | None:
    """The act of a verb group that speaks against its object; only one that `words` end in, if `ends`."""
    for at in range(len(words)):
        match = next((one for one in match_cues(words, at) if one.cue.pos is CuePos.VERB), None)
        if match is None or match.cue.act not in AGAINST or (ends and match.end != len(words)):
            continue
        return Act.DOES_NOT_DENY if set(words[:at]) & (NEGATORS | {"t"}) else Act.DISPUTE
    return Act.DECLINES_TO_CONFIRM if ends and set(words[-3:]) & NEGATORS else None


def is_negated_outside(segments: Segments, attribution: Attribution, cue: Sequence[Token]) -> bool:
    """Whether the negation stands in the source or before it: "neither ... nor", "instead of denying"."""
    text = segments.text
    if attribution.source:
        first = attribution.source[0]
        at = bisect_left(segments.token_starts, first.start)
        before = [token.text.lower() for token in segments.tokens[max(0, at - 3) : at]]
        between = text[first.end : cue[0].span.start].lower().split() if first.end < cue[0].span.start else []
        if "but" in between or "both" in (*between, cue[0].text.lower()):
            return False
        if any(
            _is_negative_adverbial(between[at:])
            for at, word in enumerate(between)
            if between[at + 1 : at + 2] == ["no"]
        ):
            return True
        named = lowered(segments.tokens_in(first))
        if any(_is_negated_occasion(named[at : at + 3]) for at in range(1, len(named))):
            return True
        opening = named[:2]
        if (
            opening[:1]
            and not set(named) & EXCEPTING
            and (opening[0] in NEGATIVE_SUBJECTS or opening in (["not", "one"], ["not", "a"]))
        ):
            return True
        if before[-1:] and before[-1] in NEGATIVE_SUBJECTS | {"nor", "not"}:
            return True
        if "nor" in before and not any(mark in before[before.index("nor") :] for mark in (",", ".", ";")):
            return True
    if cue[0].text.lower() == "to" and _has_little(words_before(segments, attribution), attribution, segments):
        return True
    if _is_missed(words_before(segments, attribution), attribution):
        return True
    if cue[0].text.lower() == "few" or _opens_negatively(segments, attribution, cue[0]):
        return True
    at = bisect_left(segments.token_starts, cue[0].span.start)
    before = [token.text.lower() for token in segments.tokens[max(0, at - 2) : at]]
    return bool(cue[0].span.surface(text)) and any(tuple(before[-len(words) :]) == words for words in CONTRASTS)


def is_supposed(before: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the saying itself is only supposed: "if [he denies] it", "whether he said", "would have denied"."""
    is_unreal = any(pair in (("would", "have"), ("d", "have")) for pair in pairwise(words))
    is_concession = list(before[-2:]) == ["even", "if"]
    return is_unreal or (before[-1:] in (["if"], ["unless"], ["whether"]) and not is_concession)


def is_asked(segments: Segments, attribution: Attribution) -> bool:
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


def _is_missed(before: Sequence[str], attribution: Attribution) -> bool:
    """Whether a noun is told not to be there: "the absence of any [confirmation] from the army"."""
    behind = bool(attribution.source) and attribution.source[0].start > attribution.cue[0].start
    words = [word for word in before if word not in grammar("determiner")] if behind else []
    return words[-1:] == ["of"] and words[-2:-1] != [] and words[-2] in words_of("missing")


def _has_little(before: Sequence[str], attribution: Attribution, segments: Segments) -> bool:
    """Whether there is nothing that would: "there is little in the file [to suggest]"."""
    source = lowered(token for span in attribution.source for token in segments.tokens_in(span))
    words = [*before, *source]
    return any(
        words[at] == "there" and words[at + 2] in words_of("next to nothing")
        for at in range(len(words) - 2)
        if words[at + 1] in grammar("be") | {"s"}
    )


def _opens_negatively(segments: Segments, attribution: Attribution, cue: Token) -> bool:
    """Whether an auxiliary stands before the subject because a negation opens the clause: "Not once has he denied"."""
    subject = attribution.source[0].start if attribution.source else cue.span.start
    sentence = segments.sentence_near(subject)
    if sentence is None or subject > cue.span.start:
        return False
    before = lowered(segments.tokens_in(Span(sentence.start, subject)))
    if not before or before[-1] not in grammar("auxiliary") | grammar("modal"):
        return False
    opened = before[max((i + 1 for i, word in enumerate(before[:-1]) if word in CLAUSE_MARKS), default=0) :]
    return _is_negative_adverbial(opened)


def _is_negated_occasion(words: Sequence[str]) -> bool:
    """ "At no stage", "in no way"; not "of no fixed abode"."""
    preposed = words[:1] and words[0] in grammar("opens before a negative") and words[1:2] == ["no"]
    return bool(preposed) and words[2:3] != [] and words[2] in words_of("negated occasion")


def _is_negative_adverbial(words: Sequence[str]) -> bool:
    """ "Not for a moment", "at no stage", "little"; not "not until Monday", behind which the deed came about."""
    if any(" ".join(words[:length]) in grammar("positive opening") for length in (2, 3)):
        return False
    preposed = words[:1] and words[0] in grammar("opens before a negative") and words[1:2] == ["no"]
    return bool(words[:1] and words[0] in grammar("negative opening")) or bool(preposed)
