"""What is let pass now, for the detector; and the whole list, for those who decide on it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.accounts import queries as accounts
from app.allowances import policy
from app.allowances.models import Allowance, version
from app.allowances.policy import Stage
from app.database import Session
from app.deid import Allowed

_ALLOWED = (
    select(Allowance.phrase, Allowance.rule)
    .where(Allowance.stage == Stage.ACCEPTED)
    .order_by(Allowance.rule, Allowance.phrase)
)
_LISTED = (
    select(
        Allowance.id,
        Allowance.phrase,
        Allowance.rule,
        Allowance.stage,
        Allowance.proposed_by,
        Allowance.proposed_at,
        Allowance.decided_by,
        Allowance.decided_at,
        Allowance.accepted_in,
    )
    .where(col(Allowance.stage).in_((Stage.PROPOSED, Stage.ACCEPTED)))
    .order_by(Allowance.proposed_at, Allowance.id)
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The phrases let pass now, and the version of their list."""

    allowed: tuple[Allowed, ...]
    version: int

    @property
    def ruleset(self) -> str:
        return policy.ruleset(self.version)


def standing(session: Session) -> Standing:
    return Standing(tuple(Allowed(*row) for row in session.execute(_ALLOWED)), version(session))


@dataclass(frozen=True, slots=True)
class Listed:
    """A phrase that waits, or that is let pass, with who proposed and who accepted it."""

    id: UUID
    phrase: str
    rule: str
    proposed_by: str | None
    proposed_at: datetime
    own: bool
    accepted_by: str | None
    accepted_at: datetime | None
    accepted_in: int | None


@dataclass(frozen=True, slots=True)
class List:
    """Everything that waits for an admin, everything that is let pass, and the version that is."""

    waiting: tuple[Listed, ...]
    accepted: tuple[Listed, ...]
    version: int


def listed(session: Session, viewer: UUID) -> List:
    rows = session.execute(_LISTED).all()
    names = accounts.names(session, {id_ for row in rows for id_ in (row.proposed_by, row.decided_by) if id_})
    waiting: list[Listed] = []
    accepted: list[Listed] = []
    for row in rows:
        one = Listed(
            row.id,
            row.phrase,
            row.rule,
            names.get(row.proposed_by),
            row.proposed_at,
            row.proposed_by == viewer,
            names.get(row.decided_by),
            row.decided_at,
            row.accepted_in,
        )
        (waiting if row.stage == Stage.PROPOSED else accepted).append(one)
    return List(tuple(waiting), tuple(accepted), version(session))
