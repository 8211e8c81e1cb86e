"""Appealing against a decision, and answering."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlmodel import col

from app import audit, clock, outbox
from app.accounts import queries as accounts
from app.appeals import policy
from app.appeals.models import Appeal
from app.appeals.policy import Answer, Verdict
from app.audit import Act
from app.database import Session
from app.errors import Missing, NotAllowed, OutOfDate
from app.moderation import opinions
from app.moderation.models import Decision
from app.moderation.opinions import Weighed
from app.moderation.policy import Outcome, are_enough
from app.posts import judged, reviews, revisions
from app.posts import queries as words
from app.posts.models import Post, Revision
from app.posts.policy import Cause, Risk, State


def appeal(session: Session, author_id: UUID, decision_id: UUID, note: str) -> UUID:
    """Ask for another moderator to look at a decision on one's own text. Returns the post.

    Raises  Missing for a decision on somebody else's text; NotAllowed if it was appealed against before, or does not
            keep the text from its readers any more.
    """
    found = session.execute(
        select(Decision.revision_id, Decision.outcome, Post.id.label("post_id"), Post.case_id)
        .join(Revision, col(Revision.id) == col(Decision.revision_id))
        .join(Post, col(Post.id) == col(Revision.post_id))
        .where(col(Decision.id) == decision_id, col(Decision.undone_at).is_(None), col(Post.author_id) == author_id)
    ).one_or_none()
    if found is None:
        raise Missing
    revisions.lock_thread(session, found.case_id)
    before = session.scalar(select(Appeal.id).where(col(Appeal.decision_id) == decision_id))
    state, latest = _stands(session, found.revision_id, found.post_id)
    if not policy.may_appeal(Outcome(found.outcome), state, appealed=before is not None, latest=latest):
        raise NotAllowed("no_appeal")
    session.add(
        Appeal(
            decision_id=decision_id,
            revision_id=found.revision_id,
            note=note,
            made_at=clock.now(),
            outcome=Answer.OPEN,
        )
    )
    reviews.gather(session, found.revision_id, Cause.APPEALED, Risk.APPEAL)
    post_id: UUID = found.post_id
    return post_id


_LATEST = (
    select(Appeal.id, Decision.moderator_id, Decision.outcome, Post.id.label("post_id"), Post.case_id, Post.author_id)
    .join(Decision, col(Decision.id) == col(Appeal.decision_id))
    .join(Revision, col(Revision.id) == col(Appeal.revision_id))
    .join(Post, col(Post.id) == col(Revision.post_id))
    .where(col(Appeal.revision_id) == bindparam("revision"))
    .order_by(col(Appeal.made_at).desc())
    .limit(1)
)


def decide(session: Session, moderator_id: UUID, revision_id: UUID, verdict: Verdict, *, two: str = "auto") -> str:
    """Answer the appeal that is open on a text. Overturned, the text is held again, with everything that was said of it:
    the answer says that the first decision was wrong, not that nobody needs to read the text.

    An answer takes effect when a second moderator comes to the same without knowing of the first; where they differ,
    a third decides. The author gets the words of whoever settled it.
    two      the setting KIKU_TWO_MODERATORS.
    Returns  what came of it: uphold, overturn; or first, split.
    Raises  Missing if there never was an appeal; NotAllowed for one's own text or decision; OutOfDate if it is answered
            already, or its author has taken the text back or written it anew.
    """
    found = session.execute(_LATEST, {"revision": revision_id}).one_or_none()
    if found is None:
        raise Missing
    revisions.lock_thread(session, found.case_id)
    asked = session.get_one(Appeal, found.id)
    review = reviews.open_one(session, revision_id)
    given = [opinion.moderator_id for opinion in opinions.of(session, review.id)] if review else []
    deciders = {found.moderator_id, *opinions.agreed(session, revision_id, found.outcome)}
    forbidden = policy.why_not(moderator_id, found.author_id, deciders, given)
    if forbidden:
        raise NotAllowed(forbidden)
    if asked.outcome != Answer.OPEN or review is None or review.cause != Cause.APPEALED:
        raise OutOfDate
    if given or takes_two(session, found.author_id, deciders, two):
        weighed = opinions.weigh(session, review, moderator_id, verdict.answer, verdict.words)
        if weighed is not Weighed.DECIDES:
            audit.record(
                session,
                Act.APPEAL_DECISION,
                actor=moderator_id,
                about=revision_id,
                outcome=verdict.answer,
                stage=weighed,
            )
            return weighed
    asked.outcome, asked.answer = verdict.answer, verdict.words
    asked.decided_by, asked.decided_at = moderator_id, clock.now()
    session.add(asked)
    session.flush()
    state, latest = _stands(session, revision_id, found.post_id)
    text = words.revision(session, revision_id)
    if verdict.answer is Answer.OVERTURN and latest and text and text.body:  # the words may have been erased by now
        judged.put_back(session, revision_id, since=state, to=State.HELD)
        reviews.again(session, revision_id)
    else:
        reviews.close(session, revision_id)
    _tell(session, found.author_id, found.post_id)
    audit.record(session, Act.APPEAL_DECISION, actor=moderator_id, about=revision_id, outcome=verdict.answer)
    return verdict.answer


def takes_two(session: Session, author_id: UUID, deciders: Collection[UUID], setting: str) -> bool:
    """Whether an answer takes a second moderator who comes to the same. It says nothing of a first."""
    return are_enough(setting, opinions.others(session, author_id, *deciders))


def _stands(session: Session, revision_id: UUID, post_id: UUID) -> tuple[State, bool]:
    """Return where a text stands, and whether no other that was sent has come after it."""
    state, number = session.execute(
        select(Revision.state, Revision.number).where(col(Revision.id) == revision_id)
    ).one()
    newest = session.scalar(
        select(func.max(Revision.number)).where(col(Revision.post_id) == post_id, col(Revision.state) != State.DRAFT)
    )
    return State(state), number == newest


def _tell(session: Session, author_id: UUID, post_id: UUID) -> None:
    author = accounts.by_id(session, author_id)
    if author:
        outbox.put(session, "appeal_answered", author.email, author.locale, f"/posts/{post_id}/decisions")
