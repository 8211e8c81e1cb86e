"""A published text can be read again by newer rules, and it is known which texts were.

Locks   nothing: the table is new.
Undo    drops it; the next rescan begins from the start.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0024", "0023"


def upgrade() -> None:
    op.create_table(
        "rereading",
        sa.Column("revision_id", sa.Uuid, sa.ForeignKey("revision.id"), primary_key=True),
        sa.Column("ruleset", sa.String(40), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("rereading")
