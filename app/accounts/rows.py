"""Members' rows: found by an address, a name or a role, and changed. What the writing files share."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Update, select, update
from sqlmodel import col

from app.accounts import naming
from app.accounts.models import NAME_HELD, Member
from app.database import Session
from app.web.visit import Role


def by_email(session: Session, email: str) -> Member | None:
    return session.scalars(select(Member).where(col(Member.email) == email)).one_or_none()


def name_held(session: Session, name: str, *, but: UUID) -> bool:
    """Whether another confirmed member goes by this name, or by one that looks the same."""
    return session.execute(NAME_HELD, {"key": naming.name_key(name), "but": but}).first() is not None


def member(member_id: UUID) -> Update:
    return update(Member).where(col(Member.id) == member_id)


def admins(session: Session, *but: UUID) -> Sequence[Member]:
    """Return the admins who have come in, save those named."""
    return session.scalars(
        select(Member).where(
            col(Member.role) == Role.ADMIN, col(Member.confirmed_at).is_not(None), col(Member.id).not_in(but)
        )
    ).all()
