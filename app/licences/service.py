"""What becomes of a licence once it was confirmed: its holder is reminded, it runs out, a person looks at it again."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import aliased
from sqlmodel import col

from app import audit, outbox
from app.accounts.models import Licence, Member
from app.accounts.policy import LicenceState
from app.audit import Act
from app.database import Session
from app.licences import policy

_Longer = aliased(Licence)


def remind(session: Session, now: datetime) -> int:
    """Tell whose licence runs out, once for each step; return how many were told.

    Whoever has another licence that holds longer is not told of the one that ends: nothing changes for them.
    """
    today = now.date()
    longer = select(_Longer.id).where(
        col(_Longer.member_id) == col(Licence.member_id),
        col(_Longer.state) == LicenceState.CONFIRMED,
        or_(col(_Longer.expires_on).is_(None), col(_Longer.expires_on) > col(Licence.expires_on)),
    )
    ending = (
        select(Licence, Member.email, Member.locale)
        .join(Member, col(Member.id) == col(Licence.member_id))
        .where(
            col(Licence.state) == LicenceState.CONFIRMED,
            col(Licence.expires_on) <= today + timedelta(days=policy.REMINDERS[0]),
            or_(col(Licence.reminded).is_(None), col(Licence.reminded) > 0),
            ~longer.exists(),
        )
    )
    told, over = 0, []
    for licence, email, locale in session.execute(ending).all():
        days = policy.due(licence.expires_on, licence.reminded, today)
        if days is None:
            continue
        licence.reminded = days
        outbox.put(session, policy.mail(days), email, locale, "/me")
        told += 1
        if days == 0:
            over.append(licence)
    session.flush()
    for licence in over:
        audit.record(session, Act.LICENCE_SUSPENSION, actor=None, about=licence.member_id, licence=licence.id)
    return told


def sample(session: Session, now: datetime) -> int:
    """Put some valid licences back to be looked at, once a month and by lot; return how many. Nobody is suspended by it."""
    last = session.execute(select(func.max(col(Licence.sampled_at)))).scalar_one()
    if not policy.is_new_month(last.date() if last else None, now.date()):
        return 0
    settled = list(
        session.scalars(
            select(col(Licence.id)).where(
                col(Licence.state) == LicenceState.CONFIRMED,
                col(Licence.again_since).is_(None),
                or_(col(Licence.expires_on).is_(None), col(Licence.expires_on) >= now.date()),
                col(Licence.decided_at) < now - policy.SETTLED,
            )
        )
    )
    chosen = secrets.SystemRandom().sample(settled, policy.sampled(len(settled)))
    if chosen:
        session.execute(update(Licence).where(col(Licence.id).in_(chosen)).values(sampled_at=now, again_since=now))
        audit.record(session, Act.LICENCE_SAMPLE, actor=None, count=len(chosen))
    return len(chosen)
