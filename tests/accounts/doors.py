"""What a person does at the door, in one line each: asking to join, reading their mail, signing in."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import httpx
from sqlalchemy import update

from app import clock
from app.accounts import passwords, service
from app.accounts.models import Member, SignIn
from app.database import Database
from app.factors import codes
from app.factors import service as proofs
from app.factors.policy import STEP
from app.outbox import post
from app.settings import Settings
from tests.people import Browser

PASSWORD = "雨のあとの石畳が光る夕方"
LINK = re.compile(r"https://kiku\.test(/\S+)")
JOINING = {
    "email": "midori@example.jp",
    "password": PASSWORD,
    "name": "みどり",
    "locale": "ja",
    "licence": "jp-clinical-psychologist",
    "licence_number": "01662",
}


def join(person: Browser, **fields: str) -> httpx.Response:
    return person.post("/join", {**JOINING, **fields})


def sign_in(
    person: Browser,
    email: str = "midori@example.jp",
    password: str = PASSWORD,
    *,
    token: str | None = None,
    headers: dict[str, str] | None = None,
    **fields: str,
) -> httpx.Response:
    typed = {"email": email, "password": password, **fields}
    return person.post("/sign-in", typed, token=token, headers=headers)


def mails(database: Database, settings: Settings) -> list[EmailMessage]:
    """Send what waits, and return what arrived by this, in the order of addresses."""
    folder = settings.data / "outbox"
    for old in folder.glob("*.eml"):
        old.unlink()
    failures: list[Exception] = []
    post.deliver(database, settings, failures.append)
    assert failures == []
    return [read(path) for path in sorted(folder.glob("*.eml"))]


def read(path: Path) -> EmailMessage:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def link_in(mail: EmailMessage) -> str:
    """Return where the link of a mail leads, on our site."""
    found = LINK.search(mail.get_content())
    assert found, "the mail has a link"
    return found[1]


def press(person: Browser, link: str, **fields: str) -> httpx.Response:
    """Open a mailed link and press its button."""
    path, _, query = link.partition("?key=")
    assert person.get(link).status_code == 200
    return person.post(path, {"key": query, **fields})


def with_password(database: Database, member: Member, password: str = PASSWORD) -> Member:
    """Give a member made for a test a password they can sign in with."""
    with database.writing() as session:
        member = session.merge(member)
        member.password_hash = passwords.hashed(password)
        session.add(member)
    return member


def invited(database: Database, email: str = "midori@example.jp") -> str:
    with database.writing() as session:
        return service.invite(session, email)


def with_app(database: Database, member: Member) -> str:
    """Give a member an app that shows codes, as set up long ago; return its secret."""
    now = clock.now()
    with database.writing() as session:
        begun = proofs.begin_app(session, member.id, now)
        secret = proofs.secret(session, begun)
        assert proofs.confirm_app(session, member.id, begun, code_of(secret, -1), now)
    return secret


def code_of(secret: str, later: int = 0) -> str:
    """Return what the app shows now, or some steps of half a minute later."""
    return codes.code_at(secret, int(clock.now().timestamp()) // STEP + later)


def give_code(person: Browser, code: str, *, token: str | None = None, **fields: str) -> httpx.Response:
    return person.post("/sign-in/code", {"code": code, **fields}, token=token)


def long_ago(database: Database, member: Member, **moments: timedelta) -> None:
    """Move back when the member's sign-ins were proven or seen: `proven_at=timedelta(hours=1)`."""
    now = clock.now()
    with database.writing() as session:
        values = {name: now - ago for name, ago in moments.items()}
        session.execute(update(SignIn).where(SignIn.member_id == member.id).values(**values))
