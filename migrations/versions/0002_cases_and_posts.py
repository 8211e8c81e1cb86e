"""Members can bring cases and discuss them; a post shows one revision at a time, and the database says so.

Two answers racing could leave two published revisions of one post. With the
partial index the second fails instead, and its author is asked to try again.

Locks   nothing: the tables are new.
Undo    drops them, and with them every case and comment.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0002", "0001"
OPENING, PUBLISHED = sa.text("opening"), sa.text("state = 'published'")
HELD = sa.text("state = 'held'")
OPENING_SQLITE = sa.text("opening = 1")  # as the statements that use the index say it there


def upgrade() -> None:
    op.create_table(
        "case",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("consent", sa.String(24), nullable=False),
        sa.CheckConstraint("lang in ('ja', 'en')", name="case_lang_known"),
    )
    op.create_table(
        "case_approach",
        sa.Column("case_id", sa.Uuid, sa.ForeignKey("case.id"), primary_key=True),
        sa.Column("slug", sa.String(60), primary_key=True, index=True),
        sa.Column("position", sa.Integer, nullable=False),
    )
    op.create_table(
        "post",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("case_id", sa.Uuid, sa.ForeignKey("case.id"), nullable=False),
        sa.Column("author_id", sa.Uuid, sa.ForeignKey("member.id"), nullable=False, index=True),
        sa.Column("answers_id", sa.Uuid, sa.ForeignKey("post.id")),
        sa.Column("opening", sa.Boolean, nullable=False),
        sa.Column("signed_as", sa.String(40)),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("published_at", Moment),
        sa.Column("comments", sa.Integer, nullable=False),
        sa.Column("labels", sa.String(400), nullable=False),
        sa.Column("last_comment_at", Moment),
    )
    op.create_index(
        "post_one_opening_per_case",
        "post",
        ["case_id"],
        unique=True,
        sqlite_where=OPENING_SQLITE,
        postgresql_where=OPENING,
    )
    op.create_index(
        "post_openings_by_publication",
        "post",
        ["published_at", "id"],
        sqlite_where=OPENING_SQLITE,
        postgresql_where=OPENING,
    )
    op.create_index("post_thread_in_order", "post", ["case_id", "published_at", "id"])
    op.create_table(
        "revision",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("post_id", sa.Uuid, sa.ForeignKey("post.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("question", sa.String(400), nullable=False),
        sa.Column("html", sa.Text, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("published_at", Moment),
        sa.Column("note", sa.String(1_000), nullable=False),
        sa.Column("once", sa.String(64), unique=True),
        sa.CheckConstraint(
            "state in ('draft', 'held', 'published', 'returned', 'superseded', 'withdrawn')",
            name="revision_state_known",
        ),
        sa.CheckConstraint("lang in ('ja', 'en')", name="revision_lang_known"),
    )
    op.create_index(
        "revision_one_published_per_post",
        "revision",
        ["post_id"],
        unique=True,
        sqlite_where=PUBLISHED,
        postgresql_where=PUBLISHED,
    )
    op.create_index("revision_number_per_post", "revision", ["post_id", "number"], unique=True)
    op.create_index("revision_held_by_age", "revision", ["made_at"], sqlite_where=HELD, postgresql_where=HELD)
    op.create_table(
        "screening",
        sa.Column("revision_id", sa.Uuid, sa.ForeignKey("revision.id"), primary_key=True),
        sa.Column("verdict", sa.String(12), nullable=False),
        sa.Column("ruleset", sa.String(40), nullable=False),
        sa.Column("findings", sa.JSON, nullable=False),
        sa.Column("traits", sa.JSON, nullable=False),
        sa.Column("combination", sa.JSON),
        sa.Column("made_at", Moment, nullable=False),
        sa.CheckConstraint("verdict in ('block', 'review', 'pass', 'unread')", name="screening_verdict_known"),
    )


def downgrade() -> None:
    for table in ("screening", "revision", "post", "case_approach", "case"):
        op.drop_table(table)
