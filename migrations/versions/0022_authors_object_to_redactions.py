"""An author can object to what a moderator replaced in a text.

Locks   nothing: the table is new.
Undo    drops it; what was said is lost.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0022", "0021"


def upgrade() -> None:
    op.create_table(
        "redaction_objection",
        sa.Column("revision_id", sa.Uuid, sa.ForeignKey("revision.id"), primary_key=True),
        sa.Column("note", sa.String(1_000), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("redaction_objection")
