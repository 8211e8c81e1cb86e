"""A decision says which reason was chosen, and whether it was taken back.

Locks   the table for a moment: the columns begin empty.
Undo    drops them; decisions that were taken back look as if they stood.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0017", "0016"


def upgrade() -> None:
    op.add_column("decision", sa.Column("reason", sa.String(40), nullable=False, server_default=""))
    op.add_column("decision", sa.Column("undone_at", Moment))


def downgrade() -> None:
    op.drop_column("decision", "undone_at")
    op.drop_column("decision", "reason")
