"""What happens without anyone waiting for it: mail goes out, and what is over is forgotten."""

import threading
import time
from datetime import timedelta

from app import audit, clock, danger, deid, limits, upkeep
from app.accounts import service as accounts
from app.audit import Act, Narrowed, anchor
from app.database import Database
from app.figures import service as figures
from app.licences import service as licences
from app.moderation import calling
from app.outbox import post
from app.settings import Settings
from app.web import log

PAUSE = 2  # seconds between two looks at the outbox
TIDYING = timedelta(hours=1)
CALLING = timedelta(minutes=5)  # between two looks at whether texts wait that moderators have to be told of


def run(settings: Settings, database: Database) -> None:
    """Work until the process ends. What fails is written to the log and tried again."""
    tidied = clock.now() - TIDYING
    called = clock.now() - CALLING
    noted = clock.now() - anchor.EVERY
    while True:
        try:
            post.deliver(database, settings, on_failure=log.failure)
            if clock.now() - tidied >= TIDYING:
                limits.forget(database)
                upkeep.tidy(settings, database)
                for task in (accounts.forget, licences.remind, licences.sample):
                    with database.writing() as session:  # each of its own: an entry on the record ends a transaction
                        task(session, clock.now())
                figures.refresh(database, clock.now())
                _note_rules(database)
                tidied = clock.now()
            if clock.now() - called >= CALLING:
                with database.writing() as session:
                    calling.call(session, clock.now())
                called = clock.now()
            if clock.now() - noted >= anchor.EVERY:
                with database.reading() as session:
                    anchor.note(anchor.place(settings.data), audit.head(session))
                noted = clock.now()
        except Exception as error:  # noqa: BLE001  # the database may be away for a while; the worker waits for it
            log.failure(error, "worker")
        time.sleep(PAUSE)


def _note_rules(database: Database) -> None:
    """Put on the record that texts are read by other rules than before: those that came with this version."""
    with database.writing() as session:
        last = audit.latest(session, Narrowed(act=Act.RULESET_CHANGE), limit=1)
        if not last or deid.RULESET not in last[0].codes or danger.RULESET not in last[0].codes:
            audit.record(session, Act.RULESET_CHANGE, actor=None, ruleset=deid.RULESET, danger=danger.RULESET)


def beside(settings: Settings, database: Database) -> None:
    """Work in a thread of this process: on one machine nobody has to start a second one."""
    threading.Thread(target=run, args=(settings, database), daemon=True, name="worker").start()
