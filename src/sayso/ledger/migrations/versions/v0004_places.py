"""Articles find their places one by one, and stories are told one by one.

All tables from `bands` down are derived, so the old ones are dropped; the articles of an older ledger wait to be
linked again, and the next read does it.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, Text

revision = "0004"
down_revision = "0003"

OLD = (
    "quotation_forms", "quotations", "positions", "claims", "members", "entities", "story_articles", "stories",
    "reprints", "bands", "sketches",
)  # fmt: skip


def upgrade() -> None:
    """New tables for what is derived, and every article marked as not linked yet."""
    for table in OLD:
        op.drop_table(table)
    _keys()
    _copies()
    _stories()
    _speakers()
    _claims()
    _quotations()
    _corrections()
    op.execute(
        "INSERT INTO unlinked (article_id) SELECT id FROM articles WHERE id NOT IN (SELECT article_id FROM unlinked)"
    )


def _made_by() -> Column[int]:
    return Column("extractor_id", Integer, ForeignKey("extractors.id"), nullable=False)


def _number() -> Column[int]:
    return Column("number", Integer, ForeignKey("articles.number"), primary_key=True, autoincrement=False)


def _keys() -> None:
    op.create_table(
        "sketches",
        _number(),
        Column("signature", LargeBinary, nullable=False),
        Column("version", Integer, nullable=False),
        _made_by(),
    )
    for table, key in (("bands", "band"), ("passages", "key")):
        op.create_table(
            table,
            Column(key, BigInteger, primary_key=True, autoincrement=False),
            _number(),
            sqlite_with_rowid=False,
        )
    op.create_table(
        "story_features",
        _number(),
        Column("day", Integer, nullable=False, index=True),
        Column("instant", Text, nullable=False),
        Column("title", Text, nullable=False),
        Column("packed", LargeBinary, nullable=False),
    )
    op.create_table(
        "story_keys",
        Column("key", BigInteger, primary_key=True, autoincrement=False),
        Column("day", Integer, primary_key=True, autoincrement=False),
        _number(),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "alike",
        _number(),
        Column("other", Integer, ForeignKey("articles.number"), primary_key=True),
        Column("likeness", Float, nullable=False),
        sqlite_with_rowid=False,
    )


def _copies() -> None:
    for table in ("derivations", "reprints"):
        op.create_table(
            table,
            Column("article_id", Text, ForeignKey("articles.id"), primary_key=True),
            Column("of_id", Text, ForeignKey("articles.id"), primary_key=True, index=True),
            Column("relation", Text, nullable=False),
            Column("how", Text, nullable=False),
            Column("evidence", Text, nullable=False),
            Column("shared", Float, nullable=False),
            _made_by(),
        )


def _stories() -> None:
    op.create_table(
        "stories",
        Column("id", Text, primary_key=True),
        Column("first_number", Integer, ForeignKey("articles.number"), nullable=False),
        Column("title", Text, nullable=False),
        Column("first_on", Text),
        Column("last_on", Text, index=True),
        Column("is_stale", Boolean, nullable=False),
        _made_by(),
        Index(None, "is_stale"),
    )
    op.create_table(
        "story_articles",
        Column("article_id", Text, ForeignKey("articles.id"), primary_key=True),
        Column("story_id", Text, ForeignKey("stories.id"), nullable=False),
        Column("number", Integer, nullable=False),
        Column("day", Integer, nullable=False),
        Column("instant", Text, nullable=False),
        Index(None, "story_id", "day", "instant", "article_id"),
    )


def _speakers() -> None:
    op.create_table(
        "entities",
        Column("id", Text, primary_key=True),
        Column("story_id", Text, ForeignKey("stories.id"), nullable=False, index=True),
        Column("identity", Text, nullable=False, index=True),
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
    op.create_table(
        "identities", Column("key", Text, primary_key=True), Column("identity", Text, nullable=False, index=True)
    )
    op.create_table(
        "members",
        Column("speaker_id", Text, ForeignKey("speakers.id"), primary_key=True),
        Column("entity_id", Text, ForeignKey("entities.id"), nullable=False, index=True),
        Column("rank", Integer, nullable=False),
    )


def _claims() -> None:
    op.create_table(
        "claims",
        Column("id", Text, primary_key=True),
        Column("story_id", Text, ForeignKey("stories.id"), nullable=False, index=True),
        Column("rank", Integer, nullable=False),
        Column("gloss", Text, nullable=False),
        Column("gloss_statement_id", Text, ForeignKey("statements.id"), nullable=False),
        Column("gloss_spans", Text, nullable=False),
        Column("n_origins", Integer, nullable=False),
        Column("n_articles", Integer, nullable=False),
        _made_by(),
    )
    op.create_table(
        "positions",
        Column("claim_id", Text, ForeignKey("claims.id"), primary_key=True),
        Column("rank", Integer, primary_key=True, autoincrement=False),
        Column("statement_id", Text, ForeignKey("statements.id"), nullable=False, index=True),
        Column("stance", Text, nullable=False),
        Column("figures", Text, nullable=False),
        _made_by(),
    )


def _quotations() -> None:
    op.create_table(
        "quotations",
        Column("id", Text, primary_key=True),
        Column("story_id", Text, ForeignKey("stories.id"), nullable=False, index=True),
        Column("speaker_id", Text, ForeignKey("entities.id"), index=True),
        _made_by(),
    )
    op.create_table(
        "quotation_forms",
        Column("quotation_id", Text, ForeignKey("quotations.id"), primary_key=True),
        Column("rank", Integer, primary_key=True, autoincrement=False),
        Column("statement_id", Text, ForeignKey("statements.id"), nullable=False, index=True),
        Column("spans", Text, nullable=False),
        Column("relation", Text, nullable=False),
        Column("changes", Text, nullable=False),
        _made_by(),
    )


def _corrections() -> None:
    op.create_table(
        "corrections",
        Column("number", Integer, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("articles", Text, nullable=False),
        Column("others", Text, nullable=False),
        Column("undoes", Integer, ForeignKey("corrections.number")),
        Column("author", Text, nullable=False),
        Column("at", Text, nullable=False),
    )
