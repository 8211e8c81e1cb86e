"""What /me shows a member of their own account: licences, and where they are signed in.

Apart from the queries, which say who somebody is: whoever reads this looks for what a page shows.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import col

from app import taxonomy
from app.accounts import policy
from app.accounts.models import Licence, SignIn
from app.accounts.policy import LicenceState
from app.database import Session
from app.evidence.models import Evidence
from app.web.visit import Viewer

_LICENCES = (
    select(
        Licence.id,
        Licence.slug,
        Licence.number,
        Licence.state,
        Licence.note,
        Licence.claimed_at,
        Licence.decided_at,
        Licence.expires_on,
        Licence.again_since,
        col(Evidence.made_at).label("proof_at"),
    )
    .outerjoin(Evidence, col(Evidence.licence_id) == Licence.id)
    .where(col(Licence.member_id) == bindparam("member"))
    .order_by(col(Licence.claimed_at).desc())
)

_SIGN_INS = (
    select(SignIn.id, SignIn.device, SignIn.began_at, SignIn.seen_at)
    .where(
        col(SignIn.member_id) == bindparam("member"),
        col(SignIn.ended_at).is_(None),
        col(SignIn.ends_at) > bindparam("now"),
    )
    .order_by(col(SignIn.began_at).desc())
)


@dataclass(frozen=True, slots=True)
class OwnLicence:
    """A licence as its holder sees it: without the number, which is the checker's alone."""

    id: UUID
    licence: taxonomy.Licence
    state: LicenceState
    note: str
    claimed_at: datetime
    decided_at: datetime | None
    expires_on: date | None
    expired: bool
    unusual: bool
    ends_soon: bool
    waits: bool
    proof_at: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """A browser one is signed in with; `here` is the one that asks."""

    id: UUID
    device: str
    began_at: datetime
    seen_at: datetime
    here: bool


def licences(session: Session, member_id: UUID, today: date) -> tuple[OwnLicence, ...]:
    """Return what a member claimed, the latest first."""
    return tuple(
        OwnLicence(
            row.id,
            licence(row.slug),
            LicenceState(row.state),
            row.note,
            row.claimed_at,
            row.decided_at,
            row.expires_on,
            row.expires_on is not None and row.expires_on < today,
            policy.unusual(row.number, licence(row.slug).number_hint),
            policy.ends_soon(row.expires_on, today),
            row.state == LicenceState.CLAIMED or row.again_since is not None,
            row.proof_at,
        )
        for row in session.execute(_LICENCES, {"member": member_id})
    )


def places(session: Session, asking: Viewer, now: datetime) -> tuple[Place, ...]:
    """Return where a member is signed in, the latest first."""
    rows = session.execute(_SIGN_INS, {"member": asking.id, "now": now})
    return tuple(
        Place(row.id, row.device, row.began_at, row.seen_at, row.id == asking.sign_in_id)
        for row in rows
        if not policy.is_idle(asking.role, row.seen_at, now)
    )


def licence(slug: str) -> taxonomy.Licence:
    """Return a licence of the list; one that has left the list since is shown as one checked by hand."""
    known = taxonomy.licences()
    return known.get(slug, known[policy.BY_HAND])
