"""Numbers about moderation, counted once a day. No row says which text, or whose, it was."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.database import Moment


class Figure(SQLModel, table=True):
    """One number: in a month, of texts in a language, of a rule. An empty rule is any; an empty language both."""

    month: str = Field(max_length=7, primary_key=True)
    lang: str = Field(max_length=2, primary_key=True)
    rule: str = Field(max_length=40, primary_key=True)
    what: str = Field(max_length=12, primary_key=True)
    number: int


class FiguresCounted(SQLModel, table=True):
    """When the figures were counted last: one row."""

    __tablename__ = "figures_counted"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=Moment)
