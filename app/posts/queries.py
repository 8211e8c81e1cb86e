"""The door words leave by: a member's own texts, and what a moderator is to judge."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import aliased

from app.database import Session
from app.posts import sealing
from app.posts.models import Post, Revision
from app.posts.policy import State
from app.posts.sealing import Words
from app.posts.texts import TEXT, OwnText, opened, shown

_Newer = aliased(Revision)
_LATEST = Revision.number == select(func.max(_Newer.number)).where(_Newer.post_id == Post.id).scalar_subquery()
_ONE = TEXT.where(Revision.id == bindparam("revision"))
_OWN = TEXT.where(Post.id == bindparam("post"), Post.author_id == bindparam("author"), _LATEST)
_OWN_IN_THREAD = TEXT.where(
    Post.case_id == bindparam("case"),
    Post.author_id == bindparam("author"),
    Revision.state.in_((State.DRAFT, State.HELD, State.RETURNED)),
    _LATEST,
).order_by(Revision.made_at)


def revision(session: Session, revision_id: UUID) -> OwnText | None:
    """Return any revision but a draft, for a moderator to judge. Whoever calls answers for who asks."""
    row = session.execute(_ONE, {"revision": revision_id}).one_or_none()
    return opened(session, [row])[0] if row and row.Revision.state != State.DRAFT else None


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
    text = opened(session, [row])[0] if row else None
    return replace(text, draft_of=_sent_back(session, author_id, post_id)) if text and text.drafted else text


def own_in_thread(session: Session, author_id: UUID, case_id: UUID) -> list[OwnText]:
    """Return what an author has in a thread that peers do not see: drafts, held and returned texts."""
    return opened(session, session.execute(_OWN_IN_THREAD, {"case": case_id, "author": author_id}).all())


_Between = aliased(Revision)
_SENT_BACK = TEXT.where(
    Post.id == bindparam("post"),
    Post.author_id == bindparam("author"),
    Revision.state == State.RETURNED,
    ~select(_Between.id)
    .where(_Between.post_id == Post.id, _Between.number > Revision.number, _Between.state != State.DRAFT)
    .exists(),
)


def _sent_back(session: Session, author_id: UUID, post_id: UUID) -> OwnText | None:
    row = session.execute(_SENT_BACK, {"post": post_id, "author": author_id}).one_or_none()
    return opened(session, [row])[0] if row else None


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
    kept = sealing.of(session, [one.id for one in found])
    return [
        Version(
            one.post_id,
            one.number,
            one.state,
            one.lang,
            kept.get(one.id) or shown(one),
            one.made_at,
            one.published_at,
        )
        for one in found
    ]


def unpublished(session: Session, revision_ids: Iterable[UUID]) -> dict[UUID, Words]:
    """Return what revisions say that peers do not read, for their author's own lists. Whoever calls answers for who asks."""
    return sealing.of(session, revision_ids)
