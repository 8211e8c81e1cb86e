"""One text of a post: written, moved, shown to peers, taken away. Every change of state is `move`.

Apart from the service, because moderators, time and a restore move texts as well as their authors.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import and_, func, select, update
from sqlmodel import col

from app import clock, fulltext, markup
from app.database import Session, changed
from app.errors import OutOfDate
from app.posts import indexing, policy, reviews, sealing
from app.posts.models import Post, Revision
from app.posts.policy import Draft, State


def publish(session: Session, revision_id: UUID, *, since: State) -> None:
    """Make a held revision what peers read, in place of the one before it. The index follows in the same transaction.

    Raises  OutOfDate if it is not held any more.
    """
    now = clock.now()
    revision = session.get_one(Revision, revision_id)
    post = session.get_one(Post, revision.post_id)
    lock_thread(session, post.case_id)
    let_go(session, post.id, State.PUBLISHED, but=revision_id)
    move(session, revision_id, since, State.PUBLISHED, at=now)
    if post.published_at is None:
        session.execute(update(Post).where(col(Post.id) == post.id).values(published_at=now))
    show(session, post, revision_id)


def show(session: Session, post: Post, revision_id: UUID) -> None:
    """Count and index a text that has become public; with a case comes what is public in its thread."""
    count(session, post.case_id)
    if post.opening:
        indexing.index_thread(session, post.case_id)
        return
    opening = lock_thread(session, post.case_id)
    assert opening is not None, "every thread has an opening post"
    if is_shown(session, opening.id):  # or it is out of sight with its case, and comes back with it
        indexing.index(session, session.get_one(Revision, revision_id), opening.labels)


def lock_thread(session: Session, case_id: UUID) -> Post | None:
    """Lock a thread by its opening post, so that two texts at once cannot each be read without the other."""
    return session.scalars(
        select(Post).where(col(Post.case_id) == case_id, col(Post.opening)).with_for_update()
    ).one_or_none()


def move(
    session: Session, revision_id: UUID, since: State, to: State, *, at: datetime | None = None, back: bool = False
) -> None:
    """Change a revision's state; the only statement in the program that does. What waited for a person is settled by it.

    Here words cross over: the columns that peers' pages read have them while it is published, and nothing otherwise.

    It is conditional, so of two who decide at once one changes the row and the other none. `back` undoes a decision.
    Raises  OutOfDate if the revision does not stand at `since`.
    """
    assert policy.may_move(since, to, back=back), f"no revision moves from {since} to {to}"
    shown = sealing.of(session, [revision_id])[revision_id] if to is State.PUBLISHED else sealing.NONE
    published = {"published_at": at} if to is State.PUBLISHED else {}
    standing = update(Revision).where(col(Revision.id) == revision_id, col(Revision.state) == since)
    if not changed(session, standing.values(state=to, moved_at=clock.now(), **shown._asdict(), **published)):
        raise OutOfDate
    reviews.close(session, revision_id)


def take_away(session: Session, revision_id: UUID, since: State, to: State, *, back: bool = False) -> None:
    post = session.get_one(Post, session.get_one(Revision, revision_id).post_id)
    lock_thread(session, post.case_id)  # before the revision, as everywhere: two orders would wait for each other
    move(session, revision_id, since, to, back=back)
    if since is not State.PUBLISHED:
        return
    fulltext.drop(session, post.id)
    if post.opening:
        for published in _public_comments(session, post.case_id):
            fulltext.drop(session, published.post_id)
    count(session, post.case_id)


def _public_comments(session: Session, case_id: UUID) -> Sequence[Revision]:
    return session.scalars(
        select(Revision)
        .join(Post, col(Post.id) == col(Revision.post_id))
        .where(col(Post.case_id) == case_id, col(Post.opening).is_(False), col(Revision.state) == State.PUBLISHED)
    ).all()


def let_go(session: Session, post_id: UUID, state: State, *, but: UUID) -> None:
    """Supersede a post's other revisions that stand at `state`: a newer text has taken their place."""
    others = select(Revision.id).where(
        col(Revision.post_id) == post_id, col(Revision.state) == state, col(Revision.id) != but
    )
    for revision_id in session.scalars(others).all():
        move(session, revision_id, state, State.SUPERSEDED)


def write(session: Session, post: Post, draft: Draft, state: State, once: str | None) -> Revision:
    """Write the next version of a post. `once` is whatever its form said: a mark that another form has already marks nothing."""
    if once and session.scalar(select(col(Revision.id)).where(col(Revision.once) == once)):
        once = None
    number = session.scalar(select(func.max(Revision.number)).where(col(Revision.post_id) == post.id)) or 0
    revision = Revision(
        id=uuid4(),
        post_id=post.id,
        number=number + 1,
        state=state,
        lang=draft.lang,
        made_at=clock.now(),
        once=once or None,
        **draft.answers._asdict(),
    )
    session.add(revision)
    session.flush()
    sealing.seal(
        session, revision.id, sealing.Words(draft.title, draft.body, draft.question, str(markup.render(draft.body)))
    )
    return revision


def count(session: Session, case_id: UUID) -> None:
    """Count a thread's public comments anew, on its opening post, from what is public now."""
    public = (
        select(func.count(), func.max(Post.published_at))
        .join(Revision, and_(col(Revision.post_id) == col(Post.id), col(Revision.state) == State.PUBLISHED))
        .where(col(Post.case_id) == case_id, col(Post.opening).is_(False))
    )
    count, last = session.execute(public).one()
    session.execute(
        update(Post).where(col(Post.case_id) == case_id, col(Post.opening)).values(comments=count, last_comment_at=last)
    )


def latest(session: Session, post_id: UUID) -> Revision | None:
    return session.scalars(
        select(Revision).where(col(Revision.post_id) == post_id).order_by(col(Revision.number).desc()).limit(1)
    ).one_or_none()


def is_shown(session: Session, post_id: UUID) -> bool:
    found = select(Revision.id).where(col(Revision.post_id) == post_id, col(Revision.state) == State.PUBLISHED)
    return session.scalar(found) is not None
