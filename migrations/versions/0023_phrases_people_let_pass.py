"""Words the detector finds can be proposed to be let pass, and are once an admin has accepted them.

Locks   nothing: the table is new.
Undo    drops it; every phrase is found again.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0023", "0022"
ALIVE = sa.text("stage in ('proposed', 'accepted')")


def upgrade() -> None:
    op.create_table(
        "allowance",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("phrase", sa.String(60), nullable=False),
        sa.Column("rule", sa.String(40), nullable=False),
        sa.Column("stage", sa.String(12), nullable=False),
        sa.Column("proposed_by", sa.Uuid, nullable=False),
        sa.Column("proposed_at", Moment, nullable=False),
        sa.Column("decided_by", sa.Uuid),
        sa.Column("decided_at", Moment),
        sa.Column("withdrawn_by", sa.Uuid),
        sa.Column("withdrawn_at", Moment),
        sa.Column("accepted_in", sa.Integer),
        sa.Column("withdrawn_in", sa.Integer),
        sa.CheckConstraint("stage in ('proposed', 'accepted', 'refused', 'withdrawn')", name="allowance_stage_known"),
    )
    op.create_index(
        "allowance_one_alive",
        "allowance",
        ["rule", "phrase"],
        unique=True,
        sqlite_where=ALIVE,
        postgresql_where=ALIVE,
    )


def downgrade() -> None:
    op.drop_table("allowance")
