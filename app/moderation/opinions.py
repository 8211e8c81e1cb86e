"""Two moderators who have to come to the same without knowing of each other. Below the service, which asks it for leave."""

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlmodel import col

from app import clock
from app.accounts.models import Member
from app.database import Session
from app.moderation.models import Opinion
from app.posts.models import Review
from app.web.visit import Role


class Weighed(StrEnum):
    """What an opinion amounts to."""

    FIRST = "first"  # somebody else is to look as well
    SPLIT = "split"  # two have said different things, and a third decides
    DECIDES = "decides"  # two have said the same, or a third has spoken


def weigh(session: Session, review: Review, moderator_id: UUID, outcome: str, note: str) -> Weighed:
    """Add an opinion to those there are, and return what they amount to. Whoever calls has locked the thread."""
    given = of(session, review.id)
    if len(given) > 1:
        return Weighed.DECIDES
    session.add(
        Opinion(
            review_id=review.id,
            revision_id=review.revision_id,
            moderator_id=moderator_id,
            outcome=outcome,
            note=note,
            made_at=clock.now(),
        )
    )
    review.holder_id = review.held_until = None
    session.add(review)
    session.flush()
    if not given:
        return Weighed.FIRST
    return Weighed.DECIDES if given[0].outcome == outcome else Weighed.SPLIT


def of(session: Session, review_id: UUID) -> Sequence[Opinion]:
    """Return the opinions on what waits, first to last."""
    return session.scalars(
        select(Opinion).where(col(Opinion.review_id) == review_id).order_by(col(Opinion.made_at), col(Opinion.id))
    ).all()


def agreed(session: Session, revision_id: UUID, outcome: str) -> Sequence[UUID]:
    """Return who came to what was decided on a text, where two were asked: it is their decision as well."""
    said = select(Opinion.moderator_id).where(col(Opinion.revision_id) == revision_id, col(Opinion.outcome) == outcome)
    return session.scalars(said).all()


def forget(session: Session, revision_id: UUID) -> None:
    """Drop the opinions on a text whose decision is taken back: it is looked at afresh."""
    session.execute(delete(Opinion).where(col(Opinion.revision_id) == revision_id))


def others(session: Session, *concerned: UUID) -> int:
    """Return how many people there are who could decide, beside those who are concerned: authors, earlier deciders."""
    moderate = col(Member.role).in_((Role.MODERATOR, Role.ADMIN))
    counted = select(func.count()).select_from(Member).where(moderate, col(Member.id).not_in(concerned))
    return session.scalar(counted) or 0
