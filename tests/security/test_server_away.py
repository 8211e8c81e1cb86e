"""PostgreSQL that goes away, ends a connection or comes back: refused with the text kept, never said to be saved, and healed."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, func, make_url, select, text

from app.database import Database
from app.main import serve
from app.posts.models import Revision
from tests.people import client_of
from tests.security.conftest import Site, site_at
from tools import postgres

pytestmark = pytest.mark.slow

HEALED = 10  # seconds


class Between:
    """What stands between the site and its database, and can be cut: a network."""

    def __init__(self, host: str, port: int) -> None:
        self._to, self._pairs = (host, port), []  # type: ignore[var-annotated]
        self.up = True
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            if not self.up:
                near.close()
                continue
            far = socket.create_connection(self._to)
            self._pairs += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=_carry, args=(one, other), daemon=True).start()

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


def _carry(one: socket.socket, other: socket.socket) -> None:
    try:
        while content := one.recv(65_536):
            other.sendall(content)
    except OSError:
        pass
    with_nobody(one)
    with_nobody(other)


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    binaries = postgres.binaries()
    assert binaries is not None, "tests/security/conftest.py leaves this file out where there is no PostgreSQL"
    with postgres.cluster(binaries) as url:
        yield url


@pytest.fixture
def apart(cluster: str, tmp_path: Path) -> Iterator[tuple[Site, Between]]:
    url = make_url(cluster)
    assert url.host and url.port
    between = Between(url.host, url.port)
    site = site_at(tmp_path / "site", url.set(port=between.port).render_as_string(hide_password=False))
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
        connection.execute(text("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'"))  # fmt: skip
    admin.dispose()
    assert send() == 303
    between.cut()
    assert send() == 503 and person.get("/readyz").status_code == 503
    assert person.get("/healthz").status_code == 200
    assert person.get(f"/cases/{case.case_id}").status_code == 503
    between.up = True
    until = time.monotonic() + HEALED
    while person.get("/readyz").status_code != 200:
        assert time.monotonic() < until
        time.sleep(0.1)
    assert send() == 303 and stored(site.database) == before + 2
