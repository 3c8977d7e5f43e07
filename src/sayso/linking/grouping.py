"""Grouping: which propositions of a story are about the same thing.

Assertions and whole denials are compared with one another by what they name, whatever their sign. Then come the
answers that only name a thing ("would not confirm the deployment", "if true"): each joins the group that fits, or
what its article said just before, or none. Last, fuller tellings join a disputed group of which they name the core.
"""

from __future__ import annotations

import heapq
import logging
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np

from sayso.linking.pairs import Meanings, PairScorer
from sayso.linking.propositions import LOOKING_BACK, REFUSALS, Proposition, is_outburst, with_one_name
from sayso.records import SAYING, Act, Factuality

__all__ = ["Group", "group_propositions"]

logger = logging.getLogger(__name__)

# Chosen on reports written for the purpose (tests/linking/test_claims.py) and on the seeds.
# Similarity from which two propositions, or the average of two groups, say the same.
SAME = 0.5
# With a scorer: how near two meanings must lie to count as much as SAME, and what share of likeness words keep. Chosen
# among twelve settings on benchmarks/quality/claims and on the reports of disputes and demo.
NEAR, WORDS = 0.45, 0.2
# Nearness below which a pair is not looked at, and of a proposition the nearest that are.
FAR, MOST_NEAR = 0.2, 60
# Propositions whose meanings are compared with all others at once.
COMPARED_AT_ONCE = 512
# Sums of the same weights in another order may differ by less.
ROUNDING = 1e-9
# Concepts from which a phrase is taken for a whole proposition.
WHOLE = 4
# Share of what an answer names that the claim must have in it.
NAMED = 0.55
# The same for an answer that prints a whole proposition.
NAMED_WHOLE = 0.7
# The same for what a demand or a judgement takes for granted.
NAMED_IN_PASSING = 0.8
# Claims that fit an answer within this of the best are as good: then its own article's counts, then the most told.
CLEARLY = 0.1
# Share of a claim's members that name a concept of its core.
CORE = 0.6
# Statements a claim must have before its core can be told.
LEAST_DISPUTE = 3
# How much less an answer that names a thing fits a claim about a plan for it.
ONLY_PLANNED = 0.6
# Letters by which a people's name is known for its country's: "Sorvian", "Sorvia".
ROOT = 5
# Propositions that one concept brings together; more, and it says nothing in this story.
MOST_SHARING = 600

Group = list[Proposition]


def group_propositions(propositions: Sequence[Proposition], scorer: PairScorer | None = None) -> list[Group]:
    """Groups of propositions that say, deny or ask the same thing.

    Args:
        scorer: by whose meanings they are compared, besides by their words; None: by their words alone.
    """
    propositions = with_one_name(propositions)
    full = [p for p in propositions if _stands_alone(p)]
    weights = _story_weights(propositions)
    groups = _same(full, weights, scorer)
    settled = {id(p) for p in full}
    unmatched: Group = []
    rest = [p for p in propositions if id(p) not in settled]
    is_answering = [all(_says_no(p) or _only_answers(p) for p in group) for group in groups]
    rest += [proposition for at, group in enumerate(groups) if is_answering[at] for proposition in group]
    groups = [group for at, group in enumerate(groups) if not is_answering[at]]
    index = _ClaimIndex(groups, weights)
    # What they cry out against, or bear out, comes first.
    for proposition in sorted(rest, key=lambda p: is_outburst(p.statement) or _says_no(p)):
        at = index.answered_by(proposition)
        if at is not None:
            groups[at].append(proposition)
            index.note_answer(proposition, at)
        elif not (proposition.is_bare or proposition.is_withheld or proposition.looks_back):
            unmatched.append(proposition)
    groups += _same(unmatched, weights, scorer)
    return _without_fragments(_with_details(groups))


def _says_no(proposition: Proposition) -> bool:
    """Whether somebody asserts that a thing is not so: an answer in all but name ("there are no troops there")."""
    return proposition.is_negated and proposition.statement.act is Act.ASSERT


def _only_answers(proposition: Proposition) -> bool:
    return proposition.is_answer and proposition.statement.act is not Act.ACKNOWLEDGE


def _same(propositions: Sequence[Proposition], weights: Mapping[str, float], scorer: PairScorer | None) -> list[Group]:
    """Groups of propositions that say the same. Those in the same words weigh as one, however often reprinted."""
    alike: dict[object, Group] = {}
    for proposition in propositions:
        key = (frozenset(proposition.concepts), proposition.about.subject, proposition.is_prospective)
        alike.setdefault(key, []).append(proposition)
    worded = list(alike.values())
    compared = [_Compared.of(group[0], weights) for group in worded]
    if scorer is None or len(worded) < 2:
        similar = _similar(compared, weights)
    else:
        similar = _near(compared, weights, scorer.meanings([" ".join(group[0].words) for group in worded]))
    return [[proposition for at in members for proposition in worded[at]] for members in _linked(len(worded), similar)]


def _stands_alone(proposition: Proposition) -> bool:
    """Whether a proposition can be compared as it is, without asking what it answers."""
    if proposition.is_bare or proposition.looks_back or is_outburst(proposition.statement):
        return False
    if proposition.statement.act in SAYING - {Act.ACKNOWLEDGE}:
        return not proposition.is_withheld
    return _is_whole(proposition)


def _is_whole(proposition: Proposition) -> bool:
    """Whether an answer prints a proposition, not just a name for one ("the deployment of troops")."""
    return len(proposition.concepts) >= WHOLE and len(proposition.telling) >= 2


def _with_details(groups: list[Group]) -> list[Group]:
    """Bring those that tell a disputed claim in more detail into it: they have its core, and much beside.

    The core is what most of a claim's members name, answers included: of "has not sent troops", "the presence of
    troops", "the troop deployment" it is sending and troops.
    """
    result = [list(group) for group in groups]
    alone = {at: full[0] for at, group in enumerate(groups) if len(full := [p for p in group if _stands_alone(p)]) == 1}
    naming: dict[str, set[int]] = defaultdict(set)
    for at, proposition in alone.items():
        for concept in proposition.concepts:
            naming[concept].add(at)
    for at, group in sorted(enumerate(groups), key=lambda entry: (-n_statements(entry[1]), entry[0])):
        core = _core(group)
        if core is None:
            continue
        for other in sorted(set.intersection(*(naming[concept] for concept in core))):
            if other != at and result[other] and other in alone and _details(alone[other], group, core):
                result[at] += result[other]
                result[other].clear()
                alone.pop(at, None)  # it tells of it more than once now
    return [group for group in result if group]


def _core(group: Group) -> frozenset[str] | None:
    """Concepts that most of a claim's members name; None unless they say what happens to what."""
    if not any(p.is_answer for p in group) or n_statements(group) < LEAST_DISPUTE:
        return None
    named = [p for p in group if p.telling]
    counts = Counter(concept for p in named for concept in p.concepts)
    core = frozenset(concept for concept, count in counts.items() if count >= CORE * len(named))
    telling = core.difference(*(p.names for p in group))
    happens = frozenset().union(*(p.about.events for p in group))
    return core if telling & happens and telling - happens else None


def _details(detailed: Proposition, group: Group, core: frozenset[str]) -> bool:
    """Whether a proposition tells the same with more besides: all of the core, of the same state if of any."""
    if (detailed.is_answer and detailed.statement.act not in REFUSALS) or not core <= detailed.concepts.keys():
        return False
    full = [p for p in group if _stands_alone(p)]
    states = {concept for p in full for concept in p.about.subject if concept.startswith("state:")}
    return states <= detailed.about.subject and not any(_differ(p, detailed) for p in full)


def _without_fragments(groups: list[Group]) -> list[Group]:
    """Of statements with several sentences, drop those sentences that nobody else speaks of, but for one."""
    shared = {id(p.statement) for group in groups if n_statements(group) > 1 for p in group}
    result: list[Group] = []
    seen: set[int] = set()
    for group in groups:
        if not any(_can_be_claimed(p) for p in group):
            continue
        if n_statements(group) > 1:
            result.append(group)
            continue
        statement = id(group[0].statement)
        if statement not in shared and statement not in seen:
            seen.add(statement)
            result.append(group)
    return result


def _can_be_claimed(proposition: Proposition) -> bool:
    """Whether a proposition makes a claim without others.

    Wishes and judgements make none, nor does a phrase without a verb, nor an outcry of which nobody can tell what it
    denies.
    """
    if is_outburst(proposition.statement):
        return proposition.is_negated
    if proposition.statement.act in REFUSALS:
        return True
    return (proposition.is_answer or proposition.statement.act in SAYING) and not proposition.is_fragment


def n_statements(group: Iterable[Proposition]) -> int:
    return len({p.statement.id for p in group})


def _story_weights(propositions: Sequence[Proposition]) -> dict[str, float]:
    """Concept -> weight in this story: rare in the language; a name also rare in the story.

    A verb or noun that the whole story turns on keeps its weight: it is what the main claim is made of.
    """
    counts: dict[str, int] = defaultdict(int)
    names = frozenset(concept for proposition in propositions for concept in proposition.names)
    rarities: dict[str, float] = {}
    for proposition in propositions:
        for concept, weight in proposition.concepts.items():
            counts[concept] += 1
            rarities[concept] = min(weight, rarities.get(concept, weight))
    n = len(propositions)
    return {
        concept: sqrt(rarities[concept]) * (_unusual(count, n) if concept in names else 1.0)
        for concept, count in counts.items()
    }


def _unusual(count: int, n: int) -> float:
    return 0.3 + 0.7 * log((n + 1) / (count + 0.5)) / log(n + 1.5)


def _linked(n: int, similar: Iterable[tuple[int, int, float]]) -> list[list[int]]:
    """Average linkage of `n` places over pairs alike enough; ties go to the earlier pair. Places, by group."""
    alike: list[dict[int, float]] = [{} for _ in range(n)]
    for one, other, similarity in similar:
        alike[one][other] = alike[other][one] = similarity
    members = {at: [at] for at in range(n)}
    queue = [(-s, one, other) for one in members for other, s in alike[one].items() if one < other and s >= SAME]
    heapq.heapify(queue)
    while queue:
        negative, one, other = heapq.heappop(queue)
        if one not in members or other not in members or _average(alike, members, one, other) != -negative:
            continue
        members[one] += members.pop(other)
        for neighbour, total in alike[other].items():
            alike[neighbour].pop(other, None)
            if neighbour != one:
                alike[one][neighbour] = alike[neighbour][one] = alike[one].get(neighbour, 0.0) + total
        alike[other] = {}
        for neighbour in alike[one]:
            average = _average(alike, members, one, neighbour)
            if average >= SAME:
                heapq.heappush(queue, (-average, min(one, neighbour), max(one, neighbour)))
    return sorted(sorted(group) for group in members.values())


def _average(alike: Sequence[Mapping[int, float]], members: Mapping[int, Sequence[int]], one: int, other: int) -> float:
    return round(alike[one].get(other, 0.0) / (len(members[one]) * len(members[other])), 9)


@dataclass(frozen=True, slots=True)
class _Compared:
    """A proposition with what every comparison asks of it, worked out once.

    Attributes:
        gist: as the proposition's; `telling` without names; `size` its weight in the story.
    """

    proposition: Proposition
    gist: frozenset[str]
    telling: frozenset[str]
    size: float

    @classmethod
    def of(cls, proposition: Proposition, weights: Mapping[str, float]) -> _Compared:
        gist = proposition.gist
        return cls(proposition, gist, gist - proposition.names, sum(weights[concept] for concept in gist))


def _near(
    compared: Sequence[_Compared], weights: Mapping[str, float], meanings: Meanings
) -> Iterator[tuple[int, int, float]]:
    """Pairs of places with their similarity: how near their meanings lie and, a little, what words they share."""
    for earlier, later, nearness in _nearest(meanings):
        one, other = compared[earlier], compared[later]
        if _is_told_otherwise(one.proposition, other.proposition):
            continue
        words = _shared(one, other, weights)
        similarity = SAME + (1 - WORDS) * (nearness - NEAR) + WORDS * (words - SAME)
        if similarity > 0:
            yield earlier, later, round(min(similarity, 1.0), 9)


def _nearest(meanings: Meanings) -> Iterator[tuple[int, int, float]]:
    """Pairs of places whose meanings lie near one another, each once: for each place its nearest."""
    seen: set[tuple[int, int]] = set()
    for start in range(0, len(meanings), COMPARED_AT_ONCE):
        # To four digits: the last ones depend on how many are multiplied at once.
        cosines = np.round(meanings[start : start + COMPARED_AT_ONCE] @ meanings.T, 4)
        for row, found in enumerate(cosines):
            found[start + row] = -1.0
            near = np.flatnonzero(found >= FAR)
            for at in near[np.argsort(-found[near], kind="stable")[:MOST_NEAR]]:
                pair = (min(start + row, int(at)), max(start + row, int(at)))
                if pair not in seen:
                    seen.add(pair)
                    yield *pair, float(found[at])


def _is_told_otherwise(one: Proposition, other: Proposition) -> bool:
    """Whether two propositions are one of a plan for the other, or one speaker's yes and no in one report."""
    if one.is_prospective != other.is_prospective:
        return True
    return _is_by_same(one, other) and one.is_negated != other.is_negated


def _similar(compared: Sequence[_Compared], weights: Mapping[str, float]) -> Iterator[tuple[int, int, float]]:
    """Pairs of places with their similarity, of those that share telling words."""
    sharing: dict[str, list[int]] = defaultdict(list)
    crowded: set[str] = set()
    for later, one in enumerate(compared):
        near: set[int] = set()
        for concept in one.gist:
            known = sharing[concept]
            if len(known) > MOST_SHARING:
                crowded.add(concept)
            elif concept in one.telling:
                near.update(known)
            known.append(later)
        for earlier in near:
            similarity = _similarity(one, compared[earlier], weights)
            if similarity >= SAME / 2:
                yield earlier, later, round(similarity, 9)
    if crowded:
        logger.info("%d words stand in over %d statements of a story and propose no pairs", len(crowded), MOST_SHARING)


def _similarity(one: _Compared, other: _Compared, weights: Mapping[str, float]) -> float:
    """Share of the smaller one's weight that both have, averaged with the cosine; 0 if only names are shared.

    That a phrase of two or three words is found in a long sentence says little: there the cosine alone counts.
    """
    n_telling = len(one.telling & other.telling)
    is_enough = n_telling > 1 or (n_telling == 1 and one.gist == other.gist)
    if not is_enough or _differ(one.proposition, other.proposition):
        return 0.0
    if min(len(one.gist), len(other.gist)) < WHOLE:
        return sum(weights[concept] for concept in one.gist & other.gist) / sqrt(one.size * other.size)
    return _shared(one, other, weights)


def _shared(one: _Compared, other: _Compared, weights: Mapping[str, float]) -> float:
    """Share of the smaller one's weight that both have, averaged with the cosine; 0 where there is none to share."""
    if not one.size or not other.size:
        return 0.0
    weight = sum(weights[concept] for concept in one.gist & other.gist)
    return 0.5 * weight / min(one.size, other.size) + 0.5 * weight / sqrt(one.size * other.size)


def _differ(one: Proposition, other: Proposition) -> bool:
    """Whether two propositions tell of different events or of other people's doings, or one of a plan for the other."""
    if one.is_prospective != other.is_prospective:
        return True
    if _is_by_same(one, other) and one.is_negated != other.is_negated:
        return True
    if _happens_otherwise(one, other) or _denies_something_else(one, other) or _denies_something_else(other, one):
        return True
    subject, other_subject = one.about.subject, other.about.subject
    if not subject or not other_subject or subject & other_subject:
        return False
    # "A sent B" and "B was sent" have unlike subjects; but then each names the other's.
    return not (subject & other.concepts.keys() or other_subject & one.concepts.keys()) or _are_states(
        subject, other_subject
    )


def _is_by_same(one: Proposition, other: Proposition) -> bool:
    return one.article == other.article and bool(one.speaker_id) and one.speaker_id == other.speaker_id


def _denies_something_else(negation: Proposition, other: Proposition) -> bool:
    """Whether what somebody says did not happen ("it does not worry us") is nothing that the other tells of."""
    if not _says_no(negation) or other.is_negated or negation.denies_existence:
        return False
    return bool(negation.about.events) and not negation.about.events & other.about.events


def _happens_otherwise(one: Proposition, other: Proposition) -> bool:
    return bool(one.about.events and other.about.events and not one.about.events & other.about.events)


def _are_states(subject: frozenset[str], other: frozenset[str]) -> bool:
    return all(any(concept.startswith("state:") for concept in concepts) for concepts in (subject, other))


# ------------------------------------------------------------------------------------------------------- answers


@dataclass(frozen=True, slots=True)
class _Said:
    """Something said in an article: where, in which statement, of which group."""

    start: int
    proposition: Proposition
    group: int

    @property
    def statement(self) -> str:
        return self.proposition.statement.id

    @property
    def is_answer(self) -> bool:
        return self.proposition.statement.act in LOOKING_BACK

    @property
    def is_refusal(self) -> bool:
        return self.proposition.statement.act in REFUSALS


def _said(proposition: Proposition, at: int) -> _Said:
    spans = (*proposition.statement.cue, *proposition.statement.content)
    start = min(span.start for span in spans)
    return _Said(start, proposition, at)


def _place(said: _Said) -> tuple[int, int]:
    return said.start, said.group


class _ClaimIndex:
    """Which group an answer belongs to."""

    def __init__(self, groups: Sequence[Group], weights: Mapping[str, float]) -> None:
        self._groups = groups
        self._first = [tuple(group) for group in groups]  # answers that join later are not answered in turn
        self._weights = weights
        self._with: dict[str, set[int]] = defaultdict(set)
        self._said_in: dict[str, list[_Said]] = defaultdict(list)
        self._denied_by: dict[str, set[int]] = defaultdict(set)
        for at, group in enumerate(groups):
            for proposition in group:
                self._note_denial(proposition, at)
                self._said_in[proposition.article].append(_said(proposition, at))
                for concept in proposition.concepts:
                    self._with[concept].add(at)
        for said in self._said_in.values():
            said.sort(key=_place)

    def note_answer(self, answer: Proposition, at: int) -> None:
        """Let later answers of the article know that this one speaks of the group at `at`."""
        insort(self._said_in[answer.article], _said(answer, at), key=_place)
        self._note_denial(answer, at)

    def _note_denial(self, proposition: Proposition, at: int) -> None:
        if proposition.speaker_id and _denies(proposition):
            self._denied_by[proposition.speaker_id].add(at)

    def answered_by(self, answer: Proposition) -> int | None:
        """Place of the group that `answer` speaks of; None where none fits, or no single one."""
        named = {concept: self._weights.get(concept, weight) for concept, weight in answer.concepts.items()}
        if answer.is_withheld and not answer.looks_back:
            return None
        if is_outburst(answer.statement) and (denied := self._denied_before(answer)) is not None:
            return denied
        if _says_no(answer) and (denied := self._borne_out_by(answer)) is not None:
            return denied
        if not answer.is_answer and len(answer.telling) < 2 and not answer.denies_existence:
            return None
        if answer.is_bare or answer.looks_back:
            return self._pointed_at(answer) if answer.points_back or answer.looks_back else None
        if len(named) < 2 and not answer.about.events:
            return None
        total = sum(named.values())
        least = (NAMED_WHOLE if _stands_alone(answer) else NAMED) if answer.is_answer else NAMED_IN_PASSING
        ranked = sorted(
            (
                (self._fit(answer, named, at) / total, at)
                for at in self._sharing(named, answer, least * total)
                if not (_says_no(answer) and self._is_asserted_by(answer, at))
            ),
            key=lambda entry: (-entry[0], entry[1]),
        )
        good = [(fit, at) for fit, at in ranked if fit >= least]
        if not good:
            return None
        near = [at for fit, at in good if fit >= good[0][0] - CLEARLY]
        return max(near, key=lambda at: (self._is_in(at, answer.article), n_statements(self._groups[at]), -at))

    def _is_asserted_by(self, negation: Proposition, at: int) -> bool:
        """Whether the same speaker says it is so: nobody is read as contradicting himself in one report."""
        return any(
            p.article == negation.article
            and p.speaker_id == negation.speaker_id
            and not p.is_answer
            and not p.is_negated
            for p in self._groups[at]
        )

    def _sharing(self, named: Mapping[str, float], answer: Proposition, least: float) -> set[int]:
        """Groups that share more than names with an answer, and whose members together name enough for it."""
        groups = {concept: self._with.get(concept, set()) for concept in named}
        sharing = set().union(*(found for concept, found in groups.items() if concept not in answer.names))
        together = {at: sum(weight for concept, weight in named.items() if at in groups[concept]) for at in sharing}
        return {at for at, weight in together.items() if weight >= least - ROUNDING}

    def _fit(self, answer: Proposition, named: Mapping[str, float], at: int) -> float:
        """Weight of what the answer names that a single member of the group has."""
        is_strict = answer.statement.act in REFUSALS
        group = [p for p in self._first[at] if not (is_strict and _happens_otherwise(p, answer))]
        group = [p for p in group if not _denies_something_else(answer, p)]
        if answer.denies_a_part:
            group = [p for p in group if not answer.speaker_concepts.isdisjoint(p.concepts)]
        has = max((sum(weight for concept, weight in named.items() if concept in p.concepts) for p in group), default=0)
        return has * (ONLY_PLANNED if all(p.is_prospective for p in group) and not answer.is_prospective else 1.0)

    def _is_in(self, at: int, article: str) -> bool:
        return any(p.article == article for p in self._groups[at])

    def _pointed_at(self, answer: Proposition) -> int | None:
        """What "the report" or "it" is: what was answered just before, else what was said since the last answer.

        Of several things said since, the one that names who answers, then one that several speak of, then the
        first: a report leads with its news, and what follows only bears it out.
        """
        start = answer.statement.content[0].start
        since: list[int] = []
        for said in reversed(self._said_in[answer.article]):
            if said.start >= start or said.statement == answer.statement.id:
                continue
            if said.is_answer and not since:
                return said.group if self._is_of(said.group, answer.owners) else None
            if self._by_others(said.group, answer) and self._is_of(said.group, answer.owners):
                since.append(said.group)
            if said.is_answer:
                break
        return max(reversed(since), key=lambda at: self._weight(at, answer), default=None)

    def _is_of(self, at: int, owners: frozenset[str]) -> bool:
        """Whether the claim is of whom "the Norwegian version" or "the union's claim" names; so if nobody is named."""
        speakers = frozenset().union(*(p.speaker_concepts for p in self._groups[at]))
        return not owners or any(owner[:ROOT] == speaker[:ROOT] for owner in owners for speaker in speakers)

    def _weight(self, at: int, answer: Proposition) -> tuple[bool, bool]:
        group = self._first[at]
        names_speaker = any(not answer.speaker_concepts.isdisjoint(p.concepts) for p in group)
        return names_speaker, len({p.speaker_name for p in group}) > 1

    def _by_others(self, at: int, answer: Proposition) -> bool:
        return any(p.speaker_id != answer.speaker_id or _denies(p) for p in self._first[at])

    def _borne_out_by(self, negation: Proposition) -> int | None:
        """The claim that a negation ("not one ship has left") bears out the denial of.

        It is the one claim that its speaker denies in the same article, and has what the negation speaks of; or
        what was denied just before, of a negation without bounds by somebody who speaks for whoever denied it.
        """
        denied = self._denied_before(negation)
        if denied is not None and any(negation.telling & p.telling for p in self._groups[denied]):
            return denied
        before = [said for said in self._said_in[negation.article] if said.start < negation.spans[0].start]
        if not before or not before[-1].is_refusal or not negation.speaks_for(before[-1].proposition):
            return None
        return before[-1].group if negation.is_boundless else None

    def _denied_before(self, answer: Proposition) -> int | None:
        """The one claim that the speaker of some angry words has plainly denied in the same article."""
        denied = self._denied_by.get(answer.speaker_id, set())
        return next(iter(denied)) if len(denied) == 1 else None


def _denies(proposition: Proposition) -> bool:
    return proposition.statement.factuality is Factuality.CT_MINUS or proposition.statement.act in REFUSALS
