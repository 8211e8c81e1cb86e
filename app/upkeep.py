"""What an operator does for the data's sake, and the worker every hour: erasing, backing up, restoring, moving."""

import argparse
import sys
import time

from app import audit, schema, vault
from app.accounts import naming
from app.accounts import queries as accounts
from app.audit import Act, anchor
from app.backup import keyring
from app.backup import service as backups
from app.backup.envelope import Damaged
from app.backup.service import Refused
from app.database import Database, Unsupported
from app.erasure import service as erasure
from app.erasure.policy import Fate
from app.erasure.service import Erased
from app.errors import Missing
from app.outbox import post
from app.settings import Settings

TRIES, PAUSE = 5, 1.0  # to empty the log while somebody reads; seconds


def tidy(known: Settings, database: Database) -> Erased:
    """Erase what is due, empty the log, and write the keyring anew; what the worker does every hour."""
    with database.writing() as session:
        erased = erasure.forget(session, known.keep)
    post.sweep(known, known.keep["withdrawn"])
    settle(known, database)
    return erased


def settle(known: Settings, database: Database) -> bool:
    """Let nothing that was erased lie in the log or on the keyring. Says whether the log could be emptied now."""
    keyring.write(database, keyring.place(known))
    return database.empty_log()


def purge(options: argparse.Namespace, known: Settings, database: Database) -> int:
    try:
        with database.writing() as session:
            erased = erasure.purge(session, options.id)
    except Missing:
        return _not_done(f"there is no case, comment or version with the id {options.id}")
    return _said(erased, known, database)


def remove_member(options: argparse.Namespace, known: Settings, database: Database) -> int:
    with database.writing() as session:
        found = accounts.by_email(session, naming.email_key(options.email))
        if found is None:
            return _not_done("nobody has that address")
        erased = erasure.remove_member(session, found.id, Fate.KEEP if options.keep_posts else Fate.ERASE)
    return _said(erased, known, database)


def forget(_: argparse.Namespace, known: Settings, database: Database) -> int:
    return _said(tidy(known, database), known, database)


def _said(erased: Erased, known: Settings, database: Database) -> int:
    sys.stdout.write(f"Erased: {erased.kind}\n")
    for table, count in sorted(erased.rows.items()):
        sys.stdout.write(f"  {table:<20} {count}\n")
    for _ in range(TRIES):
        if settle(known, database):
            sys.stdout.write("The log is empty, and the keyring is new.\n")
            return 0
        time.sleep(PAUSE)
    return _not_done("somebody is reading, so the log could not be emptied yet: the worker does it within the hour")


def backup(options: argparse.Namespace, known: Settings, database: Database) -> int:
    began = time.perf_counter()
    try:
        copied = backups.backup(database, options.file, keyring.place(known))
    except (Refused, OSError) as error:
        return _not_done(str(error))
    count = sum(one.rows for one in copied)
    sys.stdout.write(
        f"{count} rows of {len(copied)} tables are in {options.file}, {time.perf_counter() - began:.1f} s.\n"
        f"It opens with {known.vault_key_file.name} and {keyring.place(known).name}: keep copies of both elsewhere, and "
        f"of {keyring.place(known).name} only the newest.\n"
    )
    return 0


def restore(options: argparse.Namespace, known: Settings) -> int:
    """Asks nothing of the database that is there: it may be what has to be replaced."""
    began = time.perf_counter()
    keys = vault.Keys(known.vault_key_file)
    try:
        came = backups.restore(options.file, known, keys, replace=options.replace, older_keyring=options.older_keyring)
    except (Refused, Damaged, Unsupported, vault.LockedOut, vault.BadKeyFile, OSError) as error:
        return _not_done(f"nothing was changed: {error}")
    sys.stdout.write(
        f"{sum(one.rows for one in came.tables)} rows, as they were at {came.made_at:%Y-%m-%d %H:%M:%S} UTC, "
        f"{time.perf_counter() - began:.1f} s.\n"
        f"{came.purged} things that were purged since are erased again; {came.unreadable} have lost their key.\n"
        f"{came.indexed} texts are in the index. Everybody signs in anew.\n"
    )
    heads = anchor.place(known.data)
    before = anchor.set_aside(heads)
    anchor.note(heads, came.head)
    if before:
        sys.stdout.write(
            f"What was done after the backup is on the record no more. Where it ended until now is noted in {before.name}.\n"
        )
    return 0


def move_to(options: argparse.Namespace, known: Settings, database: Database) -> int:  # noqa: ARG001
    here, newest = schema.standing(database)
    if here != newest:
        return _not_done("run kiku db upgrade first")
    if not database.unused():
        return _not_done("stop the site, and its worker, first: what they write from now on would stay behind")
    try:
        moved = backups.move(database, options.url)
    except (Refused, Unsupported) as error:
        return _not_done(str(error))
    for one, _ in moved:
        sys.stdout.write(f"  {one.table:<20} {one.rows:>8}  {one.checksum[:16]}  the same there\n")
    sys.stdout.write("Everything is there. Set KIKU_DATABASE_URL to it, and start the site anew.\n")
    return 0


def keys(options: argparse.Namespace, known: Settings, database: Database) -> int:
    """The master keys: how much each seals, a new one, and an old one taken out."""
    try:
        if options.what == "rotate":
            came = vault.rotate(database)
            with database.writing() as session:
                audit.record(session, Act.KEY_ROTATION, actor=None, master=f"key:{came.master}", keys=came.wrapped)
            keyring.write(database, keyring.place(known))
            sys.stdout.write(
                f"{'Went on: ' if came.resumed else ''}{came.wrapped} keys are now sealed with {came.master}. "
                "Copy the file of master keys anew, and the keyring; earlier backups still need the earlier key.\n"
            )
        elif options.what == "retire":
            vault.retire(database, options.key)
    except (vault.LockedOut, vault.Unreadable) as error:
        return _not_done(str(error))
    for name, count in vault.usage(database).items():
        sys.stdout.write(f"{name}  {count} keys\n")
    return 0


def _not_done(why: str) -> int:
    sys.stderr.write(f"kiku: {why}\n")
    return 1
