"""Engine for SQLite or PostgreSQL, values hidden in errors; one session and one transaction a request."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, CursorResult, Delete, Engine, Update, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlmodel import Session

from app.database import postgres, sqlite
from app.database.moment import Moment
from app.database.peeking import Foreign, Peeked, peek
from app.database.sqlite import Unsupported, alone

__all__ = [
    "Database",
    "Foreign",
    "Moment",
    "Session",
    "Unsupported",
    "alone",
    "changed",
    "exclude_writers",
    "open_database",
    "read_url",
]


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

    def peek(self) -> Peeked:
        """Look at what is there without changing a byte of a file. Raises  Foreign if it is no database at all."""
        return peek(self.engine)

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
        return "" if self.remote else sqlite.damage(self.engine)

    def unused(self) -> bool:
        """Whether nobody else has SQLite's file open. Of PostgreSQL, which knows its own guests, nothing is asked."""
        file = self.engine.url.database
        if self.remote or not file:
            return True
        self.engine.dispose()  # or it is we who have it open
        with sqlite.alone(Path(file)) as free:
            return free

    def empty_log(self) -> bool:
        """Write SQLite's write-ahead log into its file and empty it, so that nothing erased stands there any more.

        False if a reader kept it from being emptied; then it is to be tried again. PostgreSQL recycles its own.
        """
        return self.remote or sqlite.empty_log(self.engine)

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


def open_database(url: str, *, for_pages: bool = False) -> Database:
    """Return the database at `url`, `sqlite:///…` or `postgresql+psycopg://…`. Those who wait `for_pages` wait less long.

    Raises  Unsupported as `read_url` does, and if the SQLite library is older than `sqlite.OLDEST`.
    """
    parsed = read_url(url)
    if parsed.get_backend_name() == "sqlite":
        return Database(sqlite.engine(parsed))
    return Database(postgres.engine(parsed, for_pages=for_pages))


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
