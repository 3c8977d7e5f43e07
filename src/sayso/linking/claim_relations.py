"""How the claims of a story stand to one another: which say another one, and more, and which answer one.

Four rules, made to be right rather than to find all. *Inside*: a speaker's sentence holds another one of the same
speaker's, asserted with it ("I think the pier is closed and the boats are gone"). *Wording*: one names all that the
other names, the two lie near one another, and the pair scorer reads the one out of the other. *Reply*: a report says
that somebody replied, right behind the words of somebody else. *Denial*: a report says that somebody denies a
claim, and next what he says instead ("denied that it leaked, saying the pipes were new").

That two claims contradict one another, differ in a figure, or supersede one another is told nowhere: on the labelled
pairs of benchmarks/quality/relations nothing tried was right often enough.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, pairwise

from sayso.linking.concepts import word_group, words_in
from sayso.linking.grouping import Group
from sayso.linking.pairs import PairScorer
from sayso.linking.propositions import OWN_WORDS, REFUSALS, Manner, Proposition
from sayso.linking.terms import is_verb_form
from sayso.records import (
    Act,
    Article,
    Claim,
    ClaimRelation,
    Position,
    RelatedClaim,
    Sector,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
)

__all__ = ["Gathered", "with_relations"]

# Chosen on the half dev of benchmarks/quality/relations and on stories of claims/stances.jsonl, read by hand.
# Share of what the broader claim names that the narrower one names too, and how near the two lie.
NAMED, NEAR = 0.75, 0.68
# Concepts that the broader claim has at least; of fewer, "the man shot her", too many sentences hold all.
LEAST_CONCEPTS = 3
# Concepts that a sentence must have beside those of one inside it: "I think" adds none.
LEAST_MORE = 2
# Chances of the pair scorer from which one claim is read out of the other.
READ_OUT, NARROWER = 0.9, 0.85
# Pairs of a story that are shown to the encoder and to the scorer, whose pair costs 20 ms twice: those that share most.
MOST_NEAR, MOST_SCORED = 200, 40
# Statements of one claim that are compared, and claims that one concept brings together.
MOST_OF_CLAIM, MOST_SHARING = 8, 200
# Code points between the words of one and those of another's reply, who replies and how included.
REPLY_WITHIN = 240
# The same between a denial and what is said with it.
REASON_WITHIN = 60
# Words of a content in which it names what others say.
OPENING = 6
# Words of a gloss from which a reader can tell what is answered.
LEAST_WORDS = 4

ASSERTING = frozenset({Act.ASSERT, Act.ACKNOWLEDGE})
PERSONS = frozenset({SpeakerKind.NAMED_PERSON, SpeakerKind.OFFICE_ROLE, SpeakerKind.METONYM})
BODIES = frozenset({SpeakerKind.NAMED_ORG, SpeakerKind.UNNAMED_GROUP, SpeakerKind.UNNAMED_PERSON})
OPENS_CLAUSE = re.compile(r"(?:^|[,;:–—]|--|\b(?:and|but|so|because|that))\W*$", re.IGNORECASE)
ENDS_CLAUSE = re.compile(r"\s*(?:$|[.,;:!?–—\"”’]|--|(?:and|but|so|because|when|if|in)\b)", re.IGNORECASE)
DENIAL = re.compile(r"\b(?:den(?:y|ie[sd]|ying|ials?))\b", re.IGNORECASE)
ASKED = re.compile(r"\b(?:ask(?:ed|s|ing)?|question(?:ed|s)?|pressed)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A claim with the propositions that it was gathered from."""

    claim: Claim
    group: Group


@dataclass(frozen=True, slots=True)
class _Said:
    """A proposition with the position that its statement takes on a claim, and the claim's place in the story."""

    at: int
    proposition: Proposition
    position: Position

    @property
    def statement(self) -> Statement:
        return self.proposition.statement

    @property
    def speaker(self) -> str:
        return self.position.speaker.id if self.position.speaker else ""


@dataclass(frozen=True, slots=True)
class _Found:
    """That `one` stands in a relation to `other`, claims of a story."""

    one: _Said
    other: _Said
    relation: ClaimRelation
    rule: str
    score: float | None = None


def with_relations(
    gathered: Sequence[Gathered], articles: Mapping[str, Article], scorer: PairScorer | None = None
) -> tuple[Claim, ...]:
    """The claims of a story, each with how it stands to the others.

    Args:
        gathered: the claims, in the order in which their relations are to be told.
        articles: those of the story, by id.
        scorer: by which wordings are compared; None: only what the reports' own words say is told.
    """
    said = [_said(at, each) for at, each in enumerate(gathered)]
    found = [*_inside(said, articles), *_by_wording(said, scorer), *_replies(gathered, said, articles)]
    related: dict[int, dict[int, RelatedClaim]] = defaultdict(dict)
    for each in found:
        for one, other, relation in _both_ways(each):
            # The first rule that finds something for a pair is the surest.
            related[one.at].setdefault(other.at, _record(one, other, relation, each, gathered))
    claims = (each.claim for each in gathered)
    return tuple(
        replace(claim, related=tuple(related[at][other] for other in sorted(related[at])))
        for at, claim in enumerate(claims)
    )


def _said(at: int, gathered: Gathered) -> list[_Said]:
    positions = {position.statement: position for position in gathered.claim.positions}
    taken = ((proposition, positions.get(proposition.statement.id)) for proposition in gathered.group)
    return [_Said(at, proposition, position) for proposition, position in taken if position and proposition.words]


def _both_ways(found: _Found) -> Iterator[tuple[_Said, _Said, ClaimRelation]]:
    yield found.one, found.other, found.relation
    if found.relation is ClaimRelation.NARROWER:
        yield found.other, found.one, ClaimRelation.BROADER


def _record(
    one: _Said, other: _Said, relation: ClaimRelation, found: _Found, gathered: Sequence[Gathered]
) -> RelatedClaim:
    return RelatedClaim(
        claim=gathered[other.at].claim.id,
        relation=relation,
        statement=one.statement.id,
        spans=one.proposition.spans,
        of_statement=other.statement.id,
        of_spans=other.proposition.spans,
        rule=found.rule,
        score=None if found.score is None else round(found.score, 4),
    )


# -------------------------------------------------------------------------------------------------------- inside


def _inside(said: Sequence[Sequence[_Said]], articles: Mapping[str, Article]) -> Iterator[_Found]:
    """Claims that a speaker makes in the midst of a sentence that makes another one."""
    by_statement: dict[str, list[_Said]] = defaultdict(list)
    for each in _supporting(said):
        by_statement[each.statement.id].append(each)
    for inner in _supporting(said):
        for id in inner.statement.via:
            for outer in by_statement.get(id, ()):
                if outer.at != inner.at and _holds(articles[outer.proposition.article].text, outer, inner):
                    yield _Found(outer, inner, ClaimRelation.NARROWER, "inside")


def _supporting(said: Iterable[Iterable[_Said]]) -> Iterator[_Said]:
    return (each for claim in said for each in claim if each.position.stance is Stance.SUPPORTS)


def _holds(text: str, outer: _Said, inner: _Said) -> bool:
    """Whether a sentence asserts a clause inside it, and says more.

    The clause begins a clause of the sentence, or follows on "I think", and ends where one ends. "She has said that"
    and "if" assert nothing; of "hopes to see" it cannot be told.
    """
    spans, clause = outer.proposition.spans, inner.proposition.spans
    starts, ends = spans[0].start, spans[-1].end
    if not (starts <= clause[0].start and clause[-1].end <= ends and outer.speaker and outer.speaker == inner.speaker):
        return False
    if outer.proposition.main.manner is not Manner.PLAIN or not _is_clause(inner.proposition):
        return False
    more = outer.proposition.concepts.keys() - inner.proposition.concepts.keys()
    is_asserted = _is_asserted(text[starts : clause[0].start])
    return len(more) >= LEAST_MORE and is_asserted and bool(ENDS_CLAUSE.match(text[clause[-1].end : ends]))


def _is_clause(proposition: Proposition) -> bool:
    """Whether words are a clause with a subject and a verb, put as plain fact."""
    words = [word.lower() for word in proposition.words]
    if len(words) < LEAST_WORDS or words[0] == "to" or words[0] in word_group("objects") or words[0].endswith("ing"):
        return False
    has_verb = any(word in word_group("finite verbs") or _is_finite(word) for word in words)
    return has_verb and not proposition.is_fragment and proposition.main.manner is Manner.PLAIN


def _is_finite(word: str) -> bool:
    return is_verb_form(word) and not word.endswith("ing")


def _is_asserted(lead: str) -> bool:
    """Whether what stands before a clause in its sentence leaves it asserted."""
    clause = re.split(r"[,;:.!?–—]|--", lead.rstrip(' \t\n"“”‘’'))[-1]
    words = [word.lower() for word in re.findall(r"[\w'’]+", clause)]
    if words[-1:] == ["that"]:
        words.pop()
    if not words or OPENS_CLAUSE.search(clause):
        return not lead.strip() or not _is_open(words)
    return words[-1] in word_group("thinking") and not _is_open(words)


def _is_open(words: Iterable[str]) -> bool:
    lowered = {word.replace("’", "'") for word in words}
    is_negated = not word_group("negators").isdisjoint(lowered) or any(word.endswith("n't") for word in lowered)
    return is_negated or not lowered.isdisjoint({"if", "unless", "whether", "would", "could", "might", "hope", "hopes"})


# ------------------------------------------------------------------------------------------------------- wording


def _by_wording(said: Sequence[Sequence[_Said]], scorer: PairScorer | None) -> Iterator[_Found]:
    """Claims of which one names what another names and more, and is read as saying it."""
    if scorer is None:
        return
    near = _near(_sharing([[each for each in claim if _is_plain(each)] for claim in said]), scorer)
    if not near:
        return
    pairs = [(_words(narrower), _words(broader)) for _, narrower, broader in near]
    read_out = scorer.stances([(broader, narrower) for narrower, broader in pairs])
    relations = scorer.relations(pairs)
    for (nearness, narrower, broader), stance, relation in zip(near, read_out, relations, strict=True):
        if stance.supports >= READ_OUT and relation.narrower_or_broader >= NARROWER:
            yield _Found(narrower, broader, ClaimRelation.NARROWER, "wording", nearness)


def _is_plain(said: _Said) -> bool:
    """Whether a statement says, in words that stand for themselves, that its claim is so."""
    proposition = said.proposition
    is_sure = said.position.stance is Stance.SUPPORTS and said.statement.act in ASSERTING
    is_whole = proposition.speaks_for_itself and bool(proposition.about.events) and _is_clause(proposition)
    return is_sure and is_whole and all(clause.manner is Manner.PLAIN for clause in proposition.clauses)


def _sharing(plain: Sequence[Sequence[_Said]]) -> list[tuple[float, _Said, _Said]]:
    """Pairs of two claims' statements of which the first names nearly all that the second names, the most first."""
    compared = [each for claim in plain for each in claim[:MOST_OF_CLAIM]]
    naming: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(compared):
        for concept in each.proposition.concepts:
            naming[concept].append(place)
    crowded = {concept for concept, places in naming.items() if len(places) > MOST_SHARING}
    best: dict[tuple[int, int], tuple[float, _Said, _Said]] = {}
    for broader in compared:
        telling = broader.proposition.concepts.keys() - crowded
        for place in sorted({place for concept in telling for place in naming[concept]}):
            narrower, key = compared[place], (compared[place].at, broader.at)
            named = _named(narrower, broader)
            if named and (key not in best or best[key][0] < named):
                best[key] = (named, narrower, broader)
    return sorted(best.values(), key=lambda entry: (-entry[0], entry[1].at, entry[2].at))[:MOST_NEAR]


def _named(narrower: _Said, broader: _Said) -> float:
    """The share of what one names that another names, too; 0 where it is none of it, or no more, or of others."""
    one, other = narrower.proposition, broader.proposition
    names, wanted = one.concepts.keys(), other.concepts.keys()
    if narrower.at == broader.at or len(wanted) < LEAST_CONCEPTS or len(names) <= len(wanted):
        return 0.0
    if one.is_negated != other.is_negated or one.is_prospective != other.is_prospective:
        return 0.0
    is_of_it = other.names | other.about.subject <= names and not one.about.events.isdisjoint(other.about.events)
    share = len(names & wanted) / len(wanted)
    return share if is_of_it and share >= NAMED and not _overlap(one, other) else 0.0


def _overlap(one: Proposition, other: Proposition) -> bool:
    """Whether the words of one stand among those of the other."""
    return one.article == other.article and any(a.overlaps(b) for a in one.spans for b in other.spans)


def _near(pairs: Sequence[tuple[float, _Said, _Said]], scorer: PairScorer) -> list[tuple[float, _Said, _Said]]:
    """Those of some pairs whose meanings lie near one another, the nearest first, each with how near."""
    if not pairs:
        return []
    texts = sorted({_words(said) for _, *both in pairs for said in both})
    place = {text: at for at, text in enumerate(texts)}
    meanings = scorer.meanings(texts)
    measured = (
        (float(meanings[place[_words(one)]] @ meanings[place[_words(other)]]), one, other) for _, one, other in pairs
    )
    near = [(nearness, one, other) for nearness, one, other in measured if nearness >= NEAR]
    return sorted(near, key=lambda entry: (-round(entry[0], 4), entry[1].at, entry[2].at))[:MOST_SCORED]


def _words(said: _Said) -> str:
    return " ".join(said.proposition.words)


# ------------------------------------------------------------------------------------------------------- replies


def _replies(
    gathered: Sequence[Gathered], said: Sequence[Sequence[_Said]], articles: Mapping[str, Article]
) -> Iterator[_Found]:
    """Claims with which somebody replies to what an article has just told of somebody else."""
    by_article: dict[str, dict[str, list[_Said]]] = defaultdict(lambda: defaultdict(list))
    for each in (each for claim in said for each in claim):
        if min(len(gathered[each.at].claim.gloss.split()), len(each.proposition.words)) >= LEAST_WORDS:
            by_article[each.proposition.article][each.statement.id].append(each)
    for article, told in by_article.items():
        text = articles[article].text
        ordered = sorted(told.values(), key=lambda found: (_starts(found[0].statement), found[0].statement.id))
        for before, reply in pairwise(ordered):
            if _is_reply(text, before[0], reply[0]):
                yield from _answering(before, reply, Stance.SUPPORTS, "reply")
            elif _is_reason(text, before[0], reply[0]):
                yield from _answering(before, reply, Stance.DENIES, "denial")


def _answering(before: Sequence[_Said], reply: Sequence[_Said], stance: Stance, rule: str) -> Iterator[_Found]:
    """The last claim that is asserted, or denied, and the first one that is then held against it."""
    answered = [said for said in before if said.position.stance is stance]
    answers = [said for said in reply if said.position.stance is Stance.SUPPORTS and _is_clause(said.proposition)]
    if answered and answers and {said.at for said in before}.isdisjoint(said.at for said in reply):
        yield _Found(answers[0], answered[-1], ClaimRelation.RESPONDS_TO, rule)


def _is_reply(text: str, before: _Said, reply: _Said) -> bool:
    """Whether a report says that somebody replied, right behind the words of somebody else.

    Not where somebody was asked: that is a reply to whoever asked.
    """
    if not before.speaker or not reply.speaker or before.speaker == reply.speaker:
        return False
    if not _is_answered(before.position.speaker):
        return False
    ends, starts = _ends(before.statement), _starts(reply.statement)
    if not 0 <= starts - ends <= REPLY_WITHIN:
        return False
    cue = " ".join(span.surface(text) for span in reply.statement.cue)
    lead = f"{text[ends:starts]} {cue}"
    return bool(_reply_words().search(lead)) and not ASKED.search(lead)


def _is_reason(text: str, before: _Said, reply: _Said) -> bool:
    """Whether a report tells that somebody denies a thing, and next what he says instead.

    It is a denial of what others say: "denied that", or a refusal of words ("rejected the notion that"). Who rules out
    a plan or dismisses a rival may go on with another thing; so may who denies in his own words.
    """
    statement = before.statement
    if not before.speaker or before.speaker != reply.speaker or statement.act not in REFUSALS:
        return False
    cue = " ".join(span.surface(text) for span in statement.cue)
    is_told = bool(DENIAL.search(cue)) or (_names_words(text, statement) and not _reply_words().search(cue))
    if statement.form in OWN_WORDS or not is_told:
        return False
    return 0 <= _starts(reply.statement) - _ends(before.statement) <= REASON_WITHIN


def _names_words(text: str, statement: Statement) -> bool:
    """Whether cue and content begin by naming what others say: "the notion that", "rumours of"."""
    content = (word for span in statement.content for word in words_in(text, span))
    named = [word for span in statement.cue for word in words_in(text, span)] + list(islice(content, OPENING))
    return not word_group("reference heads").isdisjoint(word.lower() for word in named)


def _is_answered(speaker: Speaker | None) -> bool:
    """Whether a reply may be to this speaker: who reports for a living is cited, seldom answered."""
    if speaker is None or speaker.sector is Sector.MEDIA:
        return False
    return speaker.kind in PERSONS or (speaker.kind in BODIES and speaker.sector is not Sector.UNKNOWN)


def _starts(statement: Statement) -> int:
    """Where its content begins: of "denied it, saying that" source and cue of both stand together."""
    return min(span.start for span in statement.content or statement.cue or statement.source)


def _ends(statement: Statement) -> int:
    return max(span.end for span in (*statement.source, *statement.cue, *statement.content))


@cache
def _reply_words() -> re.Pattern[str]:
    """ "In response" alone: "in response to the floods" answers nobody."""
    phrases = "|".join(sorted(map(re.escape, word_group("replies")), key=lambda phrase: (-len(phrase), phrase)))
    return re.compile(rf"\b(?:{phrases})\b(?! to the\b)(?! to [a-z])", re.IGNORECASE)
