"""Models and migrations agree, on the database the tests run on; they go down and up again."""

import os
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlmodel import SQLModel

import app.main  # noqa: F401  # fills the list of tables
from app import schema
from app.database import Database, open_database

VERSIONS = schema.FOLDER / "versions"
OURS = re.compile(r"^fulltext")  # the index's own tables, made by app/fulltext


@pytest.fixture
def fresh(tmp_path: Path):  # type: ignore[no-untyped-def]
    """A database of its own, so that going down hurts nobody."""
    url = os.environ.get("TEST_DATABASE_URL")
    if not url:
        database = open_database(f"sqlite:///{tmp_path / 'fresh.sqlite'}")
        yield database
        database.engine.dispose()
        return
    name = f"fresh_{os.getpid()}"
    admin = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f"create database {name}"))
    database = open_database(sa.make_url(url).set(database=name).render_as_string(hide_password=False))
    yield database
    database.engine.dispose()
    with admin.connect() as connection:
        connection.execute(sa.text(f"drop database {name}"))
    admin.dispose()


def tables(database: Database) -> set[str]:
    return set(sa.inspect(database.engine).get_table_names()) - {"alembic_version"}


def test_models_and_migrations_agree(fresh: Database) -> None:
    schema.upgrade(fresh)
    with fresh.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, _: not (kind == "table" and OURS.match(name or "")),
                "compare_type": True,
            },
        )
        assert compare_metadata(context, SQLModel.metadata) == []


def test_every_migration_goes_down_and_up_again(fresh: Database) -> None:
    schema.upgrade(fresh)
    there = tables(fresh)
    schema.downgrade(fresh)
    assert tables(fresh) == set()
    schema.upgrade(fresh)
    assert tables(fresh) == there


def test_the_numbers_of_migrations_have_no_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in VERSIONS.glob("*.py"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_migration_says_what_it_locks_and_how_it_is_undone() -> None:
    for path in VERSIONS.glob("*.py"):
        document = path.read_text().split('"""')[1]
        assert "\nLocks   " in document and "\nUndo    " in document, path.name


def test_the_check_of_a_database_that_is_behind_names_both_ends(fresh: Database) -> None:
    schema.upgrade(fresh, "0001")
    here, newest = schema.standing(fresh)
    assert here == "0001" and newest is not None and newest > here
