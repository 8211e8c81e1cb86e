"""Joining, confirming, other names and duties, and what is forgotten: what is written about members.

Signing in and renewing have files of their own; whoever writes about members finds all of it here.
"""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app import audit, clock, outbox
from app.accounts import licensing, links, naming, policy, rows, sign_ins
from app.accounts.links import Purpose
from app.accounts.losing import answer, reset_factors, take_factors
from app.accounts.models import Attempt, EmailChange, FactorRequest, Invitation, Licence, MailToken, Member, SignIn
from app.accounts.policy import Joining, LicenceClaim, LicenceState, Link, key_hash
from app.accounts.renewing import (
    ask_email,
    ask_reset,
    change_email,
    change_password,
    go_on_with_factors,
    reset_password,
    tell_factors_changed,
)
from app.accounts.sign_ins import (
    Step,
    begin_sign_in,
    count_try,
    finish,
    note_use,
    rotate,
    sign_in,
    sign_in_by_passkey,
    sign_out,
    sign_out_elsewhere,
    sign_out_everywhere,
)
from app.audit import Act
from app.database import Session, changed
from app.errors import Missing, NotAllowed, OutOfDate
from app.factors import service as proofs
from app.web.visit import Role

__all__ = [
    "KEPT",
    "Purpose",
    "Step",
    "add_member",
    "answer",
    "ask_email",
    "ask_reset",
    "begin_sign_in",
    "change_email",
    "change_password",
    "change_role",
    "choose_language",
    "confirm",
    "count_try",
    "finish",
    "forget",
    "go_on_with_factors",
    "invite",
    "join",
    "note_use",
    "rename",
    "reset_factors",
    "reset_password",
    "rotate",
    "send_confirmation",
    "sign_in",
    "sign_in_by_passkey",
    "sign_out",
    "sign_out_elsewhere",
    "sign_out_everywhere",
    "take_factors",
    "tell_factors_changed",
]

KEPT = timedelta(days=30)  # sign-ins, links and invitations that are over


def add_member(
    session: Session,
    *,
    email: str,
    name: str,
    role: str = Role.COUNSELLOR,
    locale: str = "ja",
    password_hash: str,
    verified: bool = False,
    waiting: bool = False,
    licence: str = policy.BY_HAND,
    licence_number: str = "",
    demo: bool = False,
) -> Member:
    """Add a member on the operator's word.

    `verified`: address and licence are taken as checked; `waiting`: only the address, and the licence waits for a person.

    Raises  NotAllowed("email_taken") or NotAllowed("name_taken").
    """
    now = clock.now()
    member = Member(
        email=naming.email_key(email),
        name=name,
        name_key=naming.name_key(name),
        role=Role(role),
        locale=locale,
        password_hash=password_hash,
        joined_at=now,
        confirmed_at=now if verified or waiting else None,
        demo=demo,
    )
    if rows.by_email(session, member.email):
        raise NotAllowed("email_taken")
    if rows.name_held(session, name, but=member.id):
        raise NotAllowed("name_taken")
    session.add(member)
    session.flush()
    if verified or waiting:
        claimed = licensing.claimed(member.id, LicenceClaim(licence, licence_number), now)
        if verified:
            claimed.state, claimed.decided_at = LicenceState.CONFIRMED, now
        session.add(claimed)
        session.flush()
    if member.role != Role.COUNSELLOR:
        audit.record(session, Act.ROLE_CHANGE, actor=None, about=member.id, role=member.role)
    return member


def invite(session: Session, email: str, now: datetime | None = None) -> str:
    """Give an address leave to join, once. Return the secret of the link `/join?invitation=…`; only its hash is kept."""
    now = now or clock.now()
    secret = secrets.token_urlsafe(policy.KEY_BYTES)
    session.add(
        Invitation(
            secret_hash=key_hash(secret),
            email=naming.email_key(email),
            made_at=now,
            expires_at=now + policy.INVITED_FOR,
        )
    )
    session.flush()
    return secret


def join(session: Session, joining: Joining, password_hash: str, now: datetime) -> None:
    """Write down who would like to join, and mail them a link.

    Where the address is a member's already, its owner is told by mail and nothing else happens: the
    person at the form learns nothing of it.
    Raises  NotAllowed("invitation_used") if somebody else was faster with the same invitation.
    """
    member = Member(
        email=joining.email,
        name=joining.name,
        name_key=naming.name_key(joining.name),
        role=Role.COUNSELLOR,
        locale=joining.locale,
        password_hash=password_hash,
        joined_at=now,
    )
    owner = rows.by_email(session, joining.email)
    if owner is None:
        try:
            with session.begin_nested():  # of two who join at once with one address, the second finds it taken
                session.add(member)
                session.flush()
        except IntegrityError:
            owner = rows.by_email(session, joining.email)
    if owner:
        outbox.put(session, "already", owner.email, owner.locale, "/sign-in")
        return
    if joining.invitation:
        _use_invitation(session, joining.invitation, member.id, now)
    session.add(licensing.claimed(member.id, LicenceClaim(joining.licence, joining.licence_number), now))
    send_confirmation(session, member.id, member.email, member.locale, now)


def _use_invitation(session: Session, secret: str, member_id: UUID, now: datetime) -> None:
    used = update(Invitation).where(
        col(Invitation.secret_hash) == key_hash(secret),
        col(Invitation.used_by).is_(None),
        col(Invitation.expires_at) > now,
    )
    if not changed(session, used.values(used_by=member_id)):
        raise NotAllowed("invitation_used")


def send_confirmation(session: Session, member_id: UUID, email: str, locale: str, now: datetime) -> None:
    """Mail a link that confirms an address. Earlier ones stay good: mails overtake each other."""
    links.send(session, Purpose.CONFIRM, member_id, email, locale, "/confirmation", now + policy.CONFIRM_WITHIN)


def confirm(session: Session, link: Link, name: str, now: datetime) -> None:
    """Take an address as its owner's, and let them hold the name they chose.

    Raises  OutOfDate("link_over") if the link was used meanwhile; NotAllowed("name_taken").
    """
    links.use(session, link, now)
    if link.confirmed:
        return
    rename(session, link.member_id, name)
    links.take_address(session, link.member_id, now)


def rename(session: Session, member_id: UUID, name: str) -> None:
    """Change the name peers read, from now on and on what is there already.

    Raises  NotAllowed("name_taken").
    """
    if rows.name_held(session, name, but=member_id):
        raise NotAllowed("name_taken")
    try:
        with session.begin_nested():
            session.execute(rows.member(member_id).values(name=name, name_key=naming.name_key(name)))
    except IntegrityError as error:  # somebody took it between the two statements
        raise NotAllowed("name_taken") from error


def choose_language(session: Session, member_id: UUID, locale: str) -> None:
    session.execute(rows.member(member_id).values(locale=locale))


def change_role(session: Session, member_id: UUID, role: Role, now: datetime, *, actor: UUID | None = None) -> None:
    """Give a member other duties. They sign in anew: a key from before opens nothing it did not open.

    actor  the admin who does it; None for the operator at the machine.
    Raises  Missing for nobody; OutOfDate if these are their duties already.
    """
    was = session.scalars(select(Member.role).where(col(Member.id) == member_id)).one_or_none()
    if was is None:
        raise Missing
    if not changed(session, rows.member(member_id).where(col(Member.role) != role).values(role=role)):
        raise OutOfDate
    sign_ins.end(session, col(SignIn.member_id) == member_id, now=now)
    audit.record(session, Act.ROLE_CHANGE, actor=actor, about=member_id, role=role, was=was)


def forget(session: Session, now: datetime) -> None:
    """Erase what is over: old sign-ins and links, and accounts whose address nobody ever confirmed."""
    nobody = select(Member.id).where(
        col(Member.confirmed_at).is_(None), col(Member.joined_at) < now - policy.FORGOTTEN_AFTER
    )
    long_ago = now - KEPT
    session.execute(update(Invitation).where(col(Invitation.used_by).in_(nobody)).values(used_by=None))
    proofs.forget(session, now)
    for member_id in session.scalars(nobody).all():
        proofs.remove_all(session, member_id)
    for statement in (
        delete(FactorRequest).where(col(FactorRequest.asked_at) <= now - policy.AGREED_WITHIN),
        delete(Attempt).where(or_(col(Attempt.ends_at) < now, col(Attempt.member_id).in_(nobody))),
        delete(EmailChange).where(or_(col(EmailChange.expires_at) < long_ago, col(EmailChange.member_id).in_(nobody))),
        delete(SignIn).where(
            or_(col(SignIn.ends_at) < long_ago, col(SignIn.ended_at) < long_ago, col(SignIn.member_id).in_(nobody))
        ),
        delete(MailToken).where(or_(col(MailToken.expires_at) < long_ago, col(MailToken.member_id).in_(nobody))),
        delete(Invitation).where(col(Invitation.expires_at) < long_ago),
        delete(Licence).where(col(Licence.member_id).in_(nobody)),
        delete(Member).where(col(Member.id).in_(nobody)),
    ):
        session.execute(statement.execution_options(synchronize_session=False))
