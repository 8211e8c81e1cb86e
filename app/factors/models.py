"""Apps that show codes, passkeys, codes for an emergency, and the challenges that passkeys answer."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from app.database import Moment


class Authenticator(SQLModel, table=True):
    """An app that shows codes. Its secret is sealed in the vault under this id; it counts once a code proved it."""

    __table_args__ = (
        Index(
            "authenticator_one_confirmed_per_member",
            "member_id",
            unique=True,
            sqlite_where=text("confirmed_at is not null"),
            postgresql_where=text("confirmed_at is not null"),
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    member_id: UUID = Field(foreign_key="member.id", index=True)
    made_at: datetime = Field(sa_type=Moment)
    confirmed_at: datetime | None = Field(default=None, sa_type=Moment)
    last_step: int = Field(default=0, sa_type=BigInteger)  # of the last code taken: none is taken twice


class Passkey(SQLModel, table=True):
    """A key in a browser, a telephone or a stick. What is kept of it here opens nothing."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    member_id: UUID = Field(foreign_key="member.id", index=True)
    credential_id: bytes = Field(sa_type=LargeBinary, unique=True)
    public_key: bytes = Field(sa_type=LargeBinary)
    sign_count: int = Field(sa_type=BigInteger)
    device: str = Field(max_length=120)
    made_at: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)


class RecoveryCode(SQLModel, table=True):
    """A code for the day the telephone is lost, good once. `selector` says which it is; the rest is hashed like a password."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("member_id", "selector", name="recovery_code_told_apart"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    member_id: UUID = Field(foreign_key="member.id", index=True)
    selector: str = Field(max_length=4)
    code_hash: str = Field(max_length=255)
    made_at: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)


class Challenge(SQLModel, table=True):
    """A number that a passkey is to sign, once, in one browser and for one purpose."""

    __tablename__ = "passkey_challenge"

    value: bytes = Field(sa_type=LargeBinary, primary_key=True)
    purpose: str = Field(max_length=12)
    bound_to: str = Field(max_length=64)
    expires_at: datetime = Field(sa_type=Moment, index=True)
