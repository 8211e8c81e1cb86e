"""What a moderator did with a revision, and what members reported."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from app.database import Moment

OPEN = text("closed_at is null")


class Decision(SQLModel, table=True):
    """The note is read by the post's author, the moderators, and nobody else.

    since   where the revision stood: held, or published and reported.
    reason  the code of a reason that was chosen; `note` is all that the author reads, its sentence included.
    """

    __table_args__ = (Index("decision_in_order", "made_at", "id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    revision_id: UUID = Field(foreign_key="revision.id", index=True)
    moderator_id: UUID = Field(foreign_key="member.id")
    since: str = Field(max_length=12)
    outcome: str = Field(max_length=12)
    reason: str = Field(default="", max_length=40)
    note: str = Field(default="", max_length=1_000)
    made_at: datetime = Field(sa_type=Moment)
    undone_at: datetime | None = Field(default=None, sa_type=Moment)


class Opinion(SQLModel, table=True):
    """What one moderator would do, where two have to come to the same. Until both have said it, it is theirs alone."""

    __table_args__ = (Index("opinion_one_per_moderator", "review_id", "moderator_id", unique=True),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    review_id: UUID = Field(foreign_key="review.id")
    revision_id: UUID = Field(foreign_key="revision.id", index=True)
    moderator_id: UUID = Field(foreign_key="member.id")
    outcome: str = Field(max_length=12)
    note: str = Field(default="", max_length=1_000)
    made_at: datetime = Field(sa_type=Moment)


class RedactionObjection(SQLModel, table=True):
    """What an author says against a moderator's redaction of their text. Read by the moderators and the author."""

    __tablename__ = "redaction_objection"

    revision_id: UUID = Field(foreign_key="revision.id", primary_key=True)
    note: str = Field(max_length=1_000)
    made_at: datetime = Field(sa_type=Moment)


class CannedReason(SQLModel, table=True):
    """A reason that admins have put in their own words: one of those the catalogues have, or one of their own."""

    __tablename__ = "canned_reason"

    code: str = Field(max_length=40, primary_key=True)
    ja: str = Field(max_length=300)
    en: str = Field(max_length=300)
    offered: bool
    made_at: datetime = Field(sa_type=Moment)


class Report(SQLModel, table=True):
    """A member saying that a published post could identify someone. The author never learns who."""

    __table_args__ = (
        Index(
            "report_one_open_per_member",
            "revision_id",
            "reporter_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index("report_by_reporter", "reporter_id", "made_at"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    revision_id: UUID = Field(foreign_key="revision.id", index=True)
    reporter_id: UUID = Field(foreign_key="member.id")
    reason: str = Field(max_length=24)
    note: str = Field(default="", max_length=1_000)
    made_at: datetime = Field(sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
