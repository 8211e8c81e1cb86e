"""What becomes of a text that was decided on: sent back, removed, redacted, and each of it undone.

Apart from the service, which is what authors do.
"""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select, update
from sqlmodel import col

from app.database import Session
from app.deid import Verdict
from app.errors import OutOfDate
from app.posts import reviews, revisions
from app.posts.models import Post, Revision
from app.posts.policy import Answers, State
from app.posts.screening import Read, screen


def send_back(session: Session, revision_id: UUID, *, since: State, note: str) -> None:
    """Return a revision to its author, out of everyone else's sight.

    Raises  OutOfDate if it stands elsewhere by now.
    """
    revisions.take_away(session, revision_id, since, State.RETURNED)
    session.execute(update(Revision).where(col(Revision.id) == revision_id).values(note=note))


def remove(session: Session, revision_id: UUID, *, since: State, note: str) -> None:
    """Take a revision away for good; its author can read why."""
    revisions.take_away(session, revision_id, since, State.WITHDRAWN)
    session.execute(update(Revision).where(col(Revision.id) == revision_id).values(note=note))


def redact(session: Session, revision_id: UUID, read: Read, *, since: State, note: str) -> Revision:
    """Write a text anew with some of its words replaced, as a moderator decided, in the place of the one it was made of.

    It was read again. Peers get to see it unless the detector still finds something that is enough alone, or could not
    read it: then it waits like any text that is held.
    Raises  OutOfDate if the text stands elsewhere by now.
    """
    before = session.get_one(Revision, revision_id)
    post = session.get_one(Post, before.post_id)
    revisions.lock_thread(session, post.case_id)
    answers = Answers(before.picked_out, before.joined_up, before.guessed)
    revision = revisions.write(session, post, replace(read.draft, answers=answers), State.HELD, None)
    revision.redacts_id, revision.note = revision_id, note
    session.add(revision)
    # Whether it speaks of danger is not asked again: whoever redacts it has read it.
    assessment = screen(session, post, revision, read).assessment
    session.flush()
    revisions.take_away(session, revision_id, since, State.SUPERSEDED)
    if assessment is None or assessment.verdict is Verdict.BLOCK:
        reviews.hold(session, post, revision, assessment)
    else:
        revisions.publish(session, revision.id, since=State.HELD)
    return revision


def unredact(session: Session, revision_id: UUID, *, to: State) -> None:
    """Undo a redaction: the text it was made of stands again where it stood, as the latest of its post.

    Raises  OutOfDate if what was made of it stands elsewhere than it was left.
    """
    redacted = session.scalars(select(Revision).where(col(Revision.redacts_id) == revision_id)).one()
    post = session.get_one(Post, redacted.post_id)
    number, made, since = redacted.number, redacted.id, State(redacted.state)
    published_at = session.get_one(Revision, revision_id).published_at
    if since not in (State.HELD, State.PUBLISHED):
        raise OutOfDate
    revisions.take_away(session, made, since, State.SUPERSEDED)
    # What it was made of may be redacted once more.
    session.execute(update(Revision).where(col(Revision.id) == made).values(redacts_id=None))
    session.execute(update(Revision).where(col(Revision.id) == revision_id).values(number=number + 1))
    if to is State.PUBLISHED:
        revisions.move(session, revision_id, State.SUPERSEDED, to, at=published_at, back=True)
        revisions.show(session, post, revision_id)
    else:
        revisions.move(session, revision_id, State.SUPERSEDED, to, back=True)
        _restore(session, post, number)


def put_back(session: Session, revision_id: UUID, *, since: State, to: State) -> None:
    """Undo what a decision did to a text: it stands again where it stood before, and so does what it had replaced.

    Raises  OutOfDate if it does not stand at `since` any more.
    """
    revision = session.get_one(Revision, revision_id)
    post = session.get_one(Post, revision.post_id)
    published_at, number = revision.published_at, revision.number
    revisions.lock_thread(session, post.case_id)
    if since is State.PUBLISHED:
        revisions.take_away(session, revision_id, since, to, back=True)
        _restore(session, post, number)
    elif to is State.PUBLISHED:
        revisions.move(session, revision_id, since, to, at=published_at, back=True)
        revisions.show(session, post, revision_id)
    else:
        revisions.move(session, revision_id, since, to, back=True)
    session.execute(update(Revision).where(col(Revision.id) == revision_id).values(note=""))


def _restore(session: Session, post: Post, number: int) -> None:
    """Show again what a text had replaced that peers are not to read after all."""
    before = session.execute(
        select(Revision.id, Revision.state, Revision.published_at)
        .where(col(Revision.post_id) == post.id, col(Revision.number) < number, col(Revision.published_at).is_not(None))
        .order_by(col(Revision.number).desc())
        .limit(1)
    ).one_or_none()
    if before is not None and before.state == State.SUPERSEDED:
        revisions.move(session, before.id, State.SUPERSEDED, State.PUBLISHED, at=before.published_at, back=True)
        revisions.show(session, post, before.id)
