"""Another password, mail address or second factor, by its owner or for them: a file of its own, because each ends every sign-in."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app import audit, outbox
from app.accounts import links, policy, rows, sign_ins
from app.accounts.links import Purpose
from app.accounts.models import EmailChange, Member
from app.accounts.policy import Link
from app.audit import Act
from app.database import Session, changed
from app.errors import OutOfDate
from app.web.visit import Role, Viewer


def ask_reset(session: Session, email: str, locale: str, now: datetime) -> None:
    """Mail a link for choosing a new password. To an address that is no member's, the mail says so: the page does not."""
    owner = rows.by_email(session, email)
    if owner is None:
        # The same statements as for a member, so that the answer takes as long; there is nothing for them to change.
        links.end(session, uuid4(), Purpose.RESET, now)
        outbox.put(session, "no_account", email, locale, "/join")
        return
    links.end(session, owner.id, Purpose.RESET, now)
    links.send(session, Purpose.RESET, owner.id, owner.email, owner.locale, "/password", now + policy.RESET_WITHIN)


def reset_password(session: Session, link: Link, password_hash: str, now: datetime) -> None:
    """Take a new password from whoever reads the member's mail. Every sign-in ends, the one that asks too.

    Raises  OutOfDate("link_over") if the link was used meanwhile.
    """
    links.use(session, link, now)
    _new_password(session, link.member_id, password_hash, now)
    _end_email_changes(session, link.member_id, now)
    if not link.confirmed and not rows.name_held(session, link.name, but=link.member_id):
        # Who reads the mail has shown that the address is theirs.
        links.take_address(session, link.member_id, now)
    sign_ins.sign_out_everywhere(session, link.member_id, now)


def change_password(session: Session, viewer: Viewer, seen: str, password_hash: str, now: datetime) -> str:
    """Put a new password in the place of the one that was just given, and end every sign-in. Returns this browser's new key.

    Raises  OutOfDate if it was changed elsewhere meanwhile.
    """
    if not changed(
        session, rows.member(viewer.id).where(col(Member.password_hash) == seen).values(password_hash=password_hash)
    ):
        raise OutOfDate
    _new_password(session, viewer.id, password_hash, now)
    key, others = sign_ins.anew(session, viewer, now)
    sign_ins.record_sign_out(session, viewer.id, others + 1)
    return key


def _new_password(session: Session, member_id: UUID, password_hash: str, now: datetime) -> None:
    session.execute(rows.member(member_id).values(password_hash=password_hash))
    links.end(session, member_id, Purpose.RESET, now)
    owner = session.get_one(Member, member_id)
    outbox.put(session, "password_changed", owner.email, owner.locale, "/password")


def ask_email(session: Session, viewer: Viewer, email: str, now: datetime) -> None:
    """Mail a link to the address a member would like to have, and tell the one they have.

    An address that is a member's already gets a mail that says so and no link: the page does not tell.
    """
    _end_email_changes(session, viewer.id, now)
    owner = rows.by_email(session, email)
    if owner and owner.id != viewer.id:
        outbox.put(session, "already", owner.email, owner.locale, "/sign-in")
    elif owner is None:
        change = EmailChange(id=uuid4(), member_id=viewer.id, email=email, expires_at=now + policy.RESET_WITHIN)
        session.add(change)
        outbox.put(session, "new_email", email, viewer.locale, f"/email/{change.id}")
    outbox.put(session, "email_asked", viewer.email, viewer.locale, "/me")
    session.flush()


def change_email(session: Session, change_id: UUID, viewer: Viewer | None, now: datetime) -> str | None:
    """Make an address a member's, end every sign-in and every mailed link, and tell both addresses.

    viewer   who is signed in where the link was opened; they go on with the key that is returned, if it is their address.
    Raises  OutOfDate("link_over") if the link was used, or the address became somebody's meanwhile.
    """
    change = session.get_one(EmailChange, change_id)
    unused = update(EmailChange).where(
        col(EmailChange.id) == change_id, col(EmailChange.used_at).is_(None), col(EmailChange.expires_at) > now
    )
    if not changed(session, unused.values(used_at=now)):
        raise OutOfDate("link_over")
    owner = session.get_one(Member, change.member_id)
    before, locale = owner.email, owner.locale
    try:
        with session.begin_nested():
            session.execute(rows.member(change.member_id).values(email=change.email))
    except IntegrityError as error:
        raise OutOfDate("link_over") from error
    for purpose in Purpose:
        links.end(session, change.member_id, purpose, now)
    for address in (before, change.email):
        outbox.put(session, "email_changed", address, locale, "/me")
    if viewer is None or viewer.id != change.member_id:
        sign_ins.sign_out_everywhere(session, change.member_id, now)
        return None
    key, others = sign_ins.anew(session, viewer, now)
    sign_ins.record_sign_out(session, viewer.id, others + 1)
    return key


def _end_email_changes(session: Session, member_id: UUID, now: datetime) -> None:
    open_ones = update(EmailChange).where(col(EmailChange.member_id) == member_id, col(EmailChange.used_at).is_(None))
    changed(session, open_ones.values(used_at=now))


def tell_factors_changed(session: Session, viewer: Viewer) -> None:
    outbox.put(session, "factor_changed", viewer.email, viewer.locale, "/me/factors")
    if viewer.role is not Role.COUNSELLOR:
        audit.record(session, Act.FACTOR_CHANGE, actor=viewer.id, role=viewer.role)


def go_on_with_factors(session: Session, viewer: Viewer, now: datetime, *, strong: bool) -> str:
    """After a second factor came or went: end every other sign-in, tell the owner, and return this browser's new key."""
    key, others = sign_ins.anew(session, viewer, now, strong=strong)
    tell_factors_changed(session, viewer)
    sign_ins.record_sign_out(session, viewer.id, others)
    return key
