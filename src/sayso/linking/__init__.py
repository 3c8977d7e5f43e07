"""Linking: what many articles say together.

`link` is the whole of it, a pure function of a set of findings. A ledger that grows calls it with the findings that
a new article may touch: the new ones, those `affected` names, and those that share a sketch's band key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.linking.claims import gather_claims
from sayso.linking.entities import join_entities
from sayso.linking.quotations import find_quotations
from sayso.linking.reprints import find_reprints, reprints_among
from sayso.linking.sketches import Sketch, sketch
from sayso.linking.stories import StoryFeatures, affected, group_stories, story_features
from sayso.records import Claim, Entity, Findings, Links, Reprint, Story

__all__ = [
    "Sketch",
    "StoryFeatures",
    "affected",
    "find_quotations",
    "find_reprints",
    "gather_claims",
    "group_stories",
    "join_entities",
    "link",
    "reprints_among",
    "sketch",
    "story_features",
]


def link(findings: Sequence[Findings]) -> Links:
    """Find the reprints, stories, entities, claims and quotations of a set of articles.

    Args:
        findings: in any order, which never matters; no two of one article.

    Returns:
        Reprints in the order of their carrying articles; stories by their earliest article; entities by name;
        claims story by story, disputes first; quotations by their ids.
    """
    articles = [finding.article for finding in findings]
    reprints = reprints_among(articles)
    stories = group_stories(articles, reprints)
    entities = join_entities(findings, stories)
    claims = tuple(_claims(findings, reprints, stories, entities))
    return Links(reprints, stories, entities, claims, find_quotations(findings, entities))


def _claims(
    findings: Sequence[Findings], reprints: Sequence[Reprint], stories: Sequence[Story], entities: Sequence[Entity]
) -> Iterator[Claim]:
    by_article = {finding.article.id: finding for finding in findings}
    entity_of = {member: entity for entity in entities for member in entity.members}
    copies: dict[str, list[Reprint]] = {}
    for reprint in reprints:
        copies.setdefault(reprint.article, []).append(reprint)
    for story in stories:
        own = [by_article[id] for id in story.articles]
        speakers = {s.speaker.id for finding in own for s in finding.statements if s.speaker}
        yield from gather_claims(
            story,
            own,
            [reprint for id in story.articles for reprint in copies.get(id, ())],
            {entity_of[speaker].id: entity_of[speaker] for speaker in sorted(speakers)}.values(),
        )
