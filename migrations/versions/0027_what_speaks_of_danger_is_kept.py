"""A screening keeps where a text speaks of live danger, as it keeps its findings: by position, without a word.

Locks   the table for a moment; rows of before have no such place.
Undo    drops the column; what was held for it stays held.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0027", "0026"


def upgrade() -> None:
    op.add_column("screening", sa.Column("alarms", sa.JSON, nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("screening", "alarms")
