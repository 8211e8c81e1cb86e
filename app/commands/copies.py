"""Copies of everything, and the master keys that open them: backing up, restoring, moving to another database."""

import argparse
import time

from app import audit, schema, vault
from app.audit import Act, anchor
from app.backup import keyring, moving, restoring, writing
from app.backup.envelope import Damaged
from app.backup.target import Refused
from app.commands.terminal import DONE, not_done, say
from app.database import Database, Unsupported
from app.settings import Settings


def backup(options: argparse.Namespace, known: Settings, database: Database) -> int:
    began = time.perf_counter()
    try:
        copied = writing.backup(database, options.file, keyring.place(known))
    except (Refused, OSError) as error:
        return not_done(str(error))
    count = sum(one.rows for one in copied)
    say(
        f"{count} rows of {len(copied)} tables are in {options.file}, {time.perf_counter() - began:.1f} s.\n"
        f"It opens with {known.vault_key_file.name} and {keyring.place(known).name}: keep copies of both elsewhere, and "
        f"of {keyring.place(known).name} only the newest.\n"
    )
    return DONE


def restore(options: argparse.Namespace, known: Settings) -> int:
    """Asks nothing of the database that is there: it may be what has to be replaced."""
    began = time.perf_counter()
    master = vault.Keys(known.vault_key_file)
    try:
        came = restoring.restore(
            options.file, known, master, replace=options.replace, older_keyring=options.older_keyring
        )
    except (Refused, Damaged, Unsupported, vault.LockedOut, vault.BadKeyFile, OSError) as error:
        return not_done(f"nothing was changed: {error}")
    say(
        f"{sum(one.rows for one in came.tables)} rows, as they were at {came.made_at:%Y-%m-%d %H:%M:%S} UTC, "
        f"{time.perf_counter() - began:.1f} s.\n"
        f"{came.purged} things that were purged since are erased again; {came.unreadable} have lost their key.\n"
        f"{came.indexed} texts are in the index. Everybody signs in anew.\n"
    )
    heads = anchor.place(known.data)
    before = anchor.set_aside(heads)
    anchor.note(heads, came.head)
    if before:
        say(
            f"What was done after the backup is on the record no more. Where it ended until now is noted in {before.name}.\n"
        )
    return DONE


def move_to(options: argparse.Namespace, _: Settings, database: Database) -> int:
    here, newest = schema.standing(database)
    if here != newest:
        return not_done("run kiku db upgrade first")
    if not database.unused():
        return not_done("stop the site, and its worker, first: what they write from now on would stay behind")
    try:
        moved = moving.move(database, options.url)
    except (Refused, Unsupported) as error:
        return not_done(str(error))
    for one, _there in moved:
        say(f"  {one.table:<20} {one.rows:>8}  {one.checksum[:16]}  the same there\n")
    say("Everything is there. Set KIKU_DATABASE_URL to it, and start the site anew.\n")
    return DONE


def keys(options: argparse.Namespace, known: Settings, database: Database) -> int:
    """The master keys: how much each seals, a new one, and an old one taken out."""
    try:
        if options.what == "rotate":
            _rotate(known, database)
        elif options.what == "retire":
            vault.retire(database, options.key)
    except (vault.LockedOut, vault.Unreadable) as error:
        return not_done(str(error))
    for name, count in vault.usage(database).items():
        say(f"{name}  {count} keys\n")
    return DONE


def _rotate(known: Settings, database: Database) -> None:
    came = vault.rotate(database)
    with database.writing() as session:
        audit.record(session, Act.KEY_ROTATION, actor=None, master=f"key:{came.master}", keys=came.wrapped)
    keyring.write(database, keyring.place(known))
    say(
        f"{'Went on: ' if came.resumed else ''}{came.wrapped} keys are now sealed with {came.master}. "
        "Copy the file of master keys anew, and the keyring; earlier backups still need the earlier key.\n"
    )
