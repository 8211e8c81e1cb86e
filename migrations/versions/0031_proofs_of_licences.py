"""A member can send a proof of a licence; its pictures are sealed until the licence is decided on.

Locks   nothing: the table is new.
Undo    drops it. What is sealed under its ids stays sealed, and nothing leads to it any more.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0031", "0030"


def upgrade() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("licence_id", sa.Uuid, sa.ForeignKey("licence.id"), nullable=False, unique=True),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("opened_by", sa.Uuid, sa.ForeignKey("member.id")),
        sa.Column("opened_until", Moment),
    )


def downgrade() -> None:
    op.drop_table("evidence")
