"""Telling moderators that texts wait, by a mail without a word of them. A file of its own: the worker's, and no request's."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlmodel import col

from app import limits, outbox
from app.accounts.models import Member
from app.database import Session
from app.limits import Limit
from app.posts.models import Review, is_open
from app.posts.policy import Risk
from app.web.visit import Role

LONG = timedelta(hours=24)  # a text that waits longer is one that nobody happens to come by for
USUAL = Limit("queue_waits", 1, 72_000)  # once in 20 hours, so that it comes at about the same time of day
URGENT = Limit("queue_urgent", 1, 10_800)  # once in 3 hours, while words of live danger wait for a reader


def call(session: Session, now: datetime) -> int:
    """Write to every moderator if somebody may be in danger, or if a text has waited long; return to how many."""
    free = or_(col(Review.holder_id).is_(None), col(Review.held_until) <= now)
    danger = select(Review.id).where(is_open(Review), free, col(Review.risk) == Risk.DANGER)
    long = select(Review.id).where(is_open(Review), col(Review.opened_at) <= now - LONG)
    urgent = session.scalars(danger.limit(1)).first() is not None
    if not urgent and session.scalars(long.limit(1)).first() is None:
        return 0
    limit = URGENT if urgent else USUAL
    told = 0
    for member in session.scalars(select(Member).where(col(Member.role).in_((Role.MODERATOR, Role.ADMIN)))):
        if limits.add(session, limit, str(member.id), 1) == 0:
            outbox.put(session, limit.action, member.email, member.locale, "/moderation")
            told += 1
    return told
