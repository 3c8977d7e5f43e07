"""Propositions: what a statement is about, reduced to what can be compared with other statements.

A proposition is one sentence (or the one clause) of a statement's content, as a set of concepts: stems of content
words, with synonyms and the many names of a state brought together. Whether it is negated, still to come, or only
reported is kept beside the concepts, never in them: "has sent", "has not sent" and "will send" share one set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from sayso.linking.concepts import Concepts, concept_of, is_event, read_concepts, word_group, words_in
from sayso.linking.terms import is_function_word, is_verb_form
from sayso.records import Act, Article, Form, Statement
from sayso.segments import segment
from sayso.spans import Span, Spans, trimmed

__all__ = [
    "ANSWERS",
    "LOOKING_BACK",
    "OWN_WORDS",
    "REFUSALS",
    "Clause",
    "Manner",
    "Proposition",
    "attribution_of",
    "is_outburst",
    "propositions_of",
    "with_one_name",
]

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
# Answers that may be about what was said before rather than about their own words.
LOOKING_BACK = REFUSALS | {
    Act.CANNOT_CONFIRM,
    Act.DECLINES_TO_CONFIRM,
    Act.DOES_NOT_DENY,
    Act.NO_RESPONSE,
    Act.SUPPOSE,
}
OWN_WORDS = frozenset({Form.DIRECT, Form.FREE_DIRECT})
# Acts whose contents lie ahead by their nature.
AHEAD = frozenset({Act.PROMISE, Act.DEMAND, Act.THREATEN})
# Telling concepts from which a main clause can stand for its sentence.
GIST = 3
# Acts by which somebody may refuse to give something rather than to confirm it.
WITHHOLDING = frozenset({Act.CANNOT_CONFIRM, Act.DECLINES_TO_CONFIRM, Act.NO_RESPONSE, Act.QUESTION})
# Sentences of one content that are looked at; a speech printed whole is no statement.
MOST_SENTENCES = 12
# Endings by which a people is named after its country, and the letters that a country must have for it.
PEOPLE = ("n", "an", "ian", "i", "ese", "er", "lander")
LEAST_COUNTRY = 5
# Words from the first verb in which its negation stands: "has never been", "has no longer"; "sank no crates".
VERB_GROUP = 4
VERB_AND_OBJECT = 2
# Code points back from "the rumour" in which the report may have told it.
TOLD_WITHIN = 400
# Code points of one sentence that are looked at, several times those of the longest sentences of news.
LONGEST_SENTENCE = 2_000
# "What it knew", "how many" name no proposition that could be confirmed; "whether" does.
OPEN_QUESTIONS = frozenset({"what", "why", "how", "who", "whom", "when", "where", "which"})
CONDITIONALS = frozenset({"if", "should", "unless", "assuming", "provided", "were", "whether", "true"})
COPULAS = frozenset({"is", "are", "was", "were", "be", "been", "as", "totally", "completely", "entirely", "simply"})
TRIM = " \t\r\n\"'“”‘’«»,;:–—-…"
THAT = re.compile(r"\s*(?:that|of|about|as|whether|if|,)\s+", re.IGNORECASE)
REFUSAL = re.compile(
    r"\b(?:den(?:y|ie[sd]|ying|ial)|rul(?:e|es|ed|ing) out|reject|dismiss|refut|disput|rebut|repudiat|contradict|"
    r"disavow)",
    re.IGNORECASE,
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
    r"where|since|until|whereas|so|despite)\s(?!(?:\d|dawn|dusk|noon|midnight|sunrise|sunset|daybreak|then|now|last|this|next|"
    r"\w+day\b|the (?:weekend|week|month|year|summer|winter|spring|autumn|fall)\b)))",
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
# The verbs by which a rumour is told: what follows them is no more of it.
TOLD_ENDS = re.compile(
    r",|\s(?=(?:spread|circulated|surfaced|emerged|made|went|appeared|swept|began|has|is)\b(?! (?:died|been)))"
)
# "Described the figure as ..." judges a thing; whether it denies one hangs on the words that follow.
DESCRIBING = re.compile(r"(?:\w+ )?(?:describ|characteri[sz]|portray|brand|label|depict|referr)", re.IGNORECASE)
# What a court or a prosecutor does with a case is no denial of it.
COURT_ACT = re.compile(
    r"\bplead\w*\b|\b(?:dismiss|reject|drop|den)\w*\s+(?:all\s+|the\s+|a\s+|his\s+|her\s+|their\s+|its\s+|\w+\s+)?"
    r"(?:charges?|case|cases|lawsuit|lawsuits|suit|suits|appeal|appeals|motion|motions|bail|bond|petition|request)\b"
    r"(?!\s+(?:that|of|against)\b)",
    re.IGNORECASE,
)
COMMENT = re.compile(
    r"\W*(?:to )?comment(?: on (?:it|this|that|the (?:report|claim|allegation|accusation|matter)s?))?\W*", re.IGNORECASE
)
NO_SUCH_THING = re.compile(
    r"there\s+(?:is|are|was|were|(?:has|have|had)\s+(?:\w+\s+)?been)\s+(?:\w+\s+)?no\b", re.IGNORECASE
)
IF_PROVEN = re.compile(
    r"(?P<what>[^,;]{3,200}?),?\s+(?:would|could|may|might|must|should|will|is|are|was|were|had),?\s+(?:be,?\s+)?"
    r"if\s+(?:\w+\s+){0,2}?(?:true|confirmed|correct|accurate|proven|proved|verified|substantiated)\b",
    re.IGNORECASE,
)


# Code points of a sentence that are shown to a scorer with who says it.
LONGEST_ATTRIBUTION = 400


class Manner(StrEnum):
    """How the words of a content put their proposition, whatever the act."""

    PLAIN = "plain"
    REPORTED = "reported"  # only as what others say: "we have seen reports that", "Moscow denied that"
    UNSURE = "unsure"  # "no evidence that", "it is unclear whether"
    SUPPOSED = "supposed"  # "if"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence within which a negation reaches: what it is about, its sign, and how it is put.

    A negation is plain beside the first verb or in the subject; "lied about never having" has one that is not.
    """

    concepts: frozenset[str]
    is_negated: bool
    is_plainly_negated: bool
    has_event: bool
    manner: Manner


@dataclass(frozen=True, slots=True)
class Proposition:
    """One sentence of what a statement is about.

    Attributes:
        statement: what was said, by whom.
        article: id of its article.
        spans: the words, trimmed of quotation marks and of "reports that"; in the article's text.
        words: the words in the spans, as printed.
        about: its concepts, whole.
        clauses: its clauses, in order, with their signs; at least one.
        is_prospective: whether it is planned or expected rather than done.
        is_refusal_told: whether the cue itself is a word of refusal ("denied", "dismissed").
        is_of_words: whether it is about what is said ("the report that", "any talk of"): "rejected the deal" is not.
        is_fragment: whether there is no verb in it, so that it says nothing by itself.
        points_back: whether it only points at something said elsewhere ("the claims", "if true").
        looks_back: whether it judges what was said before, so that its own words are no proposition ("the allegation
            was false", "it a fairy tale").
        is_withheld: whether it answers nothing: it is about what somebody will not give ("further details"), asks
            openly ("what they knew"), only describes ("the figure as a guess"), or is taken for a supposition without
            an "if".
        n_siblings: how many propositions the statement has, this one included.
    """

    statement: Statement
    article: str
    spans: Spans
    words: tuple[str, ...]
    about: Concepts
    clauses: tuple[Clause, ...]
    is_prospective: bool
    is_refusal_told: bool
    is_of_words: bool
    is_fragment: bool
    points_back: bool
    looks_back: bool
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
    def speaks_for_itself(self) -> bool:
        """Whether its words alone say that something is so, or is not; those of an answer, what it answers.

        They are a sentence or a clause; they point at nothing said elsewhere, ask nothing, suppose nothing, tell nobody
        else's words ("reports that" before an answer's is trimmed), and hold no verdict of its own ("it as absurd").
        """
        told = self.main.manner is Manner.REPORTED and (not self.is_answer or NESTED.search(" ".join(self.words)))
        is_open = self.main.manner not in (Manner.PLAIN, Manner.REPORTED) or self._opens_with(CONDITIONALS)
        is_named = self.is_bare or self.is_fragment or self.statement.form is Form.ACT_REPORT
        points = self.points_back or self.looks_back or self.is_withheld
        return not (told or is_open or is_named or points or self._is_judged)

    def _opens_with(self, words: frozenset[str]) -> bool:
        return not words.isdisjoint(word.lower() for word in self.words[:1])

    @property
    def _is_judged(self) -> bool:
        """Whether the words of an answer hold its verdict: "that it leaked was a lie", "the plot as absurd"."""
        lowered = {word.lower() for word in self.words}
        is_called = self.statement.act is Act.DISPUTE and "as" in lowered
        return self.is_answer and (is_called or not word_group("negating predicates").isdisjoint(lowered))

    @property
    def speaker_id(self) -> str:
        """The article's own id of who speaks; "" of somebody unknown."""
        return self.statement.speaker.id if self.statement.speaker else ""

    @property
    def speaker_name(self) -> str:
        """Who speaks, by name, the same in every reprint; "" of somebody unknown."""
        return self.statement.speaker.name if self.statement.speaker else ""

    @property
    def speaker_concepts(self) -> frozenset[str]:
        """The concepts of the speaker's name and institution, as they would stand in a proposition."""
        speaker = self.statement.speaker
        if speaker is None:
            return frozenset()
        printed = f"{speaker.name} {speaker.institution or ''}"
        return frozenset(read_concepts(list(words_in(printed, Span(0, len(printed))))).weights)

    @property
    def is_boundless(self) -> bool:
        """Whether it begins by denying all there is: "nothing", "nobody", "not one"."""
        opening = [word.lower() for word in self.words[:2]]
        boundless = opening[:1] in (["nothing"], ["nobody"], ["none"], ["no"]) or opening in (
            ["not", "one"],
            ["not", "a"],
        )
        return boundless or self.denies_existence

    @property
    def denies_existence(self) -> bool:
        """Whether it says that there is no such thing."""
        return self.is_negated and bool(NO_SUCH_THING.match(" ".join(self.words[:6])))

    @property
    def is_refusal_of_a_thing(self) -> bool:
        """Whether an act report refuses something that nobody says: a deal, an offer, people from a list."""
        statement = self.statement
        if statement.form is not Form.ACT_REPORT or self.looks_back or self.points_back or self.is_of_words:
            return False
        return statement.act is Act.DISPUTE or not self.is_refusal_told

    @property
    def denies_a_part(self) -> bool:
        """Whether it is about somebody's part in a thing ("any link to the deaths"), not about the thing itself."""
        return not word_group("parts in a thing").isdisjoint(word.lower() for word in self.words[:6])

    @property
    def owners(self) -> frozenset[str]:
        """Of words that look back ("the Norwegian version", "the union's claim"): whose claim they name."""
        head = next((at for at, word in enumerate(self.words) if word.lower() in word_group("reference heads")), 0)
        said = read_concepts(["the", *self.words[:head]]) if self.looks_back else None
        return said.names if said else frozenset()

    def speaks_for(self, other: Proposition) -> bool:
        """Whether its speaker speaks for that of `other`: for the same body, or as "the company's spokesman"."""
        speaker = self.statement.speaker
        if speaker is None or not speaker.role:
            return False
        if speaker.institution:
            return bool(self.speaker_concepts & other.speaker_concepts)
        return not word_group("spokespeople").isdisjoint(words_in(speaker.role, Span(0, len(speaker.role))))

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
    looks_back = _looks_back(article.text, statement)
    is_named = not (is_outburst(statement) or looks_back or _only_points(article.text, statement.content))
    if looks_back and (told := _told_before(article.text, statement.content)):
        about, looks_back = told, False
    elif statement.refers_to and statement.act in ANSWERS and is_named:
        about = statement.refers_to
    sentences = _sentences(article.text, about)[:MOST_SENTENCES]
    if statement.act is Act.SUPPOSE:
        conditions = [found for found in (_condition(article.text, spans) for spans in sentences) if found]
        sentences = conditions or sentences[:1]
    built = [_proposition(article, statement, spans, len(sentences)) for spans in sentences]
    if looks_back:
        built = [replace(proposition, looks_back=True) for proposition in built[:1]]
    return tuple(proposition for proposition in built if proposition.spans)


def _looks_back(text: str, statement: Statement) -> bool:
    """Whether an answer is about what was said before it, by its own words or by what it was found to refer to."""
    if statement.act not in LOOKING_BACK or is_outburst(statement) or not statement.content:
        return False
    content = statement.content
    cue = " ".join(span.surface(text) for span in statement.cue)
    if COURT_ACT.search(f"{cue} {content[0].surface(text)[:40]}"):
        return False
    if statement.act in WITHHOLDING and COMMENT.fullmatch(" ".join(piece.surface(text) for piece in content)):
        return True
    if statement.refers_to and not any(one.overlaps(other) for one in statement.refers_to for other in content):
        return True
    return bool(_definite_reference().match(text, content[0].start, content[-1].end))


def _told_before(text: str, content: Spans) -> Spans:
    """What "the rumour" says, if the report itself has told it shortly before: "a rumour that …"."""
    words = [word.lower() for piece in content for word in words_in(text, piece)]
    head = next((word for word in words if word in word_group("reference heads")), None)
    if head is None:
        return ()
    near = text[max(0, content[0].start - TOLD_WITHIN) : content[0].start]
    told = list(
        re.finditer(rf"(?i:\ban?|\bnew|\bthe)\s+{re.escape(head)}\s+that\s+([^.!?;\n]{{10,300}})", near, re.IGNORECASE)
    )
    if not told:
        return ()
    start = content[0].start - len(near)
    clause = TOLD_ENDS.split(told[-1][1])[0]
    return (Span(start + told[-1].start(1), start + told[-1].start(1) + len(clause)),)


@cache
def _definite_reference() -> re.Pattern[str]:
    """ "The allegation" or "those reports" that nothing specifies, at the end or before a verdict."""
    heads = "|".join(sorted(word_group("reference heads"), key=len, reverse=True))
    return re.compile(
        rf"\W*(?:that\s+)?(?:the|this|that|these|those|such|all)\s+(?:[\w-]+\s+){{0,2}}?(?:{heads})"
        r"(?=\W*$|\s+(?:as|is|are|was|were|had|has|have)\b)",
        re.IGNORECASE,
    )


def with_one_name(propositions: Sequence[Proposition]) -> list[Proposition]:
    """The propositions of a story, with a country that no list knows and its people under one name.

    "Sorvia" and "Sorvian" are one where both are in the story; listed states are one already.
    """
    names = frozenset().union(*(p.names for p in propositions))
    known = names.union(*(p.concepts for p in propositions))
    bases = {
        name + ending: name
        for name in known
        for ending in PEOPLE
        if len(name) >= LEAST_COUNTRY and name + ending in known and (name in names or name + ending in names)
    }
    return [_renamed(proposition, bases) for proposition in propositions] if bases else list(propositions)


def _renamed(proposition: Proposition, bases: Mapping[str, str]) -> Proposition:
    if bases.keys().isdisjoint(proposition.concepts):
        return proposition
    clauses = tuple(
        replace(clause, concepts=frozenset(bases.get(concept, concept) for concept in clause.concepts))
        for clause in proposition.clauses
    )
    return replace(proposition, about=proposition.about.renamed(bases), clauses=clauses)


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
    """What a supposition supposes: its "if" clause; of "a strike would, if confirmed, be …" the strike."""
    match = CONDITION.match(text, spans[0].start, spans[0].end)
    if match:
        return (Span(match.start(), match.end()),)
    proven = IF_PROVEN.match(text, spans[0].start, spans[0].end)
    return (Span(proven.start(), proven.end("what")),) if proven else ()


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
    content_words = [word.lower() for piece in statement.content for word in words_in(text, piece)]
    return Proposition(
        statement=statement,
        article=article.id,
        spans=tuple(pieces),
        words=tuple(words),
        about=about,
        clauses=_clauses(text, tuple(pieces), about, outer, by_predicate=statement.act not in ANSWERS),
        is_prospective=_lies_ahead(text, statement) or _is_prospective(words),
        is_refusal_told=any(REFUSAL.search(cue.surface(text)) for cue in statement.cue),
        is_of_words=has_reference or "talk" in content_words or _points(content_words),
        is_fragment=not about.events and word_group("finite verbs").isdisjoint(lowered),
        points_back=about.weights.keys() <= about.names and (has_reference or _points(lowered)),
        looks_back=False,
        is_withheld=_is_withheld(text, statement, words),
        n_siblings=n_siblings,
    )


def _is_withheld(text: str, statement: Statement, words: list[str]) -> bool:
    act = statement.act
    lowered = [word.lower() for word in words]
    if act in ANSWERS and lowered and lowered[0] in OPEN_QUESTIONS:
        return True
    cue = " ".join(span.surface(text) for span in statement.cue)
    if COURT_ACT.search(f"{cue} {' '.join(lowered[:6])}"):
        return True
    if DESCRIBING.match(cue) and "as" in lowered[:6]:
        return True
    if act is Act.SUPPOSE and CONDITIONALS.isdisjoint(
        word.lower() for piece in statement.content for word in words_in(text, piece)
    ):
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
                lowered = [word.lower().replace("’", "'") for word in words]
                negated = _is_negated(lowered, by_predicate=by_predicate)
                manner = outer if outer is not Manner.PLAIN else _manner(text[start:end])
                plain = negated and _is_plainly_negated(lowered, by_predicate=by_predicate)
                result.append(Clause(frozenset(about.weights), negated, plain, bool(about.events), manner))
    return tuple(result) or (Clause(frozenset(), False, False, False, outer),)


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


def _is_plainly_negated(lowered: list[str], *, by_predicate: bool) -> bool:
    """Whether a negation stands up to the first verb or right behind it, so that it governs the whole clause."""
    if (word_group("negators") | word_group("verbs of not doing")).isdisjoint(lowered):
        return True  # "is false" is said of all that stands before it
    for at, word in enumerate(lowered):
        if word in word_group("finite verbs"):
            return _is_negated(lowered[: at + VERB_GROUP], by_predicate=by_predicate)
        if word.endswith("ied") or (is_verb_form(word) and not word.endswith("ing")):
            return _is_negated(lowered[: at + VERB_AND_OBJECT], by_predicate=by_predicate)
    return True


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
        elif by_predicate and word in word_group("verbs of not doing"):
            count += following in ("to", "from")
        elif by_predicate and word in word_group("negating predicates"):
            count += at > 0 and lowered[at - 1] in COPULAS
    return count % 2 == 1


def attribution_of(proposition: Proposition, text: str) -> str:
    """The letters of a proposition with who says it and how, where these stand in its sentence; else its own alone."""
    statement = proposition.statement
    pieces = (*statement.source, *statement.cue, *proposition.spans)
    whole = text[min(piece.start for piece in pieces) : max(piece.end for piece in pieces)]
    if len(whole) > LONGEST_ATTRIBUTION or len(segment(whole).sentences) > 1:
        whole = text[proposition.spans[0].start : proposition.spans[-1].end]
    return " ".join(whole.split())
