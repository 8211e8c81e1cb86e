"""Taking a decision back, minutes after it was made. Apart from the service, which only ever moves texts on."""

from uuid import UUID

from sqlalchemy import and_, func, select, update
from sqlmodel import col

from app import audit, clock
from app.audit import Act
from app.database import Session
from app.errors import Missing, NotAllowed, OutOfDate
from app.moderation import opinions, policy
from app.moderation.models import Decision, RedactionObjection, Report
from app.moderation.policy import Outcome
from app.moderation.service import lock, tell_author_nothing
from app.posts import disputes, judged, reviews
from app.posts.models import Post, Revision
from app.posts.policy import State

LEFT = {
    Outcome.RELEASE: State.PUBLISHED,
    Outcome.RETURN: State.RETURNED,
    Outcome.REMOVE: State.WITHDRAWN,
    Outcome.REDACT: State.SUPERSEDED,
}


def undo(session: Session, moderator_id: UUID, revision_id: UUID) -> None:
    """Take back one's own decision: the text waits again where it waited, and so do the reports of it.

    Raises  Missing for no such revision, or none that was decided on; NotAllowed for a colleague's decision;
            OutOfDate if it is too late, or something has built on it: a newer text, an answer, another report.
    """
    found = lock(session, revision_id)
    decision = session.scalars(
        select(Decision)
        .where(col(Decision.revision_id) == revision_id)
        .order_by(col(Decision.made_at).desc(), col(Decision.id).desc())
        .limit(1)
    ).one_or_none()
    if decision is None:
        raise Missing
    if decision.moderator_id != moderator_id:
        raise NotAllowed("own_decisions_only")
    now = clock.now()
    since, outcome = State(decision.since), Outcome(decision.outcome)
    if not policy.may_undo(
        decision.made_at,
        now,
        own=True,
        undone=decision.undone_at is not None,
        built_on=_built_on(session, revision_id, decision),
    ):
        raise OutOfDate("too_late_to_undo")
    decision.undone_at = now
    session.add(decision)
    session.flush()  # before anything moves: a move reads everything anew
    if outcome is Outcome.REDACT:
        judged.unredact(session, revision_id, to=since)
    elif LEFT[outcome] is not since:
        judged.put_back(session, revision_id, since=LEFT[outcome], to=since)
    reviews.reopen(session, revision_id)
    opinions.forget(session, revision_id)
    session.execute(
        update(Report)
        .where(col(Report.revision_id) == revision_id, col(Report.closed_at) == decision.made_at)
        .values(closed_at=None)
        .execution_options(synchronize_session=False)
    )
    disputes.reopen(session, revision_id, at=decision.made_at)
    tell_author_nothing(session, found.author_id, found.post_id)
    audit.record(session, Act.UNDO, actor=moderator_id, about=revision_id, outcome=outcome, since=since)


def _built_on(session: Session, revision_id: UUID, decision: Decision) -> bool:
    """Whether anybody has gone on from what was decided: its author, a reader who answered, another who reported."""
    revision = session.get_one(Revision, revision_id)
    post = session.get_one(Post, revision.post_id)
    if revision.state != LEFT[Outcome(decision.outcome)] or reviews.open_one(session, revision_id) is not None:
        return True
    newer = select(Revision.id).where(
        col(Revision.post_id) == post.id,
        col(Revision.number) > revision.number,
        func.coalesce(col(Revision.redacts_id), post.id) != revision_id,  # what it was redacted to is no step further
    )
    of_redacted = and_(col(Revision.redacts_id) == revision_id, col(Revision.id) == col(Decision.revision_id))
    decided = select(Decision.id).join(Revision, of_redacted)
    of_objected = and_(col(Revision.redacts_id) == revision_id, col(Revision.id) == col(RedactionObjection.revision_id))
    objected = select(RedactionObjection.revision_id).join(Revision, of_objected)
    answers = select(Post.id).where(
        col(Post.case_id) == post.case_id,
        col(Post.made_at) > decision.made_at,
        col(Post.opening).is_(False) if post.opening else col(Post.answers_id) == post.id,
    )
    return any(session.scalars(one.limit(1)).first() is not None for one in (newer, decided, objected, answers))
