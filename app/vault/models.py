"""What is sealed, and the keys that open it: two tables, because a backup has the one and never the other."""

from uuid import UUID

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel


class RowKey(SQLModel, table=True):
    """The key of everything one owner has sealed, itself sealed with a master key that is not in the database.

    id      of this key; an owner whose key was destroyed gets another one.
    master  the name of the master key.
    """

    __tablename__ = "vault_key"

    owner: UUID = Field(primary_key=True)
    id: UUID
    master: str = Field(max_length=16, index=True)
    box: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Sealed(SQLModel, table=True):
    """One field of one owner, sealed with the owner's key `key_id`."""

    __tablename__ = "vault_box"

    owner: UUID = Field(primary_key=True)
    field: str = Field(primary_key=True, max_length=24)
    key_id: UUID
    box: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
