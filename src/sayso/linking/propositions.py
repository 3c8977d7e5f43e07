"""Propositions: what a statement is about, reduced to what can be compared with other statements.

A proposition is one sentence (or the one clause) of a statement's content, as a set of concepts: stems of content
words, with synonyms and the many names of a state brought together. Whether it is negated, still to come, or only
reported is kept beside the concepts, never in them: "has sent", "has not sent" and "will send" share one set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sayso.linking.concepts import Concepts, concept_of, is_event, read_concepts, word_group, words_in
from sayso.linking.terms import is_function_word
from sayso.records import Act, Article, Form, Statement
from sayso.segments import segment
from sayso.spans import Span, Spans, trimmed

__all__ = ["ANSWERS", "OWN_WORDS", "REFUSALS", "Clause", "Manner", "Proposition", "is_outburst", "propositions_of"]

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
# Telling concepts from which a main clause can stand for its sentence.
GIST = 3
# Acts by which somebody may refuse to give something rather than to confirm it.
WITHHOLDING = frozenset({Act.CANNOT_CONFIRM, Act.DECLINES_TO_CONFIRM, Act.NO_RESPONSE, Act.QUESTION})
# Sentences of one content that are looked at; a speech printed whole is no statement.
MOST_SENTENCES = 12
# Code points of one sentence that are looked at, several times those of the longest sentences of news.
LONGEST_SENTENCE = 2_000
# "What it knew", "how many" name no proposition that could be confirmed; "whether" does.
OPEN_QUESTIONS = frozenset({"what", "why", "how", "who", "whom", "when", "where", "which"})
CONDITIONALS = frozenset({"if", "should", "unless", "assuming", "provided", "were", "whether", "true"})
COPULAS = frozenset({"is", "are", "was", "were", "be", "been", "as", "totally", "completely", "entirely", "simply"})
TRIM = " \t\r\n\"'“”‘’«»,;:–—-…"
THAT = re.compile(r"\s*(?:that|of|about|as|whether|if|,)\s+", re.IGNORECASE)
REFUSAL = re.compile(
    r"\b(?:den(?:y|ie[sd]|ying|ial)|reject|dismiss|refut|disput|rebut|repudiat|contradict|disavow)", re.IGNORECASE
)
NESTED = re.compile(
    r"\b(?:sa(?:id|ys)|claim(?:s|ed)|alleg(?:es|ed) that|accus(?:es|ed)(?! (?:of|in)\b)|report(?:s|ed) that|"
    r"according to|reject(?:s|ed)|dismiss(?:es|ed)|refut(?:es|ed)|den(?:y|ies|ied|ying)|"
    r"refus(?:es|ed) to (?:confirm|say))\b",
    re.IGNORECASE,
)
# Where a negation ceases to reach: marks, and the words that open another finite clause.
CLAUSE_BREAK = re.compile(
    r"[;:—–]|,\s+(?=(?:and|or|as|yet)\s)|,?\s+(?=(?:but|although|though|while|which|who|whom|because|after|before|when|"
    r"where|since|until|whereas|so|despite)\s)",
    re.IGNORECASE,
)
KNOWLEDGE = r"(?:evidence|confirmation|information|indications?|knowledge|proof|signs?|reason to believe)"
UNSURE = re.compile(
    rf"\b(?:no|without|lack(?:s|ed)?|(?:not|n['’]t)\s+(?:have|had|see|seen|find|found|get|got|received))"
    rf"\s+(?:[\w-]+\s+){{0,3}}?{KNOWLEDGE}\b"
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
class Clause:
    """A stretch of a sentence within which a negation reaches: what it is about, its sign, and how it is put."""

    concepts: frozenset[str]
    is_negated: bool
    has_event: bool
    manner: Manner


@dataclass(frozen=True, slots=True)
class Proposition:
    """One sentence of what a statement is about.

    Attributes:
        statement: what was said, by whom.
        article: id of its article.
        spans: the words, trimmed of quotation marks and of "reports that"; in the article's text.
        about: its concepts, whole.
        clauses: its clauses, in order, with their signs; at least one.
        is_prospective: whether it is planned or expected rather than done.
        is_refusal_told: whether the cue itself is a word of refusal ("denied", "dismissed").
        is_fragment: whether there is no verb in it, so that it says nothing by itself.
        points_back: whether it only points at something said elsewhere ("the claims", "if true").
        is_withheld: whether it answers nothing: it is about what somebody will not give ("further details"), asks
            openly ("what they knew"), or is taken for a supposition without an "if".
        n_siblings: how many propositions the statement has, this one included.
    """

    statement: Statement
    article: str
    spans: Spans
    about: Concepts
    clauses: tuple[Clause, ...]
    is_prospective: bool
    is_refusal_told: bool
    is_fragment: bool
    points_back: bool
    is_withheld: bool
    n_siblings: int

    @property
    def concepts(self) -> dict[str, float]:
        """Concept -> weight."""
        return self.about.weights

    @property
    def names(self) -> frozenset[str]:
        """Those of the concepts that are names or numbers."""
        return self.about.names

    @property
    def telling(self) -> frozenset[str]:
        """Those of the concepts that are no names."""
        return frozenset(self.about.weights) - self.about.names

    @property
    def main(self) -> Clause:
        """The first clause in which something happens; else the first."""
        return next((clause for clause in self.clauses if clause.has_event), self.clauses[0])

    @property
    def gist(self) -> frozenset[str]:
        """The concepts that it is compared by: of its main clause, if that says enough; else all."""
        main = self.main.concepts
        return main if len(main - self.names) >= GIST else frozenset(self.concepts)

    @property
    def is_negated(self) -> bool:
        """Whether its main clause says that it is not so."""
        return self.main.is_negated

    @property
    def is_bare(self) -> bool:
        """Whether it names nothing but names."""
        return not self.telling

    @property
    def speaker_id(self) -> str:
        """The article's own id of who speaks; "" of somebody unknown."""
        return self.statement.speaker.id if self.statement.speaker else ""

    @property
    def speaker_name(self) -> str:
        """Who speaks, by name, the same in every reprint; "" of somebody unknown."""
        return self.statement.speaker.name if self.statement.speaker else ""

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
    nonsense") about those words, since what they refer to can seldom be told. What only points ("the report") is left
    to grouping, which sees the whole story. Of "if …, …" the condition counts.
    """
    about = statement.content
    is_named = not (is_outburst(statement) or _only_points(article.text, statement.content))
    if statement.refers_to and statement.act in ANSWERS and is_named:
        about = statement.refers_to
    sentences = _sentences(article.text, about)[:MOST_SENTENCES]
    if statement.act is Act.SUPPOSE:
        conditions = [found for found in (_condition(article.text, spans) for spans in sentences) if found]
        sentences = conditions or sentences[:1]
    built = [_proposition(article, statement, spans, len(sentences)) for spans in sentences]
    return tuple(proposition for proposition in built if proposition.spans)


def _only_points(text: str, content: Spans) -> bool:
    """Whether a content is no more than "the report", "it", "the claims groundless"."""
    words = [word for piece in content for word in words_in(text, piece)]
    about = read_concepts(words)
    return about.weights.keys() <= about.names and _points({word.lower() for word in words})


def _points(lowered: Iterable[str]) -> bool:
    return not (word_group("reference heads") | word_group("pointers")).isdisjoint(lowered)


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
    words = [word for piece in pieces for word in words_in(text, piece)]
    about = read_concepts(words)
    lowered = frozenset(word.lower().replace("’", "'") for word in words)
    outer = _outer_manner(text, spans, has_reference)
    return Proposition(
        statement=statement,
        article=article.id,
        spans=tuple(pieces),
        about=about,
        clauses=_clauses(text, tuple(pieces), about, outer, by_predicate=statement.act not in ANSWERS),
        is_prospective=_lies_ahead(text, statement) or _is_prospective(words),
        is_refusal_told=any(REFUSAL.search(cue.surface(text)) for cue in statement.cue),
        is_fragment=not about.events and word_group("finite verbs").isdisjoint(lowered),
        points_back=about.weights.keys() <= about.names and (has_reference or _points(lowered)),
        is_withheld=_is_withheld(statement.act, words),
        n_siblings=n_siblings,
    )


def _is_withheld(act: Act, words: list[str]) -> bool:
    lowered = [word.lower() for word in words]
    if act in ANSWERS and lowered and lowered[0] in OPEN_QUESTIONS:
        return True
    if act is Act.SUPPOSE and CONDITIONALS.isdisjoint(lowered):
        return True
    return act in WITHHOLDING and not word_group("withheld").isdisjoint(lowered)


def _clauses(text: str, pieces: Spans, whole: Concepts, outer: Manner, *, by_predicate: bool) -> tuple[Clause, ...]:
    """The clauses of a sentence. "That" parts none: a negation before it reaches into what follows.

    Args:
        outer: the manner of the whole sentence; PLAIN where each clause has its own.
        by_predicate: whether "false" and the like negate.
    """
    result: list[Clause] = []
    for piece in pieces:
        edges = [(match.start(), match.end()) for match in CLAUSE_BREAK.finditer(text, piece.start, piece.end)]
        is_whole = len(pieces) == 1 and not edges
        starts = [piece.start, *(end for _, end in edges)]
        ends = [*(start for start, _ in edges), piece.end]
        for start, end in zip(starts, ends, strict=True):
            words = list(words_in(text, Span(start, end)))
            about = whole if is_whole else read_concepts(words)
            if words:
                negated = _is_negated([word.lower().replace("’", "'") for word in words], by_predicate=by_predicate)
                manner = outer if outer is not Manner.PLAIN else _manner(text[start:end])
                result.append(Clause(frozenset(about.weights), negated, bool(about.events), manner))
    return tuple(result) or (Clause(frozenset(), False, False, outer),)


def _outer_manner(text: str, spans: Spans, has_reference: bool) -> Manner:
    """The manner that a whole sentence has by its opening or its end; PLAIN if it has none."""
    printed = " ".join(span.surface(text) for span in spans)
    if CONDITION.match(printed):
        return Manner.SUPPOSED
    if printed.rstrip("\"'”’» ").endswith("?"):
        return Manner.ASKED
    return Manner.REPORTED if has_reference else Manner.PLAIN


def _manner(clause: str) -> Manner:
    if UNSURE.search(clause):
        return Manner.UNSURE
    return Manner.REPORTED if NESTED.search(clause) else Manner.PLAIN


def _lies_ahead(text: str, statement: Statement) -> bool:
    """Whether the act itself puts its content into the future: a promise, or "is considering" as a cue."""
    if statement.act in ANSWERS:
        return False
    cue = " ".join(span.surface(text) for span in statement.cue).lower().split()
    return statement.act in AHEAD or not word_group("planning").isdisjoint(cue)


def _is_prospective(words: list[str]) -> bool:
    """Whether a word of planning or of the future stands before anything that has happened."""
    for word in words:
        lower = word.lower()
        if lower in word_group("futurity") or lower in word_group("planning"):
            return True
        if not is_function_word(lower) and is_event(concept_of(word)) and not lower.endswith("ing"):
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
    heads = "|".join(sorted(word_group("reference heads"), key=len, reverse=True))
    return re.compile(
        rf"(?:[^\W\d_][\w'’-]*\s+){{0,6}}?(?P<head>(?i:{heads}))\s+(?:(?i:that|of|about)\s+|(?=[A-Z]|the\s|an?\s))"
        rf"|(?i:that)\s+",
    )


def _is_negated(lowered: list[str], *, by_predicate: bool) -> bool:
    """Whether an odd number of negations governs the sentence. "Not only" and "no doubt" are none.

    Args:
        lowered: its words, in lower case.
        by_predicate: whether "false" and the like, said of something, count; in a denial they are the denial itself.
    """
    count = 0
    for at, word in enumerate(lowered):
        following = lowered[at + 1] if at + 1 < len(lowered) else ""
        if word in word_group("negators"):
            count += following not in ("only", "just", "doubt", "matter", "less", "more", "later", "fewer", "longer")
        elif by_predicate and word in word_group("negating predicates"):
            count += word.endswith("ed") or (at > 0 and lowered[at - 1] in COPULAS)
    return count % 2 == 1
