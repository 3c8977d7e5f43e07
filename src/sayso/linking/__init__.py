"""Linking: what many articles say together.

Reprints and stories are found for an article among all others, as they arrive; who speaks in a story, its claims and
its quotations are found in the story alone (`link_story`). `link` does all of it for a set of findings at once, and a
ledger that grows ends with the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sayso.linking.amendments import amendments_of, renamed, with_speakers
from sayso.linking.claims import gather_claims
from sayso.linking.entities import join_entities
from sayso.linking.identities import identities_of, joined
from sayso.linking.pairs import PairScorer
from sayso.linking.quotations import find_quotations
from sayso.linking.reprints import find_reprints, reprints_among
from sayso.linking.sketches import Sketch, sketch
from sayso.linking.stories import group_stories
from sayso.records import Claim, Correction, Findings, Links, Quotation, Reprint, Speaker, Statement, Story, StoryLinks

__all__ = [
    "Sketch",
    "find_quotations",
    "find_reprints",
    "gather_claims",
    "group_stories",
    "join_entities",
    "link",
    "link_story",
    "reprints_among",
    "sketch",
]


def link(findings: Sequence[Findings], scorer: PairScorer | None = None) -> Links:
    """Find the reprints, stories, entities, claims and quotations of a set of articles.

    Args:
        findings: in any order, which never matters; no two of one article.
        scorer: by which claims are gathered, besides rules; None: by rules alone.

    Returns:
        Reprints in the order of their carrying articles; stories by their earliest article; entities by name;
        claims story by story, disputes first; quotations by their ids.
    """
    by_article = {finding.article.id: finding for finding in findings}
    articles = [finding.article for finding in findings]
    reprints = reprints_among(articles)
    carried: dict[str, list[Reprint]] = {}
    for reprint in reprints:
        carried.setdefault(reprint.article, []).append(reprint)
    told = [
        link_story(
            story,
            [by_article[id] for id in story.articles],
            [reprint for id in story.articles for reprint in carried.get(id, ())],
            scorer=scorer,
        )
        for story in group_stories(articles, reprints)
    ]
    return _joined(told, reprints, {s.speaker.id: s.speaker for f in findings for s in f.statements if s.speaker})


def link_story(
    story: Story,
    findings: Sequence[Findings],
    reprints: Iterable[Reprint],
    corrections: Iterable[Correction] = (),
    scorer: PairScorer | None = None,
) -> StoryLinks:
    """Find who speaks in a story, what they claim, and what they are quoted with.

    Args:
        findings: of the story's articles, in its order, as they were found.
        reprints: those whose carrying article is in the story.
        corrections: what people say that counts, in their order; those of other stories are passed over.
        scorer: by which claims are gathered, besides rules; None: by rules alone.
    """
    reprints = tuple(reprints)
    amendments = amendments_of(corrections, findings, reprints)
    findings = with_speakers(findings, amendments)
    entities = renamed(join_entities(findings, [story]), findings, amendments)
    claims = gather_claims(story, findings, reprints, entities, amendments, scorer)
    return StoryLinks(story, entities, claims, find_quotations(findings, entities), tuple(_fixed(findings)))


def _fixed(findings: Iterable[Findings]) -> Iterable[Statement]:
    return (statement for finding in findings for statement in finding.statements if statement.speaker_by is not None)


def _joined(told: Sequence[StoryLinks], reprints: tuple[Reprint, ...], speakers: Mapping[str, Speaker]) -> Links:
    """The links of all stories, with identities in the place of each story's own entities."""
    entities = [entity for links in told for entity in links.entities]
    identity_of = identities_of(entities, speakers)
    alike: dict[str, list[str]] = {}
    for entity in entities:
        alike.setdefault(identity_of[entity.id], []).append(entity.id)
    by_id = {entity.id: entity for entity in entities}
    people = (joined(identity, [by_id[id] for id in ids]) for identity, ids in alike.items())
    quotations = (_known_as(quotation, identity_of) for links in told for quotation in links.quotations)
    return Links(
        reprints,
        tuple(links.story for links in told),
        tuple(sorted(people, key=lambda entity: (entity.name, entity.id))),
        tuple(_told_by(claim, identity_of) for links in told for claim in links.claims),
        tuple(sorted(quotations, key=lambda quotation: quotation.id)),
    )


def _told_by(claim: Claim, identity_of: Mapping[str, str]) -> Claim:
    positions = (
        replace(p, speaker=replace(p.speaker, id=identity_of.get(p.speaker.id, p.speaker.id)) if p.speaker else None)
        for p in claim.positions
    )
    return replace(claim, positions=tuple(positions))


def _known_as(quotation: Quotation, identity_of: Mapping[str, str]) -> Quotation:
    return replace(quotation, speaker=identity_of.get(quotation.speaker) if quotation.speaker else None)
