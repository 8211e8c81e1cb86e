"""Every text that is held, and every published one with an open report, has its review.

Locks   the new rows alone; a second at ten thousand texts that wait.
Undo    empties the table.
"""

from collections import Counter
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0006", "0005"

# The tables as they stand at this number, whatever the models say by now.
REVISION = sa.table(
    "revision",
    sa.column("id", sa.Uuid),
    sa.column("post_id", sa.Uuid),
    sa.column("state", sa.String),
    sa.column("lang", sa.String),
    sa.column("made_at", Moment),
)
POST = sa.table("post", sa.column("id", sa.Uuid), sa.column("opening", sa.Boolean))
SCREENING = sa.table(
    "screening",
    sa.column("revision_id", sa.Uuid),
    sa.column("verdict", sa.String),
    sa.column("findings", sa.JSON),
    sa.column("combination", sa.JSON),
)
REPORT = sa.table(
    "report", sa.column("revision_id", sa.Uuid), sa.column("made_at", Moment), sa.column("closed_at", Moment)
)
REVIEW = sa.table(
    "review",
    sa.column("id", sa.Uuid),
    sa.column("revision_id", sa.Uuid),
    sa.column("cause", sa.String),
    sa.column("risk", sa.Integer),
    sa.column("found", sa.String),
    sa.column("reports", sa.Integer),
    sa.column("opening", sa.Boolean),
    sa.column("lang", sa.String),
    sa.column("opened_at", Moment),
)


def upgrade() -> None:
    connection = op.get_bind()
    reported = (
        sa.select(REPORT.c.revision_id, sa.func.min(REPORT.c.made_at).label("since"), sa.func.count().label("reports"))
        .where(REPORT.c.closed_at.is_(None))
        .group_by(REPORT.c.revision_id)
        .subquery()
    )
    waiting = (
        sa.select(
            REVISION.c.id,
            REVISION.c.state,
            REVISION.c.lang,
            REVISION.c.made_at,
            POST.c.opening,
            SCREENING.c.verdict,
            SCREENING.c.findings,
            SCREENING.c.combination,
            reported.c.since,
            reported.c.reports,
        )
        .join(POST, POST.c.id == REVISION.c.post_id)
        .outerjoin(SCREENING, SCREENING.c.revision_id == REVISION.c.id)
        .outerjoin(reported, reported.c.revision_id == REVISION.c.id)
        .where((REVISION.c.state == "held") | ((REVISION.c.state == "published") & reported.c.revision_id.is_not(None)))
    )
    rows = [_review(row) for row in connection.execute(waiting)]
    if rows:
        connection.execute(sa.insert(REVIEW), rows)


def _review(row: sa.Row) -> dict[str, object]:
    held = row.state == "held"
    counted = Counter(f"{one['rule']}:{one['identifier']}" for one in row.findings or ())
    found = " " + "".join(f"{rule}:{times} " for rule, times in counted.items()) if counted else ""
    return {
        "id": uuid4(),
        "revision_id": row.id,
        "cause": "held" if held else "reported",
        "risk": _risk(row) if held else 60,
        "found": found if len(found) <= 400 else "",
        "reports": row.reports or 0,
        "opening": row.opening,
        "lang": row.lang,
        "opened_at": row.made_at if held else row.since,
    }


def _risk(row: sa.Row) -> int:
    if row.verdict in (None, "unread"):
        return 30
    if any(one["identifier"] == "direct" for one in row.findings):
        return 20
    return 40 if row.combination else 50


def downgrade() -> None:
    op.execute(sa.delete(REVIEW))
