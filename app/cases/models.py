"""What is brought to the forum: its language, its approaches, and what the client agreed to."""

from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel


class Case(SQLModel, table=True):
    """A case. Its words, its author and its dates are those of its opening post."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    lang: str = Field(max_length=2)
    consent: str = Field(max_length=24)


class CaseApproach(SQLModel, table=True):
    """A tag of a case, in the order its author gave them."""

    __tablename__ = "case_approach"

    case_id: UUID = Field(foreign_key="case.id", primary_key=True)
    slug: str = Field(max_length=60, primary_key=True, index=True)
    position: int
