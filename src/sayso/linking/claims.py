"""Claims: which statements of a story are about the same proposition, and how each stands to it.

Grouping (grouping.py) brings together propositions about one thing, whether they affirm it or deny it. Here each group
gets its gloss, somebody's printed words, and each statement its stance to them (stances.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sayso.linking.amendments import Amendment, Naming, namings_of, regrouped, with_fixed_stances
from sayso.linking.claim_relations import Gathered, with_relations
from sayso.linking.concepts import word_group
from sayso.linking.figures import find_figures
from sayso.linking.grouping import Group, group_propositions
from sayso.linking.ids import id_from
from sayso.linking.origins import Ground, trace_origins
from sayso.linking.pairs import PairScorer
from sayso.linking.propositions import Proposition, propositions_of
from sayso.linking.stances import may_name, stance_of, supported
from sayso.records import (
    NEGATIVE,
    SAYING,
    Act,
    Article,
    Claim,
    Entity,
    Factuality,
    Findings,
    Form,
    Position,
    Reprint,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    Story,
)
from sayso.spans import Spans

__all__ = ["claim_on", "gather_claims", "propositions_in"]

# Words of a gloss: fewer say too little, more are no plain sentence.
GLOSS_WORDS = range(4, 26)
BEST_GLOSS_WORDS = 12

# Cues that name a source and say nothing of their own.
NAMING_SOURCES = frozenset({"citing", "cited", "cites", "quoting", "quoted", "quotes"})
# Acts inside whose content nobody else is heard: it is not said that they said so.
UNTOLD = frozenset(
    {Act.DENY, Act.DECLINES_TO_CONFIRM, Act.CANNOT_CONFIRM, Act.DOES_NOT_DENY, Act.QUESTION, Act.SUPPOSE}
)
# Code points within which "his earlier statement" stands in what somebody takes back.
NOUN_PHRASE = 40
# Stances that make a claim a dispute when they differ.
OUTSPOKEN = frozenset({Stance.SUPPORTS, Stance.DENIES, Stance.NONCOMMITTAL, Stance.CONDITIONAL, Stance.QUESTIONS})


def gather_claims(
    story: Story,
    findings: Iterable[Findings],
    reprints: Iterable[Reprint],
    entities: Iterable[Entity],
    amendments: Sequence[Amendment] = (),
    scorer: PairScorer | None = None,
) -> tuple[Claim, ...]:
    """Gather the statements of one story into claims.

    Args:
        story: whose articles count; findings of others are passed over.
        findings: of the story's articles, in any order.
        reprints: among them; articles that carry one text count as one origin.
        entities: of their speakers; positions carry the entity's id, name and kind in place of the article's own.
        amendments: what people say of these statements; it counts before what is found.
        scorer: by which statements are compared and stances weighed, besides rules; None: by rules alone.

    Returns:
        Disputed claims first, then those with unlike stances, then those that several speak of; each by origins.
        Statements that name no proposition (a phrase, an outcry, a refusal of details) may be in none.
    """
    place = {id: at for at, id in enumerate(story.articles)}
    own = sorted(
        (finding for finding in findings if finding.article.id in place), key=lambda finding: place[finding.article.id]
    )
    groups = regrouped(group_propositions(propositions_in(own), scorer), amendments)
    identities = {member: entity for entity in entities for member in entity.members}
    ground = _ground(own, reprints)
    namings = namings_of(groups, amendments)
    claims = (
        (_claim(story, group, identities, ground, naming=namings.get(at), amendments=amendments, scorer=scorer), group)
        for at, group in enumerate(groups)
    )
    gathered = [Gathered(claim, group) for claim, group in claims if claim is not None]
    return with_relations(sorted(gathered, key=lambda each: _rank(each.claim)), ground.articles, scorer)


def propositions_in(findings: Iterable[Findings]) -> list[Proposition]:
    """What the statements of some articles are about, of those that may take a position; in the articles' order."""
    return [
        proposition
        for finding in findings
        for statement in _standing(finding)
        for proposition in propositions_of(finding.article, statement)
    ]


def claim_on(
    asked: Proposition,
    group: Group,
    story: Story,
    findings: Sequence[Findings],
    reprints: Iterable[Reprint],
    scorer: PairScorer | None = None,
) -> Claim | None:
    """What a story says on a proposition of somebody else's.

    Args:
        asked: which the stances are to.
        group: those of the story's propositions that are about it; their speakers have the ids of their entities.
        scorer: by which stances are weighed, besides rules; None: by rules alone.

    Returns:
        A claim with the words of one of the group as its gloss; None if none of them is put in words.
    """
    return _claim(story, group, {}, _ground(findings, reprints), asked, scorer=scorer)


def _ground(findings: Iterable[Findings], reprints: Iterable[Reprint]) -> Ground:
    findings = tuple(findings)
    statements = {statement.id: statement for finding in findings for statement in finding.statements}
    return Ground({finding.article.id: finding.article for finding in findings}, statements, tuple(reprints))


def _standing(finding: Findings) -> list[Statement]:
    """The statements of an article that may take a position.

    Those are not that only name a source ("citing two officials"), nor what a picture or a paper shows inside
    somebody's words, who says so himself, nor what is said inside words that their speaker denies or takes back; nor
    those whose speaker is no speaker ("weeks ago").
    """
    by_id = {statement.id: statement for statement in finding.statements}
    return [
        statement
        for statement in finding.statements
        if not _names_source(finding.article.text, statement)
        and not (statement.via and statement.speaker and statement.speaker.kind is SpeakerKind.DOCUMENT)
        and not (statement.speaker and statement.speaker.name.lower() in word_group("times"))
        and not any(
            _takes_back(finding.article.text, by_id[around], statement) for around in statement.via if around in by_id
        )
    ]


def _names_source(text: str, statement: Statement) -> bool:
    cue = " ".join(span.surface(text) for span in statement.cue).lower().split()
    return bool(cue) and cue[-1] in NAMING_SOURCES and statement.form is Form.ACT_REPORT


def _takes_back(text: str, around: Statement, inner: Statement) -> bool:
    """Whether `inner` is told only to be denied or left open: "denied that the mayor said so", "would not say whether
    the mayor admits it", "withdrew his statement". "Denied the mayor's claim that" lets the mayor keep his claim.
    """
    if not around.content or not inner.cue or inner.act not in SAYING:
        return False
    begins = around.content[0].start
    if around.act is Act.RETRACT:
        return inner.cue[0].start - begins < NOUN_PHRASE
    if around.act in SAYING and around.factuality in NEGATIVE and inner.form is not Form.DIRECT:
        return True  # "nothing that they showed indicates that"
    is_own = around.speaker is not None and inner.speaker is not None and around.speaker.id == inner.speaker.id
    is_noun = inner.cue[-1].surface(text).lower() in word_group("reference heads")
    is_inside = any(one.start >= begins for one in inner.source)
    return (around.act is Act.DENY and is_own) or (around.act in UNTOLD and is_inside and not is_noun)


def _rank(claim: Claim) -> tuple[bool, bool, bool, int, int, int, str]:
    """Disputes between speakers first, then what is unsettled, then what several say; told by most origins."""
    said = [position for position in claim.positions if position.speaker and position.stance in OUTSPOKEN]
    by_stance: dict[Stance, set[str]] = defaultdict(set)
    for position in said:
        by_stance[position.stance].add(position.speaker.id if position.speaker else "")
    speakers = frozenset().union(*by_stance.values())
    is_disputed = len(by_stance[Stance.SUPPORTS] | by_stance[Stance.DENIES]) > 1 and all(
        by_stance[stance] for stance in (Stance.SUPPORTS, Stance.DENIES)
    )
    is_open = len(speakers) > 1 and sum(map(bool, by_stance.values())) > 1
    return (
        not is_disputed,
        not is_open,
        len(speakers) < 2,
        -claim.origins,
        -len(speakers),
        -len(claim.positions),
        claim.id,
    )


# ----------------------------------------------------------------------------------------------------- one claim


def _claim(
    story: Story,
    group: Group,
    identities: Mapping[str, Entity],
    ground: Ground,
    asked: Proposition | None = None,
    naming: Naming | None = None,
    amendments: Sequence[Amendment] = (),
    scorer: PairScorer | None = None,
) -> Claim | None:
    texts = ground.articles
    plainest = _gloss(group, texts)
    if plainest is None:
        return None
    chosen = _chosen(naming, plainest, texts) if naming else None
    printed = chosen or plainest
    positions: dict[str, Position] = {}
    for proposition, stance in zip(group, _stances(group, asked or printed, texts, scorer), strict=True):
        position = _position(proposition, stance, texts, identities)
        kept = positions.get(position.statement)
        if kept is None or _FORCE[position.stance] > _FORCE[kept.stance]:
            positions[position.statement] = position
    positions = _without_echoes(with_fixed_stances(positions, group, asked or printed, amendments), group)
    text = texts[printed.article].text
    ordered = tuple(sorted(positions.values(), key=lambda position: _when(position, story)))
    return Claim(
        # Of the plainest words, whatever people call it: addresses outlast a name.
        id=id_from("c", plainest.statement.id, str(plainest.spans[0].start)),
        story=story.id,
        gloss=_printed(text, printed.spans),
        gloss_statement=printed.statement.id,
        gloss_spans=printed.spans,
        origins=trace_origins(ordered, ground).n_independent,
        articles=len({p.article for p in group}),
        positions=ordered,
        gloss_by=naming.author if naming and chosen else None,
    )


def _without_echoes(positions: Mapping[str, Position], group: Group) -> dict[str, Position]:
    """Drop statements that stand inside another one of the same speaker and the same stance ("said he saw")."""
    outer = {p.statement.id: p.statement.via for p in group}
    return {
        id: position
        for id, position in positions.items()
        if position.stance_by
        or not any(_is_echo(position, positions[around]) for around in outer[id] if around in positions)
    }


def _is_echo(inner: Position, around: Position) -> bool:
    if inner.speaker is None or around.speaker is None:
        return False
    return inner.speaker.id == around.speaker.id and inner.stance is around.stance


# Of several sentences of one statement, the one that says most about the claim tells its stance.
_FORCE = {
    Stance.MENTIONS: 0,
    Stance.QUESTIONS: 1,
    Stance.CONDITIONAL: 2,
    Stance.NONCOMMITTAL: 3,
    Stance.SUPPORTS: 4,
    Stance.DENIES: 5,
}


def _printed(text: str, spans: Spans) -> str:
    return " … ".join(" ".join(span.surface(text).split()) for span in spans)


def _when(position: Position, story: Story) -> tuple[str, int, int, str]:
    said = position.said_on.start.isoformat() if position.said_on else "9999"
    number = position.statement.rpartition(".")[2]
    return (
        said,
        story.articles.index(position.article),
        int(number) if number.isdecimal() else 0,
        position.statement,
    )


def _stances(group: Group, claim: Proposition, texts: Mapping[str, Article], scorer: PairScorer | None) -> list[Stance]:
    stances = [stance_of(proposition, claim) for proposition in group]
    if scorer is None:
        return stances
    mentioning = [at for at, stance in enumerate(stances) if stance is Stance.MENTIONS]
    for place in supported([group[at] for at in mentioning], claim, texts, scorer):
        stances[mentioning[place]] = Stance.SUPPORTS
    return stances


def _position(
    proposition: Proposition, stance: Stance, texts: Mapping[str, Article], identities: Mapping[str, Entity]
) -> Position:
    statement = proposition.statement
    entity = identities.get(statement.speaker.id) if statement.speaker else None
    return Position(
        statement=statement.id,
        article=proposition.article,
        speaker=_identified(statement.speaker, entity),
        stance=stance,
        act=statement.act,
        factuality=statement.factuality,
        said_on=statement.said_on,
        figures=find_figures(texts[proposition.article].text, proposition.spans),
        speaker_by=statement.speaker_by or (entity.renamed_by if entity else None),
    )


def _identified(speaker: Speaker | None, entity: Entity | None) -> Speaker | None:
    return replace(speaker, id=entity.id, name=entity.name, kind=entity.kind) if speaker and entity else speaker


def _chosen(naming: Naming, plainest: Proposition, texts: Mapping[str, Article]) -> Proposition | None:
    """The plainest of the propositions by which people call a claim; None if none says it."""
    return _gloss([p for p in naming.propositions if may_name(p, is_negated=plainest.is_negated)], texts)


def _gloss(group: Group, texts: Mapping[str, Article]) -> Proposition | None:
    """The proposition whose printed words stand for the claim; None if nobody printed one."""
    whole = [p for p in group if not p.is_bare]
    return max(whole, key=lambda p: _plainness(p, texts[p.article].text), default=None)


def _plainness(proposition: Proposition, text: str) -> tuple[float, ...]:
    """How plainly a proposition's words state it, for comparison; unlike for any two propositions."""
    statement = proposition.statement
    words = _printed(text, proposition.spans).split()
    return (
        not proposition.is_negated,
        not (proposition.is_answer and len(proposition.concepts) < 4),
        _opens_clearly(words[0], proposition),
        len(words) in GLOSS_WORDS and len(proposition.spans) == 1,
        not proposition.is_prospective,
        statement.act in SAYING and statement.factuality is Factuality.CT_PLUS,
        statement.form is Form.INDIRECT,
        -abs(len(words) - BEST_GLOSS_WORDS),
        -proposition.spans[0].start,
    )


def _opens_clearly(word: str, proposition: Proposition) -> bool:
    """Whether the words begin with a name or a noun phrase rather than with a pronoun or in mid-clause."""
    return word[:1].isupper() or word.lower() in {"a", "an", "the", "some", "thousands", "hundreds", "dozens"}
