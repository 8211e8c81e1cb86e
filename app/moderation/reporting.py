"""What readers and authors say to the moderators: that a text could identify somebody, that a redaction is not right.

Apart from the service, which is what moderators do about it.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app import clock
from app.database import Session
from app.errors import Missing, NotAllowed
from app.moderation import policy
from app.moderation.models import RedactionObjection, Report
from app.moderation.policy import Complaint
from app.posts import reviews, revisions
from app.posts.models import Post, Revision
from app.posts.policy import Cause, Risk, State


def report(session: Session, reporter_id: UUID, revision_id: UUID, complaint: Complaint) -> None:
    """Tell the moderators of a published post. Whoever has told them already changes what they said.

    Raises  Missing if peers do not read this revision now; NotAllowed for one's own post.
    """
    found = session.execute(
        select(Post.case_id, Post.author_id)
        .join(Revision, col(Revision.post_id) == col(Post.id))
        .where(col(Revision.id) == revision_id)
    ).one_or_none()
    if found is None:
        raise Missing
    revisions.lock_thread(session, found.case_id)
    if session.scalar(select(Revision.state).where(col(Revision.id) == revision_id)) != State.PUBLISHED:
        raise Missing
    if found.author_id == reporter_id:
        raise NotAllowed("withdraw_instead")
    told = session.scalars(
        select(Report).where(
            col(Report.revision_id) == revision_id,
            col(Report.reporter_id) == reporter_id,
            col(Report.closed_at).is_(None),
        )
    ).one_or_none()
    if told is None:
        told = Report(revision_id=revision_id, reporter_id=reporter_id, reason=complaint.reason, made_at=clock.now())
    told.reason, told.note = complaint.reason, complaint.note
    session.add(told)
    review = reviews.gather(session, revision_id, Cause.REPORTED, policy.PRESSING[complaint.reason])
    session.flush()
    review.reports = len(reporters(session, revision_id))
    session.add(review)
    session.flush()


def object_to(session: Session, author_id: UUID, post_id: UUID, note: str) -> None:
    """Say, as its author, that a redaction is not right: another moderator looks at it. Said again, it takes the old place.

    Raises  Missing where there is no redaction of theirs that stands; NotAllowed once a moderator has looked.
    """
    post = session.get(Post, post_id)
    if post is None or post.author_id != author_id:
        raise Missing
    revisions.lock_thread(session, post.case_id)
    redacted = session.scalars(
        select(Revision).where(col(Revision.post_id) == post_id).order_by(col(Revision.number).desc()).limit(1)
    ).one()
    if redacted.redacts_id is None or redacted.state not in (State.HELD, State.PUBLISHED):
        raise Missing
    said = session.get(RedactionObjection, redacted.id)
    if said is not None and reviews.open_one(session, redacted.id) is None:
        raise NotAllowed("objection_answered")
    if said is None:
        said = RedactionObjection(revision_id=redacted.id, note=note, made_at=clock.now())
    said.note = note
    session.add(said)
    session.flush()
    reviews.gather(session, redacted.id, Cause.OBJECTED, Risk.OBJECTED)


def reporters(session: Session, revision_id: UUID) -> Sequence[UUID]:
    """Return who has reported a revision and waits for an answer."""
    open_ones = select(Report.reporter_id).where(
        col(Report.revision_id) == revision_id, col(Report.closed_at).is_(None)
    )
    return session.scalars(open_ones).all()
