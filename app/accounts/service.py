"""Joining, signing in and out, confirming an address, a password or a licence: what is written about members."""

import secrets
from datetime import datetime

from app import clock
from app.accounts import policy
from app.accounts.models import Licence, Member, SignIn
from app.accounts.queries import key_hash
from app.database import Session
from app.web.visit import Role

KEY_BYTES = 32  # of a sign-in's key: 256 bits


def add_member(
    session: Session,
    *,
    email: str,
    name: str,
    role: str = Role.COUNSELLOR,
    locale: str = "ja",
    password_hash: str,
    verified: bool = False,
    licence: str = "other-manual",
    licence_number: str = "",
    demo: bool = False,
) -> Member:
    """Add a member on the operator's word. `verified`: address and licence are taken as checked."""
    now = clock.now()
    member = Member(
        email=email,
        name=name,
        name_key=policy.name_key(name),
        role=Role(role),
        locale=locale,
        password_hash=password_hash,
        joined_at=now,
        confirmed_at=now if verified else None,
        demo=demo,
    )
    session.add(member)
    session.flush()
    if verified:
        session.add(
            Licence(
                member_id=member.id,
                slug=licence,
                number=licence_number,
                state=policy.LicenceState.CONFIRMED,
                claimed_at=now,
                decided_at=now,
            )
        )
        session.flush()
    return member


def begin_sign_in(session: Session, member: Member, device: str, now: datetime) -> str:
    """Sign a member in and return the key for their cookie. Only its hash is kept."""
    key = secrets.token_urlsafe(KEY_BYTES)
    session.add(
        SignIn(
            key_hash=key_hash(key),
            member_id=member.id,
            device=device[:120],
            began_at=now,
            ends_at=now + policy.SIGNED_IN[Role(member.role)],
        )
    )
    session.flush()
    return key
