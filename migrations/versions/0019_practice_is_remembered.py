"""What moderators answered to exercises is remembered, round by round.

Locks   nothing: the tables are new.
Undo    drops them, and with them how far each moderator had come.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0019", "0018"


def upgrade() -> None:
    op.create_table(
        "training_round",
        sa.Column("member_id", sa.Uuid, sa.ForeignKey("member.id"), primary_key=True),
        sa.Column("lang", sa.String(2), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("began_at", Moment, nullable=False),
    )
    op.create_table(
        "training_answer",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("member_id", sa.Uuid, sa.ForeignKey("member.id"), nullable=False),
        sa.Column("slug", sa.String(40), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("agreed", sa.Boolean, nullable=False),
        sa.Column("note", sa.String(400), nullable=False),
        sa.Column("answered_at", Moment, nullable=False),
        sa.UniqueConstraint("member_id", "slug", "round", name="training_answer_once_a_round"),
    )


def downgrade() -> None:
    op.drop_table("training_answer")
    op.drop_table("training_round")
