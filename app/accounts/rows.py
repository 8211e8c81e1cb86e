"""Members' rows: found by an address or a name, and an update that says how many it changed. What the writing files share."""

from uuid import UUID

from sqlalchemy import CursorResult, Update, select, update
from sqlmodel import col

from app.accounts import naming
from app.accounts.models import NAME_HELD, Member
from app.database import Session


def by_email(session: Session, email: str) -> Member | None:
    return session.scalars(select(Member).where(col(Member.email) == email)).one_or_none()


def name_held(session: Session, name: str, *, but: UUID) -> bool:
    return session.execute(NAME_HELD, {"key": naming.name_key(name), "but": but}).first() is not None


def member(member_id: UUID) -> Update:
    return update(Member).where(col(Member.id) == member_id)


def changed(session: Session, statement: Update) -> int:
    """Run an update and return how many rows it changed; what the session knew of them is asked anew."""
    result = session.execute(statement.execution_options(synchronize_session=False))
    assert isinstance(result, CursorResult)
    return result.rowcount
