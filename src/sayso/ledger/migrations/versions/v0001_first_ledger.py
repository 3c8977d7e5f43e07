"""The first ledger.

The tables are written out as they were, not taken from `schema`: what a migration does never changes.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

revision = "0001"
down_revision = None

first = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _made_by() -> Column[int]:
    return Column("extractor_id", ForeignKey("extractors.id"), nullable=False)


Table(
    "extractors",
    first,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("version", Text, nullable=False),
    UniqueConstraint("name", "version"),
)

Table(
    "articles",
    first,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("url", Text),
    Column("outlet", Text),
    Column("agency", Text),
    Column("agency_evidence", Text, nullable=False),
    Column("byline", Text, nullable=False),
    Column("title", Text),
    Column("dateline_place", Text),
    Column("dateline_on", Date),
    Column("dateline_span", Text),
    Column("dateline_rule", Text),
    Column("published_at", Text),
    Column("published_from", Text),
    Column("dated_on", Text, index=True),
    Column("language", Text),
    Column("text", Text, nullable=False),
    Column("furniture", Text, nullable=False),
    Column("page_map", Text),
    _made_by(),
)

Table(
    "pages",
    first,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("origin", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("charset", Text),
    Column("fetched_at", Text),
    Column("content", LargeBinary),
    Index(None, "sha256"),
)

Table(
    "speakers",
    first,
    Column("id", Text, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("sector", Text, nullable=False),
    Column("role", Text),
    Column("institution", Text),
    Column("on_record", Text, nullable=False),
    Column("mentions", Text, nullable=False),
    Column("claimed_number", Integer),
    Column("anonymity_reason", Text),
    _made_by(),
)

Table(
    "statements",
    first,
    Column("id", Text, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("form", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("cue", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("factuality", Text),
    Column("presupposed", Boolean, nullable=False),
    Column("speaker_id", ForeignKey("speakers.id"), index=True),
    Column("reason", Text, nullable=False),
    Column("via", Text, nullable=False),
    Column("said_start", Date),
    Column("said_end", Date),
    Column("said_anchor", Text),
    Column("said_rule", Text),
    Column("said_span", Text),
    Column("confidence", Float, nullable=False),
    Column("refers_to", Text, nullable=False),
    _made_by(),
    UniqueConstraint("article_id", "number"),
)

Table(
    "problems",
    first,
    Column("number", Integer, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("origin", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("article_id", ForeignKey("articles.id"), index=True),
    _made_by(),
)

Table(
    "sketches",
    first,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("signature", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),
    _made_by(),
)

Table(
    "bands",
    first,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    sqlite_with_rowid=False,
)

Table(
    "unlinked",
    first,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
)

Table(
    "reprints",
    first,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("of_id", ForeignKey("articles.id"), primary_key=True),
    Column("relation", Text, nullable=False),
    Column("how", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("shared", Float, nullable=False),
    _made_by(),
)

Table(
    "stories",
    first,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("first_on", Text),
    Column("last_on", Text, index=True),
    _made_by(),
)

Table(
    "story_articles",
    first,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False, index=True),
    Column("rank", Integer, nullable=False),
)

Table(
    "entities",
    first,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, index=True),
    Column("family_key", Text, index=True),
    Column("kind", Text, nullable=False),
    Column("sector", Text, nullable=False),
    Column("role", Text),
    Column("institution", Text),
    Column("explained", Text, nullable=False),
    _made_by(),
)

Table(
    "members",
    first,
    Column("speaker_id", ForeignKey("speakers.id"), primary_key=True),
    Column("entity_id", ForeignKey("entities.id"), nullable=False, index=True),
    Column("rank", Integer, nullable=False),
)

Table(
    "claims",
    first,
    Column("id", Text, primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False, index=True),
    Column("rank", Integer, nullable=False),
    Column("gloss", Text, nullable=False),
    Column("gloss_statement_id", ForeignKey("statements.id"), nullable=False),
    Column("gloss_spans", Text, nullable=False),
    Column("n_origins", Integer, nullable=False),
    Column("n_articles", Integer, nullable=False),
    _made_by(),
)

Table(
    "positions",
    first,
    Column("claim_id", ForeignKey("claims.id"), primary_key=True),
    Column("rank", Integer, primary_key=True, autoincrement=False),
    Column("statement_id", ForeignKey("statements.id"), nullable=False, index=True),
    Column("stance", Text, nullable=False),
    Column("figures", Text, nullable=False),
    _made_by(),
)


def upgrade() -> None:
    """Make every table; there is nothing older to carry over."""
    first.create_all(op.get_bind())
