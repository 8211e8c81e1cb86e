"""Links that go out by mail: made, used once, ended. A file of its own, because joining and renewing both send them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app import outbox
from app.accounts import rows
from app.accounts.models import MailToken, Member
from app.accounts.policy import Link
from app.database import Session, changed
from app.errors import NotAllowed, OutOfDate


class Purpose(StrEnum):
    """What a link in a mail is good for."""

    CONFIRM = "confirm"
    RESET = "reset"


def send(
    session: Session, purpose: Purpose, member_id: UUID, email: str, locale: str, place: str, until: datetime
) -> None:
    """Mail a link that leads to a page below `place`."""
    token = MailToken(id=uuid4(), member_id=member_id, purpose=purpose, expires_at=until)
    session.add(token)
    outbox.put(session, purpose, email, locale, f"{place}/{token.id}")
    session.flush()


def use(session: Session, link: Link, now: datetime) -> None:
    """Use a link up. Of two who press at once one has used it.

    Raises  OutOfDate("link_over") for the other.
    """
    used = update(MailToken).where(
        col(MailToken.id) == link.id, col(MailToken.used_at).is_(None), col(MailToken.expires_at) > now
    )
    if not changed(session, used.values(used_at=now)):
        raise OutOfDate("link_over")


def take_address(session: Session, member_id: UUID, now: datetime) -> None:
    """Take an address as its owner's, who has shown that they read its mail.

    Raises  NotAllowed("name_taken") if their name became somebody else's meanwhile.
    """
    try:
        with session.begin_nested():
            session.execute(rows.member(member_id).where(col(Member.confirmed_at).is_(None)).values(confirmed_at=now))
    except IntegrityError as error:  # somebody else came to hold the name between two statements
        raise NotAllowed("name_taken") from error


def end(session: Session, member_id: UUID, purpose: Purpose, now: datetime) -> None:
    """Let no link of a kind be good any more that was mailed before."""
    open_ones = update(MailToken).where(
        col(MailToken.member_id) == member_id, col(MailToken.purpose) == purpose, col(MailToken.used_at).is_(None)
    )
    changed(session, open_ones.values(used_at=now))
