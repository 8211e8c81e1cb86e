"""What waits for a person: a review is opened when a text is held, and closed when it moves on.

Apart from the service, which moves texts, because moderation opens reviews as well.
"""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select, update
from sqlmodel import col

from app import clock
from app.database import Session
from app.deid import Assessment, Finding
from app.posts import policy
from app.posts.models import Post, Review, Revision, is_open
from app.posts.policy import Cause, Risk

MOST_FOUND = 400  # characters


def hold(
    session: Session, post: Post, revision: Revision, assessment: Assessment | None, *, danger: bool = False
) -> Review:
    """Put a text that is held before the moderators."""
    review = Review(
        revision_id=revision.id,
        cause=Cause.HELD,
        risk=policy.risk(assessment, danger=danger),
        found=found(assessment.findings) if assessment else "",
        opening=post.opening,
        lang=revision.lang,
        opened_at=clock.now(),
    )
    session.add(review)
    session.flush()
    return review


def gather(session: Session, revision_id: UUID, cause: Cause, risk: Risk) -> Review:
    """Return the review of a revision, opened if there is none, at least as pressing as `risk`.

    Whoever calls has locked the thread: of two who gather at once, the second finds what the first opened.
    """
    review = open_one(session, revision_id)
    if review is None:
        of = select(Post.opening, Revision.lang).join(Revision, col(Revision.post_id) == col(Post.id))
        opening, lang = session.execute(of.where(col(Revision.id) == revision_id)).one()
        review = Review(
            revision_id=revision_id, cause=cause, risk=risk, opening=opening, lang=lang, opened_at=clock.now()
        )
    review.risk = min(review.risk, risk)
    session.add(review)
    session.flush()
    return review


def again(session: Session, revision_id: UUID) -> Review:
    """Put a text before the moderators once more, as pressing as at first and with the same findings: an appeal was accepted."""
    first = session.scalars(
        select(Review)
        .where(col(Review.revision_id) == revision_id, col(Review.cause) != Cause.APPEALED)
        .order_by(col(Review.opened_at))
        .limit(1)
    ).one_or_none()
    review = gather(session, revision_id, Cause.RESTORED, Risk(first.risk) if first else Risk.UNREAD)
    review.found = first.found if first else ""
    session.add(review)
    session.flush()
    return review


def open_one(session: Session, revision_id: UUID) -> Review | None:
    return session.scalars(select(Review).where(col(Review.revision_id) == revision_id, is_open(Review))).one_or_none()


def close(session: Session, revision_id: UUID) -> None:
    """End what waited: it was decided on, or its author took the text back or wrote it anew."""
    session.execute(
        update(Review)
        .where(col(Review.revision_id) == revision_id, is_open(Review))
        .values(closed_at=clock.now(), holder_id=None, held_until=None)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()


def reopen(session: Session, revision_id: UUID) -> None:
    """Let a revision wait again, in its old place in the queue: the decision that closed its last review is undone."""
    last = session.scalars(
        select(Review)
        .where(col(Review.revision_id) == revision_id)
        .order_by(col(Review.closed_at).is_(None).desc(), col(Review.closed_at).desc())
        .limit(1)
    ).one_or_none()
    if last is not None:
        last.closed_at = None
        session.add(last)
        session.flush()


def found(findings: Iterable[Finding]) -> str:
    """Return which rules fired and how often, as a review keeps it."""
    counted = Counter(f"{finding.rule}:{finding.identifier}" for finding in findings)
    return _joined(f"{rule}:{times}" for rule, times in counted.items())


def _joined(parts: Iterable[str]) -> str:
    """Return the parts between spaces, as many as fit: what a list leaves out, the evidence still has."""
    text = " "
    for part in parts:
        if len(text) + len(part) < MOST_FOUND:
            text += part + " "
    return text.rstrip(" ") and text
