"""What was purged: ids and nothing else, so that a backup from before does not bring it back."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from app.database import Moment


class Purged(SQLModel, table=True):
    """One request to erase. `kind` says what the id was of: case, post, revision; member, or name: a member whose posts stay."""

    id: UUID = Field(primary_key=True)
    kind: str = Field(max_length=12)
    at: datetime = Field(sa_type=Moment)
