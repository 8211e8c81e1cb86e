"""What happens to a text: submitted, revised, published, sent back, withdrawn. Every change of state is `move`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, and_, delete, func, select, update
from sqlmodel import col

from app import clock, fulltext, markup, vault
from app.database import Session
from app.deid import Verdict
from app.errors import Missing, NotAllowed, OutOfDate
from app.posts import disputes, policy, reviews, sealing
from app.posts.models import Post, Revision
from app.posts.policy import Answers, Draft, Objection, State
from app.posts.screening import Read, screen

AT_ONCE = 500  # texts unsealed by one statement
THREADS_AT_ONCE = 50  # indexed by one statement


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
    opening = lock_thread(session, case_id)
    if opening is None or not _is_public(session, opening.id):
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
    lock_thread(session, post.case_id)
    before = _latest(session, post.id)
    revision = _write(session, post, read.draft, State.HELD, once)  # born held
    read = screen(session, post, revision, read)
    danger = bool(read.alarms)
    if before:
        disputes.carry(session, before.id, revision.id)
    _let_go(session, post.id, State.HELD, but=revision.id)
    if policy.must_hold(read.assessment, danger=danger):
        reviews.hold(session, post, revision, read.assessment, danger=danger)
    else:
        publish(session, revision.id, since=State.HELD)
    return revision


def keep_draft(session: Session, post: Post, draft: Draft, *, once: str | None = None) -> Revision:
    """Keep what is being written, for its author alone. Nothing reads it, the detector neither."""
    return _write(session, post, draft, State.DRAFT, once)


def revise(session: Session, author_id: UUID, post_id: UUID, words: Read | Draft, *, seen: UUID) -> Revision:
    """Write a new text for a post, or go on with its draft: what was read is sent in, anything else kept as a draft.

    `seen` is the revision its author started from.
    Raises  Missing for a post that is not the author's; OutOfDate if another of their windows was faster.
    """
    post = _own(session, author_id, post_id)
    lock_thread(session, post.case_id)
    latest = _latest(session, post.id)
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


def publish(session: Session, revision_id: UUID, *, since: State) -> None:
    """Make a held revision what peers read, in place of the one before it. The index follows in the same transaction.

    Raises  OutOfDate if it is not held any more.
    """
    now = clock.now()
    revision = session.get_one(Revision, revision_id)
    post = session.get_one(Post, revision.post_id)
    lock_thread(session, post.case_id)
    _let_go(session, post.id, State.PUBLISHED, but=revision_id)
    move(session, revision_id, since, State.PUBLISHED, at=now)
    if post.published_at is None:
        session.execute(update(Post).where(col(Post.id) == post.id).values(published_at=now))
    _show(session, post, revision_id)


def _show(session: Session, post: Post, revision_id: UUID) -> None:
    """Count and index a text that has become public; with a case comes what is public in its thread."""
    _count(session, post.case_id)
    if post.opening:
        _index_thread(session, post.case_id)
        return
    opening = lock_thread(session, post.case_id)
    assert opening is not None, "every thread has an opening post"
    if _is_public(session, opening.id):  # or it is out of sight with its case, and comes back with it
        _index(session, session.get_one(Revision, revision_id), opening.labels)


def send_back(session: Session, revision_id: UUID, *, since: State, note: str) -> None:
    """Return a revision to its author, out of everyone else's sight.

    Raises  OutOfDate if it stands elsewhere by now.
    """
    _take_away(session, revision_id, since, State.RETURNED)
    session.execute(update(Revision).where(col(Revision.id) == revision_id).values(note=note))


def remove(session: Session, revision_id: UUID, *, since: State, note: str) -> None:
    """Take a revision away for good; its author can read why."""
    _take_away(session, revision_id, since, State.WITHDRAWN)
    session.execute(update(Revision).where(col(Revision.id) == revision_id).values(note=note))


def redact(session: Session, revision_id: UUID, read: Read, *, since: State, note: str) -> Revision:
    """Write a text anew with some of its words replaced, as a moderator decided, in the place of the one it was made of.

    It was read again. Peers get to see it unless the detector still finds something that is enough alone, or could not
    read it: then it waits like any text that is held.
    Raises  OutOfDate if the text stands elsewhere by now.
    """
    before = session.get_one(Revision, revision_id)
    post = session.get_one(Post, before.post_id)
    lock_thread(session, post.case_id)
    answers = Answers(before.picked_out, before.joined_up, before.guessed)
    revision = _write(session, post, replace(read.draft, answers=answers), State.HELD, None)
    revision.redacts_id, revision.note = revision_id, note
    session.add(revision)
    assessment = screen(session, post, revision, read).assessment  # of danger it speaks to whoever redacts it
    session.flush()
    _take_away(session, revision_id, since, State.SUPERSEDED)
    if assessment is None or assessment.verdict is Verdict.BLOCK:
        reviews.hold(session, post, revision, assessment)
    else:
        publish(session, revision.id, since=State.HELD)
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
    _take_away(session, made, since, State.SUPERSEDED)
    session.execute(
        update(Revision).where(col(Revision.id) == made).values(redacts_id=None)
    )  # it may be redacted once more
    session.execute(update(Revision).where(col(Revision.id) == revision_id).values(number=number + 1))
    if to is State.PUBLISHED:
        move(session, revision_id, State.SUPERSEDED, to, at=published_at, back=True)
        _show(session, post, revision_id)
    else:
        move(session, revision_id, State.SUPERSEDED, to, back=True)
        _restore(session, post, number)


def put_back(session: Session, revision_id: UUID, *, since: State, to: State) -> None:
    """Undo what a decision did to a text: it stands again where it stood before, and so does what it had replaced.

    Raises  OutOfDate if it does not stand at `since` any more.
    """
    revision = session.get_one(Revision, revision_id)
    post = session.get_one(Post, revision.post_id)
    published_at, number = revision.published_at, revision.number
    lock_thread(session, post.case_id)
    if since is State.PUBLISHED:
        _take_away(session, revision_id, since, to, back=True)
        _restore(session, post, number)
    elif to is State.PUBLISHED:
        move(session, revision_id, since, to, at=published_at, back=True)
        _show(session, post, revision_id)
    else:
        move(session, revision_id, since, to, back=True)
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
        move(session, before.id, State.SUPERSEDED, State.PUBLISHED, at=before.published_at, back=True)
        _show(session, post, before.id)


def withdraw(session: Session, author_id: UUID, post_id: UUID) -> None:
    """Take a post back, whatever it is waiting for; a case goes with its whole thread. No reason is asked.

    Raises  Missing for a post that is not the author's.
    """
    post = _own(session, author_id, post_id)
    lock_thread(session, post.case_id)
    for revision in session.scalars(select(Revision).where(col(Revision.post_id) == post.id)).all():
        if policy.may_move(State(revision.state), State.WITHDRAWN):
            drafted = revision.state == State.DRAFT
            _take_away(session, revision.id, State(revision.state), State.WITHDRAWN)
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
    lock_thread(session, post.case_id)
    latest = _latest(session, post.id)
    if latest is None or latest.id != seen:
        raise OutOfDate("revised_elsewhere")
    if objection:
        disputes.say(session, latest, number, objection)
    else:
        disputes.take_back(session, latest, number)


def forget(session: Session, keep: Mapping[str, timedelta]) -> list[UUID]:
    """Destroy the words of what peers have not read for as long as they are kept, and return whose they were.

    What a moderator and an author wrote each other about them goes with them; that it happened stays.
    """
    now = clock.now()
    forgotten: list[UUID] = []
    for state, period in keep.items():
        due = select(Revision.id).where(
            col(Revision.state) == state,
            func.coalesce(Revision.moved_at, Revision.made_at) < now - period,
            vault.is_sealed(Revision.id),
        )
        for revision_id in session.scalars(due).all():
            if state == State.DRAFT:
                _take_away(session, revision_id, State.DRAFT, State.WITHDRAWN)
            vault.destroy(session, revision_id)
            session.execute(update(Revision).where(col(Revision.id) == revision_id).values(note=""))
            forgotten.append(revision_id)
    return forgotten


def take_out_of_sight(session: Session, revision_id: UUID) -> None:
    """Withdraw a revision that peers read or moderators wait for, before it is erased. Others stay as they are."""
    state = State(session.get_one(Revision, revision_id).state)
    if state in (State.PUBLISHED, State.HELD):
        _take_away(session, revision_id, state, State.WITHDRAWN)


def recount(session: Session, case_id: UUID) -> None:
    """Count a thread anew after one of its comments was erased."""
    lock_thread(session, case_id)
    _count(session, case_id)


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
    opening = lock_thread(session, case_id)
    assert opening is not None, "every thread has an opening post"
    if opening.labels == labels:
        return
    session.execute(update(Post).where(col(Post.id) == opening.id).values(labels=labels))
    if _is_public(session, opening.id):
        _index_thread(session, case_id)


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
    result = session.execute(
        update(Revision)
        .where(col(Revision.id) == revision_id, col(Revision.state) == since)
        .values(state=to, moved_at=clock.now(), **shown._asdict(), **published)
        .execution_options(synchronize_session=False)
    )
    assert isinstance(result, CursorResult)
    if result.rowcount != 1:
        raise OutOfDate
    reviews.close(session, revision_id)


def _take_away(session: Session, revision_id: UUID, since: State, to: State, *, back: bool = False) -> None:
    post = session.get_one(Post, session.get_one(Revision, revision_id).post_id)
    lock_thread(session, post.case_id)  # before the revision, as everywhere: two orders would wait for each other
    move(session, revision_id, since, to, back=back)
    if since is not State.PUBLISHED:
        return
    fulltext.drop(session, post.id)
    if post.opening:
        for published in _public_comments(session, post.case_id):
            fulltext.drop(session, published.post_id)
    _count(session, post.case_id)


def show_again(session: Session) -> int:
    """Put the words of what is public back into the columns, after a restore: a backup has them sealed alone.

    What does not open any more was erased since, and is withdrawn. Returns how many texts are shown again.
    """
    bare = session.scalars(select(Revision.id).where(col(Revision.state) == State.PUBLISHED, Revision.body == "")).all()
    shown = 0
    for start in range(0, len(bare), AT_ONCE):
        some = bare[start : start + AT_ONCE]
        found = sealing.of(session, some)
        if found:
            session.execute(update(Revision), [{"id": one, **words._asdict()} for one, words in found.items()])
        shown += len(found)
        for revision_id in some:
            if revision_id not in found:
                _take_away(session, revision_id, State.PUBLISHED, State.WITHDRAWN)
    session.expire_all()
    return shown


def reindex(session: Session) -> int:
    """Make the index again from what is public now, and return how many texts are in it."""
    public = (
        select(Post.case_id)
        .join(Revision, and_(col(Revision.post_id) == col(Post.id), col(Revision.state) == State.PUBLISHED))
        .where(col(Post.opening))
    )
    fulltext.clear(session)
    cases = session.scalars(public).all()
    return sum(
        _index_threads(session, cases[start : start + THREADS_AT_ONCE])
        for start in range(0, len(cases), THREADS_AT_ONCE)
    )


def _index_thread(session: Session, case_id: UUID) -> int:
    return _index_threads(session, [case_id])


def _index_threads(session: Session, case_ids: Sequence[UUID]) -> int:
    """Put everything that is public in some threads into the index, under each thread's labels of today."""
    labels = {
        row.case_id: row.labels
        for row in session.execute(
            select(Post.case_id, Post.labels).where(col(Post.case_id).in_(case_ids), col(Post.opening))
        )
    }
    found = session.execute(
        select(
            Post.case_id,
            Revision.post_id,
            Revision.title,
            Revision.body,
            Revision.question,
            Revision.published_at,
        )
        .join(Post, col(Post.id) == col(Revision.post_id))
        .where(col(Post.case_id).in_(case_ids), col(Revision.state) == State.PUBLISHED)
        .order_by(col(Revision.published_at))
    ).all()
    fulltext.put_many(
        session,
        [(row.post_id, _searched(row), row.published_at, labels[row.case_id].split()) for row in found],
    )
    return len(found)


def _index(session: Session, revision: Revision, labels: str) -> None:
    assert revision.published_at is not None, "only what is public is ever indexed"
    fulltext.put(session, revision.post_id, _searched(revision), order=revision.published_at, labels=labels.split())


def _searched(revision: Any) -> str:
    return "\n".join(part for part in (revision.title, revision.body, revision.question) if part)


def _public_comments(session: Session, case_id: UUID) -> Sequence[Revision]:
    return session.scalars(
        select(Revision)
        .join(Post, col(Post.id) == col(Revision.post_id))
        .where(col(Post.case_id) == case_id, col(Post.opening).is_(False), col(Revision.state) == State.PUBLISHED)
    ).all()


def _let_go(session: Session, post_id: UUID, state: State, *, but: UUID) -> None:
    """Supersede a post's other revisions that stand at `state`: a newer text has taken their place."""
    others = select(Revision.id).where(
        col(Revision.post_id) == post_id, col(Revision.state) == state, col(Revision.id) != but
    )
    for revision_id in session.scalars(others).all():
        move(session, revision_id, state, State.SUPERSEDED)


def _write(session: Session, post: Post, draft: Draft, state: State, once: str | None) -> Revision:
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


def _count(session: Session, case_id: UUID) -> None:
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


def _own(session: Session, author_id: UUID, post_id: UUID) -> Post:
    post = session.get(Post, post_id)
    if post is None or post.author_id != author_id:
        raise Missing
    return post


def _latest(session: Session, post_id: UUID) -> Revision | None:
    return session.scalars(
        select(Revision).where(col(Revision.post_id) == post_id).order_by(col(Revision.number).desc()).limit(1)
    ).one_or_none()


def _is_public(session: Session, post_id: UUID) -> bool:
    found = select(Revision.id).where(col(Revision.post_id) == post_id, col(Revision.state) == State.PUBLISHED)
    return session.scalar(found) is not None
