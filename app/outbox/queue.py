"""Putting a mail in the outbox, in the transaction of whatever it tells about."""

from app import clock
from app.database import Session
from app.outbox.models import Mail


def put(session: Session, kind: str, address: str, locale: str, path: str) -> None:
    """Queue one mail: its text is `mail.<kind>` of the catalogue, its link leads to `path` of this site."""
    now = clock.now()
    session.add(Mail(kind=kind, address=address, locale=locale, path=path, made_at=now, due_at=now))
