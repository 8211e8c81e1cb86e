"""Licences that wait for a person, as whoever checks them sees them, and what was decided on one.

Apart from the queries, which are about members.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from app import taxonomy
from app.accounts import policy
from app.accounts.licensing import TO_CHECK
from app.accounts.licensing import lapsed as is_lapsed
from app.accounts.models import Licence, Member
from app.accounts.own import licence
from app.accounts.policy import LicenceState, Tier
from app.database import Session
from app.evidence.models import Evidence

MOST_WAITING = 50  # claims on one page; the next ones follow as these are decided

_Holder = aliased(Member)
_CLAIMS = (
    select(
        Licence.id,
        Licence.member_id,
        Licence.slug,
        Licence.number,
        Licence.claimed_at,
        Licence.again_since,
        Licence.tier,
        Licence.expires_on,
        Member.name,
        Member.email,
        Member.confirmed_at,
    )
    .add_columns(
        Evidence.pages,
        Evidence.opened_by,
        Evidence.opened_until,
        Licence.holder_id,
        Licence.held_until,
        col(_Holder.name).label("holder"),
    )
    .join(Member, col(Member.id) == Licence.member_id)
    .outerjoin(Evidence, col(Evidence.licence_id) == Licence.id)
    .outerjoin(_Holder, col(_Holder.id) == Licence.holder_id)
    .where(TO_CHECK)
    # Whose address is confirmed comes first: a flood of made-up accounts keeps nobody waiting. What is looked at
    # once more comes last: its holder is let in meanwhile.
    .order_by(col(Member.confirmed_at).is_(None), col(Licence.again_since).is_not(None), col(Licence.claimed_at))
    .limit(MOST_WAITING)
)
_Checker = aliased(Member)
_DECIDED = (
    select(
        Licence.id,
        Licence.slug,
        Licence.state,
        Licence.note,
        Licence.decided_at,
        Licence.expires_on,
        Licence.again_since,
        Member.name,
        col(_Checker.name).label("by"),
    )
    .join(Member, col(Member.id) == Licence.member_id)
    .outerjoin(_Checker, col(_Checker.id) == Licence.decided_by)
    .where(col(Licence.id) == bindparam("id"))
)
_LAPSED = (
    select(Licence.id, Licence.member_id, Licence.slug, Licence.expires_on, Member.name)
    .join(Member, col(Member.id) == Licence.member_id)
    .order_by(col(Licence.expires_on), col(Licence.id))
    .limit(MOST_WAITING)
)
_WAITING = select(func.count()).select_from(Licence).where(TO_CHECK)


class Hand(NamedTuple):
    """Who has a licence in hand, and until when."""

    name: str
    until: datetime
    mine: bool


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A licence that was to be looked at again and has run out since; `own` is for somebody else to set aside."""

    id: UUID
    licence: taxonomy.Licence
    name: str
    expires_on: date
    own: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A licence that waits, as a moderator sees it; `own` is for somebody else to decide."""

    id: UUID
    licence: taxonomy.Licence
    number: str
    unusual: bool
    claimed_at: datetime
    name: str
    email: str
    confirmed: bool
    own: bool
    again_since: datetime | None
    tier: Tier
    expires_on: date | None
    pages: int  # of the proof that was sent; 0 without one
    open: bool  # whether the moderator has it open
    hand: Hand | None

    @property
    def with_colleague(self) -> bool:
        return self.hand is not None and not self.hand.mine

    @property
    def mine(self) -> bool:
        return self.hand is not None and self.hand.mine


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided on a licence, and by whom."""

    licence: taxonomy.Licence
    name: str
    state: LicenceState
    note: str
    decided_at: datetime | None
    expires_on: date | None
    by: str | None


def claims(session: Session, moderator_id: UUID, now: datetime, only: UUID | None = None) -> tuple[Claim, ...]:
    """Return the licences that wait for a person, the oldest first; or one of them."""
    asked = _CLAIMS.where(col(Licence.id) == only if only else ~is_lapsed(now.date()))
    return tuple(
        Claim(
            row.id,
            licence(row.slug),
            row.number,
            policy.unusual(row.number, licence(row.slug).number_hint),
            row.claimed_at,
            row.name,
            row.email,
            row.confirmed_at is not None,
            row.member_id == moderator_id,
            row.again_since,
            Tier(row.tier),
            row.expires_on,
            row.pages or 0,
            row.opened_by == moderator_id and policy.is_held(row.opened_until, now),
            Hand(row.holder, row.held_until, row.holder_id == moderator_id)
            if policy.is_held(row.held_until, now)
            else None,
        )
        for row in session.execute(asked)
    )


def after(listed: Sequence[Claim], licence_id: UUID) -> UUID | None:
    """Return the next licence of a list that whoever sees it can decide on, or else the first; None if there is no other."""
    at = next((number for number, one in enumerate(listed) if one.id == licence_id), 0)
    following = (*listed[at:], *listed[:at])
    return next((one.id for one in following if one.id != licence_id and not one.own and not one.with_colleague), None)


def lapsed(session: Session, moderator_id: UUID, today: date) -> tuple[Lapsed, ...]:
    """Return the licences that were to be looked at again and have run out since, the latest last."""
    rows = session.execute(_LAPSED.where(is_lapsed(today)))
    return tuple(
        Lapsed(row.id, licence(row.slug), row.name, row.expires_on, row.member_id == moderator_id) for row in rows
    )


def waiting(session: Session, today: date) -> int:
    """Return how many licences wait for a decision."""
    return int(session.execute(_WAITING.where(~is_lapsed(today))).scalar_one())


def decided(session: Session, licence_id: UUID) -> Decided | None:
    """Return what was decided on a licence; None while it waits, for the first time or once more."""
    row = session.execute(_DECIDED, {"id": licence_id}).one_or_none()
    if row is None or row.state == LicenceState.CLAIMED or row.again_since:
        return None
    state = LicenceState(row.state)
    return Decided(licence(row.slug), row.name, state, row.note, row.decided_at, row.expires_on, row.by)
