"""What tests share: one application, an empty database before each test, and a browser a person."""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from sqlalchemy import Engine, delete, event, select, update
from sqlmodel import SQLModel

from app import fulltext, settings, vault
from app.accounts import passwords
from app.accounts.passwords import CryptContext
from app.audit import guard
from app.audit.chain import BEGINNING
from app.audit.models import Ending, Entry
from app.database import Database, Session, open_database
from app.limits import Limit
from app.main import serve
from app.schema import upgrade
from app.settings import Settings
from app.web import pace
from tests.ahead import Ahead
from tests.make import Make
from tests.order import Order
from tests.people import Browser, client_of

# How long an example takes is the machine's affair; tests that measure time say so (tests/clock.py).
hypothesis.register_profile("kiku", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("kiku")


@event.listens_for(Engine, "connect")
def _backwards(connection: Any, _record: object) -> None:
    """Let SQLite give rows that nobody put in an order from last to first: what rests on their coming as they were written
    fails here, and not once in a hundred times on PostgreSQL."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA reverse_unordered_selects=ON")


@pytest.fixture(scope="session")
def site_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    data = tmp_path_factory.mktemp("kiku")
    environ = {"KIKU_DATA": str(data), "KIKU_BASE_URL": "https://kiku.test"}
    if os.environ.get("TEST_DATABASE_URL"):
        environ["KIKU_DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
    return settings.read(environ)


@pytest.fixture(scope="session")
def migrated(site_settings: Settings) -> Iterator[Database]:
    database = open_database(site_settings.database_url)
    vault.unlock(database, site_settings.vault_key_file)
    upgrade(database)
    yield database
    database.engine.dispose()


@pytest.fixture(scope="session")
def order(migrated: Database) -> Order:
    return Order(migrated.engine)


@pytest.fixture(scope="session")
def ahead(migrated: Database) -> Iterator[Ahead]:
    with pytest.MonkeyPatch.context() as patch:
        yield Ahead(migrated.engine, patch)


@pytest.fixture
def database(migrated: Database, order: Order, ahead: Ahead) -> Iterator[Database]:
    """The database, empty. Whatever a test did, in no transaction was anything written after an entry on the record, and
    no text read."""
    order.broken.clear()
    ahead.broken.clear()
    yield migrated
    broken, late = tuple(order.broken), tuple(ahead.broken)
    empty(migrated)
    assert broken == (), "the record comes last"
    assert late == (), "a text is read before the transaction that writes it"


def empty(database: Database) -> None:
    """Take everything out, from what refers to what is referred to."""
    with database.writing() as session:
        _empty_the_record(session)
        # As they are, past SQLAlchemy: sixty statements before every test.
        raw = session.connection().connection.cursor()
        for statement in _emptying() if not database.remote else ("; ".join(_emptying()),):
            raw.execute(statement)
        raw.close()
        fulltext.clear(session)


@cache
def _emptying() -> tuple[str, ...]:
    tables = [table.name for table in reversed(SQLModel.metadata.sorted_tables) if table.name != Ending.__tablename__]
    return ("update post set answers_id = null", *(f'delete from "{name}"' for name in tables))


def _empty_the_record(session: Session) -> None:
    """Take the record's entries out, which the database refuses while its triggers stand."""
    if session.execute(select(Entry.sequence).limit(1)).first():
        guard.take_down(session.connection())
        session.execute(delete(Entry))
        session.execute(update(Ending).values(sequence=0, digest=BEGINNING))
        guard.put_up(session.connection())


@pytest.fixture
def engine(database: Database):  # type: ignore[no-untyped-def]
    return database.engine


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """A session that only reads, to look at what is stored. End it with `db.rollback()` before others write."""
    with database.session(writing=False) as session:
        yield session


@pytest.fixture
def make(database: Database) -> Make:
    return Make(database)


@pytest.fixture(scope="session")
def site(site_settings: Settings, migrated: Database):  # type: ignore[no-untyped-def]
    return serve(site_settings, migrated)


@pytest.fixture(scope="session")
def loop() -> Iterator[BlockingPortal]:
    """Where the site answers: one event loop for all, as where it is served, with a thread for everybody at once."""
    with start_blocking_portal() as portal, ThreadPoolExecutor(40) as threads:
        portal.call(_work_in, threads)
        yield portal


async def _work_in(threads: ThreadPoolExecutor) -> None:
    asyncio.get_running_loop().set_default_executor(threads)


@pytest.fixture
def browser(  # type: ignore[no-untyped-def]
    site, site_settings: Settings, database: Database, loop: BlockingPortal
) -> Callable[..., Browser]:
    """Give each person a browser of their own: `browser(member)` is signed in, `browser()` is a visitor's."""

    def open_one(member=None, **headers: str) -> Browser:  # type: ignore[no-untyped-def]
        return client_of(site, site_settings, database, member, headers, loop)

    return open_one


@pytest.fixture(scope="session", autouse=True)
def paces() -> Iterator[tuple[Limit, ...]]:
    """The limits of the site on reading, which tests are let off: a sweep that is refused for its haste finds nothing."""
    usual = (pace.READING, pace.SEARCHING, pace.MISSING)
    with pytest.MonkeyPatch.context() as patch:
        for limit in usual:
            patch.setattr(pace, limit.action.upper(), limit._replace(times=10**6))
        yield usual


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[CryptContext]:
    """Hash passwords as always, but at the least that Argon2 knows. Yield how the site hashes them."""
    advised: CryptContext = passwords._CONTEXT
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_CONTEXT", advised.using(argon2__memory_cost=8, argon2__time_cost=1))
        passwords._nobody.cache_clear()
        yield advised


@pytest.fixture
def advised_hashes(quick_hashes: CryptContext, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hash passwords at their full cost, as the site does."""
    monkeypatch.setattr(passwords, "_CONTEXT", quick_hashes)
    passwords._nobody.cache_clear()
    yield
    passwords._nobody.cache_clear()


@pytest.fixture
def outbox(site_settings: Settings) -> Path:
    return site_settings.data / "outbox"
