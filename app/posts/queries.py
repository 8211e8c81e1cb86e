"""The door words leave by: entries of a thread, a member's own texts, and what a moderator is to judge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Member
from app.database import Session
from app.posts import sealing
from app.posts.models import Dispute, Post, Revision, Screening, is_public
from app.posts.policy import THREAD_PAGE, Answers, DisputeOutcome, DisputeReason, State
from app.posts.sealing import Words

_Answered, _AnsweredRevision, _AnsweredAuthor = aliased(Post), aliased(Revision), aliased(Member)
_SIGNED = func.coalesce(Post.signed_as, Member.name)


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
        _SIGNED.label("name"),
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


class Disputed(NamedTuple):
    """What an author says against a finding, and what a moderator thought of it."""

    reason: DisputeReason
    note: str
    outcome: DisputeOutcome

    @property
    def open(self) -> bool:
        return self.outcome is DisputeOutcome.OPEN


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


@dataclass(frozen=True, slots=True)
class FoundWords:
    """A finding with the words it is about, for those who may read them."""

    number: int
    rule: str
    kind: str
    identifier: str
    field: str
    start: int
    end: int
    words: str
    trait: tuple[str, str] | None = None
    dispute: Disputed | None = None


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


class Heard(NamedTuple):
    """Words that speak of live danger, for those who may read them."""

    danger: str
    words: str


@dataclass(frozen=True, slots=True)
class OwnText:
    """A revision as its author and the moderators read it: the words, where they stand, and what was found in them."""

    post_id: UUID
    case_id: UUID
    author_id: UUID
    opening: bool
    answers_id: UUID | None
    signed_as: str | None
    revision_id: UUID
    number: int
    state: State
    lang: str
    title: str
    body: str
    question: str
    html: Markup
    note: str
    made_at: datetime
    public_before: bool
    unread: bool
    findings: tuple[FoundWords, ...]
    combination: dict[str, Any] | None
    answers: Answers
    redacts_id: UUID | None
    alarms: tuple[Heard, ...] = ()
    draft_of: "OwnText | None" = None

    def closed(self) -> "OwnText":
        """The same without its words, for whoever has not opened them."""
        return replace(self, title="", body="", question="", html=Markup(""), findings=(), alarms=())

    @property
    def waits(self) -> bool:
        return self.state is State.HELD

    @property
    def came_back(self) -> bool:
        return self.state is State.RETURNED

    @property
    def drafted(self) -> bool:
        return self.state is State.DRAFT

    @property
    def returned(self) -> "OwnText | None":
        """What a moderator sent back and its author has not sent anew: this text, or the one that this is a draft of."""
        return self if self.came_back else self.draft_of

    @property
    def dispute_reasons(self) -> tuple[DisputeReason, ...]:
        """What its author may say against a finding; nothing once there is nobody to say it to."""
        return tuple(DisputeReason) if self.waits or self.came_back else ()

    def marked(self, field: str) -> tuple[Piece, ...]:
        """Return the words of a field with what was found in them."""
        return pieces(getattr(self, field), [finding for finding in self.findings if finding.field == field])

    @property
    def disputed(self) -> bool:
        """Whether its author says something of a finding that nobody has answered."""
        return any(finding.dispute.open for finding in self.findings if finding.dispute)


_Newer = aliased(Revision)
_TEXT = (
    select(
        Post.id.label("post_id"),
        Post.case_id,
        Post.author_id,
        Post.opening,
        Post.answers_id,
        Post.signed_as,
        Post.published_at,
        Revision,
        Screening.verdict,
        Screening.findings,
        Screening.combination,
        Screening.alarms,
    )
    .join(Revision, Revision.post_id == Post.id)
    .outerjoin(Screening, Screening.revision_id == Revision.id)
)
_LATEST = Revision.number == select(func.max(_Newer.number)).where(_Newer.post_id == Post.id).scalar_subquery()
_ONE = _TEXT.where(Revision.id == bindparam("revision"))
_OWN = _TEXT.where(Post.id == bindparam("post"), Post.author_id == bindparam("author"), _LATEST)
_OWN_IN_THREAD = _TEXT.where(
    Post.case_id == bindparam("case"),
    Post.author_id == bindparam("author"),
    Revision.state.in_((State.DRAFT, State.HELD, State.RETURNED)),
    _LATEST,
).order_by(Revision.made_at)


def revision(session: Session, revision_id: UUID) -> OwnText | None:
    """Return any revision but a draft, for a moderator to judge. Whoever calls answers for who asks."""
    row = session.execute(_ONE, {"revision": revision_id}).one_or_none()
    return _texts(session, [row])[0] if row and row.Revision.state != State.DRAFT else None


# What its author wrote anew before anybody looked was read by nobody, and is compared with nothing.
_WAS_READ = or_(
    _Newer.state.in_((State.PUBLISHED, State.RETURNED)),
    _Newer.published_at.is_not(None),
    _Newer.id == Revision.redacts_id,
)
_BEFORE = (
    select(_Newer.id, _Newer.number, _Newer.state)
    .join(Revision, Revision.post_id == _Newer.post_id)
    .where(Revision.id == bindparam("revision"), _Newer.number < Revision.number, _WAS_READ)
    .order_by(_Newer.number.desc())
    .limit(1)
)


class Before(NamedTuple):
    """The version of a post before another, without its words."""

    revision_id: UUID
    number: int
    state: State


def before(session: Session, revision_id: UUID) -> Before | None:
    """Return which version that somebody has read came before this one; None where none was."""
    earlier = session.execute(_BEFORE, {"revision": revision_id}).one_or_none()
    return Before(earlier.id, earlier.number, State(earlier.state)) if earlier else None


def own(session: Session, author_id: UUID, post_id: UUID) -> OwnText | None:
    """Return the latest text of a post, for its author."""
    row = session.execute(_OWN, {"post": post_id, "author": author_id}).one_or_none()
    text = _texts(session, [row])[0] if row else None
    return replace(text, draft_of=_sent_back(session, author_id, post_id)) if text and text.drafted else text


def own_in_thread(session: Session, author_id: UUID, case_id: UUID) -> list[OwnText]:
    """Return what an author has in a thread that peers do not see: drafts, held and returned texts."""
    return _texts(session, session.execute(_OWN_IN_THREAD, {"case": case_id, "author": author_id}).all())


_Between = aliased(Revision)
_SENT_BACK = _TEXT.where(
    Post.id == bindparam("post"),
    Post.author_id == bindparam("author"),
    Revision.state == State.RETURNED,
    ~select(_Between.id)
    .where(_Between.post_id == Post.id, _Between.number > Revision.number, _Between.state != State.DRAFT)
    .exists(),
)


def _sent_back(session: Session, author_id: UUID, post_id: UUID) -> OwnText | None:
    row = session.execute(_SENT_BACK, {"post": post_id, "author": author_id}).one_or_none()
    return _texts(session, [row])[0] if row else None


_BY_ONCE = (
    select(Post.case_id, Post.id.label("post_id"), Revision.state)
    .join(Revision, Revision.post_id == Post.id)
    .where(Revision.once == bindparam("once"), Post.author_id == bindparam("author"))
)


class Sent(NamedTuple):
    """A form that has been taken before."""

    case_id: UUID
    post_id: UUID
    state: State


def sent_before(session: Session, author_id: UUID, once: str) -> Sent | None:
    """Return what became of a form that was sent already, so that sending it again does nothing."""
    row = session.execute(_BY_ONCE, {"once": once, "author": author_id}).one_or_none() if once else None
    return Sent(row.case_id, row.post_id, State(row.state)) if row else None


class Version(NamedTuple):
    """One version of a member's own post, with its words as long as they are kept."""

    post_id: UUID
    number: int
    state: str
    lang: str
    words: Words
    made_at: datetime
    published_at: datetime | None


_VERSIONS = (
    select(Revision)
    .join(Post, Post.id == Revision.post_id)
    .where(Post.author_id == bindparam("author"))
    .order_by(Revision.post_id, Revision.number)
)


def versions(session: Session, author_id: UUID) -> list[Version]:
    """Return every version of everything a member wrote, for themselves."""
    found = session.scalars(_VERSIONS, {"author": author_id}).all()
    opened = sealing.of(session, [one.id for one in found])
    return [
        Version(
            one.post_id,
            one.number,
            one.state,
            one.lang,
            opened.get(one.id) or _shown(one),
            one.made_at,
            one.published_at,
        )
        for one in found
    ]


def unpublished(session: Session, revision_ids: Iterable[UUID]) -> dict[UUID, Words]:
    """Return what revisions say that peers do not read, for their author's own lists. Whoever calls answers for who asks."""
    return sealing.of(session, revision_ids)


def _texts(session: Session, rows: Sequence[Any]) -> list[OwnText]:
    found = sealing.of(session, [row.Revision.id for row in rows])
    texts = [_text(row, found.get(row.Revision.id) or _shown(row.Revision)) for row in rows]
    return _with_disputes(session, texts)


def _shown(revision: Revision) -> Words:
    """What the columns hold: the words if it is published, and nothing if they were erased."""
    return Words(revision.title, revision.body, revision.question, revision.html)


_DISPUTES = select(Dispute.revision_id, Dispute.finding, Dispute.reason, Dispute.note, Dispute.outcome).where(
    Dispute.revision_id.in_(bindparam("revisions", expanding=True))
)


def _with_disputes(session: Session, texts: list[OwnText]) -> list[OwnText]:
    """Put what authors say against findings beside them, in one statement however many texts there are."""
    revisions = [text.revision_id for text in texts if text.findings]
    if not revisions:
        return texts
    said = {
        (row.revision_id, row.finding): Disputed(DisputeReason(row.reason), row.note, DisputeOutcome(row.outcome))
        for row in session.execute(_DISPUTES, {"revisions": revisions})
    }
    return [
        replace(
            text,
            findings=tuple(
                replace(finding, dispute=said.get((text.revision_id, finding.number))) for finding in text.findings
            ),
        )
        for text in texts
    ]


def _text(row: Any, words: Words) -> OwnText:
    found = row.Revision
    return OwnText(
        row.post_id,
        row.case_id,
        row.author_id,
        row.opening,
        row.answers_id,
        row.signed_as,
        found.id,
        found.number,
        State(found.state),
        found.lang,
        words.title,
        words.body,
        words.question,
        Markup(words.html),  # noqa: S704  # made by app/markup, sanitised
        found.note,
        found.made_at,
        row.published_at is not None,
        row.verdict == "unread",
        _found(words, row.findings or ()),
        row.combination,
        Answers(found.picked_out, found.joined_up, found.guessed),
        found.redacts_id,
        alarms=tuple(
            Heard(alarm["danger"], getattr(words, alarm["field"])[alarm["start"] : alarm["end"]])
            for alarm in row.alarms or ()
        ),
    )


def _found(words: Words, findings: Sequence[dict[str, Any]]) -> tuple[FoundWords, ...]:
    return tuple(
        FoundWords(
            number,
            finding["rule"],
            finding["kind"],
            finding["identifier"],
            finding["field"],
            finding["start"],
            finding["end"],
            getattr(words, finding["field"])[finding["start"] : finding["end"]],
            tuple(finding["trait"]) if finding.get("trait") else None,
        )
        for number, finding in enumerate(findings, 1)
    )
