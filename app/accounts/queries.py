"""A member by their sign-in, what /me shows them, what a mailed link stands for, and licences that wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from app import taxonomy
from app.accounts import policy
from app.accounts.models import (
    NAME_HELD,
    Attempt,
    EmailChange,
    FactorRequest,
    Invitation,
    Licence,
    MailToken,
    Member,
    SignIn,
)
from app.accounts.policy import LicenceState, Link, key_hash
from app.database import Session
from app.evidence.models import Evidence
from app.factors import queries as factors
from app.web.visit import Known, Role, Standing, Viewer

# Of several licences the one that speaks best for its holder counts: valid, then waiting, then expired, then refused.
_BEST = case(
    (
        and_(
            col(Licence.state) == LicenceState.CONFIRMED,
            or_(col(Licence.expires_on).is_(None), col(Licence.expires_on) >= bindparam("today")),
        ),
        0,
    ),
    (col(Licence.state) == LicenceState.CLAIMED, 1),
    (col(Licence.state) == LicenceState.CONFIRMED, 2),
    else_=3,
)
_VIEWER = (
    select(
        Member.id,
        col(SignIn.id).label("sign_in_id"),
        Member.name,
        Member.email,
        Member.role,
        Member.locale,
        Member.confirmed_at,
        Licence.state,
        Licence.expires_on,
        SignIn.strong,
        SignIn.proven_at,
        SignIn.seen_at,
    )
    .join(SignIn, col(SignIn.member_id) == Member.id)
    .outerjoin(Licence, col(Licence.member_id) == Member.id)
    .where(
        col(SignIn.key_hash) == bindparam("key"),
        col(SignIn.ended_at).is_(None),
        col(SignIn.ends_at) > bindparam("now"),
    )
    .order_by(_BEST, col(Licence.claimed_at).desc())
    .limit(1)
)
_WHOSE = select(SignIn.member_id).where(col(SignIn.key_hash) == bindparam("key"))
_DEMO = select(select(Member.id).where(col(Member.demo).is_(True)).exists())
_ATTEMPT = select(Attempt.id, Attempt.member_id, Attempt.password_seen, Attempt.tries).where(
    col(Attempt.key_hash) == bindparam("key"), col(Attempt.ends_at) > bindparam("now")
)
_ACCOUNT = select(Member.id, Member.name, Member.email, Member.role, Member.locale, Member.password_hash)
_BY_EMAIL = _ACCOUNT.where(col(Member.email) == bindparam("email"))
_BY_ID = _ACCOUNT.where(col(Member.id) == bindparam("id"))
_LICENCES = (
    select(
        Licence.id,
        Licence.slug,
        Licence.number,
        Licence.state,
        Licence.note,
        Licence.claimed_at,
        Licence.decided_at,
        Licence.expires_on,
        Licence.again_since,
        col(Evidence.made_at).label("proof_at"),
    )
    .outerjoin(Evidence, col(Evidence.licence_id) == Licence.id)
    .where(col(Licence.member_id) == bindparam("member"))
    .order_by(col(Licence.claimed_at).desc())
)
_SIGN_INS = (
    select(SignIn.id, SignIn.device, SignIn.began_at, SignIn.seen_at)
    .where(
        col(SignIn.member_id) == bindparam("member"),
        col(SignIn.ended_at).is_(None),
        col(SignIn.ends_at) > bindparam("now"),
    )
    .order_by(col(SignIn.began_at).desc())
)
_INVITED = select(Invitation.id, Invitation.email).where(
    col(Invitation.secret_hash) == bindparam("secret"),
    col(Invitation.used_by).is_(None),
    col(Invitation.expires_at) > bindparam("now"),
)
_LINK = (
    select(
        MailToken.id,
        MailToken.member_id,
        MailToken.expires_at,
        MailToken.used_at,
        Member.name,
        Member.email,
        Member.confirmed_at,
    )
    .join(Member, col(Member.id) == MailToken.member_id)
    .where(col(MailToken.id) == bindparam("id"), col(MailToken.purpose) == bindparam("purpose"))
)
_EMAIL_CHANGE = (
    select(EmailChange.id, EmailChange.member_id, EmailChange.email, Member.name, Member.role)
    .join(Member, col(Member.id) == EmailChange.member_id)
    .where(
        col(EmailChange.id) == bindparam("id"),
        col(EmailChange.used_at).is_(None),
        col(EmailChange.expires_at) > bindparam("now"),
    )
)


@dataclass(frozen=True, slots=True)
class Account:
    """A member as signing in and changing the account need them. Never given to a page."""

    id: UUID
    name: str
    email: str
    role: Role
    locale: str
    password_hash: str


@dataclass(frozen=True, slots=True)
class AskedFor:
    """That a second factor be taken off, as one admin asked it and another is to see it."""

    id: UUID
    member_id: UUID
    name: str
    by: str
    own: bool
    reason: str
    proof: str
    asked_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class LockedOut:
    """A member who may have lost their second factor; `has` says that there is one, `oneself` that it is the admin's own.

    asked  what another admin has asked and nobody has answered, where it takes two.
    alone  it takes two, and there is no other admin.
    """

    id: UUID
    name: str
    email: str
    role: Role
    has: bool
    oneself: bool
    two: bool
    alone: bool
    asked: AskedFor | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sign-in whose password was right and whose second step is to come."""

    id: UUID
    member_id: UUID
    password_seen: str


@dataclass(frozen=True, slots=True)
class OwnLicence:
    """A licence as its holder sees it: without the number, which is the checker's alone."""

    id: UUID
    licence: taxonomy.Licence
    state: LicenceState
    note: str
    claimed_at: datetime
    decided_at: datetime | None
    expires_on: date | None
    expired: bool
    unusual: bool
    ends_soon: bool
    waits: bool
    proof_at: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """A browser one is signed in with; `here` is the one that asks."""

    id: UUID
    device: str
    began_at: datetime
    seen_at: datetime
    here: bool


@dataclass(frozen=True, slots=True)
class NewEmail:
    """An address that waits to become a member's."""

    id: UUID
    member_id: UUID
    email: str
    name: str


def known(session: Session, key: str, now: datetime, *, demo_may: bool) -> Known:
    """Return who is signed in with this key, or whose it was.

    `demo_may`: with a demo's database whoever moderates is let in without a second factor.
    """
    row = session.execute(_VIEWER, {"key": key_hash(key), "now": now, "today": now.date()}).one_or_none()
    if row is None or policy.is_idle(Role(row.role), row.seen_at, now):
        return Known(was=session.execute(_WHOSE, {"key": key_hash(key)}).scalar_one_or_none())
    role = Role(row.role)
    standing = policy.standing(
        confirmed=row.confirmed_at is not None,
        licence=LicenceState(row.state) if row.state else None,
        expires_on=row.expires_on,
        today=now.date(),
    )
    if policy.must_set_up(role, strong=row.strong) and not (demo_may and is_demo(session)):
        standing = Standing.UNPROVEN
    viewer = Viewer(row.id, row.sign_in_id, row.name, row.email, role, row.locale, standing, row.proven_at, row.strong)
    return Known(viewer, to_note=now - row.seen_at >= policy.NOTED_EVERY[role])


def is_demo(session: Session) -> bool:
    """Whether this is a demo's database. It is asked of few: of those who moderate and came without a second factor."""
    return bool(session.execute(_DEMO).scalar_one())


def attempt(session: Session, key: str, now: datetime) -> Waiting | None:
    """Return the sign-in that waits for its second step in the browser that has this key."""
    row = session.execute(_ATTEMPT, {"key": key_hash(key), "now": now}).one_or_none()
    return Waiting(row.id, row.member_id, row.password_seen) if row and row.tries < policy.MOST_TRIES else None


def by_email(session: Session, email: str) -> Account | None:
    return _account(session.execute(_BY_EMAIL, {"email": email}).one_or_none())


def by_id(session: Session, member_id: UUID) -> Account | None:
    return _account(session.execute(_BY_ID, {"id": member_id}).one_or_none())


def _account(row: Row[tuple[UUID, str, str, str, str, str]] | None) -> Account | None:
    return Account(row.id, row.name, row.email, Role(row.role), row.locale, row.password_hash) if row else None


def locked_out(session: Session, admin_id: UUID, member_id: UUID, now: datetime) -> LockedOut | None:
    """Return a member as an admin needs to see them who is to take off a second factor that was lost."""
    found = by_id(session, member_id)
    if found is None:
        return None
    others = bool(session.scalar(_OTHER_ADMINS, {"admin": admin_id, "member": member_id}))
    two = policy.wants_two(found.role, others=others)
    return LockedOut(
        found.id,
        found.name,
        found.email,
        found.role,
        factors.has(session, member_id).any,
        found.id == admin_id,
        two,
        two and not others,
        next((one for one in asked_for(session, admin_id, now) if one.member_id == member_id), None),
    )


_Asker = aliased(Member)
_ASKED_FOR = (
    select(FactorRequest, Member.name, _Asker.name.label("by"))
    .join(Member, col(Member.id) == FactorRequest.member_id)
    .join(_Asker, col(_Asker.id) == FactorRequest.asked_by)
    .where(col(FactorRequest.asked_at) > bindparam("since"), FactorRequest.member_id != bindparam("admin"))
    .order_by(FactorRequest.asked_at)
)
_OTHER_ADMINS = select(func.count()).where(
    col(Member.role) == Role.ADMIN,
    col(Member.confirmed_at).is_not(None),
    col(Member.id) != bindparam("admin"),
    col(Member.id) != bindparam("member"),
)


def asked_for(session: Session, admin_id: UUID, now: datetime) -> tuple[AskedFor, ...]:
    """Return which second factors of others wait for an admin to agree that they are taken off."""
    rows = session.execute(_ASKED_FOR, {"since": now - policy.AGREED_WITHIN, "admin": admin_id}).all()
    return tuple(
        AskedFor(
            one.id,
            one.member_id,
            name,
            by,
            one.asked_by == admin_id,
            one.reason,
            one.proof,
            one.asked_at,
            one.asked_at + policy.AGREED_WITHIN,
        )
        for one, name, by in rows
    )


def names(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return what members are called, of those who are still here."""
    return {row.id: row.name for row in session.execute(select(Member.id, Member.name).where(col(Member.id).in_(ids)))}


def name_held(session: Session, name: str, *, but: UUID) -> bool:
    """Whether another confirmed member goes by this name, or by one that looks the same."""
    return session.execute(NAME_HELD, {"key": policy.name_key(name), "but": but}).first() is not None


def licences(session: Session, member_id: UUID, today: date) -> tuple[OwnLicence, ...]:
    """Return what a member claimed, the latest first."""
    return tuple(
        OwnLicence(
            row.id,
            licence(row.slug),
            LicenceState(row.state),
            row.note,
            row.claimed_at,
            row.decided_at,
            row.expires_on,
            row.expires_on is not None and row.expires_on < today,
            policy.unusual(row.number, licence(row.slug).number_hint),
            policy.ends_soon(row.expires_on, today),
            row.state == LicenceState.CLAIMED or row.again_since is not None,
            row.proof_at,
        )
        for row in session.execute(_LICENCES, {"member": member_id})
    )


def places(session: Session, asking: Viewer, now: datetime) -> tuple[Place, ...]:
    """Return where a member is signed in, the latest first."""
    rows = session.execute(_SIGN_INS, {"member": asking.id, "now": now})
    return tuple(
        Place(row.id, row.device, row.began_at, row.seen_at, row.id == asking.sign_in_id)
        for row in rows
        if not policy.is_idle(asking.role, row.seen_at, now)
    )


def invited(session: Session, secret: str, now: datetime) -> str | None:
    """Return the address an invitation is for, while it is good."""
    row = session.execute(_INVITED, {"secret": key_hash(secret), "now": now}).one_or_none()
    return row.email if row else None


def link(session: Session, token_id: UUID, purpose: str, now: datetime) -> Link | None:
    row = session.execute(_LINK, {"id": token_id, "purpose": purpose}).one_or_none()
    if row is None:
        return None
    good = row.used_at is None and row.expires_at > now
    return Link(row.id, row.member_id, row.name, row.email, row.confirmed_at is not None, good)


def email_change(session: Session, change_id: UUID, now: datetime) -> NewEmail | None:
    row = session.execute(_EMAIL_CHANGE, {"id": change_id, "now": now}).one_or_none()
    return NewEmail(row.id, row.member_id, row.email, row.name) if row else None


def licence(slug: str) -> taxonomy.Licence:
    """Return a licence of the list; one that has left the list since is shown as one checked by hand."""
    known = taxonomy.licences()
    return known.get(slug, known[policy.BY_HAND])
