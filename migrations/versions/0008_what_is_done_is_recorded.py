"""Who did what is recorded, entry upon entry, and the database refuses to change or delete one.

Locks   nothing: the tables are new.
Undo    drops them; what was done stays done, who did it is lost.
"""

import sqlalchemy as sa
from alembic import op

from app.audit import guard
from app.database import Moment

revision, down_revision = "0008", "0007"


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("actor", sa.Uuid),
        sa.Column("about", sa.Uuid),
        sa.Column("codes", sa.String(400), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    op.create_index("audit_entry_about", "audit_entry", ["about"])
    op.create_index("audit_entry_actor", "audit_entry", ["actor"])
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.CheckConstraint("id = 1", name="audit_head_one_row"),
    )
    op.bulk_insert(head, [{"id": 1, "sequence": 0, "digest": "0" * 64}])
    guard.put_up(op.get_bind())


def downgrade() -> None:
    guard.take_down(op.get_bind())
    op.drop_table("audit_head")
    op.drop_table("audit_entry")
