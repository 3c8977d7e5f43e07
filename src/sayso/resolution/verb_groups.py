"""What a cue says by itself: its whole verb group, what in it negates the verb, and the frame the content stands in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sayso.cues import CuePos, CueReading, Negation, catenatives, forms_of, grammar, match_cues, read_cue, tokens_of
from sayso.records import SAYING, Act, Attribution
from sayso.resolution.clauses import RULING_OUT, lowered, starts_with_said_thing, words_of
from sayso.segments import Segments, Token

# Tokens before a cue that may belong to its verb group: "has so far declined to publicly [confirm]".
GROUP_TOKENS = 9
# Verbs that give a thing a name: what they do hangs on the name ("called the claims baseless").
NAMING = frozenset(
    "call describe label brand term deem consider find cast characterize characterise portray paint slam mock".split()
)
# Verbs that leave the saying to their object: "showed no sign", "made no mention".
LIGHT = frozenset(
    "show shows showed showing make makes made making find finds found see saw give gives gave offer offers "
    "take takes took taken taking raise raises raised".split()
)
# Opinions whose negation belongs to their content: "does not believe that" (Horn 1978, neg-raising).
NEG_RAISING = frozenset("think believe expect suppose imagine suspect feel anticipate see consider".split())
NEGATORS = frozenset({"not", "never", "no", "t", "neither", "nor", "without", "cannot"})
HELPERS = grammar("negator") | grammar("have") | grammar("modal")
GROUP_WORDS = frozenset("to t yet also able unable in a position or longer even so far neither nor no publicly".split())
# Tokens of a content in which a hearer and "to" may stand.
HEARER_TOKENS = 8
# Tokens of a content in which "his denial" or "the earlier denial" may stand as its head.
DENIAL_TOKENS = 4
FRAME_TOKENS = 20
# Tokens of an aside between commas inside a verb group.
ASIDE_TOKENS = 16
# Tokens of "that decision", which is no clause.
POINTING_TOKENS = 3
CLAUSAL = frozenset({"that", "whether", "if", "how", "what", "why"})


def cue_and_content(segments: Segments, attribution: Attribution) -> tuple[list[Token], list[Token]]:
    """The tokens of the whole verb group, and those of the content.

    A group that was cut too short is made whole on both sides: "has so far | refused", "refused | to confirm".
    """
    cue = [token for span in attribution.cue for token in segments.tokens_in(span)]
    content = [token for span in attribution.content for token in segments.tokens_in(span)]
    if not cue:
        return [], content
    cue = _without_aside(_behind_name(segments, [*_group_before(segments, attribution, cue[0]), *cue]))
    opening = [token.text.lower() for token in content[:5]]
    cut = _cut_off(lowered(cue), opening)
    if cut > 0:
        return [*cue, *content[:cut]], content[cut:]
    to = 1 if opening[:2] == ["not", "to"] else 0
    if opening[to : to + 1] == ["to"] and _without_time(lowered(cue))[-1] in catenatives():
        for at, word in enumerate(opening[to + 1 :], to + 1):
            if not word.endswith("ly"):
                end = at + 1 + (_lemma(opening[at : at + 2]) > _lemma(opening[at : at + 1]))
                return [*cue, *content[:end]], content[end:]
    return cue, content


def _behind_name(segments: Segments, cue: list[Token]) -> list[Token]:
    """A cue without the end of its speaker's name, which negates nothing: "The label Never Mind [denied]"."""
    begins = {sentence.start for sentence in (segments.sentence_near(cue[0].span.start),) if sentence}
    named = 0
    while named + 1 < len(cue) and cue[named].text[:1].isupper() and cue[named].span.start not in begins:
        named += 1
    return cue[named:] if named > 1 and cue[0].text.lower() in NEGATORS else cue


def _without_time(cue: list[str]) -> list[str]:
    """The words of a cue up to a day at its end: "refused [on Thursday]"."""
    end = len(cue)
    while end > 1 and (cue[end - 1] in grammar("time") or (end < len(cue) and cue[end - 1] in ("on", "last", "late"))):
        end -= 1
    return cue[:end]


def _without_aside(cue: list[Token]) -> list[Token]:
    """A cue without what interrupts its verb group: "has[, after a summer of questions,] admitted"."""
    commas = [at for at, token in enumerate(cue) if token.text == ","]
    if len(commas) != 2 or not commas[0] or commas[1] + 1 == len(cue):
        return cue
    return [*cue[: commas[0]], *cue[commas[1] + 1 :]] if cue[commas[0] - 1].text.lower() in HELPERS else cue


def with_gerund_in_content(cue: list[Token], content: list[Token]) -> tuple[list[Token], list[Token]]:
    """The same, with what is denied moved from a cue too long to its content: "denied knowing | whether"."""
    if len(cue) < 2 or not cue[-1].text.lower().endswith("ing") or cue[-2].text.lower() not in forms_of("deny"):
        return cue, content
    return cue[:-1], [cue[-1], *content]


def behind_not_to(words: Sequence[str]) -> CueReading | None:
    """The cue that "not to" negates: "chose not to [respond]", "chose to not [respond]"."""
    for at, pair in enumerate(pairwise(words)):
        if pair in (("not", "to"), ("to", "not")):
            return read_cue(words[at + 2 :])
    return None


def lacks(words: Sequence[str]) -> bool:
    """Whether the cue says what is not there: "has no evidence", "showed no sign", "without naming"."""
    at = next((at for at, word in enumerate(words) if word in ("no", "without")), None)
    phrases = {"no comment", "no longer", "no less", "no position"} | grammar("negating phrase")
    if at is None or " ".join(words[at : at + 2]) in phrases:
        return False
    if words[at] == "without":
        return not any(match_cues(words, before) for before in range(at))
    carriers = LIGHT | grammar("light verb") | grammar("auxiliary")
    return any(word in carriers for word in words[:at]) or words[at:] == ["no", "to"]


def lacking_noun(words: Sequence[str]) -> CueReading | None:
    """What is not there: of "shows no [respect] for" the respect."""
    return read_cue(["the", *words[words.index("no") + 1 :][:1]]) if "no" in words else None


def act_of_lacking(words: Sequence[str], reading: CueReading | None) -> Act:
    if reading is not None and reading.cue.act in (Act.DENY, Act.DISPUTE):
        return Act.DOES_NOT_DENY
    return Act.CANNOT_CONFIRM if knows(words) else Act.DECLINES_TO_CONFIRM


def act_of_unread(words: Sequence[str], content: Sequence[Token]) -> Act:
    """What a cue does that the lexicon does not know: one with a word of denial in it is never read as asserting."""
    negated = any(word in NEGATORS or _fails_to(words, at) for at, word in enumerate(words))
    if not (is_against(words) or holds_denial(words)):
        return Act.DECLINES_TO_CONFIRM if negated else Act.ASSERT
    if negated:
        return Act.DOES_NOT_DENY
    object_ = lowered(content)
    is_deed = "against" in words and not starts_with_said_thing(object_) and "that" not in object_[:1]
    return Act.CONDEMN if is_deed else Act.DISPUTE


def _fails_to(words: Sequence[str], at: int) -> bool:
    """Whether a negative verb governs another: "failed to", "refused", not "the failed bill"."""
    return words[at] in words_of("negative verb") and (at + 1 == len(words) or words[at + 1] in ("to", "from"))


def is_against(words: Sequence[str]) -> bool:
    """Whether a word of denial stands in a cue: "had harsh words [against]", "said [otherwise]"."""
    return any(word in words_of("against") for word in words)


def words_beside(reading: CueReading, words: Sequence[str]) -> list[str]:
    """The words of a cue that are none of its entry's: of "raised a stink against" those behind "raised"."""
    own = tokens_of(reading.cue.lemma)
    at = next((match.end for at in range(len(words)) for match in match_cues(words, at) if match.cue is reading.cue), 0)
    return [word for word in words[at:] if word not in own]


def knows(words: Sequence[str]) -> bool:
    """Whether a cue speaks of something known: "has no evidence"."""
    return any(word in words_of("knowledge") for word in words)


def came_at_last(reading: CueReading, words: Sequence[str], content: Sequence[Token]) -> bool:
    """Whether "until" tells when it came after all: "did not admit until Monday that"; not "would not until"."""
    if reading.negation is not Negation.NOT or reading.modal is not None:
        return False
    opening_words = lowered(content[:HEARER_TOKENS])
    return "until" in words or (opening_words[:1] == ["until"] and "that" in opening_words)


def gives_name(reading: CueReading, content: Sequence[Token]) -> bool:
    """Whether the cue gives its object a name or a verdict: "found the plea baseless", but not "found that"."""
    words = lowered(content[:1])
    return reading.cue.lemma.removesuffix(" as") in NAMING and words[:1] not in (["that"], ["whether"], ["if"])


def is_able(reading: CueReading) -> bool:
    """Whether "could" tells of an ability that was used: "could confirm that", "could rule it out"."""
    return reading.modal == "could" and reading.cue.lemma in RULING_OUT | words_of("finding verb")


def is_performed(segments: Segments, attribution: Attribution, reading: CueReading) -> bool:
    """Whether it is done by being said: "I must admit", "we should confess" (a hedged performative, Fraser 1975)."""
    source = [token.text.lower() for span in attribution.source for token in segments.tokens_in(span)]
    return reading.modal in ("must", "should") and source in (["i"], ["we"])


def is_impression(reading: CueReading, attribution: Attribution) -> bool:
    """Whether "may" hedges what the author holds: "it may seem", "may be seen as"; not "the mayor may say"."""
    return not attribution.source and bool(words_of("impression verb") & {reading.cue.lemma})


def seems_to_show(words: Sequence[str]) -> bool:
    """Whether it only seems that something is shown: "the letters seem to show"."""
    at = next((at for at, word in enumerate(words) if word in words_of("seeming")), None)
    return at is not None and words[at + 1 : at + 2] == ["to"] and bool(set(words[at + 2 :]) & words_of("finding verb"))


def takes_clause(reading: CueReading) -> bool:
    """Whether a content of this cue can be a clause, whose own modality counts; "portrayed a likely heir" is none."""
    return bool(reading.cue.frames & {"that", "quote", "before", "alone"}) or reading.cue.pos is not CuePos.VERB


def asks_to_suppose(content: Sequence[Token]) -> bool:
    """ "Asked jurors to assume that"."""
    words = lowered(content[:HEARER_TOKENS])
    reading = read_cue(words[words.index("to") + 1 :][:2]) if "to" in words else None
    return reading is not None and reading.cue.act is Act.SUPPOSE


def act_in_frame(reading: CueReading, cue: Sequence[str], content: Sequence[Token]) -> Act:
    """What the cue does where nothing negates it, given what its content is."""
    known = dict(reading.cue.frame_acts)
    frame = next((frame for frame in _frames(cue, content) if frame in known), None) if known else None
    if reading.cue.frames == {"said"} and words_of("unsettled thing") & {*cue[1:], *lowered(content[:DENIAL_TOKENS])}:
        return Act.ASSERT  # who puts doubts to rest stands for what was doubted
    return known.get(frame or "", reading.cue.act)


def act_of_cue(reading: CueReading, cue: Sequence[str], content: Sequence[Token], *, outside: bool) -> Act:
    """What the cue alone says; a negated cue is silence about the content unless the lexicon knows better."""
    if not outside and reading.negation is Negation.NONE:
        plain = act_in_frame(reading, cue, content)
        return Act.DENY if plain is Act.ASSERT and holds_denial(cue[1:]) else plain
    lemma = reading.cue.lemma
    if reading.cue.act is Act.RETRACT:
        return Act.DENY if holds_denial(cue) else Act.ASSERT
    if lemma in RULING_OUT:
        return Act.DOES_NOT_DENY
    is_unable = reading.negation is Negation.UNABLE and not outside
    if reading.negation is Negation.REFUSED and reading.cue.negated_act is Act.NO_RESPONSE:
        return Act.DECLINES_TO_CONFIRM
    act = reading.act_in() if is_unable else reading.cue.negated_act
    if lemma in words_of("factive verb") and act in (Act.DENY, Act.DISPUTE) and _is_factive_clause(content):
        return Act.DECLINES_TO_CONFIRM
    if reading.negation is Negation.REFUSED and lemma in words_of("yielding verb") and lowered(content[:1]) == ["that"]:
        return Act.DISPUTE
    if act is Act.DENY:
        return Act.DISPUTE if lemma in NEG_RAISING else Act.DECLINES_TO_CONFIRM
    if act is None and reading.cue.act in (Act.DENY, Act.DISPUTE):
        return Act.DOES_NOT_DENY
    return act or (Act.CANNOT_CONFIRM if is_unable else Act.DECLINES_TO_CONFIRM)


def takes_for_granted(reading: CueReading, words: Sequence[str], content: Sequence[Token]) -> bool:
    """Whether what was not felt or noticed is so all the same: "was not surprised that", "had not noticed that"."""
    if lowered(content[:1]) != ["that"] or not _is_factive_clause(content) or reading.negation is not Negation.NOT:
        return False
    if reading.cue.pos is CuePos.ADJECTIVE:
        return reading.cue.lemma in words_of("feeling of a fact")
    return reading.cue.lemma in words_of("factive verb") - {"acknowledge"} and "had" in words


def _is_factive_clause(content: Sequence[Token]) -> bool:
    """Whether a clause follows that is taken for granted: "did not recognise [that it leaked]", not "the claim"."""
    words = lowered(content[: POINTING_TOKENS + 1])
    return len(words) > POINTING_TOKENS and words[0] in CLAUSAL


def needs_nothing(words: Sequence[str], reading: CueReading | None) -> bool:
    """Whether it is plain without more: "it does not take an engineer to see", "did not need to ask to know"."""
    at = next((at for at, word in enumerate(words) if at and word in words_of("needed for")), None)
    return (
        at is not None
        and bool(set(words[:at]) & (NEGATORS | {"t"}))
        and "to" in words[at + 1 :]
        and reading is not None
        and reading.cue.act in SAYING
    )


def is_hard_to_credit(words: Sequence[str]) -> bool:
    """Whether the cue itself says that it cannot be believed: "it is [hard to imagine]"."""
    return any(
        words[at] in words_of("hard") and words[at + 1] == "to" and words[at + 2] in words_of("crediting verb")
        for at in range(len(words) - 2)
        if not set(words[:at]) & (NEGATORS | {"t"})
    )


def cannot_be_called(reading: CueReading, words: Sequence[str]) -> bool:
    """Whether a name does not fit: "cannot be described as", "could not be called"."""
    named = reading.cue.lemma.removesuffix(" as") in NAMING - {"find", "cast"}  # "could not be found" was sought
    return named and reading.negation is Negation.UNABLE and "be" in words


def has_no_doubt(words: Sequence[str]) -> bool:
    """Whether a doubt is said not to be there: "has little doubt", "had not the slightest doubt", "few doubts"."""
    at = next((at for at, word in enumerate(words) if word in ("doubt", "doubts") and at), None)
    if at is None or words[at - 1] not in words_of("before a doubt"):
        return False
    return words[at - 1] in ("little", "few", "scant") or bool(set(words[:at]) & NEGATORS)


def holds_denial(words: Sequence[str]) -> bool:
    """Whether what is said again, or not taken back, is a denial: "stood by his denial that"."""
    return any(
        word in ("denial", "denials") and words[at + 1 : at + 2] != ["-"]  # "a denial-of-service attack"
        for at, word in enumerate(words)
    )


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
        inside = token.span.start < floor or any(
            span.overlaps(token.span) for span in (*attribution.content, *attribution.source)
        )
        if inside or not (_is_of_group(word) or (word in ("'", "\u2019") and group and group[-1].text.lower() == "t")):
            break
        group.append(token)
    if not group and at > 1 and segments.tokens[at - 1].text == ",":
        group = _group_before_aside(segments, at - 1, floor)
    while group and group[-1].text.lower() in ("to", "a", "in", "t", "and"):
        if " ".join(lowered(group[-3:])[::-1]) in catenatives():
            break  # "in a position"
        group.pop()
    return group[::-1]


def _group_before_aside(segments: Segments, comma: int, floor: int) -> list[Token]:
    """The beginning of a verb group that an aside interrupts, last first: "has [never], in all these years, denied"."""
    for at in range(comma - 1, max(0, comma - ASIDE_TOKENS), -1):
        token = segments.tokens[at]
        if token.span.start < floor or token.text in (".", ";", ":"):
            return []
        if token.text == ",":
            before = [one for one in segments.tokens[max(0, at - 2) : at] if one.span.start >= floor]
            words = lowered(before)
            is_group = words[-1:] != [] and words[-1] in HELPERS
            return [one for one in before if _is_of_group(one.text.lower())][::-1] if is_group else []
    return []


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
    elif first == "that" and len(words) > POINTING_TOKENS:
        yield "that"
    elif first == "that" or not any(_is_of_clause(word) for word in _without_infinitives(words)):
        yield "np"


def _without_infinitives(words: Sequence[str]) -> list[str]:
    """Without what follows "to": "his readiness to be mayor" is a noun phrase all the same."""
    return [word for at, word in enumerate(words) if not at or words[at - 1] != "to"]


def _is_of_clause(word: str) -> bool:
    return word in grammar("auxiliary") or word in grammar("modal") or word in CLAUSAL
