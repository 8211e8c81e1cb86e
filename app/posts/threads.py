"""What peers read of a thread: its entries, where each stands, and what an answer is to answer.

Apart from the queries, which open what peers do not read.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Member
from app.database import Session
from app.posts.models import Post, Revision, is_public
from app.posts.policy import THREAD_PAGE

_Answered, _AnsweredRevision, _AnsweredAuthor = aliased(Post), aliased(Revision), aliased(Member)
SIGNED = func.coalesce(Post.signed_as, Member.name)  # the name a post appears under


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a thread as its readers see it. `html` is None for a post that is out of sight by now."""

    id: UUID
    revision_id: UUID | None
    name: str
    mine: bool
    by_opener: bool
    published_at: datetime
    revised: bool
    lang: str
    html: Markup | None
    answers_id: UUID | None
    answers_name: str | None

    @property
    def answers_out_of_sight(self) -> bool:
        return self.answers_id is not None and self.answers_name is None


_ENTRIES = (
    select(
        Post.id,
        Revision.id.label("revision_id"),
        SIGNED.label("name"),
        (Post.author_id == bindparam("viewer")).label("mine"),
        (Post.author_id == bindparam("opener")).label("by_opener"),
        Post.published_at,
        (Revision.published_at > Post.published_at).label("revised"),
        Revision.lang,
        Revision.html,
        Post.answers_id,
        func.coalesce(_Answered.signed_as, _AnsweredAuthor.name).label("answers_name"),
    )
    .select_from(Post)
    .join(Member, Member.id == Post.author_id)
    .outerjoin(Revision, and_(Revision.post_id == Post.id, is_public(Revision)))
    .outerjoin(_AnsweredRevision, and_(_AnsweredRevision.post_id == Post.answers_id, is_public(_AnsweredRevision)))
    .outerjoin(_Answered, _Answered.id == _AnsweredRevision.post_id)
    .outerjoin(_AnsweredAuthor, _AnsweredAuthor.id == _Answered.author_id)
    .where(Post.case_id == bindparam("case"), Post.opening.is_(False), Post.published_at.is_not(None))
    .order_by(Post.published_at, Post.id)
    .limit(THREAD_PAGE)
    .offset(bindparam("offset"))
)


def entries(session: Session, case_id: UUID, *, viewer: UUID, opener: UUID, page: int) -> list[Entry]:
    """Return one page of a thread's comments, oldest first.

    A comment that was public once keeps its place when it is taken away, without name or words, so
    that no answer seems to answer another. One that never was public leaves no trace.
    """
    rows = session.execute(
        _ENTRIES, {"case": case_id, "viewer": viewer, "opener": opener, "offset": (page - 1) * THREAD_PAGE}
    )
    return [
        Entry(
            row.id,
            row.revision_id,
            row.name if row.html is not None else "",
            row.mine,
            row.by_opener and row.html is not None,
            row.published_at,
            bool(row.revised),
            row.lang or "",
            Markup(row.html) if row.html is not None else None,  # noqa: S704  # made by app/markup, sanitised
            row.answers_id,
            row.answers_name,
        )
        for row in rows
    ]


class Spot(NamedTuple):
    """Where in the forum a post is to be found."""

    case_id: UUID
    opening: bool
    page: int


_SPOT = select(
    Post.case_id,
    Post.opening,
    select(func.count())
    .select_from(_Answered)
    .where(
        _Answered.case_id == Post.case_id,
        _Answered.opening.is_(False),
        (_Answered.published_at < Post.published_at)
        | ((_Answered.published_at == Post.published_at) & (_Answered.id < Post.id)),
    )
    .scalar_subquery()
    .label("before"),
).where(Post.id == bindparam("post"), Post.published_at.is_not(None))


def spot(session: Session, post_id: UUID) -> Spot | None:
    """Return where a post stands in its thread today; None for one that was never public."""
    row = session.execute(_SPOT, {"post": post_id}).one_or_none()
    return Spot(row.case_id, row.opening, 1 if row.opening else row.before // THREAD_PAGE + 1) if row else None


class Asked(NamedTuple):
    """What a comment is to answer: its case's one question, and the name of the post it answers, if it answers one."""

    question: str
    lang: str
    answers_name: str | None


_ASKED = (
    select(
        Revision.question,
        Revision.lang,
        select(func.coalesce(_Answered.signed_as, _AnsweredAuthor.name))
        .select_from(_Answered)
        .join(_AnsweredRevision, and_(_AnsweredRevision.post_id == _Answered.id, is_public(_AnsweredRevision)))
        .join(_AnsweredAuthor, _AnsweredAuthor.id == _Answered.author_id)
        .where(_Answered.id == bindparam("answers"), _Answered.case_id == Post.case_id)
        .scalar_subquery()
        .label("answers_name"),
    )
    .select_from(Post)
    .join(Revision, and_(Revision.post_id == Post.id, is_public(Revision)))
    .where(Post.case_id == bindparam("case"), Post.opening)
)


def asked(session: Session, case_id: UUID, answers_id: UUID | None) -> Asked | None:
    """Return what a comment on a case is to answer; None for a case that is not public."""
    row = session.execute(_ASKED, {"case": case_id, "answers": answers_id}).one_or_none()
    return Asked(*row) if row else None


_IN_SIGHT = (
    select(func.count())
    .select_from(Post)
    .outerjoin(Revision, and_(Revision.post_id == Post.id, is_public(Revision)))
    .where(
        Post.case_id == bindparam("case"),
        (Post.author_id == bindparam("viewer")) | and_(Post.opening, Revision.id.is_not(None)),
    )
)


def in_sight(session: Session, case_id: UUID, viewer: UUID) -> bool:
    """Whether a member may know what a thread has told: it is public, or they wrote in it."""
    return bool(session.scalar(_IN_SIGHT, {"case": case_id, "viewer": viewer}))
