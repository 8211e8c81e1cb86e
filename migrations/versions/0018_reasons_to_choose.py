"""Admins can put the reasons that moderators choose from in their own words, and add others.

Locks   nothing: the table is new.
Undo    drops it; the reasons are those of the catalogues again.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0018", "0017"


def upgrade() -> None:
    op.create_table(
        "canned_reason",
        sa.Column("code", sa.String(40), primary_key=True),
        sa.Column("ja", sa.String(300), nullable=False),
        sa.Column("en", sa.String(300), nullable=False),
        sa.Column("offered", sa.Boolean, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("canned_reason")
