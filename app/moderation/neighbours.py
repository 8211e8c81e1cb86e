"""The way through the queue: what the viewer may decide on before and after a text. A file of its own: it lists nothing."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import aliased

from app.database import Session
from app.moderation.narrowing import (
    DECIDED_BY_VIEWER,
    HELD_BY_SOMEBODY,
    IN_ORDER,
    NARROWED,
    OPINION_OF_VIEWER,
    REPORTED_BY_VIEWER,
    asked,
)
from app.moderation.policy import Claimed, Filters
from app.posts.models import Post, Review, Revision, is_open


class Neighbours(NamedTuple):
    """What the viewer may decide on before and after a text, in the order of the queue."""

    before: UUID | None
    after: UUID | None


_Mine, _Here = aliased(Post), aliased(Review)
_LATER = or_(
    Review.risk > _Here.risk,
    and_(Review.risk == _Here.risk, Review.opened_at > _Here.opened_at),
    and_(Review.risk == _Here.risk, Review.opened_at == _Here.opened_at, Review.id > _Here.id),
)
# What a colleague has in hand is passed over: two who go through the queue do not read the same text.
_DECIDABLE = (
    select(Review.revision_id)
    .join(Revision, Revision.id == Review.revision_id)
    .join(_Mine, _Mine.id == Revision.post_id)
    .where(
        NARROWED,
        _Mine.author_id != bindparam("viewer"),
        ~REPORTED_BY_VIEWER,
        ~DECIDED_BY_VIEWER,
        ~OPINION_OF_VIEWER,
        Review.revision_id != bindparam("revision"),
        or_(bindparam("claimed") == Claimed.TAKEN, ~HELD_BY_SOMEBODY, Review.holder_id == bindparam("viewer")),
    )
    .limit(1)
)
_FIRST = _DECIDABLE.order_by(*IN_ORDER)
_BESIDE = select(
    _DECIDABLE.where(~_LATER)
    .order_by(*(column.desc() for column in IN_ORDER))
    .correlate(_Here)
    .scalar_subquery()
    .label("before"),
    _DECIDABLE.where(_LATER).order_by(*IN_ORDER).correlate(_Here).scalar_subquery().label("after"),
).where(_Here.revision_id == bindparam("revision"), is_open(_Here))


def neighbours(session: Session, viewer: UUID, revision_id: UUID, filters: Filters) -> Neighbours:
    """Return where to go on from a text. From one that does not wait any more, or from the last, it is the first."""
    wanted = {**asked(viewer, filters), "revision": revision_id}
    beside = session.execute(_BESIDE, wanted).one_or_none()
    before, after = beside or (None, None)
    return Neighbours(before, after or session.execute(_FIRST, wanted).scalar_one_or_none())
