"""What the worker does every hour for the data's sake, and commands after each erasure: nothing erased lies about."""

from app.backup import keyring
from app.database import Database
from app.erasure import service as erasure
from app.erasure.service import Erased
from app.outbox import post
from app.settings import Settings


def tidy(known: Settings, database: Database) -> Erased:
    """Erase what is due, empty the log, and write the keyring anew."""
    with database.writing() as session:
        erased = erasure.forget(session, known.keep)
    post.sweep(known, known.keep["withdrawn"])
    settle(known, database)
    return erased


def settle(known: Settings, database: Database) -> bool:
    """Let nothing that was erased lie in the log or on the keyring. Says whether the log could be emptied now."""
    keyring.write(database, keyring.place(known))
    return database.empty_log()
