"""Writing everything into a sealed file while the site is used."""

import json
import zlib
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from app import audit, clock, schema
from app.audit import Act
from app.backup import envelope, keyring, rows
from app.backup.rows import Copied, Row, Tally
from app.backup.target import Refused
from app.database import Database
from app.errors import Busy
from app.posts import sealing
from app.vault import Keys
from app.vault.models import Sealed

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
PATIENCE = 20  # times the wait for another writer
WORDS = ("title", "body", "question", "html")  # of a revision; they come back out of its box


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
