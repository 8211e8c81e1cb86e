"""Members can join, be checked and sign in; how often anyone acts is counted; mail waits in an outbox.

Locks   nothing: the tables are new.
Undo    drops them, and with them every account.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0001", None


def upgrade() -> None:
    op.create_table(
        "member",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("email", sa.String(254), nullable=False, unique=True),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("name_key", sa.String(80), nullable=False),
        sa.Column("role", sa.String(12), nullable=False),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=False),
        sa.Column("joined_at", Moment, nullable=False),
        sa.Column("confirmed_at", Moment),
        sa.Column("demo", sa.Boolean, nullable=False),
        sa.CheckConstraint("role in ('counsellor', 'moderator', 'admin')", name="member_role_known"),
        sa.CheckConstraint("locale in ('ja', 'en')", name="member_locale_known"),
    )
    op.create_index(
        "member_confirmed_name_once",
        "member",
        ["name_key"],
        unique=True,
        sqlite_where=sa.text("confirmed_at is not null"),
        postgresql_where=sa.text("confirmed_at is not null"),
    )
    op.create_table(
        "licence",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("member_id", sa.Uuid, sa.ForeignKey("member.id"), nullable=False, index=True),
        sa.Column("slug", sa.String(60), nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("note", sa.String(1_000), nullable=False),
        sa.Column("claimed_at", Moment, nullable=False),
        sa.Column("decided_at", Moment),
        sa.Column("decided_by", sa.Uuid, sa.ForeignKey("member.id")),
        sa.Column("expires_on", sa.Date),
        sa.CheckConstraint("state in ('claimed', 'confirmed', 'refused')", name="licence_state_known"),
    )
    op.create_index(
        "licence_waits_once",
        "licence",
        ["member_id", "slug"],
        unique=True,
        sqlite_where=sa.text("state = 'claimed'"),
        postgresql_where=sa.text("state = 'claimed'"),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("secret_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("used_by", sa.Uuid, sa.ForeignKey("member.id")),
    )
    op.create_table(
        "mail_token",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("member_id", sa.Uuid, sa.ForeignKey("member.id"), nullable=False, index=True),
        sa.Column("purpose", sa.String(12), nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("used_at", Moment),
        sa.CheckConstraint("purpose in ('confirm', 'reset')", name="mail_token_purpose_known"),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("member_id", sa.Uuid, sa.ForeignKey("member.id"), nullable=False, index=True),
        sa.Column("device", sa.String(120), nullable=False),
        sa.Column("began_at", Moment, nullable=False),
        sa.Column("ends_at", Moment, nullable=False),
        sa.Column("ended_at", Moment),
    )
    op.create_table(
        "limit_count",
        sa.Column("key", sa.String(160), primary_key=True),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_table(
        "mail",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("due_at", Moment, nullable=False, index=True),
        sa.Column("tries", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    for table in ("mail", "limit_count", "sign_in", "mail_token", "invitation", "licence", "member"):
        op.drop_table(table)
