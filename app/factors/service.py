"""Setting up and taking away what proves a member, and taking each proof once."""

import secrets
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app import vault
from app.database import Session, changed
from app.errors import Missing, NotAllowed
from app.factors import codes
from app.factors.models import Authenticator, Challenge, Passkey, RecoveryCode
from app.factors.policy import CHALLENGE_FOR, DRIFT, MOST_PASSKEYS, SETTING_UP_FOR, STEP, NewPasskey, Purpose

CHALLENGE_BYTES = 32
SECRET = "totp"  # noqa: S105  # what the vault knows the sealed secret by


def begin_app(session: Session, member_id: UUID, now: datetime) -> UUID:
    """Begin to set up an app that shows codes: a secret of its own, in the place of any that was begun before."""
    _forget_apps(session, col(Authenticator.member_id) == member_id, col(Authenticator.confirmed_at).is_(None))
    begun = Authenticator(id=uuid4(), member_id=member_id, made_at=now)
    session.add(begun)
    session.flush()
    vault.put(session, begun.id, SECRET, codes.new_secret().encode())
    return begun.id


def secret(session: Session, authenticator_id: UUID) -> str:
    return vault.get(session, authenticator_id, SECRET).decode()


def confirm_app(session: Session, member_id: UUID, authenticator_id: UUID, code: str, now: datetime) -> bool:
    """Take an app as the member's if its first code is right. The one before it is forgotten.

    Raises  Missing if there is no such app that waits for its first code.
    """
    waiting = session.scalars(
        select(Authenticator).where(
            col(Authenticator.id) == authenticator_id,
            col(Authenticator.member_id) == member_id,
            col(Authenticator.confirmed_at).is_(None),
            col(Authenticator.made_at) > now - SETTING_UP_FOR,
        )
    ).one_or_none()
    if waiting is None:
        raise Missing
    step = codes.step_of(secret(session, waiting.id), code, now, after=0)
    if step is None:
        return False
    _forget_apps(session, col(Authenticator.member_id) == member_id, col(Authenticator.confirmed_at).is_not(None))
    confirmed = update(Authenticator).where(
        col(Authenticator.id) == authenticator_id, col(Authenticator.confirmed_at).is_(None)
    )
    try:
        return changed(session, confirmed.values(confirmed_at=now, last_step=step)) == 1
    except IntegrityError as error:  # another one was confirmed in the same moment
        raise Missing from error


def take_code(session: Session, member_id: UUID, code: str, now: datetime) -> bool:
    """Whether a code of the member's app is right. Its step of time is taken with it: it is not right a second time."""
    app = session.execute(
        select(Authenticator.id, Authenticator.last_step).where(
            col(Authenticator.member_id) == member_id, col(Authenticator.confirmed_at).is_not(None)
        )
    ).one_or_none()
    if app is None:
        return False
    step = codes.step_of(secret(session, app.id), code, now, after=app.last_step)
    if step is None:
        return False
    # Compare and set: of two who bring one code in the same moment, also to two processes, one finds it taken.
    unused = update(Authenticator).where(col(Authenticator.id) == app.id, col(Authenticator.last_step) < step)
    return changed(session, unused.values(last_step=step)) == 1


def after_restore(session: Session, now: datetime) -> None:
    """Let no code be taken again that was taken after a backup was made; an app whose secret did not come back is gone."""
    session.execute(delete(Authenticator).where(~vault.is_sealed(Authenticator.id)))
    session.execute(update(Authenticator).values(last_step=int(now.timestamp()) // STEP + DRIFT))


def remove_app(session: Session, member_id: UUID, authenticator_id: UUID) -> None:
    if not _forget_apps(session, col(Authenticator.id) == authenticator_id, col(Authenticator.member_id) == member_id):
        raise Missing


def add_passkey(session: Session, member_id: UUID, new: NewPasskey, device: str, now: datetime) -> None:
    """Add a passkey.

    Raises  NotAllowed("passkey_known") if somebody has it already; NotAllowed("passkeys_enough").
    """
    have = session.scalars(select(Passkey.id).where(col(Passkey.member_id) == member_id)).all()
    if len(have) >= MOST_PASSKEYS:
        raise NotAllowed("passkeys_enough")
    try:
        with session.begin_nested():
            session.add(
                Passkey(
                    member_id=member_id,
                    credential_id=new.credential_id,
                    public_key=new.public_key,
                    sign_count=new.sign_count,
                    device=device[:120],
                    made_at=now,
                )
            )
            session.flush()
    except IntegrityError as error:
        raise NotAllowed("passkey_known") from error


def use_passkey(session: Session, passkey_id: UUID, *, seen: int, count: int, now: datetime) -> bool:
    """Note that a passkey was used. False if it was used elsewhere meanwhile: then one of the two is a copy."""
    unused = update(Passkey).where(col(Passkey.id) == passkey_id, col(Passkey.sign_count) == seen)
    return changed(session, unused.values(sign_count=count, used_at=now)) == 1


def remove_passkey(session: Session, member_id: UUID, passkey_id: UUID) -> None:
    gone = delete(Passkey).where(col(Passkey.id) == passkey_id, col(Passkey.member_id) == member_id)
    if not changed(session, gone):
        raise Missing


def replace_recovery_codes(session: Session, member_id: UUID, hashes: dict[str, str], now: datetime) -> None:
    """Keep new codes for an emergency, by selector; those from before are worth nothing now."""
    changed(session, delete(RecoveryCode).where(col(RecoveryCode.member_id) == member_id))
    session.add_all(
        RecoveryCode(member_id=member_id, selector=selector, code_hash=code_hash, made_at=now)
        for selector, code_hash in hashes.items()
    )
    session.flush()


def use_recovery_code(session: Session, code_id: UUID, now: datetime) -> bool:
    """Use a code up. Of several who bring the same one, one is let in."""
    unused = update(RecoveryCode).where(col(RecoveryCode.id) == code_id, col(RecoveryCode.used_at).is_(None))
    return changed(session, unused.values(used_at=now)) == 1


def remove_all(session: Session, member_id: UUID) -> None:
    """Take away every second factor and every code for an emergency."""
    _forget_apps(session, col(Authenticator.member_id) == member_id)
    changed(session, delete(Passkey).where(col(Passkey.member_id) == member_id))
    changed(session, delete(RecoveryCode).where(col(RecoveryCode.member_id) == member_id))


def begin_challenge(session: Session, purpose: Purpose, bound_to: str, now: datetime) -> bytes:
    """Return a number for a passkey to sign, good once, for a few minutes, in this browser alone."""
    value = secrets.token_bytes(CHALLENGE_BYTES)
    session.add(Challenge(value=value, purpose=purpose, bound_to=bound_to, expires_at=now + CHALLENGE_FOR))
    session.flush()
    return value


def use_challenge(session: Session, value: bytes, purpose: Purpose, bound_to: str, now: datetime) -> bool:
    """Use a challenge up, whatever comes of its answer. False if it is not ours, not for this, or answered already."""
    ours = delete(Challenge).where(
        col(Challenge.value) == value,
        col(Challenge.purpose) == purpose,
        col(Challenge.bound_to) == bound_to,
        col(Challenge.expires_at) > now,
    )
    return changed(session, ours) == 1


def forget(session: Session, now: datetime) -> None:
    """Erase what is over: challenges nobody answered, apps nobody confirmed."""
    changed(session, delete(Challenge).where(col(Challenge.expires_at) < now))
    _forget_apps(session, col(Authenticator.confirmed_at).is_(None), col(Authenticator.made_at) < now - SETTING_UP_FOR)


def _forget_apps(session: Session, *which: object) -> int:
    gone = session.scalars(select(Authenticator.id).where(*which)).all()
    for authenticator_id in gone:
        vault.destroy(session, authenticator_id)
        changed(session, delete(Authenticator).where(col(Authenticator.id) == authenticator_id))
    return len(gone)
