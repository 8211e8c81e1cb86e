"""What was purged is known by its id, and how long words are kept counts from when a text came to where it stands.

Locks   the table of revisions, for as long as adding a column takes.
Undo    drops both; a restore of an older backup would bring back what was purged.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0013", "0012"


def upgrade() -> None:
    op.add_column("revision", sa.Column("moved_at", Moment))
    op.create_table(
        "purged",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("at", Moment, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("purged")
    op.drop_column("revision", "moved_at")
