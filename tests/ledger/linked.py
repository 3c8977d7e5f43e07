"""Putting made-up links into a ledger as they are, without finding them."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from sayso.ledger import Ledger, rows, schema, writing
from sayso.records import Links, StoryLinks


def put_links(ledger: Ledger, links: Links) -> None:
    """Make `links` the links of all articles of the ledger; every entity is known in the story of its first member."""
    with ledger.batch():
        connection = ledger._connection
        stored = connection.execute(select(schema.articles.c.id, schema.articles.c.number, schema.articles.c.dated_on))
        articles = {row.id: row for row in stored}
        article_of = {row.id: row.article_id for row in connection.execute(select(schema.speakers))}
        story_of = {article: story.id for story in links.stories for article in story.articles}
        for table in (*schema.STORY_TABLES, schema.story_articles, schema.stories, schema.reprints, schema.unlinked):
            connection.execute(delete(table))
        made_by = {"extractor_id": writing.extractor_id(connection, ledger.made_by(next(iter(articles))))}
        for reprint in links.reprints:
            connection.execute(insert(schema.reprints), rows.reprint_to_row(reprint) | made_by)
        for story in links.stories:
            days = sorted(articles[id].dated_on for id in story.articles if articles[id].dated_on)
            extent = {"first_on": days[0] if days else None, "last_on": days[-1] if days else None}
            own = {"id": story.id, "title": story.title, "first_number": articles[story.articles[0]].number}
            connection.execute(insert(schema.stories), own | extent | {"is_stale": False} | made_by)
            connection.execute(insert(schema.story_articles), [
                {"article_id": id, "story_id": story.id, "number": articles[id].number, "day": at, "instant": ""}
                for at, id in enumerate(story.articles)
            ])  # fmt: skip
        for story in links.stories:
            entities = tuple(e for e in links.entities if story_of[article_of[e.members[0]]] == story.id)
            claims = tuple(claim for claim in links.claims if claim.story == story.id)
            told = StoryLinks(story, entities, claims, links.quotations if story is links.stories[0] else ())
            for table, made in writing.link_rows(told, {entity.id: entity.id for entity in entities}):
                if made:
                    stamp = made_by if "extractor_id" in table.c else {}
                    connection.execute(insert(table), [row | stamp for row in made])
