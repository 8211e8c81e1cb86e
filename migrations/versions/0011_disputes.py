"""An author can say that a finding of their text identifies nobody, and a moderator answers.

Locks   nothing: the table is new.
Undo    drops it; what was said against findings is lost.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0011", "0010"


def upgrade() -> None:
    op.create_table(
        "dispute",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("revision_id", sa.Uuid, sa.ForeignKey("revision.id"), nullable=False),
        sa.Column("finding", sa.Integer, nullable=False),
        sa.Column("rule", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("decided_at", Moment),
        sa.CheckConstraint("outcome in ('open', 'accepted', 'declined')", name="dispute_outcome_known"),
    )
    op.create_index("dispute_one_per_finding", "dispute", ["revision_id", "finding"], unique=True)


def downgrade() -> None:
    op.drop_table("dispute")
