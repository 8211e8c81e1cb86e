"""A sign-in knows how strong it is, when its member last proved themselves, and when it was last used.

Nobody can say that of the sign-ins there are, so they end: everyone signs in once more.

Locks   the table of sign-ins, for the moment it takes to make it anew.
Undo    makes it as it was, empty: everyone signs in once more.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0015", "0014"


def upgrade() -> None:
    op.drop_table("sign_in")
    _sign_in(
        sa.Column("strong", sa.Boolean, nullable=False),
        sa.Column("proven_at", Moment, nullable=False),
        sa.Column("seen_at", Moment, nullable=False),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("member_id", sa.Uuid, sa.ForeignKey("member.id"), nullable=False, index=True),
        sa.Column("password_seen", sa.String(64), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("ends_at", Moment, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("sign_in_attempt")
    op.drop_table("sign_in")
    _sign_in()


def _sign_in(*more: "sa.Column[object]") -> None:
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("member_id", sa.Uuid, sa.ForeignKey("member.id"), nullable=False, index=True),
        sa.Column("device", sa.String(120), nullable=False),
        sa.Column("began_at", Moment, nullable=False),
        *more,
        sa.Column("ends_at", Moment, nullable=False),
        sa.Column("ended_at", Moment),
    )
