"""Signing in and out: a key that begins, is turned into another, and ends. A file of its own, because renewing ends them too."""

import secrets
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col

from app import audit, outbox
from app.accounts import policy, rows
from app.accounts.models import Attempt, Member, SignIn
from app.accounts.policy import key_hash
from app.audit import Act
from app.database import Session, changed
from app.errors import Missing
from app.factors import queries as factors
from app.web import log
from app.web.visit import Role, Viewer


class Step(NamedTuple):
    """Where the right password led: in (`whole`), or to the second step. The key is for the cookie of either."""

    key: str
    whole: bool


def sign_in(
    session: Session,
    member_id: UUID,
    *,
    seen: str,
    better: str | None,
    device: str,
    instead_of: UUID | None,
    now: datetime,
) -> Step | None:
    """Take whoever gave the right password one step further: in, or to the second step where they have one.

    `seen` is the hash the password was checked against: nobody gets in with one that was changed meanwhile.
    The sign-in this browser had before, `instead_of`, ends with the last step.
    """
    member = session.scalars(select(Member).where(col(Member.id) == member_id)).one_or_none()
    if member is None or member.password_hash != seen:
        return None
    if better:
        seen = _rehashed(session, member_id, seen, better)
    if factors.has(session, member_id).any:
        return Step(_attempt(session, member_id, seen, now), whole=False)
    if instead_of:
        end(session, col(SignIn.id) == instead_of, now=now)
    return Step(begin_sign_in(session, member, device, now), whole=True)


def _rehashed(session: Session, member_id: UUID, seen: str, better: str) -> str:
    """Keep a hash of today's settings, and return the one that is kept: nobody is refused because it could not be."""
    try:
        with session.begin_nested():
            session.execute(
                rows.member(member_id).where(col(Member.password_hash) == seen).values(password_hash=better)
            )
    except SQLAlchemyError as error:
        log.failure(error, "a better hash was not kept")
        return seen
    return better


def _attempt(session: Session, member_id: UUID, password_hash: str, now: datetime) -> str:
    key = secrets.token_urlsafe(policy.KEY_BYTES)
    session.add(
        Attempt(
            key_hash=key_hash(key),
            member_id=member_id,
            password_seen=key_hash(password_hash),
            ends_at=now + policy.ATTEMPT_FOR,
        )
    )
    session.flush()
    return key


def count_try(session: Session, attempt_id: UUID) -> None:
    """Count a try at the second step. After a few wrong ones the password is asked again."""
    changed(session, update(Attempt).where(col(Attempt.id) == attempt_id).values(tries=Attempt.tries + 1))


def finish(
    session: Session,
    attempt_id: UUID,
    member_id: UUID,
    seen: str,
    *,
    device: str,
    instead_of: UUID | None,
    emergency: bool,
    now: datetime,
) -> str | None:
    """Sign in whoever took the second step too. An attempt is good once, and only with the password it began with.

    emergency  a code for an emergency was used up for it, of which its owner is told.
    """
    taken = changed(session, delete(Attempt).where(col(Attempt.id) == attempt_id, col(Attempt.ends_at) > now))
    member = session.get(Member, member_id)
    if not taken or member is None:
        return None
    if key_hash(member.password_hash) != seen:
        return None
    if emergency:
        outbox.put(session, "recovery_used", member.email, member.locale, "/me/factors")
    if instead_of:
        end(session, col(SignIn.id) == instead_of, now=now)
    return begin_sign_in(session, member, device, now, strong=True)


def sign_in_by_passkey(
    session: Session, member_id: UUID, *, device: str, instead_of: UUID | None, now: datetime
) -> str:
    """Sign in whoever answered with a passkey: it asked for its owner itself, so it is both steps in one."""
    if instead_of:
        end(session, col(SignIn.id) == instead_of, now=now)
    return begin_sign_in(session, session.get_one(Member, member_id), device, now, strong=True)


def begin_sign_in(session: Session, member: Member, device: str, now: datetime, *, strong: bool = False) -> str:
    """Sign a member in and return the key for their cookie. Only its hash is kept. `strong`: with a second factor."""
    key = _begin(session, member.id, Role(member.role), device, now, strong=strong, proven_at=now)
    if member.role != Role.COUNSELLOR:
        audit.record(session, Act.SIGN_IN, actor=member.id, role=member.role)
    return key


def _begin(
    session: Session, member_id: UUID, role: Role, device: str, now: datetime, *, strong: bool, proven_at: datetime
) -> str:
    key = secrets.token_urlsafe(policy.KEY_BYTES)
    session.add(
        SignIn(
            key_hash=key_hash(key),
            member_id=member_id,
            device=device[:120],
            strong=strong,
            began_at=now,
            proven_at=proven_at,
            seen_at=now,
            ends_at=now + policy.SIGNED_IN[role],
        )
    )
    session.flush()
    return key


def rotate(session: Session, viewer: Viewer, now: datetime, *, proven: bool = False, strong: bool = False) -> str:
    """Give a browser a new key in place of its old one: what was known of it before is worth nothing now.

    `proven`: a full proof was given just now; `strong`: a second factor was among it.
    """
    device = session.scalars(select(SignIn.device).where(col(SignIn.id) == viewer.sign_in_id)).one_or_none()
    end(session, col(SignIn.id) == viewer.sign_in_id, now=now)
    return _begin(
        session,
        viewer.id,
        viewer.role,
        device or "",
        now,
        strong=strong or viewer.strong,
        proven_at=now if proven else viewer.proven_at,
    )


def anew(session: Session, viewer: Viewer, now: datetime, *, strong: bool = False) -> tuple[str, int]:
    """End every sign-in of a member and give the browser they are in a new key. Returns how many others ended, too."""
    others = end(session, col(SignIn.member_id) == viewer.id, col(SignIn.id) != viewer.sign_in_id, now=now)
    return rotate(session, viewer, now, strong=strong), others


def note_use(session: Session, sign_in_id: UUID, now: datetime) -> None:
    """Note that a sign-in is in use. One that has ended stays ended."""
    changed(
        session,
        update(SignIn)
        .where(col(SignIn.id) == sign_in_id, col(SignIn.ended_at).is_(None), col(SignIn.seen_at) < now)
        .values(seen_at=now),
    )


def sign_out(session: Session, member_id: UUID, sign_in_id: UUID, now: datetime) -> None:
    """End one of a member's sign-ins.

    Raises  Missing if it is not theirs, or has ended.
    """
    if not end(session, col(SignIn.id) == sign_in_id, col(SignIn.member_id) == member_id, now=now):
        raise Missing
    record_sign_out(session, member_id, 1)


def sign_out_elsewhere(session: Session, member_id: UUID, here: UUID, now: datetime) -> None:
    ended = end(session, col(SignIn.member_id) == member_id, col(SignIn.id) != here, now=now)
    record_sign_out(session, member_id, ended)


def sign_out_everywhere(session: Session, member_id: UUID, now: datetime) -> None:
    ended = end(session, col(SignIn.member_id) == member_id, now=now)
    record_sign_out(session, member_id, ended)


def record_sign_out(session: Session, member_id: UUID, sign_ins: int) -> None:
    role = session.scalars(select(Member.role).where(col(Member.id) == member_id)).one()
    if sign_ins and role != Role.COUNSELLOR:
        audit.record(session, Act.SIGN_OUT, actor=member_id, role=role, sign_ins=sign_ins)


def end(session: Session, *which: ColumnElement[bool], now: datetime) -> int:
    return changed(session, update(SignIn).where(*which, col(SignIn.ended_at).is_(None)).values(ended_at=now))
