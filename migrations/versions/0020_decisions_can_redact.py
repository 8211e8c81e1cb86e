"""A decision can be to replace some words of a text.

Locks   the table, while SQLite copies it: a second at a hundred thousand decisions.
Undo    fails while there is such a decision: none of the others says what was done.
"""

from alembic import op

revision, down_revision = "0020", "0019"
BEFORE = "outcome in ('release', 'return', 'remove')"
AFTER = "outcome in ('release', 'return', 'remove', 'redact')"


def upgrade() -> None:
    _outcomes(AFTER)


def downgrade() -> None:
    _outcomes(BEFORE)


def _outcomes(known: str) -> None:
    with op.batch_alter_table("decision") as decision:
        decision.drop_constraint("decision_outcome_known", type_="check")
        decision.create_check_constraint("decision_outcome_known", known)
