"""Making the database that a backup holds; what was erased since is erased again, and nobody is signed in."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, select

from app import audit, clock, schema
from app.audit import Act
from app.backup import keyring, rows
from app.backup.keyring import Keyring
from app.backup.reading import Head, check, lines_of, tables_of
from app.backup.rows import Copied
from app.backup.target import Refused, must_be_empty, must_stand_whole
from app.database import Database, alone, open_database, read_url
from app.erasure import service as erasure
from app.evidence import service as evidence
from app.factors import service as factors
from app.posts import indexing, keeping
from app.settings import Settings
from app.vault import Keys
from app.vault.models import RowKey, Sealed

LOGS = ("-wal", "-shm")  # what SQLite keeps beside a file


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
            must_be_empty(target)
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


def _into(target: Database, path: Path, head: Head, tables: list[Copied], ring: Keyring, keys: Keys) -> Restored:
    target.carry(vault=keys)
    schema.upgrade(target, head.migration)
    lines = lines_of(path, keys)
    next(lines)
    with target.writing() as session:
        connection = session.connection()
        rows.clear(connection)
        for name, kinds, content in tables_of(lines):
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
    must_stand_whole(target)
    return Restored(head.made_at, tables, len(lost), came_back, indexed, ends)
