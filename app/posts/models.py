"""Posts, the revisions of their words, what the detector said of each, and what waits for a person."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, Column, ColumnElement, Index, Text, literal_column, text
from sqlmodel import Field, SQLModel

from app.database import Moment


class Post(SQLModel, table=True):
    """One place in a thread. The opening post is the case itself, and keeps its thread's counts.

    signed_as     the name it appears under where that is not its author's own: a one-case alias.
    published_at  when it was first public; the order of a thread and of the lists.
    comments      on an opening post: how many comments are public now.
    labels        on an opening post: names its whole thread can be found by, such as `lang:ja`, parted by spaces.
    """

    __table_args__ = (
        Index(
            "post_one_opening_per_case",
            "case_id",
            unique=True,
            sqlite_where=text("opening = 1"),
            postgresql_where=text("opening"),
        ),
        Index(
            "post_openings_by_publication",
            "published_at",
            "id",
            sqlite_where=text("opening = 1"),
            postgresql_where=text("opening"),
        ),
        Index("post_thread_in_order", "case_id", "published_at", "id"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    case_id: UUID = Field(foreign_key="case.id")
    author_id: UUID = Field(foreign_key="member.id", index=True)
    answers_id: UUID | None = Field(default=None, foreign_key="post.id")
    opening: bool
    signed_as: str | None = Field(default=None, max_length=40)
    made_at: datetime = Field(sa_type=Moment)
    published_at: datetime | None = Field(default=None, sa_type=Moment)
    comments: int = 0
    labels: str = Field(default="", max_length=400)
    last_comment_at: datetime | None = Field(default=None, sa_type=Moment)


PUBLISHED, HELD, OPEN = text("state = 'published'"), text("state = 'held'"), text("closed_at is null")


def is_public(revision: Any) -> ColumnElement[bool]:
    """Whether a revision is what peers read. Written out, because a partial index is used only where its own words stand."""
    return revision.state == literal_column("'published'")  # type: ignore[no-any-return]


def is_held(revision: Any) -> ColumnElement[bool]:
    """Whether a revision waits for a moderator; written out for the same reason."""
    return revision.state == literal_column("'held'")  # type: ignore[no-any-return]


class Revision(SQLModel, table=True):
    """One version of a post. Its words lie in the vault; while it is published the columns hold a copy, to be searched.

    html  `body` rendered, made once because a revision never changes.
    moved_at  when it came to where it stands; how long its words are kept counts from then.
    redacts_id  the revision of which this is what a moderator made by replacing words, if it is that.
    note  what a moderator tells its author, who alone reads it with the moderators.
    picked_out, joined_up, guessed  what its author answered to the three questions, or nothing.
    once  made with the form, so that a form sent twice writes once.
    """

    __table_args__ = (
        Index(
            "revision_one_published_per_post",
            "post_id",
            unique=True,
            sqlite_where=PUBLISHED,
            postgresql_where=PUBLISHED,
        ),
        Index("revision_number_per_post", "post_id", "number", unique=True),
        # Partial, so that no statement about published revisions ever mistakes it for a short way.
        Index("revision_held_by_age", "made_at", sqlite_where=HELD, postgresql_where=HELD),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    post_id: UUID = Field(foreign_key="post.id")
    number: int
    state: str = Field(max_length=12)
    lang: str = Field(max_length=2)
    title: str = Field(default="", max_length=120)
    body: str = Field(default="", sa_column=Column(Text, nullable=False))
    question: str = Field(default="", max_length=400)
    html: str = Field(default="", sa_column=Column(Text, nullable=False))
    made_at: datetime = Field(sa_type=Moment)
    published_at: datetime | None = Field(default=None, sa_type=Moment)
    moved_at: datetime | None = Field(default=None, sa_type=Moment)
    note: str = Field(default="", max_length=1_000)
    redacts_id: UUID | None = Field(default=None, foreign_key="revision.id", index=True)
    picked_out: str = Field(default="", max_length=8)
    joined_up: str = Field(default="", max_length=8)
    guessed: str = Field(default="", max_length=8)
    once: str | None = Field(default=None, max_length=64, unique=True)


def is_open(review: Any) -> ColumnElement[bool]:
    """Whether a review still waits for its decision."""
    return review.closed_at.is_(None)  # type: ignore[no-any-return]


class Review(SQLModel, table=True):
    """That a revision waits for a person, and why. Findings, reports and whatever else is said of it belong to it.

    cause      what it waits for first; `risk` how pressing it is: the most pressing of everything that came together.
    found      the rules that fired, each as `rule:identifier:times` between spaces, so that a list needs no evidence.
    opening    whether it is a case; with `lang` it is the post's, so that a list is narrowed without looking there.
    holder_id  the moderator who has it in hand, until `held_until`.
    """

    __table_args__ = (
        Index("review_one_open_per_revision", "revision_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("review_open_in_order", "risk", "opened_at", "id", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    revision_id: UUID = Field(foreign_key="revision.id", index=True)
    cause: str = Field(max_length=12)
    risk: int
    found: str = Field(default="", max_length=400)
    reports: int = 0
    opening: bool
    lang: str = Field(max_length=2)
    opened_at: datetime = Field(sa_type=Moment)
    holder_id: UUID | None = Field(default=None, foreign_key="member.id")
    held_until: datetime | None = Field(default=None, sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)


class Dispute(SQLModel, table=True):
    """An author saying that a finding of their text identifies nobody. Its note is for the author and the moderators alone.

    finding  its number in the revision's screening; `rule` is the rule that found it.
    outcome  what a moderator thought of it: it counts for the rule or against it.
    """

    __table_args__ = (Index("dispute_one_per_finding", "revision_id", "finding", unique=True),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    revision_id: UUID = Field(foreign_key="revision.id")
    finding: int
    rule: str = Field(max_length=40)
    reason: str = Field(max_length=16)
    note: str = Field(default="", max_length=200)
    outcome: str = Field(max_length=12)
    made_at: datetime = Field(sa_type=Moment)
    decided_at: datetime | None = Field(default=None, sa_type=Moment)


class Screening(SQLModel, table=True):
    """What was found in one revision: rules, positions and coarse traits, never words. `alarms` speak of live danger."""

    revision_id: UUID = Field(foreign_key="revision.id", primary_key=True)
    verdict: str = Field(max_length=12)
    ruleset: str = Field(max_length=40)
    findings: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    traits: list[list[str]] = Field(sa_column=Column(JSON, nullable=False))
    combination: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    alarms: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    made_at: datetime = Field(sa_type=Moment)


class Rereading(SQLModel, table=True):
    """That a published text was read again, and by which rules. It keeps no word and no finding."""

    revision_id: UUID = Field(foreign_key="revision.id", primary_key=True)
    ruleset: str = Field(max_length=40)
    made_at: datetime = Field(sa_type=Moment)
