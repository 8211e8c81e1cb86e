"""The index stands without the forum: its own tables, in a database of its own."""

import os
from collections.abc import Iterator

import pytest
from sqlalchemy import make_url, text

from app import fulltext
from app.database import Database, Session, open_database


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    url = os.environ.get("TEST_DATABASE_URL", "")
    if url.startswith("postgres"):
        with open_database(url).writing() as session:
            session.execute(text("DROP SCHEMA IF EXISTS index_alone CASCADE"))
            session.execute(text("CREATE SCHEMA index_alone"))
        alone = make_url(url).update_query_dict({"options": "-csearch_path=index_alone"})
        database = open_database(alone.render_as_string(hide_password=False))
    else:
        database = open_database(f"sqlite:///{tmp_path_factory.mktemp('fulltext') / 'index.db'}")
    with database.writing() as session:
        fulltext.create(session.connection())
    yield database
    with database.writing() as session:
        fulltext.destroy(session.connection())
    database.engine.dispose()


@pytest.fixture
def session(indexed: Database) -> Iterator[Session]:
    """A session on an empty index, which keeps nothing of what is done in it."""
    with indexed.session(writing=True) as session:
        yield session
        session.rollback()
