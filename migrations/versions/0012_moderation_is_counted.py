"""Moderation is counted once a day, in numbers that name no text.

Locks   nothing: the tables are new.
Undo    drops them; they are counted again from decisions and screenings.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0012", "0011"


def upgrade() -> None:
    op.create_table(
        "figure",
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("lang", sa.String(2), primary_key=True),
        sa.Column("rule", sa.String(40), primary_key=True),
        sa.Column("what", sa.String(12), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )
    op.create_table(
        "figures_counted",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", Moment, nullable=False),
        sa.CheckConstraint("id = 1", name="figures_counted_one_row"),
    )


def downgrade() -> None:
    op.drop_table("figures_counted")
    op.drop_table("figure")
