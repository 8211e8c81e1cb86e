"""A member can ask for another mail address; it is theirs once somebody who reads its mail says so.

Locks   nothing: the table is new.
Undo    drops it: addresses that were asked for and not confirmed stay as they were.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0016", "0015"


def upgrade() -> None:
    op.create_table(
        "email_change",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("member_id", sa.Uuid, sa.ForeignKey("member.id"), nullable=False, index=True),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("used_at", Moment),
    )


def downgrade() -> None:
    op.drop_table("email_change")
