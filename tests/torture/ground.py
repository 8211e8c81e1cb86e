"""A site to be treated badly: made once, copied for each try, looked at afterwards; and what starts and kills it."""

import contextlib
import ctypes
import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode
from uuid import UUID, uuid4

from sqlalchemy import text

from app import audit, clock, schema, settings, vault
from app.accounts import service
from app.database import Database, open_database
from app.web.visit import Cookies
from tests import texts
from tests.clock import PATIENCE, wait_until
from tests.make import Make

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
TOKEN = re.compile(rb'name="_csrf_token" value="([0-9a-f]+)"')
WRITERS = 4
SILENT = 250.0  # seconds without a word of the nursery, and it is given up: the longest work of a test takes ten


@dataclass(frozen=True)
class Ground:
    """The folder of a site with one public case and a few members who are signed in."""

    folder: Path
    case_id: UUID
    keys: tuple[str, ...]

    @property
    def environ(self) -> dict[str, str]:
        return {"KIKU_DATA": str(self.folder), "KIKU_BASE_URL": "https://kiku.test"}

    def open(self) -> Database:
        known = settings.read(self.environ)
        database = open_database(known.database_url)
        vault.unlock(database, known.vault_key_file)
        return database


def prepare(folder: Path) -> Ground:
    bare = Ground(folder, uuid4(), ())
    database = bare.open()
    schema.upgrade(database)
    make = Make(database)
    members = [make.member() for _ in range(WRITERS)]
    case = make.case(author=members[0])
    with database.writing() as session:
        keys = [service.begin_sign_in(session, member, "torture", clock.now(), strong=True) for member in members]
    database.empty_log()
    database.engine.dispose()
    return Ground(folder, case.case_id, tuple(keys))


def whole(database: Database) -> list[str]:
    """Return what is wrong with a database; nothing, if all is well with the file, its references, the record and the counts."""
    wrong = []
    with database.engine.connect() as connection:
        said = connection.execute(text("pragma integrity_check")).scalars().all()
        wrong += [line for line in said if line != "ok"]
        wrong += [str(tuple(row)) for row in connection.execute(text("pragma foreign_key_check"))]
        twice = text("select once from revision where once is not null group by once having count(*) > 1")
        wrong += [f"written twice: {once}" for once in connection.execute(twice).scalars()]
        miscounted = text(
            "select o.id from post o where o.opening and o.comments <> (select count(*) from post p join revision r"
            " on r.post_id = p.id and r.state = 'published' where p.case_id = o.case_id and not p.opening)"
        )
        wrong += [f"miscounted: {one}" for one in connection.execute(miscounted).scalars()]
        unindexed = text(
            "select count(*) from revision r left join fulltext_key k on k.key = r.post_id"
            " where r.state = 'published' and k.key is null"
        )
        missing = connection.execute(unindexed).scalar()
        wrong += [f"{missing} published texts are not in the index"] if missing else []
    with database.reading() as session:
        checked = audit.verify(session, [])
    wrong += [f"the record is broken: {checked.broken}"] if checked.broken else []
    return wrong


def stored(database: Database) -> set[str]:
    with database.engine.connect() as connection:
        found = connection.execute(text("select once from revision where once is not null and state = 'published'"))
        return {str(once) for once in found.scalars()}


class Nursery:
    """The process that starts sites; see tests/torture/nursery.py."""

    def __init__(self, ground: Ground, *, shim: Path | None = None) -> None:
        environ = {name: value for name, value in os.environ.items() if not name.startswith(("KIKU_", "TEST_"))}
        environ |= ground.environ | ({"LD_PRELOAD": str(shim), "SHIM": str(shim)} if shim else {})
        self._said = (ground.folder.parent / f"{ground.folder.name}.log").open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.nursery"],
            cwd=ROOT,
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            text=True,
        )
        assert self._read() == {"ready": True}

    def ask(self, **what: Any) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        return self._read()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        patience = threading.Timer(SILENT, self._process.kill)
        patience.start()
        line = self._process.stdout.readline()
        patience.cancel()
        assert line, "the nursery ended, or was silent for too long; its log lies beside the site"
        found: dict[str, Any] = json.loads(line)
        return found

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=PATIENCE)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._said.close()


@contextmanager
def nursery(ground: Ground, *, shim: Path | None = None) -> Iterator[Nursery]:
    made = Nursery(ground, shim=shim)
    try:
        yield made
    finally:
        made.close()


PORTS = range(20_000, 30_000)  # below those that a system gives to whoever connects


def free_port() -> int:
    """Return a port that no connection is given by chance: whoever knocks while nobody listens may be given the very port
    it knocks at, and then nobody can listen there."""
    for port in random.sample(PORTS, 50):
        with socket.socket() as one, contextlib.suppress(OSError):
            one.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free")


@dataclass
class Load:
    """Members who write without a pause, and note what was acknowledged."""

    ground: Ground
    port: int
    acknowledged: list[str] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    cut_off: int = 0  # answers that broke off in the middle
    over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._threads = [threading.Thread(target=self._write, args=(key,)) for key in self.ground.keys]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        for thread in self._threads:
            thread.join(timeout=PATIENCE)

    def _write(self, key: str) -> None:
        cookie = {"Cookie": f"{Cookies(secure=True).sign_in}={key}"}
        token, once, line = "", uuid4().hex, None
        while not self.over.is_set():
            begun = False
            try:
                line = line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE / 2)
                if not token:
                    line.request("GET", "/desk", headers=cookie)
                    found = TOKEN.search(line.getresponse().read())
                    token = found[1].decode() if found else ""
                    continue
                form = {"_csrf_token": token, "body": texts.CLEAR_COMMENT, "once": once}
                head = cookie | {"Content-Type": "application/x-www-form-urlencoded"}
                line.request("POST", f"/cases/{self.ground.case_id}/posts", urlencode(form), head)
                answer = line.getresponse()
                begun = True
                answer.read()
                if answer.status == 303:
                    self.acknowledged.append(once)
                    once = uuid4().hex
                else:
                    self.refused.append(answer.status)
            except (OSError, http.client.HTTPException):
                self.cut_off += begun
                if line:
                    line.close()
                line = None  # the site is gone; what was being sent is sent again, with the same name
                time.sleep(0.01)
        if line:
            line.close()

    def wait_for(self, more: int) -> None:
        """Wait until so many more writes are acknowledged: the site is up, and takes what is sent."""
        wanted = len(self.acknowledged) + more
        wait_until(lambda: len(self.acknowledged) >= wanted)


def kill(pid: int) -> None:
    """Kill a process, and wait until the kernel has taken its port from it."""
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: gone(pid))


def gone(pid: int) -> bool:
    """Whether a process has ended, or only waits to be counted."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def compiled(folder: Path) -> Path:
    """Compile what stands between a process and its files. Raises CalledProcessError where there is no compiler."""
    made = folder / "shim.so"
    source = HERE / "shim.c"
    command = [shutil.which("cc") or "cc", "-O1", "-shared", "-fPIC", "-o", made, source, "-ldl", "-lpthread"]
    subprocess.run([str(part) for part in command], check=True)
    ctypes.CDLL(str(made))
    return made
