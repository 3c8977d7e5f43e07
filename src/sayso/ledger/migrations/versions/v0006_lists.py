"""Articles are found by their outlet, and speakers listed by their name."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Three indexes, of which one holds another one that was."""
    op.create_index("ix_articles_outlet_dated_on_id", "articles", ["outlet", "dated_on", "id"])
    op.create_index("ix_entities_identity_name", "entities", ["identity", "name"])
    op.create_index("ix_entities_name_identity", "entities", ["name", "identity"])
    op.drop_index("ix_entities_identity", "entities")
