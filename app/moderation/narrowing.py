"""Which of the texts that wait a list is narrowed to, in which order, and on which the viewer may not decide.

A file of its own, because the queue and the way through it ask for the same texts.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import aliased

from app import clock
from app.moderation.models import Decision, Opinion, RedactionObjection, Report
from app.moderation.policy import Claimed, Filters, Outcome
from app.posts.models import Review, Revision, is_open
from app.posts.policy import Cause

HELD_BY_SOMEBODY = and_(Review.holder_id.is_not(None), Review.held_until > bindparam("now"))
# Everything a list is narrowed by stands on the review, so that five thousand of them are counted without looking further.
NARROWED = and_(
    is_open(Review),
    or_(bindparam("lang") == "", Review.lang == bindparam("lang")),
    or_(
        bindparam("kind") == "",
        and_(bindparam("kind") == "appeal", Review.cause == Cause.APPEALED),
        and_(bindparam("kind") != "appeal", Review.opening == bindparam("opening")),
    ),
    or_(bindparam("rule") == "", Review.found.contains(bindparam("pattern"))),
    or_(bindparam("reported").is_(False), Review.reports > 0),
    or_(
        bindparam("claimed") == "",
        and_(bindparam("claimed") == Claimed.FREE, ~HELD_BY_SOMEBODY),
        and_(bindparam("claimed") == Claimed.MINE, HELD_BY_SOMEBODY, Review.holder_id == bindparam("viewer")),
        and_(bindparam("claimed") == Claimed.TAKEN, HELD_BY_SOMEBODY, Review.holder_id != bindparam("viewer")),
    ),
)
IN_ORDER = (Review.risk, Review.opened_at, Review.id)
REPORTED_BY_VIEWER = (
    select(Report.id)
    .where(
        Report.revision_id == Review.revision_id,
        Report.reporter_id == bindparam("viewer"),
        Report.closed_at.is_(None),
    )
    .exists()
)
# Whether the author objects to what the viewer replaced: that is for somebody else to look at.
_Redacted = aliased(Revision)
_OBJECTED_TO_VIEWER = (
    select(RedactionObjection.revision_id)
    .join(_Redacted, _Redacted.id == RedactionObjection.revision_id)
    .join(Decision, and_(Decision.revision_id == _Redacted.redacts_id, Decision.undone_at.is_(None)))
    .where(
        RedactionObjection.revision_id == Review.revision_id,
        Decision.outcome == Outcome.REDACT,
        Decision.moderator_id == bindparam("viewer"),
    )
    .exists()
)
# What is looked at again is for anybody but whoever decided, alone or as one of two who came to the same: an appeal,
# what an appeal brought back, an objection.
DECIDED_BY_VIEWER = or_(
    _OBJECTED_TO_VIEWER,
    and_(
        Review.cause.in_((Cause.APPEALED, Cause.RESTORED)),
        select(Decision.id)
        .outerjoin(Opinion, and_(Opinion.revision_id == Decision.revision_id, Opinion.outcome == Decision.outcome))
        .where(
            Decision.revision_id == Review.revision_id,
            or_(Decision.moderator_id == bindparam("viewer"), Opinion.moderator_id == bindparam("viewer")),
            Decision.undone_at.is_(None),
        )
        .exists(),
    ),
)
OPINION_OF_VIEWER = (
    select(Opinion.id).where(Opinion.review_id == Review.id, Opinion.moderator_id == bindparam("viewer")).exists()
)


def asked(viewer: UUID, filters: Filters) -> dict[str, Any]:
    """Return what these conditions are asked with."""
    return {
        "viewer": viewer,
        "now": clock.now(),
        "lang": filters.lang,
        "kind": filters.kind,
        "opening": filters.kind == "case",
        "rule": filters.rule,
        "pattern": f" {filters.rule}:",
        "reported": filters.reported,
        "claimed": filters.claimed,
    }
