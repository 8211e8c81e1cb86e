"""A text that waits for a person has one open review, in which findings, reports and whatever else is said come together.

Locks   nothing: the table is new.
Undo    drops it; the queue is made of the held and reported texts again.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0005", "0004"
OPEN = sa.text("closed_at is null")


def upgrade() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("revision_id", sa.Uuid, sa.ForeignKey("revision.id"), nullable=False, index=True),
        sa.Column("cause", sa.String(12), nullable=False),
        sa.Column("risk", sa.Integer, nullable=False),
        sa.Column("found", sa.String(400), nullable=False),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("opening", sa.Boolean, nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("opened_at", Moment, nullable=False),
        sa.Column("holder_id", sa.Uuid, sa.ForeignKey("member.id")),
        sa.Column("held_until", Moment),
        sa.Column("closed_at", Moment),
    )
    op.create_index(
        "review_one_open_per_revision", "review", ["revision_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_index(
        "review_open_in_order",
        "review",
        ["risk", "opened_at", "id"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    op.drop_table("review")
