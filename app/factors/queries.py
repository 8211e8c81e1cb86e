"""What a member can prove themselves with, for signing in and for the page that lists it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlmodel import col

from app.database import Session
from app.factors.models import Authenticator, Passkey, RecoveryCode
from app.factors.policy import SELECTOR, SETTING_UP_FOR, Has

_HAS = select(
    select(func.count())
    .where(col(Authenticator.member_id) == bindparam("member"), col(Authenticator.confirmed_at).is_not(None))
    .scalar_subquery()
    .label("authenticators"),
    select(func.count()).where(col(Passkey.member_id) == bindparam("member")).scalar_subquery().label("passkeys"),
    select(func.count())
    .where(col(RecoveryCode.member_id) == bindparam("member"), col(RecoveryCode.used_at).is_(None))
    .scalar_subquery()
    .label("recovery_codes"),
)
_PASSKEYS = (
    select(Passkey.id, Passkey.device, Passkey.made_at, Passkey.used_at, Passkey.credential_id)
    .where(col(Passkey.member_id) == bindparam("member"))
    .order_by(col(Passkey.made_at))
)
_APP = select(Authenticator.id, Authenticator.confirmed_at).where(
    col(Authenticator.member_id) == bindparam("member"), col(Authenticator.confirmed_at).is_not(None)
)
_NEW_APP = select(Authenticator.id).where(
    col(Authenticator.id) == bindparam("id"),
    col(Authenticator.member_id) == bindparam("member"),
    col(Authenticator.confirmed_at).is_(None),
    col(Authenticator.made_at) > bindparam("since"),
)
_KEY = select(Passkey.id, Passkey.member_id, Passkey.public_key, Passkey.sign_count).where(
    col(Passkey.credential_id) == bindparam("credential")
)
_EMERGENCY = select(RecoveryCode.id, RecoveryCode.code_hash).where(
    col(RecoveryCode.member_id) == bindparam("member"),
    col(RecoveryCode.selector) == bindparam("selector"),
    col(RecoveryCode.used_at).is_(None),
)


@dataclass(frozen=True, slots=True)
class OwnPasskey:
    """A passkey as its owner sees it in the list."""

    id: UUID
    device: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class App:
    """The app that shows a member's codes."""

    id: UUID
    since: datetime


@dataclass(frozen=True, slots=True)
class Key:
    """A passkey as checking an answer needs it."""

    id: UUID
    member_id: UUID
    public_key: bytes
    sign_count: int


@dataclass(frozen=True, slots=True)
class Emergency:
    """A code for an emergency that is still good, as checking what was typed needs it."""

    id: UUID
    code_hash: str


def has(session: Session, member_id: UUID) -> Has:
    row = session.execute(_HAS, {"member": member_id}).one()
    return Has(row.authenticators > 0, row.passkeys, row.recovery_codes)


def passkeys(session: Session, member_id: UUID) -> tuple[OwnPasskey, ...]:
    rows = session.execute(_PASSKEYS, {"member": member_id})
    return tuple(OwnPasskey(row.id, row.device, row.made_at, row.used_at) for row in rows)


def credential_ids(session: Session, member_id: UUID) -> tuple[bytes, ...]:
    return tuple(row.credential_id for row in session.execute(_PASSKEYS, {"member": member_id}))


def app(session: Session, member_id: UUID) -> App | None:
    row = session.execute(_APP, {"member": member_id}).one_or_none()
    return App(row.id, row.confirmed_at) if row else None


def new_app(session: Session, member_id: UUID, authenticator_id: UUID, now: datetime) -> UUID | None:
    """Return an app that waits for its first code, if it is this member's and was begun a short while ago."""
    return session.execute(
        _NEW_APP, {"id": authenticator_id, "member": member_id, "since": now - SETTING_UP_FOR}
    ).scalar_one_or_none()


def key(session: Session, credential_id: bytes) -> Key | None:
    row = session.execute(_KEY, {"credential": credential_id}).one_or_none()
    return Key(row.id, row.member_id, row.public_key, row.sign_count) if row else None


def emergency(session: Session, member_id: UUID, code: str) -> Emergency | None:
    row = session.execute(_EMERGENCY, {"member": member_id, "selector": code[:SELECTOR]}).one_or_none()
    return Emergency(row.id, row.code_hash) if row else None
