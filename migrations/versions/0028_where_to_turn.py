"""What is said about where to turn can be put in other words by admins, and every version of it is kept.

Locks   nothing: the table is new.
Undo    drops it; the texts that came with the forum stand again.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0028", "0027"


def upgrade() -> None:
    op.create_table(
        "lifeline_text",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("text", sa.String(2_000), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("made_by", sa.Uuid, sa.ForeignKey("member.id")),
    )
    op.create_index("lifeline_text_versions", "lifeline_text", ["country", "lang", "version"], unique=True)


def downgrade() -> None:
    op.drop_table("lifeline_text")
