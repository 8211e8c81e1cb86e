"""That somebody has sent a proof of a licence. The pictures themselves are sealed in the vault under this row's id."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel

from app.database import Moment


class Evidence(SQLModel, table=True):
    """A proof, until the licence is decided on.

    opened_by     who opened it last, which is on the record; `opened_until`: how long they may look at it.
    """

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    licence_id: UUID = Field(foreign_key="licence.id", unique=True)
    pages: int
    made_at: datetime = Field(sa_type=Moment)
    opened_by: UUID | None = Field(default=None, foreign_key="member.id")
    opened_until: datetime | None = Field(default=None, sa_type=Moment)
