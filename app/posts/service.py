"""What its author does with a text: begins a thread, answers, sends it in or keeps it, takes it back."""

from uuid import UUID

from sqlalchemy import delete, select, update
from sqlmodel import col

from app import clock, vault
from app.database import Session
from app.errors import Missing, NotAllowed, OutOfDate
from app.posts import disputes, indexing, policy, reviews, revisions
from app.posts.models import Post, Revision
from app.posts.policy import Draft, Objection, State
from app.posts.screening import Read, screen


def open_thread(
    session: Session,
    author_id: UUID,
    case_id: UUID,
    words: Read | Draft,
    *,
    once: str,
    signed_as: str | None,
    labels: str,
) -> Revision:
    """Write a case's opening post: what was read is sent in, anything else kept as a draft."""
    post = Post(
        case_id=case_id,
        author_id=author_id,
        opening=True,
        signed_as=signed_as,
        labels=labels,
        made_at=clock.now(),
    )
    session.add(post)
    session.flush()
    return _take(session, post, words, once)


def reply(session: Session, author_id: UUID, case_id: UUID, read: Read, *, answers: UUID | None, once: str) -> Revision:
    """Add a comment to a thread that is open to its author.

    Raises  Missing if there is no such thread, or the post answered is not in it.
    """
    opening = revisions.lock_thread(session, case_id)
    if opening is None or not revisions.is_shown(session, opening.id):
        raise Missing
    if answers is not None:
        answered = session.get(Post, answers)
        if answered is None or answered.case_id != case_id or answered.published_at is None:
            raise Missing
    post = Post(
        case_id=case_id,
        author_id=author_id,
        opening=False,
        answers_id=answers,
        # In the thread of one's own case one keeps the name one told it under.
        signed_as=opening.signed_as if opening.author_id == author_id else None,
        made_at=clock.now(),
    )
    session.add(post)
    session.flush()
    return submit(session, post, read, once=once)


def _take(session: Session, post: Post, words: Read | Draft, once: str | None) -> Revision:
    if isinstance(words, Draft):
        return keep_draft(session, post, words, once=once)
    return submit(session, post, words, once=once)


def submit(session: Session, post: Post, read: Read, *, once: str | None = None) -> Revision:
    """Write the next revision of a post, and publish it unless something holds it. What is written is what was read."""
    revisions.lock_thread(session, post.case_id)
    before = revisions.latest(session, post.id)
    revision = revisions.write(session, post, read.draft, State.HELD, once)  # born held
    read = screen(session, post, revision, read)
    danger = bool(read.alarms)
    if before:
        disputes.carry(session, before.id, revision.id)
    revisions.let_go(session, post.id, State.HELD, but=revision.id)
    if policy.must_hold(read.assessment, danger=danger):
        reviews.hold(session, post, revision, read.assessment, danger=danger)
    else:
        revisions.publish(session, revision.id, since=State.HELD)
    return revision


def keep_draft(session: Session, post: Post, draft: Draft, *, once: str | None = None) -> Revision:
    """Keep what is being written, for its author alone. Nothing reads it, the detector neither."""
    return revisions.write(session, post, draft, State.DRAFT, once)


def revise(session: Session, author_id: UUID, post_id: UUID, words: Read | Draft, *, seen: UUID) -> Revision:
    """Write a new text for a post, or go on with its draft: what was read is sent in, anything else kept as a draft.

    `seen` is the revision its author started from.
    Raises  Missing for a post that is not the author's; OutOfDate if another of their windows was faster.
    """
    post = _own(session, author_id, post_id)
    revisions.lock_thread(session, post.case_id)
    latest = revisions.latest(session, post.id)
    if latest is None or latest.id != seen:
        raise OutOfDate("revised_elsewhere")
    if latest.state == State.WITHDRAWN:
        raise NotAllowed("withdrawn")
    once = None
    if latest.state == State.DRAFT:
        # A draft that is written over leaves nothing: nobody was ever to read it, and it is no version of the post.
        once = latest.once
        vault.destroy(session, latest.id)
        session.execute(delete(Revision).where(col(Revision.id) == latest.id))
        session.expire_all()
    return _take(session, post, words, once)


def withdraw(session: Session, author_id: UUID, post_id: UUID) -> None:
    """Take a post back, whatever it is waiting for; a case goes with its whole thread. No reason is asked.

    Raises  Missing for a post that is not the author's.
    """
    post = _own(session, author_id, post_id)
    revisions.lock_thread(session, post.case_id)
    for revision in session.scalars(select(Revision).where(col(Revision.post_id) == post.id)).all():
        if policy.may_move(State(revision.state), State.WITHDRAWN):
            drafted = revision.state == State.DRAFT
            revisions.take_away(session, revision.id, State(revision.state), State.WITHDRAWN)
            if drafted:
                vault.destroy(session, revision.id)  # nobody was ever to read it
    disputes.erase(session, post.id)


def dispute(
    session: Session, author_id: UUID, post_id: UUID, number: int, objection: Objection | None, *, seen: UUID | None
) -> None:
    """Say that a finding of one's text identifies nobody, or take that back (None).

    Raises  Missing for a post that is not the author's, or no such finding; OutOfDate if the text was written anew since;
            NotAllowed where a moderator has answered already.
    """
    post = _own(session, author_id, post_id)
    revisions.lock_thread(session, post.case_id)
    latest = revisions.latest(session, post.id)
    if latest is None or latest.id != seen:
        raise OutOfDate("revised_elsewhere")
    if objection:
        disputes.say(session, latest, number, objection)
    else:
        disputes.take_back(session, latest, number)


def sign(session: Session, post_id: UUID, alias: str | None) -> None:
    """Say under which name a case appears, as long as nobody has read it under another.

    An alias once given stays: changing it would show two names of one author side by side.
    """
    given = col(Post.signed_as).is_not(None) if alias else col(Post.signed_as).is_(None)
    session.execute(
        update(Post)
        .where(col(Post.id) == post_id, col(Post.published_at).is_(None), given.is_(False))
        .values(signed_as=alias)
    )


def label(session: Session, case_id: UUID, labels: str) -> None:
    """Say by which names a thread is found, such as its language and its tags."""
    opening = revisions.lock_thread(session, case_id)
    assert opening is not None, "every thread has an opening post"
    if opening.labels == labels:
        return
    session.execute(update(Post).where(col(Post.id) == opening.id).values(labels=labels))
    if revisions.is_shown(session, opening.id):
        indexing.index_thread(session, case_id)


def _own(session: Session, author_id: UUID, post_id: UUID) -> Post:
    post = session.get(Post, post_id)
    if post is None or post.author_id != author_id:
        raise Missing
    return post
