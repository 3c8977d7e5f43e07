"""How the article's own writer keeps away from a content: "falsely claimed".

Statements of older ledgers have none until their articles are read again.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Three columns for a statement, empty where no word says so."""
    for name in ("author_act", "author_factuality", "author_span"):
        op.add_column("statements", Column(name, Text))
