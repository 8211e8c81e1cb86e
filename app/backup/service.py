"""Making a backup while the site is used, restoring one, and moving everything to another database."""

import json
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import delete, inspect, select, text

from app import audit, clock, schema
from app.audit import Act
from app.backup import envelope, keyring, rows
from app.backup.envelope import Damaged
from app.backup.keyring import Keyring
from app.backup.rows import Row, Tally
from app.database import Database, alone, open_database, read_url
from app.erasure import service as erasure
from app.errors import Busy
from app.evidence import service as evidence
from app.factors import service as factors
from app.posts import indexing, keeping, sealing
from app.settings import Settings
from app.vault import Keys
from app.vault.models import RowKey, Sealed

# What a backup does not hold, because a restored site must not have it back.
LEFT_OUT = {
    "vault_key": "the keyring has the keys of today, and backups none",
    "sign_in": "whoever was signed in signs in again",
    "sign_in_attempt": "it is over within minutes",
    "mail_token": "a link that was used since would work once more",
    "email_change": "a link that was used since would work once more",
    "factor_request": "it is over within a day",
    "invitation": "one that was used since would work once more",
    "mail": "what waited then has been sent",
    "recovery_code": "one that was used since would work once more; members make new ones",
    "passkey_challenge": "it is over within minutes",
    "limit_count": "it is over within a day",
}
LOGS = ("-wal", "-shm")  # what SQLite keeps beside a file
PATIENCE = 20  # times the wait for another writer
WORDS = ("title", "body", "question", "html")  # of a revision; they come back out of its box


class Refused(RuntimeError):
    """It was not done, and nothing was changed. The message is for the operator."""


class Copied(NamedTuple):
    """A table, how many rows of it were copied, and the sum over their contents."""

    table: str
    rows: int
    checksum: str


def backup(database: Database, path: Path, keyring_at: Path) -> list[Copied]:
    """Write everything as it is at this moment into a sealed file, and then the keyring anew, which it needs."""
    if path.exists():
        raise Refused(f"{path} is there already")
    keys: Keys = database.carried("vault")
    copied = []
    with envelope.sealed(path, keys) as out, database.snapshot() as connection:
        packer = zlib.compressobj()

        def line(content: object) -> None:
            out.write(packer.compress(json.dumps(content, ensure_ascii=False).encode() + b"\n"))

        line({"migration": schema.standing(database)[0], "made_at": clock.now().isoformat()})
        sealed = set(connection.execute(select(Sealed.owner).where(Sealed.field == sealing.FIELD)).scalars())
        for table in rows.tables():
            if table.name in LEFT_OUT:
                continue
            line({"table": table.name, "columns": rows.columns(table)})
            tally = Tally()
            for found in rows.read(connection, table):
                row = found | dict.fromkeys(WORDS, "") if _is_sealed(table.name, found, sealed) else found
                tally.add(row)
                line(list(row.values()))
            line({"rows": tally.rows, "checksum": tally.checksum})
            copied.append(Copied(table.name, tally.rows, tally.checksum))
        line({"tables": len(copied)})
        out.write(packer.flush())
    keyring.write(database, keyring_at)
    _record_backup(database, sum(one.rows for one in copied))
    return copied


def _record_backup(database: Database, count: int) -> None:
    """Put it on the record, waiting longer than a page would while others write without a pause."""
    for attempt in range(1, PATIENCE + 1):
        try:
            with database.writing() as session:
                audit.record(session, Act.BACKUP, actor=None, rows=count)
        except Busy:
            if attempt == PATIENCE:
                raise
        else:
            return


def _is_sealed(table: str, row: Row, sealed: set[UUID]) -> bool:
    """Whether a row's words are in its box, so that the copy peers read need not be in the backup."""
    return table == "revision" and UUID(row["id"]) in sealed


class Head(NamedTuple):
    """What a backup says of itself."""

    migration: str
    made_at: datetime


def check(path: Path, keys: Keys) -> tuple[Head, list[Copied]]:
    """Read a backup to its end, and return what is in it.

    Raises  Damaged if any of it is not as it was written.
    """
    lines = _lines(path, keys)
    head = next(lines)
    found = []
    for name, _, content in _tables(lines):
        tally = Tally()
        for row in content:
            tally.add(row)
        found.append(Copied(name, tally.rows, tally.checksum))
    return Head(head["migration"], datetime.fromisoformat(head["made_at"])), found


def _lines(path: Path, keys: Keys) -> Iterator[Any]:
    unpacker, rest = zlib.decompressobj(), b""
    for piece in envelope.opened(path, keys):
        *whole, rest = (rest + unpacker.decompress(piece)).split(b"\n")
        yield from (json.loads(one) for one in whole)
    if rest or not unpacker.eof:
        raise Damaged("the backup ends in the middle of a line")


def _tables(lines: Iterator[Any]) -> Iterator[tuple[str, dict[str, str], Iterator[Row]]]:
    """Return one table after another. Each is to be read to its end before the next."""
    for count, head in enumerate(lines):
        if "tables" in head:
            if head["tables"] != count or next(lines, None) is not None:
                raise Damaged("tables are missing in the backup")
            return
        yield head["table"], head["columns"], _rows(lines, head["table"], list(head["columns"]))
    raise Damaged("the backup has no end")


def _rows(lines: Iterator[Any], table: str, names: list[str]) -> Iterator[Row]:
    tally = Tally()
    for found in lines:
        if isinstance(found, dict):
            if (found["rows"], found["checksum"]) != (tally.rows, tally.checksum):
                raise Damaged(f"the rows of {table} are not those that were written")
            return
        row = dict(zip(names, found, strict=True))
        tally.add(row)
        yield row


class Restored(NamedTuple):
    """What came of a restore."""

    made_at: datetime
    tables: list[Copied]
    unreadable: int
    purged: int
    indexed: int
    head: audit.Head  # where the record ends now: not where it ended before


def restore(path: Path, settings: Settings, keys: Keys, *, replace: bool, older_keyring: bool) -> Restored:
    """Make the database that a backup holds. On SQLite it takes its place only when it stands whole and checked.

    Raises  Damaged, Refused; then nothing was changed.
    """
    head, tables = check(path, keys)
    ring = keyring.load(keyring.place(settings), keys)
    if ring.made_at < head.made_at and not older_keyring:
        raise Refused(
            f"the keyring is of {ring.made_at:%Y-%m-%d %H:%M} and the backup of {head.made_at:%Y-%m-%d %H:%M}: what was "
            "sealed in between would not open. Put the newest keyring there, or say --older-keyring."
        )
    url = read_url(settings.database_url)
    if url.get_backend_name() != "sqlite":
        target = open_database(settings.database_url)
        try:
            _must_be_empty(target)
            return _into(target, path, head, tables, ring, keys)
        finally:
            target.engine.dispose()
    assert url.database is not None
    here = Path(url.database)
    if not replace and here.exists() and here.stat().st_size:
        raise Refused(f"{here} is there already: stop the site, and say --replace")
    if not here.exists():
        return _beside(here, path, head, tables, ring, keys)
    # Held until the last: whoever still had it open would go on writing into a file that nobody finds again.
    with alone(here) as free:
        if not free:
            raise Refused(f"{here} is in use: stop the site, and its worker, first")
        return _beside(here, path, head, tables, ring, keys)


def _beside(here: Path, path: Path, head: Head, tables: list[Copied], ring: Keyring, keys: Keys) -> Restored:
    """Make the database beside the place where it is to be, and put it there when it stands whole and checked."""
    staging = here.with_name(f"{here.name}.restoring")
    _remove(staging)
    target = open_database(f"sqlite:///{staging}")
    try:
        came = _into(target, path, head, tables, ring, keys)
        target.empty_log()
    except BaseException:
        target.engine.dispose()
        _remove(staging)
        raise
    target.engine.dispose()
    _remove(here, LOGS)
    staging.replace(here)  # at no moment is there no database
    _remove(staging)
    return came


def _remove(database: Path, endings: tuple[str, ...] = (*LOGS, "")) -> None:
    for ending in endings:
        database.with_name(database.name + ending).unlink(missing_ok=True)


def _must_be_empty(database: Database) -> None:
    there = inspect(database.engine).get_table_names()
    if there:
        raise Refused(f"the database there is not empty: it has {len(there)} tables")


def _into(target: Database, path: Path, head: Head, tables: list[Copied], ring: Keyring, keys: Keys) -> Restored:
    target.carry(vault=keys)
    schema.upgrade(target, head.migration)
    lines = _lines(path, keys)
    next(lines)
    with target.writing() as session:
        connection = session.connection()
        rows.clear(connection)
        for name, kinds, content in _tables(lines):
            rows.write(connection, name, kinds, content)
    schema.upgrade(target)
    with target.writing() as session:
        owners = set(session.execute(select(Sealed.owner)).scalars())
        there = {UUID(row["owner"]) for row in ring.keys}
        rows.write(
            session.connection(),
            RowKey.__tablename__,
            keyring.kinds(),
            (row for row in ring.keys if UUID(row["owner"]) in owners),
        )
        lost = list(owners - there)
        for start in range(0, len(lost), rows.AT_ONCE):
            session.execute(delete(Sealed).where(Sealed.owner.in_(lost[start : start + rows.AT_ONCE])))
        came_back = erasure.replay(session, ring.purged)
    with target.writing() as session:
        factors.after_restore(session, clock.now())
        evidence.after_restore(session)
        keeping.show_again(session)
        indexed = indexing.reindex(session)
        audit.record(session, Act.RESTORE, actor=None, purged=came_back, unreadable=len(lost))
        ends = audit.head(session)
    _stands_whole(target)
    return Restored(head.made_at, tables, len(lost), came_back, indexed, ends)


def _stands_whole(database: Database) -> None:
    if database.remote:
        return
    with database.engine.connect() as connection:
        if connection.execute(text("pragma integrity_check")).scalar() != "ok":
            raise Refused("what was restored does not pass SQLite's integrity check")
        if connection.execute(text("pragma foreign_key_check")).first():
            raise Refused("what was restored points to rows that are not there")


def move(source: Database, url: str) -> list[tuple[Copied, Copied]]:
    """Copy everything into an empty database, and return every table as it was here and as it is read there.

    Raises  Refused if there is something there already, or a table came out otherwise; then it is emptied again.
    """
    target = open_database(url)
    try:
        _must_be_empty(target)
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
