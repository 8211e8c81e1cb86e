"""The queue, one revision to decide on, the log, and what a member has reported. Words come from posts alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, bindparam, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from app.accounts.models import Member
from app.database import Session
from app.moderation import policy
from app.moderation.models import Decision, Report
from app.moderation.policy import LOG_PAGE, QUEUE_PAGE, Outcome, Reason
from app.posts import queries as posts
from app.posts import screening
from app.posts.models import Post, Revision, Screening
from app.posts.policy import State
from app.posts.queries import FoundWords, OwnText
from app.posts.screening import Told

_SIGNED = func.coalesce(Post.signed_as, Member.name)

# What waits: a text nobody has looked at, since it was sent; a reported one, since the first report.
_REPORTED = (
    select(Report.revision_id, func.min(Report.made_at).label("since"), func.count().label("reports"))
    .where(Report.closed_at.is_(None))
    .group_by(Report.revision_id)
    .subquery()
)
_WAITING = union_all(
    select(Revision.id, Revision.made_at.label("since"), literal(0).label("reports")).where(
        Revision.state == State.HELD
    ),
    select(Revision.id, _REPORTED.c.since, _REPORTED.c.reports)
    .join(_REPORTED, _REPORTED.c.revision_id == Revision.id)
    .where(Revision.state == State.PUBLISHED),
).subquery()
_OF_LANGUAGE = or_(bindparam("lang") == "", Revision.lang == bindparam("lang"))
_REPORTED_BY_VIEWER = (
    select(Report.id)
    .where(Report.revision_id == Revision.id, Report.reporter_id == bindparam("viewer"), Report.closed_at.is_(None))
    .exists()
)


class RuleCount(NamedTuple):
    """How often one rule fired in a text. `identifier` says whether it is enough alone."""

    rule: str
    kind: str
    identifier: str
    times: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of the queue: everything about a text but its words."""

    revision_id: UUID
    opening: bool
    lang: str
    since: datetime
    number: int
    reports: int
    unread: bool
    together: bool
    rules: tuple[RuleCount, ...]
    mine: bool
    reported_by_me: bool

    @property
    def kind(self) -> str:
        return "case" if self.opening else "comment"

    @property
    def revised(self) -> bool:
        return self.number > 1

    @property
    def has_findings(self) -> bool:
        return self.unread or self.together or bool(self.rules)

    @property
    def undecidable(self) -> str | None:
        """Why the viewer may not decide on it, or None."""
        return "own_post" if self.mine else "own_report" if self.reported_by_me else None


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of what waits."""

    rows: tuple[Waiting, ...]
    count: int
    page: int
    lang: str

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // QUEUE_PAGE))

    @property
    def newer(self) -> str | None:
        return self._address(self.page - 1) if self.page > 1 else None

    @property
    def older(self) -> str | None:
        return self._address(self.page + 1) if self.page < self.pages else None

    def _address(self, page: int) -> str:
        return f"/moderation?lang={self.lang}&page={page}"


_COUNT = select(func.count()).select_from(_WAITING).join(Revision, Revision.id == _WAITING.c.id).where(_OF_LANGUAGE)
_QUEUE = (
    select(
        Revision.id,
        Post.opening,
        Revision.lang,
        _WAITING.c.since,
        Revision.number,
        _WAITING.c.reports,
        Screening.verdict,
        Screening.findings,
        Screening.combination,
        (Post.author_id == bindparam("viewer")).label("mine"),
        _REPORTED_BY_VIEWER.label("reported_by_me"),
    )
    .join(_WAITING, _WAITING.c.id == Revision.id)
    .join(Post, Post.id == Revision.post_id)
    .outerjoin(Screening, Screening.revision_id == Revision.id)
    .where(_OF_LANGUAGE)
    .order_by(_WAITING.c.since, Revision.id)
    .limit(QUEUE_PAGE)
    .offset(bindparam("offset"))
)


def queue(session: Session, viewer: UUID, *, lang: str, page: int) -> Queue:
    """Return one page of what waits, the oldest first; the last page where there are fewer."""
    count = session.execute(_COUNT, {"lang": lang}).scalar_one()
    page = min(page, max(1, -(-count // QUEUE_PAGE)))
    rows = session.execute(_QUEUE, {"viewer": viewer, "lang": lang, "offset": (page - 1) * QUEUE_PAGE})
    return Queue(
        tuple(
            Waiting(
                row.id,
                row.opening,
                row.lang,
                row.since,
                row.number,
                row.reports,
                row.verdict in (None, screening.UNREAD),
                row.combination is not None,
                _by_rule(row.findings or ()),
                row.mine,
                row.reported_by_me,
            )
            for row in rows
        ),
        count,
        page,
        lang,
    )


def _by_rule(findings: Iterable[dict[str, Any]]) -> tuple[RuleCount, ...]:
    counted = Counter((finding["rule"], finding["kind"], finding["identifier"]) for finding in findings)
    return tuple(RuleCount(*what, count) for what, count in counted.items())


class Neighbours(NamedTuple):
    """What the viewer may decide on before and after a text, in the order of the queue."""

    before: UUID | None
    after: UUID | None


_Mine = aliased(Post)
_SINCE = select(_WAITING.c.since).where(_WAITING.c.id == bindparam("revision"))
_LATER = or_(
    _WAITING.c.since > bindparam("since"),
    and_(_WAITING.c.since == bindparam("since"), Revision.id > bindparam("revision")),
)
_DECIDABLE = (
    select(Revision.id)
    .join(_WAITING, _WAITING.c.id == Revision.id)
    .join(_Mine, _Mine.id == Revision.post_id)
    .where(
        _OF_LANGUAGE, _Mine.author_id != bindparam("viewer"), ~_REPORTED_BY_VIEWER, Revision.id != bindparam("revision")
    )
    .limit(1)
)
_AFTER = _DECIDABLE.where(_LATER).order_by(_WAITING.c.since, Revision.id)
_BEFORE = _DECIDABLE.where(~_LATER).order_by(_WAITING.c.since.desc(), Revision.id.desc())
_OLDEST = _DECIDABLE.order_by(_WAITING.c.since, Revision.id)


def neighbours(session: Session, viewer: UUID, revision_id: UUID, *, lang: str) -> Neighbours:
    """Return where to go on from a text. From one that does not wait any more, or from the last, it is the oldest."""
    asked = {"viewer": viewer, "lang": lang, "revision": revision_id}
    since = session.execute(_SINCE, {"revision": revision_id}).scalar_one_or_none()
    before = after = None
    if since is not None:
        after = session.execute(_AFTER, {**asked, "since": since}).scalar_one_or_none()
        before = session.execute(_BEFORE, {**asked, "since": since}).scalar_one_or_none()
    return Neighbours(before, after or session.execute(_OLDEST, asked).scalar_one_or_none())


class Piece(NamedTuple):
    """A stretch of a text, and the finding that covers it or none."""

    text: str
    mark: FoundWords | None


def pieces(text: str, findings: Iterable[FoundWords]) -> tuple[Piece, ...]:
    """Return a text cut at the findings, by stored position; together the pieces are the text."""
    cut: list[Piece] = []
    at = 0
    for finding in sorted(findings, key=lambda finding: finding.start):
        start = max(finding.start, at)
        if finding.end <= start:
            continue
        cut += [Piece(text[at:start], None), Piece(text[start : finding.end], finding)]
        at = finding.end
    cut.append(Piece(text[at:], None))
    return tuple(piece for piece in cut if piece.text)


def _marked(text: OwnText, field: str) -> tuple[Piece, ...]:
    return pieces(getattr(text, field), [finding for finding in text.findings if finding.field == field])


class Source(NamedTuple):
    """A kind of trait, whether this text tells one, and the other posts of the thread that told one before."""

    kind: str
    here: bool
    posts: tuple[UUID, ...]


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

    @property
    def kind(self) -> str:
        return "case" if self.opening else "comment"

    @property
    def what(self) -> str:
        """What became of the text: release, keep, return or remove."""
        return policy.what(self.outcome, self.since)


class Said(NamedTuple):
    """What a report says, without who says it."""

    reason: Reason
    note: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """One revision as a moderator sees it: the words with their marks, the evidence, and what has been said of it."""

    text: OwnText
    name: str
    title: tuple[Piece, ...]
    body: tuple[Piece, ...]
    question: tuple[Piece, ...]
    combined: tuple[Source, ...]
    told: tuple[Source, ...]
    reports: tuple[Said, ...]
    decisions: tuple[Decided, ...]
    newer: UUID | None
    undecidable: str | None

    @property
    def kind(self) -> str:
        return "case" if self.text.opening else "comment"

    @property
    def waits(self) -> bool:
        return policy.waits(self.text.state, len(self.reports))

    @property
    def decidable(self) -> bool:
        return self.waits and self.undecidable is None

    @property
    def forbidden(self) -> bool:
        return self.waits and self.undecidable is not None

    @property
    def reported(self) -> bool:
        return self.text.state is State.PUBLISHED

    @property
    def release(self) -> str:
        """What releasing means here: letting peers read a held text, or leaving a reported one as it is."""
        return policy.what(Outcome.RELEASE, self.text.state)

    @property
    def taken_back(self) -> bool:
        """Whether its author took it away or wrote it anew before anyone decided: then it is not for moderators to read."""
        return not self.decisions and self.text.state in (State.WITHDRAWN, State.SUPERSEDED)

    @property
    def nothing_found(self) -> bool:
        return not self.text.findings and not self.text.combination and not self.text.unread

    @property
    def revised(self) -> bool:
        return self.text.number > 1

    @property
    def in_a_thread(self) -> bool:
        """Whether there is a thread to look at: an opening post that never was public has none."""
        return not self.text.opening or self.text.public_before

    @property
    def seen(self) -> str:
        return policy.seen(self.text.state, len(self.decisions), len(self.reports))


_Newer = aliased(Revision)
_BESIDE = (
    select(
        _SIGNED.label("name"),
        Screening.traits,
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
    .where(Revision.id == bindparam("revision"))
)
_REPORTS = (
    select(Report.reason, Report.note, Report.made_at, Report.reporter_id)
    .where(Report.revision_id == bindparam("revision"), Report.closed_at.is_(None))
    .order_by(Report.made_at, Report.id)
)
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
    )
    .join(Revision, Revision.id == Decision.revision_id)
    .join(Post, Post.id == Revision.post_id)
    .join(Member, Member.id == Decision.moderator_id)
)
_OF_REVISION = _DECISIONS.where(Decision.revision_id == bindparam("revision")).order_by(Decision.made_at, Decision.id)
_LOG = _DECISIONS.order_by(Decision.made_at.desc(), Decision.id.desc()).limit(LOG_PAGE).offset(bindparam("offset"))


def held(session: Session, viewer: UUID, revision_id: UUID) -> Held | None:
    """Return a revision with everything a decision on it needs; None for a draft or no revision at all."""
    text = posts.revision(session, revision_id)
    if text is None:
        return None
    beside = session.execute(_BESIDE, {"revision": revision_id}).one()
    reports = session.execute(_REPORTS, {"revision": revision_id}).all()
    told = [told for told in screening.told(session, text.case_id) if told.post_id != text.post_id]
    combined = [kind for kind, _ in text.combination["traits"]] if text.combination else []
    return Held(
        text,
        beside.name,
        _marked(text, "title"),
        _marked(text, "body"),
        _marked(text, "question"),
        combined=_sources(combined, beside.traits or (), told),
        told=_sources([told.trait.kind for told in told if told.trait.kind not in combined], (), told),
        reports=tuple(Said(Reason(row.reason), row.note, row.made_at) for row in reports),
        decisions=decisions(session, revision_id),
        newer=beside.newer,
        undecidable=policy.why_not(viewer, text.author_id, [row.reporter_id for row in reports]),
    )


def _sources(kinds: Iterable[str], traits: Iterable[Sequence[str]], told: Sequence[Told]) -> tuple[Source, ...]:
    here = {kind for kind, _ in traits}
    return tuple(
        Source(kind, kind in here, tuple(dict.fromkeys(told.post_id for told in told if told.trait.kind == kind)))
        for kind in dict.fromkeys(kinds)
    )


def decisions(session: Session, revision_id: UUID) -> tuple[Decided, ...]:
    """Return what was decided on a revision, first to last."""
    return tuple(_decided(row) for row in session.execute(_OF_REVISION, {"revision": revision_id}))


def _decided(row: Any) -> Decided:
    return Decided(
        row.revision_id, Outcome(row.outcome), State(row.since), row.by, row.made_at, row.opening, row.lang, row.note
    )


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
        _SIGNED.label("name"),
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
