"""Rows of any table as text and back, the same on SQLite and PostgreSQL: what a backup holds, and what a move carries over."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import JSON, Boolean, Connection, Date, LargeBinary, Table, Uuid
from sqlmodel import SQLModel

from app.database import Moment

AT_ONCE = 500  # rows a statement
# The record is never emptied; its one row that says where it ends is written over.
WRITTEN_OVER = frozenset({"audit_head"})

Row = dict[str, Any]
_TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    "uuid": Uuid(),
    "moment": Moment(),
    "date": Date(),
    "bytes": LargeBinary(),
    "json": JSON(none_as_null=True),
    "bool": Boolean(),
    "plain": sa.types.NullType(),
}
_INTO: dict[str, Callable[[Any], Any]] = {
    "uuid": str,
    "moment": lambda moment: moment.astimezone(UTC).isoformat(),
    "date": lambda day: day.isoformat(),
    "bytes": lambda content: base64.b64encode(content).decode(),
}
_OUT_OF: dict[str, Callable[[Any], Any]] = {
    "uuid": UUID,
    "moment": datetime.fromisoformat,
    "date": date.fromisoformat,
    "bytes": base64.b64decode,
}


def tables() -> list[Table]:
    """Return every table there is, what is referred to before what refers to it. The search index is made anew instead."""
    return SQLModel.metadata.sorted_tables


def columns(table: Table) -> dict[str, str]:
    """Return a table's columns, and by which of a handful of kinds each is written."""
    return {column.name: _kind(column.type) for column in table.columns}


def _kind(found: sa.types.TypeEngine[Any]) -> str:
    if isinstance(found, Moment):
        return "moment"
    kinds = {"uuid": Uuid, "date": Date, "bytes": LargeBinary, "json": JSON, "bool": Boolean}
    return next((kind for kind, type_ in kinds.items() if isinstance(found, type_)), "plain")


def read(connection: Connection, table: Table) -> Iterator[Row]:
    """Return a table's rows as they are written down, a few hundred in memory at a time."""
    kinds = columns(table)
    found = connection.execution_options(stream_results=True).execute(sa.select(table)).mappings()
    for some in found.partitions(AT_ONCE):
        for row in some:
            yield {
                name: _INTO[kind](row[name]) if row[name] is not None and kind in _INTO else row[name]
                for name, kind in kinds.items()
            }


class Tally:
    """How many rows, and a sum over their contents that does not ask in which order they came."""

    def __init__(self) -> None:
        self.rows, self._sum = 0, 0

    def add(self, row: Row) -> None:
        self.rows += 1
        written = json.dumps(row, sort_keys=True, ensure_ascii=False).encode()
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(written).digest())) % 2**256

    @property
    def checksum(self) -> str:
        return f"{self._sum:064x}"


class Copied(NamedTuple):
    """A table, how many rows of it were copied, and the sum over their contents."""

    table: str
    rows: int
    checksum: str


def clear(connection: Connection) -> None:
    """Take out what migrations put into an empty database, before the rows come that it belongs to."""
    there = set(sa.inspect(connection).get_table_names())
    for table in reversed(tables()):
        if table.name in there and table.name not in WRITTEN_OVER:
            connection.execute(sa.table(table.name).delete())


def write(connection: Connection, name: str, kinds: Mapping[str, str], rows: Iterable[Row]) -> None:
    """Write rows into a table. Kinds come with them, so that a table of an earlier time needs no model."""
    table = sa.table(name, *(sa.column(column, _TYPES[kind]) for column, kind in kinds.items()))
    own = _pointing_at_itself(connection, name)
    later: list[Row] = []
    some: list[Row] = []
    for row in rows:
        values = {
            column: _OUT_OF[kind](row[column]) if row[column] is not None and kind in _OUT_OF else row[column]
            for column, kind in kinds.items()
        }
        if any(values[column] is not None for column in own):
            later.append({"row_id": values["id"], **{column: values[column] for column in own}})
            values |= dict.fromkeys(own)
        some.append(values)
        if len(some) == AT_ONCE:
            _put(connection, table, some)
            some = []
    _put(connection, table, some)
    if later:  # what a row of the same table points to may have come after it
        connection.execute(
            sa.update(table)
            .where(table.c.id == sa.bindparam("row_id", type_=Uuid()))
            .values({column: sa.bindparam(column) for column in own}),
            later,
        )


def _put(connection: Connection, table: Any, rows: list[Row]) -> None:
    if not rows:
        return
    if table.name in WRITTEN_OVER:
        for row in rows:
            connection.execute(sa.update(table).where(table.c.id == row["id"]).values(row))
        return
    connection.execute(sa.insert(table), rows)


def _pointing_at_itself(connection: Connection, name: str) -> list[str]:
    return [
        column
        for key in sa.inspect(connection).get_foreign_keys(name)
        if key["referred_table"] == name
        for column in key["constrained_columns"]
    ]
