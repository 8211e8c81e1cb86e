"""A member by their sign-in, by their address or by their id: who somebody is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, case, or_, select
from sqlmodel import col

from app.accounts import policy
from app.accounts.models import Attempt, Licence, Member, SignIn
from app.accounts.policy import LicenceState, key_hash
from app.database import Session
from app.web.visit import Known, Role, Standing, Viewer

# Of several licences the one that speaks best for its holder counts: valid, then waiting, then expired, then refused.
_BEST = case(
    (
        and_(
            col(Licence.state) == LicenceState.CONFIRMED,
            or_(col(Licence.expires_on).is_(None), col(Licence.expires_on) >= bindparam("today")),
        ),
        0,
    ),
    (col(Licence.state) == LicenceState.CLAIMED, 1),
    (col(Licence.state) == LicenceState.CONFIRMED, 2),
    else_=3,
)

_VIEWER = (
    select(
        Member.id,
        col(SignIn.id).label("sign_in_id"),
        Member.name,
        Member.email,
        Member.role,
        Member.locale,
        Member.confirmed_at,
        Licence.state,
        Licence.expires_on,
        SignIn.strong,
        SignIn.proven_at,
        SignIn.seen_at,
    )
    .join(SignIn, col(SignIn.member_id) == Member.id)
    .outerjoin(Licence, col(Licence.member_id) == Member.id)
    .where(
        col(SignIn.key_hash) == bindparam("key"),
        col(SignIn.ended_at).is_(None),
        col(SignIn.ends_at) > bindparam("now"),
    )
    .order_by(_BEST, col(Licence.claimed_at).desc())
    .limit(1)
)

_WHOSE = select(SignIn.member_id).where(col(SignIn.key_hash) == bindparam("key"))

_DEMO = select(select(Member.id).where(col(Member.demo).is_(True)).exists())

_ATTEMPT = select(Attempt.id, Attempt.member_id, Attempt.password_seen, Attempt.tries).where(
    col(Attempt.key_hash) == bindparam("key"), col(Attempt.ends_at) > bindparam("now")
)

_ACCOUNT = select(Member.id, Member.name, Member.email, Member.role, Member.locale, Member.password_hash)

_BY_EMAIL = _ACCOUNT.where(col(Member.email) == bindparam("email"))

_BY_ID = _ACCOUNT.where(col(Member.id) == bindparam("id"))


@dataclass(frozen=True, slots=True)
class Account:
    """A member as signing in and changing the account need them. Never given to a page."""

    id: UUID
    name: str
    email: str
    role: Role
    locale: str
    password_hash: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sign-in whose password was right and whose second step is to come."""

    id: UUID
    member_id: UUID
    password_seen: str


def known(session: Session, key: str, now: datetime, *, demo_may: bool) -> Known:
    """Return who is signed in with this key, or whose it was.

    `demo_may`: with a demo's database whoever moderates is let in without a second factor.
    """
    row = session.execute(_VIEWER, {"key": key_hash(key), "now": now, "today": now.date()}).one_or_none()
    if row is None or policy.is_idle(Role(row.role), row.seen_at, now):
        return Known(was=session.execute(_WHOSE, {"key": key_hash(key)}).scalar_one_or_none())
    role = Role(row.role)
    standing = policy.standing(
        confirmed=row.confirmed_at is not None,
        licence=LicenceState(row.state) if row.state else None,
        expires_on=row.expires_on,
        today=now.date(),
    )
    if policy.must_set_up(role, strong=row.strong) and not (demo_may and is_demo(session)):
        standing = Standing.UNPROVEN
    viewer = Viewer(row.id, row.sign_in_id, row.name, row.email, role, row.locale, standing, row.proven_at, row.strong)
    return Known(viewer, to_note=now - row.seen_at >= policy.NOTED_EVERY[role])


def is_demo(session: Session) -> bool:
    """Whether this is a demo's database. It is asked of few: of those who moderate and came without a second factor."""
    return bool(session.execute(_DEMO).scalar_one())


def attempt(session: Session, key: str, now: datetime) -> Waiting | None:
    """Return the sign-in that waits for its second step in the browser that has this key."""
    row = session.execute(_ATTEMPT, {"key": key_hash(key), "now": now}).one_or_none()
    return Waiting(row.id, row.member_id, row.password_seen) if row and row.tries < policy.MOST_TRIES else None


def by_email(session: Session, email: str) -> Account | None:
    return _account(session.execute(_BY_EMAIL, {"email": email}).one_or_none())


def by_id(session: Session, member_id: UUID) -> Account | None:
    return _account(session.execute(_BY_ID, {"id": member_id}).one_or_none())


def _account(row: Row[tuple[UUID, str, str, str, str, str]] | None) -> Account | None:
    return Account(row.id, row.name, row.email, Role(row.role), row.locale, row.password_hash) if row else None


def names(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return what members are called, of those who are still here."""
    return {row.id: row.name for row in session.execute(select(Member.id, Member.name).where(col(Member.id).in_(ids)))}
