"""Sealing, unsealing, destroying; changing the master key; and the look at the keys before anything is served."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, inspect, select, update

from app.database import Database, Session, exclude_writers
from app.vault import boxes, keys
from app.vault.boxes import Unreadable
from app.vault.keys import Keys
from app.vault.models import RowKey, Sealed

WRAPPING = "vault"  # the purpose of the key that seals row keys
AT_ONCE = 500  # rows a statement or a transaction


class LockedOut(RuntimeError):
    """The keys do not fit what is sealed, so nothing is served. The message is for the operator."""


def unlock(database: Database, path: Path) -> Keys:
    """Give a database its keys, making them where nothing is sealed yet; from now on its sessions can unseal.

    Raises  LockedOut if something is sealed and its master key is not in the file: then no new one is made.
    """
    used = _masters(database)
    if not path.exists():
        if used:
            raise LockedOut(
                f"{sum(used.values())} keys in the database were sealed with a master key, and {path} is not there. "
                "Put the file back from your copy; a new one would open none of them."
            )
        keys.make(path)
    found = Keys(path)
    try:
        missing = sorted(set(used) - set(found.names()))
        if missing:
            raise LockedOut(
                f"{sum(used[name] for name in missing)} keys in the database were sealed with the master key "
                f"{', '.join(missing)}, which is not in {path}: it is another installation's file, or an old copy."
            )
        for name in used:
            _try_one(database, found, name)
    except (keys.BadKeyFile, Unreadable) as error:
        raise LockedOut(str(error)) from error
    database.carry(vault=found)
    return found


def _masters(database: Database) -> Counter[str]:
    """Count the row keys under each master key. There are none before the tables are."""
    with database.engine.connect() as connection:
        if not inspect(connection).has_table(RowKey.__tablename__):
            return Counter()
        counted = connection.execute(select(RowKey.master, func.count()).group_by(RowKey.master))
        return Counter({row[0]: row[1] for row in counted})


def _try_one(database: Database, found: Keys, name: str) -> None:
    with database.engine.connect() as connection:
        row = connection.execute(
            select(RowKey.owner, RowKey.id, RowKey.master, RowKey.box).where(RowKey.master == name).limit(1)
        ).one()
    _unwrapped(found, *row)


def put(session: Session, owner: UUID, field: str, words: bytes) -> None:
    """Seal what an owner has in a field, in place of what was there."""
    put_many(session, field, {owner: words})


def put_many(session: Session, field: str, words: Mapping[UUID, bytes]) -> None:
    """Seal one field of several owners, in a handful of statements for some hundreds."""
    owners = list(words)
    for start in range(0, len(owners), AT_ONCE):
        _put_some(session, field, {owner: words[owner] for owner in owners[start : start + AT_ONCE]})


def _put_some(session: Session, field: str, words: Mapping[UUID, bytes]) -> None:
    found = _keys(session)
    opened = {
        row.owner: (row.id, _unwrapped(found, *row)) for row in session.execute(_KEYS_OF, {"owners": list(words)})
    }
    opened |= _new_row_keys(session, found, [owner for owner in words if owner not in opened])
    session.execute(_CLEAR, {"owners": list(words), "field": field})
    session.execute(
        insert(Sealed),
        [
            {
                "owner": owner,
                "field": field,
                "key_id": opened[owner][0],
                "box": boxes.seal(opened[owner][1], content, _place(owner, field, opened[owner][0])),
            }
            for owner, content in words.items()
        ],
    )


def get(session: Session, owner: UUID, field: str) -> bytes:
    """Raises  Unreadable if nothing is sealed there, or it does not open."""
    opened = get_many(session, [owner], field)
    if owner not in opened:
        raise Unreadable("nothing is sealed there")
    return opened[owner]


_KEYS_OF = select(RowKey.owner, RowKey.id, RowKey.master, RowKey.box).where(
    RowKey.owner.in_(bindparam("owners", expanding=True))
)
_CLEAR = delete(Sealed).where(Sealed.owner.in_(bindparam("owners", expanding=True)), Sealed.field == bindparam("field"))
_BOXES_OF = (
    select(
        Sealed.owner,
        Sealed.key_id,
        Sealed.box,
        RowKey.id,
        RowKey.master,
        RowKey.box.label("key_box"),
    )
    .outerjoin(RowKey, RowKey.owner == Sealed.owner)
    .where(Sealed.owner.in_(bindparam("owners", expanding=True)), Sealed.field == bindparam("field"))
)


def get_many(session: Session, owners: Iterable[UUID], field: str) -> dict[UUID, bytes]:
    """Unseal one field of several owners with one statement. Owners who have nothing sealed are left out.

    Raises  Unreadable if one of them has something that does not open.
    """
    asked = list(owners)
    found = _keys(session)
    opened = {}
    for start in range(0, len(asked), AT_ONCE):
        for row in session.execute(_BOXES_OF, {"owners": asked[start : start + AT_ONCE], "field": field}):
            if row.id != row.key_id:
                raise Unreadable("the key of what is sealed there was destroyed")
            key = _unwrapped(found, row.owner, row.id, row.master, row.key_box)
            opened[row.owner] = boxes.unseal(key, row.box, _place(row.owner, field, row.key_id))
    return opened


def is_sealed(owner: Any) -> ColumnElement[bool]:
    """Whether the owner in a column still has something sealed, for the statement of another room."""
    found: ColumnElement[bool] = select(RowKey.owner).where(RowKey.owner == owner).exists()
    return found


def destroy(session: Session, owner: UUID) -> bool:
    """Destroy an owner's key, and with it every copy of what it sealed, wherever one lies. Say whether there was one.

    Copies of the key itself are in the keyring file, which is written anew, and in whatever disk images were taken.
    """
    return bool(destroy_many(session, [owner]))


def destroy_many(session: Session, owners: Iterable[UUID]) -> int:
    """Destroy the keys of several owners, and return how many had one."""
    doomed, gone = list(owners), 0
    for start in range(0, len(doomed), AT_ONCE):
        some = doomed[start : start + AT_ONCE]
        session.execute(delete(Sealed).where(Sealed.owner.in_(some)))
        gone += session.execute(delete(RowKey).where(RowKey.owner.in_(some))).rowcount
    return gone


class Rotation(NamedTuple):
    """What came of a change of the master key."""

    master: str
    wrapped: int
    resumed: bool


def rotate(database: Database) -> Rotation:
    """Wrap every row key under a new master key, in small transactions while the site is being used.

    Killed on the way, everything still opens, with the one master key or the other, and the next call goes on.
    """
    found: Keys = database.carried("vault")
    with found.alone():
        resumed = bool(set(_masters(database)) - {found.current()})
        newest = found.current() if resumed else found.add()
        wrapped = 0
        while count := _wrap_some(database, found, newest):
            wrapped += count
    return Rotation(newest, wrapped, resumed)


def _wrap_some(database: Database, found: Keys, newest: str) -> int:
    with database.writing() as session:
        rows = session.execute(
            select(RowKey.owner, RowKey.id, RowKey.master, RowKey.box)
            .where(RowKey.master != newest)
            .limit(AT_ONCE)
            .with_for_update()
        ).all()
        for row in rows:
            box = _wrapped(found, newest, row.owner, row.id, _unwrapped(found, *row))
            session.execute(
                update(RowKey).where(RowKey.owner == row.owner, RowKey.id == row.id).values(master=newest, box=box)
            )
    return len(rows)


def retire(database: Database, name: str) -> None:
    """Take a master key out of the file.

    Raises  LockedOut if it is the newest, or something is still sealed with it.
    """
    found: Keys = database.carried("vault")
    with found.alone(), database.writing() as session:
        if name not in found.names():
            raise LockedOut(f"there is no key {name} in {found.path}")
        exclude_writers(session, RowKey.__tablename__)
        left = session.execute(select(func.count()).select_from(RowKey).where(RowKey.master == name)).scalar_one()
        if left or name == found.current():
            raise LockedOut(f"the key {name} is in use: {left} keys in the database are sealed with it")
        found.remove(name)


def usage(database: Database) -> dict[str, int]:
    """Return how many row keys each master key of the file seals, the newest first."""
    used = _masters(database)
    found: Keys = database.carried("vault")
    return {name: used[name] for name in found.names()}


def _keys(session: Session) -> Keys:
    found: Keys | None = session.connection().get_execution_options().get("vault")
    if found is None:
        raise LockedOut("this database was opened without its keys")
    return found


def _new_row_keys(session: Session, found: Keys, owners: Sequence[UUID]) -> dict[UUID, tuple[UUID, bytes]]:
    if not owners:
        return {}
    made = {owner: (uuid4(), boxes.new_key()) for owner in owners}
    master = found.current()
    session.execute(
        insert(RowKey),
        [
            {"owner": owner, "id": key_id, "master": master, "box": _wrapped(found, master, owner, key_id, key)}
            for owner, (key_id, key) in made.items()
        ],
    )
    # Asked again now that the rows are written: `rotate` sees them from here on, and `retire` waits for them.
    newest = found.current()
    if newest != master:
        for owner, (key_id, key) in made.items():
            box = _wrapped(found, newest, owner, key_id, key)
            session.execute(update(RowKey).where(RowKey.owner == owner).values(master=newest, box=box))
    return made


def _wrapped(found: Keys, master: str, owner: UUID, key_id: UUID, key: bytes) -> bytes:
    wrapping = found.key(master, WRAPPING)
    assert wrapping is not None, "the file had this key a moment ago"
    return boxes.seal(wrapping, key, _place_of_key(owner, key_id, master))


def _unwrapped(found: Keys, owner: UUID, key_id: UUID, master: str, box: bytes) -> bytes:
    wrapping = found.key(master, WRAPPING)
    if wrapping is None:
        raise Unreadable(f"the master key {master} is not in the file")
    return boxes.unseal(wrapping, box, _place_of_key(owner, key_id, master))


def _place(owner: UUID, field: str, key_id: UUID) -> bytes:
    return b"box" + owner.bytes + key_id.bytes + field.encode()


def _place_of_key(owner: UUID, key_id: UUID, master: str) -> bytes:
    return b"key" + owner.bytes + key_id.bytes + master.encode()
