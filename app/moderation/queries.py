"""The queue: what waits for a moderator. Words come from posts alone."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Member
from app.database import Session
from app.moderation.models import RedactionObjection
from app.moderation.narrowing import (
    DECIDED_BY_VIEWER,
    IN_ORDER,
    NARROWED,
    OPINION_OF_VIEWER,
    REPORTED_BY_VIEWER,
    asked,
)
from app.moderation.policy import QUEUE_PAGE, Filters
from app.posts.models import Post, Review, Revision, is_open
from app.posts.policy import Cause, Risk, State
from app.web.paging import pages

_APPEALED = select(Review.id).where(
    Review.revision_id == bindparam("revision"), is_open(Review), Review.cause == Cause.APPEALED
)


def appealed(session: Session, revision_id: UUID) -> bool:
    """Whether a text waits because its author does not agree with what was decided on it."""
    return session.execute(_APPEALED, {"revision": revision_id}).first() is not None


_OBJECTED = (
    select(RedactionObjection.revision_id)
    .join(Review, and_(Review.revision_id == RedactionObjection.revision_id, is_open(Review)))
    .where(RedactionObjection.revision_id == bindparam("revision"))
)


def objected(session: Session, revision_id: UUID) -> bool:
    """Whether an author who objects to what was replaced waits for an answer."""
    return session.execute(_OBJECTED, {"revision": revision_id}).first() is not None


class RuleCount(NamedTuple):
    """How often one rule fired in a text. `identifier` says whether it is enough alone."""

    rule: str
    identifier: str
    times: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of the queue: everything about a text but its words."""

    revision_id: UUID
    risk: Risk
    opening: bool
    lang: str
    since: datetime
    number: int
    reports: int
    public: bool
    rules: tuple[RuleCount, ...]
    holder: str | None
    held_by_me: bool
    mine: bool
    reported_by_me: bool
    decided_by_me: bool
    said_by_me: bool
    cause: Cause

    @property
    def appealed(self) -> bool:
        return self.cause is Cause.APPEALED

    @property
    def unreported(self) -> bool:
        """Whether peers read it and it waits for something else than a report: its cause says for what."""
        return self.public and not self.reports

    @property
    def kind(self) -> str:
        return "case" if self.opening else "comment"

    @property
    def revised(self) -> bool:
        return self.number > 1

    @property
    def level(self) -> str:
        """What makes it pressing, as a word of the catalogues."""
        return self.risk.name.lower()

    @property
    def undecidable(self) -> str | None:
        """Why the viewer may not decide on it, or None."""
        if self.mine:
            return "own_post"
        if self.said_by_me:
            return "own_opinion"
        return "own_report" if self.reported_by_me else "own_decision" if self.decided_by_me else None


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of what waits."""

    rows: tuple[Waiting, ...]
    count: int
    page: int
    filters: Filters

    @property
    def pages(self) -> int:
        return pages(self.count, QUEUE_PAGE)

    @property
    def newer(self) -> str | None:
        return self._address(self.page - 1) if self.page > 1 else None

    @property
    def older(self) -> str | None:
        return self._address(self.page + 1) if self.page < self.pages else None

    @property
    def mark(self) -> str:
        """What tells this page from the same page with anything in it changed; it says nothing of what that is."""
        rows = ((row.revision_id.hex, row.risk, row.reports, row.holder, row.number) for row in self.rows)
        return hashlib.blake2s(repr((self.count, *rows)).encode(), digest_size=6).hexdigest()

    @property
    def refreshed(self) -> str:
        """Where this page asks whether anything has changed."""
        return f"/moderation/news{self.filters.suffix(page=self.page, seen=self.mark)}"

    def _address(self, page: int) -> str:
        return f"/moderation{self.filters.suffix(page=page)}"


_Holder = aliased(Member)
_COUNT = select(func.count()).select_from(Review).where(NARROWED)
_QUEUE = (
    select(
        Review.revision_id,
        Review.risk,
        Review.opening,
        Review.lang,
        Review.opened_at,
        Revision.number,
        Revision.state,
        Review.reports,
        Review.found,
        _Holder.name.label("holder"),
        (Review.holder_id == bindparam("viewer")).label("held_by_me"),
        (Post.author_id == bindparam("viewer")).label("mine"),
        REPORTED_BY_VIEWER.label("reported_by_me"),
        DECIDED_BY_VIEWER.label("decided_by_me"),
        OPINION_OF_VIEWER.label("said_by_me"),
        Review.cause,
    )
    .join(Revision, Revision.id == Review.revision_id)
    .join(Post, Post.id == Revision.post_id)
    .outerjoin(_Holder, and_(_Holder.id == Review.holder_id, Review.held_until > bindparam("now")))
    .where(NARROWED)
    .order_by(*IN_ORDER)
    .limit(QUEUE_PAGE)
    .offset(bindparam("offset"))
)


def queue(session: Session, viewer: UUID, filters: Filters, *, page: int) -> Queue:
    """Return one page of what waits, the most pressing first and then the oldest; the last page where there are fewer."""
    wanted = asked(viewer, filters)
    count = session.execute(_COUNT, wanted).scalar_one()
    page = min(page, pages(count, QUEUE_PAGE))
    rows = session.execute(_QUEUE, {**wanted, "offset": (page - 1) * QUEUE_PAGE})
    return Queue(
        tuple(
            Waiting(
                row.revision_id,
                Risk(row.risk),
                row.opening,
                row.lang,
                row.opened_at,
                row.number,
                row.reports,
                row.state == State.PUBLISHED,
                tuple(_rules(row.found)),
                row.holder,
                bool(row.holder and row.held_by_me),
                row.mine,
                row.reported_by_me,
                row.decided_by_me,
                row.said_by_me,
                Cause(row.cause),
            )
            for row in rows
        ),
        count,
        page,
        filters,
    )


def _rules(found: str) -> Iterator[RuleCount]:
    for part in found.split():
        rule, identifier, times = part.split(":")
        yield RuleCount(rule, identifier, int(times))
