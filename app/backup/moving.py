"""Copying everything into an empty database of either kind, and making sure that it is the same there."""

from collections.abc import Iterator

from app import audit, schema
from app.audit import Act
from app.backup import rows
from app.backup.rows import Copied, Row, Tally
from app.backup.target import Refused, must_be_empty
from app.database import Database, open_database
from app.posts import indexing


def move(source: Database, url: str) -> list[tuple[Copied, Copied]]:
    """Copy everything into an empty database, and return every table as it was here and as it is read there.

    Raises  Refused if there is something there already, or a table came out otherwise; then it is emptied again.
    """
    target = open_database(url)
    try:
        must_be_empty(target)
        target.carry(vault=source.carried("vault"))
        schema.upgrade(target)
        here = []
        with source.snapshot() as connection, target.writing() as session:
            rows.clear(session.connection())
            for table in rows.tables():
                tally = Tally()
                rows.write(
                    session.connection(), table.name, rows.columns(table), _counted(rows.read(connection, table), tally)
                )
                here.append(Copied(table.name, tally.rows, tally.checksum))
        there = []
        with target.snapshot() as connection:
            for table in rows.tables():
                tally = Tally()
                for _ in _counted(rows.read(connection, table), tally):
                    pass
                there.append(Copied(table.name, tally.rows, tally.checksum))
        if here != there:
            schema.downgrade(target)
            different = ", ".join(one.table for one, other in zip(here, there, strict=True) if one != other)
            raise Refused(f"these tables did not come out as they went in: {different}")
        with target.writing() as session:
            indexing.reindex(session)
            audit.record(session, Act.MOVE, actor=None, rows=sum(one.rows for one in here))
        return list(zip(here, there, strict=True))
    finally:
        target.engine.dispose()


def _counted(found: Iterator[Row], tally: Tally) -> Iterator[Row]:
    for row in found:
        tally.add(row)
        yield row
