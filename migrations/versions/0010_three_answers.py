"""A text keeps what its author answered when asked whether somebody could be recognised in it.

Locks   the table for a moment: the columns begin empty.
Undo    drops the answers.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0010", "0009"
QUESTIONS = ("picked_out", "joined_up", "guessed")


def upgrade() -> None:
    for question in QUESTIONS:
        op.add_column("revision", sa.Column(question, sa.String(8), nullable=False, server_default=""))


def downgrade() -> None:
    for question in QUESTIONS:
        op.drop_column("revision", question)
