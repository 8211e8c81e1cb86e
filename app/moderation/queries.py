"""The queue, and the way through it. Words come from posts alone."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from app import clock
from app.accounts.models import Member
from app.database import Session
from app.moderation.models import Decision, Opinion, RedactionObjection, Report
from app.moderation.policy import QUEUE_PAGE, Claimed, Filters, Outcome
from app.posts.models import Post, Review, Revision, is_open
from app.posts.policy import Cause, Risk, State
from app.web.paging import pages

_HELD_BY_SOMEBODY = and_(Review.holder_id.is_not(None), Review.held_until > bindparam("now"))
# Everything a list is narrowed by stands on the review, so that five thousand of them are counted without looking further.
_NARROWED = and_(
    is_open(Review),
    or_(bindparam("lang") == "", Review.lang == bindparam("lang")),
    or_(
        bindparam("kind") == "",
        and_(bindparam("kind") == "appeal", Review.cause == Cause.APPEALED),
        and_(bindparam("kind") != "appeal", Review.opening == bindparam("opening")),
    ),
    or_(bindparam("rule") == "", Review.found.contains(bindparam("pattern"))),
    or_(bindparam("reported").is_(False), Review.reports > 0),
    or_(
        bindparam("claimed") == "",
        and_(bindparam("claimed") == Claimed.FREE, ~_HELD_BY_SOMEBODY),
        and_(bindparam("claimed") == Claimed.MINE, _HELD_BY_SOMEBODY, Review.holder_id == bindparam("viewer")),
        and_(bindparam("claimed") == Claimed.TAKEN, _HELD_BY_SOMEBODY, Review.holder_id != bindparam("viewer")),
    ),
)
_IN_ORDER = (Review.risk, Review.opened_at, Review.id)
REPORTED_BY_VIEWER = (
    select(Report.id)
    .where(
        Report.revision_id == Review.revision_id,
        Report.reporter_id == bindparam("viewer"),
        Report.closed_at.is_(None),
    )
    .exists()
)
# Whether the author objects to what the viewer replaced: that is for somebody else to look at.
_Redacted = aliased(Revision)
_OBJECTED_TO_VIEWER = (
    select(RedactionObjection.revision_id)
    .join(_Redacted, _Redacted.id == RedactionObjection.revision_id)
    .join(Decision, and_(Decision.revision_id == _Redacted.redacts_id, Decision.undone_at.is_(None)))
    .where(
        RedactionObjection.revision_id == Review.revision_id,
        Decision.outcome == Outcome.REDACT,
        Decision.moderator_id == bindparam("viewer"),
    )
    .exists()
)
# What is looked at again is for anybody but whoever decided, alone or as one of two who came to the same: an appeal,
# what an appeal brought back, an objection.
DECIDED_BY_VIEWER = or_(
    _OBJECTED_TO_VIEWER,
    and_(
        Review.cause.in_((Cause.APPEALED, Cause.RESTORED)),
        select(Decision.id)
        .outerjoin(Opinion, and_(Opinion.revision_id == Decision.revision_id, Opinion.outcome == Decision.outcome))
        .where(
            Decision.revision_id == Review.revision_id,
            or_(Decision.moderator_id == bindparam("viewer"), Opinion.moderator_id == bindparam("viewer")),
            Decision.undone_at.is_(None),
        )
        .exists(),
    ),
)


OPINION_OF_VIEWER = (
    select(Opinion.id).where(Opinion.review_id == Review.id, Opinion.moderator_id == bindparam("viewer")).exists()
)


def _asked(viewer: UUID, filters: Filters) -> dict[str, Any]:
    return {
        "viewer": viewer,
        "now": clock.now(),
        "lang": filters.lang,
        "kind": filters.kind,
        "opening": filters.kind == "case",
        "rule": filters.rule,
        "pattern": f" {filters.rule}:",
        "reported": filters.reported,
        "claimed": filters.claimed,
    }


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
_COUNT = select(func.count()).select_from(Review).where(_NARROWED)
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
    .where(_NARROWED)
    .order_by(*_IN_ORDER)
    .limit(QUEUE_PAGE)
    .offset(bindparam("offset"))
)


def queue(session: Session, viewer: UUID, filters: Filters, *, page: int) -> Queue:
    """Return one page of what waits, the most pressing first and then the oldest; the last page where there are fewer."""
    asked = _asked(viewer, filters)
    count = session.execute(_COUNT, asked).scalar_one()
    page = min(page, pages(count, QUEUE_PAGE))
    rows = session.execute(_QUEUE, {**asked, "offset": (page - 1) * QUEUE_PAGE})
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


class Neighbours(NamedTuple):
    """What the viewer may decide on before and after a text, in the order of the queue."""

    before: UUID | None
    after: UUID | None


_Mine, _Here = aliased(Post), aliased(Review)
_LATER = or_(
    Review.risk > _Here.risk,
    and_(Review.risk == _Here.risk, Review.opened_at > _Here.opened_at),
    and_(Review.risk == _Here.risk, Review.opened_at == _Here.opened_at, Review.id > _Here.id),
)
# What a colleague has in hand is passed over: two who go through the queue do not read the same text.
_DECIDABLE = (
    select(Review.revision_id)
    .join(Revision, Revision.id == Review.revision_id)
    .join(_Mine, _Mine.id == Revision.post_id)
    .where(
        _NARROWED,
        _Mine.author_id != bindparam("viewer"),
        ~REPORTED_BY_VIEWER,
        ~DECIDED_BY_VIEWER,
        ~OPINION_OF_VIEWER,
        Review.revision_id != bindparam("revision"),
        or_(bindparam("claimed") == Claimed.TAKEN, ~_HELD_BY_SOMEBODY, Review.holder_id == bindparam("viewer")),
    )
    .limit(1)
)
_FIRST = _DECIDABLE.order_by(*_IN_ORDER)
_BESIDE = select(
    _DECIDABLE.where(~_LATER)
    .order_by(*(column.desc() for column in _IN_ORDER))
    .correlate(_Here)
    .scalar_subquery()
    .label("before"),
    _DECIDABLE.where(_LATER).order_by(*_IN_ORDER).correlate(_Here).scalar_subquery().label("after"),
).where(_Here.revision_id == bindparam("revision"), is_open(_Here))


def neighbours(session: Session, viewer: UUID, revision_id: UUID, filters: Filters) -> Neighbours:
    """Return where to go on from a text. From one that does not wait any more, or from the last, it is the first."""
    asked = {**_asked(viewer, filters), "revision": revision_id}
    beside = session.execute(_BESIDE, asked).one_or_none()
    before, after = beside or (None, None)
    return Neighbours(before, after or session.execute(_FIRST, asked).scalar_one_or_none())
