"""The database that a copy is made into: empty before, whole after."""

from sqlalchemy import inspect, text

from app.database import Database


class Refused(RuntimeError):
    """It was not done, and nothing was changed. The message is for the operator."""


def must_be_empty(database: Database) -> None:
    there = inspect(database.engine).get_table_names()
    if there:
        raise Refused(f"the database there is not empty: it has {len(there)} tables")


def must_stand_whole(database: Database) -> None:
    if database.remote:
        return
    with database.engine.connect() as connection:
        if connection.execute(text("pragma integrity_check")).scalar() != "ok":
            raise Refused("what was restored does not pass SQLite's integrity check")
        if connection.execute(text("pragma foreign_key_check")).first():
            raise Refused("what was restored points to rows that are not there")
