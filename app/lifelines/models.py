"""What admins say about where to turn, every version of it, and when they looked it over."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from app.database import Moment


class LifelineText(SQLModel, table=True):
    """A country's text in one language. The newest stands; the earlier ones say what stood when."""

    __tablename__ = "lifeline_text"
    __table_args__ = (Index("lifeline_text_versions", "country", "lang", "version", unique=True),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    country: str = Field(max_length=2)
    lang: str = Field(max_length=2)
    version: int
    text: str = Field(max_length=2_000)
    made_at: datetime = Field(sa_type=Moment)
    made_by: UUID | None = Field(default=None, foreign_key="member.id")


class LifelineCheck(SQLModel, table=True):
    """Somebody looked a country's lines over and found nothing to change."""

    __tablename__ = "lifeline_check"
    __table_args__ = (Index("lifeline_checks_of_a_country", "country", "made_at"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    country: str = Field(max_length=2)
    made_at: datetime = Field(sa_type=Moment)
    made_by: UUID | None = Field(default=None, foreign_key="member.id")
