"""What moderators do with a text: take it in hand, decide on it. What others say of it is here too, for whoever calls."""

import itertools
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Row, func, select, update
from sqlmodel import col

from app import audit, clock, outbox
from app.accounts import queries as accounts
from app.audit import Act
from app.database import Session
from app.errors import Missing, NotAllowed, OutOfDate
from app.moderation import opinions, policy, reporting
from app.moderation.models import Decision, RedactionObjection, Report
from app.moderation.opinions import Weighed
from app.moderation.policy import Judgement, Outcome
from app.moderation.reporting import object_to, report
from app.posts import disputes, judged, reviews, revisions
from app.posts.models import Post, Review, Revision
from app.posts.policy import Cause, State
from app.posts.screening import Read

__all__ = ["claim", "decide", "let_go", "lock", "object_to", "report", "tell_author_nothing", "wants_two"]


def decide(
    session: Session,
    moderator_id: UUID,
    revision_id: UUID,
    judgement: Judgement,
    *,
    two: str = "auto",
    read: Read | None = None,
) -> str:
    """Do with a revision what a moderator decided, and close what was reported of it.

    It binds to the revision as it was shown: whatever happened to it meanwhile is not decided on.
    two      the setting KIKU_TWO_MODERATORS.
    read     what a redaction leaves of the text, as the detector read it.
    Returns  what came of it: release, keep, return, remove, redact; redact_waits where what was left of the text is held
             again; or first, split where two have to come to the same.
    Raises  Missing for no such revision; NotAllowed for one's own post or report; OutOfDate if it
            does not wait any more, or stands otherwise than it was seen.
    """
    text = _waiting(session, moderator_id, revision_id)
    if judgement.seen not in ("", policy.seen(text.state, _decisions(session, revision_id), len(text.reporters))):
        raise OutOfDate
    if _with_colleague(text.review, moderator_id):
        raise OutOfDate("with_colleague")
    weighed = _weigh(session, moderator_id, text, judgement, two)
    if weighed is not Weighed.DECIDES:
        outcome = judgement.outcome
        audit.record(session, Act.DECISION, actor=moderator_id, about=revision_id, outcome=outcome, stage=weighed)
        return weighed
    came = _carry_out(session, revision_id, text.state, judgement, read)
    now = clock.now()
    disputes.answer(session, revision_id, accepted=policy.disputes_accepted(judgement), at=now)
    _close_reports(session, revision_id, now)
    _tell(session, text.reporters)
    if came != "keep":
        _tell_author(session, text.author_id, text.post_id)
    _record(session, moderator_id, revision_id, text.state, judgement, now)
    return came


class _Waiting(NamedTuple):
    """A text that waits, as whoever may decide on it finds it. `given` are those who have said already what they think."""

    author_id: UUID
    post_id: UUID
    state: State
    review: Review
    reporters: Sequence[UUID]
    given: Sequence[UUID]


def _waiting(session: Session, moderator_id: UUID, revision_id: UUID) -> _Waiting:
    """Return a text that a moderator may decide on, its thread locked.

    Raises  Missing for no such revision; NotAllowed for one's own post, report or decision; OutOfDate if it does not wait.
    """
    found = lock(session, revision_id)
    state = State(session.scalars(select(Revision.state).where(col(Revision.id) == revision_id)).one())
    reporters = reporting.reporters(session, revision_id)
    review = reviews.open_one(session, revision_id)
    given = [opinion.moderator_id for opinion in opinions.of(session, review.id)] if review else []
    deciders = _deciders(session, revision_id, review)
    forbidden = policy.why_not(moderator_id, found.author_id, reporters, deciders, given)
    if forbidden:
        raise NotAllowed(forbidden)
    if review is None or not policy.waits(state, under_review=True):
        raise OutOfDate
    return _Waiting(found.author_id, found.post_id, state, review, reporters, given)


def _weigh(session: Session, moderator_id: UUID, text: _Waiting, judgement: Judgement, two: str) -> Weighed:
    """Return what a judgement amounts to: where two have to come to the same, it is an opinion first."""
    direct = ":direct:" in text.review.found
    releasing = judgement.outcome is Outcome.RELEASE
    if text.given or (releasing and wants_two(session, text.author_id, text.state, direct, two)):
        return opinions.weigh(session, text.review, moderator_id, judgement.outcome, judgement.note)
    return Weighed.DECIDES


def _close_reports(session: Session, revision_id: UUID, now: datetime) -> None:
    session.execute(
        update(Report)
        .where(col(Report.revision_id) == revision_id, col(Report.closed_at).is_(None))
        .values(closed_at=now)
        .execution_options(synchronize_session=False)
    )


def _record(
    session: Session, moderator_id: UUID, revision_id: UUID, since: State, judgement: Judgement, now: datetime
) -> None:
    """Keep a decision, and put it on the record: of a redaction how many places, and never which words."""
    session.add(
        Decision(
            revision_id=revision_id,
            moderator_id=moderator_id,
            since=since,
            outcome=judgement.outcome,
            reason=judgement.reason,
            note=judgement.note,
            made_at=now,
        )
    )
    if judgement.covers:
        places = len(judgement.covers)
        audit.record(session, Act.REDACTION, actor=moderator_id, about=revision_id, since=since, places=places)
    else:
        outcome = judgement.outcome
        audit.record(session, Act.DECISION, actor=moderator_id, about=revision_id, outcome=outcome, since=since)


def wants_two(session: Session, author_id: UUID, state: State, direct: bool, setting: str) -> bool:
    """Whether letting peers read a text takes a second moderator who comes to the same. It says nothing of a first."""
    others = opinions.others(session, author_id) if direct else 0  # counted only where it can come to that
    return policy.wants_two(Outcome.RELEASE, state, direct=direct, setting=setting, others=others)


def claim(session: Session, moderator_id: UUID, revision_id: UUID, *, over: bool) -> bool:
    """Take a text in hand for a while, so that no colleague reads it in vain. Returns whether it was taken over from one.

    `over` says that the moderator has seen who has it. Claiming what one has in hand goes on with it.
    Raises  Missing for no such revision; NotAllowed for one's own post or report; OutOfDate if it does
            not wait any more, or a colleague has it and nobody said `over`.
    """
    review = _waiting(session, moderator_id, revision_id).review
    taken = _with_colleague(review, moderator_id)
    if taken and not over:
        raise OutOfDate("with_colleague")
    before = review.holder_id
    review.holder_id, review.held_until = moderator_id, clock.now() + policy.CLAIM
    session.add(review)
    if taken and before:
        audit.record(session, Act.TAKEOVER, actor=moderator_id, about=revision_id, before=before)
    session.flush()
    return taken


def let_go(session: Session, moderator_id: UUID, revision_id: UUID) -> None:
    """Give a text out of one's hands undecided. What a colleague has taken over meanwhile stays theirs."""
    review = _waiting(session, moderator_id, revision_id).review
    if review.holder_id == moderator_id:
        review.holder_id = review.held_until = None
        session.add(review)
        session.flush()


def _with_colleague(review: Review, moderator_id: UUID) -> bool:
    return policy.in_hand(review.held_until, clock.now()) and review.holder_id != moderator_id


def lock(session: Session, revision_id: UUID) -> Row[tuple[UUID, UUID, UUID]]:
    """Return the case, the author and the post of a revision, its thread locked: from here on nobody else decides, reports,
    revises or withdraws.

    Raises  Missing for a draft or no revision.
    """
    found = session.execute(
        select(Post.case_id, Post.author_id, col(Post.id).label("post_id"))
        .join(Revision, col(Revision.post_id) == col(Post.id))
        .where(col(Revision.id) == revision_id, col(Revision.state) != State.DRAFT)
    ).one_or_none()
    if found is None:
        raise Missing
    revisions.lock_thread(session, found.case_id)
    return found


def _carry_out(session: Session, revision_id: UUID, since: State, judgement: Judgement, read: Read | None) -> str:
    match judgement.outcome:
        case Outcome.RETURN:
            judged.send_back(session, revision_id, since=since, note=judgement.note)
        case Outcome.REDACT:
            assert read is not None, "what a redaction leaves was read"
            left = judged.redact(session, revision_id, read, since=since, note=judgement.note)
            session.refresh(left)
            if left.state == State.HELD:
                return "redact_waits"
        case Outcome.REMOVE:
            judged.remove(session, revision_id, since=since, note=judgement.note)
        case Outcome.RELEASE if since is State.HELD:
            revisions.publish(session, revision_id, since=since)
        case Outcome.RELEASE:
            reviews.close(session, revision_id)  # peers read it already, and it stays as it is
    return policy.what(judgement.outcome, since)


def _tell(session: Session, reporters: Sequence[UUID]) -> None:
    """Let those who reported a text know that somebody has looked, once the decision cannot be undone any more."""
    for reporter_id in reporters:
        reporter = accounts.by_id(session, reporter_id)
        if reporter:
            outbox.put(session, "report_answered", reporter.email, reporter.locale, "/reports", after=policy.UNDO)


def _tell_author(session: Session, author_id: UUID, post_id: UUID) -> None:
    """Let an author know that their text was decided on: once, and when the decision cannot be undone any more."""
    author = accounts.by_id(session, author_id)
    if author:
        path = policy.decisions_of(post_id)
        outbox.take_back(session, "text_decided", author.email, path)
        outbox.put(session, "text_decided", author.email, author.locale, path, after=policy.UNDO)


def tell_author_nothing(session: Session, author_id: UUID, post_id: UUID) -> None:
    """Let the mail on a decision stay where it is, because the decision was taken back."""
    author = accounts.by_id(session, author_id)
    if author:
        outbox.take_back(session, "text_decided", author.email, policy.decisions_of(post_id))


def _deciders(session: Session, revision_id: UUID, review: Review | None) -> Sequence[UUID]:
    """Return whose decision is looked at again: whose redaction the author objects to, or whom an appeal has overturned."""
    by = select(Decision.moderator_id).where(col(Decision.undone_at).is_(None))
    if review and review.cause == Cause.RESTORED:
        alone = session.scalars(by.where(col(Decision.revision_id) == revision_id)).all()
        outcomes = select(Decision.outcome).where(
            col(Decision.revision_id) == revision_id, col(Decision.undone_at).is_(None)
        )
        together = [opinions.agreed(session, revision_id, outcome) for outcome in session.scalars(outcomes)]
        return [*alone, *itertools.chain.from_iterable(together)]
    return session.scalars(
        by.join(Revision, col(Revision.redacts_id) == col(Decision.revision_id))
        .join(RedactionObjection, col(RedactionObjection.revision_id) == col(Revision.id))
        .where(col(Revision.id) == revision_id, col(Decision.outcome) == Outcome.REDACT)
    ).all()


def _decisions(session: Session, revision_id: UUID) -> int:
    return session.scalar(select(func.count()).where(col(Decision.revision_id) == revision_id)) or 0
