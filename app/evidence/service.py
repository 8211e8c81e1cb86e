"""A proof of a licence: kept sealed, opened on the record, thrown away with its key."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlmodel import col

from app import audit, vault
from app.audit import Act
from app.database import Session
from app.errors import Missing
from app.evidence.models import Evidence

OPEN_FOR = timedelta(minutes=15)  # after which it is opened anew, and that is on the record too


def keep(session: Session, licence_id: UUID, pictures: Sequence[bytes], now: datetime) -> None:
    """Seal a proof, in the place of any that was sent before."""
    discard(session, licence_id)
    kept = Evidence(id=uuid4(), licence_id=licence_id, pages=len(pictures), made_at=now)
    session.add(kept)
    session.flush()
    for number, picture in enumerate(pictures, start=1):
        vault.put(session, kept.id, _field(number), picture)


def discard(session: Session, licence_id: UUID) -> bool:
    """Throw a proof away with its key, and say whether there was one."""
    kept = _of(session, licence_id)
    if kept is None:
        return False
    vault.destroy(session, kept.id)
    session.delete(kept)
    session.flush()
    return True


def after_restore(session: Session) -> None:
    """Forget the proofs whose licence was decided on after a backup was made: they came back without their keys."""
    session.execute(delete(Evidence).where(~vault.is_sealed(Evidence.id)))


def open_for(session: Session, licence_id: UUID, moderator_id: UUID, member_id: UUID, now: datetime) -> None:
    """Let somebody look at a proof for a while. It goes on the record: no entry, no picture.

    Raises  Missing if there is none.
    """
    kept = _of(session, licence_id)
    if kept is None:
        raise Missing
    kept.opened_by, kept.opened_until = moderator_id, now + OPEN_FOR
    session.add(kept)
    audit.record(
        session, Act.UNSEALING, actor=moderator_id, about=member_id, licence=licence_id, what="proof", pages=kept.pages
    )


def was_opened(session: Session, licence_id: UUID, moderator_id: UUID) -> bool:
    """Whether there is a proof and it is this moderator who has looked at it last."""
    kept = _of(session, licence_id)
    return kept is not None and kept.opened_by == moderator_id


def pages(session: Session, licence_id: UUID, moderator_id: UUID, now: datetime) -> int:
    """Return how many pages somebody has open. Raises  Missing unless they opened it a moment ago."""
    return _opened(session, licence_id, moderator_id, now).pages


def page(session: Session, licence_id: UUID, moderator_id: UUID, number: int, now: datetime) -> bytes:
    """Return one page as a JPEG. Raises  Missing as above, and for a page there is none of."""
    kept = _opened(session, licence_id, moderator_id, now)
    if not 0 < number <= kept.pages:
        raise Missing
    return vault.get(session, kept.id, _field(number))


def _opened(session: Session, licence_id: UUID, moderator_id: UUID, now: datetime) -> Evidence:
    kept = _of(session, licence_id)
    if kept is None or kept.opened_by != moderator_id or kept.opened_until is None or kept.opened_until <= now:
        raise Missing
    return kept


def _of(session: Session, licence_id: UUID) -> Evidence | None:
    return session.scalars(select(Evidence).where(col(Evidence.licence_id) == licence_id)).one_or_none()


def _field(number: int) -> str:
    return f"page-{number}"
