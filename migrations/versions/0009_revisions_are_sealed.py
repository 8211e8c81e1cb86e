"""What a revision says lies in the vault; its columns hold the words only while it is published.

Locks   the table of revisions while its rows are sealed, about a minute for 100,000.
Undo    puts the words back into the columns, as long as the vault's keys are there.
"""

import json
from collections.abc import Iterator
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlmodel import Session

from app import vault

revision, down_revision = "0009", "0008"

AT_ONCE = 500
FIELD = "words"
REVISION = sa.table(
    "revision",
    sa.column("id", sa.Uuid),
    sa.column("state", sa.String),
    *(sa.column(name, sa.Text) for name in ("title", "body", "question", "html")),
)


def _batches() -> Iterator[list[UUID]]:
    ids = list(op.get_bind().execute(sa.select(REVISION.c.id)).scalars())
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def upgrade() -> None:
    with Session(op.get_bind()) as session:
        for ids in _batches():
            rows = session.execute(sa.select(REVISION).where(REVISION.c.id.in_(ids))).all()
            vault.put_many(session, FIELD, {row.id: _packed(row) for row in rows if row.body})
        op.execute(
            REVISION.update().where(REVISION.c.state != "published").values(title="", body="", question="", html="")
        )


def downgrade() -> None:
    with Session(op.get_bind()) as session:
        for ids in _batches():
            for owner, found in vault.get_many(session, ids, FIELD).items():
                title, body, question, html = json.loads(found)
                op.execute(
                    REVISION.update()
                    .where(REVISION.c.id == owner)
                    .values(title=title, body=body, question=question, html=html)
                )
                vault.destroy(session, owner)


def _packed(row: sa.Row) -> bytes:  # type: ignore[type-arg]
    return json.dumps([row.title, row.body, row.question, row.html], ensure_ascii=False, separators=(",", ":")).encode()
