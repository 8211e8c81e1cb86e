"""What `kiku` does with the settings and the database: one file for each kind of thing an operator does."""

import argparse
import sys
from collections.abc import Callable
from types import MappingProxyType

from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app import bulk, demo, schema, settings, vault
from app.commands import copies, members, record, serving, texts
from app.commands.terminal import AGAIN, DONE, UNUSABLE, note
from app.database import Database, Foreign, Unsupported, open_database
from app.errors import Busy
from app.settings import BadSettings, Settings
from app.web import log

Command = Callable[[argparse.Namespace, Settings, Database], int]


def run(options: argparse.Namespace) -> int:
    """Do what was asked, and return the exit status.

    0 done, 1 not done, 2 unusable settings or database, 75 (EX_TEMPFAIL) the database is busy: try again.
    """
    try:
        return _run(options)
    except (OperationalError, InterfaceError, PoolTimeout, Busy) as error:
        return _no_database(error)
    except DatabaseError as error:
        if type(error) is not DatabaseError:
            raise  # a statement of ours was refused: that is a mistake of the program, and its trace is wanted
        return _no_database(error)


def _run(options: argparse.Namespace) -> int:
    try:
        known = settings.read()
        if options.command == "restore":
            return copies.restore(options, known)
        database = open_database(known.database_url)
        schema.look(database)
        vault.unlock(database, known.vault_key_file)
    except (BadSettings, Unsupported, Foreign, vault.LockedOut) as error:
        note(str(error))
        return UNUSABLE
    log.configure()
    try:
        return COMMANDS[options.command](options, known, database)
    finally:
        database.engine.dispose()


def _no_database(error: DatabaseError | InterfaceError | PoolTimeout | Busy) -> int:
    """Say in a line why the database cannot be used: it is busy, or in its own words a full disk, a server that is gone."""
    cause = error.orig if isinstance(error, DatabaseError | InterfaceError) else error.__cause__
    said = " ".join(str(cause or "").split())
    if cause is None or "locked" in said:
        note("the database is busy: somebody else is writing to it. Nothing was done; try again.")
        return AGAIN
    note(f"the database cannot be used: {said}")
    return UNUSABLE


def _demo(options: argparse.Namespace, known: Settings, database: Database) -> int:
    return demo.run(known, database, only_if_empty=options.if_empty, out=sys.stdout)


def _fill(options: argparse.Namespace, _: Settings, database: Database) -> int:
    bulk.fill(database, members=options.members, cases=options.cases, comments=options.comments, seed=options.seed)
    return DONE


COMMANDS: MappingProxyType[str, Command] = MappingProxyType(
    {
        "serve": serving.serve,
        "worker": serving.work,
        "db": serving.db,
        "member": members.member,
        "invite": members.invite,
        "audit": record.record,
        "demo": _demo,
        "fill": _fill,
        "reindex": texts.reindex,
        "rescan": texts.rescan,
        "purge": texts.purge,
        "forget": texts.forget,
        "backup": copies.backup,
        "move-to": copies.move_to,
        "vault": copies.keys,
    }
)
