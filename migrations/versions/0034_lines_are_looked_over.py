"""That somebody looked a country's lines over and found nothing to change is kept, with the day.

Locks   nothing: the table is new.
Undo    drops it; how often the lines were looked over stays in the record.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0034", "0033"


def upgrade() -> None:
    op.create_table(
        "lifeline_check",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("made_by", sa.Uuid, sa.ForeignKey("member.id")),
    )
    op.create_index("lifeline_checks_of_a_country", "lifeline_check", ["country", "made_at"])


def downgrade() -> None:
    op.drop_table("lifeline_check")
