"""Phrases to let pass, with everything that was decided about each."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Index, func, select, text
from sqlmodel import Field, SQLModel

from app.database import Moment, Session

ALIVE = text("stage in ('proposed', 'accepted')")


class Allowance(SQLModel, table=True):
    """One phrase, as the detector found it in a published text. Of a refused one the words are erased.

    accepted_in, withdrawn_in  the version of the list that first had it, and the first that had it no more: the list of
                               any version is those accepted in it or before, and not withdrawn in it or before.
    proposed_by, decided_by, withdrawn_by  members' ids without a foreign key: who did it stays when a person is erased.
    """

    __table_args__ = (
        Index("allowance_one_alive", "rule", "phrase", unique=True, sqlite_where=ALIVE, postgresql_where=ALIVE),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    phrase: str = Field(max_length=60)
    rule: str = Field(max_length=40)
    stage: str = Field(max_length=12)
    proposed_by: UUID
    proposed_at: datetime = Field(sa_type=Moment)
    decided_by: UUID | None = None
    decided_at: datetime | None = Field(default=None, sa_type=Moment)
    withdrawn_by: UUID | None = None
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)
    accepted_in: int | None = None
    withdrawn_in: int | None = None


_VERSION = select(func.coalesce(func.max(Allowance.accepted_in), 0), func.coalesce(func.max(Allowance.withdrawn_in), 0))


def version(session: Session) -> int:
    """Return the version of the list: how many times a phrase was accepted or withdrawn."""
    accepted, withdrawn = session.execute(_VERSION).one()
    return max(int(accepted), int(withdrawn))
