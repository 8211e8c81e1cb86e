"""What a database is, before anything is done to it: another program's may have been named by mistake."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Engine

from app.database import sqlite


class Foreign(RuntimeError):
    """What is there is no database of Kiku, or of a Kiku newer than this. The message is for the operator."""


class Peeked(NamedTuple):
    """The names of the tables there are, and of the migrations it stands at."""

    tables: tuple[str, ...] = ()
    migrations: tuple[str, ...] = ()


def peek(engine: Engine) -> Peeked:
    """Look at a database without changing a byte of a file.

    Raises  Foreign if what is there is no database at all.
    """
    if engine.dialect.name != "sqlite":
        with engine.connect() as connection:
            tables = "select tablename from pg_tables where schemaname = current_schema()"
            return _peeked(lambda asked: connection.exec_driver_sql(asked).all(), tables)
    file = engine.url.database
    if not file or not Path(file).exists() or not Path(file).stat().st_size:
        return Peeked()
    return _peek_into(Path(file))


def _peek_into(file: Path) -> Peeked:
    library = sqlite.library()
    # Only read: to open it as we work with it would turn another program's file into one of ours.
    connection = library.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    try:
        tables = "select name from sqlite_master where type = 'table'"
        return _peeked(lambda asked: connection.execute(asked).fetchall(), tables)
    except library.DatabaseError as error:
        raise Foreign(f"{file} is no database that can be read: {error}") from error
    finally:
        connection.close()


def _peeked(ask: Callable[[str], Sequence[Any]], tables: str) -> Peeked:
    names = tuple(row[0] for row in ask(tables))
    stands = ask("select version_num from alembic_version") if "alembic_version" in names else ()
    return Peeked(names, tuple(row[0] for row in stands))
