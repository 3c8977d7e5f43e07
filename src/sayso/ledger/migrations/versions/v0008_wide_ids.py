"""Ids made of what they name are of 64 bits, before of 40: in a large ledger some came out alike by chance.

What is stored is renamed, and articles keep their places: every id is made anew of what is stored beside it. Where that
does not tell, as of a claim that a person named by other words than those of its id, the story is told anew. Claims
keep their rank: those of one story that are ranked alike stand in the order of the ids they had, until it is told anew.
Two people whom alike ids had made one stay one.

All of it is done by the database, table by table, so that it holds no more in memory than for any other question.
"""

from __future__ import annotations

from hashlib import blake2b

from alembic import op

from sayso.ledger.database import driver

revision = "0008"
down_revision = "0007"

ID_BYTES = 8

# Speakers whom only a person named: their ids hold nothing but that.
SPEAKERS = """
    SELECT id AS old, article_id || '.p' || digest_of(name, kind, coalesce(role, '')) AS new
    FROM speakers WHERE extractor_id IN (SELECT id FROM extractors WHERE name = 'person')
"""
# An entity is named by the least of its members, so behind them.
ENTITIES = """
    SELECT entities.id AS old, 'e' || digest_of(kind, min(speaker_id)) AS new
    FROM entities JOIN members ON entity_id = entities.id GROUP BY entities.id
"""
IDENTITIES = "SELECT identity AS old, 'e' || digest_of(min(key)) AS new FROM identities GROUP BY identity"
STORIES = """
    SELECT stories.id AS old, 's' || digest_of(articles.id) AS new
    FROM stories JOIN articles ON number = first_number
"""
CLAIMS = """
    SELECT id AS old, 'c' || digest_of(gloss_statement_id, json_extract(gloss_spans, '$[0][0]')) AS new
    FROM claims WHERE gloss_by IS NULL
"""

OF_STORIES = ("story_articles", "entities", "fixed_speakers", "claims", "quotations")
# An entity's members are ranked by their ids.
RANKED = """
    UPDATE members SET rank = (
        SELECT count(*) FROM members AS other
        WHERE other.entity_id = members.entity_id AND other.speaker_id < members.speaker_id
    )
    WHERE entity_id IN (SELECT entity_id FROM members JOIN renamed ON new = speaker_id)
"""
# Whom nothing makes known elsewhere is an identity of its own; told by both columns, since an old id may be of two.
OWN_IDENTITY = "UPDATE entities SET identity = new FROM renamed WHERE old = id AND identity = id"
# Named by people, not by the words that their ids are made of.
CALLED = "UPDATE stories SET is_stale = TRUE WHERE id IN (SELECT story_id FROM claims WHERE gloss_by IS NOT NULL)"
# Early versions kept no key of a body that an article had taken for a person.
KEYLESS = """
    UPDATE stories SET is_stale = TRUE WHERE id IN (
        SELECT story_id FROM entities WHERE identity <> id AND identity NOT IN (SELECT identity FROM identities)
    )
"""


def upgrade() -> None:
    """Every id and what refers to it; the database holds them against one another when the change is kept."""
    driver(op.get_bind()).create_function("digest_of", -1, _digest_of, deterministic=True)
    op.execute("PRAGMA defer_foreign_keys = ON")
    _rename(SPEAKERS, "speakers.id", "members.speaker_id", "fixed_speakers.speaker_id", then=RANKED)
    _rename(ENTITIES, "entities.id", "members.entity_id", "quotations.speaker_id", first=OWN_IDENTITY)
    _rename(IDENTITIES, "identities.identity", "entities.identity", then=KEYLESS)
    _rename(STORIES, "stories.id", *(f"{table}.story_id" for table in OF_STORIES))
    _rename(CLAIMS, "claims.id", "positions.claim_id", then=CALLED)


def _digest_of(*named: object) -> str:
    return blake2b("\n".join(map(str, named)).encode(), digest_size=ID_BYTES).hexdigest()


def _rename(ids: str, *columns: str, first: str = "", then: str = "") -> None:
    """Put new ids in the place of old ones.

    Args:
        ids: a query for pairs of an old and a new one.
        columns: where they stand, each as "table.column".
        first, then: what else is to be done by these pairs.
    """
    op.execute("CREATE TEMPORARY TABLE renamed (old TEXT PRIMARY KEY, new TEXT NOT NULL) WITHOUT ROWID")
    op.execute(f"INSERT INTO renamed {ids}")
    in_columns = [
        f"UPDATE {table} SET {column} = new FROM renamed WHERE old = {table}.{column}"  # noqa: S608 - of words above
        for table, _, column in (each.partition(".") for each in columns)
    ]
    for statement in (first, *in_columns, then):
        if statement:
            op.execute(statement)
    op.execute("DROP TABLE renamed")
