"""Propositions: what a statement is about, reduced to what can be compared with other statements.

A proposition is one sentence (or the one clause) of a statement's content, as a set of concepts: stems of content
words, with synonyms and the many names of a state brought together. Whether it is negated, still to come, or only
reported is kept beside the concepts, never in them: "has sent", "has not sent" and "will send" share one set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sayso.lexicon import load_entries
from sayso.linking.places import STATE_WORDS, state_at
from sayso.linking.terms import WORD, is_function_word, is_verb_form, rarity, stem
from sayso.records import Act, Article, Form, Statement
from sayso.segments import segment
from sayso.spans import Span, Spans, trimmed

__all__ = ["ANSWERS", "OWN_WORDS", "REFUSALS", "Manner", "Proposition", "is_outburst", "propositions_of"]

# Acts by which a speaker answers what others say; their contents often only name the proposition.
ANSWERS = frozenset(
    {
        Act.DENY,
        Act.DISPUTE,
        Act.CANNOT_CONFIRM,
        Act.DECLINES_TO_CONFIRM,
        Act.DOES_NOT_DENY,
        Act.NO_RESPONSE,
        Act.SUPPOSE,
        Act.QUESTION,
        Act.ACKNOWLEDGE,
    }
)
REFUSALS = frozenset({Act.DENY, Act.DISPUTE})
OWN_WORDS = frozenset({Form.DIRECT, Form.FREE_DIRECT})
# Acts whose contents lie ahead by their nature.
AHEAD = frozenset({Act.PREDICT, Act.PROMISE, Act.DEMAND, Act.THREATEN})
# Sentences of one content that are looked at; a speech printed whole is no statement.
MOST_SENTENCES = 12
# Code points of one sentence that are looked at, several times those of the longest sentences of news.
LONGEST_SENTENCE = 2_000
# A proposition that shares a state's name is not much likelier to be the same: half a name's rarity.
STATE_RARITY = 2.0
NUMBER_RARITY = 1.5
COPULAS = frozenset({"is", "are", "was", "were", "be", "been", "as", "totally", "completely", "entirely", "simply"})
TRIM = " \t\r\n\"'“”‘’«»,;:–—-…"
THAT = re.compile(r"\s*(?:that|of|about|as|whether|if|,)\s+", re.IGNORECASE)
REFUSAL = re.compile(
    r"\b(?:den(?:y|ie[sd]|ying|ial)|reject|dismiss|refut|disput|rebut|repudiat|contradict|disavow)", re.IGNORECASE
)
NESTED = re.compile(
    r"\b(?:sa(?:id|ys)|claim(?:s|ed)|alleg(?:es|ed)|accus(?:es|ed)|report(?:s|ed) that|according to|"
    r"reject(?:s|ed)|dismiss(?:es|ed)|refut(?:es|ed)|den(?:y|ies|ied|ying)|refus(?:es|ed) to (?:confirm|say))\b",
    re.IGNORECASE,
)
KNOWLEDGE = r"(?:evidence|confirmation|information|indications?|knowledge|proof|signs?|reason to believe)"
UNSURE = re.compile(
    rf"\b(?:no|not|without|lack(?:s|ed)?|n['’]t)\s+(?:[\w-]+\s+){{0,3}}?{KNOWLEDGE}\b"
    r"|\b(?:not|n['’]t)\s+(?:yet\s+)?(?:aware|know|sure|certain|clear|verif\w+|confirm\w*)\b"
    r"|\b(?:unclear|unaware|unconfirmed|impossible to (?:say|verify|tell)|remains to be seen)\b",
    re.IGNORECASE,
)
CONDITION = re.compile(r"\W*(?:(?:and|but)\s)?(?:if|unless|assuming|provided)\b[^,;]{0,200}", re.IGNORECASE)


class Manner(StrEnum):
    """How the words of a content put their proposition, whatever the act."""

    PLAIN = "plain"
    REPORTED = "reported"  # only as what others say: "we have seen reports that", "Moscow denied that"
    UNSURE = "unsure"  # "no evidence that", "it is unclear whether"
    SUPPOSED = "supposed"  # "if"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Proposition:
    """One sentence of what a statement is about.

    Attributes:
        statement: what was said, by whom.
        article: id of its article.
        spans: the words, trimmed of quotation marks and of "reports that"; in the article's text.
        concepts: concept -> weight; states begin with "state:", groups of synonyms with "like:".
        names: those of the concepts that are names or numbers.
        events: those of the concepts that name what happens; verbs, as far as their forms give them away.
        subject: the state that is named before the first event; "" if none is.
        is_negated: whether its own words say that it is not so.
        is_prospective: whether it is planned or expected rather than done.
        manner: whether it is put as a fact at all.
        is_refusal_told: whether the cue itself is a word of refusal ("denied", "dismissed").
        is_fragment: whether there is no verb in it, so that it says nothing by itself.
        is_bare: whether it only points at something said elsewhere ("the claims", "if true").
        n_siblings: how many propositions the statement has, this one included.
    """

    statement: Statement
    article: str
    spans: Spans
    concepts: dict[str, float]
    names: frozenset[str]
    events: frozenset[str]
    subject: str
    is_negated: bool
    is_prospective: bool
    manner: Manner
    is_refusal_told: bool
    is_fragment: bool
    is_bare: bool
    n_siblings: int

    @property
    def is_answer(self) -> bool:
        """Whether the speaker answers what others say rather than saying something."""
        return self.statement.act in ANSWERS


def is_outburst(statement: Statement) -> bool:
    """Whether a statement refuses something in the speaker's own words, printed in quotation marks."""
    return statement.act in REFUSALS and statement.form in OWN_WORDS


def propositions_of(article: Article, statement: Statement) -> tuple[Proposition, ...]:
    """What a statement is about, sentence by sentence, in text order.

    An answer is about what it refers to, where that is known; a refusal in the speaker's own words ("This is
    nonsense") about those words, since what they refer to can seldom be told. Of "if …, …" the condition counts.
    """
    about = statement.content
    if statement.refers_to and statement.act in ANSWERS and not is_outburst(statement):
        about = statement.refers_to
    sentences = _sentences(article.text, about)[:MOST_SENTENCES]
    if statement.act is Act.SUPPOSE:
        conditions = [found for found in (_condition(article.text, spans) for spans in sentences) if found]
        sentences = conditions or sentences[:1]
    built = [_proposition(article, statement, spans, len(sentences)) for spans in sentences]
    return tuple(proposition for proposition in built if proposition.spans)


def _sentences(text: str, about: Spans) -> list[Spans]:
    """The pieces of a content, regrouped by sentence: one sentence may be in two pieces, with "he said" between."""
    result: list[Spans] = []
    end = 0
    for piece in about:
        for sentence in segment(piece.surface(text)).sentences:
            span = sentence.shifted(piece.start)
            span = Span(span.start, min(span.end, span.start + LONGEST_SENTENCE))
            if result and sentence.start == 0 and _goes_on(text[end : piece.start]):
                result[-1] = (*result[-1], span)
            else:
                result.append((span,))
        end = piece.end
    return result


def _goes_on(between: str) -> bool:
    """Whether the words between two pieces of a content leave their sentence open: '," he said, "'."""
    return not between.rstrip(TRIM).endswith((".", "!", "?"))


def _condition(text: str, spans: Spans) -> Spans:
    match = CONDITION.match(text, spans[0].start, spans[0].end)
    return (Span(match.start(), match.end()),) if match else ()


def _proposition(article: Article, statement: Statement, spans: Spans, n_siblings: int) -> Proposition:
    text = article.text
    pieces = [piece for piece in (_trimmed(text, span) for span in spans) if len(piece)]
    has_reference = False
    if pieces:
        pieces[0], has_reference = _without_reference(text, pieces[0])
    words = [word for piece in pieces for word in _words(text, piece)]
    concepts, names, order = _concepts(words)
    events = frozenset(concept for concept, is_event in order if is_event)
    lowered = [word.lower().replace("’", "'") for word in words]
    return Proposition(
        statement=statement,
        article=article.id,
        spans=tuple(pieces),
        concepts=concepts,
        names=names,
        events=events,
        subject=_subject(order),
        is_negated=_is_negated(lowered, by_predicate=statement.act not in ANSWERS),
        is_prospective=_lies_ahead(text, statement) or _is_prospective(words),
        manner=_manner(text, spans, has_reference),
        is_refusal_told=any(REFUSAL.search(cue.surface(text)) for cue in statement.cue),
        is_fragment=not events and _group("finite verbs").isdisjoint(lowered),
        is_bare=not any(concept not in names for concept in concepts),
        n_siblings=n_siblings,
    )


def _manner(text: str, spans: Spans, has_reference: bool) -> Manner:
    printed = " ".join(span.surface(text) for span in spans)
    if CONDITION.match(printed):
        return Manner.SUPPOSED
    if printed.rstrip("\"'”’» ").endswith("?"):
        return Manner.ASKED
    if UNSURE.search(printed):
        return Manner.UNSURE
    return Manner.REPORTED if has_reference or NESTED.search(printed) else Manner.PLAIN


def _lies_ahead(text: str, statement: Statement) -> bool:
    """Whether the act itself puts its content into the future: a promise, or "is considering" as a cue."""
    if statement.act in ANSWERS:
        return False
    cue = " ".join(span.surface(text) for span in statement.cue).lower().split()
    return statement.act in AHEAD or not _group("planning").isdisjoint(cue)


def _is_prospective(words: list[str]) -> bool:
    """Whether a word of planning or of the future stands before anything that has happened."""
    for word in words:
        lower = word.lower()
        if lower in _group("futurity") or lower in _group("planning"):
            return True
        if not is_function_word(lower) and _concept_of(word) in _events() and not lower.endswith("ing"):
            return False
    return False


def _trimmed(text: str, span: Span) -> Span:
    span = trimmed(text, span)
    start, end = span.start, span.end
    while start < end and text[start] in TRIM:
        start += 1
    while end > start and (text[end - 1] in TRIM or (text[end - 1] in ".!?" and text[end - 2 : end - 1].islower())):
        end -= 1
    return Span(start, end)


def _without_reference(text: str, span: Span) -> tuple[Span, bool]:
    """`span` after "reports that", "claims of" and the like, and whether there was such a thing."""
    has_reference = False
    for _ in range(2):
        match = _reference().match(text, span.start, span.end)
        if match is None or match.end() >= span.end:
            break
        has_reference = has_reference or match["head"] is not None
        span = Span(match.end(), span.end)
    return span, has_reference


@cache
def _reference() -> re.Pattern[str]:
    """What may stand before a proposition: "that", or a few words and a reference head with "that" or "of".

    The link may be left out before a name or an article: "we have seen reports the harbour is closed".
    """
    heads = "|".join(sorted(_group("reference heads"), key=len, reverse=True))
    return re.compile(
        rf"(?:[^\W\d_][\w'’-]*\s+){{0,6}}?(?P<head>(?i:{heads}))\s+(?:(?i:that|of|about)\s+|(?=[A-Z]|the\s|an?\s))"
        rf"|(?i:that)\s+",
    )


def _words(text: str, span: Span) -> Iterator[str]:
    for match in WORD.finditer(text, span.start, span.end):
        word = match[0]
        if word.lower().endswith(("n't", "n’t")):
            yield from (word[:-3], "n't")
        else:
            yield word


def _concepts(words: list[str]) -> tuple[dict[str, float], frozenset[str], list[tuple[str, bool]]]:
    """Concepts with weights, those that are names, and all in text order with whether each is an event."""
    concepts: dict[str, float] = {}
    names: set[str] = set()
    order: list[tuple[str, bool]] = []
    ignored = _ignored()
    at = 0
    while at < len(words):
        state = state_at([_singular(word) for word in words[at : at + STATE_WORDS]], 0)
        if state:
            concepts[state[0]] = STATE_RARITY
            names.add(state[0])
            order.append((state[0], False))
            at += state[1]
            continue
        word = words[at]
        at += 1
        lower = word.lower()
        if is_function_word(lower) or lower in ignored or len(word) < 2:
            continue
        concept = _concept_of(word)
        weight = NUMBER_RARITY if word[0].isdigit() else max(1.0, rarity(stem(word)))
        concepts[concept] = min(concepts.get(concept, weight), weight)
        if (word[0].isupper() and at > 1) or word[0].isdigit():
            names.add(concept)
            order.append((concept, False))
        else:
            order.append((concept, concept in _events() or is_verb_form(word)))
    return concepts, frozenset(names), order


@cache
def _ignored() -> frozenset[str]:
    """Words that say how a proposition is put or judged, not what it is about."""
    groups = ("reference heads", "light heads", "futurity", "planning", "negators", "negating predicates")
    return frozenset().union(*map(_group, groups))


def _concept_of(word: str) -> str:
    stemmed = stem(word)
    return _synonyms().get(word.lower()) or _synonyms().get(stemmed) or stemmed


def _subject(order: list[tuple[str, bool]]) -> str:
    """The first state named before anything happens."""
    for concept, is_event in order:
        if is_event:
            return ""
        if concept.startswith("state:"):
            return concept
    return ""


def _singular(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word


def _is_negated(lowered: list[str], *, by_predicate: bool) -> bool:
    """Whether an odd number of negations governs the sentence. "Not only" and "no doubt" are none.

    Args:
        lowered: its words, in lower case.
        by_predicate: whether "false" and the like, said of something, count; in a denial they are the denial itself.
    """
    count = 0
    for at, word in enumerate(lowered):
        following = lowered[at + 1] if at + 1 < len(lowered) else ""
        if word in _group("negators"):
            count += following not in ("only", "just", "doubt", "matter", "less", "more", "later", "fewer", "longer")
        elif by_predicate and word in _group("negating predicates"):
            count += word.endswith("ed") or (at > 0 and lowered[at - 1] in COPULAS)
    return count % 2 == 1


@cache
def _group(name: str) -> frozenset[str]:
    groups = load_entries("propositions.toml", "group", key="name", required=("words", "source"))
    return next(frozenset(entry["words"]) for entry in groups if entry["name"] == name)


@cache
def _events() -> frozenset[str]:
    entries = load_entries("synonyms.toml", "group", key="name", required=("words", "source"))
    return frozenset(f"like:{entry['name']}" for entry in entries if entry.get("is_event"))


@cache
def _synonyms() -> dict[str, str]:
    """Word, and stem where it belongs to one group only -> its group."""
    by_word: dict[str, str] = {}
    by_stem: dict[str, set[str]] = {}
    for entry in load_entries("synonyms.toml", "group", key="name", required=("words", "source")):
        for word in entry["words"]:
            by_word[word] = f"like:{entry['name']}"
            by_stem.setdefault(stem(word), set()).add(f"like:{entry['name']}")
    return {**{key: min(found) for key, found in by_stem.items() if len(found) == 1}, **by_word}
