"""Serving, the worker, and whether the database stands as this version needs it."""

import argparse
import os
import tempfile

from app import fulltext, schema, settings, worker
from app.commands.terminal import DONE, NOT_DONE, note
from app.database import Database
from app.settings import Settings
from app.web import counts


def serve(options: argparse.Namespace, _: Settings, database: Database) -> int:
    import uvicorn  # here, because no other command needs a server

    from app.web import prompt

    if not _stands(database):
        return NOT_DONE
    # Without an address in the settings the site is where it is served.
    os.environ.setdefault("KIKU_BASE_URL", f"http://{options.host}:{options.port}")
    worker.beside(settings.read(), database)
    if options.workers > 1:
        # Each worker keeps its counts where whichever is asked can add them up; those of the last start are over.
        os.environ[counts.SHARED] = tempfile.mkdtemp(prefix="kiku-counts-")
    uvicorn.run(
        "app.main:create",
        factory=True,
        http=prompt.WIRE,
        host=options.host,
        port=options.port,
        workers=options.workers,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=True,
        log_level="warning",
    )
    return DONE


def work(_: argparse.Namespace, known: Settings, database: Database) -> int:
    worker.run(known, database)
    return DONE


def db(options: argparse.Namespace, _: Settings, database: Database) -> int:
    """Bring the database to this version's shape, or say what is wrong with it."""
    if options.what == "upgrade":
        schema.upgrade(database)
        return DONE
    wrong = database.damage()
    if wrong:
        note(f"the database is damaged: {wrong}")
    return DONE if _stands(database) and not wrong else NOT_DONE


def _stands(database: Database) -> bool:
    here, newest = schema.standing(database)
    if here != newest:
        note(f"the database stands at migration {here}, this version needs {newest}: run kiku db upgrade")
        return False
    with database.reading() as session:
        erases = fulltext.erases(session)
    if not erases:
        note("the search index does not erase what it drops: run kiku db upgrade")
    return erases
