"""An author can appeal against a decision, once, and somebody else answers.

Locks   nothing: the table is new.
Undo    drops it; what was appealed against stands as it was decided last.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0025", "0024"


def upgrade() -> None:
    op.create_table(
        "appeal",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("decision_id", sa.Uuid, sa.ForeignKey("decision.id"), nullable=False, unique=True),
        sa.Column("revision_id", sa.Uuid, sa.ForeignKey("revision.id"), nullable=False, index=True),
        sa.Column("note", sa.String(1_000), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("answer", sa.String(1_000), nullable=False),
        sa.Column("decided_by", sa.Uuid, sa.ForeignKey("member.id")),
        sa.Column("decided_at", Moment),
        sa.CheckConstraint("outcome in ('open', 'uphold', 'overturn')", name="appeal_outcome_known"),
    )


def downgrade() -> None:
    op.drop_table("appeal")
