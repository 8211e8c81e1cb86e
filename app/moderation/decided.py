"""What was decided: on one text, a moment ago, and the log. Apart from the queries, which are about what still waits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, func, select

from app import clock
from app.accounts.models import Member
from app.database import Session
from app.moderation import policy
from app.moderation.models import Decision
from app.moderation.policy import LOG_PAGE, Outcome
from app.posts.models import Post, Revision
from app.posts.policy import State
from app.web.paging import pages


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, without the words it was about."""

    revision_id: UUID
    outcome: Outcome
    since: State
    by: str
    made_at: datetime
    opening: bool
    lang: str
    note: str
    undone: bool

    @property
    def kind(self) -> str:
        return "case" if self.opening else "comment"

    @property
    def what(self) -> str:
        """What became of the text: release, keep, return or remove."""
        return policy.what(self.outcome, self.since)


_DECISIONS = (
    select(
        Decision.revision_id,
        Decision.outcome,
        Decision.since,
        Member.name.label("by"),
        Decision.made_at,
        Post.opening,
        Revision.lang,
        Decision.note,
        Decision.undone_at,
    )
    .join(Revision, Revision.id == Decision.revision_id)
    .join(Post, Post.id == Revision.post_id)
    .join(Member, Member.id == Decision.moderator_id)
)
_OF_REVISION = _DECISIONS.where(Decision.revision_id == bindparam("revision")).order_by(Decision.made_at, Decision.id)
_LOG = _DECISIONS.order_by(Decision.made_at.desc(), Decision.id.desc()).limit(LOG_PAGE).offset(bindparam("offset"))


def decisions(session: Session, revision_id: UUID) -> tuple[Decided, ...]:
    """Return what was decided on a revision, first to last."""
    return tuple(_decided(row) for row in session.execute(_OF_REVISION, {"revision": revision_id}))


def _decided(row: Any) -> Decided:
    return Decided(
        row.revision_id,
        Outcome(row.outcome),
        State(row.since),
        row.by,
        row.made_at,
        row.opening,
        row.lang,
        row.note,
        row.undone_at is not None,
    )


class JustDecided(NamedTuple):
    """A decision that whoever made it may still take back."""

    revision_id: UUID
    what: str
    made_at: datetime


_JUST_DECIDED = (
    select(Decision.revision_id, Decision.outcome, Decision.since, Decision.made_at, Decision.undone_at)
    .where(Decision.moderator_id == bindparam("viewer"), Decision.made_at > bindparam("after"))
    .order_by(Decision.made_at.desc(), Decision.id.desc())
    .limit(1)
)


def just_decided(session: Session, viewer: UUID) -> JustDecided | None:
    """Return the viewer's last decision, if it was a moment ago and stands. Whether it can be undone shows when it is tried."""
    after = clock.now() - policy.UNDO
    row = session.execute(_JUST_DECIDED, {"viewer": viewer, "after": after}).one_or_none()
    if row is None or row.undone_at is not None:
        return None
    return JustDecided(row.revision_id, policy.what(Outcome(row.outcome), State(row.since)), row.made_at)


@dataclass(frozen=True, slots=True)
class Log:
    """One page of what was decided, the latest first. Its rows carry no note."""

    rows: tuple[Decided, ...]
    page: int
    pages: int


def log(session: Session, *, page: int) -> Log:
    count = session.execute(select(func.count()).select_from(Decision)).scalar_one()
    last = pages(count, LOG_PAGE)
    page = min(page, last)
    rows = session.execute(_LOG, {"offset": (page - 1) * LOG_PAGE})
    return Log(tuple(_decided(row) for row in rows), page, last)
