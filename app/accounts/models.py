"""Members, their licences, the invitations they came by, and where they are signed in."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import Index, bindparam, select, text
from sqlmodel import Field, SQLModel, col

from app.database import Moment


class Member(SQLModel, table=True):
    """A counsellor with an account. `name` is what peers read; `name_key` is it folded, so that none looks like another.

    Only a confirmed member holds a name against others: were it held from the start, a stranger could learn from
    it whether an address they tried to join with was new here.
    """

    __table_args__ = (
        Index(
            "member_confirmed_name_once",
            "name_key",
            unique=True,
            sqlite_where=text("confirmed_at is not null"),
            postgresql_where=text("confirmed_at is not null"),
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    email: str = Field(max_length=254, unique=True)
    name: str = Field(max_length=40)
    name_key: str = Field(max_length=80)
    role: str = Field(max_length=12)
    locale: str = Field(max_length=2)
    password_hash: str = Field(max_length=255)
    joined_at: datetime = Field(sa_type=Moment)
    confirmed_at: datetime | None = Field(default=None, sa_type=Moment)
    demo: bool = False


# Whether another confirmed member goes by a name, or by one that looks the same; asked when reading and when writing.
NAME_HELD = select(col(Member.id)).where(
    col(Member.name_key) == bindparam("key"),
    col(Member.confirmed_at).is_not(None),
    col(Member.id) != bindparam("but"),
)


class Licence(SQLModel, table=True):
    """A registration a member claims, and what a person said of it. The number is shown to nobody but the checker.

    tier         on what a person relied who confirmed it: the member's word, a document, the public register.
    reminded     of how many days before its end the holder was told last; 0 once it has run out.
    again_since  since when it waits to be looked at once more; it counts as confirmed meanwhile.
    holder_id    who has it in hand to check it, until `held_until`.
    """

    __table_args__ = (
        Index(
            "licence_waits_once",
            "member_id",
            "slug",
            unique=True,
            sqlite_where=text("state = 'claimed'"),
            postgresql_where=text("state = 'claimed'"),
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    member_id: UUID = Field(foreign_key="member.id", index=True)
    slug: str = Field(max_length=60)
    number: str = Field(max_length=60)
    state: str = Field(max_length=12)
    note: str = Field(default="", max_length=1_000)
    claimed_at: datetime = Field(sa_type=Moment)
    decided_at: datetime | None = Field(default=None, sa_type=Moment)
    decided_by: UUID | None = Field(default=None, foreign_key="member.id")
    expires_on: date | None = None
    tier: str = Field(default="claimed", max_length=8, sa_column_kwargs={"server_default": "claimed"})
    reminded: int | None = None
    again_since: datetime | None = Field(default=None, sa_type=Moment)
    sampled_at: datetime | None = Field(default=None, sa_type=Moment)
    holder_id: UUID | None = Field(default=None, foreign_key="member.id")
    held_until: datetime | None = Field(default=None, sa_type=Moment)


class Invitation(SQLModel, table=True):
    """Leave to join, for one address, once. Only the hash of its secret is kept."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    secret_hash: str = Field(max_length=64, unique=True)
    email: str = Field(max_length=254)
    made_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)
    used_by: UUID | None = Field(default=None, foreign_key="member.id")


class MailToken(SQLModel, table=True):
    """What a link in a mail stands for: confirming an address, choosing a new password. Good once."""

    __tablename__ = "mail_token"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    member_id: UUID = Field(foreign_key="member.id", index=True)
    purpose: str = Field(max_length=12)
    expires_at: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)


class EmailChange(SQLModel, table=True):
    """An address a member would like to be reached at. It becomes theirs when somebody who reads its mail says so."""

    __tablename__ = "email_change"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    member_id: UUID = Field(foreign_key="member.id", index=True)
    email: str = Field(max_length=254)
    expires_at: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)


class FactorRequest(SQLModel, table=True):
    """One admin asks that the second factor be taken off another one who lost it; a third has to agree. One at a time."""

    __tablename__ = "factor_request"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    member_id: UUID = Field(foreign_key="member.id", unique=True)
    asked_by: UUID = Field(foreign_key="member.id", index=True)
    reason: str = Field(max_length=12)
    proof: str = Field(max_length=12)
    asked_at: datetime = Field(sa_type=Moment)


class SignIn(SQLModel, table=True):
    """A browser in which a member is signed in. The cookie's key is made by the server; its hash is kept here."""

    __tablename__ = "sign_in"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    key_hash: str = Field(max_length=64, unique=True)
    member_id: UUID = Field(foreign_key="member.id", index=True)
    device: str = Field(max_length=120)
    strong: bool  # whether a second factor was given, then or since
    began_at: datetime = Field(sa_type=Moment)
    proven_at: datetime = Field(sa_type=Moment)
    seen_at: datetime = Field(sa_type=Moment)  # coarse: see policy.NOTED_EVERY
    ends_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class Attempt(SQLModel, table=True):
    """A sign-in between its two steps: the password was right. Its key is worth nothing but the second step.

    password_seen  a hash of the hash that was stored: a password that is changed meanwhile ends the attempt.
    """

    __tablename__ = "sign_in_attempt"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    key_hash: str = Field(max_length=64, unique=True)
    member_id: UUID = Field(foreign_key="member.id", index=True)
    password_seen: str = Field(max_length=64)
    tries: int = 0
    ends_at: datetime = Field(sa_type=Moment)
