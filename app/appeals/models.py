"""What authors say against decisions, and what somebody else answers."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel

from app.database import Moment


class Appeal(SQLModel, table=True):
    """An author asking for a second pair of eyes, once a decision. Note and answer are for the author and the moderators."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    decision_id: UUID = Field(foreign_key="decision.id", unique=True)
    revision_id: UUID = Field(foreign_key="revision.id", index=True)
    note: str = Field(max_length=1_000)
    made_at: datetime = Field(sa_type=Moment)
    outcome: str = Field(max_length=12)
    answer: str = Field(default="", max_length=1_000)
    decided_by: UUID | None = Field(default=None, foreign_key="member.id")
    decided_at: datetime | None = Field(default=None, sa_type=Moment)
