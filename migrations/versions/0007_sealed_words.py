"""What must not lie open can be sealed, and each owner's key lies in a table of its own.

Locks   nothing: the tables are new.
Undo    drops both tables, and what was sealed is gone with its keys.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0007", "0006"


def upgrade() -> None:
    op.create_table(
        "vault_key",
        sa.Column("owner", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("master", sa.String(16), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_vault_key_master", "vault_key", ["master"])
    op.create_table(
        "vault_box",
        sa.Column("owner", sa.Uuid(), primary_key=True),
        sa.Column("field", sa.String(24), primary_key=True),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("vault_box")
    op.drop_index("ix_vault_key_master", "vault_key")
    op.drop_table("vault_key")
