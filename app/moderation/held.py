"""Gathers one revision to decide on: its words with marks, and the evidence. Apart from the queries, which know no words."""

from collections import Counter
from uuid import UUID

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import aliased

from app import clock
from app.accounts.models import Member
from app.database import Session
from app.moderation import policy
from app.moderation.decided import decisions
from app.moderation.models import Decision, RedactionObjection, Report
from app.moderation.models import Opinion as Opinions
from app.moderation.narrowing import DECIDED_BY_VIEWER
from app.moderation.policy import Outcome, Reason
from app.moderation.redacted import Objection, changed_fields
from app.moderation.seen import Claim, Earlier, Held, Opinion, Said
from app.moderation.sources import combined, told_besides
from app.posts import queries as posts
from app.posts import screening
from app.posts.models import Post, Review, Revision, Screening, is_open
from app.posts.policy import Cause, State
from app.posts.queries import Before
from app.posts.texts import OwnText
from app.posts.threads import SIGNED

_Newer, _Holder = aliased(Revision), aliased(Member)
_BESIDE = (
    select(
        SIGNED.label("name"),
        Screening.traits,
        Review.id.label("review_id"),
        Review.cause,
        _Holder.name.label("holder"),
        (Review.holder_id == bindparam("viewer")).label("held_by_me"),
        Review.held_until,
        DECIDED_BY_VIEWER.label("decided_by_me"),
        RedactionObjection.note.label("objection"),
        RedactionObjection.made_at.label("objected_at"),
        select(_Newer.id)
        .where(
            _Newer.post_id == Post.id, _Newer.number > Revision.number, _Newer.state.in_((State.HELD, State.PUBLISHED))
        )
        .order_by(_Newer.number.desc())
        .limit(1)
        .scalar_subquery()
        .label("newer"),
    )
    .join(Revision, Revision.post_id == Post.id)
    .join(Member, Member.id == Post.author_id)
    .outerjoin(Screening, Screening.revision_id == Revision.id)
    .outerjoin(Review, and_(Review.revision_id == Revision.id, is_open(Review)))
    .outerjoin(_Holder, and_(_Holder.id == Review.holder_id, Review.held_until > bindparam("now")))
    .outerjoin(RedactionObjection, RedactionObjection.revision_id == Revision.id)
    .where(Revision.id == bindparam("revision"))
)
# Of all that was decided on the author's other texts only how often is shown: no title, no word, no link. An alias
# stays one, for nobody learns from four numbers whose they are.
_EARLIER = (
    select(Decision.outcome, Decision.since, func.count().label("times"))
    .join(Revision, Revision.id == Decision.revision_id)
    .join(Post, Post.id == Revision.post_id)
    .where(Post.author_id == bindparam("author"), Revision.id != bindparam("revision"), Decision.undone_at.is_(None))
    .group_by(Decision.outcome, Decision.since)
    .order_by(Decision.outcome, Decision.since)
)
_OPINIONS = (
    select(Opinions.moderator_id, Member.name.label("by"), Opinions.outcome, Opinions.note)
    .join(Member, Member.id == Opinions.moderator_id)
    .where(Opinions.review_id == bindparam("review"))
    .order_by(Opinions.made_at, Opinions.id)
)
_REPORTS = (
    select(Report.reason, Report.note, Report.made_at, Report.reporter_id)
    .where(Report.revision_id == bindparam("revision"), Report.closed_at.is_(None))
    .order_by(Report.made_at, Report.id)
)


def held(
    session: Session, viewer: UUID, revision_id: UUID, *, opened: bool = False, compared: bool = False
) -> Held | None:
    """Return a revision with everything a decision on it needs; None for a draft or no revision at all.

    What peers do not read lies closed: its words are there only for whoever `opened` them, which is on the record; and so
    does the version before, for whoever has not `compared` the two.
    """
    text = posts.revision(session, revision_id)
    if text is None:
        return None
    beside = session.execute(_BESIDE, {"revision": revision_id, "viewer": viewer, "now": clock.now()}).one()
    closed = text.state is not State.PUBLISHED and not opened
    if closed:
        text = text.closed()
    before = posts.before(session, revision_id) if text.number > 1 and not closed else None
    shown = before is not None and (compared or not policy.lies_closed(before.state))
    reports = session.execute(_REPORTS, {"revision": revision_id}).all()
    said = session.execute(_OPINIONS, {"review": beside.review_id}).all() if beside.review_id else []
    told = [told for told in screening.told(session, text.case_id) if told.post_id != text.post_id]
    singled = combined(text, {tuple(trait) for trait in beside.traits or ()}, told)
    return Held(
        text,
        beside.name,
        text.marked("title"),
        text.marked("body"),
        text.marked("question"),
        combined=singled,
        told=told_besides(told, but={source.kind for source in singled}),
        reports=tuple(Said(Reason(row.reason), row.note, row.made_at) for row in reports),
        decisions=decisions(session, revision_id),
        newer=beside.newer,
        undecidable=policy.why_not(
            viewer,
            text.author_id,
            [row.reporter_id for row in reports],
            [viewer] if beside.decided_by_me else (),
            [row.moderator_id for row in said],
        ),
        opinions=tuple(Opinion(row.by, row.outcome, row.note) for row in said) if len(said) > 1 else (),
        redacted=text.redacts_id is not None,
        objection=Objection(beside.objection, beside.objected_at) if beside.objected_at else None,
        under_review=beside.review_id is not None,
        rescanned=beside.cause == Cause.RESCANNED,
        before=before,
        changed=changed_fields(posts.revision(session, before.revision_id), text) if before and shown else (),
        comparable=before is not None and not shown and _may_open(session, before),
        earlier=_earlier(session, text),
        claim=Claim(beside.holder, beside.held_by_me, beside.held_until) if beside.holder else None,
        closed=closed,
        restored=beside.cause == Cause.RESTORED,
    )


def lang(session: Session, revision_id: UUID) -> str | None:
    """Return the language of a text, to tell its author something in."""
    return session.scalars(
        select(Revision.lang).where(Revision.id == revision_id, Revision.state != State.DRAFT)
    ).one_or_none()


def _may_open(session: Session, before: Before) -> bool:
    return policy.may_open(before.state, decided=bool(decisions(session, before.revision_id)))


def _earlier(session: Session, text: OwnText) -> tuple[Earlier, ...]:
    counted: Counter[str] = Counter()
    for row in session.execute(_EARLIER, {"author": text.author_id, "revision": text.revision_id}):
        counted[policy.what(Outcome(row.outcome), State(row.since))] += row.times
    return tuple(Earlier(what, times) for what, times in counted.items())
