"""A site of its own, whose files can be looked into, copied and damaged."""

import io
import os
import shutil
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from app import schema, settings, vault
from app.__main__ import main
from app.accounts.models import Member
from app.database import Database, open_database
from app.settings import Settings
from app.web import log
from tests.accounts.doors import with_password
from tests.make import Make
from tools import postgres

# A server of its own is started and cut off there. tools/run_tests.py says so where PostgreSQL is missing.
collect_ignore = [] if postgres.binaries() else ["test_server_away.py"]


@dataclass(frozen=True)
class Site:
    """A data folder, the database it goes with, and what makes members and cases in it."""

    folder: Path
    settings: Settings
    database: Database
    make: Make


def site_at(folder: Path, url: str = "", *, set_up: bool = True, for_pages: bool = False) -> Site:
    found = settings.read({"KIKU_DATA": str(folder), "KIKU_BASE_URL": "https://kiku.test"})
    if url:
        found = replace(found, database_url=url)
    database = open_database(found.database_url, for_pages=for_pages)
    vault.unlock(database, found.vault_key_file)
    if set_up:
        schema.upgrade(database)
    return Site(folder, found, database, Make(database))


@dataclass(frozen=True)
class Came:
    """What came of a command."""

    status: int
    said: str


def kiku(site: Site, *arguments: str, **environ: str) -> Came:
    """Type a command at a site, as its operator would."""
    said = io.StringIO()
    given = {"KIKU_DATA": str(site.folder), "KIKU_DATABASE_URL": site.settings.database_url, **environ}
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(said):
        patch.setattr(log, "configure", lambda: None)  # the log would go on into what is said here
        for name, value in given.items():
            patch.setenv(name, value)
        return Came(main(arguments), said.getvalue())


@pytest.fixture
def midori(make, database) -> Member:
    return with_password(database, make.member("みどり"))


@pytest.fixture(scope="session")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site that was set up and never used, to be copied."""
    site = site_at(tmp_path_factory.mktemp("new") / "site")
    site.database.engine.dispose()
    return site.folder


@pytest.fixture
def own_site(new_site: Path, tmp_path: Path) -> Iterator[Site]:
    """On SQLite, where every file can be read."""
    shutil.copytree(new_site, tmp_path / "site")
    site = site_at(tmp_path / "site", set_up=False)
    yield site
    site.database.engine.dispose()


@pytest.fixture
def empty_url(tmp_path: Path) -> Iterator[str]:
    """Where an empty database is: of the kind the tests run on."""
    url = os.environ.get("TEST_DATABASE_URL")
    if not url:
        yield f"sqlite:///{tmp_path / 'elsewhere.sqlite'}"
        return
    name = f"elsewhere_{uuid4().hex[:12]}"
    admin = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f"create database {name}"))
    yield sa.make_url(url).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(sa.text(f"drop database {name} with (force)"))
    admin.dispose()
