"""What was decided on an author's post and what they may say to it; one appeal to answer. Words come from posts alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Member
from app.appeals import policy
from app.appeals.models import Appeal
from app.appeals.policy import Answer
from app.database import Session
from app.moderation import held, opinions
from app.moderation import policy as moderation
from app.moderation.models import Decision
from app.moderation.policy import Outcome
from app.moderation.seen import Held
from app.posts.models import Post, Revision
from app.posts.policy import State


@dataclass(frozen=True, slots=True)
class Said:
    """An appeal as its author sees it: who answers is nobody's name, but the moderators'."""

    note: str
    made_at: datetime
    answer: Answer
    words: str
    decided_at: datetime | None

    @property
    def open(self) -> bool:
        return self.answer is Answer.OPEN


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on a text of one's own, without its moderator's name."""

    id: UUID
    number: int
    what: str
    note: str
    made_at: datetime
    appeal: Said | None
    appealable: bool


@dataclass(frozen=True, slots=True)
class OwnDecisions:
    """What was decided on one's post, the latest first."""

    post_id: UUID
    case_id: UUID
    opening: bool
    rows: tuple[Decided, ...]

    @property
    def kind(self) -> str:
        return "case" if self.opening else "comment"


_Newer = aliased(Revision)
_LATEST = (
    select(func.max(_Newer.number))
    .where(_Newer.post_id == Post.id, _Newer.state != State.DRAFT)
    .correlate(Post)
    .scalar_subquery()
)
_OWN_POST = select(Post.id, Post.case_id, Post.opening).where(
    Post.id == bindparam("post"), Post.author_id == bindparam("author")
)
_OWN = (
    select(
        Decision.id,
        Decision.outcome,
        Decision.since,
        Decision.note,
        Decision.made_at,
        Revision.number,
        Revision.state,
        (Revision.number == _LATEST).label("latest"),
        Appeal.note.label("appeal_note"),
        Appeal.made_at.label("appealed_at"),
        Appeal.outcome.label("answer"),
        Appeal.answer.label("words"),
        Appeal.decided_at,
    )
    .join(Revision, Revision.id == Decision.revision_id)
    .join(Post, Post.id == Revision.post_id)
    .outerjoin(Appeal, Appeal.decision_id == Decision.id)
    .where(Post.id == bindparam("post"), Post.author_id == bindparam("author"), Decision.undone_at.is_(None))
    .order_by(Decision.made_at.desc(), Decision.id)
)


def own(session: Session, author_id: UUID, post_id: UUID) -> OwnDecisions | None:
    """Return what was decided on a post of one's own; None for anybody else's, and where nobody has decided anything."""
    asked = {"post": post_id, "author": author_id}
    post = session.execute(_OWN_POST, asked).one_or_none()
    rows = tuple(_decided(row) for row in session.execute(_OWN, asked)) if post else ()
    return OwnDecisions(post.id, post.case_id, post.opening, rows) if post and rows else None


def _decided(row: Any) -> Decided:
    outcome, state = Outcome(row.outcome), State(row.state)
    appeal = None
    if row.answer:
        appeal = Said(row.appeal_note, row.appealed_at, Answer(row.answer), row.words, row.decided_at)
    return Decided(
        row.id,
        row.number,
        moderation.what(outcome, State(row.since)),
        row.note,
        row.made_at,
        appeal,
        policy.may_appeal(outcome, state, appealed=appeal is not None, latest=row.latest),
    )


_POST_OF = (
    select(Post.id)
    .join(Revision, Revision.post_id == Post.id)
    .join(Decision, Decision.revision_id == Revision.id)
    .where(Decision.id == bindparam("decision"), Post.author_id == bindparam("author"))
)


def post_of(session: Session, author_id: UUID, decision_id: UUID) -> UUID | None:
    """Return the post that a decision was about, for its author."""
    return session.execute(_POST_OF, {"decision": decision_id, "author": author_id}).scalar_one_or_none()


@dataclass(frozen=True, slots=True)
class Appealed:
    """An appeal as a moderator sees it: the text with its evidence, what was decided, what its author says, the answer."""

    held: Held
    note: str
    made_at: datetime
    what: str
    answer: Answer
    words: str
    decided_at: datetime | None
    decided_by: str | None
    deciders: frozenset[UUID]
    undecidable: str | None

    @property
    def open(self) -> bool:
        """Whether it waits for an answer. Its author may have taken the text back or written it anew since."""
        return self.answer is Answer.OPEN and self.held.under_review

    @property
    def decidable(self) -> bool:
        return self.open and self.undecidable is None

    @property
    def stands(self) -> str:
        """How it stands, as a word of the catalogues."""
        if self.answer is not Answer.OPEN:
            return str(self.answer)
        return "open" if self.open else "over"


_Answerer = aliased(Member)
_APPEALED = (
    select(
        Appeal.note,
        Appeal.made_at,
        Appeal.outcome.label("answer"),
        Appeal.answer.label("words"),
        Appeal.decided_at,
        _Answerer.name.label("decided_by"),
        Decision.outcome,
        Decision.since,
        Decision.moderator_id,
    )
    .join(Decision, Decision.id == Appeal.decision_id)
    .outerjoin(_Answerer, _Answerer.id == Appeal.decided_by)
    .where(Appeal.revision_id == bindparam("revision"))
    .order_by(Appeal.made_at.desc())
    .limit(1)
)


def appealed(session: Session, viewer: UUID, revision_id: UUID, *, opened: bool) -> Appealed | None:
    """Return the appeal on a text with everything an answer needs; None where there never was one.

    opened  as of `held.held`: whether it is on the record that the viewer reads the text.
    """
    row = session.execute(_APPEALED, {"revision": revision_id}).one_or_none()
    found = held.held(session, viewer, revision_id, opened=opened) if row else None
    if row is None or found is None:
        return None
    deciders = frozenset({row.moderator_id, *opinions.agreed(session, revision_id, row.outcome)})
    return Appealed(
        found,
        row.note,
        row.made_at,
        moderation.what(Outcome(row.outcome), State(row.since)),
        Answer(row.answer),
        row.words,
        row.decided_at,
        row.decided_by,
        deciders,
        "own_opinion" if found.undecidable == "own_opinion" else policy.why_not(viewer, found.text.author_id, deciders),
    )
