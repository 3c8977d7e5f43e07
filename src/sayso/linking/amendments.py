"""Amendments: what people's corrections change inside a story, in the order in which they were made.

Each is a pure function on what was found: whose words statements are before speakers are joined, names behind that,
which statements are one claim behind grouping, and stances where positions are made. Of two corrections that speak of
the same statements the later one counts. What names statements that are no longer there counts for nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.linking.excerpts import Copies, excerpt_of, hull, meant, overlap
from sayso.linking.grouping import Group
from sayso.linking.ids import id_from
from sayso.linking.propositions import Proposition
from sayso.linking.unions import Unions
from sayso.names import fold
from sayso.records import (
    Correction,
    CorrectionKind,
    Entity,
    Excerpt,
    Findings,
    OnRecord,
    Position,
    Reprint,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
)
from sayso.spans import Span

__all__ = [
    "Amendment",
    "Naming",
    "amendments_of",
    "namings_of",
    "regrouped",
    "renamed",
    "with_fixed_stances",
    "with_speakers",
]

NOT_DECIDED = "nobody who can be told, by a person's word"
OPPOSITE = {Stance.SUPPORTS: Stance.DENIES, Stance.DENIES: Stance.SUPPORTS}


@dataclass(frozen=True, slots=True)
class Amendment:
    """A correction whose excerpts have found their statements.

    Attributes:
        statements: statement id -> the letters that are meant, for those that are there and for their copies.
        against: the same for those that they are held against.
        named: ids of the statements that the correction itself names, without copies.
    """

    correction: Correction
    statements: Mapping[str, Span]
    against: Mapping[str, Span]
    named: frozenset[str]


@dataclass(frozen=True, slots=True)
class Naming:
    """By which of its propositions somebody calls a group, and who does."""

    propositions: tuple[Proposition, ...]
    author: str


def amendments_of(
    corrections: Iterable[Correction], findings: Sequence[Findings], reprints: Iterable[Reprint]
) -> tuple[Amendment, ...]:
    """The corrections that say something of these articles.

    Args:
        corrections: those that count, in their order.
        findings: of one story, as they were found.
        reprints: among its articles: what is said of a statement holds for the copies of its text.
    """
    own = {finding.article.id: finding.statements for finding in findings}
    telling = [each for each in corrections if any(excerpt.article in own for excerpt in each.statements)]
    if not telling:
        return ()
    copies = Copies(findings, reprints)
    made = (_amendment(each, own, copies) for each in telling)
    return tuple(amendment for amendment in made if amendment.statements)


def _amendment(correction: Correction, own: Mapping[str, Sequence[Statement]], copies: Copies) -> Amendment:
    named = _found(correction.statements, own)
    against = _found(correction.against, own)
    statements = _with_copies(named, copies) | _letters(named)
    held = _with_copies(against, copies) | _letters(against)
    return Amendment(correction, statements, held, frozenset(statement.id for _, statement in named))


def _found(excerpts: Iterable[Excerpt], own: Mapping[str, Sequence[Statement]]) -> list[tuple[Excerpt, Statement]]:
    pairs = ((excerpt, meant(excerpt, own.get(excerpt.article, ()))) for excerpt in excerpts)
    return [(excerpt, statement) for excerpt, statement in pairs if statement is not None]


def _letters(found: Iterable[tuple[Excerpt, Statement]]) -> dict[str, Span]:
    return {statement.id: excerpt.span for excerpt, statement in found}


def _with_copies(found: Iterable[tuple[Excerpt, Statement]], copies: Copies) -> dict[str, Span]:
    return {
        copy.id: own.span
        for excerpt, statement in found
        for article, copy in copies.of(excerpt.article, statement).items()
        if (own := excerpt_of(article, copy))
    }


# ------------------------------------------------------------------------------------------------------ speakers


def with_speakers(findings: Sequence[Findings], amendments: Iterable[Amendment]) -> tuple[Findings, ...]:
    """The findings with the speakers that people gave their statements."""
    fixed: dict[str, Correction] = {}
    for amendment in amendments:
        if amendment.correction.kind is CorrectionKind.SPEAKER:
            fixed |= dict.fromkeys(amendment.statements, amendment.correction)
    if not fixed:
        return tuple(findings)
    return tuple(
        replace(finding, statements=tuple(_spoken(finding, statement, fixed) for statement in finding.statements))
        for finding in findings
    )


def _spoken(finding: Findings, statement: Statement, fixed: Mapping[str, Correction]) -> Statement:
    correction = fixed.get(statement.id)
    if correction is None:
        return statement
    if correction.value is None:
        return replace(statement, speaker=None, reason=NOT_DECIDED, speaker_by=correction.author)
    return replace(statement, speaker=_speaker(finding, correction), reason="", speaker_by=correction.author)


def _speaker(finding: Findings, correction: Correction) -> Speaker:
    """Whoever the article has under that name; else one of the person's making, whose id holds nothing but that."""
    name, kind, role = correction.value or "", correction.speaker_kind, correction.role
    for statement in finding.statements:
        known = statement.speaker
        if known and fold(known.name) == fold(name) and kind in (None, known.kind) and role in (None, known.role):
            return known
    kind = kind or SpeakerKind.NAMED_PERSON
    # Speakers that were found are called ".e1", ".e2"; no id of theirs ends like this.
    id = f"{finding.article.id}.{id_from('p', name, kind.value, role or '')}"
    return Speaker(id, name, kind, role=role, on_record=OnRecord.UNKNOWN)


def renamed(
    entities: Iterable[Entity], findings: Iterable[Findings], amendments: Iterable[Amendment]
) -> tuple[Entity, ...]:
    """The entities with the names that people gave them.

    A name goes to the one who speaks in most of the statements that the correction names: more than half of them.

    Args:
        findings: with the speakers that people gave their statements.
    """
    result = list(entities)
    naming = [each for each in amendments if each.correction.kind is CorrectionKind.RENAMED]
    if not naming:
        return tuple(result)
    at = {member: number for number, entity in enumerate(result) for member in entity.members}
    speaker = {s.id: s.speaker.id for finding in findings for s in finding.statements if s.speaker}
    for each in naming:
        votes = Counter(at[speaker[id]] for id in each.named if id in speaker)
        number, most = max(votes.items(), key=lambda item: item[1], default=(0, 0))
        if 2 * most > len(each.named) and each.correction.value:
            result[number] = replace(result[number], name=each.correction.value, renamed_by=each.correction.author)
    return tuple(sorted(result, key=lambda entity: (entity.name, entity.id)))


# -------------------------------------------------------------------------------------------------------- claims


def regrouped(groups: Sequence[Group], amendments: Iterable[Amendment]) -> list[Group]:
    """The groups with those joined that people called one claim, and those parted that they did not."""
    result = [list(group) for group in groups]
    for amendment in amendments:
        if amendment.correction.kind is CorrectionKind.ONE_CLAIM:
            result = _joined(result, amendment)
        elif amendment.correction.kind is CorrectionKind.NOT_ONE_CLAIM:
            result = [part for group in result for part in _parted(group, amendment)]
    return result


def _joined(groups: list[Group], amendment: Amendment) -> list[Group]:
    """One group of all in which a named statement stands.

    A statement of several sentences may stand in several groups; it was named for the one in which most others stand.
    """
    named = [{p.statement.id for p in group if _is_meant(p, amendment.statements)} for group in groups]
    unions = Unions(range(len(groups)))
    chosen: list[int] = []
    for id in sorted(amendment.statements):
        standing = [number for number, ids in enumerate(named) if id in ids]
        if standing:
            chosen.append(max(standing, key=lambda number: (len(named[number]), -number)))
    for number in chosen[1:]:
        unions.join(chosen[0], number)
    return [[p for number in sorted(numbers) for p in groups[number]] for numbers in sorted(map(sorted, unions.sets()))]


def _parted(group: Group, amendment: Amendment) -> list[Group]:
    ids = {p.statement.id for p in group}
    if not (ids & amendment.statements.keys() and ids & (amendment.against.keys() - amendment.statements.keys())):
        return [group]
    out = [p for p in group if p.statement.id in amendment.statements]
    return [[p for p in group if p.statement.id not in amendment.statements], out]


def _is_meant(proposition: Proposition, letters: Mapping[str, Span]) -> bool:
    span, own = letters.get(proposition.statement.id), hull(proposition.spans)
    return span is not None and own is not None and overlap(span, own)


def namings_of(groups: Sequence[Group], amendments: Iterable[Amendment]) -> dict[int, Naming]:
    """Place of a group -> how people call it; the later word counts, of claims that were merged too.

    A statement of several sentences may stand in several groups; it was named for the one in which most of those stand
    that it is held against.
    """
    result: dict[int, Naming] = {}
    for amendment in amendments:
        if amendment.correction.kind is not CorrectionKind.GLOSS:
            continue
        named = [tuple(p for p in group if _is_named(p, amendment)) for group in groups]
        around = [len({p.statement.id for p in group} & amendment.against.keys()) for group in groups]
        standing = [at for at, propositions in enumerate(named) if propositions]
        if standing:
            at = max(standing, key=lambda at: (around[at], -at))
            result[at] = Naming(named[at], amendment.correction.author)
    return result


def _is_named(proposition: Proposition, amendment: Amendment) -> bool:
    return proposition.statement.id in amendment.named and _is_meant(proposition, amendment.statements)


# ------------------------------------------------------------------------------------------------------- stances


def with_fixed_stances(
    positions: Mapping[str, Position], group: Group, gloss: Proposition, amendments: Iterable[Amendment]
) -> dict[str, Position]:
    """The positions of a claim with the stances that people gave them.

    A stance is one towards words. Where others now stand for the claim, with the opposite sign, it is turned round.

    Args:
        positions: by statement.
        gloss: the proposition whose words stand for the claim.
    """
    result = dict(positions)
    for amendment in amendments:
        if amendment.correction.kind is not CorrectionKind.STANCE or amendment.correction.value is None:
            continue
        towards = next((p for p in group if _is_meant(p, amendment.against)), None)
        if towards is None:
            continue
        stance = Stance(amendment.correction.value)
        if towards.is_negated != gloss.is_negated:
            stance = OPPOSITE.get(stance, stance)
        for id in result.keys() & amendment.statements.keys():
            result[id] = replace(result[id], stance=stance, stance_by=amendment.correction.author)
    return result
