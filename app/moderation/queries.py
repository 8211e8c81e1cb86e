"""The queue, the log, and what a member could report. Words come from posts alone."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from app import clock, i18n
from app.accounts.models import Member
from app.database import Session
from app.moderation import policy
from app.moderation.models import CannedReason, Decision, Opinion, RedactionObjection, Report
from app.moderation.policy import LOG_PAGE, QUEUE_PAGE, Claimed, Filters, Outcome, Reason
from app.posts.models import Post, Review, Revision, is_open
from app.posts.policy import Cause, Risk, State

SIGNED = func.coalesce(Post.signed_as, Member.name)
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
# What is looked at again is for anybody but whoever decided: an appeal, what an appeal brought back, an objection.
DECIDED_BY_VIEWER = or_(
    _OBJECTED_TO_VIEWER,
    and_(
        Review.cause.in_((Cause.APPEALED, Cause.RESTORED)),
        select(Decision.id)
        .where(
            Decision.revision_id == Review.revision_id,
            Decision.moderator_id == bindparam("viewer"),
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
        return max(1, -(-self.count // QUEUE_PAGE))

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


_CANNED = select(CannedReason.code, CannedReason.ja, CannedReason.en, CannedReason.offered).order_by(
    CannedReason.made_at, CannedReason.code
)
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
    page = min(page, max(1, -(-count // QUEUE_PAGE)))
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


@dataclass(frozen=True, slots=True)
class Canned:
    """A reason to choose, in both languages. `own` is one that admins added; `reworded` one they put in their own words."""

    code: str
    ja: str
    en: str
    offered: bool
    own: bool
    reworded: bool

    def of(self, lang: str) -> str:
        return self.ja if lang == "ja" else self.en


def canned(session: Session) -> tuple[Canned, ...]:
    """Return every reason: those of the catalogues as admins have reworded them, then the admins' own, first to last."""
    kept = {row.code: row for row in session.execute(_CANNED)}
    ja, en = i18n.translator("ja"), i18n.translator("en")
    found = []
    for code in policy.CANNED:
        row, key = kept.pop(code, None), f"moderation.canned.{code}"
        found.append(
            Canned(code, row.ja, row.en, row.offered, False, True)
            if row
            else Canned(code, ja(key), en(key), True, False, False)
        )
    return (*found, *(Canned(row.code, row.ja, row.en, row.offered, True, False) for row in kept.values()))


def offered(session: Session, lang: str) -> dict[str, str]:
    """Return the reasons that may be chosen for a text, by their code, in its language."""
    return {one.code: one.of(lang) for one in canned(session) if one.offered}


class Neighbours(NamedTuple):
    """What the viewer may decide on before and after a text, in the order of the queue."""

    before: UUID | None
    after: UUID | None


_Mine = aliased(Post)
_PLACE = select(*_IN_ORDER).where(Review.revision_id == bindparam("revision"), is_open(Review))
_LATER = or_(
    Review.risk > bindparam("risk"),
    and_(Review.risk == bindparam("risk"), Review.opened_at > bindparam("since")),
    and_(Review.risk == bindparam("risk"), Review.opened_at == bindparam("since"), Review.id > bindparam("id")),
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
_AFTER = _DECIDABLE.where(_LATER).order_by(*_IN_ORDER)
_BEFORE = _DECIDABLE.where(~_LATER).order_by(*(column.desc() for column in _IN_ORDER))
_FIRST = _DECIDABLE.order_by(*_IN_ORDER)


def neighbours(session: Session, viewer: UUID, revision_id: UUID, filters: Filters) -> Neighbours:
    """Return where to go on from a text. From one that does not wait any more, or from the last, it is the first."""
    asked = {**_asked(viewer, filters), "revision": revision_id}
    place = session.execute(_PLACE, asked).one_or_none()
    before = after = None
    if place is not None:
        here = {**asked, "risk": place.risk, "since": place.opened_at, "id": place.id}
        after = session.execute(_AFTER, here).scalar_one_or_none()
        before = session.execute(_BEFORE, here).scalar_one_or_none()
    return Neighbours(before, after or session.execute(_FIRST, asked).scalar_one_or_none())


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
    pages = max(1, -(-count // LOG_PAGE))
    page = min(page, pages)
    rows = session.execute(_LOG, {"offset": (page - 1) * LOG_PAGE})
    return Log(tuple(_decided(row) for row in rows), page, pages)


@dataclass(frozen=True, slots=True)
class Reportable:
    """A post that peers can read now, and what the viewer has reported of it."""

    post_id: UUID
    revision_id: UUID
    opening: bool
    name: str
    mine: bool
    reason: Reason | None
    note: str
    reported_at: datetime | None

    @property
    def kind(self) -> str:
        return "case" if self.opening else "comment"


_Opening, _OpeningRevision = aliased(Post), aliased(Revision)
_REPORTABLE = (
    select(
        Post.id,
        Revision.id.label("revision_id"),
        Post.opening,
        SIGNED.label("name"),
        (Post.author_id == bindparam("viewer")).label("mine"),
        Report.reason,
        Report.note,
        Report.made_at,
    )
    .join(Revision, and_(Revision.post_id == Post.id, Revision.state == State.PUBLISHED))
    # A comment is read as long as its case is.
    .join(_Opening, and_(_Opening.case_id == Post.case_id, _Opening.opening))
    .join(_OpeningRevision, and_(_OpeningRevision.post_id == _Opening.id, _OpeningRevision.state == State.PUBLISHED))
    .join(Member, Member.id == Post.author_id)
    .outerjoin(
        Report,
        and_(Report.revision_id == Revision.id, Report.reporter_id == bindparam("viewer"), Report.closed_at.is_(None)),
    )
    .where(Post.id == bindparam("post"))
)


def reportable(session: Session, viewer: UUID, post_id: UUID) -> Reportable | None:
    """Return a post that the viewer could report; None for one that peers do not read now."""
    row = session.execute(_REPORTABLE, {"viewer": viewer, "post": post_id}).one_or_none()
    if row is None:
        return None
    return Reportable(
        row.id,
        row.revision_id,
        row.opening,
        row.name,
        row.mine,
        Reason(row.reason) if row.reason else None,
        row.note or "",
        row.made_at,
    )
