"""The rules: each looks at one unit and proposes attributions. Which proposals stand is decided in assembly.

A rule is named for the shape it reads; `Proposal.lemma` names the entry of the lexicon, so that the precision of
rule and entry together can be measured on labelled articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.attribution.contents import (
    content_end,
    distant_that,
    end_before_main_verb,
    is_relative_that,
    left_edge,
    skip_adjuncts,
    skip_hearer,
    starts_clause,
)
from sayso.attribution.cues import FoundCue, Use, cues_in
from sayso.attribution.phrases import FINITE, Range, looks_past, possessor_before, subject_after, subject_before
from sayso.attribution.quotes import Quote
from sayso.attribution.units import QUOTE, Unit, is_adverb
from sayso.cues import Cue, CuePos, VerbForm, WordMatch, forms_of, grammar, match_cues
from sayso.records import Act
from sayso.segments import tokenize
from sayso.spans import Span, Spans

# Items between a cue and the quote it introduces, adjuncts and hearers.
REACH_OF_ADJUNCTS = 25
NEGATING_SUBJECTS = frozenset({"neither", "no", "none", "nobody"})
# Letters at the start of a quote in which its own verb must stand, adverbs included.
LONGEST_OPENING = 60
# Before a participle that opens a sentence: "After denying the leak, Corte left".
OPENING_WORDS = frozenset({"after", "before", "by", "while", "when", "since", "despite", "in", "without"})
# Verbs that give the words of another: "quoted the minister as denying".
QUOTING = frozenset({"quote", "cite"})
# Items from the beginning of an object to the noun that names what was said, "the mining union's old".
LONGEST_CLAIM_OPENING = 7
# The rule for two verbs with one clause: "Corte said, and Hale denied, that it leaked".
SHARED_CLAUSE = "shared that"
# Who "was wrong to say" it takes it back; who "was wrong to deny" it denied it all the same.
ERRING = frozenset({"wrong", "mistaken", "right"})
# Items of "as entirely without foundation" before the object.
LONGEST_PREDICATE = 6
# Items of "from the company that runs the mine, in a letter," before "that".
LONGEST_AGENT = 16
# What a noun must do for its clause to be looked for further off.
POSITIONS_TAKEN = frozenset({Act.DENY, Act.DISPUTE, Act.ACKNOWLEDGE})
# Items from "expected" to the infinitive that it governs, an agent between: "said by the police chief to have denied".
LONGEST_RAISING = 8
# Items before the noun that opens a unit: "Repeated claims that".
LONGEST_OPENING_NOUN = 3
BEFORE_TIMES = frozenset({"last", "this", "late", "early", "earlier", "next"})
# Behind a noun, what was said: "claims that", "speculation about".
CLAIM_OPENERS = frozenset({"that", "of", "about", "on", "over"})
SEEMING = frozenset({"seem", "appear"})
# Pronouns that name a speaker when nothing else in the clause does.
SOURCE_PRONOUNS = frozenset({"he", "she", "they", "we", "i"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """An attribution that a rule proposes.

    Attributes:
        unit: index of the unit the cue stands in.
        source: None when it is implied.
        act: what the entry does in the plain affirmative.
        cue: the verb group last; before it, if there is one, the word of the subject that negates it.
        content: in text order.
    """

    rule: str
    lemma: str
    act: Act
    unit: int
    source: Span | None
    cue: Spans
    content: Spans

    @property
    def head(self) -> Span:
        """The verb group, noun, adjective or phrase itself."""
        return self.cue[-1]


@dataclass(frozen=True, slots=True)
class _Scene:
    """A unit with its cues, and which of them have a subject."""

    unit: Unit
    index: int
    before: Unit | None
    cues: tuple[FoundCue, ...]
    subjects: tuple[Range | None, ...]


def propose(text: str, units: Sequence[Unit], quotes: Sequence[Quote]) -> Iterator[Proposal]:
    """All proposals for a text, unit by unit."""
    for index, unit in enumerate(units):
        cues = tuple(cues_in(unit))
        scene = _Scene(unit, index, units[index - 1] if index else None, cues, _subjects(unit, cues))
        for number, found in enumerate(cues):
            yield from _by_use(scene, number, found)
        yield from _speaker_label(scene)
        yield from _quoted_verbs(scene, text, quotes)
        yield from _introduction(scene, units[index + 1] if index + 1 < len(units) else None)


def _subjects(unit: Unit, cues: Sequence[FoundCue]) -> tuple[Range | None, ...]:
    """The subject of each cue.

    A finite cue has its own, or after "and" that of the verb before. A participle has the phrase right before it,
    or after a comma the first subject of its clause.
    """
    result: list[Range | None] = []
    last: Range | None = None
    main: Range | None = None
    for found in cues:
        own: Range | None = None
        before = unit.word(found.start - 1)
        if _is_nominal_group(unit, found):
            own = _owner(unit, found.start)
        elif found.use in {Use.FINITE, Use.PASSIVE, Use.ADJECTIVE}:
            own = subject_before(unit, found.start)
            if own is None and before in {"and", "but", "or", ","}:
                own = last or _main_subject(unit, 0, found.start)
            last = own or last
            main = own if main is None or (own is not None and _opens_clause(unit, own[0])) else main
        elif found.use in {Use.PARTICIPLE, Use.INFINITIVE}:
            if found.use is Use.PARTICIPLE and before not in {",", ""}:
                own = subject_before(unit, found.start)
            own = own or (main if before == "," else last) or _main_subject(unit, 0, found.start)
            own = own or _main_subject(unit, found.end, len(unit))
        result.append(_raised_subject(unit, found) or own)
    return tuple(result)


def _raised_subject(unit: Unit, found: FoundCue) -> Range | None:
    """Of whom an infinitive is told: "[Corte] is expected to deny", "was said by police to have denied".

    Only behind words that leave the deed standing: "was told to deny" and "would be wrong to" do not.
    """
    if unit.word(found.start) != "to":
        return None
    for at in range(found.start - 1, max(0, found.start - LONGEST_RAISING), -1):
        word = unit.word(at)
        if word in grammar("raising"):
            if word in ERRING and found.cue.act not in {Act.DENY, Act.DISPUTE}:
                return None
            start = at
            while start and (unit.word(start - 1) in grammar("auxiliary") or is_adverb(unit.word(start - 1))):
                start -= 1
            linked = set(unit.words[start:at]) & grammar("be")
            subject = subject_before(unit, start) if linked else None
            return None if subject is None or unit.word(subject[0]) in {"it", "there"} else subject
        if word in grammar("auxiliary") | grammar("modal") or word in {",", ";", ":", QUOTE}:
            return None
    return None


def _opens_clause(unit: Unit, at: int) -> bool:
    """Whether a new main clause begins here: after a comma, a semicolon, a quote, or ", and"."""
    before = unit.word(at - 1)
    return before in {";", ",", QUOTE} or (before in {"and", "but", "while"} and unit.word(at - 2) == ",")


def _main_subject(unit: Unit, start: int, end: int) -> Range | None:
    """The subject of the first clause between two items: the phrase before its auxiliary or past-looking verb."""
    for at in range(start + 1, end):
        word = unit.word(at)
        is_verb = (word in grammar("auxiliary") or word in grammar("modal")) and unit.word(at - 1) != "to"
        is_verb = is_verb or (word == QUOTE and unit.printed[at][:1].islower())
        if is_verb or looks_past(unit, at):
            subject = subject_before(unit, at)
            if subject is not None and subject[0] >= start:
                return subject
    pronoun = next(((at, at + 1) for at in range(start, end) if unit.word(at) in SOURCE_PRONOUNS), None)
    return pronoun or (_opening_name(unit, end) if start == 0 else None)


def _is_nominal_group(unit: Unit, found: FoundCue) -> bool:
    """Whether a noun governs the verb: "the ministry's [refusal to confirm] that"."""
    return found.use is not Use.NOUN and unit.word(found.start) in grammar("noun before a verb")


def _nominal_group(scene: _Scene, number: int, found: FoundCue) -> Iterator[Proposal]:
    """ "The ministry's refusal to confirm that troops had left worried its allies": the main verb ends the content."""
    unit = scene.unit
    complement = _complement(unit, found, skip_adjuncts(unit, found.end))
    if complement is not None:
        rule, start, end = complement
        end = min(end, end_before_main_verb(unit, start, end)) if rule in {"that", "wh"} else end
        yield _proposal(scene, f"noun to {rule}", found, scene.subjects[number], ((start, end),))


def _by_use(scene: _Scene, number: int, found: FoundCue) -> Iterator[Proposal]:
    if _is_nominal_group(scene.unit, found):
        yield from _nominal_group(scene, number, found)
        return
    if found.cue.frames == {"said"} and not _is_about_said(scene, number, found):
        return
    match found.use:
        case Use.FINITE:
            yield from _finite(scene, number, found)
        case Use.PARTICIPLE | Use.INFINITIVE:
            yield from _nonfinite(scene, number, found)
        case Use.PASSIVE:
            yield from _passive(scene, number, found)
        case Use.NOUN:
            yield from _noun(scene, found)
        case Use.ADJECTIVE:
            yield from _adjective(scene, number, found)
        case Use.PHRASE:
            yield from _phrase(scene, found)


def _finite(scene: _Scene, number: int, found: FoundCue) -> Iterator[Proposal]:
    unit = scene.unit
    subject = scene.subjects[number]
    after = skip_adjuncts(unit, found.end)
    tag = _tag(scene, found, subject, after) if "quote" in found.cue.frames else None
    if tag is not None:
        yield tag
        return
    shared = _shared_clause(scene, number, after)
    if shared is not None and subject is not None:
        yield _proposal(scene, SHARED_CLAUSE, found, subject, (shared,))
        return
    claim = _shifted_claim(scene, number, after)
    if claim is not None and subject is not None:
        yield _proposal(scene, "np of claim", found, subject, (claim,))
        return
    complement = _complement(unit, found, after)
    if unit.word(found.start) == "asked" and _is_put(unit, found):
        yield from _asked(scene, found)
        return
    if complement is None or (found.start == 0 and complement[0] not in {"quote", "colon"}):
        return
    rule, start, end = complement
    if found.cue.lemma in SEEMING and subject is not None and rule in {"to", "as"}:
        yield _proposal(scene, "seeming", found, None, (subject, (start, end)))
    elif rule == "np" and subject is not None and _names_claim(scene, number, start):
        yield _proposal(scene, "np of claim", found, subject, ((start, end),))
    elif subject is not None or rule not in {"np", "as", "to"}:
        yield _proposal(scene, rule, found, subject, ((start, end),))


def _shared_clause(scene: _Scene, number: int, after: int) -> Range | None:
    """The clause that two verbs share: "Corte [said], and Hale [denied], that it leaked"."""
    unit = scene.unit
    if unit.word(after) != ",":
        return None
    if unit.word(after + 1) == "that":
        first = scene.cues[number - 1] if number else None
        joined = first is not None and set(unit.words[first.end : after]) & {"and", "but", "or"}
        return (after + 1, content_end(unit, after + 1, clause=True, limit=len(unit))) if joined else None
    last = scene.cues[number + 1] if number + 1 < len(scene.cues) else None
    if last is None or last.use is not Use.FINITE or unit.word(after + 1) not in {"and", "but", "or"}:
        return None
    return _shared_clause(scene, number + 1, skip_adjuncts(unit, last.end))


def _shifted_claim(scene: _Scene, number: int, after: int) -> Range | None:
    """An object put behind its predicate because it is long: "dismissed [as groundless the claim that it burned]"."""
    unit = scene.unit
    if unit.word(after) != "as" or "as" not in scene.cues[number].cue.frames:
        return None
    begins = (at for at in range(after + 2, after + LONGEST_PREDICATE) if unit.word(at) in grammar("determiner"))
    for start in begins:
        if _names_claim(scene, number, start):
            return after, content_end(unit, start, clause=True, limit=len(unit))
    return None


def _names_claim(scene: _Scene, number: int, start: int) -> bool:
    """Whether an object names something said and says what: "contested the captain's [assertion that] it moved"."""
    following = scene.cues[number + 1] if number + 1 < len(scene.cues) else None
    return (
        following is not None
        and following.use is Use.NOUN
        and following.start - start <= LONGEST_CLAIM_OPENING
        and scene.unit.word(following.end) in {"that", "whether"}
    )


def _is_about_said(scene: _Scene, number: int, found: FoundCue) -> bool:
    """Whether the object, or of a passive the subject, names what others say: "scotched the [rumour]"."""
    if found.use is Use.PASSIVE:
        return _named_claim(scene, number, found) is not None
    following = scene.cues[number + 1] if number + 1 < len(scene.cues) else None
    return following is not None and following.use is Use.NOUN and following.start - found.end <= LONGEST_CLAIM_OPENING


def _is_put(unit: Unit, found: FoundCue) -> bool:
    """Whether "asked" is a participle: "Asked about it, Corte", "when asked whether", "Corte, asked whether"."""
    if found.start == 0:
        return unit.word(found.end) != QUOTE
    asks = unit.word(skip_adjuncts(unit, found.end)) in {"whether", "if"}
    return asks and unit.word(found.start - 1) in {"when", "while", ","}


def _asked(scene: _Scene, found: FoundCue) -> Iterator[Proposal]:
    """A question put by nobody in particular: "Asked about the dam, Corte shrugged"."""
    unit = scene.unit
    start = skip_adjuncts(unit, found.end)
    end = next((at for at in range(start, len(unit)) if unit.word(at) == ","), None)
    if end is None and found.start:
        end = content_end(unit, start, clause=True, limit=len(unit))
    if end is not None and end > start:
        yield _proposal(scene, "asked", found, None, ((start, end),))


def _tag(scene: _Scene, found: FoundCue, subject: Range | None, after: int) -> Proposal | None:
    """A tag that follows its content: "CONTENT, X said" or "CONTENT, said X"; the content may go on behind it."""
    unit = scene.unit
    if subject is not None and unit.word(subject[0]) in {"who", "which"}:
        return None
    if subject is not None and subject[0] < found.start and _ends_content(unit, subject[0]):
        left = _tagged_content(unit, subject[0])
        if QUOTE in unit.words[left[0] : left[1]]:
            return _tagged(scene, "tag", found, subject, left, after)
        if "hearer" in found.cue.frames:
            after = skip_adjuncts(unit, skip_hearer(unit, after))
        if _is_closed(unit, after) and (_is_content(unit, left) or _is_inserted(unit, subject, after)):
            return _tagged(scene, "plain tag", found, subject, left, after)
        return None
    if subject is not None and subject[0] == 0 and _is_closed(unit, after) and _is_exclamation(scene):
        return _tag_of_exclamation(scene, found, subject)
    if not _ends_content(unit, found.start):
        return None
    speaker = subject_after(unit, found.end)
    left = _tagged_content(unit, found.start)
    if speaker is None:
        return None
    if unit.word(found.start - 1) == QUOTE:
        return _tagged(scene, "inverted tag", found, speaker, left, speaker[1])
    if "inverted" in found.cue.frames and _is_content(unit, left) and _is_bare_speaker(unit, speaker):
        return _tagged(scene, "plain inverted tag", found, speaker, left, speaker[1])
    return None


def _is_exclamation(scene: _Scene) -> bool:
    """Whether the unit before is a quote that ends in a mark after which a tag may follow: “Why?” Corte asked."""
    before = scene.before
    return (
        before is not None
        and before.paragraph == scene.unit.paragraph
        and len(before) == 1
        and before.words[0] == QUOTE
        and before.printed[0][-1:] in "?!,"
    )


def _tag_of_exclamation(scene: _Scene, found: FoundCue, subject: Range) -> Proposal | None:
    if scene.before is None:
        return None
    unit = scene.unit
    content = (scene.before.span(0, 1),)
    cue = _cue_spans(unit, found, subject)
    return Proposal("tag", name_of(found.cue), found.cue.act, scene.index, unit.span(*subject), cue, content)


def _is_inserted(unit: Unit, subject: Range, after: int) -> bool:
    """Whether the tag stands between commas in the middle of its content: "The dam, Corte said, is safe"."""
    following = unit.word(after + 1)
    return (
        unit.word(subject[0] - 1) == ","
        and unit.word(after) == ","
        and not following.endswith("ing")
        and (following in grammar("auxiliary") or following in grammar("modal") or following.endswith(("ed", "s")))
    )


def _is_bare_speaker(unit: Unit, speaker: Range) -> bool:
    """Whether nothing but a speaker and an adjunct stand between the verb and the next mark."""
    if not _is_closed(unit, skip_adjuncts(unit, speaker[1])):
        return False
    mark = next((at for at in range(*speaker) if unit.word(at) == ","), speaker[1])
    return not any(unit.word(at) in grammar("auxiliary") or looks_past(unit, at) for at in range(speaker[0], mark))


def _tagged_content(unit: Unit, end: int) -> Range:
    """The content that a tag at `end` closes: a quote that begins a sentence of its own, else the whole clause."""
    start, end = left_edge(unit, end)
    for at in range(end - 1, start, -1):
        if unit.word(at) == QUOTE:
            whole_sentence = unit.printed[at][:1].isupper() and unit.word(at - 1) in {",", ":"}
            return (at, end) if whole_sentence else (start, end)
    return start, end


def _ends_content(unit: Unit, at: int) -> bool:
    before = unit.word(at - 1)
    return at > 0 and (before == QUOTE or (before == "," and at > 1) or (before == "-" and unit.word(at - 2) == QUOTE))


def _is_closed(unit: Unit, after: int) -> bool:
    """Whether nothing that the cue could govern follows it: the sentence ends, or a mark stands there."""
    return unit.word(after) in {"", ".", ",", "!", "?", ";", "-", ")"}


def _is_content(unit: Unit, left: Range) -> bool:
    """Whether the words before a tag can be a content: more than an adverbial such as "On Monday"."""
    return (left[1] - left[0] >= 4 and starts_clause(unit, left[0], left[1]) in {"clause", "that"}) or any(
        word in grammar("auxiliary") for word in unit.words[left[0] : left[1]]
    )


def _tagged(scene: _Scene, rule: str, found: FoundCue, subject: Range, left: Range, after: int) -> Proposal:
    unit = scene.unit
    pieces = [_without_comma(unit, left)]
    after = skip_adjuncts(unit, after)
    if "hearer" in found.cue.frames and rule == "tag":
        after = skip_adjuncts(unit, skip_hearer(unit, after))
    if unit.word(after) in {",", ":", "-"} and after + 1 < len(unit):
        begins = after + 1
        first = unit.word(begins)
        if first == QUOTE or (
            unit.word(after) == ","
            and unit.word(left[1] - 1) == ","
            and not first.endswith("ing")
            and first not in {"but", "and", "who", "which", "as", "while", "according", "a", "an"}
        ):
            end = content_end(unit, begins, clause=True, limit=len(unit))
            if end > begins:
                pieces.append((begins, end))
    return _proposal(scene, rule, found, subject, tuple(pieces))


def _without_comma(unit: Unit, piece: Range) -> Range:
    start, end = piece
    while end > start + 1 and unit.word(end - 1) in {",", "-"}:
        end -= 1
    return start, end


def _complement(unit: Unit, found: FoundCue, at: int) -> tuple[str, int, int] | None:
    """The content to the right of a verb: the frame it fills and its items."""
    frames = found.cue.frames
    form = _tense(found, unit)
    if unit.word(at) in {",", ":"}:
        if unit.word(at + 1) == QUOTE and "quote" in frames:
            return "quote", at + 1, content_end(unit, at + 1, clause=True, limit=len(unit), form=form)
        if unit.word(at) == ":" and at + 1 < len(unit) and "quote" in frames:
            end = content_end(unit, at + 1, clause=True, limit=len(unit), form=form)
            return ("colon", at + 1, end) if end > at + 1 else None
        return None
    if "quote" in frames:
        distant = _distant_quote(unit, at)
        if distant is not None:
            return "quote", distant, content_end(unit, distant, clause=True, limit=len(unit), form=form)
    start = at
    if "hearer" in frames and (that := distant_that(unit, at)) is not None:
        start = that
    elif "hearer" in frames:
        start = skip_adjuncts(unit, skip_hearer(unit, at))
        if unit.word(start) == "of" and "np" in frames:
            start = at  # "challenged the soundness of it": no hearer, but the object
        if unit.word(start) in {",", ":"} and unit.word(start + 1) == QUOTE:
            start += 1
    if start >= len(unit) or not (unit.is_word(start) or unit.word(start) in {QUOTE, "$", "[", "'"}):
        return None
    if unit.word(start) in {
        "when",
        "while",
        "as",
        "after",
        "before",
        "because",
        "in",
        "on",
        "at",
        "by",
        "during",
        "through",
        "from",
        "for",
        "of",
    }:
        return None
    frame = starts_clause(unit, start, len(unit))
    if frame == "that" and is_relative_that(unit, start) and not frames & {"quote"}:
        return None
    if frame == "to" and start > at and "hearer" in frames:
        start = at
    clause = frame in {"that", "wh", "clause", "quote"} and bool(frames & {"that", "wh", "quote"})
    rule = _frame_in(frame, frames)
    if rule is None:
        return None
    end = content_end(unit, start, clause=clause, limit=len(unit), form=form, small=rule == "as")
    if rule == "as" and "np" in frames and "as" not in unit.words[start:end]:
        rule = "np"
    return (rule, start, end) if end > start else None


def _distant_quote(unit: Unit, start: int) -> int | None:
    """A whole quoted sentence after hearers and adjuncts: "wrote to her twenty thousand readers, “We won.”"."""
    for at in range(start, min(len(unit) - 1, start + REACH_OF_ADJUNCTS)):
        word = unit.word(at)
        if word in {",", ":"} and unit.word(at + 1) == QUOTE and unit.printed[at + 1][:1].isupper():
            return at + 1
        if word in {"that", ";", QUOTE, "whether", "and", "but"} or word in grammar("subject pronoun"):
            return None
        if word in grammar("auxiliary") or word in grammar("modal") or (at > start and looks_past(unit, at)):
            return None
    return None


def _frame_in(frame: str | None, frames: frozenset[str]) -> str | None:
    """The rule's name for a complement that looks like `frame`, if the cue allows it."""
    if frame == "that":
        return "that" if "that" in frames else "np" if "np" in frames else None
    if frame == "to":
        return "to" if "to" in frames else None
    if frame == "wh":
        return "wh" if frames & {"wh", "that", "np"} else None
    if frame == "quote":
        return "quote" if "quote" in frames else "np" if frames & {"np", "as"} else None
    if frame == "clause" and "that" in frames:
        return "clause"
    if "as" in frames:
        return "as"
    return "np" if frames & {"np", "said"} else "bare" if "that" in frames else None


def _tense(found: FoundCue, unit: Unit) -> VerbForm | None:
    if found.use is not Use.FINITE:
        return None
    forms = forms_of(found.cue.lemma.split()[0]).get(unit.word(found.head), frozenset())
    return VerbForm.PAST if VerbForm.PAST in forms else VerbForm.S if VerbForm.S in forms else None


def _nonfinite(scene: _Scene, number: int, found: FoundCue) -> Iterator[Proposal]:
    unit = scene.unit
    complement = _complement(unit, found, skip_adjuncts(unit, found.end))
    if complement is None:
        return
    rule, start, end = complement
    quoted = _quoted_as(scene, number, found)
    if quoted is not None:
        yield _proposal(scene, f"quoted as {rule}", found, quoted, ((start, end),))
        return
    if found.start == 0 or (found.start <= 2 and unit.word(0) in OPENING_WORDS):
        end = next((at for at in range(start + 1, end) if unit.word(at) == ","), end)
    kind = "participle" if found.use is Use.PARTICIPLE else "infinitive"
    kind = "raised" if _raised_subject(unit, found) is not None else kind
    yield _proposal(scene, f"{kind} {rule}", found, scene.subjects[number], ((start, end),))


def _quoted_as(scene: _Scene, number: int, found: FoundCue) -> Range | None:
    """Who is quoted by another: "quoted [the minister] as denying that"."""
    unit = scene.unit
    before = scene.cues[number - 1] if number else None
    if before is None or unit.word(found.start - 1) != "as" or before.cue.lemma not in QUOTING:
        return None
    whom = before.end, found.start - 1
    return whom if before.use is Use.FINITE and whom[0] < whom[1] else None


def _passive(scene: _Scene, number: int, found: FoundCue) -> Iterator[Proposal]:
    unit = scene.unit
    subject = scene.subjects[number]
    at = skip_adjuncts(unit, found.end)
    if unit.word(at) == "by":
        agent = _agent(unit, at + 1)
        named = _named_claim(scene, number, found) or _clausal_subject(scene, number, found)
        that = next((later for later in range(at + 2, at + LONGEST_AGENT) if unit.word(later) == "that"), None)
        if agent is not None and that is not None and subject is not None and unit.word(subject[0]) == "it":
            end = content_end(unit, that, clause=True, limit=len(unit))
            agent = agent[0], min(agent[1], that)
            yield _proposal(scene, "passive by that", found, agent, ((that, end),))
            return
        if agent is not None and named is not None:
            yield _proposal(scene, "passive by of claim", found, agent, (named,))
            return
        if agent is not None and subject is not None:
            yield _proposal(scene, "passive by", found, agent, (subject,))
        return
    complement = _complement(unit, found, at)
    if complement is None:
        if subject is not None and "np" in found.cue.frames:
            yield _proposal(scene, "passive", found, None, (subject,))
        return
    rule, start, end = complement
    if rule == "np" and found.cue.act is Act.DENY:
        return  # "The prisoners were denied water"
    if unit.word(subject[0] if subject else -1) == "it" and rule in {"that", "clause"}:
        yield _proposal(scene, "passive it", found, None, ((start, end),))
    elif subject is not None and rule in {"to", "as", "np"}:
        yield _proposal(scene, f"passive {rule}", found, None, (subject, (start, end)))
    elif rule in {"that", "wh", "clause"}:
        yield _proposal(scene, f"passive {rule}", found, None, ((start, end),))


def _agent(unit: Unit, start: int) -> Range | None:
    """Who stands behind "by", without the time that may follow: "by [the chairman] last week"."""
    agent = subject_after(unit, start)
    if agent is not None and agent[1] - agent[0] > 1 and unit.word(agent[1]) in grammar("time"):
        return agent[0], agent[1] - (unit.word(agent[1] - 1) in BEFORE_TIMES)
    return agent


def _named_claim(scene: _Scene, number: int, found: FoundCue) -> Range | None:
    """A subject that names what was said: "Claims that the well was dry [were brushed aside]"."""
    unit = scene.unit
    for noun in scene.cues[:number]:
        if noun.use is Use.NOUN and unit.word(noun.end) in CLAIM_OPENERS and noun.start <= LONGEST_OPENING_NOUN:
            return 0, found.start
    return None


def _clausal_subject(scene: _Scene, number: int, found: FoundCue) -> Range | None:
    """A clause that is itself the subject: "[That the pipe had burst] was denied by the firm"."""
    unit = scene.unit
    if unit.word(0) != "that" or any(one.use is not Use.NOUN for one in scene.cues[:number]):
        return None
    inside = range(2, found.start)
    if set(unit.words[1 : found.start]) & (grammar("relative") | {","}):
        return None  # "That dam, which had leaked, was condemned by"
    finite = any(unit.word(at) in grammar("auxiliary") | grammar("modal") or looks_past(unit, at) for at in inside)
    return (0, found.start) if finite else None


def _noun(scene: _Scene, found: FoundCue) -> Iterator[Proposal]:
    unit = scene.unit
    owner = _owner(unit, found.start)
    frames = found.cue.frames
    start = found.end
    if "that" in frames and found.cue.act in POSITIONS_TAKEN and not is_relative_that(unit, start):
        agent, start = _behind_agent(unit, start, owner)
        owner = owner or agent
    word = unit.word(start)
    if word in {"that", "to", "whether"} and word in frames:
        rule = f"noun {word}"
    elif word in frames:
        rule, start = "noun of", start + 1
    else:
        return
    if start >= len(unit):
        return
    end = content_end(unit, start, clause=rule == "noun that", limit=len(unit))
    end = min(end, end_before_main_verb(unit, start, end) if word in {"that", "whether"} else end)
    if end > start:
        yield _proposal(scene, rule + (" owned" if owner else ""), found, owner, ((start, end),))


def _behind_agent(unit: Unit, start: int, owner: Range | None) -> tuple[Range | None, int]:
    """Who stands between a noun and its clause, and where that begins: "a denial from [the mine] that", "by".

    Without anybody only an adjunct may stand there: "his denial at the hearing that".
    """
    if owner is not None or unit.word(start) not in {"by", "from"}:
        that = distant_that(unit, start)
        return None, that if that is not None and owner is not None else start
    agent = subject_after(unit, start + 1)
    that = next((at for at in range(start + 2, min(len(unit), start + LONGEST_AGENT)) if unit.word(at) == "that"), None)
    if agent is None or that is None or is_relative_that(unit, that):
        return None, start
    end = min(agent[1], that)
    while end > agent[0] + 1 and unit.word(end - 1) == ",":
        end -= 1
    return (agent[0], end), that


def _owner(unit: Unit, noun: int) -> Range | None:
    """The possessor before a noun, "his", "Corte's", over adjectives between; None when there is none."""
    for at in range(noun - 1, max(-1, noun - 5), -1):
        word = unit.word(at)
        if word in grammar("possessive"):
            return at, at + 1
        if word == "s" and unit.word(at - 1) == "'":
            return possessor_before(unit, at - 1)
        if word == "'" and unit.word(at - 1).endswith("s"):
            return possessor_before(unit, at)
        if not unit.is_word(at) or word in grammar("determiner") or word in grammar("preposition"):
            return None
    return None


def _adjective(scene: _Scene, number: int, found: FoundCue) -> Iterator[Proposal]:
    unit = scene.unit
    subject = scene.subjects[number]
    word = unit.word(found.end)
    frames = found.cue.frames
    start = found.end
    if word in {"that", "to", "whether"} and word in frames:
        rule = f"adjective {word}"
    elif word in frames:
        rule, start = "adjective of", found.end + 1
    elif "that" in frames and starts_clause(unit, start, len(unit)) == "clause":
        rule = "adjective clause"
    else:
        return
    end = content_end(unit, start, clause=rule in {"adjective that", "adjective clause"}, limit=len(unit))
    if subject is not None and end > start:
        yield _proposal(scene, rule, found, subject, ((start, end),))


def _phrase(scene: _Scene, found: FoundCue) -> Iterator[Proposal]:
    if "before" not in found.cue.frames:
        if found.cue.lemma.endswith("ly"):
            yield from _adverb(scene, found)
        return
    unit = scene.unit
    opens = found.start <= 2
    source = subject_after(unit, found.end, initial=opens)
    if source is None:
        return
    if unit.word(source[1]) == "," and opens:
        end = content_end(unit, source[1] + 1, clause=True, limit=len(unit))
        if end > source[1] + 1:
            yield _proposal(scene, "according first", found, source, ((source[1] + 1, end),))
        return
    left = left_edge(unit, found.start)
    if left[1] - left[0] >= 2:
        pieces = [_without_comma(unit, left)]
        yield _proposal(scene, "according last", found, source, tuple(pieces))


def _quoted_verbs(scene: _Scene, text: str, quotes: Sequence[Quote]) -> Iterator[Proposal]:
    """A quote that holds its own cue: The council “urged the mayor to resign”; it “strongly condemned” the strike."""
    unit = scene.unit
    for at in range(1, len(unit)):
        if unit.word(at) != QUOTE or not unit.printed[at][:1].islower():
            continue
        subject = subject_before(unit, at)
        cue = _opening_cue(text, quotes[unit.quotes[at]])
        if subject is None or cue is None:
            continue
        match, span, alone = cue
        if alone and at + 1 < len(unit) and unit.is_word(at + 1) and "np" in match.cue.frames:
            content = unit.span(at + 1, content_end(unit, at + 1, clause=False, limit=len(unit)))
        elif not alone:
            content = unit.span(at, at + 1)
        else:
            continue
        lemma, act = match.cue.lemma, match.cue.act
        yield Proposal("quoted verb", lemma, act, scene.index, unit.span(*subject), (span,), (content,))


def _opening_cue(text: str, quote: Quote) -> tuple[WordMatch, Span, bool] | None:
    """The finite verb cue a quote begins with, its letters, and whether nothing follows it inside the quote."""
    beginning = text[quote.start : min(quote.pieces[0].end, quote.start + LONGEST_OPENING)]
    tokens = [token for token in tokenize(beginning) if token.is_word]
    words = [token.text.lower() for token in tokens]
    for at in range(len(words)):
        match = next((m for m in match_cues(words, at) if m.cue.frames & {"that", "quote"} and m.forms & FINITE), None)
        if match is not None:
            start = quote.start + tokens[0].span.start
            alone = match.end == len(words) and len(beginning) < LONGEST_OPENING
            return match, Span(start, quote.start + tokens[match.end - 1].span.end), alone
        if not is_adverb(words[at]):
            return None
    return None


def _introduction(scene: _Scene, following: Unit | None) -> Iterator[Proposal]:
    """A unit that ends in a colon and the quote that opens the next: "Corte was blunt:" and then “It leaks.”"""
    unit = scene.unit
    if following is None or following.words[0] != QUOTE or unit.words[-1] != ":" or following.quotes[0] in unit.quotes:
        return
    content = (following.span(0, 1),)
    for found, subject in reversed(tuple(zip(scene.cues, scene.subjects, strict=True))):
        if "quote" in found.cue.frames and found.use in {Use.FINITE, Use.PARTICIPLE}:
            source = unit.span(*subject) if subject else None
            cues = _cue_spans(unit, found, subject)
            yield Proposal("introduction", name_of(found.cue), found.cue.act, scene.index, source, cues, content)
            return
    subject = _main_subject(unit, 0, len(unit)) or subject_before(unit, len(unit) - 1)
    if subject is not None:
        start = subject[1] if subject[1] < len(unit) else len(unit) - 1
        cues = (unit.span(start, len(unit)),)
        yield Proposal("introduction", ":", Act.ASSERT, scene.index, unit.span(*subject), cues, content)


def _opening_name(unit: Unit, limit: int) -> Range | None:
    """The names a unit begins with."""
    end = next((at for at in range(limit) if not unit.is_name(at) and unit.word(at) != "."), limit)
    return (0, end) if end else None


def _adverb(scene: _Scene, found: FoundCue) -> Iterator[Proposal]:
    """An adverb that gives its clause to somebody unnamed: "The dam is reportedly safe"."""
    unit = scene.unit
    end = content_end(unit, found.end, clause=True, limit=len(unit)) if found.end < len(unit) else found.end
    subject = subject_before(unit, found.start)
    start = subject[0] if subject is not None else found.start
    pieces = tuple(piece for piece in ((start, found.start), (found.end, end)) if piece[1] > piece[0])
    if pieces:
        yield _proposal(scene, "adverb", found, None, pieces)


def _speaker_label(scene: _Scene) -> Iterator[Proposal]:
    """A label before a colon: "CORTE: The dam is safe." and headlines of that shape."""
    unit = scene.unit
    colon = next((at for at in range(1, min(len(unit), 8)) if unit.word(at) == ":"), None)
    if colon is None or colon + 1 >= len(unit) or any(found.start < colon for found in scene.cues):
        return
    if any(unit.word(at) in grammar("not a speaker") for at in range(colon)):
        return
    if all(unit.is_name(at) or unit.word(at) in {".", "of", "the", "'", "s"} for at in range(colon)):
        end = content_end(unit, colon + 1, clause=True, limit=len(unit))
        if end > colon + 1:
            yield Proposal(
                "label",
                ":",
                Act.ASSERT,
                scene.index,
                unit.span(0, colon),
                (unit.span(colon, colon + 1),),
                (unit.span(colon + 1, end),),
            )


def _proposal(scene: _Scene, rule: str, found: FoundCue, source: Range | None, pieces: tuple[Range, ...]) -> Proposal:
    unit = scene.unit
    return Proposal(
        rule,
        name_of(found.cue),
        found.cue.act,
        scene.index,
        unit.span(*source) if source else None,
        _cue_spans(unit, found, source),
        tuple(sorted(unit.span(start, end) for start, end in pieces)),
    )


def _cue_spans(unit: Unit, found: FoundCue, source: Range | None) -> Spans:
    """The verb group, and before it the word by which a subject negates it: "Neither ... has confirmed"."""
    group = unit.span(found.start, found.end)
    if source is not None and source[0] < found.start and unit.word(source[0]) in NEGATING_SUBJECTS:
        return unit.span(source[0], source[0] + 1), group
    return (group,)


def name_of(cue: Cue) -> str:
    """How an entry is named in `Proposal.lemma`: "deny", "denial (noun)"."""
    return cue.lemma if cue.pos is CuePos.VERB else f"{cue.lemma} ({cue.pos.value})"
