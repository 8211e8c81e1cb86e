"""A member finds what they have reported without the whole table being read.

Locks   the table while the index is built; seconds at a million rows.
Undo    drops the index; no row changes.
"""

from alembic import op

revision, down_revision = "0026", "0025"


def upgrade() -> None:
    op.create_index("report_by_reporter", "report", ["reporter_id", "made_at"])


def downgrade() -> None:
    op.drop_index("report_by_reporter", "report")
