"""Putting a mail in the outbox, in the transaction of whatever it tells about."""

from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import col

from app import clock
from app.database import Session
from app.outbox.models import Mail

NOBODYS = ".invalid"  # of whom has left: RFC 2606 keeps this from ever being an address


def put(session: Session, kind: str, address: str, locale: str, path: str, *, after: timedelta = timedelta()) -> None:
    """Queue one mail: its text is `mail.<kind>` of the catalogue, its link leads to `path` of this site.

    `after` lets it wait for a while, where what it tells of may be taken back.
    """
    if address.endswith(NOBODYS):
        return
    now = clock.now()
    session.add(Mail(kind=kind, address=address, locale=locale, path=path, made_at=now, due_at=now + after))


def take_back(session: Session, kind: str, address: str, path: str) -> None:
    """Let a mail that has not gone out go out no more: what it told of is not so any longer."""
    session.execute(delete(Mail).where(col(Mail.kind) == kind, col(Mail.address) == address, col(Mail.path) == path))
