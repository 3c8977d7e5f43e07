"""Corrections of what is inside a story: claims, names, speakers, stances.

What older ledgers hold stays as it is; nothing has to be linked again.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Text

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Five columns for a correction, whose word it is for a name and a stance, and whose words statements are."""
    for name in ("statements", "against"):
        op.add_column("corrections", Column(name, Text, nullable=False, server_default="[]"))
    for name in ("value", "speaker_kind", "role"):
        op.add_column("corrections", Column(name, Text))
    op.add_column("entities", Column("renamed_by", Text))
    op.add_column("positions", Column("stance_by", Text))
    op.create_table(
        "fixed_speakers",
        Column("statement_id", Text, ForeignKey("statements.id"), primary_key=True),
        Column("story_id", Text, ForeignKey("stories.id"), nullable=False, index=True),
        Column("speaker_id", Text, ForeignKey("speakers.id"), index=True),
        Column("author", Text, nullable=False),
    )
