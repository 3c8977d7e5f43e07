"""How claims of a story stand to one another.

What older ledgers hold stays as it is: the claims of a story are related when it is told anew, which it is as soon as
an article joins it.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """One column for a claim."""
    op.add_column("claims", Column("related", Text))
