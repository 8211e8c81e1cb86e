"""For pytest on PostgreSQL: marks each test that asks the database, and gives each process of several a database of its own.

A test asks the database if it asks for its fixture, itself or through another.
"""

import os
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

FIXTURES = {"database", "migrated"}
URL = "TEST_DATABASE_URL"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("database")


@pytest.hookimpl(wrapper=True)
def pytest_sessionstart() -> Iterator[None]:
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        shared, name = os.environ[URL], f"kiku_tests_{worker}"
        admin = sa.create_engine(shared, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(sa.text(f"drop database if exists {name} with (force)"))
            connection.execute(sa.text(f"create database {name}"))
        admin.dispose()
        os.environ[URL] = sa.make_url(shared).set(database=name).render_as_string(hide_password=False)
    return (yield)
