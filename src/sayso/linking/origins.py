"""Independent origins: on how many people, bodies or publications the positions on a claim rest in the end.

Journalism counts sources, not papers: a second source is one that did not have it from the first (the two-source rule;
Reuters Handbook of Journalism, "Sources"; PROV-O tells the same apart as `hadPrimarySource` and `wasDerivedFrom`). So

- an article that carries another's text rests on that one;
- an article that says "the Echo reported", or cites an agency, rests on what that publication's own article in the
  claim rests on, and on the publication itself where no such article is at hand or it cites nobody;
- all positions that go back to one speaker with a name are one origin, whichever papers heard him: ten pages, one
  agency, one official are one. Two officials with names are two. A body and who speaks for it are one;
- people without a name are one origin wherever what is printed of them may hold of one man (voices.py): that two papers
  each heard "an official" is no corroboration, as long as nobody can tell that it was not the same;
- an article that names nobody is its agency's word, else its outlet's;
- a position whose speaker could not be decided on adds no origin where there is another;
- articles that rest on each other and on nobody else are one origin.

The number is what can be shown, and so rather too low than too high. Positions of every stance count, as their pages
do: who denies a claim is an origin of what is said on it; each stance is counted by itself beside it. What one report
heard from two people came through one pair of hands: a claim has no more origins than texts that tell it in their own
words. The flags look at those who assert it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sayso.linking.media import (
    by_outlet,
    citations,
    cited_outlet,
    hearer,
    known_name,
    named_outlet,
    outlet_key,
    outlets_of,
    source_of,
    writer,
)
from sayso.linking.voices import UNNAMED, Voice, fold_voices, voice_of
from sayso.records import (
    Article,
    Descent,
    Origin,
    OriginKind,
    OriginTree,
    Position,
    Relation,
    Reprint,
    Sector,
    Sourcing,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    Tie,
)

__all__ = ["Ground", "trace_origins"]

VERSIONS = frozenset({Relation.OWN_UPDATE, Relation.CORRECTION, Relation.RETRACTION})
UNDECIDED = "undecided"


@dataclass(frozen=True)
class Ground:
    """The articles and statements that the claims of a story point into.

    Attributes:
        statements: those in claims, at the least, and those inside whose content they stand; by id.
    """

    articles: Mapping[str, Article]
    statements: Mapping[str, Statement]
    reprints: Sequence[Reprint]

    @cached_property
    def carried(self) -> dict[str, list[Reprint]]:
        """Article id -> whose texts it carries, the largest share first."""
        result: dict[str, list[Reprint]] = defaultdict(list)
        for reprint in sorted(self.reprints, key=lambda each: (-each.shared, each.of)):
            known = reprint.article in self.articles and reprint.of in self.articles
            if known and reprint.relation is not Relation.NOT_DERIVED and reprint.of != reprint.article:
                result[reprint.article].append(reprint)
        return result

    @cached_property
    def outlets(self) -> dict[str, tuple[str, ...]]:
        """Key of each publication -> ids of its articles."""
        return by_outlet(self.articles.values())

    def cited(self, article: Article, outlet: str) -> list[str]:
        """Ids of the articles that one may have in mind where it names a publication.

        None that carries its own text, or whose text it carries: a paper prints an agency's report in which the paper
        is named. Where it names the agency in its own credit, the agency's own articles only, no other carriers.
        """
        is_own = outlet in outlets_of(article)
        texts = {reprint.of for reprint in self.carried.get(article.id, ())}
        return [
            id
            for id in self.outlets.get(outlet, ())
            if id != article.id
            and id not in texts
            and not any(reprint.of == article.id for reprint in self.carried.get(id, ()))
            and not (is_own and outlet_key(self.articles[id].outlet or "") != outlet)
        ]

    def outlet_name(self, key: str) -> str:
        """A publication as one of the articles prints it; else as lists have it."""
        for id in self.outlets.get(key, ()):
            for name in (self.articles[id].outlet, self.articles[id].agency):
                if name and outlet_key(name) == key:
                    return name
        return known_name(key)

    @cached_property
    def _letters(self) -> dict[str, str]:
        return {}

    def letters(self, position: Position) -> str:
        """The letters and digits of what a position's statement says, for comparison."""
        id = position.statement
        if id not in self._letters:
            text = self.articles[position.article].text
            printed = "".join(span.surface(text) for span in self.statements[id].content)
            self._letters[id] = "".join(letter for letter in printed.casefold() if letter.isalnum())
        return self._letters[id]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """Where a way ends, before voices that may be one are folded."""

    id: str
    kind: OriginKind
    name: str
    voice: Voice | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    """One step back from a position: to other positions, or to a leaf."""

    position: Position
    tie: Tie
    to: tuple[str, ...]
    leaf: _Leaf | None
    through: tuple[str, ...]


def trace_origins(positions: Iterable[Position], ground: Ground) -> OriginTree:
    """Follow each position on a claim back to whom it rests on.

    Args:
        positions: of the claim, in its order; their speakers known across the articles.
        ground: what they point into; positions that point elsewhere are passed over.
    """
    known = [each for each in positions if each.article in ground.articles and each.statement in ground.statements]
    told = _innermost(known, ground)
    by_article: dict[str, list[Position]] = defaultdict(list)
    for position in told:
        by_article[position.article].append(position)
    steps = {position.statement: _step(position, by_article, ground) for position in told}
    leaves = {step.leaf.id: step.leaf for step in steps.values() if step.leaf}
    folded = _folded(leaves.values())
    ends = _ends(steps, folded)
    if any(id != UNDECIDED for some in ends.values() for id in some):
        ends = {statement: tuple(id for id in some if id != UNDECIDED) for statement, some in ends.items()}
    origins = _origins(ends, leaves, folded)
    descents = tuple(_descent(step, steps, ends, ground) for step in steps.values())
    circles = _circles(steps, ground)
    flags = _flags(told, ends, origins, circles)
    return OriginTree(origins, descents, circles, flags, _independent(told, steps, origins))


def _innermost(positions: Sequence[Position], ground: Ground) -> list[Position]:
    """The positions without those inside whose content another one stands ("Reuters said [the minister said ...]")."""
    outer = {around for each in positions for around in ground.statements[each.statement].via}
    return [each for each in positions if each.statement not in outer]


# ------------------------------------------------------------------------------------------------- one step back


def _step(position: Position, by_article: Mapping[str, Sequence[Position]], ground: Ground) -> _Step:
    """Whom a position has its words from, as its own article tells or shows."""
    text = _text_carried(position, by_article, ground)
    if text is not None:
        return _Step(position, Tie.REPRINTED, tuple(each.statement for each in text), None, ())
    article, statement = ground.articles[position.article], ground.statements[position.statement]
    through, voice = _way(article, statement, position.speaker, ground)
    if voice is not None and voice.is_named:
        return _Step(position, Tie.HEARD, (), _Leaf(voice.id, OriginKind.SPEAKER, voice.name, voice), through)
    for key in through:
        to = tuple(each.statement for id in ground.cited(article, key) for each in by_article.get(id, ()))
        if to:
            return _Step(position, Tie.CITED, to, None, through)
    return _Step(position, Tie.HEARD, (), _leaf(article, position.speaker, voice, through, ground), through)


def _leaf(
    article: Article, speaker: Speaker | None, voice: Voice | None, through: Sequence[str], ground: Ground
) -> _Leaf:
    """Whom a position ends with that names no name."""
    if voice is not None:
        return _Leaf(voice.id, OriginKind.UNNAMED, voice.name, voice)
    if through:
        return _Leaf(f"outlet {through[-1]}", OriginKind.OUTLET, ground.outlet_name(through[-1]))
    own = outlets_of(article)
    if speaker is None or not own:
        return _Leaf(UNDECIDED, OriginKind.UNDECIDED, "")
    return _Leaf(f"outlet {own[0]}", OriginKind.OUTLET, ground.outlet_name(own[0]))


def _text_carried(
    position: Position, by_article: Mapping[str, Sequence[Position]], ground: Ground
) -> Sequence[Position] | None:
    """The positions of the first article of whose text this one is a part; None where it stands in its own.

    Of an article that carries another's text in part, what is printed letter for letter alike is carried. A later
    version of a text may have heard somebody new.
    """
    seen, at = [position.article], position.article
    found: Sequence[Position] | None = None
    while True:
        for reprint in ground.carried.get(at, ()):
            carried = _carried(position, by_article.get(reprint.of, ()), reprint.relation, ground)
            if carried and reprint.of not in seen:
                found, at = carried, reprint.of
                seen.append(at)
                break
        else:
            return found


def _carried(position: Position, others: Sequence[Position], relation: Relation, ground: Ground) -> Sequence[Position]:
    """Those of another article's positions that this one is a print of, the most alike; none if it is nobody's."""
    alike = [each for each in others if ground.letters(each) == ground.letters(position)]
    if alike or relation is Relation.PARTIALLY_DERIVED:
        return alike
    if relation in VERSIONS and _is_heard_anew(position, others):
        return ()
    by_speaker = [each for each in others if _speaker_id(each) == _speaker_id(position)]
    return by_speaker or [each for each in others if each.stance is position.stance] or others


def _speaker_id(position: Position) -> str | None:
    return position.speaker.id if position.speaker else None


def _is_heard_anew(position: Position, others: Iterable[Position]) -> bool:
    speaker = position.speaker
    if speaker is None or speaker.kind in UNNAMED:
        return False
    return all(_speaker_id(other) != speaker.id for other in others)


def _way(
    article: Article, statement: Statement, speaker: Speaker | None, ground: Ground
) -> tuple[tuple[str, ...], Voice | None]:
    """The publications that a statement came through, outermost first, and who spoke in the end.

    Returns:
        Nobody speaks in the end where a publication does, or the article itself, or nobody could be decided on.
    """
    around = [ground.statements[id] for id in statement.via if id in ground.statements]
    outer = [cited_outlet(article, each, ground.outlets) for each in around]
    cited = cited_outlet(article, statement, ground.outlets)
    voice = None if cited else _voice(article, statement, speaker)
    through = [*outer, cited]
    if cited or (voice and not voice.is_named) or _is_media(speaker):
        for words in citations(article, statement):
            outlet = named_outlet(words, ground.outlets)
            through.append(outlet)
            voice = voice if outlet else _cited_voice(statement, words)
    through.append(hearer(article, statement, ground.outlets))
    if voice is None or not voice.is_named:
        through += outlets_of(article)[:1] if article.agency else []
    own = outlet_key(article.outlet or "")
    return tuple(dict.fromkeys(key for key in through if key and key != own)), voice


def _voice(article: Article, statement: Statement, speaker: Speaker | None) -> Voice | None:
    """Who speaks; of a document, whose it is. The article itself is nobody."""
    if speaker is None or speaker.kind is SpeakerKind.AUTHOR:
        return None
    if speaker.kind is SpeakerKind.DOCUMENT:
        whose = writer(source_of(article, statement)) or speaker.institution
        kind = SpeakerKind.NAMED_ORG if whose else SpeakerKind.UNNAMED_PERSON
        return voice_of(replace(speaker, name=whose or speaker.name, kind=kind))
    return voice_of(speaker)


def _is_media(speaker: Speaker | None) -> bool:
    return speaker is not None and speaker.sector is Sector.MEDIA


def _cited_voice(statement: Statement, words: str) -> Voice:
    """Who is named behind "citing"; no entity, so that it is counted with the speaker whom the words fit."""
    is_named = any(word[:1].isupper() for word in words.split())
    kind = SpeakerKind.NAMED_ORG if is_named else SpeakerKind.UNNAMED_PERSON
    return voice_of(Speaker(f"{statement.id} cites", words, kind))


def _independent(told: Sequence[Position], steps: Mapping[str, _Step], origins: Sequence[Origin]) -> int:
    """How many origins a claim has, and no more than there are texts that tell it in words of their own."""
    own = {each.article for each in told if steps[each.statement].tie is not Tie.REPRINTED}
    return min(len(origins), max(1, len(own)))


# ------------------------------------------------------------------------------------------------ where ways end


def _folded(leaves: Iterable[_Leaf]) -> dict[str, str]:
    """Leaf id -> id of the leaf it is counted with."""
    voices = fold_voices(leaf.voice for leaf in leaves if leaf.voice)
    return {leaf.id: voices.get(leaf.id, leaf.id) for leaf in leaves}


def _ends(steps: Mapping[str, _Step], folded: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Statement id -> ids of the origins it rests on, sorted; a closed circle is one, known by its first statement."""
    reached = {id: _reached(id, steps) for id in steps}
    result: dict[str, tuple[str, ...]] = {}
    for id, passed in reached.items():
        leaves = {folded[leaf.id] for each in passed if (leaf := steps[each].leaf)}
        # A way without an end leads into circles; the smallest set of positions that is closed is a circle itself.
        closed = min((reached[each] for each in passed), key=lambda some: (len(some), min(some)))
        result[id] = tuple(sorted(leaves or {f"circle {min(closed)}"}))
    return result


def _reached(id: str, steps: Mapping[str, _Step]) -> frozenset[str]:
    seen: set[str] = set()
    ahead = [id]
    while ahead:
        if (at := ahead.pop()) not in seen:
            seen.add(at)
            ahead += steps[at].to
    return frozenset(seen)


def _origins(
    ends: Mapping[str, Sequence[str]], leaves: Mapping[str, _Leaf], folded: Mapping[str, str]
) -> tuple[Origin, ...]:
    alike: dict[str, dict[str, None]] = defaultdict(dict)
    for id, other in folded.items():
        alike[other][leaves[id].name] = None
    result = []
    for id in dict.fromkeys(id for some in ends.values() for id in some):
        leaf = leaves.get(id)
        if leaf is None:
            result.append(Origin(id, OriginKind.CIRCLE, ""))
        else:
            others = tuple(name for name in alike[id] if name and name != leaf.name)
            result.append(Origin(id, leaf.kind, leaf.name, others))
    return tuple(result)


def _descent(step: _Step, steps: Mapping[str, _Step], ends: Mapping[str, tuple[str, ...]], ground: Ground) -> Descent:
    of = tuple(dict.fromkeys(steps[id].position.article for id in step.to))
    id = step.position.statement
    return Descent(id, step.position.article, step.tie, of, tuple(map(ground.outlet_name, step.through)), ends[id])


# --------------------------------------------------------------------------------------------- circles and flags


def _circles(steps: Mapping[str, _Step], ground: Ground) -> tuple[tuple[str, ...], ...]:
    """Articles that cite each other, directly or through others, in the story's order; copies alone are no circle."""
    cites: dict[str, set[str]] = defaultdict(set)
    for step in steps.values():
        cites[step.position.article] |= {steps[id].position.article for id in step.to}
    reached = {article: _cited_by(article, cites) for article in list(cites)}
    citing = {step.position.article for step in steps.values() if step.tie is Tie.CITED}
    circles = {
        frozenset(other for other in ahead if article in reached[other])
        for article, ahead in reached.items()
        if article in ahead
    }
    order = {article: place for place, article in enumerate(ground.articles)}
    told = (tuple(sorted(circle, key=order.__getitem__)) for circle in circles if circle & citing)
    return tuple(sorted(told, key=lambda circle: order[circle[0]]))


def _cited_by(article: str, cites: Mapping[str, set[str]]) -> set[str]:
    """The articles that one cites, directly or through others; itself only if a way leads back to it."""
    seen: set[str] = set()
    ahead = list(cites[article])
    while ahead:
        if (at := ahead.pop()) not in seen:
            seen.add(at)
            ahead += cites.get(at, ())
    return seen


def _flags(
    told: Sequence[Position],
    ends: Mapping[str, Sequence[str]],
    origins: Iterable[Origin],
    circles: Sequence[object],
) -> tuple[Sourcing, ...]:
    kind_of = {origin.id: origin.kind for origin in origins}
    asserting = [position for position in told if position.stance is Stance.SUPPORTS]
    rested = {id for position in asserting for id in ends[position.statement]}
    # One position of which nobody knows who holds it may be somebody else's, with a name.
    is_known = all(ends[position.statement] for position in asserting)
    flags = []
    if len(rested) == 1 and len({position.article for position in asserting}) > 1:
        flags.append(Sourcing.SINGLE_SOURCE)
    if rested and is_known and all(kind_of[id] is OriginKind.UNNAMED for id in rested):
        flags.append(Sourcing.ANONYMOUS_ONLY)
    if circles:
        flags.append(Sourcing.CIRCULAR)
    return tuple(flags)
