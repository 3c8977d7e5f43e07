"""Quotations: one utterance, all its printed forms.

The articles of an older ledger wait to be linked again; the next read does it.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, Text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Two tables, and every article marked as not linked yet."""
    op.create_table(
        "quotations",
        Column("id", Text, primary_key=True),
        Column("speaker_id", Text, ForeignKey("entities.id"), index=True),
        Column("extractor_id", Integer, ForeignKey("extractors.id"), nullable=False),
    )
    op.create_table(
        "quotation_forms",
        Column("quotation_id", Text, ForeignKey("quotations.id"), primary_key=True),
        Column("rank", Integer, primary_key=True, autoincrement=False),
        Column("statement_id", Text, ForeignKey("statements.id"), nullable=False, index=True),
        Column("spans", Text, nullable=False),
        Column("relation", Text, nullable=False),
        Column("changes", Text, nullable=False),
        Column("extractor_id", Integer, ForeignKey("extractors.id"), nullable=False),
    )
    op.execute(
        "INSERT INTO unlinked (article_id) SELECT id FROM articles WHERE id NOT IN (SELECT article_id FROM unlinked)"
    )
