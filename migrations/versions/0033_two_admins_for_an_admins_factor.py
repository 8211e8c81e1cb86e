"""An admin who lost their second factor gets it taken off by two others: what the first asked waits for the second.

Locks   nothing: the table is new.
Undo    drops it; what waited has to be asked again.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0033", "0032"


def upgrade() -> None:
    op.create_table(
        "factor_request",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("member_id", sa.Uuid(), sa.ForeignKey("member.id"), nullable=False, unique=True),
        sa.Column("asked_by", sa.Uuid(), sa.ForeignKey("member.id"), nullable=False),
        sa.Column("reason", sa.String(12), nullable=False),
        sa.Column("proof", sa.String(12), nullable=False),
        sa.Column("asked_at", Moment, nullable=False),
    )
    op.create_index("ix_factor_request_asked_by", "factor_request", ["asked_by"])


def downgrade() -> None:
    op.drop_table("factor_request")
