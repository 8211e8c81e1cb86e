"""Sending what is due: by SMTP, or into files where no server is set. The text is made here, and so is a link's signature."""

import os
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

from sqlalchemy import bindparam, delete, select, update
from sqlmodel import col

from app import clock, i18n, signing
from app.database import Database, changed
from app.outbox.models import Mail
from app.settings import Settings

# A link of these kinds does something, so it carries a signature; the others lead to a page that asks who one is.
SIGNED = frozenset({"confirm", "reset", "new_email"})
PURPOSE = "mail"  # of the signature
AT_MOST = 50  # mails in one round
LEASE = timedelta(minutes=5)  # how long a mail is left to the process that took it
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
MOST_TRIES = 12  # about two days, with the waits above
TIMEOUT = 20  # seconds for a server to answer

Send = Callable[[EmailMessage, UUID], None]


class Delivery(NamedTuple):
    """What came of one round. `given_up` are mails nobody will try again."""

    sent: int = 0
    failed: int = 0
    given_up: int = 0


class _Due(NamedTuple):
    id: UUID
    kind: str
    address: str
    locale: str
    path: str
    due_at: datetime
    tries: int


_DUE = (
    select(Mail.id, Mail.kind, Mail.address, Mail.locale, Mail.path, Mail.due_at, Mail.tries)
    .where(col(Mail.due_at) <= bindparam("now"))
    .order_by(col(Mail.due_at))
    .limit(AT_MOST)
)


def deliver(database: Database, settings: Settings, on_failure: Callable[[Exception], None] | None = None) -> Delivery:
    """Send what is due, each mail once even if several processes look at the same time.

    A mail that went out and could not be struck off, because the power failed between the two, goes out again.
    """
    with database.reading() as session:
        due = [_Due(*row) for row in session.execute(_DUE, {"now": clock.now()})]
    taken = [mail for mail in due if _take(database, mail)]
    if not taken:
        return Delivery()
    sent = failed = given_up = 0
    with _Carrier(settings) as send:
        for mail in taken:
            try:
                send(letter(mail.kind, mail.address, mail.locale, mail.path, settings), mail.id)
            except Exception as error:  # noqa: BLE001  # whatever keeps one mail from going out does not keep the others
                if on_failure:
                    on_failure(error)
                failed += 1
                given_up += _put_off(database, mail)
            else:
                _strike_off(database, mail)
                sent += 1
    return Delivery(sent, failed, given_up)


def sweep(settings: Settings, older_than: timedelta) -> int:
    """Remove the letters that were put into files long ago: they name an address. Returns how many went."""
    before = (clock.now() - older_than).timestamp()
    old = [path for path in (settings.data / "outbox").glob("*.eml") if path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def letter(kind: str, address: str, locale: str, path: str, settings: Settings) -> EmailMessage:
    """Write a mail. It says that something is there to read, never what: case, title and names stay on the site."""
    t = i18n.translator(locale)
    host = urlsplit(settings.base_url).hostname or "localhost"
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(t("mail.sender"), addr_spec=_sender(settings, host))
    made["To"] = _addressee(address)
    made["Subject"] = t(f"mail.{kind}.subject")
    made["Date"] = format_datetime(clock.now())
    made["Auto-Submitted"] = "auto-generated"
    link = settings.base_url + path
    if kind in SIGNED:
        link += "?key=" + signing.sign(settings.secret_key, PURPOSE, path)
    text = t(f"mail.{kind}.body", link=link) + "\n\n-- \n" + t("mail.foot", site=settings.base_url) + "\n"
    # Base64 over SMTP, where a line may be 998 bytes and a relay may not take eight bits; a file is for reading.
    made.set_content(text, cte="base64" if settings.smtp_url else "8bit")
    made["Content-Language"] = locale  # after the text, which sets every other Content- header anew
    return made


def _addressee(address: str) -> Address:
    # Address() wants RFC 5322, and two dots in a row are not; the mailboxes exist all the same, in quotes.
    local, _, domain = address.rpartition("@")
    return Address(username=local, domain=domain)


def _sender(settings: Settings, host: str) -> str:
    named = parse_qs(urlsplit(settings.smtp_url).query).get("from")
    return named[0] if named else f"no-reply@{'localhost' if _is_number(host) else host}"


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


class _Carrier(AbstractContextManager[Send]):
    """What carries mails: one connection a round, opened at the first mail and again after it broke; or a folder."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> Send:
        return self._over_smtp if self._settings.smtp_url else self._into_folder

    def __exit__(self, *_: object) -> None:
        if self._server:
            self._server.close()

    def _over_smtp(self, mail: EmailMessage, mail_id: UUID) -> None:
        mail["Message-ID"] = f"<{mail_id}@{str(mail['From']).rpartition('@')[2].rstrip('>')}>"
        if self._server is None:
            self._server = _connect(self._settings.smtp_url)
        try:
            self._server.send_message(mail)
        except (smtplib.SMTPException, OSError):
            self._server.close()
            self._server = None
            raise

    def _into_folder(self, mail: EmailMessage, mail_id: UUID) -> None:
        mail["Message-ID"] = f"<{mail_id}@localhost>"
        folder = self._settings.data / "outbox"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _whole(folder / f"{clock.now():%Y%m%dT%H%M%S}-{mail_id}.eml") as handle:
            os.write(handle, mail.as_bytes())


@contextmanager
def _whole(path: os.PathLike[str]) -> Iterator[int]:
    """Give a file that is there complete or not at all, readable by its owner alone."""
    beside = f"{os.fspath(path)}.part"
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        yield handle
    finally:
        os.close(handle)
    Path(beside).replace(path)


def _connect(url: str) -> smtplib.SMTP:
    """Open `smtp://user:password@host:587` (encrypted wherever the server offers it) or `smtps://…`."""
    parts = urlsplit(url)
    host = parts.hostname or "localhost"
    secure = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT, context=secure)
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=TIMEOUT)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=secure)
        elif parts.username:
            server.close()
            raise smtplib.SMTPNotSupportedError("the server offers no encryption, so it is not given the password")
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server


def _take(database: Database, mail: _Due) -> bool:
    """Take a mail for this process. It is due again after a while, in case this process never comes back."""
    with database.writing() as session:
        untaken = update(Mail).where(
            col(Mail.id) == mail.id, col(Mail.tries) == mail.tries, col(Mail.due_at) == mail.due_at
        )
        return changed(session, untaken.values(tries=mail.tries + 1, due_at=clock.now() + LEASE)) == 1


def _put_off(database: Database, mail: _Due) -> bool:
    """Try again later, each time a while longer; return whether this was the last time."""
    last = mail.tries + 1 >= MOST_TRIES
    mine = (col(Mail.id) == mail.id, col(Mail.tries) == mail.tries + 1)
    with database.writing() as session:
        if last:
            session.execute(delete(Mail).where(*mine))
        else:
            wait = min(FIRST_WAIT * 2**mail.tries, LONGEST_WAIT)
            session.execute(update(Mail).where(*mine).values(due_at=clock.now() + wait))
    return last


def _strike_off(database: Database, mail: _Due) -> None:
    with database.writing() as session:
        session.execute(delete(Mail).where(col(Mail.id) == mail.id))
