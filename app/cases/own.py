"""A member's own posts and where each stands. Apart from the queries: whoever writes sees states that no reader does."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, bindparam, case, func, select
from sqlalchemy.orm import aliased

from app.database import Session
from app.posts import queries as posts
from app.posts.models import Post, Review, Revision, is_public
from app.posts.policy import Cause, State


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One of a member's posts, and where it stands."""

    post_id: UUID
    case_id: UUID
    opening: bool
    state: State
    title: str
    beginning: str
    lang: str
    note: str
    made_at: datetime
    public: bool
    comments: int
    redacted: bool
    appeal: str

    @property
    def decided(self) -> bool:
        """Whether a moderator has decided on it, so that its author may have something to say to that."""
        return bool(self.note or self.appeal)

    @property
    def kind(self) -> str:
        return "case" if self.opening else "comment"

    @property
    def label(self) -> str:
        """A case's title, or how a comment begins."""
        return self.title if self.opening else self.beginning

    @property
    def shown_beside(self) -> bool:
        """Whether peers still read an earlier text while this one waits."""
        return self.public and self.state is not State.PUBLISHED

    @property
    def editable(self) -> bool:
        return self.state is not State.WITHDRAWN

    @property
    def open_to_read(self) -> bool:
        return self.public or self.state in (State.HELD, State.RETURNED, State.DRAFT)


BEGINNING = 120  # characters of one's own words that recall which post it was
DESK_PAGE = 30  # posts
_number = select(func.max(Revision.number)).where(Revision.post_id == Post.id).correlate(Post).scalar_subquery()
_Public = aliased(Revision)
_APPEAL = (
    select(case((Review.closed_at.is_(None), "waiting"), else_="answered"))
    .where(Review.revision_id == Revision.id, Review.cause == Cause.APPEALED)
    .order_by(Review.opened_at.desc())
    .limit(1)
    .correlate(Revision)
    .scalar_subquery()
)
_DESK = (
    select(
        Post.id,
        Post.case_id,
        Post.opening,
        Revision.id.label("revision_id"),
        Revision.state,
        Revision.title,
        Revision.body,
        Revision.lang,
        Revision.note,
        Revision.made_at,
        Revision.redacts_id,
        _Public.id.label("public_id"),
        Post.comments,
        _APPEAL.label("appeal"),
    )
    .select_from(Post)
    .join(Revision, and_(Revision.post_id == Post.id, Revision.number == _number))
    .outerjoin(_Public, and_(_Public.post_id == Post.id, is_public(_Public)))
    .where(Post.author_id == bindparam("author"))
    .order_by(Revision.made_at.desc(), Post.id)
    .limit(DESK_PAGE + 1)
    .offset(bindparam("offset"))
)


def desk(session: Session, author_id: UUID, page: int) -> tuple[list[DeskRow], bool]:
    """Return a member's own posts, the last touched first, and whether there are more."""
    rows = session.execute(_DESK, {"author": author_id, "offset": (page - 1) * DESK_PAGE}).all()
    sealed = posts.unpublished(session, [row.revision_id for row in rows if row.state != State.PUBLISHED])
    shown = [
        DeskRow(
            row.id,
            row.case_id,
            row.opening,
            State(row.state),
            sealed[row.revision_id].title if row.revision_id in sealed else row.title,
            (sealed[row.revision_id].body if row.revision_id in sealed else row.body)[:BEGINNING],
            row.lang,
            row.note,
            row.made_at,
            row.public_id is not None,
            row.comments,
            row.redacts_id is not None and row.state in (State.HELD, State.PUBLISHED),
            row.appeal or "",
        )
        for row in rows[:DESK_PAGE]
    ]
    return shown, len(rows) > DESK_PAGE
