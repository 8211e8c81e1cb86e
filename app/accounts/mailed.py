"""What a link that was mailed stands for, while it is good: an invitation, a confirmation, a new password, a new address.

Apart from the queries, because whoever comes by such a link need not be signed in.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import col

from app.accounts.models import EmailChange, Invitation, MailToken, Member
from app.accounts.policy import Link, key_hash
from app.database import Session

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
class NewEmail:
    """An address that waits to become a member's."""

    id: UUID
    member_id: UUID
    email: str
    name: str


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
