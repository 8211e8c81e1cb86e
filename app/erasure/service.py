"""Erasing: one thing on request, what is due, and what an older backup would bring back."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, select

from app import audit, clock, fulltext
from app.accounts.models import Member
from app.audit import Act
from app.cases.models import Case
from app.database import Session
from app.erasure import members
from app.erasure.models import Purged
from app.erasure.policy import Fate
from app.erasure.reach import erase, silence
from app.errors import Missing
from app.outbox import Mail
from app.posts import keeping, revisions
from app.posts.models import Post, Revision
from app.posts.policy import State


class Erased(NamedTuple):
    """What was removed: how many rows by table, and how many keys, each of which opened something sealed."""

    kind: str
    rows: Mapping[str, int]


def purge(session: Session, what: UUID, *, actor: UUID | None = None) -> Erased:
    """Erase a case with its whole thread, a comment, or one version of a post, with all that points to it.

    `what` may be the id of any of them; the opening post of a case stands for the case. It is noted by its id, so
    that no backup brings it back.
    Raises  Missing if nothing has this id.
    """
    kind, gone = _purge(session, what)
    session.merge(Purged(id=what, kind=kind, at=clock.now()))
    audit.record(session, Act.PURGE, actor=actor, about=what, kind=kind, keys=gone["vault_key"])
    return Erased(kind, dict(gone))


def _purge(session: Session, what: UUID) -> tuple[str, Counter[str]]:
    if session.get(Case, what):
        return "case", _case(session, what)
    post = session.get(Post, what)
    if post is not None:
        return ("case", _case(session, post.case_id)) if post.opening else ("post", _comment(session, post))
    revision = session.get(Revision, what)
    if revision is None:
        raise Missing
    return "revision", _revision(session, revision)


def _case(session: Session, case_id: UUID) -> Counter[str]:
    revisions.lock_thread(session, case_id)
    in_thread = session.execute(select(Post.id).where(Post.case_id == case_id)).scalars().all()
    return _gone(session, "case", case_id, in_thread)


def _comment(session: Session, post: Post) -> Counter[str]:
    case_id = post.case_id
    revisions.lock_thread(session, case_id)
    gone = _gone(session, "post", post.id, [post.id])
    keeping.recount(session, case_id)
    return gone


def _revision(session: Session, revision: Revision) -> Counter[str]:
    """Erase one version. The last one takes its post with it; a public one takes its post out of sight."""
    post = session.get_one(Post, revision.post_id)
    others = select(Revision.id).where(Revision.post_id == post.id, Revision.id != revision.id)
    if session.execute(others).first() is None:
        return _case(session, post.case_id) if post.opening else _comment(session, post)
    revisions.lock_thread(session, post.case_id)
    keeping.take_out_of_sight(session, revision.id)
    return _gone(session, "revision", revision.id, [])


def _gone(session: Session, table: str, what: UUID, post_ids: Iterable[UUID]) -> Counter[str]:
    indexed = 0
    for post_id in post_ids:
        indexed += fulltext.drop(session, post_id)
    gone = erase(session, table, [what])
    gone["fulltext"] += indexed
    for one in (what, *post_ids):
        gone["mail"] += session.execute(delete(Mail).where(Mail.path.contains(str(one)))).rowcount
    return +gone


def remove_member(session: Session, member_id: UUID, fate: Fate, *, actor: UUID | None = None) -> Erased:
    """Erase a member: their account and whatever says who they were, with their posts or without.

    Kept is only what peers read now, and it goes on without a person. The id is noted, so that no backup brings them back.
    Raises  Missing if there is no such member.
    """
    gone = _member(session, member_id, fate)
    session.merge(Purged(id=member_id, kind=_KINDS[fate], at=clock.now()))
    audit.record(session, Act.MEMBER_REMOVAL, actor=actor, about=member_id, posts=fate)
    return Erased("member", dict(gone))


_KINDS = {Fate.KEEP: "name", Fate.ERASE: "member"}
_FATES = {kind: fate for fate, kind in _KINDS.items()}


def _member(session: Session, member_id: UUID, fate: Fate) -> Counter[str]:
    if session.get(Member, member_id) is None:
        raise Missing
    gone: Counter[str] = Counter()
    if fate is Fate.KEEP:
        public = select(Post.id).join(Revision, Revision.post_id == Post.id).where(Revision.state == State.PUBLISHED)
        behind = (
            select(Revision.id)
            .join(Post, Post.id == Revision.post_id)
            .where(Post.author_id == member_id, Post.id.in_(public), Revision.state != State.PUBLISHED)
        )
        for revision_id in session.execute(behind).scalars().all():
            gone += _purge(session, revision_id)[1]
        members.fall_silent(session, member_id)
        members.sign_over(session, member_id)
    # In a thread of their own a comment may have gone with the case already.
    for post_id in session.execute(select(Post.id).where(Post.author_id == member_id)).scalars().all():
        if session.get(Post, post_id) is not None:
            gone += _purge(session, post_id)[1]
    return gone + members.erase_member(session, member_id)


def forget(session: Session, keep: Mapping[str, timedelta]) -> Erased:
    """Destroy the words of what has been out of sight for as long as the settings keep them, and what was said of them."""
    forgotten = keeping.forget(session, keep)
    notes = silence(session, forgotten)
    return Erased("forgotten", +Counter({"vault_key": len(forgotten), "notes": notes}))


def replay(session: Session, purged: Iterable[Purged]) -> int:
    """Erase again what was purged since a backup was made, and note it again. Returns how much of it had come back."""
    came_back = 0
    for one in purged:
        try:
            _again(session, one)
            came_back += 1
        except Missing:
            pass
        session.merge(Purged(id=one.id, kind=one.kind, at=one.at))
    return came_back


def _again(session: Session, one: Purged) -> None:
    if one.kind in _FATES:
        _member(session, one.id, _FATES[one.kind])
    else:
        _purge(session, one.id)
