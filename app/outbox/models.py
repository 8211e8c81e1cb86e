"""A mail that waits: what kind, to whom, in which language, and the page its link leads to."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel

from app.database import Moment


class Mail(SQLModel, table=True):
    """The text is made from the catalogue when it is sent, and so is a link's signature: neither is stored."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    kind: str = Field(max_length=24)
    address: str = Field(max_length=254)
    locale: str = Field(max_length=2)
    path: str = Field(max_length=200)
    made_at: datetime = Field(sa_type=Moment)
    due_at: datetime = Field(sa_type=Moment, index=True)
    tries: int = 0
