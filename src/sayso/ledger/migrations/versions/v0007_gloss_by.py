"""Claims that a person named: whose word it is.

What older ledgers hold stays as it is; nothing has to be linked again.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """One column for a claim."""
    op.add_column("claims", Column("gloss_by", Text))
