"""Joining, signing in and out, confirming an address or a password: what is written about members."""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, CursorResult, Update, delete, or_, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlmodel import col

from app import audit, clock, limits, outbox
from app.accounts import licensing, policy
from app.accounts.models import NAME_HELD, Attempt, EmailChange, Invitation, Licence, MailToken, Member, SignIn
from app.accounts.policy import Joining, LicenceClaim, LicenceState, Link, Loss, key_hash
from app.audit import Act
from app.database import Session
from app.errors import Missing, NotAllowed, OutOfDate
from app.factors import queries as factors
from app.factors import service as proofs
from app.limits import Limit
from app.web import log
from app.web.visit import Role, Viewer

KEY_BYTES = 32  # of a sign-in's key and an invitation's secret: 256 bits
HASTE_TOLD = Limit("haste_told", times=1, seconds=86_400)
KEPT = timedelta(days=30)  # sign-ins, links and invitations that are over


class Step(NamedTuple):
    """Where the right password led: in (`whole`), or to the second step. The key is for the cookie of either."""

    key: str
    whole: bool


class Purpose(StrEnum):
    """What a link in a mail is good for."""

    CONFIRM = "confirm"
    RESET = "reset"


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
        email=policy.email_key(email),
        name=name,
        name_key=policy.name_key(name),
        role=Role(role),
        locale=locale,
        password_hash=password_hash,
        joined_at=now,
        confirmed_at=now if verified or waiting else None,
        demo=demo,
    )
    if _by_email(session, member.email):
        raise NotAllowed("email_taken")
    if _name_held(session, name, but=member.id):
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
    secret = secrets.token_urlsafe(KEY_BYTES)
    session.add(
        Invitation(
            secret_hash=key_hash(secret),
            email=policy.email_key(email),
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
        name_key=policy.name_key(joining.name),
        role=Role.COUNSELLOR,
        locale=joining.locale,
        password_hash=password_hash,
        joined_at=now,
    )
    owner = _by_email(session, joining.email)
    if owner is None:
        try:
            with session.begin_nested():  # of two who join at once with one address, the second finds it taken
                session.add(member)
                session.flush()
        except IntegrityError:
            owner = _by_email(session, joining.email)
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
    if not _changed(session, used.values(used_by=member_id)):
        raise NotAllowed("invitation_used")


def send_confirmation(session: Session, member_id: UUID, email: str, locale: str, now: datetime) -> None:
    """Mail a link that confirms an address. Earlier ones stay good: mails overtake each other."""
    _send_link(session, Purpose.CONFIRM, member_id, email, locale, "/confirmation", now + policy.CONFIRM_WITHIN)


def _send_link(
    session: Session, purpose: Purpose, member_id: UUID, email: str, locale: str, place: str, until: datetime
) -> None:
    token = MailToken(id=uuid4(), member_id=member_id, purpose=purpose, expires_at=until)
    session.add(token)
    outbox.put(session, purpose, email, locale, f"{place}/{token.id}")
    session.flush()


def confirm(session: Session, link: Link, name: str, now: datetime) -> None:
    """Take an address as its owner's, and let them hold the name they chose.

    Raises  OutOfDate("link_over") if the link was used meanwhile; NotAllowed("name_taken").
    """
    _use(session, link, now)
    if link.confirmed:
        return
    rename(session, link.member_id, name)
    _confirm(session, link.member_id, now)


def _confirm(session: Session, member_id: UUID, now: datetime) -> None:
    try:
        with session.begin_nested():
            session.execute(_member(member_id).where(col(Member.confirmed_at).is_(None)).values(confirmed_at=now))
    except IntegrityError as error:  # somebody else came to hold the name between two statements
        raise NotAllowed("name_taken") from error


def _use(session: Session, link: Link, now: datetime) -> None:
    used = update(MailToken).where(
        col(MailToken.id) == link.id, col(MailToken.used_at).is_(None), col(MailToken.expires_at) > now
    )
    if not _changed(session, used.values(used_at=now)):
        raise OutOfDate("link_over")


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
        _end(session, col(SignIn.id) == instead_of, now=now)
    return Step(begin_sign_in(session, member, device, now), whole=True)


def _rehashed(session: Session, member_id: UUID, seen: str, better: str) -> str:
    """Keep a hash of today's settings, and return the one that is kept: nobody is refused because it could not be."""
    try:
        with session.begin_nested():
            session.execute(_member(member_id).where(col(Member.password_hash) == seen).values(password_hash=better))
    except SQLAlchemyError as error:
        log.failure(error, "a better hash was not kept")
        return seen
    return better


def _attempt(session: Session, member_id: UUID, password_hash: str, now: datetime) -> str:
    key = secrets.token_urlsafe(KEY_BYTES)
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
    _changed(session, update(Attempt).where(col(Attempt.id) == attempt_id).values(tries=Attempt.tries + 1))


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
    taken = session.execute(delete(Attempt).where(col(Attempt.id) == attempt_id, col(Attempt.ends_at) > now))
    member = session.get(Member, member_id)
    if not isinstance(taken, CursorResult) or not taken.rowcount or member is None:
        return None
    if key_hash(member.password_hash) != seen:
        return None
    if emergency:
        outbox.put(session, "recovery_used", member.email, member.locale, "/me/factors")
    if instead_of:
        _end(session, col(SignIn.id) == instead_of, now=now)
    return begin_sign_in(session, member, device, now, strong=True)


def sign_in_by_passkey(
    session: Session, member_id: UUID, *, device: str, instead_of: UUID | None, now: datetime
) -> str:
    """Sign in whoever answered with a passkey: it asked for its owner itself, so it is both steps in one."""
    if instead_of:
        _end(session, col(SignIn.id) == instead_of, now=now)
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
    key = secrets.token_urlsafe(KEY_BYTES)
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


def _anew(session: Session, viewer: Viewer, now: datetime, *, strong: bool = False) -> tuple[str, int]:
    """End every sign-in of a member and give the browser they are in a new key. Returns how many others ended, too."""
    others = _end(session, col(SignIn.member_id) == viewer.id, col(SignIn.id) != viewer.sign_in_id, now=now)
    return rotate(session, viewer, now, strong=strong), others


def rotate(session: Session, viewer: Viewer, now: datetime, *, proven: bool = False, strong: bool = False) -> str:
    """Give a browser a new key in place of its old one: what was known of it before is worth nothing now.

    `proven`: a full proof was given just now; `strong`: a second factor was among it.
    """
    device = session.scalars(select(SignIn.device).where(col(SignIn.id) == viewer.sign_in_id)).one_or_none()
    _end(session, col(SignIn.id) == viewer.sign_in_id, now=now)
    return _begin(
        session,
        viewer.id,
        viewer.role,
        device or "",
        now,
        strong=strong or viewer.strong,
        proven_at=now if proven else viewer.proven_at,
    )


def note_use(session: Session, sign_in_id: UUID, now: datetime) -> None:
    """Note that a sign-in is in use. One that has ended stays ended."""
    _changed(
        session,
        update(SignIn)
        .where(col(SignIn.id) == sign_in_id, col(SignIn.ended_at).is_(None), col(SignIn.seen_at) < now)
        .values(seen_at=now),
    )


def sign_out(session: Session, member_id: UUID, sign_in_id: UUID, now: datetime) -> None:
    """End one of a member's sign-ins.

    Raises  Missing if it is not theirs, or has ended.
    """
    if not _end(session, col(SignIn.id) == sign_in_id, col(SignIn.member_id) == member_id, now=now):
        raise Missing
    _record_sign_out(session, member_id, 1)


def sign_out_elsewhere(session: Session, member_id: UUID, here: UUID, now: datetime) -> None:
    ended = _end(session, col(SignIn.member_id) == member_id, col(SignIn.id) != here, now=now)
    _record_sign_out(session, member_id, ended)


def sign_out_everywhere(session: Session, member_id: UUID, now: datetime) -> None:
    ended = _end(session, col(SignIn.member_id) == member_id, now=now)
    _record_sign_out(session, member_id, ended)


def _record_sign_out(session: Session, member_id: UUID, sign_ins: int) -> None:
    role = session.scalars(select(Member.role).where(col(Member.id) == member_id)).one()
    if sign_ins and role != Role.COUNSELLOR:
        audit.record(session, Act.SIGN_OUT, actor=member_id, role=role, sign_ins=sign_ins)


def ask_reset(session: Session, email: str, locale: str, now: datetime) -> None:
    """Mail a link for choosing a new password. To an address that is no member's, the mail says so: the page does not."""
    owner = _by_email(session, email)
    if owner is None:
        # The same statements as for a member, so that the answer takes as long; there is nothing for them to change.
        _end_links(session, uuid4(), Purpose.RESET, now)
        outbox.put(session, "no_account", email, locale, "/join")
        return
    _end_links(session, owner.id, Purpose.RESET, now)
    _send_link(session, Purpose.RESET, owner.id, owner.email, owner.locale, "/password", now + policy.RESET_WITHIN)


def reset_password(session: Session, link: Link, password_hash: str, now: datetime) -> None:
    """Take a new password from whoever reads the member's mail. Every sign-in ends, the one that asks too.

    Raises  OutOfDate("link_over") if the link was used meanwhile.
    """
    _use(session, link, now)
    _new_password(session, link.member_id, password_hash, now)
    _end_email_changes(session, link.member_id, now)
    if not link.confirmed and not _name_held(session, link.name, but=link.member_id):
        # Who reads the mail has shown that the address is theirs.
        _confirm(session, link.member_id, now)
    sign_out_everywhere(session, link.member_id, now)


def change_password(session: Session, viewer: Viewer, seen: str, password_hash: str, now: datetime) -> str:
    """Put a new password in the place of the one that was just given, and end every sign-in. Returns this browser's new key.

    Raises  OutOfDate if it was changed elsewhere meanwhile.
    """
    if not _changed(
        session, _member(viewer.id).where(col(Member.password_hash) == seen).values(password_hash=password_hash)
    ):
        raise OutOfDate
    _new_password(session, viewer.id, password_hash, now)
    key, others = _anew(session, viewer, now)
    _record_sign_out(session, viewer.id, others + 1)
    return key


def _new_password(session: Session, member_id: UUID, password_hash: str, now: datetime) -> None:
    session.execute(_member(member_id).values(password_hash=password_hash))
    _end_links(session, member_id, Purpose.RESET, now)
    owner = session.get_one(Member, member_id)
    outbox.put(session, "password_changed", owner.email, owner.locale, "/password")


def ask_email(session: Session, viewer: Viewer, email: str, now: datetime) -> None:
    """Mail a link to the address a member would like to have, and tell the one they have.

    An address that is a member's already gets a mail that says so and no link: the page does not tell.
    """
    _end_email_changes(session, viewer.id, now)
    owner = _by_email(session, email)
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
    if not _changed(session, unused.values(used_at=now)):
        raise OutOfDate("link_over")
    owner = session.get_one(Member, change.member_id)
    before, locale = owner.email, owner.locale
    try:
        with session.begin_nested():
            session.execute(_member(change.member_id).values(email=change.email))
    except IntegrityError as error:
        raise OutOfDate("link_over") from error
    for purpose in Purpose:
        _end_links(session, change.member_id, purpose, now)
    for address in (before, change.email):
        outbox.put(session, "email_changed", address, locale, "/me")
    if viewer is None or viewer.id != change.member_id:
        sign_out_everywhere(session, change.member_id, now)
        return None
    key, others = _anew(session, viewer, now)
    _record_sign_out(session, viewer.id, others + 1)
    return key


def _end_email_changes(session: Session, member_id: UUID, now: datetime) -> None:
    open_ones = update(EmailChange).where(col(EmailChange.member_id) == member_id, col(EmailChange.used_at).is_(None))
    _changed(session, open_ones.values(used_at=now))


def tell_factors_changed(session: Session, viewer: Viewer) -> None:
    outbox.put(session, "factor_changed", viewer.email, viewer.locale, "/me/factors")
    if viewer.role is not Role.COUNSELLOR:
        audit.record(session, Act.FACTOR_CHANGE, actor=viewer.id, role=viewer.role)


def go_on_with_factors(session: Session, viewer: Viewer, now: datetime, *, strong: bool) -> str:
    """After a second factor came or went: end every other sign-in, tell the owner, and return this browser's new key."""
    key, others = _anew(session, viewer, now, strong=strong)
    tell_factors_changed(session, viewer)
    _record_sign_out(session, viewer.id, others)
    return key


def tell_of_haste(session: Session, member_id: UUID, limit: Limit) -> None:
    """Put on the record that somebody read, looked for or opened more than people do, and tell the admins: once a day."""
    if limits.add(session, HASTE_TOLD, f"{member_id}:{limit.action}", 1):
        return
    log.note("limit", kind=limit.action, count=limit.times)
    admins = select(Member.email, Member.locale).where(
        col(Member.role) == Role.ADMIN, col(Member.confirmed_at).is_not(None), col(Member.id) != member_id
    )
    for email, locale in session.execute(admins).all():
        outbox.put(session, "haste", email, locale, f"/admin/record?act={Act.LIMIT}")
    audit.record(session, Act.LIMIT, actor=None, about=member_id, what=limit.action, times=limit.times)


def reset_factors(session: Session, email: str, now: datetime) -> bool:
    """Take every second factor from a member who lost them, end their sign-ins, and mail them a link for a new password.

    For the operator, who made sure beforehand that it is them who asks. Nobody chooses the password but the member.
    """
    owner = _by_email(session, policy.email_key(email))
    if owner is None:
        return False
    _start_anew(session, owner, now)
    audit.record(session, Act.FACTOR_CHANGE, actor=None, about=owner.id, role=owner.role)
    return True


def take_factors(session: Session, admin_id: UUID, member_id: UUID, loss: Loss, now: datetime) -> None:
    """Do the same as an admin, who says why, and how it was made sure that it is them who asked.

    Raises  Missing for nobody; NotAllowed("own_factors"), or where there is no second factor to take off.
    """
    owner = session.get(Member, member_id)
    if owner is None:
        raise Missing
    if member_id == admin_id:
        raise NotAllowed("own_factors")
    if not factors.has(session, member_id).any:
        raise NotAllowed("no_factors")
    assert loss.reason and loss.proof, "a form without them is given back"
    _start_anew(session, owner, now)
    codes = {"reason": loss.reason.value, "proof": loss.proof.value}
    audit.record(session, Act.FACTOR_CHANGE, actor=admin_id, about=owner.id, role=owner.role, **codes)


def _start_anew(session: Session, owner: Member, now: datetime) -> None:
    proofs.remove_all(session, owner.id)
    outbox.put(session, "factors_reset", owner.email, owner.locale, "/sign-in")
    _end_links(session, owner.id, Purpose.RESET, now)
    _send_link(session, Purpose.RESET, owner.id, owner.email, owner.locale, "/password", now + policy.RESET_WITHIN)
    sign_out_everywhere(session, owner.id, now)


def rename(session: Session, member_id: UUID, name: str) -> None:
    """Change the name peers read, from now on and on what is there already.

    Raises  NotAllowed("name_taken").
    """
    if _name_held(session, name, but=member_id):
        raise NotAllowed("name_taken")
    try:
        with session.begin_nested():
            session.execute(_member(member_id).values(name=name, name_key=policy.name_key(name)))
    except IntegrityError as error:  # somebody took it between the two statements
        raise NotAllowed("name_taken") from error


def choose_language(session: Session, member_id: UUID, locale: str) -> None:
    session.execute(_member(member_id).values(locale=locale))


def change_role(session: Session, member_id: UUID, role: Role, now: datetime, *, actor: UUID | None = None) -> None:
    """Give a member other duties. They sign in anew: a key from before opens nothing it did not open.

    actor  the admin who does it; None for the operator at the machine.
    Raises  Missing for nobody; OutOfDate if these are their duties already.
    """
    was = session.scalars(select(Member.role).where(col(Member.id) == member_id)).one_or_none()
    if was is None:
        raise Missing
    if not _changed(session, _member(member_id).where(col(Member.role) != role).values(role=role)):
        raise OutOfDate
    _end(session, col(SignIn.member_id) == member_id, now=now)
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


def _end_links(session: Session, member_id: UUID, purpose: Purpose, now: datetime) -> None:
    open_ones = update(MailToken).where(
        col(MailToken.member_id) == member_id, col(MailToken.purpose) == purpose, col(MailToken.used_at).is_(None)
    )
    _changed(session, open_ones.values(used_at=now))


def _end(session: Session, *which: ColumnElement[bool], now: datetime) -> int:
    return _changed(session, update(SignIn).where(*which, col(SignIn.ended_at).is_(None)).values(ended_at=now))


def _by_email(session: Session, email: str) -> Member | None:
    return session.scalars(select(Member).where(col(Member.email) == email)).one_or_none()


def _name_held(session: Session, name: str, *, but: UUID) -> bool:
    return session.execute(NAME_HELD, {"key": policy.name_key(name), "but": but}).first() is not None


def _member(member_id: UUID) -> Update:
    return update(Member).where(col(Member.id) == member_id)


def _changed(session: Session, statement: Update) -> int:
    """Run an update and return how many rows it changed; what the session knew of them is asked anew."""
    result = session.execute(statement.execution_options(synchronize_session=False))
    assert isinstance(result, CursorResult)
    return result.rowcount
