"""Which columns may hold free text: a member's words live in one table."""

import sqlalchemy as sa
from sqlmodel import AutoString, SQLModel

import app.main  # noqa: F401  # fills the list of tables

UNBOUNDED = {("revision", "body"), ("revision", "html")}
# What one person writes to another about a text, read by them alone; and names and numbers of members.
SENTENCES = {
    ("appeal", "answer"),
    ("lifeline_text", "text"),
    ("appeal", "note"),
    ("decision", "note"),
    ("opinion", "note"),
    ("redaction_objection", "note"),
    ("report", "note"),
    ("revision", "note"),
    ("licence", "note"),
}
LONGEST_SHORT = 400  # characters


def length(column: sa.Column) -> int | None:  # type: ignore[type-arg]
    """Return how long a column's text may be: None without a limit, 0 for a column that holds no text."""
    if isinstance(column.type, sa.Text):
        return None
    return column.type.length if isinstance(column.type, sa.String | AutoString) else 0


def test_no_table_but_the_one_for_words_has_an_unbounded_text() -> None:
    found = {
        (table.name, column.name)
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        if length(column) is None
    }
    assert found == UNBOUNDED


def test_a_long_text_is_a_note_from_one_person_to_another() -> None:
    found = {
        (table.name, column.name)
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        if (length(column) or 0) > LONGEST_SHORT
    }
    assert found == SENTENCES


def test_the_evidence_of_a_screening_has_no_column_for_words() -> None:
    columns = {column.name for column in SQLModel.metadata.tables["screening"].columns}
    assert columns == {"revision_id", "verdict", "ruleset", "findings", "traits", "combination", "alarms", "made_at"}
