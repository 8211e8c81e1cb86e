"""SQLite: its library, the engine, writers one at a time, and what a connection must keep to."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text

from app.errors import Busy

# 3.51.3 mends a corruption of the write-ahead log by two writers, and knows FTS5's secure-delete.
OLDEST = (3, 51, 3)
BUSY_TIMEOUT = 5_000  # milliseconds a writer waits for another
PAGE_CACHE = 32_768  # KiB a connection


class Unsupported(RuntimeError):
    """There is no such database, or its library here is too old to be trusted with these texts."""


def library() -> Any:
    """Return the newer of the SQLite that comes as a package and the system's."""
    try:
        from pysqlite3 import dbapi2 as found
    except ImportError:  # no such package for this platform
        found = sqlite3
    if found.sqlite_version_info < OLDEST:
        needed = ".".join(map(str, OLDEST))
        raise Unsupported(
            f"SQLite {found.sqlite_version} is too old: Kiku needs {needed} or newer. "
            "Install the package pysqlite3, or use PostgreSQL (KIKU_DATABASE_URL)."
        )
    return found


def engine(url: URL) -> Engine:
    made = create_engine(
        url,
        module=library(),
        hide_parameters=True,
        pool_size=20,
        max_overflow=30,
        pool_timeout=BUSY_TIMEOUT / 1000,
        # The driver's own transaction control is off: `begin` below says how each begins.
        connect_args={"isolation_level": None, "check_same_thread": False},
    )
    turns = _Turns()
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", turns.begin)
    event.listen(made, "checkin", turns.over)
    return made


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


def damage(engine: Engine) -> str:
    """Return what is wrong with the file, in the library's words; nothing where all is well."""
    with engine.connect() as connection:
        said = connection.execute(text("PRAGMA quick_check(1)")).scalars().all()
    return "" if said == ["ok"] else "; ".join(map(str, said))


def empty_log(engine: Engine) -> bool:
    """Write the write-ahead log into the file and empty it. False if a reader kept it from being emptied."""
    connection = engine.raw_connection()
    try:
        driver = connection.driver_connection
        assert driver is not None
        busy, _, _ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
    finally:
        connection.close()


@contextmanager
def alone(file: Path) -> Iterator[bool]:
    """Have SQLite's file for oneself, so that nobody begins to use it meanwhile. Gives False if somebody uses it now.

    What is there need not be a database: a damaged one is used by nobody.
    """
    driver = library()
    connection = driver.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True, timeout=0, isolation_level=None)
    try:
        free = True
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
        except driver.DatabaseError as error:
            free = error.sqlite_errorcode not in (driver.SQLITE_BUSY, driver.SQLITE_LOCKED)
        yield free
    finally:
        connection.close()
