"""What a member could report, has reported, and what came of it. Apart from the queries, which are the moderators'."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import aliased

from app.accounts.models import Member
from app.database import Session
from app.moderation import policy
from app.moderation.models import Decision, Report
from app.moderation.policy import REPORTS_PAGE, Outcome, Reason
from app.posts.models import Post, Revision, is_public
from app.posts.policy import State
from app.posts.threads import SIGNED


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A report as whoever made it sees it. `to_read` says whether there still is a post to go to."""

    post_id: UUID
    opening: bool
    reason: Reason
    note: str
    made_at: datetime
    came_of_it: str
    decided_at: datetime | None
    to_read: bool

    @property
    def kind(self) -> str:
        return "case" if self.opening else "comment"

    @property
    def open(self) -> bool:
        return self.came_of_it == "waiting"


_Now, _Opening, _OpeningNow = aliased(Revision), aliased(Post), aliased(Revision)
_OWN = (
    select(
        Post.id,
        Post.opening,
        Report.reason,
        Report.note,
        Report.made_at,
        Report.closed_at,
        Revision.state,
        Decision.outcome,
        Decision.since,
        (_Now.id.is_not(None) & _OpeningNow.id.is_not(None)).label("to_read"),
    )
    .select_from(Report)
    .join(Revision, Revision.id == Report.revision_id)
    .join(Post, Post.id == Revision.post_id)
    .join(_Opening, and_(_Opening.case_id == Post.case_id, _Opening.opening))
    .outerjoin(_Now, and_(_Now.post_id == Post.id, is_public(_Now)))
    .outerjoin(_OpeningNow, and_(_OpeningNow.post_id == _Opening.id, is_public(_OpeningNow)))
    # A decision closes every report that waits for it, at the moment it is made.
    .outerjoin(
        Decision,
        and_(
            Decision.revision_id == Report.revision_id,
            Decision.made_at == Report.closed_at,
            Decision.undone_at.is_(None),
        ),
    )
    .where(Report.reporter_id == bindparam("reporter"))
    .order_by(Report.made_at.desc(), Report.id)
    .limit(REPORTS_PAGE + 1)
    .offset(bindparam("offset"))
)


def own(session: Session, reporter_id: UUID, *, page: int) -> tuple[list[OwnReport], bool]:
    """Return what a member has reported, the latest first, and whether there is more."""
    rows = session.execute(_OWN, {"reporter": reporter_id, "offset": (page - 1) * REPORTS_PAGE}).all()
    return [_own(row) for row in rows[:REPORTS_PAGE]], len(rows) > REPORTS_PAGE


def _own(row: Any) -> OwnReport:
    decided = (Outcome(row.outcome), State(row.since)) if row.outcome else None
    return OwnReport(
        row.id,
        row.opening,
        Reason(row.reason),
        row.note,
        row.made_at,
        policy.came_of_it(decided, State(row.state)),
        row.closed_at if decided else None,
        row.to_read,
    )


@dataclass(frozen=True, slots=True)
class Reportable:
    """A post that peers can read now, and what the viewer has reported of it."""

    post_id: UUID
    revision_id: UUID
    opening: bool
    name: str
    mine: bool
    reason: Reason | None
    note: str
    reported_at: datetime | None

    @property
    def kind(self) -> str:
        return "case" if self.opening else "comment"


_Opening, _OpeningRevision = aliased(Post), aliased(Revision)
_REPORTABLE = (
    select(
        Post.id,
        Revision.id.label("revision_id"),
        Post.opening,
        SIGNED.label("name"),
        (Post.author_id == bindparam("viewer")).label("mine"),
        Report.reason,
        Report.note,
        Report.made_at,
    )
    .join(Revision, and_(Revision.post_id == Post.id, Revision.state == State.PUBLISHED))
    # A comment is read as long as its case is.
    .join(_Opening, and_(_Opening.case_id == Post.case_id, _Opening.opening))
    .join(_OpeningRevision, and_(_OpeningRevision.post_id == _Opening.id, _OpeningRevision.state == State.PUBLISHED))
    .join(Member, Member.id == Post.author_id)
    .outerjoin(
        Report,
        and_(Report.revision_id == Revision.id, Report.reporter_id == bindparam("viewer"), Report.closed_at.is_(None)),
    )
    .where(Post.id == bindparam("post"))
)


def reportable(session: Session, viewer: UUID, post_id: UUID) -> Reportable | None:
    """Return a post that the viewer could report; None for one that peers do not read now."""
    row = session.execute(_REPORTABLE, {"viewer": viewer, "post": post_id}).one_or_none()
    if row is None:
        return None
    return Reportable(
        row.id,
        row.revision_id,
        row.opening,
        row.name,
        row.mine,
        Reason(row.reason) if row.reason else None,
        row.note or "",
        row.made_at,
    )
