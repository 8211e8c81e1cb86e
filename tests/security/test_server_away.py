"""PostgreSQL that goes away, ends a connection or comes back: refused with the text kept, never said to be saved, and healed."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import create_engine, event, func, make_url, select, text
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app import main
from app.database import Database, impatient, open_database
from app.database.postgres import PATIENCE, STATEMENT
from app.database.sqlite import BUSY_TIMEOUT
from app.main import serve
from app.posts.models import Revision
from tests.clock import lasted, measured, wait_until, within
from tests.people import client_of
from tests.security.conftest import Site, site_at
from tools import postgres

pytestmark = pytest.mark.slow


class Between:
    """What stands between the site and its database, and can be cut: a network."""

    def __init__(self, host: str, port: int) -> None:
        self._to, self._pairs = (host, port), []  # type: ignore[var-annotated]
        self.up, self.silent = True, False
        self.mute_after = b""  # what was said last before nothing more is carried either way
        self.muted = threading.Event()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            if self.silent:  # it is taken, and nothing is ever said to it
                self._pairs.append(near)
                continue
            if not self.up:
                near.close()
                continue
            far = socket.create_connection(self._to)
            self._pairs += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        """Whoever is not answered any more is not told so: what they send is still taken."""
        try:
            while content := one.recv(65_536):
                if not self.muted.is_set():
                    other.sendall(content)
                    if self.mute_after and self.mute_after in content:
                        self.muted.set()
        except OSError:
            pass
        with_nobody(one)
        with_nobody(other)

    def cut(self) -> None:
        self.up = False
        for one in self._pairs:
            with_nobody(one)
        self._pairs = []

    def close(self) -> None:
        self.cut()
        with_nobody(self._door)


def with_nobody(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    binaries = postgres.binaries()
    assert binaries is not None, "tests/security/conftest.py leaves this file out where there is no PostgreSQL"
    with postgres.cluster(binaries) as url:
        yield url


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for all sites of the cluster: they share a database, so they share its key."""
    return tmp_path_factory.mktemp("away") / "site"


@pytest.fixture
def apart(cluster: str, folder: Path) -> Iterator[tuple[Site, Between]]:
    url = make_url(cluster)
    assert url.host and url.port
    between = Between(url.host, url.port)
    site = site_at(folder, url.set(port=between.port).render_as_string(hide_password=False), for_pages=True)
    yield site, between
    site.database.engine.dispose()
    between.close()


def stored(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Revision)) or 0


def test_ft_13_a_server_that_is_away_refuses_and_one_that_comes_back_is_found(
    apart: tuple[Site, Between], cluster: str
) -> None:
    site, between = apart
    case, member = site.make.case(), site.make.member()
    person = client_of(serve(site.settings, site.database), site.settings, site.database, member, {})
    token, where, words = person.token("/desk"), f"/cases/{case.case_id}/posts", "消えては困る言葉です。"

    def send() -> int:
        answer = person.post(where, {"body": words, "once": uuid4().hex}, token=token)
        assert answer.status_code == 303 or words in answer.text, "what was typed comes back"
        return answer.status_code

    assert send() == 303
    before = stored(site.database)
    # Every connection is ended by the server: those that wait in the pool are seen to be dead and made anew.
    admin = create_engine(cluster, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("select pg_terminate_backend(pid, 60000) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'"))  # fmt: skip
    admin.dispose()
    assert send() == 303
    between.cut()
    assert send() == 503 and person.get("/readyz").status_code == 503
    assert person.get("/healthz").status_code == 200
    assert person.get(f"/cases/{case.case_id}").status_code == 503
    between.up = True
    wait_until(lambda: person.get("/readyz").status_code == 200)
    assert send() == 303 and stored(site.database) == before + 2


def writer(site: Site, case_id: object) -> Callable[[], httpx.Response]:
    person = client_of(serve(site.settings, site.database), site.settings, site.database, site.make.member(), {})
    token = person.token("/desk")
    words = "消えては困る言葉です。"

    def send() -> httpx.Response:
        answer = person.post(f"/cases/{case_id}/posts", {"body": words, "once": uuid4().hex}, token=token)
        assert answer.status_code == 303 or words in answer.text, "what was typed comes back"
        return answer

    return send


def test_ft_13_a_server_that_takes_a_call_and_says_nothing_is_not_waited_for(apart: tuple[Site, Between]) -> None:
    site, between = apart
    send = writer(site, site.make.case().case_id)
    between.cut()
    between.up = between.silent = True
    began = time.monotonic()
    assert send().status_code == 503
    assert time.monotonic() - began < 4 * float(PATIENCE["connect_timeout"])
    between.silent = False
    assert send().status_code == 303


def test_ft_13_when_every_connection_is_taken_the_next_is_refused_in_time(
    apart: tuple[Site, Between], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, _ = apart
    send = writer(site, site.make.case().case_id)
    pool = site.database.engine.pool
    monkeypatch.setattr(pool, "_timeout", 0.3)
    with contextlib.ExitStack() as taken:
        with contextlib.suppress(PoolTimeout):
            while True:
                taken.enter_context(site.database.engine.connect())
        refused = send()
        assert refused.status_code == 503 and refused.headers["retry-after"]
    assert send().status_code == 303


def test_ft_06_ft_13_a_table_that_somebody_has_locked_keeps_nobody_waiting_for_ever(
    apart: tuple[Site, Between], cluster: str
) -> None:
    """As `test_faults.py` asks of SQLite, whose whole file is locked."""
    site, _ = apart
    assert f"lock_timeout={BUSY_TIMEOUT}" in PATIENCE["options"]
    with site.database.engine.connect() as connection:
        assert connection.execute(text("show lock_timeout")).scalar() == f"{BUSY_TIMEOUT // 1000}s"
    send = writer(site, site.make.case().case_id)
    admin = create_engine(cluster)
    with admin.connect() as holder, given(site.database, "set lock_timeout = 300"):
        holder.execute(text("lock table revision in access exclusive mode"))
        refused = send()
        assert refused.status_code == 503 and refused.headers["retry-after"]
        measured(within(5), send, by=lasted)
    admin.dispose()
    assert send().status_code == 303


@contextlib.contextmanager
def given(database: Database, setting: str) -> Iterator[None]:
    """Have every connection of a database be told so first, for a while."""

    def told(driver: Any, _: Any) -> None:
        driver.execute(setting)
        driver.commit()  # or it would be undone with what is only read first

    event.listen(database.engine, "connect", told)
    database.engine.dispose()
    try:
        yield
    finally:
        event.remove(database.engine, "connect", told)
        database.engine.dispose()


SLOW = """
create function slowly() returns trigger language plpgsql as 'begin perform pg_sleep(60); return new; end';
create trigger slowly before insert on revision for each row execute function slowly();
"""


def test_ft_13_a_statement_that_takes_too_long_is_ended_by_the_server_unless_an_operator_waits_for_it(
    apart: tuple[Site, Between], cluster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, _ = apart
    assert allowed(site.database) == f"{STATEMENT // 1000}s"
    environ = {"KIKU_DATA": site.folder, "KIKU_DATABASE_URL": site.settings.database_url, "KIKU_BASE_URL": "https://kiku.test"}  # fmt: skip
    for name, value in environ.items():
        monkeypatch.setenv(name, str(value))
    with monkeypatch.context() as patched:
        patched.setattr(main, "serve", lambda _, database: database)
        patched.setattr(main.log, "configure", lambda: None)
        served: Database = main.create()  # type: ignore[assignment]
    assert allowed(served) == f"{STATEMENT // 1000}s", "what the site is served with"
    served.engine.dispose()
    patient = open_database(site.settings.database_url)
    assert allowed(patient) == "0", "a backup, a migration, a new index: each takes its time"
    patient.engine.dispose()
    send, before = writer(site, site.make.case().case_id), stored(site.database)
    admin = create_engine(cluster, isolation_level="AUTOCOMMIT")
    with admin.connect() as operator:
        operator.exec_driver_sql(SLOW)
        try:
            with given(site.database, "set statement_timeout = 1000"):
                refused = send()
        finally:
            operator.exec_driver_sql("drop function slowly cascade")
    admin.dispose()
    assert refused.status_code == 503 and refused.headers["retry-after"]
    assert stored(site.database) == before
    assert send().status_code == 303 and stored(site.database) == before + 1


def allowed(database: Database) -> str:
    """Return how long the server lets a statement of this database take, in its words."""
    with database.reading() as session:
        return session.execute(text("show statement_timeout")).scalar() or ""


def test_ft_13_a_server_that_falls_silent_in_the_middle_of_a_statement_is_not_waited_for_for_ever(
    apart: tuple[Site, Between], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes what it is sent, so that the network looks well: a server that was stopped, a proxy that lost its other end."""
    assert STATEMENT / 1000 < impatient.SILENT, "whoever only takes too long has said so by then"
    monkeypatch.setattr(impatient, "SILENT", 1.0)
    site, between = apart
    send = writer(site, site.make.case().case_id)
    before = stored(site.database)
    between.mute_after = b"INSERT INTO revision"
    began = time.monotonic()
    refused = send()
    assert between.muted.is_set(), "it was in the middle of that"
    assert refused.status_code == 503 and refused.headers["retry-after"] and time.monotonic() - began < 20
    between.mute_after = b""
    between.muted.clear()
    assert send().status_code == 303
    assert stored(site.database) == before + 1, "what was not answered was not written"
