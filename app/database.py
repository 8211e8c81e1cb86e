"""Engine for SQLite or PostgreSQL, values hidden in errors; one session and one transaction a request."""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    CursorResult,
    DateTime,
    Delete,
    Dialect,
    Engine,
    Update,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.exc import ArgumentError
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session

from app.errors import Busy

# 3.51.3 mends a corruption of the write-ahead log by two writers, and knows FTS5's secure-delete.
OLDEST_SQLITE = (3, 51, 3)
BUSY_TIMEOUT = 5_000  # milliseconds a writer waits for another
PAGE_CACHE = 32_768  # KiB a connection
# What a PostgreSQL is waited for, unless its address says otherwise: as long as another writer is with SQLite. Without
# these a table that somebody has locked, or a server that answers nothing, would keep every thread of the site.
PATIENCE = MappingProxyType(
    {
        "connect_timeout": "5",  # seconds
        "tcp_user_timeout": "10000",  # milliseconds in which nothing that was sent arrives
        "options": f"-c lock_timeout={BUSY_TIMEOUT}",
    }
)

__all__ = ["Database", "Moment", "Session", "alone", "changed", "exclude_writers", "open_database", "read_url"]


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Unsupported(RuntimeError):
    """There is no such database, or its library here is too old to be trusted with these texts."""


class Foreign(RuntimeError):
    """What is there is no database of Kiku, or of a Kiku newer than this. The message is for the operator."""


_SQLITE_TABLES = "select name from sqlite_master where type = 'table'"
_POSTGRES_TABLES = "select tablename from pg_tables where schemaname = current_schema()"


def _looked(ask: Callable[[str], Sequence[Any]], tables: str) -> Iterator[tuple[str, ...]]:
    names = tuple(row[0] for row in ask(tables))
    yield names
    yield tuple(row[0] for row in ask("select version_num from alembic_version")) if "alembic_version" in names else ()


class Database:
    """An engine, and the two kinds of transaction taken on it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.remote = engine.dialect.name != "sqlite"  # whether every word with it travels
        # SQLite upgrades a reading transaction to a writing one only if nobody wrote meanwhile, and
        # fails at once otherwise: a writer says so when it begins.
        self._writer = engine.execution_options(writing=True)
        self._doubtful = False

    def carry(self, **things: object) -> None:
        """Let every connection from now on carry something, such as the keys of the vault, among its options."""
        self.engine.update_execution_options(**things)
        self._writer.update_execution_options(**things)

    def carried(self, name: str) -> Any:
        return self.engine.get_execution_options()[name]

    def session(self, *, writing: bool) -> Session:
        """Return a session that begins when it is first used, and writes nothing unless committed."""
        return Session(self._writer if writing else self.engine, expire_on_commit=False, autoflush=False)

    def peek(self) -> Iterator[tuple[str, ...]]:
        """Return the names of the tables, and of the migrations it stands at, without changing a byte of a file.

        Raises  Foreign if what is there is no database at all.
        """
        file = self.engine.url.database
        if self.remote or not file:
            with self.engine.connect() as connection:
                yield from _looked(lambda asked: connection.exec_driver_sql(asked).all(), _POSTGRES_TABLES)
            return
        if not Path(file).exists() or not Path(file).stat().st_size:
            yield from ((), ())
            return
        library = _sqlite_library()
        # Only read: to open it as we work with it would turn another program's file into one of ours.
        connection = library.connect(f"{Path(file).resolve().as_uri()}?mode=ro", uri=True)
        try:
            yield from _looked(lambda asked: connection.execute(asked).fetchall(), _SQLITE_TABLES)
        except library.DatabaseError as error:
            raise Foreign(f"{file} is no database that can be read: {error}") from error
        finally:
            connection.close()

    def doubt(self) -> None:
        """Note that something could not be read or written: from now on it takes a write to be believed in again."""
        self._doubtful = True

    def answers(self) -> bool:
        """Whether the database answers a question now, and after a failure whether it takes a write again."""
        if self._doubtful:
            with self.writing() as session:
                session.execute(text("update alembic_version set version_num = version_num"))
            self._doubtful = False
        with self.engine.connect() as connection:
            return connection.execute(text("select 1")).scalar() == 1

    def damage(self) -> str:
        """Return what is wrong with the file of the database, in its library's words; nothing where all is well."""
        if self.remote:
            return ""
        with self.engine.connect() as connection:
            said = connection.execute(text("PRAGMA quick_check(1)")).scalars().all()
        return "" if said == ["ok"] else "; ".join(map(str, said))

    def unused(self) -> bool:
        """Whether nobody else has SQLite's file open. Of PostgreSQL, which knows its own guests, nothing is asked."""
        file = self.engine.url.database
        if self.remote or not file:
            return True
        self.engine.dispose()  # or it is we who have it open
        with alone(Path(file)) as free:
            return free

    def empty_log(self) -> bool:
        """Write SQLite's write-ahead log into its file and empty it, so that nothing erased stands there any more.

        False if a reader kept it from being emptied; then it is to be tried again. PostgreSQL recycles its own.
        """
        if self.remote:
            return True
        connection = self.engine.raw_connection()
        try:
            driver = connection.driver_connection
            assert driver is not None
            busy, _, _ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
        finally:
            connection.close()

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Give everything as it is at one moment, however long it is read. Nobody is kept waiting meanwhile."""
        with self.engine.connect() as connection:
            yield connection.execution_options(isolation_level="REPEATABLE READ") if self.remote else connection

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self.session(writing=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Commit what was done, or nothing of it if an exception leaves the block."""
        with self.session(writing=True) as session:
            yield session
            session.commit()


def open_database(url: str) -> Database:
    """Return the database at `url`, `sqlite:///…` or `postgresql+psycopg://…`.

    Raises  Unsupported as `read_url` does, and if the SQLite library is older than OLDEST_SQLITE.
    """
    parsed = read_url(url)
    if parsed.get_backend_name() == "sqlite":
        return Database(_sqlite(parsed))
    return Database(_postgresql(parsed))


def read_url(url: str) -> URL:
    """Take the address of a database apart. Raises  Unsupported if it is no address, or of none that Kiku knows."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = None
    if parsed is None or parsed.get_backend_name() not in ("sqlite", "postgresql", "postgres"):
        # Without what was typed: there may be a password in it.
        raise Unsupported("a database is sqlite:///… or postgresql://…, and what was named is neither")
    return parsed


@contextmanager
def alone(file: Path) -> Iterator[bool]:
    """Have SQLite's file for oneself, so that nobody begins to use it meanwhile. Gives False if somebody uses it now.

    What is there need not be a database: a damaged one is used by nobody.
    """
    library = _sqlite_library()
    connection = library.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True, timeout=0, isolation_level=None)
    try:
        free = True
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
        except library.DatabaseError as error:
            free = error.sqlite_errorcode not in (library.SQLITE_BUSY, library.SQLITE_LOCKED)
        yield free
    finally:
        connection.close()


def changed(session: Session, statement: Update | Delete) -> int:
    """Run an update or a deletion and return how many rows it met: of two who do the same at once, one meets none.

    What the session holds of those rows already is not read again.
    """
    result = session.execute(statement.execution_options(synchronize_session=False))
    assert isinstance(result, CursorResult)
    return result.rowcount


def exclude_writers(session: Session, table: str) -> None:
    """Wait for whoever is writing to a table, and let nobody else write to it until this transaction is over."""
    if session.connection().dialect.name == "postgresql":
        session.connection().exec_driver_sql(f'lock table "{table}" in share row exclusive mode')
    # With SQLite there is one writer at a time anyway.


def _postgresql(url: URL) -> Engine:
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    url = url.update_query_dict({name: value for name, value in PATIENCE.items() if name not in url.query})
    return create_engine(url, hide_parameters=True, pool_size=20, pool_timeout=BUSY_TIMEOUT / 1000, pool_pre_ping=True)


def _sqlite(url: URL) -> Engine:
    engine = create_engine(
        url,
        module=_sqlite_library(),
        hide_parameters=True,
        pool_size=20,
        max_overflow=30,
        pool_timeout=BUSY_TIMEOUT / 1000,
        # The driver's own transaction control is off: `begin` below says how each begins.
        connect_args={"isolation_level": None, "check_same_thread": False},
    )
    turns = _Turns()
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", turns.begin)
    event.listen(engine, "checkin", turns.over)
    return engine


class _Turns:
    """Lets one writer of this process begin at a time, in the order they came.

    SQLite has one writer as well, but whoever finds it busy sleeps and tries again: under load the
    unlucky one sleeps for seconds. Writers of other processes are still waited for that way.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holder: Any = None

    def begin(self, connection: Connection) -> None:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        if not connection.get_execution_options().get("writing"):
            _begin(driver, "BEGIN")
            return
        if not self._lock.acquire(timeout=BUSY_TIMEOUT / 1000):
            raise Busy
        self._holder = driver
        try:
            _begin(driver, "BEGIN IMMEDIATE")
        except BaseException:
            self.over(driver, None)
            raise

    def over(self, driver: Any, _record: Any) -> None:
        """The writer's connection goes back, committed or undone: the next one may begin."""
        if driver is not None and driver is self._holder:
            self._holder = None
            self._lock.release()


def _begin(driver: Any, how: str) -> None:
    """Begin. What is raised here is the driver's own error, which SQLAlchemy has not wrapped."""
    try:
        driver.execute(how)
    except Exception as error:
        if type(error).__name__ == "OperationalError":
            raise Busy from error
        raise


def _sqlite_library() -> Any:
    """Return the newer of the SQLite that comes as a package and the system's."""
    try:
        from pysqlite3 import dbapi2 as library
    except ImportError:  # no such package for this platform
        library = sqlite3
    if library.sqlite_version_info < OLDEST_SQLITE:
        needed = ".".join(map(str, OLDEST_SQLITE))
        raise Unsupported(
            f"SQLite {library.sqlite_version} is too old: Kiku needs {needed} or newer. "
            "Install the package pysqlite3, or use PostgreSQL (KIKU_DATABASE_URL)."
        )
    return library


# What a connection must say of itself. FULL (2): a write that was answered survives a power cut; NORMAL loses it.
# secure_delete: what is erased is overwritten.
SURE = MappingProxyType(
    {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "trusted_schema": 0}
)


def _prepare(connection: Any, _record: Any) -> None:
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={BUSY_TIMEOUT}",
        f"cache_size=-{PAGE_CACHE}",
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")
    for name, wanted in SURE.items():
        found = connection.execute(f"PRAGMA {name}").fetchone()
        if found is None or found[0] != wanted:
            raise Unsupported(f"SQLite does not keep to {name}={wanted} here: is the database on a network's disk?")
