"""A licence that waits says which moderator has it in hand, and until when.

Locks   the table for a moment: the columns begin empty.
Undo    drops them; nobody has a licence in hand any more.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0032", "0031"


def upgrade() -> None:
    # Named in the statement, for SQLite adds a reference with a column and in no other way.
    op.execute("alter table licence add column holder_id " + _uuid() + " references member (id)")
    op.add_column("licence", sa.Column("held_until", Moment))


def _uuid() -> str:
    return str(sa.Uuid().compile(dialect=op.get_bind().dialect))


def downgrade() -> None:
    for name in ("held_until", "holder_id"):
        op.drop_column("licence", name)
