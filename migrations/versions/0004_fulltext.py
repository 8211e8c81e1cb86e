"""Published words can be found.

Locks   nothing: the tables are new.
Undo    drops the index; `kiku reindex` makes it again from the published words.
"""

from alembic import op

from app.fulltext import postgres, sqlite

revision, down_revision = "0004", "0003"


def _database():  # type: ignore[no-untyped-def]  # one of two modules with the same two functions
    return sqlite if op.get_bind().dialect.name == "sqlite" else postgres


def upgrade() -> None:
    _database().create(op.get_bind())


def downgrade() -> None:
    _database().destroy(op.get_bind())
