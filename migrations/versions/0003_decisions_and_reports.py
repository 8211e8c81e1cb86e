"""Moderators' decisions are kept, and members can report a published post, each once at a time.

Locks   nothing: the tables are new.
Undo    drops them; what was decided stays so, why is lost.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0003", "0002"
OPEN = sa.text("closed_at is null")


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("revision_id", sa.Uuid, sa.ForeignKey("revision.id"), nullable=False, index=True),
        sa.Column("moderator_id", sa.Uuid, sa.ForeignKey("member.id"), nullable=False),
        sa.Column("since", sa.String(12), nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("note", sa.String(1_000), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.CheckConstraint("since in ('held', 'published')", name="decision_since_known"),
        sa.CheckConstraint("outcome in ('release', 'return', 'remove')", name="decision_outcome_known"),
    )
    op.create_index("decision_in_order", "decision", ["made_at", "id"])
    op.create_table(
        "report",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("revision_id", sa.Uuid, sa.ForeignKey("revision.id"), nullable=False, index=True),
        sa.Column("reporter_id", sa.Uuid, sa.ForeignKey("member.id"), nullable=False),
        sa.Column("reason", sa.String(24), nullable=False),
        sa.Column("note", sa.String(1_000), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("closed_at", Moment),
    )
    op.create_index(
        "report_one_open_per_member",
        "report",
        ["revision_id", "reporter_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    op.drop_table("report")
    op.drop_table("decision")
