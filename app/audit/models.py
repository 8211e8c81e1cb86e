"""The entries of the record, and where it ends."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from app.database import Moment


class Entry(SQLModel, table=True):
    """One act. Actor and what it was about are ids without a foreign key: a person can be erased, what was done stays.

    actor  None for whoever holds the machine: a command typed there, or the worker.
    codes  ids, names of rules and numbers, as JSON in the form that was hashed.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("audit_entry_about", "about"), Index("audit_entry_actor", "actor"))

    sequence: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    made_at: datetime = Field(sa_type=Moment)
    act: str = Field(max_length=32)
    actor: UUID | None = None
    about: UUID | None = None
    codes: str = Field(max_length=400)
    previous: str = Field(max_length=64)
    digest: str = Field(max_length=64)


class Ending(SQLModel, table=True):
    """The one row that says where the record ends. Whoever adds an entry holds it until their transaction is over."""

    __tablename__ = "audit_head"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    sequence: int = Field(sa_type=BigInteger)
    digest: str = Field(max_length=64)
