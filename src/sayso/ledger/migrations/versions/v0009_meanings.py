"""Where the meanings of statements lie, kept so that none is read twice.

An older ledger has none; they come with the stories that are told anew.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """One table."""
    op.create_table(
        "meanings",
        Column("key", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
        Column("steps", LargeBinary, nullable=False),
    )
