"""A member by their sign-in; licences that wait to be checked."""

import hashlib
from datetime import datetime

from sqlalchemy import and_, bindparam, case, or_, select

from app.accounts import policy
from app.accounts.models import Licence, Member, SignIn
from app.database import Session
from app.web.visit import Role, Viewer

# Of several licences the one that speaks best for its holder counts: valid, then expired, then waiting, then refused.
_BEST = case(
    (and_(Licence.state == "confirmed", or_(Licence.expires_on.is_(None), Licence.expires_on >= bindparam("today"))), 0),
    (Licence.state == "confirmed", 1),
    (Licence.state == "claimed", 2),
    else_=3,
)
_VIEWER = (
    select(
        Member.id,
        SignIn.id.label("sign_in_id"),
        Member.name,
        Member.email,
        Member.role,
        Member.locale,
        Member.confirmed_at,
        Licence.state,
        Licence.expires_on,
    )
    .join(SignIn, SignIn.member_id == Member.id)
    .outerjoin(Licence, Licence.member_id == Member.id)
    .where(SignIn.key_hash == bindparam("key"), SignIn.ended_at.is_(None), SignIn.ends_at > bindparam("now"))
    .order_by(_BEST, Licence.claimed_at.desc())
    .limit(1)
)


def key_hash(key: str) -> str:
    """Return what is stored of a sign-in's key: a copy of the table opens no door."""
    return hashlib.sha256(key.encode()).hexdigest()


def viewer(session: Session, key: str, now: datetime) -> Viewer | None:
    """Return who is signed in with this key, or nobody."""
    row = session.execute(_VIEWER, {"key": key_hash(key), "now": now, "today": now.date()}).one_or_none()
    if row is None:
        return None
    standing = policy.standing(
        confirmed=row.confirmed_at is not None,
        licence=policy.LicenceState(row.state) if row.state else None,
        expires_on=row.expires_on,
        today=now.date(),
    )
    return Viewer(row.id, row.sign_in_id, row.name, row.email, Role(row.role), row.locale, standing)
