"""Articles are found by their outlet."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """An index."""
    op.create_index("ix_articles_outlet_dated_on_id", "articles", ["outlet", "dated_on", "id"])
