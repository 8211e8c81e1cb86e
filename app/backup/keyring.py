"""The keyring: every row key there is now, and what was purged, in one file beside the master keys.

A backup holds what is sealed and never the keys. Of the keyring only the newest ever exists, so a key that was destroyed
is nowhere, and every backup that holds what it sealed has become unreadable there.
"""

import json
import zlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from app import clock
from app.backup.envelope import Damaged
from app.backup.rows import Row, columns, read
from app.database import Database
from app.erasure.models import Purged
from app.settings import Settings
from app.vault import Keys, Unreadable, boxes
from app.vault.keys import replace
from app.vault.models import RowKey

MAGIC = b"KIKU KEYRING 1\n"
NAME = 16  # bytes
PURPOSE = "keyring"
KEYS = RowKey.metadata.tables[RowKey.__tablename__]


class Keyring(NamedTuple):
    """What the file holds. `keys` are rows of the table of keys, as they are written down."""

    made_at: datetime
    keys: list[Row]
    purged: list[Purged]


def place(settings: Settings) -> Path:
    return settings.vault_key_file.with_name("keyring")


def write(database: Database, path: Path) -> int:
    """Write the keyring anew in the place of the old one, and return how many keys are on it."""
    keys: Keys = database.carried("vault")
    with keys.alone():  # of two who write at once, the later one writes what is later
        with database.snapshot() as connection:
            content = {
                "made_at": clock.now().isoformat(),
                "keys": list(read(connection, KEYS)),
                "purged": _purged(connection),
            }
        name = keys.current()
        wrapping = keys.key(name, PURPOSE)
        assert wrapping is not None, "the file had this key a moment ago"
        packed = zlib.compress(json.dumps(content).encode())
        replace(path, MAGIC + name.encode() + boxes.seal(wrapping, packed, PURPOSE.encode() + name.encode()))
    return len(content["keys"])


def load(path: Path, keys: Keys) -> Keyring:
    """Raises  Damaged if there is no keyring, it was changed, or its master key is not in the file."""
    if not path.exists():
        raise Damaged(f"{path} is not there: without the keyring nothing that is sealed in a backup opens")
    found = path.read_bytes()
    name = found[len(MAGIC) : len(MAGIC) + NAME].decode("ascii", "replace")
    wrapping = keys.key(name, PURPOSE)
    if not found.startswith(MAGIC) or wrapping is None:
        raise Damaged(f"{path.name} is no keyring that the master keys in {keys.path} open")
    try:
        packed = boxes.unseal(wrapping, found[len(MAGIC) + NAME :], PURPOSE.encode() + name.encode())
    except Unreadable as error:
        raise Damaged(f"{path.name} is not as it was written") from error
    content = json.loads(zlib.decompress(packed))
    return Keyring(datetime.fromisoformat(content["made_at"]), content["keys"], list(_noted(content["purged"])))


def kinds() -> dict[str, str]:
    return columns(KEYS)


def _purged(connection: Connection) -> list[list[str]]:
    rows = connection.execute(select(Purged.id, Purged.kind, Purged.at))
    return [[str(row.id), row.kind, row.at.isoformat()] for row in rows]


def _noted(rows: Iterable[list[str]]) -> Iterable[Purged]:
    for one, kind, at in rows:
        yield Purged(id=UUID(one), kind=kind, at=datetime.fromisoformat(at))
