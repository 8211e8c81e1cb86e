"""What is written about licences: one is claimed, a proof of it is sent, a person looks at it and decides.

Apart from the service, which is about members: here one of two moderators is faster, and a proof goes with the decision.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app import audit, outbox
from app.accounts import policy
from app.accounts.models import Licence, Member
from app.accounts.policy import LicenceClaim, LicenceDecision, LicenceState, Outcome, Tier, Together
from app.audit import Act
from app.database import Session, changed
from app.errors import Missing, NotAllowed, OutOfDate
from app.evidence import service as evidence

TOGETHER = (Tier.SEEN, Tier.MATCHED)  # on what several licences may rest that are confirmed at once
TO_CHECK = or_(col(Licence.state) == LicenceState.CLAIMED, col(Licence.again_since).is_not(None))


def claim(
    session: Session, member_id: UUID, licence: LicenceClaim, now: datetime, *, proof: Sequence[bytes] = ()
) -> None:
    """Claim a licence, one more or once more, with a proof of it or without.

    Raises  NotAllowed("licence_waits") while the same one waits to be checked.
    """
    new = claimed(member_id, licence, now)
    try:
        with session.begin_nested():
            session.add(new)
            session.flush()
    except IntegrityError as error:
        raise NotAllowed("licence_waits") from error
    if proof:
        prove(session, member_id, new.id, proof, now)


def claimed(member_id: UUID, licence: LicenceClaim, now: datetime) -> Licence:
    return Licence(
        member_id=member_id, slug=licence.slug, number=licence.number, state=LicenceState.CLAIMED, claimed_at=now
    )


def prove(session: Session, member_id: UUID, licence_id: UUID, proof: Sequence[bytes], now: datetime) -> None:
    """Keep a proof of a licence of one's own that waits to be checked, in the place of any that was sent before.

    Raises  Missing for anybody else's; NotAllowed("unconfirmed") while nobody knows whose the address is, so that a
            stranger fills no disk; OutOfDate("licence_decided") once somebody has looked.
    """
    _waiting_own(session, member_id, licence_id)
    if session.get_one(Member, member_id).confirmed_at is None:
        raise NotAllowed("unconfirmed")
    evidence.keep(session, licence_id, proof, now)


def take_back_proof(session: Session, member_id: UUID, licence_id: UUID) -> None:
    """Throw away what one has sent. Raises  Missing for anybody else's; OutOfDate once somebody has looked."""
    _waiting_own(session, member_id, licence_id)
    evidence.discard(session, licence_id)


def take_in_hand(session: Session, moderator_id: UUID, licence_id: UUID, now: datetime, *, over: bool = False) -> bool:
    """Take a licence in hand for a while, so that no colleague checks it in vain. Returns whether it was taken over.

    `over` says that the moderator has seen who has it. What one has in hand already stays so for longer.
    Raises  Missing; NotAllowed("own_licence"); OutOfDate once it is decided, or where a colleague has it and nobody
            said `over`.
    """
    licence = _checkable(session, moderator_id, licence_id)
    taken = _with_colleague(licence, moderator_id, now)
    if taken and not over:
        raise OutOfDate("with_colleague")
    before = licence.holder_id
    licence.holder_id, licence.held_until = moderator_id, now + policy.IN_HAND
    session.add(licence)
    if taken and before:
        audit.record(
            session, Act.TAKEOVER, actor=moderator_id, about=licence.member_id, licence=licence_id, before=before
        )
    session.flush()
    return taken


def let_go(session: Session, moderator_id: UUID, licence_id: UUID) -> None:
    """Give a licence out of one's hands. What a colleague has taken over meanwhile stays theirs."""
    licence = _checkable(session, moderator_id, licence_id)
    if licence.holder_id == moderator_id:
        licence.holder_id = licence.held_until = None
        session.add(licence)
        session.flush()


def open_proof(session: Session, moderator_id: UUID, licence_id: UUID, now: datetime) -> None:
    """Let a moderator look at a proof for a while; it is recorded. Who looks has it in hand from then on.

    Raises  Missing where there is none; otherwise as `take_in_hand`.
    """
    take_in_hand(session, moderator_id, licence_id, now)
    evidence.open_for(session, licence_id, moderator_id, session.get_one(Licence, licence_id).member_id, now)


def _checkable(session: Session, moderator_id: UUID, licence_id: UUID) -> Licence:
    """Return a licence that somebody may check, locked: from here on nobody else takes it or decides on it."""
    licence = session.get(Licence, licence_id)
    if licence is None:
        raise Missing
    if licence.member_id == moderator_id:
        raise NotAllowed("own_licence")
    _still_waiting(session, licence_id)
    session.refresh(licence)
    return licence


def _with_colleague(licence: Licence, moderator_id: UUID, now: datetime) -> bool:
    return policy.is_held(licence.held_until, now) and licence.holder_id != moderator_id


def _waiting_own(session: Session, member_id: UUID, licence_id: UUID) -> None:
    licence = session.get(Licence, licence_id)
    if licence is None or licence.member_id != member_id:
        raise Missing
    _still_waiting(session, licence_id)


def _still_waiting(session: Session, licence_id: UUID) -> None:
    """Lock a licence that waits: nobody decides on it meanwhile, and no proof stays behind a decision."""
    waits = select(Licence.id).where(col(Licence.id) == licence_id, TO_CHECK).with_for_update()
    if session.execute(waits).first() is None:
        raise OutOfDate("licence_decided")


def decide(session: Session, moderator_id: UUID, licence_id: UUID, decision: LicenceDecision, now: datetime) -> None:
    """Confirm or refuse a licence, throw its proof away, and tell its holder.

    One conditional statement, so one of two moderators decides.

    Raises  Missing; NotAllowed("own_licence"); OutOfDate: "licence_decided" for the second of two, "with_colleague"
            where somebody else has it in hand.
    """
    holder_id = _settle(session, moderator_id, licence_id, decision, now)
    _record(session, moderator_id, licence_id, holder_id, decision)


def _settle(session: Session, moderator_id: UUID, licence_id: UUID, decision: LicenceDecision, now: datetime) -> UUID:
    """Do what was decided on a licence, and return whose it is. The entry on the record comes after everything else."""
    licence = _checkable(session, moderator_id, licence_id)
    if _with_colleague(licence, moderator_id, now):
        raise OutOfDate("with_colleague")
    confirmed = decision.outcome is Outcome.CONFIRM
    decided = (
        update(Licence)
        .where(col(Licence.id) == licence_id, TO_CHECK)
        .values(
            again_since=None,
            holder_id=None,
            held_until=None,
            reminded=None,
            tier=decision.tier if confirmed else Tier.CLAIMED,
            state=LicenceState.CONFIRMED if confirmed else LicenceState.REFUSED,
            note=decision.note,
            expires_on=decision.expires_on if confirmed else None,
            decided_at=now,
            decided_by=moderator_id,
        )
    )
    if not changed(session, decided):
        raise OutOfDate("licence_decided")
    evidence.discard(session, licence_id)
    holder = session.get_one(Member, licence.member_id)
    outbox.put(session, "licence_confirmed" if confirmed else "licence_refused", holder.email, holder.locale, "/me")
    return holder.id


def _record(session: Session, moderator_id: UUID, licence_id: UUID, holder_id: UUID, decision: LicenceDecision) -> None:
    audit.record(
        session,
        Act.LICENCE_DECISION,
        actor=moderator_id,
        about=holder_id,
        licence=licence_id,
        outcome="confirm" if decision.outcome is Outcome.CONFIRM else "refuse",
        tier=decision.tier,
    )


def confirm_together(session: Session, moderator_id: UUID, together: Together, now: datetime) -> None:
    """Confirm several licences that one has in hand, all of them or none.

    "Seen" is said of several at once only where each proof was opened here by whoever says so.
    Raises  as `decide`; OutOfDate: "not_in_hand", "not_opened".
    """
    assert together.tier in TOGETHER, "the member's word alone is weighed one by one"
    ids = sorted(set(together.ids))
    for licence_id in ids:
        licence = _checkable(session, moderator_id, licence_id)
        if licence.holder_id != moderator_id or not policy.is_held(licence.held_until, now):
            raise OutOfDate("not_in_hand")
        if together.tier is Tier.SEEN and not evidence.was_opened(session, licence_id, moderator_id):
            raise OutOfDate("not_opened")
    decision = LicenceDecision(Outcome.CONFIRM, expires_on=together.expires_on, tier=together.tier)
    holders = [_settle(session, moderator_id, licence_id, decision, now) for licence_id in ids]
    for licence_id, holder_id in zip(ids, holders, strict=True):
        _record(session, moderator_id, licence_id, holder_id, decision)


def set_aside(session: Session, moderator_id: UUID, ids: Sequence[UUID], today: date) -> None:
    """Take licences off the list that were to be looked at again and have run out meanwhile, all of them or none.

    Their holders read and do not write until they renew, so there is nothing to decide.
    Raises  OutOfDate if one of them is one's own, is not there any more, or never was of these.
    """
    which = (col(Licence.id).in_(ids), col(Licence.member_id) != moderator_id, lapsed(today))
    found = session.execute(select(Licence.id, Licence.member_id).where(*which).with_for_update()).all()
    if len(found) != len(set(ids)):
        raise OutOfDate("licence_decided")
    values = {"again_since": None, "holder_id": None, "held_until": None}
    changed(session, update(Licence).where(col(Licence.id).in_([row.id for row in found])).values(values))
    for row in found:
        evidence.discard(session, row.id)
    for row in found:
        audit.record(
            session,
            Act.LICENCE_DECISION,
            actor=moderator_id,
            about=row.member_id,
            licence=row.id,
            outcome="set_aside",
        )


def lapsed(today: date) -> ColumnElement[bool]:
    """Whether a licence was to be looked at again and has run out since."""
    return and_(
        col(Licence.again_since).is_not(None), col(Licence.expires_on).is_not(None), col(Licence.expires_on) < today
    )
