"""A text that a moderator made by replacing words says of which one it was made.

Locks   the table for a moment: the column begins empty.
Undo    drops it; such a text looks like one its author wrote.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0021", "0020"


def upgrade() -> None:
    # Named in the statement, for SQLite adds a reference with a column and in no other way.
    op.execute("alter table revision add column redacts_id " + _uuid() + " references revision (id)")
    op.create_index("ix_revision_redacts_id", "revision", ["redacts_id"])


def _uuid() -> str:
    return str(sa.Uuid().compile(dialect=op.get_bind().dialect))


def downgrade() -> None:
    op.drop_index("ix_revision_redacts_id", "revision")
    op.drop_column("revision", "redacts_id")
