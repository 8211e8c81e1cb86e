"""Starts sites quickly: one process gets everything ready, and each site is a copy of it.

Run as `python -m tests.torture.nursery`, with the settings of the site in its environment. A line of JSON in, a line out.
"""

import ctypes
import gc
import json
import os
import resource
import sys
import traceback
from contextlib import suppress
from typing import Any, NamedTuple

from sqlalchemy import event, select

from app import deid, i18n, settings, vault
from app.accounts.models import Member
from app.database import Database, open_database
from app.main import serve
from app.posts import apart
from app.settings import Settings
from app.web import log
from app.web.templates import environment
from tests.bench.served import boundless
from tests.people import client_of
from tests.torture import session

SHIM = os.environ.get("SHIM")  # the library that stands between this process and its files, where there is one


class Ready(NamedTuple):
    """A site that only waits to be asked, with no connection to its database yet."""

    settings: Settings
    database: Database
    site: Any


def main() -> None:
    for locale in i18n.LOCALES:
        environment(locale)
    deid.assess("準備をします。 Getting ready.")
    # Sites are killed sooner than a process that reads apart would be ready: they read in their own, where all is warm.
    apart.begin = lambda: None
    boundless()
    log.configure()
    known = settings.read()
    database = open_database(known.database_url)
    vault.unlock(database, known.vault_key_file)
    ready = Ready(known, database, serve(known, database))
    _warm(ready)
    database.engine.dispose()
    gc.collect()
    gc.freeze()
    _say({"ready": True})
    for line in sys.stdin:
        _reap()
        asked = json.loads(line)
        if asked["work"] == "serve":
            _say({"pid": _copy(lambda asked=asked: _serve(ready, asked))})
        else:
            _say(_answer_of(ready, asked))


def _warm(ready: Ready) -> None:
    """Have every template and the commonest statements at hand. Nothing is written: the threads that commit must not be
    there yet when this process is copied."""
    for locale in i18n.LOCALES:
        for name in environment(locale).list_templates(("html",)):
            environment(locale).get_template(name)
    with ready.database.reading() as reading:
        member = reading.scalars(select(Member).limit(1)).one()
    person = client_of(ready.site, ready.settings, ready.database, member, {})
    person.open("/desk")
    person.open("/cases")


def _copy(work: Any) -> int:
    """Go on as two: the copy does the work and is gone."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001  # a copy never goes on with what its original does
            traceback.print_exc()
        os._exit(0)
    return pid


def _answer_of(ready: Ready, asked: dict[str, Any]) -> Any:
    read, write = os.pipe()

    def work() -> None:
        os.close(read)
        with os.fdopen(write, "w") as out:
            json.dump(_session(ready, asked), out)

    pid = _copy(work)
    os.close(write)
    with os.fdopen(read) as into:
        said = into.read()
    os.waitpid(pid, 0)
    return json.loads(said) if said else {"died": True}


def _careless(ready: Ready, asked: dict[str, Any]) -> None:
    """Let the copy's connections be otherwise than the site's, where a test asks for it."""
    for pragma in asked.get("pragmas", ()):
        event.listen(ready.database.engine, "connect", lambda driver, _, p=pragma: driver.execute(f"PRAGMA {p}"))


def _serve(ready: Ready, asked: dict[str, Any]) -> None:
    import uvicorn  # here, because only copies serve

    _careless(ready, asked)
    if "files" in asked:
        resource.setrlimit(resource.RLIMIT_NOFILE, (asked["files"], asked["files"]))
    uvicorn.run(ready.site, host="127.0.0.1", port=asked["port"], access_log=False, log_level="critical")


def _session(ready: Ready, asked: dict[str, Any]) -> Any:
    _careless(ready, asked)
    shim = ctypes.CDLL(SHIM) if SHIM else None
    return session.run(ready.settings, ready.database, ready.site, shim, asked)


def _reap() -> None:
    """Wait until copies that were ended are gone with all of their threads: until then the port is theirs."""
    with suppress(ChildProcessError):
        while True:
            os.wait()


def _say(what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
