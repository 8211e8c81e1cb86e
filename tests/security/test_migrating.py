"""A migration that is killed leaves a database that the next start can go on from."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlmodel import SQLModel

from app import schema
from app.database import Database, open_database
from tests.house.test_migrations import OURS

pytestmark = pytest.mark.slow

# Migrates a database, and dies before a certain one of the statements that change it.
KILLED = """
import os, sys
from sqlalchemy import event
from app import schema
from app.database import open_database

database, changes = open_database(sys.argv[1]), iter(range(int(sys.argv[2])))

def kill(connection, cursor, statement, *more):
    changing = statement.lstrip().lower().startswith(("create", "alter", "insert", "update"))
    if changing and next(changes, None) is None:
        os._exit(9)

event.listen(database.engine, "before_cursor_execute", kill)
schema.upgrade(database)
"""


KILLED_AT = (0, 5, 30, 60, 100, 140)  # of the statements that change something, from the first to nearly the last


def standing_whole(database: Database) -> bool:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: not (kind == "table" and OURS.match(name or ""))},
        )
        return compare_metadata(context, SQLModel.metadata) == []


@pytest.mark.parametrize("at", KILLED_AT)
def test_ft_15_a_migration_killed_at_any_statement_is_done_again_from_where_it_stood(tmp_path: Path, at: int) -> None:
    url = f"sqlite:///{tmp_path / 'kiku.sqlite'}"
    died = subprocess.run([sys.executable, "-c", KILLED, url, str(at)], cwd=schema.FOLDER.parent, check=False)
    assert died.returncode == 9
    database = open_database(url)
    here, newest = schema.standing(database)
    assert here != newest
    schema.upgrade(database)
    assert schema.standing(database) == (newest, newest) and standing_whole(database)
    schema.upgrade(database)
    assert standing_whole(database), "and once more changes nothing"
    database.engine.dispose()
