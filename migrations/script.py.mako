"""${message}: what is so afterwards, in one sentence.

Why it is so.

Locks   what it locks, and for how long at a million rows.
Undo    what going down does, and what is lost.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = ${repr(up_revision)}, ${repr(down_revision)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
