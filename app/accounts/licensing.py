"""What is written about licences: one is claimed, a proof of it is sent, a person looks at it and decides.

Apart from the service, which is about members: here one of two moderators is faster, and a proof goes with the decision.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import CursorResult, Update, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app import audit, outbox
from app.accounts.models import Licence, Member
from app.accounts.policy import LicenceClaim, LicenceDecision, LicenceState, Outcome, Tier
from app.audit import Act
from app.database import Session
from app.errors import Missing, NotAllowed, OutOfDate
from app.evidence import service as evidence

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


def open_proof(session: Session, moderator_id: UUID, licence_id: UUID, now: datetime) -> None:
    """Let a moderator look at a proof for a while; it is recorded.

    Raises  Missing where there is none; NotAllowed("own_licence"); OutOfDate("licence_decided").
    """
    licence = session.get(Licence, licence_id)
    if licence is None:
        raise Missing
    if licence.member_id == moderator_id:
        raise NotAllowed("own_licence")
    _still_waiting(session, licence_id)
    evidence.open_for(session, licence_id, moderator_id, licence.member_id, now)


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

    Raises  Missing; NotAllowed("own_licence"); OutOfDate("licence_decided") for the second of two.
    """
    licence = session.get(Licence, licence_id)
    if licence is None:
        raise Missing
    if licence.member_id == moderator_id:
        raise NotAllowed("own_licence")
    confirmed = decision.outcome is Outcome.CONFIRM
    decided = (
        update(Licence)
        .where(col(Licence.id) == licence_id, TO_CHECK)
        .values(
            again_since=None,
            reminded=None,
            tier=decision.tier if confirmed else Tier.CLAIMED,
            state=LicenceState.CONFIRMED if confirmed else LicenceState.REFUSED,
            note=decision.note,
            expires_on=decision.expires_on if confirmed else None,
            decided_at=now,
            decided_by=moderator_id,
        )
    )
    if not _changed(session, decided):
        raise OutOfDate("licence_decided")
    evidence.discard(session, licence_id)
    holder = session.get_one(Member, licence.member_id)
    outbox.put(session, "licence_confirmed" if confirmed else "licence_refused", holder.email, holder.locale, "/me")
    audit.record(
        session,
        Act.LICENCE_DECISION,
        actor=moderator_id,
        about=licence.member_id,
        licence=licence_id,
        outcome="confirm" if confirmed else "refuse",
        tier=decision.tier,
    )


def _changed(session: Session, statement: Update) -> int:
    result = session.execute(statement.execution_options(synchronize_session=False))
    assert isinstance(result, CursorResult)
    return result.rowcount
