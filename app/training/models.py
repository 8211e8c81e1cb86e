"""What moderators answered to exercises, and how often they began again."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel, UniqueConstraint

from app.database import Moment
from app.training.policy import NOTE_LIMIT


class TrainingRound(SQLModel, table=True):
    """A moderator began again with the exercises of one language. The first round needs no row."""

    __tablename__ = "training_round"

    member_id: UUID = Field(foreign_key="member.id", primary_key=True)
    lang: str = Field(max_length=2, primary_key=True)
    number: int = Field(primary_key=True)
    began_at: datetime = Field(sa_type=Moment)


class TrainingAnswer(SQLModel, table=True):
    """One moderator's answer to one exercise, once a round. Nobody else ever sees it."""

    __tablename__ = "training_answer"
    __table_args__ = (UniqueConstraint("member_id", "slug", "round", name="training_answer_once_a_round"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    member_id: UUID = Field(foreign_key="member.id")
    slug: str = Field(max_length=40)
    round: int
    outcome: str = Field(max_length=12)
    agreed: bool
    note: str = Field(default="", max_length=NOTE_LIMIT)
    answered_at: datetime = Field(sa_type=Moment)
