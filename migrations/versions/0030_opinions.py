"""Where two moderators have to come to the same, each says what they would do before either takes effect.

Locks   nothing: the table is new.
Undo    drops it; texts that wait for a second opinion wait for a first.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0030", "0029"


def upgrade() -> None:
    op.create_table(
        "opinion",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("review_id", sa.Uuid, sa.ForeignKey("review.id"), nullable=False),
        sa.Column("revision_id", sa.Uuid, sa.ForeignKey("revision.id"), nullable=False, index=True),
        sa.Column("moderator_id", sa.Uuid, sa.ForeignKey("member.id"), nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("note", sa.String(1_000), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
    )
    op.create_index("opinion_one_per_moderator", "opinion", ["review_id", "moderator_id"], unique=True)


def downgrade() -> None:
    op.drop_table("opinion")
