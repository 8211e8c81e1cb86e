"""A real server on loopback and a real Chromium, for the story as people live it."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from app import clock, schema, settings, vault, worker
from app.accounts import passwords, service
from app.database import Database, open_database
from app.factors import codes
from app.factors import service as proofs
from app.factors.policy import STEP
from app.main import serve
from app.posts import apart
from app.settings import Settings
from app.web.visit import Role
from tests import wire
from tests.clock import PATIENCE, wait_until

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without these Chromium looks for its maker's servers at every start.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENT = 30_000  # milliseconds for whatever a page is waited for
expect.set_options(timeout=PATIENT)
PASSWORD = "a lamp beside the quiet window"
APPS: dict[str, str] = {}  # the secret of the app that shows a moderator's codes, by address


@dataclass(frozen=True)
class Live:
    """The site as it runs, and what a test may look at behind it."""

    url: str
    settings: Settings
    database: Database

    def letters(self, address: str) -> list[str]:
        """Return the letters sent to an address so far, oldest first, once there is one."""
        wait_until(lambda: self._letters(address))
        return self._letters(address)

    def _letters(self, address: str) -> list[str]:
        found = [path.read_text() for path in sorted((self.settings.data / "outbox").glob("*.eml"))]
        return [letter for letter in found if address in letter]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("no Chromium here, and REQUIRE_BROWSER is set")
        pytest.skip("no Chromium here: the browser tests did not run")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def reader() -> Iterator[None]:
    """One process that reads texts, for all the sites of these tests: each would take seconds to start its own."""
    end = apart.end
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(apart, "end", lambda: None)
        for limit in ("TURN", "WITHIN"):  # a text is not held because the machine was busy
            patch.setattr(apart, limit, PATIENCE)
        apart.begin().ask("find", "待つ。")
        yield
    end()


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    door = wire.door()
    url = f"http://localhost:{wire.port_of(door)}"  # by name: a passkey is made for a name
    known = settings.read({"KIKU_DATA": str(tmp_path), "KIKU_BASE_URL": url})
    database = open_database(known.database_url)
    schema.upgrade(database)
    vault.unlock(database, known.vault_key_file)
    worker.beside(known, database)
    with wire.serving(serve(known, database), door, log_level="error"):
        yield Live(url, known, database)
    database.engine.dispose()


@pytest.fixture
def person(chromium: Browser, live: Live) -> Iterator[Callable[..., Page]]:
    """Sit somebody down at a browser of their own. Whatever it complains of, or asks of other sites, fails the test."""
    opened = []
    complaints: list[str] = []

    def sit_down(locale: str, *, scripts: bool = True, width: int = 1280, dark: bool = False) -> Page:
        context = chromium.new_context(
            base_url=live.url,
            locale={"ja": "ja-JP", "en": "en-GB"}[locale],
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
        )
        page = context.new_page()
        page.set_default_timeout(PATIENT)
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on(
            "console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None
        )
        page.on(
            "request",
            lambda asked: (
                complaints.append(f"asked {asked.url}") if not asked.url.startswith((live.url, "data:")) else None
            ),
        )
        opened.append(context)
        return page

    yield sit_down
    for context in opened:
        context.close()
    assert complaints == []


@pytest.fixture
def staff(live: Live) -> Callable[[str, str], str]:
    """Let somebody in on the operator's word, as `kiku member add --verified` does; returns their address."""

    numbers = itertools.count(1)

    def add(name: str, locale: str, role: Role = Role.MODERATOR) -> str:
        email = f"{role}-{next(numbers)}@example.org"
        with live.database.writing() as session:
            member = service.add_member(
                session,
                email=email,
                name=name,
                role=role,
                locale=locale,
                password_hash=passwords.hashed(PASSWORD),
                verified=True,
            )
            if role is not Role.COUNSELLOR:
                session.flush()
                now = clock.now()
                app = proofs.begin_app(session, member.id, now)
                APPS[email] = proofs.secret(session, app)
                proofs.confirm_app(session, member.id, app, codes.code_at(APPS[email], step(now) - 1), now)
        return email

    return add


def step(now: datetime) -> int:
    return int(now.timestamp()) // STEP
