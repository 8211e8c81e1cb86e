"""Who lost their second factor, and what an admin has asked for them that another is to answer.

Apart from the queries, because only admins see it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.accounts import policy, rows
from app.accounts.models import FactorRequest, Member
from app.accounts.queries import by_id
from app.database import Session
from app.factors import queries as factors
from app.web.visit import Role


@dataclass(frozen=True, slots=True)
class AskedFor:
    """That a second factor be taken off, as one admin asked it and another is to see it."""

    id: UUID
    member_id: UUID
    name: str
    by: str
    own: bool
    reason: str
    proof: str
    asked_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class LockedOut:
    """A member who may have lost their second factor; `has` says that there is one, `oneself` that it is the admin's own.

    asked  what another admin has asked and nobody has answered, where it takes two.
    alone  it takes two, and there is no other admin.
    """

    id: UUID
    name: str
    email: str
    role: Role
    has: bool
    oneself: bool
    two: bool
    alone: bool
    asked: AskedFor | None


def locked_out(session: Session, admin_id: UUID, member_id: UUID, now: datetime) -> LockedOut | None:
    """Return a member as an admin needs to see them who is to take off a second factor that was lost."""
    found = by_id(session, member_id)
    if found is None:
        return None
    others = bool(rows.admins(session, admin_id, member_id))
    two = policy.wants_two(found.role, others=others)
    return LockedOut(
        found.id,
        found.name,
        found.email,
        found.role,
        factors.has(session, member_id).any,
        found.id == admin_id,
        two,
        two and not others,
        next((one for one in asked_for(session, admin_id, now) if one.member_id == member_id), None),
    )


_Asker = aliased(Member)

_ASKED_FOR = (
    select(FactorRequest, Member.name, _Asker.name.label("by"))
    .join(Member, col(Member.id) == FactorRequest.member_id)
    .join(_Asker, col(_Asker.id) == FactorRequest.asked_by)
    .where(col(FactorRequest.asked_at) > bindparam("since"), FactorRequest.member_id != bindparam("admin"))
    .order_by(FactorRequest.asked_at)
)


def asked_for(session: Session, admin_id: UUID, now: datetime) -> tuple[AskedFor, ...]:
    """Return which second factors of others wait for an admin to agree that they are taken off."""
    asked = session.execute(_ASKED_FOR, {"since": now - policy.AGREED_WITHIN, "admin": admin_id}).all()
    return tuple(
        AskedFor(
            one.id,
            one.member_id,
            name,
            by,
            one.asked_by == admin_id,
            one.reason,
            one.proof,
            one.asked_at,
            one.asked_at + policy.AGREED_WITHIN,
        )
        for one, name, by in asked
    )
