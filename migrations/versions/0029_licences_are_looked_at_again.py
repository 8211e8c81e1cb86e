"""Of a licence it is kept on what its confirmation rests, when its holder was reminded, and since when it is looked at again.

Locks   the table for a moment: the columns are new and empty.
Undo    drops them; licences stand as they were confirmed.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0029", "0028"


def upgrade() -> None:
    op.add_column("licence", sa.Column("tier", sa.String(8), nullable=False, server_default="claimed"))
    op.add_column("licence", sa.Column("reminded", sa.Integer))
    op.add_column("licence", sa.Column("again_since", Moment))
    op.add_column("licence", sa.Column("sampled_at", Moment))


def downgrade() -> None:
    for name in ("sampled_at", "again_since", "reminded", "tier"):
        op.drop_column("licence", name)
